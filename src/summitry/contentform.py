"""What was said, wanted and agreed in the form in which it leaves the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypedDict

from summitry import subjects
from summitry.model import Came, Contact, Force, Form, Relay
from summitry.positions import Wording, subjects_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.model import Actor, Aim, Outcome, Relayed, Report, Source, Statement, Tone
    from summitry.positions import Position, Said, Shift, Turn


class WordsLine(TypedDict):
    """A stretch of the story."""

    start: int
    end: int
    exact: str


class WhoLine(TypedDict):
    """Somebody as far as known: a person, or only an office or a side. `person` is the same in all contacts."""

    name: str | None
    office: str | None
    side: str | None
    person: str | None


class RelayedLine(WordsLine):
    """Who passed words on, and the words that tell so."""

    by: Annotated[str, Relay]


class StatementLine(WhoLine):
    """What somebody said. `speaker` is the name, or else the office or the words that name whoever it was.

    `words` is all of it; `quote` what stands in quotation marks, null where nothing does.
    """

    id: str
    story: str
    speaker: str
    quote: str | None
    words: str
    form: Annotated[str, Form]
    topic: str | None
    subjects: list[str]
    stretches: list[WordsLine]
    named_by: WordsLine
    cue: WordsLine | None
    relayed: RelayedLine | None
    rule: str


class AimLine(WhoLine, WordsLine):
    """What a side set out to do; the words are `exact`."""

    story: str
    cue: WordsLine
    relayed: RelayedLine | None
    rule: str


class OutcomeLine(WordsLine):
    """What came of a contact; the words are `exact`, `next` is a report of the contact that was agreed on."""

    story: str
    outcome: Annotated[str, Came]
    force: Annotated[str, Force]
    cue: WordsLine
    relayed: RelayedLine | None
    next: str | None
    rule: str


class ToneLine(WordsLine):
    """A word for the air in the room; `by` is null where it is the story's own."""

    story: str
    by: WhoLine | None
    named_by: WordsLine | None
    rule: str


class ContentLine(TypedDict):
    """What was said, wanted and agreed, and in which air, with the words of each."""

    statements: list[StatementLine]
    aims: list[AimLine]
    outcomes: list[OutcomeLine]
    tones: list[ToneLine]


class ContentRow(TypedDict):
    """The content of a report or a contact in cells; several values are joined by "; "."""

    statements: int
    aims: str
    outcomes: str
    tones: str


class SubjectLine(TypedDict):
    """A subject as `subjects --format json` writes it; `contacts` is null where no record was asked."""

    id: str
    name: str
    about: str
    broader: str | None
    contexts: list[str]
    contacts: int | None


class ShiftLine(TypedDict):
    """What is new in a side's words beside its last ones on the subject, and which of those are not said again."""

    since: str
    wording: Annotated[str, Wording]
    new: list[WordsLine]
    gone: list[str]


class SaidLine(StatementLine):
    """A statement with the date and outlet of its story, and the other stories that give its words."""

    published: str | None
    outlet: str | None
    also: list[str]


class TurnLine(TypedDict):
    """What a side said at one contact and date; `contact` is null for what was said at none."""

    when: str | None
    contact: str | None
    said: list[SaidLine]
    shift: ShiftLine | None


class PositionLine(TypedDict):
    """What a side said on a subject, as `positions --format json` writes it.

    `subject` is its name, or the topic in the story's words where the scheme has none, with a null `subject_id`.
    """

    subject: str | None
    subject_id: str | None
    side: str | None
    turns: list[TurnLine]


def content_line(told: Report | Contact) -> ContentLine:
    """The content of a report, or of a contact's reports as far as they do not repeat it."""
    reports = told.reports if isinstance(told, Contact) else (told,)
    keys = {r.story_id: r.story_key for r in reports}
    return {
        "statements": [statement_line(s, story=keys[s.named_by.story_id]) for s in told.statements],
        "aims": [aim_line(a, story=keys[a.words.story_id]) for a in told.aims],
        "outcomes": [outcome_line(o, story=keys[o.words.story_id]) for o in told.outcomes],
        "tones": [tone_line(t, story=keys[t.words.story_id]) for t in told.tones],
    }


def content_row(told: Report | Contact) -> ContentRow:
    """How many statements there are, and aims, outcomes and tones in words: "agreed: to reopen the port"."""
    return {
        "statements": len(told.statements),
        "aims": "; ".join(f"{_who(a.actor)['side'] or '?'}: {a.words.exact}" for a in told.aims),
        "outcomes": "; ".join(f"{outcome_text(o)}: {o.words.exact}" for o in told.outcomes),
        "tones": "; ".join(t.words.exact for t in told.tones),
    }


def outcome_text(one: Outcome) -> str:
    """What came of a contact, and how firmly it is told: "agreed", "signed (hedged)"."""
    return one.kind.value if one.force is Force.TOLD else f"{one.kind.value} ({one.force.value})"


def statement_line(one: Statement, *, story: str) -> StatementLine:
    """The statement with its story's key."""
    told = (one.speaker.name, one.speaker.office)
    return {
        "id": one.id,
        "story": story,
        "speaker": next((claim.value for claim in told if claim), one.named_by.exact),
        **_who(one.speaker),
        "quote": " … ".join(s.exact for s in one.quoted) or None,
        "words": one.text,
        "form": one.form.value,
        "topic": one.topic.value if one.topic else None,
        "subjects": [known.id for name in subjects_of(one) if (known := subjects.subject(name))],
        "stretches": [words_line(s) for s in one.words],
        "named_by": words_line(one.named_by),
        "cue": words_line(one.cue) if one.cue else None,
        "relayed": _relayed(one.relayed),
        "rule": one.rule,
    }


def aim_line(one: Aim, *, story: str) -> AimLine:
    """The aim with its story's key."""
    return {
        "story": story,
        **_who(one.actor),
        **words_line(one.words),
        "cue": words_line(one.cue),
        "relayed": _relayed(one.relayed),
        "rule": one.rule,
    }


def outcome_line(one: Outcome, *, story: str) -> OutcomeLine:
    """The outcome with its story's key."""
    return {
        "story": story,
        "outcome": one.kind.value,
        "force": one.force.value,
        **words_line(one.words),
        "cue": words_line(one.cue),
        "relayed": _relayed(one.relayed),
        "next": one.next_report_id,
        "rule": one.rule,
    }


def tone_line(one: Tone, *, story: str) -> ToneLine:
    """The word with its story's key."""
    return {
        "story": story,
        **words_line(one.words),
        "by": _who(one.by) if one.by else None,
        "named_by": words_line(one.named_by) if one.named_by else None,
        "rule": one.rule,
    }


def subject_line(one: subjects.Subject, counts: Mapping[subjects.Subject, int] | None) -> SubjectLine:
    """The subject with how many contacts it has."""
    return {
        "id": one.id,
        "name": one.name,
        "about": one.about,
        "broader": one.broader,
        "contexts": list(one.contexts),
        "contacts": None if counts is None else counts[one],
    }


def position_line(one: Position) -> PositionLine:
    """The position with its turns."""
    known = subjects.subject(one.subject) if one.subject else None
    return {
        "subject": one.subject,
        "subject_id": known.id if known else None,
        "side": one.side,
        "turns": [_turn(t) for t in one.turns],
    }


def _turn(turn: Turn) -> TurnLine:
    return {
        "when": turn.when,
        "contact": turn.contact.id if turn.contact else None,
        "said": [_said(s) for s in turn.said],
        "shift": _shift(turn.shift) if turn.shift else None,
    }


def _said(said: Said) -> SaidLine:
    told = statement_line(said.statement, story=said.story)
    return {**told, "published": said.published, "outlet": said.outlet, "also": list(said.also)}


def _shift(shift: Shift) -> ShiftLine:
    return {
        "since": shift.since,
        "wording": shift.wording.value,
        "new": [words_line(s) for s in shift.new],
        "gone": list(shift.gone),
    }


def _who(actor: Actor) -> WhoLine:
    return {
        "name": actor.name.value if actor.name else None,
        "office": actor.office.value if actor.office else None,
        "side": actor.side.value if actor.side else None,
        "person": actor.person_id,
    }


def _relayed(relayed: Relayed | None) -> RelayedLine | None:
    return {"by": relayed.kind.value, **words_line(relayed.source)} if relayed else None


def words_line(source: Source) -> WordsLine:
    """The words with their place in the story."""
    return {"start": source.start, "end": source.end, "exact": source.exact}
