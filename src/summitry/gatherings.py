"""Facts of the world: recurring gatherings, which are settings of contacts, and where and when they were held."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summitry.errors import LexiconError
from summitry.lexicon import patterns, read_yaml

# What the patterns of the lexicon may begin with: the search looks nowhere else.
_BEGINS = (
    r"\b(?=[A-Z0-9]|annual|climate|closing|coronation|donor|enth|funeral|high|inaug|nuclear s|opening|papal|presid"
    r"|state f|summit of)"
)


@dataclass(frozen=True, slots=True)
class GatheringHit:
    """Words of a text that name a recurring gathering: `text[start:end]`."""

    start: int
    end: int
    label: str  # its short name, the same for every wording
    entry: str  # the id in the lexicon


@dataclass(frozen=True, slots=True)
class GatheringDate:
    """When and where one was held, or was to be held."""

    gathering: str
    year: int
    month: int
    city: str
    country: str
    number: int | None = None  # the 78th General Assembly, COP28
    days: str | None = None  # EDTF: on which leaders come, where it goes on for longer
    held: bool = True  # False where it was put off, called off or held by video


@cache
def _search() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """One expression for the whole lexicon, and id and label by the name of its group."""
    known = {f"g{n}": entry for n, entry in enumerate(patterns("gatherings"))}
    branches = "|".join(f"(?P<{group}>{entry.pattern.pattern})" for group, entry in known.items())
    labels = {group: (entry.id, entry.label) for group, entry in known.items()}
    return re.compile(rf"{_BEGINS}(?:{branches})(?<! )(?!\w)"), labels


def find_gatherings(text: str, start: int = 0, end: int | None = None) -> tuple[GatheringHit, ...]:
    """The words in `text[start:end]` that name a recurring gathering, by start; of two readings the first listed."""
    search, labels = _search()
    found: list[GatheringHit] = []
    for match in search.finditer(text, start, len(text) if end is None else end):
        group = match.lastgroup
        if group in labels:
            entry, label = labels[group]
            found.append(GatheringHit(match.start(), match.end(), label, entry))
    return tuple(found)


@cache
def gathering_dates(gathering: str | None = None, *, planned: bool = False) -> tuple[GatheringDate, ...]:
    """Every known date of a gathering by its label, oldest first; of all gatherings without one.

    With `planned` also those that came to nothing, of which news tell all the same.
    """
    rows = []
    for n, row in enumerate(read_yaml("gathering_dates.yaml"), 1):
        if set(row) - {"number", "days", "held"} != {"gathering", "year", "month", "city", "country"}:
            raise LexiconError(f"lexicons/gathering_dates.yaml, entry {n}: not the fields of its header")
        rows.append(GatheringDate(**{**row, "country": str(row["country"])}))
    rows.sort(key=lambda row: (row.gathering, row.year, row.month))
    return tuple(row for row in rows if (gathering is None or row.gathering == gathering) and (planned or row.held))


def held_near(gathering: str, year: int, month: int, *, months: int) -> GatheringDate | None:
    """The only gathering of a label that was held at most so many months from a month; None for none or several."""
    near = [d for d in gathering_dates(gathering) if abs((d.year - year) * 12 + d.month - month) <= months]
    return near[0] if len(near) == 1 else None
