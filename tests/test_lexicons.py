"""Every lexicon entry must match its own example and none of its counter-examples."""

from __future__ import annotations

import pytest

from summitry import lexicon
from summitry.errors import LexiconError
from summitry.lexicon import Pattern, patterns

LEXICONS = (
    "aims",
    "citing",
    "cues",
    "events",
    "furniture",
    "gatherings",
    "hints",
    "incidents",
    "links",
    "no_contact",
    "office_words",
    "other_senses",
    "outcomes",
    "outlets",
    "questions",
    "ranks",
    "speech",
    "status",
    "tones",
    "topic_cues",
    "venues",
)
ENTRIES = [(name, entry) for name in LEXICONS for entry in patterns(name)]


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[f"{name}-{entry.id}" for name, entry in ENTRIES])
def test_entry_matches_its_example_and_not_its_counter_example(name: str, entry: Pattern) -> None:
    assert entry.examples, f"{name}: {entry.id} has no example"
    assert entry.counter_examples, f"{name}: {entry.id} has no counter-example"
    for text in entry.examples:
        assert entry.pattern.search(text), f"{name}: {entry.id} misses its example {text!r}"
    for text in entry.counter_examples:
        found = entry.pattern.search(text)
        assert found is None or not _whole(text, found.start(), found.end()), f"{name}: {entry.id} matches {text!r}"


def _whole(text: str, start: int, end: int) -> bool:
    """A match inside a longer word is none: the readers look at whole words."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([{"id": "a", "pattern": "x", "label": "l", "example": "x"}], "no not"),
        ([{"id": "a", "pattern": "(", "label": "l", "example": "x", "not": "y"}], "entry 1"),
        ([{"id": "a", "pattern": "x", "label": "l", "example": "x", "not": "y", "when": 1}], "unknown field when"),
        ([{"id": "a", "pattern": "x", "label": "l", "example": "x", "not": "y"}] * 2, "stands twice"),
    ],
)
def test_a_broken_entry_is_named(monkeypatch: pytest.MonkeyPatch, entries: list[dict[str, str]], says: str) -> None:
    monkeypatch.setattr(lexicon, "read_yaml", lambda _: entries)
    with pytest.raises(LexiconError, match=says):
        patterns.__wrapped__("broken")
