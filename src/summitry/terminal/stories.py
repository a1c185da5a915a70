"""The list of stories in a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from rich.text import Text

from summitry import dates
from summitry.model import DateBasis
from summitry.terminal import console, words
from summitry.terminal.timeline import WIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.table import Table

    from summitry.model import DateClaim, Story

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
    left_open: str | None
    doubts: list[str]
    contacts: int


def story_line(story: Story, *, contacts: int) -> StoryLine:
    """The story in a form that another program reads.

    `doubts` are those against any of its dates; `left_open` the days that are left where its page tells no date
    that can be true.
    """
    return {
        "story": story.key,
        "id": story.id,
        "title": story.title,
        "outlet": story.outlet,
        "agency": story.agency,
        "language": story.language,
        "url": story.url,
        "date": story.date,
        "date_basis": story.dated.basis.value if story.dated else None,
        "left_open": left.value if (left := _left_open(story)) else None,
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
        shown = story.dated or _left_open(story)
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
    left = _left_open(story)
    told = Text(words.date(story.date))
    if story.date is None and left:
        told = Text(f"{words.date(left.value)} {words.UNKNOWN}")
    if any(claim.doubts for claim in story.published):
        told.append(f" {DOUBT}", style="bold yellow")
    return told


def _left_open(story: Story) -> DateClaim | None:
    """The claim of the days that are left, as the record narrows it where it does."""
    found = [c for c in story.published if c.basis in {DateBasis.OPEN, DateBasis.RECORD}]
    return min(found, key=_length, default=None)


def _length(claim: DateClaim) -> int:
    days = dates.interval(claim.value)
    return days.days if days else 0
