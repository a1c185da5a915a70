"""A subject of the scheme: what it is, how stories call it, who is in contact on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry import subjects
from summitry.errors import NotFoundError
from summitry.facts import side_name
from summitry.query import Filter, Sort
from summitry.web.views import addresses
from summitry.web.views.brief import Brief, brief
from summitry.web.views.counts import Count, of_sides, ranked
from summitry.web.views.pairs import side_pairs
from summitry.web.views.pictures import Picture, strip
from summitry.web.views.sheets import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.model import Outline
    from summitry.record import Record
    from summitry.subjects import Subject
    from summitry.web.asked import Asked


@dataclass(frozen=True, slots=True)
class Named:
    """A subject by its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How stories call a subject, and in how many contacts."""

    words: str
    contacts: int


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """A subject with all that is part of it."""

    id: str
    name: str
    about: str
    broader: tuple[Named, ...]  # what it is part of, the nearest first
    narrower: tuple[Named, ...]
    contexts: tuple[str, ...]  # of PLOVER
    wordings: tuple[Wording, ...]
    sides: tuple[Count, ...]
    pairs: tuple[Count, ...]
    picture: Picture | None
    sheet: Sheet
    contacts: tuple[Brief, ...]


_WORDINGS = 40


def subject(record: Record, asked: Asked) -> SubjectPage:
    """The subject of an id or a name.

    Raises:
        NotFoundError: where the scheme has none.
    """
    told = asked.path["id"]
    one = subjects.subject(told)
    if one is None:
        raise NotFoundError(f'there is no subject "{told}"; /subjects lists all')
    near = record.outlines(Filter(topic=one.id, sort=Sort.LATEST))
    every = tuple(c for c in near if any(_falls_under(topic, one) for topic in c.topics))
    part, shown = sheet(every, asked, path=addresses.subject(one.id))
    return SubjectPage(
        id=one.id,
        name=one.name,
        about=one.about,
        broader=tuple(Named(s.id, s.name) for s in subjects.broader(one)),
        narrower=tuple(Named(s.id, s.name) for s in subjects.subjects() if s.broader == one.id),
        contexts=one.contexts,
        wordings=_wordings(every, one),
        sides=of_sides(every),
        pairs=_pairs(every),
        picture=strip(every, topic=one.name),
        sheet=part,
        contacts=tuple(map(brief, shown)),
    )


def _falls_under(topic: str, one: Subject) -> bool:
    return any(subjects.falls_under(found, one) for found in subjects.subjects_of(topic))


def _wordings(contacts: Iterable[Outline], one: Subject) -> tuple[Wording, ...]:
    counted = Counter(topic for c in contacts for topic in {*c.topics} if _falls_under(topic, one))
    order = sorted(counted.items(), key=lambda told: (-told[1], told[0]))
    return tuple(Wording(words, number) for words, number in order[:_WORDINGS])


def _pairs(contacts: Iterable[Outline]) -> tuple[Count, ...]:
    counted = Counter(pair for c in contacts for pair in side_pairs(c))
    named = {f"{a} {b}": (a, b) for a, b in counted}
    return ranked(
        {key: counted[pair] for key, pair in named.items()},
        name=lambda key: " – ".join(side_name(side) for side in named[key]),
        address=lambda key: addresses.pair(*named[key]),
    )
