"""Facts of the world: which words name a place, and in which country it is.

Countries and capitals come from the lexicons of sides (`sides.py`); houses, islands and towns of
diplomacy from `lexicons/places.yaml`; other cities of 100 000 people or more from `lexicons/cities.tsv`
(GeoNames, CC BY 4.0). A name that is also a surname or a word counts only where the words around it say
that it is a place. Gatherings are places in time: `gathering_dates.yaml` has where and when they were.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from summitry.errors import LexiconError
from summitry.lexicon import read_yaml
from summitry.sides import Form, Phrases, Side, SideHit, SideKind, blocks, find_sides, plain, side, sides

if TYPE_CHECKING:
    from collections.abc import Iterator

_MILLION = 1000  # in the table's unit: from this size on, a city's name is known by itself
_CONTEXT = 40  # characters before a name that its context may take


class PlaceForm(StrEnum):
    """In which way words name a place."""

    COUNTRY = "country"
    CAPITAL = "capital"
    CITY = "city"
    REGION = "region"  # an island, a province, a state within a state, a sea
    VENUE = "venue"  # a house, a hall, an estate
    SEAT = "seat"  # a venue whose name also stands for a government: "the Kremlin"


_METONYMS = {PlaceForm.COUNTRY, PlaceForm.CAPITAL, PlaceForm.SEAT}


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """Words of a text that name a place: `text[start:end]`.

    `name` is the usual English name; `city` is the city it is or is in; `country` is None where it
    belongs to none or is disputed.
    """

    start: int
    end: int
    name: str
    country: str | None
    city: str | None
    form: PlaceForm

    @property
    def metonym(self) -> bool:
        """Whether the words may also stand for a government."""
        return self.form in _METONYMS


class _Use(IntEnum):
    """How much context a name needs to be read as a place."""

    FREE = 0
    AFTER_PREPOSITION = 1
    AFTER_IN = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """What a phrase of the gazetteer means."""

    name: str
    country: str | None
    city: str | None
    form: PlaceForm
    use: _Use = _Use.FREE


_AREA = r"(?: (?:the|nearby|central|downtown|northern|southern|eastern|western|suburban))*"
_TOWN = r"(?: the(?: [A-Za-z]+)? (?:city|town|port|resort|village|island|province|capital) of)?"
_AFTER = {
    _Use.AFTER_PREPOSITION: re.compile(
        rf"\b(?:[Ii]n|[Aa]t|[Tt]o|[Ff]rom|[Nn]ear|[Oo]utside|into|via|through|around|reached|(?:city|town|port"
        rf"|resort|village|province) of){_TOWN}{_AREA} $"
    ),
    _Use.AFTER_IN: re.compile(rf"\b(?:[Ii]n|[Nn]ear|[Oo]utside|(?:city|town|port|resort|village) of){_TOWN}{_AREA} $"),
}
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August"
_MONTH = r"(?:Septem|Octo|Novem|Decem)ber|Mr|Mrs|Ms|President|Prime|Foreign|Secretary"
# "in Jackson Hole" and "at Wagner College" are other places; "in Jackson Monday" is not.
_OTHER_NAME = re.compile(rf" (?!(?:{_DAY}|{_MONTH})\b)[A-Z][a-z]")
_LEADS = re.compile(r"-(?:led|bound|wide)\b")  # "the Kenya-led mission" is not in Kenya
_OF_COUNTRY = re.compile(r", (?=[A-Z])")
# "in Mayfield, Kentucky": a town no table has, which its country or state makes a place. A list of areas
# ("in North Africa, Iraq and Syria") is none.
_UNKNOWN_TOWN = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside) "
    r"((?:(?:St\.|[A-Z][\w'-]+) ){0,2}(?!Africa|Asia|America|Europe|East)[A-Z][\w'-]+), $"
)
_GOES_ON = re.compile(r",? (?:and|or) |, [A-Z][\w ]+,? (?:and|or) ")
# "the French capital", but not French capital markets.
_CAPITAL = re.compile(r" capital\b(?! (?:account|control|flight|flow|gain|inject|invest|market|punish|requirement))")
_SOIL = re.compile(r" (?:soil|territory)\b")


# --- reading the tables ----------------------------------------------------------------------


def _reviewed(
    entries: list[dict[str, str]], uses: dict[str, _Use], seats: frozenset[str]
) -> Iterator[tuple[str, _Place]]:
    """Every name of the reviewed places."""
    for n, entry in enumerate(entries, 1):
        where = f"lexicons/places.yaml, entry {n} ({entry.get('name')})"
        if unknown := set(entry) - {"name", "names", "kind", "country", "city", "why"}:
            raise LexiconError(f"{where}: unknown field {', '.join(sorted(unknown))}")
        if missing := {"name", "kind", "why"} - set(entry):
            raise LexiconError(f"{where}: no {', '.join(sorted(missing))}")
        form = PlaceForm(entry["kind"])
        city = entry["name"] if form is PlaceForm.CITY else entry.get("city")
        for words in (entry["name"], *entry.get("names", ())):
            named = PlaceForm.SEAT if words in seats and form is PlaceForm.VENUE else form
            yield words, _Place(entry["name"], entry.get("country"), city, named, uses.get(words, _Use.FREE))


def _cities() -> Iterator[tuple[str, str, int]]:
    """Name, country and population in thousands of each city of the table."""
    table = files("summitry").joinpath("lexicons", "cities.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            name, country, population = line.split("\t")
            yield name, country, int(population)


@cache
def _phrases() -> Phrases[_Place | None]:
    """Every name of the gazetteer; a block of the sides, which is no place, has none."""
    content = read_yaml("places.yaml")
    uses = dict.fromkeys(content["after_preposition"], _Use.AFTER_PREPOSITION)
    uses |= dict.fromkeys(content["after_in"], _Use.AFTER_IN)
    seats = frozenset(words for one in sides() for words in one.seats)
    known: dict[str, _Place | None] = dict.fromkeys(blocks())
    known |= _reviewed(content["places"], uses, seats)
    for name, country, population in _cities():
        large = _Use.FREE if population >= _MILLION else _Use.AFTER_PREPOSITION
        for words in dict.fromkeys((name, _fold(name))):
            known.setdefault(words, _Place(words, country, words, PlaceForm.CITY, uses.get(words, large)))
    return Phrases(known.items())


_LETTERS = str.maketrans("ıłøđŁØĐ", "ilodLOD")  # those that do not decompose


def _fold(name: str) -> str:
    """The name without the marks on its letters."""
    if name.isascii():
        return name
    parts = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(c for c in parts if not unicodedata.combining(c))


@cache
def _capitals() -> dict[str, tuple[str, str]]:
    """Country and city by each name of a capital in the lexicon of sides."""
    spellings: dict[str, str] = read_yaml("places.yaml")["spellings"]
    found: dict[str, tuple[str, str]] = {}
    for one in sides():
        if one.kind in {SideKind.STATE, SideKind.TERRITORY, SideKind.FORMER, SideKind.SUBDIVISION}:
            found |= {words: (_country(one), spellings.get(words, words)) for words in one.capitals}
    return found


# Capitals in which the government does not sit, or whose name stands for another side.
_BY_LAW = {"NL": "Amsterdam", "BE": "Brussels"}


def _country(known: Side) -> str:
    return known.country or known.code.partition("-")[0]


# --- asking ----------------------------------------------------------------------------------


def find_places(text: str, start: int = 0, end: int | None = None) -> tuple[PlaceHit, ...]:
    """The words in `text[start:end]` that name a place, by start; offsets are those of `text`.

    What stands outside `start` and `end` is used only to read names with several meanings. "Alexandria,
    Virginia" is two hits, and the first takes the country of the second. No two hits overlap: the longer
    name wins.
    """
    words = plain(text)
    named = (_of_side(words, hit) for hit in find_sides(text, start, end) if not _LEADS.match(words, hit.end))
    lands = [hit for hit in named if hit is not None]
    starts = {hit.start: hit for hit in lands if hit.form in {PlaceForm.COUNTRY, PlaceForm.REGION}}
    found = list(lands)
    for at, after, _, place in _phrases().find(words, start, end):
        if place is None:
            continue
        comma = _OF_COUNTRY.match(words, after)
        land = starts.get(comma.end()) if comma else None
        if land is not None and place.form is PlaceForm.CITY:
            found.append(PlaceHit(at, after, place.name, land.country, place.city, place.form))
        elif _fits(words, at, after, place.use):
            found.append(PlaceHit(at, after, place.name, place.country, place.city, place.form))
    found += _unknown_towns(words, starts)
    return _apart(found)


def _of_side(words: str, hit: SideHit) -> PlaceHit | None:
    """The place that a side's name, capital or "the Chinese capital" is; None for other words."""
    known = side(hit.code)
    if known is None or known.kind in {SideKind.ORGANISATION, SideKind.MOVEMENT, SideKind.PARTY}:
        return None
    country = _country(known)
    if hit.form is Form.CAPITAL:
        _, city = _capitals()[hit.entry]
        return PlaceHit(hit.start, hit.end, city, country, city, PlaceForm.CAPITAL)
    if hit.entry in known.demonyms:
        if (known.capitals or hit.code in _BY_LAW) and (capital := _CAPITAL.match(words, hit.end)):
            city = _BY_LAW.get(hit.code) or _capitals()[known.capitals[0]][1]
            return PlaceHit(hit.start, capital.end(), city, country, city, PlaceForm.CITY)
        if soil := _SOIL.match(words, hit.end):
            return PlaceHit(hit.start, soil.end(), known.names[0], country, None, PlaceForm.REGION)
        return None
    if hit.form is Form.SUBDIVISION and hit.entry in known.names:
        return PlaceHit(hit.start, hit.end, known.names[0], country, None, PlaceForm.REGION)
    if hit.form is Form.SUBDIVISION:
        return PlaceHit(hit.start, hit.end, hit.entry, country, None, PlaceForm.REGION)  # by a guard: "Georgia"
    if hit.form is Form.NAME and len(country) == len("US"):
        return PlaceHit(hit.start, hit.end, known.names[0], country, None, PlaceForm.COUNTRY)
    return None


def _fits(words: str, start: int, end: int, use: _Use) -> bool:
    """Whether the words around a name give the context that it needs."""
    if use is _Use.FREE:
        return True
    if _OTHER_NAME.match(words, end):
        return False
    return _AFTER[use].search(words[max(0, start - _CONTEXT) : start]) is not None


def _unknown_towns(words: str, lands: dict[int, PlaceHit]) -> Iterator[PlaceHit]:
    """Towns that no table has, told by the country or state after them."""
    for at, land in lands.items():
        before = max(0, at - 2 * _CONTEXT)
        if _GOES_ON.match(words, land.end):
            continue
        if town := _UNKNOWN_TOWN.search(words[before:at]):
            start, end = before + town.start(1), before + town.end(1)
            yield PlaceHit(start, end, town[1], land.country, town[1], PlaceForm.CITY)


def _apart(found: list[PlaceHit]) -> tuple[PlaceHit, ...]:
    """The hits by start, without those that overlap a longer one."""
    kept: list[PlaceHit] = []
    for hit in sorted(found, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return tuple(kept)
