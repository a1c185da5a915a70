"""The record's values in a reader's words: dates, parties, places. Text only, no layout.

Every text that came from a story goes through `line`, so that no control character of a
story reaches the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.model import Contact, Partaker, Report, Site

UNKNOWN = "?"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}  # EDTF's numbers
_WINTER = 24
_EDTF = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([?~%]?)")
_MARKS = {"": "", "?": "?", "~": " or so", "%": " or so?"}

# Shorter forms of offices, for lines that would fold otherwise. Longest first.
_SHORT_OFFICE = (
    ("Secretary of State", "Sec. of State"),
    ("Secretary-General", "Sec.-Gen."),
    ("Secretary General", "Sec.-Gen."),
    ("Foreign Secretary", "Foreign Sec."),
    ("Under Secretary", "Under Sec."),
    ("Vice President", "Vice Pres."),
    ("Vice Premier", "Vice Prem."),
    ("Prime Minister", "PM"),
    ("High Representative", "High Rep."),
    ("Ambassador", "Amb."),
    ("Governor", "Gov."),
    ("President", "Pres."),
    ("Chancellor", "Chanc."),
    ("Secretary", "Sec."),
    ("Minister", "Min."),
    ("Assistant", "Asst."),
    ("Deputy", "Dep."),
    ("National", "Nat."),
)


def line(text: str) -> str:
    """A text on one line: white space folded, control and direction characters left out."""
    folded = " ".join(text.split())
    return "".join(c for c in folded if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c in "\u200c\u200d")


# --- dates ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Date:
    year: int
    month: int | None
    day: int | None
    mark: str

    def text(self, *, year: bool = True) -> str:
        parts: list[str] = [] if self.day is None else [str(self.day)]
        if self.month is not None:
            parts.append(_SEASONS[self.month] if self.month in _SEASONS else _MONTHS[self.month - 1])
        if self.month == _WINTER:  # the winter of 2023 ends in 2024
            parts.append(f"{self.year}/{(self.year + 1) % 100:02}")
        elif year:
            parts.append(str(self.year))
        return " ".join(parts) + self.mark


def _date(edtf: str) -> _Date | None:
    found = _EDTF.fullmatch(edtf)
    if found is None:
        return None
    year, month, day, mark = found.groups()
    number = int(month) if month else None
    if number is not None and number not in _SEASONS and not 1 <= number <= len(_MONTHS):
        return None
    return _Date(int(year), number, int(day) if day else None, _MARKS[mark])


def date(edtf: str | None) -> str:
    """An EDTF date as people write it: "18 Jun 2023", "16–17 Sep 2023", "summer 2023", "?".

    What cannot be read comes back as it is.
    """
    if edtf is None or edtf.strip("?") == "":
        return UNKNOWN
    if "/" not in edtf:
        if edtf.endswith("X") and edtf[:3].isdigit():
            return f"{edtf[:3]}0s"
        found = _date(edtf)
        return found.text() if found else line(edtf)
    first, _, last = edtf.partition("/")
    start, end = _date(first), _date(last)
    if start and end:
        return _span(start, end)
    if start and last in {"", ".."}:
        return f"from {start.text()}"
    if end and first in {"", ".."}:
        return f"until {end.text()}"
    return line(edtf)


def _span(start: _Date, end: _Date) -> str:
    if start == end:
        return start.text()
    same_year = start.year == end.year and not start.mark
    if same_year and start.month == end.month and start.day and end.day:
        return f"{start.day}–{end.text()}"
    if same_year and start.month and end.month:
        between = " – " if start.day or end.day else "–"
        return f"{start.text(year=False)}{between}{end.text()}"
    between = "–" if start.month is None and end.month is None else " – "
    return f"{start.text()}{between}{end.text()}"


# --- parties --------------------------------------------------------------------------------


def short_office(office: str) -> str:
    """An office in fewer letters: "Deputy Foreign Minister" is "Dep. Foreign Min."."""
    for long, short in _SHORT_OFFICE:
        office = re.sub(rf"\b{long}\b", short, office, flags=re.IGNORECASE)
    return office


def party(one: Partaker, *, short: bool = False, side: bool = True) -> str:
    """A party on one line: "Antony Blinken, Secretary of State (US)"; a bare side is "CN"."""
    office = line(one.office) if one.office else None
    if office and short:
        office = short_office(office)
    told = ", ".join(part for part in (line(one.name) if one.name else None, office) if part)
    if not told:
        return one.side or "unnamed"
    return f"{told} ({one.side or UNKNOWN})" if side else told


@dataclass(frozen=True, slots=True)
class Group:
    """The parties of one side and role, and the word that leads to them from the group before."""

    lead: str  # "", "—", "→", "by"
    parties: tuple[Partaker, ...]


_LEADS = {Role.PARTY: "—", Role.VISITOR: "—", Role.HOST: "→", Role.MEDIATOR: "through"}
_ORDER = {Role.VISITOR: 0, Role.PARTY: 1, Role.HOST: 2, Role.MEDIATOR: 3}


def groups(parties: Iterable[Partaker]) -> tuple[Group, ...]:
    """Parties by side in the order told: visitors before hosts ("→"), mediators last ("through").

    Two visitors' sides stay joined by "—", as two parties are.
    """
    found: dict[tuple[int, str | None], list[Partaker]] = {}
    for one in sorted(parties, key=lambda p: _ORDER[p.role]):
        found.setdefault((_ORDER[one.role], one.side), []).append(one)
    return tuple(
        Group("" if n == 0 and members[0].role is not Role.HOST else _LEADS[members[0].role], tuple(members))
        for n, members in enumerate(found.values())
    )


def _group(group: Group, *, short: bool) -> str:
    """The members of one side: "A, Office; B, Office (US)", the side told once."""
    *others, last = group.parties
    told = [party(p, short=short, side=False) for p in others if p.name or p.office]
    return "; ".join([*told, party(last, short=short)])


def who_lines(parties: Iterable[Partaker], *, short: bool = False) -> tuple[str, ...]:
    """Who took part, one side a line, each line but the first with its leading sign."""
    return tuple(f"{g.lead} {_group(g, short=short)}".strip() for g in groups(parties)) or (UNKNOWN,)


def who(parties: Iterable[Partaker], *, short: bool = False) -> str:
    """Who took part, on one line: "Ana Lima, President (BR) — Per Dahl, Prime Minister (NO)"."""
    return " ".join(who_lines(parties, short=short))


# --- places, topics, ids --------------------------------------------------------------------


def where(site: Site) -> str | None:
    """The place on one line, "State House, Nairobi (KE), margins of the Rift Forum"; None when unknown."""
    named = ", ".join(line(name) for name in (site.venue, site.city) if name)
    if site.country:
        named = f"{named} ({site.country})" if named else site.country
    if site.margins_of:
        edge = f"margins of {line(site.margins_of)}"
        named = f"{named}, {edge}" if named else edge
    return named or None


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 story", "2 stories"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def short_ids(contacts: Iterable[Contact | Report], *, least: int = 6) -> dict[str, str]:
    """For each id its shortest beginning, of one length, that no other contact or report listed shares.

    Six hexadecimal digits are the least: among a thousand ids two share them in 3 of 100 records.
    """
    ids: set[str] = set()
    for one in contacts:
        ids.add(one.id)
        ids.update(r.id for r in getattr(one, "reports", ()))
    longest = max(map(len, ids), default=least)
    length = next((n for n in range(least, longest) if len({i[:n] for i in ids}) == len(ids)), longest)
    return {i: i[:length] for i in ids}
