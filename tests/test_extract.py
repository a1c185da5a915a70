"""From occasions to reports: one for each contact, every value with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitry import extract
from summitry.model import Kind, Occasion, Report, Role, SkipReason, Status, Taking
from telling import TODAY, brief, briefs, contact, doc, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.model import Doc, Sentence, Story

BERG = "Norwegian Prime Minister Astrid Berg"
OTIENO = "Kenyan President Daniel Otieno"

SOMEBODY = st.sampled_from(
    [
        BERG,
        OTIENO,
        "Astrid Berg, the Norwegian prime minister,",
        "Kenya's President Daniel Otieno",
        "Secretary of State Ann Moss",
        "Chinese Vice Premier Guo Shan",
        "his Russian counterpart",
        "Texas Governor Ann Moss",
        "a Ugandan delegation",
        "the Iraqi foreign minister, Reza al-Hashimi,",
        "Beijing",
        "Norwegian singer Pia Holm",
        "She",
        "the two leaders",
    ]
)
CUE = st.sampled_from(
    [
        "met", "will meet", "refused to meet", "may hold talks with", "telephoned", "wrote to", "welcomed", "summoned",
        "called off a meeting with", "did not meet", "flew to Nairobi to see", "discussed fishing and trade with",
    ]
)  # fmt: skip
TAIL = st.sampled_from(
    [
        "", " in Oslo on Monday", " at the White House yesterday", " next week", " on the sidelines of the G20 summit",
        " to discuss “steel – and wool”", " in São Tomé on 3 March 2030", ", after visiting Kenya and Uganda",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sentences=st.lists(st.tuples(SOMEBODY, CUE, SOMEBODY, TAIL), min_size=1, max_size=3),
    date=st.sampled_from([None, TODAY, "2030"]),
)
def test_every_value_has_its_words_in_the_story(sentences: list[tuple[str, str, str, str]], date: str | None) -> None:
    text = " ".join(f"{a[0].upper()}{a[1:]} {cue} {b}{tail}." for a, cue, b, tail in sentences)
    reports, skipped = told(text, date=date)
    for source in [s for r in reports for s in r.sources()] + [s.source for s in skipped]:
        assert source.exact
        assert text[source.start : source.end] == source.exact
    for report in reports:
        assert len(report.parties) > 1, brief(report)
        assert len({p.side for p in report.parties if p.side}) > 1, brief(report)
        assert all(claim.rule for _, claim in report.claims())
        assert report.published in {date, None}  # None where the words speak against that date
    assert len({r.id for r in reports}) == len(reports)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOMEBODY, CUE, SOMEBODY, TAIL)
def test_a_text_read_twice_gives_the_same(a: str, cue: str, b: str, tail: str) -> None:
    text = f"{a} {cue} {b}{tail}."
    assert told(text) == told(text)


def test_one_occasion_told_again_is_one_report_with_all_that_was_told() -> None:
    text = f"{BERG} met {OTIENO} in Nairobi. Berg and Otieno met on Monday. The two leaders discussed fishing."
    reports, skipped = told(text)
    assert [brief(r) for r in reports] == ["meeting held: NO Astrid Berg, KE Daniel Otieno"]
    assert SkipReason.TOLD_AGAIN in {s.reason for s in skipped}
    (report,) = reports
    assert report.when is not None
    assert report.where.city is not None
    assert (report.when.value, report.where.city.value) == ("2031-05-12", "Nairobi")
    assert [t.value for t in report.topics] == ["fishing"]
    assert len(report.evidence) == 3


def test_two_occasions_of_the_same_people_stay_two() -> None:
    text = f"{BERG} met {OTIENO} in Nairobi in March. Berg will meet Otieno in Oslo in June."
    assert briefs(text) == [
        "meeting held: NO Astrid Berg, KE Daniel Otieno",
        "meeting planned: NO Astrid Berg, KE Daniel Otieno",
    ]


def test_a_call_is_not_a_meeting_of_the_same_people() -> None:
    text = f"{BERG} telephoned {OTIENO} on Monday. The two leaders will meet in June."
    assert [line.split(":")[0] for line in briefs(text)] == ["call held", "meeting planned"]


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("The trip was cancelled.", "cancelled"),
        ("The visit was postponed.", "postponed"),
        ("Berg called off the trip.", "cancelled"),
    ],
)
def test_a_trip_that_is_called_off_is_the_one_just_told(end: str, status: str) -> None:
    report = contact(f"{BERG} was to visit Kenya next week. {end}")
    assert brief(report) == f"visit {status}: >NO Astrid Berg, <KE"
    assert report.when is not None
    assert report.when.value == "2031-05-19/2031-05-25"
    assert len(report.evidence) == 2


def test_what_was_held_is_not_called_off_by_a_later_sentence() -> None:
    text = f"{BERG} met {OTIENO}. The trip was cancelled."
    assert briefs(text) == ["meeting held: NO Astrid Berg, KE Daniel Otieno"]


def test_a_side_that_somebody_named_acts_for_is_not_told_beside_him() -> None:
    report = contact(f"Norway and {OTIENO} held talks. Norwegian Prime Minister Astrid Berg met Otieno on Monday.")
    assert sorted(p.side or "" for p in report.parties) == ["KE", "NO"]
    assert [p.name for p in report.parties if p.side == "NO"] == ["Astrid Berg"]


def test_a_host_comes_last_and_has_its_side() -> None:
    report = contact(f"{BERG} visited Kenya.")
    assert [(p.role, p.side) for p in report.parties] == [(Role.VISITOR, "NO"), (Role.HOST, "KE")]


def test_nobody_visits_his_own_country() -> None:
    reports, skipped = told(f"{BERG} flew to Oslo.")
    assert reports == ()
    assert [s.reason for s in skipped] == [SkipReason.SAME_GOVERNMENT]


def test_a_report_names_its_extractor_and_its_story() -> None:
    report: Report = contact(f"{BERG} met {OTIENO}.")
    assert report.extractor == "reader 5"
    assert {s.story_id for s in report.sources()} == {report.story_id}


ROJAS = "Peruvian President Ana Rojas"


def test_whom_somebody_met_one_on_one_each_had_a_meeting_of_his_own() -> None:
    together = "meeting held: NO Astrid Berg, KE Daniel Otieno, PE Ana Rojas"
    apart = ["meeting held: NO Astrid Berg, KE Daniel Otieno", "meeting held: NO Astrid Berg, PE Ana Rojas"]
    assert briefs(f"{BERG} met one-on-one on Monday with {OTIENO} and {ROJAS}.") == apart
    assert briefs(f"{BERG} met on Monday with {OTIENO} and {ROJAS}.") == [together]


def test_two_who_met_one_on_one_did_so_apart_from_the_meeting_of_all() -> None:
    all_three = f"{BERG} met {OTIENO} and {ROJAS} in Lisbon on Monday."
    together = "meeting held: NO Astrid Berg, KE Daniel Otieno, PE Ana Rojas"
    alone = "meeting held: NO Astrid Berg, KE Daniel Otieno"
    assert briefs(f"{all_three} Before that Berg and Otieno held a one-on-one meeting.") == [together, alone]


def test_separate_talks_are_talks_of_their_own() -> None:
    found = briefs(
        "Norwegian Prime Minister Astrid Berg held separate talks with Kenyan President Daniel Otieno and Ethiopian "
        "President Hana Tesfaye on Monday."
    )
    assert found == [
        "meeting held: NO Astrid Berg, KE Daniel Otieno",
        "meeting held: NO Astrid Berg, ET Hana Tesfaye",
    ]


def test_together_is_one_meeting() -> None:
    found = briefs(
        "Norwegian Prime Minister Astrid Berg held talks with Kenyan President Daniel Otieno and Ethiopian "
        "President Hana Tesfaye on Monday."
    )
    assert found == ["meeting held: NO Astrid Berg, KE Daniel Otieno, ET Hana Tesfaye"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A visit is to the place that its best telling names.
        (f"{BERG} landed in Nairobi on Monday after a stop in Cairo.", ["visit held: >NO Astrid Berg, <KE"]),
        (
            f"{BERG} will visit Kenya, Uganda and Rwanda next week.",
            ["visit planned: >NO Astrid Berg, <KE, <UG, <RW"],
        ),
        # Each telling keeps to its clause.
        (
            f"{BERG} met {OTIENO} in Oslo on Monday after talks with Chilean Foreign Minister Ana Lima in Santiago.",
            ["meeting held: NO Astrid Berg, KE Daniel Otieno", "meeting held: NO Astrid Berg, CL Ana Lima"],
        ),
        # Cues of one phrase are one telling.
        (
            f"{BERG} wrapped up two days of talks with {OTIENO} in Nairobi.",
            ["meeting held: NO Astrid Berg, KE Daniel Otieno"],
        ),
        # An earlier trip is another one, to those whom its guest visits.
        (
            f"{BERG} will visit Kenya. An earlier visit by Berg was put off over floods.",
            ["visit planned: >NO Astrid Berg, <KE", "visit postponed: >NO Astrid Berg, <KE"],
        ),
        # A visit of which only the guest is told is to those whom he meets.
        (
            f"{OTIENO} met {BERG} in Oslo on Monday. The visit by President Otieno was short.",
            ["meeting held: KE Daniel Otieno, NO Astrid Berg", "visit held: >KE Daniel Otieno, <NO"],
        ),
        (
            f"{OTIENO} met {BERG} in Nairobi on Monday. The visit by President Otieno was short.",
            ["meeting held: KE Daniel Otieno, NO Astrid Berg"],
        ),
        (
            f"{OTIENO} met {BERG} at the G20 summit on Monday. The visit by President Otieno was short.",
            ["meeting held: KE Daniel Otieno, NO Astrid Berg"],
        ),
        # Whoever receives the visiting one is the host.
        (
            f"{BERG} held talks with visiting Kenyan Foreign Minister Grace Wanjiru.",
            ["meeting held: NO Astrid Berg, KE Grace Wanjiru", "visit held: >KE Grace Wanjiru, <NO"],
        ),
        # Small words tell a visit beside a meeting.
        (
            f"President Sophie Martin of France is in Oslo and met with {BERG} on Monday.",
            ["visit held: >FR Sophie Martin, <NO", "meeting held: FR Sophie Martin, NO Astrid Berg"],
        ),
    ],
)
def test_what_belongs_to_which_contact(text: str, found: list[str]) -> None:
    assert briefs(text) == found


def test_a_king_is_of_some_state_and_a_chairman_need_not_be() -> None:
    assert briefs(f"King Zelmar and {OTIENO} met in Cairo on Monday.") == ["meeting held: ? Zelmar, KE Daniel Otieno"]
    assert briefs(f"Chairman Zelmar and {OTIENO} met in Cairo on Monday.") == []


def test_times_and_places_of_another_clause_are_not_taken() -> None:
    text = f"{BERG} met {OTIENO} in Oslo on Monday after talks with Chilean Foreign Minister Ana Lima in Santiago."
    first, second = told(text)[0]
    assert (first.where.city and first.where.city.value, first.when and first.when.value) == ("Oslo", "2031-05-12")
    assert second.where.city is not None
    assert second.where.city.value == "Santiago"


def test_those_of_the_time_since_which_it_was_did_not_take_part() -> None:
    text = f"{BERG} visited Nairobi on Monday, the first trip since Prime Minister Henrik Dahl of Denmark resigned."
    assert briefs(text) == ["visit held: >NO Astrid Berg, <KE"]


def test_a_group_of_two_is_of_those_named_since_the_contact_told_before() -> None:
    text = (
        f"{BERG} met {OTIENO} in Cairo last year. On Monday Chilean Foreign Minister Ana Rojas welcomed Danish envoy "
        "Henrik Dahl in Santiago. Both shook hands and then sat down for talks."
    )
    assert briefs(text)[1:] == ["meeting held: CL Ana Rojas, DK Henrik Dahl"]


def test_what_is_only_possible_and_with_somebody_more_is_another_meeting() -> None:
    text = f"{BERG} will meet {OTIENO} on Monday. She may also meet Chilean Minister Ana Rojas and Otieno together."
    assert briefs(text) == [
        "meeting planned: NO Astrid Berg, KE Daniel Otieno",
        "meeting possible: NO Astrid Berg, KE Daniel Otieno, CL Ana Rojas",
    ]


def test_between_whom_it_is_told_to_be_took_part() -> None:
    text = (
        "Danish Prime Minister Henrik Dahl called for calm ahead of a meeting on Monday in Cairo between "
        f"{BERG} and {OTIENO}."
    )
    assert briefs(text) == ["meeting planned: NO Astrid Berg, KE Daniel Otieno"]


# --- a plan and what is less sure -----------------------------------------------------------


class Told:
    """An extractor that finds meetings by their words: status, cue, and the words of the parties."""

    name, version = "told", "1"

    def __init__(self, *meetings: tuple[Status, str, tuple[str, ...]]) -> None:
        self.meetings = meetings

    marks = False

    def occasions(self, found: Doc) -> Iterator[Occasion]:
        """Each meeting, its parties wherever their words stand first."""
        text = found.story.text
        for status, cue, parties in self.meetings:
            at = text.index(cue)
            sentence = next(n for n, s in enumerate(found.sentences) if s.start <= at < s.end)
            takings = tuple(Taking(text.index(p), text.index(p) + len(p), Role.PARTY) for p in parties)
            yield Occasion(at, at + len(cue), sentence, Kind.MEETING, status, takings, "test")

    def teller(self, _story: Story, _sentences: Sequence[Sentence]) -> Iterator[Occasion]:
        """None: the document comes annotated."""
        return iter(())


LIMA, KAMAU = "Kenyan Foreign Minister Ana Lima", "Kenyan Prime Minister Ruth Kamau"


def who_meets(text: str, *meetings: tuple[Status, str, tuple[str, ...]]) -> list[str]:
    """The contacts that the words of the meetings make."""
    found = extract.reports(doc(text), extractor=Told(*meetings))
    return [brief(r) for r in found if isinstance(r, Report)]


def test_a_plan_takes_nobody_from_a_less_sure_one_told_behind_it_nor_the_other_way_round() -> None:
    text = f"{BERG} will hold talks with {LIMA}. It is not known whether she will meet {KAMAU}."
    planned = (Status.PLANNED, "hold talks", ("Astrid Berg", "Ana Lima", "Ruth Kamau"))
    possible = (Status.POSSIBLE, "will meet", ("Ana Lima", "she", "Ruth Kamau"))
    assert who_meets(text, planned, possible) == [
        "meeting planned: NO Astrid Berg, KE Ana Lima",
        "meeting possible: NO Astrid Berg, KE Ruth Kamau",
    ]


def test_a_plan_keeps_whom_another_sentence_names_where_that_tells_no_less_sure_one() -> None:
    text = f"{BERG} will hold talks with {LIMA}. She will also meet {KAMAU}."
    planned = (Status.PLANNED, "hold talks", ("Astrid Berg", "Ana Lima", "Ruth Kamau"))
    again = (Status.PLANNED, "meet", ("She", "Ruth Kamau"))
    assert who_meets(text, planned, again) == ["meeting planned: NO Astrid Berg, KE Ana Lima, KE Ruth Kamau"]


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("said later that the two men had", ["meeting held: NO Astrid Berg, KE Daniel Otieno"]),
        (  # who does not say it is one of the two named last
            "arrived late. For an hour the two men",
            ["meeting held: NO Astrid Berg, KE Daniel Otieno", "meeting held: NO Lars Dahl, KE Ana Lima"],
        ),
    ],
)
def test_whoever_only_tells_of_two_is_none_of_them(before: str, found: list[str]) -> None:
    first = f"{BERG} saw {OTIENO} on Monday. It went well, {LIMA} said."
    text = f"{first} Norwegian Foreign Minister Lars Dahl {before} talked."
    saw = (Status.HELD, "saw", ("Astrid Berg", "Daniel Otieno"))
    assert who_meets(text, saw, (Status.HELD, "talked", ("the two men",))) == found


@pytest.mark.parametrize(
    ("again", "day"),
    [
        ("Otieno called the talks in Nairobi in March 2030 a failure.", "2031-05-12"),
        ("Otieno called the talks on Monday a success.", "2031-05-12"),
    ],
)
def test_a_telling_of_one_only_gives_no_other_day_to_what_was_told_before(again: str, day: str) -> None:
    text = f"{BERG} met {OTIENO} in Lima on Monday. {again}"
    met, talks = (Status.HELD, "met", ("Astrid Berg", "Daniel Otieno")), (Status.HELD, "talks", ("Otieno",))
    reports = [r for r in extract.reports(doc(text), extractor=Told(met, talks)) if isinstance(r, Report)]
    assert [(r.when.value if r.when else None, len(r.evidence)) for r in reports] == [
        (day, 1 if "March" in again else 2)
    ]
