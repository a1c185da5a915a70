"""The command that reads feeds as they come: `watch`."""

import os
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summitry.cli.base import (
    DEFAULT_RECORD,
    INTERRUPTED,
    SOME_FAILED,
    Format,
    NoColor,
    Quiet,
    RecordFile,
    command,
)
from summitry.errors import SummitryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from summitry.watch.news import News
    from summitry.watch.watcher import Round, Watch

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LEAST = 60.0  # seconds between two requests for a feed: more often is no reader's business


@command(
    "summitry watch https://example.org/world.xml",
    "summitry watch feeds.opml --once --record gulf.db",
    "summitry watch feeds.opml --every 30m --atom changes.xml --webhook https://example.org/hook",
)
def watch(  # noqa: PLR0913 - each is an option of the command
    sources: Annotated[
        list[str], typer.Argument(metavar="FEED", help="Feeds' addresses (RSS, Atom), or OPML files that list them.")
    ],
    *,
    record: RecordFile = DEFAULT_RECORD,
    once: Annotated[bool, typer.Option("--once", help="One round, then leave; for cron.")] = False,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="From one look at a feed to the next: 90s, 15m, 2h, 1d.")
    ] = "15m",
    pause: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="Between two requests to one host, at least.")
    ] = 2.0,
    atom: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the latest changes as an Atom feed into this file.")
    ] = None,
    webhook: Annotated[
        str | None,
        typer.Option(metavar="URL", help="POST each change there, signed if SUMMITRY_WEBHOOK_SECRET is set."),
    ] = None,
    contact: Annotated[
        str | None, typer.Option(metavar="TEXT", help="An address or page of yours, told to the hosts that are asked.")
    ] = None,
    form: Annotated[Literal["text", "json"], Format] = "text",
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Read feeds and their pages into a record as they come, and tell what changed.

    New contacts, other statuses and new disagreements go to standard output, a line each; with --format
    json each is an object. Hosts are asked politely: robots.txt holds, no host has two requests at once,
    and who is overtaxed is left alone. What was seen is kept beside the record, in RECORD.watch.
    """
    seconds = _seconds(every)
    if contact is not None and not (contact.isascii() and contact.isprintable()):
        raise SummitryError("--contact is sent with each request and takes plain characters: mail@example.org")
    try:
        from summitry.watch import feeds, outlets  # noqa: PLC0415 - an extra, and slow
        from summitry.watch.cursor import Cursor  # noqa: PLC0415 - as above
        from summitry.watch.fetching import Fetcher  # noqa: PLC0415 - as above
        from summitry.watch.watcher import Outlets, Watch  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        raise SummitryError(f'watch needs {error.name}: pip install "summitry[watch]"') from error
    from summitry.record import Record  # noqa: PLC0415 - slow

    subscribed = feeds.subscriptions(sources)
    hook = outlets.Webhook(webhook, secret=os.environ.get(outlets.SECRET)) if webhook else None
    to = Outlets(_printer(form, no_color=no_color), hook, atom)
    beside = record.with_name(f"{record.name}.watch")
    with (
        Record.open(record) as kept,
        Cursor(beside) as cursor,
        Fetcher(cursor, pause=pause, contact=contact) as fetcher,
    ):
        try:
            every_round = None if once else seconds
            one = Watch(kept, cursor, fetcher, subscribed, to=to, warn=_warn, every=every_round)
            done = _run(one, once=once, quiet=quiet)
        except KeyboardInterrupt as stop:
            typer.echo(f"Stopped. What was read is kept in {record}; watch again to go on from there.", err=True)
            raise typer.Exit(INTERRUPTED) from stop
    if done.failed:
        raise typer.Exit(SOME_FAILED)


def _run(watch: "Watch", *, once: bool, quiet: bool) -> "Round":
    """Rounds until somebody ends them, or one."""
    while True:
        done = watch.round()
        if not quiet:
            typer.echo(_summary(done), err=True)
        if once:
            return done
        time.sleep(max(watch.due(), 1.0))


def _summary(done: "Round") -> str:
    from summitry.terminal.words import count  # noqa: PLC0415 - slow

    told = [
        f"{count(done.feeds, 'feed')} asked",
        f"{done.resting:,} not due" if done.resting else "",
        count(done.entries, "new entry", "new entries"),
        f"{done.read:,} read",
        f"{done.empty:,} with nothing to read" if done.empty else "",
        f"{done.waiting:,} left for later" if done.waiting else "",
        count(done.changes, "change"),
        f"{done.failed:,} failed" if done.failed else "",
    ]
    return f"{time.strftime('%H:%M')} " + " · ".join(part for part in told if part)


def _printer(form: str, *, no_color: bool) -> "Callable[[News], None]":
    """What prints a change, and lets it go at once: the next may be hours away."""
    from summitry.terminal import console, watching  # noqa: PLC0415 - slow

    out = console.console(no_color=no_color)

    def show(news: "News") -> None:
        if form == "json":
            sys.stdout.write(f"{news.body}\n")
        else:
            out.print(watching.change(news), soft_wrap=True)
        sys.stdout.flush()

    return show


def _warn(message: str) -> None:
    """Print what strangers' servers and feeds had a say in: no control characters, no passwords of addresses."""
    from summitry.terminal import words  # noqa: PLC0415 - slow

    typer.echo(re.sub(r"(?<=://)[^/@\s]+@", "", words.line(message)), err=True)


def _seconds(text: str) -> float:
    """A time like 15m in seconds."""
    found = re.fullmatch(r"(\d{1,6})([smhd])", text.strip())
    seconds = float(int(found[1]) * _UNITS[found[2]]) if found else 0.0
    if not _LEAST <= seconds <= 30 * _UNITS["d"]:
        raise SummitryError(f'--every: "{text}" is no time from 60s to 30d; give 90s, 15m, 2h or 1d')
    return seconds
