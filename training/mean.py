"""The mean of several trainings, weight by weight: `python training/mean.py OUT DIR DIR …`.

Each folder has `reader.pt`, `content.pt` or both; what all of them have is averaged, each counting the same. Weights that
went on from one model can be averaged; of models trained apart the mean is worth nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("out", type=Path)
    ap.add_argument("models", type=Path, nargs="+")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name in ("reader.pt", "content.pt"):
        if all((model / name).exists() for model in args.models):
            found = [torch.load(model / name) for model in args.models]
            made = {key: sum(f[key].float() for f in found) / len(found) for key in found[0]}
            torch.save(made, args.out / name)
            print(f"{args.out / name}: the mean of {len(found)}")


if __name__ == "__main__":
    main()
