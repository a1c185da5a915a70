"""Where a sentence ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.sentences import sentences


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Berg met Gen. Otieno.",
        "John F. Moss flew home.",
        "He flew to the U.S. East Coast.",
        "They met at 5 p.m. Oslo time.",
        "They met on Jan. 5 in Oslo.",
        "Prices rose 3.5 percent.",
        "Berg... smiled.",
        "“We met.” said nobody",
    ],
)
def test_a_stop_inside_a_sentence_ends_nothing(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("He flew to the U.S. The talks went on.", ["He flew to the U.S.", "The talks went on."]),
        ("“We met.” She smiled.", ["“We met.”", "She smiled."]),
        ("Did they meet? Yes! Twice.", ["Did they meet?", "Yes!", "Twice."]),
        ("He left. “We met,” she said.", ["He left.", "“We met,” she said."]),
        ("  One.   Two.  ", ["One.", "Two."]),
        ("No stop at the end", ["No stop at the end"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_only_the_window_is_split() -> None:
    text = "One. Two. Three."
    assert [text[a:b] for a, b in sentences(text, 5, 9)] == ["Two."]


@given(st.text(alphabet="aB .!?…“”\n\"'U.S", max_size=60))
def test_sentences_hold_all_words_once_and_in_order(text: str) -> None:
    spans = list(sentences(text, 0, len(text)))
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)
