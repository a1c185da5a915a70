"""Flat rows: a contact, a report, a party or a statement each; what CSV, Parquet and JSON lines hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypedDict, get_type_hints

from summitry import subjects
from summitry.contentform import StatementLine, content_row, statement_line
from summitry.exporters.base import Rows, bounds
from summitry.interchange import ContactRow, contact_row, party_text

if TYPE_CHECKING:
    from summitry.model import Claim, Contact, Party, Report


class ReportRow(TypedDict):
    """One story's account of a contact; several values are joined by "; "."""

    id: str
    contact: str
    story: str
    published: str | None
    outlet: str | None
    agency: str | None
    repeats: str | None
    when: str | None
    when_basis: str
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
    words: str
    rule: str
    sentences: str
    score: float
    extractor: str
    statements: int
    aims: str
    outcomes: str
    tones: str


class StatementRow(TypedDict):
    """What somebody said at a contact or about it, as one story gives it."""

    id: str
    contact: str
    report: str
    story: str
    published: str | None
    repeats: str | None
    when: str | None
    first_day: str | None
    last_day: str | None
    kind: str
    status: str
    speaker: str
    name: str | None
    person: str | None
    office: str | None
    side: str | None
    words: str
    quote: str | None
    form: str
    topic: str | None
    subjects: str
    named_by: str
    cue: str | None
    relayed: str | None
    relayed_by: str | None
    rule: str


class PartyRow(TypedDict):
    """One party of a contact."""

    contact: str
    number: int
    when: str | None
    first_day: str | None
    last_day: str | None
    kind: str
    status: str
    role: str
    name: str | None
    person: str | None
    office: str | None
    side: str | None
    story: str | None
    words: str


Row = Mapping[str, object]


def rows(contacts: Iterable[Contact], of: Rows) -> Iterator[Row]:
    """The rows of each contact, in the contacts' order."""
    make = _ROWS[of][1]
    for contact in contacts:
        yield from make(contact)


def columns(of: Rows) -> Mapping[str, type]:
    """Each column's name, in order, with its type."""
    return _ROWS[of][0]


def _contacts(contact: Contact) -> Iterator[Row]:
    yield contact_row(contact)


def _reports(contact: Contact) -> Iterator[Row]:
    repeats = {r.report_id: r.of for r in contact.repeats}
    for report in contact.reports:
        yield _report(report, contact=contact, repeats=repeats.get(report.id))


def _report(report: Report, *, contact: Contact, repeats: str | None) -> ReportRow:
    when = _value(report.when)
    first, last = bounds(when)
    where, origin = report.where, report.origin
    return {
        "id": report.id,
        "contact": contact.id,
        "story": report.story_key,
        "published": report.published,
        "outlet": origin.outlet if origin else None,
        "agency": origin.agency if origin else None,
        "repeats": repeats,
        "when": when,
        "when_basis": report.when.basis.value if report.when else "unknown",
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
        "kind": report.kind.value,
        "status": report.status.value,
        "parties": "; ".join(party_text(p) for p in report.parties),
        "sides": "; ".join(dict.fromkeys(p.side for p in report.parties if p.side)),
        "country": _value(where.country),
        "city": _value(where.city),
        "venue": _value(where.venue),
        "margins_of": _value(where.margins_of),
        "topics": "; ".join(t.value for t in report.topics),
        "subjects": "; ".join(one.id for one in subjects.of_topics(t.value for t in report.topics)),
        "words": report.kind.source.exact,
        "rule": report.kind.rule,
        "sentences": " … ".join(s.exact for s in report.evidence),
        "score": report.score,
        "extractor": report.extractor,
        **content_row(report),
    }


def _statements(contact: Contact) -> Iterator[Row]:
    repeats = {r.report_id: r.of for r in contact.repeats}
    for report in contact.reports:
        for one in report.statements:
            yield _statement(statement_line(one, story=report.story_key), report, contact, repeats.get(report.id))


def _statement(line: StatementLine, report: Report, contact: Contact, repeats: str | None) -> StatementRow:
    first, last = bounds(contact.when)
    relayed, cue = line["relayed"], line["cue"]
    return {
        "id": line["id"],
        "contact": contact.id,
        "report": report.id,
        "story": line["story"],
        "published": report.published,
        "repeats": repeats,
        "when": contact.when,
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
        "kind": contact.kind.value,
        "status": contact.status.value,
        "speaker": line["speaker"],
        "name": line["name"],
        "person": line["person"],
        "office": line["office"],
        "side": line["side"],
        "words": line["words"],
        "quote": line["quote"],
        "form": line["form"],
        "topic": line["topic"],
        "subjects": "; ".join(line["subjects"]),
        "named_by": line["named_by"]["exact"],
        "cue": cue["exact"] if cue else None,
        "relayed": relayed["by"] if relayed else None,
        "relayed_by": relayed["exact"] if relayed else None,
        "rule": line["rule"],
    }


def _parties(contact: Contact) -> Iterator[Row]:
    for number, party in enumerate(contact.parties):
        yield _party(party, number=number, contact=contact)


def _party(party: Party, *, number: int, contact: Contact) -> PartyRow:
    first, last = bounds(contact.when)
    keys = {r.story_id: r.story_key for r in contact.reports}
    return {
        "contact": contact.id,
        "number": number,
        "when": contact.when,
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
        "kind": contact.kind.value,
        "status": contact.status.value,
        "role": party.role.value,
        "name": party.name,
        "person": party.actor.person_id,
        "office": party.office,
        "side": party.side,
        "story": keys.get(party.source.story_id),
        "words": party.source.exact,
    }


def _value(claim: Claim | None) -> str | None:
    return claim.value if claim else None


_ROWS: dict[Rows, tuple[Mapping[str, type], Callable[[Contact], Iterator[Row]]]] = {
    Rows.CONTACTS: (get_type_hints(ContactRow), _contacts),
    Rows.REPORTS: (get_type_hints(ReportRow), _reports),
    Rows.PARTIES: (get_type_hints(PartyRow), _parties),
    Rows.STATEMENTS: (get_type_hints(StatementRow), _statements),
}
