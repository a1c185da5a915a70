"""How well contacts are read: ../shared/score over every labelled set, in two halves.

    python bench/bench_accuracy.py [--update] [--set NAME …] [--errors N]

Each set is split by a hash of the story key: the half `tuned` may be looked at, the half `unseen` may
not. Floors are in bench/floors.json; a figure below its floor fails, and `--update` only raises them.
Sets that lie in ../shared are left out where that folder is not there, and the run says so;
the project's own examples are always scored, by the scorer where it is, by `examples` floors.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from summitry import pipeline
from summitry.interchange import report_line
from summitry.model import Reading

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "bench" / "floors.json"
SETS = {
    "examples": ROOT / "examples" / "gold.json",
    "seeds": SHARED / "gold" / "seeds.json",
    "dev_lines": SHARED / "gold" / "dev_lines.json",
    "dev_stories": SHARED / "gold" / "dev_stories.json",
    "train_lines": SHARED / "gold" / "train_lines.json",
    "train_stories": SHARED / "gold" / "train_stories.json",
    "plover": SHARED / "data" / "plover" / "PLV_train.tsv",
}


def half(key: str) -> str:
    """Which half a story is in: by a hash of its key, so that it never moves."""
    return "tuned" if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0 else "unseen"


def inputs(name: str, folder: Path) -> list[Path]:
    """The input files of a set: the stories themselves, or JSON lines made by the scorer's own script."""
    if name == "examples":
        return [ROOT / "examples" / "stories"]
    if name == "seeds":
        return [SHARED / "stories"]
    made = subprocess.run(
        [sys.executable, SHARED / "score" / "inputs.py", SETS[name]], capture_output=True, text=True, check=True
    ).stdout.splitlines(keepends=True)
    parts = [folder / f"{name}.{n}.jsonl" for n in range(2)]
    for n, part in enumerate(parts):
        part.write_text("".join(made[n::2]), encoding="utf-8")
    return parts


def read(path: Path) -> list[str]:
    """Every report of the stories below `path`, as interchange lines."""
    lines: list[str] = []
    for found in pipeline.readings([path]):
        if isinstance(found, Reading):
            lines += [json.dumps(report_line(r), ensure_ascii=False) for r in found.reports]
        else:
            print(f"  not read: {found.name}: {found.message}", file=sys.stderr)
    return lines


def score(gold: Path, lines: list[str], folder: Path, errors: int) -> dict[str, float]:
    """The scorer's figures for these reports."""
    reports = folder / "reports.jsonl"
    reports.write_text("\n".join(lines), encoding="utf-8")
    if gold.suffix == ".tsv":
        out = subprocess.run(
            [sys.executable, SHARED / "score" / "plover.py", gold, reports, "--errors", str(errors)],
            capture_output=True, text=True, check=True,
        ).stdout
        print(out if errors else "", end="")
        words = out.splitlines()[1].split()
        return {"precision": float(words[1]), "recall": float(words[3]), "f1": float(words[5])}
    command = [sys.executable, SHARED / "score" / "score.py", gold, reports]
    if errors:
        print(subprocess.run([*command, "--errors", str(errors)], capture_output=True, text=True, check=True).stdout)
    found = json.loads(subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout)
    return {k: found[k] for k in ("precision", "recall", "f1")} | found["fields"] | {"topics": found["topic_recall"]}


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


def main() -> int:
    """Score, compare with the floors, and say so."""
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("--set", action="append", choices=sorted(SETS), help="only this set (may be repeated)")
    ap.add_argument("--errors", type=int, default=0, help="print up to N missed and N false contacts")
    ap.add_argument("--update", action="store_true", help="raise the floors to what was measured")
    args = ap.parse_args()
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if not SHARED.exists():
        print("../shared is not here: the labelled sets cannot be scored")
        return 0
    failed = []
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2) as pool:
        folder = Path(name)
        for key in args.set or SETS:
            lines = [line for part in pool.map(read, inputs(key, folder)) for line in part]
            for part, gold, mine in halves(SETS[key], lines, folder):
                found = score(gold, mine, folder, args.errors if part == "all" else 0)
                label = f"{key}/{part}"
                print(f"{label:22s} " + "  ".join(f"{k} {v:.3f}" for k, v in found.items() if v is not None), flush=True)
                if part != "all":
                    continue
                for field, floor in floors.get(key, {}).items():
                    if found[field] + 0.0005 < floor:
                        failed.append(f"{label}: {field} {found[field]:.3f} is below its floor {floor:.3f}")
                if args.update:
                    mine_floors = floors.setdefault(key, {})
                    mine_floors["f1"] = max(mine_floors.get("f1", 0.0), found["f1"])
    if args.update:
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
