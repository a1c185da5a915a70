"""Commands that read stories: `read`, `extract`, `demo`."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summitry import examples
from summitry.cli.base import (
    DEFAULT_RECORD,
    DEMO_RECORD,
    INTERRUPTED,
    SOME_FAILED,
    Format,
    NoColor,
    Paths,
    Quiet,
    RecordFile,
    Workers,
    command,
    kept_readings,
    print_timeline,
    show_on,
    tell_failures,
)

if TYPE_CHECKING:
    from summitry.model import Failure
    from summitry.record import Summary


@command(
    "summitry read stories/",
    "summitry read 'feeds/*.jsonl' page.html --record gulf.db",
    "cat story.txt | summitry read -",
)
def read(
    paths: Paths,
    *,
    record: RecordFile = DEFAULT_RECORD,
    workers: Workers = 1,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Read stories into a record. A story that it has already is passed over."""
    summary = _read_into(record, paths, workers=workers, quiet=quiet, no_color=no_color)
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


@command(
    "summitry extract story.txt",
    "summitry extract stories/ --format jsonl > reports.jsonl",
    "summitry extract stories/ --format table",
)
def extract(
    paths: Paths,
    *,
    form: Annotated[Literal["jsonl", "json", "table"], Format] = "jsonl",
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
        found = kept_readings(
            pipeline.readings(paths, progress=steps, stdin=sys.stdin.buffer, workers=workers), failures
        )
        reports = (report for reading in found for report in reading.reports)
        if form == "jsonl":
            data.write_lines(sys.stdout, map(interchange.report_line, reports))
        elif form == "json":
            data.write_json(sys.stdout, list(map(interchange.report_line, reports)))
        else:
            rows = report_rows(reports)
    if form == "table":
        show_on(lambda out: timeline(rows, width=out.width, pipe=not out.is_terminal), no_color=no_color)
    tell_failures(failures)
    if not all(failure.reason.skips for failure in failures):
        raise typer.Exit(SOME_FAILED)


@command("summitry demo", "summitry demo stories/ --record try.db")
def demo(
    folder: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="Stories to read in place of the examples.")
    ] = None,
    *,
    record: RecordFile = DEMO_RECORD,
    no_color: NoColor = False,
) -> None:
    """Read the example stories and show their timeline."""
    from summitry.record import Record  # noqa: PLC0415 - slow
    from summitry.terminal.hints import next_commands  # noqa: PLC0415 - slow

    summary = _read_into(record, [str(folder or examples())], workers=1, quiet=False, no_color=no_color)
    if not record.exists():
        raise typer.Exit(SOME_FAILED)
    with Record.open(record) as kept:
        contacts = tuple(kept.timeline())
        stories = tuple(kept.stories())
    print_timeline(contacts, record=record, no_color=no_color)
    commands = next_commands(contacts, stories, record=record)
    if commands:
        typer.echo("\nTry next:", err=True)
    for line, why in commands:
        typer.echo(f"  {line}\n      {why}", err=True)
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


def _read_into(path: Path, paths: list[str], *, workers: int, quiet: bool, no_color: bool) -> "Summary":
    """Read into the record, with the bar; afterwards the failures and the summary on standard error.

    Where there is nothing to read, no record is made.
    """
    from summitry.capture import holds_a_story  # noqa: PLC0415 - slow
    from summitry.record import Record  # noqa: PLC0415 - slow
    from summitry.terminal import console, progress  # noqa: PLC0415 - slow
    from summitry.terminal.hints import program  # noqa: PLC0415 - slow
    from summitry.terminal.words import count  # noqa: PLC0415 - slow

    err = console.console(stderr=True, no_color=no_color)
    there = path.exists() or holds_a_story(paths)
    with Record.open(path if there else None) as kept, progress.progress(err, quiet=quiet) as steps:
        try:
            summary = kept.read(paths, progress=steps, workers=workers)
        except KeyboardInterrupt as stop:
            err.print(f"Stopped after {steps.done:,}. What was read is kept in {path}; read again to go on from there.")
            raise typer.Exit(INTERRUPTED) from stop
    tell_failures(summary.failures)
    if not quiet:
        told = (
            f"read {summary.read:,} · new {summary.new:,} · known {summary.known:,} · "
            f"skipped {summary.skipped:,} · failed {summary.failed:,}"
        )
        kept_in = f"{count(summary.contacts, 'contact')} in {path}" if there else f"no record was made at {path}"
        typer.echo(f"{told} — {kept_in}", err=True)
        if summary.let_go:
            file = "" if path == DEFAULT_RECORD else f" --record {shlex.quote(str(path))}"
            typer.echo(f"{count(summary.let_go, 'candidate')} let go (see `{program()} explain STORY{file}`)", err=True)
    return summary
