"""Which share of the labelled topics falls under a subject of the scheme, by half.

    python bench/bench_subjects.py [--show N]

Topics of every contact in the labelled sets, each mention counted; the halves are those of bench_accuracy.py. Whether
a subject is right, only a reader can tell: `--show` prints N topics of the half `tuned`, drawn in a fixed order, with
their subjects.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from typing import TYPE_CHECKING

from bench_accuracy import SETS, SHARED, half
from summitry.subjects import subjects_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SETS = ("train_lines", "train_stories", "dev_lines", "dev_stories", "seeds")


def topics(name: str) -> Iterator[tuple[str, str]]:
    """Each topic of a set with its story's key."""
    for key, story in json.loads(SETS[name].read_text(encoding="utf-8"))["stories"].items():
        for contact in story["contacts"]:
            for topic in contact.get("topics") or ():
                yield key, topic


def share(told: Sequence[str]) -> str:
    """How many of the topics have a subject: "57/60 = 0.950"."""
    found = sum(bool(subjects_of(topic)) for topic in told)
    return f"{found}/{len(told)} = {found / len(told):.3f}" if told else "none"


def shown(told: Sequence[str], count: int) -> Iterator[str]:
    """So many of the topics with their subjects, those of the lowest hashes."""
    drawn = sorted(set(told), key=lambda topic: hashlib.sha256(topic.encode()).hexdigest())[:count]
    return (f"  {topic} => {', '.join(one.id for one in subjects_of(topic)) or '–'}" for topic in drawn)


def main() -> int:
    """Print the share of each set and half."""
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("--show", type=int, default=0, help="print N topics of the half tuned with their subjects")
    args = ap.parse_args()
    if not SHARED.exists():
        print("../shared is not here: without its labelled sets nothing can be measured")
        return 0
    read: dict[str, list[str]] = {"tuned": [], "unseen": []}
    for name in _SETS:
        halves = {part: [t for key, t in topics(name) if half(key) == part] for part in read}
        print(f"{name:14s} " + "  ".join(f"{part} {share(told)}" for part, told in halves.items()))
        if name.startswith("train"):
            for part, told in halves.items():
                read[part] += told
    print(f"{'both train':14s} " + "  ".join(f"{part} {share(told)}" for part, told in read.items()))
    for line in shown(read["tuned"], args.show):
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
