"""How well dates that cannot be are caught: `python bench/bench_dates.py [--lines N]`.

- false: the stories of tests/dated, each under the false date of its page; at least 80 % must be doubted.
- true: the same under their true dates, of which none may be doubted.
- sound: the dated stories of ../shared/gold and N of its dated lines; none may be doubted. In two halves, as
  bench_accuracy.py makes them.
- moved: the sound stories once more, each under a date that is some years off. No rule was made for these: many
  a story tells nothing of its time, so the figures say how much news tells, and have no floor.

Without ../shared only the first two are measured, and the run says so.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench_accuracy import ROOT, SHARED, half
from summitry import annotate, dates, dating, parse
from summitry.model import Capture, DateBasis, DateClaim, Doc, Failure, Given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATED = ROOT / "tests" / "dated" / "stories.jsonl"
STORIES, LINES = ("dev_stories", "train_stories"), "train_lines"
CAUGHT = 0.8  # of the false dates
MOVED = ((1, 2), (2, 4), (4, 8), (-4, -1))  # years, at least and at most
SEED = 5


def document(key: str, text: str, day: str | None = None) -> Doc | None:
    """The text read and annotated, under a given date or that of its page; None for what cannot be read."""
    story = parse.story(Capture(key, key, text.encode(), "text/plain", Given(id=key, date=day)))
    return None if isinstance(story, Failure) else annotate.doc(story)


def under(doc: Doc, day: str) -> Doc:
    """The document as if its page told this date, and no other."""
    return replace(doc, story=replace(doc.story, published=(DateClaim(day, DateBasis.METADATA, day),)))


def doubted(doc: Doc) -> bool:
    """Whether the first of the page's dates is in doubt."""
    return bool(dating.dated(doc).story.published[0].doubts)


def gold(name: str, rng: random.Random, *, at_most: int | None = None) -> Iterator[Doc]:
    """The dated stories of a labelled set, or so many of them, drawn by lot."""
    stories = json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))["stories"]
    for key in sorted(stories) if at_most is None else rng.sample(sorted(stories), at_most):
        text = stories[key].get("text")
        file = SHARED / "gold" / "stories" / key
        doc = document(key, text, stories[key]["date"]) if text else document(key, file.read_text(encoding="utf-8"))
        if doc and doc.story.published:
            yield doc


def moved(docs: Iterable[Doc], years: tuple[int, int], rng: random.Random) -> Iterator[tuple[str, bool]]:
    """Of each story its half, and whether a date so many years off is doubted."""
    for doc in docs:
        days = dates.interval(doc.story.published[0].value)
        day = (days.first if days else date.min) + timedelta(days=rng.randint(years[0] * 365, years[1] * 365))
        yield half(doc.story.key), doubted(under(doc, dates.day(day)))


def told(name: str, found: Iterable[tuple[str, bool]]) -> Counter[str]:
    """The counts of a list of halves and verdicts, printed."""
    counts: Counter[str] = Counter()
    for part, verdict in found:
        counts += Counter({f"{part} all": 1, f"{part} doubted": int(verdict), "all": 1, "doubted": int(verdict)})
    parts = (p for p in ("tuned", "unseen") if counts[f"{p} all"])
    cut = "  ".join(f"{p} {counts[f'{p} doubted']} of {counts[f'{p} all']}" for p in parts)
    print(f"{name:22s} doubted {counts['doubted']:4d} of {counts['all']:4d}   {cut}", flush=True)
    return counts


def own() -> Iterator[tuple[bool, bool]]:
    """Of each of our own stories: whether its false date is doubted, and whether its true one is."""
    for line in DATED.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        if doc := document(story["id"], story["text"], story["false"]):
            yield doubted(doc), doubted(under(doc, story["true"]))


def main() -> int:
    """Measure, and say what falls short."""
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("--lines", type=int, default=400, help="how many of the dated lines to read")
    args = ap.parse_args()
    ours = list(own())
    false = told("ours, false dates", (("", caught) for caught, _ in ours))
    true = told("ours, true dates", (("", wrong) for _, wrong in ours))
    sound: Counter[str] = Counter()
    if SHARED.exists():
        rng = random.Random(SEED)  # noqa: S311 - a draw, and the same each time
        stories = [doc for name in STORIES for doc in gold(name, rng)]
        lines = gold(LINES, rng, at_most=args.lines)
        sound += told("sound, stories", ((half(d.story.key), doubted(d)) for d in stories))
        sound += told("sound, lines", ((half(d.story.key), doubted(d)) for d in lines))
        for years in MOVED:
            told(f"moved, {years[0]} to {years[1]} years", moved(stories, years, rng))
    else:
        print("../shared is not here: no sound dates of others are measured")
    short = false["doubted"] < CAUGHT * false["all"] or true["doubted"] or sound["doubted"]
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
