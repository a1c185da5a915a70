"""What crosses a stage, and nothing else: frozen, slotted dataclasses and enums.

Offsets are in characters of `Story.text`, start included, end excluded, so that for every
`Source` of a story `story.text[source.start:source.end] == source.exact`.
Dates are EDTF strings (ISO 8601-2), see `dates.py`. Unknown is `None`; a reason is an enum.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


def digest(*parts: str, length: int = 16) -> str:
    """A content hash of some strings: the same words give the same id everywhere."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


# --- the words of the record ----------------------------------------------------------------


class Kind(StrEnum):
    """How the sides were in contact."""

    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"


class Status(StrEnum):
    """What had become of the contact when the story was written."""

    HELD = "held"
    PLANNED = "planned"
    POSSIBLE = "possible"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REFUSED = "refused"


class Role(StrEnum):
    """What a party was to the contact."""

    PARTY = "party"
    VISITOR = "visitor"
    HOST = "host"
    MEDIATOR = "mediator"


class Basis(StrEnum):
    """What a value rests on."""

    STATED = "stated"  # the words say it
    RELATIVE = "relative"  # the words say it relative to the story's date ("Monday")
    INFERRED = "inferred"  # it follows from the words and a fact (a city's country, a dated office)


class DateBasis(StrEnum):
    """Where a claim of a story's publication date comes from, most reliable first."""

    GIVEN = "given"  # with the input: a JSONL field, a feed
    METADATA = "metadata"  # the page's own metadata
    LINE = "line"  # a date line in the text ("Date: 2025-04-14")
    DATELINE = "dateline"  # the first words of the story ("BEIJING, June 18 (AP) —")
    URL = "url"
    TEXT = "text"  # what the story tells fixes it ("Monday, January 20")
    # The two below tell no date, but the days that are left: no day word counts from them.
    OPEN = "left open"  # by offices, gatherings and the like of which the story tells
    RECORD = "record"  # by contacts that other stories date


class DropReason(StrEnum):
    """Why a line of the input is not part of the story."""

    NAVIGATION = "navigation"
    DATE_LINE = "date line"
    SITE_NAME = "site name"
    HEADLINE_LIST = "list of other headlines"
    HEADING_OF_LIST = "heading of a list"
    COMMENT_BOX = "comment box"
    COUNTER = "counter"
    CREDIT = "credit or caption"
    PROMOTION = "promotion"
    BYLINE = "byline"
    REPEATED = "repeated line"
    MARKUP = "outside the article of the page"


class SkipReason(StrEnum):
    """Why a candidate is no contact of the record."""

    ONE_SIDE = "one side only"
    NO_PARTY = "no party found"
    SAME_GOVERNMENT = "inside one government"
    GATHERING = "a gathering, not a contact"
    WISH = "a wish or a general habit, no occasion"
    NEGATED = "told as not taking place"
    NOT_DIPLOMATIC = "another sense of the word"
    PRIVATE = "private people or companies"
    TOLD_AGAIN = "the same occasion told again"
    WEAK = "the reader is not sure enough"


class FailReason(StrEnum):
    """Why an input gave no story."""

    MISSING = "no such file"
    UNREADABLE = "cannot be opened"
    EMPTY = "empty"
    BINARY = "not text"
    TOO_LARGE = "too large"
    BAD_LINE = "not a JSON story"
    NO_TEXT = "no story text found"
    LANGUAGE = "not in a language that can be read"
    LOOP = "a folder that contains itself"
    BROKEN = "could not be read as a story"

    @property
    def skips(self) -> bool:
        """Whether the input was passed over because there is nothing to read in it, and nothing went wrong."""
        return self in {FailReason.EMPTY, FailReason.NO_TEXT, FailReason.LANGUAGE, FailReason.LOOP}


class LinkKind(StrEnum):
    """How one contact stands to another, or to an incident."""

    DURING = "during"  # a part of it: a meeting in a visit
    AFTER = "after"
    BEFORE = "before"
    BECAUSE_OF = "because_of"
    REPLACES = "replaces"  # makes good one that came to nothing


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


# --- extract --------------------------------------------------------------------------------


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
class Party:
    """Who took part, in which office, for which side."""

    actor: Actor
    role: Role
    source: Source  # the words that put it in this contact

    @property
    def name(self) -> str | None:
        """The fullest form of the name in the story."""
        return self.actor.name.value if self.actor.name else None

    @property
    def office(self) -> str | None:
        """The office as told, or as held at that time."""
        return self.actor.office.value if self.actor.office else None

    @property
    def side(self) -> str | None:
        """ISO 3166-1 alpha-2, ISO 3166-2, or an organisation's short name."""
        return self.actor.side.value if self.actor.side else None


@dataclass(frozen=True, slots=True)
class Where:
    """Where it took place, as far as told."""

    country: Claim | None = None
    city: Claim | None = None
    venue: Claim | None = None
    margins_of: Claim | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened and is no contact, but to which one stands: drills, a shootdown, an inauguration."""

    id: str  # the same for the same words of the same days
    name: Claim
    when: Claim | None = None
    country: Claim | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """How a report's contact stands to another contact, or to an incident; one of the two is set."""

    kind: LinkKind
    source: Source  # the words that tell it; for a link that follows from structure, those of the other report
    rule: str
    report_id: str | None = None  # a report of the other contact: any report's id finds its contact
    incident: Incident | None = None
    basis: Basis = Basis.STATED


@dataclass(frozen=True, slots=True)
class Origin:
    """What tells whether two reports have one origin: near copies, one agency, one account that both repeat."""

    fingerprint: str = ""  # of the story's words, see `fingerprints`
    outlet: str | None = None
    agency: str | None = None
    cites: tuple[str, ...] = ()  # agencies and outlets that the deciding sentences name as their source


@dataclass(frozen=True, slots=True)
class Report:
    """One story's account of one contact."""

    id: str
    story_id: str
    story_key: str
    kind: Claim
    status: Claim
    parties: tuple[Party, ...]
    when: Claim | None
    where: Where
    topics: tuple[Claim, ...]
    evidence: tuple[Source, ...]  # the sentences it rests on, in the story's order
    extractor: str  # name and version
    score: float = 1.0
    published: str | None = None  # the story's date, EDTF
    links: tuple[Link, ...] = ()
    origin: Origin | None = None

    def claims(self) -> tuple[tuple[str, Claim], ...]:
        """Every claim with its field's name."""
        found: list[tuple[str, Claim | None]] = [("kind", self.kind), ("status", self.status), ("when", self.when)]
        for n, party in enumerate(self.parties):
            found += [(f"parties.{n}.{part}", getattr(party.actor, part)) for part in ("name", "office", "side")]
        found += [(f"where.{part}", getattr(self.where, part)) for part in ("country", "city", "venue", "margins_of")]
        found += [(f"topics.{n}", topic) for n, topic in enumerate(self.topics)]
        return tuple((name, claim) for name, claim in found if claim is not None)

    def sources(self) -> tuple[Source, ...]:
        """Every stretch of the story that this report rests on."""
        linked = (link.source for link in self.links)
        return (*(c.source for _, c in self.claims()), *(p.source for p in self.parties), *self.evidence, *linked)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A candidate let go, and why."""

    source: Source
    reason: SkipReason
    rule: str
    detail: str = ""


# --- resolve --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Account:
    """One side of a disagreement: a value, who tells it, and in which words."""

    value: str
    stories: tuple[str, ...]  # their keys, by date
    claims: tuple[Claim, ...]  # one of each story, in the same order
    origins: int = 1  # how many of the stories are independent
    best: bool = False  # whether the contact shows this value


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which stories make claims that cannot all hold."""

    field: str  # "status", "when", "where.country", "where.city", "where.margins_of", "office"
    accounts: tuple[Account, ...]
    about: str | None = None  # whose office

    @property
    def label(self) -> str:
        """The field in words that name it alone: "where.city", "office of Ana Lima"."""
        return f"{self.field} of {self.about}" if self.about else self.field


@dataclass(frozen=True, slots=True)
class Step:
    """What one story said had become of the contact, and who said so."""

    told: str | None  # the story's date, EDTF
    status: Status
    story: str  # its key
    source: Source  # its words
    outlet: str | None = None
    agency: str | None = None
    relayed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A report that is no source of its own, since another of the contact has the same origin."""

    report_id: str
    of: str  # the report of that origin that counts: the first told
    why: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that a report without one takes from another report of the contact."""

    report_id: str
    when: Claim  # basis `inferred`; its words are the other report's
    why: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Reports of one contact. Best values follow the rule written at `resolve.best`."""

    id: str
    reports: tuple[Report, ...]
    kind: Kind
    status: Status
    parties: tuple[Party, ...]
    when: str | None
    where: Where
    topics: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[Step, ...] = ()  # by the stories' dates
    links: tuple[Link, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    dated_by: tuple[Dated, ...] = ()

    @property
    def stories(self) -> tuple[str, ...]:
        """Keys of the stories that tell it, each once."""
        return tuple(dict.fromkeys(r.story_key for r in self.reports))

    @property
    def origins(self) -> int:
        """How many independent sources tell it: a reprint is no second one."""
        return len(self.reports) - len(self.repeats)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one story gave: what `keep` stores and `explain` shows."""

    story: Story
    capture_sha256: str
    reports: tuple[Report, ...]
    skipped: tuple[Skipped, ...] = field(default=())
    extractor: str = ""  # name and version of what read it; empty where nobody told
    capture_id: str | None = None  # `Capture.id`


# --- decide ---------------------------------------------------------------------------------


class Judgement(StrEnum):
    """What a person says of reports."""

    SAME = "same"  # all of them tell one contact
    DIFFERENT = "different"  # no two of different sides tell one contact


@dataclass(frozen=True, slots=True)
class Anchor:
    """A report as a decision remembers it, so that it is found again when its story is read anew."""

    report_id: str  # as it was when the decision was made
    story_id: str
    story_key: str
    kind: Kind
    who: tuple[tuple[str | None, str | None], ...]  # name and side of each party
    cue: str  # the deciding words
    sentence: str  # the sentence they stand in
    when: str | None = None
    capture_id: str | None = None  # an input of the story, by which it is found under another id
    found: str | None = None  # the id that the report has now; None while there is none

    @property
    def id(self) -> str:
        """The id by which decisions speak of the report, also of one that cannot be found now."""
        return self.found or self.report_id


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of the reports of some contacts; it wins over every score."""

    number: int  # as `summitry decisions` lists it; none is given twice
    judgement: Judgement
    sides: tuple[tuple[Anchor, ...], ...]  # the reports of each contact, or of each part of one
    at: str  # ISO 8601
    because: str | None = None

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The reports of all sides."""
        return tuple(anchor for side in self.sides for anchor in side)

    @property
    def waiting(self) -> tuple[Anchor, ...]:
        """The reports that cannot be found now."""
        return tuple(anchor for anchor in self.anchors if anchor.found is None)


@dataclass(frozen=True, slots=True)
class Change:
    """What a decision did: the contacts that are others now, as they were and as they are."""

    decision: Decision
    before: tuple[Contact, ...]
    after: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two reports of which a person might judge otherwise."""

    judgement: Judgement  # what holds now: whether they are one contact
    reports: tuple[str, str]
    contacts: tuple[str, str]  # of the two reports; twice the same where they are one
    doubt: float  # from 0 to 1, most doubtful first
    why: tuple[str, ...]
