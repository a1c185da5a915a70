"""People and the offices they held, as `actors list` and `actors show` print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from summitry.terminal import console, words
from summitry.terminal.timeline import WIDE, rows, timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from summitry.actors import Held, Known
    from summitry.model import Contact
    from summitry.offices import Tenure

_ID_STYLE = "cyan"
_QUIET = "dim"


def people(found: Iterable[Known], *, width: int, pipe: bool) -> Table:
    """The people, a line for each office.

    Args:
        found: the people, sorted.
        width: columns to fill at most; under 120 the id stands under the name, and the dates under each other.
        pipe: without ruled lines.
    """
    wide = width >= WIDE
    table = console.table(pipe=pipe)
    table.add_column("Name" if wide else "Name\nid", overflow="fold")
    for heading in ("Office", "Side"):
        table.add_column(heading, overflow="fold")
    table.add_column("Held", overflow="fold", no_wrap=wide)
    table.add_column("From", overflow="fold")
    if wide:
        table.add_column("Id", overflow="fold", style=_ID_STYLE)
    for person in found:
        name, id_ = Text(words.line(person.name)), Text(person.id, style=_ID_STYLE)
        first = [name, id_] if wide else [Text("\n").join((name, id_))]
        for held, source in person.held:
            told = (words.line(held.office), held.side or words.UNKNOWN, _held(held), words.line(source))
            table.add_row(first[0], *told, *first[1:])
            first = [Text() for _ in first]
    return table


def person(one: Known, contacts: Sequence[Contact], *, width: int, pipe: bool) -> RenderableType:
    """One person with every office and every contact.

    Args:
        one: the person.
        contacts: those of the record, sorted.
        width: columns to fill at most.
        pipe: without ruled lines.
    """
    heading = Text(words.line(one.name), style="bold").append(f"   {one.id}", style=_QUIET)
    parts: list[RenderableType] = [heading]
    if one.aka:
        parts.append(Text(f"also {', '.join(map(words.line, one.aka))}"))
    parts += [Text(""), _offices(one, pipe=pipe), Text("")]
    if contacts:
        parts += [Text(words.count(len(contacts), "contact"), style="bold")]
        parts += [timeline(rows(contacts), width=width, pipe=pipe)]
    else:
        parts.append(Text("No contact in the record."))
    return Group(*parts)


def tenures(held: Iterable[Tenure]) -> str:
    """Offices on one line: "Foreign Minister (KE), May 2013 – Feb 2018"."""
    told = (f"{words.line(t.office)} ({t.side}), {_span(t.since, t.until, lasts=t.until is None)}" for t in held)
    return "; ".join(told)


def _offices(one: Known, *, pipe: bool) -> Table:
    table = console.table(pipe=pipe)
    for heading in ("Office", "Side", "Held", "From"):
        table.add_column(heading, overflow="fold")
    for held, source in one.held:
        table.add_row(words.line(held.office), held.side or words.UNKNOWN, _held(held), words.line(source))
    return table


def _held(held: Held) -> str:
    return _span(held.since, held.until, lasts=held.lasts)


def _span(since: str | None, until: str | None, *, lasts: bool) -> str:
    """When: "26 Jan 2021 – 20 Jan 2025", "since 2019", "2019 – ?" where nobody tells the end."""
    begun = words.date(since)
    if until:
        return f"{begun} – {words.date(until)}"
    return f"since {begun}" if lasts else f"{begun} – {words.UNKNOWN}"
