"""For whom somebody acts where no side stands beside the name: by the office's owner, by words around, by the table."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import facts, offices, sidespans
from summitry.namespans import fold
from summitry.officespans import SideTold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.offices import Table
    from summitry.persons import Naming, OfficeTold, Person, Persons
    from summitry.ties import Words

_ITS = re.compile(r"\bIts $")
_WHOSE = re.compile(r"[’']s? (?:[a-z-]+ ){0,2}")
_OWNED = 30  # characters between an owner and the office
_SAYS = re.compile(r"[^.]{0,20}\b(?:said|says|announced|confirmed|reported|stated|told)\b")


def inferred(
    text: str, sentences: Sequence[Words], found: Persons, person: Person, date: str | None
) -> SideTold | None:
    """The side of somebody's office told without one: its owner's, the ministry's that says so, the land's visited.

    Args:
        text: the story's.
        sentences: its sentences with what stands in them, in order.
        found: everybody named in it, and where.
        person: who is meant; one with an office.
        date: the story's.
    """
    if person.office is None:
        return None
    sentence, office = sentences[person.sentence], person.office
    by_words = _by_owner(text, found, office, date) or _by_ministry(text, sentence, office)
    return by_words or _by_its(text, sentences, person, office) or _visited(text, sentence, office.start)


def _by_owner(text: str, found: Persons, office: OfficeTold, date: str | None) -> SideTold | None:
    """That of the owner in "Berg's close aide Moss"."""
    near = (m for m in found.namings if 0 < office.start - m.end <= _OWNED)
    owner = next((m for m in near if _WHOSE.fullmatch(text, m.end, office.start)), None)
    side = side_of(found, owner, text, date) if owner else None
    return replace(side, rule="side:owner") if side else None


def _by_ministry(text: str, sentence: Words, office: OfficeTold) -> SideTold | None:
    """That of the foreign ministry which says what "the foreign minister" did."""
    for body in sentence.offices:
        if body.end < office.start and body.rule == "ministry" and body.side:
            same_field = set(fold(body.words)) & set(fold(office.value))
            if same_field and _SAYS.match(text, body.end):
                return replace(body.side, rule="side:ministry")
    return None


def _by_its(text: str, sentences: Sequence[Words], person: Person, office: OfficeTold) -> SideTold | None:
    """That of the land of which the sentence before speaks first: "India was late. Its minister, …"."""
    if not person.sentence or not _ITS.search(text, max(0, office.start - 4), office.start):
        return None
    before = sentences[person.sentence - 1]
    first = next((h for h in before.sides if h.start == before.start), None)
    return SideTold(first.code, first.start, first.end, "side:its") if first else None


def _visited(text: str, sentence: Words, at: int) -> SideTold | None:
    hit = sidespans.visited(text, sentence.sides, sentence.start, at)
    return SideTold(hit.code, hit.start, hit.end, "side:visited") if hit else None


def side_of(found: Persons, naming: Naming, text: str, date: str | None) -> SideTold | None:
    """The side of whoever is named in a place, told or by the table."""
    person = found.people[naming.person]
    if person.side or person.private:
        return person.side
    code = of_table(person, text, date, table=found.table)
    return SideTold(code, naming.start, naming.end) if code else None


def of_table(person: Person, text: str, date: str | None, *, table: Table | None = None) -> str | None:
    """The side of somebody in the table of offices at a date, or at any; a state before an organisation."""
    people = person.facts or offices.people_named(text[slice(*person.name)], table=table)
    if person.office:
        alike = [p for p in people if any(offices.same_office(person.office.value, t.office) for t in p.tenures)]
        people = tuple(alike) or people
    tenures = [t for p in people for t in offices.held_at(p, date)] or [t for p in people for t in p.tenures]
    sides = {t.side for t in tenures}
    states = {s for s in sides if facts.is_state(s)}
    sides = states or sides
    return sides.pop() if len(sides) == 1 else None
