"""One contact as `show` prints it: the record, its history, and story by story what it rests on."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from summitry import subjects
from summitry.model import Basis
from summitry.terminal import console, words
from summitry.terminal.actors import tenures
from summitry.terminal.conflicts import conflicts
from summitry.terminal.content import content
from summitry.terminal.links import links
from summitry.terminal.marking import marked
from summitry.terminal.timeline import DISAGREE, STATUS_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from summitry.actors import Otherwise
    from summitry.chains import Linked
    from summitry.model import Claim, Contact, Dated, Report, Step, Story

_LABEL = "bold"
_QUIET = "dim"
_PARTY_OFFICE = re.compile(r"parties\.(\d+)\.office")
_SHOWN = 3  # names of stories or outlets in one line of the history; the rest are counted


def contact(  # noqa: PLR0913 - each is a part of what is shown
    one: Contact,
    *,
    stories: Mapping[str, Story],
    colour: bool,
    pipe: bool,
    linked: Sequence[Linked] = (),
    otherwise: Sequence[Otherwise] = (),
) -> RenderableType:
    """The contact with the sentences it rests on.

    Args:
        one: the contact.
        stories: the stories of its reports, by id; one that is missing is named by its key only.
        colour: whether the deciding words can be shown in bold; if not they get `[[…]]`.
        pipe: without ruled lines.
        linked: what it is linked to.
        otherwise: the offices told that the table of offices does not have.
    """
    parts: list[RenderableType] = [_heading(one), Text(""), _fields(one, pipe=pipe)]
    if len(runs := _runs(one.history)) > 1:
        parts += [_title("History"), _history(runs, pipe=pipe)]
    if one.conflicts:
        parts += [
            _title(f"Where the sources disagree {DISAGREE}"),
            conflicts(one, sentences=False, colour=colour, pipe=pipe),
        ]
    if linked:
        parts += [_title("Linked to"), links(linked, pipe=pipe)]
    for heading, table in content(one, colour=colour, pipe=pipe):
        parts += [_title(heading), table]
    repeats = {r.report_id: r for r in one.repeats}
    dated = {d.report_id: d for d in one.dated_by}
    for n, report in enumerate(one.reports, 1):
        parts += [_title(f"{n}. {_story_line(report, stories.get(report.story_id))}")]
        if repeat := repeats.get(report.id):
            parts.append(Text(f"   Not a source of its own: {words.line(repeat.why)}.", style=_QUIET))
        parts += [Padding(quote, (0, 0, 1, 3)) for quote in quotes(report, colour=colour)]
        offices = {o.party: o for o in otherwise if o.report_id == report.id}
        parts.append(Padding(claims(report, pipe=pipe, dated=dated.get(report.id), offices=offices), (0, 0, 0, 3)))
    return Group(*parts)


def quotes(report: Report, *, colour: bool) -> tuple[Text, ...]:
    """The sentences that the report rests on, its deciding words marked."""
    deciding = [report.kind.source, report.status.source]
    resting = [c.source for _, c in report.claims()]
    return tuple(marked(sentence, deciding, resting, colour=colour) for sentence in report.evidence)


def claims(
    report: Report, *, pipe: bool, dated: Dated | None = None, offices: Mapping[int, Otherwise] | None = None
) -> Table:
    """Each field of a report with its value, the words it was read from, and the rule that read it.

    Args:
        report: the report.
        pipe: without ruled lines.
        dated: the date that another report of the contact lends it.
        offices: by the party's index, the offices told that the table of offices does not have.
    """
    table = console.table(pipe=pipe)
    for heading in ("Field", "Value", "Words"):
        table.add_column(heading, overflow="fold")
    table.add_column("Rule", no_wrap=True, overflow="fold", style=_QUIET)  # an id is not to be cut
    for name, claim in report.claims():
        table.add_row(_label(name), words.line(claim.value), f"“{words.line(claim.source.exact)}”", _rule(claim))
        part = _PARTY_OFFICE.fullmatch(name)
        if part and (other := (offices or {}).get(int(part[1]))):
            table.add_row("", f"{DISAGREE} {tenures(other.table)}", "", "by the table of offices")
    if dated:
        table.add_row(_label("when"), words.line(dated.when.value), words.line(dated.why), _rule(dated.when))
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
    table.add_row("Where", words.where(one.site) or "not known")
    table.add_row("Topics", ", ".join(map(words.line, one.topics)) or "none told")
    if found := subjects.of_topics(one.topics):
        table.add_row("Subjects", "; ".join(s.name for s in found))
    table.add_row("Sources", _sources(one))
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


def _sources(one: Contact) -> str:
    """How many stories, and of how many origins where these are fewer: a reprint is no second source."""
    stories = len({r.story_id for r in one.reports})
    told = words.count(stories, "story", "stories")
    return told if stories == one.origins else f"{told} of {words.count(one.origins, 'independent origin')}"


def _runs(history: Iterable[Step]) -> list[list[Step]]:
    """The steps of one status that follow each other; those of undated stories are apart."""
    return [list(steps) for _, steps in groupby(history, key=lambda step: (step.status, step.told is None))]


def _history(runs: Iterable[Sequence[Step]], *, pipe: bool) -> Table:
    """One line for each status: since when stories tell it, who says so, and which stories they are."""
    table = console.table(pipe=pipe)
    for heading in ("Since the story of", "Status", "Said by", "Story"):
        table.add_column(heading, overflow="fold")
    for steps in runs:
        status = steps[0].status
        said_by = _some(filter(None, map(_said_by, steps)))
        told = Text(status, style=STATUS_STYLES[status])
        table.add_row(words.date(steps[0].told), told, said_by, _some(step.story for step in steps))
    return table


def _said_by(step: Step) -> str:
    """The outlet, the agency, and whom they name as their source: "Northern Daily, AP, citing Xinhua"."""
    citing = f"citing {step.relayed_by}" if step.relayed_by else None
    return ", ".join(dict.fromkeys(part for part in (step.outlet, step.agency, citing) if part))


def _some(names: Iterable[str]) -> str:
    """The first few of the names, each once, and how many more there are."""
    listed = tuple(dict.fromkeys(map(words.line, names)))
    more = len(listed) - _SHOWN
    return "; ".join(listed[:_SHOWN]) + (f"; {more} more" if more > 0 else "")


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
