"""What a story says of the how-manieth it was: "their second meeting this week", "met for the third time".

Read are the words at the cue that tells the contact. Counts from a beginning that is not told ("the first visit
since the war", "the third as minister") are left alone, for two stories may begin at different points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry import dates

if TYPE_CHECKING:
    from summitry.model import Report

_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_NUMBER = rf"(?P<number>{'|'.join(_WORDS)}|[0-9]{{1,2}}(?:st|nd|rd|th))"
_WHOSE = r"(?:\b(?:their|his|her)|['’]s|s['’])"
# What is counted apart: a first formal meeting may be the third of all.
_HOW = (
    r"(?P<how>(?: (?:face-to-face|in-person|one-on-one|formal|official|bilateral|direct|state|phone|telephone|video))*)"
)
_OCCASION = re.compile(
    r"\b(?:meeting|talks|summit|visit|trip|tour|call|conversation|encounter|dinner|session|round)s?\b", re.IGNORECASE
)
_BEFORE = re.compile(rf"{_WHOSE} {_NUMBER}{_HOW} $", re.IGNORECASE)
_TIMES = re.compile(rf"[^.;:]{{0,80}}?\bfor (?:the|a) {_NUMBER} time\b", re.IGNORECASE)
_PERIOD = re.compile(r"(?: [\w'’.-]+){0,6}? (?:this|of the) (?P<unit>week|month|year)\b", re.IGNORECASE)
_OPEN = re.compile(  # since when is not told, or in words that two stories may choose otherwise
    r"(?: [\w'’.-]+){0,6}? (?:since|after|as|under|so far|abroad|ever|in (?:[\w-]+ ){0,4}(?:day|week|month|year)s?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Count:
    """The number of an occasion, and what is counted: "in all", "formal in 2031"."""

    number: int
    of: str


def count_told(report: Report) -> Count | None:
    """Which of how many the contact was; None where that is not told, or nobody knows from when on it is counted."""
    cue = report.kind.source
    sentence = next((s for s in report.evidence if s.start <= cue.start and cue.end <= s.end), None)
    if sentence is None:
        return None
    after = sentence.exact[cue.end - sentence.start :]
    found = _BEFORE.search(sentence.exact[: cue.start - sentence.start]) if _OCCASION.search(cue.exact) else None
    how = found["how"].lower() if found else ""
    if found is None:
        found = _TIMES.match(after)
        after = after[found.end() :] if found else after
    if found is None:
        return None
    within = _within(after, report.published)
    return Count(_value(found["number"]), f"{how} {within}".strip()) if within else None


def _within(after: str, published: str | None) -> str | None:
    """What the count is within: a week, a month or a year of the story's date, or all there were."""
    period = _PERIOD.match(after)
    if period:
        day = dates.only_day(published)
        return f"in {dates.period(period['unit'].lower(), day)}" if day else None
    return None if _OPEN.match(after) else "in all"


def _value(number: str) -> int:
    word = number.lower()
    return _WORDS.index(word) + 1 if word in _WORDS else int(word.rstrip("stndrh"))
