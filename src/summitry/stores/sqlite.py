"""A record in one SQLite file: nothing to set up, several processes may read into it at once.

A batch of readings is one transaction, so that whatever happens no story is kept by half. Contacts are
not stored: their reports are, and `resolve.contact` makes the contact of them when it is asked for.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, event, func, or_, select
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateColumn

from summitry.codec import from_json
from summitry.errors import ContradictionError, NotFoundError, RecordError
from summitry.model import (
    Aside,
    Change,
    Contact,
    Decision,
    Doubt,
    Judgement,
    Outline,
    Reading,
    Report,
    Skipped,
    Statement,
    Story,
)
from summitry.query import Entry, Filter, Heading, Sort, Term, matches, ordered
from summitry.resolve.amends import with_links
from summitry.resolve.aside import without
from summitry.resolve.bonds import contradicted
from summitry.resolve.compare import Verdicts
from summitry.resolve.doubts import doubts
from summitry.stores import Added, people, sqliteamends, sqlitedecisions, sqliteindex, sqlitespace
from summitry.stores.schema import (
    APPLICATION_ID,
    FULL_TEXT,
    VERSION,
    captures,
    contacts,
    decisions,
    metadata,
    reports,
    stories,
    terms,
)
from summitry.stores.sqlitebatch import Batch, newer, read_by
from summitry.stores.sqlitefile import check_path, mended, set_up, state, write_ahead
from summitry.stores.sqliterows import aside, chunks, contacts_of, reports_of, skipped_of, statements_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy import Column

    from summitry.actors import Listed
    from summitry.stores import Tell

_BUSY_SECONDS = 60  # how long to wait for another process's batch
_AT_HAND = 200  # contacts in memory while all are gone through
_OUTLINES_AT_HAND = 1000  # as above
_PREFIX = 4  # an id's beginning needs so many characters
_NOTHING = "[]"  # a list in JSON
_RESOLVED_ALIKE = 5  # formats from here on keep what is made of the reports as this one does


class SQLiteStore:
    """See `stores.Store`, which it fulfils."""

    def __init__(self, path: Path | None, *, create: bool = True) -> None:
        """Open the file, or make it; without a path the record is in memory.

        Raises:
            RecordError: as `stores.open_store` says.
        """
        if path is None:
            self._name = "the record in memory"
            self._engine = create_engine("sqlite://", isolation_level="AUTOCOMMIT", poolclass=StaticPool)
        else:
            check_path(path, create=create)
            self._name = str(path)
            self._engine = create_engine(
                f"sqlite:///{path}", isolation_level="AUTOCOMMIT", connect_args={"timeout": _BUSY_SECONDS}
            )
        self._verdicts = Verdicts()
        event.listen(self._engine, "connect", set_up)
        self._check_content()

    def close(self) -> None:
        """See `Store`."""
        self._engine.dispose()

    # --- keep ---------------------------------------------------------------------------------

    def add(self, readings: Iterable[Reading], *, tell: Tell | None = None) -> Added:
        """See `Store`."""
        new = known = 0
        with self._transaction(write=True) as connection:
            batch = Batch(connection, self._verdicts)
            for reading in readings:
                if batch.add(reading):
                    new += 1
                else:
                    known += 1
            before, after = batch.resolve(tell=tell is not None)
            if tell and (before or after):
                tell(before, after)
        return Added(new, known)

    def knows(self, capture_id: str, *, extractor: str) -> bool:
        """See `Store`."""
        with self._transaction() as connection:
            known = read_by(connection, captures.c.id == capture_id)
        return known is not None and not newer(extractor, known)

    def keep_people(self, source: str, told: Iterable[Listed]) -> None:
        """See `Store`."""
        with self._transaction(write=True) as connection:
            people.keep(connection, source, told)

    def relink(self, link: Callable[[Report], Report]) -> int:
        """See `Store`."""
        with self._transaction(write=True) as connection:
            batch = Batch(connection, Verdicts())  # what is remembered is of the reports as they were
            told = ((before, link(before)) for before in reports_of(connection, select(reports.c.report)))
            changed = [after for before, after in told if after != before]
            for report in changed:
                batch.change(report)
            if changed:
                batch.resolve_all()
        self._verdicts = Verdicts()
        return len(changed)

    # --- decide -------------------------------------------------------------------------------

    def decide(
        self,
        judgement: Judgement,
        sides: Sequence[Sequence[str]],
        *,
        at: str,
        because: str | None = None,
        by: str | None = None,
    ) -> Change:
        """See `Store`."""
        with self._transaction(write=True) as connection:
            decision = sqlitedecisions.made(connection, judgement, sides, at=at, because=because, by=by)
            if against := contradicted(decision, sqlitedecisions.kept(connection)):
                raise ContradictionError(_told(against))
            batch = Batch(connection, self._verdicts)
            sqlitedecisions.keep(connection, decision)
            before, after = batch.resolve(decided=sqlitedecisions.spoken_of(connection, decision))
        return Change(decision, before, after)

    def undo(self, number: int | None = None) -> Change:
        """See `Store`."""
        with self._transaction(write=True) as connection:
            decision = sqlitedecisions.named(connection, number)
            batch = Batch(connection, self._verdicts)
            stories_of_it = sqlitedecisions.spoken_of(connection, decision)
            sqlitedecisions.take_back(connection, decision)
            before, after = batch.resolve(decided=stories_of_it)
        return Change(decision, before, after)

    def decisions(self) -> tuple[Decision, ...]:
        """See `Store`."""
        with self._transaction() as connection:
            return sqlitedecisions.kept(connection)

    def doubts(self) -> tuple[Doubt, ...]:
        """See `Store`."""
        with self._transaction() as connection:
            return doubts(sqlitespace.told_by_contact(connection), Batch(connection, self._verdicts).bonds)

    # --- ask ----------------------------------------------------------------------------------

    def people(self) -> Mapping[str, tuple[Listed, ...]]:
        """See `Store`."""
        with self._transaction() as connection:
            return people.lists(connection)

    def headings(self) -> tuple[Heading, ...]:
        """See `Store`."""
        with self._transaction() as connection:
            return sqliteindex.headings(connection)

    def stories(self, ids: Iterable[str] | None = None) -> tuple[Story, ...]:
        """See `Store`."""
        asked = select(stories.c.story).order_by(*sqliteindex.STORIES_ORDER)
        with self._transaction() as connection:
            rows = connection.execute(asked if ids is None else asked.where(stories.c.id.in_(sqliteindex.listed(ids))))
            return tuple(from_json(Story, json.loads(row.story)) for row in rows)

    def told_in(self, story_ids: Iterable[str] | None = None) -> Mapping[str, tuple[str, ...]]:
        """See `Store`."""
        with self._transaction() as connection:
            return sqliteindex.told_in(connection, story_ids)

    def story(self, key_or_id: str) -> Story:
        """See `Store`."""
        with self._transaction() as connection:
            told = select(stories.c.story).where(stories.c.id == self._story_id(connection, key_or_id))
            return from_json(Story, json.loads(connection.execute(told).scalar_one()))

    def reading(self, key_or_id: str) -> Reading:
        """See `Store`."""
        with self._transaction() as connection:
            row = connection.execute(select(stories).where(stories.c.id == self._story_id(connection, key_or_id))).one()
            told, wrong = self._told(connection, row.id)
            seen = select(func.min(captures.c.id)).where(captures.c.story_id == row.id)
            capture_id = connection.execute(seen).scalar()
        return Reading(
            from_json(Story, json.loads(row.story)),
            row.capture_sha256,
            told,
            skipped_of(row.skipped),
            row.extractor,
            capture_id,
            statements_of(row.statements),
            wrong,
        )

    def reports(self, story_id: str | None = None) -> tuple[Report, ...]:
        """See `Store`."""
        with self._transaction() as connection:
            return self._told(connection, story_id)[0]

    def between(self, sides: tuple[str, str], *, until: date) -> tuple[Report, ...]:
        """See `Store`."""
        with self._transaction() as connection:
            return reports_of(connection, sqlitespace.between(sides, until=until))

    def reached(self, ids: Iterable[str], *, stories: Iterable[str], until: date) -> tuple[Report, ...]:
        """See `Store`."""
        with self._transaction() as connection:
            found = sqlitespace.reached(connection, ids, stories=stories, until=until, verdicts=self._verdicts)
            return reports_of(connection, select(reports.c.report).where(reports.c.id.in_(sqliteindex.listed(found))))

    def skipped(self, story_id: str) -> tuple[Skipped, ...]:
        """See `Store`."""
        with self._transaction() as connection:
            row = connection.execute(select(stories.c.skipped).where(stories.c.id == story_id)).scalar()
        if row is None:
            raise NotFoundError(f"no story {story_id} in {self._name}; `summitry stories` lists them")
        return skipped_of(row)

    def said(self, story_ids: Iterable[str]) -> Mapping[str, tuple[Statement, ...]]:
        """See `Store`."""
        wanted = select(stories.c.id, stories.c.statements).where(stories.c.statements != _NOTHING)
        with self._transaction() as connection:
            parts = [*chunks(story_ids)]
            rows = [row for part in parts for row in connection.execute(wanted.where(stories.c.id.in_(part)))]
            found = {row.id: statements_of(row.statements) for row in rows}
            for part in parts:
                wrong = select(reports.c.report).where(reports.c.aside, reports.c.story_id.in_(part))
                for report in reports_of(connection, wrong):
                    found[report.story_id] = (*found.get(report.story_id, ()), *report.statements)
        return {id_: said for id_, said in found.items() if said}

    def counts(self) -> Mapping[str, int]:
        """See `Store`."""
        wanted = select(reports.c.story_id, func.count(reports.c.contact.distinct())).where(~reports.c.aside)
        told = wanted.group_by(reports.c.story_id)
        with self._transaction() as connection:
            return {story_id: number for story_id, number in connection.execute(told)}  # noqa: C416 - rows, not pairs

    def size(self) -> int:
        """See `Store`."""
        with self._transaction() as connection:
            return connection.execute(select(func.count()).select_from(contacts)).scalar_one()

    def contacts(self, wanted: Filter | None = None) -> tuple[Contact, ...]:
        """See `Store`."""
        wanted = wanted or Filter()
        with self._transaction() as connection:
            found = contacts_of(connection, sqliteindex.narrowed(connection, wanted))
            met = sqliteamends.linked(connection, (c for c in found if matches(c, wanted)))
        return ordered(met, sort=wanted.sort)

    def each(self, wanted: Filter | None = None) -> Iterator[Contact]:
        """See `Store`."""
        wanted = wanted or Filter()
        with self._transaction() as connection:
            ids = sqliteindex.ids(connection, replace(wanted, sort=Sort.DATE))
            links = sqliteamends.everywhere(connection)
        given: set[str] = set()
        for start in range(0, len(ids), _AT_HAND):
            with self._transaction() as connection:  # one for each part, so that the caller may ask in between
                part = reports.c.id.in_(ids[start : start + _AT_HAND])  # each was a report's id, and finds its contact
                now = connection.execute(select(reports.c.contact).where(part)).scalars()
                found = contacts_of(connection, sorted(set(now) - given))
            given |= {c.id for c in found}
            yield from ordered(with_links((c for c in found if matches(c, wanted)), links))

    def entries(self, wanted: Filter | None = None) -> tuple[Entry, ...]:
        """See `Store`."""
        wanted = wanted or Filter()
        with self._transaction() as connection:
            return sqliteindex.entries(connection, wanted)

    def outlines(self, wanted: Filter | None = None) -> Iterator[Outline]:
        """See `Store`."""
        with self._transaction() as connection:
            ids = sqliteindex.ids(connection, wanted or Filter())
        for start in range(0, len(ids), _OUTLINES_AT_HAND):
            with self._transaction() as connection:  # one for each part, so that the caller may ask in between
                part = sqliteindex.outlines(connection, ids[start : start + _OUTLINES_AT_HAND])
            yield from part

    def changed(self, wanted: Filter | None = None, *, most: int) -> tuple[str, ...]:
        """See `Store`."""
        with self._transaction() as connection:
            return tuple(sqliteindex.changed(connection, wanted or Filter(), most=most))

    def told_last(self, wanted: Filter, *, until: date | None = None, most: int) -> tuple[tuple[str, ...], date | None]:
        """See `Store`."""
        with self._transaction() as connection:
            return sqliteindex.told_last(connection, wanted, until=until, most=most)

    def outlined(self, ids: Iterable[str]) -> tuple[Outline, ...]:
        """See `Store`."""
        with self._transaction() as connection:
            return sqliteindex.outlines(connection, ids)

    def terms(self, term: Term, ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """See `Store`."""
        with self._transaction() as connection:
            return sqliteindex.told(connection, term, ids)

    def newest(self, until: date) -> date | None:
        """See `Store`."""
        with self._transaction() as connection:
            return sqliteindex.newest(connection, until)

    def these(self, ids: Iterable[str], *, linked: bool = True) -> tuple[Contact, ...]:
        """See `Store`."""
        ids = tuple(ids)
        with self._transaction() as connection:
            found = {c.id: c for part in chunks(ids) for c in contacts_of(connection, part)}
            told = tuple(found[id_] for id_ in ids if id_ in found)
            return sqliteamends.linked(connection, told) if linked else told

    def contact(self, id_: str) -> Contact:
        """See `Store`."""
        with self._transaction() as connection:
            exact = select(reports.c.contact).where(reports.c.id == id_)
            found = set(connection.execute(exact).scalars())
            if not found and len(id_) >= _PREFIX:
                begins = select(reports.c.contact).where(reports.c.id.startswith(id_, autoescape=True))
                found = set(connection.execute(begins).scalars())
            told = contacts_of(connection, select(contacts.c.id).where(contacts.c.id.in_(sorted(found))))
            told = sqliteamends.linked(connection, told)
            if found and not told:
                raise NotFoundError(_set_aside(id_, sqlitedecisions.kept(connection)))
        if len(told) > 1:
            raise NotFoundError(f'several contacts begin with "{id_}": {", ".join(c.id for c in told)}')
        if not told and len(id_) < _PREFIX:
            raise NotFoundError(
                f'"{id_}" is too short: give {_PREFIX} characters of an id or more; `summitry timeline` shows them'
            )
        if not told:
            raise NotFoundError(f'no contact "{id_}" in {self._name}; `summitry timeline` shows the ids')
        return told[0]

    def _told(
        self, connection: Connection, story_id: str | None = None
    ) -> tuple[tuple[Report, ...], tuple[Aside, ...]]:
        """The reports of a story, or of all; then those that are set aside."""
        wanted = select(reports.c.report)
        found = reports_of(connection, wanted.where(reports.c.story_id == story_id) if story_id else wanted)
        wrong = aside(connection)
        first: dict[str, Decision] = {}
        for decision in sqlitedecisions.kept(connection) if wrong else ():
            for anchor in decision.anchors if decision.judgement is Judgement.WRONG else ():
                first.setdefault(anchor.id, decision)
        return tuple(without(found, wrong)), tuple(Aside(r, first[r.id]) for r in found if r.id in wrong)

    def _story_id(self, connection: Connection, key_or_id: str) -> str:
        by_name = select(stories.c.id).where(or_(stories.c.id == key_or_id, stories.c.key == key_or_id))
        found: list[str] = sorted(connection.execute(by_name).scalars())
        if not found and len(key_or_id) >= _PREFIX:
            begins = select(stories.c.id).where(stories.c.id.startswith(key_or_id, autoescape=True))
            found = sorted(connection.execute(begins).scalars())
        if len(found) > 1:
            raise NotFoundError(f'several stories are called "{key_or_id}"; give one of the ids {", ".join(found)}')
        if not found:
            raise NotFoundError(f'no story "{key_or_id}" in {self._name}; `summitry stories` lists them')
        return found[0]

    # --- the file -----------------------------------------------------------------------------

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[Connection]:
        """All or nothing; what is read inside is of one moment."""
        with mended(self._name), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield connection
            except BaseException:
                # Ctrl-C amid a statement makes SQLAlchemy give the connection up; SQLite then rolls back by itself.
                if not connection.invalidated:
                    connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    def _check_content(self) -> None:
        with self._transaction() as connection:  # of one moment: another process may be making the tables
            found = state(connection)
        if found == (0, 0, 0):
            self._make()
        elif found[0] == APPLICATION_ID and found[1] < VERSION:
            self._bring_up()
        elif found[0] != APPLICATION_ID:
            raise RecordError(f"{self._name} is a database of another program; give another file with --record")
        elif found[1] > VERSION:
            raise RecordError(
                f"{self._name} was written by a newer Summitry (format {found[1]}, this one reads {VERSION}); "
                "upgrade Summitry or give another file with --record"
            )

    def _make(self) -> None:
        with mended(self._name), self._engine.connect() as connection:
            write_ahead(connection, seconds=_BUSY_SECONDS)
        with self._transaction(write=True) as connection:
            if state(connection) != (0, 0, 0):
                return  # another process was quicker
            metadata.create_all(connection)
            connection.exec_driver_sql(FULL_TEXT)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")

    def _bring_up(self) -> None:
        """Bring a record of an earlier format up to this one: what is made of the reports is made anew."""
        with self._transaction(write=True) as connection:
            version = state(connection)[1]
            if version == VERSION:
                return  # another process was quicker
            if version < _RESOLVED_ALIKE:
                for table in (terms, contacts):
                    table.drop(connection, checkfirst=True)
            metadata.create_all(connection)
            columns = (reports.c.grouped, reports.c.contact, reports.c.aside, stories.c.statements, decisions.c.by)
            for column in (*columns, *contacts.columns):
                _add(connection, column)
            for index in reports.indexes:
                index.create(connection, checkfirst=True)
            if version < _RESOLVED_ALIKE:
                Batch(connection, self._verdicts).resolve_all()
            else:
                sqliteindex.fill(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _set_aside(id_: str, decided: Iterable[Decision]) -> str:
    """That a report is in no contact, since when, and the way out."""
    told = (d for d in decided if d.judgement is Judgement.WRONG)
    decision = next(d for d in told if any((a.found or a.id).startswith(id_) for a in d.anchors))
    because = f" ({decision.because})" if decision.because else ""
    return (
        f'"{id_}" was set aside as wrong on {decision.at[:10]}{because}; '
        f"`summitry undo {decision.number}` takes that back"
    )


def _add(connection: Connection, column: Column[str]) -> None:
    """Give a table a column that it has not yet."""
    table = column.table.name
    there = {known.name for known in connection.exec_driver_sql(f"PRAGMA table_info({table})").all()}
    if column.name not in there:
        told = CreateColumn(column).compile(dialect=connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {told}")


def _told(against: Sequence[Decision]) -> str:
    """The decisions that speak against a new one, and the way out."""
    told = " and ".join(f"{d.number} ({d.judgement}, {d.at[:10]})" for d in against)
    if len(against) == 1:
        return f"decision {told} says otherwise; take it back first with `summitry undo {against[0].number}`"
    return f"decisions {told} together say otherwise; take one back first with `summitry undo N`"
