"""A cluster of reports as one contact: each field's best value by a rule with a name, and what disagrees.

- **id**: the smallest id of its reports. Any report's id finds the contact, so an id noted earlier
  stays good when stories are added: its report is still there.
- **status**, the latest surviving: what the story of the latest date tells; of several on that date
  what most stories tell, then the more final one. Once held, `planned` and `possible` no longer count.
- **when**, the most exact that most allow: of the values that more than half of the dated reports allow
  (or, where there are none such, most of them) the most exact, then the most allowed, the most told, the first.
- **where**, the most told, field by field; ties go to the earliest story. A city must lie in the
  chosen country.
- **parties**, the union: one entry a person with the fullest name, and office, side and role as told
  by most; a party without a name only where nobody named stands for that side.
- **topics**, the union, most told first.

Conflicts are claims that cannot all hold. That a story leaves a party out is none; nor is announced → held.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from summitry import dates
from summitry.model import Actor, Claim, Conflict, Contact, Kind, Party, Report, Role, Status, Where
from summitry.names import fold, name_words, words
from summitry.resolve.compare import Who, covers, same_person
from summitry.resolve.offices import contradict

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

_T = TypeVar("_T")
_FINAL = (Status.HELD, Status.CANCELLED, Status.REFUSED, Status.POSTPONED, Status.PLANNED, Status.POSSIBLE)
_UNDONE = frozenset({Status.CANCELLED, Status.REFUSED, Status.POSTPONED})
_AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
_ROLES = (Role.VISITOR, Role.PARTY, Role.MEDIATOR, Role.HOST)
# Within a week "postponed" and "cancelled" are two accounts of one event; later the second is news.
_ACCOUNTS_DAYS = 7


def contact(reports: Iterable[Report]) -> Contact:
    """The contact that these reports tell, whatever order they come in.

    Raises:
        ValueError: without any report.
    """
    told = sorted(reports, key=_told_order)
    if not told:
        raise ValueError("a contact needs at least one report")
    where = _where(told)
    people = _people(told)
    return Contact(
        id=min(r.id for r in told),
        reports=tuple(told),
        kind=Kind(told[0].kind.value),
        status=_status(told),
        parties=_parties(people),
        when=_when(told),
        where=where,
        topics=_topics(told),
        conflicts=tuple(_conflicts(told, people)),
        history=tuple((r.published, Status(r.status.value), r.story_key) for r in told),
        links=tuple(dict.fromkeys(link for r in told for link in r.links)),
    )


def _told_order(report: Report) -> tuple[date, str, str]:
    """By the first day of the story's date, undated stories last."""
    return (_day(report) or date.max, report.story_key, report.id)


def _day(report: Report) -> date | None:
    days = dates.interval(report.published)
    return days.first if days else None


def _most(values: Iterable[_T], *, key: Callable[[_T], Hashable]) -> _T | None:
    """The value told by most, of several the first; values with one key are one."""
    listed = list(values)
    counts = Counter(key(v) for v in listed)
    return max(listed, key=lambda v: counts[key(v)], default=None)


def _told(claims: Iterable[Claim | None]) -> list[Claim]:
    return [c for c in claims if c is not None]


def _folded(claim: Claim) -> str:
    return fold(claim.value)


# --- the best of each field -----------------------------------------------------------------


def _status(told: Sequence[Report]) -> Status:
    statuses = [(_day(r) or date.min, Status(r.status.value)) for r in told]
    if any(s is Status.HELD for _, s in statuses):
        statuses = [(d, s) for d, s in statuses if s not in _AHEAD]
    latest = max(d for d, _ in statuses)
    counts = Counter(s for d, s in statuses if d == latest)
    return min(counts, key=lambda s: (-counts[s], _FINAL.index(s)))


def _when(told: Sequence[Report]) -> str | None:
    values = [r.when.value for r in told if r.when]
    allowed = {v: sum(not dates.exclude(v, other) for other in values) for v in values}
    most = max(allowed.values(), default=0)
    enough = min(most, len(values) // 2 + 1)  # more than half, or as many as there are
    counts = Counter(values)

    def rank(value: str) -> tuple[int, int, int]:
        days = dates.interval(value)
        return (days.days if days else 0, -allowed[value], -counts[value])

    return min((v for v in values if allowed[v] >= enough), key=rank, default=None)  # of several the first told


def _where(told: Sequence[Report]) -> Where:
    country = _most(_told(r.where.country for r in told), key=lambda c: c.value)
    here = [r.where for r in told if country is None or _in_country(r.where, country.value)]
    return Where(
        country=country,
        city=_most(_told(w.city for w in here), key=_folded),
        venue=_most(_told(w.venue for w in here), key=_folded),
        margins_of=_most(_told(r.where.margins_of for r in told), key=_folded),
    )


def _in_country(where: Where, country: str) -> bool:
    return where.country is None or where.country.value == country


def _topics(told: Sequence[Report]) -> tuple[str, ...]:
    first: dict[tuple[str, ...], str] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for report in told:
        for topic in report.topics:
            first.setdefault(words(topic.value), topic.value)
        counts.update({words(t.value) for t in report.topics})
    return tuple(first[key] for key in sorted(first, key=lambda key: -counts[key]))


# --- the parties ----------------------------------------------------------------------------


def _who(party: Party) -> Who:
    return Who(party.name, party.side, party.office, party.role, party.actor.person_id)


def _people(told: Sequence[Report]) -> list[list[Party]]:
    """The parties of all reports, one list for each person, and for each side that stays without a name."""
    parties = [p for r in told for p in r.parties]
    groups: list[list[Party]] = []
    named = [p for p in parties if p.name]
    for party in sorted(named, key=lambda p: -len(name_words(p.name or ""))):  # fullest first; sorting is stable
        home = next((g for g in groups if same_person(_who(g[0]), _who(party))), None)
        if home is None:
            groups.append([party])
        else:
            home.append(party)
    people = len(groups)
    for party in (p for p in parties if not p.name):
        if any(covers(_who(p), _who(party)) for group in groups[:people] for p in group):
            continue
        home = next((g for g in groups[people:] if covers(_who(g[0]), _who(party))), None)
        if home is None:
            groups.append([party])
        else:
            home.append(party)
    return sorted(groups, key=lambda g: min(_place_of(parties, p) for p in g))


def _place_of(parties: Sequence[Party], party: Party) -> int:
    return next(n for n, p in enumerate(parties) if p is party)


def _parties(people: Iterable[Sequence[Party]]) -> tuple[Party, ...]:
    merged = [_party(group) for group in people]
    return tuple(sorted(merged, key=lambda p: _ROLES.index(p.role)))  # stable: then as first told


def _party(group: Sequence[Party]) -> Party:
    first = group[0]
    role = _most((p.role for p in group), key=lambda r: r)
    actor = Actor(
        name=first.actor.name,
        office=_most(_told(p.actor.office for p in group), key=_folded),
        side=_most(_told(p.actor.side for p in group), key=lambda c: c.value),
        person_id=next((p.actor.person_id for p in group if p.actor.person_id), None),
    )
    return replace(first, actor=actor, role=role or first.role)


# --- what cannot all hold -------------------------------------------------------------------


def _conflicts(told: Sequence[Report], people: Iterable[Sequence[Party]]) -> Iterable[Conflict]:
    if _statuses_contradict(told):
        yield _conflict("status", [(r.status.value, r.story_key) for r in told])
    whens = [(r.when.value, r.story_key) for r in told if r.when]
    if any(dates.exclude(a, b) for a, b in combinations({value for value, _ in whens}, 2)):
        yield _conflict("when", whens)
    yield from _place_conflicts(told)
    yield from _office_conflicts(told, people)


def _conflict(field: str, said: Iterable[tuple[str, str]]) -> Conflict:
    """Values that read alike when folded are one value, shown as first told."""
    stories: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for value, story in said:
        key = fold(value)
        shown.setdefault(key, value)
        stories.setdefault(key, []).append(story)
    return Conflict(field, tuple((shown[key], tuple(dict.fromkeys(keys))) for key, keys in stories.items()))


def _statuses_contradict(told: Sequence[Report]) -> bool:
    """Held and told as undone on that day or later; or postponed and cancelled told within a week."""
    days: dict[Status, list[date | None]] = {}
    for report in told:
        days.setdefault(Status(report.status.value), []).append(_day(report))
    held = days.get(Status.HELD, ())
    undone = [d for s in _UNDONE for d in days.get(s, ())]
    if any(a is None or b is None or b >= a for a in held for b in undone):
        return True
    postponed, cancelled = days.get(Status.POSTPONED, ()), days.get(Status.CANCELLED, ())
    return any(a is None or b is None or (b - a).days <= _ACCOUNTS_DAYS for a in postponed for b in cancelled)


def _place_conflicts(told: Sequence[Report]) -> Iterable[Conflict]:
    """A call or a message has no one place; a visit may go to several cities."""
    kind = told[0].kind.value
    fields = {Kind.MEETING.value: ("country", "city"), Kind.VISIT.value: ("country",)}.get(kind, ())
    for field in fields:
        claims: list[tuple[str, str]] = []
        for report in told:
            claim: Claim | None = getattr(report.where, field)
            if claim:
                claims.append((claim.value, report.story_key))
        if len({fold(value) for value, _ in claims}) > 1:
            yield _conflict(f"where.{field}", claims)


def _office_conflicts(told: Sequence[Report], people: Iterable[Sequence[Party]]) -> Iterable[Conflict]:
    """Offices that one person cannot hold at once."""
    keys = {r.story_id: r.story_key for r in told}
    for group in people:
        offices = [p.actor.office for p in group if p.name and p.actor.office]
        if any(contradict(a.value, b.value) for a, b in combinations(offices, 2)):
            said = [(o.value, keys.get(o.source.story_id, o.source.story_id)) for o in offices]
            yield _conflict(f"office of {group[0].name}", said)
