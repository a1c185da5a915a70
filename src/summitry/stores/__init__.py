"""Where records are kept: the store in domain verbs. SQLite is the one that needs nothing set up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from summitry.model import Contact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from summitry.actors import Listed
    from summitry.model import Change, Decision, Doubt, Judgement, Outline, Reading, Report, Skipped, Statement, Story
    from summitry.query import Entry, Filter, Heading, Term

# Called with the contacts that readings made others, as they were and as they are; see `Store.add`.
Tell: TypeAlias = Callable[[tuple[Contact, ...], tuple[Contact, ...]], None]


@dataclass(frozen=True, slots=True)
class Added:
    """How many stories came in, and how many were there. `new` counts those read anew by a newer extractor."""

    new: int
    known: int


class Store(Protocol):
    """A record of stories, their reports, and the contacts they tell.

    The contacts depend on the set of readings and the set of decisions only: not on their order, not on the
    size of the batches, not on what was added twice.
    """

    def add(self, readings: Iterable[Reading], *, tell: Tell | None = None) -> Added:
        """Keep a batch of readings, all or none.

        A story that is there changes nothing, unless its reading comes from a newer version of the
        extractor or from another one: then its reports take the place of the old ones, also where it
        has none. So does a story that the newer version made of the same capture in another form.

        `tell` is called where contacts are others now, before the batch is kept for good: if it raises, nothing
        is kept.

        Raises:
            RecordError: when the record cannot be written.
        """
        ...

    def knows(self, capture_id: str, *, extractor: str) -> bool:
        """Whether the story of this capture is there, and this extractor would not take its place."""
        ...

    def keep_people(self, source: str, told: Iterable[Listed]) -> None:
        """Keep a list of people and their offices, in place of the list that had this name.

        Raises:
            RecordError: when the record cannot be written.
        """
        ...

    def people(self) -> Mapping[str, tuple[Listed, ...]]:
        """The people of each list that was kept, by the lists' names."""
        ...

    def relink(self, link: Callable[[Report], Report]) -> int:
        """Put in place of each report what `link` makes of it, and cluster all anew; how many are others now.

        Raises:
            RecordError: when the record cannot be written.
        """
        ...

    def decide(
        self,
        judgement: Judgement,
        sides: Sequence[Sequence[str]],
        *,
        at: str,
        because: str | None = None,
        by: str | None = None,
    ) -> Change:
        """Keep what a person decided on reports, and cluster anew what it reaches.

        It wins over every score, and speaks of the same reports when their stories are read anew; where one
        cannot be found again, the decision waits for it.

        Args:
            judgement: all reports tell one contact; or those of different sides tell different ones; or all are wrong,
                and in no contact.
            sides: the ids of reports there are, side by side; none twice.
            at: when it was decided, ISO 8601.
            because: why.
            by: who decided.

        Raises:
            ContradictionError: where earlier decisions speak against it; then nothing changes.
            RecordError: when the record cannot be written.
        """
        ...

    def undo(self, number: int | None = None) -> Change:
        """Take back the decision of this number, without one the last.

        Raises:
            NotFoundError: where there is none.
            RecordError: when the record cannot be written.
        """
        ...

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions by number, with the reports they have found."""
        ...

    def doubts(self) -> tuple[Doubt, ...]:
        """The pairs of reports that a person might judge otherwise, most doubtful first; see `resolve.doubts`."""
        ...

    def headings(self) -> tuple[Heading, ...]:
        """All stories in brief by date and key, undated ones last."""
        ...

    def stories(self, ids: Iterable[str] | None = None) -> tuple[Story, ...]:
        """All stories, or those of these ids, by date and key, undated ones last."""
        ...

    def told_in(self, story_ids: Iterable[str] | None = None) -> Mapping[str, tuple[str, ...]]:
        """Story id to the ids of the contacts that it tells; of all stories, or of these, that tell any."""
        ...

    def story(self, key_or_id: str) -> Story:
        """The story of this key, id or unambiguous beginning (four characters or more) of an id.

        Raises:
            NotFoundError: where there is none, or several.
        """
        ...

    def reading(self, key_or_id: str) -> Reading:
        """All that a story gave, with what was set aside and the candidates let go. Raises as `story` does."""
        ...

    def reports(self, story_id: str | None = None) -> tuple[Report, ...]:
        """The reports of one story in its order, or of all stories; those set aside are left out."""
        ...

    def between(self, sides: tuple[str, str], *, until: date) -> tuple[Report, ...]:
        """The reports that can be of contacts between two sides, of stories that are not surely of a later day.

        A party whose side is not told may be of either, and one of a state may be of a state within it. Those set
        aside are left out.
        """
        ...

    def reached(self, ids: Iterable[str], *, stories: Iterable[str], until: date) -> tuple[Report, ...]:
        """The reports of these ids, those of these stories, and all that have a say in what contacts they make.

        Only stories surely published on the day or earlier have one; those set aside are left out. See `resolve.reach`.
        """
        ...

    def skipped(self, story_id: str) -> tuple[Skipped, ...]:
        """The candidates of a story that were let go."""
        ...

    def said(self, story_ids: Iterable[str]) -> Mapping[str, tuple[Statement, ...]]:
        """Story id to what was said in it at none of its contacts; of these stories, as far as there is anything.

        So is what was said at a contact whose report is set aside.
        """
        ...

    def counts(self) -> Mapping[str, int]:
        """Story id to the number of contacts that the story tells; stories that tell none are left out."""
        ...

    def size(self) -> int:
        """How many contacts there are."""
        ...

    def contacts(self, wanted: Filter | None = None) -> tuple[Contact, ...]:
        """The contacts asked for, in the order asked for; all by date without a filter.

        Raises:
            SummitryError: for a filter that cannot be read.
        """
        ...

    def each(self, wanted: Filter | None = None) -> Iterator[Contact]:
        """The contacts asked for one by one, by date whatever the order asked for, few of them in memory at a time.

        What others write meanwhile may be seen or not; no contact comes twice.

        Raises:
            SummitryError: for a filter that cannot be read.
        """
        ...

    def entries(self, wanted: Filter | None = None) -> tuple[Entry, ...]:
        """The contacts asked for, in the order asked for, as the index has them: quick, and small in memory.

        Raises:
            SummitryError: for a filter that cannot be read.
        """
        ...

    def outlines(self, wanted: Filter | None = None) -> Iterator[Outline]:
        """The contacts asked for in outline, one by one in the order asked for: tens of thousands in a second.

        What others write meanwhile may be seen or not.

        Raises:
            SummitryError: for a filter that cannot be read.
        """
        ...

    def changed(self, wanted: Filter | None = None, *, most: int) -> tuple[str, ...]:
        """The ids of contacts asked for that have the newest changes of status, so many of them: newest first.

        A change that no date tells counts as the oldest of all. Of those that changed on the last day all are given.

        Raises:
            SummitryError: for a filter that cannot be read.
        """
        ...

    def told_last(self, wanted: Filter, *, until: date | None = None, most: int) -> tuple[tuple[str, ...], date | None]:
        """The ids of contacts asked for by the last day on which they were or were told, newest first, so many of them.

        Of a date its first day counts, and none after `until`. The second is the day from which on these are all that
        there are; None where they are all of any day. Of one day all are given.

        Raises:
            SummitryError: for a filter that cannot be read.
        """
        ...

    def outlined(self, ids: Iterable[str]) -> tuple[Outline, ...]:
        """The contacts of these ids in outline, in their order; one that is there no more is left out."""
        ...

    def terms(self, term: Term, ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Contact id to what the index has of it, each once and in order; of these, as far as there is anything.

        Of the contact as its own reports tell it: links that follow from other contacts have no say.
        """
        ...

    def newest(self, until: date) -> date | None:
        """The day of the newest story that is not of a later day: the first that its date can be; None without one."""
        ...

    def these(self, ids: Iterable[str], *, linked: bool = True) -> tuple[Contact, ...]:
        """The contacts of these ids, in their order, as `entries` gave them; one that is there no more is left out.

        Without `linked` the links that follow from other contacts are left out: others need not be looked at.
        """
        ...

    def contact(self, id_: str) -> Contact:
        """The contact that has a report of this id, or of one unambiguous beginning of four characters or more.

        A contact's own id is the smallest of its reports', so an id noted before stories were added
        still finds it.

        Raises:
            NotFoundError: where there is none, or several.
        """
        ...

    def close(self) -> None:
        """Let go of the file or the connection."""
        ...


def open_store(path: str | Path | None, *, create: bool = True) -> Store:
    """The store kept in a file, or without a path one in memory.

    Raises:
        RecordError: for a file that is no record, or of a newer version; or that is not there and not to be made.
    """
    from summitry.stores.sqlite import SQLiteStore  # noqa: PLC0415 - SQLAlchemy is slow to load

    return SQLiteStore(Path(path) if path is not None else None, create=create)
