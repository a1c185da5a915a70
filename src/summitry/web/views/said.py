"""What was said at a contact or about it, side by side, what each side wanted, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.names import same_name
from summitry.positions import subjects_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.model import Actor, Aim, Came, Contact, Force, Form, Outcome, Relayed, Source, Statement, Story, Tone


@dataclass(frozen=True, slots=True)
class Place:
    """The story in which words stand."""

    story: str  # its key
    story_id: str
    told: str | None  # the story's date, EDTF
    by: str | None  # the outlet or agency


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said."""

    words: tuple[str, ...]  # in parts where the quotation is split
    cue: str | None  # "urged"
    form: Form
    speaker: str | None  # a name, an office; None for a side alone
    named_by: str  # as the story names the speaker there
    topic: str | None  # in the story's words
    subjects: tuple[str, ...]  # names of the scheme
    relayed: str | None  # who passed it on
    place: Place


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody set out to do."""

    words: str
    cue: str
    actor: str | None
    relayed: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class SideSaid:
    """What one side said and wanted; `side` is None for whoever speaks for none that is known."""

    side: str | None
    said: tuple[Said, ...]
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class CameOf:
    """What came of the contact."""

    kind: Came
    force: Force
    words: str
    cue: str
    relayed: str | None
    next_contact: str | None  # the report of the contact that was agreed on
    place: Place


@dataclass(frozen=True, slots=True)
class Air:
    """A word for the air in the room; without `by` it is the story's own."""

    words: str
    by: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Content:
    """What was said, wanted and agreed."""

    sides: tuple[SideSaid, ...]
    outcomes: tuple[CameOf, ...]
    tones: tuple[Air, ...]


def content(found: Contact, stories: Mapping[str, Story]) -> Content:
    """The content of a contact, its parties' sides first; what reprints repeat stands once.

    Args:
        found: the contact.
        stories: those of its reports, by id.
    """
    statements, aims = found.statements, found.aims
    speakers = [(_side(s.speaker, found), s) for s in statements]
    actors = [(_side(a.actor, found), a) for a in aims]
    told = [*(p.side for p in found.parties), *(side for side, _ in speakers), *(side for side, _ in actors)]
    sides = (
        SideSaid(
            side,
            tuple(_said(s, stories) for its, s in speakers if its == side),
            tuple(_wanted(a, stories) for its, a in actors if its == side),
        )
        for side in (*dict.fromkeys(s for s in told if s), None)
    )
    return Content(
        sides=tuple(s for s in sides if s.said or s.wanted),
        outcomes=tuple(_came(o, stories) for o in found.outcomes),
        tones=tuple(_air(t, found, stories) for t in found.tones),
    )


def _said(one: Statement, stories: Mapping[str, Story]) -> Said:
    return Said(
        words=tuple(w.exact for w in one.words),
        cue=one.cue.exact if one.cue else None,
        form=one.form,
        speaker=_actor(one.speaker),
        named_by=one.named_by.exact,
        topic=one.topic.value if one.topic else None,
        subjects=subjects_of(one),
        relayed=_relayed(one.relayed),
        place=_place(one.named_by, stories),
    )


def _wanted(one: Aim, stories: Mapping[str, Story]) -> Wanted:
    place = _place(one.words, stories)
    return Wanted(one.words.exact, one.cue.exact, _actor(one.actor), _relayed(one.relayed), place)


def _came(one: Outcome, stories: Mapping[str, Story]) -> CameOf:
    relayed, place = _relayed(one.relayed), _place(one.words, stories)
    return CameOf(one.kind, one.force, one.words.exact, one.cue.exact, relayed, one.next_report_id, place)


def _air(one: Tone, found: Contact, stories: Mapping[str, Story]) -> Air:
    by = (_actor(one.by) or _side(one.by, found)) if one.by else None
    return Air(one.words.exact, by, _place(one.words, stories))


def _side(actor: Actor, found: Contact) -> str | None:
    """Whom somebody speaks for; where the story does not tell it, the side of the contact's one party of the name."""
    if actor.side or actor.name is None:
        return actor.side.value if actor.side else None
    sides = {p.side for p in found.parties if p.name and same_name(p.name, actor.name.value)}
    return next(iter(sides)) if len(sides) == 1 else None


def _actor(actor: Actor) -> str | None:
    """Name and office: "Ana Lima, President"."""
    return ", ".join(claim.value for claim in (actor.name, actor.office) if claim) or None


def _relayed(one: Relayed | None) -> str | None:
    return f"{one.kind} (“{one.source.exact}”)" if one else None


def _place(source: Source, stories: Mapping[str, Story]) -> Place:
    story = stories[source.story_id]
    return Place(story.key, story.id, story.date, story.outlet or story.agency)
