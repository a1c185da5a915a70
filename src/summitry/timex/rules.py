"""The rules: how an expression is written, and which reader reads it.

A pattern minds upper and lower case, but for what it marks by `(?i:…)`; its groups are the parts that the reader gets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summitry.timex import calendar_dates, deictic, offsets, quarters
from summitry.timex.expressions import Form
from summitry.timex.patterns import (
    ABOUT,
    AND,
    ANY_WEEKDAY,
    COUNT,
    DAY_OF_MONTH,
    DAYTIME,
    ENDED,
    HOLIDAY,
    LEAD_WEEKDAY,
    NOT_OF_MONTH,
    OF_YEAR,
    PART,
    SEASON,
    SOME,
    TO,
    UNIT,
    WEEKDAY,
    WHICH,
    day,
    month,
    year,
)
from summitry.timex.words import DECADES, TENS, UNITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from summitry.timex.expressions import TimeExpression
    from summitry.timex.moments import Moment, Parts, Resolved


@dataclass(frozen=True, slots=True)
class Rule:
    """How an expression is written, and how it is read."""

    id: str
    form: Form
    pattern: str
    read: Callable[[Parts, Moment], Resolved | None]


# At one place the first rule that fits wins, so the longer forms stand first.
RULES = (
    Rule(
        "iso",
        Form.DAY,
        r"(?P<iso>(?P<year>(?:19|20)\d\d)[-/.](?P<first>\d\d?)[-/.](?P<second>\d\d?)(?!\d))",
        calendar_dates.read_numeric,
    ),
    Rule(
        "numeric",
        Form.DAY,
        r"(?P<first>\d\d?)[/.](?P<second>\d\d?)[/.](?P<year>(?:19|20)\d\d)(?!\d)",
        calendar_dates.read_numeric,
    ),
    Rule(
        "offset",
        Form.SHIFT,
        rf"(?:(?i:the day|{SOME}|{COUNT} {UNIT}s?)) (?P<way>before|after) "
        rf"(?:(?:the )?{LEAD_WEEKDAY}{DAY_OF_MONTH}{OF_YEAR}|"
        rf"(?:{WHICH} )?(?:{HOLIDAY}|(?P<weekday_>{ANY_WEEKDAY})\b))",
        offsets.read_offset,
    ),
    Rule(
        "between",
        Form.RANGE,
        rf"(?i:between) {month('month')} {day('day')} and (?:{month('month2')} )?{day('day2')}{OF_YEAR}",
        calendar_dates.read_range,
    ),
    Rule(
        "between_day_first",
        Form.RANGE,
        rf"(?i:between) (?:the )?{day('day')}(?:(?: of)? {month('month')})? and (?:the )?{day('day2')}"
        rf"(?: of)? {month('month2')}{OF_YEAR}",
        calendar_dates.read_range,
    ),
    Rule(
        "days",
        Form.RANGE,
        rf"(?i:(?:the weekend of )?){month('month')} {day('day')}"
        rf"(?:(?:,? {year('year1')})?{TO}(?:{month('month2')} )?|"
        rf"(?:, (?:[12]\d|3[01]|[1-9])){{0,6}},?{AND}){day('day2')}{OF_YEAR}",
        calendar_dates.read_range,
    ),
    Rule(
        "days_first",
        Form.RANGE,
        rf"{day('day')}(?:(?:(?: of)? {month('month')})?(?: {year('year1')})?{TO}|{AND})"
        rf"{day('day2')}(?: of)? {month('month2')}{OF_YEAR}",
        calendar_dates.read_range,
    ),
    Rule(
        "day",
        Form.DAY,
        rf"(?P<week>(?i:the week(?:end)? of) )?{LEAD_WEEKDAY}"
        rf"{DAY_OF_MONTH}{OF_YEAR}",
        calendar_dates.read_day,
    ),
    Rule(
        "day_number",
        Form.DAY,
        r"(?i:(?:on|from) the )(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)"
        rf"(?:(?:{AND}|{TO})(?P<day2>[12]\d|3[01]|[1-9])(?:st|nd|rd|th))?"
        r"(?: of (?P<which>this|last|next) month\b)?"
        r"(?=[.,;:!?)”\"]|$| (?:and|but|to|for|with|when|where|after|before|in|at|as|by)\b)",
        calendar_dates.read_day_number,
    ),
    Rule(
        "week_of_month",
        Form.RANGE,
        rf"(?i:(?:the )?(?P<nth>first|second|third|fourth|last|final) week (?:of|in) ){month('month')}{OF_YEAR}",
        calendar_dates.read_week_of_month,
    ),
    Rule("holiday", Form.DAY, rf"(?:{WHICH} )?{HOLIDAY}{OF_YEAR}", calendar_dates.read_holiday),
    Rule(
        "months",
        Form.RANGE,
        rf"{month('month', short=False)}(?:{TO}|{AND}){month('month2', short=False)}{OF_YEAR}",
        calendar_dates.read_months,
    ),
    Rule("month_year", Form.MONTH, rf"{PART}{month('month')}(?:,? of|,)? {year('year')}", calendar_dates.read_month),
    Rule("month", Form.MONTH, rf"{PART}(?:{WHICH} )?{month('month', short=False)}{OF_YEAR}", calendar_dates.read_month),
    Rule("month_dot", Form.MONTH, r"(?P<month>(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)", calendar_dates.read_month),
    Rule(
        "weekdays",
        Form.RANGE,
        rf"(?:{WHICH} )?{WEEKDAY}(?:{TO}|(?:, {ANY_WEEKDAY}){{0,5}},?{AND})(?P<weekday2>{ANY_WEEKDAY})\b",
        deictic.read_weekdays,
    ),
    Rule(
        "weekday_beside",
        Form.SHIFT,
        rf"(?i:the ){WEEKDAY} (?P<side>before|after){ENDED}",
        deictic.read_weekday_beside,
    ),
    Rule("weekday_ago", Form.AGO, rf"{COUNT} {UNIT}s? ago(?: on)? {WEEKDAY}", offsets.read_ago),
    Rule(
        "weekday",
        Form.WEEKDAY,
        rf"(?:(?i:early|late) )?(?:{WHICH} )?{WEEKDAY}(?:(?: of|,)? (?P<week>last|this|next) week\b)?{DAYTIME}",
        deictic.read_weekday,
    ),
    Rule(
        "day_word",
        Form.DAY_WORD,
        r"(?:(?i:earlier|later?|early) )?"
        r"(?P<word>(?i:the day before yesterday|the day after tomorrow|today|tonight|"
        rf"yesterday|tomorrow|this (?:very )?(?:morning|afternoon|evening|day)|last night))\b{DAYTIME}",
        deictic.read_day_word,
    ),
    Rule("in_the_day", Form.SAME_DAY, r"(?i:earlier|later?|early) (?:in|on) the day\b", deictic.read_in_the_day),
    Rule(
        "same_day",
        Form.SAME_DAY,
        r"(?i:(?:later |earlier |on )?(?:that|the same)(?: same| very)? (?:day|morning|afternoon|evening|night)\b)",
        deictic.read_same_day,
    ),
    Rule("season", Form.SEASON, rf"{PART}(?:(?:{WHICH}|the) )?{SEASON}{OF_YEAR}", calendar_dates.read_season),
    Rule(
        "quarter",
        Form.QUARTER,
        rf"(?:{year('year_')} )?(?P<quarter>(?i:first|second|third|fourth|final|last(?= quarter of \d)))[- ]quarter\b"
        rf"(?:,? (?P<ago>a year (?:ago|earlier))|{OF_YEAR})",
        quarters.read_quarter,
    ),
    Rule(
        "year_ago",
        Form.QUARTER,
        r"(?i:(?:the |a )?(?:comparable |same |corresponding )?)(?P<back>year-(?:ago|earlier))\b"
        r"(?: (?P<quarter>first|second|third|fourth) quarter| (?:fiscal )?(?P<unit>quarter|period))?\b",
        quarters.read_same_quarter,
    ),
    Rule(
        "year_quarter",
        Form.QUARTER,
        rf"{year('year')} (?P<unit>quarter|period)\b",
        quarters.read_same_quarter,
    ),
    Rule(
        "the_quarter",
        Form.QUARTER,
        r"(?i:the )(?:(?P<latest>latest|most recent) (?:fiscal )?)?(?P<unit>quarter)\b"
        r"(?! of|[- ](?:century|mile|final))",
        quarters.read_same_quarter,
    ),
    Rule("weekend", Form.WEEKEND, rf"(?:{WHICH}|(?i:the)) weekend\b", deictic.read_weekend),
    Rule(
        "around",
        Form.AROUND,
        rf"(?i:the )?(?P<way>(?i:next|coming|past|last|previous|recent))(?: {COUNT}| few| several)? {UNIT}s\b"
        rf"{NOT_OF_MONTH}|"
        r"(?i:the )past (?P<day_alone>day)\b|"
        r"(?i:the )?(?P<way_>(?i:next|coming|past|last)) (?P<hours>24|48|72) hours\b",
        offsets.read_around,
    ),
    Rule(
        "next_unit",
        Form.SHIFT,
        r"(?i:the )(?P<way>next|following|previous) (?:day|morning|evening|night|afternoon)\b",
        offsets.read_shift,
    ),
    Rule(
        "period",
        Form.PERIOD,
        rf"{PART}(?P<which>(?i:this past|this coming|this|last|next|that|"
        r"the (?:past|last|coming|next|current|following|previous|same))) "
        r"(?P<unit>(?:fiscal |calendar )?(?:week|month|quarter|year|decade))\b(?!-|s\b)",
        deictic.read_period,
    ),
    Rule(
        "part_of_period",
        Form.PERIOD,
        r"(?P<part>(?i:earlier|later?|early|the (?:very )?(?:end|beginning|start|middle) of|"
        r"the (?:first|second) half of|the (?:rest|remainder) of))(?: in)? the "
        r"(?P<unit>week|month|quarter|year|decade)\b",
        deictic.read_period,
    ),
    Rule("some_ago", Form.AGO, rf"{SOME} ago\b", offsets.read_ago),
    Rule(
        "some_shift",
        Form.SHIFT,
        rf"{SOME} (?P<way>later|earlier|afterwards?|(?:before|after){ENDED})\b",
        offsets.read_shift,
    ),
    Rule(
        "hours",
        Form.SHIFT,
        rf"(?:(?i:a few|several|just|only|two|three|four|five|six) )?(?P<unit>(?i:hour))s "
        rf"(?P<way>later|earlier|afterwards?|(?:before|after){ENDED})\b",
        offsets.read_shift,
    ),
    Rule(
        "year_end",
        Form.PERIOD,
        r"(?:the )?(?P<unit>year)(?:['’]s[- ]|[- ])end\b",
        deictic.read_period,
    ),
    Rule("turn", Form.PERIOD, r"(?i:the turn of the year)\b", deictic.read_turn),
    Rule("fortnight_ago", Form.AGO, r"(?P<fortnight>(?i:a fortnight)) ago\b", offsets.read_ago),
    Rule(
        "fortnight",
        Form.SHIFT,
        rf"(?P<fortnight>(?i:a fortnight)) (?P<way>later|earlier|(?:before|after){ENDED})\b",
        offsets.read_shift,
    ),
    Rule("ago", Form.AGO, rf"{ABOUT}{COUNT} {UNIT}s? ago\b", offsets.read_ago),
    Rule(
        "shift",
        Form.SHIFT,
        rf"{ABOUT}{COUNT} {UNIT}s? "
        rf"(?P<way>later|earlier|before that|after that|afterwards?|(?:before|after){ENDED})\b",
        offsets.read_shift,
    ),
    Rule("next_day", Form.SHIFT, r"(?P<way>(?i:next)) day\b", offsets.read_shift),
    Rule(
        "day_after",
        Form.SHIFT,
        rf"(?i:the) (?P<unit>day|week|month|year) (?P<way>after|before){ENDED}",
        offsets.read_shift,
    ),
    Rule(
        "ahead",
        Form.AHEAD,
        rf"(?P<way>(?i:within|in)) (?:the next )?(?!a year){ABOUT}(?:{COUNT} {UNIT}s?\b(?:’|')?|{SOME}\b)"
        r"(?! of\b)",
        offsets.read_ahead,
    ),
    Rule("from_now", Form.AHEAD, rf"{COUNT} {UNIT}s? (?P<way>from) (?:now|today)\b", offsets.read_ahead),
    Rule("span", Form.DURATION, rf"{ABOUT}{COUNT}[- –]{UNIT}(?:s|-long)?\b", offsets.read_duration),
    Rule(
        "decade",
        Form.DECADE,
        r"(?i:(?:the )?(?:early|mid|late)[- ]?|the )?(?P<decade>(?:1[5-9]|20)\d0|['’‘]\d0)[’']?s\b|"
        rf"(?i:the (?:(?:early|mid|late)[- ])?)(?P<decade_>{'|'.join(DECADES)})\b",
        calendar_dates.read_decade,
    ),
    Rule(
        "century",
        Form.DECADE,
        r"(?i:(?:the )?(?:early|mid|late)[- ]?|the )?(?P<century>1\d|2[01])(?:th|st)[- ]century\b",
        calendar_dates.read_century,
    ),
    Rule(
        "years",
        Form.RANGE,
        rf"{year('year')}(?: ?[-–/] ?| to | until | through )(?P<year2>(?:(?:19|20)\d\d|\d\d))(?![\d,.-]\d|\w)",
        calendar_dates.read_years,
    ),
    Rule(
        "spelled_year",
        Form.YEAR,
        rf"(?i:nineteen (?P<tens>{'|'.join(TENS)})(?:[- ](?P<ones>{'|'.join(UNITS)}))?)\b",
        calendar_dates.read_spelled_year,
    ),
    Rule("between_years", Form.RANGE, rf"(?i:between) {year('year')} and {year('year2')}", calendar_dates.read_years),
    Rule("year", Form.YEAR, rf"{PART}(?:the year )?{year('year')}", calendar_dates.read_year),
)
BY_ID = {rule.id: rule for rule in RULES}


@cache
def _reader(rule: str) -> re.Pattern[str]:
    return re.compile(BY_ID[rule].pattern)


def parts_of(expression: TimeExpression) -> Parts:
    """What its rule catches of it, in lower case."""
    match = _reader(expression.rule).fullmatch(expression.text)
    groups = match.groupdict() if match else {}
    return {name.rstrip("_"): value.lower() for name, value in groups.items() if value is not None}
