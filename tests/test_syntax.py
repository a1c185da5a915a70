"""The parse of the sentences that the rules read."""

from __future__ import annotations

from summitry.extractors.syntax import parsed
from telling import doc


def test_only_sentences_that_can_tell_a_contact_are_parsed() -> None:
    found = doc("The sun was hot. Norway's Prime Minister Astrid Berg met nobody.")
    assert [n for n, _ in parsed(found)] == [1]


def test_only_sentences_asked_for_are_parsed() -> None:
    found = doc("Berg met Otieno. Dahl met Lindqvist. Moss met Okello.")
    assert [n for n, _ in parsed(found, [2, 0, 2])] == [0, 2]
    assert list(parsed(found, [])) == []


def test_tokens_have_their_place_in_the_story() -> None:
    found = doc("The sun was hot. Norway’s Prime Minister Astrid Berg met Kenya’s envoy.")
    ((n, tokens),) = parsed(found)
    assert tokens
    assert all(found.story.text[t.start : t.end] == t.text for t in tokens)
    assert all(0 <= t.head < len(tokens) for t in tokens)
    sentence = found.sentences[n]
    assert all(sentence.start <= t.start < t.end <= sentence.end for t in tokens)


def test_a_table_is_not_parsed() -> None:
    assert list(parsed(doc("meeting " * 400))) == []
