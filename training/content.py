"""Train what the reader says of aims, outcomes and tones: the encoder's last layers once more, for these words.

    python training/content.py MODEL_DIR [--epochs N] [--without FILE]

MODEL_DIR has the trained reader (`train.py`) and takes `content.pt`. The first `KEPT` layers stay as they are, so that a
window is read once for both. `--without`: a file with ids of labelled texts to leave out, so that they can be measured on.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from pathlib import Path
from typing import NamedTuple

import torch
from torch import nn
from transformers import AutoTokenizer

from data import HERE, IGNORE, SHARED, hashed, passage_texts, spans_of
from summitry.extractors.marking import CAME, CONTENTS, FORCES
from summitry.extractors.windows import Window, windows
from train import BASE, KEPT, Reader, pad, pieces

TAGS = 1 + 2 * len(CONTENTS)
LABELS = TAGS + len(CAME) + len(FORCES)
OTHERS_TIMES = 2  # how often an epoch reads a story of others


class Content(nn.Module):
    """From the states behind the shared layers to tags, and for outcomes their kind and force."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in reader.encoder.encoder.layer[KEPT:])
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(reader.encoder.config.hidden_size, LABELS)

    def forward(self, states: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        beyond = None if mask is None else (1 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            states = layer(states, attention_mask=beyond)[0]
        return self.out(self.drop(states))


class Piece(NamedTuple):
    """Labelled words. `came` and `force` are None but for an outcome."""

    start: int
    end: int
    content: str
    came: str | None = None
    force: str | None = None


class Example(NamedTuple):
    """A window with its states, and what is learned at each word piece."""

    states: torch.Tensor
    tags: torch.Tensor  # how many of the readers say so, for each tag
    came: torch.Tensor
    force: torch.Tensor
    learn: torch.Tensor
    others: bool


def labelled() -> list[tuple[str, str, bool, list[list[Piece]]]]:
    """Id, text, whether others wrote it, and the pieces of each reader."""
    ours = {
        key: text
        for name in ("passages", "content_texts")
        for key, (text, _) in passage_texts(HERE / f"{name}.jsonl").items()
    }
    others = {hashed(t := p.read_text(encoding="utf-8")): t for p in sorted((SHARED / "gold" / "stories").iterdir())}
    told: dict[str, list[list[Piece]]] = {}
    for row in map(json.loads, (HERE / "content_labels.jsonl").read_text(encoding="utf-8").splitlines()):
        told.setdefault(row["id"], []).append([Piece(*p) for p in row["pieces"]])
    texts = {**others, **ours}
    return [(key, texts[key], key not in ours, readers) for key, readers in told.items() if key in texts]


def tagged(w: Window, readers: list[list[Piece]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Tags by share of the readers; kind and force of outcomes."""
    tags = torch.zeros(len(w.ids), TAGS)
    came, force = ([IGNORE] * len(w.ids) for _ in range(2))
    for found in readers:
        row = [0] * len(w.ids)
        for p in sorted(found, key=lambda p: p.start - p.end):  # the shorter one where two share words
            for j, i in enumerate(pieces(w.offsets, (p.start, p.end))):
                row[i] = 1 + 2 * CONTENTS.index(p.content) + (j > 0)
                if p.came and p.force:
                    came[i], force[i] = CAME.index(p.came), FORCES.index(p.force)
        for i, tag in enumerate(row):
            tags[i, tag] += 1 / len(readers)
    return tags, torch.tensor(came), torch.tensor(force)


def examples(reader: Reader, without: set[str]) -> list[Example]:
    """Every window of the labelled texts."""
    tok = AutoTokenizer.from_pretrained(BASE).backend_tokenizer
    tok.no_truncation()
    tok.no_padding()
    special = (tok.token_to_id("[CLS]"), tok.token_to_id("[SEP]"))
    out = []
    for key, text, others, readers in labelled():
        if key in without:
            continue
        spans = spans_of(text)
        for w in windows(
            text,
            spans,
            range(len(spans)),
            pieces=lambda t: ((e := tok.encode(t, add_special_tokens=False)).ids, e.offsets),
            special=special,
        ):
            with torch.no_grad():
                states = reader.middle(torch.tensor([w.ids]))[0].half()
            learn = torch.tensor([float(n in w.own) for n in w.sentences])
            out.append(Example(states, *tagged(w, readers), learn, others))
    return out


def train(reader: Reader, data: list[Example], out: Path, *, epochs: int, lr: float, size: int, seed: int) -> Content:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Content(reader)
    data = data + [e for e in data if e.others] * (OTHERS_TIMES - 1)
    groups = [{"params": net.layers.parameters(), "lr": lr}, {"params": net.out.parameters(), "lr": lr * 5}]
    opt = torch.optim.AdamW(groups, weight_decay=0.02)
    steps = epochs * math.ceil(len(data) / size) + 1
    schedule = torch.optim.lr_scheduler.OneCycleLR(opt, [lr, lr * 5], total_steps=steps, pct_start=0.1)
    ce = nn.CrossEntropyLoss(ignore_index=IGNORE)
    rows = nn.utils.rnn.pad_sequence
    for epoch in range(epochs):
        net.train()
        begun, total = time.time(), 0.0
        rng.shuffle(data)
        batches = []
        for i in range(0, len(data), size * 16):
            pool = sorted(data[i : i + size * 16], key=lambda e: len(e.states))
            batches += [pool[k : k + size] for k in range(0, len(pool), size)]
        rng.shuffle(batches)
        for batch in batches:
            states = rows([e.states.float() for e in batch], batch_first=True)
            mask = pad([[1] * len(e.states) for e in batch], 0)
            learn = rows([e.learn for e in batch], batch_first=True)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                made = net(states, mask)
            made = made.float()
            wrong = -(rows([e.tags for e in batch], batch_first=True) * made[..., :TAGS].log_softmax(-1)).sum(-1)
            loss = (wrong * learn).sum() / learn.sum()
            came = rows([e.came for e in batch], batch_first=True, padding_value=IGNORE)
            force = rows([e.force for e in batch], batch_first=True, padding_value=IGNORE)
            if (came != IGNORE).any():
                loss = loss + 0.1 * ce(made[..., TAGS : TAGS + len(CAME)].flatten(0, 1), came.flatten())
                loss = loss + 0.05 * ce(made[..., TAGS + len(CAME) :].flatten(0, 1), force.flatten())
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            schedule.step()
            total += loss.item()
        torch.save(net.state_dict(), out / "content.pt")
        print(f"epoch {epoch + 1}: loss {total / len(batches):.4f}, {time.time() - begun:.0f} s", flush=True)
    return net.eval()


def main() -> None:
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("model", type=Path)
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--lr", type=float, default=2e-4)
    ap.add_argument("--batch", type=int, default=16)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--without", type=Path, help="a file with ids of texts to leave out")
    args = ap.parse_args()
    reader = Reader()
    reader.load_state_dict(torch.load(args.model / "reader.pt"))
    reader.eval()
    data = examples(reader, set(args.without.read_text().split()) if args.without else set())
    print(f"{len(data)} windows, {sum(e.others for e in data)} of others", flush=True)
    train(reader, data, args.model, epochs=args.epochs, lr=args.lr, size=args.batch, seed=args.seed)


if __name__ == "__main__":
    main()
