"""How a request gets its record: each opens the file anew, which takes less than a millisecond.

So a request sees all that other processes have written before it, also where the file was put in place of another,
and no thread shares a connection with another. The pages and the JSON API both use it:

    @router.get("/contacts/{id}")
    def contact(id: str, request: Request) -> ...:
        with opened_of(request).record() as record:
            ...
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from summitry._version import __version__
from summitry.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.requests import HTTPConnection


class Opened:
    """A record's file, to be opened by each request."""

    def __init__(self, path: Path) -> None:
        """Serve the record in a file, which must be there when a request comes."""
        self.path = path

    @contextmanager
    def record(self) -> Iterator[Record]:
        """The record, open for one request.

        Raises:
            RecordError: where the file is not there or is no record; the message names the way out.
        """
        with Record.open(self.path, create=False) as record:
            yield record

    def state(self) -> str:
        """A text that is another after each write, for ETags; the program's version is part of it.

        It is made of the size and the time of the file and of its write-ahead log, so it costs nothing, and it may
        change although nothing was written (where the log was folded into the file).
        """
        told = [__version__]
        for file in (self.path, self.path.with_name(f"{self.path.name}-wal")):
            try:
                found = file.stat()
            except OSError:
                continue
            if found.st_size:  # opening a record makes an empty log
                told.append(f"{found.st_ino}.{found.st_size}.{found.st_mtime_ns}")
        return hashlib.sha256(" ".join(told).encode()).hexdigest()[:16]


def opened_of(connection: HTTPConnection) -> Opened:
    """The record of the application that a request came to."""
    return cast("Opened", connection.app.state.opened)
