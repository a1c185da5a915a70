"""JSON-LD: contacts as schema.org events, and by W3C PROV what each rests on, to the exact words.

A contact was derived from reports, a report from quotations, and a quotation is quoted from a story. What was said at a
contact is the quotations that it is the `subjectOf`, each with whom it is by. What schema.org
has no word for is in the namespace `urn:summitry:`. The context stands in the document, so that nothing is fetched to
read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry import subjects
from summitry.contentform import outcome_text
from summitry.coordinates import point
from summitry.exporters.base import Exporter, Options, bounds, listed, one_line, title, urn
from summitry.facts import side_name
from summitry.model import Claim, Status
from summitry.names import fold
from summitry.positions import subjects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Actor, Contact, Party, Report, Source, Statement, Story

_CONTEXT = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "smry": "urn:summitry:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "startDate": {"@type": "xsd:date"},
    "endDate": {"@type": "xsd:date"},
    "eventStatus": {"@type": "@id"},
    "prov:wasDerivedFrom": {"@type": "@id"},
    "prov:wasQuotedFrom": {"@type": "@id"},
    "subjectOf": {"@type": "@id"},
}
# Statuses of schema.org; it has none for what was refused.
_STATUS = {
    Status.HELD: "https://schema.org/EventScheduled",
    Status.PLANNED: "https://schema.org/EventScheduled",
    Status.POSSIBLE: "https://schema.org/EventScheduled",
    Status.POSTPONED: "https://schema.org/EventPostponed",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}


def _document(contacts: Iterable[Contact], options: Options) -> Iterator[bytes]:
    return listed(f'{{"@context":{one_line(_CONTEXT)},"@graph":[', _nodes(contacts, options), "]}")


def _nodes(contacts: Iterable[Contact], options: Options) -> Iterator[object]:
    """Each contact with its reports; a story before the first report of it."""
    seen: set[str] = set()
    for contact in contacts:
        for report in contact.reports:
            if report.story_id not in seen:
                seen.add(report.story_id)
                yield _story(options.story(report.story_id))
            yield _report(report)
        yield _contact(contact)


def _told(node: dict[str, object]) -> dict[str, object]:
    """The node without what is unknown."""
    return {key: value for key, value in node.items() if value not in (None, [], {})}


def _contact(contact: Contact) -> dict[str, object]:
    first, last = bounds(contact.when)
    return _told(
        {
            "@id": urn("contact", contact.id),
            "@type": ["Event", "prov:Entity"],
            "name": title(contact),
            "startDate": first.isoformat() if first else None,
            "endDate": last.isoformat() if last else None,
            "smry:when": contact.when,
            "eventStatus": _STATUS.get(contact.status),
            "smry:status": contact.status.value,
            "smry:kind": contact.kind.value,
            "location": _place(contact),
            "about": [*contact.topics, *map(_subject, subjects.of_topics(contact.topics))],
            "attendee": [_party(p) for p in contact.parties],
            "subjectOf": [urn("statement", s.id) for s in contact.statements],
            "smry:disagreement": [c.label for c in contact.conflicts],
            "smry:origins": contact.origins,
            "prov:wasDerivedFrom": [urn("report", r.id) for r in contact.reports],
        }
    )


def _subject(one: subjects.Subject) -> dict[str, object]:
    return {"@type": "DefinedTerm", "@id": urn("subject", one.id), "name": one.name, "termCode": one.id}


def _place(contact: Contact) -> dict[str, object]:
    where, at = contact.where, point(contact.site)
    address = _told({"addressLocality": _value(where.city), "addressCountry": _value(where.country)})
    place = _told(
        {
            "name": _value(where.venue),
            "address": {"@type": "PostalAddress", **address} if address else None,
            "geo": {"@type": "GeoCoordinates", "latitude": at.latitude, "longitude": at.longitude} if at else None,
            "smry:marginsOf": _value(where.margins_of),
        }
    )
    return {"@type": "Place", **place} if place else {}


def _party(party: Party) -> dict[str, object]:
    return {**(_who(party.actor) or {"@type": "Organization"}), "smry:role": party.role.value}


def _who(actor: Actor) -> dict[str, object]:
    """A person, an office or a side; nothing where none is known."""
    name, office, side = _value(actor.name), _value(actor.office), _value(actor.side)
    of = {"@type": "Organization", "@id": urn("side", fold(side)), "name": side_name(side)} if side else None
    if name is None and office is None:
        return {**of} if of else {}
    who = actor.person_id
    return _told(
        {
            "@type": "Person" if name else "Organization",
            "@id": urn("person", who) if name and who else None,
            "name": name or office,
            "jobTitle": office if name else None,
            "smry:side": side,
            ("affiliation" if name else "parentOrganization"): of,
        }
    )


def _report(report: Report) -> dict[str, object]:
    quoted = [_quotation(report, "evidence", s) for s in report.evidence]
    quoted += [_quotation(report, field, claim.source, claim) for field, claim in (*report.claims(), *_content(report))]
    return _told(
        {
            "@id": urn("report", report.id),
            "@type": "prov:Entity",
            "smry:status": report.status.value,
            "smry:extractor": report.extractor,
            "prov:wasDerivedFrom": [*quoted, *(_statement(report, s) for s in report.statements)],
        }
    )


def _content(report: Report) -> Iterator[tuple[str, Claim]]:
    """Aims by whose they are, outcomes by what came, and tones, as claims with the words they rest on."""
    for n, aim in enumerate(report.aims):
        side = aim.actor.side or aim.actor.name
        yield f"aims.{n}", Claim(side.value if side else "", aim.words, aim.rule)
    for n, outcome in enumerate(report.outcomes):
        yield f"outcomes.{n}", Claim(outcome_text(outcome), outcome.words, outcome.rule)
    for n, tone in enumerate(report.tones):
        yield f"tones.{n}", Claim(tone.words.exact, tone.words, tone.rule)


def _statement(report: Report, one: Statement) -> dict[str, object]:
    """A quotation with its speaker, subjects and stretches."""
    known = (subjects.subject(name) for name in subjects_of(one))
    return _told(
        {
            "@id": urn("statement", one.id),
            "@type": ["Quotation", "prov:Entity"],
            "text": one.text,
            "creator": _who(one.speaker) or one.named_by.exact,
            "about": [*([one.topic.value] if one.topic else []), *(_subject(s) for s in known if s)],
            "smry:form": one.form.value,
            "smry:rule": one.rule,
            "smry:relayedBy": one.relayed.source.exact if one.relayed else None,
            "hasPart": [_quotation(report, "statements", s) for s in one.words],
            "prov:wasQuotedFrom": urn("story", report.story_id),
        }
    )


def _quotation(report: Report, field: str, source: Source, claim: Claim | None = None) -> dict[str, object]:
    return _told(
        {
            "@type": ["Quotation", "prov:Entity"],
            "text": source.exact,
            "smry:start": source.start,
            "smry:end": source.end,
            "smry:field": field,
            "smry:value": claim.value if claim else None,
            "smry:basis": claim.basis.value if claim else None,
            "smry:rule": claim.rule if claim else None,
            "smry:relayedBy": claim.relayed_by if claim else None,
            "prov:wasQuotedFrom": urn("story", report.story_id),
        }
    )


def _story(story: Story) -> dict[str, object]:
    return _told(
        {
            "@id": urn("story", story.id),
            "@type": ["NewsArticle", "prov:Entity"],
            "identifier": story.key,
            "headline": story.title,
            "url": story.url,
            "publisher": {"@type": "Organization", "name": story.outlet} if story.outlet else None,
            "smry:published": story.date,
            "inLanguage": story.language,
        }
    )


def _value(claim: Claim | None) -> str | None:
    return claim.value if claim else None


JSONLD = Exporter(
    "jsonld", "linked data: schema.org events with their provenance", "application/ld+json", ".jsonld", _document
)
