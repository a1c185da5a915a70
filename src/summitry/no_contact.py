"""What only sounds like a contact: states that agree, troops that arrive, teams that meet, a council that sits."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summitry.lexicon import patterns
from summitry.model import Kind, SkipReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.lexicon import Pattern
    from summitry.model import Doc, Occasion, Party

_STATES = "states"


class _Entry(NamedTuple):
    entry: Pattern
    kinds: frozenset[str]
    nameless: bool
    reason: SkipReason


@cache
def _entries() -> tuple[_Entry, ...]:
    """The entries of `no_contact.yaml`, their labels read: "visit states: private people or companies"."""
    out = []
    for entry in patterns("no_contact"):
        which, _, reason = entry.label.partition(": ")
        words = frozenset(which.split())
        kinds = words - {_STATES}
        out.append(_Entry(entry, frozenset(Kind(k) for k in kinds), _STATES in words, SkipReason(reason)))
    return tuple(out)


def reason(doc: Doc, occasion: Occasion, parties: Sequence[Party]) -> SkipReason | None:
    """Why the words around a cue tell no contact; None where nothing says so."""
    if any(p.pattern.match(doc.story.text, occasion.start) for p in patterns("other_senses")):
        return SkipReason.NOT_DIPLOMATIC
    sentence = doc.sentences[occasion.sentence]
    nameless = not any(p.name or p.office for p in parties)
    for e in _entries():
        if occasion.kind not in e.kinds or (e.nameless and not nameless):
            continue
        hits = e.entry.pattern.finditer(doc.story.text, sentence.start, sentence.end)
        if any(hit.start() <= occasion.start < hit.end() for hit in hits):
            return e.reason
    return None
