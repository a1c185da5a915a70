"""Links of a record's contacts that follow from other contacts (`resolve.amends`), asked for in its file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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

    from summitry.model import Contact, Kind, Link, Outline


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
    gone = contacts_of(connection, undone)
    outlined = _Outlined(connection)
    near = {c.id: outlined.near(sought) for c in gone if (sought := amends.search(c))}
    asked = {id_ for ids in near.values() for id_ in ids}
    whole = {c.id: c for part in chunks(asked) for c in contacts_of(connection, part)}
    return amends.amended(gone, near=lambda sought: [whole[id_] for id_ in near[sought.gone.id]])


class _Outlined:
    """The contacts that can make another good, in outline, by kind and word of a name in order of their first days.

    Where nearly all are asked for, going through them once is quicker than asking for some of them often.
    """

    def __init__(self, connection: Connection) -> None:
        able = select(contacts.c.id, contacts.c.first_day).where(
            contacts.c.status.in_(s.value for s in amends.DONE), contacts.c.first_day.is_not(None)
        )
        asked = connection.execute(able.order_by(contacts.c.first_day, contacts.c.id))
        days: dict[str, int] = {id_: day for id_, day in asked if day is not None}
        self._found: dict[tuple[Kind, str], list[tuple[int, Outline]]] = {}
        for one in sqliteindex.outlines(connection, days):
            for word in {word for p in one.parties if p.name for word in name_words(p.name)}:
                self._found.setdefault((one.kind, word), []).append((days[one.id], one))

    def near(self, sought: amends.Search) -> list[str]:
        """The ids of those that fit."""
        first, last = sought.after.toordinal(), sought.until.toordinal()
        found: dict[str, Outline] = {}
        for word in sought.names:
            known = self._found.get((sought.kind, word), [])
            start, end = bisect_left(known, first, key=_day), bisect_right(known, last, key=_day)
            found |= {one.id: one for _, one in known[start:end]}
        return [id_ for id_, one in found.items() if sought.fits(one)]


def _day(known: tuple[int, Outline]) -> int:
    return known[0]


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
