"""Places: the right country and city, and no surnames or common words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from summitry.facts import PlaceForm, find_places
from summitry.lexicon import read_yaml
from summitry.sides import SideKind, sides


def places(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(hit.name, hit.country, hit.city) for hit in find_places(text)]


@pytest.mark.parametrize("entry", read_yaml("places.yaml")["places"], ids=lambda entry: entry["name"])
def test_each_reviewed_place_is_found_by_each_of_its_names(entry: dict[str, str]) -> None:
    for words in (entry["name"], *entry.get("names", ())):
        (hit,) = find_places(f"They spoke in {words} on Friday")
        assert (hit.name, hit.country) == (entry["name"], entry.get("country")), words


def test_each_state_and_its_capital_are_places() -> None:
    guarded = {"Victoria", "New York", "Korea", "Georgia"}
    for side in sides():
        if side.kind is not SideKind.STATE:
            continue
        for words in side.names:
            if words not in guarded:
                assert [hit.country for hit in find_places(f"The fair was in {words} again")] == [side.code], words
        for words in side.capitals:
            (hit,) = find_places(f"The fair was in {words} again")
            assert hit.country == side.code
            assert hit.form is PlaceForm.CAPITAL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("talks in Alexandria", [("Alexandria", "EG", "Alexandria")]),
        ("talks in Alexandria, Virginia", [("Alexandria", "US", "Alexandria"), ("Virginia", "US", None)]),
        ("Alexandria Smith spoke", []),
        ("a stop in Mayfield, Kentucky", [("Mayfield", "US", "Mayfield"), ("Kentucky", "US", None)]),
        ("in West Africa, Chad and Mali", [("Chad", "TD", None), ("Mali", "ML", None)]),
        ("a note from Rep. Ann Ames, Ohio", [("Ohio", "US", None)]),
        ("Atlanta, Georgia", [("Atlanta", "US", "Atlanta"), ("Georgia", "US", None)]),
        ("in Tbilisi, Georgia", [("Tbilisi", "GE", "Tbilisi"), ("Georgia", "GE", None)]),
        ("at the White House", [("White House", "US", "Washington")]),
        ("in Kiev and in Kyiv", [("Kyiv", "UA", "Kyiv"), ("Kyiv", "UA", "Kyiv")]),
        ("in the Chinese capital", [("Beijing", "CN", "Beijing")]),
        ("the Dutch capital", [("Amsterdam", "NL", "Amsterdam")]),
        ("French capital markets", []),
        ("on Polish soil", [("Poland", "PL", None)]),
        ("in California", [("California", "US", None)]),
        ("in Bali and in Kashmir", [("Bali", "ID", "Bali"), ("Kashmir", None, None)]),
        ("the South China Sea", [("South China Sea", None, None)]),
        ("GENEVA and ST. PETERSBURG", [("Geneva", "CH", "Geneva"), ("St. Petersburg", "RU", "St. Petersburg")]),
        ("in New York, reported the New York Times", [("New York", "US", "New York")]),
        ("under the Paris Agreement", []),
        ("São Paulo or Sao Paulo", [("Sao Paulo", "BR", "Sao Paulo")] * 2),
        ("in Brussels", [("Brussels", "BE", "Brussels")]),
        ("the Chinese minister", []),
        ("in Scotland and Hong Kong", [("Scotland", "GB", None), ("Hong Kong", "HK", None)]),
        ("in South Ossetia", [("South Ossetia", "GE", None)]),
    ],
)
def test_places_in_a_text(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lincoln and Jackson spoke to Clinton",
        "He wrote to Nelson and to Hamilton",
        "A Nice idea",
        "The Best of Reading",
        "They saw Lagos the singer",
        "in Jackson Hole",
        "at Wagner College",
        "Mobile phones and Orange juice",
        "Denzel Washington and Isaiah Berlin",
    ],
)
def test_surnames_and_words_are_no_places(text: str) -> None:
    assert places(text) == []


def test_small_towns_need_a_preposition() -> None:
    assert places("Constanta won the match") == []
    assert places("the port of Constanta") == [("Constanta", "RO", "Constanta")]


def test_hits_do_not_overlap_and_keep_the_text_s_offsets() -> None:
    text = "At UN headquarters in New York,\nthe Kremlin’s man flew to Panama City, Panama"
    hits = find_places(text)
    assert [text[h.start : h.end] for h in hits] == ["UN headquarters", "New York", "Kremlin", "Panama City", "Panama"]
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert [h.name for h in find_places(text, 20, 40)] == ["New York"]


def test_metonyms_are_names_that_also_stand_for_a_government() -> None:
    hits = find_places("France, Paris, the Kremlin, Camp David, Davos, Texas")
    assert [h.metonym for h in hits] == [True, True, True, False, False, False]
