"""Summitry reads news stories and keeps the record of who met whom.

>>> import summitry
>>> record = summitry.read(["stories/"], record="summitry.db")  # doctest: +SKIP
>>> record.timeline(side="US").to_pandas()  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry._version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from summitry.record import Record

__all__ = ["__version__", "examples", "open_record", "read"]


def read(paths: Iterable[str | Path] | str | Path, *, record: str | Path | None = None) -> Record:
    """Read the stories below `paths` and return the record they are in.

    Args:
        paths: files, folders or glob patterns, one or several.
        record: the record's file; without it the record lives in memory.

    What could not be read is in `Record.failures`; the other stories are still read.
    """
    from summitry.record import Record  # noqa: PLC0415 - `import summitry` stays quick

    opened = Record.open(record)
    opened.read(paths)
    return opened


def open_record(path: str | Path) -> Record:
    """The record in the file `path`.

    Raises:
        RecordError: when there is none, or it is not a record.
    """
    from summitry.record import Record  # noqa: PLC0415 - `import summitry` stays quick

    return Record.open(path, create=False)


def examples() -> Path:
    """The folder of example stories that ship with the package."""
    from pathlib import Path  # noqa: PLC0415 - as above

    here = Path(__file__).resolve().parent
    packaged = here / "examples" / "stories"
    return packaged if packaged.is_dir() else here.parent.parent / "examples" / "stories"
