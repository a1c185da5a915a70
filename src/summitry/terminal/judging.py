"""What people decide: doubtful pairs, decisions, and what a decision changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from summitry.model import Judgement
from summitry.terminal import console, words
from summitry.terminal.timeline import STATUS_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from summitry.model import Anchor, Change, Contact, Decision, Doubt, Report

_ID_STYLE = "cyan"
_QUIET = "dim"
_WAITS = "yellow"
_SIDES = 5  # of a decision that are listed; the rest are counted, as are stories of one side
_STORIES = 3
JUDGED = {Judgement.SAME: "one contact", Judgement.DIFFERENT: "different contacts", Judgement.WRONG: "wrong"}


# --- what a decision changed ----------------------------------------------------------------


def changed(change: Change, *, listing: str, pipe: bool) -> RenderableType:
    """The contacts that are others now, group by group as they were, then as they are.

    Args:
        change: what a decision did, or its taking back.
        listing: the command that lists decisions, as one types it.
        pipe: without ruled lines.
    """
    if not change.before and not change.after:
        return Text(f"Nothing changed: the scores, or another decision ({listing}), say the same.")
    ids = words.short_ids((*change.before, *change.after))
    table = console.table(pipe=pipe)
    for heading in ("", "Id", "When", "What", "Who"):
        table.add_column(heading, overflow="fold")
    table.add_column("Reports", justify="right")
    for n, (before, after) in enumerate(_groups(change)):
        if n:
            table.add_row()
        for sign, contacts in (("was", before), ("is", after)):
            for one in contacts:
                table.add_row(Text(sign, style=_QUIET), *_contact(one, ids), str(len(one.reports)))
            if not contacts:
                table.add_row(Text(sign, style=_QUIET), "", "", "no contact", "", "")
    return table


def _groups(change: Change) -> list[tuple[list[Contact], list[Contact]]]:
    """What became what: contacts that share a report stand together."""
    groups: list[tuple[set[str], list[Contact], list[Contact]]] = []
    for contacts, place in ((change.before, 1), (change.after, 2)):
        for one in contacts:
            ids = {r.id for r in one.reports}
            mine = (ids, *(([one], []) if place == 1 else ([], [one])))
            near = [g for g in groups if g[0] & ids]
            for other in near:
                mine = (mine[0] | other[0], other[1] + mine[1], other[2] + mine[2])
            groups = [g for g in groups if g not in near] + [mine]
    return [(before, after) for _, before, after in groups]


def _contact(one: Contact, ids: Mapping[str, str]) -> tuple[Text, str, Text, str]:
    what = Text(f"{one.kind}, ").append(one.status, style=STATUS_STYLES[one.status])
    return Text(ids[one.id], style=_ID_STYLE), words.date(one.when), what, words.who(one.parties, short=True)


# --- doubtful pairs -------------------------------------------------------------------------


def doubts(found: Sequence[Doubt], contacts: Mapping[str, Contact], *, pipe: bool) -> RenderableType:
    """The pairs, each with its reasons, and the ids by which to decide on it.

    Args:
        found: the pairs, in the order to print.
        contacts: by id, those that the pairs are in.
        pipe: without ruled lines.
    """
    reports = {r.id: r for c in contacts.values() for r in c.reports}
    ids = words.short_ids(contacts.values())
    parts: list[RenderableType] = []
    for n, doubt in enumerate(found, 1):
        parts += [Text("")] if parts else []
        now = "One contact, or two?" if doubt.judgement is Judgement.SAME else "Two contacts, or one?"
        parts.append(Text(f"{n}. {now}", style="bold").append(f"  doubt {doubt.doubt:.2f}", style=_QUIET))
        table = console.table(pipe=pipe, header=False)
        for _ in range(5):
            table.add_column(overflow="fold")
        for report_id, contact_id in zip(doubt.reports, doubt.contacts, strict=True):
            one = report_id if doubt.judgement is Judgement.SAME else contact_id
            table.add_row(Text(ids[one], style=_ID_STYLE), *_report(reports[report_id]))
        parts.append(Padding(Group(table, Text("; ".join(doubt.why), style=_QUIET)), (0, 0, 0, 3)))
    return Group(*parts)


def _report(one: Report) -> tuple[str, str, str, str]:
    when = words.date(one.when.value if one.when else None)
    what = f"{one.kind.value}, {one.status.value}"
    return when, what, words.who(one.parties, short=True), words.line(one.story_key)


# --- decisions ------------------------------------------------------------------------------


def decisions(found: Iterable[Decision], *, pipe: bool) -> Table:
    """The decisions, each with the stories of its sides, and what it waits for."""
    table = console.table(pipe=pipe, spaced=True)
    for heading in ("No.", "Decided", "That they are", "Reports", "Because"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "No." else "left")
    for one in found:
        sides = Text("\n").join(_side(side) for side in one.sides[:_SIDES])
        if (more := len(one.sides) - _SIDES) > 0:
            sides.append(f"\nand {more} more")
        if waiting := len(one.waiting):
            told = f"\nwaits for {waiting} of {words.count(len(one.anchors), 'report')}"
            sides.append(told, style=_WAITS)
        decided = f"{one.at[:10]}\nby {words.line(one.by)}" if one.by else one.at[:10]
        table.add_row(str(one.number), decided, JUDGED[one.judgement], sides, words.line(one.because or ""))
    return table


def _side(side: Sequence[Anchor]) -> Text:
    """The reports of a side: the id of the first, kind, parties, and the stories."""
    first = side[0]
    who = " — ".join(words.line(name or side_ or words.UNKNOWN) for name, side_ in first.who)
    stories = list(dict.fromkeys(words.line(a.story_key) for a in side))
    more = f" and {len(stories) - _STORIES} more" if len(stories) > _STORIES else ""
    text = Text(first.id[:8], style=_ID_STYLE)
    return text.append(f" {first.kind}, {who}, in {', '.join(stories[:_STORIES])}{more}", style="default")


def decided(decision: Decision) -> Text:
    """When, by whom and why: "Decision 3, 2026-05-02, by Ana: a figure of speech."""
    by = f", by {words.line(decision.by)}" if decision.by else ""
    because = f": {words.line(decision.because)}" if decision.because else ""
    return Text(f"Decision {decision.number}, {decision.at[:10]}{by}{because}.", style=_QUIET)


def told(decision: Decision) -> str:
    """The decision in a few words: "decision 3: one contact"."""
    return f"decision {decision.number}: {JUDGED[decision.judgement]}"
