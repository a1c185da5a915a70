"""Positions side by side: subject by subject a row for each turn, with a column a side where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from summitry.positions import Wording, abreast
from summitry.terminal import console, words
from summitry.terminal.content import relay, said, speaker
from summitry.terminal.timeline import STATUS_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType
    from rich.table import Table

    from summitry.positions import Abreast, Position, Row, Said, Shift, Turn

NO_SUBJECT = "On no subject that is known"
_LEAST = 34  # columns of the terminal that a side's words need
_WHEN = 18  # columns of the date and the contact
_GONE = 8  # words that are printed as not said again; the rest are counted
_QUIET = "dim"


def listing(found: Iterable[Position], *, width: int, colour: bool, pipe: bool) -> RenderableType:
    """What each side said on each subject, oldest first.

    Args:
        found: as `positions.positions` gives them.
        width: columns of the terminal.
        colour: whether new words can be shown in bold; if not they get `[[…]]`.
        pipe: without ruled lines.
    """
    groups = abreast(found)
    contacts = {row.contact.id: row.contact for group in groups for row in group.rows if row.contact}
    ids = words.short_ids(contacts.values())
    parts: list[RenderableType] = []
    for group in groups:
        title = words.line(group.subject) if group.subject else NO_SUBJECT
        parts += [Text(f"\n{title}" if parts else title, style="bold"), Text("")]
        parts.append(_table(group, ids=ids, wide=_WHEN + len(group.sides) * _LEAST <= width, colour=colour, pipe=pipe))
    return Group(*parts)


def _table(group: Abreast, *, ids: dict[str, str], wide: bool, colour: bool, pipe: bool) -> Table:
    """A row for each contact and date; a column for each side, or where there is no room one for all."""
    table = console.table(pipe=pipe, spaced=True)
    table.add_column("When", overflow="fold", max_width=_WHEN)
    for heading in map(_side, group.sides) if wide else ("Said",):
        table.add_column(heading, overflow="fold", ratio=1)
    for row in group.rows:
        cells = [_cell(turn, colour=colour) if turn else Text("") for turn in row.turns]
        if not wide:
            named = zip(group.sides, cells, strict=True)
            cells = [Text("\n\n").join(Text.assemble((f"{_side(by)}: ", "bold"), cell) for by, cell in named if cell)]
        table.add_row(_when(row, ids), *cells)
    return table


def _when(row: Row, ids: dict[str, str]) -> Text:
    """The date with the contact, or that it was beside any."""
    told = Text(words.date(row.when))
    if row.contact is None:
        return told.append("\nat no contact", style=_QUIET)
    told.append(f"\n{ids[row.contact.id]}", style="cyan").append(f"\n{row.contact.kind}, ", style=_QUIET)
    return told.append(row.contact.status, style=STATUS_STYLES[row.contact.status])


def _cell(turn: Turn, *, colour: bool) -> Text:
    """What a side said, statement by statement with speaker and story, and what is new in it."""
    shift = turn.shift
    new = shift.new if shift and shift.wording is Wording.PARTLY else ()
    lines: list[Text] = []
    for one in turn.said:
        lines += [Text("")] if lines else []
        lines.append(said(one.statement, new=new, colour=colour))
        lines.append(Text(f"{speaker(one.statement)}{relay(one.statement.relayed)} · {_stories(one)}", style=_QUIET))
    if shift:
        lines.append(Text(_shift(shift), style="yellow"))
    return Text("\n").join(lines)


def _stories(one: Said) -> str:
    """The story with its outlet, and how many others give the words too."""
    told = ", ".join(words.line(part) for part in (one.story, one.outlet) if part)
    return told + (f", and {words.count(len(one.also), 'other story', 'other stories')}" if one.also else "")


def _shift(shift: Shift) -> str:
    since = words.date(shift.since)
    told = {
        Wording.SAME: f"No word that was not said by {since}",
        Wording.PARTLY: f"Marked is what is new since {since}",
        Wording.OTHER: f"In other words than {since}",
    }[shift.wording]
    if shift.wording is Wording.OTHER or not shift.gone:
        return f"{told}."
    more = len(shift.gone) - _GONE
    gone = ", ".join(map(words.line, shift.gone[:_GONE])) + (f" and {more} more" if more > 0 else "")
    return f"{told}. Not said again: {gone}."


def _side(code: str | None) -> str:
    return code or "Side not told"
