"""How an occasion came to nothing: the words at its cue decide between the ways, and tell what never was one.

The learned reader tells well that something did not take place, and less well how: a meeting put off is
another thing than one called off, refused, or never thought of. The lexicon `status.yaml` has the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from summitry.lexicon import patterns
from summitry.model import Kind, Skipped, SkipReason, Status

if TYPE_CHECKING:
    from summitry.model import Occasion, Sentence, Story

_UNDONE = frozenset({Status.POSTPONED, Status.CANCELLED, Status.REFUSED})
_BEFORE, _BEHIND = 60, 40  # characters around the cue
_PLAN = re.compile(  # what tells that the words at its end are those of a plan
    r"\b(?:(?:was|were|had been|has been|is|are) (?:originally |initially |previously |already )?"
    r"(?:supposed|due|set|scheduled|expected|meant|slated|going|to)|planned|intended|hoped|arranged)(?: [\w-]+){0,5}$"
)

_OF_IT = re.compile(  # what may stand between a plan told again and its end, so that the end is that of the plan
    r"(?: (?:to|with|in) [A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?)?"
    r"(?: (?:was|were|is|are|has|have|had|got|been|be|being|to|there|then|later|now|also|both|itself|"
    r"abruptly|suddenly|finally|eventually|subsequently|quickly)){0,4}\s+"
)
_UNSURE = re.compile(r"\b(?:den(?:y|ies|ied|ying)|whether|if|unless|not|nobody|rumou?rs?)\b")
_THE_SAME = re.compile(r"\b(?:the|that|his|her|their|its) $")
_FOR_HOURS = re.compile(r" (?:by|for) (?:[\w-]+ )+?(?:minutes?|hours?)\b")

_NOUN = {
    Kind.VISIT: r"(?:visit|trip|tour|journey|stop)",
    Kind.MEETING: r"(?:meetings?|talks|summit|visit)",
    Kind.CALL: r"(?:(?:phone |video )?call|conversation)",
    Kind.MESSAGE: r"(?:letter|message)",
}
_HAPPENED = (  # what tells, of the noun of a plan, that it was carried out, or still is to be
    r"{noun} (?:still )?(?:went (?:ahead|on)|took place)|"
    rf"{{noun}} (?:was|were|had been) (?:delayed|put off|pushed back){_FOR_HOURS.pattern}"
)
_STANDS = (
    r"{noun} (?:will|would) (?:still |now )?(?:go (?:ahead|on)|take place)|"
    r"{noun} (?:will|would|has|had) not (?:be|been) (?:postponed|put off|delayed|cancell?ed|called off|scrapped)|"
    r"will (?:still )?(?:make|go on with|go ahead with) (?:the|his|her|their) {noun}|"
    r"den(?:ied|ies|y) (?:that )?(?:the|his|her|their) {noun} (?:had|has|was|is|would)"
)


@cache
def _came_off(kind: Kind) -> tuple[tuple[Status, re.Pattern[str]], ...]:
    return tuple(
        (status, re.compile(rf"\b(?:{words.replace('{noun}', _NOUN[kind])})\b"))
        for status, words in ((Status.HELD, _HAPPENED), (Status.PLANNED, _STANDS))
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
    if occasion.status not in _UNDONE and occasion.status is not Status.PLANNED:
        return occasion
    still = _still_on(story.text, sentence, occasion)
    if occasion.status is Status.PLANNED and not (still and _came_about(story.text, still)):
        return occasion
    if still:
        return replace(occasion, status=still.status, status_source=still.source, status_rule=still.rule)
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

    None where the first words are told as no plan, or the second not as undone: what is denied is not, nor what
    is put off by an hour, nor is the end of something else, "the trip went ahead despite a cancelled dinner".

    Args:
        text: the story's text.
        plan: where the words of the plan stand.
        again: where those end that tell it again.
        until: where the sentence ends.
    """
    if not _PLAN.search(text, max(0, plan[0] - _BEFORE), plan[1]) or _UNSURE.search(text, plan[1], again):
        return None
    for entry in patterns("status"):
        hit = entry.pattern.search(text, again, min(until, again + _BEHIND))
        if hit is None or entry.label not in _UNDONE:
            continue
        if _OF_IT.fullmatch(text, again, hit.start()) and not _FOR_HOURS.match(text, hit.end(), until):
            return End(Status(entry.label), hit.span(), f"status:{entry.id}")
    return None


def _still_on(text: str, sentence: Sentence, occasion: Occasion) -> End | None:
    """What is told of a plan that came off after all, by its own words or by the noun behind them in its sentence."""
    planned = _PLAN.search(text, max(sentence.start, occasion.start - _BEFORE), occasion.end)
    for status, pattern in _came_off(Kind(occasion.kind)):
        for hit in pattern.finditer(text, sentence.start, sentence.end):
            told_in_it = hit.start() < occasion.end and occasion.start < hit.end()
            if told_in_it or (planned and hit.start() >= occasion.end):
                return End(status, hit.span(), "status:came-off")
    return None


def _came_about(text: str, still: End) -> bool:
    """Whether a plan is told as carried out: "the trip took place", not "the last trip took place in May"."""
    return (
        still.status is Status.HELD
        and _THE_SAME.search(text, max(0, still.source[0] - len(" their ")), still.source[0]) is not None
    )


def _told_next(story: Story, occasion: Occasion, after: Sentence) -> Occasion:
    """The occasion, resting on the words of the next sentence that tell what the reader says became of it."""
    for entry in patterns("status"):
        if entry.label == occasion.status and (hit := entry.pattern.search(story.text, after.start, after.end)):
            return replace(occasion, status_source=hit.span(), status_rule=f"status:{entry.id}")
    return occasion
