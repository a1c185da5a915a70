"""The scheme of subjects as a table and in the form in which it leaves the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from rich.text import Text

from summitry.subjects import broader
from summitry.terminal import console

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.table import Table

    from summitry.subjects import Subject

_ID_STYLE = "cyan"


class SubjectLine(TypedDict):
    """A subject as `subjects --format json` writes it; `contacts` is null where no record was asked."""

    id: str
    name: str
    about: str
    broader: str | None
    contexts: list[str]
    contacts: int | None


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
        cells = [Text("  " * len(broader(one)) + one.name), Text(one.id), Text(one.about)]
        if counts is not None:
            cells.append(Text(f"{counts[one]:,}" if counts[one] else "–"))
        table.add_row(*cells)
    return table


def subject_line(one: Subject, counts: Mapping[Subject, int] | None) -> SubjectLine:
    """The subject with how many contacts it has."""
    return {
        "id": one.id,
        "name": one.name,
        "about": one.about,
        "broader": one.broader,
        "contexts": list(one.contexts),
        "contacts": None if counts is None else counts[one],
    }
