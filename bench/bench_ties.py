"""How well statements are tied to contacts: `python bench/bench_ties.py [LABELS]`.

Two independent readers said for each labelled quotation of 30 stories of ../shared/gold at which contact of the story
it was spoken, or about which; or that it is of none in particular. LABELS is a folder with their labels
(`content_gold_A.json`, `content_gold_B.json`; `ties`), and makes `tie_labels.json` beside this script anew: by place
and hash, without words. "Gold" has the labelled contacts in place of our reports, "own" our reports, each taken for the
labelled contact that it matches, as in `bench_links.py`.

A quotation counts where we have most of its words in a statement. It is right where at least one reader gives the
contact that we tie it to, as the one or as one that would be right too; and left to the story where one gives none.
With the labelled contacts at least `FLOOR` must be right, or the run fails.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_accuracy import SHARED
from bench_content import READERS, TEXTS, mark
from bench_links import gold_reading, stories
from bench_links import matched as tied_to
from summitry import statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.model import Doc, Report, Statement

    Json = dict[str, Any]

PLACES = Path(__file__).with_name("tie_labels.json")
NONE = mark("")
FLOOR = 0.79  # reached on 2026-11-22; it only rises
_SHARE = 0.5  # of the labelled quotation's characters


def from_words(folder: Path, told: Json) -> Json:
    """The readers' ties as places in the raw texts. `told`: the labelled stories by key."""
    out: Json = {}
    for reader in READERS:
        for key, labels in json.loads((folder / f"content_gold_{reader}.json").read_text(encoding="utf-8")).items():
            text = (TEXTS / key).read_text(encoding="utf-8")
            story = out.setdefault(mark(key), {"sha256": hashlib.sha256(text.encode()).hexdigest(), "quotes": {}})
            for tie in labels["ties"]:
                quote = told[key]["statements"][tie["n"]]["quote"]
                at = text.find(quote)
                if at >= 0:
                    ends = [tie["contact"] or "", *(tie.get("also") or [])]
                    place = story["quotes"].setdefault(f"{at}-{at + len(quote)}", {})
                    place[reader] = [mark(e or "") for e in ends]
    return out


def spans(text: str, doc: Doc, quotes: Json) -> Iterator[tuple[int, int, Json]]:
    """Where the labelled quotations stand in the parsed story."""
    for place, readers in quotes.items():
        start, end = map(int, place.split("-"))
        at = doc.story.text.find(text[start:end])
        if at >= 0:
            yield at, at + end - start, readers


def made(doc: Doc, reports: Sequence[Report], ids: Sequence[str]) -> list[tuple[Statement, str]]:
    """Our statements, each with the labelled contact that it is tied to. `ids`: that of each report."""
    tied, general = statements.tied(doc, statements.found(doc), reports)
    return [
        *((s, mark(name)) for report, name in zip(tied, ids, strict=True) for s in report.statements),
        *((s, NONE) for s in general),
    ]


def counted(found: Sequence[tuple[Statement, str]], start: int, end: int, readers: Json) -> str | None:
    """What became of a labelled quotation; None where we do not have it."""
    for statement, contact in found:
        shared = sum(max(0, min(s.end, end) - max(s.start, start)) for s in statement.words)
        if shared < _SHARE * (end - start):
            continue
        ends = {e for given in readers.values() for e in given}
        right = "right" if contact in ends else "wrong"
        return f"{'left' if contact == NONE else 'tied'} {right}"
    return None


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("labels", nargs="?", type=Path, help="the folder of the readers' labels")
    options = parser.parse_args()
    if not SHARED.exists():
        print("../shared is not here: without its stories nothing can be compared")
        return 0
    if options.labels:
        told = json.loads((SHARED / "gold" / "train_stories.json").read_text(encoding="utf-8"))["stories"]
        made_new = json.dumps(from_words(options.labels, told), separators=(",", ":"), sort_keys=True)
        PLACES.write_text(made_new.replace('},"', '},\n"') + "\n", encoding="utf-8")
    placed = json.loads(PLACES.read_text(encoding="utf-8"))
    count: dict[str, Counter[str]] = {"gold": Counter(), "own": Counter()}
    for told, doc, reports in stories("train_stories"):
        kept = placed.get(mark(doc.story.key))
        if kept is None:
            continue
        text = (TEXTS / doc.story.key).read_text(encoding="utf-8")
        if hashlib.sha256(text.encode()).hexdigest() != kept["sha256"]:
            raise SystemExit(f"{doc.story.key} is not the text that was labelled; label it anew")
        gdoc, greports, ids = gold_reading(doc, told["contacts"])
        runs = {"gold": made(gdoc, greports, ids), "own": made(doc, reports, tied_to(told["contacts"], reports))}
        for start, end, readers in spans(text, doc, kept["quotes"]):
            ends = [set(given) for given in readers.values()]
            agree = len(ends) == len(READERS) and bool(ends[0] & ends[1])
            for run, found in runs.items():
                count[run].update(["labelled", *["agreed"] * agree, counted(found, start, end, readers) or "not read"])
    for run, c in count.items():
        print(f"{run} contacts: {c['labelled']} quotations, the readers agree on {c['agreed']}; {_line(c)}")
    reached = _right(count["gold"], "tied", "left")
    if reached < FLOOR:
        print(f"{reached:.2f} of the ties to labelled contacts are right: less than {FLOOR}")
    return int(reached < FLOOR)


def _line(c: Counter[str]) -> str:
    read = {how: c[f"{how} right"] + c[f"{how} wrong"] for how in ("tied", "left")}
    return (
        f"read {sum(read.values())}, right {_right(c, 'tied', 'left'):.2f}; tied to a contact {read['tied']}, right "
        f"{_right(c, 'tied'):.2f}; left to the story {read['left']}, right {_right(c, 'left'):.2f}"
    )


def _right(c: Counter[str], *ways: str) -> float:
    """The share that is right of the quotations tied, left, or both."""
    right, wrong = (sum(c[f"{how} {what}"] for how in ways) for what in ("right", "wrong"))
    return right / max(1, right + wrong)


if __name__ == "__main__":
    sys.exit(main())
