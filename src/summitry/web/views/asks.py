"""What a form of filters asks for, as the timeline, the map and the network have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from summitry.model import Kind, Status
from summitry.query import Filter, Sort
from summitry.ranks import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.web.asked import Asked


@dataclass(frozen=True, slots=True)
class Asks:
    """What the form asks for, as it was typed."""

    q: str | None = None  # words of the sources
    side: str | None = None
    other: str | None = None  # a second side
    person: str | None = None
    kind: Kind | None = None
    status: Status | None = None
    topic: str | None = None
    place: str | None = None
    rank: Rank | None = None
    since: str | None = None
    until: str | None = None
    sort: Sort = Sort.LATEST


def asks_of(asked: Asked) -> Asks:
    """What a request asks for.

    Raises:
        AskedError: for a kind, a status, a rank or an order that there is not.
    """
    return Asks(
        q=asked.text("q"),
        side=asked.text("side"),
        other=asked.text("other"),
        person=asked.text("person"),
        kind=asked.one_of("kind", Kind),
        status=asked.one_of("status", Status),
        topic=asked.text("topic"),
        place=asked.text("place"),
        rank=asked.one_of("rank", Rank),
        since=asked.text("since"),
        until=asked.text("until"),
        sort=asked.one_of("sort", Sort) or Sort.LATEST,
    )


def told(asks: Asks) -> Iterator[str]:
    """The parts that narrow, each with its name in words."""
    names = {"other": "and side", "since": "from", "until": "to", "q": "words"}
    for name in Asks.__slots__:
        value = getattr(asks, name)
        if value and name != "sort":
            yield f"{names.get(name, name)} {value}"


def address(path: str, asks: Asks, *, page: int = 1, **other: str | None) -> str:
    """The address of the page that asks for the same but for some parts."""
    values = {name: getattr(asks, name) for name in Asks.__slots__} | other
    set_ = {name: value for name, value in values.items() if value and (name, value) != ("sort", Sort.LATEST)}
    query = urlencode(set_ | ({"page": str(page)} if page > 1 else {}))
    return f"{path}?{query}" if query else path


def filter_of(asks: Asks, *, period: bool = True) -> Filter:
    """The filter that is asked for, or the same for all times."""
    sides = [side for side in (asks.side, asks.other) if side]
    return Filter(
        side=sides[0] if len(sides) == 1 else None,
        between=(sides[0], sides[1]) if len(sides) == 2 else None,
        person=asks.person,
        since=asks.since if period else None,
        until=asks.until if period else None,
        kind=asks.kind,
        status=asks.status,
        topic=asks.topic,
        place=asks.place,
        text=asks.q,
        rank=asks.rank,
        sort=asks.sort,
    )
