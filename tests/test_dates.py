from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry import dates
from summitry.dates import Interval, Precision, Season

DAYS = st.dates(min_value=date(1600, 1, 1), max_value=date(2400, 12, 31))
YEARS = st.integers(1000, 9998)


def days(first: str, last: str) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02-28", "2023-02-28", "2023-02-28"),
        ("2023-21", "2023-03-01", "2023-05-31"),
        ("2023-22", "2023-06-01", "2023-08-31"),
        ("2023-23", "2023-09-01", "2023-11-30"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2023-05-03/2023-05-06", "2023-05-03", "2023-05-06"),
        ("2023-05/2023-07", "2023-05-01", "2023-07-31"),
        ("2023-05-30/2023-05", "2023-05-30", "2023-05-31"),
        ("2023-05?", "2023-05-01", "2023-05-31"),
        ("2023-05~/2023-06%", "2023-05-01", "2023-06-30"),
        ("2023-05-03/..", "2023-05-03", "9999-12-31"),
        ("../2023-05-03", "0001-01-01", "2023-05-03"),
        (" 2023-05-03 ", "2023-05-03", "2023-05-03"),
    ],
)
def test_a_date_is_the_days_it_can_be(edtf: str, first: str, last: str) -> None:
    assert dates.interval(edtf) == days(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "May 2023",
        "23",
        "199",
        "2023-5",
        "2023-13",
        "2023-00",
        "2023-02-29",
        "2023-25",
        "2023-05-00",
        "1X",
        "1999XX",
        "20230503",
        "2023-05-03T10:00",
        "2023-06/2023-05",
        "2023-05-03/x",
        "0000",
        "٢٠٢٣",
    ],
)
def test_what_is_no_date_is_named_in_the_error(text: str) -> None:
    with pytest.raises(ValueError, match="no EDTF date") as error:
        dates.interval(text)
    assert repr(text) in str(error.value)


def test_unknown_stays_unknown() -> None:
    assert dates.interval(None) is None
    assert dates.precision(None) is None
    assert dates.only_day(None) is None
    assert not dates.exclude(None, "2023")
    assert not dates.exclude("2023", None)
    assert dates.narrower(None, None) is None
    assert dates.common(None, None) is None
    assert not dates.within(None, "2023")
    assert dates.stretch(None, 3) is None


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("2023-05-17", Precision.DAY),
        ("2023-05-17?", Precision.DAY),
        ("2023-05-17/2023-05-18", Precision.INTERVAL),
        ("2023-05", Precision.MONTH),
        ("2023-12~", Precision.MONTH),
        ("2023-22", Precision.SEASON),
        ("2023", Precision.YEAR),
        ("202X", Precision.DECADE),
        ("20XX", Precision.CENTURY),
    ],
)
def test_precision_is_the_one_told(edtf: str, told: Precision) -> None:
    assert dates.precision(edtf) is told


def test_precision_of_no_date_is_an_error() -> None:
    with pytest.raises(ValueError, match="'soon'"):
        dates.precision("soon")


def test_only_a_single_day_is_a_day() -> None:
    assert dates.only_day("2023-05-17?") == date(2023, 5, 17)
    assert dates.only_day("2023-05-17/2023-05-17") == date(2023, 5, 17)
    assert dates.only_day("2023-05") is None


@given(DAYS)
def test_a_day_prints_and_parses_back(d: date) -> None:
    assert dates.interval(dates.day(d)) == Interval(d, d)


@given(YEARS, st.integers(1, 12))
def test_a_month_prints_and_parses_back(year: int, month: int) -> None:
    parsed = dates.interval(dates.month(year, month))
    assert parsed is not None
    assert parsed.first == date(year, month, 1)
    assert (parsed.last + timedelta(days=1)).day == 1
    assert parsed.days in range(28, 32)


@given(YEARS, st.sampled_from(Season))
def test_a_season_is_three_months(year: int, which: Season) -> None:
    parsed = dates.interval(dates.season(year, which))
    assert parsed is not None
    assert parsed.first.year == year
    assert parsed.days in range(90, 93)


@given(DAYS, st.integers(0, 4000))
def test_any_interval_prints_and_parses_back(first: date, length: int) -> None:
    found = Interval(first, first + timedelta(days=length))
    assert dates.interval(dates.edtf(found)) == found
    assert dates.interval(dates.span(found.first, found.last)) == found


@given(DAYS)
def test_open_ends_print_and_parse_back(d: date) -> None:
    for found in (Interval(date.min, d), Interval(d, date.max), Interval(date.min, date.max)):
        assert dates.interval(dates.edtf(found)) == found


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        found = dates.interval(text)
    except ValueError:
        return
    assert found is not None
    assert found.first <= found.last


def test_the_shortest_form_is_printed() -> None:
    assert dates.edtf(days("2023-05-01", "2023-05-31")) == "2023-05"
    assert dates.edtf(days("2023-01-01", "2023-12-31")) == "2023"
    assert dates.edtf(days("2023-05-02", "2023-05-02")) == "2023-05-02"
    assert dates.edtf(days("2023-05-01", "2023-06-30")) == "2023-05-01/2023-06-30"
    assert dates.span("2023-05", "2023-07") == "2023-05/2023-07"
    assert dates.decade(1994) == "199X"
    assert dates.year(2023) == "2023"


def test_months_count_on_into_the_next_year() -> None:
    assert dates.month(2023, 0) == "2022-12"
    assert dates.month(2023, 13) == "2024-01"
    assert dates.month(2023, -11) == "2022-01"


def test_doubt_is_marked_once_and_at_both_ends() -> None:
    assert dates.doubtful("2023-05") == "2023-05?"
    assert dates.doubtful("2023-05?") == "2023-05?"
    assert dates.doubtful("2023-05-01/2023-05-03") == "2023-05-01?/2023-05-03?"
    assert dates.interval(dates.doubtful("2023-05/..")) == dates.interval("2023-05/..")


def test_dates_exclude_each_other_only_where_no_day_is_common() -> None:
    assert dates.exclude("2023-05-17", "2023-05-18")
    assert not dates.exclude("2023-05-17", "2023-05-18", slack_days=1)
    assert dates.exclude("2023-05-17", "2023-05-19", slack_days=1)
    assert not dates.exclude("2023-05", "2023-05-31")
    assert not dates.exclude("2023-24", "2024-02-29")
    assert not dates.exclude("2020/..", "2023-05")


@given(DAYS, DAYS, st.integers(0, 30))
def test_exclusion_does_not_depend_on_the_order(a: date, b: date, slack: int) -> None:
    first, second = dates.day(a), dates.day(b)
    assert dates.exclude(first, second, slack_days=slack) == dates.exclude(second, first, slack_days=slack)
    assert dates.exclude(first, second) == (dates.common(first, second) is None)


def test_the_narrower_date_wins() -> None:
    assert dates.narrower("2023-05", "2023-05-17") == "2023-05-17"
    assert dates.narrower("2023-05-17/2023-05-18", "2023-05") == "2023-05-17/2023-05-18"
    assert dates.narrower(None, "2023") == "2023"
    assert dates.narrower("2023", None) == "2023"
    assert dates.narrower("2023-05-17?", "2023-05-17") == "2023-05-17"
    assert dates.narrower("2023-05-17", "2023-05-18") == "2023-05-17"


def test_the_common_days_of_two_dates() -> None:
    assert dates.common("2023-05", "2023-05-17") == "2023-05-17"
    assert dates.common("2023-05-17?", "2023-05") == "2023-05-17?"
    assert dates.common("2023-05-10/2023-05-20", "2023-05-15/2023-06-02") == "2023-05-15/2023-05-20"
    assert dates.common("2023-05", "2023-06") is None
    assert dates.common("2023-05", None) == "2023-05"
    assert dates.within("2023-05-17", "2023-05")
    assert not dates.within("2023-05", "2023-05-17")


def test_a_stretch_of_days_begins_on_its_first() -> None:
    assert dates.stretch("2023-05-30", 3) == "2023-05-30/2023-06-01"
    assert dates.stretch("2023-05-30", 1) == "2023-05-30"
    assert dates.stretch("2023-05", 3) is None
    with pytest.raises(ValueError, match="0 days"):
        dates.stretch("2023-05-30", 0)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("easter", ("2000-04-23", "2008-03-23", "2011-04-24", "2038-04-25")),
        ("good friday", ("2000-04-21", "2019-04-19")),
        ("thanksgiving", ("2018-11-22", "2019-11-28", "2023-11-23")),
        ("labor day", ("2019-09-02", "2020-09-07")),
        ("memorial day", ("2021-05-31", "2022-05-30")),
        ("new year's eve", ("2019-12-31",)),
    ],
)
def test_holidays_are_computed(name: str, days: tuple[str, ...]) -> None:
    for day in days:
        assert dates.holiday(name, int(day[:4])).isoformat() == day


@given(st.integers(1000, 9000), st.sampled_from(dates.HOLIDAYS))
def test_every_holiday_is_in_its_year(year: int, name: str) -> None:
    assert dates.holiday(name, year).year == year
    assert dates.holiday("easter", year).weekday() == 6


def test_parts_of_the_calendar() -> None:
    assert dates.weekend(date(2020, 1, 22)) == "2020-01-25/2020-01-26"
    assert dates.half_year(2020, 2) == "2020-07/2020-12"
    assert dates.latest_weekday(date(2020, 1, 22), 2) == date(2020, 1, 22)
    assert dates.around("day", date(2020, 1, 22), 2, ahead=False) == "2020-01-20/2020-01-22"
