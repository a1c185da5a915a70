"""Story → Doc: sentences, the contacts that a learned reader sees told in them, who is in the story, and where.

The reader comes first, since the words that it takes for parties are evidence of who is a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry import facts, people
from summitry.model import Doc, Marked, Occasion, Place, Sentence, Skipped, Story
from summitry.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from summitry.offices import Table

    Teller = Callable[[Story, tuple[Sentence, ...]], Iterable[Occasion | Skipped | Marked]]


def doc(story: Story, *, teller: Teller | None = None, marks: bool = False, table: Table | None = None) -> Doc:
    """The story with all that later stages read.

    Args:
        story: the text.
        teller: finds the contacts told, from the sentences alone.
        marks: whether the teller also marks aims and outcomes, so that what it does not mark is none.
        table: who held which office; the built-in one if none is given.
    """
    found = tuple(
        Sentence(start, end, n)
        for n, block in enumerate(story.blocks)
        for start, end in sentences(story.text, block.start, block.end)
    )
    seen = () if teller is None else tuple(teller(story, found))
    told = tuple(one for one in seen if not isinstance(one, Marked))
    marked = tuple(one for one in seen if isinstance(one, Marked))
    parties = [(t.start, t.end) for o in told if isinstance(o, Occasion) for t in o.takings]
    known = people.find(story, [(s.start, s.end) for s in found], parties, table=table)
    places = tuple(_places(story))
    if teller is None:
        return Doc(story, found, known.actors, known.mentions, places)
    return Doc(story, found, known.actors, known.mentions, places, told, marked if marks else None)


def _places(story: Story) -> Iterator[Place]:
    dateline = story.dateline
    for hit in facts.find_places(story.text):
        if dateline and dateline.start <= hit.start < dateline.end:
            continue  # where the story was written is not where the contact took place
        yield Place(hit.start, hit.end, hit.name, hit.country, hit.city, hit.metonym)
