"""What the learned reader sees at once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summitry.extractors.windows import AFTER, BEFORE, Window, reach, windows

SPECIAL = (101, 102)


def pieces(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """A piece a word."""
    offsets, at = [], 0
    for word in text.split(" "):
        offsets.append((at, at + len(word)))
        at += len(word) + 1
    return list(range(len(offsets))), offsets


def cut(lengths: list[int], wanted: set[int], tokens: int) -> tuple[str, list[tuple[int, int]], list[Window]]:
    spans, text = [], ""
    for n in lengths:
        start = len(text)
        text += " ".join("w" for _ in range(n))
        spans.append((start, len(text)))
        text += " "
    return text, spans, list(windows(text, spans, sorted(wanted), pieces=pieces, special=SPECIAL, tokens=tokens))


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=25),
    st.sets(st.integers(0, 24)),
    st.integers(12, 60),
)
def test_every_sentence_wanted_is_read_once_and_no_window_is_too_long(
    lengths: list[int], chosen: set[int], tokens: int
) -> None:
    wanted = {n for n in chosen if n < len(lengths)}
    _, spans, made = cut(lengths, wanted, tokens)
    own = [n for w in made for n in w.own]
    assert sorted(own) == sorted(wanted)
    for w in made:
        assert len(w.ids) == len(w.offsets) == len(w.sentences) <= tokens
        assert (w.ids[0], w.ids[-1]) == SPECIAL
        for (a, b), n in zip(w.offsets[1:-1], w.sentences[1:-1], strict=True):
            assert spans[n][0] <= a < b <= spans[n][1]
        assert all(x <= y for x, y in pairwise(w.sentences[1:-1])), "in the text's order"


def test_the_sentence_before_is_context() -> None:
    _, _, made = cut([3, 3, 3, 3], {2}, 40)
    (only,) = made
    assert set(only.sentences) == {-1, 1, 2}
    assert only.own == {2}


def test_the_second_look_reaches_back_further_than_on() -> None:
    assert reach(400, [200, 201]) == slice(200 - BEFORE, 202 + AFTER)
    assert reach(10, [0]) == slice(0, 10)
