"""The reports of a SQLite record as clustering asks for them: those that nobody set aside."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import func, literal, or_, select

from summitry import dates
from summitry.codec import from_json
from summitry.resolve import block
from summitry.resolve.greedy import Place
from summitry.resolve.profiles import Profile
from summitry.resolve.reach import reached as _reached
from summitry.stores.schema import blocks, reports, stories
from summitry.stores.sqliteindex import listed
from summitry.stores.sqliterows import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Select

    from summitry.resolve.compare import Verdicts


class Space:
    """The `cluster.Space` of a record's reports; what one transaction has read it need not read again."""

    def __init__(self, connection: Connection) -> None:
        """Ask over this connection, within its transaction."""
        self._connection = connection
        self._held: dict[str, tuple[Profile, Place | None]] = {}
        self._members: dict[str, list[Profile]] = {}

    def hold(self, seen: Profile) -> None:
        """Remember a new report's profile."""
        self._held[seen.id] = (seen, None)

    def take_out(self, id_: str) -> None:
        """A report leaves its cluster, and is to be placed as one that comes in."""
        seen = self.profile(id_)
        if seen:
            self._held[id_] = (seen, None)
        self._members.clear()

    def forget(self, id_: str) -> None:
        """A report is taken out, or set aside."""
        self._held.pop(id_, None)
        self._members.clear()

    def all(self) -> list[Profile]:
        """Every report."""
        return self.some(reports.c.id.is_not(None))

    def profiles(self, ids: Iterable[str]) -> dict[str, Profile]:
        """The reports of these ids that there are."""
        wanted = {*ids}
        for chunk in chunks(wanted - self._held.keys()):
            self.some(reports.c.id.in_(chunk))
        return {id_: self._held[id_][0] for id_ in sorted(wanted) if id_ in self._held}

    def near(self, seen: Profile) -> Iterable[Profile]:
        """See `cluster.Space`."""
        days, loose = block.window(seen), block.loose_window(seen)
        ids = select(blocks.c.report_id).where(
            blocks.c.key.in_(block.keys(seen)), blocks.c.last_day >= days.first, blocks.c.first_day <= days.last
        )
        if loose == days:
            return self.some(reports.c.id.in_(ids))
        near = ids.where(blocks.c.last_day >= loose.first, blocks.c.first_day <= loose.last)
        return self.some(reports.c.id.in_(near) | (reports.c.id.in_(ids) & reports.c.dated))

    def beside(self, seen: Profile) -> Iterable[Profile]:
        """See `cluster.Space`."""
        return self.some(reports.c.story_id == seen.story_id)

    def profile(self, id_: str) -> Profile | None:
        """See `cluster.Space`."""
        if id_ not in self._held:
            self.some(reports.c.id == id_)
        held = self._held.get(id_)
        return held[0] if held else None

    def place(self, id_: str) -> Place | None:
        """See `cluster.Space`."""
        return self._held[id_][1] if self.profile(id_) else None

    def members(self, root: str) -> Iterable[Profile]:
        """See `cluster.Space`."""
        if root not in self._members:
            self._members[root] = self.some(reports.c.cluster == root)
        return self._members[root]

    def some(self, condition: ColumnElement[bool]) -> list[Profile]:
        """The reports that fulfil a condition."""
        wanted = select(reports.c.id, reports.c.profile, reports.c.grouped, reports.c.cluster)
        found = []
        for id_, data, group, root in self._connection.execute(wanted.where(condition, ~reports.c.aside)):
            if id_ not in self._held:
                self._held[id_] = (_profile(data), Place(group, root) if root else None)
            found.append(self._held[id_][0])
        return found


class Clusters:
    """The `cluster.Clusters` of a record, and the contacts they made."""

    def __init__(self, connection: Connection) -> None:
        """Ask over this connection, within its transaction."""
        self._connection = connection
        self._mates: dict[str, list[str]] = {}
        self._places: dict[str, tuple[str, str]] = {}  # report to its cluster and its contact

    def cluster(self, id_: str) -> str | None:
        """See `cluster.Clusters`."""
        return self._place(id_)[0] or None

    def mates(self, cluster: str) -> Iterable[str]:
        """See `cluster.Clusters`."""
        if cluster not in self._mates:
            self._mates[cluster] = self._ids(reports.c.cluster == cluster)
        return self._mates[cluster]

    def contacts(self, ids: Iterable[str]) -> set[str]:
        """The contacts that the reports were in before."""
        return {self._place(id_)[1] for id_ in ids} - {""}

    def told_by(self, contacts: Iterable[str]) -> set[str]:
        """The reports that were in these contacts before."""
        return {id_ for chunk in chunks(contacts) for id_ in self._ids(reports.c.contact.in_(chunk))}

    def _place(self, id_: str) -> tuple[str, str]:
        if id_ not in self._places:
            self._ids(reports.c.id == id_)
        return self._places[id_]

    def _ids(self, condition: ColumnElement[bool]) -> list[str]:
        wanted = select(reports.c.id, reports.c.cluster, reports.c.contact)
        rows = self._connection.execute(wanted.where(condition, ~reports.c.aside))
        found = {row.id: (row.cluster, row.contact) for row in rows}
        self._places |= found
        return list(found)


def between(sides: tuple[str, str], *, until: date) -> Select[tuple[str]]:
    """See `stores.Store`."""
    begun = or_(stories.c.first_day.is_(None), stories.c.first_day <= until.toordinal())
    told = select(reports.c.report).join(stories, reports.c.story_id == stories.c.id).where(begun, ~reports.c.aside)
    return told.where(*map(_has_party, sides), _has_party())


def _has_party(asked: str | None = None) -> ColumnElement[bool]:
    """Whether a report has a party that may be of a side; without one, a party whose side is told."""
    who = func.json_each(reports.c.profile, "$.who").table_valued("value")
    side = func.json_extract(who.c.value, "$.side")
    if asked is None:
        return select(who.c.value).where(side.is_not(None)).exists()
    wider = literal(asked).startswith(side.concat("-"))
    return (
        select(who.c.value)
        .where(or_(side.is_(None), side == asked, side.startswith(f"{asked}-", autoescape=True), wider))
        .exists()
    )


def reached(
    connection: Connection, ids: Iterable[str], *, stories: Iterable[str], until: date, verdicts: Verdicts
) -> tuple[str, ...]:
    """The ids of what `stores.Store` gives."""
    space, told = Space(connection), sorted(stories)

    def known(one: Profile) -> bool:
        days = dates.interval(one.published)
        return days is not None and days.last <= until

    seeds = space.some(reports.c.id.in_(listed(ids)) | reports.c.story_id.in_(listed(told)))
    return _reached(filter(known, seeds), space, verdicts, known=known)


def told_by_contact(connection: Connection) -> dict[str, list[Profile]]:
    """Every contact with its reports."""
    found: dict[str, list[Profile]] = {}
    for row in connection.execute(select(reports.c.contact, reports.c.profile).where(~reports.c.aside)):
        found.setdefault(row.contact, []).append(_profile(row.profile))
    return found


@lru_cache(maxsize=65536)
def _profile(data: str) -> Profile:
    return from_json(Profile, json.loads(data))
