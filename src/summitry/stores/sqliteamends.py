"""Links of a record's contacts that follow from other contacts (`resolve.amends`), asked for in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from summitry.names import name_words
from summitry.resolve import amends
from summitry.stores import sqliteindex
from summitry.stores.schema import contacts, terms
from summitry.stores.sqliterows import AT_ONCE, chunks, contacts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection, Select

    from summitry.model import Contact, Link


def linked(connection: Connection, found: Iterable[Contact]) -> tuple[Contact, ...]:
    """The contacts in their order, those that make good another of the record with a link to it."""
    found = tuple(found)
    able = [c for c in found if c.status in amends.DONE]
    names = {word for c in able for p in c.parties if p.name for word in name_words(p.name)}
    if not names:
        return found
    undone = select(contacts.c.id).where(
        contacts.c.status.in_(s.value for s in amends.UNDONE), contacts.c.kind.in_({c.kind.value for c in able})
    )
    asked: list[str] = [*connection.execute(_named(undone, names) if len(names) <= AT_ONCE else undone).scalars()]
    persons = [(c.kind, amends.marks(c)) for c in able]
    near: list[str] = []
    for one in sqliteindex.outlines(connection, asked):
        others = frozenset().union(*amends.marks(one))
        if any(kind is one.kind and amends.may_be_same(kind, of, others) for kind, of in persons):
            near.append(one.id)
    gone = (c for part in chunks(near) for c in contacts_of(connection, part))
    return amends.with_links(found, _links(connection, gone))


def everywhere(connection: Connection) -> dict[str, tuple[Link, ...]]:
    """All links that `linked` would add, by the id of the contact that has them."""
    undone = select(contacts.c.id).where(contacts.c.status.in_(s.value for s in amends.UNDONE))
    return _links(connection, contacts_of(connection, undone))


def _links(connection: Connection, gone: Iterable[Contact]) -> dict[str, tuple[Link, ...]]:
    """The links to the contacts that came to nothing."""

    def near(sought: amends.Search) -> Iterable[Contact]:
        days = contacts.c.first_day.between(sought.after.toordinal(), sought.until.toordinal())
        can = select(contacts.c.id).where(
            contacts.c.kind == sought.kind.value, contacts.c.status.in_(s.value for s in amends.DONE), days
        )
        named: list[str] = [*connection.execute(_named(can, sought.names)).scalars()]
        return contacts_of(connection, [o.id for o in sqliteindex.outlines(connection, named) if sought.fits(o)])

    return amends.amended(gone, near=near)


def _named(asked: Select[tuple[str]], names: Collection[str]) -> Select[tuple[str]]:
    """Those with one of these words in a party's name."""
    named = select(terms.c.contact).where(terms.c.field == "name", terms.c.value.in_(sorted(names)))
    return asked.where(contacts.c.id.in_(named))
