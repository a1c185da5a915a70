"""What was said at a contact or about it, what a side wanted, and what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from summitry.model.stories import Actor, Claim, Source

if TYPE_CHECKING:
    from collections.abc import Iterator


_MARKED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]|(?<!\w)['‘](\S(?:[^‘]*?\S)?)['’](?!\w)")


def _inside_marks(words: Source) -> Iterator[Source]:
    """The stretches in quotation marks, without the marks."""
    for found in _MARKED.finditer(words.exact):
        exact = found[1] or found[2]
        start = words.start + found.start(1 if found[1] else 2)
        yield Source(words.story_id, start, start + len(exact), exact)


def _sources(actor: Actor | None, *others: Source | None) -> tuple[Source, ...]:
    """The words of an actor's name, office and side, and the others that there are."""
    claims = (actor.name, actor.office, actor.side) if actor else ()
    return (*(c.source for c in claims if c), *(s for s in others if s))


class Form(StrEnum):
    """How a story gives somebody's words."""

    DIRECT = "direct"  # in quotation marks, all of it
    MIXED = "mixed"  # partly: called the talks “very good”
    INDIRECT = "indirect"  # in the story's words: said that the talks went well


class Relay(StrEnum):
    """Who passed somebody's words, or an account of a contact, on to the reader."""

    SPOKESPERSON = "spokesperson"
    MINISTRY = "ministry"
    AGENCY = "agency"
    OUTLET = "outlet"
    OFFICIALS = "unnamed officials"
    ANALYSTS = "analysts"


@dataclass(frozen=True, slots=True)
class Relayed:
    """Who passed the words on, and the words that tell so."""

    kind: Relay
    source: Source


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said, as one story gives it."""

    id: str  # a hash of where the words stand
    speaker: Actor  # as far as known: a person, or only an office or a side
    named_by: Source  # the words that name the speaker here: "Otieno", "he", "the ministry"
    words: tuple[Source, ...]  # what was said, without its marks; several where the quotation is split
    form: Form
    rule: str
    cue: Source | None = None  # "said", "according to"
    topic: Claim | None = None  # what it is about, in the story's words
    relayed: Relayed | None = None

    @property
    def text(self) -> str:
        """What was said as one text; `…` stands where the story comes between."""
        return " … ".join(w.exact for w in self.words)

    @property
    def quoted(self) -> tuple[Source, ...]:
        """What of it stands in quotation marks: the speaker's own words, not the story's."""
        if self.form is Form.MIXED:
            return tuple(part for w in self.words for part in _inside_marks(w)) or self.words
        return self.words if self.form is Form.DIRECT else ()

    def sources(self) -> tuple[Source, ...]:
        """Every stretch of the story that it rests on."""
        relayed = self.relayed.source if self.relayed else None
        topic = self.topic.source if self.topic else None
        return _sources(self.speaker, self.named_by, *self.words, self.cue, topic, relayed)


@dataclass(frozen=True, slots=True)
class Aim:
    """What a side set out to do at a contact."""

    actor: Actor  # whose aim it is; a person, or only an office or a side
    words: Source  # what it wants: "to reopen the border crossings"
    cue: Source  # "aims to", "will press for"
    rule: str
    relayed: Relayed | None = None

    def sources(self) -> tuple[Source, ...]:
        """Every stretch of the story that it rests on."""
        return _sources(self.actor, self.words, self.cue, self.relayed.source if self.relayed else None)


class Content(StrEnum):
    """What words tell of a contact beside its being one."""

    AIM = "aim"
    OUTCOME = "outcome"
    TONE = "tone"


class Came(StrEnum):
    """What came of a contact."""

    AGREED = "agreed"
    SIGNED = "signed"
    ANNOUNCED = "announced"
    NOTHING = "nothing agreed"  # "no breakthrough", "no formal agreements"
    FAILED = "failed"
    WALKED_OUT = "walked out"
    CONTINUED = "to be continued"
    NEXT_ROUND = "next round agreed"


class Force(StrEnum):
    """How firmly an outcome is told."""

    TOLD = "told"
    HEDGED = "hedged"  # "close to a deal", "reportedly agreed"
    DENIED = "denied"  # "denied that a deal had been reached"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a contact, as one story tells it."""

    kind: Came
    words: Source  # what was agreed, or the words that tell that nothing was
    cue: Source  # "agreed to", "no breakthrough"
    rule: str
    force: Force = Force.TOLD
    relayed: Relayed | None = None
    next_report_id: str | None = None  # a report of the planned contact that was agreed on

    def sources(self) -> tuple[Source, ...]:
        """Every stretch of the story that it rests on."""
        return _sources(None, self.words, self.cue, self.relayed.source if self.relayed else None)


@dataclass(frozen=True, slots=True)
class Tone:
    """A word for the air in the room, and who used it."""

    words: Source  # "candid"
    rule: str
    by: Actor | None = None  # None: the story's own word
    named_by: Source | None = None  # the words that name whoever used it

    def sources(self) -> tuple[Source, ...]:
        """Every stretch of the story that it rests on."""
        return _sources(self.by, self.words, self.named_by)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that a learned reader takes for an aim or an outcome, before anybody asks of which contact."""

    content: Content
    start: int
    end: int
    sentence: int  # index into Doc.sentences
    score: float  # 0 to 1: how sure it is
    came: Came  # what kind of outcome it would be, and how firmly told
    force: Force
