"""Readings on their way into a SQLite record, and what they and decisions change of its contacts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, insert, select, text, update

from summitry import dates
from summitry.names import words
from summitry.resolve import block, cluster, contact
from summitry.resolve.bonds import Bonds, bind
from summitry.resolve.greedy import Links
from summitry.resolve.profiles import Profile, profile
from summitry.stores import sqlitedecisions, sqliteindex
from summitry.stores.schema import blocks, captures, contacts, reports, stories
from summitry.stores.sqliterows import aside, chunks, contacts_of, dump, reports_of
from summitry.stores.sqlitespace import Clusters, Space

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement

    from summitry.model import Contact, Reading, Report, Story
    from summitry.resolve.compare import Verdicts

_VERSION = re.compile(r"\d+(?:\.\d+)*")


class Batch:
    """Readings on their way into the record, within one transaction."""

    def __init__(self, connection: Connection, verdicts: Verdicts) -> None:
        """Begin from what the record has."""
        self._connection = connection
        self._verdicts = verdicts
        self._space = Space(connection)
        self._changed: dict[str, Profile] = {}
        self._touched: set[str] = set()  # clusters that lost a report
        self._lost: set[str] = set()  # contacts that did
        self._stories: set[str] = set()  # that came in or were taken out
        self._aside = aside(connection)  # reports, when the batch began; so are the bonds
        self.bonds = self._bound()

    def add(self, reading: Reading) -> bool:
        """Keep a story and its reports; False where it is known."""
        extractor = reading.extractor or max((r.extractor for r in reading.reports), default="")
        if not self._supersede(reading, extractor):
            return False
        known = read_by(self._connection, stories.c.id == reading.story.id)
        new = known is None or newer(extractor, known)
        if new:
            if known is not None:
                self._remove(reading.story.id)
            self._insert_story(reading, extractor)
            found = (*reading.reports, *(one.report for one in reading.aside))
            for number, told in enumerate({r.id: r for r in found}.values()):
                self._insert_report(told, number, reading.story)
        self._note_capture(reading)
        return new

    def _supersede(self, reading: Reading, extractor: str) -> bool:
        """Take out the story that an older version made of the same capture; False where a newer one made it."""
        before = select(captures.c.story_id).where(captures.c.id == reading.capture_id)
        old = self._connection.execute(before).scalar()
        if old is None or old == reading.story.id:
            return True
        if not newer(extractor, read_by(self._connection, stories.c.id == old) or ""):
            return False
        self._connection.execute(delete(captures).where(captures.c.id == reading.capture_id))
        others = select(func.count()).select_from(captures).where(captures.c.story_id == old)
        if not self._connection.execute(others).scalar_one():
            self._remove(old)
        return True

    def _note_capture(self, reading: Reading) -> None:
        if reading.capture_id is not None:
            self._connection.execute(
                insert(captures)
                .prefix_with("OR IGNORE", dialect="sqlite")
                .values(id=reading.capture_id, story_id=reading.story.id)
            )

    def resolve(
        self, *, decided: frozenset[str] | None = None, tell: bool = False
    ) -> tuple[tuple[Contact, ...], tuple[Contact, ...]]:
        """Cluster anew what the batch reaches, and make anew the contacts whose reports are others now.

        Args:
            decided: the stories of which a decision speaks that was made or undone since the batch began.
            tell: whether to say what changed also where nothing was decided.

        Returns:
            The contacts that are others now, as they were and as they are; none where nobody asked.
        """
        sqlitedecisions.settle(self._connection, self._stories | (decided or frozenset()))
        self._put_aside(sqlitedecisions.aside(self._connection))
        bonds = self._bound()
        shifted = self._unplaced(self.bonds.unlike(bonds))
        self.bonds = bonds
        for report_id, place in cluster.regroup(self._changed.values(), self._space, self._verdicts, bonds).items():
            before = self._space.place(report_id)
            if place == before:
                continue
            if before is None or place.cluster != before.cluster:
                self._touched |= {place.cluster, before.cluster} if before else {place.cluster}
            moved = update(reports).where(reports.c.id == report_id)
            self._connection.execute(moved.values(grouped=place.group, cluster=place.cluster))
        return self._renew(shifted, tell=tell or decided is not None)

    def resolve_all(self) -> None:
        """Cluster all reports as if none had been read or clustered before."""
        self._connection.execute(delete(contacts))
        self._connection.execute(delete(blocks))
        unread = {"grouped": None, "cluster": "", "contact": ""}
        for told in reports_of(self._connection, select(reports.c.report)):
            seen = profile(told)
            values = unread | {"dated": seen.dated, "profile": dump(seen)}
            self._connection.execute(update(reports).where(reports.c.id == seen.id).values(values))
            self._insert_blocks(seen)
        self._space = Space(self._connection)
        self.bonds = self._bound()
        self._changed = {p.id: p for p in self._space.all()}
        self.resolve()

    def _bound(self) -> Bonds:
        """The bonds of the reports that there are now."""
        decided = sqlitedecisions.kept(self._connection)
        if not decided:
            return Bonds()
        spoken_of = self._space.profiles(a.id for d in decided for a in d.anchors)
        return bind(decided, spoken_of, Links(self._space, self._verdicts))

    def _unplaced(self, shifted: Iterable[str]) -> frozenset[str]:
        """Take the reports of which something else was decided out of their clusters; those that there are."""
        there = self._space.profiles(shifted)
        for seen in there.values():
            self._changed |= cluster.bereaved(seen, self._space, self._verdicts, self.bonds)
        self._changed |= there
        for id_ in there:
            place = self._space.place(id_)
            self._touched |= {place.cluster} if place else set()
            self._space.take_out(id_)
        for chunk in chunks(there):
            out = update(reports).where(reports.c.id.in_(chunk))
            self._connection.execute(out.values(grouped=None, cluster=""))
        return frozenset(there)

    def _put_aside(self, wrong: frozenset[str]) -> None:
        """Take reports that are called wrong now out of their clusters, and let those come in that are no longer."""
        before = aside(self._connection)
        out, back = wrong - before, before - wrong
        for seen in self._space.profiles(out).values():
            self._changed |= cluster.bereaved(seen, self._space, self._verdicts, self.bonds)
            place = self._space.place(seen.id)
            self._touched |= {place.cluster} if place else set()
        for id_ in out:
            self._changed.pop(id_, None)
            self._space.forget(id_)
        for is_aside, ids in ((True, out), (False, back)):
            for chunk in chunks(ids):
                here = reports.c.id.in_(chunk)
                self._lost |= {*self._connection.execute(select(reports.c.contact).where(here)).scalars()} - {""}
                values = {"aside": is_aside, "grouped": None, "cluster": ""}
                self._connection.execute(update(reports).where(here).values(values))
        self._changed |= self._space.profiles(back)

    def _renew(self, ids: frozenset[str], *, tell: bool) -> tuple[tuple[Contact, ...], tuple[Contact, ...]]:
        """Make anew the contacts of the touched clusters and of these reports."""
        clusters = Clusters(self._connection)
        found: set[frozenset[str]] = set()
        old = {*self._lost}
        ahead = {*ids, *(id_ for root in self._touched for id_ in clusters.mates(root))}
        # What follows others by decision is in no cluster: what came in so, and what was in a contact that lost some.
        ahead |= (self._changed.keys() & self.bonds.followers) | clusters.told_by(old)
        while ahead:
            found |= {*cluster.joined(ahead, clusters, self.bonds)}
            there = {id_ for one in found for id_ in one}
            old |= clusters.contacts(there)
            ahead = clusters.told_by(old) - there
        before = self._contacts(old, wrong=self._aside) if tell else ()
        self._aside = aside(self._connection)
        out = update(reports).where(reports.c.aside, reports.c.contact != "")
        self._connection.execute(out.values(contact=""))
        for chunk in chunks(old):
            self._connection.execute(delete(contacts).where(contacts.c.id.in_(chunk)))
        for one in sorted(found, key=min):
            self._insert_contact(one)
        after = self._contacts((min(one) for one in found), wrong=self._aside) if tell else ()
        known = {(c.id, frozenset(r.id for r in c.reports)) for c in before} & {(min(one), one) for one in found}
        kept = {id_ for id_, _ in known}
        return tuple(c for c in before if c.id not in kept), tuple(c for c in after if c.id not in kept)

    def _contacts(self, ids: Iterable[str], *, wrong: frozenset[str]) -> tuple[Contact, ...]:
        return tuple(c for chunk in chunks(ids) for c in contacts_of(self._connection, chunk, wrong=wrong))

    def _insert_story(self, reading: Reading, extractor: str) -> None:
        story = reading.story
        self._stories.add(story.id)
        days = dates.interval(story.date)
        values = {
            "id": story.id,
            "key": story.key,
            "first_day": days.first.toordinal() if days else None,
            "title": story.title or "",
            "capture_sha256": reading.capture_sha256,
            "extractor": extractor,
            "story": dump(story),
            "skipped": dump(reading.skipped),
            "statements": dump(reading.statements),
        }
        self._connection.execute(insert(stories).values(values))

    def _insert_report(self, told: Report, number: int, story: Story) -> None:
        seen = profile(told)
        self._changed[seen.id] = seen
        self._space.hold(seen)
        values = {
            "id": told.id,
            "story_id": told.story_id,
            "number": number,
            "dated": seen.dated,
            "cluster": "",
            "contact": "",
            "profile": dump(seen),
            "report": dump(told),
        }
        row = self._connection.execute(insert(reports).values(values)).lastrowid
        self._insert_blocks(seen)
        full_text = text("INSERT INTO full_text(rowid, title, evidence, parties, topics) VALUES (:row, :t, :e, :p, :o)")
        shown = {
            "t": story.title or "",
            "e": " ".join((*(s.exact for s in told.evidence), *(s.text for s in told.statements))),
            "p": " ".join(p.name for p in told.parties if p.name),
            "o": " ".join((*(t.value for t in told.topics), *_places(told))),
        }
        self._connection.execute(full_text, {"row": row} | {k: " ".join(words(v)) for k, v in shown.items()})

    def change(self, told: Report) -> None:
        """Keep a report in place of the one of its id, whose words are the same; `resolve_all` is to follow."""
        self._connection.execute(update(reports).where(reports.c.id == told.id).values(report=dump(told)))

    def _insert_blocks(self, seen: Profile) -> None:
        days = block.window(seen)
        for key in block.keys(seen):
            place = {"key": key, "report_id": seen.id, "first_day": days.first, "last_day": days.last}
            self._connection.execute(insert(blocks).values(place))

    def _insert_contact(self, ids: frozenset[str]) -> None:
        chosen = [reports.c.id.in_(chunk) for chunk in chunks(ids)]
        made = contact(r for c in chosen for r in reports_of(self._connection, select(reports.c.report).where(c)))
        for one in chosen:
            moved = update(reports).where(one, reports.c.contact != made.id)
            self._connection.execute(moved.values(contact=made.id))
        sqliteindex.keep(self._connection, made)

    def _remove(self, story_id: str) -> None:
        """Take out a story; what its reports matched is to be clustered anew."""
        self._stories.add(story_id)
        rows = self._connection.execute(select(reports).where(reports.c.story_id == story_id)).all()
        for row in rows:
            gone = self._space.profile(row.id)
            if gone:
                self._changed |= cluster.bereaved(gone, self._space, self._verdicts, self.bonds)
            self._touched |= {row.cluster} - {""}
            self._lost |= {row.contact} - {""}
        for row in rows:
            self._changed.pop(row.id, None)
            self._space.forget(row.id)
            self._connection.execute(text("DELETE FROM full_text WHERE rowid = :row"), {"row": row.row})
        self._connection.execute(delete(reports).where(reports.c.story_id == story_id))
        self._connection.execute(delete(stories).where(stories.c.id == story_id))


def read_by(connection: Connection, story: ColumnElement[bool]) -> str | None:
    """The extractor of a story, found by its id or a capture's; None where there is no such story."""
    wanted = select(stories.c.extractor).outerjoin(captures, captures.c.story_id == stories.c.id).where(story)
    return connection.execute(wanted.limit(1)).scalar()


def newer(extractor: str, known: str) -> bool:
    """Whether a reading takes the place of the one kept: it has another extractor, or a later version of it."""
    if extractor in {"", known}:
        return False  # nobody told the extractor, or it is the same
    name, known_name = (_VERSION.split(e, maxsplit=1)[0] for e in (extractor, known))
    return name != known_name or _versions(extractor) > _versions(known)


def _versions(extractor: str) -> tuple[tuple[int, ...], ...]:
    """Every version told: (1, 2) and (0, 3) in "reader 1.2 (summitry 0.3)"."""
    return tuple(tuple(map(int, found.split("."))) for found in _VERSION.findall(extractor))


def _places(told: Report) -> tuple[str, ...]:
    """The city, venue and gathering of a report, as it tells them."""
    where = told.where
    return tuple(claim.value for claim in (where.city, where.venue, where.margins_of) if claim)
