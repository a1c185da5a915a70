"""The command `conflicts`: where the sources of a record disagree."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summitry.cli.base import (
    DEFAULT_RECORD,
    Between,
    Format,
    Limit,
    NoColor,
    OfKind,
    OfRank,
    RecordFile,
    Since,
    Until,
    WithPerson,
    WithSide,
    command,
    opened,
    show_on,
)
from summitry.query import Disputed, Filter, at_odds, is_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.model import Contact


@command("summitry conflicts", "summitry conflicts --between US CN --field when", "summitry conflicts --format json")
def conflicts(  # noqa: PLR0913 - each is an option of the command
    *,
    field: Annotated[
        Disputed | None,
        typer.Option(help="Only on this field."),
    ] = None,
    side: WithSide = None,
    person: WithPerson = None,
    between: Between = None,
    since: Since = None,
    until: Until = None,
    kind: OfKind = None,
    rank: OfRank = None,
    limit: Limit = None,
    form: Annotated[Literal["text", "json", "jsonl"], Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """List claims that cannot all hold.

    Contact by contact and field by field: each value, how many independent origins tell it (a reprint is
    no second one), and the words. The value that the record shows is marked (best). That a story leaves
    something out, or tells it less exactly, is no conflict.
    """
    wanted = Filter(side=side, person=person, between=between, since=since, until=until, kind=kind, rank=rank)
    with opened(record) as kept:
        disputed = kept.outlined(e.id for e in kept.entries(wanted) if e.disputed)
        asked = [one.id for one in disputed if at_odds(one, field)]
        found = tuple(_on(kept.these(asked[:limit], linked=False), field))
    if form == "text":
        _print(found, no_color=no_color)
    else:
        _write(found, form=form)
    if more := len(asked) - len(found):
        typer.echo(
            f"… and {more:,} more {'contact' if more == 1 else 'contacts'}; a higher --limit shows them.", err=True
        )


def _write(found: "tuple[Contact, ...]", *, form: Literal["json", "jsonl"]) -> None:
    from summitry import interchange  # noqa: PLC0415 - slow
    from summitry.terminal import data  # noqa: PLC0415 - slow

    lines = [line for contact in found for line in interchange.conflict_lines(contact)]
    if form == "json":
        data.write_json(sys.stdout, lines)
    else:
        data.write_lines(sys.stdout, lines)


def _on(contacts: "Iterable[Contact]", field: Disputed | None) -> "Iterable[Contact]":
    """The contacts with conflicts, and of these only the ones on the field."""
    for contact in contacts:
        kept = tuple(c for c in contact.conflicts if is_on(c, field))
        if kept:
            yield replace(contact, conflicts=kept)


def _print(found: "tuple[Contact, ...]", *, no_color: bool) -> None:
    from summitry.terminal import console  # noqa: PLC0415 - slow
    from summitry.terminal.conflicts import listing  # noqa: PLC0415 - slow
    from summitry.terminal.words import count  # noqa: PLC0415 - slow

    if not found:
        typer.echo("The sources disagree on nothing that was asked for.", err=True)
        return
    show_on(
        lambda out: listing(found, colour=console.in_colour(out), pipe=not out.is_terminal),
        no_color=no_color,
    )
    number = sum(len(contact.conflicts) for contact in found)
    typer.echo(f"\n{count(number, 'conflict')} on {count(len(found), 'contact')}.", err=True)
