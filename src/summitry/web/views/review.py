"""Review: what is doubtful, one pair of reports at a time, side by side, to be decided by a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from summitry.errors import NotFoundError
from summitry.model import Doubt, Judgement, who
from summitry.query import Term
from summitry.terminal import words
from summitry.web.views import marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Anchor, Contact, Decision, Report, Who
    from summitry.record import Record
    from summitry.web.asked import Asked

PATH = "/review"
_LISTED = 20  # decisions, the latest


class Queue(StrEnum):
    """What is to be reviewed."""

    MERGES = "merges"  # pairs of reports that might be judged otherwise
    DATES = "dates"  # reports of one contact whose dates cannot both hold


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two reports, with the words that it rests on."""

    report: str  # its id
    contact: str  # the id of the contact that it is in
    title: str | None
    story: str  # its key
    story_id: str
    outlet: str | None  # or the agency
    published: str | None  # EDTF
    doubts: tuple[str, ...]  # what speaks against the story's date
    kind: str
    status: str
    when: str | None
    where: str | None
    parties: tuple[Who, ...]
    topics: tuple[str, ...]
    text: tuple[marks.Passage, ...]
    others: tuple[str, ...]  # keys of the other stories of its contact


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, what holds of them now, and why that is doubtful."""

    now: Judgement
    doubt: float  # from 0 to 1
    why: tuple[str, ...]
    sides: tuple[Side, Side]
    differ: tuple[str, ...]  # the fields that they tell differently


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of a person."""

    number: int
    judgement: Judgement
    at: str  # ISO 8601
    because: str | None
    by: str | None
    sides: tuple[str, ...]  # the reports of each, in words
    waiting: int  # reports that cannot be found now


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A doubtful pair, its place among them, and what was decided."""

    of: Queue
    at: int  # from 1; 0 where nothing is doubtful
    total: int
    pair: Pair | None
    previous: str | None  # addresses
    following: str | None
    just: Decided | None  # what was decided a moment ago
    decisions: tuple[Decided, ...]  # the latest first
    earlier: int  # further ones


def review(record: Record, asked: Asked) -> ReviewPage:
    """The pair `?at=` a number, of the queue `?of=`; `?decided=` is the decision just made.

    Raises:
        AskedError: for what is no number, and for a queue that there is not.
    """
    of = asked.one_of("of", Queue) or Queue.MERGES
    found = record.doubts() if of is Queue.MERGES else _dates(record)
    at = min(asked.number("at", default=1), len(found))
    decisions = tuple(map(_decided, sorted(record.decisions(), key=lambda d: -d.number)))
    number = asked.number("decided", default=0) if asked.text("decided") else 0
    return ReviewPage(
        of=of,
        at=at,
        total=len(found),
        pair=_pair(record, found[at - 1]) if at else None,
        previous=address(of, at - 1) if at > 1 else None,
        following=address(of, at + 1) if at < len(found) else None,
        just=next((d for d in decisions if d.number == number), None),
        decisions=decisions[:_LISTED],
        earlier=max(0, len(decisions) - _LISTED),
    )


def address(of: Queue, at: int, **more: str) -> str:
    """The address of a pair."""
    told = {"of": of.value if of is not Queue.MERGES else "", "at": str(at) if at > 1 else "", **more}
    query = urlencode({name: value for name, value in told.items() if value})
    return f"{PATH}?{query}" if query else PATH


# --- pairs ----------------------------------------------------------------------------------


def _dates(record: Record) -> tuple[Doubt, ...]:
    """For each date on which sources of a contact disagree the first two reports that do, not decided yet."""
    ids = [e.id for e in record.entries() if e.disputed]
    told = record.terms(Term.CONFLICT, ids)
    disputed = [id_ for id_ in ids if "when" in told.get(id_, ())]  # another process may have made one anew
    same = [{a.id for a in d.anchors} for d in record.decisions() if d.judgement is Judgement.SAME]
    return tuple(
        doubt
        for contact in record.these(disputed, linked=False)
        for conflict in contact.conflicts
        if conflict.field == "when"
        for doubt in _at_odds(contact, [{c.source.story_id for c in a.claims} for a in conflict.accounts])
        if not any(set(doubt.reports) <= ids for ids in same)
    )


def _at_odds(contact: Contact, accounts: list[set[str]]) -> Iterator[Doubt]:
    for mine, others in combinations(accounts, 2):
        one = next((r for r in contact.reports if r.story_id in mine and r.when), None)
        other = next((r for r in contact.reports if r.story_id in others and r.when and r is not one), None)
        if one and other and one.when and other.when:
            told = " and ".join(words.date(r.value) for r in (one.when, other.when))
            why = (f"dates that cannot both hold: {told}",)
            yield Doubt(Judgement.SAME, (one.id, other.id), (contact.id, contact.id), 0.0, why)


def _pair(record: Record, doubt: Doubt) -> Pair:
    first, second = (_side(record, id_) for id_ in doubt.reports)
    fields = ("kind", "status", "when", "where")
    differ = tuple(name for name in fields if getattr(first, name) != getattr(second, name))
    return Pair(doubt.judgement, doubt.doubt, doubt.why, (first, second), differ)


def _side(record: Record, id_: str) -> Side:
    contact = record.contact(id_)
    report = _report(contact, id_)
    story = record.story(report.story_id)
    return Side(
        report=report.id,
        contact=contact.id,
        title=story.title,
        story=story.key,
        story_id=story.id,
        outlet=story.outlet or story.agency,
        published=report.published,
        doubts=tuple(dict.fromkeys(why for claim in story.published for why in claim.doubts)),
        kind=report.kind.value,
        status=report.status.value,
        when=report.when.value if report.when else None,
        where=words.where(report.where.site),
        parties=tuple(map(who, report.parties)),
        topics=tuple(claim.value for claim in report.topics),
        text=marks.passages(story, marks.of_report(report), whole=False),
        others=tuple(key for key in contact.stories if key != story.key),
    )


def _report(contact: Contact, id_: str) -> Report:
    found = next((r for r in contact.reports if r.id == id_), None)
    if found is None:
        raise NotFoundError(f"the contact {contact.id} has no report {id_}; load the page anew")
    return found


# --- decisions ------------------------------------------------------------------------------


def _decided(one: Decision) -> Decided:
    sides = tuple(map(_told, one.sides))
    return Decided(one.number, one.judgement, one.at, one.because, one.by, sides, len(one.waiting))


def _told(side: Iterable[Anchor]) -> str:
    """The reports of a side: "meeting, Ana Lima — Per Dahl, in first.txt and second.txt"."""
    anchors = tuple(side)
    first = anchors[0]
    people = " — ".join(name or code or words.UNKNOWN for name, code in first.who)
    stories = " and ".join(dict.fromkeys(a.story_key for a in anchors))
    return f"{first.kind}, {people}, in {stories}"
