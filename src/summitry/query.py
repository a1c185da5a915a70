"""What to ask of a record: a filter over contacts, and the order in which they are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from summitry import dates
from summitry.errors import SummitryError
from summitry.names import name_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.model import Conflict, Contact, Kind, Outline, Outlined, Party, Status
    from summitry.ranks import Rank

# The place of a contact in an order, see `place`.
Place: TypeAlias = tuple[int, int, int, str, str]

_UNDATED = date.max.toordinal() + 1
_SUBDIVISION = re.compile("[A-Z]{2}-[A-Z0-9]{1,3}")  # ISO 3166-2; the table of sides has the commoner ones


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact in the index of a record: what tells where it is, without what it is made of."""

    id: str
    kind: Kind
    status: Status
    first: date | None  # the days that it may have been on; None where they are not known
    last: date | None
    origins: int  # how many independent sources tell it
    disputed: bool  # whether sources disagree on something


@dataclass(frozen=True, slots=True)
class Heading:
    """A story in the index of a record."""

    id: str
    key: str
    title: str | None
    outlet: str | None
    agency: str | None
    first: date | None  # the first day of its date as it was read; None where none is known


class Term(StrEnum):
    """What the index of a record has of contacts, to be counted without them."""

    SIDE = "side"  # codes
    TOPIC = "topic"  # in the stories' words
    INCIDENT = "incident"  # ids
    CONFLICT = "conflict"  # fields
    STORY = "story"  # ids


class Sort(StrEnum):
    """The order of contacts. Undated ones come last."""

    DATE = "date"
    LATEST = "latest"
    SOURCES = "sources"  # most independent sources first, then by date


class Disputed(StrEnum):
    """A field on which sources can disagree, as people call it."""

    STATUS = "status"
    WHEN = "when"
    COUNTRY = "country"
    CITY = "city"
    GATHERING = "gathering"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which contacts to give; every part that is set must hold.

    `side` and `between` take codes ("US") and names ("China"). `since` and `until` are EDTF dates, and
    a contact is in when some day that it may have been on is; an undated one is not. `person` (see `has_person` for
    initials), `topic` and `place` compare folded words; a `topic` that is the name or id of a subject also finds what
    falls under it (`subjects.py`). `text` searches titles, evidence, what was said, names and topics of the stories.
    With a `rank` somebody of this rank must take part. `told_since` and `told_until` are EDTF dates of stories: some
    story of the contact must be dated from the first day of the one to the last of the other.
    """

    side: str | None = None
    person: str | None = None
    between: tuple[str, str] | None = None
    since: str | None = None
    until: str | None = None
    kind: Kind | None = None
    status: Status | None = None
    topic: str | None = None
    place: str | None = None
    text: str | None = None
    rank: Rank | None = None
    told_since: str | None = None
    told_until: str | None = None
    sort: Sort = Sort.DATE

    @property
    def sides(self) -> tuple[str, ...]:
        """The codes of all sides that must take part.

        Raises:
            SummitryError: for words that name no side, and where `between` names one side twice.
        """
        told = (*((self.side,) if self.side else ()), *(self.between or ()))
        codes = tuple(side_code(text) for text in told)
        if self.between and codes[-2] == codes[-1]:
            one, other = self.between
            raise SummitryError(f'between: "{one}" and "{other}" are one side; give two, such as US CN')
        return tuple(dict.fromkeys(codes))

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day asked for, both included; None where no date is asked for.

        Raises:
            SummitryError: for a text that is no date, and for an end before the beginning.
        """
        return _span(since=self.since, until=self.until)

    @property
    def told(self) -> tuple[date, date] | None:
        """The first and last day of stories asked for, as `days`.

        Raises:
            SummitryError: for a text that is no date.
        """
        return _span(told_since=self.told_since, told_until=self.told_until)

    def check(self) -> None:
        """Refuse what cannot be read; what is asked for without a letter or digit would let everything through.

        Raises:
            SummitryError: for a side, a date or words that cannot be read.
        """
        for name in ("person", "topic", "place", "text"):
            told = getattr(self, name)
            if told is not None and not words(told):
                raise SummitryError(f'{name}: "{told}" has no word; give letters or digits')
        _ = (self.sides, self.days, self.told)


def side_code(text: str) -> str:
    """The code of a side told by code, name or capital: "CN", "China", "Beijing", "us-ca".

    Raises:
        SummitryError: for words that name no one side.
    """
    from summitry import facts  # noqa: PLC0415 - the table of sides is read only where it is needed

    told = text.strip()
    for form in (told, told.upper()):
        if facts.side(form) or _SUBDIVISION.fullmatch(form):
            return form
    code = facts.side_of(told) or facts.side_of(told.title())
    if code is None:
        raise SummitryError(f'"{text}" names no one side; give a code such as US, CN, EU or US-CA, or a country')
    return code


def matches(contact: Contact, wanted: Filter) -> bool:
    """Whether the contact is asked for. `text` is left to the store, which has the stories.

    Raises:
        SummitryError: for a date or a side that cannot be read.
    """
    return (
        (wanted.kind is None or contact.kind is wanted.kind)
        and (wanted.status is None or contact.status is wanted.status)
        and _has_sides(contact, wanted)
        and (wanted.person is None or has_person(contact, wanted.person))
        and _in_days(contact, wanted)
        and (wanted.topic is None or has_topic(contact.topics, wanted.topic))
        and (wanted.place is None or _has_place(contact, wanted.place))
        and (wanted.rank is None or _has_rank(contact, wanted.rank))
        and _told_in(contact, wanted)
    )


def ordered(contacts: Iterable[Contact], *, sort: Sort = Sort.DATE) -> tuple[Contact, ...]:
    """The contacts in order; those of one date by last day, kind and id, so that the order is always the same."""
    return tuple(sorted(contacts, key=lambda c: place(c, sort=sort)))


def place(contact: Outlined, *, sort: Sort = Sort.DATE) -> Place:
    """Where a contact stands in an order: those with smaller places come before it, whatever else there is."""
    days = dates.interval(contact.when)
    first, last = (days.first.toordinal(), days.last.toordinal()) if days else (_UNDATED, _UNDATED)
    if sort is Sort.LATEST and days:
        first, last = -first, -last
    lead = -contact.origins if sort is Sort.SOURCES else 0
    return (lead, first, last, contact.kind.value, contact.id)


_WHOSE = " of "  # in the label of a conflict, before whom it is about

# What a conflict calls a field, where that is another name.
_CONFLICT_FIELDS = {
    Disputed.COUNTRY: "where.country",
    Disputed.CITY: "where.city",
    Disputed.GATHERING: "where.margins_of",
}


def is_on(conflict: Conflict, field: Disputed | None) -> bool:
    """Whether sources disagree on this field; on any where none is asked for."""
    return field is None or conflict.field == _CONFLICT_FIELDS.get(field, field.value)


def at_odds(one: Outline, field: Disputed | None) -> tuple[int, ...]:
    """Which of a contact's conflicts are on this field, by their places among all of them."""
    name = field and _CONFLICT_FIELDS.get(field, field.value)
    return tuple(n for n, label in enumerate(one.disagree) if name in {None, label, label.partition(_WHOSE)[0]})


def has_person(contact: Contact, name: str) -> bool:
    """Whether each word of the name stands in one party's name, as any story of the contact tells it.

    A name with an initial is told in full: nobody with a further one is meant. "John Q. Doe" is not "John R. Q. Doe".
    """
    return any(is_called(p.name, name) for p in all_parties(contact) if p.name)


def is_called(told: str, name: str) -> bool:
    """Whether a name told is the one asked for, as `has_person` has it."""
    words_told, wanted = _name_parts(told), _name_parts(name)
    return wanted <= words_told and (not _initials(wanted) or _initials(words_told) <= wanted)


@lru_cache(maxsize=65536)
def _name_parts(name: str) -> frozenset[str]:
    """The words of a name; initials side by side are one, as some write them: "JD" of "J. D. Doe"."""
    told = groupby(name_words(name), key=lambda word: len(word) == 1)
    return frozenset(part for is_initial, same in told for part in (["".join(same)] if is_initial else same))


def _initials(name: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in name if len(word) == 1)


def has_topic(topics: Iterable[str], wanted: str) -> bool:
    """Whether one of the topics has the wanted words, or falls under the subject of this name or id."""
    told = tuple(topics)
    if _has_words(told, wanted):
        return True
    from summitry import subjects  # noqa: PLC0415 - the scheme is read only where it is needed

    one = subjects.subject(wanted)
    return one is not None and any(subjects.falls_under(found, one) for found in subjects.of_topics(told))


def all_parties(contact: Contact) -> tuple[Party, ...]:
    """The parties as merged, then as each story tells them."""
    return (*contact.parties, *(p for r in contact.reports for p in r.parties))


def is_country(code: str, wanted: str) -> bool:
    """Whether a country is the wanted one, by code or by a name of it."""
    from summitry import facts  # noqa: PLC0415 - the table of sides is read only where it is needed

    known = facts.side(code)
    return code == wanted.strip().upper() or (known is not None and _has_words(known.names, wanted))


def is_place(name: str, wanted: str) -> bool:
    """Whether a city, a venue or a gathering is the wanted one: it has every word, or one that begins with it."""
    return _has_words((name,), wanted)


def places(contact: Contact) -> tuple[frozenset[str], frozenset[str]]:
    """The codes of a contact's countries, and its cities, venues and gatherings, as any story tells them."""
    told = [r.where for r in contact.reports]
    names = {claim.value for where in told for claim in (where.city, where.venue, where.margins_of) if claim}
    return frozenset(where.country.value for where in told if where.country), frozenset(names)


def _span(**ends: str | None) -> tuple[date, date] | None:
    """From the first day of the one end to the last of the other; None where neither is told."""
    since, until = (_interval(field, text) for field, text in ends.items())
    if since is None and until is None:
        return None
    if since and until and since.first > until.last:
        (begin, first), (end, last) = ends.items()
        raise SummitryError(f'{end}: "{last}" is over before {begin} "{first}" begins; give a later one')
    return (since.first if since else date.min, until.last if until else date.max)


def _interval(field: str, text: str | None) -> dates.Interval | None:
    try:
        return dates.interval(text)
    except ValueError:
        raise SummitryError(f'{field}: "{text}" is no date; give 2023, 2023-06 or 2023-06-18') from None


def _has_sides(contact: Contact, wanted: Filter) -> bool:
    sides = {p.side for p in contact.parties if p.side}
    return all(any(s == code or s.startswith(f"{code}-") for s in sides) for code in wanted.sides)


def _in_days(contact: Contact, wanted: Filter) -> bool:
    asked, days = wanted.days, dates.interval(contact.when)
    if asked is None:
        return True
    return days is not None and days.first <= asked[1] and asked[0] <= days.last


def _told_in(contact: Contact, wanted: Filter) -> bool:
    asked = wanted.told
    if asked is None:
        return True
    told = [dates.interval(r.published) for r in contact.reports]
    return any(days is not None and asked[0] <= days.first <= asked[1] for days in told)


def _has_rank(contact: Contact, wanted: Rank) -> bool:
    from summitry.ranks import rank  # noqa: PLC0415 - the offices behind it are slow to load

    return any(rank(p.office, side=p.side) is wanted for p in contact.parties)


def _has_words(texts: Iterable[str], wanted: str) -> bool:
    """Whether one text has every word, or a word that begins with it."""
    return any(all(any(w.startswith(part) for w in words(text)) for part in words(wanted)) for text in texts)


def _has_place(contact: Contact, wanted: str) -> bool:
    countries, names = places(contact)
    return any(is_country(code, wanted) for code in countries) or any(is_place(name, wanted) for name in names)
