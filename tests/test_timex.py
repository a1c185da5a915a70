from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry import dates, timex
from summitry.model import Basis
from summitry.timex import Form, Tense, TimeExpression
from summitry.timex.rules import RULES

PAST, FUTURE = Tense.PAST, Tense.FUTURE

# The story of these tests is of Wednesday, 22 January 2020; the date told before is a Monday.
ANCHOR, CONTEXT = "2020-01-22", "2020-01-06"

# rule, text, told as past, told as future
CASES = [
    ("iso", "2019-03-05", "2019-03-05", "2019-03-05"),
    ("iso", "2019/03/05", "2019-03-05", "2019-03-05"),
    ("numeric", "25/03/2019", "2019-03-25", "2019-03-25"),
    ("numeric", "03/25/2019", "2019-03-25", "2019-03-25"),
    ("numeric", "04/05/2019", None, None),
    ("offset", "the day before Christmas", "2019-12-24", "2020-12-24"),
    ("offset", "two days after June 14", "2019-06-16", "2020-06-16"),
    ("offset", "a week before Friday, 14 June 2019", "2019-06-03/2019-06-09", "2019-06-03/2019-06-09"),
    ("offset", "the day after next Friday", "2020-01-25", "2020-01-25"),
    ("offset", "two days after the June 14", "2019-06-16", "2020-06-16"),
    ("offset", "days before June 14", "2019-06-08?/2019-06-12?", "2020-06-08?/2020-06-12?"),
    ("between", "between May 3 and May 6", "2019-05-03/2019-05-06", "2020-05-03/2020-05-06"),
    ("between_day_first", "between 3 and 6 May 2021", "2021-05-03/2021-05-06", "2021-05-03/2021-05-06"),
    ("days", "June 14-15", "2019-06-14/2019-06-15", "2020-06-14/2020-06-15"),
    ("days", "Sept. 4 and 5", "2019-09-04/2019-09-05", "2020-09-04/2020-09-05"),
    ("days", "May 30 to June 2, 2022", "2022-05-30/2022-06-02", "2022-05-30/2022-06-02"),
    ("days", "December 30 – January 2", "2019-12-30/2020-01-02", "2020-12-30/2021-01-02"),
    ("days", "December 30, 2020 to January 2, 2021", "2020-12-30/2021-01-02", "2020-12-30/2021-01-02"),
    ("days", "the weekend of May 2–3", "2019-05-02/2019-05-03", "2020-05-02/2020-05-03"),
    ("days", "May 3, 5 and 7", "2019-05-03/2019-05-07", "2020-05-03/2020-05-07"),
    ("days", "Feb. 28-March 1", "2019-02-28/2019-03-01", "2020-02-28/2020-03-01"),
    ("days_first", "11–12 May 2018", "2018-05-11/2018-05-12", "2018-05-11/2018-05-12"),
    ("days_first", "3 to 5 March", "2019-03-03/2019-03-05", "2020-03-03/2020-03-05"),
    ("days_first", "30 May – 2 June 2018", "2018-05-30/2018-06-02", "2018-05-30/2018-06-02"),
    ("day", "June 14", "2019-06-14", "2020-06-14"),
    ("day", "14 June", "2019-06-14", "2020-06-14"),
    ("day", "14th of June", "2019-06-14", "2020-06-14"),
    ("day", "JUNE 14", "2019-06-14", "2020-06-14"),
    ("day", "Oct. 3, 2019", "2019-10-03", "2019-10-03"),
    ("day", "3 October 2019", "2019-10-03", "2019-10-03"),
    ("day", "March 4 last year", "2019-03-04", "2019-03-04"),
    ("day", "Tuesday, January 14", "2020-01-14", "2020-01-14"),
    ("day", "Wednesday (June 17", "2020-06-17", "2020-06-17"),
    ("day", "the week of March 6, 2018", "2018-03-05/2018-03-11", "2018-03-05/2018-03-11"),
    ("day", "the weekend of March 6, 2018", "2018-03-10/2018-03-11", "2018-03-10/2018-03-11"),
    ("day", "June 31, 2019", None, None),
    ("day_number", "on the 26th", "2019-12-26", "2020-01-26"),
    ("day_number", "on the 20th and 21st", "2020-01-20/2020-01-21", "2020-02-20/2020-02-21"),
    ("day_number", "from the 24th to the 26th", "2019-12-24/2019-12-26", "2020-01-24/2020-01-26"),
    ("day_number", "on the 3rd of next month", None, "2020-02-03"),
    ("day_number", "on the 31st", "2019-12-31", "2020-01-31"),
    ("week_of_month", "the first week of June", "2019-06-01/2019-06-07", "2020-06-01/2020-06-07"),
    ("week_of_month", "the last week of May 2018", "2018-05-25/2018-05-31", "2018-05-25/2018-05-31"),
    ("weekday_beside", "the Thursday before", "2020-01-02", "2020-01-02"),
    ("weekday_beside", "the Monday after", "2020-01-13", "2020-01-13"),
    ("fortnight_ago", "a fortnight ago", "2020-01-06/2020-01-12", "2020-01-06/2020-01-12"),
    ("fortnight", "a fortnight later", "2020-01-20/2020-01-26", "2020-01-20/2020-01-26"),
    ("holiday", "Christmas", "2019-12-25", "2020-12-25"),
    ("holiday", "New Year’s Day", "2020-01-01", "2021-01-01"),
    ("holiday", "Thanksgiving last year", "2019-11-28", "2019-11-28"),
    ("holiday", "Labor Day", "2019-09-02", "2020-09-07"),
    ("holiday", "Good Friday 2018", "2018-03-30", "2018-03-30"),
    ("holiday", "last Easter", "2019-04-21", "2019-04-21"),
    ("months", "May to July 2018", "2018-05/2018-07", "2018-05/2018-07"),
    ("months", "November and January", "2019-11/2020-01", "2019-11/2020-01"),
    ("month_year", "June 2018", "2018-06", "2018-06"),
    ("month_year", "early Sept. 2018", "2018-09", "2018-09"),
    ("month", "February", "2019-02", "2020-02"),
    ("month", "January", "2020-01", "2020-01"),
    ("month", "mid-September", "2019-09", "2020-09"),
    ("month", "late October", "2019-10", "2020-10"),
    ("month", "last January", "2019-01", "2019-01"),
    ("month", "next January", "2021-01", "2021-01"),
    ("month", "June last year", "2019-06", "2019-06"),
    ("month_dot", "in Sept.", "2019-09", "2020-09"),
    ("weekdays", "Monday and Tuesday", "2020-01-20/2020-01-21", "2020-01-27/2020-01-28"),
    ("weekdays", "Tuesday to Thursday", "2020-01-14/2020-01-16", "2020-01-28/2020-01-30"),
    ("weekdays", "Monday, Tuesday and Wednesday", "2020-01-20/2020-01-22", "2020-01-27/2020-01-29"),
    ("weekday_ago", "two weeks ago Monday", "2020-01-06", "2020-01-06"),
    ("weekday", "Monday", "2020-01-20", "2020-01-27"),
    ("weekday", "Wednesday", "2020-01-22", "2020-01-22"),
    ("weekday", "Thursday", "2020-01-23", "2020-01-23"),  # not six days before
    ("weekday", "Tuesday", "2020-01-21", "2020-01-21"),  # not six days after
    ("weekday", "last Wednesday", "2020-01-15", "2020-01-15"),
    ("weekday", "Monday night", "2020-01-20", "2020-01-27"),
    ("weekday", "next Tuesday", "2020-01-28", "2020-01-28"),
    ("weekday", "this Thursday", "2020-01-16", "2020-01-23"),
    ("weekday", "Friday last week", "2020-01-17", "2020-01-17"),
    ("weekday", "the following Friday", "2020-01-10", "2020-01-10"),
    ("day_word", "today", "2020-01-22", "2020-01-22"),
    ("day_word", "Yesterday", "2020-01-21", "2020-01-21"),
    ("day_word", "the day before yesterday", "2020-01-20", "2020-01-20"),
    ("day_word", "tomorrow morning", "2020-01-23", "2020-01-23"),
    ("day_word", "last night", "2020-01-21", "2020-01-21"),
    ("in_the_day", "earlier in the day", CONTEXT, CONTEXT),
    ("same_day", "that evening", CONTEXT, CONTEXT),
    ("season", "over the summer", "2019-22", "2020-22"),
    ("season", "this fall", "2020-23", "2020-23"),
    ("season", "last winter", "2018-24", "2018-24"),
    ("season", "this winter", "2019-24", "2019-24"),
    ("season", "spring 2019", "2019-21", "2019-21"),
    ("quarter", "third quarter of 2012", "2012-07/2012-09", "2012-07/2012-09"),
    ("quarter", "2012 third quarter", "2012-07/2012-09", "2012-07/2012-09"),
    ("quarter", "final quarter of 2012", "2012-10/2012-12", "2012-10/2012-12"),
    ("year_ago", "the year-ago period", "2019", "2019"),
    ("year_ago", "the year-earlier third quarter", "2019-07/2019-09", "2019-07/2019-09"),
    ("year_ago", "the comparable year-ago quarter", "2018-10/2018-12", "2018-10/2018-12"),
    ("year_quarter", "2018 period", "2018", "2018"),
    ("year_quarter", "2018 quarter", "2018-10/2018-12", "2018-10/2018-12"),
    ("the_quarter", "the latest quarter", "2019-10/2019-12", "2019-10/2019-12"),
    ("the_quarter", "the quarter", None, None),
    ("weekend", "the weekend", "2020-01-18/2020-01-19", "2020-01-25/2020-01-26"),
    ("weekend", "last weekend", "2020-01-18/2020-01-19", "2020-01-18/2020-01-19"),
    ("weekend", "next weekend", "2020-01-25/2020-01-26", "2020-01-25/2020-01-26"),
    ("around", "the coming days", "2020-01-22?/2020-01-29?", "2020-01-22?/2020-01-29?"),
    ("around", "the past two weeks", "2020-01-08/2020-01-22", "2020-01-08/2020-01-22"),
    ("around", "the last two years", "2018-01-20/2020-01-22", "2018-01-20/2020-01-22"),
    ("around", "recent years", "../2020-01-22?", "../2020-01-22?"),
    ("around", "the next few days", "2020-01-22?/2020-01-29?", "2020-01-22?/2020-01-29?"),
    ("around", "the past several weeks", "2019-12-22?/2020-01-22?", "2019-12-22?/2020-01-22?"),
    ("around", "the past three months", "2019-10-21/2020-01-22", "2019-10-21/2020-01-22"),
    ("around", "the last 48 hours", "2020-01-20/2020-01-22", "2020-01-20/2020-01-22"),
    ("around", "the past day", "2020-01-21/2020-01-22", "2020-01-21/2020-01-22"),
    ("next_unit", "The next morning", "2020-01-07", "2020-01-07"),
    ("next_unit", "the previous day", "2020-01-05", "2020-01-05"),
    ("period", "last week", "2020-01-13/2020-01-19", "2020-01-13/2020-01-19"),
    ("period", "Last month", "2019-12", "2019-12"),
    ("period", "earlier this month", "2020-01", "2020-01"),
    ("period", "early next month", "2020-02", "2020-02"),
    ("period", "next year", "2021", "2021"),
    ("period", "the first half of next year", "2021-01/2021-06", "2021-01/2021-06"),
    ("period", "the coming week", "2020-01-22/2020-01-29", "2020-01-22/2020-01-29"),
    ("period", "that month", "2020-01", "2020-01"),
    ("part_of_period", "the end of the year", "2020", "2020"),
    ("ago", "five months ago", "2019-08", "2019-08"),
    ("ago", "three days ago", "2020-01-19", "2020-01-19"),
    ("ago", "two weeks ago", "2020-01-06/2020-01-12", "2020-01-06/2020-01-12"),
    ("ago", "about a decade ago", "2010?", "2010?"),
    ("some_ago", "a few days ago", "2020-01-16?/2020-01-20?", "2020-01-16?/2020-01-20?"),
    ("some_ago", "just a few weeks ago", "2019-12-11?/2020-01-08?", "2019-12-11?/2020-01-08?"),
    ("some_ago", "several months ago", "2019-07?/2019-11?", "2019-07?/2019-11?"),
    ("some_ago", "years ago", "2014?/2018?", "2014?/2018?"),
    ("some_shift", "days later", "2020-01-08?/2020-01-12?", "2020-01-08?/2020-01-12?"),
    ("some_shift", "a few weeks earlier", "2019-11-25?/2019-12-23?", "2019-11-25?/2019-12-23?"),
    ("hours", "hours before", "2020-01-06?", "2020-01-06?"),
    ("hours", "a few hours later", "2020-01-06?", "2020-01-06?"),
    ("year_end", "year’s end", "2020", "2020"),
    ("year_end", "year-end", "2020", "2020"),
    ("turn", "the turn of the year", "2019-12/2020-01", "2019-12/2020-01"),
    ("shift", "two days later", "2020-01-08", "2020-01-08"),
    ("shift", "a week earlier", "2019-12-30/2020-01-05", "2019-12-30/2020-01-05"),
    ("next_day", "next day", "2020-01-07", "2020-01-07"),
    ("day_after", "the week after", "2020-01-13/2020-01-19", "2020-01-13/2020-01-19"),
    ("day_after", "the day before", "2020-01-05", "2020-01-05"),
    ("ahead", "within two weeks", None, "2020-01-22/2020-02-05"),
    ("from_now", "two weeks from now", None, "2020-02-03/2020-02-09"),
    ("ahead", "in a few weeks", None, "2020-02-05?/2020-03-04?"),
    ("ahead", "within days", None, "2020-01-22?/2020-01-29?"),
    ("ahead", "in three days", None, "2020-01-25"),
    ("span", "six-day", None, None),
    ("decade", "the 1990s", "199X", "199X"),
    ("decade", "the early ’80s", "198X", "198X"),
    ("decade", "the late nineties", "199X", "199X"),
    ("century", "the 19th century", "18XX", "18XX"),
    ("years", "2012-2015", "2012/2015", "2012/2015"),
    ("years", "2012-13", "2012/2013", "2012/2013"),
    ("between_years", "between 2012 and 2015", "2012/2015", "2012/2015"),
    ("spelled_year", "nineteen ninety-seven", "1997", "1997"),
    ("year", "2018", "2018", "2018"),
]


def only(text: str) -> TimeExpression:
    found = timex.find(text)
    assert len(found) == 1, found
    return found[0]


def value(
    text: str, tense: Tense | None = None, *, anchor: str | None = ANCHOR, context: str | None = None
) -> str | None:
    resolved = timex.resolve(only(text), anchor=anchor, tense=tense, context=context)
    return resolved.value if resolved else None


@pytest.mark.parametrize(("rule", "text", "past", "future"), CASES)
def test_each_way_of_telling_a_time(rule: str, text: str, past: str | None, future: str | None) -> None:
    expression = only(f"They met {text}, aides said.")
    assert expression.rule == rule
    assert expression.text == text.removeprefix("in ").removeprefix("over ") or rule == "ahead"
    assert value(f"They met {text}, aides said.", PAST, context=CONTEXT) == past
    assert value(f"They will meet {text}, aides said.", FUTURE, context=CONTEXT) == future


def test_every_rule_has_a_case() -> None:
    assert {rule.id for rule in RULES} == {rule for rule, *_ in CASES}


@pytest.mark.parametrize(
    "text",
    [
        "They may meet if the march on the capital ends.",
        "May said she may go.",
        "Theresa May met Erna Solberg.",
        "It was so before May resigned and before May Berg left.",
        "The March on the ministry went on.",
        "April Jones spoke second.",
        "Some 2,000 troops and 1500 people crossed; 2000 soldiers stayed.",
        "It cost $2000 and weighed 1900 tonnes.",
        "Sales began on Black Friday.",
        "The Good Friday Agreement holds.",
        "After 9/11 the G20 met.",
        "He is in his 70s.",
        "On the eve of the summit the Sun was out, and Jan and Mar wrote.",
        "Resolution 1540 and Agenda 2030 were named.",
        "The train left at 1900 GMT.",
        "The fall of the town shook them.",
        "Two days before the summit he fell ill.",
        "Days after the accord, hours before the vote, he fell ill.",
        "Orthodox Easter Island prayers ended; they sailed to Christmas Island.",
        "The quarter of the old town was calm, and twenty thousand marched.",
        "Mr. August was in the Red October works.",
    ],
)
def test_false_friends_are_no_time(text: str) -> None:
    assert timex.find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        *("Monday", "June 14", "yesterday", "last week", "in June", "this fall", "two weeks ago", "the weekend"),
        *("next month", "in the coming days", "two days later", "that evening", "earlier in the day"),
    ],
)
def test_nothing_is_resolved_against_an_unknown_date(text: str) -> None:
    assert value(f"They met {text}.", PAST, anchor=None) is None


def test_what_the_words_tell_needs_no_anchor() -> None:
    for text in ("14 June 2018", "June 2018", "in 2018", "the summer of 2019", "June 14-15, 2018"):
        resolved = timex.resolve(only(f"They met {text}."), anchor=None, tense=None)
        assert resolved is not None
        assert resolved.basis is Basis.STATED
        assert value(f"They met {text}.") == resolved.value


def test_a_relative_date_says_what_it_was_read_against() -> None:
    resolved = timex.resolve(only("They met on Monday."), anchor=ANCHOR, tense=PAST)
    assert resolved is not None
    assert resolved.basis is Basis.RELATIVE
    assert ANCHOR in resolved.reason


def test_the_context_gives_the_year_where_the_story_has_no_date() -> None:
    assert value("They met on 5 June.", PAST, anchor=None, context="2009-04-28") == "2009-06-05"
    assert value("They met in June.", PAST, anchor=None, context="2009-04-28") == "2009-06"
    assert value("They met on 5 June.", PAST, anchor=None, context="2008/2009") is None


def test_the_context_gives_the_year_of_a_story_about_long_ago() -> None:
    assert value("They met on 5 June.", PAST, context="2009-04-28") == "2009-06-05"
    assert value("They met on 5 June.", PAST, context="2019-12-30") == "2019-06-05"
    assert value("They will meet on 5 June.", FUTURE, context="2009-04-28") == "2020-06-05"
    assert value("They met on 5 June.", PAST, context="2009") == "2019-06-05"


def test_a_day_without_a_tense_is_the_nearest() -> None:
    assert value("The talks of 20 February were long.") == "2020-02-20"
    assert value("The talks of 20 December were long.") == "2019-12-20"


def test_a_day_ahead_of_the_anchor_is_left_to_the_time_zones() -> None:
    assert value("They met on 23 January.", PAST) == "2020-01-23"
    assert value("They met on 24 January.", PAST) == "2019-01-24"


def test_a_weekday_fixes_the_year_or_casts_doubt() -> None:
    assert value("They met on Tuesday, January 22.", PAST) == "2019-01-22"
    assert value("They met on Monday, January 21.", PAST) == "2019-01-21"
    assert value("They met on Friday, January 21.", PAST) == "2020-01-21?"


def test_the_years_in_which_a_weekday_falls_on_a_day() -> None:
    tuesday = only("They met on Tuesday, January 14.")
    assert timex.fitting_years(tuesday, since=2010, until=2021) == (2014, 2020)
    assert timex.fitting_years(only("They met on January 14."), since=2010, until=2021) == ()
    assert timex.fitting_years(only("They met on Monday."), since=2010, until=2021) == ()
    leap = only("They met on Thursday, 29 February.")
    assert timex.fitting_years(leap, since=2001, until=2030) == (2024,)
    told = only("They met on Tuesday, January 14, 2020.")
    assert timex.fitting_years(told, since=2010, until=2021) == (2020,)


def test_the_date_told_before_must_be_exact_enough() -> None:
    assert value("He left two days later.", PAST, context="2019-05") is None
    assert value("He left two years later.", PAST, context="2016-05") == "2018"
    assert value("He left that evening.", PAST, context="2019-05") is None


def test_an_anchor_of_two_days_gives_what_is_certain() -> None:
    anchor = "2020-01-12/2020-01-13"  # a Sunday and a Monday
    assert value("They met on Saturday.", PAST, anchor=anchor) == "2020-01-11"
    assert value("They met on Monday.", PAST, anchor=anchor) == "2020-01-13"
    assert value("They met on Wednesday.", PAST, anchor=anchor) == "2020-01-08"
    assert value("They met yesterday.", PAST, anchor=anchor) == "2020-01-11/2020-01-12"
    assert value("They met last month.", PAST, anchor=anchor) == "2019-12"


def test_an_anchor_of_a_month_gives_no_day() -> None:
    assert value("They met on Monday.", PAST, anchor="2016-04") is None
    assert value("They met today.", PAST, anchor="2016-04") == "2016-04"
    assert value("They met earlier this month.", PAST, anchor="2016-04") == "2016-04"
    assert value("They met in June.", PAST, anchor="2016-04") == "2015-06"
    assert value("They met on 5 April 2016.", PAST, anchor="2016-04") == "2016-04-05"
    assert value("They met on Monday.", PAST, anchor="2016/..") is None


def test_an_anchor_that_is_no_date_is_an_error() -> None:
    with pytest.raises(ValueError, match="'soon'"):
        timex.resolve(only("They met on Monday."), anchor="soon", tense=None)


def test_a_duration_is_no_date_but_makes_a_stretch() -> None:
    for text, length in (("a two-day visit", 2), ("for three days", 3), ("two weeks of talks", 14)):
        expression = only(f"It was {text}.")
        assert expression.form is Form.DURATION
        assert expression.days == length
    assert only("for six months").days is None
    assert dates.stretch("2020-01-22", only("a six-day trip").days or 0) == "2020-01-22/2020-01-27"


@pytest.mark.parametrize("text", ["900 years ago", "99 decades ago", "within 999 decades", "the next 999 decades"])
def test_what_leaves_the_calendar_is_no_date(text: str) -> None:
    assert value(f"It ends {text}.", FUTURE) is None


@pytest.mark.parametrize(
    ("words", "past", "future"),
    [
        ("before May", "../2019-04", "2020-01-22/2020-04"),
        ("sometime before June 14", "../2019-06-13", "2020-01-22/2020-06-13"),
        ("prior to May", "../2019-04", "2020-01-22/2020-04"),
        ("before 2018", "../2017", "../2017"),
        ("by the end of May", "2019-05", "2020-01-22/2020-05"),
        ("by year’s end", "2020", "2020-01-22/2020"),
        ("before the end of the year", "2020", "2020-01-22/2020"),
        ("earlier in the week", "2020-01-20/2020-01-22", "2020-01-20/2020-01-22"),
        ("no later than next week", "2020-01-27/2020-02-02", "2020-01-22/2020-02-02"),
        ("until Friday", "2020-01-17", "2020-01-22/2020-01-24"),
        ("since Monday", "2020-01-20/2020-01-22", "2020-01-27"),
        ("since 2012", "2012/2020-01-22", "2012"),
        ("since the June 14 call", "2019-06-14", "2020-06-14"),
        ("before Monday’s call", "2020-01-20", "2020-01-27"),
        ("shortly before May", "2019-05", "2020-05"),
        ("earlier this week", "2020-01-20/2020-01-22", "2020-01-20/2020-01-22"),
        ("this week", "2020-01-20/2020-01-22", "2020-01-22/2020-01-26"),
        ("later this week", "2020-01-22/2020-01-26", "2020-01-22/2020-01-26"),
        ("earlier this year", "2020", "2020"),
        ("later this month", "2020-01", "2020-01"),
    ],
)
def test_the_words_before_a_date_make_it_an_end(words: str, past: str, future: str) -> None:
    assert value(f"They met {words}.", PAST) == past
    assert value(f"They will meet {words}.", FUTURE) == future


def test_next_tuesday_is_not_tomorrow() -> None:
    assert value("They will meet next Tuesday.", FUTURE, anchor="2020-01-20") == "2020-01-28"
    assert value("They will meet next Tuesday.", FUTURE, anchor="2020-01-19") == "2020-01-21"
    assert value("They will meet this coming Tuesday.", FUTURE, anchor="2020-01-20") == "2020-01-21"


def test_on_a_sunday_this_week_is_the_one_that_begins() -> None:
    sunday = "2020-01-19"
    assert value("They will meet this week.", FUTURE, anchor=sunday) == "2020-01-20/2020-01-26"
    assert value("They met this week.", PAST, anchor=sunday) == "2020-01-13/2020-01-19"


def test_bare_a_date_is_the_one_named() -> None:
    for words, named in (("before May", "2020-05"), ("since 2012", "2012"), ("this week", "2020-01-20/2020-01-26")):
        resolved = timex.resolve(only(f"It is due {words}."), anchor=ANCHOR, tense=FUTURE, bare=True)
        assert resolved is not None
        assert resolved.value == named


def test_without_a_date_of_the_story_an_end_stays_open() -> None:
    assert value("They met before May 2018.", PAST, anchor=None) == "../2018-04"
    assert value("They have met since May 2018.", PAST, anchor=None) == "2018-05/.."


def test_a_quarter_told_before_is_meant_by_a_year_earlier() -> None:
    for words in ("a year earlier", "a year ago", "the year-ago period", "the 2018 quarter"):
        assert value(f"Sales fell from {words}.", PAST, context="2019-07/2019-09") == "2018-07/2018-09"
    assert value("Sales rose in the quarter.", PAST, context="2019-07/2019-09") == "2019-07/2019-09"
    assert value("Sales fell from a year earlier.", PAST, context="2019-05") == "2018"


def test_a_text_does_not_go_on_from_what_it_only_compares_with() -> None:
    for words in ("a year earlier", "a year ago", "the year-ago quarter"):
        assert not timex.carries(only(f"Sales fell from {words}."))
    for words in ("two days earlier", "June 14", "last year"):
        assert timex.carries(only(f"Sales fell from {words}."))


def test_a_sentence_may_begin_with_days_later() -> None:
    assert value("Days later, they met.", PAST, context="2020-01-06") == "2020-01-08?/2020-01-12?"
    assert value("Hours later, they met.", PAST, context="2020-01-06") == "2020-01-06?"
    assert value("Days later, they met.", PAST) is None
    assert value("Days later, they met.", PAST, context="2020") is None


def test_two_days_apart_are_two_expressions() -> None:
    texts = [e.text for e in timex.find("He went to Oslo on May 3 and June 6, 2021.")]
    assert texts == ["May 3", "June 6, 2021"]


def test_places_are_those_of_the_whole_text() -> None:
    text = "On Monday they met. On Tuesday they left for Lima, where talks open on Friday."
    start = text.index("On Tuesday")
    found = timex.find(text, start, text.index("where"))
    assert [(e.text, text[e.start : e.end]) for e in found] == [("Tuesday", "Tuesday")]


WORDS = st.sampled_from(
    [
        *("on", "of", "in", "last", "next", "this", "May", "March", "Monday", "Friday", "18", "30", "31", "2018"),
        *("1990s", "'80s", "-", "–", ",", "and", "to", "between", "week", "year", "days", "two", "a", "ago", "later"),
        *("before", "that", "day", "evening", "summer", "early", "mid-June", "Sept.", "quarter", "weekend", "within"),
        *("999", "decades", "years", "months", "the", "next", "past", "31st", "12/31/2018", "between"),
        *("Easter", "Christmas", "since", "before", "by", "few", "several", "hours", "after", "year-ago", "Monday,"),
    ]
)


@given(st.lists(WORDS, max_size=12), st.dates(), st.sampled_from([None, *Tense]), st.dates())
def test_any_words_give_dates_or_none(words: list[str], anchor: object, tense: Tense | None, context: object) -> None:
    text = " ".join(words)
    end = 0
    for expression in timex.find(text):
        assert expression.start >= end
        assert text[expression.start : expression.end] == expression.text
        end = expression.end
        resolved = timex.resolve(expression, anchor=str(anchor), tense=tense, context=str(context))
        if resolved is not None:
            assert dates.interval(resolved.value) is not None
            stated = timex.resolve(expression, anchor=None, tense=tense)
            assert (resolved.basis is Basis.STATED) == (stated is not None and stated.basis is Basis.STATED)


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    for expression in timex.find(text):
        assert text[expression.start : expression.end] == expression.text


@pytest.mark.parametrize(
    "text",
    ["on the 18th floor", "on the 2nd anniversary", "on the 5th Avenue", "the last days of May", "the Friday talks"],
)
def test_what_is_no_day_of_a_month_nor_days_around_the_story(text: str) -> None:
    assert not [t for t in timex.find(text) if t.rule in {"day_number", "around", "weekday_beside"}]
