"""The statements of a story."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summitry.model import Actor, Form, MentionKind, Statement, digest
from summitry.statements import speakers
from summitry.statements.contents import Said, said
from summitry.statements.cues import Span, cues
from summitry.statements.quotations import frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.model import Doc
    from summitry.statements.quotations import Frame, Quotation

_SENTENCE_WORDS = 4  # words from which a quotation can be a sentence of its own
_TITLE = re.compile(r"(?:(?:[A-Z0-9][\w’'.-]*|of|the|a|an|in|and|for|to|on|at|with|from|by|vs\.?|&),?\s?)+[.,!?]?")
_WORK = re.compile(
    r"(?:book|film|movie|song|album|play|novel|show|program|programme|series|documentary|article|essay|report|column|memoir"
    r"|titled|entitled|called|dubbed|nicknamed|known as|episode|magazine|headlined|segment|podcast|ad|spot|so-called)"
    r"[, :]*(?:the )?$"
)
_COLON = re.compile(r":\s*$")


@dataclass(slots=True)
class _Reading:
    """What was found so far."""

    doc: Doc
    statements: list[Statement] = field(default_factory=list)
    last: tuple[Actor, ...] = ()  # who spoke last
    named: Span | None = None  # the words that named them
    block: int = -1  # in which block
    open_frame: bool = False  # whether a sentence ended with a colon, or its block in words that lead to a quotation


def found(doc: Doc) -> tuple[Statement, ...]:
    """Every statement of the story, in its order. What several said together is a statement of each."""
    reading = _Reading(doc)
    for frame in frames(doc):
        _read(reading, frame)
    return tuple(reading.statements)


def _read(reading: _Reading, frame: Frame) -> None:
    claimed: set[Quotation] = set()
    known = cues(frame.words, frame.start)
    for one in sorted(_all(reading, frame, said(frame, known), claimed), key=lambda s: s.start):
        _keep(reading, frame, one)


def _all(reading: _Reading, frame: Frame, governed: Iterator[Said], claimed: set[Quotation]) -> Iterator[Said]:
    of_cues = list(governed)
    for one in of_cues:
        claimed.update(one.quotations)
        yield one
    for quotation in frame.quotations:
        if quotation in claimed:
            continue
        alone = _alone(reading, frame, quotation, of_cues)
        if alone is not None:
            yield alone


def _alone(reading: _Reading, frame: Frame, quotation: Quotation, of_cues: list[Said]) -> Said | None:
    """A quotation that no cue governs: whose it is by where it stands, or None where it is nobody's words."""
    text = reading.doc.story.text
    words = text[quotation.first : quotation.last]
    before = frame.words[: quotation.start - frame.start]
    count = len(words.split())
    whole = not any(c.isalnum() for c in frame.words)
    spans = ((quotation.first, quotation.last),)
    form = Form.DIRECT if count >= _SENTENCE_WORDS else Form.MIXED
    if not whole and (_WORK.search(before) or (_TITLE.fullmatch(words) and count > 1)):
        return None
    speaker, rule = _near(reading, frame, quotation, of_cues, whole=whole)
    return Said(spans, form, rule, speaker, None, (quotation,)) if speaker else None


def _near(
    reading: _Reading, frame: Frame, quotation: Quotation, of_cues: list[Said], *, whole: bool
) -> tuple[Span | None, str]:
    recent = reading.named if frame.block - reading.block <= 1 else None
    if whole:
        return recent, "continued"
    spoken = [s for s in of_cues if s.speaker is not None and s.cue is not None]
    if spoken:
        nearest = min(spoken, key=lambda s: abs((s.cue.start if s.cue else 0) - quotation.start))
        return nearest.speaker, "same sentence"
    subject = _subject(reading.doc, frame, quotation)
    if subject is not None:
        return subject, "subject"
    return (recent, "same paragraph") if reading.block == frame.block else (None, "")


def _subject(doc: Doc, frame: Frame, quotation: Quotation) -> Span | None:
    """Whoever the frame names first, before the quotation."""
    for mention in doc.mentions:
        if mention.start >= quotation.start:
            break
        if mention.start >= frame.start and mention.kind in {MentionKind.NAME, MentionKind.PRONOUN} and mention.actors:
            return Span(mention.start, mention.end)
    return None


def _keep(reading: _Reading, frame: Frame, one: Said) -> None:
    doc, story = reading.doc, reading.doc.story
    if one.speaker is None:
        return
    who = speakers.actors(doc, one.speaker) or reading.last or (Actor(),)
    words = tuple(story.source(a, b) for a, b in one.words)
    cue = story.source(one.cue.start, one.cue.end) if one.cue else None
    passed = speakers.relayed(doc, one.speaker)
    for n, actor in enumerate(who):
        name = f"{n}" if n else ""
        reading.statements.append(
            Statement(
                digest(story.id, "statement", *(f"{s.start}:{s.end}" for s in words), one.rule, name),
                actor,
                story.source(one.speaker.start, one.speaker.end),
                words,
                one.form,
                f"statement:{one.rule}",
                cue,
                relayed=passed,
            )
        )
    reading.last, reading.named, reading.block = who, one.speaker, frame.block
