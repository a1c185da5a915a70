"""What contacts have in common, counted: places, subjects, sides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry import subjects
from summitry.facts import country_name, side_name
from summitry.web.views import addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from summitry.model import Outlined

_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Count:
    """Something that several contacts have, how many have it, and where its page is."""

    name: str
    contacts: int
    address: str


def ranked(
    numbers: Mapping[str, int], *, name: Callable[[str], str], address: Callable[[str], str], most: int = _SHOWN
) -> tuple[Count, ...]:
    """The counts, highest first, at most so many."""
    order = sorted(numbers, key=lambda key: (-numbers[key], name(key)))
    return tuple(Count(name(key), numbers[key], address(key)) for key in order[:most])


def of_places(contacts: Iterable[Outlined], *, most: int = _SHOWN) -> tuple[Count, ...]:
    """Cities, and countries where no city is told."""
    numbers: Counter[str] = Counter()
    named: dict[str, str] = {}
    for contact in contacts:
        site = contact.site
        if site.city:
            numbers[site.city] += 1
        elif site.country:
            named[site.country] = country_name(site.country)
            numbers[site.country] += 1
    return ranked(numbers, name=lambda key: named.get(key, key), address=addresses.place, most=most)


def of_subjects(contacts: Iterable[Outlined]) -> tuple[Count, ...]:
    """The subjects of the scheme, each contact counted with the most specific ones."""
    numbers: Counter[str] = Counter(one.id for c in contacts for one in subjects.of_topics(c.topics))
    return ranked(numbers, name=_subject_name, address=addresses.subject)


def of_sides(contacts: Iterable[Outlined]) -> tuple[Count, ...]:
    """The sides that took part."""
    numbers: Counter[str] = Counter(side for c in contacts for side in {p.side for p in c.parties if p.side})
    return ranked(numbers, name=side_name, address=lambda side: f"/timeline?side={side}")


def _subject_name(id_: str) -> str:
    one = subjects.subject(id_)
    return one.name if one else id_
