"""Where sources disagree: field by field each side with its words and its independent origins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from summitry.terminal import console, words
from summitry.terminal.marking import marked
from summitry.terminal.timeline import STATUS_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType
    from rich.table import Table

    from summitry.model import Account, Claim, Conflict, Contact, Report

_SHOWN = 3  # stories of one side whose words are printed; the rest are counted
_BEST = "(best)"


def listing(contacts: Iterable[Contact], *, colour: bool, pipe: bool) -> RenderableType:
    """The contacts on which sources disagree, each with its conflicts and the sentences.

    Args:
        contacts: those with conflicts, in the order to print.
        colour: whether the words that tell the value can be shown in bold; if not they get `[[…]]`.
        pipe: without ruled lines.
    """
    contacts = tuple(contacts)
    ids = words.short_ids(contacts)
    parts: list[RenderableType] = []
    for one in contacts:
        parts += [Text("")] if parts else []
        parts += [_heading(one, ids[one.id]), Text("")]
        parts.append(Padding(conflicts(one, sentences=True, colour=colour, pipe=pipe), (0, 0, 0, 3)))
    return Group(*parts)


def conflicts(one: Contact, *, sentences: bool, colour: bool, pipe: bool) -> Table:
    """The contact's conflicts: each value, how many independent origins tell it, in which words, and where.

    Args:
        one: the contact.
        sentences: with the whole sentence; else only the words that tell the value.
        colour: as in `listing`.
        pipe: as in `listing`.
    """
    table = console.table(pipe=pipe, spaced=sentences)
    for heading in ("Field", "Told as", "Origins", "Words", "Story"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "Origins" else "left")
    reports = {r.story_id: r for r in one.reports}
    for conflict in one.conflicts:
        label = field(conflict)
        for account in conflict.accounts:
            value, origins = Text(_value(conflict, account)), str(account.origins)
            if account.best:
                value.append(f" {_BEST}", style="dim")
            for told, key in _words(account, reports if sentences else {}, colour=colour):
                table.add_row(label, value, origins, told, key)
                label, value, origins = "", Text(""), ""
    return table


def field(conflict: Conflict) -> str:
    """The field in a reader's words: "city", "office of Ana Lima"."""
    return words.line(conflict.label.removeprefix("where.").replace("_", " "))


def _heading(one: Contact, short_id: str) -> Text:
    text = Text(short_id, style="cyan").append(f"  {words.date(one.when)}  ", style="bold")
    text.append(f"{one.kind}, ").append(one.status, style=STATUS_STYLES[one.status])
    return text.append(f"  {words.who(one.parties, short=True)}")


def _value(conflict: Conflict, account: Account) -> str:
    return words.date(account.value) if conflict.field == "when" else words.line(account.value)


def _words(account: Account, reports: dict[str, Report], *, colour: bool) -> Iterator[tuple[Text, str]]:
    """The words of each story with its key, and how many are left out."""
    shown = tuple(zip(account.claims, account.stories, strict=True))
    for claim, key in shown[:_SHOWN]:
        report = reports.get(claim.source.story_id)
        yield _quoted(claim, report, colour=colour), words.line(key)
    if (more := len(shown) - _SHOWN) > 0:
        yield Text(f"and {words.count(more, 'more story', 'more stories')}", style="dim"), ""


def _quoted(claim: Claim, report: Report | None, *, colour: bool) -> Text:
    """The sentence that holds the words, or where there is none the words alone."""
    source = claim.source
    evidence = report.evidence if report else ()
    sentence = next((s for s in evidence if s.start <= source.start and source.end <= s.end), None)
    if sentence is None:
        return Text(f"“{words.line(source.exact)}”")
    return marked(sentence, (source,), colour=colour)
