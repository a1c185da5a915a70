"""The command that tells the state of the line between two sides: `line`."""

import sys
from datetime import datetime
from typing import Annotated, Literal

import typer

from summitry.cli.base import DEFAULT_RECORD, Format, NoColor, RecordFile, command, opened, show_on
from summitry.errors import SummitryError


@command("summitry line US CN", "summitry line US China --on 2023-06-01", "summitry line US-CA CN --format json")
def line(  # noqa: PLR0913 - each is an option of the command
    a: Annotated[str, typer.Argument(metavar="SIDE", help="One side: a code or a country's name.")],
    b: Annotated[str, typer.Argument(metavar="SIDE", help="The other.")],
    *,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The line on this day, by the stories of then. Without it: today."),
    ] = None,
    form: Annotated[Literal["text", "json"], Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Tell how open the line between two sides is.

    The last contact at each rank, the silence beside what is usual, the contacts of each month, who goes
    to whom, which subjects come and go, what is planned and what has led up to it. All figures are those of the record.

    With --on nothing that was told later takes part: a story whose date is not known is left out.
    """
    from summitry import dates  # noqa: PLC0415 - slow
    from summitry.lineform import line_line  # noqa: PLC0415 - slow
    from summitry.terminal import data  # noqa: PLC0415 - slow
    from summitry.terminal.line import line as rendered  # noqa: PLC0415 - slow

    try:
        day = dates.only_day(on) if on else datetime.now().astimezone().date()
    except ValueError:
        day = None
    if day is None:
        raise SummitryError(f'--on: "{on}" is no day; give one such as 2023-06-18')
    with opened(record) as kept:
        found = kept.line(a, b, on=day, hindsight=on is None)
    if form == "json":
        data.write_json(sys.stdout, line_line(found))
        return
    show_on(lambda out: rendered(found, width=out.width, pipe=not out.is_terminal), no_color=no_color)
