"""The best value of each field of a contact, by a rule with a name: *independent, close, stated*.

Of the values told for a field the best is the one with

1. **independent**: the most independent origins (see `independence`); a reprint adds nothing,
2. **close**: then the story nearest in time to the contact, before it or after it,
3. **stated**: then the firmest basis: stated, relative to the story's date, inferred from a fact.

Values that are left equal go by the earliest story. What the rule means for a field:

- **status**, *the latest that survives*: what the story of the latest date tells. Once held, `planned` and
  `possible` no longer count. Where it contradicts what another story tells (held and undone, postponed and
  cancelled), the rule decides between these; equal, the later told, then the more final.
- **when**, *the most exact that most allow*: of the values that more than half of the origins allow (where there are
  none such, most of them) the most exact, then by the rule. A vaguer date speaks for each exact one in it.
- **where**, field by field by the rule; a city and a venue must lie in the chosen country.
- **parties**, the union: one entry a person with the fullest name, and office, side and role by the rule; a party
  without a name only where nobody named stands for that side.
- **topics**, the union, by number of origins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from summitry import dates
from summitry.model import Actor, Basis, Claim, Party, Report, Role, Status, Where
from summitry.names import fold, name_words, words
from summitry.resolve.parties import covers, same_person
from summitry.resolve.profiles import who

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

_T = TypeVar("_T")
UNDONE = frozenset({Status.CANCELLED, Status.REFUSED, Status.POSTPONED})
_AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
_FINAL = (Status.HELD, Status.CANCELLED, Status.REFUSED, Status.POSTPONED, Status.PLANNED, Status.POSSIBLE)
_ROLES = (Role.VISITOR, Role.PARTY, Role.MEDIATOR, Role.HOST)
_BASES = tuple(Basis)  # firmest first
# Within a week "postponed" and "cancelled" are two accounts of one event; later the second is news.
_ACCOUNTS_DAYS = 7
_FAR = 10**7  # days: farther than any two dates, for a distance that is not known


@dataclass(frozen=True, slots=True)
class Said(Generic[_T]):
    """A value with the report that tells it."""

    report: Report
    value: _T
    basis: Basis = Basis.STATED


@dataclass(frozen=True, slots=True)
class Seat:
    """A party with the report that tells it."""

    report: Report
    party: Party


class Judge:
    """The rule for the reports of one contact."""

    def __init__(self, told: Sequence[Report], roots: Mapping[str, str]) -> None:
        """Take the reports in the order told, and for each that which counts for its origin."""
        self._told = told
        self._roots = roots
        self.when = self._when()

    def origins(self, reports: Iterable[Report]) -> int:
        """How many independent ones there are."""
        return len({self._roots[r.id] for r in reports})

    def best(self, said: Iterable[Said[_T]], *, key: Callable[[_T], Hashable]) -> _T | None:
        """The best value; values with one key are one, given as the closest and firmest report has it."""
        groups: dict[Hashable, list[Said[_T]]] = {}
        for one in said:
            groups.setdefault(key(one.value), []).append(one)
        ranked = [(-self.origins(s.report for s in group), *self._closest(group)) for group in groups.values()]
        best = min(range(len(ranked)), key=lambda n: ranked[n][:3], default=None)  # of several the first told
        return None if best is None else ranked[best][3]

    def claim(self, said: Iterable[tuple[Report, Claim | None]], *, folded: bool = True) -> Claim | None:
        """The best of the claims on one field."""
        told = (Said(report, claim, claim.basis) for report, claim in said if claim)
        return self.best(told, key=_folded if folded else _value)

    def _closest(self, group: Sequence[Said[_T]]) -> tuple[int, int, _T]:
        """Days from story to contact, place of the basis, and the value, of the closest and firmest."""
        ranked = [(days_between(s.report.published, self.when), _BASES.index(s.basis), s.value) for s in group]
        return min(ranked, key=lambda r: r[:2])

    # --- field by field -------------------------------------------------------------------------

    def status(self) -> Status:
        """What became of it."""
        told = [(r, Status(r.status.value)) for r in self._told]
        if any(s is Status.HELD for _, s in told):
            told = [(r, s) for r, s in told if s not in _AHEAD]
        days = {(told_day(r), s) for r, s in told}
        latest = max(day or date.min for day, _ in days)
        rivals = {s for day, s in days if (day or date.min) == latest}
        rivals |= {one[1] for one in days if any(contradict(one, (day, s)) for day, s in days if s in rivals)}

        def rank(status: Status) -> tuple[int, int, int]:
            reports = [r for r, s in told if s is status]
            latest_told = max(day or date.min for day, s in days if s is status)
            return (-self.origins(reports), -latest_told.toordinal(), _FINAL.index(status))

        return min(rivals, key=rank)

    def _when(self) -> str | None:
        told = [(r, r.when) for r in self._told if r.when]
        allow = {
            value: self.origins(r for r, when in told if not dates.exclude(value, when.value))
            for value in dict.fromkeys(when.value for _, when in told)
        }
        most = max(allow.values(), default=0)
        enough = min(most, self.origins(r for r, _ in told) // 2 + 1)  # more than half, or as many as there are

        def rank(value: str) -> tuple[int, int, int, int, int]:
            tell = [(r, when) for r, when in told if when.value == value]
            days = dates.interval(value)
            close, basis = min((days_between(r.published, value), _BASES.index(when.basis)) for r, when in tell)
            return (days.days if days else 0, -allow[value], -self.origins(r for r, _ in tell), close, basis)

        return min((v for v in allow if allow[v] >= enough), key=rank, default=None)  # of several the first told

    def where(self) -> Where:
        """Where it took place."""
        country = self.claim(((r, r.where.country) for r in self._told), folded=False)
        here = [r for r in self._told if country is None or _in_country(r.where, country.value)]
        return Where(
            country=country,
            city=self.claim((r, r.where.city) for r in here),
            venue=self.claim((r, r.where.venue) for r in here),
            margins_of=self.claim((r, r.where.margins_of) for r in self._told),
        )

    def topics(self) -> tuple[str, ...]:
        """What it was about."""
        first: dict[tuple[str, ...], str] = {}
        tell: dict[tuple[str, ...], list[Report]] = {}
        for report in self._told:
            for topic in report.topics:
                first.setdefault(words(topic.value), topic.value)
                tell.setdefault(words(topic.value), []).append(report)
        return tuple(first[key] for key in sorted(first, key=lambda key: -self.origins(tell[key])))

    def parties(self, people: Iterable[Sequence[Seat]]) -> tuple[Party, ...]:
        """Who took part; `people` is what the function of that name gives."""
        merged = [self._party(seats) for seats in people]
        return tuple(sorted(merged, key=lambda p: _ROLES.index(p.role)))  # stable: then as first told

    def _party(self, seats: Sequence[Seat]) -> Party:
        first = seats[0].party
        actor = Actor(
            name=first.actor.name,
            office=self.claim((s.report, s.party.actor.office) for s in seats),
            side=self.claim(((s.report, s.party.actor.side) for s in seats), folded=False),
            person_id=next((s.party.actor.person_id for s in seats if s.party.actor.person_id), None),
        )
        role = self.best((Said(s.report, s.party.role) for s in seats), key=lambda role: role)
        return replace(first, actor=actor, role=role or first.role)


def people(told: Iterable[Report]) -> tuple[tuple[Seat, ...], ...]:
    """The parties of all reports, for each person, and for each side that stays without a name; fullest name first."""
    seats = [Seat(r, p) for r in told for p in r.parties]
    groups: list[list[Seat]] = []
    named = [s for s in seats if s.party.name]
    for seat in sorted(named, key=lambda s: -len(name_words(s.party.name or ""))):  # sorting is stable
        home = next((g for g in groups if same_person(who(g[0].party), who(seat.party))), None)
        if home is None:
            groups.append([seat])
        else:
            home.append(seat)
    persons = len(groups)
    for seat in (s for s in seats if not s.party.name):
        if any(covers(who(s.party), who(seat.party)) for group in groups[:persons] for s in group):
            continue
        home = next((g for g in groups[persons:] if covers(who(g[0].party), who(seat.party))), None)
        if home is None:
            groups.append([seat])
        else:
            home.append(seat)
    place = {id(seat): n for n, seat in enumerate(seats)}
    return tuple(tuple(g) for g in sorted(groups, key=lambda g: min(place[id(s)] for s in g)))


def told_day(report: Report) -> date | None:
    """The first day of the story's date."""
    days = dates.interval(report.published)
    return days.first if days else None


def days_between(a: str | None, b: str | None) -> int:
    """How many days lie between two dates at least; a very large number where one is not known."""
    first, second = dates.interval(a), dates.interval(b)
    if first is None or second is None:
        return _FAR
    return max(0, (second.first - first.last).days, (first.first - second.last).days)


def contradict(a: tuple[date | None, Status], b: tuple[date | None, Status]) -> bool:
    """Whether two statuses, each told on a day, cannot both be so.

    Held, and told as undone on that day or later; or postponed and cancelled told within a week.
    """
    by_status = {a[1]: a[0], b[1]: b[0]}
    if Status.HELD in by_status and (undone := UNDONE & by_status.keys()):
        held, other = by_status[Status.HELD], by_status[min(undone)]
        return held is None or other is None or other >= held
    if by_status.keys() == {Status.POSTPONED, Status.CANCELLED}:
        postponed, cancelled = by_status[Status.POSTPONED], by_status[Status.CANCELLED]
        return postponed is None or cancelled is None or (cancelled - postponed).days <= _ACCOUNTS_DAYS
    return False


def _in_country(where: Where, country: str) -> bool:
    return where.country is None or where.country.value == country


def _value(claim: Claim) -> str:
    return claim.value


def _folded(claim: Claim) -> str:
    return fold(claim.value)
