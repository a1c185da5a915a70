"""How an occasion came to nothing: the words at its cue decide between the ways, and tell what never was one.

The learned reader tells well that something did not take place, and less well how: a meeting put off is
another thing than one called off, refused, or never thought of. The lexicon `status.yaml` has the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry.lexicon import patterns
from summitry.model import Skipped, SkipReason, Status

if TYPE_CHECKING:
    from summitry.model import Occasion, Sentence, Story

_UNDONE = frozenset({Status.POSTPONED, Status.CANCELLED, Status.REFUSED})
_BEFORE, _BEHIND = 60, 40  # characters around the cue
_PLAN = re.compile(  # what tells that the words at its end are those of a plan
    r"\b(?:(?:was|were|had been|has been|is|are) (?:originally |initially |previously |already )?"
    r"(?:supposed|due|set|scheduled|expected|meant|slated|going|to)|planned|intended|hoped|arranged)(?: [\w-]+){0,5}$"
)


@dataclass(frozen=True, slots=True)
class End:
    """How a plan came to nothing, and the words that tell it."""

    status: Status
    source: tuple[int, int]
    rule: str


def settled(
    story: Story, sentence: Sentence, occasion: Occasion, *, after: Sentence | None = None
) -> Occasion | Skipped:
    """The occasion with the way in which it came to nothing, or why it is none; others as they are.

    `after`: the next sentence, where what becomes of a plan may be told ("The trip was cancelled.").
    """
    if occasion.status not in _UNDONE:
        return occasion
    start = max(sentence.start, occasion.start - _BEFORE)
    end = min(sentence.end, occasion.end + _BEHIND)
    found = [(m, p) for p in patterns("status") if (m := p.pattern.search(story.text, start, end))]
    if not found:
        return _told_next(story, occasion, after) if after else occasion
    if any(p.label == occasion.status for _, p in found):
        return occasion
    hit, entry = min(found, key=lambda f: abs(f[0].start() - occasion.start))
    if entry.label == "negated":
        return Skipped(story.source(occasion.start, occasion.end), SkipReason.NEGATED, f"status:{entry.id}")
    rule = f"status:{entry.id}"
    return replace(occasion, status=Status(entry.label), status_source=hit.span(), status_rule=rule)


def ended(text: str, plan: tuple[int, int], again: int, until: int) -> End | None:
    """What became of a plan whose words are told again in its sentence: "was to visit Oslo, but the trip fell through".

    None where the first words are told as no plan, or the second not as undone.

    Args:
        text: the story's text.
        plan: where the words of the plan stand.
        again: where those end that tell it again.
        until: where the sentence ends.
    """
    if not _PLAN.search(text, max(0, plan[0] - _BEFORE), plan[1]):
        return None
    for entry in patterns("status"):
        hit = entry.pattern.search(text, again, min(until, again + _BEHIND))
        if hit and entry.label in _UNDONE:
            return End(Status(entry.label), hit.span(), f"status:{entry.id}")
    return None


def _told_next(story: Story, occasion: Occasion, after: Sentence) -> Occasion:
    """The occasion, resting on the words of the next sentence that tell what the reader says became of it."""
    for entry in patterns("status"):
        if entry.label == occasion.status and (hit := entry.pattern.search(story.text, after.start, after.end)):
            return replace(occasion, status_source=hit.span(), status_rule=f"status:{entry.id}")
    return occasion
