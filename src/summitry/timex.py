"""Time expressions of English news: where they stand in a text, and which date they mean.

`find` gives the expressions, `resolve` reads one against the story's own date. A relative
expression without such a date is not resolved: neither the publication date nor today steps in.

    >>> [e.text for e in find("They met on Monday, a week after the June 14-15 summit in Bern.")]
    ['Monday', 'June 14-15']
    >>> resolve(find("They will meet on Monday.")[0], anchor="2024-05-16", tense=Tense.FUTURE)
    Resolved(value='2024-05-20', basis=<Basis.RELATIVE: 'relative'>, reason='the next Monday after 2024-05-16')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from summitry import dates, timeread
from summitry.dates import HOLIDAYS, Interval
from summitry.timeread import DECADES, MONTHS, NUMBERS, TENS, UNITS, WEEKDAYS, Moment, Parts, Resolved, Tense

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

__all__ = ["Form", "Resolved", "Tense", "TimeExpression", "carries", "find", "fitting_years", "resolve"]


class Form(StrEnum):
    """What kind of words an expression is made of."""

    DAY = "day"  # "June 14", "Monday, 14 June 2024", "2024-06-14"
    RANGE = "range"  # "June 14-15", "between May and July", "2012-2015", "Monday and Tuesday"
    MONTH = "month"  # "June", "late June 2024", "last June"
    YEAR = "year"  # "2024"
    DECADE = "decade"  # "the 1990s"
    SEASON = "season"  # "over the summer", "this fall", "winter of 2012"
    QUARTER = "quarter"  # "the third quarter of 2012"
    WEEKDAY = "weekday"  # "Monday night", "next Friday"
    DAY_WORD = "day word"  # "today", "last night"
    SAME_DAY = "same day"  # "that evening", "earlier in the day"
    PERIOD = "period"  # "last week", "early next month", "the end of the year"
    WEEKEND = "weekend"  # "over the weekend"
    AGO = "ago"  # "two weeks ago"
    SHIFT = "shift"  # "two days later", "the next day"
    AHEAD = "ahead"  # "within two weeks", "in three days"
    AROUND = "around"  # "in the coming days", "the past two weeks"
    DURATION = "duration"  # "for three days", "a two-day visit"; no date


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time: `text` stands at `start` to `end` of the text searched."""

    start: int
    end: int
    text: str
    form: Form
    rule: str
    days: int | None = None  # of a DURATION told in days or weeks
    bound: str | None = None  # what stands in front of it: "before", "by" (or "until"), "since"


# --- patterns -------------------------------------------------------------------------------
# A group's name may end in "_" so that a word can stand in two places of one pattern.


def _month(group: str, *, short: bool = True) -> str:
    """A month's name, also in capitals; short names only where a number stands by, as "Jan" may be a person."""
    words = "|".join(f"{name}|{name.upper()}" for name in MONTHS)
    shorts = "|".join(f"{name}|{name.upper()}" for name in _SHORT_MONTHS)
    return rf"(?P<{group}>{words}|(?:{shorts})\b\.?)" if short else rf"(?P<{group}>{words})\b"


def _day(group: str) -> str:
    return rf"(?P<{group}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:/]\d|\w)"


def _year(group: str) -> str:
    return rf"(?P<{group}>(?:1[5-9]|20)\d\d)(?![\d%]|[.,]\d|\w)"


_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")

_ANY_WEEKDAY = "(?i:" + "|".join(WEEKDAYS) + ")"
_WEEKDAY = rf"(?P<weekday>{_ANY_WEEKDAY})\b"
_BY_WEEKDAY = rf"(?P<weekday>{_ANY_WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_LEAD_WEEKDAY = rf"(?:(?:(?i:last|next|this) )?{_BY_WEEKDAY}(?:,? | ?\()(?:the )?)?"
_TO = r"(?: ?[-–—] ?(?:to )?| (?:to|through|until|till) (?:the )?)"
_AND = r" (?:and|or|&) (?:the )?"
_COUNT = r"(?P<count>(?i:a couple of|" + "|".join(w for w in NUMBERS if " " not in w) + r")|\d{1,3})"
_UNIT = r"(?P<unit>day|week|month|year|decade)"
# "A few days", "several weeks" or "months" alone: more than one, and nobody told how many.
_SOME = r"(?P<few>(?i:(?:only |just )?(?:a few |several )?)(?=[DWMYdwmy]))(?P<unit_>(?i:day|week|month|year))s"
_DAYTIME = r"(?: (?:(?:early|late) )?(?:morning|afternoon|evening|night)\b)?"
_PART = (
    r"(?:(?P<part>(?i:early|earlier|mid|later?|the (?:very )?(?:end|beginning|start|middle) of|"
    r"(?:the )?(?:first|second|last) half of|the rest of))[- ](?:in |on )?(?:the )?)?"
)
_WHICH = r"(?P<which>(?i:this past|this coming|this|last|next|the past|the coming|the following|the previous))"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)\b"
_ABOUT = r"(?:(?i:about|around|almost|nearly|just|some|roughly|barely|exactly|only|more than|less than|over) )?"
_OF_YEAR = rf"(?:(?:,? | ?,? of ){_year('year')}|(?: of|,)? (?P<year_word>last|this|next) year\b)?"
# "Two days before" the summit counts from the summit; with nothing behind it, from the date told before.
_DAY_OF_MONTH = rf"(?:{_month('month')} {_day('day')}|{_day('day_')}(?: of)? {_month('month_')})"
_HOLIDAY = (
    "(?P<holiday>" + "|".join(name.title().replace("'S", "['’]s").replace(" Of ", " of ") for name in HOLIDAYS) + r")\b"
)
_ENDED = r"(?=\s*(?:[.,;:!?)”\"’']|$)|\s(?:and|but)\b)"


@dataclass(frozen=True, slots=True)
class _Rule:
    """How an expression is written, and how it is read."""

    id: str
    form: Form
    pattern: str
    read: Callable[[Parts, Moment], Resolved | None]


# --- rules ----------------------------------------------------------------------------------
# At one place the first rule that fits wins, so the longer forms stand first.

RULES = (
    _Rule(
        "iso",
        Form.DAY,
        r"(?P<iso>(?P<year>(?:19|20)\d\d)[-/.](?P<first>\d\d?)[-/.](?P<second>\d\d?)(?!\d))",
        timeread.read_numeric,
    ),
    _Rule(
        "numeric",
        Form.DAY,
        r"(?P<first>\d\d?)[/.](?P<second>\d\d?)[/.](?P<year>(?:19|20)\d\d)(?!\d)",
        timeread.read_numeric,
    ),
    _Rule(
        "offset",
        Form.SHIFT,
        rf"(?:(?i:the day|{_SOME}|{_COUNT} {_UNIT}s?)) (?P<way>before|after) "
        rf"(?:(?:the )?{_LEAD_WEEKDAY}{_DAY_OF_MONTH}{_OF_YEAR}|"
        rf"(?:{_WHICH} )?(?:{_HOLIDAY}|(?P<weekday_>{_ANY_WEEKDAY})\b))",
        timeread.read_offset,
    ),
    _Rule(
        "between",
        Form.RANGE,
        rf"(?i:between) {_month('month')} {_day('day')} and (?:{_month('month2')} )?{_day('day2')}{_OF_YEAR}",
        timeread.read_range,
    ),
    _Rule(
        "between_day_first",
        Form.RANGE,
        rf"(?i:between) (?:the )?{_day('day')}(?:(?: of)? {_month('month')})? and (?:the )?{_day('day2')}"
        rf"(?: of)? {_month('month2')}{_OF_YEAR}",
        timeread.read_range,
    ),
    _Rule(
        "days",
        Form.RANGE,
        rf"(?i:(?:the weekend of )?){_month('month')} {_day('day')}"
        rf"(?:(?:,? {_year('year1')})?{_TO}(?:{_month('month2')} )?|"
        rf"(?:, (?:[12]\d|3[01]|[1-9])){{0,6}},?{_AND}){_day('day2')}{_OF_YEAR}",
        timeread.read_range,
    ),
    _Rule(
        "days_first",
        Form.RANGE,
        rf"{_day('day')}(?:(?:(?: of)? {_month('month')})?(?: {_year('year1')})?{_TO}|{_AND})"
        rf"{_day('day2')}(?: of)? {_month('month2')}{_OF_YEAR}",
        timeread.read_range,
    ),
    _Rule(
        "day",
        Form.DAY,
        rf"(?P<week>(?i:the week(?:end)? of) )?{_LEAD_WEEKDAY}"
        rf"{_DAY_OF_MONTH}{_OF_YEAR}",
        timeread.read_day,
    ),
    _Rule("holiday", Form.DAY, rf"(?:{_WHICH} )?{_HOLIDAY}{_OF_YEAR}", timeread.read_holiday),
    _Rule(
        "months",
        Form.RANGE,
        rf"{_month('month', short=False)}(?:{_TO}|{_AND}){_month('month2', short=False)}{_OF_YEAR}",
        timeread.read_months,
    ),
    _Rule("month_year", Form.MONTH, rf"{_PART}{_month('month')}(?:,? of|,)? {_year('year')}", timeread.read_month),
    _Rule("month", Form.MONTH, rf"{_PART}(?:{_WHICH} )?{_month('month', short=False)}{_OF_YEAR}", timeread.read_month),
    _Rule("month_dot", Form.MONTH, r"(?P<month>(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)", timeread.read_month),
    _Rule(
        "weekdays",
        Form.RANGE,
        rf"(?:{_WHICH} )?{_WEEKDAY}(?:{_TO}|(?:, {_ANY_WEEKDAY}){{0,5}},?{_AND})(?P<weekday2>{_ANY_WEEKDAY})\b",
        timeread.read_weekdays,
    ),
    _Rule("weekday_ago", Form.AGO, rf"{_COUNT} {_UNIT}s? ago(?: on)? {_WEEKDAY}", timeread.read_ago),
    _Rule(
        "weekday",
        Form.WEEKDAY,
        rf"(?:(?i:early|late) )?(?:{_WHICH} )?{_WEEKDAY}(?:(?: of|,)? (?P<week>last|this|next) week\b)?{_DAYTIME}",
        timeread.read_weekday,
    ),
    _Rule(
        "day_word",
        Form.DAY_WORD,
        r"(?:(?i:earlier|later?|early) )?"
        r"(?P<word>(?i:the day before yesterday|the day after tomorrow|today|tonight|"
        rf"yesterday|tomorrow|this (?:very )?(?:morning|afternoon|evening|day)|last night))\b{_DAYTIME}",
        timeread.read_day_word,
    ),
    _Rule("in_the_day", Form.SAME_DAY, r"(?i:earlier|later?|early) (?:in|on) the day\b", timeread.read_in_the_day),
    _Rule(
        "same_day",
        Form.SAME_DAY,
        r"(?i:(?:later |earlier |on )?(?:that|the same)(?: same| very)? (?:day|morning|afternoon|evening|night)\b)",
        timeread.read_same_day,
    ),
    _Rule("season", Form.SEASON, rf"{_PART}(?:(?:{_WHICH}|the) )?{_SEASON}{_OF_YEAR}", timeread.read_season),
    _Rule(
        "quarter",
        Form.QUARTER,
        rf"(?:{_year('year_')} )?(?P<quarter>(?i:first|second|third|fourth|final|last(?= quarter of \d)))[- ]quarter\b"
        rf"(?:,? (?P<ago>a year (?:ago|earlier))|{_OF_YEAR})",
        timeread.read_quarter,
    ),
    _Rule(
        "year_ago",
        Form.QUARTER,
        r"(?i:(?:the |a )?(?:comparable |same |corresponding )?)(?P<back>year-(?:ago|earlier))\b"
        r"(?: (?P<quarter>first|second|third|fourth) quarter| (?:fiscal )?(?P<unit>quarter|period))?\b",
        timeread.read_same_quarter,
    ),
    _Rule(
        "year_quarter",
        Form.QUARTER,
        rf"{_year('year')} (?P<unit>quarter|period)\b",
        timeread.read_same_quarter,
    ),
    _Rule(
        "the_quarter",
        Form.QUARTER,
        r"(?i:the )(?:(?P<latest>latest|most recent) (?:fiscal )?)?(?P<unit>quarter)\b"
        r"(?! of|[- ](?:century|mile|final))",
        timeread.read_same_quarter,
    ),
    _Rule("weekend", Form.WEEKEND, rf"(?:{_WHICH}|(?i:the)) weekend\b", timeread.read_weekend),
    _Rule(
        "around",
        Form.AROUND,
        rf"(?i:the )?(?P<way>(?i:next|coming|past|last|previous|recent))(?: {_COUNT}| few| several)? {_UNIT}s\b|"
        r"(?i:the )past (?P<day_alone>day)\b|"
        r"(?i:the )?(?P<way_>(?i:next|coming|past|last)) (?P<hours>24|48|72) hours\b",
        timeread.read_around,
    ),
    _Rule(
        "next_unit",
        Form.SHIFT,
        r"(?i:the )(?P<way>next|following|previous) (?:day|morning|evening|night|afternoon)\b",
        timeread.read_shift,
    ),
    _Rule(
        "period",
        Form.PERIOD,
        rf"{_PART}(?P<which>(?i:this past|this coming|this|last|next|that|"
        r"the (?:past|last|coming|next|current|following|previous|same))) "
        r"(?P<unit>(?:fiscal |calendar )?(?:week|month|quarter|year|decade))\b(?!-|s\b)",
        timeread.read_period,
    ),
    _Rule(
        "part_of_period",
        Form.PERIOD,
        r"(?P<part>(?i:earlier|later?|early|the (?:very )?(?:end|beginning|start|middle) of|"
        r"the (?:first|second) half of|the (?:rest|remainder) of))(?: in)? the "
        r"(?P<unit>week|month|quarter|year|decade)\b",
        timeread.read_period,
    ),
    _Rule("some_ago", Form.AGO, rf"{_SOME} ago\b", timeread.read_ago),
    _Rule(
        "some_shift",
        Form.SHIFT,
        rf"{_SOME} (?P<way>later|earlier|afterwards?|(?:before|after){_ENDED})\b",
        timeread.read_shift,
    ),
    _Rule(
        "hours",
        Form.SHIFT,
        rf"(?:(?i:a few|several|just|only|two|three|four|five|six) )?(?P<unit>(?i:hour))s "
        rf"(?P<way>later|earlier|afterwards?|(?:before|after){_ENDED})\b",
        timeread.read_shift,
    ),
    _Rule(
        "year_end",
        Form.PERIOD,
        r"(?:the )?(?P<unit>year)(?:['’]s[- ]|[- ])end\b",
        timeread.read_period,
    ),
    _Rule("turn", Form.PERIOD, r"(?i:the turn of the year)\b", timeread.read_turn),
    _Rule("ago", Form.AGO, rf"{_ABOUT}{_COUNT} {_UNIT}s? ago\b", timeread.read_ago),
    _Rule(
        "shift",
        Form.SHIFT,
        rf"{_ABOUT}{_COUNT} {_UNIT}s? "
        rf"(?P<way>later|earlier|before that|after that|afterwards?|(?:before|after){_ENDED})\b",
        timeread.read_shift,
    ),
    _Rule("next_day", Form.SHIFT, r"(?P<way>(?i:next)) day\b", timeread.read_shift),
    _Rule(
        "day_after",
        Form.SHIFT,
        rf"(?i:the) (?P<unit>day|week|month|year) (?P<way>after|before){_ENDED}",
        timeread.read_shift,
    ),
    _Rule(
        "ahead",
        Form.AHEAD,
        rf"(?P<way>(?i:within|in)) (?:the next )?(?!a year){_ABOUT}(?:{_COUNT} {_UNIT}s?\b(?:’|')?|{_SOME}\b)"
        r"(?! of\b)",
        timeread.read_ahead,
    ),
    _Rule("from_now", Form.AHEAD, rf"{_COUNT} {_UNIT}s? (?P<way>from) (?:now|today)\b", timeread.read_ahead),
    _Rule("span", Form.DURATION, rf"{_ABOUT}{_COUNT}[- –]{_UNIT}(?:s|-long)?\b", timeread.read_duration),
    _Rule(
        "decade",
        Form.DECADE,
        r"(?i:(?:the )?(?:early|mid|late)[- ]?|the )?(?P<decade>(?:1[5-9]|20)\d0|['’‘]\d0)[’']?s\b|"
        rf"(?i:the (?:(?:early|mid|late)[- ])?)(?P<decade_>{'|'.join(DECADES)})\b",
        timeread.read_decade,
    ),
    _Rule(
        "century",
        Form.DECADE,
        r"(?i:(?:the )?(?:early|mid|late)[- ]?|the )?(?P<century>1\d|2[01])(?:th|st)[- ]century\b",
        timeread.read_century,
    ),
    _Rule(
        "years",
        Form.RANGE,
        rf"{_year('year')}(?: ?[-–/] ?| to | until | through )(?P<year2>(?:(?:19|20)\d\d|\d\d))(?![\d,.-]\d|\w)",
        timeread.read_years,
    ),
    _Rule(
        "spelled_year",
        Form.YEAR,
        rf"(?i:nineteen (?P<tens>{'|'.join(TENS)})(?:[- ](?P<ones>{'|'.join(UNITS)}))?)\b",
        timeread.read_spelled_year,
    ),
    _Rule("between_years", Form.RANGE, rf"(?i:between) {_year('year')} and {_year('year2')}", timeread.read_years),
    _Rule("year", Form.YEAR, rf"{_PART}(?:the year )?{_year('year')}", timeread.read_year),
)
_BY_ID = {rule.id: rule for rule in RULES}


# What an expression can begin with: it spares most words of a story the try of every rule.
_FIRST_WORDS = (
    *("early", "earlier", "mid", "late", "later", "this", "last", "next", "recent", "coming", "past", "previous"),
    *("today", "tonight", "yesterday", "tomorrow", "between", "within", "spring", "summer", "autumn", "fall", "winter"),
    *("first", "second", "third", "fourth", "final", "several", "days", "weeks", "months", "years", "hours"),
    *("about", "around", "almost", "nearly", "just", "some", "roughly", "barely", "exactly", "only", "over"),
    *("more than", "less than", "on that", "on the same", "nineteen", "year-", "year end", "year's end", "year’s end"),
    *("comparable year", "same year", "corresponding year"),
    "that (?:same|very|day|morning|afternoon|evening|night|week|month|quarter|year|decade)",
    r"in (?:the next|about|around|just|less|more|\d+|several|days|weeks|months|years|a few)",
    "within",
    "the (?:very|end|beginning|start|middle|first|second|rest|remainder|past|coming|following|previous|same|next|last)",
    "the (?:recent|current|latest|most recent|turn|comparable|corresponding|year-(?:ago|earlier)|quarter|day|year)",
    r"the (?:week|weekend|early|mid|late|spring|summer|autumn|fall|winter|['’‘]?\d+s|\d+(?:th|st))",
    *(f"the {decade}" for decade in DECADES),
    "an? (?:couple|few|day|week|month|year|decade)",
    "in an?",
    *(f"{lead}{word}" for word in NUMBERS if len(word) > 2 for lead in ("in ", "")),
    "the (?:month|hour)",
)


def _by_letter(words: Iterable[str]) -> str:
    """The words as one alternation by their first letters, as that is the quickest to search for."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{first}{first.upper()}](?i:{'|'.join(rest)})" for first, rest in rests.items())


_NAMES = (
    *(name[:3] for name in (*MONTHS, *WEEKDAYS)),
    *(name.partition(" ")[0].partition("'")[0] for name in HOLIDAYS),
)
_GATE = rf"(?=['’‘]?\d|(?:{_by_letter(_FIRST_WORDS)})\b|{_by_letter(sorted({name.lower() for name in _NAMES}))})"
# What stands before a date and makes it an end or a beginning. "Shortly before" or "a week before" it is near;
# "since the May 3 call" and "before Monday's call" name the day of the call.
_BOUND = re.compile(
    r"(?:\b(?P<word>[\w’']+) )?\b(?P<bound>before|prior to|no later than|by|until|till|since) $", re.IGNORECASE
)
_NEAR = re.compile(
    r"(?:minute|hour|day|week|month|year|decade)s?|shortly|just|right|immediately|soon|long|well", re.IGNORECASE
)
_BOUNDS = {"before": "before", "prior to": "before", "since": "since"}


@cache
def _finder() -> re.Pattern[str]:
    """All rules as one alternation; the name of its group is the rule's id."""
    bare = ((r.id, re.sub(r"\(\?P<\w+>", "(?:", r.pattern)) for r in RULES)
    rules = "|".join(f"(?P<{name}>{pattern})" for name, pattern in bare)
    return re.compile(rf"(?<![\w$€£#])(?<!\d[.,])(?<![A-Z\d]-){_GATE}(?:{rules})")


@cache
def _reader(rule: str) -> re.Pattern[str]:
    return re.compile(_BY_ID[rule].pattern)


def _parts(expression: TimeExpression) -> Parts:
    match = _reader(expression.rule).fullmatch(expression.text)
    groups = match.groupdict() if match else {}
    return {name.rstrip("_"): value.lower() for name, value in groups.items() if value is not None}


# --- false friends --------------------------------------------------------------------------

# Words before an expression, words behind it, in lower case.
_IN_TIME = re.compile(r"in|since|last|next|this|early|late|mid|until|till|during|throughout|end|by")
_BEFORE_YEAR = re.compile(
    r"in|since|during|until|till|by|early|late|mid|from|before|after|through|fiscal|the|its|their|his|her|a|post|pre"
)
_COUNTED = re.compile(
    r"people|troops|soldiers|men|women|children|police|refugees|prisoners|members|homes|jobs|rounds|km|miles|feet|"
    r"met(?:er|re)s|ton(?:ne)?s|per ?cent|per|dollars|euros|million|billion|hours|hrs|gmt|utc|est|edt|local"
)
_NUMBERED = re.compile(
    r"resolution|agenda|vision|article|section|room|flight|no|route|highway|about|nearly|some|almost|than|over"
)
_NO_DAY_OF = re.compile(r"black|good|bloody|ash|holy|palm|maundy|cyber|super|easter|man|girl")
_BEFORE_MARCH = re.compile(r"a|the|its|from|of|before|after")
_AFTER_A_MARCH = re.compile(r"on|of|for|to|towards?|against|through|by|in|was|were|is|that|and")
_NO_MONTH_OF = re.compile(r"black|red|ms|mrs|mr|miss")
_BEFORE_SEASON = re.compile(r"in|over|during|by|until|since|through|throughout|of")
_NOT_BEFORE = {"same_day": {"ago"}, "around": {"ago"}, "period": {"of"}, "span": {"before", "after"}}
_AFTER_A_NAME = re.compile(r"[A-Z]\w+|[a-z]+(?:ed|s)|said|met|told|took|had|won|left|spoke|went|became")
_FIRST_NAMES = ("april", "june", "august")


def _word_before(text: str, start: int) -> str:
    match = re.search(r"([\w’']+)(?:(?<=Mr|Ms|rs)\.)?[ -]$", text[max(0, start - 25) : start])
    return match[1].lower() if match else ""


def _word_after(text: str, end: int) -> str:
    match = re.match(r"[ -]([\w’']+)", text[end : end + 25])
    return match[1] if match else ""


def _bare_month(month: str, before: str, after: str) -> bool:
    """Whether a month's name that stands alone is one: "May" and "March" are words, "June" may be a person."""
    if _IN_TIME.fullmatch(before):
        return True
    if month == "may":
        return before == "before" and not _AFTER_A_NAME.fullmatch(after)
    if month == "march":
        return bool(_BEFORE_MARCH.fullmatch(before)) and not _AFTER_A_MARCH.fullmatch(after)
    if _NO_MONTH_OF.fullmatch(before) or after == "Revolution":
        return False
    return not (month in _FIRST_NAMES and after[:1].isupper())


def _bare_year(before: str, after: str) -> bool:
    """Whether a number that stands alone is a year, not a count or a number of something."""
    if _COUNTED.fullmatch(after.lower()) or _NUMBERED.fullmatch(before):
        return False
    return bool(_BEFORE_YEAR.fullmatch(before)) or not re.fullmatch(r"[a-z]{3,}s", after)


def _holds(expression: TimeExpression, text: str) -> bool:
    """Whether the words around leave it a time."""
    before, after = _word_before(text, expression.start), _word_after(text, expression.end)
    parts = _parts(expression)
    if after in _NOT_BEFORE.get(expression.rule, ()):
        return False
    match expression.rule:
        case "month" if "which" not in parts and "part" not in parts and "year_word" not in parts:
            return _bare_month(parts["month"], "before" if expression.bound == "before" else before, after)
        case "month_dot":
            return _IN_TIME.fullmatch(before) is not None
        case "weekday" if "which" not in parts:
            return not _NO_DAY_OF.fullmatch(before) and after not in {"Agreement", "Accord", "Accords"}
        case "year" if "part" not in parts:
            return _bare_year(before, after)
        case "season":
            return _a_season(expression, parts, before, after)
        case "day":
            # The attacks have a year of their own.
            return not (expression.text.startswith("Sept") and parts["day"] == "11" and after.startswith("attack"))
        case "decade":
            # "His 70s" are years of a life.
            return len(parts["decade"]) == 4 or before not in {"his", "her", "their", "your", "my"}
        case "holiday":
            return before not in {"orthodox", "lunar", "chinese"} and not after[:1].isupper()
    return True


def _a_season(expression: TimeExpression, parts: Parts, before: str, after: str) -> bool:
    """Whether it is a season: "the fall of a city" is none, nor is a "spring" without a word of time."""
    if "which" in parts or "year" in parts or "year_word" in parts:
        return True
    if parts["season"] in {"fall", "spring"} and (after == "of" or not expression.text.startswith("the")):
        return False
    return _BEFORE_SEASON.fullmatch(before) is not None


# --- finding and resolving ------------------------------------------------------------------


def find(text: str, start: int = 0, end: int | None = None) -> tuple[TimeExpression, ...]:
    """The time expressions in `text[start:end]`, in their order, with their places in `text`.

    Durations come with the form DURATION and, told in days or weeks, with `days`.
    """
    found = []
    for match in _finder().finditer(text, start, len(text) if end is None else end):
        rule = _BY_ID[match.lastgroup or ""]
        expression = TimeExpression(match.start(), match.end(), match[0], rule.form, rule.id)
        if rule.form is Form.DURATION:
            expression = replace(expression, days=_length(_parts(expression)))
        elif bound := _bound(text, match.start(), match.end()):
            expression = replace(expression, bound=bound)
        if _holds(expression, text):
            found.append(expression)
    return tuple(found)


def _bound(text: str, start: int, end: int) -> str | None:
    """Whether the words before make a date an end or a beginning."""
    match = _BOUND.search(text[max(0, start - 40) : start])
    if match is None or text[end : end + 1] in {"'", "’"} or _NEAR.fullmatch(match["word"] or ""):
        return None
    # "Before the end of May" is in May, or earlier.
    return (
        "by"
        if re.match("the (?:very )?end of", text[start : start + 15])
        else _BOUNDS.get(match["bound"].lower(), "by")
    )


def _length(parts: Parts) -> int | None:
    """How many days a duration has; None where it is told in months or longer."""
    size, count = {"day": 1, "week": 7}.get(parts["unit"]), timeread.number(parts["count"])
    return size * count if size and count else None


def resolve(
    expression: TimeExpression,
    *,
    anchor: str | None,
    tense: Tense | None,
    context: str | None = None,
    bare: bool = False,
) -> Resolved | None:
    """The date an expression means, or None where that cannot be known.

    Args:
        expression: what `find` gave.
        anchor: the story's own date as EDTF; None where it is unknown or not to be trusted.
        tense: of the verb it stands by: a past Monday is another than a future one.
        context: another date of the story as EDTF, told before: what "the next day" counts from.
        bare: the date that is named, whatever stands before it: May for "before May", and all of "this week".

    Where the anchor is several days, only what is certain for each of them is given, at the precision left.

    Raises:
        ValueError: for an anchor or a context that is no EDTF date.
    """
    parts, days = _parts(expression), _bounded(anchor)
    context = context if _bounded(context) else None

    def read(day: date | None) -> Resolved | None:
        now = Moment(day, tense, context)
        found = _BY_ID[expression.rule].read(parts, now)
        return found if bare or found is None else timeread.bounded(found, parts, now, expression.bound)

    if days is None:
        return read(None)
    first = read(days.first)
    last = first if days.first == days.last else read(days.last)
    if first is None or last is None or first.value == last.value:
        return first and last
    return _joined(first, last, days)


def carries(expression: TimeExpression) -> bool:
    """Whether a text goes on from the date it tells: not from one it only compares with, as "a year earlier"."""
    return expression.rule != "year_ago" and not re.search(r"\byear (?:earlier|ago|before)$", expression.text)


def _bounded(edtf: str | None) -> Interval | None:
    """The days of a date with two ends; an open one is nothing to count from."""
    days = dates.interval(edtf)
    return days if days and days.first.year >= 1000 and days.last.year <= 9000 else None


def fitting_years(expression: TimeExpression, *, since: int, until: int) -> tuple[int, ...]:
    """The years from `since` to `until` in which a weekday told with a day falls on that day.

    "Tuesday, January 14" fits 2014, 2020 and 2025: a check of a page's date, or a claim of its year.
    Empty where no weekday is told with a day, and where a year is told that does not fit.
    """
    parts = _parts(expression)
    if not {"weekday", "month", "day"} <= parts.keys():
        return ()
    years = (int(parts["year"]),) if "year" in parts else range(since, until + 1)
    return tuple(year for year in years if since <= year <= until and timeread.fits(parts, year))


def _joined(first: Resolved, last: Resolved, anchor: Interval) -> Resolved | None:
    """What two readings of one expression have in common, if it is still of use."""
    a, b = dates.interval(first.value), dates.interval(last.value)
    if a is None or b is None or a.first > b.last:
        return None
    whole = Interval(a.first, b.last)
    # Two weeks: "Monday" of a story of one of two days is one of two Mondays.
    if whole not in anchor and whole.days > 14:
        return None
    return Resolved(dates.edtf(whole), first.basis, f"{first.reason}, or {last.reason}")
