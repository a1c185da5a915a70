"""The file of a SQLite record: whether it is one, how a connection is set up, and what its errors mean."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, OperationalError

from summitry.errors import RecordError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

_PAUSE_SECONDS = 0.05  # between two tries


def check_path(path: Path, *, create: bool) -> None:
    """Raise a RecordError for a path where no record can be, or is not to be made."""
    if path.is_dir():
        raise RecordError(f"{path} is a folder; give a file with --record")
    if path.exists():
        return
    if not create:
        raise RecordError(f"there is no record {path}; `summitry read PATH --record {path}` makes one")
    if not path.absolute().parent.is_dir():
        raise RecordError(f"there is no folder {path.parent}; make it, or give another file with --record")


def set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Of every connection: stories take their reports along, and a batch need not wait for the disk."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def state(connection: Connection) -> tuple[int, int, int]:
    """Application id, format version and number of tables; (0, 0, 0) for an empty file."""
    asked = ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    first, second, third = (int(connection.exec_driver_sql(a).scalar_one()) for a in asked)
    return first, second, third


def write_ahead(connection: Connection, *, seconds: float) -> None:
    """Keep changes in a log of their own. SQLite does not wait by itself here for another process that does the same.

    `seconds`: how long to wait.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except OperationalError as error:
            if "locked" not in str(error.orig) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


# What SQLite says, and the way out.
_WAYS_OUT = (
    ("not a database", "is no record; give another file with --record"),
    ("malformed", "is damaged; restore a copy, or read the stories into another file with --record"),
    ("readonly", "cannot be written; make it writable, or give another file with --record"),
    ("unable to open", "cannot be opened; check the rights of file and folder, or give another file with --record"),
    ("locked", "is in use by another program; try again when it is done"),
    ("is full", "cannot grow: the disk is full; make room and read again, nothing is lost"),
)


@contextmanager
def mended(name: str) -> Iterator[None]:
    """What the database says, in our words."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        way_out = next((way for sign, way in _WAYS_OUT if sign in said), None)
        if way_out is None:
            raise  # a fault of ours, not of the file
        raise RecordError(f"{name} {way_out}") from error
