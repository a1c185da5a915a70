"""A story with its sentences, who is in it and its places."""

from __future__ import annotations

from dataclasses import replace

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
