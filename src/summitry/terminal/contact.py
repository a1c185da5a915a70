"""One contact as `show` prints it: the record, its history, and story by story what it rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from summitry.model import Basis
from summitry.terminal import console, words
from summitry.terminal.timeline import DISAGREE, STATUS_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from summitry.model import Claim, Contact, Report, Source, Story

_LABEL = "bold"
_QUIET = "dim"
_DECIDING = "bold reverse"  # the words that make it a contact, and of which status
_RESTING = "underline"  # the words of any other field
_OPEN, _CLOSE = "[[", "]]"  # around the deciding words where neither bold nor underline can be seen


def contact(one: Contact, *, stories: Mapping[str, Story], colour: bool, pipe: bool) -> RenderableType:
    """The contact with the sentences it rests on.

    Args:
        one: the contact.
        stories: the stories of its reports, by id; one that is missing is named by its key only.
        colour: whether the deciding words can be shown in bold; if not they get `[[…]]`.
        pipe: without ruled lines.
    """
    parts: list[RenderableType] = [_heading(one), Text(""), _fields(one, pipe=pipe)]
    if len(one.history) > 1:
        parts += [_title("History"), _history(one, pipe=pipe)]
    if one.conflicts:
        parts += [_title(f"Where the sources disagree {DISAGREE}"), _conflicts(one, pipe=pipe)]
    for n, report in enumerate(one.reports, 1):
        parts += [_title(f"{n}. {_story_line(report, stories.get(report.story_id))}")]
        parts += [Padding(quote, (0, 0, 1, 3)) for quote in quotes(report, colour=colour)]
        parts.append(Padding(claims(report, pipe=pipe), (0, 0, 0, 3)))
    return Group(*parts)


def quotes(report: Report, *, colour: bool) -> tuple[Text, ...]:
    """The sentences that the report rests on, its deciding words marked."""
    deciding = [report.kind.source, report.status.source]
    resting = [c.source for _, c in report.claims()]
    return tuple(_marked(sentence, deciding, resting, colour=colour) for sentence in report.evidence)


def claims(report: Report, *, pipe: bool) -> Table:
    """Each field of a report with its value, the words it was read from, and the rule that read it."""
    table = console.table(pipe=pipe)
    for heading in ("Field", "Value", "Words"):
        table.add_column(heading, overflow="fold")
    table.add_column("Rule", no_wrap=True, overflow="fold", style=_QUIET)  # an id is not to be cut
    for name, claim in report.claims():
        table.add_row(_label(name), words.line(claim.value), f"“{words.line(claim.source.exact)}”", _rule(claim))
    return table


def _heading(one: Contact) -> Text:
    text = Text(one.kind.capitalize(), style="bold").append(", ").append(one.status, style=STATUS_STYLES[one.status])
    return text.append(f"   {one.id}", style=_QUIET)


def _title(told: str) -> Text:
    return Text(f"\n{told}", style=_LABEL)


def _fields(one: Contact, *, pipe: bool) -> Table:
    table = console.table(pipe=pipe, header=False)
    table.add_column(style=_LABEL, no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("Who", "\n".join(words.who_lines(one.parties)))
    table.add_row("When", _when(one))
    table.add_row("Where", words.where(one.where) or "not known")
    table.add_row("Topics", ", ".join(map(words.line, one.topics)) or "none told")
    table.add_row("Sources", words.count(len(one.stories), "story", "stories"))
    return table


def _when(one: Contact) -> str:
    """The date with what it rests on: "2 Mar 2031 (2031-03-02, relative to a story's date)"."""
    if one.when is None:
        return "not known"
    found = {r.when.basis for r in one.reports if r.when and r.when.value == one.when}
    basis = next((b for b in Basis if b in found), None)
    how = {
        None: "",
        Basis.STATED: ", stated",
        Basis.RELATIVE: ", relative to a story's date",
        Basis.INFERRED: ", inferred",
    }[basis]
    return f"{words.date(one.when)} ({one.when}{how})"


def _history(one: Contact, *, pipe: bool) -> Table:
    table = console.table(pipe=pipe)
    for heading in ("Story's date", "Status", "Story"):
        table.add_column(heading, overflow="fold")
    for told, status, key in one.history:
        table.add_row(words.date(told), Text(status, style=STATUS_STYLES[status]), words.line(key))
    return table


def _conflicts(one: Contact, *, pipe: bool) -> Table:
    table = console.table(pipe=pipe)
    for heading in ("Field", "Told as", "By"):
        table.add_column(heading, overflow="fold")
    for conflict in one.conflicts:
        label = _label(conflict.field)
        for value, keys in conflict.claims:
            told = words.date(value) if conflict.field == "when" else words.line(value)
            table.add_row(label, told, ", ".join(map(words.line, keys)))
            label = ""
    return table


def _story_line(report: Report, story: Story | None) -> str:
    parts = [report.story_key]
    if story is not None:
        parts += [part for part in (story.title, story.outlet or story.agency) if part]
    parts.append(words.date(report.published) if report.published else "date not known")
    return " · ".join(map(words.line, parts))


def _label(name: str) -> str:
    """A field's name in words: "parties.0.office" is "party 1 office", "where.city" is "city"."""
    name = re.sub(r"^parties\.(\d+)\.?", lambda m: f"party {int(m[1]) + 1} ", name)
    name = re.sub(r"^topics(\.\d+)?$", "topic", name)
    return name.removeprefix("where.").replace("_", " ").strip()


def _rule(claim: Claim) -> str:
    told = [claim.rule]
    if claim.basis is not Basis.STATED:
        told.append(f"({claim.basis})")
    if claim.relayed_by:
        told.append(f"told by {words.line(claim.relayed_by)}")
    return " ".join(told)


# --- marking --------------------------------------------------------------------------------


def _marked(sentence: Source, deciding: Sequence[Source], resting: Sequence[Source], *, colour: bool) -> Text:
    inner = _merged(_inside(sentence, deciding))
    if not colour:
        told = sentence.exact
        for start, end in reversed(inner):
            told = f"{told[:start]}{_OPEN}{told[start:end]}{_CLOSE}{told[end:]}"
        return Text(words.line(told))
    text = Text(sentence.exact)
    for start, end in _inside(sentence, resting):
        text.stylize(_RESTING, start, end)
    for start, end in inner:
        text.stylize(_DECIDING, start, end)
    return _folded(text)


def _inside(sentence: Source, sources: Iterable[Source]) -> list[tuple[int, int]]:
    """The parts of the sources that lie in the sentence, counted from its start."""
    spans = (
        (max(s.start, sentence.start) - sentence.start, min(s.end, sentence.end) - sentence.start)
        for s in sources
        if s.story_id == sentence.story_id
    )
    return sorted({(start, end) for start, end in spans if start < end})


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _folded(text: Text) -> Text:
    """The text on one line, as `words.line` has it, with its styles kept."""
    pieces = [text[m.start() : m.end()] for m in re.finditer(r"\s+|\S+", text.plain)]
    for piece in pieces:
        piece.plain = words.line(piece.plain) or " "
    return Text("").join(pieces)
