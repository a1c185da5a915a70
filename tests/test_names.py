from __future__ import annotations

import pytest

from summitry.names import fold, name_words, same_name, words


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Antony Blinken", "Blinken"),
        ("Antony J. Blinken", "Antony Blinken"),
        ("Recep Tayyip Erdoğan", "Erdogan"),
        ("Abe Shinzo", "Shinzo Abe"),
        ("Volodymyr Zelensky", "Zelenskyy"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Micheál O’Brien", "O'Brien"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Jens Støre", "Store"),
    ],
)
def test_names_that_can_be_one_persons(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Bill Clinton", "Hillary Clinton"),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Kim Jong Il", "Kim Jong Un"),
        ("Lim Soo", "Ho Tan"),
        ("Li", "Liu"),
        ("J.", "Joe Biden"),
        ("", "Blinken"),
    ],
)
def test_names_that_cannot(a: str, b: str) -> None:
    assert not same_name(a, b)
    assert not same_name(b, a)


def test_folding_takes_accents_case_and_spaces() -> None:
    assert fold("  ŁUKASZ  Çelik ") == "lukasz celik"
    assert words("France’s Élysée") == ("france", "elysee")
    assert name_words("Sheikh Abdullah") == ("abdullah",)
    assert name_words("Lord") == ("lord",)
