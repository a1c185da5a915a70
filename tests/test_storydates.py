"""A story without a date that can be true: what its own words leave open."""

from __future__ import annotations

import pytest

from summitry.model import DateBasis
from telling import contact, doc

MET = "German Chancellor Angela Merkel met French President Nicolas Sarkozy in Berlin"


def claim(text: str, *, date: str | None = None) -> str | None:
    return doc(text, date=date).story.date


def test_a_day_with_its_weekday_fixes_the_year_within_the_offices() -> None:
    text = f"{MET} on Sunday, before they open the fair together on Monday, March 2."
    found = doc(text, date=None).story
    assert found.date == "2009-03-01/2009-03-02"
    own, left = found.published
    assert left.basis is DateBasis.OPEN
    assert own.basis is DateBasis.TEXT
    assert own.exact == "Monday, March 2; Sunday", "the words it rests on"


def test_a_day_of_the_news_without_a_weekday_is_of_that_week_if_the_offices_leave_one_year() -> None:
    brief = "British Prime Minister Gordon Brown met US President George W. Bush at Camp David on July 29."
    assert claim(brief) is None, "he was prime minister in the Julys of 2007 and 2008"
    with_another = brief.replace(" at Camp David", " and Spanish Prime Minister José Luis Rodríguez Zapatero")
    assert claim(with_another) is None
    one_summer = "British Prime Minister Liz Truss met French President Emmanuel Macron in Prague on October 6."
    assert claim(one_summer) == "2022-10-06/2022-10-12"


def test_a_gathering_at_which_the_news_is_told_fixes_the_month() -> None:
    text = "British Prime Minister Liz Truss met US President Joe Biden at the UN General Assembly on Wednesday."
    found = claim(text)
    assert found is not None
    assert found.startswith("2022-09")


def test_offices_alone_leave_months_open_and_these_stay_unknown() -> None:
    assert claim(f"{MET} today.") is None


def test_nobody_known_no_date() -> None:
    assert claim("Minister Astrid Berg met Minister Daniel Otieno on Monday, January 20.") is None


@pytest.mark.parametrize("words", ["former French President Nicolas Sarkozy", "French President-elect Nicolas Sarkozy"])
def test_who_no_longer_or_not_yet_held_an_office_does_not_date_a_story_by_it(words: str) -> None:
    text = f"German Chancellor Angela Merkel met {words} on Monday, March 2."
    found = claim(text)
    assert found is None or not found.startswith("2009")


def test_a_date_that_cannot_be_true_gives_way_to_what_the_story_tells() -> None:
    text = f"{MET} on Sunday. On Monday, March 2, British Prime Minister Gordon Brown will join them."
    found = doc(text, date="2021-06-01").story
    assert found.date == "2009-03-01/2009-03-02"
    assert found.published[0].doubts


def test_a_date_that_can_be_true_stands() -> None:
    text = f"{MET} on Sunday, before they open the fair together on Monday, March 2."
    assert claim(text, date="2009-03-04") == "2009-03-04"


def test_day_words_are_resolved_against_what_was_found() -> None:
    text = f"{MET} on Sunday. The fair opens on Monday, March 2, and will be the largest in years."
    assert (when := contact(text, date=None).when) is not None
    assert when.value == "2009-03-01"


def test_news_from_the_general_assembly_are_of_the_days_on_which_leaders_are_there() -> None:
    text = "British Prime Minister Liz Truss met US President Joe Biden on Wednesday at the UN General Assembly."
    assert claim(text) == "2022-09-21/2022-09-22"
