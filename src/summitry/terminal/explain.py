"""One story as it was read: its dates, what was left out of the page, what was kept and what let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from summitry import storynotes
from summitry.model import DateBasis
from summitry.terminal import console, content, judging, words
from summitry.terminal.timeline import WIDE, report_rows, timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType
    from rich.table import Table

    from summitry.model import Reading, Report, Statement, Story


def explain(reading: Reading, *, width: int, pipe: bool) -> RenderableType:
    """The reading for a human reader: dates, furniture, contacts kept, candidates let go."""
    story = reading.story
    parts: list[RenderableType] = [Text(words.line(story.title or story.key), style="bold"), _about(story)]
    parts += [_title("When it was published"), *_published(story, pipe=pipe)]
    parts.append(_title(f"Left out of the page: {words.count(len(story.dropped), 'line')}"))
    if story.dropped:
        parts.append(_dropped(story, wide=width >= WIDE, pipe=pipe))
    parts.append(_title(f"Kept: {words.count(len(reading.reports), 'contact')}"))
    if reading.reports:
        parts.append(timeline(report_rows(reading.reports), width=width, pipe=pipe))
    if reading.aside:
        parts.append(_title(f"Set aside as wrong: {words.count(len(reading.aside), 'report')}"))
        parts.append(timeline(report_rows(one.report for one in reading.aside), width=width, pipe=pipe))
        parts += [judging.decided(d) for d in dict.fromkeys(one.decision for one in reading.aside)]
    parts.append(_title(f"Let go: {words.count(len(reading.skipped), 'candidate')}"))
    if reading.skipped:
        parts.append(_skipped(reading, pipe=pipe))
    beside = (*reading.statements, *(s for one in reading.aside for s in one.report.statements))
    said = [(r, s) for r in reading.reports for s in r.statements] + [(None, s) for s in beside]
    parts.append(_title(f"Said: {words.count(len(said), 'statement')}"))
    if said:
        parts.append(_said(said, pipe=pipe))
    return Group(*parts)


def _title(told: str) -> Text:
    return Text(f"\n{told}", style="bold")


def _about(story: Story) -> Text:
    by = story.dateline.exact if story.dateline else None
    told = (story.key, story.outlet, story.agency, story.byline, by, story.url)
    return Text(" · ".join(dict.fromkeys(words.line(t) for t in told if t)), style="dim")


def _published(story: Story, *, pipe: bool) -> tuple[RenderableType, ...]:
    if not story.published:
        return (Text("No date is told, so no day word is turned into a date."),)
    table = console.table(pipe=pipe)
    for heading in ("Date", "From", "Words", "Doubts"):
        table.add_column(heading, overflow="fold")
    for claim in story.published:
        style = "yellow" if claim.doubts else ""
        doubts = Text("; ".join(map(words.line, claim.doubts)) or "none", style=style)
        exact = words.line(claim.exact)
        told = exact if claim.basis is DateBasis.RECORD else f"“{exact}”"
        table.add_row(words.date(claim.value), claim.basis, told, doubts)
    return (table, Text(_counted_from(story)), *map(_note, storynotes.notes(story)))


def _counted_from(story: Story) -> str:
    if story.date:
        return f"Day words count from {words.date(story.date)}."
    if any(not claim.doubts for claim in story.published):
        return "Which of the days that are left it was is not told, so no day word is turned into a date."
    return "No date is left without a doubt, so no day word is turned into a date."


def _note(note: storynotes.Note) -> Text:
    return Text(f"Told otherwise: “{words.line(note.source.exact)}”, but {words.line(note.why)}.", style="yellow")


def _dropped(story: Story, *, wide: bool, pipe: bool) -> Table:
    """The lines with reason and rule; where there is no room for a third column, the rule follows the reason."""
    table = console.table(pipe=pipe)
    table.add_column("Line", justify="right", no_wrap=True)
    table.add_column("Text", overflow="fold", ratio=1)
    table.add_column("Why", overflow="fold")
    if wide:
        table.add_column("Rule", overflow="fold", style="dim")
    for dropped in story.dropped:
        told = (str(dropped.line), words.line(dropped.text))
        if wide:
            table.add_row(*told, dropped.reason, dropped.rule)
        else:
            table.add_row(*told, Text(dropped.reason).append(f" ({dropped.rule})", style="dim"))
    return table


def _said(found: Iterable[tuple[Report | None, Statement]], *, pipe: bool) -> Table:
    """What was said, in the story's order, and at which of the contacts."""
    table = console.table(pipe=pipe)
    table.add_column("Said by", overflow="fold")
    table.add_column("Words", overflow="fold", ratio=1)
    table.add_column("At", overflow="fold")
    table.add_column("Rule", overflow="fold", style="dim")
    for report, one in sorted(found, key=lambda f: f[1].words[0].start):
        at = f"{report.kind.value}, {report.status.value}" if report else "no contact"
        side = f" ({one.speaker.side.value})" if one.speaker.side else ""
        table.add_row(f"{content.speaker(one)}{side}", content.said(one, colour=False), at, one.rule)
    return table


def _skipped(reading: Reading, *, pipe: bool) -> Table:
    table = console.table(pipe=pipe)
    table.add_column("Why", overflow="fold")
    table.add_column("Words", overflow="fold", ratio=1)
    table.add_column("Rule", overflow="fold", style="dim")
    for skipped in reading.skipped:
        why = f"{skipped.reason}: {words.line(skipped.detail)}" if skipped.detail else str(skipped.reason)
        table.add_row(why, f"“{words.line(skipped.source.exact)}”", skipped.rule)
    return table
