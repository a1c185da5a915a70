"""Story → Doc: sentences, who is in it, and where. All by words; no parser, no recogniser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry import facts, people
from summitry.model import Doc, Place, Sentence, Story
from summitry.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator


def doc(story: Story) -> Doc:
    """The story with all that later stages read."""
    spans = [
        Sentence(start, end, n)
        for n, block in enumerate(story.blocks)
        for start, end in sentences(story.text, block.start, block.end)
    ]
    found = people.find(story, [(s.start, s.end) for s in spans])
    return Doc(story, tuple(spans), found.actors, found.mentions, tuple(_places(story)))


def _places(story: Story) -> Iterator[Place]:
    dateline = story.dateline
    for hit in facts.find_places(story.text):
        if dateline and dateline.start <= hit.start < dateline.end:
            continue  # where the story was written is not where the contact took place
        yield Place(hit.start, hit.end, hit.name, hit.country, hit.city, hit.metonym)
