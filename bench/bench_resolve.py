"""What keeping a story costs as the record grows: `python bench/bench_resolve.py [--stories N] [--batch N]`.

Three inputs are made up, each of one report a story, and kept in a record in memory:

- `dense`: twelve pairs of persons who meet every other week; each contact is told by three stories, of which one in
  ten tells no date, one in ten the month only, and some the year;
- `undated`: the same two persons, never a date, a story every other day;
- `chained`: two persons who ring each other daily, each call told by two stories, so that every report is linked
  to every other by calls a day apart.

Shown is the processor time a story takes in the first tenth and in the last tenth, and the ratio of the two. In
`dense` and `undated` it grows until the stories span the 400 days within which a dateless report looks for its
contact, and then no more. Times are of this machine; the ratio is what to look at.
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import summitry
from summitry.model import Actor, Claim, Kind, Party, Reading, Report, Role, Source, Status, Story, Where, digest
from summitry.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BEGIN = date(2031, 1, 1)
_SIDES = ("US", "CN", "NO", "SE", "KE", "BR", "IN", "JP")
_NAMES = ("Ana Reed", "Bo Li", "Eva Dahl", "Nils Berg", "Asha Otieno", "Rui Costa", "Dev Rao", "Ken Mori")
_CITIES = ("Oslo", "Nairobi", None, None)


def reading(  # noqa: PLR0913 - one story in one line
    number: int, pair: tuple[int, int], *, kind: Kind, when: str | None, told: date, city: str | None
) -> Reading:
    """A story that tells one contact of two persons."""
    text = f"Story {number}: {_NAMES[pair[0]]} and {_NAMES[pair[1]]}."
    story_id = digest(text)
    source = Source(story_id, 0, len(text), text)

    def claim(value: str | None) -> Claim | None:
        return Claim(value, source, "bench") if value else None

    def sure(value: str) -> Claim:
        return Claim(value, source, "bench")

    report = Report(
        id=digest(story_id, "report"),
        story_id=story_id,
        story_key=f"{number}.txt",
        kind=sure(kind.value),
        status=sure(Status.HELD.value),
        parties=tuple(Party(Actor(sure(_NAMES[n]), None, sure(_SIDES[n])), Role.PARTY, source) for n in pair),
        when=claim(when),
        where=Where(city=claim(city)),
        topics=(),
        evidence=(source,),
        extractor="bench",
        published=told.isoformat(),
    )
    return Reading(Story(story_id, f"{number}.txt", f"{number}.txt", text, ()), digest(text), (report,))


def dense(count: int) -> Iterator[Reading]:
    """Many contacts of few pairs, told exactly, vaguely or without a date."""
    chance = random.Random(7)  # noqa: S311 - the same made-up stories each time
    pairs = [(a, b) for a in range(4) for b in range(4, 7)]
    for number in range(count):
        day = _BEGIN + timedelta(days=14 * (number // (3 * len(pairs))))
        when = day.isoformat()
        vague = chance.random()
        cut = None if vague < 0.1 else when[:4] if vague < 0.13 else when[:7] if vague < 0.23 else when
        told = day + timedelta(days=chance.randrange(3))
        pair = pairs[number % len(pairs)]
        yield reading(number, pair, kind=Kind.MEETING, when=cut, told=told, city=chance.choice(_CITIES))


def undated(count: int) -> Iterator[Reading]:
    """One pair, never a date."""
    for number in range(count):
        told = _BEGIN + timedelta(days=2 * number)
        yield reading(number, (0, 1), kind=Kind.MEETING, when=None, told=told, city=None)


def chained(count: int) -> Iterator[Reading]:
    """One pair that rings daily, two stories a call."""
    for number in range(count):
        day = _BEGIN + timedelta(days=number // 2)
        yield reading(number, (0, 1), kind=Kind.CALL, when=day.isoformat(), told=day, city=None)


def costs(readings: list[Reading], *, batch: int) -> tuple[float, float, int]:
    """Milliseconds a story in the first and in the last tenth, and the number of contacts."""
    store = open_store(None)
    spent = []
    for start in range(0, len(readings), batch):
        part = readings[start : start + batch]
        begun = time.process_time()
        store.add(part)
        spent += [(time.process_time() - begun) * 1000 / len(part)] * len(part)
    tenth = max(1, len(spent) // 10)
    contacts = store.size()
    store.close()
    return sum(spent[:tenth]) / tenth, sum(spent[-tenth:]) / tenth, contacts


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stories", type=int, default=1000, metavar="N", help="stories of each input (default 1000)")
    parser.add_argument("--batch", type=int, default=32, metavar="N", help="stories a transaction (default 32)")
    options = parser.parse_args()
    machine = f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    print(f"summitry {summitry.__version__}; {machine}; {options.stories} stories, {options.batch} a transaction")
    inputs: tuple[Callable[[int], Iterator[Reading]], ...] = (dense, undated, chained)
    for made in inputs:
        first, last, contacts = costs(list(made(options.stories)), batch=options.batch)
        ratio = f"ratio {last / first:.1f}"
        print(f"{made.__name__:8} {first:7.2f} ms a story first, {last:7.2f} ms last, {ratio}; {contacts} contacts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
