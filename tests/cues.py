"""A story's contacts told by their cues: `reading("Berg met Otieno.", met("met"))`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factory import party, report, story
from summitry import annotate
from summitry.model import Claim, Doc, Kind, Occasion, Report, Role, Status, Where

TODAY = "2031-05-14"
BERG, OTIENO, LIMA, ROTH = "NO Astrid Berg", "KE Daniel Otieno", "BR Ana Lima", "CH Urs Roth"


@dataclass(frozen=True, slots=True)
class Cue:
    """A contact by the words that tell it."""

    words: str
    parties: tuple[str, ...]
    kind: Kind = Kind.MEETING
    status: Status = Status.HELD
    when: str | None = None
    country: str | None = None
    again: tuple[str, ...] = ()  # words that tell it once more


def met(words: str, *parties: str, status: str = "held", when: str | None = None, country: str | None = None) -> Cue:
    return Cue(words, parties or (BERG, OTIENO), Kind.MEETING, Status(status), when, country)


def called(words: str, *parties: str, status: str = "held", when: str | None = None) -> Cue:
    return Cue(words, parties or (BERG, OTIENO), Kind.CALL, Status(status), when)


def visited(words: str, *parties: str, status: str = "held", when: str | None = None) -> Cue:
    return Cue(words, parties or (f">{BERG}", "<KE"), Kind.VISIT, Status(status), when)


def wrote(words: str, *parties: str) -> Cue:
    return Cue(words, parties or (BERG, OTIENO), Kind.MESSAGE)


def reading(text: str, *cues: Cue) -> tuple[Doc, tuple[Report, ...]]:
    """The text annotated, with a report for each cue."""
    found = annotate.doc(story(text, date=TODAY))
    told: list[Occasion] = []
    reports = []
    for cue in cues:
        spans = [(found.story.text.index(words), words) for words in (cue.words, *cue.again)]
        occasions = [
            Occasion(at, at + len(words), _sentence(found, at), cue.kind, cue.status, (), "test") for at, words in spans
        ]
        told += occasions
        reports.append(_report(found, cue, occasions))
    return replace(found, told=tuple(told)), tuple(reports)


def _sentence(found: Doc, at: int) -> int:
    return next(n for n, s in enumerate(found.sentences) if s.start <= at < s.end)


def _report(found: Doc, cue: Cue, occasions: list[Occasion]) -> Report:
    roles = {">": Role.VISITOR, "<": Role.HOST}
    first = occasions[0]
    source = found.story.source(first.start, first.end)
    sentences = [found.sentences[o.sentence] for o in occasions]
    return replace(
        report(kind=cue.kind, status=cue.status, told=TODAY, key=cue.words),
        story_id=found.story.id,
        kind=Claim(cue.kind, source, "test"),
        status=Claim(cue.status, source, "test"),
        parties=tuple(party(p.lstrip("<>"), role=roles.get(p[0], Role.PARTY), source=source) for p in cue.parties),
        when=Claim(cue.when, source, "test") if cue.when else None,
        where=Where(Claim(cue.country, source, "test") if cue.country else None),
        evidence=tuple(found.story.source(s.start, s.end) for s in sentences),
    )
