from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from factory import outcome, reading, report, statement, story
from summitry import cli
from summitry.errors import ContradictionError, NotFoundError, SummitryError
from summitry.model import Came, Judgement, Link, LinkKind, Reading, Report, Source
from summitry.record import Record
from summitry.resolve import contacts
from summitry.resolve.anchors import anchor, find
from summitry.stores import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from typer.testing import Result

AT = "2031-06-01T09:00:00+00:00"
SAME, DIFFERENT, WRONG = Judgement


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store(None)
    yield opened
    opened.close()


def parts(store: Store) -> set[frozenset[str]]:
    return {frozenset(r.id for r in c.reports) for c in store.contacts()}


def keep(store: Store, *reports: Report) -> None:
    store.add(map(reading, reports))


def ids(*reports: Report) -> frozenset[str]:
    return frozenset(r.id for r in reports)


# --- what holds for any readings and decisions ----------------------------------------------

_PARTIES = (("US Ana Reed", "CN Li Bo"), ("US Reed", "CN"), ("US", "CN"), ("US Ana Reed", "CN Wu Mei"))
_WHENS = (None, None, "2031-05-02", "2031-05-03", "2031-05-05", "2031-05", "2032-06-01")
_TOLDS = (None, "2031-05-03", "2031-06-20", "2032-07-01")


def _reading(
    number: int, day: str | None, version: int, told: list[tuple[tuple[str, str], str | None, str | None]]
) -> Reading:
    text = story(f"Story {number}.", date=day)
    extractor = f"rules/{version}"
    reports = (report(*p, when=w, city=c, story=text, extractor=extractor) for p, w, c in told)
    return Reading(text, "", tuple({r.id: r for r in reports}.values()), extractor=extractor, capture_id=str(number))


_readings = st.builds(
    _reading,
    st.integers(1, 6),
    st.sampled_from(_TOLDS),
    st.integers(1, 3),
    st.lists(
        st.tuples(st.sampled_from(_PARTIES), st.sampled_from(_WHENS), st.sampled_from((None, "Oslo", "Rome"))),
        max_size=3,
    ),
)


def _decide(store: Store, data: st.DataObject) -> None:
    """A decision on some reports, by chance; one that is contradicted is refused and changes nothing."""
    there = sorted(r.id for r in store.reports())
    if len(there) < 2:
        return
    chosen = data.draw(st.lists(st.sampled_from(there), min_size=2, max_size=4, unique=True))
    cut = data.draw(st.integers(1, len(chosen) - 1))
    judgement = data.draw(st.sampled_from(Judgement))
    before = store.contacts()
    try:
        store.decide(judgement, (chosen,) if judgement is WRONG else (chosen[:cut], chosen[cut:]), at=AT)
    except ContradictionError:
        assert store.contacts() == before


def _obeyed(store: Store) -> None:
    place = {id_: number for number, part in enumerate(parts(store)) for id_ in part}
    for decision in store.decisions():
        sides = [{place[a.found] for a in side if a.found in place} for side in decision.sides]
        if decision.judgement is WRONG:
            assert not any(sides)
        elif decision.judgement is SAME:
            assert len(set.union(*sides)) <= 1
        else:
            assert all(a.isdisjoint(b) for a, b in combinations(sides, 2))


def _all_kept(store: Store) -> None:
    """What is called wrong is in no contact, list or count, and stays with its story."""
    wrong = {a.found for d in store.decisions() if d.judgement is WRONG for a in d.anchors if a.found}
    readings = [store.reading(s.id) for s in store.stories()]
    assert {one.report.id for r in readings for one in r.aside} == wrong
    told = {r.id: c.id for c in store.contacts() for r in c.reports}
    assert wrong.isdisjoint(told)
    assert told.keys() == {r.id for reading_ in readings for r in reading_.reports}
    counts = {r.story.id: len({told[one.id] for one in r.reports}) for r in readings if r.reports}
    assert store.counts() == counts
    assert {c.id for c in store.each()} == {e.id for e in store.entries()} == {*told.values()}


@settings(max_examples=60, deadline=None)
@given(st.lists(_readings, max_size=7), st.data())
def test_contacts_depend_on_the_sets_of_readings_and_decisions_alone(
    readings: list[Reading], data: st.DataObject
) -> None:
    """Readings come in batches, decisions are made and taken back between them, stories are read anew."""
    store = open_store(None)
    ahead = list(readings)
    while ahead:
        size = data.draw(st.integers(1, 3))
        store.add(ahead[:size])
        ahead = ahead[size:]
        for _ in range(data.draw(st.integers(0, 2))):
            _decide(store, data)
        if store.decisions() and data.draw(st.integers(0, 3)) == 0:
            store.undo(data.draw(st.sampled_from([d.number for d in store.decisions()])))
        told, decided = store.reports(), store.decisions()
        shuffled = data.draw(st.permutations(range(len(told)))), data.draw(st.permutations(range(len(decided))))
        at_once = contacts((told[n] for n in shuffled[0]), (decided[n] for n in shuffled[1]))
        assert parts(store) == {frozenset(r.id for r in c.reports) for c in at_once}
        assert tuple(sorted(store.contacts(), key=lambda c: c.id)) == at_once
        assert store.size() == len(at_once)
        _obeyed(store)
        _all_kept(store)
    store.close()


@settings(max_examples=30, deadline=None)
@given(st.lists(_readings, max_size=5), st.data())
def test_taking_a_decision_back_leaves_no_trace(readings: list[Reading], data: st.DataObject) -> None:
    store = open_store(None)
    store.add(readings)
    before = store.contacts()
    _decide(store, data)
    for decision in store.decisions():
        store.undo(decision.number)
    assert store.contacts() == before
    store.close()


# --- what a decision does -------------------------------------------------------------------


def test_contacts_called_one_are_one_and_later_reports_of_either_join_them(store: Store) -> None:
    early, late = report(when="2031-05-02"), report(when="2031-05-09")
    keep(store, early, late)
    store.decide(SAME, [[early.id], [late.id]], at=AT)
    early_again, late_again = report(when="2031-05-02", key="b"), report(when="2031-05-09", key="c")
    keep(store, early_again, late_again, report(when="2031-05-20"))
    assert ids(early, late, early_again, late_again) in parts(store)
    assert store.size() == 2


def test_a_report_that_fits_two_contacts_called_one_joins_them(store: Store) -> None:
    one, two, dateless = report(when="2031-05-02"), report(when="2031-07-02"), report(told="2031-07-20")
    keep(store, one, two, dateless)
    assert store.size() == 3
    store.decide(SAME, [[one.id], [two.id]], at=AT)
    assert parts(store) == {ids(one, two, dateless)}


def test_contacts_called_different_stay_so_whatever_comes(store: Store) -> None:
    one, two = (report(when="2031-05-02", key=key) for key in "ab")
    keep(store, one, two)
    assert store.size() == 1
    store.decide(DIFFERENT, [[one.id], [two.id]], at=AT)
    either = report("US Ana Reed", "CN Li Bo", when="2031-05", key="c")
    keep(store, either)
    assert parts(store) == {ids(one), ids(two), ids(either)}, "nothing says which the third tells"


def test_reports_of_one_story_are_one_contact_if_a_person_says_so(store: Store) -> None:
    text = story("They talked. They dined.")
    talks, dinner = report(when="2031-05-02", story=text), report(when="2031-05-02", story=text, city="Oslo")
    other = report(when="2031-05-02", city="Oslo", key="b")
    store.add([Reading(text, "", (talks, dinner)), reading(other)])
    assert store.size() == 2
    store.decide(SAME, [[talks.id], [dinner.id]], at=AT)
    assert parts(store) == {ids(talks, dinner, other)}


def test_a_story_that_a_decision_speaks_of_gives_no_other_report_to_the_contact(store: Store) -> None:
    """Without the decision the dateless report of the story joins, and keeps the other out."""
    text = story("They met. They met.", date="2031-05-05")
    first, second = report(story=text), report(story=text, topics=("trade",))
    dated = report(when="2031-05-02", told="2031-05-03")
    store.add([Reading(text, "", (first, second)), reading(dated)])
    (joined,) = (part for part in parts(store) if dated.id in part)
    mine = next(r for r in (first, second) if r.id in joined)
    store.decide(SAME, [[mine.id], [dated.id]], at=AT)
    assert parts(store) == {joined, ids(first, second) - joined}


def test_a_dateless_report_follows_the_decision_and_not_what_it_fits_later(store: Store) -> None:
    june, may, dateless = report(when="2031-06-02"), report(when="2031-05-02"), report(told="2031-06-20")
    keep(store, june, may, dateless)
    store.decide(SAME, [[may.id], [dateless.id]], at=AT)
    assert parts(store) == {ids(may, dateless), ids(june)}
    store.add([Reading(story("They met.", key="d", date="2031-06-21"), "", ())])
    assert parts(store) == {ids(may, dateless), ids(june)}


def test_what_follows_from_two_decisions_holds_too(store: Store) -> None:
    one, two, three = (report(when=f"2031-05-{day}") for day in ("02", "12", "22"))
    again = report(when="2031-05-22", key="d")
    keep(store, one, two, three, again)
    store.decide(DIFFERENT, [[three.id], [again.id]], at=AT)
    store.decide(SAME, [[one.id], [again.id]], at=AT)
    store.decide(SAME, [[one.id], [two.id]], at=AT)
    assert parts(store) == {ids(one, two, again), ids(three)}


def test_scores_that_would_bring_together_what_is_called_different_join_neither(store: Store) -> None:
    """Two contacts are called one, and later two reports, called different, fit one of them each."""
    early, late = report(when="2031-05-02"), report(when="2031-05-09")
    keep(store, early, late)
    store.decide(SAME, [[early.id], [late.id]], at=AT)
    early_again, late_again = report(when="2031-05-02", key="b"), report(when="2031-05-09", key="c")
    keep(store, early_again, late_again)
    store.decide(DIFFERENT, [[early_again.id], [late_again.id]], at=AT)
    assert parts(store) == {ids(early, late), ids(early_again), ids(late_again)}


def test_a_change_tells_the_contacts_that_are_others_and_no_more(store: Store) -> None:
    one, two, other = report(when="2031-05-02"), report(when="2031-07-02"), report("NO", "SE", when="2031-05-02")
    keep(store, one, two, other)
    change = store.decide(SAME, [[one.id], [two.id]], at=AT)
    assert [ids(*c.reports) for c in change.after] == [ids(one, two)]
    assert {ids(*c.reports) for c in change.before} == {ids(one), ids(two)}
    again = store.decide(SAME, [[one.id], [two.id]], at=AT)
    assert (again.before, again.after) == ((), ())


# --- contradictions -------------------------------------------------------------------------


def test_a_decision_that_earlier_ones_speak_against_is_refused_and_they_are_named(store: Store) -> None:
    reports = [report(when=f"2031-0{n}-02") for n in range(1, 6)]
    a, b, c, d, _ = (r.id for r in reports)
    keep(store, *reports)
    store.decide(SAME, [[c], [d]], at=AT)  # 1, which has no part in it
    store.decide(SAME, [[a], [b]], at=AT)  # 2
    store.decide(SAME, [[b], [c]], at=AT)  # 3
    before = store.contacts(), store.decisions()
    with pytest.raises(ContradictionError, match=r"decisions 2 \(same, 2031-06-01\) and 3 .* undo"):
        store.decide(DIFFERENT, [[a], [c]], at=AT)
    assert (store.contacts(), store.decisions()) == before
    store.undo(3)
    store.decide(DIFFERENT, [[a], [c]], at=AT)
    with pytest.raises(ContradictionError, match=r"decisions 2 .* and 4 \(different"):
        store.decide(SAME, [[b], [c]], at=AT)
    with pytest.raises(
        ContradictionError, match=r"decision 4 .* says otherwise; take it back first with `summitry undo 4`"
    ):
        store.decide(SAME, [[a], [c]], at=AT)


# --- read anew ------------------------------------------------------------------------------


def _read_by(version: int, *reports: Report, text: str = "They met.") -> Reading:
    told = story(text, key="a.txt")
    found = tuple(replace(r, story_id=told.id, story_key="a.txt", extractor=f"rules/{version}") for r in reports)
    return Reading(told, "", found, extractor=f"rules/{version}", capture_id="capture")


def test_a_decision_finds_its_report_when_the_story_is_read_anew(store: Store) -> None:
    other = report(when="2031-07-02")
    old, new = report("US Reed", "CN Li Bo", when="2031-05-02"), report("US Ana Reed", "CN Li Bo", when="2031-05-02")
    store.add([reading(other), _read_by(1, old)])
    store.decide(SAME, [[old.id], [other.id]], at=AT)
    store.add([_read_by(2, new)])
    assert parts(store) == {ids(new, other)}
    assert store.decisions()[0].waiting == ()
    store.add([_read_by(3, new, text="They met. Read more.")])
    assert parts(store) == {ids(new, other)}, "the same input, told from another text"


def test_a_decision_waits_while_its_report_is_not_found(store: Store) -> None:
    other, old = report(when="2031-07-02"), report(when="2031-05-02")
    store.add([reading(other), _read_by(1, old)])
    store.decide(SAME, [[old.id], [other.id]], at=AT)
    store.add([_read_by(2, report("NO", "SE", when="2031-05-02"))])
    (decision,) = store.decisions()
    assert [a.report_id for a in decision.waiting] == [old.id]
    assert store.size() == 2
    store.add([_read_by(3, old)])
    assert parts(store) == {ids(old, other)}
    assert store.decisions()[0].waiting == ()


def test_what_was_decided_through_a_report_holds_while_it_is_not_found(store: Store) -> None:
    one, two, between = report(when="2031-05-02"), report(when="2031-07-02"), report(when="2031-06-02")
    store.add([reading(one), reading(two), _read_by(1, between)])
    store.decide(SAME, [[one.id], [between.id]], at=AT)
    store.decide(SAME, [[two.id], [between.id]], at=AT)
    store.add([_read_by(2)])
    assert parts(store) == {ids(one, two)}
    with pytest.raises(ContradictionError):
        store.decide(DIFFERENT, [[one.id], [two.id]], at=AT)


def _told(*parties: str, when: str | None = None, sentence: str = "They met for talks.", cue: str = "met") -> Report:
    """A report of one story by its deciding word and its sentence."""
    made = report(*parties, when=when, key=f"{sentence}{cue}")
    source = Source("s", 5, 5 + len(cue), cue)
    kind = replace(made.kind, source=source)
    return replace(made, story_id="s", kind=kind, evidence=(Source("s", 0, len(sentence), sentence),))


@pytest.mark.parametrize(
    ("then", "now", "is_found"),
    [
        (_told(), _told("US Reed", "CN"), True),
        (_told(), _told("US Reed", "NO Eva Dahl", "SE"), False),
        (_told(when="2031-05"), _told(when="2031-05-02"), True),
        (_told(when="2031-05"), _told(when="2031-07"), True),  # the same deciding word: the date was corrected
        (_told(when="2031-05"), _told(when="2031-07", cue="dined"), False),
        (_told(when="2031-05"), _told(when="2031-05", sentence="Both sat down."), True),
        (_told(), _told(sentence="Both sat down."), False),
        (_told(when="2031-05"), _told("US Reed", "CN", "NO", when="2031-05", sentence="Both sat down."), False),
    ],
)
def test_a_report_is_found_by_its_sentence_or_by_all_its_parties_and_its_date(
    then: Report, now: Report, is_found: bool
) -> None:
    found = find([anchor(then)], [now])
    assert found == ({then.id: now.id} if is_found else {})


def test_where_two_reports_would_do_or_two_are_meant_none_is_found() -> None:
    then, other = _told(cue="talks"), _told(cue="speaks")
    now, more = _told("US Reed", "CN Li Bo"), _told("US A. Reed", "CN Li Bo")
    assert find([anchor(then)], [now, more]) == {}
    assert find([anchor(then), anchor(other)], [now]) == {}
    assert find([anchor(then), anchor(now)], [now]) == {now.id: now.id}, "a report of the same id is the same report"


@given(st.permutations([_told(cue=c) for c in ("met", "talks", "speaks")]), st.data())
def test_what_is_found_depends_on_no_order(then: Sequence[Report], data: st.DataObject) -> None:
    now = [_told("US Reed", "CN", cue=c) for c in ("met", "talks")]
    assert find(map(anchor, then), data.draw(st.permutations(now))) == {
        old.id: new.id for old in then for new in now if old.kind.source.exact == new.kind.source.exact
    }


# --- what is wrong --------------------------------------------------------------------------


def test_what_is_called_wrong_is_in_no_contact_and_comes_back(store: Store) -> None:
    one, again, other = report(when="2031-05-02"), report(when="2031-05-02", key="b"), report(when="2031-07-02")
    keep(store, one, again, other)
    before = store.contacts()
    change = store.decide(WRONG, [[one.id]], at=AT, because="a figure of speech", by="Eva")
    assert parts(store) == {ids(again), ids(other)}
    assert [ids(*c.reports) for c in (*change.before, *change.after)] == [ids(one, again), ids(again)]
    assert {r.id for r in store.reports()} == ids(again, other)
    read = store.reading(one.story_id)
    assert read.reports == ()
    ((aside, decision),) = ((a.report, a.decision) for a in read.aside)
    assert (aside, decision.because, decision.by) == (one, "a figure of speech", "Eva")
    with pytest.raises(NotFoundError, match=r"set aside as wrong on 2031-06-01 \(a figure of speech\); .*undo 1`"):
        store.contact(one.id[:8])
    store.undo(1)
    assert store.contacts() == before


def test_what_is_called_wrong_neither_draws_in_nor_keeps_out(store: Store) -> None:
    """Two contacts would do for the dateless report; one of them is wrong."""
    early, late, dateless = report(when="2031-05-02"), report(when="2031-07-02"), report(told="2031-07-20")
    keep(store, early, late, dateless)
    assert store.size() == 3
    store.decide(WRONG, [[early.id]], at=AT)
    assert parts(store) == {ids(late, dateless)}


def test_what_was_decided_through_a_report_that_is_wrong_holds(store: Store) -> None:
    one, between, two = (report(when=f"2031-0{n}-02") for n in (5, 6, 7))
    keep(store, one, between, two)
    store.decide(SAME, [[one.id], [between.id]], at=AT)
    store.decide(SAME, [[between.id], [two.id]], at=AT)
    store.decide(WRONG, [[between.id]], at=AT)
    assert parts(store) == {ids(one, two)}


def test_what_others_tell_of_a_report_that_is_wrong_is_left_out_and_what_it_says_stays() -> None:
    text = story("They will meet. “We agree,” said Reed.")
    visit = report(when="2031-05-02", kind="visit", story=text)
    visit = replace(visit, statements=(statement("US Reed", "We agree,", story=text),))
    link = Link(LinkKind.DURING, text.source(0, 4), "test", report_id=visit.id)
    agreed = replace(outcome(Came.NEXT_ROUND, "They will meet", story=text), next_report_id=visit.id)
    meeting = replace(report(when="2031-05-02", story=text), links=(link,), outcomes=(agreed,))
    with Record.open() as record:
        record.add([Reading(text, "", (visit, meeting))])
        assert [one.contact for one in record.linked(record.contact(meeting.id))] == [record.contact(visit.id)]
        record.wrong(visit.id, at=AT)
        (found,) = record.timeline()
        assert (found.links, [o.next_report_id for o in found.outcomes]) == ((), [None])
        assert record.linked(found) == ()
        assert [t.said[0].statement.text for p in record.positions(side="US") for t in p.turns] == ["We agree,"]
        assert record.explain(text.id).aside[0].report == visit


def test_what_is_wrong_is_left_out_of_the_line_of_any_day() -> None:
    with Record.open() as record:
        record.add([reading(report(when="2031-05-02", told="2031-05-03"))])
        assert record.line("US", "CN", on=date(2031, 5, 20)).held == 1
        record.wrong(record.reports()[0].id, at=AT)
        assert record.line("US", "CN", on=date(2031, 5, 20)).held == 0


@pytest.mark.parametrize(
    ("now", "is_aside"),
    [
        (report("US Reed", "CN Li Bo", when="2031-05-02"), True),  # another id, and nothing else
        (report("US Reed", "CN Li Bo", when="2031-05"), True),  # less exact
        (report("US Reed", "CN Li Bo", when="2031-05-04"), False),
        (report("US Reed", "CN Li Bo", when="2031-05-02", status="planned"), False),
        (report("US Reed", "CN Wu Mei", when="2031-05-02"), False),
        (report("US Reed", "CN Li Bo", "NO Eva Dahl", when="2031-05-02"), False),
    ],
)
def test_what_is_wrong_stays_so_until_it_is_told_otherwise(store: Store, now: Report, is_aside: bool) -> None:
    store.add([_read_by(1, report(when="2031-05-02"))])
    store.decide(WRONG, [[r.id for r in store.reports()]], at=AT)
    store.add([_read_by(2, now)])
    assert store.size() == (0 if is_aside else 1)
    assert bool(store.decisions()[0].waiting) is not is_aside
    store.add([_read_by(3, report(when="2031-05-02"))])
    assert store.size() == 0, "told as it was again"


def test_a_corrected_status_of_the_same_words_comes_in(store: Store) -> None:
    """A report's id is of its parties and its words; what a newer reader makes of these may be another status."""
    told = report(when="2031-05-02")
    store.add([_read_by(1, told)])
    store.decide(WRONG, [[told.id]], at=AT)
    store.add([_read_by(2, replace(told, status=replace(told.status, value="planned")))])
    assert store.size() == 1


def test_what_is_wrong_stays_so_when_people_are_known_anew(store: Store) -> None:
    told = report("US Reed", "CN Li Bo", when="2031-05-02")
    keep(store, told, report(when="2031-07-02"))
    store.decide(WRONG, [[told.id]], at=AT)
    assert store.relink(lambda r: replace(r, topics=(replace(r.kind, value="tea"),))) == 2
    assert [c.topics for c in store.contacts()] == [("tea",)]


# --- of which reports a decision speaks -----------------------------------------------------


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "summitry.db") as opened:
        opened.add(map(reading, (A1, A2, A3, B)))
        yield opened


A1, A2, A3 = (report(when="2031-05-02", key=key) for key in ("a1", "a2", "a3"))
B = report(when="2031-07-02", key="b")


def test_an_id_means_all_reports_of_its_contact(record: Record) -> None:
    change = record.same(A1.id[:8], B.id, at=AT)
    assert [{a.found for a in side} for side in change.decision.sides] == [ids(A1, A2, A3), ids(B)]
    assert len(record.timeline()) == 1


def test_ids_of_one_contact_mean_its_reports(record: Record) -> None:
    change = record.different(A1.id[:8], A2.id, B.id, at=AT, because="two rooms")
    assert [{a.found for a in side} for side in change.decision.sides] == [ids(A1), ids(A2), ids(B)]
    assert (change.decision.because, record.decisions()) == ("two rooms", (change.decision,))


def test_a_contact_is_split_into_all_its_reports_or_one_and_the_rest(record: Record) -> None:
    record.split(A1.id, [A2.id[:8]], at=AT)
    assert {frozenset(r.id for r in c.reports) for c in record.timeline()} == {ids(A2), ids(A1, A3), ids(B)}
    record.undo()
    record.split(A1.id, at=AT)
    assert len(record.timeline()) == 4


def test_what_cannot_be_decided_is_told_with_the_way_out(record: Record) -> None:
    for told in ([A1.id], []):
        with pytest.raises(SummitryError, match="summitry timeline"):
            record.same(*told, at=AT)
    with pytest.raises(SummitryError, match="mean the same report"):
        record.same(A1.id, A1.id[:8], at=AT)
    with pytest.raises(SummitryError, match="nothing to split"):
        record.split(B.id, at=AT)
    with pytest.raises(NotFoundError, match=A3.id):
        record.split(A1.id, [B.id], at=AT)
    with pytest.raises(NotFoundError):
        record.different(A1.id, "zzzz", at=AT)
    assert record.decisions() == ()


def test_a_contact_or_some_of_its_reports_are_called_wrong(record: Record) -> None:
    change = record.wrong(A1.id, [A2.id[:8], A2.id], at=AT)
    assert [[a.found for a in side] for side in change.decision.sides] == [[A2.id]]
    assert {frozenset(r.id for r in c.reports) for c in record.timeline()} == {ids(A1, A3), ids(B)}
    record.wrong(A3.id, at=AT)
    assert [c.id for c in record.timeline()] == [B.id]
    with pytest.raises(NotFoundError, match="it has"):
        record.wrong(B.id, [A1.id], at=AT)
    with pytest.raises(NotFoundError, match="set aside"):
        record.same(A1.id, B.id, at=AT)


def test_what_follows_by_decision_stays_when_its_story_is_read_anew(record: Record) -> None:
    record.same(A1.id, B.id, at=AT)
    before = {frozenset(r.id for r in c.reports) for c in record.timeline()}
    for one in (B, A1, A2, A3):
        record.add([replace(reading(replace(one, extractor="rules/2.0")), extractor="rules/2.0")])
        assert {frozenset(r.id for r in c.reports) for c in record.timeline()} == before
        assert record.contact(A1.id).id == record.contact(B.id).id


def test_a_record_keeps_what_is_wrong_when_it_is_copied(record: Record) -> None:
    record.wrong(B.id, at=AT)
    with Record.open() as other:
        other.add(record.explain(s.id) for s in record.stories())
        assert {r.id for r in other.reports()} == ids(A1, A2, A3, B)


# --- what is doubtful -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reports", "now", "why"),
    [
        ((report(when="2031-05-02"), report(when="2031-05-03")), SAME, "a day apart"),
        ((report(when="2031-05-02"), report(told="2031-05-20")), SAME, "no date"),
        ((report(when="2031-05-02"), report(when="2031-05-06")), DIFFERENT, "exclude"),
        ((report(when="2031-05", city="Oslo"), report(when="2031-05", city="Rome")), DIFFERENT, "two cities"),
        (tuple(report(when="2031-05-02", story=story("Twice."), topics=(t,)) for t in "ab"), DIFFERENT, "one story"),
    ],
)
def test_pairs_that_a_person_might_judge_otherwise(
    store: Store, reports: tuple[Report, Report], now: Judgement, why: str
) -> None:
    told = {r.story_id: [o for o in reports if o.story_id == r.story_id] for r in reports}
    store.add(replace(reading(of_one[0]), reports=tuple(of_one)) for of_one in told.values())
    (doubt,) = store.doubts()
    assert doubt.judgement is now
    assert {*doubt.reports} == ids(*reports)
    assert any(why in reason for reason in doubt.why)
    assert 0 < doubt.doubt < 1
    store.decide(now, [[id_] for id_ in doubt.reports], at=AT)
    assert store.doubts() == (), "what is decided is no doubt"


@pytest.mark.parametrize(
    "reports",
    [
        (report(when="2031-05-02"), report(when="2031-05-02", key="b")),
        (report(when="2031-05-02"), report(when="2031-06-02")),
        (report(when="2031-05-02"), report("US Ana Reed", "CN Wu Mei", when="2031-05-02")),
        (report(when="2031-05-02", city="Oslo"), report(when="2031-05-06", city="Rome")),
    ],
)
def test_pairs_that_are_not_doubtful(store: Store, reports: tuple[Report, Report]) -> None:
    keep(store, *reports)
    assert store.doubts() == ()


def test_the_most_doubtful_pairs_come_first(store: Store) -> None:
    keep(store, *(report("NO", "SE", when="2031-05", city=c) for c in ("Oslo", "Bergen")))
    keep(store, report(when="2031-05-02"), report(told="2031-05-20"))
    found = store.doubts()
    assert [d.judgement for d in found] == [SAME, DIFFERENT]
    assert found[0].doubt > found[1].doubt


# --- the commands ---------------------------------------------------------------------------


@pytest.fixture
def run(record: Record, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """The program beside a record of two contacts, of three reports and of one."""
    record.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    return lambda *arguments: CliRunner().invoke(cli.app, list(arguments))


def test_each_command_prints_what_changed_and_how_to_take_it_back(run: Callable[..., Result]) -> None:
    found = run("same", A1.id[:6], B.id[:6], "--because", "one dinner")
    assert found.exit_code == 0
    assert [line.split()[0] for line in found.stdout.splitlines()[2:]] == ["was", "was", "is"]
    assert "summitry undo 1" in found.stderr
    listed = run("decisions").stdout
    assert "one dinner" in listed
    assert "one contact" in listed
    found = run("undo")
    assert [line.split()[0] for line in found.stdout.splitlines()[2:]] == ["was", "is", "is"]
    assert "summitry suggest" in run("decisions").stderr


def test_programs_read_what_changed_was_decided_and_is_doubtful(run: Callable[..., Result]) -> None:
    change = json.loads(run("split", A1.id, "--report", A2.id, "--format", "json").stdout)
    assert [len(c["reports"]) for c in change["before"]] == [3]
    assert sorted(len(c["reports"]) for c in change["after"]) == [1, 2]
    (decision,) = json.loads(run("decisions", "--format", "json").stdout)
    assert decision == change["decision"]
    assert decision["judgement"] == "different"
    assert {a["report"] for side in decision["sides"] for a in side} == ids(A1, A2, A3)
    assert datetime.fromisoformat(decision["at"]).tzinfo is not None
    assert run("different", A1.id, B.id, "--format", "json").exit_code == 0
    assert len(run("decisions", "--format", "jsonl").stdout.splitlines()) == 2
    assert json.loads(run("suggest", "--format", "json").stdout) == []


def test_doubtful_pairs_are_shown_with_the_ids_that_decide_on_them(run: Callable[..., Result]) -> None:
    dateless, near = report(told="2031-07-20", key="e"), report(when="2031-07-05", key="f", told="2031-07-08")
    with Record.open("summitry.db") as kept:
        kept.add(map(reading, (dateless, near)))
    found = run("suggest", "--limit", "1")
    assert found.exit_code == 0
    assert "1. Two contacts, or one?" in found.stdout
    assert "2. " not in found.stdout
    assert "more; a higher --limit" in found.stderr
    pairs = json.loads(run("suggest", "--format", "json", "--limit", "99").stdout)
    assert len(run("suggest", "--format", "jsonl", "--limit", "99").stdout.splitlines()) == len(pairs)
    assert pairs == sorted(pairs, key=lambda p: -p["doubt"])
    for pair in pairs:
        assert run("different", *pair["reports" if pair["now"] == "same" else "contacts"]).exit_code == 0
    assert run("suggest").stderr == "Nothing is doubtful.\n"


def test_what_a_decision_waits_for_is_listed(run: Callable[..., Result]) -> None:
    run("same", A1.id, B.id)
    newer = replace(report("NO", "SE", when="2031-07-02"), story_id=B.story_id, extractor="rules/9")
    with Record.open("summitry.db") as kept:
        kept.add([reading(newer)])
    assert "waits for 1 of 4 reports" in run("decisions").stdout


@pytest.mark.parametrize("command", ["same", "different"])
def test_a_refusal_is_a_message_and_misuse(run: Callable[..., Result], command: str) -> None:
    other = {"same": "different", "different": "same"}[command]
    assert run(other, A1.id, B.id).exit_code == 0
    found = run(command, A1.id, B.id)
    assert found.exit_code == cli.MISUSE
    assert "decision 1" in found.stderr
    assert run("undo", "7").exit_code == cli.MISUSE


def test_what_is_wrong_is_told_with_who_when_and_why(run: Callable[..., Result]) -> None:
    found = run("wrong", B.id[:6], "--because", "a figure of speech", "--by", "Eva Dahl")
    assert found.exit_code == 0
    assert [line.split()[0] for line in found.stdout.splitlines()[2:]] == ["was", "is"]
    assert "no contact" in found.stdout
    assert "Kept as decision 1: wrong." in found.stderr
    listed = run("decisions").stdout
    assert all(told in listed for told in ("wrong", "by Eva Dahl", "a figure of speech"))
    assert len(json.loads(run("timeline", "--format", "json").stdout)) == 1
    assert {
        line["story"] for line in json.loads(run("stories", "--format", "json").stdout) if not line["contacts"]
    } == {B.story_key}
    explained = run("explain", B.story_key).stdout
    assert "Set aside as wrong: 1 report" in explained
    assert "by Eva Dahl: a figure of speech" in explained
    (aside,) = json.loads(run("explain", B.story_key, "--format", "json").stdout)["aside"]
    assert (aside["decision"], aside["by"], aside["report"]["id"]) == (1, "Eva Dahl", B.id)
    assert "summitry undo 1" in run("show", B.id).stderr
    assert [line.split()[0] for line in run("undo").stdout.splitlines()[2:]] == ["was", "is"]
    assert run("show", B.id).exit_code == 0
