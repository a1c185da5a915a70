"""The people that somebody imported into a record, list by list; each kept whole, as JSON that `codec` reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Column, String, Table, Text, delete, insert, select

from summitry.actors import Listed
from summitry.codec import from_json, to_json
from summitry.stores.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

people = Table(
    "people",
    metadata,
    Column("source", String, primary_key=True),  # the list's name
    Column("key", String, primary_key=True),  # `Listed.key`
    Column("person", Text, nullable=False),
    sqlite_with_rowid=False,
)

_AT_ONCE = 1000  # rows a statement


def keep(connection: Connection, source: str, told: Iterable[Listed]) -> None:
    """Put a list into the record, in place of what it had from a list of this name."""
    connection.execute(delete(people).where(people.c.source == source))
    rows = [{"source": source, "key": p.key, "person": json.dumps(to_json(p), ensure_ascii=False)} for p in told]
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(people), rows[start : start + _AT_ONCE])


def lists(connection: Connection) -> dict[str, tuple[Listed, ...]]:
    """The people of each list, by the lists' names."""
    found: dict[str, list[Listed]] = {}
    for source, data in connection.execute(select(people.c.source, people.c.person).order_by(people.c.source)):
        found.setdefault(source, []).append(from_json(Listed, json.loads(data)))
    return {source: tuple(told) for source, told in found.items()}
