"""Gatherings: each wording has its label, and the dated ones are in the lexicon."""

from __future__ import annotations

import pytest

from summitry import dates
from summitry.facts import find_gatherings, gathering_dates
from summitry.lexicon import Pattern, patterns
from summitry.places import find_places


@pytest.mark.parametrize("entry", patterns("gatherings"), ids=lambda entry: entry.id)
def test_each_gathering_is_found_in_its_examples(entry: Pattern) -> None:
    for example in entry.examples:
        assert [hit.label for hit in find_gatherings(example)] == [entry.label], example
    for text in entry.counter_examples:
        assert entry.label not in {hit.label for hit in find_gatherings(text)}, text


def test_offsets_and_window() -> None:
    text = "They met at the G20 summit in Bali, not at the UN General Assembly."
    assert [text[hit.start : hit.end] for hit in find_gatherings(text)] == ["G20 summit", "UN General Assembly"]
    assert [hit.label for hit in find_gatherings(text, 30)] == ["UN General Assembly"]


def test_dates_use_the_labels_and_name_known_places() -> None:
    labels = {entry.label for entry in patterns("gatherings")}
    for row in gathering_dates(planned=True):
        assert row.gathering in labels
        assert 1 <= row.month <= 12
        assert row.country in {hit.country for hit in find_places(f"in {row.city}, ")}, row


def test_dates_of_one_gathering_are_in_order() -> None:
    rows = gathering_dates("G20 summit")
    assert [(r.year, r.month) for r in rows] == sorted((r.year, r.month) for r in rows)
    assert [(r.city, r.country) for r in rows if (r.year, r.month) == (2022, 11)] == [("Bali", "ID")]
    assert gathering_dates("no such gathering") == ()


def test_what_came_to_nothing_is_known_but_not_held() -> None:
    held, planned = gathering_dates("APEC summit"), gathering_dates("APEC summit", planned=True)
    assert (2019, "Santiago") not in {(r.year, r.city) for r in held}
    assert (2019, "Santiago") in {(r.year, r.city) for r in planned}
    assert set(held) < set(planned)
    assert not any(r.held for r in set(planned) - set(held))


def test_some_are_known_by_their_number() -> None:
    numbers = {(r.year, r.number) for r in gathering_dates("UN climate conference")}
    assert {(2015, 21), (2023, 28)} <= numbers
    assert (2005, 60) in {(r.year, r.number) for r in gathering_dates("UN General Assembly")}
    assert {r.number for r in gathering_dates("G20 summit")} == {None}


def test_the_days_on_which_leaders_come_are_of_the_year_and_about_the_month_of_the_gathering() -> None:
    rows = [row for row in gathering_dates() if row.days]
    assert rows
    for row in rows:
        days = dates.interval(row.days)
        assert days is not None
        assert (days.first.year, days.first.month) == (row.year, row.month)
        assert days.days <= 10, row
