"""The statements of a story."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summitry.model import Actor, Form, MentionKind, Relayed, Source, Statement, digest
from summitry.statements import phrases, speakers
from summitry.statements.contents import Said, said
from summitry.statements.cues import ACCORDING, Span, cues
from summitry.statements.quotations import frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.model import Doc, Mention
    from summitry.statements.quotations import Frame, Quotation

_LEAD = 12  # characters that may stand before or behind what is passed on: "on Monday"
_SENTENCE_WORDS = 4  # words from which a quotation can be a sentence of its own
_SMALL = frozenset({"of", "the", "a", "an", "in", "and", "for", "to", "on", "at", "with", "from", "by", "vs.", "&"})
_WORK = re.compile(
    r"(?:book|film|movie|song|album|play|novel|show|program|programme|series|documentary|article|essay|report|column"
    r"|memoir|titled|entitled|called|dubbed|nicknamed|known as|episode|magazine|headlined|segment|podcast|so-called)"
    r"[, :]*(?:the )?$"
)
_NO_SUBJECT = frozenset({"his", "her", "their", "its", "him", "them", "me"})
_GOVERNED = re.compile(
    r"\b(?:in|to|with|of|from|by|for|at|on|against|between|about|over|into|toward|towards|through|and|after|before"
    r"|[Dd]uring|[Aa]fter|[Bb]efore|[Ii]n|told|met|asked|urged)"
    r" (?:the |a |an |his |her |their |its |[A-Z][\w’'-]* |[a-z]+ )?$"
)
_VERB_NEXT = re.compile(r",? (?:[a-z]+(?:ed|s)|has|had|have|said|will|is|was|are|were|also|on|in)\b")
_GENDERS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "it": "it"}
_RECENT = 6  # speakers and statements back to which a pronoun is followed
_COLON = re.compile(r":\s*$")


@dataclass(slots=True)
class _Reading:
    """What was found so far."""

    doc: Doc
    pronouns: dict[Actor, set[str]]  # which of "he" and "she" point at an actor
    statements: list[Statement] = field(default_factory=list)
    last: tuple[Actor, ...] = ()  # who spoke last
    named: Span | None = None  # the words that named them
    block: int = -1  # in which block
    led: Span | None = None  # whom the frame before names first, where its paragraph may lead to a quotation
    recent: list[tuple[Actor, ...]] = field(default_factory=list)  # the last speakers, each once
    said: list[Source] = field(default_factory=list)  # the words found so far

    def heard(self, who: tuple[Actor, ...], named: Span, block: int) -> None:
        """Keep who spoke last."""
        self.last, self.named, self.block = who, named, block
        self.recent = [*(r for r in self.recent if r != who), who][-_RECENT:]

    def fits(self, who: tuple[Actor, ...], pronoun: str) -> bool:
        """Whether the pronoun can point at these speakers: no pronoun of the other kind does in this story."""
        if len(who) != 1 or (pronoun == "it") != (who[0].name is None):
            return False
        return pronoun not in _GENDERS or not self.pronouns.get(who[0], set()) - {pronoun}


def found(doc: Doc) -> tuple[Statement, ...]:
    """Every statement of the story, in its order. What several said together is a statement of each."""
    reading = _Reading(doc, _pronouns(doc))
    for frame in frames(doc):
        _read(reading, frame)
    return tuple(reading.statements)


def _pronouns(doc: Doc) -> dict[Actor, set[str]]:
    """Which of "he" and "she" the story uses of each actor."""
    found: dict[Actor, set[str]] = {}
    for mention in doc.mentions:
        pronoun = _GENDERS.get(doc.story.text[mention.start : mention.end].lower())
        if mention.kind is MentionKind.PRONOUN and pronoun and len(mention.actors) == 1:
            found.setdefault(doc.actors[mention.actors[0]], set()).add(pronoun)
    return found


def _read(reading: _Reading, frame: Frame) -> None:
    """Add what is said in a frame, and remember who spoke."""
    doc, named = reading.doc, subjects(reading.doc, frame)
    known = cues(frame.words, frame.start, named)
    told = sorted(_all(reading, frame, said(frame, known)), key=lambda s: s.start)
    passing = [one for one in told if _passes_on(doc, one, told)]
    for one in (s for s in told if s not in passing):
        outer = next((o for o in passing if _within(one, o)), None)
        _keep(reading, frame, one, speakers.relayed(doc, outer.speaker) if outer and outer.speaker else None)
    if named or not frame.quotations:
        reading.led = named[0] if named else None
    leads = [c.speaker for c in known if c.speaker] or named
    if leads and _COLON.search(frame.words):
        reading.heard(_who(reading, leads[-1]), leads[-1], frame.block)


def _passes_on(doc: Doc, outer: Said, told: Sequence[Said]) -> bool:
    """Whether it is another's: "Berg said that …, the agency reported" is Berg's, by way of the agency."""
    if outer.speaker is None or outer.cue is None or speakers.relayed(doc, outer.speaker) is None:
        return False
    inside = [one for one in told if _within(one, outer)]
    return any(_begins(one) - outer.start <= _LEAD for one in inside)


def _within(inner: Said, outer: Said) -> bool:
    """Whether it is told in another's words, by a speaker of its own."""
    if inner is outer or inner.cue is None or inner.speaker is None or inner.speaker == outer.speaker:
        return False
    end = max(inner.words[-1][1], inner.cue.end, inner.speaker.end)
    return outer.start <= _begins(inner) + 1 and end <= outer.words[-1][1] + 1


def _begins(one: Said) -> int:
    """Where its words, its cue or its speaker's name begin."""
    places = [one.start]
    places += [one.speaker.start] if one.speaker else []
    places += [one.cue.start] if one.cue else []
    return min(places)


def _all(reading: _Reading, frame: Frame, governed: Iterator[Said]) -> Iterator[Said]:
    """What the frame's cues govern, then the quotations that none does."""
    of_cues = list(governed)
    yield from of_cues
    claimed = {q for one in of_cues for q in one.quotations}
    for quotation in frame.quotations:
        if quotation in claimed:
            continue
        alone = _alone(reading, frame, quotation, of_cues)
        if alone is not None:
            yield alone


def _alone(reading: _Reading, frame: Frame, quotation: Quotation, of_cues: list[Said]) -> Said | None:
    """A quotation that no cue governs: whose it is by where it stands, or None where it is nobody's words.

    A few words inside a sentence are more often a term or a nickname than something said; so they are left out.
    """
    words = reading.doc.story.text[quotation.first : quotation.last]
    whole = not any(c.isalnum() for c in frame.words)
    if not whole:
        before = frame.words[: quotation.start - frame.start]
        if len(words.split()) < _SENTENCE_WORDS or _WORK.search(before) or _is_title(words):
            return None
    speaker, rule = _near(reading, frame, quotation, of_cues, whole=whole)
    spans = ((quotation.first, quotation.last),)
    return Said(spans, Form.DIRECT, rule, speaker, None, (quotation,)) if speaker else None


def _is_title(words: str) -> bool:
    """Whether every word has a capital, as in the title of a work."""
    return all(w[0].isupper() or w[0].isdigit() or w.strip(",") in _SMALL for w in words.split())


def _near(
    reading: _Reading, frame: Frame, quotation: Quotation, of_cues: list[Said], *, whole: bool
) -> tuple[Span | None, str]:
    recent = reading.named if frame.block - reading.block <= 1 else None
    if whole:
        return recent or reading.led, "continued"
    spoken = [s for s in of_cues if s.speaker is not None and s.cue is not None]
    if spoken:
        nearest = min(spoken, key=lambda s: abs((s.cue.start if s.cue else 0) - quotation.start))
        return nearest.speaker, "same sentence"
    if reading.block == frame.block:
        return recent, "same paragraph"
    return _subject(reading.doc, frame, quotation), "subject"


def _subject(doc: Doc, frame: Frame, quotation: Quotation) -> Span | None:
    """Whoever the frame names first, before the quotation."""
    named = next((s for s in subjects(doc, frame) if s.end <= quotation.start), None)
    before = frame.words[: quotation.start - frame.start]
    if named is None and _COLON.search(before) and (first := phrases.forward(before, 0)):
        led = Span(first[0] + frame.start, first[1] + frame.start)
        return led if speakers.can_speak(doc, led) else None
    return named


def subjects(doc: Doc, frame: Frame) -> tuple[Span, ...]:
    """The actors named in a frame, outside its quotations, where they can be the subject of a verb."""
    text, found = doc.story.text, []
    first = bisect_left(doc.mentions, frame.start, key=lambda m: m.start)
    for mention in doc.mentions[first:]:
        if mention.start >= frame.end:
            break
        quoted = any(q.start <= mention.start < q.end for q in frame.quotations)
        if not quoted and mention.actors and _can_be_subject(text, mention):
            found.append(Span(mention.start, mention.end))
    return tuple(found)


def _can_be_subject(text: str, mention: Mention) -> bool:
    words = text[mention.start : mention.end].lower()
    if words in _NO_SUBJECT or text[mention.end : mention.end + 2] in {"’s", "'s", "’ ", "' "}:
        return False
    if mention.kind is MentionKind.SIDE and not _VERB_NEXT.match(text, mention.end):
        return False
    return not _GOVERNED.search(text, max(0, (mention.reach or mention.start) - 24), mention.reach or mention.start)


def _who(reading: _Reading, named: Span, covered: Sequence[tuple[int, int]] = ()) -> tuple[Actor, ...]:
    """Whoever the words point at. "He" beside a quotation is who spoke last, not whom that one spoke of.

    `covered`: stretches of the frame that somebody says.
    """
    pointed = speakers.actors(reading.doc, named)
    told = reading.doc.story.text[named.start : named.end].lower()
    if told not in _GENDERS or (pointed and _named_since(reading, pointed, named.start, covered)):
        return pointed or reading.last or (Actor(),)
    fitting = (who for who in reversed(reading.recent) if reading.fits(who, told))
    return next(fitting, pointed or (Actor(),))


def _named_since(reading: _Reading, who: tuple[Actor, ...], end: int, covered: Sequence[tuple[int, int]]) -> bool:
    """Whether somebody was named, by more than what another said, since the last speaker was."""
    doc = reading.doc
    since = reading.named.start if reading.named else 0
    for mention in reversed(doc.mentions[: bisect_left(doc.mentions, end, key=lambda m: m.start)]):
        if mention.start < since:
            return False
        if mention.kind is MentionKind.NAME and any(doc.actors[a] in who for a in mention.actors):
            said = (*covered, *((w.start, w.end) for w in reading.said[-_RECENT:]))
            if not any(a <= mention.start < b for a, b in said):
                return True
    return False


def _keep(reading: _Reading, frame: Frame, one: Said, relay: Relayed | None) -> None:
    doc, story = reading.doc, reading.doc.story
    if one.speaker is None:
        return
    sure = one.form is Form.DIRECT or (one.cue is not None and one.cue.label == ACCORDING)
    if not sure and not speakers.can_speak(doc, one.speaker):
        return
    who = _who(reading, one.speaker, (*one.words, *((q.start, q.end) for q in frame.quotations)))
    words = tuple(story.source(a, b) for a, b in one.words)
    cue = story.source(one.cue.start, one.cue.end) if one.cue else None
    reading.said.extend(words)
    named, passed = story.source(one.speaker.start, one.speaker.end), speakers.relayed(doc, one.speaker) or relay
    for n, actor in enumerate(who):
        where = (f"{s.start}:{s.end}" for s in words)
        made = digest(story.id, "statement", one.rule, str(n), *where)
        rule = f"statement:{one.rule}"
        reading.statements.append(Statement(made, actor, named, words, one.form, rule, cue, relayed=passed))
    reading.heard(who, one.speaker, frame.block)
