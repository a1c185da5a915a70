"""A story with its sentences, its parse and its places."""

from __future__ import annotations

from dataclasses import replace

from factory import story
from summitry import annotate
from telling import doc


def test_only_sentences_that_can_tell_a_contact_are_parsed() -> None:
    found = doc("The sun was hot. Norway's Prime Minister Astrid Berg met nobody.")
    assert [bool(s.tokens) for s in found.sentences] == [False, True]


def test_tokens_have_their_place_in_the_story() -> None:
    found = doc("The sun was hot. Norway’s Prime Minister Astrid Berg met Kenya’s envoy.")
    tokens = [t for s in found.sentences for t in s.tokens]
    assert tokens
    assert all(found.story.text[t.start : t.end] == t.text for t in tokens)
    for sentence in found.sentences:
        assert all(0 <= t.head < len(sentence.tokens) for t in sentence.tokens)
        assert all(sentence.start <= t.start < t.end <= sentence.end for t in sentence.tokens)


def test_a_title_and_its_story_are_blocks_of_their_own() -> None:
    found = doc("Berg meets Otieno\n\nThey met in Oslo. It rained.")
    assert [s.block for s in found.sentences] == [0, 1, 1]


def test_a_table_is_not_parsed() -> None:
    found = doc("meeting " * 400)
    assert all(not s.tokens for s in found.sentences)


def test_a_dateline_is_no_place_of_a_contact() -> None:
    text = "OSLO (Reuters) - Two ministers met in Nairobi."
    told = story(text)
    dateline = told.source(0, 16)
    places = annotate.doc(replace(told, dateline=dateline)).places
    assert [p.city for p in places] == ["Nairobi"]
    assert "Oslo" in {p.city for p in annotate.doc(told).places}


def test_a_story_is_annotated_alike_alone_and_in_company() -> None:
    one, two = story("Norway met Kenya.", key="a"), story("Kenya met Norway in Oslo.", key="b")
    assert list(annotate.docs([one, two])) == [annotate.doc(one), annotate.doc(two)]


def test_an_empty_story_has_no_sentences() -> None:
    found = doc("")
    assert (found.sentences, found.actors, found.mentions, found.places) == ((), (), (), ())
