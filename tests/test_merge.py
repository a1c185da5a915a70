"""The best values, what disagrees, the history and the dates lent; see test_resolve.py for which reports are one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import aim, outcome, report, statement, tone
from summitry.fingerprints import fingerprint
from summitry.model import Basis, Came, Claim, Origin, Report
from summitry.resolve import contact


def printed(one: Report, text: str, **traces: object) -> Report:
    """The report of a story with this text."""
    return replace(one, origin=Origin(fingerprint(text), **traces))  # type: ignore[arg-type] # as given


def basis(one: Report, how: Basis) -> Report:
    """The report with its date resting on this."""
    assert one.when
    return replace(one, when=replace(one.when, basis=how))


# --- the best value: independent, close, stated ---------------------------------------------


def test_reprints_do_not_outvote_two_sources() -> None:
    prints = [
        printed(report(when="2031-05-02", city="Oslo", key=k), "one and the same text of five words") for k in "abc"
    ]
    others = [report(when="2031-05-02", city="Bergen", key=k) for k in "de"]
    made = contact([*prints, *others])
    assert made.where.city
    assert made.where.city.value == "Bergen"
    (conflict,) = made.conflicts
    assert [(a.value, len(a.stories), a.origins, a.best) for a in conflict.accounts] == [
        ("Oslo", 3, 1, False),
        ("Bergen", 2, 2, True),
    ]


def test_of_as_many_sources_the_closer_story_is_believed_and_then_the_firmer_basis() -> None:
    far = report(when="2031-05-02", told="2031-06-20", city="Oslo", key="a")
    near = report(when="2031-05-02", told="2031-05-03", city="Bergen", key="b")
    city = contact([far, near]).where.city
    assert city
    assert city.value == "Bergen"
    inferred = basis(report(when="2031-05-02", told="2031-05-04", key="a"), Basis.INFERRED)
    stated = report(when="2031-05-03", told="2031-05-05", key="b")
    assert contact([inferred, stated]).when == "2031-05-03"


def test_a_story_of_before_is_as_close_as_one_of_after() -> None:
    before = report("US Ana Reed, Envoy", "CN", when="2031-05-02", told="2031-05-01", status="planned", key="b")
    after = report("US Ana Reed, Consul", "CN", when="2031-05-02", told="2031-05-09", key="a")
    assert contact([after, before]).parties[0].office == "Envoy"


def test_an_office_is_that_of_most_independent_sources() -> None:
    prints = [printed(report("US Ana Reed, Envoy", "CN", key=k), "the very same words once more") for k in "abc"]
    others = [report("US Ana Reed, Consul", "CN", key=k) for k in "de"]
    assert contact([*prints, *others]).parties[0].office == "Consul"


def test_a_date_that_reprints_tell_is_one_account() -> None:
    prints = [printed(report(when="2031-05-02", key=k), "told five times by one") for k in "abc"]
    others = [report(when="2031-05-03", key=k) for k in "de"]
    assert contact([*prints, *others]).when == "2031-05-03"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([("2031-05-03", "held"), ("2031-05-04", "held"), ("2031-05-05", "cancelled")], "held"),
        ([("2031-05-03", "held"), ("2031-05-05", "cancelled"), ("2031-05-06", "cancelled")], "cancelled"),
        ([("2031-05-03", "postponed"), ("2031-05-03", "postponed"), ("2031-05-04", "cancelled")], "postponed"),
        ([("2031-04-03", "postponed"), ("2031-04-04", "postponed"), ("2031-05-04", "cancelled")], "cancelled"),
        ([("2031-05-03", "planned"), ("2031-05-03", "planned"), ("2031-05-04", "cancelled")], "cancelled"),
        ([("2031-05-01", "cancelled"), ("2031-05-01", "cancelled"), ("2031-05-03", "held")], "held"),
    ],
)
def test_where_statuses_contradict_the_more_independent_one_is_best_and_else_the_latest(
    told: list[tuple[str, str]], status: str
) -> None:
    made = contact([report(told=day, status=s, key=str(n)) for n, (day, s) in enumerate(told)])
    assert made.status == status


# --- what cannot all hold -------------------------------------------------------------------


def test_a_vaguer_date_takes_no_side() -> None:
    reports = [report(when=w, key=w) for w in ("2031-05", "2031-05-02", "2031-05-03", "2031")]
    (conflict,) = contact(reports).conflicts
    assert [a.value for a in conflict.accounts] == ["2031-05-02", "2031-05-03"]


def test_different_precision_is_no_disagreement() -> None:
    assert contact([report(when=w, key=w) for w in ("2031-05", "2031-05-02", "2031-05-01/2031-05-03")]).conflicts == ()


@pytest.mark.parametrize(("kind", "fields"), [("visit", []), ("meeting", ["when"])])
def test_two_days_of_a_visit_are_no_conflict(kind: str, fields: list[str]) -> None:
    days = ("2031-05-02", "2031-05-03")
    made = contact([report(">US Ana Reed", "<KE", kind=kind, when=w, key=w) for w in days])
    assert [c.field for c in made.conflicts] == fields


def test_plans_take_no_side_where_held_and_cancelled_contradict() -> None:
    told = (("2031-04-01", "planned"), ("2031-05-02", "held"), ("2031-05-03", "cancelled"))
    (conflict,) = contact([report(told=d, status=s, key=s) for d, s in told]).conflicts
    assert {a.value for a in conflict.accounts} == {"held", "cancelled"}


def test_each_side_keeps_its_words() -> None:
    (conflict,) = contact([report(when=w, key=w) for w in ("2031-05-02", "2031-05-03")]).conflicts
    for account in conflict.accounts:
        (claim,) = account.claims
        assert claim.value == account.value
        assert claim.source.exact == "Two"


@pytest.mark.parametrize(
    ("a", "b", "fields"),
    [
        ("the G20 summit", "the APEC summit", ["where.margins_of"]),
        ("the G20 summit", "a Group of 20 gathering", []),
        ("the East Asia Summit", "the ASEAN summit", []),
        ("the G20 summit", "the Rift Forum", []),
    ],
)
def test_two_gatherings_are_a_conflict_where_they_never_met(a: str, b: str, fields: list[str]) -> None:
    made = contact([report(when="2031-05-02", margins_of=m, key=m) for m in (a, b)])
    assert [c.field for c in made.conflicts] == fields


def test_offices_in_conflict_are_those_of_one_person() -> None:
    made = contact(
        [
            report("US Ana Reed, Vice President", "CN Li Bo, Envoy", key="a"),
            report("US Ana Reed, President", "CN", key="b"),
        ]
    )
    (conflict,) = made.conflicts
    assert (conflict.field, conflict.about, conflict.label) == ("office", "Ana Reed", "office of Ana Reed")
    assert [a.stories for a in conflict.accounts] == [("a",), ("b",)]


# --- history and lent dates -----------------------------------------------------------------


def test_the_history_is_dated_by_the_stories_and_says_who_says_so() -> None:
    plan = printed(report(told="2031-04-01", status="planned", key="a"), "a plan", outlet="Fjord Daily", agency="AP")
    held = printed(report(told="2031-05-03", key="b"), "it was so", cites=("Xinhua",))
    early = report(told=None, status="possible", key="c")
    steps = contact([held, early, plan]).history
    assert [(s.told, s.status.value, s.story) for s in steps] == [
        ("2031-04-01", "planned", "a"),
        ("2031-05-03", "held", "b"),
        (None, "possible", "c"),
    ]
    assert (steps[0].outlet, steps[0].agency, steps[1].relayed_by) == ("Fjord Daily", "AP", "Xinhua")
    assert steps[0].source == plan.status.source


def test_whom_the_story_names_as_source_of_the_status_comes_before_what_its_sentence_cites() -> None:
    one = printed(report(key="a"), "x", cites=("Xinhua",))
    told = replace(one, status=Claim("held", one.status.source, "test", relayed_by="the ministry"))
    assert contact([told]).history[0].relayed_by == "the ministry"


def test_an_undated_report_takes_the_date_of_a_dated_one_and_says_from_which() -> None:
    undated = report(told="2031-05-04", key="b")
    dated = [report(when=w, told="2031-05-03", key=w) for w in ("2031-05-02", "2031-05")]
    made = contact([undated, *dated])
    (lent,) = made.dated_by
    assert (lent.report_id, lent.when.value, lent.when.basis) == (undated.id, "2031-05-02", Basis.INFERRED)
    assert lent.when.source.story_id == dated[0].story_id, "the words are the other story's"
    assert "2031-05-02 tells" in lent.why
    assert undated in made.reports, "the report itself stays as it was told"


def test_without_any_date_none_is_lent() -> None:
    assert contact([report(key="a"), report(key="b")]).dated_by == ()


# --- what was said --------------------------------------------------------------------------


def test_what_a_reprint_repeats_stands_once_and_what_it_adds_is_kept() -> None:
    same = "one and the same text of five words"
    content = {
        "statements": (statement("US Ana Reed", "We agree"), statement("CN Li Bo", "We agree")),
        "aims": (aim("US", "to end it"),),
        "outcomes": (outcome(Came.AGREED, "to end it"),),
        "tones": (tone("frank"),),
    }
    first = printed(replace(report(when="2031-05-02", key="a"), **content), same)  # type: ignore[arg-type] # as named
    more = (statement("US Reed", "“We agree.”"), statement("US Reed", "Fine."))
    reprint = printed(replace(first, id="f" * 16, story_id="b", story_key="b", statements=more), same)
    other = replace(report(when="2031-05-02", key="c"), statements=(statement("US Ana Reed", "We agree"),))
    made = contact([first, reprint, other])
    assert len(made.repeats) == 1
    assert [s.text for s in made.statements] == ["We agree", "We agree", "Fine.", "We agree"], "the last is a source"
    assert [len(told) for told in (made.aims, made.outcomes, made.tones)] == [1, 1, 1]
