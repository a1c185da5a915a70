"""Sides: every form is found, every ambiguous word is read by its context."""

from __future__ import annotations

import re

import pytest

from summitry import sides as facts
from summitry.sides import Form, Phrases, SideKind, find_sides, side_of


def codes(text: str) -> list[str]:
    return [hit.code for hit in find_sides(text)]


@pytest.mark.parametrize("side", facts.sides(), ids=lambda side: side.code)
def test_each_side_is_found_in_its_examples(side: facts.Side) -> None:
    assert side.examples
    for example in side.examples:
        assert set(codes(example)) == {side.code}, example


def test_each_form_is_found_where_no_guard_speaks() -> None:
    guarded = {guard.form for guard in facts.guards()}
    for side in facts.sides():
        for words, form in side.forms():
            if words in guarded:
                continue
            text = f"They heard {words}{'Fictitious' if words.endswith('-') else ' yesterday'}"
            assert [(h.code, h.form, h.entry) for h in find_sides(text)] == [(side.code, form, words)], text


@pytest.mark.parametrize("guard", facts.guards(), ids=lambda guard: f"{guard.form}={guard.code}")
def test_each_guard_decides_its_example_and_not_its_counter_example(guard: facts.Guard) -> None:
    assert guard.examples
    assert guard.counter_examples

    def decides(text: str) -> bool:
        places = (m.span() for m in re.finditer(re.escape(guard.form), text))
        return any(guard.holds(text, *place) for place in places)

    def read(text: str) -> list[str]:
        return [h.code for h in find_sides(text) if h.entry == guard.form]

    for example in guard.examples:
        assert decides(example), example
        assert read(example) == ([] if guard.code is None else [guard.code]), example
    conditional = guard.left is not None or guard.right is not None
    for example in guard.counter_examples:
        assert guard.form.split()[0] in example, example
        assert not conditional or not decides(example), example


def test_a_block_hides_the_sides_inside_it() -> None:
    for words in facts.blocks():
        assert not codes(f"We spoke of the {words} again"), words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please tell us about the us and them", []),
        ("The U.S. and the US agreed with the U.K.", ["US", "US", "GB"]),
        ("U.S.-China talks", ["US", "CN"]),
        ("The Kremlin’s envoy saw Côte d’Ivoire’s minister", ["RU", "CI"]),
        ("Latin American and African American voters", []),
        ("a gathering in New Mexico, not in Mexico City", ["US-NM", "MX"]),
        ("North Korean, South Korean and Papua New Guinean envoys", ["KP", "KR", "PG"]),
        ("Guinea, Equatorial Guinea and Guinea-Bissau", ["GN", "GQ", "GW"]),
        ("Niger and Nigeria; a Nigerien and a Nigerian", ["NE", "NG", "NE", "NG"]),
        ("the Republic of the Congo and the Democratic Republic of the Congo", ["CG", "CD"]),
        ("Northern Ireland and Ireland", ["GB-NIR", "IE"]),
        ("pro-Russian fighters, Iranian-backed militias and a Polish-born writer paid US$5", []),
        ("NEW DELHI and PYONGYANG", ["IN", "KP"]),
        ("Sino-Indian border talks", ["CN", "IN"]),
        ("Swede, Dutchman, Briton, Israelis", ["SE", "NL", "GB", "IL"]),
        ("the Chinese Communist Party and the Foreign Ministry", ["CN"]),
        ("the Chinadaily and Americana", []),
    ],
)
def test_sides_in_a_text(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_hits_give_the_text_s_own_offsets() -> None:
    text = "At the\nWhite House, China’s envoy"
    spans = [text[h.start : h.end] for h in find_sides(text)]
    assert spans == ["White House", "China"]
    assert [h.start for h in find_sides(text, 18)] == [text.index("China")]
    assert find_sides(text, 0, 12) == ()  # the window cuts the phrase


def test_forms_tell_how_a_side_is_named() -> None:
    text = "Brazil, the French, Moscow, the Pentagon, NATO, Hamas and California"
    assert [h.form for h in find_sides(text)] == [
        Form.NAME,
        Form.DEMONYM,
        Form.CAPITAL,
        Form.SEAT,
        Form.ORGANISATION,
        Form.MOVEMENT,
        Form.SUBDIVISION,
    ]


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Chinese Foreign Minister", "CN"),
        ("the president of France", "FR"),
        ("Governor of California", "US-CA"),
        ("Governor of California, United States", "US-CA"),
        ("U.S. ambassador to China", "US"),
        ("China's ambassador to the United States", "CN"),
        ("ambassador to China", None),
        ("Ambassador to the United Nations", None),
        ("UN special envoy for Syria", "UN"),
        ("U.S. Special Representative for North Korea Policy", "US"),
        ("French and German ministers", None),
        ("British Prime Minister of Indian origin", "GB"),
        ("Lebanon's Hezbollah", "Hezbollah"),
        ("the leadership in Tehran", "IR"),
        ("American envoy in Kabul", "US"),
        ("China", "CN"),
        ("the foreign minister", None),
        ("", None),
        ("EU foreign policy chief", "EU"),
        ("Prime Minister of the Netherlands", "NL"),
    ],
)
def test_the_side_of_a_phrase(phrase: str, code: str | None) -> None:
    assert side_of(phrase) == code


def test_names_for_display() -> None:
    assert facts.side_name("US-CA") == "California"
    assert facts.country_name("US-CA") == "United States"
    assert facts.country_name("NO") == "Norway"
    assert facts.side_name("Hamas") == "Hamas"
    assert facts.side_name("ZZ") == "ZZ"
    assert facts.is_state("XK")
    assert not facts.is_state("EU")
    assert not facts.is_state("GB-SCT")


def test_a_party_is_told_from_a_movement() -> None:
    fatah = facts.side("Fatah")
    assert fatah is not None
    assert fatah.kind is SideKind.PARTY
    assert side_of("the Fatah delegation") == "Fatah"


def test_every_state_s_code_is_two_letters() -> None:
    wrong = [s.code for s in facts.sides() if s.kind is SideKind.STATE and not re.fullmatch("[A-Z]{2}", s.code)]
    assert not wrong


def test_the_longest_phrase_wins() -> None:
    phrases = Phrases([("New York", 1), ("New York City", 2), ("York", 3)])
    assert [value for *_, value in phrases.find("New York City, New York, York, Yorkshire")] == [2, 1, 3]
