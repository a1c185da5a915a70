"""Dates as pages print them, to EDTF; only whole dates, never a guess.

This reads date lines, datelines and metadata. Dates told in a story's sentences are another matter.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)",
        rf"(?<!\d){_YEAR}年(?P<month>\d\d?)月(?P<day>\d\d?)日",
        rf"(?<![\d.]){_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        r"(?<!\d)(?P<day>\d\d?)[/.](?P<month>\d\d?)[/.](?P<year>(?:19|20)\d\d)(?!\d)",
    )
)
_SLASHED = _FORMS[-1]
_MONTH_ONLY = re.compile(rf"\b{_MONTH},?\s+{_YEAR}", re.IGNORECASE)
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T\d{4,6}Z?)?\s*")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?=[/._-]|$)", re.IGNORECASE)

# What may stand around the date in a line that tells nothing but the date.
_LABEL = (
    r"(?:(?:first |last |originally )?(?:published|publishing date|publication date|pub date|posted|updated|modified"
    r"|issued|released|created|date|time|release time|filed)(?:\s+(?:on|at|in|date))?\s*[:：=-]?\s*)?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
_TIME = (
    r"(?:\s*(?:[T,|·•/-]|at)?\s*\d{1,2}[:.h]\d\d(?:[:.]\d\d(?:\.\d+)?)?\s*(?:[ap]\.?\s?m\.?)?"
    r"\s*(?:\(?(?:[A-Z]{2,5}|Z|local time|(?:UTC|GMT)?\s?[+-]\d\d?:?(?:\d\d)?)\)?)?(?:\s*\([A-Z]{2,5}\))?)?"
)
_AROUND = re.compile(
    rf"[\[(]?\s*{_LABEL}(?:on\s+)?(?:[ap]\.?m\.?\s*)?{_WEEKDAY}(?:\d{{1,2}}:\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{{2,5}})?,?\s*)?"
    rf"{_WEEKDAY}\x00{_TIME}(?:\s*[\])])?",
    re.IGNORECASE,
)
# "2024-05-03 WORLD NEWS", "3 May 2024 | World"
_SECTION = re.compile(r"\s+[A-Z][A-Z &/-]{2,40}|(?:\s*[|·•/-]\s*[A-Z][\w&-]+(?: [\w&-]+){0,3})+")
_UPDATED = re.compile(r"\s*[\[(]?(?:last )?(?:updated|modified)", re.IGNORECASE)


def edtf(text: str) -> str | None:
    """The first whole date in `text` as `YYYY-MM-DD`, else a month with a year as `YYYY-MM`, else None.

    "22/10/2025" is read day first and only where the day cannot be a month; "10/11/2025" is None.

    >>> edtf("Oct. 22, 2025"), edtf("October 2025"), edtf("10/11/2025")
    ('2025-10-22', '2025-10', None)
    """
    found = find(text)
    return found[0] if found else None


def find(text: str) -> tuple[str, int, int] | None:
    """The first date in `text`: its EDTF value, start and end."""
    if compact := _COMPACT.fullmatch(text):
        value = _day(compact[1], compact[2], compact[3])
        return (value, *compact.span()) if value else None
    found = [(m.start(), form, m) for form in _FORMS for m in form.finditer(text)]
    for _, form, match in sorted(found, key=lambda item: item[0]):
        day, month = match["day"], match["month"]
        if form is _SLASHED and int(day) <= 12 and day != month:
            continue  # 10/11: the tenth of November here, the eleventh of October there
        if value := _day(match["year"], month, day):
            return value, match.start(), match.end()
    if month_only := _MONTH_ONLY.search(text):
        return f"{month_only['year']}-{_month(month_only['month']):02d}", *month_only.span()
    return None


def date_line(line: str) -> tuple[str, bool] | None:
    """The date of a line that tells nothing else, and whether it only says when the page was changed."""
    if len(line) > 120:
        return None
    found = find(line)
    if found is None:
        return None
    value, start, end = found
    bare = f"{line[:start]}\x00{line[end:]}"
    around = _AROUND.match(bare)
    if around is None:
        return None
    rest = bare[around.end() :]
    if rest.strip(" .,|·•-") and not _SECTION.fullmatch(rest.rstrip()) and not _UPDATED.match(rest.lstrip(" .,|·•-")):
        return None
    return value, bool(_UPDATED.match(line))


def from_url(url: str) -> tuple[str, str] | None:
    """The date that an address carries ("/2024/05/17/") and its characters there."""
    for match in _IN_URL.finditer(url):
        if value := _day(match[1], match[2], match[3]):
            return value, match[0].strip("/")
    return None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS.index(word[:3].lower()) + 1


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), _month(month), int(day)).isoformat()
    except ValueError:  # the 31st of a short month, or a word that is no month
        return None
