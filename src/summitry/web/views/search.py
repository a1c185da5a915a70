"""Search: a question in plain words, what was understood of it, and the contacts that it asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from summitry.facts import side_name
from summitry.query import Sort
from summitry.questions import Asked as Asks
from summitry.questions import known_to, understood
from summitry.web.views.brief import Brief, brief
from summitry.web.views.sheets import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.query import Filter
    from summitry.questions import Part, Understood
    from summitry.record import Record
    from summitry.web.asked import Asked

_PATH = "/search"
EXAMPLES = (
    "Wang Yi in Moscow since 2023",
    "US China calls planned",
    "meetings about Taiwan between China and Japan in 2022",
    "visits to Kenya by leaders last year",
    '"export controls" calls',
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A part of the question as it was understood, and ways to ask otherwise."""

    asks: Asks
    value: str
    name: str | None  # of a side
    words: str
    without: str  # the address of the question without it
    as_words: str | None  # the address of the question with it as words of the sources
    contacts_without: int | None = None  # told where the whole question has none


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a question found."""

    q: str | None
    parts: tuple[Taken, ...]
    passed: tuple[str, ...]  # words that ask for nothing
    unasked: tuple[str, ...]  # words that ask for more of one thing than can be asked for together
    sheet: Sheet
    contacts: tuple[Brief, ...]
    timeline: str  # the address of the same on the timeline
    examples: tuple[str, ...] = EXAMPLES


def search(record: Record, asked: Asked) -> SearchPage:
    """The contacts that `?q=` asks for, newest first.

    Raises:
        AskedError: for a page that is no number.
    """
    q = asked.text("q")

    def read(question: str) -> Understood:
        return understood(question, today=asked.today, is_person=known_to(record))

    def number(question: str) -> int | None:
        return len(record.entries(read(question).wanted)) if question and not found else None

    told = read(q or "")
    found = record.entries(replace(told.wanted, sort=Sort.LATEST)) if q else ()
    part, shown = sheet(found, asked, path=_PATH)
    return SearchPage(
        q=q,
        parts=tuple(_taken(told, p, contacts_without=number(told.without(p))) for p in told.parts),
        passed=told.passed,
        unasked=told.unasked,
        sheet=part,
        contacts=tuple(map(brief, record.these((e.id for e in shown), linked=False))),
        timeline=_timeline(told.wanted),
    )


def _taken(told: Understood, part: Part, *, contacts_without: int | None) -> Taken:
    return Taken(
        asks=part.asks,
        value=part.value,
        name=side_name(part.value) if part.asks is Asks.SIDE else None,
        words=part.words,
        without=_address(told.without(part)),
        as_words=None if part.asks is Asks.WORDS else _address(told.as_words(part)),
        contacts_without=contacts_without,
    )


def _address(question: str) -> str:
    return f"{_PATH}?{urlencode({'q': question})}" if question else _PATH


def _timeline(wanted: Filter) -> str:
    query = urlencode(dict(_asks(wanted)))
    return f"/timeline?{query}" if query else "/timeline"


def _asks(wanted: Filter) -> Iterator[tuple[str, str]]:
    """The filter as the timeline asks for it; a third side has no place there."""
    for name, side in zip(("side", "other"), wanted.sides, strict=False):
        yield name, side
    for name in ("person", "kind", "status", "topic", "place", "rank", "since", "until"):
        if value := getattr(wanted, name):
            yield name, str(value)
    if wanted.text:
        yield "q", wanted.text
