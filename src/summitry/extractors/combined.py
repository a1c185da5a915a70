"""The default: the learned reader, and the rules where the reader at least suspects something.

Measured on `gold/dev_lines` and `dev_stories` (docs/accuracy.md): the reader is precise and misses
wordings it has not seen; the rules find some of these, and are wrong mostly where the reader sees nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from summitry.extractors.reader import Reader
from summitry.extractors.rules import Rules
from summitry.model import Skipped, SkipReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.model import Doc, Occasion


class Combined:
    """Occasions of the reader; those of the rules that lie on words which the reader at least suspects."""

    name = "reader+rules"
    version = "1"

    def __init__(self) -> None:
        self._reader = Reader()
        self._rules = Rules()
        self.teller = self._reader.teller

    def occasions(self, doc: Doc) -> Iterator[Occasion | Skipped]:
        """Every occasion told, the reader's first; what only one of them suspects is let go with its reason."""
        suspected: list[tuple[int, int]] = []
        weak: list[Skipped] = []
        starts = [s.start for s in doc.sentences]
        for found in self._reader.occasions(doc):
            if not isinstance(found, Skipped):
                suspected.append((found.start, found.end))
                yield found
            elif found.reason is SkipReason.WEAK:
                suspected.append((found.source.start, found.source.end))
                weak.append(found)
            else:
                yield found
        taken: list[tuple[int, int]] = []
        among = {bisect_right(starts, start) - 1 for start, _ in suspected}
        for told in self._rules.occasions(doc, among=among):
            if isinstance(told, Skipped):
                yield told
            elif _on(suspected, told.start, told.end):
                taken.append((told.start, told.end))
                yield told
            else:
                words = doc.story.source(told.start, told.end)
                yield Skipped(words, SkipReason.WEAK, told.rule, "the reader sees no contact here")
        yield from (w for w in weak if not _on(taken, w.source.start, w.source.end))


def _on(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)
