"""People and their offices in the form in which they leave the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from summitry.interchange import ContactLine, contact_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.actors import Held, Known, Otherwise
    from summitry.model import Contact


class OfficeLine(TypedDict):
    """An office as `--format json` writes it; the dates are EDTF, `until` the first day after."""

    office: str
    side: str | None
    since: str | None
    until: str | None
    lasts: bool
    source: str


class ActorLine(TypedDict):
    """A person as `actors list --format json` writes it; `actors show` adds the contacts."""

    id: str
    name: str
    aka: list[str]
    gender: str | None
    offices: list[OfficeLine]


class ActorWithContacts(ActorLine):
    """A person as `actors show --format json` writes it."""

    contacts: list[ContactLine]


def actor_line(person: Known) -> ActorLine:
    """The person in a form that another program reads."""
    return {
        "id": person.id,
        "name": person.name,
        "aka": list(person.aka),
        "gender": person.gender,
        "offices": [_office_line(held, source) for held, source in person.held],
    }


def _office_line(held: Held, source: str) -> OfficeLine:
    return {
        "office": held.office,
        "side": held.side,
        "since": held.since,
        "until": held.until,
        "lasts": held.lasts,
        "source": source,
    }


def actor_with_contacts(person: Known, contacts: Iterable[Contact]) -> ActorWithContacts:
    """The person with the contacts of a record."""
    return {**actor_line(person), "contacts": [contact_line(c) for c in contacts]}


class TenureLine(TypedDict):
    """An office of the table: EDTF dates, `until` the first day after, null while it lasts."""

    office: str
    side: str
    since: str
    until: str | None


class OtherwiseLine(TypedDict):
    """An office that a story tells and the table does not, as `show --format json` writes it."""

    report: str
    name: str
    told: str
    table: list[TenureLine]


def otherwise_line(one: Otherwise) -> OtherwiseLine:
    """The office told and those of the table, in a form that another program reads."""
    table: list[TenureLine] = [
        {"office": t.office, "side": t.side, "since": t.since, "until": t.until} for t in one.table
    ]
    return {"report": one.report_id, "name": one.name, "told": one.told, "table": table}
