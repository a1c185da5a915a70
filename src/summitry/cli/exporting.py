"""The command that writes contacts in the formats of other programs: `export`."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summitry.cli.base import (
    DEFAULT_RECORD,
    AtPlace,
    Between,
    OfKind,
    OfRank,
    OfStatus,
    OnTopic,
    RecordFile,
    Since,
    Until,
    WithPerson,
    WithSide,
    Words,
    command,
    opened,
)
from summitry.errors import SummitryError
from summitry.model import Contact
from summitry.query import Filter

if TYPE_CHECKING:
    from summitry.exporters import Exporter

_STORIES = 256  # kept at hand: contacts in order of date share few stories


class Form(StrEnum):
    """The formats, by their names; `exporters.EXPORTERS` has them."""

    CSV = "csv"
    PARQUET = "parquet"
    JSONL = "jsonl"
    JSONLD = "jsonld"
    FTM = "ftm"
    ICS = "ics"
    ATOM = "atom"
    GEOJSON = "geojson"
    GRAPHML = "graphml"
    EVENTS = "events"


@command(
    "summitry export --format csv --output contacts.csv",
    "summitry export --format ics --side KE --since 2031-06 > kenya.ics",
    "summitry export --format parquet --rows parties --output parties.parquet",
)
def export(  # noqa: PLR0913 - each is an option of the command
    text: Words = None,
    *,
    form: Annotated[Form, typer.Option("--format", "-f", help="The format; docs/exports.md tells what each holds.")],
    rows: Annotated[
        Literal["contacts", "reports", "parties", "statements"],
        typer.Option(help="What a row is, in csv, parquet and jsonl."),
    ] = "contacts",
    nodes: Annotated[Literal["persons", "sides"], typer.Option(help="What a node is, in graphml.")] = "persons",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file; else to standard output.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="The time that ics and atom give to undated stories (ISO 8601); else now."),
    ] = None,
    side: WithSide = None,
    person: WithPerson = None,
    between: Between = None,
    since: Since = None,
    until: Until = None,
    kind: OfKind = None,
    status: OfStatus = None,
    topic: OnTopic = None,
    place: AtPlace = None,
    rank: OfRank = None,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Write contacts in a format of other programs.

    All that the filters let through, by date: the same record gives the same bytes. Contacts for which a
    format has no room are counted on standard error with the reason.
    """
    from summitry.exporters import EXPORTERS, Nodes, Options, Rows  # noqa: PLC0415 - slow

    exporter = EXPORTERS[form.value]
    if rows != "contacts" and not exporter.tabular:
        raise SummitryError(f"--rows goes with csv, parquet and jsonl; --format {form.value} has a form of its own")
    wanted = Filter(
        side=side,
        person=person,
        between=between,
        since=since,
        until=until,
        kind=kind,
        status=status,
        topic=topic,
        place=place,
        rank=rank,
        text=" ".join(text) if text else None,
    )
    if exporter.binary and output is None and sys.stdout.isatty():
        raise SummitryError(f"--format {form.value} is no text: give a file with --output, or lead it into one")
    left_out: Counter[str] = Counter()
    with opened(record) as kept:
        options = Options(story=lru_cache(_STORIES)(kept.story), at=_time(at), rows=Rows(rows), nodes=Nodes(nodes))
        found = _counted(kept.each(wanted), exporter, left_out)
        _write(exporter.write(found, options), output)
    for reason, number in sorted(left_out.items()):
        typer.echo(f"{number:,} left out: {reason}.", err=True)


def _time(text: str | None) -> datetime:
    """The time given, or now; a time without a zone is UTC."""
    if text is None:
        return datetime.now(UTC)
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise SummitryError(f'--at: "{text}" is no time; give 2031-05-20 or 2031-05-20T12:00:00Z') from None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _counted(contacts: Iterable[Contact], exporter: "Exporter", left_out: Counter[str]) -> Iterator[Contact]:
    """The contacts, while those are counted for which the format has no room."""
    for contact in contacts:
        if reason := exporter.leaves_out(contact):
            left_out[reason] += 1
        yield contact


def _write(parts: Iterator[bytes], output: Path | None) -> None:
    """The bytes as they come. A file is there whole or not at all: what breaks off leaves the old one."""
    if output is None:
        for part in parts:
            sys.stdout.buffer.write(part)
        return
    unfinished = output.with_name(f".{output.name}.part")
    try:
        with unfinished.open("wb") as out:
            out.writelines(parts)
        unfinished.replace(output)
    except OSError as error:
        raise SummitryError(f"cannot write {output}: {error.strerror}; give another file with --output") from error
    finally:
        unfinished.unlink(missing_ok=True)
