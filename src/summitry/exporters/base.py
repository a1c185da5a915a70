"""What the exporters share: their type, what they may be told, and how text gets into JSON and XML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from xml.sax import saxutils

from summitry import dates
from summitry.contentform import outcome_text
from summitry.model import Contact, Party, Report, Role, Story

# Characters that XML 1.0 cannot hold, however they are written.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Rows(StrEnum):
    """What a row of a table is, where a format is one."""

    CONTACTS = "contacts"
    REPORTS = "reports"
    PARTIES = "parties"
    STATEMENTS = "statements"


class Nodes(StrEnum):
    """What a node of a graph is."""

    PERSONS = "persons"
    SIDES = "sides"


@dataclass(frozen=True, slots=True)
class Options:
    """What an exporter is told beside the contacts."""

    story: Callable[[str], Story]  # the story of an id
    at: datetime  # the time of the export, aware; used only where the record tells no time and the format needs one
    rows: Rows = Rows.CONTACTS
    nodes: Nodes = Nodes.PERSONS
    most: int | None = None  # of a feed, so many changes at most, the newest


# The bytes of an export, piece by piece, from contacts in order. Same contacts and options, same bytes.
Write: TypeAlias = Callable[[Iterable[Contact], Options], Iterator[bytes]]


def _nothing(_: Contact) -> str | None:
    """For a format that has room for every contact."""
    return None


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format in which contacts leave the program."""

    name: str
    label: str
    media_type: str
    suffix: str
    write: Write
    binary: bool = False  # not for a terminal
    tabular: bool = False  # whether `Options.rows` has a say
    leaves_out: Callable[[Contact], str | None] = _nothing  # why a contact is not in it; None for one that is


def one_line(value: object) -> str:
    """A value as JSON on one line, in Unicode, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def listed(head: str, values: Iterable[object], tail: str) -> Iterator[bytes]:
    """A JSON document whose list is written value by value, one a line, between `head` and `tail`."""
    yield head.encode()
    for n, value in enumerate(values):
        yield f"{',' if n else ''}\n{one_line(value)}".encode()
    yield f"\n{tail}\n".encode()


def printable(text: str) -> str:
    """The text without control characters, which XML and others cannot hold; line ends and tabs stay."""
    return _NOT_XML.sub("", text)


def xml(text: str) -> str:
    """The text for the content of an XML element, printable."""
    return saxutils.escape(printable(text))


def attribute(text: str) -> str:
    """The text as a quoted XML attribute."""
    return saxutils.quoteattr(printable(text))


def urn(kind: str, id_: str) -> str:
    """A stable address of something of the record: `urn:summitry:contact:1f3a…`."""
    return f"urn:summitry:{kind}:{id_}"


def party_name(party: Party) -> str:
    """The shortest words for a party: "Ana Lima (BR)", "Foreign Minister (BR)", "BR", "?"."""
    who = party.name or party.office
    if who is None:
        return party.side or "?"
    return f"{who} ({party.side})" if party.side else who


def title(contact: Contact) -> str:
    """A contact on one line without its date: "Visit: Ana Lima (BR) → NO", "Call: Ana Lima (BR), NO"."""
    hosts = [party_name(p) for p in contact.parties if p.role is Role.HOST]
    others = [party_name(p) for p in contact.parties if p.role is not Role.HOST]
    who = " → ".join(", ".join(group) for group in (others, hosts) if group)
    return f"{contact.kind.value.capitalize()}: {who}"


def content_lines(told: Report | Contact) -> Iterator[str]:
    """What was said, wanted and agreed, and in which air, a line each: "Said: Ana Reed (NZ): “We agree.”"."""
    for statement in told.statements:
        by = party_name(Party(statement.speaker, Role.PARTY, statement.named_by))
        verbatim = statement.quoted == statement.words
        yield f"Said: {by}: {f'“{statement.text}”' if verbatim else statement.text}"
    for aim in told.aims:
        yield f"Wanted: {party_name(Party(aim.actor, Role.PARTY, aim.words))}: {aim.words.exact}"
    for outcome in told.outcomes:
        yield f"Came of it: {outcome_text(outcome)}: {outcome.words.exact}"
    if told.tones:
        yield f"Tone: {', '.join(dict.fromkeys(t.words.exact for t in told.tones))}"


def bounds(edtf: str | None) -> tuple[date | None, date | None]:
    """The first and the last day of a date; None for an unknown one, and for an end that is open."""
    days = dates.interval(edtf)
    if days is None:
        return None, None
    return (days.first if days.first != date.min else None), (days.last if days.last != date.max else None)


def last_told(contact: Contact) -> date | None:
    """The last day on which a story can have told of the contact; None where no story is dated."""
    told = (bounds(step.told)[1] for step in contact.history)
    return max((day for day in told if day), default=None)
