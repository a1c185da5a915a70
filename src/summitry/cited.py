"""Answers for language models: short forms in which every contact and claim comes with its sources.

A source is a story with its outlet, its date and the exact words. Where there is more than an answer holds,
`left_out` says so and how to get the rest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypedDict

from summitry.chains import Relation
from summitry.contentform import PositionLine, position_line
from summitry.exporters.base import title
from summitry.interchange import ContactLine, PartyLine, WhereLine, contact_line, report_line
from summitry.lineform import AheadLine, HeldLine, SilenceLine, SubjectsLine, UncountedLine, VisitsLine, line_line
from summitry.model import Kind, Status
from summitry.storyform import DateLine, SkippedLine, reading_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from summitry.chains import Linked
    from summitry.line import Line
    from summitry.model import Conflict, Contact, Reading, Report, Story
    from summitry.positions import Newest

    Find: TypeAlias = Callable[[str], Story]  # the story of an id

_SOURCES = 5  # of a contact in a list
_MONTHS, _VISITS, _OPEN = 24, 5, 20  # of a line


class SourceLine(TypedDict):
    """A story, and its words."""

    story: str
    outlet: str | None
    published: str | None
    url: str | None
    words: list[str]


class FoundLine(TypedDict):
    """A contact in brief. `sources` are five at most; `told_by` counts the stories, `origins` the independent ones."""

    id: str
    when: str | None
    kind: Annotated[str, Kind]
    status: Annotated[str, Status]
    parties: list[PartyLine]
    where: WhereLine
    topics: list[str]
    told_by: int
    origins: int
    disputed: list[str]
    sources: list[SourceLine]


class SearchLine(TypedDict):
    """Contacts that meet every condition; `total` counts all of them."""

    contacts: list[FoundLine]
    total: int
    left_out: str | None


class TiedLine(TypedDict):
    """What a contact is linked to: another contact or an incident, and the words that tell it."""

    relation: Annotated[str, Relation]
    contact: str | None
    what: str
    story: str
    words: str


class WholeLine(TypedDict):
    """One contact: best values, history, what sources disagree on, what was said, wanted, agreed; and all sources."""

    contact: ContactLine
    sources: list[SourceLine]
    linked: list[TiedLine]


class MonthCountLine(TypedDict):
    """How many contacts were held in a month, by kind."""

    month: str
    kinds: dict[str, int]


class LineToldLine(TypedDict):
    """How open the line between two sides is. Contacts are named by ids; `contacts` has those that matter now."""

    sides: list[str]
    on: str
    hindsight: bool
    held: int
    latest: list[HeldLine]
    silence: SilenceLine
    months: list[MonthCountLine]
    visits: list[VisitsLine]
    subjects: list[SubjectsLine]
    ahead: list[AheadLine]
    open: list[str]
    uncounted: UncountedLine
    contacts: list[FoundLine]
    left_out: str | None


class ClaimedLine(TypedDict):
    """A value, how many independent sources tell it, and which; `best` is the one that the record shows."""

    value: str
    best: bool
    origins: int
    sources: list[SourceLine]


class DisputeLine(TypedDict):
    """A field of a contact on which sources make claims that cannot all hold; `about` is whose office it is."""

    contact: str
    kind: Annotated[str, Kind]
    status: Annotated[str, Status]
    when: str | None
    parties: list[PartyLine]
    field: str
    about: str | None
    claims: list[ClaimedLine]


class DisputesLine(TypedDict):
    """What sources disagree on; `total` counts all of it."""

    conflicts: list[DisputeLine]
    total: int
    left_out: str | None


class ToldLine(TypedDict):
    """A contact as one story tells it, by the id of its contact; the words are the deciding sentences."""

    contact: str
    kind: Annotated[str, Kind]
    status: Annotated[str, Status]
    when: str | None
    parties: list[PartyLine]
    words: list[str]


class StoryToldLine(TypedDict):
    """A story as it was read: what it tells, what was let go and why, how many lines were left out, and its text."""

    story: str
    id: str
    title: str | None
    outlet: str | None
    agency: str | None
    byline: str | None
    url: str | None
    date: str | None
    published: list[DateLine]
    contacts: list[ToldLine]
    skipped: list[SkippedLine]
    lines_dropped: dict[str, int]
    text: str
    start: int
    length: int
    left_out: str | None


class PositionsLine(TypedDict):
    """What each side said on each subject, with story and outlet; `total` counts the positions."""

    positions: list[PositionLine]
    total: int
    left_out: str | None


# --- contacts -------------------------------------------------------------------------------


def search_line(found: Sequence[Contact], *, total: int, offset: int, story: Find) -> SearchLine:
    """Some of the contacts that were found, from the one at `offset` on."""
    left = _left_out(total, offset, len(found), "contacts")
    return {"contacts": [found_line(c, story=story) for c in found], "total": total, "left_out": left}


def found_line(contact: Contact, *, story: Find) -> FoundLine:
    """The contact in brief; the sources are its first reports, those that repeat another last."""
    repeated = {r.report_id for r in contact.repeats}
    reports = sorted(contact.reports, key=lambda r: r.id in repeated)
    whole = contact_line(contact)
    return {
        "id": contact.id,
        "when": contact.when,
        "kind": contact.kind.value,
        "status": contact.status.value,
        "parties": whole["parties"],
        "where": whole["where"],
        "topics": whole["topics"],
        "told_by": len(contact.stories),
        "origins": contact.origins,
        "disputed": [c.label for c in contact.conflicts],
        "sources": [_source(r, story) for r in reports[:_SOURCES]],
    }


def whole_line(contact: Contact, linked: Sequence[Linked], *, story: Find) -> WholeLine:
    """The contact with all its sources, and what it is linked to."""
    return {
        "contact": contact_line(contact),
        "sources": [_source(r, story) for r in contact.reports],
        "linked": [_tied(one, story) for one in linked],
    }


def disputes_line(found: Sequence[tuple[Contact, Conflict]], *, total: int, offset: int, story: Find) -> DisputesLine:
    """Some of the conflicts that were found, from the one at `offset` on."""
    left = _left_out(total, offset, len(found), "conflicts")
    return {"conflicts": [_dispute(*one, story) for one in found], "total": total, "left_out": left}


def _dispute(contact: Contact, conflict: Conflict, story: Find) -> DisputeLine:
    reports = {r.story_id: r for r in contact.reports}
    claims: list[ClaimedLine] = [
        {
            "value": account.value,
            "best": account.best,
            "origins": account.origins,
            "sources": [
                {**_source(reports[c.source.story_id], story), "words": [c.source.exact]} for c in account.claims
            ],
        }
        for account in conflict.accounts
    ]
    return {
        "contact": contact.id,
        "kind": contact.kind.value,
        "status": contact.status.value,
        "when": contact.when,
        "parties": contact_line(contact)["parties"],
        "field": conflict.field,
        "about": conflict.about,
        "claims": claims,
    }


def _source(report: Report, story: Find) -> SourceLine:
    told = story(report.story_id)
    return {
        "story": report.story_key,
        "outlet": told.outlet or told.agency,
        "published": report.published,
        "url": told.url,
        "words": [s.exact for s in report.evidence],
    }


def _tied(one: Linked, story: Find) -> TiedLine:
    what = f"{title(one.contact)} ({one.contact.when or 'undated'}, {one.contact.status})" if one.contact else ""
    return {
        "relation": one.relation.value,
        "contact": one.contact.id if one.contact else None,
        "what": one.incident.name.value if one.incident else what,
        "story": story(one.link.source.story_id).key,
        "words": one.link.source.exact,
    }


# --- lines, stories, positions --------------------------------------------------------------


def line_told_line(line: Line, *, story: Find) -> LineToldLine:
    """The line with the last months and visits, and the contacts that these, its latest and what is ahead name."""
    whole = line_line(line)
    months, opened = line.months[-_MONTHS:], line.open[:_OPEN]
    now = [*(h.contact for h in line.latest), *opened, *(a.contact for a in line.ahead)]
    now += [one.contact for a in line.ahead for one in a.links if one.contact]
    now += [h.contact for v in line.visits for h in v.visits[:_VISITS]]
    left = {
        "earlier months": len(line.months) - len(months),
        "earlier visits": sum(len(v.visits[_VISITS:]) for v in line.visits),
        "open contacts": len(line.open) - len(opened),
    }
    told = ", ".join(f"{number:,} {what}" for what, number in left.items() if number)
    return {
        "sides": whole["sides"],
        "on": whole["on"],
        "hindsight": whole["hindsight"],
        "held": whole["held"],
        "latest": whole["latest"],
        "silence": whole["silence"],
        "months": [{"month": m["month"], "kinds": m["kinds"]} for m in whole["months"][-_MONTHS:]],
        "visits": [{**v, "visits": v["visits"][:_VISITS]} for v in whole["visits"]],
        "subjects": whole["subjects"],
        "ahead": whole["ahead"],
        "open": [c.id for c in opened],
        "uncounted": whole["uncounted"],
        "contacts": [found_line(c, story=story) for c in {c.id: c for c in now}.values()],
        "left_out": f"{told}; search_contacts with `between` gives all" if told else None,
    }


def story_told_line(reading: Reading, contacts: Sequence[str], *, start: int, length: int) -> StoryToldLine:
    """The story with so many characters of its text; `contacts` are the ids of its reports' contacts, in order."""
    whole, text = reading_line(reading), reading.story.text
    end = min(start + length, len(text))
    told: list[ToldLine] = []
    for report, id_ in zip(reading.reports, contacts, strict=True):
        line = report_line(report)
        words = [s.exact for s in report.evidence]
        told.append(
            {
                "contact": id_,
                "kind": report.kind.value,
                "status": report.status.value,
                "when": line["when"],
                "parties": line["parties"],
                "words": words,
            }
        )
    return {
        "story": whole["story"],
        "id": whole["id"],
        "title": whole["title"],
        "outlet": whole["outlet"],
        "agency": whole["agency"],
        "byline": whole["byline"],
        "url": whole["url"],
        "date": whole["date"],
        "published": whole["published"],
        "contacts": told,
        "skipped": whole["skipped"],
        "lines_dropped": dict(Counter(d.reason.value for d in reading.story.dropped)),
        "text": text[start:end],
        "start": start,
        "length": len(text),
        "left_out": f"{len(text) - end:,} more characters; ask with start={end}" if end < len(text) else None,
    }


def positions_line(told: Newest, *, offset: int, limit: int, turns: int) -> PositionsLine:
    """Some of the positions that were found, from the one at `offset` on, each with its last turns."""
    total, found = len(told.positions), told.positions[offset : offset + limit]
    earlier = sum(max(len(p.turns) - turns, 0) for p in found)
    more = f"{earlier:,} earlier turns; ask with a higher `turns`, or with `until`" if earlier else None
    before = f"what was said before {told.since}; ask with until={told.before}, or `between`" if told.since else None
    left = (_left_out(total, offset, len(found), "positions"), more, before)
    return {
        "positions": [position_line(replace(p, turns=p.turns[-turns:])) for p in found],
        "total": total,
        "left_out": "; ".join(filter(None, left)) or None,
    }


def _left_out(total: int, offset: int, given: int, what: str) -> str | None:
    """What is not in an answer, and how to get it."""
    rest = total - offset - given
    return f"{rest:,} more {what}; ask for fewer, or with offset={offset + given}" if rest > 0 else None
