"""The state of a line in the form in which it leaves the program: one JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from summitry.interchange import ContactLine, contact_line
from summitry.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.line import Ahead, Held, Line, Subjects, Visits
    from summitry.model import Contact


class AgoLine(TypedDict):
    """Days ago, at least and at most."""

    least: int
    most: int


class HeldLine(TypedDict):
    """A held contact by its id."""

    contact: str
    kind: str
    rank: str | None
    days_ago: AgoLine


class SilenceLine(TypedDict):
    """The silence beside what is usual, in days."""

    last: HeldLine | None
    usual: float | None
    gaps: list[int]
    contacts: int
    shorter: int


class MonthLine(TypedDict):
    """How many contacts were held in a month, by kind."""

    month: str
    kinds: dict[str, int]
    contacts: list[str]


class VisitsLine(TypedDict):
    """The visits of one side to the other, latest first."""

    guest: str
    host: str
    visits: list[HeldLine]


class SubjectsLine(TypedDict):
    """The subjects of a period."""

    period: str
    new: list[str]
    returning: list[str]
    staying: list[str]
    gone: list[str]


class LedUpLine(TypedDict):
    """What came before by a link: how the contact stands to it, its id or the incident's name, and the link's words."""

    relation: str
    contact: str | None
    incident: str | None
    words: str


class AheadLine(TypedDict):
    """A contact planned or possible, with its links, or where there are none the contacts since the last visit."""

    contact: str
    published: str | None
    links: list[LedUpLine]
    since_visit: list[str]


class UncountedLine(TypedDict):
    """What the figures leave out."""

    stories: int
    undated: int
    vague: int
    later: int


class LineLine(TypedDict):
    """The state of the line between two sides as `line --format json` writes it."""

    sides: list[str]
    on: str
    hindsight: bool
    held: int
    latest: list[HeldLine]
    silence: SilenceLine
    months: list[MonthLine]
    visits: list[VisitsLine]
    subjects: list[SubjectsLine]
    ahead: list[AheadLine]
    open: list[str]
    uncounted: UncountedLine
    contacts: list[ContactLine]


def line_line(line: Line) -> LineLine:
    """The line; contacts are named by their ids, and `contacts` has each of them once, by id."""
    named = {c.id: c for c in _named(line)}
    left_out = line.uncounted
    return {
        "sides": list(line.sides),
        "on": line.on.isoformat(),
        "hindsight": line.hindsight,
        "held": line.held,
        "latest": [_held(h) for h in line.latest],
        "silence": {
            "last": _held(line.silence.last) if line.silence.last else None,
            "usual": line.silence.usual,
            "gaps": list(line.silence.gaps),
            "contacts": line.silence.contacts,
            "shorter": line.silence.shorter,
        },
        "months": [
            {"month": m.month, "kinds": {k.value: m.count(k) for k in Kind}, "contacts": [c.id for c in m.contacts]}
            for m in line.months
        ],
        "visits": [_visits(v) for v in line.visits],
        "subjects": [_subjects(s) for s in line.subjects],
        "ahead": [_ahead(a) for a in line.ahead],
        "open": [c.id for c in line.open],
        "uncounted": {
            "stories": left_out.stories,
            "undated": left_out.undated,
            "vague": left_out.vague,
            "later": left_out.later,
        },
        "contacts": [contact_line(named[id_]) for id_ in sorted(named)],
    }


def _named(line: Line) -> Iterator[Contact]:
    held = (*line.latest, *(h for v in line.visits for h in v.visits), *filter(None, (line.silence.last,)))
    yield from (h.contact for h in held)
    yield from (c for m in line.months for c in m.contacts)
    yield from line.open
    for ahead in line.ahead:
        yield ahead.contact
        yield from (one.contact for one in ahead.links if one.contact)
        yield from ahead.since_visit


def _held(held: Held) -> HeldLine:
    return {
        "contact": held.contact.id,
        "kind": held.contact.kind.value,
        "rank": held.rank.value if held.rank else None,
        "days_ago": {"least": held.ago.least, "most": held.ago.most},
    }


def _visits(visits: Visits) -> VisitsLine:
    return {"guest": visits.guest, "host": visits.host, "visits": [_held(h) for h in visits.visits]}


def _subjects(subjects: Subjects) -> SubjectsLine:
    return {
        "period": subjects.period,
        "new": list(subjects.new),
        "returning": list(subjects.returning),
        "staying": list(subjects.staying),
        "gone": list(subjects.gone),
    }


def _ahead(ahead: Ahead) -> AheadLine:
    return {
        "contact": ahead.contact.id,
        "published": ahead.told,
        "links": [
            {
                "relation": one.relation.value,
                "contact": one.contact.id if one.contact else None,
                "incident": one.incident.name.value if one.incident else None,
                "words": one.link.source.exact,
            }
            for one in ahead.links
        ],
        "since_visit": [c.id for c in ahead.since_visit],
    }
