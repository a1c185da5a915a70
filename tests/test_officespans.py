"""Words that name an office: the side that alone can have it, unless another is told."""

from __future__ import annotations

import pytest

from summitry import officespans, sidespans


def offices(text: str) -> list[tuple[str, list[str]]]:
    found = officespans.find_offices(text, 0, len(text), sidespans.find(text))
    return [(office.words, [side.code for side in office.sides]) for office in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("House Speaker Ada Moss", [("House Speaker", ["US"])]),
        ("the Senate majority leader", [("Senate majority leader", ["US"])]),
        ("Treasury Secretary Ada Moss", [("Treasury Secretary", ["US"])]),
        ("Sen. Ada Moss (R-Ohio)", [("Sen.", ["US"])]),
        ("the Chancellor of the Exchequer", [("Chancellor of the Exchequer", ["GB"])]),
        ("the head of the Roman Catholic Church", [("head of the Roman Catholic Church", ["VA"])]),
        ("the Kenyan House Speaker", [("House Speaker", ["KE"])]),
        ("the Kenyan Treasury Secretary", [("Treasury Secretary", ["KE"])]),
        ("the attorney general", [("attorney general", [])]),
        ("the head of the Anglican church", [("head of the Anglican church", [])]),
    ],
)
def test_an_office_that_one_side_alone_has(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert offices(text) == expected


def test_a_slip_of_the_pen_is_still_an_office() -> None:
    assert offices("Kenyan Prime Minster Ada Moss") == [("Prime Minster", ["KE"])]


def test_a_groups_office_is_the_groups() -> None:
    assert offices("the Group of Seven finance ministers") == [("finance ministers", ["G7"])]
    assert offices("European and Gulf state leaders") == [("state leader", ["EU", "GCC"])]
