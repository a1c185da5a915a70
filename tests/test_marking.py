"""Words of aims, outcomes and tones from the tagger's numbers: which windows are looked at, where a stretch ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from summitry.extractors import extractor
from summitry.extractors.marking import CAME, CONTENTS, FORCES, Looked, marked, near
from summitry.extractors.windows import Window
from summitry.model import Came, Content, Force, Marked
from telling import doc

if TYPE_CHECKING:
    from numpy.typing import NDArray

TEXT = "Berg hopes to win him over and to free the crew. They agreed."
WORDS = TEXT.replace(".", " .").split()
NONE, FIRST, NEXT = 0, 1 + 2 * CONTENTS.index(Content.AIM), 2 + 2 * CONTENTS.index(Content.AIM)
WIDE = 1 + 2 * len(CONTENTS) + len(CAME) + len(FORCES)


class Graph:
    """Gives each word the chances that it was made with; notes how often it was run."""

    def __init__(self, chances: dict[str, tuple[int, float]], *, came: Came = Came.AGREED) -> None:
        self.chances, self.came, self.runs = chances, came, 0

    def run(self, _names: None, given: dict[str, NDArray[np.float32]]) -> list[NDArray[np.float32]]:
        self.runs += 1
        logits = np.full((1, given["states"].shape[1], WIDE), -9.0, dtype=np.float32)
        logits[..., NONE] = 0
        for i, word in enumerate(WORDS):
            if word in self.chances:
                tag, chance = self.chances[word]
                logits[0, i, tag], logits[0, i, NONE] = np.log(chance), np.log(1 - chance)
        logits[..., 1 + 2 * len(CONTENTS) + CAME.index(self.came)] = 1
        return [logits]


def window(own: set[int] = frozenset({0, 1})) -> Window:  # type: ignore[assignment]
    offsets, at = [], 0
    for word in WORDS:
        at = TEXT.index(word, at)
        offsets.append((at, at + len(word)))
        at += len(word)
    first = WORDS.index(".") + 1
    sentences = tuple(int(i >= first) for i in range(len(WORDS)))
    return Window(tuple(range(len(WORDS))), tuple(offsets), sentences, frozenset(own))


STATES = np.zeros((len(WORDS), 4), dtype=np.float32)


def found(graph: Graph, *looked: Looked, wanted: frozenset[int] = frozenset({0, 1})) -> list[Marked]:
    return list(marked(TEXT, looked or (Looked(window(), STATES),), wanted, graph))


def words(graph: Graph, *looked: Looked, wanted: frozenset[int] = frozenset({0, 1})) -> list[str]:
    return [TEXT[m.start : m.end] for m in found(graph, *looked, wanted=wanted)]


def aim(*told: str, chance: float = 0.9, first: str | None = None) -> dict[str, tuple[int, float]]:
    return {w: (FIRST if w == first else NEXT, chance) for w in told}


def test_words_in_a_row_are_one_stretch_and_small_gaps_do_not_part_them() -> None:
    assert words(Graph(aim("to", "win", "him", "over"))) == ["to win him over and to"]
    assert words(Graph(aim("win", "over"))) == ["win him over"]
    assert words(Graph(aim("hopes", "crew"))) == ["hopes", "crew"]


def test_a_sure_first_word_begins_another_stretch() -> None:
    assert words(Graph(aim("win", "him", "over", "and", "free", "the", "crew", first="free"))) == [
        "win him over and",
        "free the crew",
    ]


def test_a_stretch_ends_with_its_sentence() -> None:
    assert words(Graph(aim("crew", "They"))) == ["crew", "They"]


def test_unlikely_words_at_its_ends_fall_off_and_weak_stretches_stay_with_their_score() -> None:
    chances = aim("win", "him") | aim("hopes", "over", chance=0.2)
    assert words(Graph(chances)) == ["win him"]
    (weak,) = found(Graph(aim("win", chance=0.15)))
    assert weak.score == pytest.approx(0.15, abs=0.01)
    assert words(Graph(aim("win", chance=0.05))) == []


def test_a_mark_has_its_sentence_and_the_likeliest_kind() -> None:
    (mark,) = found(Graph({"agreed": (FIRST + 2, 0.9)}, came=Came.SIGNED))
    assert (mark.content, mark.sentence, mark.came, mark.force) == (Content.OUTCOME, 1, Came.SIGNED, Force.TOLD)


def test_tones_are_left_to_their_cues() -> None:
    assert words(Graph({"win": (1 + 2 * CONTENTS.index(Content.TONE), 0.9)})) == []


def test_only_windows_with_wanted_sentences_are_looked_at_and_a_sentence_once() -> None:
    first, second = Looked(window({0}), STATES), Looked(window({1}), STATES)
    graph = Graph(aim("win"))
    assert words(graph, first, second, wanted=frozenset()) == []
    assert graph.runs == 0
    assert words(graph, first, second, wanted=frozenset({1})) == ["win"]
    assert words(graph, second, wanted=frozenset({1})) == ["win"], "as context, where no window has it as its own"


def test_near_a_telling_are_the_sentence_before_it_and_two_behind() -> None:
    assert near({3, 4}, 6) == {2, 3, 4, 5}
    assert near({0}, 9) == {0, 1, 2}
    assert near((), 9) == frozenset()


def test_the_reader_marks_what_is_wanted_and_agreed() -> None:
    text = (
        "Norwegian Prime Minister Astrid Berg met Kenyan President Daniel Otieno in Oslo on Monday in an effort to "
        "persuade him to reopen the port. The rain fell all day. They ended without an agreement."
    )
    marks = doc(text).marked
    assert extractor().marks
    assert marks is not None
    aim, outcome = (m for m in marks if m.score > 0.5)
    assert (aim.content, outcome.content) == (Content.AIM, Content.OUTCOME)
    assert text[aim.start : aim.end] == "to persuade him to reopen the port"
    assert "without an agreement" in text[outcome.start : outcome.end]
    assert doc("The harbour of Mombasa was quiet in the rain.").marked == ()
