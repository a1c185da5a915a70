"""Output for programs: JSON, JSON lines and CSV, one object or row for each thing listed."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TextIO


def write_json(out: TextIO, value: object) -> None:
    """One JSON document, indented, in Unicode."""
    json.dump(value, out, ensure_ascii=False, indent=2)
    out.write("\n")


def write_lines(out: TextIO, values: Iterable[object]) -> None:
    """One JSON object a line, each written as soon as it is there."""
    out.writelines(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def write_csv(out: TextIO, rows: Iterable[Mapping[str, object]], *, header: Sequence[str]) -> None:
    """Rows under a header, as RFC 4180 has them but with the system's own line ends; unknown is empty."""
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
