"""A story as it was read: its dates and what speaks against them, what was kept, left out and let go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry import storynotes
from summitry.terminal import words
from summitry.web.views import marks
from summitry.web.views.brief import Brief, brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from summitry.model import Aside, Contact, DateClaim, Dropped, Reading, Skipped
    from summitry.record import Record
    from summitry.web.asked import Asked


@dataclass(frozen=True, slots=True)
class Reprint:
    """A report of this story that is no source of its own, or of which another story's is none."""

    contact: str  # its id
    why: str
    other: str  # the key of the other story
    other_id: str
    first: bool  # whether the other story told it first, so that this one is not counted


@dataclass(frozen=True, slots=True)
class Note:
    """Words about a time that do not agree with another time told."""

    exact: str
    why: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A report that a person set aside as wrong, and the decision."""

    kind: str
    status: str
    when: str | None
    who: str
    words: str  # that told it
    decision: int  # its number
    at: str  # ISO 8601
    by: str | None
    because: str | None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story as read."""

    key: str
    id: str
    title: str | None
    outlet: str | None
    agency: str | None
    byline: str | None
    dateline: str | None
    url: str | None  # only http and https: others are no address to follow
    language: str
    extractor: str
    date: str | None  # EDTF; None where each claim is in doubt
    published: tuple[DateClaim, ...]
    notes: tuple[Note, ...]
    text: tuple[marks.Passage, ...]
    kept: tuple[Brief, ...]
    aside: tuple[Wrong, ...]
    skipped: tuple[Skipped, ...]  # in the order of the text
    dropped: tuple[Dropped, ...]
    reprints: tuple[Reprint, ...]


def story(record: Record, asked: Asked) -> StoryPage:
    """The story of a key or an id.

    Raises:
        NotFoundError: where there is none, or several of that key.
    """
    found = record.explain(asked.path["key"])
    told = found.story
    contacts = {c.id: c for c in (record.contact(r.id) for r in found.reports)}
    notes = storynotes.notes(told)
    return StoryPage(
        key=told.key,
        id=told.id,
        title=told.title,
        outlet=told.outlet,
        agency=told.agency,
        byline=told.byline,
        dateline=told.dateline.exact if told.dateline else None,
        url=web_address(told.url),
        language=told.language,
        extractor=found.extractor,
        date=told.date,
        published=told.published,
        notes=tuple(Note(n.source.exact, n.why) for n in notes),
        text=marks.passages(told, _marks(found, notes, contacts), whole=True),
        kept=tuple(map(brief, contacts.values())),
        aside=tuple(map(_wrong, found.aside)),
        skipped=_in_order(found.skipped),
        dropped=told.dropped,
        reprints=tuple(one for c in contacts.values() for one in _reprints(c, told.id)),
    )


def web_address(url: str | None) -> str | None:
    """An address that a browser may follow; None for `javascript:` and all else that is no page."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _wrong(one: Aside) -> Wrong:
    report, decision = one.report, one.decision
    return Wrong(
        kind=report.kind.value,
        status=report.status.value,
        when=report.when.value if report.when else None,
        who=words.who(report.parties),
        words=report.kind.source.exact,
        decision=decision.number,
        at=decision.at,
        by=decision.by,
        because=decision.because,
    )


def _marks(reading: Reading, notes: Iterable[storynotes.Note], contacts: Mapping[str, Contact]) -> Iterator[marks.Mark]:
    """The words of each contact, with its number among the kept where there are several; and of what was not kept."""
    numbers = {r.id: n for n, c in enumerate(contacts.values(), 1) for r in c.reports}
    for report in reading.reports:
        for mark in marks.of_report(report):
            yield replace(mark, label=f"{numbers[report.id]} {mark.label}") if len(contacts) > 1 else mark
    for statement in (*reading.statements, *(s for one in reading.aside for s in one.report.statements)):
        for exact in statement.words:
            yield marks.Mark(exact.start, exact.end, "said")
    for number, skipped in enumerate(_in_order(reading.skipped), 1):
        yield marks.Mark(skipped.source.start, skipped.source.end, f"let go {number}", kept=False)
    for note in notes:
        yield marks.Mark(note.source.start, note.source.end, "does not agree", kept=False)


def _in_order(skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
    """The candidates let go, in the order of the text; their marks have their numbers."""
    return tuple(sorted(skipped, key=lambda s: (s.source.start, s.source.end)))


def _reprints(contact: Contact, story_id: str) -> Iterator[Reprint]:
    """The repeats of a contact in which the story has a part."""
    reports = {r.id: r for r in contact.reports}
    for repeat in contact.repeats:
        later, first = reports[repeat.report_id], reports[repeat.of]
        if later.story_id == story_id:
            yield Reprint(contact.id, repeat.why, first.story_key, first.story_id, first=True)
        elif first.story_id == story_id:
            yield Reprint(contact.id, repeat.why, later.story_key, later.story_id, first=False)
