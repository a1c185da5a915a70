"""People and their offices that somebody imports into a record, beside the built-in table.

A list is kept as it is read (`actorfiles.py`). For reading stories an office counts whose side and beginning
are known, and of which the list tells when it ended or that it lasts: one without dates says nothing about
any day.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from summitry import dates, facts, offices
from summitry.model import digest
from summitry.names import fold, name_words, same_name, words
from summitry.resolve.offices import contradict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from summitry.model import Contact, Outline, Report

BUILT_IN = "built in"  # the source of what no list tells

_SLACK = timedelta(days=45)  # news keep calling people by an office for some time around its change
_NOT_NOW = re.compile(r"\b(?:former|ex|then|late|future|next|designate|elect)\b", re.IGNORECASE)
_FOR_A_TIME = re.compile(r"\b(?:acting|interim|caretaker)\s+", re.IGNORECASE)


class LeftOutReason(StrEnum):
    """Why a line of a list gave nobody."""

    UNREADABLE = "cannot be read"
    NO_OFFICE = "a person without an office"
    NO_PERSON = "an office whose holder or position is not in the file"
    OTHER = "no person and no office"

    @property
    def is_error(self) -> bool:
        """Whether somebody should look at the line."""
        return self is LeftOutReason.UNREADABLE


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line or an entity of a list that was left out."""

    where: str  # "people.csv, line 3"
    reason: LeftOutReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """An office as a list tells it, in EDTF; None where the list does not tell."""

    office: str
    side: str | None
    since: str | None = None
    until: str | None = None  # the first day on which it was no longer held
    lasts: bool = False  # the list says that it is still held

    @property
    def counts(self) -> bool:
        """Whether it says enough to be used when stories are read."""
        return self.side is not None and self.since is not None and (self.until is not None or self.lasts)

    def held_on(self, when: str) -> bool:
        """Whether it can have been held on some day of an EDTF date; never where that is not known."""
        return self.counts and offices.Tenure("", "", self.office, self.side or "", self.since or "", self.until).holds(
            when
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as one list tells of him or her."""

    key: str  # the list's own id of the person, else the name folded
    name: str
    aka: tuple[str, ...] = ()
    surname: str | None = None
    gender: str | None = None
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A person as the built-in table and all lists of a record tell, with where each office is from."""

    id: str
    name: str
    aka: tuple[str, ...]
    gender: str | None
    held: tuple[tuple[Held, str], ...]  # by since; with the list's name, or `BUILT_IN`


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to list; every part that is set must hold. `text`: words or their beginnings, of names and offices."""

    text: str | None = None
    side: str | None = None
    on: str | None = None  # EDTF


def chosen(people: Iterable[Known], wanted: Wanted) -> tuple[Known, ...]:
    """Those asked for, each with the offices asked for, in their order.

    Raises:
        ValueError: for a text that is no EDTF date.
    """
    asked = words(wanted.text or "")
    found = []
    for person in people:
        names = {w for name in (person.name, *person.aka) for w in words(name)}
        held = tuple(
            (one, source)
            for one, source in person.held
            if (wanted.side is None or one.side == wanted.side)
            and (wanted.on is None or one.held_on(wanted.on))
            and all(any(w.startswith(a) for w in names.union(words(one.office))) for a in asked)
        )
        if held:
            found.append(replace(person, held=held))
    return tuple(found)


def called(people: Iterable[Known], name: str) -> tuple[Known, ...]:
    """Those of this id or full name; where there is nobody, those whose names have all its words."""
    people = tuple(people)
    exact = tuple(p for p in people if p.id == name or fold(name) in {fold(n) for n in (p.name, *p.aka)})
    asked = set(name_words(name))
    return exact or tuple(p for p in people if asked and any(asked <= {*name_words(n)} for n in (p.name, *p.aka)))


def may_take_part(person: Known, contact: Outline) -> bool:
    """Whether somebody of the contact has this identity or name; without it `takes_part` says no."""
    names = (person.name, *person.aka)
    told = (p for p in contact.everybody if p.name)
    return any(p.person == person.id or any(same_name(p.name or "", n) for n in names) for p in told)


def takes_part(person: Known, contact: Contact) -> bool:
    """Whether somebody of the contact has this identity, or none of a table and the same name and side."""
    names, sides = (person.name, *person.aka), {one.side for one, _ in person.held}
    for party in (p for report in contact.reports for p in report.parties if p.name):
        if party.actor.person_id == person.id:
            return True
        unknown = party.actor.person_id == offices.person_id(party.name or "", party.side)
        if unknown and party.side in sides and any(same_name(party.name or "", n) for n in names):
            return True
    return False


# --- where a story tells another office ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An office that a story tells and the table of offices does not: the story's word stands."""

    report_id: str
    party: int  # index into `Report.parties`
    name: str
    told: str
    table: tuple[offices.Tenure, ...]  # held then; where none was, those of the office told


def otherwise(report: Report, *, table: offices.Table | None = None) -> Iterator[Otherwise]:
    """The offices told that cannot be those of the table on the day of the contact, or else of the story.

    They cannot where every office held then excludes the one told ("Deputy Foreign Minister", "Foreign
    Minister"), and where the one told was held at another time, more than some weeks away.
    """
    when = report.when.value if report.when else report.published
    days = dates.interval(when)
    if days is None:
        return
    for n, party in enumerate(report.parties):
        told = party.actor.office
        if not (party.name and told) or told.rule.startswith(offices.RULE) or _NOT_NOW.search(told.value):
            continue
        people = [p for p in offices.people_named(party.name, table=table) if p.id == party.actor.person_id]
        found = _excluded(told.value, days, people[0]) if people else ()
        if found:
            yield Otherwise(report.id, n, party.name, told.value, found)


def _excluded(told: str, days: dates.Interval, person: offices.PersonFacts) -> tuple[offices.Tenure, ...]:
    held = offices.held_at(person, dates.span(days.first, days.last))
    near = offices.held_at(person, dates.span(days.first - _SLACK, days.last + _SLACK))
    if any(offices.same_office(told, t.office, side=t.side) for t in near):
        return ()
    same = tuple(t for t in person.tenures if offices.same_office(told, t.office, side=t.side))
    if same or (near and all(contradict(_plain(told), _plain(t.office)) for t in near)):
        return held or same or near
    return ()


def _plain(office: str) -> str:
    """The office without what tells that it is held for a time only: stories leave that out."""
    return _FOR_A_TIME.sub("", office)


# --- from a record's lists to the table -----------------------------------------------------


def facts_of(lists: Mapping[str, Iterable[Listed]]) -> tuple[offices.PersonFacts, ...]:
    """The people of some lists, by the lists' names, as the table of offices has people: see `offices.widened`.

    Two lists that tell of the same name and side tell of one person. Two people of one name and side in one
    list stay two, whom a story cannot tell apart.
    """
    return tuple(person for person, _ in _united(lists))


def known(lists: Mapping[str, Iterable[Listed]]) -> tuple[Known, ...]:
    """Everybody in the built-in table and in some lists, by name."""
    found = {p.id: Known(p.id, p.name, p.aka, p.gender, tuple(_built_in(p))) for p in offices.people()}
    for person, told in _united(lists):
        same = offices.same_person(person)
        before = found.get(same.id if same else person.id, Known(person.id, person.name, (), person.gender, ()))
        names = dict.fromkeys(n for n in (*before.aka, person.name, *person.aka) if n != before.name)
        held = dict.fromkeys((*before.held, *((h, source) for source, one in told for h in one.held)))
        found[before.id] = Known(before.id, before.name, tuple(names), before.gender or person.gender, _by_date(held))
    return tuple(sorted(found.values(), key=lambda k: (fold(k.name), k.id)))


def _built_in(person: offices.PersonFacts) -> Iterator[tuple[Held, str]]:
    for t in person.tenures:
        yield Held(t.office, t.side, t.since, t.until, lasts=t.until is None), BUILT_IN


def _by_date(held: Iterable[tuple[Held, str]]) -> tuple[tuple[Held, str], ...]:
    return tuple(sorted(held, key=lambda h: (h[0].since or "", h[0].until or "9", h[0].office, h[1])))


def _united(
    lists: Mapping[str, Iterable[Listed]],
) -> list[tuple[offices.PersonFacts, tuple[tuple[str, Listed], ...]]]:
    """Each person of some lists as the table has people, with what each list tells."""
    groups: defaultdict[str, list[tuple[str, Listed]]] = defaultdict(list)
    for source, people in sorted(lists.items()):
        for person in sorted(people, key=lambda p: p.key):
            groups[_id(person)].append((source, person))
    found = []
    for id_, told in groups.items():
        alone = max(Counter(source for source, _ in told).values()) == 1
        parts = [tuple(told)] if alone else [(one,) for one in told]
        for part in parts:
            own = id_ if alone else f"{id_}-{digest(part[0][0], part[0][1].key, length=4)}"
            found.append((_facts(own, [person for _, person in part]), part))
    return found


def _id(person: Listed) -> str:
    """The id that `link` gives somebody of this name and side whom no table knows, so that it stays."""
    sides = sorted((h.since or "9", not facts.is_state(h.side), h.side) for h in person.held if h.side)
    states = [side for _, other, side in sides if not other]
    side = states[0] if states else sides[0][2] if sides else None
    return offices.person_id(person.name, side)


def _facts(id_: str, told: list[Listed]) -> offices.PersonFacts:
    first = told[0]
    aka = dict.fromkeys(n for p in told for n in (p.name, *p.aka) if n != first.name)
    tenures = {
        offices.Tenure(id_, first.name, h.office, h.side, h.since, h.until)
        for p in told
        for h in p.held
        if h.counts and h.side and h.since
    }
    return offices.PersonFacts(
        id_,
        first.name,
        tuple(aka),
        next((p.surname for p in told if p.surname), None),
        next((p.gender for p in told if p.gender), None),
        tuple(sorted(tenures, key=lambda t: (t.since, t.office, t.side))),
    )
