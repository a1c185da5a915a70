"""The index of a SQLite record's contacts: where each is in time, without its reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from summitry import dates
from summitry.model import Kind, Status
from summitry.query import Entry, Filter, Sort
from summitry.stores.schema import contacts, stories

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from summitry.model import Contact


def indexed(wanted: Filter) -> bool:
    """Whether the tables alone tell which contacts are asked for, and in which order."""
    rest = replace(wanted, side=None, between=None, since=None, until=None, kind=None, status=None, text=None)
    rest = replace(rest, told_since=None, told_until=None)
    return wanted.sort is not Sort.SOURCES and replace(rest, sort=Sort.DATE) == Filter()


def entries(connection: Connection, chosen: Select[tuple[str]], *, latest: bool) -> tuple[Entry, ...]:
    """The contacts chosen by date as `query.place` has them, the latest first where asked for; undated ones last."""
    columns = contacts.c
    days = (columns.first_day.desc(), columns.last_day.desc()) if latest else (columns.first_day, columns.last_day)
    asked = select(columns.id, columns.kind, columns.status, columns.first_day, columns.last_day)
    asked = asked.where(columns.id.in_(chosen))
    rows = connection.execute(asked.order_by(columns.first_day.is_(None), *days, columns.kind, columns.id))
    kinds, statuses = {k.value: k for k in Kind}, {s.value: s for s in Status}
    return tuple(
        Entry(
            id=row.id,
            kind=kinds[row.kind],
            status=statuses[row.status],
            first=None if row.first_day is None else date.fromordinal(row.first_day),
            last=None if row.last_day is None else date.fromordinal(row.last_day),
        )
        for row in rows
    )


def newest(connection: Connection, until: date) -> date | None:
    """See `stores.Store`."""
    day = stories.c.first_day
    found = connection.execute(select(func.max(day)).where(day <= until.toordinal())).scalar()
    return None if found is None else date.fromordinal(found)


def entry(contact: Contact) -> Entry:
    """A contact as the index has it."""
    days = dates.interval(contact.when)
    return Entry(contact.id, contact.kind, contact.status, days.first if days else None, days.last if days else None)
