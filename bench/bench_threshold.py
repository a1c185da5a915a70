"""Precision and recall of the learned reader by its threshold: `python bench/bench_threshold.py > docs/threshold.txt`.

Over dev_lines and dev_stories, which it was not trained on, and the unseen halves of train_lines and train_stories.
`THRESHOLD` in extractors/reader.py is chosen by the first table. The second is of reports read at that threshold, those
with a lower `score` left out.
"""

from __future__ import annotations

import json
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench_accuracy import SETS, SHARED, half, inputs, score
from summitry import capture, pipeline
from summitry.extractors.reader import THRESHOLD, Reader
from summitry.interchange import report_line
from summitry.model import Capture, Reading

SCORES = (0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
MEASURED = (("dev_lines", "all"), ("dev_stories", "all"), ("train_lines", "unseen"), ("train_stories", "unseen"))


def read(path: Path, threshold: float) -> list[str]:
    """The reports of the reader alone, as interchange lines."""
    reader = Reader(threshold=threshold)
    found = (pipeline.reading(c, extractor=reader) for c in capture.captures([path]) if isinstance(c, Capture))
    return [json.dumps(report_line(r)) for one in found if isinstance(one, Reading) for r in one.reports]


def cut(name: str, part: str, folder: Path) -> Path:
    """The set, or the half of it, as the scorer reads it."""
    if part == "all":
        return SETS[name]
    content = json.loads(SETS[name].read_text(encoding="utf-8"))
    content["stories"] = {k: v for k, v in content["stories"].items() if half(k) == part}
    out = folder / f"{name}.json"
    out.write_text(json.dumps(content), encoding="utf-8")
    return out


def row(key: str, part: str, least: float, lines: list[str], folder: Path) -> str:
    """What the scorer says of some reports."""
    gold = cut(key, part, folder)
    stories = json.loads(gold.read_text(encoding="utf-8"))["stories"]
    got = score(gold, [line for line in lines if json.loads(line)["story"] in stories], folder, 0)
    return f"{f'{key}/{part}':22s} {least:9.2f} {got['precision']:9.3f} {got['recall']:9.3f} {got['f1']:9.3f}"


def main() -> int:
    """Print a row for each set and threshold, then for each set and least score."""
    if not SHARED.exists():
        print("../shared is not here: without its scorers nothing can be scored")
        return 0
    columns = f"{'precision':>9s} {'recall':>9s} {'F1':>9s}"
    print(f"{'set':22s} {'threshold':>9s} {columns}   (chosen: {THRESHOLD})")
    chosen: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2) as pool:
        folder = Path(name)
        for key, part in MEASURED:
            paths = inputs(key, folder)
            for threshold in THRESHOLDS:
                lines = [line for rows in pool.map(read, paths, [threshold] * len(paths)) for line in rows]
                print(row(key, part, threshold, lines, folder), flush=True)
                if threshold == THRESHOLD:
                    chosen[key] = lines
        print(f"\n{'set':22s} {'score':>9s} {columns}")
        for key, part in MEASURED:
            for least in SCORES:
                print(row(key, part, least, [x for x in chosen[key] if json.loads(x)["score"] >= least], folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
