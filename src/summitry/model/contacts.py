"""What stories report, and the contacts that their reports make."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from summitry.model.content import Aim, Outcome, Statement, Tone  # noqa: TC001 - read by codec at run time
from summitry.model.stories import Actor, Claim, Skipped, Source, Story  # noqa: TC001 - read by codec at run time
from summitry.model.words import Basis, Kind, LinkKind, Role, Status

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


# --- extract --------------------------------------------------------------------------------


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

    @property
    def person(self) -> str | None:
        """The person's id, where it is known who it is."""
        return self.actor.person_id


@dataclass(frozen=True, slots=True)
class Where:
    """Where it took place, as far as told."""

    country: Claim | None = None
    city: Claim | None = None
    venue: Claim | None = None
    margins_of: Claim | None = None

    @property
    def site(self) -> Site:
        """The same without sources."""
        claims = (self.country, self.city, self.venue, self.margins_of)
        return Site(*(claim.value if claim else None for claim in claims))


@dataclass(frozen=True, slots=True)
class Site:
    """Where it took place, as values alone; the country's code."""

    country: str | None = None
    city: str | None = None
    venue: str | None = None
    margins_of: str | None = None


NOWHERE = Site()


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
    score: float = 1.0  # 0 to 1: how sure the extractor was that it is told; the more tellings, the surer
    published: str | None = None  # the story's date, EDTF
    links: tuple[Link, ...] = ()
    origin: Origin | None = None
    statements: tuple[Statement, ...] = ()  # made at this contact or about it
    aims: tuple[Aim, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    tones: tuple[Tone, ...] = ()

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
        parts: tuple[Statement | Aim | Outcome | Tone, ...]
        parts = (*self.statements, *self.aims, *self.outcomes, *self.tones)
        content = (s for part in parts for s in part.sources())
        parties = (p.source for p in self.parties)
        return (*(c.source for _, c in self.claims()), *parties, *self.evidence, *linked, *content)


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
    def site(self) -> Site:
        """Where it took place, without sources."""
        return self.where.site

    @property
    def stories(self) -> tuple[str, ...]:
        """Keys of the stories that tell it, each once."""
        return tuple(dict.fromkeys(r.story_key for r in self.reports))

    @property
    def changes(self) -> tuple[tuple[Report, Status | None], ...]:
        """The reports that tell it first, or with another status than the one before; with that one."""
        before: list[Status | None] = [None, *(Status(r.status.value) for r in self.reports)]
        told = zip(self.reports, before, before[1:], strict=False)
        return tuple((report, was) for report, was, now in told if now is not was)

    @property
    def origins(self) -> int:
        """How many independent sources tell it: a reprint is no second one."""
        return len(self.reports) - len(self.repeats)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What was said at it or about it, in the order of the reports; what a reprint repeats stands once."""
        return self._once(lambda r: r.statements, lambda s: (_folded(*s.words), _who(s.speaker)))

    @property
    def aims(self) -> tuple[Aim, ...]:
        """What its sides set out to do, as `statements`."""
        return self._once(lambda r: r.aims, lambda a: (_folded(a.words), _who(a.actor)))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What came of it, as `statements`."""
        return self._once(lambda r: r.outcomes, lambda o: (_folded(o.words), o.kind, o.force))

    @property
    def tones(self) -> tuple[Tone, ...]:
        """The words for the air in the room, as `statements`."""
        return self._once(lambda r: r.tones, lambda t: (_folded(t.words), _who(t.by)))

    def _once(self, of: Callable[[Report], tuple[_T, ...]], key: Callable[[_T], object]) -> tuple[_T, ...]:
        """What the reports have of something; of one origin each key once, as the report told first has it."""
        origins = {r.report_id: r.of for r in self.repeats}
        told: dict[str, set[object]] = {}
        found: list[_T] = []
        for report in self.reports:
            known = told.setdefault(origins.get(report.id, report.id), set())
            new = [part for part in of(report) if key(part) not in known]
            known |= {key(part) for part in new}
            found += new
        return tuple(found)


def _folded(*words: Source) -> str:
    """The letters and figures of the words, whatever stands between them."""
    return "".join(c for w in words for c in w.exact.casefold() if c.isalnum())


def _who(actor: Actor | None) -> str | None:
    """Whose words they are, as far as a reprint tells it by the same words: the side, or else the name."""
    claim = (actor.side or actor.name) if actor else None
    return claim.value if claim else None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one story gave: what `keep` stores and `explain` shows."""

    story: Story
    capture_sha256: str
    reports: tuple[Report, ...]
    skipped: tuple[Skipped, ...] = field(default=())
    extractor: str = ""  # name and version of what read it; empty where nobody told
    capture_id: str | None = None  # `Capture.id`
    statements: tuple[Statement, ...] = ()  # those made at no contact or about none; the others are with the reports
    aside: tuple[Aside, ...] = ()  # what else it gave, and a person has set aside


# --- decide ---------------------------------------------------------------------------------


class Judgement(StrEnum):
    """What a person says of reports."""

    SAME = "same"  # all of them tell one contact
    DIFFERENT = "different"  # no two of different sides tell one contact
    WRONG = "wrong"  # none of them tells what its story does: they are in no contact


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
    status: Status | None = None  # None in decisions made before it was remembered
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
    by: str | None = None  # who decided, where that was told

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The reports of all sides."""
        return tuple(anchor for side in self.sides for anchor in side)

    @property
    def waiting(self) -> tuple[Anchor, ...]:
        """The reports that cannot be found now."""
        return tuple(anchor for anchor in self.anchors if anchor.found is None)


@dataclass(frozen=True, slots=True)
class Aside:
    """A report that a person has set aside as wrong: it is kept, and in no contact."""

    report: Report
    decision: Decision  # the first that says so


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
