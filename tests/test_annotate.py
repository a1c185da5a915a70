"""A story with its sentences, who is in it and its places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import story
from summitry import annotate
from telling import doc


def test_a_title_and_its_story_are_blocks_of_their_own() -> None:
    found = doc("Berg meets Otieno\n\nThey met in Oslo. It rained.")
    assert [s.block for s in found.sentences] == [0, 1, 1]


def test_a_dateline_is_no_place_of_a_contact() -> None:
    text = "OSLO (Reuters) - Two ministers met in Nairobi."
    told = story(text)
    dateline = told.source(0, 16)
    places = annotate.doc(replace(told, dateline=dateline)).places
    assert [p.city for p in places] == ["Nairobi"]
    assert "Oslo" in {p.city for p in annotate.doc(told).places}


def test_an_empty_story_has_no_sentences() -> None:
    found = doc("")
    assert (found.sentences, found.actors, found.mentions, found.places) == ((), (), (), ())


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Kenyan President Daniel Otieno rested. The Kenyan leader met Berg.", "The Kenyan leader", "Daniel Otieno"),
        ("German President Nils Holm rested. The German leader met Berg.", "The German leader", None),
        ("British King Edgar rested. The British leader met Berg.", "The British leader", None),
        (
            "Greek Prime Minister Lena Dahl rested, and Greek President Nils Holm too. The Greek leader met Berg.",
            "The Greek leader",
            "Lena Dahl",
        ),
    ],
)
def test_the_leader_is_who_leads_the_state(text: str, words: str, name: str | None) -> None:
    found = doc(text)
    (mention,) = (m for m in found.mentions if m.start <= text.index(words) + 4 < m.end)
    (actor,) = mention.actors
    told = found.actors[actor].name
    assert (told.value if told else None) == name
