"""The timeline: contacts by day, filtered, and a strip over the years whose bars choose a period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from summitry import dates
from summitry.web.views.asks import Asks, address, asks_of, filter_of, told
from summitry.web.views.brief import Brief, brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.query import Entry
    from summitry.record import Record
    from summitry.web.asked import Asked

_PATH = "/timeline"
_ON_A_PAGE = 50
_MANY_YEARS = 60  # from here on the strip has decades
_MOST_BARS = 36  # of a finer strip: three years by month


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
    asks = asks_of(asked)
    found = record.entries(filter_of(asks))
    page = min(asked.number("page", default=1), max(1, -(-len(found) // _ON_A_PAGE)))
    start = (page - 1) * _ON_A_PAGE
    shown = record.these((e.id for e in found[start : start + _ON_A_PAGE]), linked=False)
    by_day = groupby(map(brief, shown), key=lambda c: c.when)
    period = bool(asks.since or asks.until)
    # The strip shows all years, so that another can be chosen; without a period these are the contacts found.
    everywhere = record.entries(filter_of(asks, period=False)) if period else found
    return TimelinePage(
        asks=asks,
        told=tuple(told(asks)),
        total=len(found),
        undated=sum(e.first is None for e in found),
        first=start + 1 if found else 0,
        last=start + len(shown),
        days=tuple(Day(when, tuple(contacts)) for when, contacts in by_day),
        strips=tuple(_strips(asks, everywhere)),
        whole=address(_PATH, asks, since=None, until=None) if period else None,
        previous=address(_PATH, asks, page=page - 1) if page > 1 else None,
        following=address(_PATH, asks, page=page + 1) if start + _ON_A_PAGE < len(found) else None,
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
    chosen = filter_of(asks).days
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
        yield Bar(period, number, share, address(_PATH, asks, since=period, until=period) if number else None, within)
