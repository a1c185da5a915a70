from __future__ import annotations

from dataclasses import replace

import pytest

from factory import report, story
from summitry import eventcodes
from summitry.errors import LexiconError
from summitry.eventcodes import Plover, coded, events
from summitry.lexicon import Pattern, patterns
from summitry.model import Claim, Party, Report, Source


def told(text: str, *parties: str, cue: str, **fields: str) -> Report:
    """A report of a story of one sentence, in which these words decide and a party is named by its last word."""
    tale = story(text)
    start = text.index(cue)
    source = tale.source(start, start + len(cue))
    made = report(*parties, story=tale, **fields)  # type: ignore[arg-type] # fields of texts
    return replace(
        made,
        kind=replace(made.kind, source=source),
        status=replace(made.status, source=source),
        parties=tuple(_placed(p, text) for p in made.parties),
    )


def _placed(party: Party, text: str) -> Party:
    word = (party.name or "").split()[-1]
    start = text.index(word)
    return replace(party, source=Source(party.source.story_id, start, start + len(word), word))


def codes(one: Report) -> tuple[str, str | None, str]:
    code, _ = coded(one)
    return code.plover.value, code.mode, code.cameo


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("meeting", "held", ("CONSULT", None, "040")),
        ("call", "held", ("CONSULT", "phone", "041")),
        ("visit", "held", ("CONSULT", "visit", "042")),
        ("message", "held", ("CONSULT", "phone", "040")),
        ("meeting", "planned", ("AGREE", None, "036")),
        ("visit", "possible", ("AGREE", None, "036")),
        ("call", "postponed", ("REJECT", "meet", "120")),
        ("visit", "cancelled", ("REJECT", "meet", "161")),
        ("meeting", "refused", ("REJECT", "meet", "125")),
    ],
)
def test_without_telling_words_kind_and_status_decide(
    kind: str, status: str, code: tuple[str, str | None, str]
) -> None:
    assert codes(report(">US Ana Reed", "<CN Li Bo", kind=kind, status=status)) == code


@pytest.mark.parametrize(
    ("text", "cue", "kind", "status", "code"),
    [
        ("Norway's Berg summoned Kenya's Otieno.", "summoned", "meeting", "held", ("ACCUSE", "disapprove", "114")),
        ("Berg and Otieno signed a fisheries treaty.", "signed", "meeting", "held", ("SUPPORT", None, "057")),
        ("Berg received an invitation from Otieno.", "invitation", "message", "held", ("AGREE", None, "036")),
        ("Berg wrote to Otieno and demanded a refund.", "wrote", "message", "held", ("REQUEST", None, "100")),
        ("Berg held peace talks with Otieno.", "held peace talks", "meeting", "held", ("CONSULT", None, "046")),
        ("Berg called off talks with Otieno.", "called off", "meeting", "cancelled", ("REJECT", "meet", "164")),
        ("Berg walked out of talks with Otieno.", "talks", "meeting", "held", ("SANCTION", "withdraw", "164")),
        (
            "Berg threatened to skip talks with Otieno.",
            "talks",
            "meeting",
            "possible",
            ("THREATEN", "relations", "134"),
        ),
    ],
)
def test_words_make_it_another_event(
    text: str, cue: str, kind: str, status: str, code: tuple[str, str | None, str]
) -> None:
    assert codes(told(text, "NO Berg", "KE Otieno", cue=cue, kind=kind, status=status)) == code


def test_words_far_from_the_deciding_ones_decide_nothing() -> None:
    text = "Berg met Otieno, and the ministers of the two countries signed a treaty."
    assert codes(told(text, "NO Berg", "KE Otieno", cue="met")) == ("CONSULT", None, "040")


def test_the_words_of_an_event_are_those_of_the_story() -> None:
    text = "Berg and Otieno formally signed a fisheries treaty."
    _, words = coded(told(text, "NO Berg", "KE Otieno", cue="formally"))
    assert words.exact == text[words.start : words.end] == "signed a fisheries treaty"


def test_a_meeting_between_two_has_an_event_for_each_order() -> None:
    found = events(report("US Ana Reed", "CN Li Bo", "CN Wu Hua"))
    assert [(e.source, e.target, e.directed) for e in found] == [("US", "CN", False), ("CN", "US", False)]


@pytest.mark.parametrize(
    ("text", "cue", "pair"),
    [
        ("Norway's Berg summoned Kenya's Otieno.", "summoned", ("NO", "KE")),
        ("Berg was summoned to the ministry by Otieno.", "summoned", ("KE", "NO")),
    ],
)
def test_the_words_tell_who_did_it_to_whom(text: str, cue: str, pair: tuple[str, str]) -> None:
    found = events(told(text, "NO Berg", "KE Otieno", cue=cue))
    assert [(e.source, e.target, e.directed) for e in found] == [(*pair, True)]


def test_where_the_words_name_no_side_before_them_both_orders_stand() -> None:
    found = events(told("In Oslo he was told, and summoned Berg with Otieno.", "NO Berg", "KE Otieno", cue="summoned"))
    assert [(e.source, e.target, e.directed) for e in found] == [("NO", "KE", False), ("KE", "NO", False)]


def test_a_visit_is_one_of_the_visitor_and_one_of_the_host() -> None:
    found = events(report(">US Ana Reed", "<CN", "<KR", kind="visit"))
    assert [(e.source, e.target, e.code.cameo, e.code.mode) for e in found] == [
        ("US", "CN", "042", "visit"),
        ("CN", "US", "043", "host"),
        ("US", "KR", "042", "visit"),
        ("KR", "US", "043", "host"),
    ]


def test_a_planned_visit_is_no_event_between_its_hosts() -> None:
    found = events(report(">US Ana Reed", "<CN", "<KR", kind="visit", status="planned"))
    assert {(e.source, e.target) for e in found} == {("US", "CN"), ("CN", "US"), ("US", "KR"), ("KR", "US")}


def test_one_side_alone_is_no_event() -> None:
    assert events(report("US Ana Reed", "? Li Bo")) == ()


@pytest.mark.parametrize(
    ("country", "margins_of", "code"),
    [
        ("CH", None, ("CONSULT", "third-party", "044")),
        ("CN", None, ("CONSULT", None, "040")),
        ("CH", "G20 summit", ("CONSULT", "multilateral", "040")),
    ],
)
def test_the_place_tells_the_mode(country: str, margins_of: str | None, code: tuple[str, str | None, str]) -> None:
    assert codes(report("US Ana Reed", "CN Li Bo", country=country, margins_of=margins_of)) == code


def test_no_third_place_where_the_seat_of_a_side_is_not_known() -> None:
    assert codes(report("US Ana Reed", "Hamas Li Bo", country="EG")) == ("CONSULT", None, "040")


@pytest.mark.parametrize(
    ("status", "contexts"), [("planned", ("future",)), ("possible", ("hypothetical",)), ("held", ()), ("cancelled", ())]
)
def test_what_had_not_happened_has_a_context(status: str, contexts: tuple[str, ...]) -> None:
    assert {e.contexts for e in events(report(status=status))} == {contexts}


def test_topics_give_the_contexts_of_their_subjects() -> None:
    found = events(report(status="planned", topics=("tariffs", "fentanyl", "chairs")))
    assert {e.contexts for e in found} == {("future", "economic", "crime_drugs")}


def test_quad_classes() -> None:
    assert [(p.value, p.quad_class) for p in Plover] == [
        ("AGREE", 1),
        ("CONSULT", 1),
        ("SUPPORT", 1),
        ("CONCEDE", 1),
        ("REQUEST", 3),
        ("ACCUSE", 3),
        ("REJECT", 3),
        ("THREATEN", 3),
        ("SANCTION", 4),
    ]
    cancelled, _ = coded(report(status="cancelled"))
    assert (cancelled.plover.quad_class, cancelled.cameo_quad_class) == (3, 4)


def test_a_label_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = patterns("events")[0]
    wrong = Pattern("odd", entry.pattern, "held meeting everywhere ACCUSE 114 first", ("x",), ("y",))
    monkeypatch.setattr(eventcodes, "patterns", lambda _: (wrong,))
    with pytest.raises(LexiconError, match="odd"):
        eventcodes._rules.__wrapped__()  # noqa: SLF001 - the cached one has been read


def test_a_claim_outside_the_sentences_is_its_own_sentence() -> None:
    made = report("NO Berg", "KE Otieno")
    cue = Source(made.story_id, 900, 908, "summoned")
    assert codes(replace(made, kind=Claim("meeting", cue, "test"))) == ("ACCUSE", "disapprove", "114")
