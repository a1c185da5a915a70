"""The list of stories in a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from rich.text import Text

from summitry.terminal import console, words
from summitry.terminal.timeline import WIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.table import Table

    from summitry.model import Story

DOUBT = "!"


class StoryLine(TypedDict):
    """A story as `stories --format json` writes it."""

    story: str
    id: str
    title: str | None
    outlet: str | None
    agency: str | None
    language: str
    url: str | None
    date: str | None
    date_basis: str | None
    doubts: list[str]
    contacts: int


def story_line(story: Story, *, contacts: int) -> StoryLine:
    """The story in a form that another program reads; `doubts` are those against any of its dates."""
    return {
        "story": story.key,
        "id": story.id,
        "title": story.title,
        "outlet": story.outlet,
        "agency": story.agency,
        "language": story.language,
        "url": story.url,
        "date": story.date,
        "date_basis": _basis(story),
        "doubts": [doubt for claim in story.published for doubt in claim.doubts],
        "contacts": contacts,
    }


def stories(found: Sequence[Story], *, contacts: Mapping[str, int], width: int, pipe: bool) -> Table:
    """The stories with the number of contacts told in each.

    Args:
        found: the stories, sorted.
        contacts: how many contacts each tells, by the story's id.
        width: columns to fill at most; under 120, title and outlet stand under the key.
        pipe: without ruled lines.
    """
    wide = width >= WIDE
    table = console.table(pipe=pipe, spaced=not wide)
    if wide:
        for heading in ("Story", "Date", "From", "Title", "Outlet"):
            table.add_column(heading, overflow="fold")
    else:
        table.add_column("Story\ntitle, outlet", overflow="fold", ratio=1)
        table.add_column("Date\nfrom", overflow="fold")
    table.add_column("Contacts", justify="right", no_wrap=True)
    for story in found:
        day, basis, number = _date(story), _basis(story) or "", str(contacts.get(story.id, 0))
        key, outlet = words.line(story.key), words.line(story.outlet or story.agency or "")
        title = words.line(story.title or "")
        if wide:
            table.add_row(key, day, basis, title, outlet, number)
        else:
            stack = [Text(key, style="bold"), *(Text(t) for t in (title, outlet) if t)]
            table.add_row(Text("\n").join(stack), Text("\n").join([day, Text(basis)]), number)
    return table


def _date(story: Story) -> Text:
    """The date, with "!" where a reason speaks against one of its claims; "?" where none is left."""
    told = Text(words.date(story.date))
    if any(claim.doubts for claim in story.published):
        told.append(f" {DOUBT}", style="bold yellow")
    return told


def _basis(story: Story) -> str | None:
    return next((c.basis.value for c in story.published if not c.doubts), None)
