"""Report → Report: persons get identities, and offices that the story leaves out their names.

What the text says wins. The table of dated offices is asked only where the story tells no office,
and only at the date of the contact, or of the story; without either the office stays unknown
unless the person held one office alone.
"""

from __future__ import annotations

from dataclasses import replace

from summitry import offices
from summitry.model import Actor, Basis, Claim, Party, Report
from summitry.names import name_words


def linked(report: Report, *, table: offices.Table | None = None) -> Report:
    """The report with a `person_id` for each named party, and offices from the table where untold.

    Args:
        report: one story's account, with what its words tell.
        table: who held which office; the built-in one if none is given.
    """
    when = report.when.value if report.when else report.published
    return replace(report, parties=tuple(_party(p, when, table) for p in report.parties))


def relinked(report: Report, *, table: offices.Table) -> Report:
    """The report linked anew, by another table than before: what an earlier one said is left out."""
    parties = tuple(replace(p, actor=_unlinked(p.actor)) for p in report.parties)
    return linked(replace(report, parties=parties), table=table)


def _unlinked(actor: Actor) -> Actor:
    office, side = (None if c and c.rule.startswith(offices.RULE) else c for c in (actor.office, actor.side))
    return replace(actor, office=office, side=side, person_id=None)


def _party(party: Party, when: str | None, table: offices.Table | None) -> Party:
    name = party.actor.name
    return party if name is None else replace(party, actor=_actor(party.actor, name, when, table))


def _actor(actor: Actor, name: Claim, when: str | None, table: offices.Table | None) -> Actor:
    known = [p for p in offices.people_named(name.value, table=table) if _fits(actor, p, when)]
    if len(known) != 1:
        return replace(actor, person_id=offices.person_id(name.value, actor.side.value if actor.side else None))
    person = known[0]
    held = offices.held_at(person, when)
    if actor.side:
        held = tuple(t for t in held if t.side == actor.side.value) or held
    office, side = actor.office, actor.side
    if office is None and (then := offices.foremost(held, when)) and (when is not None or len(person.tenures) == 1):
        office = Claim(then.office, name.source, f"{offices.RULE}{person.id}", Basis.INFERRED)
    if side is None and held and len({t.side for t in held}) == 1:
        side = Claim(held[0].side, name.source, f"{offices.RULE}{person.id}", Basis.INFERRED)
    return replace(actor, person_id=person.id, office=office, side=side)


def _fits(actor: Actor, person: offices.PersonFacts, when: str | None) -> bool:
    """Whether the table's person can be the story's: by side, and for a bare surname by date."""
    if actor.side and not any(t.side == actor.side.value for t in person.tenures):
        return False
    bare = actor.name is not None and len(name_words(actor.name.value)) == 1
    return not bare or when is None or bool(offices.held_at(person, when))
