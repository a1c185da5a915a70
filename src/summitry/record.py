"""A record in Python: read stories into it, ask it who met whom.

>>> from summitry.record import Record
>>> with Record.open("summitry.db") as record:  # doctest: +SKIP
...     record.timeline(side="US", since="2023").to_pandas()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeAlias

from summitry import actors, chains, judging, recorddates
from summitry.model import (
    Capture,
    Change,
    Contact,
    Decision,
    Doubt,
    Failure,
    Judgement,
    Kind,
    Known,
    Outline,
    Rank,
    Reading,
    Report,
    Skipped,
    Status,
    Story,
)
from summitry.names import name_words
from summitry.query import Entry, Filter, Heading, Sort, Term, ordered
from summitry.runs import Counts, Summary
from summitry.stores import Added, Store, Tell, open_store
from summitry.timelines import Timeline

if TYPE_CHECKING:
    from datetime import date

    from summitry.actors import Listed
    from summitry.charts import Charts
    from summitry.line import Line
    from summitry.positions import Newest, Position

__all__ = ["Progress", "Record", "Summary"]

# Called with how many inputs are done, how many there are (None while unknown), and the last one's name.
Progress: TypeAlias = Callable[[int, int | None, str], None]

_BATCH = 32  # stories a transaction: a crash loses no more than these, and a commit costs little beside them


class Record:
    """A record of contacts and of the stories that tell them. Close it, or use it with `with`."""

    def __init__(self, store: Store) -> None:
        """Use a store; `Record.open` opens the one in a file."""
        self._store = store
        self._failures: tuple[Failure, ...] = ()

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The inputs that gave no story, of all runs since the record was opened."""
        return self._failures

    @classmethod
    def open(cls, path: str | Path | None = None, *, create: bool = True) -> Self:
        """The record in a file, made where there is none and `create` is set; without a path one in memory.

        Raises:
            RecordError: for a file that is no record or of a newer version; the message names the way out.
        """
        return cls(open_store(path, create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def read(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        progress: Progress | None = None,
        batch: int = _BATCH,
        workers: int = 1,
        extractor: str | None = None,
    ) -> Summary:
        """Read stories from files, folders and patterns into the record, with so many processes.

        Inputs that the record has, read by the same extractor, are passed over. When the run is broken
        off, whatever was read is kept. The people whom `import_people` kept are known.

        Raises:
            RecordError: when the record cannot be written. Inputs that cannot be read are in the summary.
        """
        from summitry import pipeline  # noqa: PLC0415 - loads the language model

        listed = (paths,) if isinstance(paths, str | Path) else tuple(paths)
        chosen = extractor or pipeline.DEFAULT_EXTRACTOR
        stamp = pipeline.stamp(chosen)

        def known(found: Capture) -> bool:
            return self._store.knows(found.id, extractor=stamp)

        found = pipeline.readings(
            [str(p) for p in listed],
            progress=progress,
            extractor=chosen,
            known=known,
            workers=workers,
            people=actors.facts_of(self._store.people()),
        )
        with closing(found):  # a run that is broken off ends its workers here, and in this thread
            return self.keep(found, batch=batch)

    def read_captures(
        self, found: Iterable[Capture | Failure], *, batch: int = _BATCH, tell: Tell | None = None
    ) -> Summary:
        """Read captures that were made elsewhere into the record; as `read`, with `tell` as `stores.Store.add` has it.

        Raises:
            RecordError: when the record cannot be written.
        """
        from summitry import pipeline  # noqa: PLC0415 - loads the language model

        stamp = pipeline.stamp(pipeline.DEFAULT_EXTRACTOR)
        people = actors.facts_of(self._store.people())
        results = pipeline.of_captures(found, known=lambda c: self._store.knows(c.id, extractor=stamp), people=people)
        return self.keep(results, batch=batch, tell=tell)

    def keep(
        self, found: Iterable[Reading | Failure | Known], *, batch: int = _BATCH, tell: Tell | None = None
    ) -> Summary:
        """Keep readings as they come, `batch` stories at a time, and count them and the rest. `tell`: as `Store.add`.

        Raises:
            RecordError: when the record cannot be written.
        """
        counts = Counts()
        waiting: list[Reading] = []
        try:
            for one in found:
                counts.take(one)
                if isinstance(one, Reading):
                    waiting.append(one)
                if len(waiting) >= batch:
                    counts.add(self._store.add(waiting, tell=tell))
                    waiting = []
        finally:  # whatever breaks the run off, what was read is kept; adding it twice changes nothing
            if waiting:
                counts.add(self._store.add(waiting, tell=tell))
            self._failures += counts.failures
        return counts.summary(contacts=self._store.size())

    def add(self, readings: Iterable[Reading]) -> Added:
        """Keep readings in one go, all or none.

        Raises:
            RecordError: when the record cannot be written.
        """
        return self._store.add(readings)

    def import_people(self, source: str, people: Iterable[Listed]) -> None:
        """Keep a list of people and their offices, in place of the one that had this name; see `actorfiles.read`.

        Stories read afterwards know them. Those in the record stay as they were read until `relink`.

        Raises:
            RecordError: when the record cannot be written.
        """
        self._store.keep_people(source, people)

    def relink(self) -> int:
        """Know all imported people in the stories that the record has; how many reports are others now.

        Who is meant, and offices and sides that a story leaves out, are found anew, and contacts with them.
        The text is not read again: a name that was not seen as one stays unseen.

        Raises:
            RecordError: when the record cannot be written.
        """
        from summitry import link, offices  # noqa: PLC0415 - the table is slow to load

        table = offices.widened(actors.facts_of(self._store.people()))
        return self._store.relink(lambda report: link.relinked(report, table=table))

    def people(self) -> tuple[actors.Known, ...]:
        """Everybody whose offices are known, built in or imported, by name."""
        return actors.known(self._store.people())

    def otherwise(self, *contacts: Contact) -> tuple[actors.Otherwise, ...]:
        """The offices that stories of contacts tell and the table of offices, with what was imported, does not."""
        from summitry import offices  # noqa: PLC0415 - the table is slow to load

        table = offices.widened(actors.facts_of(self._store.people()))
        return tuple(one for c in contacts for report in c.reports for one in actors.otherwise(report, table=table))

    def contacts_of(self, person: actors.Known, *, linked: bool = True) -> tuple[Contact, ...]:
        """The contacts in which somebody took part, by date, undated ones last. `linked`: as `these` has it."""
        words = {word for name in (person.name, *person.aka) for word in name_words(name) if len(word) > 1}
        near = {o.id: o for word in sorted(words) for o in self.outlines(Filter(person=word))}
        found = self.these((id_ for id_, o in near.items() if actors.may_take_part(person, o)), linked=linked)
        return ordered((c for c in found if actors.takes_part(person, c)), sort=Sort.DATE)

    def same(self, *ids: str, at: str, because: str | None = None, by: str | None = None) -> Change:
        """Decide, `at` an ISO 8601 time, that contacts are one; see `judging.sides` for what their ids mean.

        With `because` and `by` the decision tells why it was made, and who made it.

        Raises:
            NotFoundError: for an id that there is not.
            ContradictionError: where earlier decisions speak against it.
        """
        return self._store.decide(Judgement.SAME, self._sides(ids), at=at, because=because, by=by)

    def different(self, *ids: str, at: str, because: str | None = None, by: str | None = None) -> Change:
        """Decide that no two of these contacts are one. As `same`."""
        return self._store.decide(Judgement.DIFFERENT, self._sides(ids), at=at, because=because, by=by)

    def split(
        self, id_: str, reports: Sequence[str] = (), *, at: str, because: str | None = None, by: str | None = None
    ) -> Change:
        """Decide that reports of a contact are different from each other and its rest; without any, all. As `same`."""
        found = judging.parts(self.contact(id_), reports)
        return self._store.decide(Judgement.DIFFERENT, found, at=at, because=because, by=by)

    def wrong(
        self, id_: str, reports: Sequence[str] = (), *, at: str, because: str | None = None, by: str | None = None
    ) -> Change:
        """Decide that reports of a contact are wrong, without any all: they are kept, and in no contact. As `same`."""
        found = judging.chosen(self.contact(id_), reports)
        return self._store.decide(Judgement.WRONG, (found,), at=at, because=because, by=by)

    def undo(self, number: int | None = None) -> Change:
        """Take back the decision of this number, without one the last.

        Raises:
            NotFoundError: where there is none.
        """
        return self._store.undo(number)

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions by number, with the reports they have found."""
        return self._store.decisions()

    def doubts(self) -> tuple[Doubt, ...]:
        """The pairs of reports that a person might judge otherwise, most doubtful first."""
        return self._store.doubts()

    def _sides(self, ids: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        return judging.sides((id_, self.contact(id_)) for id_ in ids)

    def timeline(  # noqa: PLR0913 - one option for each part of a filter
        self,
        text: str | None = None,
        *,
        side: str | None = None,
        person: str | None = None,
        between: tuple[str, str] | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: Kind | str | None = None,
        status: Status | str | None = None,
        topic: str | None = None,
        place: str | None = None,
        rank: Rank | str | None = None,
        sort: Sort | str = Sort.DATE,
    ) -> Timeline:
        """The contacts that meet every condition, by date, undated ones last. `query.Filter` explains each.

        Raises:
            ValueError: for a kind, status, rank or order that there is not.
            SummitryError: for a date or a side that cannot be read.
        """
        wanted = Filter(
            side=side,
            person=person,
            between=between,
            since=since,
            until=until,
            kind=Kind(kind) if kind else None,
            status=Status(status) if status else None,
            topic=topic,
            place=place,
            rank=Rank(rank) if rank else None,
            text=text,
            sort=Sort(sort),
        )
        return self.contacts(wanted)

    def contacts(self, wanted: Filter | None = None) -> Timeline:
        """The contacts that a filter asks for; all without one.

        Raises:
            SummitryError: for a date or a side that cannot be read.
        """
        return Timeline(self._store.contacts(wanted))

    @property
    def chart(self) -> Charts:
        """Charts of all contacts; those of some by `record.timeline(side="US").chart`.

        Raises:
            SummitryError: where Altair is not installed.
        """
        return self.contacts().chart

    def each(self, wanted: Filter | None = None) -> Iterator[Contact]:
        """The contacts that a filter asks for, by date, one by one: for a record larger than the memory.

        Raises:
            SummitryError: for a date or a side that cannot be read.
        """
        return self._store.each(wanted)

    def entries(self, wanted: Filter | None = None) -> tuple[Entry, ...]:
        """The contacts that a filter asks for, in its order, without what they are made of; `these` gives some whole.

        Raises:
            SummitryError: for a date or a side that cannot be read.
        """
        return self._store.entries(wanted)

    def outlines(self, wanted: Filter | None = None) -> Iterator[Outline]:
        """The contacts that a filter asks for in outline, one by one in its order: tens of thousands in a second.

        Raises:
            SummitryError: for a date or a side that cannot be read.
        """
        return self._store.outlines(wanted)

    def changed(self, wanted: Filter | None = None, *, most: int) -> tuple[str, ...]:
        """The ids of contacts that a filter asks for and that have the newest changes of status, so many of them.

        Raises:
            SummitryError: for a date or a side that cannot be read.
        """
        return self._store.changed(wanted, most=most)

    def terms(self, term: Term, ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Contact id to what the index has of it, each once and in order; of these, as far as there is anything.

        Quick beside the contacts themselves, for counts; links that follow from other contacts have no say.
        """
        return self._store.terms(term, ids)

    def size(self) -> int:
        """How many contacts there are."""
        return self._store.size()

    def newest(self, until: date) -> date | None:
        """The day of the newest story that is not of a later day; None where there is none."""
        return self._store.newest(until)

    def these(self, ids: Iterable[str], *, linked: bool = True) -> tuple[Contact, ...]:
        """The contacts of these ids, in their order; one that is there no more is left out.

        Without `linked` the links that follow from other contacts are left out, which is quicker.
        """
        return self._store.these(ids, linked=linked)

    def contact(self, id_: str) -> Contact:
        """The contact of this id, of one of its reports' ids, or of a beginning of four characters or more.

        Raises:
            NotFoundError: where there is none, or several.
        """
        return self._store.contact(id_)

    def linked(self, contact: Contact) -> tuple[chains.Linked, ...]:
        """What the contact is linked to, and what is linked to it; see `chains.linked`."""
        mine = {r.id for r in contact.reports}
        told_here = [r for story in {r.story_id for r in contact.reports} for r in self._store.reports(story)]
        ids = {link.report_id for link in contact.links if link.report_id}
        ids |= {r.id for r in told_here if any(link.report_id in mine for link in r.links)}
        others = {c.id: c for c in (self._store.contact(id_) for id_ in sorted(ids))}
        if contact.status in chains.UNDONE:  # what makes good another story's contact is known by its persons alone
            name = next((p.name for p in contact.parties if p.name), None)
            others |= {c.id: c for c in self._store.contacts(Filter(kind=contact.kind, person=name))} if name else {}
        return chains.linked(contact, others.values())

    def line(self, a: str, b: str, *, on: date, hindsight: bool = False) -> Line:
        """How open the line between two sides is on a day; see `line.py`.

        What was told later takes no part: reports of stories surely published by the day are resolved anew, with what
        a person had decided by then. `hindsight` takes the record as it is now, right for the present day.

        Raises:
            SummitryError: for words that name no side, or one side twice.
        """
        from summitry import line  # noqa: PLC0415 - the offices behind it are slow to load

        by = line.present if hindsight else line.past
        return by(self._store, line.pair(a, b), on=on)

    def positions(  # noqa: PLR0913 - one option for each part of what is asked
        self,
        contact: str | None = None,
        *,
        between: tuple[str, str] | None = None,
        side: str | None = None,
        person: str | None = None,
        topic: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> tuple[Position, ...]:
        """What each side said on each subject, oldest first, and what is new in its words; see `positions.py`.

        At the contact of an id; or at all contacts, or those between two sides, and beside any in the stories that
        tell them. `side` and `person` are the speaker's.

        Raises:
            NotFoundError: for a contact that there is not.
            SummitryError: for a date or a side that cannot be read.
        """
        from summitry import positions  # noqa: PLC0415 - the subjects behind it are slow to load

        wanted = Filter(side=side, person=person, between=between, topic=topic, since=since, until=until)
        return positions.asked(self._store, wanted, contact=contact)

    def said(self, wanted: Filter, *, contact: str | None = None) -> Newest:
        """As `positions`, but without a contact of the newest contacts only, and how far back these go."""
        from summitry import positions  # noqa: PLC0415 - the subjects behind it are slow to load

        return positions.shown(self._store, wanted, contact=contact)

    def outlined(self, ids: Iterable[str]) -> tuple[Outline, ...]:
        """The contacts of these ids in outline, in their order; one that is there no more is left out."""
        return self._store.outlined(ids)

    def headings(self) -> tuple[Heading, ...]:
        """All stories in brief by the dates as they were read, undated ones last; `stories` gives some whole."""
        return self._store.headings()

    def stories(self, ids: Iterable[str] | None = None) -> tuple[Story, ...]:
        """All stories, or those of these ids, by date, undated ones last.

        Their dates are checked against the contacts of the record.
        """
        wanted = None if ids is None else tuple(ids)
        told = self._store.told_in(wanted)
        by = self._store.terms(Term.STORY, {contact for found in told.values() for contact in found})
        shared = [id_ for id_, of in by.items() if len(of) > 1]  # one story alone casts no doubt on itself
        contacts = {c.id: c for c in self._store.these(shared, linked=False)}
        return tuple(
            recorddates.checked(s, [contacts[id_] for id_ in told.get(s.id, ()) if id_ in contacts])
            for s in self._store.stories(wanted)
        )

    def counts(self) -> Mapping[str, int]:
        """Story id to the number of contacts that the story tells; stories that tell none are left out."""
        return self._store.counts()

    def story(self, key: str) -> Story:
        """The story of this key (its file's name) or id.

        Raises:
            NotFoundError: where there is none, or several.
        """
        return self._store.story(key)

    def reports(self, key: str | None = None) -> tuple[Report, ...]:
        """The reports of one story, or of all; those set aside as wrong are left out, see `explain`.

        Raises:
            NotFoundError: for a story that there is not.
        """
        return self._store.reports(self._store.story(key).id if key else None)

    def skipped(self, key: str) -> tuple[Skipped, ...]:
        """The candidates of a story that were let go.

        Raises:
            NotFoundError: for a story that there is not.
        """
        return self._store.reading(key).skipped

    def explain(self, key: str) -> Reading:
        """All that a story gave: as it was read, with what was dropped, its reports, and what was set aside and let go.

        Its dates are checked against the contacts of the record as they are now, see `recorddates`.

        Raises:
            NotFoundError: where there is none, or several.
        """
        found = self._store.reading(key)
        contacts = {c.id: c for c in (self._store.contact(r.id) for r in found.reports)}
        return replace(found, story=recorddates.checked(found.story, contacts.values()))
