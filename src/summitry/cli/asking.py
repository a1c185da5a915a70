"""Commands that ask a record: `timeline`, `show`, `stories`, `explain`."""

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summitry.cli.base import (
    DEFAULT_RECORD,
    SOME_FAILED,
    AtPlace,
    Between,
    ContactId,
    Format,
    Limit,
    Listing,
    NoColor,
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
    kept_readings,
    opened,
    print_found,
    show_on,
    tell_failures,
)
from summitry.errors import NotFoundError, SummitryError
from summitry.model import Failure, Reading
from summitry.query import Filter

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


@command(
    "summitry timeline",
    "summitry timeline --between US CN --since 2023-06 --status held",
    "summitry timeline --side IN --rank minister --kind visit",
    "summitry timeline export controls --kind call --format csv > calls.csv",
)
def timeline(  # noqa: PLR0913 - each is an option of the command
    text: Words = None,
    *,
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
    limit: Limit = None,
    form: Annotated[Listing, Format] = "table",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """List contacts by date.

    Who met, called, visited or wrote to whom, where, on what, and what became of it. The mark ≠
    stands where the sources disagree.
    """
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
    with opened(record) as kept:
        print_found(kept, wanted, limit=limit, form=form, record=record, no_color=no_color)


@command("summitry show 1f3a9c", "summitry show 1f3a9c --format json")
def show(
    contact: ContactId,
    *,
    form: Annotated[Literal["text", "json"], Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Print one contact and the words it rests on.

    First the record with its history, then story by story the sentences, the deciding words marked.
    """
    from summitry.contactform import whole_contact_line  # noqa: PLC0415 - slow
    from summitry.terminal import console, data  # noqa: PLC0415 - slow
    from summitry.terminal.contact import contact as rendered  # noqa: PLC0415 - slow

    with opened(record) as kept:
        if form == "json":
            data.write_json(sys.stdout, whole_contact_line(kept, contact))
            return
        found = kept.contact(contact)
        stories = {r.story_id: kept.story(r.story_id) for r in found.reports}
        linked = kept.linked(found)
        otherwise = kept.otherwise(found)
    show_on(
        lambda out: rendered(
            found,
            stories=stories,
            linked=linked,
            otherwise=otherwise,
            colour=console.in_colour(out),
            pipe=not out.is_terminal,
        ),
        no_color=no_color,
    )


@command("summitry stories", "summitry stories --format jsonl")
def stories(
    *,
    form: Annotated[Literal["table", "json", "jsonl"], Format] = "table",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """List the stories of a record.

    Each with its date and what the date rests on (! where something speaks against one), and how many
    contacts it tells.
    """
    from summitry.storyform import story_line  # noqa: PLC0415 - slow
    from summitry.terminal import data  # noqa: PLC0415 - slow
    from summitry.terminal import stories as listing  # noqa: PLC0415 - slow

    with opened(record) as kept:
        found, contacts = kept.stories(), kept.counts()
    if form == "table":
        show_on(
            lambda out: listing.stories(found, contacts=contacts, width=out.width, pipe=not out.is_terminal),
            no_color=no_color,
        )
        return
    lines = [story_line(s, contacts=contacts.get(s.id, 0)) for s in found]
    if form == "json":
        data.write_json(sys.stdout, lines)
    else:
        data.write_lines(sys.stdout, lines)


@command("summitry explain visit.txt", "summitry explain visit.txt --format json")
def explain(
    story: Annotated[
        str,
        typer.Argument(metavar="STORY", help="A story's name in the record (`summitry stories`), or a file to read."),
    ],
    *,
    form: Annotated[Literal["text", "json"], Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Print how a story was read.

    Its dates and what speaks against them, the lines left out and why, the contacts kept, and the
    candidates let go and why.
    """
    from summitry.storyform import reading_line  # noqa: PLC0415 - slow
    from summitry.terminal import data  # noqa: PLC0415 - slow

    for n, reading in enumerate(_readings_of(story, record)):
        if form == "json":
            data.write_json(sys.stdout, reading_line(reading))
            continue
        if n:
            typer.echo()
        show_on(functools.partial(_explained, reading), no_color=no_color)


def _readings_of(story: str, record: Path) -> tuple[Reading, ...]:
    """The story of the record, or a file read on the spot."""
    missing: SummitryError | None = None
    if record.exists():
        try:
            with opened(record) as kept:
                return (kept.explain(story),)
        except NotFoundError as error:
            missing = error
    if not Path(story).is_file():
        raise missing or NotFoundError(
            f"no file {story}, and no record at {record}: name a file, or a record with --record"
        )
    from summitry import pipeline  # noqa: PLC0415 - slow

    failures: list[Failure] = []
    found = tuple(kept_readings(pipeline.readings([story]), failures))
    tell_failures(failures)
    if not found:
        raise typer.Exit(SOME_FAILED)
    return found


def _explained(reading: Reading, out: "Console") -> "RenderableType":
    from summitry.terminal.explain import explain as rendered  # noqa: PLC0415 - slow

    return rendered(reading, width=out.width, pipe=not out.is_terminal)
