"""The index of a SQLite record: what its contacts can be found by, and where each is in time, without its reports.

Of topics, places and offices the index has what is told, word by word. Which of these are meant by a question is asked
of the words when it comes, over the few that differ, so that subjects and ranks may be read otherwise tomorrow.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, or_, select, text, union_all, update

from summitry import dates, query
from summitry.codec import from_json
from summitry.model import Kind, Outline, Status, outline
from summitry.names import name_words, words
from summitry.query import Entry, Filter, Heading, Sort, Term
from summitry.stores.schema import contacts, reports, stories, terms
from summitry.stores.sqliterows import chunks, contacts_of, dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import ColumnElement, Connection, Select

    from summitry.model import Contact
    from summitry.ranks import Rank

_BETWEEN = "\t"  # the side and the office in one term


def keep(connection: Connection, made: Contact) -> None:
    """Keep a contact's row, and what it can be found by."""
    connection.execute(insert(contacts).values(_row(made)))
    _keep_terms(connection, made)


def _keep_terms(connection: Connection, made: Contact) -> None:
    rows = [{"field": field, "value": value, "contact": made.id} for field, value in sorted(_terms(made))]
    if rows:
        connection.execute(insert(terms).prefix_with("OR IGNORE"), rows)


def fill(connection: Connection) -> None:
    """Bring what is kept of all contacts up to what `keep` keeps."""
    for part in chunks(connection.execute(select(contacts.c.id)).scalars()):
        for made in contacts_of(connection, part):
            connection.execute(update(contacts).where(contacts.c.id == made.id).values(_row(made)))
            _keep_terms(connection, made)


def _row(made: Contact) -> dict[str, str | int | bool | None]:
    one = entry(made)
    return {
        "id": one.id,
        "kind": one.kind.value,
        "status": one.status.value,
        "first_day": one.first.toordinal() if one.first else None,
        "last_day": one.last.toordinal() if one.last else None,
        "origins": one.origins,
        "disputed": one.disputed,
        "changed": _changed(made),
        "outline": dump(outline(made)),
    }


def _changed(made: Contact) -> int | None:
    """When its last change was told, the last day that it can have been; None where no change has such a day."""
    days = (dates.interval(report.published) for report, _ in made.changes)
    return max((d.last.toordinal() for d in days if d and d.last != date.max), default=None)


def _terms(made: Contact) -> set[tuple[str, str]]:
    countries, places = query.places(made)
    found = {("side", p.side) for p in made.parties if p.side}
    persons = {p.name for p in query.all_parties(made) if p.name}
    found |= {("person", name) for name in persons} | {("name", word) for name in persons for word in name_words(name)}
    found |= {("office", f"{p.side or ''}{_BETWEEN}{p.office or ''}") for p in made.parties if p.side or p.office}
    found |= {("country", code) for code in countries} | {("place", name) for name in places}
    found |= {("conflict", conflict.field) for conflict in made.conflicts}
    found |= {("incident", link.incident.id) for link in made.links if link.incident}
    return found | {("topic", topic) for topic in made.topics}


# --- ask ------------------------------------------------------------------------------------


def narrowed(connection: Connection, wanted: Filter) -> Select[tuple[str]]:
    """The ids of the contacts asked for."""
    wanted.check()
    chosen = select(contacts.c.id)
    if wanted.kind:
        chosen = chosen.where(contacts.c.kind == wanted.kind.value)
    if wanted.status:
        chosen = chosen.where(contacts.c.status == wanted.status.value)
    for side in wanted.sides:
        within = terms.c.value.startswith(f"{side}-", autoescape=True)
        chosen = chosen.where(_has_term("side", or_(terms.c.value == side, within)))
    if wanted.days:
        first, last = (day.toordinal() for day in wanted.days)
        chosen = chosen.where(contacts.c.first_day <= last, contacts.c.last_day >= first)
    if wanted.told:
        first, last = (day.toordinal() for day in wanted.told)
        told = select(reports.c.contact).join(stories, reports.c.story_id == stories.c.id)
        chosen = chosen.where(contacts.c.id.in_(told.where(stories.c.first_day.between(first, last))))
    if wanted.text and (asked := words(wanted.text)):
        rows = text("SELECT rowid FROM full_text WHERE full_text MATCH :asked").bindparams(
            asked=" AND ".join(f'"{word}"*' for word in asked)
        )
        chosen = chosen.where(contacts.c.id.in_(select(reports.c.contact).where(reports.c.row.in_(rows))))
    return chosen.where(*_by_words(connection, wanted))


def _by_words(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """What person, topic, place and rank ask of a contact."""
    asked: list[ColumnElement[bool]] = []
    if (person := wanted.person) is not None:
        asked.append(_meant(connection, "person", lambda told: query.is_called(told, person)))
    if (topic := wanted.topic) is not None:
        asked.append(_meant(connection, "topic", lambda told: query.has_topic((told,), topic)))
    if (place := wanted.place) is not None:
        country = _meant(connection, "country", lambda code: query.is_country(code, place))
        asked.append(or_(country, _meant(connection, "place", lambda name: query.is_place(name, place))))
    if (rank := wanted.rank) is not None:
        asked.append(_meant(connection, "office", lambda told: _is_of(told, rank)))
    return asked


def _is_of(told: str, rank: Rank) -> bool:
    from summitry import ranks  # noqa: PLC0415 - the offices behind it are slow to load

    side, _, office = told.partition(_BETWEEN)
    return ranks.rank(office or None, side=side or None) is rank


def _meant(connection: Connection, field: str, fits: Callable[[str], bool]) -> ColumnElement[bool]:
    """Whether a contact has a term of the field that fits."""
    told = connection.execute(select(terms.c.value).where(terms.c.field == field).distinct()).scalars()
    return _has_term(field, terms.c.value.in_(listed(value for value in told if fits(value))))


def _has_term(field: str, value: ColumnElement[bool]) -> ColumnElement[bool]:
    return contacts.c.id.in_(select(terms.c.contact).where(terms.c.field == field, value))


# --- entries --------------------------------------------------------------------------------


def entries(connection: Connection, wanted: Filter) -> tuple[Entry, ...]:
    """The contacts asked for, in the order of `query.place`."""
    columns = (c for c in contacts.columns if c.name not in {"outline", "changed"})
    rows = connection.execute(
        select(*columns).where(contacts.c.id.in_(narrowed(connection, wanted))).order_by(*order(wanted.sort))
    )
    kinds, statuses = {k.value: k for k in Kind}, {s.value: s for s in Status}
    return tuple(
        Entry(
            id=row.id,
            kind=kinds[row.kind],
            status=statuses[row.status],
            first=None if row.first_day is None else date.fromordinal(row.first_day),
            last=None if row.last_day is None else date.fromordinal(row.last_day),
            origins=row.origins,
            disputed=row.disputed,
        )
        for row in rows
    )


def order(sort: Sort) -> tuple[ColumnElement[int] | ColumnElement[str], ...]:
    """The order of `query.place`."""
    columns = contacts.c
    latest = sort is Sort.LATEST
    days = (columns.first_day.desc(), columns.last_day.desc()) if latest else (columns.first_day, columns.last_day)
    lead = (columns.origins.desc(),) if sort is Sort.SOURCES else ()
    return (*lead, columns.first_day.is_(None), *days, columns.kind, columns.id)


def ids(connection: Connection, wanted: Filter) -> list[str]:
    """The ids of the contacts asked for, in the order asked for."""
    return [*connection.execute(narrowed(connection, wanted).order_by(*order(wanted.sort))).scalars()]


def changed(connection: Connection, wanted: Filter, *, most: int) -> list[str]:
    """See `stores.Store`."""
    order = (contacts.c.changed.is_(None), contacts.c.changed.desc(), contacts.c.id)
    asked = select(contacts.c.id, contacts.c.changed).where(contacts.c.id.in_(narrowed(connection, wanted)))
    rows = connection.execute(asked.order_by(*order)).all()
    return [row.id for n, row in enumerate(rows) if n < most or row.changed == rows[most - 1].changed]


def told_last(
    connection: Connection, wanted: Filter, *, until: date | None, most: int
) -> tuple[tuple[str, ...], date | None]:
    """See `stores.Store`."""
    near = narrowed(connection, wanted)
    own = select(contacts.c.id, contacts.c.first_day.label("day")).where(contacts.c.id.in_(near))
    told = select(reports.c.contact, stories.c.first_day).join(stories, reports.c.story_id == stories.c.id)
    days = union_all(own, told.where(reports.c.contact.in_(near))).subquery()
    asked = select(days.c.id, func.max(days.c.day)).group_by(days.c.id).order_by(func.max(days.c.day).desc(), days.c.id)
    if until is not None:
        asked = asked.where(days.c.day <= until.toordinal())
    rows = connection.execute(asked).all()
    if len(rows) <= most:
        return tuple(id_ for id_, _ in rows), None
    dated = [(id_, day) for id_, day in rows if day is not None]
    last = dated[:most][-1][1] if dated else None
    if last is None:
        return tuple(id_ for id_, _ in rows), None
    return tuple(id_ for id_, day in dated if day >= last), date.fromordinal(last)


def outlines(connection: Connection, asked: Iterable[str]) -> tuple[Outline, ...]:
    """The outlines of these contacts, in their order; one that is there no more is left out."""
    asked = tuple(asked)
    rows = connection.execute(select(contacts.c.id, contacts.c.outline).where(contacts.c.id.in_(listed(asked))))
    found = {row.id: row.outline for row in rows}
    return tuple(from_json(Outline, json.loads(found[id_])) for id_ in asked if id_ in found)


def entry(contact: Contact) -> Entry:
    """A contact as the index has it."""
    days = dates.interval(contact.when)
    return Entry(
        id=contact.id,
        kind=contact.kind,
        status=contact.status,
        first=days.first if days else None,
        last=days.last if days else None,
        origins=contact.origins,
        disputed=bool(contact.conflicts),
    )


def told(connection: Connection, term: Term, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """See `stores.Store.terms`."""
    of, value = terms.c.contact, terms.c.value
    asked = select(of, value).where(terms.c.field == term.value)
    if term is Term.STORY:
        of, value = reports.c.contact, reports.c.story_id
        asked = select(of, value).distinct()
    found: dict[str, list[str]] = {}
    for id_, one in connection.execute(asked.where(of.in_(listed(ids))).order_by(of, value)):
        found.setdefault(id_, []).append(one)
    return {id_: tuple(values) for id_, values in found.items()}


def listed(values: Iterable[str]) -> Select[tuple[str]]:
    """Values as one, since there may be many thousands."""
    return select(func.json_each(json.dumps([*values])).table_valued("value").c.value)


STORIES_ORDER = (stories.c.first_day.is_(None), stories.c.first_day, stories.c.key, stories.c.id)


def headings(connection: Connection) -> tuple[Heading, ...]:
    """See `stores.Store`."""
    outlet, agency = (func.json_extract(stories.c.story, path) for path in ("$.outlet", "$.agency"))
    asked = select(stories.c.id, stories.c.key, stories.c.title, outlet, agency, stories.c.first_day)
    return tuple(
        Heading(id_, key, title or None, outlet, agency, None if first is None else date.fromordinal(first))
        for id_, key, title, outlet, agency, first in connection.execute(asked.order_by(*STORIES_ORDER))
    )


def told_in(connection: Connection, story_ids: Iterable[str] | None) -> dict[str, tuple[str, ...]]:
    """See `stores.Store`."""
    asked = select(reports.c.story_id, reports.c.contact).where(reports.c.contact != "").distinct()
    if story_ids is not None:
        asked = asked.where(reports.c.story_id.in_(listed(story_ids)))
    found: dict[str, list[str]] = {}
    for story_id, contact in connection.execute(asked.order_by(reports.c.story_id, reports.c.contact)):
        found.setdefault(story_id, []).append(contact)
    return {story_id: tuple(ids) for story_id, ids in found.items()}


def newest(connection: Connection, until: date) -> date | None:
    """See `stores.Store`."""
    day = stories.c.first_day
    found = connection.execute(select(func.max(day)).where(day <= until.toordinal())).scalar()
    return None if found is None else date.fromordinal(found)
