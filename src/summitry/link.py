"""Report → Report: persons get identities, and offices that the story leaves out their names.

What the text says wins. The table of dated offices is asked only where the story tells no office,
and only at the date of the contact, or of the story; without either the office stays unknown
unless the person held one office alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import offices
from summitry.model import Actor, Basis, Claim, Report, Statement
from summitry.names import name_words

if TYPE_CHECKING:
    from collections.abc import Callable

_BY_OFFICES = "side:offices"  # the rule of a side that no words tell, but the table at the story's date, or at any


def linked(report: Report, *, table: offices.Table | None = None) -> Report:
    """The report with a `person_id` for each named party and speaker, and offices from the table where untold.

    Args:
        report: one story's account, with what its words tell.
        table: who held which office; the built-in one if none is given.
    """
    when = report.when.value if report.when else report.published
    return _replaced(report, lambda actor: _known(actor, when, table))


def relinked(report: Report, *, table: offices.Table) -> Report:
    """The report linked anew, by another table than before: what an earlier one said is left out."""
    return linked(_replaced(report, _unlinked), table=table)


def speaking(statement: Statement, *, when: str | None, table: offices.Table | None = None) -> Statement:
    """A statement made at no contact, with its speaker linked as of a date."""
    return replace(statement, speaker=_known(statement.speaker, when, table))


def _replaced(report: Report, put: Callable[[Actor], Actor]) -> Report:
    """The report with others in place of its parties, and of those who said, wanted or called something."""
    return replace(
        report,
        parties=tuple(replace(p, actor=put(p.actor)) for p in report.parties),
        statements=tuple(replace(s, speaker=put(s.speaker)) for s in report.statements),
        aims=tuple(replace(a, actor=put(a.actor)) for a in report.aims),
        tones=tuple(replace(t, by=put(t.by)) if t.by else t for t in report.tones),
    )


def _unlinked(actor: Actor) -> Actor:
    office, side = (None if c and c.rule.startswith(offices.RULE) else c for c in (actor.office, actor.side))
    return replace(actor, office=office, side=side, person_id=None)


def _known(actor: Actor, when: str | None, table: offices.Table | None) -> Actor:
    return actor if actor.name is None else _actor(actor, actor.name, when, table)


def _actor(actor: Actor, name: Claim, when: str | None, table: offices.Table | None) -> Actor:
    known = [p for p in offices.people_named(name.value, table=table) if _fits(actor, p, when)]
    if len(known) != 1:
        return replace(actor, person_id=offices.person_id(name.value, actor.side.value if actor.side else None))
    person = known[0]
    held = offices.held_at(person, when)
    if actor.side and actor.side.rule == _BY_OFFICES and len({t.side for t in held}) == 1:
        actor = replace(actor, side=None)  # told by no words: that of the office held at the contact
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
