"""The learned reader: a small encoder that tags occasions, and for each one who, when, where and what about.

One pass over a window of sentences tags the words that tell an occasion, with kind and status; a
second, short look with those words marked tags its parties and circumstances. Where something is
told, another look marks what was wanted and what came of it (`marking`). The model is int8 ONNX in
`models/reader`; how it was made, and on what, stands in training/README.md.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.extractors import followed, marking
from summitry.extractors.undone import End, ended, settled
from summitry.extractors.windows import Pieces, Window, reach, whole_words, windows
from summitry.lexicon import worth_reading
from summitry.model import Kind, Marked, Occasion, Role, Skipped, SkipReason, Status, Taking
from summitry.subjects import subjects_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import onnxruntime
    from numpy.typing import NDArray

    from summitry.model import Doc, Sentence, Story

KINDS = (Kind.MEETING, Kind.CALL, Kind.VISIT, Kind.MESSAGE)
STATUSES = (Status.HELD, Status.PLANNED, Status.POSSIBLE, Status.POSTPONED, Status.CANCELLED, Status.REFUSED)
PARTS = ("party", "visitor", "host", "time", "place", "topic")
THRESHOLD = 0.5  # how sure the reader must be of a cue; precision and recall for others: docs/accuracy.md
WEAK = 0.35  # from here on the reader suspects something, which is told where it is let go
_TELLING = re.compile(  # a word that can tell something: no article, preposition, auxiliary or rest of a word
    r"\b(?!(?:the|an|to|of|in|on|at|by|up|out|off|with|from|for|and|or|was|were|is|are|be|been|had|has|have|will|would|"
    r"could|may|might|he|she|they|his|her|their|its?|that|this|day|level|same|first|president|minister|secretary)\b)\w{2,}",
    re.IGNORECASE,
)
# What the second look leans towards: a party missed costs a contact; topics are told in many words, seldom tagged.
_LEANS = {"party": 0.7, "visitor": 0.7, "host": 0.7, "topic": 2.5}
_LEAN = np.array([0.0, *(_LEANS.get(part, 0.0) for part in PARTS for _ in "BI")], dtype=np.float32)
_FIRM_LEAN = _LEAN - np.array([0.0, *(1.5 * (p == "topic") for p in PARTS for _ in "BI")], dtype=np.float32)
# In the second look adds and norms go in two steps: onnxruntime 1.31's kernel for both at once is slower. In the first
# look it stays: other last digits let other cues pass the threshold, no better ones (docs/performance.md).
_NOT_FUSED = {"encode": None, "parts": ["SkipLayerNormFusion"], "content": ["SkipLayerNormFusion"]}


class Model(NamedTuple):
    """The three graphs and the word pieces."""

    pieces: Pieces
    special: tuple[int, int]
    encode: onnxruntime.InferenceSession
    parts: onnxruntime.InferenceSession
    content: onnxruntime.InferenceSession | None  # none beside weights older than version 4, which are still measured


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
        ort.InferenceSession(f"{path}/{n}.onnx", options, providers=["CPUExecutionProvider"], disabled_optimizers=left)
        for n, left in _NOT_FUSED.items()
        if n != "content" or Path(f"{path}/{n}.onnx").exists()
    ]
    return Model(pieces, special, run[0], run[1], run[2] if len(run) > len(("encode", "parts")) else None)


class Reader:
    """Occasions by a learned tagger."""

    name = "reader"
    version = "5"

    def __init__(self, *, threshold: float = THRESHOLD, folder: str | None = None) -> None:
        self.threshold = threshold
        self.folder = folder

    @property
    def marks(self) -> bool:
        """Whether it marks aims and outcomes; weights older than version 4 do not."""
        return model(self.folder).content is not None

    def occasions(self, doc: Doc) -> Iterator[Occasion | Skipped]:
        """Every telling of a contact, in the story's order, and the candidates that were not sure enough."""
        told = self.teller(doc.story, doc.sentences) if doc.told is None else doc.told
        yield from (one for one in told if not isinstance(one, Marked))

    def teller(self, story: Story, sentences: Sequence[Sentence]) -> Iterator[Occasion | Skipped | Marked]:
        """The same from the sentences alone, and the words of what was wanted and what came of it."""
        text = story.text
        spans = [(s.start, s.end) for s in sentences]
        wanted = [n for n, (a, b) in enumerate(spans) if worth_reading().search(text, a, b)]
        known = model(self.folder)
        looked: list[marking.Looked] = []
        tellings: set[int] = set()
        for window in windows(text, spans, wanted, pieces=known.pieces, special=known.special):
            seen = tuple(x[0] for x in known.encode.run(None, {"ids": np.array([window.ids])}))
            for told in self._read(story, window, known, seen[:4]):
                if isinstance(told, Skipped):
                    yield told
                    continue
                tellings.add(told.sentence)
                after = sentences[told.sentence + 1] if told.sentence + 1 < len(sentences) else None
                yield settled(story, sentences[told.sentence], told, after=after)
            looked.append(marking.Looked(window, seen[-1]))
        if known.content is not None:
            yield from self._marked(text, spans, looked, tellings)
        for n, sentence in enumerate(sentences):
            yield from followed.told(story, n, sentence)

    def _marked(
        self, text: str, spans: Sequence[tuple[int, int]], looked: list[marking.Looked], tellings: set[int]
    ) -> Iterator[Marked]:
        """The words of aims, outcomes and tones near the tellings; sentences not read for those are read now."""
        known = model(self.folder)
        near = marking.near(tellings, len(spans))
        left = near.difference(*(one.window.sentences for one in looked))
        more = (
            marking.Looked(window, known.encode.run(["middle"], {"ids": np.array([window.ids])})[0][0])
            for window in windows(text, spans, left, pieces=known.pieces, special=known.special)
        )
        yield from marking.marked(text, [*looked, *more], near, known.content)

    def _read(
        self, story: Story, w: Window, known: Model, seen: tuple[NDArray[np.float32], ...]
    ) -> Iterator[Occasion | Skipped]:
        """What one window tells. It is read alone: nothing is padded, and nothing depends on what is read beside it."""
        states, cue, kind, status = seen
        sure = _softmax(cue)
        cues = _telling(story.text, w, _cues(w, sure, self.threshold), kind)
        ends = _ended_plans(story.text, w, _cues(w, sure, WEAK), kind)
        taken = {i for c in cues for i in c}
        cues = sorted([*cues, *(list(c) for c in ends if taken.isdisjoint(c))])
        yield from self._suspected(story, w, sure, cues)
        for c in cues:
            score = float((1 - sure[c, 0]).mean())
            start, end = _cue_words(story.text, w.offsets[c[0]][0], w.offsets[c[-1]][1])
            spans = _spans(w, *_looked_again(w, states, c, known), story.text)
            occasion = Occasion(
                start=start,
                end=end,
                sentence=w.sentences[c[0]],
                kind=KINDS[int(kind[c].mean(0).argmax())],
                status=STATUSES[int(status[c].mean(0).argmax())],
                takings=tuple(Taking(a, b, Role(p)) for a, b, p in spans if p in {"party", "visitor", "host"}),
                rule="reader",
                score=round(score, 2),
                times=tuple((a, b) for a, b, p in spans if p == "time"),
                places=tuple((a, b) for a, b, p in spans if p == "place"),
                topics=tuple((a, b) for a, b, p in spans if p == "topic"),
            )
            yield _as_ended(occasion, ends.get(tuple(c)))

    def _suspected(
        self, story: Story, w: Window, sure: NDArray[np.float32], cues: list[list[int]]
    ) -> Iterator[Skipped]:
        """The words that may tell an occasion, where the reader is not sure enough."""
        taken = {i for c in cues for i in c}
        for c in _cues(w, sure, WEAK):
            if not taken.isdisjoint(c):
                continue
            start, end = whole_words(story.text, w.offsets[c[0]][0], w.offsets[c[-1]][1])
            score = float((1 - sure[c, 0]).max())
            # Sure enough, and yet let go: small words beside a full cue, or a rest of a weaker one.
            reason = SkipReason.WEAK if score < self.threshold else SkipReason.TOLD_AGAIN
            yield Skipped(story.source(start, end), reason, "reader", f"score {score:.2f}")


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    e = np.exp(x - x.max(-1, keepdims=True))
    out: NDArray[np.float32] = e / e.sum(-1, keepdims=True)
    return out


def _cues(w: Window, sure: NDArray[np.float32], least: float) -> list[list[int]]:
    """Runs of pieces that tell an occasion; a new one begins where its first word is likelier than going on."""
    out: list[list[int]] = []
    before = -2
    for i in np.flatnonzero(1 - sure[:, 0] >= least).tolist():
        a, b = w.offsets[i]
        if b <= a or w.sentences[i] not in w.own:
            continue
        if i != before + 1 or (sure[i, 1] > sure[i, 2] and sure[i, 1] > 0.5):
            out.append([])
        out[-1].append(i)
        before = i
    return out


def _telling(text: str, w: Window, cues: list[list[int]], kind: NDArray[np.float32]) -> list[list[int]]:
    """The cues without those of small words only, in a sentence that has another one of the same kind."""
    small = [not any(_can_tell(text, *whole_words(text, *w.offsets[i])) for i in c) for c in cues]
    what = [(w.sentences[c[0]], int(kind[c].mean(0).argmax())) for c in cues]
    full = {k for k, s in zip(what, small, strict=True) if not s}
    return [c for c, k, s in zip(cues, what, small, strict=True) if not s or k not in full]


def _can_tell(text: str, start: int, end: int) -> bool:
    """Whether a word can tell something; a name cannot."""
    named = text[start].isupper() and not worth_reading().match(text, start)
    return not named and _TELLING.search(text, start, end) is not None


def _ended_plans(text: str, w: Window, cues: list[list[int]], kind: NDArray[np.float32]) -> dict[tuple[int, ...], End]:
    """What became of the plans that a sentence tells twice, as plan and as undone: by the words of either telling.

    Each telling makes the other surer, so both count where the reader only suspects them.
    """
    out: dict[tuple[int, ...], End] = {}
    for plan, end in pairwise(cues):
        n = w.sentences[plan[0]]
        if n != w.sentences[end[0]] or kind[plan].mean(0).argmax() != kind[end].mean(0).argmax():
            continue
        until = max(b for (_, b), m in zip(w.offsets, w.sentences, strict=True) if m == n)
        told = ended(text, (w.offsets[plan[0]][0], w.offsets[plan[-1]][1]), w.offsets[end[-1]][1], until)
        if told:
            out[tuple(plan)] = out[tuple(end)] = told
    return out


def _as_ended(occasion: Occasion, end: End | None) -> Occasion:
    return replace(occasion, status=end.status, status_source=end.source, status_rule=end.rule) if end else occasion


def _nearness(n: int, cue: list[int]) -> list[int]:
    """As training/train.py: 0 in the cue, else a bucket of the distance, 1–17 after it, 18–34 before."""
    first, last = cue[0], cue[-1]
    before, after = (17 + _bucket(first - i) for i in range(first)), (_bucket(i - last) for i in range(last + 1, n))
    return [*before, *[0] * (last + 1 - first), *after]


@cache
def _bucket(distance: int) -> int:
    return min(17, distance if distance <= 8 else 8 + int(math.log2(distance / 8) * 3) + 1)


def _looked_again(
    w: Window, states: NDArray[np.float32], cue: list[int], known: Model
) -> tuple[int, NDArray[np.float32]]:
    """The first piece around a cue that is looked at again, and from there on the tags of parties and circumstances."""
    around = reach(len(w.ids), cue)
    near = _nearness(around.stop - around.start, [i - around.start for i in cue])
    tags = known.parts.run(None, {"states": states[None, around], "near": np.array([near])})[0]
    return around.start, tags[0]


def _spans(w: Window, first: int, logits: NDArray[np.float32], text: str) -> list[tuple[int, int, str]]:
    """The words of each part; `first`: the piece of the window to which the first row belongs."""
    out: list[tuple[int, int, str]] = []
    best = (logits + _LEAN).argmax(-1).tolist()
    firm = (logits + _FIRM_LEAN).argmax(-1).tolist()
    sure: set[int] = set()  # where a piece begins that needs less leaning
    last = -2
    for i, (label, plain) in enumerate(zip(best, firm, strict=True), first):
        a, b = w.offsets[i]
        if b <= a or label == 0:
            continue
        part = PARTS[(label - 1) // 2]
        sure |= {a} if plain else set()
        if out and i == last + 1 and out[-1][2] == part and label % 2 == 0:
            out[-1] = (out[-1][0], b, part)
        else:
            out.append((a, b, part))
        last = i
    whole = [(*whole_words(text, a, b), p) for a, b, p in out]
    return [s for s in dict.fromkeys(whole) if s[2] != "topic" or a_matter(text[s[0] : s[1]]) or _any(sure, s)]


def a_matter(words: str) -> bool:
    """Whether words can be believed to be a topic: several, a name, or one that is of a subject; not just "shoes"."""
    return not words.isalpha() or words[0].isupper() or bool(subjects_of(words))


def _any(places: set[int], span: tuple[int, int, str]) -> bool:
    return any(span[0] <= place < span[1] for place in places)


def _cue_words(text: str, start: int, end: int) -> tuple[int, int]:
    """As `whole_words`, and of a word with a hyphen the whole: "two-day"."""
    start, end = whole_words(text, start, end)
    if text[start] == "-" and start and text[start - 1].isalnum():
        start = whole_words(text, start - 1, end)[0]
    return start, end
