"""Cases in one line: `report("US Ana Reed", "CN Li Bo", kind="call", when="2031-05-02")`."""

from __future__ import annotations

from summitry.model import (
    Actor,
    Aim,
    Basis,
    Block,
    BlockKind,
    Came,
    Claim,
    DateBasis,
    DateClaim,
    Force,
    Form,
    Kind,
    Outcome,
    Party,
    Reading,
    Relay,
    Relayed,
    Report,
    Role,
    Source,
    Statement,
    Status,
    Story,
    Tone,
    Where,
    digest,
)

RULES = "rules/1.0"


def story(text: str = "Two ministers met.", *, key: str | None = None, date: str | None = None) -> Story:
    """A story of one paragraph, or of a title and a paragraph where a blank line parts them."""
    title, gap, body = text.rpartition("\n\n")
    blocks = [Block(BlockKind.TITLE, 0, len(title))] if gap else []
    start = len(title) + len(gap)
    blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(body)))
    published = (DateClaim(date, DateBasis.LINE, date),) if date else ()
    story_id = digest(text, date or "", key or "")
    name = key or f"{story_id}.txt"
    return Story(story_id, name, name, text, tuple(blocks), published)


def party(text: str, *, role: Role = Role.PARTY, source: Source | None = None) -> Party:
    """ "US", "US Ana Reed", "US Ana Reed, Foreign Minister", "US , Foreign Minister", "? Ana Reed"."""
    head, _, office = (p.strip() for p in text.partition(","))
    side, _, name = head.partition(" ")
    source = source or Source("", 0, 0, "")

    def claim(value: str) -> Claim | None:
        return Claim(value, source, "test") if value.strip() else None

    return Party(Actor(claim(name), claim(office), claim("" if side == "?" else side)), role, source)


def report(  # one case in one line
    *parties: str,
    kind: str = "meeting",
    status: str = "held",
    when: str | None = None,
    country: str | None = None,
    city: str | None = None,
    venue: str | None = None,
    margins_of: str | None = None,
    topics: tuple[str, ...] = (),
    story: Story | None = None,
    told: str | None = None,
    key: str | None = None,
    extractor: str = RULES,
) -> Report:
    """A report; `told` is its story's date. A party with ">" before it is the visitor, with "<" the host."""
    parties = parties or ("US Ana Reed", "CN Li Bo")
    told = story.date if story else told
    where = (country or "", city or "", venue or "", margins_of or "")
    facts = (kind, status, when or "", told or "", *parties, *where, *topics)
    story_id = story.id if story else digest(key or "", *facts)
    source = Source(story_id, 0, 3, story.text[:3] if story else "Two")

    def claim(value: str | None) -> Claim | None:
        return Claim(value, source, "test", Basis.STATED) if value else None

    def sure(value: str) -> Claim:
        return Claim(value, source, "test")

    roles = {">": Role.VISITOR, "<": Role.HOST}
    return Report(
        id=digest(story_id, *facts),
        story_id=story_id,
        story_key=story.key if story else key or story_id,
        kind=sure(Kind(kind).value),
        status=sure(Status(status).value),
        parties=tuple(party(p.lstrip("<>"), role=roles.get(p[0], Role.PARTY), source=source) for p in parties),
        when=claim(when),
        where=Where(claim(country), claim(city), claim(venue), claim(margins_of)),
        topics=tuple(sure(t) for t in topics),
        evidence=(Source(story_id, 0, len(story.text), story.text) if story else source,),
        extractor=extractor,
        published=told,
    )


def statement(
    speaker: str,
    words: str,
    *,
    story: Story | None = None,
    form: Form = Form.DIRECT,
    topic: str | None = None,
    relay: Relay | None = None,
) -> Statement:
    """A statement: `statement("CN Li Bo, Foreign Minister", "We agree.", topic="fishing")`; ` … ` parts its stretches.

    Its words stand in the story, if one is given; else they are of no story.
    """
    stretches = tuple(_found(part, story) for part in words.split(" … "))
    named_by, story_id = stretches[0], stretches[0].story_id
    return Statement(
        id=digest(story_id, speaker, words),
        speaker=party(speaker, source=named_by).actor,
        named_by=named_by,
        words=stretches,
        form=form,
        rule="test",
        topic=Claim(topic, named_by, "test") if topic else None,
        relayed=Relayed(relay, named_by) if relay else None,
    )


def aim(actor: str, words: str, *, story: Story | None = None) -> Aim:
    """An aim: `aim("CN Li Bo", "to end the ban")`."""
    source = _found(words, story)
    return Aim(party(actor, source=source).actor, source, source, "test")


def outcome(kind: Came, words: str, *, story: Story | None = None, force: Force = Force.TOLD) -> Outcome:
    """What came of a contact: `outcome(Came.AGREED, "to end the ban")`."""
    source = _found(words, story)
    return Outcome(kind, source, source, "test", force)


def tone(words: str, *, by: str | None = None, story: Story | None = None) -> Tone:
    """A word for the air in the room; without `by` the story's own."""
    source = _found(words, story)
    return Tone(source, "test", party(by, source=source).actor if by else None, source if by else None)


def _found(words: str, story: Story | None) -> Source:
    if story is None:
        return Source("", 0, len(words), words)
    start = story.text.index(words)
    return story.source(start, start + len(words))


def reading(report: Report, *, text: str | None = None) -> Reading:
    """The reading of a story that told this report alone."""
    text = text or "Two ministers met. " + " ".join(p.name or p.side or "" for p in report.parties)
    published = (DateClaim(report.published, DateBasis.LINE, report.published),) if report.published else ()
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    told = Story(report.story_id, report.story_key, report.story_key, text, blocks, published)
    return Reading(told, digest(text), (report,))
