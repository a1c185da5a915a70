"""Atom (RFC 4287): an entry for each contact that is new and for each change of a contact's status.

An entry is of the day on which its story told it, newest first. Its id is that of the report that tells the change, so
that it stays what it was when stories are added. A story without a date tells no day: its entry stands at the end, with
`UNDATED` for the time that Atom asks for, so that it is not new each time that the feed is fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from summitry.exporters.base import Exporter, Options, attribute, bounds, content_lines, title, urn, xml
from summitry.model import Contact, Report, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed tells of one change."""

    title: str
    id: str
    updated: datetime
    link: str | None  # the story
    categories: tuple[str, ...]
    contact: str  # id
    content: str


@dataclass(frozen=True, slots=True)
class _Change:
    """A report that tells a contact for the first time, or another status of it."""

    contact: Contact
    report: Report
    before: Status | None  # None where the contact is new
    told: datetime

    @property
    def status(self) -> Status:
        return Status(self.report.status.value)


def _changes(contact: Contact) -> Iterator[_Change]:
    for report, before in contact.changes:
        day = bounds(report.published)[1]
        told = datetime.combine(day, time(), UTC) if day else UNDATED
        yield _Change(contact, report, before, told)


def feed(entries: Iterable[Entry], *, updated: datetime, id_: str) -> Iterator[bytes]:
    """A feed of changes, entry by entry in the order given."""
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>Diplomatic contacts: what changed</title>\n<id>{xml(id_)}</id>\n"
        f"<updated>{_time(updated)}</updated>\n<author><name>Summitry</name></author>\n"
    ).encode()
    for entry in entries:
        yield _written(entry)
    yield b"</feed>\n"


def _feed(contacts: Iterable[Contact], options: Options) -> Iterator[bytes]:
    """The feed. Newest first needs all changes at once; of one time they are in the order of their reports' ids."""
    changes = sorted((c for contact in contacts for c in _changes(contact)), key=lambda c: c.report.id)
    changes.sort(key=lambda c: c.told, reverse=True)
    updated = changes[0].told if changes else options.at.astimezone(UTC)
    entries = (_entry(change, options) for change in changes[: options.most])
    return feed(entries, updated=updated, id_="urn:summitry:changes")


def _entry(change: _Change, options: Options) -> Entry:
    contact, report, story = change.contact, change.report, options.story(change.report.story_id)
    became = f"{change.before.value} → {change.status.value}" if change.before else f"new, {change.status.value}"
    when = f", {contact.when}" if contact.when else ""
    words = " … ".join(s.exact for s in report.evidence)
    return Entry(
        title=f"{title(contact)}{when} ({became})",
        id=urn("change", report.id),
        updated=change.told,
        link=story.url,
        categories=(change.status.value, contact.kind.value),
        contact=contact.id,
        content="\n".join((f"{report.story_key}: {words}", *content_lines(report))),
    )


def _written(entry: Entry) -> bytes:
    link = f"<link rel={attribute('via')} href={attribute(entry.link)}/>\n" if entry.link else ""
    categories = "".join(f"<category term={attribute(term)}/>\n" for term in entry.categories)
    return (
        f"<entry>\n<title>{xml(entry.title)}</title>\n"
        f"<id>{entry.id}</id>\n<updated>{_time(entry.updated)}</updated>\n{link}{categories}"
        f'<link rel="related" href={attribute(urn("contact", entry.contact))}/>\n'
        f'<content type="text">{xml(entry.content)}</content>\n</entry>\n'
    ).encode()


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


ATOM = Exporter("atom", "a feed of what is new and what changed", "application/atom+xml", ".atom", _feed)
