"""Commands on people and the offices they held: `actors import`, `actors list`, `actors show`."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summitry.cli.base import (
    DEFAULT_RECORD,
    SOME_FAILED,
    Format,
    Limit,
    NoColor,
    RecordFile,
    app,
    command,
    opened,
    show_on,
)
from summitry.errors import NotFoundError, SummitryError

if TYPE_CHECKING:
    from summitry.actors import Known, LeftOut, Listed
    from summitry.model import Contact
    from summitry.record import Record

_ERRORS_SHOWN = 20

actors = typer.Typer(
    help="People and the offices they held: built in, or imported into a record.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="""\b
Examples:
  summitry actors import ministers.csv   known when stories are read
  summitry actors list --side KE         who held what for Kenya
""",
)
app.add_typer(actors, name="actors")


@command(
    "summitry actors import ministers.csv",
    "summitry actors import entities.ftm.json --record gulf.db --relink",
    name="import",
    group=actors,
)
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="FollowTheMoney JSON, an entity a line; or .csv.")
    ],
    *,
    relink: Annotated[
        bool, typer.Option("--relink", help="Also know them in the stories that the record has.")
    ] = False,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Keep people and their offices in a record.

    Stories read afterwards know them. A CSV file has the columns name, office and side, and may have aliases
    (with ; between), since, until (the day on which it ended), id, surname and gender. A file of the same
    name takes the place of the one imported before.
    """
    from summitry.record import Record  # noqa: PLC0415 - slow

    failed = False
    if not record.exists() and not any(path.exists() for path in files):
        raise SummitryError(f"{files[0]}: no such file")  # before a record is made for nothing
    with Record.open(record) as kept:
        for path in files:
            failed |= not _imported(path, kept)
        if relink:
            from summitry.terminal.words import count  # noqa: PLC0415 - slow

            typer.echo(f"{count(kept.relink(), 'report')} linked anew", err=True)
    if failed:
        raise typer.Exit(SOME_FAILED)


@command(
    "summitry actors list --side KE --on 2020-06",
    "summitry actors list foreign minister --on 2014 --format json",
    name="list",
    group=actors,
)
def list_(  # noqa: PLR0913 - each is an option of the command
    text: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT", help="Words of a name or an office, or their beginnings.")
    ] = None,
    *,
    side: Annotated[
        str | None, typer.Option(metavar="SIDE", help="Only offices of this side: a code or a country's name.")
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Only offices held then.")] = None,
    limit: Limit = None,
    form: Annotated[Literal["table", "json"], Format] = "table",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """List people and their offices.

    Those built in and, where there is a record, those imported into it.
    """
    from summitry.actorform import actor_line  # noqa: PLC0415 - slow
    from summitry.actors import Wanted, chosen  # noqa: PLC0415 - slow
    from summitry.query import side_code  # noqa: PLC0415 - slow
    from summitry.terminal import actors as listing  # noqa: PLC0415 - slow
    from summitry.terminal import data  # noqa: PLC0415 - slow

    wanted = Wanted(" ".join(text) if text else None, side_code(side) if side else None, on)
    try:
        found = chosen(_known(record), wanted)
    except ValueError as error:
        raise SummitryError(f"--on: {error}") from error
    shown = found[:limit]
    if form == "json":
        data.write_json(sys.stdout, list(map(actor_line, shown)))
    elif not found:
        typer.echo("Nobody matches.", err=True)
    else:
        show_on(lambda out: listing.people(shown, width=out.width, pipe=not out.is_terminal), no_color=no_color)
    if more := len(found) - len(shown):
        typer.echo(f"… and {more:,} more; a higher --limit shows them.", err=True)


@command("summitry actors show Ban Ki-moon", "summitry actors show ban-ki-moon --format json", group=actors)
def show(
    name: Annotated[list[str], typer.Argument(metavar="NAME|ID", help="A name, or the id that `actors list` prints.")],
    *,
    form: Annotated[Literal["text", "json"], Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Print a person's offices and contacts.

    Each office with the list that it is from, and the contacts that the record has.
    """
    from summitry.actorform import actor_with_contacts  # noqa: PLC0415 - slow
    from summitry.actors import called  # noqa: PLC0415 - slow
    from summitry.terminal import actors as listing  # noqa: PLC0415 - slow
    from summitry.terminal import data  # noqa: PLC0415 - slow

    asked = " ".join(name)
    found = called(_known(record), asked)
    if not found:
        raise NotFoundError(f'nobody is called "{asked}"; `summitry actors list` shows who is known')
    if len(found) > 1:
        raise NotFoundError(f'several people are called "{asked}": give one of {", ".join(p.id for p in found)}')
    (person,) = found
    contacts: tuple[Contact, ...] = ()
    if record.exists():
        with opened(record) as kept:
            contacts = kept.contacts_of(person)
    if form == "json":
        data.write_json(sys.stdout, actor_with_contacts(person, contacts))
        return
    show_on(lambda out: listing.person(person, contacts, width=out.width, pipe=not out.is_terminal), no_color=no_color)


def _known(record: Path) -> "tuple[Known, ...]":
    """Those built in, and those of the record if there is one."""
    from summitry import actors as table  # noqa: PLC0415 - slow

    if not record.exists():
        if record != DEFAULT_RECORD:
            raise SummitryError(f"there is no record {record}; leave --record out for those built in")
        return table.known({})
    with opened(record) as kept:
        return kept.people()


def _imported(path: Path, kept: "Record") -> bool:
    """Keep one file's people and tell what came of it; False where something could not be read."""
    from summitry.actorfiles import read  # noqa: PLC0415 - slow
    from summitry.actors import LeftOut  # noqa: PLC0415 - slow

    people: list[Listed] = []
    left: list[LeftOut] = []
    try:
        for one in read(path):
            if isinstance(one, LeftOut):
                left.append(one)
            else:
                people.append(one)
    except SummitryError as error:
        typer.echo(f"summitry: {error}", err=True)
        return False
    if not people and any(one.reason.is_error for one in left):
        _tell(path, people, left)
        typer.echo(f"{path}: nothing could be read, so what was imported from it before is kept", err=True)
        return False
    kept.import_people(str(path), people)
    _tell(path, people, left)
    return not any(one.reason.is_error for one in left)


def _tell(path: Path, people: "list[Listed]", left: "list[LeftOut]") -> None:
    from summitry.terminal.words import count  # noqa: PLC0415 - slow

    errors = [one for one in left if one.reason.is_error]
    for one in errors[:_ERRORS_SHOWN]:
        typer.echo(f"{one.where}: {one.detail}", err=True)
    if len(errors) > _ERRORS_SHOWN:
        typer.echo(f"… and {len(errors) - _ERRORS_SHOWN:,} more lines of {path} that cannot be read", err=True)
    held = [h for person in people for h in person.held]
    unused = sum(not h.counts for h in held)
    told = f"{path}: {count(len(people), 'person', 'people')}, {count(len(held), 'office')}"
    if unused:
        told += f", {unused:,} of them without the side or the dates that reading needs"
    typer.echo(told, err=True)
    for reason, number in sorted(Counter(one.reason for one in left).items()):
        typer.echo(f"  left out, {reason}: {number:,}", err=True)
