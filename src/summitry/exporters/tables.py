"""CSV and JSON lines: a contact, a report, a party or a statement each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from summitry.exporters.base import Exporter, Options, Rows, one_line
from summitry.exporters.rows import columns, rows
from summitry.interchange import contact_line, report_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summitry.model import Contact


def csv_lines(found: Iterable[Mapping[str, object]], *, header: Sequence[str]) -> Iterator[bytes]:
    """A header and a line for each row, as RFC 4180 has them but with the line ends of Unix; unknown is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    for row in found:
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
        writer.writerow(row)
    yield out.getvalue().encode()


def _csv(contacts: Iterable[Contact], options: Options) -> Iterator[bytes]:
    return csv_lines(rows(contacts, options.rows), header=tuple(columns(options.rows)))


def _jsonl(contacts: Iterable[Contact], options: Options) -> Iterator[bytes]:
    """Contacts and reports whole, in the interchange form; a party or a statement as the row of a table."""
    for value in _values(contacts, options.rows):
        yield f"{one_line(value)}\n".encode()


def _values(contacts: Iterable[Contact], of: Rows) -> Iterator[object]:
    if of in {Rows.PARTIES, Rows.STATEMENTS}:
        yield from rows(contacts, of)
        return
    for contact in contacts:
        if of is Rows.CONTACTS:
            yield contact_line(contact)
        else:
            yield from ({"contact": contact.id, **report_line(r)} for r in contact.reports)


CSV = Exporter("csv", "a table for spreadsheets and statistics programs", "text/csv", ".csv", _csv, tabular=True)
JSONL = Exporter(
    "jsonl", "JSON lines: every field with its sources", "application/jsonl", ".jsonl", _jsonl, tabular=True
)
