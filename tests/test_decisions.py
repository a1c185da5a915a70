from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import reading, report, story
from summitry.errors import ContradictionError, NotFoundError
from summitry.model import Judgement, Reading, Report
from summitry.resolve import contacts
from summitry.stores import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

AT = "2031-06-01T09:00:00+00:00"
SAME, DIFFERENT = Judgement.SAME, Judgement.DIFFERENT


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


def _reading(number: int, day: str | None, version: int, told: list[tuple[tuple[str, str], str | None, str | None]]) -> Reading:
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
    before = store.contacts()
    try:
        store.decide(data.draw(st.sampled_from(Judgement)), (chosen[:cut], chosen[cut:]), at=AT)
    except ContradictionError:
        assert store.contacts() == before


def _obeyed(store: Store) -> None:
    place = {id_: number for number, part in enumerate(parts(store)) for id_ in part}
    for decision in store.decisions():
        sides = [{place[a.found] for a in side if a.found} for side in decision.sides]
        if decision.judgement is SAME:
            assert len(set.union(*sides)) <= 1
        else:
            assert all(a.isdisjoint(b) for a, b in combinations(sides, 2))


@settings(max_examples=300, deadline=None)
@given(st.lists(_readings, max_size=9), st.data())
def test_contacts_depend_on_the_sets_of_readings_and_decisions_alone(readings: list[Reading], data: st.DataObject) -> None:
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
        told, decided = list(store.reports()), list(store.decisions())
        at_once = contacts(data.draw(st.permutations(told)), data.draw(st.permutations(decided)))
        assert parts(store) == {frozenset(r.id for r in c.reports) for c in at_once}
        assert tuple(sorted(store.contacts(), key=lambda c: c.id)) == at_once
        _obeyed(store)
    store.close()


@settings(max_examples=60, deadline=None)
@given(st.lists(_readings, max_size=6), st.data())
def test_taking_a_decision_back_leaves_no_trace(readings: list[Reading], data: st.DataObject) -> None:
    store = open_store(None)
    store.add(readings)
    before = store.contacts()
    _decide(store, data)
    for decision in store.decisions():
        store.undo(decision.number)
    assert store.contacts() == before
    store.close()
