"""The list of stories in a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from summitry.storyform import left_open
from summitry.terminal import console, words
from summitry.terminal.timeline import WIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.table import Table

    from summitry.model import Story

DOUBT = "!"


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
        shown = story.dated or left_open(story)
        day, basis, number = _date(story), shown.basis.value if shown else "", str(contacts.get(story.id, 0))
        key, outlet = words.line(story.key), words.line(story.outlet or story.agency or "")
        title = words.line(story.title or "")
        if wide:
            table.add_row(key, day, basis, title, outlet, number)
        else:
            stack = [Text(key, style="bold"), *(Text(t) for t in (title, outlet) if t)]
            table.add_row(Text("\n").join(stack), Text("\n").join([day, Text(basis)]), number)
    return table


def _date(story: Story) -> Text:
    """The date, or the days that are left, with "!" where a reason speaks against a claim; "?" for no date."""
    left = left_open(story)
    told = Text(words.date(story.date))
    if story.date is None and left:
        told = Text(f"{words.date(left.value)} {words.UNKNOWN}")
    if any(claim.doubts for claim in story.published):
        told.append(f" {DOUBT}", style="bold yellow")
    return told
