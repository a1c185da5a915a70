"""A record of invented contacts as large as asked for: `python bench/large_record.py FILE [--contacts N]`.

`bench_pages.py` asks it. The people, their words and what they meet on are made up by a generator of chance that always
begins the same, so that the record is the same each time: about a third of the contacts are told by several stories,
some of these disagree, one in ten came to nothing, and few sides have most contacts, as in the news.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, product
from pathlib import Path
from typing import TYPE_CHECKING

from summitry.facts import SideKind, side_name, sides
from summitry.model import (
    Actor,
    Block,
    BlockKind,
    Claim,
    DateBasis,
    DateClaim,
    Form,
    Kind,
    Origin,
    Party,
    Reading,
    Report,
    Role,
    Source,
    Statement,
    Status,
    Story,
    Where,
    digest,
)
from summitry.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SEED = 20
_FIRST, _DAYS = date(1994, 1, 1), 11_700  # the contacts' days: 32 years
_SYLLABLES = ("ba", "ko", "ri", "mel", "tan", "vo", "shi", "gar", "lun", "pe", "dro", "ya")
_OFFICES = (
    "President",
    "Foreign Minister",
    "Foreign Minister",
    "Prime Minister",
    "Ambassador",
    "Deputy Foreign Minister",
)
_OFFICERS = 8  # people of a side
_TOPICS = (
    "trade", "tariffs on steel", "climate change", "the sea border", "fisheries", "arms control", "visas for students",
    "grain exports", "a new railway", "sanctions", "nuclear safety", "migration", "drug trafficking", "energy supplies",
)  # fmt: skip
_TOWNS = tuple(f"{a.capitalize()}{b}{c}" for a, b, c in product(_SYLLABLES[:6], _SYLLABLES[6:], ("ville", "burg")))
_SAID = (
    "we will keep the border open for everybody who wants to work",
    "nobody should doubt that the treaty stands",
    "the talks were useful and will go on next month",
    "our companies need rules that last longer than a season",
    "there is no plan to send more ships to those waters",
    "we have agreed to look at the prices once more",
)
_FILLER = "Officials of both sides had prepared the agenda for weeks, and little of it was told beforehand. "
_PARAGRAPHS = 12  # of filler: a story has some 250 words
_A_BATCH = 64


@dataclass(slots=True)
class _World:
    """Chance, and who can meet."""

    chance: random.Random
    sides: tuple[str, ...]
    weights: tuple[float, ...]  # added up: the n-th side has the share of 1 in n
    people: dict[str, tuple[tuple[str, str], ...]]  # a side's names and offices

    def two(self) -> tuple[str, str]:
        """Two sides."""
        while True:
            a, b = self.chance.choices(self.sides, cum_weights=self.weights, k=2)
            if a != b:
                return a, b


@dataclass(frozen=True, slots=True)
class _Occasion:
    """A contact as it was."""

    kind: Kind
    status: Status
    day: date
    parties: tuple[tuple[str, str, str, Role], ...]  # name, office, side, role
    country: str
    town: str
    topics: tuple[str, ...]


@dataclass(slots=True)
class _Text:
    """A story as it is written, and where its words are."""

    story_id: str
    text: str = ""
    blocks: list[Block] = field(default_factory=list)

    def add(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> int:
        """Add a block; where it begins."""
        self.text += "\n\n" if self.text else ""
        start = len(self.text)
        self.text += text
        self.blocks.append(Block(kind, start, len(self.text)))
        return start

    def source(self, words: str, after: int) -> Source:
        """The words where they first stand from a place on."""
        start = self.text.index(words, after)
        return Source(self.story_id, start, start + len(words), words)


def readings(contacts: int) -> Iterator[Reading]:
    """Stories of so many contacts."""
    world = _world()
    for n in range(contacts):
        occasion = _occasion(world)
        tellings = world.chance.choices((1, 2, 3, 4), weights=(65, 20, 10, 5))[0]
        for m in range(tellings):
            yield _reading(world, occasion, key=f"story-{n}-{m}.txt", number=m)


def _world() -> _World:
    chance = random.Random(_SEED)  # noqa: S311 - nothing is kept secret by it
    codes = tuple(s.code for s in sides() if s.kind is SideKind.STATE)
    codes = (*(c for c in ("US", "CN", "RU", "FR", "GB", "DE", "JP", "IN") if c in codes), *codes)
    codes = tuple(dict.fromkeys(codes))

    def name() -> str:
        given, family = ("".join(chance.choices(_SYLLABLES, k=k)).capitalize() for k in (2, 3))
        return f"{given} {family}"

    people = {code: tuple((name(), chance.choice(_OFFICES)) for _ in range(_OFFICERS)) for code in codes}
    return _World(chance, codes, tuple(accumulate(1 / n for n, _ in enumerate(codes, 1))), people)


def _occasion(world: _World) -> _Occasion:
    chance = world.chance
    kind = chance.choices(tuple(Kind), weights=(50, 20, 25, 5))[0]
    status = chance.choices(tuple(Status), weights=(78, 10, 2, 4, 5, 1))[0]
    host, guest = world.two()
    roles = (Role.HOST, Role.VISITOR) if kind is Kind.VISIT else (Role.PARTY, Role.PARTY)
    parties = tuple(
        (*chance.choice(world.people[side]), side, role) for side, role in zip((host, guest), roles, strict=True)
    )
    day = _FIRST + timedelta(chance.randrange(_DAYS))
    topics = tuple(chance.sample(_TOPICS, k=chance.choice((0, 1, 1, 2))))
    return _Occasion(kind, status, day, parties, host, chance.choice(_TOWNS), topics)


def _reading(world: _World, told: _Occasion, *, key: str, number: int) -> Reading:
    """One story of a contact; of the later ones some have a day or a town of their own."""
    chance = world.chance
    off = timedelta(1 if number and chance.random() < 0.2 else 0)
    published = told.day + timedelta(1 if told.status is Status.HELD else -7) + timedelta(number)
    story = _Text(digest(key, told.day.isoformat()))
    names = " and ".join(f"{office} {name} of {side_name(side)}" for name, office, side, _ in told.parties)
    words = _WORDS[told.kind]
    story.add(f"{names}: {words} in {told.town}", BlockKind.TITLE)
    about = f" on {' and '.join(told.topics)}" if told.topics else ""
    when = (told.day + off).isoformat()
    start = story.add(f"{names} {words} in {told.town} on {when}{about}.")
    end = len(story.text)
    sayings = tuple((who, chance.choice(_SAID)) for who in told.parties if chance.random() < 0.8)
    places = [story.add(f"“{text.capitalize()},” {who[0]} said.") for who, text in sayings]
    story.add("\n\n".join(_FILLER for _ in range(_PARAGRAPHS)))

    def claim(words: str, value: str | None = None) -> Claim:
        return Claim(value or words, story.source(words, start), "invented")

    def said(who: tuple[str, str, str, Role], text: str, place: int) -> Statement:
        named = story.source(who[0], place)
        speaker = Actor(Claim(who[0], named, "invented"), None, Claim(who[2], named, "invented"))
        stretch = story.source(text.capitalize(), place)
        topic = claim(told.topics[0]) if told.topics else None
        return Statement(
            digest(story.story_id, str(place)), speaker, named, (stretch,), Form.DIRECT, "invented", topic=topic
        )

    report = Report(
        id=digest(story.story_id, "report"),
        story_id=story.story_id,
        story_key=key,
        kind=claim(words, told.kind.value),
        status=claim(words, told.status.value),
        parties=tuple(_party(claim, *one) for one in told.parties),
        when=claim(when),
        where=Where(claim(told.town, told.country), claim(told.town)),
        topics=tuple(claim(t) for t in told.topics),
        evidence=(Source(story.story_id, start, end, story.text[start:end]),),
        extractor="invented/1",
        published=published.isoformat(),
        origin=Origin(outlet=f"Paper {number}"),
        statements=tuple(said(who, text, place) for (who, text), place in zip(sayings, places, strict=True)),
    )
    dated = (DateClaim(published.isoformat(), DateBasis.METADATA, published.isoformat()),)
    whole = Story(story.story_id, key, key, story.text, tuple(story.blocks), dated, outlet=f"Paper {number}")
    return Reading(whole, digest(story.text, length=64), (report,), extractor="invented/1")


_WORDS = {Kind.MEETING: "met", Kind.CALL: "spoke by telephone", Kind.VISIT: "came together", Kind.MESSAGE: "wrote"}


def _party(claim: Callable[..., Claim], name: str, office: str, side: str, role: Role) -> Party:
    country = claim(side_name(side), side)
    return Party(Actor(claim(name), claim(office), country, digest(name, side, length=8)), role, country.source)


def make(path: Path, *, contacts: int) -> None:
    """Write the record to a file that is not there."""
    with Record.open(path) as record:
        record.keep(readings(contacts), batch=_A_BATCH)


def main() -> None:
    """Make a record."""
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("file", type=Path)
    ap.add_argument("--contacts", type=int, default=20_000, metavar="N")
    args = ap.parse_args()
    make(args.file, contacts=args.contacts)


if __name__ == "__main__":
    main()
