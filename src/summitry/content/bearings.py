"""Of which contact a sentence speaks, and who in it wants or does something.

A contact is meant where it is told in the sentence, where words point back at it ("the talks"), or where it was told
just before. Who wants or agrees must be one of its parties: that is what keeps policies and laws away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from summitry import linkwords
from summitry.model import Kind, MentionKind, Role, Status
from summitry.names import same_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from summitry.linkwords import Telling
    from summitry.model import Actor, Content, Doc, Mention, Party, Relayed, Report, Sentence, Source, Statement

_ADVERB = (
    r"(?:also|both|each|all|then|later|still|now|already|even|once|again|instead|together|jointly|\w+ly|nevertheless|"
    r"however|never(?=\s+theless)|himself|herself|themselves|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_AUXILIARY = (
    r"(?:has|have|had|is|are|was|were|will|would|does|do|did|be|been|being|can be|could be|"
    r"(?:appear|seem)(?:s|ed)? to(?: have)?|(?:is|are|was|were) (?:said|believed|reported) to(?: have)?)"
)
# What may stand between a subject and its verb: an apposition, "who", adverbs, auxiliaries.
_GAP = re.compile(
    rf"(?:\s*,(?:[^,;.]|(?<=\b[A-Z])\.|(?<=\bMr)\.){{1,90}},|\s*\([^)]{{1,60}}\)|\s*[–—][^–—.;]{{1,120}}[–—])?(?:\s*,?\s*(?:who|which|that))?[“\"]?"
    rf"(?:\s+[“\"]?(?:{_ADVERB}|{_AUXILIARY}),?)*\s*(?:,\s*(?:{_ADVERB},\s*)?)?[“\"]?"
)
_AND = re.compile(r"\s*(?:,?\s+and|\s+&)\s+(?:the\s+)?")
_COMMA = re.compile(r",\s+(?:the\s+)?")
_ALL = re.compile(
    r"\b(?:both|(?:the|all|both) (?:two |three |four |five )?(?:sides|parties|countries|nations|governments|leaders|"
    r"presidents|(?:prime |foreign |defen[cs]e )?ministers|delegations|negotiators|officials|men|women|pair|two)|"
    r"(?:all|the) (?:three|four|five|six|seven)|they)$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?:\b(?P<who>[Tt]he|[Tt]h(?:is|ese|ose|at)|[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w.-]+[’']s?)\s+)?(?:[\w’'-]+\s+){0,3}?"
    r"(?P<noun>visit|trip|tour|talks|meetings?|summit|call|negotiations|discussions|consultations|conversation)"
    r"(?:\s+(?:in|to|with|between|at|on)\s+(?:[\w’'.-]+\s*){1,7}?)?(?:\s*,[^,;]{1,60},)?(?:,? which| that)?\s*$"
)
_OWN = re.compile(r"\b(?:[Ww]e|I)\b\s*$")
_OUR = re.compile(r"\b(?:[Oo]ur|[Mm]y)\s+(?:[a-z]+\s+){0,2}$")
_LEAD = re.compile(r"The (?:[a-z-]+ ){0,2}?(?:talks|meetings?|summit|discussions|negotiations|session)")
_LONGEST = 1500  # characters: of 149 labelled stories the longest sentence has 1,093
_NEAREST = 3  # mentions before a verb that can be its subject: one may stand in an apposition
_JOINED = re.compile(r",?\s+and\s*$|,\s+having\s*$")
_PARTED = re.compile(r"[;:“”\"]|\b(?:who|which|that|said|says|told|where|while|but)\b")
_OWNING = re.compile(r"(?:[’']s?)?\s*(?:[a-z]+\s+){0,2}")  # "her two main goals", "Norway's chief aim"
_OBJECT = re.compile(r"\b(?:with|against|from|for)\s+(?:the\s+)?$")
_BESIDE = re.compile(r"\b(?:against|with|of|to|on|in|from|for|by|at|about|over|toward|towards|between)\s+(?:the\s+)?$")
_DONE_TO = re.compile(r"\s[a-z]+(?: (?:to|with|on))?(?: the| [A-Z][\w.-]+){0,2}\s")  # a verb, and a title
_BY = re.compile(r"\bby (?:the )?$")
_WITH = re.compile(r"\bwith (?:the )?$")
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_TRAVEL = frozenset({"visit", "trip", "tour"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Who wants or does something: some of the story's people and sides, or all parties of the contact meant."""

    start: int
    end: int
    actors: tuple[Actor, ...] = ()
    everyone: bool = False
    noun: str | None = None  # "visit", "talks": the contact itself is what wants


@dataclass(frozen=True)
class Bearings:
    """A story with what is told where in it."""

    doc: Doc
    reports: Sequence[Report]
    statements: Sequence[Statement] = ()
    _near: dict[int, tuple[Telling, ...]] = field(default_factory=dict)

    @cached_property
    def told(self) -> tuple[Telling, ...]:
        """The tellings of all contacts, by start."""
        return tuple(linkwords.tellings(self.doc, self.reports))

    def sentences(self) -> Iterator[tuple[int, Sentence]]:
        """The sentences with their numbers, but for what is too long to be one: a list, a table."""
        return ((n, s) for n, s in enumerate(self.doc.sentences) if s.end - s.start <= _LONGEST)

    def near(self, sentence: int) -> tuple[Telling, ...]:
        """The contacts told or pointed at in a sentence."""
        if sentence not in self._near:
            real = [self._led(t) if self._bare(t) else t for t in self.told if t.sentence == sentence]
            back = [self._led(t) for t in linkwords.pointing_at(self.doc, self.reports, sentence, self.told)]
            self._near[sentence] = tuple(sorted((*real, *back), key=lambda t: (t.start, t.end)))
        return self._near[sentence]

    def _led(self, t: Telling) -> Telling:
        """Words that point back over the end of a paragraph mean the contact of their kind that is told first."""
        block = self.doc.sentences[t.sentence].block
        here = [o for o in self.told if self.doc.sentences[o.sentence].block == block and o.report == t.report]
        if any(not self._bare(o) for o in here):
            return t
        kind = self.reports[t.report].kind.value
        lead = next((o.report for o in self.told if self.reports[o.report].kind.value == kind), t.report)
        return replace(t, report=lead)

    def relayed(self, at: int) -> Relayed | None:
        """Who passed on the statement in whose words a place is, where the story tells it."""
        said = self.statement(at)
        return said.relayed if said else None

    def _bare(self, t: Telling) -> bool:
        """Whether a contact is told again by its noun alone, as a paragraph's first words: "The talks"."""
        first = t.start == self.reports[t.report].kind.source.start
        sentence = self.doc.sentences[t.sentence]
        leads = sentence.start == self.doc.story.blocks[sentence.block].start
        return leads and not first and bool(_LEAD.fullmatch(self.doc.story.text, sentence.start, t.end))

    def statement(self, at: int) -> Statement | None:
        """The statement in whose words a place is."""
        return next((s for s in self.statements if any(w.start <= at < w.end for w in s.words)), None)

    # --- what the reader marks --------------------------------------------------------------

    def marked(self, content: Content, sentence: int) -> bool:
        """Whether the reader marks such words in a sentence; where none has looked, it may be anywhere."""
        return self.doc.marked is None or (content, sentence) in self._marked_in

    @cached_property
    def _marked_in(self) -> frozenset[tuple[Content, int]]:
        return frozenset((m.content, m.sentence) for m in self.doc.marked or ())

    def confirmed(self, content: Content, words: Source) -> bool:
        """Whether the reader marks half of these words, or of its own, as such; true where none has looked."""
        return self.doc.marked is None or any(
            m.content is content
            and 2 * (min(m.end, words.end) - max(m.start, words.start)) >= min(m.end - m.start, words.end - words.start)
            for m in self.doc.marked
        )

    # --- who --------------------------------------------------------------------------------

    def subject(self, at: int, sentence: int) -> Subject | None:
        """Who stands before a verb at a place, as the one who does it; None where that is not sure."""
        first, text = self.doc.sentences[sentence].start, self.doc.story.text
        before = [m for m in self.doc.mentions if first <= m.start and m.end <= at and self._known(m)]
        for m in sorted(before, key=lambda m: (-m.end, m.end - m.start))[:_NEAREST]:
            beside = _OBJECT.search(text, first, m.reach or m.start)
            if _GAP.fullmatch(text, m.end, at) and not _owns(text, m) and not beside:
                return self._with_others(m, before)
        cut = _GAP_END.search(text, first, at)
        stop = cut.start() if cut else at
        if (own := _OWN.search(text, first, stop)) and (said := self.statement(own.start())):
            return Subject(own.start(), own.end(), (said.speaker,))
        if every := _ALL.search(text[first:stop].rstrip()):
            return Subject(first + every.start(), first + every.end(), everyone=True)
        if noun := _NOUN.search(text, first, stop):
            return Subject(noun.start(), noun.end(), everyone=True, noun=noun["noun"])
        return self._of_verb_before(sentence, first, stop)

    def owner(self, at: int, sentence: int, *, strictly: bool = False) -> Subject | None:
        """Whose the words at a place are said to be: "Norway's chief aim", "her pledge".

        `strictly`: only where the words themselves say that it is somebody's, not in "Norway set a goal".
        """
        first, text = self.doc.sentences[sentence].start, self.doc.story.text
        before = [m for m in self.doc.mentions if first <= m.start and m.end <= at and self._known(m)]
        owners = [m for m in before if _OWNING.fullmatch(text, m.end, at)]
        if strictly:
            owners = [m for m in owners if _owns(text, m) or text[m.start : m.end].lower() in _POSSESSIVE]
        if not owners and (own := _OUR.search(text, first, at)) and (said := self.statement(own.start())):
            return Subject(own.start(), own.end(), (said.speaker,))
        return self.one(owners[-1]) if owners else None

    def first_between(self, start: int, stop: int) -> Subject | None:
        """Who is named first in a stretch, with those joined to it; whom a preposition leads in stands back."""
        here, text = self._known_between(start, stop), self.doc.story.text
        if not here:
            noun = _NOUN.search(text, start, stop)
            return Subject(noun.start(), noun.end(), everyone=True, noun=noun["noun"]) if noun else None
        free = [m for m in here if not _BESIDE.search(text, start, m.reach or m.start)]
        acting = [m for m in free if not _owns(text, m)] or [m for m in here if _owns(text, m)]
        if not acting:
            return None
        joined = acting[:1]
        for m in acting[1:]:
            if _AND.fullmatch(text, joined[-1].end, m.reach or m.start):
                joined.append(m)
        if joined[0].kind is MentionKind.GROUP:
            return Subject(joined[0].start, joined[0].end, everyone=True)
        actors = tuple(self.doc.actors[a] for m in joined for a in m.actors)
        return Subject(joined[0].start, joined[-1].end, actors)

    def last_between(self, start: int, stop: int) -> Subject | None:
        """Who is named last in a stretch, with those joined to it; whom a preposition leads in stands back."""
        here, text = self._known_between(start, stop), self.doc.story.text
        free = [m for m in here if not _BESIDE.search(text, start, m.reach or m.start)] or here
        if not free:
            return None
        last = max(free, key=lambda m: m.end)
        return self.one(last) if _owns(text, last) else self._with_others(last, here)

    def _known_between(self, start: int, stop: int) -> list[Mention]:
        return [m for m in self.doc.mentions if start <= m.start and m.end <= stop and self._known(m)]

    def one(self, mention: Mention) -> Subject:
        """The people or the side of one mention."""
        return Subject(mention.start, mention.end, tuple(self.doc.actors[a] for a in mention.actors))

    def _first(self, sentence: int, joint: int) -> Subject | None:
        """Whoever a sentence begins with, where nobody else stands before a place: "Norway is glad AND HAS agreed"."""
        s, text = self.doc.sentences[sentence], self.doc.story.text
        here = [m for m in self.doc.mentions if s.start <= m.start and m.end <= joint and self._known(m)]
        lead = next((m for m in here if (m.reach or m.start) - s.start <= len("The ") and not _owns(text, m)), None)
        others = [
            m
            for m in here
            if m is not lead
            and m.kind in {MentionKind.NAME, MentionKind.GROUP}
            and not _BESIDE.search(text, lead.end if lead else s.start, m.reach or m.start)
        ]
        if lead is None or others or _PARTED.search(text, lead.end, joint):
            return None
        return self._with_others(lead, here)

    def _of_verb_before(self, sentence: int, first: int, stop: int) -> Subject | None:
        """Who met, where the verb is joined to the words that tell it: "Berg met Otieno AND agreed to …"."""
        joint = _JOINED.search(self.doc.story.text, first, stop)
        if joint is None:
            return None
        told = [t for t in self.told if t.sentence == sentence and t.end <= joint.start()]
        if not told:
            return self._first(sentence, joint.start())
        if _PARTED.search(self.doc.story.text, told[-1].end, joint.start()):
            return None
        if fronted := self._behind_comma(told[-1].end, joint.start()):
            return fronted
        return self.subject(told[-1].start, sentence) or Subject(told[-1].start, told[-1].end, everyone=True)

    def _behind_comma(self, start: int, stop: int) -> Subject | None:
        """Who does it, where the contact is told first: "At the talks, BERG was friendly and agreed"."""
        text = self.doc.story.text
        comma = text.find(", ", start, stop)
        here = (
            [m for m in self.doc.mentions if comma < m.start and m.end <= stop and self._known(m)] if comma >= 0 else []
        )
        return self.one(here[0]) if here and here[0].start - comma <= len(", the ") else None

    def _known(self, mention: Mention) -> bool:
        """Whether a mention tells a name or a side; "the leaders" tells neither."""
        return mention.kind is MentionKind.GROUP or all(
            self.doc.actors[a].name or self.doc.actors[a].side for a in mention.actors
        )

    def _with_others(self, last: Mention, before: Sequence[Mention]) -> Subject:
        """The subject with those joined to it: "Norway and Kenya"."""
        text, members, start = self.doc.story.text, list(last.actors), last.reach or last.start
        joint = _AND
        for m in sorted(before, key=lambda m: -m.end):
            if m.end <= start and m is not last and joint.fullmatch(text, m.end, start) and not _owns(text, m):
                members, start, joint = [*m.actors, *members], m.reach or m.start, _COMMA
        if last.kind is MentionKind.GROUP:  # whom it means is read from the contact told last, so by the same rule
            return Subject(start, last.end, everyone=True)
        return Subject(start, last.end, tuple(self.doc.actors[a] for a in members))

    # --- which contact ----------------------------------------------------------------------

    def contact(
        self, sentence: int, at: int, subject: Subject, *, statuses: Collection[Status], back: int = 1
    ) -> int | None:
        """The contact of a subject that is meant at a place; None where none is, or none that fits.

        `back`: how many sentences before may tell it.
        """
        for n in range(sentence, max(-1, sentence - back - 1), -1):
            fits = [
                t
                for t in self.near(n)
                if self.reports[t.report].status.value in statuses and self.parties(t.report, subject)
            ]
            if fits:
                return min(fits, key=lambda t: self._order(t, at, subject)).report
        return None

    def ahead(self, sentence: int, at: int, subject: Subject) -> int | None:
        """The one contact to come of a subject with somebody of another side whom the words behind a place name."""
        named = [a for a in self.named(at, self.doc.sentences[sentence].end) if a.name]
        return self._only(subject, named, linkwords.TO_COME) if subject.actors else None

    def only_to_come(self, subject: Subject) -> int | None:
        """The one contact to come of a subject, in all of the story."""
        coming = [n for n, r in enumerate(self.reports) if r.status.value in linkwords.TO_COME]
        fits = [n for n in coming if self.parties(n, subject)]
        return fits[0] if len(fits) == 1 and subject.actors else None

    def only_held(self, kinds: Collection[Kind]) -> int | None:
        """The one contact held of some kinds, where all of the story tells no other."""
        held = [n for n, r in enumerate(self.reports) if r.status.value == Status.HELD]
        return held[0] if len(held) == 1 and self.reports[held[0]].kind.value in kinds else None

    def only_with(self, sentence: int, at: int, subject: Subject, *, statuses: Collection[Status]) -> int | None:
        """The one contact of some status of all who are meant, or of those whom a subject and the words behind name."""
        if subject.everyone:
            held = [n for n, r in enumerate(self.reports) if r.status.value in statuses and r.kind.value != Kind.VISIT]
            return held[0] if len(held) == 1 and subject.noun not in _TRAVEL else None
        named = [*subject.actors, *self.named(at, self.doc.sentences[sentence].end)]
        found = self._only(subject, named, statuses)
        return None if found is None or self.reports[found].kind.value == Kind.VISIT else found

    def names_other(self, start: int, end: int, report: int, parties: Sequence[Party]) -> bool:
        """Whether a stretch names somebody of a contact beside these parties; "him" may be anybody."""
        if self.doc.story.text[start:end].strip() in {"him", "her", "them"}:
            return True
        others = [p for p in self.reports[report].parties if p not in parties]
        return any(acts_for(a, p) for a in self.named(start, end) for p in others)

    def of_no_party(self, at: int, report: int) -> bool:
        """Whether whoever a verb behind a place is done to is of a side that has no part: "urge BRAZIL to wait"."""
        sides = {p.side.partition("-")[0] for p in self.reports[report].parties if p.side}
        for m in self.doc.mentions:
            start = m.reach or m.start
            if start > at and _DONE_TO.fullmatch(self.doc.story.text, at, start) and m.kind is not MentionKind.GROUP:
                told = [a.side.value.partition("-")[0] for i in m.actors if (a := self.doc.actors[i]).side]
                return bool(told) and not sides.intersection(told) and not _owns(self.doc.story.text, m)
        return False

    def with_another(self, start: int, end: int, report: int) -> bool:
        """Whether the words say that something is with somebody who is no party: "an agreement with Brazil"."""
        text, parties = self.doc.story.text, self.reports[report].parties
        for m in self.doc.mentions:
            if start <= m.start and m.end <= end and _WITH.search(text, start, m.reach or m.start):
                actors = [self.doc.actors[a] for a in m.actors]
                return not any(acts_for(a, p) or (a.side and a.side.value == p.side) for a in actors for p in parties)
        return False

    def named(self, start: int, end: int) -> list[Actor]:
        """Everybody whom a stretch of the story names."""
        return [self.doc.actors[a] for m in self.doc.mentions if start <= m.start and m.end <= end for a in m.actors]

    def named_in(self, start: int, end: int) -> tuple[Actor, Source] | None:
        """The last one whom "by" names in a stretch: "described BY BERG as"."""
        here = [m for m in self.doc.mentions if start <= m.start and m.end <= end and self._known(m) and m.actors]
        by = [m for m in here if _BY.search(self.doc.story.text, start, m.reach or m.start)]
        return (self.doc.actors[by[-1].actors[0]], self.doc.story.source(by[-1].start, by[-1].end)) if by else None

    def before(self, sentence: int, t: Telling) -> tuple[Party, ...]:
        """The parties of a contact that stand in its sentence before the words that tell it: those who act."""
        named = self.named(self.doc.sentences[sentence].start, t.start)
        return tuple(p for p in self.reports[t.report].parties if any(acts_for(a, p) for a in named))

    def _only(self, subject: Subject, named: Sequence[Actor], statuses: Collection[Status]) -> int | None:
        """The one contact of a subject with somebody named of another side, meetings before visits."""
        fits = [
            n
            for n, r in enumerate(self.reports)
            if r.status.value in statuses
            and (mine := self.parties(n, subject))
            and any(acts_for(a, p) and p.side != mine[0].side for p in r.parties for a in named)
        ]
        meetings = [n for n in fits if self.reports[n].kind.value != Kind.VISIT] or fits
        return meetings[0] if len(meetings) == 1 else None

    def _order(self, t: Telling, at: int, subject: Subject) -> tuple[bool, int]:
        """Narrower before wider, then nearest."""
        visit = self.reports[t.report].kind.value == Kind.VISIT
        wider = not visit if subject.noun in _TRAVEL else visit
        return wider, min(abs(t.start - at), abs(t.end - at))

    def parties(self, report: int, subject: Subject) -> tuple[Party, ...]:
        """The parties of a contact that a subject names; none where it names somebody else too."""
        parties = self.reports[report].parties
        if subject.noun in _TRAVEL:
            return tuple(p for p in parties if p.role is Role.VISITOR) or parties[:1]
        if subject.everyone:
            return parties
        found = [next((p for p in parties if acts_for(a, p)), None) for a in subject.actors]
        return tuple(p for p in found if p) if found and all(found) else ()


_GAP_END = re.compile(rf"(?:\s+(?:{_ADVERB}|{_AUXILIARY}))*\s*$")


def _owns(text: str, mention: Mention) -> bool:
    """Whether the words only own what follows: "Berg's"."""
    return text[mention.end - 2 : mention.end] in {"’s", "'s"} or text[mention.end : mention.end + 2] in {"’s", "'s"}


def acts_for(actor: Actor, party: Party) -> bool:
    """Whether somebody named in the text is a party: by name, or where one has no name by side."""
    if actor.name and party.name:
        return same_name(actor.name.value, party.name)
    return actor.side is not None and actor.side.value == party.side
