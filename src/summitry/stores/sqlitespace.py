"""The reports of a SQLite record as clustering asks for them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from summitry.codec import from_json
from summitry.resolve import block
from summitry.resolve.greedy import Place
from summitry.resolve.profiles import Profile
from summitry.stores.schema import blocks, reports

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection


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

    def forget(self, id_: str) -> None:
        """A report is taken out."""
        self._held.pop(id_, None)
        self._members.clear()

    def all(self) -> list[Profile]:
        """Every report."""
        return self._profiles(reports.c.id.is_not(None))

    def near(self, seen: Profile) -> Iterable[Profile]:
        """See `cluster.Space`."""
        days, loose = block.window(seen), block.loose_window(seen)
        ids = select(blocks.c.report_id).where(
            blocks.c.key.in_(block.keys(seen)), blocks.c.last_day >= days.first, blocks.c.first_day <= days.last
        )
        if loose == days:
            return self._profiles(reports.c.id.in_(ids))
        near = ids.where(blocks.c.last_day >= loose.first, blocks.c.first_day <= loose.last)
        return self._profiles(reports.c.id.in_(near) | (reports.c.id.in_(ids) & reports.c.dated))

    def beside(self, seen: Profile) -> Iterable[Profile]:
        """See `cluster.Space`."""
        return self._profiles(reports.c.story_id == seen.story_id)

    def profile(self, id_: str) -> Profile | None:
        """See `cluster.Space`."""
        if id_ not in self._held:
            self._profiles(reports.c.id == id_)
        held = self._held.get(id_)
        return held[0] if held else None

    def place(self, id_: str) -> Place | None:
        """See `cluster.Space`."""
        return self._held[id_][1] if self.profile(id_) else None

    def members(self, root: str) -> Iterable[Profile]:
        """See `cluster.Space`."""
        if root not in self._members:
            self._members[root] = self._profiles(reports.c.cluster == root)
        return self._members[root]

    def _profiles(self, condition: ColumnElement[bool]) -> list[Profile]:
        wanted = select(reports.c.id, reports.c.profile, reports.c.grouped, reports.c.cluster).where(condition)
        found = []
        for id_, data, group, root in self._connection.execute(wanted):
            if id_ not in self._held:
                self._held[id_] = (_profile(data), Place(group, root) if root else None)
            found.append(self._held[id_][0])
        return found


@lru_cache(maxsize=65536)
def _profile(data: str) -> Profile:
    return from_json(Profile, json.loads(data))
