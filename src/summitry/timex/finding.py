"""Where time expressions stand in a text: all rules are tried at once, at words that can begin one."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from summitry.dates import HOLIDAYS
from summitry.timex.bounds import bound_of
from summitry.timex.expressions import Form, TimeExpression
from summitry.timex.false_friends import holds
from summitry.timex.rules import BY_ID, RULES, parts_of
from summitry.timex.words import DECADES, MONTHS, NUMBERS, WEEKDAYS, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.timex.moments import Parts

# What an expression can begin with: it spares most words of a story the try of every rule.
_FIRST_WORDS = (
    *("early", "earlier", "mid", "late", "later", "this", "last", "next", "recent", "coming", "past", "previous"),
    *("today", "tonight", "yesterday", "tomorrow", "between", "within", "spring", "summer", "autumn", "fall", "winter"),
    *("first", "second", "third", "fourth", "final", "several", "days", "weeks", "months", "years", "hours"),
    *("about", "around", "almost", "nearly", "just", "some", "roughly", "barely", "exactly", "only", "over"),
    *(
        "more than",
        "less than",
        "on that",
        "on the same",
        r"on the \d+(?:st|nd|rd|th)",
        r"from the \d+(?:st|nd|rd|th)",
        "nineteen",
        "year-",
        "year end",
        "year's end",
        "year’s end",
    ),
    *("comparable year", "same year", "corresponding year"),
    "that (?:same|very|day|morning|afternoon|evening|night|week|month|quarter|year|decade)",
    r"in (?:the next|about|around|just|less|more|\d+|several|days|weeks|months|years|a few)",
    "within",
    "the (?:very|end|beginning|start|middle|first|second|rest|remainder|past|coming|following|previous|same|next|last)",
    "the (?:recent|current|latest|most recent|turn|comparable|corresponding|year-(?:ago|earlier)|quarter|day|year)",
    r"the (?:week|weekend|early|mid|late|spring|summer|autumn|fall|winter|['’‘]?\d+s|\d+(?:th|st))",
    r"the (?:mon|tues|wednes|thurs|fri|satur|sun)day",
    *(f"the {decade}" for decade in DECADES),
    "an? (?:couple|few|fortnight|day|week|month|year|decade)",
    "in an?",
    *(f"{lead}{word}" for word in NUMBERS if len(word) > 2 for lead in ("in ", "")),
    "the (?:month|hour)",
)
_NAMES = (
    *(name[:3] for name in (*MONTHS, *WEEKDAYS)),
    *(name.partition(" ")[0].partition("'")[0] for name in HOLIDAYS),
)


def _by_letter(words: Iterable[str]) -> str:
    """The words as one alternation by their first letters, as that is the quickest to search for."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{first}{first.upper()}](?i:{'|'.join(rest)})" for first, rest in rests.items())


_GATE = rf"(?=['’‘]?\d|(?:{_by_letter(_FIRST_WORDS)})\b|{_by_letter(sorted({name.lower() for name in _NAMES}))})"


@cache
def _finder() -> re.Pattern[str]:
    """All rules as one alternation; the name of its group is the rule's id."""
    bare = ((r.id, re.sub(r"\(\?P<\w+>", "(?:", r.pattern)) for r in RULES)
    rules = "|".join(f"(?P<{name}>{pattern})" for name, pattern in bare)
    return re.compile(rf"(?<![\w$€£#])(?<!\d[.,])(?<![A-Z\d]-){_GATE}(?:{rules})")


def find(text: str, start: int = 0, end: int | None = None) -> tuple[TimeExpression, ...]:
    """The time expressions in `text[start:end]`, in their order, with their places in `text`.

    Durations come with the form DURATION and, told in days or weeks, with `days`.
    """
    found = []
    for match in _finder().finditer(text, start, len(text) if end is None else end):
        rule = BY_ID[match.lastgroup or ""]
        expression = TimeExpression(match.start(), match.end(), match[0], rule.form, rule.id)
        if rule.form is Form.DURATION:
            expression = replace(expression, days=_length(parts_of(expression)))
        elif bound := bound_of(text, match.start(), match.end()):
            expression = replace(expression, bound=bound)
        if holds(expression, text):
            found.append(expression)
    return tuple(found)


def _length(parts: Parts) -> int | None:
    """How many days a duration has; None where it is told in months or longer."""
    size, count = {"day": 1, "week": 7}.get(parts["unit"]), number(parts["count"])
    return size * count if size and count else None
