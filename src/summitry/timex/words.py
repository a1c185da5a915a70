"""Words of the calendar, and the numbers they stand for."""

from __future__ import annotations

from summitry.dates import Season

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS = {
    "spring": Season.SPRING,
    "summer": Season.SUMMER,
    "autumn": Season.AUTUMN,
    "fall": Season.AUTUMN,
    "winter": Season.WINTER,
}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = "one two three four five six seven eight nine"
NUMBERS = (
    {"a": 1, "an": 1, "a couple of": 2}
    | {word: n for n, word in enumerate(f"{_UNITS} ten eleven twelve {_TEENS}".split(), 1)}
    | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
)
TENS, UNITS = tuple(_TENS.split()), tuple(_UNITS.split())
DECADES = {f"{word[:-1]}ies": 1900 + 10 * n for n, word in enumerate(_TENS.split(), 2)}


def month_number(name: str) -> int:
    """From 1; a name may be cut to three letters, in any case."""
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def weekday_number(name: str) -> int:
    """From 0, the Monday; a name may be cut to three letters, in any case."""
    return next(n for n, weekday in enumerate(WEEKDAYS) if weekday[:3] == name[:3].lower())


def number(word: str) -> int | None:
    """A count in words or digits; None for another word."""
    return int(word) if word.isdigit() else NUMBERS.get(word)
