"""Subjects: one name for what stories tell in many words, from a small published scheme.

"Fentanyl trafficking", "the opioid crisis" and "a fentanyl drug epidemic" are one subject. A subject is derived from
words when asked and never kept, as event codes are: what is recorded are the story's own words. The scheme stands in
`lexicons/subjects.yaml` and is published as `docs/subjects.md`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from summitry.errors import LexiconError
from summitry.facts import SideKind, sides
from summitry.lexicon import read_yaml
from summitry.names import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias

    _WordSet: TypeAlias = tuple[frozenset[str], tuple[str, ...]]  # words, and beginnings of words

_FILE = "lexicons/subjects.yaml"
_FIELDS = {"id", "name", "broader", "contexts", "about", "words", "alone", "places", "example", "not"}
_NEEDED = {"id", "name", "contexts", "about", "example", "not"}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_GAP = 3  # words that ".." in a name may stand for
_BESIDE = 2  # words between a place and what makes it a subject
_COUNTRIES = {SideKind.STATE, SideKind.TERRITORY, SideKind.FORMER}  # their names tell no subject by themselves
_KEY = 3  # letters by which names are looked up


@dataclass(frozen=True, slots=True)
class Subject:
    """A diplomatic subject of the scheme."""

    id: str
    name: str
    about: str  # its definition
    broader: str | None  # the id of the subject that it is part of
    contexts: tuple[str, ...]  # of PLOVER


@dataclass(frozen=True, slots=True)
class Entry:
    """A subject with the names that stories have for it, and texts that show what is meant."""

    subject: Subject
    words: tuple[str, ...]
    alone: tuple[str, ...]
    places: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def subjects() -> tuple[Subject, ...]:
    """The scheme, in the order of the lexicon."""
    return tuple(entry.subject for entry in entries())


def in_order() -> tuple[Subject, ...]:
    """The scheme, each subject followed by those that are part of it."""

    def parts(of: str | None) -> Iterator[Subject]:
        for one in (s for s in subjects() if s.broader == of):
            yield one
            yield from parts(one.id)

    return tuple(parts(None))


def subject(id_or_name: str) -> Subject | None:
    """The subject with this id or name, in any case; None where there is none."""
    return _by_name().get(words(id_or_name))


def broader(one: Subject) -> tuple[Subject, ...]:
    """What a subject is part of, the nearest first."""
    above = subject(one.broader) if one.broader else None
    return (above, *broader(above)) if above else ()


def falls_under(one: Subject, wanted: Subject) -> bool:
    """Whether a subject is the wanted one or a narrower one."""
    return one == wanted or wanted in broader(one)


@lru_cache(maxsize=16384)
def subjects_of(text: str) -> tuple[Subject, ...]:
    """The subjects of a topic phrase or a sentence: the most specific first, then as told; none where none is named.

    A broader subject is left out where a narrower one of its own is named, and a name inside a longer one tells nothing
    of its own: "oil spill" is no oil.
    """
    told = words(text)
    hits = tuple(_hits(told, alone=False)) or tuple(_hits(told, alone=True))
    first: dict[Subject, int] = {}
    for hit in sorted(hits, key=lambda h: h.start):
        if not any(hit.is_inside(other) for other in hits):
            first.setdefault(hit.subject, hit.start)
    implied = {above for one in first for above in broader(one)}
    found = (one for one in first if one not in implied)
    return tuple(sorted(found, key=lambda one: (-len(broader(one)), first[one])))


def named_in(text: str, start: int, end: int) -> tuple[tuple[int, int, Subject], ...]:
    """Where in `text[start:end]` a subject is named, wide words left out: start, end and subject, by start."""
    told: list[str] = []
    at: list[tuple[int, int]] = []  # of each word
    for match in _WORD.finditer(text, start, end):
        for word in words(match[0]):
            told.append(word)
            at.append(match.span())
    hits = tuple(_hits(tuple(told), alone=False))
    outer = (hit for hit in hits if not any(hit.is_inside(other) for other in hits))
    found = {(at[hit.start][0], at[hit.end - 1][1], hit.subject) for hit in outer}
    return tuple(sorted(found, key=lambda one: (one[0], one[1], one[2].id)))


def of_topics(topics: Iterable[str]) -> tuple[Subject, ...]:
    """The subjects of several topics, each once, in the order of the topics."""
    return tuple(dict.fromkeys(one for topic in topics for one in subjects_of(topic)))


def contexts_of(topics: Iterable[str]) -> tuple[str, ...]:
    """PLOVER's contexts of several topics, each once."""
    return tuple(dict.fromkeys(context for one in of_topics(topics) for context in one.contexts))


def counted(topics: Iterable[Iterable[str]]) -> Mapping[Subject, int]:
    """How many contacts are on each subject of the scheme, narrower ones included, by the topics of each contact."""
    counts = dict.fromkeys(subjects(), 0)
    for of_one in topics:
        named = of_topics(of_one)
        for one in {above for each in named for above in (each, *broader(each))}:
            counts[one] += 1
    return counts


# --- names in a text ------------------------------------------------------------------------


class _Kind(StrEnum):
    """How a name counts; the lexicon's header tells it."""

    WORDS = "words"
    ALONE = "alone"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as a row of words; None stands for a gap."""

    subject: Subject
    parts: tuple[str | None, ...]
    kind: _Kind

    def end(self, told: tuple[str, ...], start: int) -> int | None:
        """Where the name ends that starts here; None where it does not stand here."""
        at, gap = start, 0
        for part in self.parts:
            if part is None:
                gap = _GAP
                continue
            at_part = next((n for n in range(at, min(at + gap + 1, len(told))) if _is(told[n], part)), None)
            if at_part is None:
                return None
            at, gap = at_part + 1, 0
        return at


@dataclass(frozen=True, slots=True)
class _Hit:
    """Words that name a subject: from `start` to before `end`."""

    subject: Subject
    start: int
    end: int

    def is_inside(self, other: _Hit) -> bool:
        return other.start <= self.start and self.end <= other.end and self.end - self.start < other.end - other.start


def _is(word: str, part: str) -> bool:
    if part.endswith("*"):
        return word.startswith(part[:-1])
    return word == part or (word == f"{part}s" and len(part) > 2)


def _hits(told: tuple[str, ...], *, alone: bool) -> Iterator[_Hit]:
    """The names in a row of words; of those that count alone only, or of all others."""
    index, empty, beside = _names()
    for start, word in enumerate(told):
        for name in index.get(word[:_KEY], ()):
            if (name.kind is _Kind.ALONE) is not alone or (end := name.end(told, start)) is None:
                continue
            rest = (*told[:start], *told[end:])
            near = (*told[max(0, start - _BESIDE - 1) : start], *told[end : end + _BESIDE + 1])
            if (
                name.kind is _Kind.WORDS
                or all(_one_of(w, empty) for w in rest)
                or (name.kind is _Kind.PLACES and any(_one_of(w, beside) for w in near))
            ):
                yield _Hit(name.subject, start, end)


def _one_of(word: str, wanted: _WordSet) -> bool:
    whole, beginnings = wanted
    return word in whole or (word.endswith("s") and word[:-1] in whole) or word.startswith(beginnings)


# --- the lexicon ----------------------------------------------------------------------------


@cache
def entries() -> tuple[Entry, ...]:
    """The scheme with its words.

    Raises:
        LexiconError: for an entry with a missing or unknown field, a second id or name, or a broader subject that is
            not there.
    """
    found: dict[str, Entry] = {}
    for n, entry in enumerate(read_yaml("subjects.yaml")["subjects"], 1):
        where = f"{_FILE}, entry {n} ({entry.get('id')})"
        if unknown := set(entry) - _FIELDS:
            raise LexiconError(f"{where}: unknown field {', '.join(sorted(unknown))}")
        if missing := _NEEDED - set(entry):
            raise LexiconError(f"{where}: no {', '.join(sorted(missing))}")
        if not set(entry) & {"words", "alone", "places"}:
            raise LexiconError(f"{where}: nothing names it")
        if entry["id"] in found:
            raise LexiconError(f"{where}: the id stands twice")
        one = Subject(entry["id"], entry["name"], entry["about"], entry.get("broader"), tuple(entry["contexts"]))
        told = (_texts(entry.get(field)) for field in ("words", "alone", "places", "example", "not"))
        found[one.id] = Entry(one, *told)
    for entry in found.values():
        above = entry.subject.broader
        if above is not None and (above not in found or above == entry.subject.id):
            raise LexiconError(f"{_FILE} ({entry.subject.id}): no broader subject {above}")
    return tuple(found.values())


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)


@cache
def _by_name() -> Mapping[tuple[str, ...], Subject]:
    found: dict[tuple[str, ...], Subject] = {}
    for one in subjects():
        for name in (one.id, one.name):
            if found.setdefault(words(name), one) != one:
                raise LexiconError(f"{_FILE} ({one.id}): another subject is called {name}")
    return found


@cache
def _names() -> tuple[Mapping[str, tuple[_Name, ...]], _WordSet, _WordSet]:
    """Names by the first letters of their first word, the words that tell no subject, and those beside places."""
    index: dict[str, list[_Name]] = {}
    for entry in entries():
        for kind, names in ((_Kind.WORDS, entry.words), (_Kind.ALONE, entry.alone), (_Kind.PLACES, entry.places)):
            for name in names:
                parts = tuple(_parts(name))
                first = parts[0] if parts else None
                if first is None or (len(first) <= _KEY and first.endswith("*")):
                    raise LexiconError(f'{_FILE} ({entry.subject.id}): "{name}" does not begin with a word')
                index.setdefault(first.rstrip("*")[:_KEY], []).append(_Name(entry.subject, parts, kind))
    head = read_yaml("subjects.yaml")
    empty, beginnings = _word_set(head["empty"])
    countries = {w for one in sides() if one.kind in _COUNTRIES for n in (*one.names, *one.demonyms) for w in words(n)}
    told = {key: tuple(names) for key, names in index.items()}
    return told, (empty | countries, beginnings), _word_set(head["beside"])


def _parts(name: str) -> Iterator[str | None]:
    for part in name.split():
        if part == "..":
            yield None
        else:
            star = "*" if part.endswith("*") else ""
            folded = words(part.rstrip("*"))
            yield from folded[:-1]
            if folded:
                yield folded[-1] + star


def _word_set(told: str) -> _WordSet:
    parts = told.split()
    return frozenset(p for p in parts if not p.endswith("*")), tuple(p[:-1] for p in parts if p.endswith("*"))
