"""Precision and recall of the learned reader by its threshold: `python bench/bench_threshold.py > docs/threshold.txt`.

The reader alone, without the rules beside it, over the sets that it was not trained on: dev_lines, dev_stories and
the unseen halves of train_lines and train_stories. `THRESHOLD` in extractors/reader.py is chosen by these figures.
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


def main() -> int:
    """Print a row for each set and threshold."""
    if not SHARED.exists():
        print("../shared is not here: without its scorers nothing can be scored")
        return 0
    print(f"{'set':22s} {'threshold':>9s} {'precision':>9s} {'recall':>9s} {'F1':>9s}   (chosen: {THRESHOLD})")
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2) as pool:
        folder = Path(name)
        for key, part in MEASURED:
            gold, paths = cut(key, part, folder), inputs(key, folder)
            for threshold in THRESHOLDS:
                lines = [line for rows in pool.map(read, paths, [threshold] * len(paths)) for line in rows]
                stories = json.loads(gold.read_text(encoding="utf-8"))["stories"]
                mine = [line for line in lines if json.loads(line)["story"] in stories]
                got = score(gold, mine, folder, 0)
                row = f"{got['precision']:9.3f} {got['recall']:9.3f} {got['f1']:9.3f}"
                print(f"{f'{key}/{part}':22s} {threshold:9.1f} {row}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
