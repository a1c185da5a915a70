"""The timeline: one table of contacts, for wide and for narrow terminals.

From 120 columns on each field has a column of its own. Below that, kind and status stand under the
date, and place and topics under the parties. Widths are worked out from the words, so that no word
is cut: a column is never narrower than its longest word while there is room to give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.text import Text

from summitry.model import Kind, Role, Status
from summitry.terminal import console, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from summitry.model import Contact, Party, Report

WIDE = 120  # from here on a column for each field
DISAGREE = "≠"
UNDATED = "Date not known"

STATUS_STYLES = {
    Status.HELD: "green",
    Status.PLANNED: "cyan",
    Status.POSSIBLE: "blue",
    Status.POSTPONED: "yellow",
    Status.CANCELLED: "red",
    Status.REFUSED: "magenta",
}
_ID_STYLE = "cyan"
_TOPICS_STYLE = "dim"
_GLUE = "\u00a0"  # a blank at which no line is folded
_WHEN_WIDTH = 15  # "16–17 Sep 2023"; a longer span folds at its dash


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, in values."""

    id: str  # as short as it may be
    when: str | None
    kind: Kind
    status: Status
    parties: tuple[Party, ...]
    where: str | None
    topics: tuple[str, ...]
    sources: int  # independent ones
    stories: int = 1
    disagree: bool = False


def rows(contacts: Iterable[Contact]) -> tuple[Row, ...]:
    """The contacts as rows, in their order."""
    contacts = tuple(contacts)
    ids = words.short_ids(contacts)
    return tuple(
        Row(
            id=ids[c.id],
            when=c.when,
            kind=c.kind,
            status=c.status,
            parties=c.parties,
            where=words.where(c.site),
            topics=tuple(map(words.line, c.topics)),
            sources=c.origins,
            stories=len({r.story_id for r in c.reports}),
            disagree=bool(c.conflicts),
        )
        for c in contacts
    )


def report_rows(reports: Iterable[Report]) -> tuple[Row, ...]:
    """The reports of stories as rows, each from one source."""
    reports = tuple(reports)
    ids = words.short_ids(reports)
    return tuple(
        Row(
            id=ids[r.id],
            when=r.when.value if r.when else None,
            kind=Kind(r.kind.value),
            status=Status(r.status.value),
            parties=r.parties,
            where=words.where(r.where.site),
            topics=tuple(words.line(t.value) for t in r.topics),
            sources=1,
        )
        for r in reports
    )


def timeline(found: Sequence[Row], *, width: int, pipe: bool = False) -> RenderableType:
    """The table of rows: dated ones first, in their order, undated ones last under their own heading.

    Args:
        found: the rows, sorted.
        width: columns to fill at most.
        pipe: without ruled lines, for output that is no terminal.
    """
    dated = tuple(r for r in found if r.when is not None)
    undated = tuple(r for r in found if r.when is None)
    layout = _wide(found, width) if width >= WIDE else _narrow(found, width)
    parts: list[RenderableType] = []
    if dated:
        parts.append(_table(dated, layout, pipe=pipe, header=True))
    if undated:
        parts += [Text("")] if dated else []
        parts += [Text(UNDATED, style="bold"), _table(undated, layout, pipe=pipe, header=not dated)]
    return Group(*parts)


# --- layout ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its heading, how wide, and the text of a row's cell at that width."""

    heading: str
    width: int
    cell: Callable[[Row, int], Text]


def _wide(found: Sequence[Row], width: int) -> tuple[_Column, ...]:
    """A column for each field; what is left after the short ones goes to who, then topics and where."""
    when = _fit((_when(r).plain for r in found), "When", least=_WHEN_WIDTH)
    short = [
        _Column("When", when, lambda r, w: _wrapped(_when(r), w)),
        _Column("Status", _fit((r.status for r in found), "Status"), lambda r, _: _status(r)),
        _Column("Kind", _fit((r.kind for r in found), "Kind"), lambda r, _: Text(r.kind)),
    ]
    last = [
        _Column("Src", _fit((_sources(r).plain for r in found), "Src"), lambda r, _: _sources(r)),
        _Column("Id", _fit((r.id for r in found), "Id"), lambda r, _: Text(r.id, style=_ID_STYLE)),
    ]
    free = width - sum(c.width + console.GAP for c in (*short, *last)) - 2 * console.GAP
    where = _fit((r.where or "" for r in found), "Where", least=18)
    topics = _fit((_topics(r) for r in found), "Topics", least=23)
    who = _fit((words.who(r.parties) for r in found), "Who", least=max(free - where - topics, 0))
    spare = max(free - who - where - topics, 0)
    topics = min(topics + spare, _fit((_topics(r) for r in found), "Topics", least=width))
    middle = [
        _Column("Who", who, _who),
        _Column("Where", where, lambda r, w: _wrapped(Text(r.where or ""), w)),
        _Column("Topics", topics, lambda r, w: _wrapped(Text(_topics(r), style=_TOPICS_STYLE), w)),
    ]
    return (*short, *middle, *last)


def _narrow(found: Sequence[Row], width: int) -> tuple[_Column, ...]:
    """Three columns of stacked values."""
    left = _fit((t for r in found for t in (_when(r).plain, r.kind, r.status)), "kind, status", least=_WHEN_WIDTH)
    right = _fit((t for r in found for t in (_sources(r).plain, r.id)), "Sources")
    return (
        _Column("When\nkind, status", left, _stack_left),
        _Column("Who\nwhere, topics", width - left - right - 2 * console.GAP, _stack_middle),
        _Column("Sources\nid", right, lambda r, _: _lines(_sources(r), Text(r.id, style=_ID_STYLE))),
    )


def _table(found: Sequence[Row], layout: Sequence[_Column], *, pipe: bool, header: bool) -> Table:
    cells = [[c.cell(r, c.width) for c in layout] for r in found]
    folded = any("\n" in cell.plain for row in cells for cell in row)
    table = console.table(pipe=pipe, header=header, spaced=folded)
    for column in layout:
        table.add_column(column.heading, width=column.width, overflow="fold")
    for row in cells:
        table.add_row(*row)
    return table


def _fit(texts: Iterable[str], heading: str, *, least: int | None = None) -> int:
    """The width of the longest text, or where `least` is less, `least` or the longest word."""
    texts = (*texts, heading)
    longest = max(map(cell_len, texts))
    if least is None or longest <= least:
        return longest
    return max(least, *(cell_len(word) for text in texts for word in text.split()))


# --- cells ----------------------------------------------------------------------------------


def _when(row: Row) -> Text:
    """The date, which folds at a dash only."""
    return Text(words.date(row.when).replace(" ", _GLUE).replace(f"–{_GLUE}", "– "))


def _status(row: Row) -> Text:
    return Text(row.status, style=STATUS_STYLES[row.status])


def _sources(row: Row) -> Text:
    """How many independent sources, and of how many stories where these are more: "2 of 5"."""
    told = Text(str(row.sources) if row.sources == row.stories else f"{row.sources} of {row.stories}")
    return told.append(f" {DISAGREE}", style="bold red") if row.disagree else told


def _topics(row: Row) -> str:
    return ", ".join(row.topics)


def _who(row: Row, width: int) -> Text:
    """The parties on one line where they fit, else a side a line; offices shorter where a line would fold."""
    whole = words.who(row.parties)
    if cell_len(whole) <= width:
        return _named(whole, row)
    pairs = zip(words.who_lines(row.parties), words.who_lines(row.parties, short=True), strict=True)
    sides = [_fold(full if cell_len(full) <= width else short, width) for full, short in pairs]
    return _named("\n".join(sides), row)


def _stack_left(row: Row, width: int) -> Text:
    return _lines(_wrapped(_when(row), width), Text(row.kind), _status(row))


def _stack_middle(row: Row, width: int) -> Text:
    parts = [_who(row, width)]
    hosts = {p.side for p in row.parties if p.role is Role.HOST}
    if row.where and row.where not in hosts:  # "→ US" tells it already
        place = f"on the {row.where}" if row.where.startswith("margins") else f"in {row.where}"
        parts.append(_wrapped(Text(place), width))
    if row.topics:
        parts.append(_wrapped(Text(f"on {_topics(row)}", style=_TOPICS_STYLE), width))
    return _lines(*parts)


def _lines(*parts: Text) -> Text:
    return Text("\n").join(parts)


def _wrapped(text: Text, width: int) -> Text:
    return Text(_fold(text.plain, width, indent=""), style=text.style)


def _fold(text: str, width: int, *, indent: str = "  ") -> str:
    """The text folded between words; a sign stays with what follows it, a side with what it follows."""
    glued = re.sub(r" \(", f"{_GLUE}(", re.sub(r"(^|\s)([—→]|through) ", rf"\1\2{_GLUE}", text))
    folded = wrap(glued, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(folded).replace(_GLUE, " ")


def _named(told: str, row: Row) -> Text:
    """The parties with their names in bold, also where a name is folded."""
    text = Text(told)
    for party in row.parties:
        if party.name:
            text.highlight_regex(r"\s+".join(map(re.escape, party.name.split())), "bold")
    return text
