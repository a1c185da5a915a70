"""The timeline: contacts by day, filtered, and a strip over the years whose bars choose a period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from summitry import dates
from summitry.model import Kind, Status
from summitry.query import Filter, Sort
from summitry.ranks import Rank
from summitry.web.views.brief import Brief, brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.query import Entry
    from summitry.record import Record
    from summitry.web.asked import Asked

_ON_A_PAGE = 50
_MANY_YEARS = 60  # from here on the strip has decades
_MOST_BARS = 36  # of a finer strip: three years by month


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


class Unit(StrEnum):
    """What a bar of a strip stands for, coarse to fine."""

    DECADE = "decade"
    YEAR = "year"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Bar:
    """A decade, a year or a month."""

    period: str  # EDTF
    contacts: int
    share: int  # of the longest bar, in hundredths; 1 at least where there is a contact
    address: str | None  # the page of this period alone; None where there is nothing
    chosen: bool  # whether all of it is asked for


@dataclass(frozen=True, slots=True)
class Strip:
    """Bars side by side, without a gap in time."""

    unit: Unit
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The contacts of one date."""

    when: str | None  # EDTF
    contacts: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some contacts of those asked for, by day, and where the others are."""

    asks: Asks
    told: tuple[str, ...]  # what is asked for, in words: "side US"; empty for all contacts
    total: int  # how many contacts are asked for
    undated: int  # how many of these have no date
    first: int  # the first of the page, from 1; 0 where there is none
    last: int
    days: tuple[Day, ...]
    strips: tuple[Strip, ...]
    whole: str | None  # the same page without a period, where one is asked for
    previous: str | None  # addresses of the pages before and after
    following: str | None


def timeline(record: Record, asked: Asked) -> TimelinePage:
    """The contacts that the query asks for: fifty, `?page=` of them.

    Raises:
        SummitryError: for a date, a side, a word or a page that there is not.
    """
    asks = _asks(asked)
    found = record.entries(_filter(asks))
    page = min(asked.number("page", default=1), max(1, -(-len(found) // _ON_A_PAGE)))
    start = (page - 1) * _ON_A_PAGE
    shown = record.these((e.id for e in found[start : start + _ON_A_PAGE]), linked=False)
    by_day = groupby(map(brief, shown), key=lambda c: c.when)
    period = bool(asks.since or asks.until)
    # The strip shows all years, so that another can be chosen; without a period these are the contacts found.
    everywhere = record.entries(_filter(asks, period=False)) if period else found
    return TimelinePage(
        asks=asks,
        told=tuple(_told(asks)),
        total=len(found),
        undated=sum(e.first is None for e in found),
        first=start + 1 if found else 0,
        last=start + len(shown),
        days=tuple(Day(when, tuple(contacts)) for when, contacts in by_day),
        strips=tuple(_strips(asks, everywhere)),
        whole=address(asks, since=None, until=None) if period else None,
        previous=address(asks, page=page - 1) if page > 1 else None,
        following=address(asks, page=page + 1) if start + _ON_A_PAGE < len(found) else None,
    )


def address(asks: Asks, *, page: int = 1, **other: str | None) -> str:
    """The address of the page that asks for the same but for some parts."""
    values = {name: getattr(asks, name) for name in Asks.__slots__} | other
    told = {name: value for name, value in values.items() if value and (name, value) != ("sort", Sort.LATEST)}
    query = urlencode(told | ({"page": str(page)} if page > 1 else {}))
    return f"/timeline?{query}" if query else "/timeline"


def _asks(asked: Asked) -> Asks:
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


def _told(asks: Asks) -> Iterator[str]:
    """The parts that narrow, each with its name in words."""
    names = {"other": "and side", "since": "from", "until": "to", "q": "words"}
    for name in Asks.__slots__:
        value = getattr(asks, name)
        if value and name != "sort":
            yield f"{names.get(name, name)} {value}"


def _filter(asks: Asks, *, period: bool = True) -> Filter:
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


# --- the strip ------------------------------------------------------------------------------


def _strips(asks: Asks, found: Iterable[Entry]) -> Iterator[Strip]:
    """A bar for each year, or decade where there are many; then finer ones within what is chosen.

    A contact stands at the first day that it may have been on, or if that is open at the last; in the finer strips only
    where it surely was within one bar.
    """
    dated = [(e.first, e.last) for e in found if e.first and e.last and (e.first, e.last) != (date.min, date.max)]
    placed = [(first if first > date.min else last, last) for first, last in dated]
    if not placed:
        return
    first, last = min(day for day, _ in placed), max(day for day, _ in placed)
    chosen = _filter(asks).days
    units = tuple(Unit) if last.year - first.year >= _MANY_YEARS else tuple(Unit)[1:]
    for unit in units:
        periods = tuple(_periods(unit, first, last))
        if unit is not units[0] and len(periods) > _MOST_BARS:
            return
        told = [(_period(unit, a), _period(unit, b)) for a, b in placed if b < date.max or unit is units[0]]
        counted = Counter(a for a, b in told if a == b or unit is units[0])
        yield Strip(unit, tuple(_bars(asks, {period: counted[period] for period in periods}, chosen)))
        first, last = (max(first, chosen[0]), min(last, chosen[1])) if chosen else (first, last)
        if first > last:
            return


def _periods(unit: Unit, first: date, last: date) -> Iterator[str]:
    """The periods from one day to another, as EDTF."""
    if unit is Unit.MONTH:
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        yield from (dates.month(n // 12, n % 12 + 1) for n in months)
        return
    step = 10 if unit is Unit.DECADE else 1
    for year in range(first.year // step * step, last.year + 1, step):
        yield dates.decade(year) if unit is Unit.DECADE else dates.year(year)


def _period(unit: Unit, day: date) -> str:
    return next(_periods(unit, day, day))


def _bars(asks: Asks, counted: dict[str, int], chosen: tuple[date, date] | None) -> Iterator[Bar]:
    most = max(counted.values(), default=0)
    for period, number in counted.items():
        days = dates.interval(period)
        within = bool(chosen and days and chosen[0] <= days.first and days.last <= chosen[1])
        share = max(1, round(100 * number / most)) if number else 0
        yield Bar(period, number, share, address(asks, since=period, until=period) if number else None, within)
