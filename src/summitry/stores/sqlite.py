"""A record in one SQLite file: nothing to set up, several processes may read into it at once.

A batch of readings is one transaction, so that whatever happens no story is kept by half. Contacts are
not stored: a cluster's reports are, and `resolve.contact` makes the contact of them when it is asked for.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, delete, event, func, insert, or_, select, text, update
from sqlalchemy.pool import StaticPool

from summitry import dates
from summitry.codec import from_json, to_json
from summitry.errors import NotFoundError, RecordError
from summitry.model import Contact, Reading, Report, Skipped, Story
from summitry.names import name_words, words
from summitry.query import Filter, all_parties, matches, ordered
from summitry.resolve import block, cluster, contact
from summitry.resolve.compare import Verdicts
from summitry.resolve.profiles import Profile, profile
from summitry.stores import Added, people
from summitry.stores.schema import (
    APPLICATION_ID,
    FULL_TEXT,
    VERSION,
    blocks,
    captures,
    contacts,
    metadata,
    reports,
    stories,
    terms,
)
from summitry.stores.sqlitefile import check_path, mended, set_up, state
from summitry.stores.sqlitespace import Space

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import ColumnElement, Select

    from summitry.actors import Listed

_BUSY_SECONDS = 60  # how long to wait for another process's batch
_PREFIX = 4  # an id's beginning needs so many characters
_VERSION = re.compile(r"\d+(?:\.\d+)*")


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

    def add(self, readings: Iterable[Reading]) -> Added:
        """See `Store`."""
        new = known = 0
        with self._transaction(write=True) as connection:
            batch = _Batch(connection, self._verdicts)
            for reading in readings:
                if batch.add(reading):
                    new += 1
                else:
                    known += 1
            batch.resolve()
        return Added(new, known)

    def knows(self, capture_id: str, *, extractor: str) -> bool:
        """See `Store`."""
        with self._transaction() as connection:
            known = _read_by(connection, captures.c.id == capture_id)
        return known is not None and not _newer(extractor, known)

    def keep_people(self, source: str, told: Iterable[Listed]) -> None:
        """See `Store`."""
        with self._transaction(write=True) as connection:
            people.keep(connection, source, told)

    def relink(self, link: Callable[[Report], Report]) -> int:
        """See `Store`."""
        with self._transaction(write=True) as connection:
            batch = _Batch(connection, Verdicts())  # what is remembered is of the reports as they were
            told = ((before, link(before)) for before in _reports(connection, select(reports.c.report)))
            changed = [after for before, after in told if after != before]
            for report in changed:
                batch.change(report)
            if changed:
                batch.resolve_all()
        self._verdicts = Verdicts()
        return len(changed)

    # --- ask ----------------------------------------------------------------------------------

    def people(self) -> Mapping[str, tuple[Listed, ...]]:
        """See `Store`."""
        with self._transaction() as connection:
            return people.lists(connection)

    def stories(self) -> tuple[Story, ...]:
        """See `Store`."""
        order = (stories.c.first_day.is_(None), stories.c.first_day, stories.c.key, stories.c.id)
        with self._transaction() as connection:
            rows = connection.execute(select(stories.c.story).order_by(*order)).scalars()
            return tuple(from_json(Story, json.loads(row)) for row in rows)

    def story(self, key_or_id: str) -> Story:
        """See `Store`."""
        return self.reading(key_or_id).story

    def reading(self, key_or_id: str) -> Reading:
        """See `Store`."""
        with self._transaction() as connection:
            row = connection.execute(select(stories).where(stories.c.id == self._story_id(connection, key_or_id))).one()
            told = _reports(connection, select(reports.c.report).where(reports.c.story_id == row.id))
            seen = select(func.min(captures.c.id)).where(captures.c.story_id == row.id)
            capture_id = connection.execute(seen).scalar()
        return Reading(
            from_json(Story, json.loads(row.story)),
            row.capture_sha256,
            told,
            _skipped(row.skipped),
            row.extractor,
            capture_id,
        )

    def reports(self, story_id: str | None = None) -> tuple[Report, ...]:
        """See `Store`."""
        wanted = select(reports.c.report)
        with self._transaction() as connection:
            return _reports(connection, wanted.where(reports.c.story_id == story_id) if story_id else wanted)

    def skipped(self, story_id: str) -> tuple[Skipped, ...]:
        """See `Store`."""
        with self._transaction() as connection:
            row = connection.execute(select(stories.c.skipped).where(stories.c.id == story_id)).scalar()
        if row is None:
            raise NotFoundError(f"no story {story_id} in {self._name}; `summitry stories` lists them")
        return _skipped(row)

    def counts(self) -> Mapping[str, int]:
        """See `Store`."""
        told = select(reports.c.story_id, func.count(reports.c.cluster.distinct())).group_by(reports.c.story_id)
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
            found = _contacts(connection, _narrowed(wanted))
        return ordered((c for c in found if matches(c, wanted)), sort=wanted.sort)

    def contact(self, id_: str) -> Contact:
        """See `Store`."""
        with self._transaction() as connection:
            exact = select(reports.c.cluster).where(reports.c.id == id_)
            found = set(connection.execute(exact).scalars())
            if not found and len(id_) >= _PREFIX:
                begins = select(reports.c.cluster).where(reports.c.id.startswith(id_, autoescape=True))
                found = set(connection.execute(begins).scalars())
            told = _contacts(connection, select(contacts.c.cluster).where(contacts.c.cluster.in_(sorted(found))))
        if len(told) > 1:
            raise NotFoundError(f'several contacts begin with "{id_}": {", ".join(c.id for c in told)}')
        if not told:
            raise NotFoundError(f'no contact "{id_}" in {self._name}; `summitry timeline` shows the ids')
        return told[0]

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
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        with self._transaction(write=True) as connection:
            if state(connection) != (0, 0, 0):
                return  # another process was quicker
            metadata.create_all(connection)
            connection.exec_driver_sql(FULL_TEXT)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")

    def _bring_up(self) -> None:
        """Bring a record of an earlier format up to this one: it lacks tables and a column, and is clustered anew."""
        with self._transaction(write=True) as connection:
            metadata.create_all(connection)
            columns = connection.exec_driver_sql("PRAGMA table_info(reports)").all()
            if reports.c.grouped.name not in {column.name for column in columns}:
                connection.exec_driver_sql(f"ALTER TABLE reports ADD COLUMN {reports.c.grouped.name} VARCHAR")
                _Batch(connection, self._verdicts).resolve_all()
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


class _Batch:
    """Readings on their way into the record, within one transaction."""

    def __init__(self, connection: Connection, verdicts: Verdicts) -> None:
        self._connection = connection
        self._verdicts = verdicts
        self._space = Space(connection)
        self._changed: dict[str, Profile] = {}
        self._touched: set[str] = set()  # clusters that lost a report

    def add(self, reading: Reading) -> bool:
        """Keep a story and its reports; False where it is known."""
        extractor = reading.extractor or max((r.extractor for r in reading.reports), default="")
        if not self._supersede(reading, extractor):
            return False
        known = _read_by(self._connection, stories.c.id == reading.story.id)
        new = known is None or _newer(extractor, known)
        if new:
            if known is not None:
                self._remove(reading.story.id)
            self._insert_story(reading, extractor)
            for number, told in enumerate({r.id: r for r in reading.reports}.values()):
                self._insert_report(told, number, reading.story)
        self._note_capture(reading)
        return new

    def _supersede(self, reading: Reading, extractor: str) -> bool:
        """Take out the story that an older version made of the same capture; False where a newer one made it."""
        before = select(captures.c.story_id).where(captures.c.id == reading.capture_id)
        old = self._connection.execute(before).scalar()
        if old is None or old == reading.story.id:
            return True
        if not _newer(extractor, _read_by(self._connection, stories.c.id == old) or ""):
            return False
        self._connection.execute(delete(captures).where(captures.c.id == reading.capture_id))
        others = select(func.count()).select_from(captures).where(captures.c.story_id == old)
        if not self._connection.execute(others).scalar_one():
            self._remove(old)
        return True

    def _note_capture(self, reading: Reading) -> None:
        if reading.capture_id is not None:
            self._connection.execute(
                insert(captures)
                .prefix_with("OR IGNORE", dialect="sqlite")
                .values(id=reading.capture_id, story_id=reading.story.id)
            )

    def resolve(self) -> None:
        """Cluster anew what the batch reaches, and make anew the contacts whose reports are others now."""
        touched = set(self._touched)
        for report_id, place in cluster.regroup(self._changed.values(), self._space, self._verdicts).items():
            before = self._space.place(report_id)
            if place == before:
                continue
            if before is None or place.cluster != before.cluster:
                touched |= {place.cluster, before.cluster} if before else {place.cluster}
            moved = update(reports).where(reports.c.id == report_id)
            self._connection.execute(moved.values(grouped=place.group, cluster=place.cluster))
        self._connection.execute(delete(contacts).where(contacts.c.cluster.in_(sorted(touched))))
        for root in sorted(touched):
            told = _reports(self._connection, select(reports.c.report).where(reports.c.cluster == root))
            if told:
                self._insert_contact(root, contact(told))

    def resolve_all(self) -> None:
        """Cluster all reports as if none had been clustered before."""
        self._connection.execute(delete(contacts))
        self._connection.execute(update(reports).values(grouped=None, cluster=""))
        self._changed = {p.id: p for p in self._space.all()}
        self.resolve()

    def _insert_story(self, reading: Reading, extractor: str) -> None:
        story = reading.story
        days = dates.interval(story.date)
        values = {
            "id": story.id,
            "key": story.key,
            "first_day": days.first.toordinal() if days else None,
            "title": story.title or "",
            "capture_sha256": reading.capture_sha256,
            "extractor": extractor,
            "story": _dump(story),
            "skipped": _dump(reading.skipped),
        }
        self._connection.execute(insert(stories).values(values))

    def _insert_report(self, told: Report, number: int, story: Story) -> None:
        seen = profile(told)
        self._changed[seen.id] = seen
        self._space.hold(seen)
        values = {
            "id": told.id,
            "story_id": told.story_id,
            "number": number,
            "dated": seen.dated,
            "cluster": "",
            "profile": _dump(seen),
            "report": _dump(told),
        }
        row = self._connection.execute(insert(reports).values(values)).lastrowid
        self._insert_blocks(seen)
        full_text = text("INSERT INTO full_text(rowid, title, evidence, parties, topics) VALUES (:row, :t, :e, :p, :o)")
        shown = {
            "t": story.title or "",
            "e": " ".join(s.exact for s in told.evidence),
            "p": " ".join(p.name for p in told.parties if p.name),
            "o": " ".join(t.value for t in told.topics),
        }
        self._connection.execute(full_text, {"row": row} | {k: " ".join(words(v)) for k, v in shown.items()})

    def change(self, told: Report) -> None:
        """Keep a report in place of the one of its id, whose words are the same; it is not yet clustered anew."""
        seen = profile(told)
        values = {"dated": seen.dated, "profile": _dump(seen), "report": _dump(told)}
        self._connection.execute(update(reports).where(reports.c.id == told.id).values(values))
        self._connection.execute(delete(blocks).where(blocks.c.report_id == told.id))
        self._insert_blocks(seen)

    def _insert_blocks(self, seen: Profile) -> None:
        days = block.window(seen)
        for key in block.keys(seen):
            place = {"key": key, "report_id": seen.id, "first_day": days.first, "last_day": days.last}
            self._connection.execute(insert(blocks).values(place))

    def _insert_contact(self, root: str, made: Contact) -> None:
        days = dates.interval(made.when)
        values = {
            "cluster": root,
            "id": made.id,
            "kind": made.kind.value,
            "status": made.status.value,
            "first_day": days.first.toordinal() if days else None,
            "last_day": days.last.toordinal() if days else None,
        }
        self._connection.execute(insert(contacts).values(values))
        found = {("side", p.side) for p in made.parties if p.side}
        found |= {("name", word) for p in all_parties(made) if p.name for word in name_words(p.name)}
        for field, value in sorted(found):
            self._connection.execute(insert(terms).values(field=field, value=value, cluster=root))

    def _remove(self, story_id: str) -> None:
        """Take out a story; what its reports matched is to be clustered anew."""
        rows = self._connection.execute(select(reports).where(reports.c.story_id == story_id)).all()
        for row in rows:
            gone = self._space.profile(row.id)
            if gone:
                self._changed |= cluster.bereaved(gone, self._space, self._verdicts)
            self._touched.add(row.cluster)
        for row in rows:
            self._changed.pop(row.id, None)
            self._space.forget(row.id)
            self._connection.execute(text("DELETE FROM full_text WHERE rowid = :row"), {"row": row.row})
        self._connection.execute(delete(reports).where(reports.c.story_id == story_id))
        self._connection.execute(delete(stories).where(stories.c.id == story_id))


def _dump(value: object) -> str:
    return json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":"))


def _skipped(data: str) -> tuple[Skipped, ...]:
    return tuple(from_json(Skipped, s) for s in json.loads(data))


def _reports(connection: Connection, wanted: Select[tuple[str]]) -> tuple[Report, ...]:
    rows = connection.execute(wanted.order_by(reports.c.story_id, reports.c.number))
    return tuple(from_json(Report, json.loads(row.report)) for row in rows)


def _contacts(connection: Connection, clusters: Select[tuple[str]]) -> tuple[Contact, ...]:
    """The contacts of these clusters, by cluster."""
    rows = connection.execute(select(reports.c.cluster, reports.c.report).where(reports.c.cluster.in_(clusters)))
    told: dict[str, list[Report]] = {}
    for root, data in rows:
        told.setdefault(root, []).append(from_json(Report, json.loads(data)))
    return tuple(contact(told[root]) for root in sorted(told))


def _narrowed(wanted: Filter) -> Select[tuple[str]]:
    """The clusters that can be asked for; `query.matches` decides."""
    chosen = select(contacts.c.cluster)
    if wanted.kind:
        chosen = chosen.where(contacts.c.kind == wanted.kind.value)
    if wanted.status:
        chosen = chosen.where(contacts.c.status == wanted.status.value)
    for side in wanted.sides:
        within = terms.c.value.startswith(f"{side}-", autoescape=True)
        chosen = chosen.where(_has_term("side", or_(terms.c.value == side, within)))
    for word in name_words(wanted.person or ""):
        chosen = chosen.where(_has_term("name", terms.c.value == word))
    if wanted.days:
        first, last = (day.toordinal() for day in wanted.days)
        chosen = chosen.where(contacts.c.first_day <= last, contacts.c.last_day >= first)
    if wanted.text and (asked := words(wanted.text)):
        rows = text("SELECT rowid FROM full_text WHERE full_text MATCH :asked").bindparams(
            asked=" AND ".join(f'"{word}"*' for word in asked)
        )
        chosen = chosen.where(contacts.c.cluster.in_(select(reports.c.cluster).where(reports.c.row.in_(rows))))
    return chosen


def _has_term(field: str, value: ColumnElement[bool]) -> ColumnElement[bool]:
    return contacts.c.cluster.in_(select(terms.c.cluster).where(terms.c.field == field, value))


def _read_by(connection: Connection, story: ColumnElement[bool]) -> str | None:
    """The extractor of a story, found by its id or a capture's; None where there is no such story."""
    wanted = select(stories.c.extractor).outerjoin(captures, captures.c.story_id == stories.c.id).where(story)
    return connection.execute(wanted.limit(1)).scalar()


def _newer(extractor: str, known: str) -> bool:
    """Whether a reading takes the place of the one kept: it has another extractor, or a later version of it."""
    if extractor in {"", known}:
        return False  # nobody told the extractor, or it is the same
    name, known_name = (_VERSION.split(e, maxsplit=1)[0] for e in (extractor, known))
    return name != known_name or _versions(extractor) > _versions(known)


def _versions(extractor: str) -> tuple[tuple[int, ...], ...]:
    """Every version told: (1, 2) and (0, 3) in "reader 1.2 (summitry 0.3)"."""
    return tuple(tuple(map(int, found.split("."))) for found in _VERSION.findall(extractor))
