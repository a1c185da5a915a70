"""A contact: who, when, where, what became of it, what it is linked to, and every source with its words marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry import subjects
from summitry.model import Basis, who
from summitry.query import ordered
from summitry.terminal.links import RELATIONS
from summitry.web.views import marks
from summitry.web.views.brief import Brief, brief
from summitry.web.views.said import Content, content
from summitry.web.views.story import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summitry.actors import Otherwise
    from summitry.chains import Linked, Relation
    from summitry.model import Account, Claim, Contact, Report, Step, Story, Who
    from summitry.record import Record
    from summitry.web.asked import Asked

_REACH = 12  # contacts of a chain on one page; from each the walk goes on


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a story."""

    exact: str
    story: str  # its key
    story_id: str
    told: str | None  # the story's date, EDTF
    by: str | None  # the outlet or agency


@dataclass(frozen=True, slots=True)
class Told:
    """One side of a disagreement: the value, in which words, and how many independent origins tell it."""

    value: str
    best: bool  # whether it is the value that the contact shows
    origins: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its value, and what stories tell otherwise."""

    field: str  # "status", "when", "country", "city", "venue", "margins of"
    value: str | None
    basis: Basis | None = None
    disagree: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyFact:
    """A party, and what stories tell of its office otherwise."""

    who: Who
    disagree: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Became:
    """What a story said had become of the contact; `changed` where it was another status before."""

    told: str | None
    status: str
    by: str | None
    citing: str | None
    quote: Quote
    changed: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """What the contact is linked to: another contact or an incident, how, and by which words."""

    relation: Relation
    words: str  # the relation in words, to stand before the other's name
    quote: str
    rule: str
    inferred: bool
    contact: Brief | None = None
    incident: str | None = None
    when: str | None = None  # of the incident, EDTF


@dataclass(frozen=True, slots=True)
class Link:
    """A contact of the chain."""

    contact: Brief
    here: bool  # whether it is the contact of the page


@dataclass(frozen=True, slots=True)
class Row:
    """A field as one story tells it."""

    field: str
    value: str
    exact: str
    rule: str
    basis: Basis
    relayed_by: str | None
    known: str | None = None  # what the table of offices has in its place


@dataclass(frozen=True, slots=True)
class SourceStory:
    """A story's account of the contact."""

    report: str  # its id
    story: str  # its key
    story_id: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    url: str | None
    repeats: str | None  # why it is no source of its own
    lent: str | None  # the date that another story lends it
    text: tuple[marks.Passage, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A contact."""

    brief: Brief
    subjects: tuple[str, ...]  # of its topics, names of the scheme
    parties: tuple[PartyFact, ...]
    facts: tuple[Fact, ...]
    history: tuple[Became, ...]
    ties: tuple[Tie, ...]
    chain: tuple[Link, ...]  # by date; empty where it is linked to no other contact
    longer: bool  # whether the chain goes on
    content: Content  # what was said, wanted and agreed
    sources: tuple[SourceStory, ...]


def contact(record: Record, asked: Asked) -> ContactPage:
    """The contact that has a report of an id.

    Raises:
        NotFoundError: where there is none, or several whose ids begin so.
    """
    found = record.contact(asked.path["id"])
    stories = {id_: record.story(id_) for id_ in dict.fromkeys(r.story_id for r in found.reports)}
    ties = record.linked(found)
    chain, longer = _chain(record, found, ties)
    otherwise = record.otherwise(found)
    return ContactPage(
        brief=brief(found),
        subjects=tuple(one.name for one in subjects.of_topics(found.topics)),
        parties=tuple(_parties(found, stories)),
        facts=tuple(_facts(found, stories)),
        history=tuple(_history(found, stories)),
        ties=tuple(map(_tie, ties)),
        chain=chain,
        longer=longer,
        content=content(found, stories),
        sources=tuple(_source(found, r, stories[r.story_id], otherwise) for r in found.reports),
    )


# --- fields ---------------------------------------------------------------------------------


def _parties(found: Contact, stories: Mapping[str, Story]) -> Iterator[PartyFact]:
    for party in found.parties:
        conflict = next((c for c in found.conflicts if c.field == "office" and c.about == party.name), None)
        accounts = conflict.accounts if conflict else ()
        yield PartyFact(who(party), tuple(_told(a, stories) for a in accounts))


def _facts(found: Contact, stories: Mapping[str, Story]) -> Iterator[Fact]:
    where = found.where
    places = {p: getattr(where, p) for p in ("country", "city", "venue", "margins_of")}
    values = {"status": found.status.value, "when": found.when} | {
        f"where.{place}": claim.value if claim else None for place, claim in places.items()
    }
    conflicts = {c.field: c for c in found.conflicts if c.about is None}
    for field, value in values.items():
        told = tuple(_told(a, stories) for a in conflicts[field].accounts) if field in conflicts else ()
        if value is None and not told and field not in {"when", "where.country"}:
            continue  # of the rest only what is told is a fact of its own
        basis = places[field.removeprefix("where.")].basis if field.startswith("where.") and value else None
        yield Fact(marks.label(field), value, _basis(found) if field == "when" else basis, told)


def _basis(found: Contact) -> Basis | None:
    """What the date rests on: the surest basis on which a story tells it."""
    bases = {r.when.basis for r in found.reports if r.when and r.when.value == found.when}
    return next((b for b in Basis if b in bases), None)


def _told(account: Account, stories: Mapping[str, Story]) -> Told:
    return Told(account.value, account.best, account.origins, tuple(_quote(c, stories) for c in account.claims))


def _quote(claim: Claim, stories: Mapping[str, Story]) -> Quote:
    story = stories[claim.source.story_id]
    return Quote(claim.source.exact, story.key, story.id, story.date, story.outlet or story.agency)


def _history(found: Contact, stories: Mapping[str, Story]) -> Iterator[Became]:
    before = None
    for step in found.history:
        by = ", ".join(dict.fromkeys(part for part in (step.outlet, step.agency) if part)) or None
        quote = _step_quote(step, stories)
        yield Became(step.told, step.status.value, by, step.relayed_by, quote, changed=step.status is not before)
        before = step.status


def _step_quote(step: Step, stories: Mapping[str, Story]) -> Quote:
    story = stories[step.source.story_id]
    return Quote(step.source.exact, story.key, story.id, step.told, step.outlet or step.agency)


# --- links ----------------------------------------------------------------------------------


def _tie(one: Linked) -> Tie:
    incident = one.incident
    return Tie(
        relation=one.relation,
        words=RELATIONS[one.relation],
        quote=one.link.source.exact,
        rule=one.link.rule,
        inferred=one.link.basis is Basis.INFERRED,
        contact=brief(one.contact) if one.contact else None,
        incident=incident.name.value if incident else None,
        when=incident.when.value if incident and incident.when else None,
    )


def _chain(record: Record, found: Contact, ties: tuple[Linked, ...]) -> tuple[tuple[Link, ...], bool]:
    """The contacts that are linked to this one over any number of steps, by date, and whether there are more."""
    seen = {found.id: found}
    todo = [one.contact for one in ties if one.contact]
    longer = False
    while todo:
        one = todo.pop(0)
        if one.id in seen:
            continue
        if len(seen) == _REACH:
            longer = True
            break
        seen[one.id] = one
        todo += [other.contact for other in record.linked(one) if other.contact]
    if len(seen) == 1:
        return (), False
    return tuple(Link(brief(c), here=c.id == found.id) for c in ordered(seen.values())), longer


# --- sources --------------------------------------------------------------------------------


def _source(found: Contact, report: Report, story: Story, otherwise: tuple[Otherwise, ...]) -> SourceStory:
    repeat = next((r for r in found.repeats if r.report_id == report.id), None)
    lent = next((d for d in found.dated_by if d.report_id == report.id), None)
    return SourceStory(
        report=report.id,
        story=story.key,
        story_id=story.id,
        title=story.title,
        outlet=story.outlet,
        agency=story.agency,
        published=report.published,
        url=web_address(story.url),
        repeats=repeat.why if repeat else None,
        lent=f"{lent.when.value}: {lent.why}" if lent else None,
        text=marks.passages(story, marks.of_report(report), whole=False),
        rows=tuple(_rows(report, otherwise)),
    )


def _rows(report: Report, otherwise: tuple[Otherwise, ...]) -> Iterator[Row]:
    from summitry.terminal.actors import tenures  # noqa: PLC0415 - the table of offices is slow to load

    known = {f"parties.{o.party}.office": tenures(o.table) for o in otherwise if o.report_id == report.id}
    for field, claim in report.claims():
        yield Row(
            _field(field), claim.value, claim.source.exact, claim.rule, claim.basis, claim.relayed_by, known.get(field)
        )


def _field(field: str) -> str:
    """A claim's field in a table: "parties.0.office" is "party 1 office"."""
    parts = field.split(".")
    return f"party {int(parts[1]) + 1} {parts[2]}" if parts[0] == "parties" else marks.label(field)
