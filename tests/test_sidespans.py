"""Words that name a side in a story: groups of states, those who fight one, halves of a land."""

from __future__ import annotations

import pytest

from summitry import sidespans


def told(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.code) for hit in sidespans.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenyan rebels met the envoy", [("Kenyan rebels", "Kenyan rebels")]),
        ("talks with Kenya's main opposition", [("Kenya's main opposition", "Kenyan opposition")]),
        ("an insurgent from the Turkana rebels", [("Turkana rebels", "Turkana rebels")]),
        ("a truce with pro-Kenyan separatists", [("pro-Kenyan separatists", "pro-Kenyan separatists")]),
        ("the Kenyan rebel leader", [("Kenyan", "Kenyan rebels")]),
        ("Kenyan rebel negotiators", [("Kenyan", "Kenyan rebels")]),
        ("Tamil Tiger rebels", [("Tamil Tiger", "LTTE")]),
        ("the Kenyan government and rebels agreed", [("Kenyan", "KE"), ("rebels", "Kenyan rebels")]),
        ("between rebels and the Kenya government", [("rebels", "Kenyan rebels"), ("Kenya", "KE")]),
        ("the Kenyan government and Turkana rebels", [("Kenyan", "KE"), ("Turkana rebels", "Turkana rebels")]),
    ],
)
def test_those_who_fight_a_state_act_for_themselves(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "words", ["opposition leader", "opposition party", "opposition lawmakers", "opposition figures", "rebellion"]
)
def test_an_opposition_in_parliament_keeps_the_side_of_the_state(words: str) -> None:
    assert told(f"the Kenyan {words} said so") == [("Kenyan", "KE")]


@pytest.mark.parametrize("text", ["The rebels fled", "Some militants fled", "On Monday rebels fled", "rebels in town"])
def test_rebels_of_nobody_are_no_side(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Western leaders and Gulf state rulers met African leaders", ["West", "GCC", "African states"]),
        ("European and Arab foreign ministers", ["EU", "Arab states"]),
        ("six world powers, the P5-plus-one and the G5+1", ["P5+1"] * 3),
        ("the Group of Seven finance ministers, not the G7 summit", ["G7"]),
        ("a Western film about European football on the Persian Gulf and the Gulf of Mexico", []),
        ("the West Bank office, the West Coast and the west", ["PS"]),
        ("South African and Israeli Arab leaders", ["ZA", "IL"]),
    ],
)
def test_groups_of_states_are_sides_where_somebody_acts_for_them(text: str, codes: list[str]) -> None:
    assert [code for _, code in told(text)] == codes


def test_half_a_land_has_its_side() -> None:
    assert told("North and South Korea") == [("North", "KP"), ("South Korea", "KR")]
