"""Parquet: the rows of the CSV, with types. Needs pyarrow, which the extra `parquet` installs."""

from __future__ import annotations

import io
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from summitry.errors import SummitryError
from summitry.exporters.base import Exporter, Options
from summitry.exporters.rows import columns, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from summitry.model import Contact

_AT_ONCE = 1000  # rows a row group: some hundred kilobytes
_DAYS = ("first_day", "last_day")


def _parquet(contacts: Iterable[Contact], options: Options) -> Iterator[bytes]:
    """A file whose row groups are written as they fill.

    Raises:
        SummitryError: where pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and slow to load
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ImportError as error:
        raise SummitryError("--format parquet needs pyarrow: pip install 'summitry[parquet]'") from error
    schema = pa.schema([(name, _type(pa, name, of)) for name, of in columns(options.rows).items()])
    found = map(_typed, rows(contacts, options.rows))
    sink = io.BytesIO()
    with parquet.ParquetWriter(sink, schema) as writer:
        while part := list(islice(found, _AT_ONCE)):
            writer.write_table(pa.Table.from_pylist(part, schema=schema))
            yield _taken(sink)
    yield _taken(sink)


def _type(pa: Any, name: str, annotation: type) -> object:  # noqa: ANN401 - pyarrow brings no types
    if name in _DAYS:
        return pa.date32()
    return {int: pa.int64(), float: pa.float64()}.get(annotation, pa.string())


def _typed(row: Mapping[str, object]) -> dict[str, object]:
    return {k: date.fromisoformat(v) if k in _DAYS and isinstance(v, str) else v for k, v in row.items()}


def _taken(sink: io.BytesIO) -> bytes:
    """What was written since the last time; pyarrow counts its own place in the file."""
    written = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return written


PARQUET = Exporter(
    "parquet",
    "the same table with types",
    "application/vnd.apache.parquet",
    ".parquet",
    _parquet,
    binary=True,
    tabular=True,
)
