"""Commands by which a person decides: `suggest`, `same`, `different`, `split`, `wrong`, `decisions`, `undo`."""

import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summitry.cli.base import DEFAULT_RECORD, ContactId, Format, NoColor, RecordFile, command, opened, show_on

if TYPE_CHECKING:
    from summitry.model import Change

_Ids = Annotated[
    list[str],
    typer.Argument(metavar="ID ID", help="Ids that `summitry timeline` prints; or of two reports of one contact."),
]
_Because = Annotated[str | None, typer.Option(metavar="TEXT", help="Why; kept with the decision.")]
_By = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; kept with the decision.")]
_Changed = Literal["text", "json"]


@command("summitry suggest", "summitry suggest --limit 5", "summitry suggest --format json")
def suggest(
    *,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="The first N only; says how many more.")] = 10,
    form: Annotated[Literal["text", "json", "jsonl"], Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """List the pairs of reports on which a person should decide.

    Reports that were taken for one contact although one tells no date, or they disagree; and contacts
    left apart that nearly fit. The most doubtful come first, each with the reasons. The ids go into
    `summitry same` or `summitry different`; what is decided is not listed again.
    """
    from summitry.judgingform import doubt_line  # noqa: PLC0415 - slow
    from summitry.terminal import data, judging  # noqa: PLC0415 - slow

    with opened(record) as kept:
        found = kept.doubts()
        shown = found[:limit]
        contacts = {id_: kept.contact(id_) for id_ in sorted({id_ for doubt in shown for id_ in doubt.contacts})}
    if form == "text":
        if not found:
            typer.echo("Nothing is doubtful.", err=True)
            return
        show_on(lambda out: judging.doubts(shown, contacts, pipe=not out.is_terminal), no_color=no_color)
        typer.echo(f"\n{_way('same ID ID', record)} or {_way('different ID ID', record)} decides on a pair.", err=True)
    elif form == "jsonl":
        data.write_lines(sys.stdout, map(doubt_line, shown))
    else:
        data.write_json(sys.stdout, list(map(doubt_line, shown)))
    if more := len(found) - len(shown):
        typer.echo(f"… and {more:,} more; a higher --limit shows them.", err=True)


@command("summitry same 1f3a9c 77ab01", 'summitry same 1f3a9c 77ab01 --because "both tell the dinner in Oslo"')
def same(  # noqa: PLR0913 - each is an option of the command
    ids: _Ids,
    *,
    because: _Because = None,
    by: _By = None,
    form: Annotated[_Changed, Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Decide that two contacts are one.

    The decision speaks of all reports that the contacts have now, wins over every score, and holds when
    stories are read anew. Later reports that fit either join them. Two reports of one contact are kept
    together by their own ids.
    """
    with opened(record) as kept:
        change = kept.same(*ids, at=_now(), because=because, by=by)
    _tell(change, form=form, record=record, no_color=no_color)


@command("summitry different 1f3a9c 77ab01", "summitry different 1f3a9c 77ab01 --because 'lunch and dinner'")
def different(  # noqa: PLR0913 - each is an option of the command
    ids: _Ids,
    *,
    because: _Because = None,
    by: _By = None,
    form: Annotated[_Changed, Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Decide that two contacts are not one.

    No report that one has now will be in one contact with a report of the other. Two reports of one
    contact are parted by their own ids, which `summitry show ID --format json` prints.
    """
    with opened(record) as kept:
        change = kept.different(*ids, at=_now(), because=because, by=by)
    _tell(change, form=form, record=record, no_color=no_color)


@command("summitry split 1f3a9c", "summitry split 1f3a9c --report 77ab01")
def split(  # noqa: PLR0913 - each is an option of the command
    contact: ContactId,
    *,
    report: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this report is another contact; may be repeated.")
    ] = None,
    because: _Because = None,
    by: _By = None,
    form: Annotated[_Changed, Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Decide that the reports of a contact are different contacts.

    All of them; with --report only those named, each from the others and from the rest, which stays
    together as it fits. Each may then join other contacts.
    """
    with opened(record) as kept:
        change = kept.split(contact, report or (), at=_now(), because=because, by=by)
    _tell(change, form=form, record=record, no_color=no_color)


@command("summitry wrong 1f3a9c", 'summitry wrong 1f3a9c --report 77ab01 --because "a figure of speech"')
def wrong(  # noqa: PLR0913 - each is an option of the command
    contact: ContactId,
    *,
    report: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this report is wrong; may be repeated.")
    ] = None,
    because: _Because = None,
    by: _By = None,
    form: Annotated[_Changed, Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Set aside a contact that was read wrongly.

    No story tells it, or not so. All its reports are set aside, with --report only those named: they are
    kept, but are in no contact, list, count, line or export any more, also when their stories are read
    anew. `summitry explain STORY` still shows them. Another story that is read in the same wrong way
    needs a decision of its own.
    """
    with opened(record) as kept:
        change = kept.wrong(contact, report or (), at=_now(), because=because, by=by)
    _tell(change, form=form, record=record, no_color=no_color)


@command("summitry decisions", "summitry decisions --format json")
def decisions(
    *,
    form: Annotated[Literal["table", "json", "jsonl"], Format] = "table",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """List what was decided.

    Each decision with its number, when, by whom and why it was made, and the reports it speaks of. It waits for a
    report that is not found since its story was read anew, and holds again as soon as it is.
    """
    from summitry.judgingform import decision_line  # noqa: PLC0415 - slow
    from summitry.terminal import data, judging  # noqa: PLC0415 - slow

    with opened(record) as kept:
        found = kept.decisions()
    if form == "json":
        data.write_json(sys.stdout, list(map(decision_line, found)))
    elif form == "jsonl":
        data.write_lines(sys.stdout, map(decision_line, found))
    elif not found:
        typer.echo(f"Nothing is decided yet; {_way('suggest', record)} lists what is doubtful.", err=True)
    else:
        show_on(lambda out: judging.decisions(found, pipe=not out.is_terminal), no_color=no_color)


@command("summitry undo", "summitry undo 3")
def undo(
    number: Annotated[
        int | None, typer.Argument(metavar="N", help="The decision's number; without one the last.")
    ] = None,
    *,
    form: Annotated[_Changed, Format] = "text",
    record: RecordFile = DEFAULT_RECORD,
    no_color: NoColor = False,
) -> None:
    """Take a decision back. The contacts are then as if it had never been made."""
    with opened(record) as kept:
        change = kept.undo(number)
    _tell(change, form=form, record=record, no_color=no_color, undone=True)


def _tell(change: "Change", *, form: _Changed, record: Path, no_color: bool, undone: bool = False) -> None:
    """Print what a decision changed, or its taking back."""
    from summitry.judgingform import change_line  # noqa: PLC0415 - slow
    from summitry.terminal import data, judging  # noqa: PLC0415 - slow

    if form == "json":
        data.write_json(sys.stdout, change_line(change))
        return
    listing = _way("decisions", record)
    show_on(lambda out: judging.changed(change, listing=listing, pipe=not out.is_terminal), no_color=no_color)
    if undone:
        typer.echo(f"\nTaken back: {judging.told(change.decision)}.", err=True)
        return
    way = _way(f"undo {change.decision.number}", record)
    typer.echo(f"\nKept as {judging.told(change.decision)}. {way} takes it back.", err=True)


def _way(words: str, record: Path) -> str:
    """A command to type, for this record."""
    from summitry.terminal.hints import program  # noqa: PLC0415 - slow

    file = "" if record == DEFAULT_RECORD else f" --record {shlex.quote(str(record))}"
    return f"`{program()} {words}{file}`"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
