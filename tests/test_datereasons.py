"""Why a story was written on some days only: each kind of reason, what it excludes and what it must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factory import story
from summitry import annotate, datereasons, dates
from summitry.datereasons import SURE, Reason
from summitry.model import DateBasis, DateClaim, Doc

LEAD = "Minister Astrid Berg met Minister Daniel Otieno in Oslo."


def document(text: str) -> Doc:
    """The words annotated; a blank line parts title and paragraph."""
    return annotate.doc(story(text))


def told(text: str) -> tuple[Reason, ...]:
    """The reasons that the words give."""
    return datereasons.reasons(document(text))


def leaves(text: str, day: str) -> bool:
    """Whether all reasons of the words, of which there is one at least, leave a day."""
    reasons, days = told(text), dates.interval(day)
    assert reasons
    assert days is not None
    return all(reason.leaves(days) for reason in reasons)


def test_a_story_that_tells_nothing_of_its_time_gives_no_reason() -> None:
    assert told(LEAD) == ()
    assert datereasons.best(()) == (0, None)


# --- offices --------------------------------------------------------------------------------


def test_an_office_leaves_the_time_in_which_it_was_held_and_some_days_around() -> None:
    text = "They asked Chancellor Helmut Kohl for help."
    assert leaves(text, "1998-10-27")
    assert leaves(text, "1998-11-10"), "he may be called so on his last visits"
    assert not leaves(text, "1999-03-01")
    assert not leaves(text, "1982-06-01")


@pytest.mark.parametrize(
    "text",
    [
        "They asked former Chancellor Helmut Kohl for help.",
        "In 1990 Chancellor Helmut Kohl asked them for help.",
        "Eight years earlier Chancellor Helmut Kohl had asked them for help.",
    ],
)
def test_an_office_of_another_time_is_no_reason(text: str) -> None:
    assert told(text) == ()


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("British Foreign Secretary Robin Cook met the envoys on Tuesday.", SURE),
        ("British Foreign Secretary Robin Cook met the envoys.", 1),
        ("Envoys laid flowers for murdered Israeli Prime Minister Yitzhak Rabin on Tuesday.", 1),
        ("US President Bill Clinton spoke to students on Tuesday.", 1),
    ],
)
def test_the_office_of_the_news_is_enough_alone_but_no_kept_title_and_no_dead_holder(text: str, weight: int) -> None:
    (reason,) = told(text)
    assert reason.weight == weight


def test_who_is_elect_outgoing_new_or_just_sworn_in_tells_more_than_the_office() -> None:
    assert not leaves("US President-elect Bill Clinton spoke to students.", "1994-06-01")
    outgoing = told("Outgoing US President Bill Clinton spoke to students.")
    assert [r.leaves(dates.Interval(date(1994, 6, 1), date(1994, 6, 1))) for r in outgoing] == [True, False]
    new = told("New French President Jacques Chirac spoke to students.")
    assert [r.leaves(dates.Interval(date(1999, 6, 1), date(1999, 6, 1))) for r in new] == [True, False]
    (_, sworn) = told("South African President Thabo Mbeki, who was sworn in on Wednesday, spoke to students.")
    assert (sworn.weight, sworn.why) == (SURE, "Thabo Mbeki took office on 1999-06-16")


# --- weekdays -------------------------------------------------------------------------------


def test_a_weekday_with_its_day_leaves_the_years_in_which_it_fits() -> None:
    text = "They will meet on Monday, March 2."
    assert leaves(text, "2009-02-20")
    assert leaves(text, "2008-10-01"), "months before"
    assert not leaves(text, "2011-07-20")


def test_a_day_that_is_near_but_on_another_weekday_can_be_a_slip() -> None:
    page = DateClaim("2011-03-04", DateBasis.METADATA, "2011-03-04")
    slip = "They met on Monday, March 2."
    assert not datereasons.checked(page, told(slip)).doubts
    also_an_office = "British Foreign Secretary Robin Cook met the envoys on Monday, March 2."
    assert len(datereasons.checked(page, told(also_an_office)).doubts) == 2
    far = DateClaim("2011-09-04", DateBasis.METADATA, "2011-09-04")
    assert datereasons.checked(far, told(slip)).doubts


@pytest.mark.parametrize(
    "text", ["They met on Monday, March 2, 2009.", "They met on Monday.", "In 2009 they met on Monday, March 2."]
)
def test_no_reason_without_a_weekday_or_with_a_year(text: str) -> None:
    assert not any("is a day of" in r.why for r in told(text))


# --- gatherings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fits", "does_not"),
    [
        ("They spoke ahead of the G20 summit in Seoul.", "2010-03-01", "2010-12-05"),
        ("They have spoken twice since the G20 summit in Seoul.", "2013-03-01", "2010-10-20"),
        ("They met on the sidelines of the G20 summit in Seoul on Friday.", "2010-11-13", "2011-03-01"),
        ("They met on the sidelines of the G20 summit in Seoul on Friday.", "2010-12-10", "2010-09-01"),
        ("They will speak again at the G20 summit in Seoul.", "2010-03-01", "2010-12-05"),
        ("They spoke of the Vladivostok APEC summit.", "2019-03-01", "2006-03-01"),
        ("They spoke of last year's G20 summit in Seoul.", "2011-06-01", "2010-06-01"),
        ("They spoke of next month's G20 summit in Seoul.", "2010-10-05", "2010-12-05"),
        ("They spoke of the G20 summit in Seoul next week.", "2010-11-05", "2011-01-05"),
        ("They spoke ahead of COP9.", "2003-11-01", "2004-02-01"),
        ("They spoke ahead of the 57th session of the U.N. General Assembly.", "2002-08-01", "2003-08-01"),
    ],
)
def test_a_gathering_known_by_place_or_number_leaves_the_days_that_go_with_its_words(
    text: str, fits: str, does_not: str
) -> None:
    assert leaves(text, fits)
    assert not leaves(text, does_not)


@pytest.mark.parametrize(
    "text",
    [
        "They met at the G20 summit.",
        "They spoke of this year's G20 summit.",
        "They met at the Munich Security Conference.",
        "G20 finance ministers' meeting in Seoul ended without a text.",
    ],
)
def test_a_gathering_that_may_be_any_of_its_kind_is_no_reason(text: str) -> None:
    assert told(text) == ()


def test_next_weeks_gathering_leaves_its_month_though_it_is_at_the_same_place_each_year() -> None:
    text = "They spoke of next week's Munich Security Conference."
    assert leaves(text, "2012-01-28")
    assert leaves(text, "2013-01-28")
    assert not leaves(text, "2012-06-01")


def test_a_gathering_that_was_put_off_was_spoken_of_all_the_same() -> None:
    text = "They spoke of this year's climate conference in Glasgow."
    assert leaves(text, "2020-02-01")
    assert leaves(text, "2021-02-01")
    assert not leaves(text, "2018-02-01")


@pytest.mark.parametrize("day", ["2005-01-01", "2026-03-01"])
def test_what_the_table_does_not_know_it_does_not_exclude(day: str) -> None:
    assert leaves("They spoke ahead of the G20 summit in Seoul.", day)


# --- datelines and years --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "leaves_may", "leaves_september"),
    [("May 4", True, False), ("May 4, 2012", True, False), ("September 1", False, True)],
)
def test_a_dateline_leaves_its_days(words: str, leaves_may: bool, leaves_september: bool) -> None:
    text = f"OSLO, {words} (AP) — {LEAD}"
    found = document(text)
    line = found.story.source(0, text.index(" —"))
    (reason,) = datereasons.reasons(replace(found, story=replace(found.story, dateline=line)))
    assert reason.leaves(dates.Interval(date(2012, 5, 5), date(2012, 5, 5))) is leaves_may
    assert reason.leaves(dates.Interval(date(2012, 9, 3), date(2012, 9, 3))) is leaves_september


def test_a_year_told_as_ahead_leaves_what_is_before_its_end() -> None:
    text = "The two sides will sign the treaty in 2011."
    assert leaves(text, "2011-12-30")
    assert not leaves(text, "2012-01-02")


def test_a_day_told_as_past_leaves_what_is_after_it() -> None:
    text = "The treaty was signed on 4 May 2011."
    assert leaves(text, "2011-05-03"), "the other side of the world"
    assert not leaves(text, "2011-04-01")


@pytest.mark.parametrize(
    "text",
    [
        "They will speak about the accord of 2011.",
        "They will hold the vote that was planned for 2011.",
        "A meeting was scheduled to be held on 4 May 2011.",
    ],
)
def test_years_of_other_things_are_no_reason(text: str) -> None:
    assert told(text) == ()


# --- weighing -------------------------------------------------------------------------------


def span(first: int, last: int, *, weight: int = 1) -> Reason:
    """A reason that leaves the years from first to last."""
    return Reason(f"{first}", f"of {first} to {last}", ((date(first, 1, 1), date(last, 12, 31)),), weight)


def claim(value: str) -> DateClaim:
    """A claim of a page."""
    return DateClaim(value, DateBasis.METADATA, value)


def test_a_date_is_doubted_where_others_fit_better_by_two() -> None:
    one, two = span(2001, 2004), span(2003, 2008)
    assert datereasons.best((one, two)) == (2, dates.Interval(date(2003, 1, 1), date(2004, 12, 31)))
    assert datereasons.checked(claim("2020-05-05"), (one, two)).doubts == ("of 2001 to 2004", "of 2003 to 2008")
    assert datereasons.checked(claim("2006-05-05"), (one, two)).doubts == (), "one alone may be loose talk"
    assert datereasons.checked(claim("2020-05-05"), (one,)).doubts == ()
    assert datereasons.checked(claim("2020-05-05"), (span(2001, 2004, weight=SURE),)).doubts == ("of 2001 to 2004",)


def test_reasons_of_a_past_that_is_told_beside_the_present_cast_no_doubt() -> None:
    past, present = (span(1981, 1984), span(1982, 1984)), (span(2011, 2014), span(2012, 2015))
    assert datereasons.checked(claim("2013-05-05"), (*past, *present)).doubts == ()


def test_a_date_told_as_a_year_stands_if_one_of_its_days_can() -> None:
    assert datereasons.checked(claim("2004"), (span(2001, 2004), span(2003, 2008))).doubts == ()
