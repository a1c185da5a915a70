"""How well aims, outcomes and tones are read: `python bench/bench_content.py [--add LABELS --round N] [--errors]`.

Two independent readers labelled stories by `docs/content.md`, in four rounds: three of ../shared/gold, from which the
reader learned later on (but not from `dev_stories`), and a fourth of ../shared/data (TimeBank, AQUAINT, PolNeAR), at
which nobody looks. `content_labels.json` beside this script has their labels as places, with the round and a hash of
each text and no words. `--add` takes more of them from a folder, where they stand as words (`content_gold_A.json`,
`content_gold_B.json`).

A piece is right where a label of its class, not yet used, shares at least half of the shorter one's characters; of an
aim the side must be right too, of an outcome kind and force. It is scored against each reader, against what at least
one of them has ("either"), and against what both have ("both"). "Gold" has the labelled contacts in place of our
reports (where these have their words, as those of dev_stories do not), "own" our reports, tied to the labelled contacts
as in `bench_links.py`; of the right pieces it is told how many have the right contact.

Of the fourth round nothing but totals is for looking at; `--errors` shows those of the others, `--cues` what cues
find by themselves. Against "either", with
our own reports, less than `FLOOR` of the stories that the reader learned from fails, and of those that it did not
(`dev_stories`, and the fourth round).
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_accuracy import SHARED
from bench_links import gold_reading, read_captures, stories
from bench_links import matched as tied
from summitry import content, statements
from summitry.model import Capture, Given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summitry.model import Doc, Report

    Json = dict[str, Any]

PLACES = Path(__file__).with_name("content_labels.json")
TEXTS = SHARED / "gold" / "stories"
DATA = SHARED / "data"
_TEXT, _TAG = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL), re.compile(r"<[^>]+>")
CLASSES = ("aims", "outcomes", "tones")
READERS = ("A", "B")
ROUNDS = (1, 2, 3, 4)
APART = 4  # the round that is measured only
FLOOR = 0.85
_SHARE = 0.5  # of the shorter one's characters


@dataclass(frozen=True, slots=True)
class Piece:
    """An aim, an outcome or a tone: where its words stand, and what must be right about it."""

    cls: str
    start: int
    end: int
    what: frozenset[str]  # sides of an aim; kind and force of an outcome
    contact: str | None = None
    rule: str = ""

    def same(self, other: Piece) -> bool:
        """Whether two pieces are one: the same class, half of the words in common, and the same side or kind."""
        if self.cls != other.cls:
            return False
        shared = min(self.end, other.end) - max(self.start, other.start)
        if shared < _SHARE * min(self.end - self.start, other.end - other.start):
            return False
        return bool(self.what & other.what) if self.cls == "aims" else self.what == other.what


# --- labels ---------------------------------------------------------------------------------


def from_words(folder: Path, number: int) -> Json:
    """The readers' labels of a round as places in the raw texts: story → round, hash, and pieces by reader."""
    out: Json = {}
    for reader in READERS:
        for key, classes in json.loads((folder / f"content_gold_{reader}.json").read_text(encoding="utf-8")).items():
            text = raw(key)
            told = {"round": number, "sha256": hashlib.sha256(text.encode()).hexdigest()}
            story = out.setdefault(mark(key), told)
            story[reader] = [p for cls in CLASSES for one in classes[cls] if (p := _place(text, key, cls, one))]
    return out


@cache
def beside() -> dict[str, Path]:
    """The stories of ../shared/data by their keys."""
    times = {f"tb_{p.stem}.txt": p for p in sorted((DATA / "times").rglob("*.tml"))}
    news = {
        f"pn{part}_{p.name}": p for part in ("train", "dev") for p in (DATA / "polnear" / part / "text").glob("*.txt")
    }
    return {**times, **news}


def raw(key: str) -> str:
    """The text of a story as it was labelled."""
    path = beside().get(key, TEXTS / key)
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix != ".tml":
        return text
    told = _TEXT.search(text)
    return html.unescape(_TAG.sub("", told[1] if told else "")).strip()


def others(placed: Json) -> Iterator[tuple[Json, Doc, tuple[Report, ...]]]:
    """The labelled stories of ../shared/data, whose contacts nobody labelled, and what we read from each."""
    for key in beside():
        if mark(key) in placed:
            found = Capture(key, key, raw(key).encode(), "text/plain", Given())
            yield from (({"contacts": []}, doc, reports) for doc, reports in read_captures([found]))


def mark(name: str) -> str:
    """What stands for the name of a story or a contact in the labels that are kept: names are words, too."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _place(text: str, key: str, cls: str, one: Json) -> Json | None:
    start = text.find(one.get("before", "") + one["words"])
    if start < 0:
        print(f"  not in {key}: {one['words'][:60]!r}", file=sys.stderr)
        return None
    start += len(one.get("before", ""))
    told = {"class": cls, "start": start, "end": start + len(one["words"]), "contact": mark(one.get("contact") or "")}
    what = {"aims": [one.get("whose")], "outcomes": [one.get("kind"), one.get("force")], "tones": []}
    return {**told, "what": what[cls]}


def labels(story: Json, doc: Doc) -> dict[str, list[Piece]]:
    """The pieces of each reader, at their places in the parsed story; those in what parsing dropped are gone."""
    text = raw(doc.story.key)
    if hashlib.sha256(text.encode()).hexdigest() != story["sha256"]:
        raise SystemExit(f"{doc.story.key} is not the text that was labelled; label it anew")
    return {r: [p for one in story.get(r, ()) if (p := _piece(text, doc.story.text, one))] for r in READERS}


def _piece(raw: str, text: str, one: Json) -> Piece | None:
    words = raw[one["start"] : one["end"]]
    nth = raw.count(words, 0, one["start"])
    at = -1
    for _ in range(nth + 1):
        following = text.find(words, at + 1)
        at = following if following >= 0 else at
    if at < 0:
        return None
    return Piece(one["class"], at, at + len(words), _what(one["class"], one["what"]), one["contact"])


def _what(cls: str, told: Sequence[str]) -> frozenset[str]:
    return frozenset(told) if cls == "aims" else frozenset(["/".join(told)])


def either(found: dict[str, list[Piece]]) -> list[Piece]:
    """What at least one reader has, each once."""
    first, second = (found[r] for r in READERS)
    return [*first, *(p for p in second if not any(p.same(q) for q in first))]


def both(found: dict[str, list[Piece]]) -> list[Piece]:
    """What both readers have, as the first has it."""
    return [p for p in found["A"] if any(p.same(q) for q in found["B"])]


# --- ours -----------------------------------------------------------------------------------


def pieces(doc: Doc, reports: Sequence[Report], ids: dict[str, str]) -> list[Piece]:
    """What we read, each stretch once: an aim of several sides is one piece. `ids`: the contact of each report."""
    sides: dict[tuple[str, int, int, str], set[str]] = defaultdict(set)
    found: list[Piece] = []
    for report in content.told(doc, reports, statements=statements.found(doc)):
        contact = ids.get(report.id, report.id)
        for aim in report.aims:
            key = (contact, aim.words.start, aim.words.end, aim.rule)
            sides[key].add(aim.actor.side.value if aim.actor.side else "?")
        for o in report.outcomes:
            what = _what("outcomes", (o.kind.value, o.force.value))
            found.append(Piece("outcomes", o.words.start, o.words.end, what, contact, o.rule))
        found += [Piece("tones", t.words.start, t.words.end, _what("tones", ()), contact, t.rule) for t in report.tones]
    for (contact, start, end, rule), whose in sides.items():
        everyone = {"both"} if len(whose) > 1 else set()
        found.append(Piece("aims", start, end, frozenset(whose | everyone), contact, rule))
    return found


def matched(mine: Sequence[Piece], gold: Sequence[Piece]) -> list[tuple[Piece, Piece]]:
    """Pairs of ours and labelled, each label once, the longest common stretches first."""
    pairs = sorted(
        (
            (min(p.end, q.end) - max(p.start, q.start), n, m)
            for n, p in enumerate(mine)
            for m, q in enumerate(gold)
            if p.same(q)
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for _, n, m in pairs:
        if n not in taken and m not in taken.values():
            taken[n] = m
    return [(mine[n], gold[m]) for n, m in taken.items()]


# --- figures --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scored:
    """One story: ours against the labels."""

    key: str
    round: int
    learned: bool  # whether the reader learned from the labels of this story
    text: str
    mine: tuple[Piece, ...]
    gold: dict[str, list[Piece]]


def line(scored: Iterable[Scored], against: str, cls: str) -> str:
    """Precision and recall of a class, or of all."""
    read = labelled = right = there = 0
    for one in scored:
        mine, gold = ([p for p in found if cls in {p.cls, "all"}] for found in (one.mine, one.gold[against]))
        pairs = matched(mine, gold)
        read, labelled, right = read + len(mine), labelled + len(gold), right + len(pairs)
        there += sum(p.contact == q.contact for p, q in pairs)
    precision, recall, contact = (
        f"{a / b:.2f}" if b else "  - " for a, b in ((right, read), (right, labelled), (there, right))
    )
    return (
        f"  {against:6} {cls:8} labelled {labelled:4}  read {read:4}  right {right:4}  precision {precision}  "
        f"recall {recall}  right contact {contact}"
    )


def errors(scored: Iterable[Scored]) -> Iterator[str]:
    """What was read and no reader has, and what both have and was missed."""
    for one in scored:
        some, all_ = one.gold["either"], one.gold["both"]
        right = [p for p, _ in matched(one.mine, some)]
        for p in one.mine:
            mark = "+" if p in right else "-"
            yield f"{mark} {one.key[:20]} {p.cls} {sorted(p.what)} [{p.rule}] {one.text[p.start : p.end]!r}"
        found = [q for _, q in matched(one.mine, some)]
        for q in some:
            if q not in found:
                sure = "both" if q in all_ else "one"
                yield f"  {one.key[:20]} missed ({sure}) {q.cls} {sorted(q.what)} {one.text[q.start : q.end]!r}"


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--add", type=Path, metavar="LABELS", help="a folder of the readers' labels, to keep as places")
    parser.add_argument("--round", type=int, choices=ROUNDS, default=ROUNDS[-1], help="of which round they are")
    parser.add_argument("--errors", action="store_true", help="show what is wrong and what is missed")
    parser.add_argument("--cues", action="store_true", help="by cues alone, whatever the reader marks; fails nothing")
    options = parser.parse_args()
    if not SHARED.exists():
        print("../shared is not here: without its stories nothing can be compared")
        return 0
    placed = json.loads(PLACES.read_text(encoding="utf-8"))
    if options.add:
        placed |= from_words(options.add, options.round)
        PLACES.write_text(json.dumps(placed, separators=(",", ":")).replace('},"', '},\n"') + "\n", encoding="utf-8")
    runs = _runs(placed, cues=options.cues)
    for run, scored in runs.items():
        parts = {f"round {n}": [s for s in scored if s.round == n] for n in ROUNDS}
        parts |= {"not learned from": [s for s in scored if not s.learned], "all": scored}
        for part, chosen in parts.items():
            print(f"{run} contacts, {part}: {len(chosen)} stories, readers agree on {_agreement(chosen)}")
            for against in (*READERS, "either", "both"):
                print("\n".join(line(chosen, against, cls) for cls in (*CLASSES, "all")))
        if options.errors:
            print("\n".join(errors(s for s in scored if s.round != APART)))
    return 0 if options.cues else _judged(runs["own"])


def _runs(placed: Json, *, cues: bool = False) -> dict[str, list[Scored]]:
    """Every labelled story, read with the labelled contacts and with ours."""
    runs: dict[str, list[Scored]] = {"gold": [], "own": []}
    train = ((True, *one) for one in stories("train_stories"))
    kept_apart = ((False, *one) for one in chain(stories("dev_stories"), others(placed)))
    for learned, told, read, reports in chain(train, kept_apart):
        doc = replace(read, marked=None) if cues else read
        kept = placed.get(mark(doc.story.key))
        if kept is None:
            continue
        found = labels(kept, doc)
        gold = {**found, "either": either(found), "both": both(found)}
        gdoc, greports, ids = gold_reading(doc, told["contacts"])
        by = dict(zip((r.id for r in greports), map(mark, ids), strict=True))
        own = dict(zip((r.id for r in reports), map(mark, tied(told["contacts"], reports)), strict=True))
        for run, mine in (("gold", pieces(gdoc, greports, by)), ("own", pieces(doc, reports, own))):
            if greports or run == "own":
                runs[run].append(Scored(doc.story.key, kept["round"], learned, doc.story.text, tuple(mine), gold))
    return runs


def _judged(scored: Sequence[Scored]) -> int:
    """1 where less is right than the floor, else 0."""
    failed = 0
    for learned in (False, True):
        chosen = [s for s in scored if s.learned is learned]
        read = sum(len(s.mine) for s in chosen)
        right = sum(len(matched(s.mine, s.gold["either"])) for s in chosen)
        if right < FLOOR * read:
            print(f"{right} of {read} are right: less than {FLOOR}", file=sys.stderr)
            failed = 1
    return failed


def _agreement(scored: Sequence[Scored]) -> str:
    """How much of what one reader has the other has too, as F1."""
    a, b, same = (sum(len(s.gold[r]) for s in scored) for r in ("A", "B", "both"))
    return f"{2 * same / (a + b):.2f} of their labels" if a + b else "nothing"


if __name__ == "__main__":
    sys.exit(main())
