"""How well events are coded: CONSULT by the codes of `summitry export --format events`, beside "held" itself.

    python bench/bench_events.py [--errors N]

The scorer of ../shared counts a sentence as found when a report of it is held. Our guidelines call a summons, a
signing, a letter and an invitation contacts, which PLOVER codes otherwise, so that line punishes what is right by them.
The second line counts a sentence when an event of it is CONSULT: that is PLOVER's own question. Both for all sentences
and for each half, by the same hash of the key as in bench_accuracy.py; `--errors` prints those of the half `tuned`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from bench_accuracy import SETS, SHARED, half, inputs, scorer
from summitry import pipeline
from summitry.eventcodes import Plover, events
from summitry.model import Reading, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

GOLD = SETS["plover"]


def read(path: Path) -> list[tuple[str, bool, bool]]:
    """Of each sentence its key, whether it tells something held, and whether it tells a CONSULT."""
    found = (one for one in pipeline.readings([path]) if isinstance(one, Reading))
    return [
        (
            one.story.key,
            any(r.status.value == Status.HELD.value for r in one.reports),
            any(e.code.plover is Plover.CONSULT for r in one.reports for e in events(r)),
        )
        for one in found
    ]


def gold_half(part: str, folder: Path) -> Path:
    """The sentences of a half, as a file of the scorer's form; all of them for "all"."""
    if part == "all":
        return GOLD
    made = folder / f"{part}.tsv"
    ids: dict[str, str] = {}  # a sentence has the key of its first row
    with GOLD.open(encoding="utf-8", newline="") as lines, made.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictReader(lines, delimiter="\t")
        writer = csv.DictWriter(out, table.fieldnames or (), delimiter="\t")
        writer.writeheader()
        for row in table:
            if half(ids.setdefault(row["sentence"], f"s{row['sentence_id']}")) == part:
                writer.writerow(row)
    return made


def score(gold: Path, keys: Iterable[str], folder: Path, errors: int) -> str:
    """The scorer's line for these sentences, which are told to it as held."""
    reports = folder / "reports.jsonl"
    reports.write_text("".join(json.dumps({"story": k, "status": "held"}) + "\n" for k in keys), encoding="utf-8")
    out = scorer("plover.py", gold, reports, "--errors", str(errors)).splitlines()
    return "\n".join((out[1], *(out[3:] if errors else ())))


def main() -> int:
    """Score both ways and print them side by side."""
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument(
        "--errors", type=int, default=0, help="print up to N missed and N false sentences of the half tuned"
    )
    args = ap.parse_args()
    if not SHARED.exists():
        print("../shared is not here: without its scorers nothing can be scored")
        return 0
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2) as pool:
        folder = Path(name)
        told = [one for part in pool.map(read, inputs("plover", folder)) for one in part]
        for part in ("all", "tuned", "unseen"):
            gold, errors = gold_half(part, folder), args.errors if part == "tuned" else 0
            print(f"{f'held/{part}':16s}", score(gold, (k for k, held, _ in told if held), folder, 0))
            print(f"{f'CONSULT/{part}':16s}", score(gold, (k for k, _, consult in told if consult), folder, errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
