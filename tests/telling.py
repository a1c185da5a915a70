"""What the stages make of a few words: `told("Norway's …")`, and it in one line: `brief(report)`."""

from __future__ import annotations

from factory import story
from summitry import annotate, dating, extract, link
from summitry.extractors import extractor
from summitry.model import Actor, Doc, Mention, MentionKind, Report, Role, Skipped

TODAY = "2031-05-14"  # a Wednesday, the day of a story that tells no other


def doc(text: str, *, date: str | None = TODAY) -> Doc:
    """The words annotated, their date checked."""
    return dating.dated(annotate.doc(story(text, date=date), teller=extractor("reader").teller, marks=True))


def told(text: str, *, date: str | None = TODAY) -> tuple[tuple[Report, ...], tuple[Skipped, ...]]:
    """What the words tell, and what was let go."""
    found = tuple(extract.reports(doc(text, date=date), extractor=extractor("reader")))
    reports = tuple(link.linked(r) for r in found if isinstance(r, Report))
    return reports, tuple(s for s in found if isinstance(s, Skipped))


def contact(text: str, *, date: str | None = TODAY) -> Report:
    """The one contact that the words tell."""
    reports, skipped = told(text, date=date)
    assert len(reports) == 1, (text, briefs(text, date=date), [(s.source.exact, s.reason.value) for s in skipped])
    return reports[0]


def brief(report: Report) -> str:
    """A report in a line: "visit planned: >NO Astrid Berg, <KE"; a party without a name shows its office."""
    marks = {Role.VISITOR: ">", Role.HOST: "<", Role.PARTY: "", Role.MEDIATOR: "~"}
    parties = [f"{marks[p.role]}{p.side or '?'} {p.name or p.office or ''}".strip() for p in report.parties]
    return f"{report.kind.value} {report.status.value}: {', '.join(parties)}"


def briefs(text: str, *, date: str | None = TODAY) -> list[str]:
    """Every contact that the words tell, a line each."""
    return [brief(r) for r in told(text, date=date)[0]]


def who(text: str, *, date: str | None = TODAY) -> list[str]:
    """Everybody named: "NO Astrid Berg, Prime Minister"."""
    return [_card(actor) for actor in doc(text, date=date).actors if actor.name]


def _card(actor: Actor) -> str:
    name, office, side = (c.value if c else "" for c in (actor.name, actor.office, actor.side))
    return f"{side or '?'} {name}" + (f", {office}" if office else "")


def mentions(found: Doc, kind: MentionKind) -> list[Mention]:
    """The mentions of a kind, in order."""
    return [m for m in found.mentions if m.kind is kind]


def points(found: Doc, kind: MentionKind) -> list[tuple[str, list[str]]]:
    """Words of a kind of mention, each with whom they point at (a name, or office and side)."""
    return [
        (found.story.text[m.start : m.end], [_who(found.actors[a]) for a in m.actors]) for m in mentions(found, kind)
    ]


def _who(actor: Actor) -> str:
    office, side = (c.value if c else None for c in (actor.office, actor.side))
    return actor.name.value if actor.name else " ".join(filter(None, (side, office)))
