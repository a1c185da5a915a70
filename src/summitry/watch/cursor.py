"""What a watch remembers: a small SQLite file beside the record, so that it goes on where it was, whatever ended it.

Each method is one transaction. The file is locked while it is open: two watches of one record would ask every host
twice.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from summitry.codec import from_json, to_json
from summitry.errors import RecordError
from summitry.watch.addresses import Trust
from summitry.watch.news import News

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_VERSION = 1
_KEPT = 200  # changes that stay when all are delivered: what a feed of changes shows
_TABLES = """
CREATE TABLE feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, next_at REAL NOT NULL, failures INTEGER NOT NULL);
CREATE TABLE hosts (name TEXT PRIMARY KEY, next_at REAL NOT NULL, failures INTEGER NOT NULL);
CREATE TABLE robots (origin TEXT PRIMARY KEY, rules TEXT NOT NULL, until REAL NOT NULL);
CREATE TABLE entries (feed TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (feed, id)) WITHOUT ROWID;
CREATE TABLE pages (
    key TEXT PRIMARY KEY, feed TEXT NOT NULL, url TEXT, title TEXT, published TEXT, outlet TEXT, content TEXT,
    trust TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL, next_at REAL NOT NULL
);
CREATE INDEX pages_by_state ON pages (state, next_at);
CREATE TABLE changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, page TEXT NOT NULL, news TEXT NOT NULL,
    sure INTEGER NOT NULL
);
CREATE TABLE deliveries (
    change TEXT NOT NULL REFERENCES changes (id) ON DELETE CASCADE, outlet TEXT NOT NULL, tries INTEGER NOT NULL,
    next_at REAL NOT NULL, PRIMARY KEY (change, outlet)
) WITHOUT ROWID;
"""


class State(StrEnum):
    """What has become of a page."""

    WAITING = "waiting"
    DONE = "done"  # read, or with nothing in it to read
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed: the version that was read, and when it may be asked next."""

    url: str
    etag: str | None = None
    modified: str | None = None
    next_at: float = 0.0
    failures: int = 0  # since it last answered


@dataclass(frozen=True, slots=True)
class Host:
    """When a host may be asked next, and how often it failed since it last answered."""

    next_at: float = 0.0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """An entry of a feed on its way into the record."""

    key: str  # its address without what only tells who sent the reader there; else the entry's id
    feed: str
    url: str | None
    title: str | None
    published: str | None
    outlet: str | None
    content: str | None  # HTML, where the feed has the whole text
    trust: Trust
    tries: int = 0
    next_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """A change that an outlet is still to get."""

    news: News
    outlet: str
    tries: int


class Cursor:
    """The memory of a watch. Close it, or use it with `with`."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file, or make it; without a path it is in memory.

        Raises:
            RecordError: where another watch is at work, or the file is none of ours.
        """
        self._name = str(path) if path else "the watch in memory"
        with self._mended():
            self._connection = sqlite3.connect(path or ":memory:", timeout=1, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            try:
                for line in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "foreign_keys = ON"):
                    self._connection.execute(f"PRAGMA {line}")
                self._set_up()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # --- feeds and hosts ----------------------------------------------------------------------

    def feed(self, url: str) -> FeedState:
        """What is known of a feed."""
        row = self._one("SELECT * FROM feeds WHERE url = ?", url)
        return FeedState(*row) if row else FeedState(url)

    def keep_feed(self, state: FeedState, entries: Iterable[tuple[str, Page]] = ()) -> int:
        """Keep a feed's state and, at once, those of its entries (each with its id) that are new; how many are."""
        new = 0
        with self._transaction():
            self._run("REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", *_values(state))
            for id_, page in entries:
                if self._run("INSERT OR IGNORE INTO entries VALUES (?, ?)", state.url, id_):
                    values = (*_values(replace(page))[:8], State.WAITING, page.tries, page.next_at)
                    new += self._run(f"INSERT OR IGNORE INTO pages VALUES ({', '.join('?' * 11)})", *values)
        return new

    def host(self, name: str) -> Host:
        """What is known of a host."""
        row = self._one("SELECT next_at, failures FROM hosts WHERE name = ?", name)
        return Host(*row) if row else Host()

    def keep_host(self, name: str, host: Host) -> None:
        """Keep what is known of a host."""
        with self._transaction():
            self._run("REPLACE INTO hosts VALUES (?, ?, ?)", name, host.next_at, host.failures)

    def robots(self, origin: str, now: float) -> str | None:
        """The robots.txt of an origin; None where it is not known, or no longer."""
        row = self._one("SELECT rules FROM robots WHERE origin = ? AND until > ?", origin, now)
        return str(row["rules"]) if row else None

    def keep_robots(self, origin: str, rules: str, *, until: float) -> None:
        """Keep a robots.txt until it is to be asked for anew."""
        with self._transaction():
            self._run("REPLACE INTO robots VALUES (?, ?, ?)", origin, rules, until)

    # --- pages --------------------------------------------------------------------------------

    def waiting(self, feeds: Iterable[str], now: float) -> tuple[Page, ...]:
        """The pages of these feeds that may be asked for now, in the order in which they came."""
        wanted = set(feeds)
        rows = self._all("SELECT * FROM pages WHERE state = ? AND next_at <= ? ORDER BY rowid", State.WAITING, now)
        return tuple(_page(row) for row in rows if row["feed"] in wanted)

    def put_off(self, page: Page, *, tries: int, next_at: float | None) -> None:
        """Note that a page was asked for in vain: it waits until then, or without a time is given up."""
        state = State.GIVEN_UP if next_at is None else State.WAITING
        with self._transaction():
            asked = "UPDATE pages SET state = ?, tries = ?, next_at = ? WHERE key = ?"
            self._run(asked, state, tries, next_at or 0.0, page.key)

    def done(self, key: str) -> None:
        """Note that a page is in the record, or has nothing for it, and that what it changed is sure."""
        with self._transaction():
            self._run("UPDATE pages SET state = ?, content = NULL WHERE key = ?", State.DONE, key)
            self._run("UPDATE changes SET sure = 1 WHERE page = ?", key)

    # --- changes ------------------------------------------------------------------------------

    def note(self, page: str, found: Iterable[News], outlets: Iterable[str]) -> None:
        """Note what a page changes, before the record keeps it: unsure until `done`. What is noted stays as it was."""
        outlets = tuple(outlets)
        with self._transaction():
            for news in found:
                body = json.dumps(to_json(news), ensure_ascii=False)
                asked = "INSERT OR IGNORE INTO changes (id, page, news, sure) VALUES (?, ?, ?, 0)"
                if self._run(asked, news.id, page, body):
                    for outlet in outlets:
                        self._run("INSERT INTO deliveries VALUES (?, ?, 0, 0)", news.id, outlet)

    def unsure(self) -> tuple[tuple[str, News], ...]:
        """Each change of which it is not known whether the record kept it, with its page: something ended the watch."""
        rows = self._all("SELECT page, news FROM changes WHERE NOT sure ORDER BY number")
        return tuple((str(row["page"]), _news(row)) for row in rows)

    def forget(self, page: str) -> None:
        """Take back what was noted of a page that the record did not keep."""
        with self._transaction():
            self._run("DELETE FROM changes WHERE page = ? AND NOT sure", page)

    def deliveries(self, outlet: str, now: float) -> tuple[Delivery, ...]:
        """What an outlet may be given now, oldest first."""
        rows = self._all(
            "SELECT news, tries FROM deliveries JOIN changes ON changes.id = change "
            "WHERE sure AND outlet = ? AND next_at <= ? ORDER BY number",
            outlet,
            now,
        )
        return tuple(Delivery(_news(row), outlet, row["tries"]) for row in rows)

    def delivered(self, delivery: Delivery) -> None:
        """Note that an outlet has a change; old ones that all outlets have are let go."""
        with self._transaction():
            self._run("DELETE FROM deliveries WHERE change = ? AND outlet = ?", delivery.news.id, delivery.outlet)
            self._run(
                "DELETE FROM changes WHERE sure AND number <= (SELECT max(number) FROM changes) - ? "
                "AND id NOT IN (SELECT change FROM deliveries)",
                _KEPT,
            )

    def undelivered(self, delivery: Delivery, *, next_at: float) -> None:
        """Note that an outlet did not take a change, which it gets again then."""
        with self._transaction():
            asked = "UPDATE deliveries SET tries = tries + 1, next_at = ? WHERE change = ? AND outlet = ?"
            self._run(asked, next_at, delivery.news.id, delivery.outlet)

    def latest(self) -> tuple[News, ...]:
        """The latest changes, newest first."""
        rows = self._all("SELECT news FROM changes WHERE sure ORDER BY number DESC LIMIT ?", _KEPT)
        return tuple(_news(row) for row in rows)

    def next_due(self, feeds: Iterable[str]) -> float | None:
        """When one of these feeds or of their pages may be asked for next; None while there is none."""
        asked = (
            "SELECT min(next_at) FROM feeds WHERE url = ?",
            f"SELECT min(next_at) FROM pages WHERE state = '{State.WAITING}' AND feed = ?",
        )
        found = [self._one(question, url) for url in feeds for question in asked]
        return min((row[0] for row in found if row and row[0] is not None), default=None)

    def delivery_due(self, outlet: str) -> float | None:
        """When an outlet is to be given something next; None while it has all."""
        row = self._one("SELECT min(next_at) FROM deliveries WHERE outlet = ?", outlet)
        return row[0] if row else None

    # --- the file -----------------------------------------------------------------------------

    def _set_up(self) -> None:
        with self._transaction():
            version = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
            if version > _VERSION:
                raise RecordError(f"{self._name} was written by a newer Summitry; upgrade Summitry")
            if version == 0:
                for statement in _TABLES.split(";\n"):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {_VERSION}")

    def _one(self, asked: str, *values: object) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._connection.execute(asked, values).fetchone()
        return found

    def _all(self, asked: str, *values: object) -> list[sqlite3.Row]:
        return self._connection.execute(asked, values).fetchall()

    def _run(self, asked: str, *values: object) -> int:
        """How many rows it changed."""
        return self._connection.execute(asked, values).rowcount

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._mended():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _mended(self) -> Iterator[None]:
        """What the database says, in our words."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise RecordError(f"another `summitry watch` is at work on {self._name}; end it first") from error
            raise RecordError(f"{self._name} cannot be written ({error}); make room, or mend its rights") from error
        except sqlite3.DatabaseError as error:
            way = "move it away: the watch then starts anew, and the record stays as it is"
            raise RecordError(f"{self._name} is not what a watch remembers ({error}); {way}") from error


def _values(one: FeedState | Page) -> tuple[object, ...]:
    return tuple(getattr(one, field.name) for field in fields(one))


def _page(row: sqlite3.Row) -> Page:
    values = {name: row[name] for name in row.keys() if name not in {"state", "trust"}}  # noqa: SIM118 - a Row iterates over its values
    return Page(**values, trust=Trust(row["trust"]))


def _news(row: sqlite3.Row) -> News:
    return from_json(News, json.loads(row["news"]))
