"""What the rules' patterns are made of: a month, a day, a weekday, a count, and the words around them.

A group's name may end in "_" so that a word can stand in two places of one pattern.
"""

from __future__ import annotations

from summitry.dates import HOLIDAYS
from summitry.timex.words import MONTHS, NUMBERS, WEEKDAYS

_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")


def month(group: str, *, short: bool = True) -> str:
    """A month's name, also in capitals; short names only where a number stands by, as "Jan" may be a person."""
    words = "|".join(f"{name}|{name.upper()}" for name in MONTHS)
    shorts = "|".join(f"{name}|{name.upper()}" for name in _SHORT_MONTHS)
    return rf"(?P<{group}>{words}|(?:{shorts})\b\.?)" if short else rf"(?P<{group}>{words})\b"


def day(group: str) -> str:
    """A day of a month in digits: "3", "03", "3rd"."""
    return rf"(?P<{group}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:/]\d|\w)"


def year(group: str) -> str:
    """A year in four digits, from 1500 to 2099."""
    return rf"(?P<{group}>(?:1[5-9]|20)\d\d)(?![\d%]|[.,]\d|\w)"


ANY_WEEKDAY = "(?i:" + "|".join(WEEKDAYS) + ")"
WEEKDAY = rf"(?P<weekday>{ANY_WEEKDAY})\b"
BY_WEEKDAY = rf"(?P<weekday>{ANY_WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
LEAD_WEEKDAY = rf"(?:(?:(?i:last|next|this) )?{BY_WEEKDAY}(?:,? | ?\()(?:the )?)?"
HOLIDAY = (
    "(?P<holiday>" + "|".join(name.title().replace("'S", "['’]s").replace(" Of ", " of ") for name in HOLIDAYS) + r")\b"
)
DAY_OF_MONTH = rf"(?:{month('month')} {day('day')}|{day('day_')}(?: of)? {month('month_')})"
OF_YEAR = rf"(?:(?:,? | ?,? of ){year('year')}|(?: of|,)? (?P<year_word>last|this|next) year\b)?"
PART = (
    r"(?:(?P<part>(?i:early|earlier|mid|later?|the (?:very )?(?:end|beginning|start|middle) of|"
    r"(?:the )?(?:first|second|last) half of|the rest of))[- ](?:in |on )?(?:the )?)?"
)
WHICH = r"(?P<which>(?i:this past|this coming|this|last|next|the past|the coming|the following|the previous))"
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)\b"
DAYTIME = r"(?: (?:(?:early|late) )?(?:morning|afternoon|evening|night)\b)?"
TO = r"(?: ?[-–—] ?(?:to )?| (?:to|through|until|till) (?:the )?)"
AND = r" (?:and|or|&) (?:the )?"
COUNT = r"(?P<count>(?i:a couple of|" + "|".join(w for w in NUMBERS if " " not in w) + r")|\d{1,3})"
UNIT = r"(?P<unit>day|week|month|year|decade)"
# "A few days", "several weeks" or "months" alone: more than one, and nobody told how many.
SOME = r"(?P<few>(?i:(?:only |just )?(?:a few |several )?)(?=[DWMYdwmy]))(?P<unit_>(?i:day|week|month|year))s"
ABOUT = r"(?:(?i:about|around|almost|nearly|just|some|roughly|barely|exactly|only|more than|less than|over) )?"
# "Two days before" the summit counts from the summit; with nothing behind it, from the date told before.
ENDED = r"(?=\s*(?:[.,;:!?)”\"’']|$)|\s(?:and|but)\b)"
NOT_OF_MONTH = rf"(?! of (?:{'|'.join(name[:3] for name in MONTHS)}))"  # "the last days of May" are not "the last days"
