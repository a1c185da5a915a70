"""Incidents: what happened and is no contact, but to which one stands ("the shootdown of a drone on May 3").

An incident is looked for only where words that bind a contact stand right before it; a story tells of many
things, and only these matter to the record. Its name is the story's own words, without articles and times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summitry import timex
from summitry.lexicon import patterns
from summitry.model import Basis, Claim, Incident, digest
from summitry.names import words

if TYPE_CHECKING:
    from summitry.model import Doc, Place, Sentence

_NEAR = 15  # characters between the name and the time that belongs to it: ", which was on "
_LEAD = 70  # characters before the head word in which its adjectives stand
_REACH = 90  # characters behind it in which what belongs to it stands
_STARTERS = re.compile(
    r"(?:(?:the|an?|its|his|her|their|this|that|these|recent|latest|last|next|upcoming|forthcoming|planned|scheduled|"
    r"what (?:\w+ ){1,3}calls?|so-called|week|month|year)[’']?s?\s+)+",
    re.IGNORECASE,
)
# What ends a name: other words of time or clause, or a mark.
_NAME_END = re.compile(
    r"(?<![A-Z])\.|[,;:!?()“”\"—–\n]|(?:^|\s)(?:and|but|that|which|who|whose|as|when|while|where|after|before|amid|"
    r"because|since|until|was|were|is|are|had|has|have|will|would|could|said|says|earlier|later|last|this|next|to|"
    r"[a-z]{3,}ed (?:out|off|up|down|the|an?|its|their|his|her))\b"
)
_TIES = re.compile(r"\s+(?:of|by|on|against|over|in|near|off|at|from|between|with|into)\b")
_TIE_END = re.compile(r"(?:\s+(?:of|by|on|against|over|in|near|off|at|from|between|with|into|for|the|an?))+$")
_DOING = re.compile(r"\w+ing\s")  # "after signing new tariffs": a deed of somebody, which has no name
# "Attack survivors", "election campaign": the head word is not the last of its name.
_NO_HEAD = re.compile(r"[- ](?:survivor|victim|plan|threat|talks|campaign|result|monitor|observer)s?\b")
_WORDS_BEFORE_HEAD = 6


@dataclass(frozen=True, slots=True)
class Told:
    """An incident, and where its words stand in the story."""

    start: int
    end: int
    incident: Incident


@dataclass(frozen=True, slots=True)
class _Head:
    start: int
    end: int
    rule: str
    label: str


@cache
def _heads() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(rf"\b(?:{p.pattern.pattern})\b"), p.id, p.label) for p in patterns("incidents"))


def at(doc: Doc, start: int, sentence: Sentence, *, tense: timex.Tense | None) -> Told | None:
    """The incident whose words begin at `start`; None where no word there names one.

    Args:
        doc: the story, with its places.
        start: where the words that bind a contact to it end.
        sentence: the sentence they stand in.
        tense: whether it lies before the contact (PAST) or behind it (FUTURE), by which "Monday" is read.
    """
    text = doc.story.text
    stop = _NAME_END.search(text, start + 1, min(sentence.end, start + _LEAD + _REACH))
    limit = stop.start() if stop else min(sentence.end, start + _LEAD + _REACH)
    head = _head(text, start, limit)
    if head is None:
        return None
    times = [
        t for t in timex.find(text, start, min(sentence.end, limit + _REACH // 2)) if t.form is not timex.Form.DURATION
    ]
    first = _name_start(text, start, head.start, times)
    last = _name_end(text, head, limit, times)
    if first >= head.end or _DOING.match(text, first, head.start):
        return None
    when = _when(doc, times, last, tense)
    name = Claim(text[first:last], doc.story.source(first, last), f"incident:{head.rule}")
    country = _country(doc, first, last, head)
    ident = digest("incident", " ".join(words(name.value)), when.value if when else "")
    return Told(first, last, Incident(ident, name, when, country))


def _head(text: str, start: int, limit: int) -> _Head | None:
    """The first head word of a name that begins at `start`, if few words stand before it."""
    found = [
        _Head(hit.start(), hit.end(), rule, label)
        for pattern, rule, label in _heads()
        if (hit := pattern.search(text, start, min(limit, start + _LEAD)))
    ]
    if not found:
        return None
    head = min(found, key=lambda h: (h.start, -h.end))
    between = text[start : head.start]
    if len(between.split()) > _WORDS_BEFORE_HEAD or _TIES.search(between):
        return None
    return None if _NO_HEAD.match(text, head.end, limit) else head


def _name_start(text: str, start: int, head: int, times: list[timex.TimeExpression]) -> int:
    """Behind articles and times: "Tuesday's raid" is called "raid"."""
    first = start
    for _ in range(3):
        first += len(text[first:head]) - len(text[first:head].lstrip())
        time = next((t for t in times if t.start <= first < t.end <= head), None)
        if time is not None:
            first = time.end + (2 if text[time.end : time.end + 2] in {"'s", "’s"} else 0)
        elif (article := _STARTERS.match(text, first, head)) is not None:
            first = article.end()
        else:
            break
    return first


def _name_end(text: str, head: _Head, limit: int, times: list[timex.TimeExpression]) -> int:
    """What is tied to the head word belongs to the name, up to a time."""
    if not _TIES.match(text, head.end, limit):
        return head.end
    last = min([limit, head.end + _REACH, *(t.start for t in times if t.start >= head.end)])
    name = text[head.end : last].rstrip()
    tail = _TIE_END.search(name)
    return head.end + (tail.start() if tail else len(name))


def _when(doc: Doc, times: list[timex.TimeExpression], last: int, tense: timex.Tense | None) -> Claim | None:
    """The time told in the name or right behind it."""
    for time in times:
        between = doc.story.text[last : time.start] if time.start >= last else ""
        if len(between) > _NEAR or re.search(r"[.;]|\band\b", between):
            continue
        found = timex.resolve(time, anchor=doc.story.date, tense=tense)
        if found is not None:
            source = doc.story.source(time.start, time.end)
            return Claim(found.value, source, f"when:{time.form.value}", found.basis)
    return None


def _country(doc: Doc, first: int, last: int, head: _Head) -> Claim | None:
    """Where it was: a place named behind the head word, or whose it was, where that tells it."""
    text = doc.story.text
    behind = [p for p in doc.places if head.end <= p.start and p.end <= last and p.country and _tells_where(text, p)]
    before = [p for p in doc.places if first <= p.start and p.end <= head.start and p.country]
    for place in behind or (before if head.label == "there" else []):
        basis = Basis.STATED if place.city is None else Basis.INFERRED
        return Claim(place.country or "", doc.story.source(place.start, place.end), "incident:place", basis)
    if head.label != "there":
        return None
    return next(
        (
            side
            for m in doc.mentions
            if first <= m.start and m.end <= head.start and (side := doc.actors[m.actors[0]].side)
        ),
        None,
    )


def _tells_where(text: str, place: Place) -> bool:
    return (
        re.search(r"\b(?:in|over|near|off|at|of|on)(?: the)?(?: coast of)?\s+$", text[: place.start][-24:]) is not None
    )
