"""Rows of a SQLite record as the model has them, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from summitry.codec import from_json, to_json
from summitry.model import Contact, Report, Skipped, Statement
from summitry.resolve import contact
from summitry.resolve.aside import without
from summitry.stores.schema import reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Select

AT_ONCE = 500  # values a statement


def dump(value: object) -> str:
    """A value of the model as JSON."""
    return json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":"))


def skipped_of(data: str) -> tuple[Skipped, ...]:
    """The candidates that a story let go."""
    return tuple(from_json(Skipped, s) for s in json.loads(data))


def statements_of(data: str) -> tuple[Statement, ...]:
    """What was said in a story at none of its contacts."""
    return tuple(from_json(Statement, s) for s in json.loads(data))


def reports_of(connection: Connection, wanted: Select[tuple[str]]) -> tuple[Report, ...]:
    """The reports asked for, each story's in its order."""
    rows = connection.execute(wanted.order_by(reports.c.story_id, reports.c.number))
    return tuple(from_json(Report, json.loads(row.report)) for row in rows)


def contacts_of(
    connection: Connection, ids: Select[tuple[str]] | list[str], *, wrong: frozenset[str] | None = None
) -> tuple[Contact, ...]:
    """The contacts of these ids, by id; `wrong` are the reports set aside, asked for where they are not given."""
    wrong = aside(connection) if wrong is None else wrong
    asked = select(reports.c.contact, reports.c.report).where(reports.c.contact.in_(ids), reports.c.contact != "")
    told: dict[str, list[Report]] = {}
    for id_, data in connection.execute(asked):
        told.setdefault(id_, []).append(from_json(Report, json.loads(data)))
    return tuple(contact(without(told[id_], wrong)) for id_ in sorted(told))


def aside(connection: Connection) -> frozenset[str]:
    """The ids of the reports that are set aside."""
    return frozenset(connection.execute(select(reports.c.id).where(reports.c.aside)).scalars())


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in order, as many as a statement takes at once."""
    listed = sorted(values)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
