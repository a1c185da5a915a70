"""Offices and sides that stand with a name."""

from __future__ import annotations

import pytest

from telling import doc, who


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Kenya's minister for water works, Ruth Kamau, came.",
            ["KE Ruth Kamau, minister for water works"],
        ),
        (
            "It met Norway's special envoy to the lakes, Jon Lind.",
            ["NO Jon Lind, special envoy to the lakes"],
        ),
        ("The Kenyan ambassador in Oslo, Daniel Otieno, was summoned.", ["KE Daniel Otieno, ambassador"]),
        ("Kenya's defence minister, Dr. Daniel Otieno, came.", ["KE Daniel Otieno, defence minister"]),
        ("Kenya's defence minister, Lt. Gen. Daniel Otieno, came.", ["KE Daniel Otieno, defence minister"]),
        ("Kenya's foreign minister, Senator Ruth Kamau, came.", ["KE Ruth Kamau, foreign minister"]),
        ("Norway's chief delegate, Deputy Minister Jon Lind, came.", ["NO Jon Lind, Deputy Minister"]),
        ("General Daniel Otieno, the Kenyan defence minister, came.", ["KE Daniel Otieno, defence minister"]),
    ],
)
def test_an_office_before_a_comma_belongs_to_the_name_behind_it(text: str, told: list[str]) -> None:
    assert who(text) == told


def test_whoever_speaks_behind_a_comma_is_not_the_one_told_of_before() -> None:
    text = "Norwegian Prime Minister Astrid Berg came. He met the Kenyan minister for water works, Astrid Berg said."
    assert who(text) == ["NO Astrid Berg, Prime Minister"]


def test_both_titles_before_a_name_are_its_own() -> None:
    read = doc("Kenya's defence minister, Gen. Daniel Otieno, met Norwegian Prime Minister Astrid Berg.")
    assert [a.name is None for a in read.actors] == [False, False]


def test_a_nationality_is_no_side_of_an_envoy() -> None:
    assert who("The UN envoy to the lakes, the Kenyan Daniel Otieno, came.")[0].startswith("UN Daniel Otieno, envoy")
    assert who("The UN envoy, Kenyan diplomat Daniel Otieno, came.")[0].startswith("UN Daniel Otieno, envoy")


def test_the_one_of_a_land_is_of_its_side() -> None:
    assert who("The two spoke. The Kenyan, Daniel Otieno, said little.") == ["KE Daniel Otieno"]
    assert who("He saw the Kenyan Air Force fly.") == []


def test_an_ambassador_at_the_united_nations_is_some_state_s() -> None:
    assert who("UN Ambassador Daniel Otieno spoke.") == ["? Daniel Otieno, UN Ambassador"]
    assert who("Kenyan UN Ambassador Daniel Otieno spoke.") == ["KE Daniel Otieno, UN Ambassador"]
    assert who("UN envoy Daniel Otieno spoke.") == ["UN Daniel Otieno, envoy"]
    assert who("EU Ambassador Daniel Otieno spoke.") == ["EU Daniel Otieno, Ambassador"]
