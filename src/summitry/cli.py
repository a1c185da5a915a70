"""The command line: it parses options, calls the record or the pipeline, and prints.

Results go to standard output; progress, notes, failures and errors to standard error.
Exit codes: 0 done, 1 some inputs failed, 2 misuse, 130 interrupted.
What is slow to import is imported inside the command that needs it, so that `--help` is quick.
"""

import functools
import io
import shlex
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, ParamSpec

import typer

from summitry import __version__, examples
from summitry.errors import NotFoundError, RecordError, SummitryError
from summitry.model import Contact, Failure, Kind, Known, Reading, Status

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from summitry.record import Record, Summary

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


_Format = typer.Option("--format", "-f", help="How to print it.")
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
_DEFAULT_RECORD = Path("summitry.db")
_DEMO_RECORD = Path("demo.db")


def _command(*examples: str) -> Callable[[Callable[_P, None]], Callable[_P, None]]:
    """Make a function a command: its help ends in examples, its errors in a message and exit code 2."""

    def register(function: Callable[_P, None]) -> Callable[_P, None]:
        @functools.wraps(function)
        def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
            try:
                function(*args, **kwargs)
            except SummitryError as error:
                typer.echo(f"summitry: {error}", err=True)
                raise typer.Exit(MISUSE) from error

        heading = "Example:" if len(examples) == 1 else "Examples:"
        app.command(epilog="\n".join(["\b", heading, *(f"  {e}" for e in examples)]))(run)
        return run

    return register


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


# --- reading --------------------------------------------------------------------------------


@_command(
    "summitry read stories/",
    "summitry read 'feeds/*.jsonl' page.html --record gulf.db",
    "cat story.txt | summitry read -",
)
def read(
    paths: Paths,
    *,
    record: RecordFile = _DEFAULT_RECORD,
    workers: Workers = 1,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Read stories into a record. A story that it has already is passed over."""
    summary = _read_into(record, paths, workers=workers, quiet=quiet, no_color=no_color)
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


@_command(
    "summitry extract story.txt",
    "summitry extract stories/ --format jsonl > reports.jsonl",
    "summitry extract stories/ --format table",
)
def extract(
    paths: Paths,
    *,
    form: Annotated[Literal["jsonl", "json", "table"], _Format] = "jsonl",
    workers: Workers = 1,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Print what stories report, without a record.

    Each line is one story's report of one contact, with the words each value was read from.
    """
    from summitry import interchange, pipeline  # noqa: PLC0415 - slow
    from summitry.terminal import console, data, progress  # noqa: PLC0415 - slow
    from summitry.terminal.timeline import report_rows, timeline  # noqa: PLC0415 - slow

    err = console.console(stderr=True, no_color=no_color)
    failures: list[Failure] = []
    # A bar on the same terminal as the lines would be torn by them.
    with progress.progress(err, quiet=quiet or sys.stdout.isatty()) as steps:
        found = _kept(pipeline.readings(paths, progress=steps, stdin=sys.stdin.buffer, workers=workers), failures)
        reports = (report for reading in found for report in reading.reports)
        if form == "jsonl":
            data.write_lines(sys.stdout, map(interchange.report_line, reports))
        elif form == "json":
            data.write_json(sys.stdout, list(map(interchange.report_line, reports)))
        else:
            rows = report_rows(reports)
    if form == "table":
        _show(lambda out: timeline(rows, width=out.width, pipe=not out.is_terminal), no_color=no_color)
    _tell_failures(failures)
    if not all(failure.reason.skips for failure in failures):
        raise typer.Exit(SOME_FAILED)


@_command("summitry demo", "summitry demo stories/ --record try.db")
def demo(
    folder: Annotated[Path | None, typer.Argument(help="Stories to read in place of the examples.")] = None,
    *,
    record: RecordFile = _DEMO_RECORD,
    no_color: NoColor = False,
) -> None:
    """Read the example stories and show their timeline."""
    from summitry.record import Record  # noqa: PLC0415 - slow
    from summitry.terminal.hints import next_commands  # noqa: PLC0415 - slow

    summary = _read_into(record, [str(folder or examples())], workers=1, quiet=False, no_color=no_color)
    with Record.open(record) as kept:
        contacts = tuple(kept.timeline())
        stories = tuple(kept.stories())
    _print_timeline(contacts, record=record, no_color=no_color)
    commands = next_commands(contacts, stories, record=record)
    if commands:
        typer.echo("\nTry next:", err=True)
    for command, why in commands:
        typer.echo(f"  {command}\n      {why}", err=True)
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


# --- asking ---------------------------------------------------------------------------------


@_command(
    "summitry timeline",
    "summitry timeline --between US CN --since 2023-06 --status held",
    "summitry timeline export controls --kind call --format csv > calls.csv",
)
def timeline(  # noqa: PLR0913 - each is an option of the command
    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="Words to look for in the sources.")] = None,
    *,
    side: Annotated[
        str | None, typer.Option(metavar="SIDE", help="Only with this side: a code or a country's name.")
    ] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Only with this person.")] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option(metavar="SIDE SIDE", help="Only with both sides taking part.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Not over before this date.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Begun by the end of this date.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only of this kind.")] = None,
    status: Annotated[Status | None, typer.Option(help="Only of this status.")] = None,
    topic: Annotated[str | None, typer.Option(metavar="WORDS", help="Only on this topic.")] = None,
    place: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Only here: a country, city, venue or gathering.")
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="The first N only; says how many more.")] = None,
    form: Annotated[Literal["table", "json", "jsonl", "csv"], _Format] = "table",
    record: RecordFile = _DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """List contacts by date.

    Who met, called, visited or wrote to whom, where, on what, and what became of it. The mark ≠
    stands where the sources disagree.
    """
    with _opened(record) as kept:
        found = kept.timeline(
            side=side,
            person=person,
            between=between,
            since=since,
            until=until,
            kind=kind,
            status=status,
            topic=topic,
            place=place,
            text=" ".join(text) if text else None,
        )
    shown = tuple(found)[:limit]
    if form == "table":
        _print_timeline(shown, record=record, no_color=no_color)
    else:
        _write_contacts(shown, form=form)
    if more := len(found) - len(shown):
        typer.echo(f"… and {more:,} more; a higher --limit shows them.", err=True)


@_command("summitry show 1f3a9c", "summitry show 1f3a9c --format json")
def show(
    contact: Annotated[str, typer.Argument(help="The id that `summitry timeline` prints, or the beginning of it.")],
    *,
    form: Annotated[Literal["text", "json"], _Format] = "text",
    record: RecordFile = _DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Print one contact and the words it rests on.

    First the record with its history, then story by story the sentences, the deciding words marked.
    """
    from summitry import interchange  # noqa: PLC0415 - slow
    from summitry.terminal import console, data  # noqa: PLC0415 - slow
    from summitry.terminal.contact import contact as rendered  # noqa: PLC0415 - slow

    with _opened(record) as kept:
        found = kept.contact(contact)
        stories = {r.story_id: kept.story(r.story_id) for r in found.reports}
    if form == "json":
        reports = [interchange.report_line(r) for r in found.reports]
        data.write_json(sys.stdout, {"contact": interchange.contact_line(found), "reports": reports})
        return
    _show(
        lambda out: rendered(found, stories=stories, colour=console.in_colour(out), pipe=not out.is_terminal),
        no_color=no_color,
    )


@_command("summitry stories", "summitry stories --format jsonl")
def stories(
    *,
    form: Annotated[Literal["table", "json", "jsonl"], _Format] = "table",
    record: RecordFile = _DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """List the stories of a record.

    Each with its date and what the date rests on (! where something speaks against one), and how many
    contacts it tells.
    """
    from summitry.terminal import data  # noqa: PLC0415 - slow
    from summitry.terminal import stories as listing  # noqa: PLC0415 - slow

    with _opened(record) as kept:
        found, contacts = kept.stories(), kept.counts()
    if form == "table":
        _show(
            lambda out: listing.stories(found, contacts=contacts, width=out.width, pipe=not out.is_terminal),
            no_color=no_color,
        )
        return
    lines = [listing.story_line(s, contacts=contacts.get(s.id, 0)) for s in found]
    if form == "json":
        data.write_json(sys.stdout, lines)
    else:
        data.write_lines(sys.stdout, lines)


@_command("summitry explain visit.txt", "summitry explain visit.txt --format json")
def explain(
    story: Annotated[str, typer.Argument(help="A story's name in the record (`summitry stories`), or a file to read.")],
    *,
    form: Annotated[Literal["text", "json"], _Format] = "text",
    record: RecordFile = _DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Print how a story was read.

    Its dates and what speaks against them, the lines left out and why, the contacts kept, and the
    candidates let go and why.
    """
    from summitry.terminal import data  # noqa: PLC0415 - slow
    from summitry.terminal.explain import reading_line  # noqa: PLC0415 - slow

    for n, reading in enumerate(_readings_of(story, record)):
        if form == "json":
            data.write_json(sys.stdout, reading_line(reading))
            continue
        if n:
            typer.echo()
        _show(functools.partial(_explained, reading), no_color=no_color)


# --- helpers --------------------------------------------------------------------------------


def _read_into(path: Path, paths: list[str], *, workers: int, quiet: bool, no_color: bool) -> "Summary":
    """Read into the record, with the bar; afterwards the failures and the summary on standard error."""
    from summitry.record import Record  # noqa: PLC0415 - slow
    from summitry.terminal import console, progress  # noqa: PLC0415 - slow
    from summitry.terminal.hints import program  # noqa: PLC0415 - slow
    from summitry.terminal.words import count  # noqa: PLC0415 - slow

    err = console.console(stderr=True, no_color=no_color)
    with Record.open(path) as kept, progress.progress(err, quiet=quiet) as steps:
        try:
            summary = kept.read(paths, progress=steps, workers=workers)
        except KeyboardInterrupt as stop:
            err.print(f"Stopped after {steps.done:,}. What was read is kept in {path}; read again to go on from there.")
            raise typer.Exit(INTERRUPTED) from stop
    _tell_failures(summary.failures)
    if not quiet:
        told = (
            f"read {summary.read:,} · new {summary.new:,} · known {summary.known:,} · "
            f"skipped {summary.skipped:,} · failed {summary.failed:,}"
        )
        typer.echo(f"{told} — {count(summary.contacts, 'contact')} in {path}", err=True)
        if summary.let_go:
            typer.echo(f"{count(summary.let_go, 'candidate')} let go (see `{program()} explain STORY`)", err=True)
    return summary


def _opened(path: Path) -> "Record":
    """The record, which must be there: asking never makes one."""
    from summitry.record import Record  # noqa: PLC0415 - slow

    if not path.exists():
        raise RecordError(f"no record at {path}: make one with `summitry read PATH…`, or name another with --record")
    return Record.open(path)


def _readings_of(story: str, record: Path) -> tuple[Reading, ...]:
    """The story of the record, or a file read on the spot."""
    missing: SummitryError | None = None
    if record.exists():
        try:
            with _opened(record) as kept:
                return (kept.explain(story),)
        except NotFoundError as error:
            missing = error
    if not Path(story).is_file():
        raise missing or NotFoundError(
            f"no file {story}, and no record at {record}: name a file, or a record with --record"
        )
    from summitry import pipeline  # noqa: PLC0415 - slow

    failures: list[Failure] = []
    found = tuple(_kept(pipeline.readings([story]), failures))
    _tell_failures(failures)
    if not found:
        raise typer.Exit(SOME_FAILED)
    return found


def _kept(found: Iterable[Reading | Failure | Known], failures: list[Failure]) -> Iterable[Reading]:
    """The readings, as they come; failures are put aside. Without a record nothing is known."""
    for one in found:
        if isinstance(one, Failure):
            failures.append(one)
        elif isinstance(one, Reading):
            yield one


def _tell_failures(failures: Iterable[Failure]) -> None:
    for failure in failures:
        named = failure.name in failure.message  # most messages name the input themselves
        typer.echo(failure.message if named else f"{failure.name}: {failure.message}", err=True)


def _print_timeline(contacts: tuple[Contact, ...], *, record: Path, no_color: bool) -> None:
    """The table on standard output, a note on standard error."""
    from summitry.terminal.hints import program  # noqa: PLC0415 - slow
    from summitry.terminal.timeline import DISAGREE, rows, timeline  # noqa: PLC0415 - slow
    from summitry.terminal.words import count  # noqa: PLC0415 - slow

    if not contacts:
        typer.echo("No contact matches.", err=True)
        return
    found = rows(contacts)
    _show(lambda out: timeline(found, width=out.width, pipe=not out.is_terminal), no_color=no_color)
    note = count(len(found), "contact")
    if disagree := sum(r.disagree for r in found):
        note += f", {disagree:,} where the sources disagree ({DISAGREE})"
    file = "" if record == _DEFAULT_RECORD else f" --record {shlex.quote(str(record))}"
    typer.echo(f"\n{note}. `{program()} show ID{file}` prints one with its sources.", err=True)


def _write_contacts(contacts: tuple[Contact, ...], *, form: str) -> None:
    from summitry import interchange  # noqa: PLC0415 - slow
    from summitry.terminal import data  # noqa: PLC0415 - slow

    if form == "csv":
        header = tuple(interchange.ContactRow.__annotations__)
        data.write_csv(sys.stdout, map(interchange.contact_row, contacts), header=header)
    elif form == "jsonl":
        data.write_lines(sys.stdout, map(interchange.contact_line, contacts))
    else:
        data.write_json(sys.stdout, list(map(interchange.contact_line, contacts)))


def _explained(reading: Reading, out: "Console") -> "RenderableType":
    from summitry.terminal.explain import explain as rendered  # noqa: PLC0415 - slow

    return rendered(reading, width=out.width, pipe=not out.is_terminal)


def _show(render: "Callable[[Console], RenderableType]", *, no_color: bool) -> None:
    from summitry.terminal import console  # noqa: PLC0415 - slow

    out = console.console(no_color=no_color)
    console.show(out, render(out))


def main() -> None:
    """Run the command line as the program `summitry`."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends the program quietly, as it does others
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Unicode gets "?" in place of an error
    app()
