"""The forms in which reports and contacts leave the program: JSON lines and flat rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypedDict

from summitry import dates, subjects
from summitry.chains import Relation
from summitry.contentform import ContentLine, WordsLine, content_line, content_row, words_line
from summitry.model import Basis, Kind, LinkKind, Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.chains import Linked, Marked
    from summitry.model import (
        Account,
        Claim,
        Conflict,
        Contact,
        Dated,
        Incident,
        Link,
        Origin,
        Party,
        Report,
        Step,
        Where,
    )


class PartyLine(TypedDict):
    """A party: who, in which office, for which side, in which role."""

    name: str | None
    office: str | None
    side: str | None
    role: Annotated[str, Role]


class WhereLine(TypedDict):
    """A place, as far as told."""

    country: str | None
    city: str | None
    venue: str | None
    margins_of: str | None


class SourceLine(TypedDict):
    """The words a value rests on, the rule that read it, and who relayed it."""

    start: int
    end: int
    exact: str
    rule: str
    basis: Annotated[str, Basis]
    relayed_by: str | None


class IncidentLine(TypedDict):
    """Something that happened and is no contact."""

    id: str
    name: str
    when: str | None
    country: str | None


class LinkLine(TypedDict):
    """How a contact stands to another, known by one of its reports, or to an incident, and the words that tell it."""

    kind: Annotated[str, LinkKind]
    report: str | None
    incident: IncidentLine | None
    start: int
    end: int
    exact: str
    rule: str
    basis: Annotated[str, Basis]


class LinkedLine(TypedDict):
    """What a contact is linked to, seen from it: also by what the other one tells."""

    relation: Annotated[str, Relation]
    contact: str | None
    link: LinkLine


class StandingLine(TypedDict):
    """A contact that stands to an incident."""

    contact: str
    link: LinkLine


class MarkedLine(IncidentLine):
    """An incident with the contacts that stand to it, as `incidents --format json` writes it."""

    contacts: list[StandingLine]


class ReportLine(ContentLine):
    """One report as `extract` writes it."""

    id: str
    story: str
    kind: Annotated[str, Kind]
    status: Annotated[str, Status]
    parties: list[PartyLine]
    when: str | None
    when_basis: str
    where: WhereLine
    topics: list[str]
    subjects: list[str]
    sources: dict[str, SourceLine]
    evidence: list[WordsLine]
    published: str | None
    extractor: str
    score: float
    origin: OriginLine | None
    links: list[LinkLine]


class OriginLine(TypedDict):
    """Where a report's account comes from; `cites` are the outlets that it names as its source."""

    outlet: str | None
    agency: str | None
    cites: list[str]


class AccountLine(TypedDict):
    """A value, the stories that tell it with their words, and how many of them are independent."""

    value: str
    best: bool
    origins: int
    stories: list[str]
    words: list[SourceLine]


class ConflictLine(TypedDict):
    """A field on which stories disagree; `about` is the person whose office it is."""

    field: str
    about: str | None
    claims: list[AccountLine]


class ContactConflictLine(ConflictLine):
    """A conflict with the contact it belongs to, as `conflicts --format json` writes it."""

    contact: str
    kind: Annotated[str, Kind]
    status: Annotated[str, Status]
    when: str | None
    parties: list[PartyLine]


class HistoryLine(TypedDict):
    """What one story said had become of the contact, in which words, and who said so."""

    published: str | None
    status: Annotated[str, Status]
    story: str
    words: str
    outlet: str | None
    agency: str | None
    relayed_by: str | None


class RepeatLine(TypedDict):
    """A report that has the origin of another, and why."""

    report: str
    of: str
    why: str


class DatedLine(TypedDict):
    """A report without a date, and the date that another of the contact lends it."""

    report: str
    when: str
    when_basis: str
    words: str
    why: str


class ContactLine(ContentLine):
    """One contact as `timeline --format json` writes it."""

    id: str
    kind: Annotated[str, Kind]
    status: Annotated[str, Status]
    parties: list[PartyLine]
    when: str | None
    where: WhereLine
    topics: list[str]
    subjects: list[str]
    stories: list[str]
    origins: int
    conflicts: list[ConflictLine]
    history: list[HistoryLine]
    reports: list[str]
    repeats: list[RepeatLine]
    dated_by: list[DatedLine]
    links: list[LinkLine]


class ContactRow(TypedDict):
    """One contact on one line of a table; several values are joined by "; "."""

    id: str
    when: str | None
    first_day: str | None
    last_day: str | None
    kind: str
    status: str
    parties: str
    sides: str
    country: str | None
    city: str | None
    venue: str | None
    margins_of: str | None
    topics: str
    subjects: str
    stories: str
    origins: int
    conflicts: str
    statements: int
    aims: str
    outcomes: str
    tones: str


def report_line(report: Report) -> ReportLine:
    """The report in the interchange form; `when_basis` is "unknown" where no date is told."""
    return {
        "id": report.id,
        "story": report.story_key,
        "kind": report.kind.value,
        "status": report.status.value,
        "parties": [_party(p) for p in report.parties],
        "when": _value(report.when),
        "when_basis": report.when.basis.value if report.when else "unknown",
        "where": _where(report.where),
        "topics": [t.value for t in report.topics],
        "subjects": _subjects(t.value for t in report.topics),
        "sources": {name: _source(claim) for name, claim in report.claims()},
        "evidence": [words_line(s) for s in report.evidence],
        "published": report.published,
        "extractor": report.extractor,
        "score": report.score,
        "origin": _origin(report.origin),
        "links": [_link(link) for link in report.links],
        **content_line(report),
    }


def contact_line(contact: Contact) -> ContactLine:
    """The contact with its best values, what the stories disagree on, and its history."""
    return {
        "id": contact.id,
        "kind": contact.kind.value,
        "status": contact.status.value,
        "parties": [_party(p) for p in contact.parties],
        "when": contact.when,
        "where": _where(contact.where),
        "topics": list(contact.topics),
        "subjects": _subjects(contact.topics),
        "stories": list(contact.stories),
        "origins": contact.origins,
        "conflicts": [conflict_line(c) for c in contact.conflicts],
        "history": [_step(s) for s in contact.history],
        "reports": [r.id for r in contact.reports],
        "repeats": [{"report": r.report_id, "of": r.of, "why": r.why} for r in contact.repeats],
        "dated_by": [_dated(d) for d in contact.dated_by],
        "links": [_link(link) for link in contact.links],
        **content_line(contact),
    }


def conflict_line(conflict: Conflict) -> ConflictLine:
    """The conflict with each side's words."""
    return {"field": conflict.field, "about": conflict.about, "claims": [_account(a) for a in conflict.accounts]}


def conflict_lines(contact: Contact) -> list[ContactConflictLine]:
    """The contact's conflicts, each with what tells which contact it is."""
    return [
        {
            "contact": contact.id,
            "kind": contact.kind.value,
            "status": contact.status.value,
            "when": contact.when,
            "parties": [_party(p) for p in contact.parties],
            **conflict_line(conflict),
        }
        for conflict in contact.conflicts
    ]


def linked_line(linked: Linked) -> LinkedLine:
    """What a contact is linked to, with the link as it is told."""
    other = linked.contact.id if linked.contact else None
    return {"relation": linked.relation.value, "contact": other, "link": _link(linked.link)}


def marked_line(marked: Marked) -> MarkedLine:
    """The incident with each contact that stands to it."""
    standing: list[StandingLine] = [{"contact": c.id, "link": _link(link)} for c, link in marked.contacts]
    return {**_incident(marked.incident), "contacts": standing}


def contact_row(contact: Contact) -> ContactRow:
    """The contact as one flat row; `first_day` and `last_day` are ISO days, both included.

    `origins` counts the independent ones, `stories` names every story.
    """
    days = dates.interval(contact.when)
    where = _where(contact.where)
    return {
        "id": contact.id,
        "when": contact.when,
        "first_day": days.first.isoformat() if days else None,
        "last_day": days.last.isoformat() if days else None,
        "kind": contact.kind.value,
        "status": contact.status.value,
        "parties": "; ".join(party_text(p) for p in contact.parties),
        "sides": "; ".join(dict.fromkeys(p.side for p in contact.parties if p.side)),
        **where,
        "topics": "; ".join(contact.topics),
        "subjects": "; ".join(_subjects(contact.topics)),
        "stories": "; ".join(contact.stories),
        "origins": contact.origins,
        "conflicts": "; ".join(c.label for c in contact.conflicts),
        **content_row(contact),
    }


def party_text(party: Party) -> str:
    """The party in words: "Ana Lima, Foreign Minister (BR)"; a side alone is "BR"."""
    who = ", ".join(v for v in (party.name, party.office) if v)
    if not who:
        return party.side or "?"
    return f"{who} ({party.side})" if party.side else who


def _value(claim: Claim | None) -> str | None:
    return claim.value if claim else None


def _party(party: Party) -> PartyLine:
    return {"name": party.name, "office": party.office, "side": party.side, "role": party.role.value}


def _subjects(topics: Iterable[str]) -> list[str]:
    """The ids of the subjects that the topics fall under."""
    return [one.id for one in subjects.of_topics(topics)]


def _where(where: Where) -> WhereLine:
    return {
        "country": _value(where.country),
        "city": _value(where.city),
        "venue": _value(where.venue),
        "margins_of": _value(where.margins_of),
    }


def _origin(origin: Origin | None) -> OriginLine | None:
    return {"outlet": origin.outlet, "agency": origin.agency, "cites": list(origin.cites)} if origin else None


def _link(link: Link) -> LinkLine:
    return {
        "kind": link.kind.value,
        "report": link.report_id,
        "incident": _incident(link.incident) if link.incident else None,
        "start": link.source.start,
        "end": link.source.end,
        "exact": link.source.exact,
        "rule": link.rule,
        "basis": link.basis.value,
    }


def _incident(incident: Incident) -> IncidentLine:
    return {
        "id": incident.id,
        "name": incident.name.value,
        "when": _value(incident.when),
        "country": _value(incident.country),
    }


def _account(account: Account) -> AccountLine:
    return {
        "value": account.value,
        "best": account.best,
        "origins": account.origins,
        "stories": list(account.stories),
        "words": [_source(claim) for claim in account.claims],
    }


def _step(step: Step) -> HistoryLine:
    return {
        "published": step.told,
        "status": step.status.value,
        "story": step.story,
        "words": step.source.exact,
        "outlet": step.outlet,
        "agency": step.agency,
        "relayed_by": step.relayed_by,
    }


def _dated(dated: Dated) -> DatedLine:
    return {
        "report": dated.report_id,
        "when": dated.when.value,
        "when_basis": dated.when.basis.value,
        "words": dated.when.source.exact,
        "why": dated.why,
    }


def _source(claim: Claim) -> SourceLine:
    return {
        "start": claim.source.start,
        "end": claim.source.end,
        "exact": claim.source.exact,
        "rule": claim.rule,
        "basis": claim.basis.value,
        "relayed_by": claim.relayed_by,
    }
