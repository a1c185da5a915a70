"""The forms in which reports and contacts leave the program: JSON lines and flat rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from summitry import dates

if TYPE_CHECKING:
    from summitry.model import Claim, Contact, Party, Report, Where


class PartyLine(TypedDict):
    """A party: who, in which office, for which side, in which role."""

    name: str | None
    office: str | None
    side: str | None
    role: str


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
    basis: str
    relayed_by: str | None


class WordsLine(TypedDict):
    """A stretch of the story."""

    start: int
    end: int
    exact: str


class ReportLine(TypedDict):
    """One report as `extract` writes it."""

    id: str
    story: str
    kind: str
    status: str
    parties: list[PartyLine]
    when: str | None
    when_basis: str
    where: WhereLine
    topics: list[str]
    sources: dict[str, SourceLine]
    evidence: list[WordsLine]
    published: str | None
    extractor: str
    score: float


class SaidLine(TypedDict):
    """A value and the stories that tell it."""

    value: str
    stories: list[str]


class ConflictLine(TypedDict):
    """A field on which stories disagree."""

    field: str
    claims: list[SaidLine]


class HistoryLine(TypedDict):
    """What one story said had become of the contact."""

    date: str | None
    status: str
    story: str


class ContactLine(TypedDict):
    """One contact as `timeline --format json` writes it."""

    id: str
    kind: str
    status: str
    parties: list[PartyLine]
    when: str | None
    where: WhereLine
    topics: list[str]
    stories: list[str]
    conflicts: list[ConflictLine]
    history: list[HistoryLine]
    reports: list[str]


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
    stories: str
    sources: int
    conflicts: str


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
        "sources": {name: _source(claim) for name, claim in report.claims()},
        "evidence": [{"start": s.start, "end": s.end, "exact": s.exact} for s in report.evidence],
        "published": report.published,
        "extractor": report.extractor,
        "score": report.score,
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
        "stories": list(contact.stories),
        "conflicts": [
            {"field": c.field, "claims": [{"value": value, "stories": list(keys)} for value, keys in c.claims]}
            for c in contact.conflicts
        ],
        "history": [{"date": d, "status": s.value, "story": key} for d, s, key in contact.history],
        "reports": [r.id for r in contact.reports],
    }


def contact_row(contact: Contact) -> ContactRow:
    """The contact as one flat row; `first_day` and `last_day` are ISO days, both included."""
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
        "stories": "; ".join(contact.stories),
        "sources": len(contact.stories),
        "conflicts": "; ".join(c.field for c in contact.conflicts),
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


def _where(where: Where) -> WhereLine:
    return {
        "country": _value(where.country),
        "city": _value(where.city),
        "venue": _value(where.venue),
        "margins_of": _value(where.margins_of),
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
