"""What the index keeps of a contact in outline is what the contact has, whatever happened to its reports since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import reading, report, story
from summitry.errors import SummitryError
from summitry.exporters.atom import ATOM
from summitry.exporters.base import Options
from summitry.model import PlaceKind, Reading, Role, Spot, Who, outline
from summitry.query import Disputed, Filter, Sort, at_odds, is_on
from summitry.record import Record
from summitry.resolve import contact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from summitry.model import Contact

DAY = "2031-05-02"
MET = (
    report("US Ana Reed, Foreign Minister", "CN Li Bo", when=DAY, country="NO", city="Oslo", told="2031-05-03"),
    report("US Ana M. Reed", "CN Li Bo", when=DAY, country="NO", city="Bergen", told="2031-05-04", topics=("tea",)),
    report("US Ana Reed", "CN Li Bo", status="planned", when=DAY, told="2031-04-04", margins_of="Rift Forum"),
)
OTHERS = (
    report(">US Ana Reed", "<NO Per Dahl", kind="visit", when="2031-06-07", told="2031-06-08", country="NO"),
    report("KE Amina Otieno", "IN Rohini Rao", kind="call", told="2031-05-31"),
    report("KE Amina Otieno", "IN Rohini Rao", kind="call", when="2031-05", venue="State House"),
)


def test_an_outline_has_the_best_values_and_what_stories_tell_otherwise() -> None:
    found = outline(contact(MET))
    assert found.parties == (
        Who("Ana M. Reed", "Foreign Minister", "US", Role.PARTY),
        Who("Li Bo", None, "CN", Role.PARTY),
    )
    assert found.also == (Who("Ana Reed", None, "US", Role.PARTY),)
    assert found.stories == found.origins == len(MET)
    assert (found.when, found.site.country, found.site.margins_of) == (DAY, "NO", "Rift Forum")
    told = {spot.name for spot in found.places if spot.kind is PlaceKind.CITY}
    assert told == {"Oslo", "Bergen"}
    assert found.elsewhere == (Spot(PlaceKind.CITY, ({"Oslo", "Bergen"} - {found.site.city}).pop()),)
    assert "where.city" in found.disagree


@pytest.mark.parametrize("field", [None, *Disputed])
def test_an_outline_tells_which_conflicts_are_on_a_field(field: Disputed | None) -> None:
    offices = (
        report("US Ana Reed, President", "CN Li Bo, President", when=DAY, told="2031-05-05", status="cancelled"),
        report("US Ana Reed, Vice President", "CN Li Bo, Vice President", when=DAY, told="2031-05-06"),
    )
    made = contact((*MET, *offices))
    assert {c.field for c in made.conflicts} >= {"status", "where.city", "office"}
    assert at_odds(outline(made), field) == tuple(n for n, c in enumerate(made.conflicts) if is_on(c, field))


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(side="US"),
        Filter(person="Ana Reed"),
        Filter(person="Ana Dahl"),  # two words of two names
        Filter(place="Bergen"),
        Filter(since="2031-05", until="2031-05"),
        Filter(text="tea"),
        Filter(topic="tea"),
        Filter(between=("KE", "India")),
    ],
)
def test_outlines_are_of_the_contacts_asked_for_in_their_order(wanted: Filter, sort: Sort) -> None:
    with Record.open() as record:
        record.add(map(reading, (*MET, *OTHERS)))
        asked = replace(wanted, sort=sort)
        assert tuple(record.outlines(asked)) == tuple(map(outline, record.contacts(asked)))
        assert [o.id for o in record.outlines(asked)] == [e.id for e in record.entries(asked)]


def test_outlines_of_the_examples_are_those_of_their_contacts(desk: Path) -> None:
    with Record.open(desk / "summitry.db") as record:
        assert tuple(record.outlines()) == tuple(map(outline, record.each()))


_TOLD = (*MET, *OTHERS)
_WHAT = ("add", "same", "different", "split", "wrong", "undo", "reread")
_STEPS = st.lists(st.tuples(st.sampled_from(_WHAT), st.integers(0, 5), st.integers(0, 5)), max_size=12)


@given(_STEPS)
@settings(max_examples=40, deadline=None)
def test_outlines_stay_right_whatever_is_read_and_decided(steps: list[tuple[str, int, int]]) -> None:
    with Record.open() as record:
        record.add([reading(_TOLD[0])])
        for step, n, m in steps:
            _do(record, step, n, m)
            assert tuple(record.outlines()) == tuple(map(outline, record.contacts()))
            for most in (1, 2, 3):
                assert _feed(record.contacts(), most) == _feed(record.these(record.changed(most=most)), most)


def _feed(contacts: Iterable[Contact], most: int) -> bytes:
    """The newest changes."""
    at = datetime(2032, 1, 1, tzinfo=UTC)
    return b"".join(ATOM.write(contacts, Options(story=lambda _: story(), at=at, most=most)))


def _do(record: Record, step: str, n: int, m: int) -> None:
    one, other = _TOLD[n], _TOLD[m]
    try:
        if step == "add":
            record.add([reading(one)])
        elif step == "reread":
            record.add([_newer(reading(one))])
        elif step == "undo":
            record.undo()
        elif step == "wrong":
            record.wrong(one.id, at="2031-07-01")
        elif step == "split":
            record.split(one.id, at="2031-07-01")
        else:
            (record.same if step == "same" else record.different)(one.id, other.id, at="2031-07-01")
    except SummitryError:
        pass  # nothing there to decide on, or decided otherwise before


def _newer(told: Reading) -> Reading:
    """The story read anew: without its places."""
    reports = tuple(replace(r, where=type(r.where)(), extractor="rules/2.0") for r in told.reports)
    return replace(told, reports=reports, extractor="rules/2.0")
