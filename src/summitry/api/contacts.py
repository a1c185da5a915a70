"""Addresses of contacts: all, one, what sources disagree on, what they stand to, how many there are, and the line."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Annotated, TypedDict

from fastapi import APIRouter, Path, Query, Response
from pydantic import BeforeValidator, Field

from summitry import chains, dates
from summitry.api.answers import Asking, gives, gives_page
from summitry.api.paging import Page, page
from summitry.contactform import WholeContactLine, whole_contact_line
from summitry.interchange import (
    ContactConflictLine,
    ContactLine,
    MarkedLine,
    conflict_lines,
    contact_line,
    marked_line,
)
from summitry.lineform import LineLine, line_line
from summitry.model import Kind, Status
from summitry.parameters import Disputing, Filtered, Listed, Maybe, Paged, Parameters, Side
from summitry.query import Entry, Sort, Term, at_odds, ordered, place

router = APIRouter()


def _iso_day(told: object) -> object:
    """A day as 2023-06-18 alone: Pydantic would take a number too, as seconds."""
    if isinstance(told, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", told, re.ASCII):
        raise ValueError("is no day; give one such as 2023-06-18")
    return told


Day = Annotated[date, BeforeValidator(_iso_day)]
Id = Annotated[
    str,
    Path(description="The id of the contact or of one of its reports, or a beginning of four characters or more."),
]


class OnDay(Parameters):
    """On which day."""

    on: Maybe[Day] = Field(None, description="The day; without it, today.", examples=["2023-06-01"])


class CountsLine(TypedDict):
    """How many contacts there are, in all and by what they are; `years` by the years in which each surely was."""

    contacts: int
    stories: int
    disputed: int
    undated: int
    kinds: dict[str, int]
    statuses: dict[str, int]
    years: dict[str, int]
    sides: dict[str, int]


@router.get("/contacts", summary="Contacts", **gives_page(ContactLine))
def list_contacts(asked: Annotated[Listed, Query()], call: Asking) -> Response:
    """The contacts that meet every condition, with their best values, what stories disagree on, and their history."""
    wanted, order = asked.filter(sort=asked.sort), f"contacts by {asked.sort}"
    with call.record() as record:
        listed = page(record.entries(wanted), asked, key=lambda e: _place(e, sort=asked.sort), order=order)
        found = Page(record.these(e.id for e in listed.items), listed.total, listed.cursor)
    return call.page(found, contact_line)


def _place(entry: Entry, *, sort: Sort) -> tuple[int, bool, int, int, str, str]:
    """As `query.place`, which needs the contact itself."""
    way = -1 if sort is Sort.LATEST else 1
    lead = -entry.origins if sort is Sort.SOURCES else 0
    first, last = (way * day.toordinal() if day else 0 for day in (entry.first, entry.last))
    return (lead, entry.first is None, first, last, entry.kind.value, entry.id)


@router.get("/contacts/{id}", summary="One contact", **gives(WholeContactLine, 404))
def get_contact(id_: Annotated[Id, Path(alias="id")], call: Asking) -> Response:
    """One contact with its reports and links. The id of any of its reports finds it, also an id noted long ago."""
    with call.record() as record:
        return call.json(whole_contact_line(record, id_))


class Conflicting(Paged, Disputing):
    """Which conflicts of which contacts, and which part of the list."""


@router.get("/conflicts", summary="Claims that cannot all hold", **gives_page(ContactConflictLine))
def list_conflicts(asked: Annotated[Conflicting, Query()], call: Asking) -> Response:
    """What sources disagree on, field by field, by the contacts' dates: each value, who tells it, in which words."""
    with call.record() as record:
        disputed = record.outlined(e.id for e in record.entries(asked.filter()) if e.disputed)
        found = [((*place(one), n), one.id, n) for one in disputed for n in at_odds(one, asked.field)]
        part = page(found, asked, key=lambda one: one[0], order="conflicts")
        whole = record.these({id_ for _, id_, _ in part.items}, linked=False)
    lines = {(c.id, n): line for c in whole for n, line in enumerate(conflict_lines(c))}
    told = tuple(lines[id_, n] for _, id_, n in part.items if (id_, n) in lines)
    return call.page(Page(told, part.total, part.cursor), lambda line: line)


class OfContacts(Paged, Filtered):
    """Which contacts, and which part of what they lead to."""


@router.get("/incidents", summary="Incidents that contacts stand to", **gives_page(MarkedLine))
def list_incidents(asked: Annotated[OfContacts, Query()], call: Asking) -> Response:
    """What stories bind contacts to and is no contact itself, by date: drills, an election, a shootdown."""
    with call.record() as record:
        standing = record.terms(Term.INCIDENT, [e.id for e in record.entries(asked.filter())])
        found = chains.incidents(ordered(record.these(standing)))

    def key(one: chains.Marked) -> tuple[int, str, str]:
        days = dates.interval(one.incident.when.value) if one.incident.when else None
        return ((days.first if days else date.max).toordinal(), one.incident.name.value, one.incident.id)

    return call.page(page(found, asked, key=key, order="incidents"), marked_line)


@router.get("/counts", summary="How many contacts", **gives(CountsLine, 400, 422))
def count_contacts(asked: Annotated[Filtered, Query()], call: Asking) -> Response:
    """How many contacts meet every condition, and of which kinds, statuses, years and sides they are."""
    with call.record() as record:
        found = record.entries(asked.filter())
        ids = [e.id for e in found]
        sides, stories = record.terms(Term.SIDE, ids), record.terms(Term.STORY, ids)
    return call.json(_counts(found, sides.values(), stories.values()))


@router.get("/lines/{a}/{b}", summary="The line between two sides", **gives(LineLine, 400, 422))
def get_line(
    a: Annotated[Side, Path(description="One side: a code or a country's name.", examples=["US"])],
    b: Annotated[Side, Path(description="The other.", examples=["CN"])],
    asked: Annotated[OnDay, Query()],
    call: Asking,
) -> Response:
    """How open the line between two sides is: the last contacts, the silence beside what is usual, what is planned.

    With `on` the line of that day by the stories of then. Without, the line of today by all that the record has.
    """
    with call.record() as record:
        found = record.line(a, b, on=asked.on or call.today, hindsight=asked.on is None)
    return call.json(line_line(found))


def _counts(
    found: Collection[Entry], sides: Iterable[tuple[str, ...]], stories: Iterable[tuple[str, ...]]
) -> CountsLine:
    """The numbers of contacts, of which each has sides and stories."""
    years = Counter(year for e in found if (year := _year(e)))
    most = Counter(side for of in sides for side in of)
    return {
        "contacts": len(found),
        "stories": len({id_ for of in stories for id_ in of}),
        "disputed": sum(e.disputed for e in found),
        "undated": sum(e.first is None for e in found),
        "kinds": {kind.value: sum(e.kind is kind for e in found) for kind in Kind},
        "statuses": {status.value: sum(e.status is status for e in found) for status in Status},
        "years": dict(sorted(years.items())),
        "sides": dict(sorted(most.items(), key=lambda one: (-one[1], one[0]))),
    }


def _year(entry: Entry) -> str | None:
    """The year that has every day on which it can have been."""
    if entry.first is None or entry.last is None or entry.first.year != entry.last.year:
        return None
    return f"{entry.first.year:04}"
