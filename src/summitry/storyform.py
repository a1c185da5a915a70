"""Stories, and how they were read, in the form in which they leave the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from summitry import contentform, dates, interchange, storynotes
from summitry.model import DateBasis

if TYPE_CHECKING:
    from summitry.model import Aside, DateClaim, Reading, Story


class StoryLine(TypedDict):
    """A story as `stories --format json` writes it."""

    story: str
    id: str
    title: str | None
    outlet: str | None
    agency: str | None
    language: str
    url: str | None
    date: str | None
    date_basis: str | None
    left_open: str | None
    doubts: list[str]
    contacts: int


def story_line(story: Story, *, contacts: int) -> StoryLine:
    """The story in a form that another program reads.

    `doubts` are those against any of its dates; `left_open` the days that are left where its page tells no date
    that can be true.
    """
    return {
        "story": story.key,
        "id": story.id,
        "title": story.title,
        "outlet": story.outlet,
        "agency": story.agency,
        "language": story.language,
        "url": story.url,
        "date": story.date,
        "date_basis": story.dated.basis.value if story.dated else None,
        "left_open": left.value if (left := left_open(story)) else None,
        "doubts": [doubt for claim in story.published for doubt in claim.doubts],
        "contacts": contacts,
    }


def left_open(story: Story) -> DateClaim | None:
    """The claim of the days that are left, as the record narrows it where it does."""
    found = [c for c in story.published if c.basis in {DateBasis.OPEN, DateBasis.RECORD}]
    return min(found, key=_length, default=None)


def _length(claim: DateClaim) -> int:
    days = dates.interval(claim.value)
    return days.days if days else 0


class DateLine(TypedDict):
    """One account of when the story was published, with the reasons why it cannot be."""

    value: str
    basis: str
    exact: str
    doubts: list[str]


class NoteLine(TypedDict):
    """Words about a time that do not agree with another time told."""

    start: int
    end: int
    exact: str
    why: str


class DroppedLine(TypedDict):
    """A line that is not part of the story."""

    line: int
    text: str
    reason: str
    rule: str


class SkippedLine(TypedDict):
    """A candidate let go."""

    start: int
    end: int
    exact: str
    reason: str
    rule: str
    detail: str


class AsideLine(TypedDict):
    """A report that a person set aside as wrong, and the decision."""

    decision: int
    at: str
    by: str | None
    because: str | None
    report: interchange.ReportLine


class ReadingLine(TypedDict):
    """A story as read, as `explain --format json` writes it; `aside` is in no contact."""

    story: str
    id: str
    title: str | None
    outlet: str | None
    agency: str | None
    byline: str | None
    language: str
    url: str | None
    date: str | None
    text: str
    published: list[DateLine]
    notes: list[NoteLine]
    dropped: list[DroppedLine]
    reports: list[interchange.ReportLine]
    aside: list[AsideLine]
    skipped: list[SkippedLine]
    statements: list[contentform.StatementLine]


def reading_line(reading: Reading) -> ReadingLine:
    """The reading in a form that another program reads."""
    story = reading.story
    return {
        "story": story.key,
        "id": story.id,
        "title": story.title,
        "outlet": story.outlet,
        "agency": story.agency,
        "byline": story.byline,
        "language": story.language,
        "url": story.url,
        "date": story.date,
        "text": story.text,
        "published": [
            {"value": c.value, "basis": c.basis.value, "exact": c.exact, "doubts": list(c.doubts)}
            for c in story.published
        ],
        "notes": [
            {"start": n.source.start, "end": n.source.end, "exact": n.source.exact, "why": n.why}
            for n in storynotes.notes(story)
        ],
        "dropped": [{"line": d.line, "text": d.text, "reason": d.reason.value, "rule": d.rule} for d in story.dropped],
        "reports": [interchange.report_line(r) for r in reading.reports],
        "aside": list(map(_aside_line, reading.aside)),
        "skipped": [
            {
                "start": s.source.start,
                "end": s.source.end,
                "exact": s.source.exact,
                "reason": s.reason.value,
                "rule": s.rule,
                "detail": s.detail,
            }
            for s in reading.skipped
        ],
        "statements": [contentform.statement_line(s, story=story.key) for s in reading.statements],
    }


def _aside_line(one: Aside) -> AsideLine:
    decision = one.decision
    return {
        "decision": decision.number,
        "at": decision.at,
        "by": decision.by,
        "because": decision.because,
        "report": interchange.report_line(one.report),
    }
