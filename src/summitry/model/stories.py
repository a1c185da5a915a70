"""A story on its way: as found, as parsed, as annotated."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from summitry.model.words import Basis, DateBasis, DropReason, FailReason, Kind, Role, SkipReason, Status, digest

if TYPE_CHECKING:
    from summitry.model.content import Marked

# --- read -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """What came with an input beside its text; claims, not truths."""

    id: str | None = None
    date: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One story's bytes as found. `name` is how messages call it (`stories/a.txt`, `feed.jsonl:3`)."""

    key: str  # the story's key in reports: the file's name, or the JSONL line's id
    name: str
    data: bytes
    media_type: str  # text/html, text/plain, text/markdown
    given: Given = Given()

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def id(self) -> str:
        """A content hash of all that the story is made of; where the bytes were found is no part of it."""
        given = (self.given.date, self.given.title, self.given.url, self.given.outlet)
        return digest(self.sha256, self.media_type, *(g or "" for g in given), length=32)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no story; the others still are read."""

    name: str
    reason: FailReason
    message: str  # what to do about it


@dataclass(frozen=True, slots=True)
class Known:
    """An input that the record has, read by the same extractor; it was not read again."""

    name: str


# --- parse ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """Exact words of a story."""

    story_id: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that is not part of the story, and why."""

    line: int  # 1-based in the text as read; for a page, in its text form
    text: str
    reason: DropReason
    rule: str  # id of the lexicon entry or the rule


class BlockKind(StrEnum):
    """What a stretch of `Story.text` is."""

    TITLE = "title"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """A title or a paragraph: `story.text[start:end]`."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateClaim:
    """One account of when the story was published."""

    value: str  # EDTF
    basis: DateBasis
    exact: str  # the words or the metadata it was read from
    doubts: tuple[str, ...] = ()  # reasons why it cannot be; empty while it can


@dataclass(frozen=True, slots=True)
class Story:
    """A text as a reader would read it: title first, then paragraphs, blank lines between."""

    id: str
    key: str
    name: str
    text: str
    blocks: tuple[Block, ...]
    published: tuple[DateClaim, ...] = ()
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: Source | None = None  # the words "NEW YORK (AP) —", which tell where it was written
    language: str = "en"
    url: str | None = None
    dropped: tuple[Dropped, ...] = ()

    @property
    def title(self) -> str | None:
        """The headline, where there is one."""
        return next((self.text[b.start : b.end] for b in self.blocks if b.kind is BlockKind.TITLE), None)

    @property
    def dated(self) -> DateClaim | None:
        """The claim of the publication date that no reason speaks against, of the most reliable basis."""
        days_left = (DateBasis.OPEN, DateBasis.RECORD)
        return next((c for c in self.published if not c.doubts and c.basis not in days_left), None)

    @property
    def date(self) -> str | None:
        """The publication date that no reason speaks against, as EDTF."""
        return self.dated.value if self.dated else None

    def source(self, start: int, end: int) -> Source:
        """The words from `start` to `end`."""
        return Source(self.id, start, end, self.text[start:end])


# --- annotate -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the story."""

    start: int
    end: int
    block: int  # index into Story.blocks


@dataclass(frozen=True, slots=True)
class Claim:
    """A value as one story tells it, with the words it rests on and the rule that read it."""

    value: str
    source: Source
    rule: str
    basis: Basis = Basis.STATED
    relayed_by: str | None = None  # "White House", "Reuters": who says so, where the story names it


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or some body that can take part: a person, or an office or side without a name."""

    name: Claim | None = None
    office: Claim | None = None
    side: Claim | None = None
    person_id: str | None = None  # set by `link`


class MentionKind(StrEnum):
    """How a text points at actors."""

    NAME = "name"  # "Antony Blinken", "Blinken"
    OFFICE = "office"  # "the Secretary", "Chinese officials", "his Russian counterpart"
    SIDE = "side"  # "China", "Beijing", "the Kremlin"
    PRONOUN = "pronoun"  # "he"
    GROUP = "group"  # "the two leaders", "both ministers"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that point at one actor, or for a group at several (indices into `Doc.actors`)."""

    start: int
    end: int
    kind: MentionKind
    actors: tuple[int, ...]
    reach: int | None = None  # where the office and side before a name begin ("Kenya's minister Otieno")


@dataclass(frozen=True, slots=True)
class Place:
    """Words that name a place. `metonym`: where they may also stand for a government."""

    start: int
    end: int
    name: str
    country: str | None
    city: str | None = None
    metonym: bool = False


@dataclass(frozen=True, slots=True)
class Doc:
    """A story with its sentences, who is in it, and its places."""

    story: Story
    sentences: tuple[Sentence, ...]
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]  # by start
    places: tuple[Place, ...]  # by start
    told: tuple[Occasion | Skipped, ...] | None = None  # what a learned reader sees told; None where none looked
    marked: tuple[Marked, ...] | None = None  # what it takes for aims and outcomes, by start; None as above


# --- what a reader finds in it --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taking:
    """One party of an occasion: the words that name it, and its role."""

    start: int
    end: int
    role: Role = Role.PARTY


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an extractor finds: words that tell a contact, its kind and status, and who took part."""

    start: int  # the deciding words: the cue
    end: int
    sentence: int  # index into Doc.sentences
    kind: Kind
    status: Status
    takings: tuple[Taking, ...]
    rule: str
    score: float = 1.0
    status_source: tuple[int, int] | None = None  # the words that tell the status, if not the cue
    status_rule: str | None = None  # what read the status, if not `rule`
    # Where an extractor says itself which words tell when, where and what about; None where it does not.
    times: tuple[tuple[int, int], ...] | None = None
    places: tuple[tuple[int, int], ...] | None = None
    topics: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A candidate let go, and why."""

    source: Source
    reason: SkipReason
    rule: str
    detail: str = ""
