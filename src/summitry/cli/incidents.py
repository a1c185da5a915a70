"""The command `incidents`: what contacts of a record stand to that is no contact itself."""

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summitry.cli.base import DEFAULT_RECORD, Format, NoColor, RecordFile, command, opened, show_on
from summitry.query import Filter, Term

if TYPE_CHECKING:
    from summitry.chains import Marked


@command("summitry incidents", "summitry incidents --side CN --since 2023", "summitry incidents --format json")
def incidents(  # noqa: PLR0913 - each is an option of the command
    *,
    side: Annotated[
        str | None, typer.Option(metavar="SIDE", help="Only of contacts with this side: a code or a country's name.")
    ] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option(metavar="SIDE SIDE", help="Only of contacts with both sides.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Of contacts not over before this date.")] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Of contacts begun by the end of this date.")
    ] = None,
    form: Annotated[Literal["table", "json", "jsonl"], Format] = "table",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """List incidents that contacts stand to.

    Drills, a shootdown, an election: what a story binds a contact to ("called off over the drills"), with the
    story's own words for its name, when and where as far as told, and the contacts before, after or because of it.
    """
    from summitry import chains  # noqa: PLC0415 - slow

    with opened(record) as kept:
        asked = kept.entries(Filter(side=side, between=between, since=since, until=until))
        standing = kept.terms(Term.INCIDENT, [e.id for e in asked])
        found = chains.incidents(kept.these(e.id for e in asked if e.id in standing))
    if form == "table":
        _print(found, no_color=no_color)
        return
    from summitry import interchange  # noqa: PLC0415 - slow
    from summitry.terminal import data  # noqa: PLC0415 - slow

    lines = [interchange.marked_line(one) for one in found]
    if form == "json":
        data.write_json(sys.stdout, lines)
    else:
        data.write_lines(sys.stdout, lines)


def _print(found: "tuple[Marked, ...]", *, no_color: bool) -> None:
    from summitry.terminal.links import incidents as table  # noqa: PLC0415 - slow
    from summitry.terminal.words import count  # noqa: PLC0415 - slow

    if not found:
        typer.echo("No contact that was asked for stands to an incident.", err=True)
        return
    show_on(lambda out: table(found, pipe=not out.is_terminal), no_color=no_color)
    typer.echo(f"\n{count(len(found), 'incident')}.", err=True)
