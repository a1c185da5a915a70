"""The command that takes a question in plain words: `search`."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from summitry.cli.base import (
    DEFAULT_RECORD,
    Format,
    Limit,
    Listing,
    NoColor,
    RecordFile,
    command,
    opened,
    print_found,
)

if TYPE_CHECKING:
    from summitry.questions import Understood


@command(
    "summitry search Wang Yi in Moscow since 2023",
    'summitry search "meetings about Taiwan between China and Japan in 2022"',
    "summitry search US China calls planned --format json",
)
def search(
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help="What to look for, in plain words.")],
    *,
    limit: Limit = None,
    form: Annotated[Listing, Format] = "table",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """List the contacts that a question in plain words asks for.

    Rules turn it into what `timeline` takes: sides, people, times, places, topics, kinds, statuses. How it was
    understood is told first; what no rule understood is looked for in the sources, as is all in quotation marks.
    """
    from summitry.questions import known_to, understood  # noqa: PLC0415 - slow

    with opened(record) as kept:
        today = datetime.now().astimezone().date()
        told = understood(" ".join(question), today=today, is_person=known_to(kept))
        typer.echo(_told(told), err=True)
        print_found(kept, told.wanted, limit=limit, form=form, record=record, no_color=no_color)


def _told(told: "Understood") -> str:
    """How a question was understood: 'side CN · since 2023 · words "fishing"'."""
    from summitry.terminal.words import line  # noqa: PLC0415 - slow

    parts = [f'{p.asks} "{line(p.value)}"' if p.asks == "words" else f"{p.asks} {line(p.value)}" for p in told.parts]
    asked = " · ".join(parts) or "all contacts"
    left = ", ".join(map(line, told.unasked))
    return f"Understood: {asked}{f'. Not asked for beside it: {left}' if left else ''}."
