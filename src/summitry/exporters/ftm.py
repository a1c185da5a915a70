"""FollowTheMoney entities, one a line, as Aleph and OpenSanctions read them.

| entity | what it is |
|---|---|
| `Event` | a contact; `involved` are its parties, `proof` its stories, `description` their words |
| `Person` | a named party, with the office told there as `position` |
| `PublicBody` | a state's side or an organisation's |
| `Article` | a story |
| `Mention` | the words of a story that name a person |

Entities of one id are fragments of one, as the format has it: a person is written again when told with another name or
office. Ids are those of the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.dates import Precision, precision
from summitry.exporters.base import Exporter, Options, bounds, content_lines, one_line, printable, title
from summitry.facts import SideKind, country_name, side, side_name
from summitry.model import digest
from summitry.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Contact, Party, Report, Story

# How exact a date of the format may be.
_EXACT = {Precision.DAY, Precision.MONTH, Precision.YEAR}
_LANGUAGES = {"en": "eng"}  # the format has codes of three letters
_Properties = dict[str, list[str]]


def _entities(contacts: Iterable[Contact], options: Options) -> Iterator[bytes]:
    """Every entity that no line has yet."""
    seen: set[str] = set()
    told: set[str] = set()  # stories
    for contact in contacts:
        for report in contact.reports:
            if report.story_id not in told:
                told.add(report.story_id)
                yield _line(_article(options.story(report.story_id)))
        for entity in _of_contact(contact):
            line = _line(entity)
            mark = digest(line.decode())
            if mark not in seen:
                seen.add(mark)
                yield line


def _line(entity: dict[str, object]) -> bytes:
    return f"{one_line(entity)}\n".encode()


def _entity(schema: str, id_: str, **told: object) -> dict[str, object]:
    """The entity with the properties that have a value; each is a list of printable texts."""
    properties: _Properties = {}
    for name, value in told.items():
        values = value if isinstance(value, list) else [value]
        if known := [printable(str(v)) for v in values if v]:
            properties[name] = list(dict.fromkeys(known))
    return {"id": id_, "schema": schema, "properties": properties}


def _of_contact(contact: Contact) -> Iterator[dict[str, object]]:
    for party in contact.parties:
        yield from _party(party)
    for report in contact.reports:
        yield from (_mention(report, p) for p in report.parties if p.name and _person_id(p))
    yield _event(contact)


def _event(contact: Contact) -> dict[str, object]:
    first, last = bounds(contact.when)
    where = contact.where
    country = where.country.value if where.country else None
    place = [c.value for c in (where.venue, where.city) if c]
    involved = [id_ for p in contact.parties for id_ in (_person_id(p), _side_id(p.side)) if id_]
    return _entity(
        "Event",
        _id("contact", contact.id),
        name=title(contact),
        date=first.isoformat() if first and first == last else None,
        startDate=first.isoformat() if first else None,
        endDate=last.isoformat() if last else None,
        summary=f"{contact.kind.value}, {contact.status.value}",
        location=", ".join((*place, country_name(country))) if country else ", ".join(place),
        country=_country(country),
        involved=involved,
        keywords=[contact.kind.value, contact.status.value, *contact.topics],
        proof=[_id("story", r.story_id) for r in contact.reports],
        description=[s.exact for r in contact.reports for s in r.evidence],
        notes=list(content_lines(contact)),
        recordId=contact.id,
    )


def _party(party: Party) -> Iterator[dict[str, object]]:
    """The person, and the body for which it acts."""
    country = _country(party.side)
    if id_ := _person_id(party):
        yield _entity("Person", id_, name=party.name, position=party.office, country=country)
    if party.side and (body := _side_id(party.side)):
        yield _entity("PublicBody", body, name=side_name(party.side), country=country)


def _mention(report: Report, party: Party) -> dict[str, object]:
    return _entity(
        "Mention",
        _id("mention", report.id, str(party.source.start), party.source.exact),
        document=_id("story", report.story_id),
        resolved=_person_id(party),
        name=party.source.exact,
        detectedSchema="Person",
        contextCountry=_country(party.side),
    )


def _article(story: Story) -> dict[str, object]:
    return _entity(
        "Article",
        _id("story", story.id),
        title=story.title or story.key,
        fileName=story.key,
        sourceUrl=story.url,
        publisher=story.outlet,
        author=story.byline,
        publishedAt=story.date if story.date and precision(story.date) in _EXACT else None,
        language=_LANGUAGES.get(story.language),
    )


def _person_id(party: Party) -> str | None:
    if party.name is None:
        return None
    return _id("person", party.actor.person_id or f"{fold(party.name)}|{party.side or ''}")


def _side_id(code: str | None) -> str | None:
    return _id("side", code) if code else None


def _id(kind: str, *parts: str) -> str:
    return f"smry-{kind}-{digest(*parts)}"


def _country(code: str | None) -> str | None:
    """The country as the format codes it: lower case; None for an organisation's side and a former state's."""
    known = side(code) if code else None
    if known is None or known.kind not in {SideKind.STATE, SideKind.TERRITORY, SideKind.SUBDIVISION}:
        return None
    return (known.country or known.code.partition("-")[0]).lower()


FTM = Exporter(
    "ftm", "FollowTheMoney entities for Aleph and OpenSanctions", "application/json+ftm", ".ftm.json", _entities
)
