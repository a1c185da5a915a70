"""Words of aims and outcomes, as a learned tagger marks them near the tellings of a contact.

The tagger is the encoder's last layers once more, trained for these words and for those of tones, which are left to
their cues (training/content.py). It looks at the sentences that tell a contact and those beside them, mostly at
states that the first look has made anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.extractors.windows import whole_words
from summitry.model import Came, Content, Force, Marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import onnxruntime
    from numpy.typing import NDArray

    from summitry.extractors.windows import Window

CONTENTS = tuple(Content)
CAME = tuple(Came)
FORCES = tuple(Force)
_BESIDE = range(-1, 3)  # sentences before and after a telling: what cues tell further off is not looked for
_LOW = 0.1  # from here on a word piece may belong to a piece of content; what is believed, `content` decides
_EDGE = 0.3  # the words at both ends are at least so likely, where any are
_BRIDGED = 3  # word pieces between two stretches of one sentence that do not part them
_BEGINS = 0.5  # a first word so likely parts two stretches
_TAGS = 1 + 2 * len(CONTENTS)


class Looked(NamedTuple):
    """A window as the first look has left it."""

    window: Window
    states: NDArray[np.float32]  # behind the encoder's fourth layer


def near(tellings: Iterable[int], sentences: int) -> frozenset[int]:
    """The sentences in which something can be told of a contact: those of its tellings and those beside them."""
    return frozenset(n + d for n in tellings for d in _BESIDE if 0 <= n + d < sentences)


def marked(
    text: str, looked: Sequence[Looked], wanted: frozenset[int], graph: onnxruntime.InferenceSession
) -> Iterator[Marked]:
    """What is marked in the windows with wanted sentences, by start. A sentence is read where it is a window's own."""
    chosen = [one for one in looked if not wanted.isdisjoint(one.window.sentences)]
    taken = {n for one in chosen for n in one.window.own}
    found: list[Marked] = []
    for w, states in chosen:
        context = {n for n in w.sentences if n >= 0} - taken
        taken |= context
        logits = graph.run(None, {"states": states[None]})[0][0]
        found += _pieces(text, w, w.own | context, logits)
    yield from sorted(found, key=lambda m: (m.start, m.end))


def _pieces(text: str, w: Window, wanted: frozenset[int], logits: NDArray[np.float32]) -> Iterator[Marked]:
    """The stretches of one window."""
    tags = np.exp(logits[:, :_TAGS] - logits[:, :_TAGS].max(-1, keepdims=True))
    tags /= tags.sum(-1, keepdims=True)
    for n, content in enumerate(CONTENTS):
        if content is Content.TONE:
            continue
        begins = tags[:, 1 + 2 * n]
        likely = begins + tags[:, 2 + 2 * n]
        for run in _runs(w, wanted, likely, begins):
            sure = np.flatnonzero(likely[run] >= _EDGE)
            kept = run[sure[0] : sure[-1] + 1] if len(sure) else run
            start, end = whole_words(text, w.offsets[kept[0]][0], w.offsets[kept[-1]][1])
            best = np.sort(likely[kept])[::-1][: max(1, len(kept) // 2)]  # small words in it are less sure
            kinds = logits[kept, _TAGS:].mean(0)
            yield Marked(
                content,
                start,
                end,
                w.sentences[kept[0]],
                round(float(best.mean()), 2),
                CAME[int(kinds[: len(CAME)].argmax())],
                FORCES[int(kinds[len(CAME) :].argmax())],
            )


def _runs(
    w: Window, wanted: frozenset[int], likely: NDArray[np.float32], begins: NDArray[np.float32]
) -> list[list[int]]:
    """Runs of word pieces that are likely enough, over small gaps in a sentence."""
    runs: list[list[int]] = []
    for i in np.flatnonzero(likely >= _LOW).tolist():
        start, end = w.offsets[i]
        if end <= start or w.sentences[i] not in wanted:
            continue
        last = runs[-1][-1] if runs else -1
        if runs and w.sentences[last] == w.sentences[i] and i - last <= _BRIDGED + 1 and begins[i] <= _BEGINS:
            runs[-1] += range(last + 1, i + 1)
        else:
            runs.append([i])
    return runs
