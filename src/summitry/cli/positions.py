"""The command that prints what each side said: `positions`."""

import sys
from typing import Annotated, Literal

import typer

from summitry.cli.base import (
    DEFAULT_RECORD,
    Between,
    Format,
    NoColor,
    RecordFile,
    Since,
    Until,
    command,
    opened,
    show_on,
)
from summitry.errors import SummitryError
from summitry.query import Filter


@command(
    "summitry positions 1f3a9c",
    "summitry positions --between US CN --topic Taiwan --since 2023",
    "summitry positions --side KE --person Otieno --format json",
)
def positions(  # noqa: PLR0913 - each is an option of the command
    contact: Annotated[
        str | None,
        typer.Argument(
            metavar="ID", help="A contact's id, or the beginning of it. Without it: all contacts asked for."
        ),
    ] = None,
    *,
    between: Between = None,
    side: Annotated[str | None, typer.Option(metavar="SIDE", help="Only what this side said.")] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person said.")] = None,
    topic: Annotated[str | None, typer.Option(metavar="WORDS", help="Only on this subject, or in these words.")] = None,
    since: Since = None,
    until: Until = None,
    form: Annotated[Literal["text", "json"], Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Print what each side said on each subject.

    Oldest first, each statement with its speaker and its story. Where a side is quoted again on a subject, the words
    that are new since it last was are marked, and those not said again are listed. Without an ID the newest thousand
    contacts of those asked for are gone through; it is told where there are more.
    """
    from summitry.contentform import position_line  # noqa: PLC0415 - slow
    from summitry.terminal import console, data  # noqa: PLC0415 - slow
    from summitry.terminal.positions import listing  # noqa: PLC0415 - slow

    if contact and between:
        raise SummitryError("give a contact or --between, not both")
    wanted = Filter(side=side, person=person, between=between, topic=topic, since=since, until=until)
    with opened(record) as kept:
        told = kept.said(wanted, contact=contact)
    found = told.positions
    if form == "json":
        data.write_json(sys.stdout, list(map(position_line, found)))
    elif not found:
        typer.echo("Nothing that was said matches.", err=True)
    else:
        show_on(
            lambda out: listing(found, width=out.width, colour=console.in_colour(out), pipe=not out.is_terminal),
            no_color=no_color,
        )
    if told.since:
        typer.echo(
            f"This goes back to {told.since}; --until {told.before} goes on. Fewer contacts, as with --between, go "
            "further back.",
            err=True,
        )
