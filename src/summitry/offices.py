"""Who held which office when: the built-in table of office holders.

The reviewed source is `lexicons/offices/*.yaml`, whose headers define every field. Reading it
takes most of a second, so `python -m summitry.offices` checks it and writes the compact
`lexicons/offices.json`, which is what the program loads. Call it after each change of the table;
a test says when it was forgotten.

An office is held over a half-open interval: the day of `until` is the successor's. A date of the
table may be a year or a month. Then questions are answered generously: who took office some time
in 2009 may have held it all 2009.

    >>> [person.name for person in holder("US", "the secretary of state", "2023-06")]
    ['Antony Blinken']
    >>> same_office("top diplomat", "minister of foreign affairs")
    True

Every question is asked of a `Table`: the built-in one, or one that `widened` made of it with the people
that somebody imported (`actors.py`).
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitry import dates, lexicon
from summitry.errors import LexiconError
from summitry.model import digest
from summitry.names import name_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RULE = "office-table:"  # with a person's id: the rule of a claim that the table makes

_TABLE = "offices.json"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_FIELDS = {"id", "name", "gender", "surname", "held"}
_OPTIONAL = {"aka"}
_HELD_FIELDS = {"office", "side", "since"}
_HELD_OPTIONAL = {"until"}

# Letters that Unicode does not decompose into a plain letter and a mark.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ə": "a", "æ": "ae", "œ": "oe", "þ": "th"})

_APOSTROPHE = re.compile(r"['’‘ʻʿ`]")
_NO_WORD = re.compile(r"[^\w\s]")
_PARTICLES = re.compile(r"^(?:(?:de|da|di|la|le|van|von|der|den|zu|al|el|bin|ben)\s)+")  # often left out of a surname

# "The leader" of these sides is the head of government: the president or the monarch represents.
_GOVERNMENT_LEADS = frozenset(
    re.findall(
        r"\w+",
        "AL AT AU BB BD BE BG BS BZ CA CZ DE DK EE ES ET FI FJ GB GL GR HR HU IE IL IN IS IT JM JP KH LS LU LV ME MK "
        "MT MU MY NL NO NP NZ PG PT SB SE SG SI SK TH TT VU WS XK",
    )
)
# Power moved between the two offices of these sides, or is shared: "the leader" may be either.
_EITHER_LEADS = frozenset(re.findall(r"\w+", "AM GE IQ KG KW LB LI LK LT MD MM MN PK PL PS RO SO TN TR UA"))
_HEADS_OF_GOVERNMENT = frozenset({"prime minister", "leader"})
_HEADS_OF_STATE = frozenset({"president", "monarch", "pope", "leader"})

# Here the foreign secretary is the first civil servant under the foreign minister, elsewhere the minister.
_CIVIL_FOREIGN_SECRETARY = frozenset({"BD", "BT", "IN", "LK", "MV", "NP", "PK"})

# Offices by which news call somebody who has several, as keys of `office_keys`; the first goes before the others.
_FOREMOST = (
    *("monarch", "pope", "president", "leader", "prime minister", "counsellor state", "crown prince"),
    *("deputy president", "foreign minister", "secretary-general", "deputy prime minister", "party leader"),
)

# What stands before or behind an office and makes another one of it.
_RANK = re.compile(r"(?:\b(?:first|deputy|vice|under|assistant|former|ex|shadow|incoming|next)\s)+$")
_ELECT = re.compile(r"^\s*(?:elect|designate)\b")
_SAME_RANK = {"vice": "deputy", "ex": "former", "incoming": "elect", "next": "elect", "first": "deputy"}
_SMALL_WORDS = re.compile(r"\b(?:the|a|an|of|for|and|its|his|her|their|acting|interim|caretaker|then|current|s)\b")


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held by one person: `since` included, `until` excluded, `None` while it lasts."""

    person_id: str
    name: str
    office: str
    side: str  # ISO 3166-1 alpha-2, or an organisation's short name
    since: str  # EDTF: a day, a month or a year
    until: str | None

    @property
    def first(self) -> date:
        """The first day on which the office can have been held."""
        return _days(self.since).first

    @property
    def last(self) -> date:
        """The last day on which the office can have been held; `date.max` while it lasts."""
        if self.until is None:
            return date.max
        days = _days(self.until)
        return days.last - timedelta(days=1) if days.days == 1 else days.last

    def throughout(self, days: dates.Interval) -> bool:
        """Whether the office was surely held on all of some days."""
        ended = None if self.until is None else _days(self.until).first
        return _days(self.since).last <= days.first and (ended is None or days.last < ended)

    def holds(self, when: str | None) -> bool:
        """Whether the office can have been held on some day of an EDTF date; unknown never excludes."""
        days = dates.interval(when)
        return days is None or (self.first <= days.last and days.first <= self.last)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person of the table. `aka` are other spellings; `gender` is "m" or "f", None where nobody told."""

    id: str
    name: str
    aka: tuple[str, ...]
    surname: str | None
    gender: str | None
    tenures: tuple[Tenure, ...]  # by since

    @property
    def sides(self) -> frozenset[str]:
        """The sides for which some office was held."""
        return frozenset(t.side for t in self.tenures)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """People by the names they can be called and by the sides they held offices of."""

    people: tuple[PersonFacts, ...]  # by id
    by_name: Mapping[str, tuple[PersonFacts, ...]]  # by `_name_key`
    by_side: Mapping[str, tuple[tuple[Tenure, PersonFacts], ...]]  # by since


def _days(value: str) -> dates.Interval:
    days = dates.interval(value)
    if days is None:
        raise ValueError(f"{value!r} is no date")
    return days


# --- questions ------------------------------------------------------------------------------


def people_named(name: str, *, table: Table | None = None) -> tuple[PersonFacts, ...]:
    """Everybody who can be called so: full name, other spelling, either name order, surname alone.

    Accents, case, hyphens, middle names and initials do not matter. Empty for a name not in the table
    (the built-in one, if none is given); several people for a surname they share.
    """
    return (table or built_in()).by_name.get(_name_key(name), ())


def held_at(person: PersonFacts, date: str | None) -> tuple[Tenure, ...]:
    """The offices a person can have held on some day of an EDTF date, by `since`; for `None` all of them."""
    return tuple(t for t in person.tenures if t.holds(date))


def foremost(held: Iterable[Tenure], when: str | None) -> Tenure | None:
    """Of the offices that one person can have held on an EDTF date, that by which news call him or her.

    Those held on all days of the date go before those held on some; then the highest, then the one held for
    the shortest time. None where the date spans a change from one office to another, and where there is none.
    """
    fitting = [t for t in held if t.holds(when)]
    days = dates.interval(when)
    whole = [t for t in fitting if days and t.throughout(days)]
    if not whole and len(fitting) > 1:
        return None
    return min(whole or fitting, key=lambda t: (_rank(t), -t.first.toordinal()), default=None)


def _rank(tenure: Tenure) -> int:
    keys = office_keys(tenure.office, side=tenure.side)
    return next((n for n, key in enumerate(_FOREMOST) if key in keys), len(_FOREMOST))


def holder(side: str, office_words: str, date: str | None, *, table: Table | None = None) -> tuple[PersonFacts, ...]:
    """Who can have held an office of a side on some day of an EDTF date, by `since`.

    Several people where the date spans a change, for `None` everybody who held it. "The leader" is
    the head of state or of government, whichever leads that side. Empty where the table knows nobody.
    """
    keys = office_keys(office_words, side=side)
    if "leader" in keys:
        keys = _leader_keys(side)
    held = (table or built_in()).by_side.get(side, ())
    found = (p for t, p in held if t.holds(date) and keys & office_keys(t.office, side=side))
    return tuple({p.id: p for p in found}.values())


def leads(side: str, office_words: str) -> bool:
    """Whether an office is one whose holder news call "the leader" of a side: no king where another leads."""
    return not _leader_keys(side).isdisjoint(office_keys(office_words, side=side))


def span_of(person: PersonFacts, office_words: str) -> tuple[tuple[str, str | None], ...]:
    """First and last day (ISO) of each time a person can have held an office; the last is `None` while it lasts.

    A story that calls somebody by an office was written in one of these times, give or take the days
    of a hand-over. Empty where the table does not know that the person held it.
    """
    found = (t for t in person.tenures if same_office(office_words, t.office, side=t.side))
    return tuple((t.first.isoformat(), None if t.until is None else t.last.isoformat()) for t in found)


def same_office(a: str, b: str, *, side: str | None = None) -> bool:
    """Whether two wordings can mean one office of one side ("FM", "minister of foreign affairs").

    With the side known, words that mean another office there are told apart ("foreign secretary" of India).
    """
    return not office_keys(a, side=side).isdisjoint(office_keys(b, side=side))


# What ministers are called in states that call them otherwise.
_OWN_TITLES = {
    "US": {
        "foreign minister": "Secretary of State",
        "defence minister": "Secretary of Defense",
        "finance minister": "Treasury Secretary",
    },
    "GB": {
        "foreign minister": "Foreign Secretary",
        "defence minister": "Defence Secretary",
        "interior minister": "Home Secretary",
    },
}


def of_counterpart(words: str, side: str | None) -> str:
    """What the counterpart of an office is called on another side: that of a Secretary of State is a foreign minister.

    Words that name no minister, or a minister as most states do, are left as they are.
    """
    keys = office_keys(words, side=side)  # a foreign secretary's in India is one, a civil servant
    (key,) = keys if len(keys) == 1 else ("",)
    if side in _OWN_TITLES and key in _OWN_TITLES[side]:
        return _OWN_TITLES[side][key]
    own = any(key in titles for titles in _OWN_TITLES.values())
    return key if own and "minister" not in words.lower() else words


@lru_cache(maxsize=4096)
def office_keys(words: str, *, side: str | None = None) -> frozenset[str]:
    """The offices that words name, as keys to compare; see `lexicons/office_kinds.yaml`.

    Two for "state councillor and foreign minister". A rank stays part of the key ("deputy foreign
    minister", "elect president"). Words of no known kind are their own key, in any order, small words left out.
    """
    rest = fold(words).replace("advisor", "adviser").replace("defense", "defence").replace("councilor", "councillor")
    keys = set()
    for kind in lexicon.patterns("office_kinds"):
        while match := kind.pattern.search(rest):
            before, after = rest[: match.start()], rest[match.end() :]
            rank = _RANK.search(before)
            marks = {_SAME_RANK.get(word, word) for word in rank[0].split()} if rank else set()
            if elect := _ELECT.search(after):
                marks.add("elect")
            is_minister = kind.label == "foreign secretary" and side not in _CIVIL_FOREIGN_SECRETARY
            keys.add(" ".join((*sorted(marks), "foreign minister" if is_minister else kind.label)))
            rest = f"{before[: rank.start()] if rank else before} | {after[elect.end() :] if elect else after}"
    if not keys:
        keys.add(" ".join(sorted(_SMALL_WORDS.sub(" ", rest).split())))
    return frozenset(keys)


def _leader_keys(side: str) -> frozenset[str]:
    if side in _GOVERNMENT_LEADS:
        return _HEADS_OF_GOVERNMENT
    return _HEADS_OF_STATE | _HEADS_OF_GOVERNMENT if side in _EITHER_LEADS else _HEADS_OF_STATE


# --- names ----------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Lower case without accents; hyphens and full stops become spaces, apostrophes go."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_PLAIN))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_NO_WORD.sub(" ", _APOSTROPHE.sub("", plain)).split())


def _name_key(name: str) -> str:
    """A name folded, its initials left out unless nothing else is left."""
    words = fold(name).split()
    return " ".join([w for w in words if len(w) > 1] or words)


def _surname_keys(person: PersonFacts) -> set[str]:
    if person.surname is None:
        return set()
    family = _name_key(person.surname)
    return {family, _PARTICLES.sub("", family)}


def _full_name_keys(person: PersonFacts) -> set[str]:
    keys = set()
    family = _name_key(person.surname) if person.surname else None
    for form in (person.name, *person.aka):
        key = _name_key(form)
        keys.add(key)
        if family is None:
            continue
        # Both name orders are in use for East Asian and Hungarian names; second names are often left out.
        if key.endswith(f" {family}"):
            given = key.removesuffix(f" {family}")
            keys |= {f"{family} {given}", f"{given.split()[0]} {family}"}
        elif key.startswith(f"{family} "):
            keys.add(f"{key.removeprefix(f'{family} ')} {family}")
    return keys


# --- the table ------------------------------------------------------------------------------


@cache
def people() -> tuple[PersonFacts, ...]:
    """Everybody in the built-in table, by id."""
    text = files("summitry").joinpath("lexicons", _TABLE).read_text(encoding="utf-8")
    return tuple(
        PersonFacts(id_, name, tuple(aka), surname, gender, tuple(Tenure(id_, name, *held) for held in tenures))
        for id_, name, aka, surname, gender, tenures in json.loads(text)
    )


@cache
def built_in() -> Table:
    """The built-in table."""
    return _indexed(people(), {})


def person_id(name: str, side: str | None) -> str:
    """The id of somebody whom the built-in table does not know: the name's words, and a hash of the side."""
    return f"{'-'.join(name_words(name))}-{digest(side or '?', length=4)}"


def widened(more: Iterable[PersonFacts]) -> Table:
    """The built-in table with more people.

    Somebody of the same name and a common side is the same person: the entry is the built-in one with the
    new spellings and offices. A surname alone means the people of the built-in table, where it means any of
    them: a long list of officials must not make "Merkel" doubtful.
    """
    known = built_in()
    changed: dict[str, PersonFacts] = {}
    added: dict[str, PersonFacts] = {}
    for person in more:
        same = same_person(person)
        if same is None:
            added[person.id] = person
        else:
            changed[same.id] = _joined(changed.get(same.id, same), person)
    return _indexed(tuple(changed.get(p.id, p) for p in known.people), added) if changed or added else known


def same_person(person: PersonFacts) -> PersonFacts | None:
    """The one of the built-in table who has a full name and a side in common; None where nobody has, or several."""
    known = built_in()
    found = {p.id: p for key in _full_name_keys(person) if " " in key for p in known.by_name.get(key, ())}
    same = [p for p in found.values() if p.sides & person.sides]
    return same[0] if len(same) == 1 else None


def _joined(known: PersonFacts, person: PersonFacts) -> PersonFacts:
    """One entry of two: all spellings; of one office in one time, the built-in dates."""
    names = dict.fromkeys((*known.aka, person.name, *person.aka))
    new = [t for t in person.tenures if not any(_same_tenure(t, k) for k in known.tenures)]
    tenures = (*known.tenures, *(replace(t, person_id=known.id, name=known.name) for t in new))
    return replace(
        known,
        aka=tuple(n for n in names if n != known.name),
        tenures=tuple(sorted(tenures, key=lambda t: t.since)),
    )


def _same_tenure(a: Tenure, b: Tenure) -> bool:
    return a.side == b.side and same_office(a.office, b.office, side=a.side) and a.first <= b.last and b.first <= a.last


def _indexed(known: tuple[PersonFacts, ...], added: Mapping[str, PersonFacts]) -> Table:
    by_name: defaultdict[str, dict[str, PersonFacts]] = defaultdict(dict)
    for person in known:
        for key in _surname_keys(person) | _full_name_keys(person):
            by_name[key][person.id] = person
    borne = frozenset(by_name)
    for person in added.values():
        full = _full_name_keys(person)
        lone = {key for key in full if " " not in key} | _surname_keys(person)
        for key in full - lone | (lone - borne):
            by_name[key][person.id] = person
    everybody = tuple(sorted((*known, *added.values()), key=lambda p: p.id)) if added else known
    by_side: defaultdict[str, list[tuple[Tenure, PersonFacts]]] = defaultdict(list)
    for person in everybody:
        for tenure in person.tenures:
            by_side[tenure.side].append((tenure, person))
    return Table(
        everybody,
        {key: tuple(found.values()) for key, found in by_name.items()},
        {side: tuple(sorted(held, key=lambda h: (h[0].since, h[1].id))) for side, held in by_side.items()},
    )


# --- from the reviewed files to the table ---------------------------------------------------


def read_sources() -> tuple[PersonFacts, ...]:
    """Everybody in `lexicons/offices/*.yaml`, by id.

    Raises:
        LexiconError: for an entry with a missing or unknown field, a second id or a bad date; names file and entry.
    """
    found: dict[str, PersonFacts] = {}
    folder = files("summitry").joinpath("lexicons", "offices")
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml")):
        for n, entry in enumerate(lexicon.read_yaml(f"offices/{name}") or (), 1):
            where = f"lexicons/offices/{name}, entry {n} ({entry.get('id')})"
            person = _person(entry, where=where)
            if person.id in found:
                raise LexiconError(f"{where}: the id stands twice; put all offices of a person into one entry")
            found[person.id] = person
    return tuple(found[id_] for id_ in sorted(found))


def _person(entry: dict[str, Any], *, where: str) -> PersonFacts:
    _check_fields(entry, _FIELDS, _OPTIONAL, where=where)
    if not _SLUG.fullmatch(entry["id"]):
        raise LexiconError(f"{where}: an id is lower case letters, digits and hyphens")
    if entry["gender"] not in ("m", "f"):
        raise LexiconError(f"{where}: gender is m or f")
    tenures = tuple(_tenure(held, entry, where=where) for held in entry["held"])
    aka = tuple(str(form) for form in entry.get("aka", ()))
    return PersonFacts(
        entry["id"],
        entry["name"],
        aka,
        entry["surname"],
        entry["gender"],
        tuple(sorted(tenures, key=lambda t: t.since)),
    )


def _tenure(held: dict[str, Any], entry: dict[str, Any], *, where: str) -> Tenure:
    _check_fields(held, _HELD_FIELDS, _HELD_OPTIONAL, where=where)
    if not isinstance(held["side"], str):
        raise LexiconError(f'{where}: side {held["side"]} is no text; YAML wants Norway as "NO"')
    since, until = str(held["since"]), str(held["until"]) if "until" in held else None
    for value in filter(None, (since, until)):
        if not _DATE.fullmatch(value):
            raise LexiconError(f"{where}: {value} is no date; write 2021-01-26, 2021-01 or 2021")
        try:
            _days(value)
        except ValueError as error:
            raise LexiconError(f"{where}: {error}") from error
    if until is not None and _days(until).last <= _days(since).first:
        raise LexiconError(f"{where}: {held['office']} ends ({until}) before it begins ({since})")
    return Tenure(entry["id"], entry["name"], held["office"], held["side"], since, until)


def _check_fields(entry: dict[str, Any], wanted: set[str], optional: set[str], *, where: str) -> None:
    if missing := wanted - set(entry):
        raise LexiconError(f"{where}: no {', '.join(sorted(missing))}")
    if unknown := set(entry) - wanted - optional:
        raise LexiconError(f"{where}: unknown field {', '.join(sorted(map(str, unknown)))}")


def table(persons: tuple[PersonFacts, ...]) -> str:
    """The text of `lexicons/offices.json`: a person a line, so that a change reads well in a diff."""
    rows = (
        [p.id, p.name, p.aka, p.surname, p.gender, [[t.office, t.side, t.since, t.until] for t in p.tenures]]
        for p in persons
    )
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def main() -> None:
    """Check the reviewed files and write the table."""
    persons = read_sources()
    Path(__file__).with_name("lexicons").joinpath(_TABLE).write_text(table(persons), encoding="utf-8")
    sys.stdout.write(f"{len(persons)} people, {sum(len(p.tenures) for p in persons)} offices\n")


if __name__ == "__main__":
    main()
