from __future__ import annotations

import pytest

from factory import report
from summitry.errors import SummitryError
from summitry.model import Kind, Status
from summitry.query import Filter, Sort, has_person, matches, ordered, side_code
from summitry.record import Record
from summitry.resolve import contact

TALKS = contact(
    [
        report(
            "US Ana Reed, Foreign Minister",
            "CN Li Bo",
            when="2031-05-02/2031-05-04",
            country="CH",
            city="Genève",
            venue="Palais Wilson",
            margins_of="World Health Assembly",
            topics=("Export controls", "fishing rights"),
        )
    ]
)


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(side="US", person="Reed", kind=Kind.MEETING, status=Status.HELD),
        Filter(side="China"),
        Filter(side="us"),
        Filter(between=("CN", "US")),
        Filter(person="Ana REED"),
        Filter(since="2031-05-04"),
        Filter(until="2031-05-02"),
        Filter(since="2031", until="2031-05"),
        Filter(topic="export control"),
        Filter(topic="fish"),
        Filter(topic="trade"),
        Filter(topic="Food, farming and fisheries"),
        Filter(place="CH"),
        Filter(place="Switzerland"),
        Filter(place="geneve"),
        Filter(place="palais"),
        Filter(place="health assembly"),
    ],
)
def test_what_is_asked_for_is_found(wanted: Filter) -> None:
    assert matches(TALKS, wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(kind=Kind.CALL),
        Filter(status=Status.PLANNED),
        Filter(side="RU"),
        Filter(between=("US", "RU")),
        Filter(person="Ana Li"),
        Filter(since="2031-05-05"),
        Filter(until="2031-05-01"),
        Filter(topic="export rights"),
        Filter(topic="technology"),
        Filter(place="Zurich"),
        Filter(place="US"),
        Filter(side="US", person="Dahl"),
    ],
)
def test_what_is_not_asked_for_is_not(wanted: Filter) -> None:
    assert not matches(TALKS, wanted)


def test_an_undated_contact_is_in_no_span_of_days() -> None:
    undated = contact([report(told="2031-05-02")])
    assert matches(undated, Filter())
    assert not matches(undated, Filter(since="2000"))


def test_a_state_includes_the_states_within_it() -> None:
    governor = contact([report("US-CA Ana Reed", "JP")])
    assert matches(governor, Filter(side="US"))
    assert not matches(TALKS, Filter(side="US-CA"))


def test_a_place_is_not_taken_for_a_government() -> None:
    assert not matches(contact([report(country="FR", city="Lyon")]), Filter(place="Paris"))


@pytest.mark.parametrize(
    ("text", "code"), [("CN", "CN"), ("cn", "CN"), ("China", "CN"), ("germany", "DE"), ("us-ca", "US-CA"), ("EU", "EU")]
)
def test_a_side_is_told_by_code_or_name(text: str, code: str) -> None:
    assert side_code(text) == code


@pytest.mark.parametrize("wanted", [Filter(side="Atlantis"), Filter(between=("US", "France and Spain"))])
def test_words_that_name_no_one_side_are_refused(wanted: Filter) -> None:
    with pytest.raises(SummitryError, match="names no one side"):
        matches(TALKS, wanted)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [(Filter(since="yesterday"), 'since: "yesterday" is no date'), (Filter(until="2031-13"), 'until: "2031-13"')],
)
def test_a_date_that_is_none_is_refused_by_name(wanted: Filter, told: str) -> None:
    with pytest.raises(SummitryError, match=told):
        matches(TALKS, wanted)


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(SummitryError, match='until: "2031-04" is over before since "2031-05" begins'):
        matches(TALKS, Filter(since="2031-05", until="2031-04"))
    assert Filter(since="2031-05-20", until="2031").days, "a year that has the day is no end before it"


def test_a_side_and_itself_are_no_two_sides() -> None:
    with pytest.raises(SummitryError, match='"CN" and "China" are one side'):
        matches(TALKS, Filter(between=("CN", "China")))
    assert Filter(side="CN", between=("US", "CN")).sides == ("CN", "US"), "one of the two may be asked for as well"


def test_contacts_come_in_order_undated_ones_last() -> None:
    days = ("2031-05-02", None, "2031", "2030-12-31")
    made = [contact([report(when=day, told="2031-06-01")]) for day in days]
    assert [c.when for c in ordered(made)] == ["2030-12-31", "2031", "2031-05-02", None]
    assert [c.when for c in ordered(made, sort=Sort.LATEST)] == ["2031-05-02", "2031", "2030-12-31", None]
    twice = contact([report(when="2032", key="a"), report(when="2032", key="b")])
    assert ordered([*made, twice], sort=Sort.SOURCES)[0] is twice
    assert ordered(reversed(made)) == ordered(made)


@pytest.mark.parametrize(
    ("told", "asked", "is_meant"),
    [
        ("John Q. Doe", "John Q. Doe", True),
        ("John Q. Doe", "Doe, John Q", True),
        ("John R. Q. Doe", "John Q. Doe", False),
        ("John R.Q. Doe", "John R. Q. Doe", True),
        ("John Q. Doe", "John R. Q. Doe", False),
        ("John R. Q. Doe", "John Doe", True),
        ("John Doe", "John Q. Doe", False),
        ("J. D. Doe", "JD Doe", True),
        ("JD Doe", "J.D. Doe", True),
    ],
)
def test_a_name_with_an_initial_means_nobody_with_another(told: str, asked: str, is_meant: bool) -> None:
    assert has_person(contact([report(f"US {told}", "CN")]), asked) is is_meant


@pytest.mark.parametrize("wanted", [Filter(person="…"), Filter(topic="…"), Filter(place="…"), Filter(text="…")])
def test_what_has_no_word_is_refused_and_not_passed_over(wanted: Filter) -> None:
    with Record.open() as record:
        with pytest.raises(SummitryError, match='"…" has no word'):
            record.contacts(wanted)
        with pytest.raises(SummitryError, match='"…" has no word'):
            record.entries(wanted)
        with pytest.raises(SummitryError, match='topic: "…" has no word'):
            record.positions(topic="…")
