"""Where the reports of a contact disagree: claims on one field that cannot all hold.

- **status**: held, and told as undone on that day or later; postponed and cancelled, told within a week. Announced
  → held is no conflict, and neither is cancelled weeks after postponed: that is history.
- **when**: dates of which one excludes another. A vaguer date that allows the others takes no side, and two days of a
  visit may both be right: it lasts.
- **where**: two countries, and for a meeting two cities, or two gatherings that never were in one place at one time.
  A call or a message has no one place, and a visit may go to several cities.
- **office**: two that one person cannot hold at once.

That a story leaves out a party, a place or a topic is no conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from summitry import dates, facts
from summitry.model import Account, Claim, Conflict, Kind, Report, Status, Where
from summitry.names import fold
from summitry.resolve.best import contradict, told_day
from summitry.resolve.offices import contradict as offices_contradict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from summitry.resolve.best import Judge, Seat

_STAY_DAYS = 3  # of most visits
_PLACES = {Kind.MEETING: ("country", "city", "margins_of"), Kind.VISIT: ("country",)}


@dataclass(frozen=True, slots=True)
class _Voice:
    """A report with its claim on the field."""

    report: Report
    claim: Claim


def conflicts(
    told: Sequence[Report], people: Iterable[Sequence[Seat]], *, judge: Judge, status: Status, where: Where
) -> Iterator[Conflict]:
    """The conflicts, field by field.

    Args:
        told: the reports of one contact in the order told.
        people: their parties, person by person.
        judge: who knows what is independent, and the best date.
        status: the best status.
        where: the best place.
    """
    find = _Finder(judge)
    days = {(told_day(r), Status(r.status.value)) for r in told}
    at_odds = {s.value for a, b in combinations(days, 2) if contradict(a, b) for s in (a[1], b[1])}
    yield from find("status", [_Voice(r, r.status) for r in told], at_odds, best=status.value)
    whens = [_Voice(r, r.when) for r in told if r.when]
    kind = Kind(told[0].kind.value)
    stay = _STAY_DAYS if kind is Kind.VISIT else 0
    at_odds = _sides(whens, lambda a, b: dates.exclude(a, b, slack_days=stay))
    yield from find("when", whens, at_odds, best=judge.when)
    for place in _PLACES.get(kind, ()):
        best: Claim | None = getattr(where, place)
        said = [_Voice(r, claim) for r in told if (claim := getattr(r.where, place))]
        at_odds = _sides(said, _are_apart if place == "margins_of" else _differ)
        yield from find(f"where.{place}", said, at_odds, best=best.value if best else None)
    place_in_time = {r.id: n for n, r in enumerate(told)}
    for seats in people:
        named = sorted((s for s in seats if s.party.name), key=lambda s: place_in_time[s.report.id])
        offices = [_Voice(s.report, s.party.actor.office) for s in named if s.party.actor.office]
        held = judge.claim((v.report, v.claim) for v in offices)
        at_odds = _sides(offices, offices_contradict)
        yield from find("office", offices, at_odds, best=held.value if held else None, about=seats[0].party.name)


def _sides(said: Iterable[_Voice], exclude: Callable[[str, str], bool]) -> set[str]:
    """The values that exclude another one."""
    values = {v.claim.value for v in said}
    return {value for a, b in combinations(values, 2) if exclude(a, b) for value in (a, b)}


def _differ(a: str, b: str) -> bool:
    return fold(a) != fold(b)


def _are_apart(a: str, b: str) -> bool:
    """Whether both name gatherings of the table that never were in one place at one time, as an EU and a G7 summit."""
    mine, other = _gathering(a), _gathering(b)
    if mine is None or other is None or mine == other:
        return False
    first, second = ({(d.year, d.month, d.city) for d in facts.gathering_dates(name)} for name in (mine, other))
    return bool(first) and bool(second) and first.isdisjoint(second)


def _gathering(words: str) -> str | None:
    found = facts.find_gatherings(words)
    return found[0].label if found else None


class _Finder:
    """Makes conflicts, each with its accounts in the order told."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def __call__(
        self, field: str, said: Iterable[_Voice], at_odds: set[str], *, best: str | None, about: str | None = None
    ) -> Iterator[Conflict]:
        """The conflict of the values at odds, if there are any. Values that read alike when folded are one."""
        accounts: dict[str, list[_Voice]] = {}
        for voice in said:
            if voice.claim.value in at_odds:
                accounts.setdefault(fold(voice.claim.value), []).append(voice)
        if accounts:
            chosen = fold(best or "")
            found = tuple(self._account(voices, best=key == chosen) for key, voices in accounts.items())
            yield Conflict(field, found, about)

    def _account(self, voices: Iterable[_Voice], *, best: bool) -> Account:
        once = tuple({v.report.story_id: v for v in voices}.values())
        return Account(
            value=once[0].claim.value,
            stories=tuple(v.report.story_key for v in once),
            claims=tuple(v.claim for v in once),
            origins=self._judge.origins(v.report for v in once),
            best=best,
        )
