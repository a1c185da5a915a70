"""iCalendar (RFC 5545): an event a contact, of whole days.

| status | in the calendar |
|---|---|
| held | CONFIRMED |
| planned, possible | TENTATIVE |
| postponed, cancelled, refused | CANCELLED: on that day nothing takes place |

The summary and `X-SUMMITRY-STATUS` have the status itself. A date that is a month or a year is a period of all its
days; an unknown one, and one with an open end, cannot be in a calendar: the contact is left out.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from summitry.coordinates import point
from summitry.exporters.base import Exporter, Options, bounds, content_lines, last_told, printable, title
from summitry.facts import country_name
from summitry.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from summitry.model import Contact, Report

_STATUS = {
    Status.HELD: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.POSSIBLE: "TENTATIVE",
    Status.POSTPONED: "CANCELLED",
    Status.CANCELLED: "CANCELLED",
    Status.REFUSED: "CANCELLED",
}
_OCTETS = 75  # the longest line that RFC 5545 allows, without its end
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Summitry//Contacts//EN", "CALSCALE:GREGORIAN")


def _calendar(contacts: Iterable[Contact], options: Options) -> Iterator[bytes]:
    yield _lines((*_HEAD, "X-WR-CALNAME:Diplomatic contacts"))
    for contact in contacts:
        first, last = bounds(contact.when)
        if first and last:
            yield _lines(_event(contact, first, last, options))
    yield _lines(("END:VCALENDAR",))


def _event(contact: Contact, first: date, last: date, options: Options) -> Iterator[str]:
    told = last_told(contact)
    stamp = datetime.combine(told, time(), UTC) if told else options.at.astimezone(UTC)
    status = contact.status
    summary = title(contact) if status is Status.HELD else f"{title(contact)} ({status.value})"
    yield "BEGIN:VEVENT"
    yield f"UID:{contact.id}@summitry"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    if last < last.max:
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"  # the day after the last
    yield f"SUMMARY:{_text(summary)}"
    yield f"STATUS:{_STATUS[status]}"
    yield f"TRANSP:{'TRANSPARENT' if last > first else 'OPAQUE'}"  # a month in which something is planned is not busy
    if place := _place(contact):
        yield f"LOCATION:{_text(place)}"
    if at := point(contact.site):
        yield f"GEO:{at.latitude};{at.longitude}"
    yield f"CATEGORIES:{contact.kind.value}"
    yield f"DESCRIPTION:{_text(_description(contact))}"
    yield f"X-SUMMITRY-STATUS:{status.value}"
    yield f"X-SUMMITRY-WHEN:{_text(contact.when or '')}"
    yield "END:VEVENT"


def _place(contact: Contact) -> str:
    where = contact.where
    told = [c.value for c in (where.venue, where.city) if c]
    return ", ".join((*told, *([country_name(where.country.value)] if where.country else [])))


def _description(contact: Contact) -> str:
    """The topics, what was said and agreed, then each story's own words."""
    topics = [f"On: {'; '.join(contact.topics)}"] if contact.topics else []
    return "\n".join((*topics, *content_lines(contact), *map(_account, contact.reports)))


def _account(report: Report) -> str:
    told = f"{report.story_key}, {report.published}" if report.published else report.story_key
    return f"{told}: {' … '.join(s.exact for s in report.evidence)}"


def _text(text: str) -> str:
    """A text value: what the format means otherwise is escaped, control characters are left out."""
    kept = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(_folded(line.encode()) for line in lines)


def _folded(line: bytes) -> bytes:
    """The line in pieces of at most 75 octets that split no character; all but the first begin with a space."""
    pieces, room = [], _OCTETS
    while len(line) > room:
        cut = room
        while line[cut] & 0xC0 == 0x80:  # the middle of a character of several bytes
            cut -= 1
        pieces.append(line[:cut])
        line, room = line[cut:], _OCTETS - 1
    return b"\r\n ".join((*pieces, line)) + b"\r\n"


def _undated(contact: Contact) -> str | None:
    first, last = bounds(contact.when)
    if contact.when is None:
        return "no date is known"
    return None if first and last else "the date has an open end"


ICS = Exporter("ics", "a calendar: planned ones tentative", "text/calendar", ".ics", _calendar, leaves_out=_undated)
