"""All pairs of sides that were in contact."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.exporters.base import Nodes
from summitry.exporters.graphml import pairs as node_pairs
from summitry.facts import side_name
from summitry.names import words
from summitry.web.views import addresses
from summitry.web.views.sheets import Sheet, sheet

if TYPE_CHECKING:
    from summitry.model import Outlined
    from summitry.record import Record
    from summitry.web.asked import Asked


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two sides, how many contacts they had or plan, of whatever status, and the date of the latest."""

    sides: tuple[str, str]
    names: tuple[str, str]
    contacts: int
    latest: str | None  # EDTF
    address: str


@dataclass(frozen=True, slots=True)
class PairsPage:
    """Pairs of sides, those with most contacts first."""

    q: str | None
    sheet: Sheet
    pairs: tuple[PairRow, ...]


def pairs(record: Record, asked: Asked) -> PairsPage:
    """The pairs of sides of the record; with `?q=` those of which a side's name or code has each word."""
    q = asked.text("q")
    numbers: Counter[tuple[str, str]] = Counter()
    latest: dict[tuple[str, str], str] = {}
    for contact in record.outlines():  # by date, so that the last seen is the latest; undated ones come last
        for pair in side_pairs(contact):
            numbers[pair] += 1
            if contact.when:
                latest[pair] = contact.when
    order = sorted(numbers, key=lambda pair: (-numbers[pair], pair))
    found = [pair for pair in order if q is None or _has(pair, q)]
    part, shown = sheet(found, asked, path="/pairs")
    return PairsPage(q, part, tuple(_row(pair, numbers[pair], latest.get(pair)) for pair in shown))


def side_pairs(contact: Outlined) -> tuple[tuple[str, str], ...]:
    """The pairs of sides that a contact connects, each once and in order: of a visit each visitor's with the host's."""
    found = ((a.side, b.side) for a, b in node_pairs(contact, Nodes.SIDES))
    return tuple(dict.fromkeys((min(a, b), max(a, b)) for a, b in found if a and b))


def _row(pair: tuple[str, str], contacts: int, latest: str | None) -> PairRow:
    a, b = pair
    return PairRow(pair, (side_name(a), side_name(b)), contacts, latest, addresses.pair(a, b))


def _has(pair: tuple[str, str], q: str) -> bool:
    told = {word for side in pair for text in (side, side_name(side)) for word in words(text)}
    return all(any(word.startswith(part) for word in told) for part in words(q))
