"""The command `subjects`: the scheme of diplomatic subjects, and how many contacts of a record are on each."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summitry.cli.base import Format, NoColor, command, opened, show_on
from summitry.query import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.subjects import Subject


@command("summitry subjects", "summitry subjects --record summitry.db", "summitry subjects the opioid crisis")
def subjects(
    text: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="Only the subjects that these words name.")
    ] = None,
    *,
    record: Annotated[
        Path | None,
        typer.Option("--record", "-r", metavar="FILE", help="Count the contacts of this record on each subject."),
    ] = None,
    form: Annotated[Literal["table", "json", "jsonl"], Format] = "table",
    no_color: NoColor = False,
) -> None:
    """List the scheme of diplomatic subjects.

    What contacts are about, under one name each: "fentanyl trafficking" and "the opioid crisis" are one subject. A
    contact counts for each subject that its topics name, and for the broader ones.
    """
    from summitry import subjects as scheme  # noqa: PLC0415 - slow

    shown = scheme.subjects_of(" ".join(text)) if text else scheme.in_order()
    counts = None
    if record is not None:
        with opened(record) as kept:
            counts = scheme.counted(kept.terms(Term.TOPIC, [e.id for e in kept.entries()]).values())
    if form == "table":
        _print(shown, counts, no_color=no_color)
        return
    from summitry.contentform import subject_line  # noqa: PLC0415 - slow
    from summitry.terminal import data  # noqa: PLC0415 - slow

    lines = [subject_line(one, counts) for one in shown]
    if form == "json":
        data.write_json(sys.stdout, lines)
    else:
        data.write_lines(sys.stdout, lines)


def _print(shown: "tuple[Subject, ...]", counts: "Mapping[Subject, int] | None", *, no_color: bool) -> None:
    from summitry.terminal.subjects import subjects as table  # noqa: PLC0415 - slow

    if not shown:
        typer.echo("No subject of the scheme is named in these words.", err=True)
        return
    show_on(lambda out: table(shown, counts, pipe=not out.is_terminal), no_color=no_color)
