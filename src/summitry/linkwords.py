"""Links that a story's words tell: "met Otieno after talks with Lima", "The call came days before the visit".

A story's contacts stand in it as tellings, and words of `lexicons/links.yaml` bind two of them, or one and an
incident, in one of five ways:

1. between them: "Berg met Otieno AHEAD OF a summit with Lima";
2. before both, a comma parting them: "AFTER talks with Lima, Berg flew to Oslo";
3. beside one, pointing at the contact told just before: "Berg THEN flew to Oslo";
4. through a word that points back: "THE CALL came after her visit";
5. through what was said at one: "Berg urged calm AHEAD OF a summit with Lima. She MADE THE REMARKS at talks with Roth".

Only the nearest tellings count, with little between them and the words: one link too few is no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summitry import incidents
from summitry.lexicon import patterns
from summitry.model import Kind, LinkKind, Occasion, Status
from summitry.names import name_words, same_name
from summitry.timex import Tense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.incidents import Told
    from summitry.model import Doc, Incident, Party, Report, Sentence

UNDONE = frozenset({Status.POSTPONED, Status.CANCELLED, Status.REFUSED})
TO_COME = frozenset({Status.PLANNED, Status.POSSIBLE})
_ADVERBS = frozenset({"later", "earlier", "instead"})
_AGAIN = "again"
_TAIL = 150  # characters between a contact and the words that bind it to another
_BACK = 3  # sentences in which the contact stands that "the call" points back at
_CLOSE = 20  # characters between "follow-up" and its cue
_LISTED = re.compile(r"(?:[\s,]|\band\b|\bthe\b|\bto\b|[A-Z][\w.’'-]*+)*+")
_BESIDE = 60  # characters before a cue in which an adverb of it stands
# What may stand between the words and the contact they bind: a few words, no other clause.
_LIGHT = re.compile(
    r"\s*(?:(?!(?:and(?! [A-Z])|but|who|which|that|as|while|when|because)\b)[\w$’'“”\"&./%-]++(?:\s++|$)){0,12}"
)
_ATTRIBUTED = re.compile(r",[^,;]{0,60}\b(?:said|says|told|announced|reported|wrote)\b[^,;]{0,40},")
_REMARKS = r"(?:remarks?|comments?|statement|appeal|pledge)"
_SAID_AT = re.compile(  # where something was said: "made the remarks during", "the comments came at", "was speaking at"
    rf"\b(?:(?:made|making|delivered) (?:the|these|those|his|her) (?:\w+ )?{_REMARKS}|"
    rf"(?:[Tt]he|[Hh]is|[Hh]er|[Tt]hose) {_REMARKS} (?:came|comes?|was made|were made)|"
    r"(?:was|were) speaking|spoke)\b[^,.;]{0,30}? (?:during|at|in)\b"
)
_SAID_BACK = 2  # sentences behind one in which it is told where that was said
_WHICH = re.compile(r"\b(?:which|that)\s*$")  # "…, which followed a call": the words themselves go on from the contact
# What parts a contact from words behind it: another speaker's clause, or another's doings.
_PARTS = re.compile(
    r";|\b(?:who|whose|which|but|although|though|said|says|told|added|announced|reported|wrote|warned)\b|[”\"]\s+[A-Z]"
)
_CLAUSE_START = re.compile(
    r"(?:^|[,;—–:“\"(]|\b(?:and|but|that))\s*(?:(?:and|but|just|shortly|only|even|soon|in)\s+)*$", re.IGNORECASE
)
_NOUNS = (  # of which kinds a contact can be that a noun points back at, the likeliest first
    (r"meetings?|summit|consultations|negotiations|dinner|lunch|session|encounter", (Kind.MEETING,)),
    (r"talks|discussions?|exchange", (Kind.MEETING, Kind.CALL)),
    (r"visit|trip|tour|stop|journey|stay", (Kind.VISIT, Kind.MEETING)),
    (r"(?:phone |telephone |video )?call|conversation", (Kind.CALL,)),
    (r"letter|message|invitation|note|telegram", (Kind.MESSAGE,)),
)
_A_NOUN = re.compile(rf"\b(?:{'|'.join(nouns for nouns, _ in _NOUNS)})\b")


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that tell a contact of the story, or point back at one."""

    start: int
    end: int
    sentence: int  # index into Doc.sentences
    report: int  # index into the reports
    points_back: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A link read: `subject` stands so to `other`, by the words from `start` to `end`."""

    subject: int
    kind: LinkKind
    other: int | Incident
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Tie:
    start: int
    end: int
    rule: str
    label: str


@cache
def _ties() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """The lexicon's words, whole ones only."""
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{p.pattern.pattern})(?:(?<=\s)|(?!\w))", p.pattern.flags), p.id, p.label)
        for p in patterns("links")
    )


@cache
def _back_words() -> tuple[tuple[tuple[Kind, ...], re.Pattern[str]], ...]:
    """Words that point back at a contact: "the two-day visit", "their talks", "Berg's call"."""
    start = (
        r"\b(?P<who>[Tt]he|[Tt]h(?:is|at|ose|ese)|[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w-]+[’']s?)\s+(?:[a-z][\w’'-]+\s+){0,2}"
    )
    end = r"\b(?!\s+(?:with|between|to|in|of|from|by|at)\b)"
    return tuple((kinds, re.compile(rf"{start}(?P<noun>{nouns}){end}")) for nouns, kinds in _NOUNS)


@cache
def _ahead_words() -> tuple[tuple[tuple[Kind, ...], re.Pattern[str]], ...]:
    """Words that point at a contact to come: "a possible summit", "their next planned call", "what may be a summit"."""
    start = (
        r"\b(?:(?:an?|any|the|their)\s+(?:[a-z]\w+\s+){0,2}?"
        r"(?:possible|potential|expected|planned|likely|upcoming|prospective|anticipated|proposed)|"
        r"what\s+(?:could|may|might|would)\s+be\s+(?:an?|the|their))\s+(?:[a-z][\w-]+\s+)?"
    )
    return tuple((kinds, re.compile(rf"{start}(?:{nouns})\b")) for nouns, kinds in _NOUNS)


def found(doc: Doc, reports: Sequence[Report]) -> Iterator[Found]:
    """Every link that words tell, sentence by sentence; two may contradict each other."""
    if not reports:
        return
    told = tellings(doc, reports)
    telling = {t.sentence for t in told}
    for number, sentence in enumerate(doc.sentences):
        if number not in telling and not _A_NOUN.search(doc.story.text, sentence.start, sentence.end):
            continue  # nothing in it that words could bind
        ties = _ties_in(doc.story.text, sentence)
        if not ties:
            continue
        here = _told_in(doc, reports, number, told, ties)
        for tie in ties:
            if tie.label not in _ADVERBS | {_AGAIN}:
                yield from _bound(doc, sentence, tie, here, ties)
                yield from _where_said(doc, reports, tie, here, told)
        real = [t for t in here if not t.points_back]
        yield from _beside(doc, reports, told, real, ties)
        yield from _again(reports, told, real, ties)


def _told_in(
    doc: Doc, reports: Sequence[Report], number: int, told: Sequence[Telling], ties: Sequence[_Tie]
) -> list[Telling]:
    """The tellings in a sentence, and the words in it that point at others.

    A telling of words that bind ("followed") is none, nor is one by a noun of another kind of contact ("the call").
    """
    pointing = list(pointing_at(doc, reports, number, told))
    binding = [t for t in ties if t.label in {LinkKind.AFTER, LinkKind.BEFORE}]
    here = [
        t
        for t in told
        if t.sentence == number
        and not any(b.start <= t.start and t.end <= b.end for b in binding)
        and not any(p.start <= t.start and t.end <= p.end for p in pointing)
    ]
    return sorted([*here, *pointing], key=lambda t: (t.start, -t.end))


def _ties_in(text: str, sentence: Sentence) -> list[_Tie]:
    hits = [
        _Tie(m.start(), m.end(), rule, label)
        for pattern, rule, label in _ties()
        for m in pattern.finditer(text, sentence.start, sentence.end)
    ]
    return sorted(hits, key=lambda t: (t.end, t.start))


# --- where contacts are told ----------------------------------------------------------------


def tellings(doc: Doc, reports: Sequence[Report]) -> list[Telling]:
    """Where the story tells each contact, in its order: the deciding words, and what the reader saw told again."""
    out = [Telling(r.kind.source.start, r.kind.source.end, _sentence(doc, r), n) for n, r in enumerate(reports)]
    firsts = {t.start for t in out}
    for o in doc.told or ():
        if isinstance(o, Occasion) and o.start not in firsts:
            whose = _whose(doc, reports, o)
            if whose is not None:
                out.append(Telling(o.start, o.end, o.sentence, whose))
    return sorted(out, key=lambda t: (t.start, t.end))


def _sentence(doc: Doc, report: Report) -> int:
    at = report.kind.source.start
    return next((n for n, s in enumerate(doc.sentences) if s.start <= at < s.end), -1)


def _whose(doc: Doc, reports: Sequence[Report], occasion: Occasion) -> int | None:
    """The report that has a later telling among its evidence; None where that is not sure."""
    at = doc.sentences[occasion.sentence].start
    fits = [
        n for n, r in enumerate(reports) if r.kind.value == occasion.kind and any(s.start == at for s in r.evidence)
    ]
    if len(fits) > 1:
        said = [set(name_words(doc.story.text[t.start : t.end])) for t in occasion.takings]
        fits = [n for n in fits if said and all(any(_called(p, w) for p in reports[n].parties) for w in said)]
    return fits[0] if len(fits) == 1 else None


def _called(party: Party, said: set[str]) -> bool:
    return bool(party.name and said & set(name_words(party.name)[-1:]))


def pointing_at(doc: Doc, reports: Sequence[Report], number: int, told: Sequence[Telling]) -> Iterator[Telling]:
    """Words of a sentence that point at a contact told elsewhere, where none of their kind is told at that place."""
    sentence = doc.sentences[number]
    for kinds, pattern in _back_words():
        for hit in pattern.finditer(doc.story.text, sentence.start, sentence.end):
            at = [t for t in told if t.start < hit.end() and hit.start() < t.end]
            if any(reports[t.report].kind.value in kinds for t in at):
                continue
            whose = _pointed_at(reports, told, number, hit.start(), kinds)
            if whose is not None and _can_own(hit["who"], reports[whose]):
                yield Telling(hit.start(), hit.end(), number, whose, points_back=True)
    yield from _pointing_ahead(doc, reports, number, told)


def _pointing_ahead(doc: Doc, reports: Sequence[Report], number: int, told: Sequence[Telling]) -> Iterator[Telling]:
    """Words such as "a possible summit", where one contact of that kind and of the sides at hand is to come."""
    sentence = doc.sentences[number]
    here = [t for t in told if t.sentence == number]
    sides = [_sides(reports[t.report]) for t in here]
    for kinds, pattern in _ahead_words():
        for hit in pattern.finditer(doc.story.text, sentence.start, sentence.end):
            if any(t.start < hit.end() and hit.start() < t.end for t in here):
                continue
            coming = [n for n, r in enumerate(reports) if r.kind.value == kinds[0] and r.status.value in TO_COME]
            if len(coming) == 1 and _sides(reports[coming[0]]) in sides:
                yield Telling(hit.start(), hit.end(), number, coming[0], points_back=True)


def _sides(report: Report) -> set[str]:
    return {p.side for p in report.parties if p.side}


def _pointed_at(
    reports: Sequence[Report], told: Sequence[Telling], number: int, at: int, kinds: tuple[Kind, ...]
) -> int | None:
    """The contact of the kinds told last before a place, near it; or the only one that the story tells."""
    for kind in kinds:
        near = [
            t for t in told if t.end <= at and number - t.sentence <= _BACK and reports[t.report].kind.value == kind
        ]
        if near:
            return near[-1].report
    for kind in kinds:
        only = [n for n, r in enumerate(reports) if r.kind.value == kind]
        if only:
            return only[0] if len(only) == 1 else None
    return None


def _can_own(who: str, report: Report) -> bool:
    """Whether "Berg's" can begin what points at a contact: hers, or any where no name is told."""
    if not re.search(r"[’']s?$", who):
        return True
    owner = re.sub(r"[’']s?$", "", who)
    return any(p.name and same_name(owner, p.name) for p in report.parties)


# --- bound in one sentence ------------------------------------------------------------------


def _bound(doc: Doc, sentence: Sentence, tie: _Tie, here: Sequence[Telling], ties: Sequence[_Tie]) -> Iterator[Found]:
    """The contact before the words, or behind a comma, as bound to what follows them."""
    near_ = _near(doc, sentence, tie, here)
    if near_ is None:
        return
    subject = _subject(doc.story.text, sentence, tie, near_, here, ties)
    if subject is None:
        return
    value: int | Incident = near_.report if isinstance(near_, Telling) else near_.incident
    if subject.report != value and not (subject.points_back and isinstance(near_, Telling) and near_.points_back):
        start, end = min(subject.start, tie.start), max(subject.end, near_.end)
        yield Found(subject.report, LinkKind(tie.label), value, start, end, f"link:{tie.rule}")


def _near(doc: Doc, sentence: Sentence, tie: _Tie, here: Sequence[Telling]) -> Telling | Told | None:
    """The contact or incident that follows the words."""
    near = _next(doc.story.text, tie, here)
    tense = Tense.FUTURE if tie.label == LinkKind.BEFORE else Tense.PAST
    happened = incidents.at(doc, tie.end, sentence, tense=tense)
    return happened if happened and (near is None or happened.start < near.start) else near


def _next(text: str, tie: _Tie, here: Sequence[Telling]) -> Telling | None:
    """The contact that follows the words, with little between."""
    other = next((t for t in here if t.start >= tie.start and t.end > tie.end), None)
    return other if other and _LIGHT.fullmatch(text, tie.end, max(tie.end, other.start)) else None


def _subject(  # noqa: PLR0913, PLR0917 - the words, and all that stands around them
    text: str, sentence: Sentence, tie: _Tie, other: Telling | Told, here: Sequence[Telling], ties: Sequence[_Tie]
) -> Telling | None:
    before = [t for t in here if t.end < tie.end and t.end <= other.start]
    if _CLAUSE_START.search(text[sentence.start : tie.start]):
        behind = next((t for t in here if t.start >= other.end), None)
        gap = text[other.end : behind.start] if behind else ""
        fronted = "," in gap and len(gap) <= _TAIL and not _PARTS.search(gap)
        if behind and fronted and not (before and tie.start > sentence.start + 20):
            return behind
    if not before:
        return None
    last = before[-1]
    gap = _WHICH.sub("", _ATTRIBUTED.sub(",", text[last.end : tie.start]))
    between = any(last.end <= t.start and t.end <= tie.start and _parts(text, t, here) for t in ties)
    return None if between or len(gap) > _TAIL or _PARTS.search(gap) else last


def _parts(text: str, tie: _Tie, here: Sequence[Telling]) -> bool:
    """Whether words that bind part what is on their two sides: not "in Oslo DURING the fair", which binds nothing."""
    if tie.label == LinkKind.DURING:
        return _next(text, tie, here) is not None
    return tie.label not in _ADVERBS | {_AGAIN}


def _where_said(
    doc: Doc, reports: Sequence[Report], tie: _Tie, here: Sequence[Telling], told: Sequence[Telling]
) -> Iterator[Found]:
    """The contact at which something was said, as bound to what it was said before or after."""
    near = _next(doc.story.text, tie, here)
    if tie.label not in {LinkKind.BEFORE, LinkKind.AFTER} or near is None or any(t.end <= tie.start for t in here):
        return
    first = doc.sentences[near.sentence].start
    speakers = [
        name.value
        for m in doc.mentions
        if first <= m.start < tie.start and (name := doc.actors[m.actors[0]].name) is not None
    ]
    for later in doc.sentences[near.sentence + 1 : near.sentence + 1 + _SAID_BACK]:
        words = _SAID_AT.search(doc.story.text, later.start, later.end)
        at = _met_there(doc.story.text, words, [t for t in told if t.start < later.end]) if words else None
        if at is None:
            continue
        there = [p.name for p in reports[at.report].parties if p.name]
        if at.report != near.report and any(same_name(s, p) for s in speakers for p in there):
            yield Found(at.report, LinkKind(tie.label), near.report, tie.start, near.end, f"link:{tie.rule}")
        return


def _met_there(text: str, words: re.Match[str], told: Sequence[Telling]) -> Telling | None:
    """The contact, of those told until the end of its sentence, right behind "made the remarks during" or by it."""
    there = next((t for t in told if words.start() <= t.start and t.end > words.start()), None)
    if there is None or there.start < words.end():
        return there
    return there if _LIGHT.fullmatch(text, words.end(), there.start) else None


# --- bound to what was told just before -----------------------------------------------------


def _beside(
    doc: Doc, reports: Sequence[Report], told: Sequence[Telling], here: Sequence[Telling], ties: Sequence[_Tie]
) -> Iterator[Found]:
    """A contact with "then", "earlier" or "instead" beside it, as bound to the one told before it."""
    for last, this in pairwise(told):
        if this not in here or last.report == this.report or this.sentence - last.sentence > 1:
            continue
        start = max(this.start - _BESIDE, doc.sentences[this.sentence].start, last.end)
        tie = next((t for t in ties if t.label in _ADVERBS and start <= t.start <= this.end + 1), None)
        kind = _kind_beside(tie.label, reports[last.report], reports[this.report]) if tie else None
        if tie and kind:
            for one in (this, *_alongside(doc, reports, this, here)):
                begin, end = min(tie.start, one.start), max(tie.end, one.end)
                yield Found(one.report, kind, last.report, begin, end, f"link:{tie.rule}")


def _alongside(doc: Doc, reports: Sequence[Report], this: Telling, here: Sequence[Telling]) -> Iterator[Telling]:
    """The stops listed behind one: "then flew to Norway, Sweden and Finland"."""
    last = this
    for t in here:
        if t.start < this.start or t.report == this.report:
            continue
        gap = doc.story.text[min(last.end, t.start) : t.start]
        if reports[t.report].kind.value != reports[this.report].kind.value or not _LISTED.fullmatch(gap):
            return
        yield t
        last = t


def _again(
    reports: Sequence[Report], told: Sequence[Telling], here: Sequence[Telling], ties: Sequence[_Tie]
) -> Iterator[Found]:
    """A follow-up or a second meeting, as bound to the one held between these sides that is told in the story."""
    for this in here:
        tie = next(
            (t for t in ties if t.label == _AGAIN and t.start <= this.end + 1 and this.start - t.end < _CLOSE), None
        )
        if tie is None or reports[this.report].status.value == Status.HELD:
            continue
        first = {
            t.report for t in told if t.report != this.report and _first_of(reports[t.report], reports[this.report])
        }
        if len(first) == 1:
            begin, end = min(tie.start, this.start), max(tie.end, this.end)
            yield Found(this.report, LinkKind.AFTER, first.pop(), begin, end, f"link:{tie.rule}")


def _first_of(old: Report, new: Report) -> bool:
    sides = [{p.side for p in r.parties} for r in (old, new)]
    return old.status.value == Status.HELD and old.kind.value == new.kind.value and sides[0] == sides[1]


def _kind_beside(label: str, last: Report, this: Report) -> LinkKind | None:
    if not any(same_party(p, q) for p in last.parties for q in this.parties):
        return None
    if label != "instead" and this.status.value in UNDONE:
        return None
    if label == "instead":
        undone = last.status.value in UNDONE and this.status.value not in UNDONE
        return LinkKind.REPLACES if undone and last.kind.value == this.kind.value else None
    return LinkKind.AFTER if label == "later" else LinkKind.BEFORE


def same_party(p: Party, q: Party) -> bool:
    """Whether two parties of one story are one: by name, or of two without a name by side."""
    if p.name and q.name:
        return same_name(p.name, q.name)
    return not p.name and not q.name and p.side is not None and p.side == q.side
