"""Questions in plain words as filters: "Wang Yi in Moscow since 2023", "US China calls planned".

Rules read a question part by part: quoted words, times, topics, places, kinds and statuses, people, sides. Each part of
the filter keeps the words that gave it, so that all that was understood can be shown and taken back. Words that no rule
takes are looked for in the sources as they are. A filter has room for one person, kind, status and so on: another
person, topic or place is looked for as words, another kind or time is told as not asked.

The words of kinds, statuses and the like, and those that lead to a place, a topic or a time, are in
`lexicons/questions.yaml`; sides, places, gatherings, times and subjects are those that stories are read by.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from summitry import dates, facts, offices, subjects
from summitry.lexicon import Pattern, patterns
from summitry.model import Kind, Status
from summitry.names import words
from summitry.query import Filter
from summitry.ranks import Rank
from summitry.timex.expressions import Form
from summitry.timex.finding import find
from summitry.timex.moments import Tense
from summitry.timex.resolving import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.record import Record

IsPerson: TypeAlias = Callable[[str], bool]

_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]+)[\"“”»]")
_WORD = re.compile(r"(?<![^\W_])(?<!\w['’])[^\W_](?:(?:(?!['’]s\b)[\w'’.-])*(?!['’]s\b)\w)?")  # without its "'s"
_LETTERS = re.compile(r"[^\W_]+")
_ISO = re.compile(r"(?<![\w-])\d{4}-\d\d(?:-\d\d)?(?:/\d{4}(?:-\d\d){0,2})?(?![\w-])|(?<![\w-])\d{3}X(?!\w)")
_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_PAIR = re.compile(r"\b([A-Z]{2})([-–—/])([A-Z]{2})\b")
_ARTICLE = re.compile(r"(?:the |an? )?", re.IGNORECASE)
_NAME_WORDS = 4  # of a person, at most
_SIDES = 3  # that a filter has room for
_SHORT = 5  # letters of an acronym that is typed small: "us", "nato"
_JOINS = re.compile(r"[\s,]*")


class Asked(StrEnum):
    """What a part of a question asks for."""

    SIDE = "side"
    PERSON = "person"
    WHEN = "when"
    SINCE = "since"
    UNTIL = "until"
    KIND = "kind"
    STATUS = "status"
    RANK = "rank"
    TOPIC = "topic"
    PLACE = "place"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a question, `question[start:end]`, and what they ask for."""

    asks: Asked
    value: str  # as a filter takes it: a code, a name, EDTF
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood, part by part in the order of its words."""

    question: str
    parts: tuple[Part, ...]
    wanted: Filter
    passed: tuple[str, ...] = ()  # words that ask for nothing: "the", "who"
    unasked: tuple[str, ...] = ()  # words that ask for another kind, time or side than can be asked for together

    def without(self, part: Part) -> str:
        """The question without one of its parts."""
        return _tidy(f"{self.question[: part.start]} {self.question[part.end :]}")

    def as_words(self, part: Part) -> str:
        """The question with one of its parts in quotation marks: it is then looked for in the sources."""
        words = part.words.replace('"', "")
        return _tidy(f'{self.question[: part.start]} "{words}" {self.question[part.end :]}')


def understood(question: str, *, today: date, is_person: IsPerson | None = None) -> Understood:
    """What a question asks for.

    Args:
        question: in plain words.
        today: from which "last month" counts.
        is_person: whether a name is known as somebody's, beside the table of offices; see `known_to`.
    """
    asked = " ".join(question.split())
    reading = _Reading(asked, _cased(asked))
    for read in (_quoted, _iso_times, _times, _topics, _kinds, _places, _gatherings):
        read(reading, today)
    _people(reading, is_person, least=2)
    _sides(reading, today)
    _towns(reading, today)
    _people(reading, is_person, least=1)
    _subjects(reading, today)
    _rest(reading)
    parts = tuple(sorted(reading.parts, key=lambda p: p.start))
    return Understood(asked, parts, _filter(parts), tuple(reading.passed), tuple(reading.unasked))


def known_to(record: Record) -> IsPerson:
    """Tells whether somebody of a name takes part in a contact of the record."""
    return lambda name: bool(record.entries(Filter(person=name)))


# --- reading --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    """A question while it is read: what was found, and which of its characters are taken."""

    text: str
    cased: str  # of the same length, with capitals where all is small
    parts: list[Part] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def is_free(self, start: int, end: int) -> bool:
        return start < end and not any(a < end and start < b for a, b in self.spans)

    def take(self, start: int, end: int) -> None:
        self.spans.append((start, end))

    def free_until(self, start: int) -> int:
        """Where the first taken stretch from here on begins."""
        return min((a for a, _ in self.spans if a >= start), default=len(self.text))

    def add(self, asks: Asked, value: str, start: int, end: int) -> None:
        """Note what some words ask for. What a filter has no room for is looked for as words, or told as not asked."""
        if not self.is_free(start, end):
            return
        words = self.text[start:end]
        mine = [p for p in self.parts if p.asks is asks]
        if any(p.value == value for p in mine):
            self.take(start, end)
            self.passed.append(words)
            return
        if _room(asks, self.parts):
            self.take(start, end)
            self.parts.append(Part(asks, value, words, start, end))
        elif asks not in _AS_WORDS:
            self.take(start, end)
            self.unasked.append(words)


_TIMES = {Asked.WHEN: {Asked.SINCE, Asked.UNTIL}, Asked.SINCE: {Asked.WHEN}, Asked.UNTIL: {Asked.WHEN}}
_AS_WORDS = {Asked.PERSON, Asked.TOPIC, Asked.PLACE}  # of which another one is left to be looked for as words


def _room(asks: Asked, parts: Iterable[Part]) -> bool:
    told = [p.asks for p in parts]
    if asks is Asked.WORDS:
        return True
    if asks is Asked.SIDE:
        return told.count(asks) < _SIDES
    return asks not in told and not _TIMES.get(asks, set()) & set(told)


def _filter(parts: Iterable[Part]) -> Filter:
    told: dict[Asked, list[str]] = {}
    for part in parts:
        told.setdefault(part.asks, []).append(part.value)
    one = {asks: values[0] for asks, values in told.items()}
    sides = told.get(Asked.SIDE, [])
    return Filter(
        side=sides[0] if len(sides) == 1 else sides[2] if len(sides) == _SIDES else None,
        between=(sides[0], sides[1]) if len(sides) > 1 else None,
        person=one.get(Asked.PERSON),
        since=one.get(Asked.SINCE, one.get(Asked.WHEN)),
        until=one.get(Asked.UNTIL, one.get(Asked.WHEN)),
        kind=Kind(one[Asked.KIND]) if Asked.KIND in one else None,
        status=Status(one[Asked.STATUS]) if Asked.STATUS in one else None,
        rank=Rank(one[Asked.RANK]) if Asked.RANK in one else None,
        topic=one.get(Asked.TOPIC),
        place=one.get(Asked.PLACE),
        text=" ".join(told[Asked.WORDS]) if Asked.WORDS in told else None,
    )


def _cased(text: str) -> str:
    """The question with capitals as names have them, where it is typed without any; of the same length."""
    if text != text.lower():
        return text

    def cased(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) <= _SHORT and not _is("empty", word):
            hits = facts.find_sides(word.upper())
            if any(h.end - h.start == len(word) for h in hits):
                return word.upper()
        capital = word[0].upper() + word[1:]
        return capital if len(capital) == len(word) else word

    return _WORD.sub(cased, text)


@cache
def _entries(label: str) -> tuple[Pattern, ...]:
    return tuple(p for p in patterns("questions") if p.label.partition(":")[0] == label or p.label == label)


def _is(label: str, words: str) -> bool:
    return any(p.pattern.fullmatch(words) for p in _entries(label))


def _found(reading: _Reading, label: str) -> Iterator[tuple[int, int, str]]:
    """Free words of a label, with its value: "call" of "kind: call"."""
    for entry in _entries(label):
        value = entry.label.partition(": ")[2]
        for match in entry.pattern.finditer(reading.text):
            if reading.is_free(*match.span()):
                yield match.start(), match.end(), value


def _lead(reading: _Reading, start: int, *labels: str) -> tuple[str, int]:
    """Which words lead to what begins here, and where they begin; an article may stand between."""
    before = reading.text[:start]
    before = before[: len(before) - len(re.search(r"(?:\b(?:the|an?) )?$", before, re.IGNORECASE)[0])]  # type: ignore[index]
    best = ("", start)
    for label in labels:
        for entry in _entries(label):
            for match in entry.pattern.finditer(before):
                at_end = before[match.end() :].strip() == ""
                if at_end and match.start() < best[1] and reading.is_free(*match.span()):
                    best = (label, match.start())
    return best


# --- rules ----------------------------------------------------------------------------------


def _quoted(reading: _Reading, _today: date) -> None:
    for match in _QUOTED.finditer(reading.text):
        if words(match[1]):
            reading.add(Asked.WORDS, match[1].strip(), *match.span())


def _iso_times(reading: _Reading, _today: date) -> None:
    for match in _ISO.finditer(reading.text):
        try:
            dates.interval(match[0])
        except ValueError:
            continue
        _time(reading, match.start(), match.end(), match[0])


def _times(reading: _Reading, today: date) -> None:
    """Times as stories tell them, read against the present day, with what stands before them.

    A month or a weekday alone is the last one, and the next one where something planned is asked for.
    """
    coming = any(e.pattern.search(reading.text) for e in (*_entries("ahead"), *_entries("status: planned")))
    tense = Tense.FUTURE if coming else Tense.PAST
    for one in (*find(reading.text), *find(reading.cased)):
        found = resolve(one, anchor=today.isoformat(), tense=tense, bare=True) if not one.days else None
        if found and reading.is_free(one.start, one.end):
            _time(reading, one.start, one.end, found.value, two_ends=one.form is Form.RANGE)
    for start, end, _ in _found(reading, "ahead"):
        reading.add(Asked.SINCE, today.isoformat(), start, end)


def _time(reading: _Reading, start: int, end: int, value: str, *, two_ends: bool = False) -> None:
    days = dates.interval(value)
    if days is None:
        return
    labels = ("lead: since", "lead: after", "lead: until", "lead: before", "lead: place", "lead: topic")
    label, begin = _lead(reading, start, *labels)
    if label == "lead: since" and not two_ends:  # "from 2020 to 2022"
        reading.add(Asked.SINCE, value, begin, end)
    elif label == "lead: until":
        reading.add(Asked.UNTIL, value, begin, end)
    elif label == "lead: after" and days.last < date.max:
        reading.add(Asked.SINCE, (days.last + timedelta(days=1)).isoformat(), begin, end)
    elif label == "lead: before" and days.first > date.min:
        reading.add(Asked.UNTIL, (days.first - timedelta(days=1)).isoformat(), begin, end)
    else:
        reading.add(Asked.WHEN, value, begin, end)


def _topics(reading: _Reading, _today: date) -> None:
    """What stands behind "about", up to what leads to something else."""
    places = [m.span() for e in _entries("lead: place") for m in e.pattern.finditer(reading.text)]
    for start, end, _ in sorted(_found(reading, "lead: topic")):
        if any(a <= start < b for a, b in places):
            continue  # "on the margins of"
        stop = reading.free_until(end)
        entries = (*_entries("end"), *_entries("status"))
        ends = sorted({m.start() for e in entries for m in e.pattern.finditer(reading.text, end, stop)} - {end + 1})
        told = [t for at in (*ends, stop) if (t := _topic(reading.text[end:at]))]
        if told:
            # "about the war in Ukraine" is on more than "the war"; "about Taiwan in Oslo" on no more than "Taiwan".
            longer = len(told) > 1 and subjects.subjects_of(told[1]) not in {(), subjects.subjects_of(told[0])}
            topic = told[1] if longer else told[0]
            reading.add(Asked.TOPIC, topic, start, reading.text.index(topic, end) + len(topic))


def _topic(words: str) -> str:
    """The words without an article and the marks around them; nothing where they hold no word."""
    return _ARTICLE.sub("", words.strip(" ,?.!;:"), count=1) if _WORD.search(words) else ""


def _kinds(reading: _Reading, _today: date) -> None:
    for label, asks in (("status", Asked.STATUS), ("kind", Asked.KIND), ("rank", Asked.RANK)):
        for start, end, value in sorted(_found(reading, label)):
            reading.add(asks, value, start, end)


def _places(reading: _Reading, _today: date) -> None:
    """What stands behind "in", "at", "during"; and behind "to", where visits are asked for."""
    leads = [*_found(reading, "lead: place")]
    if any(p.asks is Asked.KIND and p.value == Kind.VISIT.value for p in reading.parts):
        leads += _found(reading, "lead: place of visits")
    for start, end, _ in sorted(leads):
        at = end + 1
        article = _ARTICLE.match(reading.text, at)
        at = article.end() if article else at
        found = _place_at(reading, at)
        if found:
            reading.add(Asked.PLACE, found[0], start, found[1])


def _place_at(reading: _Reading, at: int) -> tuple[str, int] | None:
    """The gathering, the place, or the unknown name in capitals that begins here, and where it ends."""
    text = reading.cased
    for gathering in facts.find_gatherings(text, at):
        if gathering.start == at:
            return gathering.label, gathering.end
    hit = next((h for h in facts.find_places(text) if h.start == at), None)
    if hit:
        return hit.name, hit.end
    side = next((h for h in facts.find_sides(text) if h.start == at), None)
    if side:
        return facts.side_name(side.code), side.end
    end = at
    while (word := _WORD.match(reading.text, end)) and _is_name(reading, word):
        end = word.end() + 1
    return (reading.text[at : end - 1], end - 1) if end > at else None


def _is_name(reading: _Reading, word: re.Match[str]) -> bool:
    told = reading.text[word.start() : word.end()]
    return word[0][:1].isupper() and reading.is_free(*word.span()) and not _is("empty", told)


def _gatherings(reading: _Reading, _today: date) -> None:
    for hit in facts.find_gatherings(reading.cased):
        reading.add(Asked.PLACE, hit.label, hit.start, hit.end)


def _sides(reading: _Reading, _today: date) -> None:
    for match in _PAIR.finditer(reading.text):
        if facts.side(match[1]) and facts.side(match[3]):
            reading.add(Asked.SIDE, match[1], *match.span(1))
            reading.add(Asked.SIDE, match[3], *match.span(3))
    for hit in facts.find_sides(reading.cased):
        reading.add(Asked.SIDE, hit.code, hit.start, hit.end)
    for word in _WORD.finditer(reading.text):
        if _CODE.fullmatch(word[0]) and facts.side(word[0]):
            reading.add(Asked.SIDE, word[0], *word.span())


def _towns(reading: _Reading, _today: date) -> None:
    for hit in facts.find_places(reading.cased):
        reading.add(Asked.PLACE, hit.name, hit.start, hit.end)


def _people(reading: _Reading, is_person: IsPerson | None, *, least: int) -> None:
    """Names of people who are known, with the title before them; of several words, or of one."""
    most = _NAME_WORDS if least > 1 else 1
    words = [w for w in _WORD.finditer(reading.cased) if _is_name(reading, w)]
    for size in range(most, least - 1, -1):
        for n in range(len(words) - size + 1):
            first, last = words[n], words[n + size - 1]
            name = reading.text[first.start() : last.end()]
            if len(_WORD.findall(name)) != size or not reading.is_free(first.start(), last.end()):
                continue
            if offices.people_named(name) or (is_person is not None and is_person(name)):
                _, begin = _lead(reading, first.start(), "title")
                reading.add(Asked.PERSON, name, begin, last.end())


def _subjects(reading: _Reading, _today: date) -> None:
    """Names of subjects among the words left, the longest first."""
    longest = _longest_subject()
    for run in _runs(reading):
        for size in range(min(len(run), longest), 0, -1):
            for n in range(len(run) - size + 1):
                start, end = run[n].start(), run[n + size - 1].end()
                one = subjects.subject(reading.text[start:end])
                if one is not None:
                    reading.add(Asked.TOPIC, one.name, start, end)


@cache
def _longest_subject() -> int:
    """The words of the longest name or id of a subject."""
    return max(len(words(name)) for one in subjects.subjects() for name in (one.id, one.name))


def _rest(reading: _Reading) -> None:
    """A title without a name asks for a rank; words that ask for nothing are passed over; the others are looked for."""
    for start, end, value in sorted(_found(reading, "title")):
        if value:
            reading.add(Asked.RANK, value, start, end)
    for start, end, _ in sorted(_found(reading, "empty")):
        if reading.is_free(start, end):
            reading.take(start, end)
            reading.passed.append(reading.text[start:end])
    for run in _runs(reading):
        start, end = run[0].start(), run[-1].end()
        reading.add(Asked.WORDS, reading.text[start:end], start, end)


def _free_words(reading: _Reading) -> Iterator[re.Match[str]]:
    """Words of which nothing is taken; of others the letters that are left: the "0" of "0.contact"."""
    for word in _WORD.finditer(reading.text):
        whole = reading.is_free(*word.span())
        pieces = [word] if whole else _LETTERS.finditer(reading.text, *word.span())
        yield from (piece for piece in pieces if reading.is_free(*piece.span()))


def _runs(reading: _Reading) -> tuple[tuple[re.Match[str], ...], ...]:
    """The free words, those side by side together."""
    runs: list[list[re.Match[str]]] = []
    for word in _free_words(reading):
        beside = runs and _JOINS.fullmatch(reading.text, runs[-1][-1].end(), word.start())
        if beside:
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(map(tuple, runs))


def _tidy(question: str) -> str:
    return " ".join(question.split())
