"""The scheme of subjects as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from summitry.subjects import broader
from summitry.terminal import console

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType
    from rich.table import Table

    from summitry.subjects import Subject

_ID_STYLE = "cyan"


def subjects(shown: Iterable[Subject], counts: Mapping[Subject, int] | None, *, pipe: bool) -> Table:
    """A line for each subject, narrower ones set in.

    Args:
        shown: the subjects, in their order.
        counts: how many contacts each has; without it there is no such column.
        pipe: without ruled lines.
    """
    table = console.table(pipe=pipe)
    table.add_column("Subject", overflow="fold")
    table.add_column("Id", style=_ID_STYLE, no_wrap=True)
    table.add_column("What it is", overflow="fold")
    if counts is not None:
        table.add_column("Contacts", justify="right")
    for one in shown:
        cells: list[RenderableType] = [
            Padding(Text(one.name), (0, 0, 0, 2 * len(broader(one)))),
            Text(one.id),
            Text(one.about),
        ]
        if counts is not None:
            cells.append(Text(f"{counts[one]:,}" if counts[one] else "–"))
        table.add_row(*cells)
    return table
