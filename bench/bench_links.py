"""How well the links between contacts are read: `python bench/bench_links.py [--set NAME …] [--errors N]`.

The links of the labelled stories of ../shared are compared with those of `links.py`, once with the labelled contacts in
place of our reports (where the set tells the words of each: "gold"), and once with our own reports, tied to the
labelled contacts by the affinity of ../shared/score ("own"). "A before B" and "B after A" are one link. An incident
is found where a word of four letters or more stands in both. A link is counted as wrong where the labels do not have
it, even if it holds: the labels tell some of the orders that a story tells, not all. `apart` are the links one end
of which is no labelled contact; they count as wrong too.

The halves are those of `bench_accuracy.py`: errors are shown of the half `tuned` of train_stories only.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_accuracy import SETS, SHARED, half, inputs
from summitry import annotate, capture, dating, extract, link, links, parse
from summitry.extractors import extractor
from summitry.interchange import report_line
from summitry.model import (
    Actor,
    Capture,
    Claim,
    Doc,
    Failure,
    Kind,
    LinkKind,
    Occasion,
    Party,
    Report,
    Role,
    Status,
    Where,
)
from summitry.names import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    Json = dict[str, Any]

NAMES = ("seeds", "dev_stories", "train_stories")


@dataclass(frozen=True, slots=True, order=True)
class Triple:
    """A link between two contacts, or one of a contact with an incident; `before` is turned into `after`."""

    subject: str
    kind: str
    other: str

    @classmethod
    def of(cls, subject: str, kind: str, other: str, *, contacts: frozenset[str]) -> Triple:
        """The link, an order told from its later end."""
        if kind == LinkKind.BEFORE and other in contacts:
            return cls(other, LinkKind.AFTER, subject)
        return cls(subject, kind, other)


@dataclass(frozen=True, slots=True)
class Scored:
    """The links of one story: labelled, read, and those of the read that have an end apart from the labels."""

    key: str
    gold: tuple[Triple, ...]
    mine: tuple[Triple, ...]
    apart: tuple[tuple[str, str, str], ...]  # kind, rule, words
    told: dict[Triple, tuple[str, str]]  # rule and words of each link read

    def right(self) -> set[Triple]:
        """The labelled links that were read."""
        ids = {t.subject for t in self.gold} | {t.other for t in self.gold}
        return {g for g in self.gold if any(g == m or _one_incident(g, m, ids) for m in self.mine)}


def _one_incident(gold: Triple, mine: Triple, ids: set[str]) -> bool:
    if (gold.subject, gold.kind) != (mine.subject, mine.kind) or mine.other in ids:
        return False
    return any(len(w) > 3 for w in {*words(gold.other)} & {*words(mine.other)})


@cache
def scorer() -> ModuleType:
    """The scorer of ../shared, for its affinity."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec is not None  # noqa: S101 - a file's path always has a spec
    assert spec.loader is not None  # noqa: S101 - as above
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- the labelled contacts as reports -------------------------------------------------------


def gold_reading(doc: Doc, contacts: list[Json]) -> tuple[Doc, tuple[Report, ...], tuple[str, ...]]:
    """The story as if the labelled contacts had been read from it: with their reports, and the id of each."""
    reports: list[Report] = []
    ids: list[str] = []
    told: list[Occasion] = []
    for contact in contacts:
        cues = chain([contact.get("cue")], contact.get("cues", ()))
        spans = [s for cue in cues if cue and (s := _find(doc.story.text, cue))]
        occasions = [o for start, end in spans if (o := _occasion(doc, contact, start, end))]
        if occasions:
            told += occasions
            reports.append(_report(doc, contact, occasions))
            ids.append(contact["id"])
    return replace(doc, told=tuple(told)), tuple(reports), tuple(ids)


def _find(text: str, cue: str) -> tuple[int, int] | None:
    found = re.search(r"\s+".join(map(re.escape, cue.split())), text)
    return found.span() if found else None


def _occasion(doc: Doc, contact: Json, start: int, end: int) -> Occasion | None:
    sentence = next((n for n, s in enumerate(doc.sentences) if s.start <= start < s.end), None)
    if sentence is None:
        return None
    return Occasion(start, end, sentence, Kind(contact["kind"]), Status(contact["status"]), (), "gold")


def _report(doc: Doc, contact: Json, occasions: list[Occasion]) -> Report:
    first = occasions[0]
    source = doc.story.source(first.start, first.end)

    def claim(value: str | None) -> Claim | None:
        return Claim(value, source, "gold") if value else None

    sentences = sorted({o.sentence for o in occasions})
    where = contact["where"]
    return Report(
        id=contact["id"],
        story_id=doc.story.id,
        story_key=doc.story.key,
        kind=Claim(contact["kind"], source, "gold"),
        status=Claim(contact["status"], source, "gold"),
        parties=tuple(
            Party(Actor(claim(p["name"]), claim(p["office"]), claim(p["side"])), Role(p["role"]), source)
            for p in contact["parties"]
        ),
        when=claim(contact["when"]),
        where=Where(*(claim(where[f]) for f in ("country", "city", "venue", "margins_of"))),
        topics=(),
        evidence=tuple(doc.story.source(doc.sentences[n].start, doc.sentences[n].end) for n in sentences),
        extractor="gold",
        published=doc.story.date,
    )


# --- reading and comparing ------------------------------------------------------------------


def read(path: Path) -> Iterator[tuple[Doc, tuple[Report, ...]]]:
    """Every story below the path with our reports, still without links."""
    return read_captures(capture.captures([str(path)]))


def read_captures(captures: Iterable[Capture | Failure]) -> Iterator[tuple[Doc, tuple[Report, ...]]]:
    """The same of captures."""
    reader = extractor("reader")
    for found in captures:
        story = found if isinstance(found, Failure) else parse.story(found)
        if isinstance(story, Failure):
            print(f"  not read: {story.name}: {story.message}", file=sys.stderr)
            continue
        doc = dating.dated(annotate.doc(story, teller=reader.teller, marks=reader.marks))
        told = extract.reports(doc, extractor=reader)
        yield doc, tuple(link.linked(r) for r in told if isinstance(r, Report))


def matched(contacts: list[Json], reports: tuple[Report, ...]) -> tuple[str, ...]:
    """The id of each report's labelled contact, the likest pairs first; its own where it has none."""
    lines = [report_line(r) for r in reports]
    pairs = sorted(
        ((scorer().affinity(c, line), i, j) for i, c in enumerate(contacts) for j, line in enumerate(lines)),
        reverse=True,
    )
    gold: dict[int, int] = {}
    for likeness, i, j in pairs:
        if likeness > 0 and j not in gold and i not in gold.values():
            gold[j] = i
    return tuple(contacts[gold[j]]["id"] if j in gold else r.id for j, r in enumerate(reports))


def scored(doc: Doc, reports: tuple[Report, ...], ids: tuple[str, ...], story: Json) -> Scored:
    """The links of a story against its labels. `ids`: the labelled contact of each report."""
    contacts = frozenset(c["id"] for c in story["contacts"])
    named = dict(zip((r.id for r in reports), ids, strict=True))
    told: dict[Triple, tuple[str, str]] = {}
    apart = []
    for report in links.linked(doc, reports):
        for one in report.links:
            subject = named[report.id]
            other = one.incident.name.value if one.incident else named[one.report_id or ""]
            words_ = " ".join(one.source.exact.split())
            if subject not in contacts or (one.incident is None and other not in contacts):
                apart.append((one.kind.value, one.rule, words_))
                continue
            triple = Triple.of(subject, one.kind, other, contacts=contacts)
            told.setdefault(triple, (one.rule, words_))
    gold = {Triple.of(a, kind, b, contacts=contacts) for a, kind, b in story.get("links", ())}
    return Scored(doc.story.key, tuple(sorted(gold)), tuple(told), tuple(apart), told)


def stories(name: str) -> Iterator[tuple[Json, Doc, tuple[Report, ...]]]:
    """Each story of a set: its labels, and what we read from it."""
    labels = json.loads(SETS[name].read_text(encoding="utf-8"))["stories"]
    with tempfile.TemporaryDirectory() as folder:
        for path in inputs(name, Path(folder)):
            for doc, reports in read(path):
                if doc.story.key in labels:
                    yield labels[doc.story.key], doc, reports


def table(title: str, found: list[Scored]) -> None:
    """Precision and recall of the links by kind."""
    gold, mine, right = Counter[str](), Counter[str](), Counter[str]()
    incidents = 0
    for one in found:
        contacts = {t.subject for t in one.gold} | {t.other for t in one.gold}
        gold.update(t.kind for t in one.gold)
        mine.update(t.kind for t in one.mine)
        mine.update(kind for kind, _, _ in one.apart)
        right.update(t.kind for t in one.right())
        incidents += sum(" " in t.other and t.other not in contacts for t in one.mine)
    apart = sum(len(one.apart) for one in found)
    print(f"{title}: {len(found)} stories, {apart} apart, {incidents} to incidents")
    for kind in (*sorted(gold | mine), "all"):
        g, m, r = (c.total() if kind == "all" else c[kind] for c in (gold, mine, right))
        precision, recall = (f"{r / n:.2f}" if n else "  - " for n in (m, g))
        print(f"  {kind:11} labelled {g:4}  read {m:4}  right {r:4}  precision {precision}  recall {recall}")


def errors(found: list[Scored], count: int) -> Iterator[str]:
    """What was read and is not labelled, and what was missed; of the half that may be looked at."""
    for one in [s for s in found if half(s.key) == "tuned"][: count or None]:
        right = one.right()
        for t in one.mine:
            mark = "+" if t in right else "-"
            rule, told = one.told[t]
            yield f"{mark} {one.key[:24]}: {t.subject} {t.kind} {t.other} [{rule}] {told}"
        yield from (f"? {one.key[:24]}: {kind} [{rule}] {told}" for kind, rule, told in one.apart)
        yield from (f"  {one.key[:24]}: missed {t.subject} {t.kind} {t.other}" for t in one.gold if t not in right)


def report_set(name: str, read_: Iterable[tuple[Json, Doc, tuple[Report, ...]]], shown: int) -> None:
    """Print the tables of one set."""
    runs: dict[str, list[Scored]] = {"gold": [], "own": []}
    for labels, doc, reports in read_:
        runs["own"].append(scored(doc, reports, matched(labels["contacts"], reports), labels))
        if any("cue" in c for c in labels["contacts"]):
            runs["gold"].append(scored(*gold_reading(doc, labels["contacts"]), labels))
    for run, found in runs.items():
        for part in ("all", "tuned", "unseen") if found else ():
            table(f"{name}/{part}, {run} contacts", [s for s in found if part in {"all", half(s.key)}])
        if shown and name == "train_stories":
            print("\n".join(errors(found, shown)))


def main() -> int:
    """Print the figures of each set."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--set", action="append", choices=NAMES, help="only this set (may be repeated)")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the links of N stories")
    options = parser.parse_args()
    if not SHARED.exists():
        print("../shared is not here: without its labels nothing can be compared")
        return 0
    for name in options.set or NAMES:
        report_set(name, stories(name), options.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
