"""Reports as events in the codes of the field: PLOVER and CAMEO, each with the rule that gave it.

A code is derived and never kept: what is recorded is the contact. A meeting that was held is CONSULT, a planned one
AGREE, and one that came to nothing REJECT; words may make it another event (`lexicons/events.yaml`): a summons is
ACCUSE, a signing SUPPORT. Kind and status decide where no words do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain, permutations, product
from typing import TYPE_CHECKING

from summitry.errors import LexiconError
from summitry.facts import side
from summitry.lexicon import patterns
from summitry.model import Kind, Role, Source, Status
from summitry.subjects import contexts_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from summitry.model import Report

_NEAR = 60  # characters around the deciding words
_TOUCH = 1  # a space


class Plover(StrEnum):
    """PLOVER's events that a contact, or the news of one, can be."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    SANCTION = "SANCTION"

    @property
    def quad_class(self) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        if self is Plover.SANCTION:
            return 4
        return 1 if self in {Plover.AGREE, Plover.CONSULT, Plover.SUPPORT, Plover.CONCEDE} else 3


class Who(StrEnum):
    """Which side does it to which."""

    FIRST = "first"  # the one named before the words to the one named after them
    SECOND = "second"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Code:
    """An event's type in both systems, and the rule that gives it."""

    rule: str
    plover: Plover
    cameo: str
    mode: str | None = None
    who: Who = Who.BOTH

    @property
    def cameo_quad_class(self) -> int:
        """The quad class of the CAMEO code, as GDELT counts them; numbers as in `Plover.quad_class`."""
        root = int(self.cameo[:2])
        return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


@dataclass(frozen=True, slots=True)
class Event:
    """What one side did to another, as one story tells it."""

    report: Report
    source: str  # sides, as the record has them
    target: str
    directed: bool  # whether the words or the roles tell who did it to whom; else there is one for each order
    code: Code
    words: Source  # that decided the code

    @property
    def contexts(self) -> tuple[str, ...]:
        """PLOVER's contexts: of what had not happened, then of the subjects that the topics fall under."""
        ahead = {Status.PLANNED: ("future",), Status.POSSIBLE: ("hypothetical",)}
        topics = (topic.value for topic in self.report.topics)
        return (*ahead.get(Status(self.report.status.value), ()), *contexts_of(topics))


_PLAIN = {
    Status.PLANNED: Code("planned", Plover.AGREE, "036"),
    Status.POSSIBLE: Code("possible", Plover.AGREE, "036"),
    Status.POSTPONED: Code("postponed", Plover.REJECT, "120", "meet"),
    Status.CANCELLED: Code("cancelled", Plover.REJECT, "161", "meet"),
    Status.REFUSED: Code("refused", Plover.REJECT, "125", "meet"),
}
_CALL = Code("held-call", Plover.CONSULT, "041", "phone")
_MESSAGE = Code("held-message", Plover.CONSULT, "040", "phone")  # "some other remote medium"
_VISITING = Code("held-visit", Plover.CONSULT, "042", "visit")
_HOSTING = Code("held-visit", Plover.CONSULT, "043", "host")
_MEETING = Code("held-meeting", Plover.CONSULT, "040")
_THIRD = Code("third-place", Plover.CONSULT, "044", "third-party")
_MARGINS = Code("margins", Plover.CONSULT, "040", "multilateral")
_MEDIATED = Code("mediator", Plover.CONSULT, "045", "third-party")


@dataclass(frozen=True, slots=True)
class _Rule:
    """An entry of the lexicon."""

    pattern: re.Pattern[str]
    statuses: frozenset[Status]
    kinds: frozenset[Kind]
    reach: int  # characters from the deciding words
    code: Code


def events(report: Report) -> tuple[Event, ...]:
    """An event for each ordered pair of sides, those that the story tells first; none where it tells one side only.

    Where it is told who did it to whom there is one event for the pair, else one for each order.
    """
    code, words = coded(report)
    if code == _VISITING:
        return tuple(_visit(report, words))
    directed = tuple(_told(report, code, words))
    return tuple(Event(report, a, b, bool(directed), code, words) for a, b in directed or _pairs(report))


def coded(report: Report) -> tuple[Code, Source]:
    """The code of a report, of a visit the visitor's, and the words that decided it."""
    status, kind = Status(report.status.value), Kind(report.kind.value)
    cues = (report.kind.source, report.status.source)
    for rule in _rules():
        if status in rule.statuses and kind in rule.kinds:
            for cue in dict.fromkeys(cues):
                if words := _found(rule, report, cue):
                    return rule.code, words
    if status in _PLAIN:
        return _PLAIN[status], report.status.source
    return _held(report, kind), report.kind.source


def _held(report: Report, kind: Kind) -> Code:
    where = report.where
    if kind is not Kind.MEETING:
        return {Kind.CALL: _CALL, Kind.MESSAGE: _MESSAGE, Kind.VISIT: _VISITING}[kind]
    if any(p.role is Role.MEDIATOR for p in report.parties):
        return _MEDIATED
    if where.margins_of:
        return _MARGINS
    homes = {_home(code) for code in _sides(report)}
    return _THIRD if where.country and None not in homes and where.country.value not in homes else _MEETING


def _home(code: str) -> str | None:
    """The country of a side; of an organisation that of its seat, None where that is not known."""
    known = side(code)
    if known is not None and known.country:
        return known.country
    return code.partition("-")[0] if len(code.partition("-")[0]) == 2 else None


# --- words ----------------------------------------------------------------------------------


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_Rule(entry.pattern, *_label(entry.id, entry.label)) for entry in patterns("events"))


def _label(id_: str, label: str) -> tuple[frozenset[Status], frozenset[Kind], int, Code]:
    try:
        statuses, kinds, where, event, cameo, who = label.split()
        plover, _, mode = event.partition("/")
        return (
            frozenset(Status) if statuses == "any" else frozenset(map(Status, statuses.split("|"))),
            frozenset(Kind) if kinds == "any" else frozenset(map(Kind, kinds.split("|"))),
            {"cue": _TOUCH, "near": _NEAR}[where],
            Code(id_, Plover(plover), cameo, mode or None, Who(who)),
        )
    except (ValueError, KeyError) as error:
        raise LexiconError(f"lexicons/events.yaml ({id_}): the label is not as the header says: {error}") from error


def _found(rule: _Rule, report: Report, cue: Source) -> Source | None:
    """The words of the rule in the sentence of the deciding ones, near enough to them."""
    inside = (s for s in report.evidence if s.start <= cue.start and cue.end <= s.end)
    sentence = next(inside, cue)
    start, end = cue.start - sentence.start - rule.reach, cue.end - sentence.start + rule.reach
    for match in rule.pattern.finditer(sentence.exact):
        if match.start() <= end and match.end() >= start:
            at = sentence.start + match.start()
            return Source(cue.story_id, at, at + len(match[0]), match[0])
    return None


# --- sides ----------------------------------------------------------------------------------


def _sides(report: Report) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.side for p in report.parties if p.side))


def _visits(report: Report) -> Iterator[tuple[str, str]]:
    """Each visitor's side with each host's."""
    hosts = {p.side for p in report.parties if p.role is Role.HOST}
    told = _sides(report)
    return product((s for s in told if s not in hosts), (s for s in told if s in hosts))


def _pairs(report: Report) -> Iterator[tuple[str, str]]:
    """Each ordered pair of sides; of a visit only of a visitor's and a host's."""
    if report.kind.value != Kind.VISIT.value:
        return permutations(_sides(report), 2)
    return chain.from_iterable(((a, b), (b, a)) for a, b in _visits(report))


def _visit(report: Report, words: Source) -> Iterator[Event]:
    for visitor, host in _visits(report):
        yield Event(report, visitor, host, directed=True, code=_VISITING, words=words)
        yield Event(report, host, visitor, directed=True, code=_HOSTING, words=words)


def _told(report: Report, code: Code, words: Source) -> Iterator[tuple[str, str]]:
    """The pairs whose direction the words tell: one side is named before them, the other after, in their sentence."""
    if code.who is Who.BOTH:
        return
    sentence = next((s for s in report.evidence if s.start <= words.start and words.end <= s.end), None)
    near = [p for p in report.parties if p.side and sentence and sentence.start <= p.source.start < sentence.end]
    before = dict.fromkeys(p.side for p in near if p.side and p.source.end <= words.start)
    after = dict.fromkeys(p.side for p in near if p.side and p.source.start >= words.end)
    pairs = product(before, after) if code.who is Who.FIRST else product(after, before)
    yield from ((a, b) for a, b in pairs if a != b)
