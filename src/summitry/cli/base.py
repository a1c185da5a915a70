"""What every command shares: the program, its options, the record it asks, and how it prints."""

import functools
import re
import shlex
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, ParamSpec, TypeAlias

import typer

from summitry import __version__
from summitry.errors import RecordError, SummitryError
from summitry.model import Contact, Failure, Kind, Known, Rank, Reading, Status

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from summitry.query import Filter
    from summitry.record import Record

_P = ParamSpec("_P")
DONE, SOME_FAILED, MISUSE, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="summitry",
    help="Read news stories and keep a sourced record of diplomatic contacts: who met whom, when, where, on what.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: quick to print, and the same in a pipe
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  summitry demo                          the example stories, read and shown
  summitry read stories/ page.html       into summitry.db
  summitry timeline --side US            what the record has on the United States
""",
)


Listing: TypeAlias = Literal["table", "json", "jsonl", "csv"]  # the forms of a list of contacts
Format = typer.Option("--format", "-f", help="How to print it.")
Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH", help="Files, folders or patterns: .html .txt .md .jsonl .json; - is standard input."
    ),
]
RecordFile = Annotated[Path, typer.Option("--record", "-r", metavar="FILE", help="The record's file.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour; NO_COLOR in the environment does the same.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no notes.")]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, help="Read with N processes; each needs about 200 MB.")
]
ContactId = Annotated[
    str, typer.Argument(metavar="ID", help="The id that `summitry timeline` prints, or the beginning of it.")
]
# What the commands that filter contacts share; `query.Filter` tells what each means.
Words = Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="Words to look for in the sources.")]
WithSide = Annotated[str | None, typer.Option(metavar="SIDE", help="Only with this side: a code or a country's name.")]
WithPerson = Annotated[str | None, typer.Option(metavar="NAME", help="Only with this person.")]
Between = Annotated[tuple[str, str] | None, typer.Option(metavar="SIDE SIDE", help="Only with both sides taking part.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Not over before this date.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Begun by the end of this date.")]
Limit = Annotated[int | None, typer.Option(metavar="N", min=1, help="The first N only; says how many more.")]
OfKind = Annotated[Kind | None, typer.Option(help="Only of this kind.")]
OfStatus = Annotated[Status | None, typer.Option(help="Only of this status.")]
OnTopic = Annotated[
    str | None, typer.Option(metavar="WORDS", help="Only on this topic: its words, or a subject (see `subjects`).")
]
AtPlace = Annotated[str | None, typer.Option(metavar="PLACE", help="Only here: a country, city, venue or gathering.")]
OfRank = Annotated[Rank | None, typer.Option(help="Only with somebody of this rank taking part.")]
_HINT = re.compile(
    r"`(summitry (?:timeline|show|stories|explain|undo|decisions|suggest|same|different|split|wrong)\b[^`]*)`"
)
DEFAULT_RECORD = Path("summitry.db")
DEMO_RECORD = Path("demo.db")
NO_MATCH = "No contact matches."


def command(
    *examples: str, name: str | None = None, group: typer.Typer = app
) -> Callable[[Callable[_P, None]], Callable[_P, None]]:
    """Make a function a command: its help ends in examples, its errors in a message and exit code 2.

    Args:
        examples: command lines.
        name: the command's name, if not the function's.
        group: the command of which it is one, if not the program.
    """

    def register(function: Callable[_P, None]) -> Callable[_P, None]:
        @functools.wraps(function)
        def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
            try:
                function(*args, **kwargs)
            except SummitryError as error:
                typer.echo(f"summitry: {_with_record(str(error), kwargs.get('record'))}", err=True)
                raise typer.Exit(MISUSE) from error

        heading = "Example:" if len(examples) == 1 else "Examples:"
        group.command(name, epilog="\n".join(["\b", heading, *(f"  {e}" for e in examples)]))(run)
        return run

    return register


def _with_record(message: str, record: object) -> str:
    """A message whose commands name the record in use, so that following it touches no other one."""
    if not isinstance(record, Path) or record == DEFAULT_RECORD:
        return message
    return _HINT.sub(rf"`\1 --record {shlex.quote(str(record))}`", message)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"summitry {__version__}")
        raise typer.Exit


@app.callback()
def _start(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Take what stands before the command."""


def opened(path: Path) -> "Record":
    """The record, which must be there: asking never makes one."""
    from summitry.record import Record  # noqa: PLC0415 - slow

    if not path.exists():
        raise RecordError(f"no record at {path}: make one with `summitry read PATH…`, or name another with --record")
    return Record.open(path)


def show_on(render: "Callable[[Console], RenderableType]", *, no_color: bool) -> None:
    """Print what is rendered for the terminal there is."""
    from summitry.terminal import console  # noqa: PLC0415 - slow

    out = console.console(no_color=no_color)
    console.show(out, render(out))


def print_found(  # noqa: PLR0913 - what the commands that list contacts have in common
    kept: "Record", wanted: "Filter", *, limit: int | None, form: Listing, record: Path, no_color: bool
) -> None:
    """The contacts asked for on standard output, in this form; on standard error how many the limit leaves out."""
    found = kept.entries(wanted)
    shown = kept.these(e.id for e in found[:limit])
    if form == "table":
        print_timeline(shown, record=record, no_color=no_color)
    else:
        _write_contacts(shown, form=form)
    if more := len(found) - len(shown):
        typer.echo(f"… and {more:,} more; a higher --limit shows them.", err=True)


def _write_contacts(contacts: tuple[Contact, ...], *, form: Listing) -> None:
    from summitry import interchange  # noqa: PLC0415 - slow
    from summitry.terminal import data  # noqa: PLC0415 - slow

    if form == "csv":
        header = tuple(interchange.ContactRow.__annotations__)
        data.write_csv(sys.stdout, map(interchange.contact_row, contacts), header=header)
    elif form == "jsonl":
        data.write_lines(sys.stdout, map(interchange.contact_line, contacts))
    else:
        data.write_json(sys.stdout, list(map(interchange.contact_line, contacts)))
    if not contacts:
        typer.echo(NO_MATCH, err=True)


def print_timeline(contacts: tuple[Contact, ...], *, record: Path, no_color: bool) -> None:
    """The table on standard output, a note on standard error."""
    from summitry.terminal.hints import program  # noqa: PLC0415 - slow
    from summitry.terminal.timeline import DISAGREE, rows, timeline  # noqa: PLC0415 - slow
    from summitry.terminal.words import count  # noqa: PLC0415 - slow

    if not contacts:
        typer.echo(NO_MATCH, err=True)
        return
    found = rows(contacts)
    show_on(lambda out: timeline(found, width=out.width, pipe=not out.is_terminal), no_color=no_color)
    note = count(len(found), "contact")
    if disagree := sum(r.disagree for r in found):
        note += f", {disagree:,} where the sources disagree ({DISAGREE})"
    file = "" if record == DEFAULT_RECORD else f" --record {shlex.quote(str(record))}"
    typer.echo(f"\n{note}. `{program()} show ID{file}` prints one with its sources.", err=True)


def tell_failures(failures: Iterable[Failure]) -> None:
    """Print why inputs gave no story, on standard error."""
    for failure in failures:
        named = failure.name in failure.message  # most messages name the input themselves
        typer.echo(failure.message if named else f"{failure.name}: {failure.message}", err=True)


def kept_readings(found: Iterable[Reading | Failure | Known], failures: list[Failure]) -> Iterable[Reading]:
    """The readings, as they come; failures are put aside. Without a record nothing is known."""
    for one in found:
        if isinstance(one, Failure):
            failures.append(one)
        elif isinstance(one, Reading):
            yield one
