"""The learned reader: a small encoder that tags occasions, and for each one who, when, where and what about.

One pass over a window of sentences tags the words that tell an occasion, with kind and status; a
second, short look with those words marked tags its parties and circumstances. The model is int8
ONNX in `models/reader`; how it was made, and on what, stands in training/README.md.
"""

from __future__ import annotations

import math
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.extractors.undone import settled
from summitry.extractors.windows import Pieces, Window, reach, windows
from summitry.lexicon import worth_reading
from summitry.model import Kind, Occasion, Role, Skipped, SkipReason, Status, Taking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import onnxruntime
    from numpy.typing import NDArray

    from summitry.model import Doc, Sentence, Story

KINDS = (Kind.MEETING, Kind.CALL, Kind.VISIT, Kind.MESSAGE)
STATUSES = (Status.HELD, Status.PLANNED, Status.POSSIBLE, Status.POSTPONED, Status.CANCELLED, Status.REFUSED)
PARTS = ("party", "visitor", "host", "time", "place", "topic")
THRESHOLD = 0.6  # how sure the reader must be of a cue; precision and recall for others: docs/accuracy.md
WEAK = 0.42  # from here on the reader suspects something, which is told where it is let go
_TELLING = re.compile(  # a word that can tell something: no article, preposition, auxiliary or rest of a word
    r"\b(?!(?:the|an|to|of|in|on|at|by|up|out|off|with|from|for|and|or|was|were|is|are|be|been|had|has|have|will|would|"
    r"could|may|might|he|she|they|his|her|their|its?|that|this|day|level|same|first|president|minister|secretary)\b)\w{2,}",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?:\.[A-Z])+\.?")
# What the second look leans towards: a party missed costs a contact; topics are told in many words, seldom tagged.
_LEANS = {"party": 0.7, "visitor": 0.7, "host": 0.7, "topic": 2.5}
_LEAN = np.array([0.0, *(_LEANS.get(part, 0.0) for part in PARTS for _ in "BI")], dtype=np.float32)
_ROWS = 1  # windows a pass: nothing is padded, and what is read does not depend on what is read beside it
_FAR = 34


class Model(NamedTuple):
    """The two graphs and the word pieces."""

    pieces: Pieces
    special: tuple[int, int]
    encode: onnxruntime.InferenceSession
    parts: onnxruntime.InferenceSession


@cache
def model(folder: str | None = None) -> Model:
    """The reader's model, loaded once a process; `folder` for another than the package's own."""
    import onnxruntime as ort  # noqa: PLC0415 - slow to load, and needed only here
    from tokenizers import BertWordPieceTokenizer  # noqa: PLC0415 - as above

    place = files("summitry").joinpath("models", "reader") if folder is None else None
    path = str(place) if folder is None else folder

    def pieces(text: str) -> tuple[list[int], list[tuple[int, int]]]:
        made = tokenizer.encode(text, add_special_tokens=False)
        return made.ids, made.offsets

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # two on two virtual cores were slower than one; workers share the cores
    options.inter_op_num_threads = 1
    tokenizer = BertWordPieceTokenizer(f"{path}/vocab.txt", lowercase=True)
    special = (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    run = [
        ort.InferenceSession(f"{path}/{n}.onnx", options, providers=["CPUExecutionProvider"])
        for n in ("encode", "parts")
    ]
    return Model(pieces, special, run[0], run[1])


class Reader:
    """Occasions by a learned tagger."""

    name = "reader"
    version = "3"

    def __init__(self, *, threshold: float = THRESHOLD, folder: str | None = None) -> None:
        self.threshold = threshold
        self.folder = folder

    def occasions(self, doc: Doc) -> Iterator[Occasion | Skipped]:
        """Every telling of a contact, in the story's order, and the candidates that were not sure enough."""
        yield from self.teller(doc.story, doc.sentences) if doc.told is None else doc.told

    def teller(self, story: Story, sentences: Sequence[Sentence]) -> Iterator[Occasion | Skipped]:
        """The same from the sentences alone."""
        text = story.text
        spans = [(s.start, s.end) for s in sentences]
        wanted = [n for n, (a, b) in enumerate(spans) if worth_reading().search(text, a, b)]
        known = model(self.folder)
        found = list(windows(text, spans, wanted, pieces=known.pieces, special=known.special))
        for at in range(0, len(found), _ROWS):
            for told in self._read(story, found[at : at + _ROWS], known):
                if isinstance(told, Skipped):
                    yield told
                    continue
                after = sentences[told.sentence + 1] if told.sentence + 1 < len(sentences) else None
                yield settled(story, sentences[told.sentence], told, after=after)

    def _read(self, story: Story, batch: Sequence[Window], known: Model) -> Iterator[Occasion | Skipped]:
        ids, mask = _padded([w.ids for w in batch])
        states, cue, kind, status = known.encode.run(None, {"ids": ids, "mask": mask})
        sure = _softmax(cue)
        cues = [
            (r, c)
            for r, w in enumerate(batch)
            for c in _telling(story.text, w, _cues(w, sure[r], self.threshold), kind[r])
        ]
        yield from self._suspected(story, batch, sure, cues)
        if not cues:
            return
        parts = _looked_again(batch, states, cues, known)
        for n, (r, c) in enumerate(cues):
            w = batch[r]
            score = float((1 - sure[r, c, 0]).mean())
            start, end = _cue_words(story.text, w.offsets[c[0]][0], w.offsets[c[-1]][1])
            spans = _spans(w, reach(len(w.ids), c).start, parts[n], story.text)
            yield Occasion(
                start=start,
                end=end,
                sentence=w.sentences[c[0]],
                kind=KINDS[int(kind[r, c].mean(0).argmax())],
                status=STATUSES[int(status[r, c].mean(0).argmax())],
                takings=tuple(Taking(a, b, Role(p)) for a, b, p in spans if p in {"party", "visitor", "host"}),
                rule="reader",
                score=round(score, 2),
                times=tuple((a, b) for a, b, p in spans if p == "time"),
                places=tuple((a, b) for a, b, p in spans if p == "place"),
                topics=tuple((a, b) for a, b, p in spans if p == "topic"),
            )

    def _suspected(
        self, story: Story, batch: Sequence[Window], sure: NDArray[np.float32], cues: list[tuple[int, list[int]]]
    ) -> Iterator[Skipped]:
        """The words that may tell an occasion, where the reader is not sure enough."""
        taken = {(r, i) for r, c in cues for i in c}
        for r, w in enumerate(batch):
            for c in _cues(w, sure[r], WEAK):
                if any((r, i) in taken for i in c):
                    continue
                start, end = _words(story.text, w.offsets[c[0]][0], w.offsets[c[-1]][1])
                score = float((1 - sure[r, c, 0]).max())
                # Sure enough, and yet let go: small words beside a full cue, or a rest of a weaker one.
                reason = SkipReason.WEAK if score < self.threshold else SkipReason.TOLD_AGAIN
                yield Skipped(story.source(start, end), reason, "reader", f"score {score:.2f}")


def _padded(rows: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    width = max(map(len, rows))
    ids = np.zeros((len(rows), width), dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=np.int64)
    for n, row in enumerate(rows):
        ids[n, : len(row)] = row
        mask[n, : len(row)] = 1
    return ids, mask


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    e = np.exp(x - x.max(-1, keepdims=True))
    out: NDArray[np.float32] = e / e.sum(-1, keepdims=True)
    return out


def _cues(w: Window, sure: NDArray[np.float32], least: float) -> list[list[int]]:
    """Runs of pieces that tell an occasion; a new one begins where its first word is likelier than going on."""
    out: list[list[int]] = []
    before = -2
    for i, (a, b) in enumerate(w.offsets):
        if b <= a or w.sentences[i] not in w.own or 1 - sure[i, 0] < least:
            continue
        if i != before + 1 or (sure[i, 1] > sure[i, 2] and sure[i, 1] > 0.5):
            out.append([])
        out[-1].append(i)
        before = i
    return out


def _telling(text: str, w: Window, cues: list[list[int]], kind: NDArray[np.float32]) -> list[list[int]]:
    """The cues without those of small words only, in a sentence that has another one of the same kind."""
    small = [not any(_can_tell(text, *_words(text, *w.offsets[i])) for i in c) for c in cues]
    what = [(w.sentences[c[0]], int(kind[c].mean(0).argmax())) for c in cues]
    full = {k for k, s in zip(what, small, strict=True) if not s}
    return [c for c, k, s in zip(cues, what, small, strict=True) if not s or k not in full]


def _can_tell(text: str, start: int, end: int) -> bool:
    """Whether a word can tell something; a name cannot."""
    named = text[start].isupper() and not worth_reading().match(text, start)
    return not named and _TELLING.search(text, start, end) is not None


def _nearness(n: int, cue: list[int]) -> list[int]:
    """As training/train.py: 0 in the cue, else a bucket of the distance, 1–17 after it, 18–34 before."""
    first, last = cue[0], cue[-1]
    out = []
    for i in range(n):
        d = i - last if i > last else max(0, first - i)
        step = 0 if d == 0 else min(17, d if d <= 8 else 8 + int(math.log2(d / 8) * 3) + 1)
        out.append(0 if step == 0 else step if i > last else 17 + step)
    return out


def _looked_again(
    batch: Sequence[Window], states: NDArray[np.float32], cues: list[tuple[int, list[int]]], known: Model
) -> list[NDArray[np.float32]]:
    """The tags of parties and circumstances around each cue."""
    slices = [reach(len(batch[r].ids), c) for r, c in cues]
    width = max(s.stop - s.start for s in slices)
    around = np.zeros((len(cues), width, states.shape[-1]), dtype=np.float32)
    mask = np.zeros((len(cues), width), dtype=np.int64)
    near = np.full((len(cues), width), _FAR, dtype=np.int64)
    for n, ((r, c), s) in enumerate(zip(cues, slices, strict=True)):
        size = s.stop - s.start
        around[n, :size], mask[n, :size] = states[r, s], 1
        near[n, :size] = _nearness(size, [i - s.start for i in c])
    tags = known.parts.run(None, {"states": around, "mask": mask, "near": near})[0]
    return [tags[n, : s.stop - s.start] for n, s in enumerate(slices)]


def _spans(w: Window, first: int, logits: NDArray[np.float32], text: str) -> list[tuple[int, int, str]]:
    """The words of each part; `first`: the piece of the window to which the first row belongs."""
    out: list[tuple[int, int, str]] = []
    best = (logits + _LEAN).argmax(-1)
    last = -2
    for i, label in enumerate(best, first):
        a, b = w.offsets[i]
        if b <= a or label == 0:
            continue
        part = PARTS[(int(label) - 1) // 2]
        if out and i == last + 1 and out[-1][2] == part and label % 2 == 0:
            out[-1] = (out[-1][0], b, part)
        else:
            out.append((a, b, part))
        last = i
    whole = [(*_words(text, a, b), p) for a, b, p in out]
    return list(dict.fromkeys(whole))


def _cue_words(text: str, start: int, end: int) -> tuple[int, int]:
    """As `_words`, and of a word with a hyphen the whole: "two-day"."""
    start, end = _words(text, start, end)
    if text[start] == "-" and start and text[start - 1].isalnum():
        start = _words(text, start - 1, end)[0]
    return start, end


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to whole words."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    if (letters := _LETTERS.match(text, end)) and text[end - 1].isupper() and not text[max(0, end - 2)].isalnum():
        end = letters.end()  # "U.S." is three pieces, of which the first may be all that was tagged
    return start, end
