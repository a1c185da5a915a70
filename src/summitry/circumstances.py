"""When and about what: read from the words around an occasion (where: `whereabouts.py`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from summitry import dates, facts, newsdates, termdates, timex, topics, whereabouts
from summitry.model import Basis, Claim, Doc, Kind, Occasion, Party, Sentence, Status, Where

BESIDE = "when:day-beside"  # of what was done on a weekday that the page's date has still to come
_FAR, _NEARBY = 400, 110  # how far a time may stand from its cue (`_distance`); from one whose reader sees none
_SUMMIT_DAYS = 3  # how long a gathering lasts
_CONTEXT = 600  # characters before "the next day" in which the day before it is told
_BEFORE_CUE = 60  # characters before a cue in which stands what came before it
_AHEAD_OF = re.compile(r"\b(?:before|ahead of|for)\b[^.;]*$")
_SINCE = re.compile(r"\b[Ss]ince\b[^.,;]{0,60}$")
_SAID_THEN = re.compile(
    r"\b(?:said|says|told|added|wrote|announced|confirmed|reported)\b(?: \w+){0,3} (?:on |in |late )?$"
)
_AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
_UNDONE = frozenset({Status.POSTPONED, Status.CANCELLED, Status.REFUSED})
_TO_COME = re.compile(r"\b(?:will|would|may|might|could|is to|are to|due|plans?|scheduled|expected)\b")
_WHILE = re.compile(r"\bwhile (?:s?he is |they are )?(?:in|at|there)\b")
_THEN = re.compile(r"\bwhen (?:s?he|they) (?:was|were)\b|\bunder\b|\b(?:last|previous) year\b|\bin \d{4}\b")
_HAD = re.compile(r"\bhad(?: \w+ly| also| already| just)?(?: been)? $")
_SET_THEN = re.compile(
    r"\bhad (?:scheduled|announced|planned|arranged|agreed|promised|set up)(?: \w+){0,2} (?:in|on) $"
)
_EARLIER = re.compile(r"\b(?:[Aa]fter|[Ff]ollowing|[Ss]ince|had|previously|earlier|was (?:supposed|due|to)|were to)\b")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, where and about what, as far as told."""

    when: Claim | None
    where: Where
    topics: tuple[Claim, ...]


def read(doc: Doc, occasion: Occasion, *, host: Party | None = None) -> Circumstances:
    """The circumstances of one occasion. `host`: who was visited, where the occasion is a visit."""
    where = whereabouts.read(doc, occasion, host=host)
    told = _when(doc, occasion)
    when = (
        told
        or _of_gathering(doc, where)
        or (_in_its_city(doc, occasion, where) if occasion.status in _UNDONE else None)
    )
    if occasion.kind is Kind.MEETING and where.country is None and _of_these_days(doc, told):
        where = whereabouts.at_the_storys_gathering(doc, occasion, where)
    return Circumstances(when, where, topics.read(doc, occasion))


def nearby(doc: Doc, occasion: Occasion) -> Circumstances:
    """What stands around a telling whose extractor names no time or place: weaker than what any telling tells."""
    bare = replace(occasion, times=None, places=None)
    when = _when(doc, bare, within=_NEARBY)
    if when is None or when.rule in newsdates.RULES or not _can_be_near(doc, occasion, when):
        return Circumstances(None, whereabouts.read(doc, bare), ())
    return Circumstances(replace(when, rule="when:nearby"), whereabouts.read(doc, bare), ())


def _can_be_near(doc: Doc, occasion: Occasion, when: Claim) -> bool:
    """Whether a time near a telling can be its own: what is still to come is not of a day up to the story's."""
    then, now = dates.interval(when.value), dates.interval(doc.story.date)
    return occasion.status is Status.HELD or not (then and now) or then.first > now.last


def _of_these_days(doc: Doc, when: Claim | None) -> bool:
    """Whether a contact is told for the days around the story."""
    now, then = dates.only_day(doc.story.date), dates.interval(when.value) if when else None
    return bool(now and then and then.days <= _SUMMIT_DAYS and abs((then.first - now).days) <= _SUMMIT_DAYS)


# --- when -----------------------------------------------------------------------------------


def _tense(doc: Doc, occasion: Occasion) -> timex.Tense | None:
    if occasion.status in _AHEAD:
        return timex.Tense.FUTURE
    if occasion.status is Status.HELD:
        return timex.Tense.PAST
    before = doc.story.text[doc.sentences[occasion.sentence].start : occasion.start]
    return timex.Tense.PAST if _EARLIER.search(before) else None


def _when(doc: Doc, occasion: Occasion, *, within: int = _FAR) -> Claim | None:
    sentence = doc.sentences[occasion.sentence]
    text, anchor = doc.story.text, doc.story.date
    scope = (sentence.start, sentence.end)
    found, points = _times(doc, occasion, sentence, scope, within)
    tense = _tense(doc, occasion)
    for expression in points:
        if _of_else(text, expression, occasion) or _of_the_dateline(doc, expression):
            continue
        rule = f"when:{expression.form.value}"
        resolved = timex.resolve(expression, anchor=anchor, tense=tense) or timex.resolve(
            expression, anchor=anchor, tense=tense, context=_told_before(doc, expression.start)
        )
        if resolved is None:
            continue
        value = _fit(resolved.value, occasion, anchor)
        if value is None and expression.form is timex.Form.WEEKDAY and _fit(resolved.value, occasion, anchor, slack=1):
            value, rule = _beside(doc, resolved.value, occasion, expression)
        if value is None:
            continue
        length = next((t for t in found if t.form is timex.Form.DURATION and abs(t.start - occasion.start) < 40), None)
        if (
            length
            and length.days
            and dates.only_day(value)
            and re.search(r"begin|start|arriv|kick|open", text[sentence.start : sentence.end])
        ):
            value = dates.stretch(value, length.days) or value
        return Claim(value, doc.story.source(expression.start, expression.end), rule, resolved.basis)
    return newsdates.read(doc, occasion) or termdates.read(doc, occasion)


def _beside(doc: Doc, value: str, occasion: Occasion, expression: timex.TimeExpression) -> tuple[str | None, str]:
    """The day of a contact told as done on a weekday that is the day after its page's date, and the rule.

    The week before, where the text tells days by the date of its page; otherwise the next day, but only for what a
    verb of the lead tells as done. What comes "before talks on Friday" keeps the day: it turns out to be a plan.
    """
    text, day, sentence = doc.story.text, dates.only_day(value), doc.sentences[occasion.sentence]
    rule = f"when:{expression.form.value}"
    if day is None:
        return None, rule
    if _AHEAD_OF.search(text, max(sentence.start, occasion.start - _BEFORE_CUE), occasion.start):
        return value, rule
    n = occasion.sentence
    near = " ".join(text[s.start : s.end] for s in doc.sentences[max(0, n - 1) : n + 2])
    own, then = ((day - timedelta(days=back)).strftime("%A") for back in (1, 7))
    if re.search(rf"\b(?:{own}|[Tt]oday|(?:[Ll]ast|this) {then})\b", near):
        return dates.day(day - timedelta(days=7)), rule
    done = newsdates.DONE.match(text, occasion.start) and not _TO_COME.search(text, sentence.start, sentence.end)
    its = sentence.start <= expression.start < sentence.end
    ahead = _AHEAD_OF.search(text, occasion.end, max(occasion.end, expression.start))
    lead = sentence.block <= newsdates.LEAD_BLOCKS
    return (value, BESIDE) if done and its and lead and not ahead else (None, rule)


def _of_the_dateline(doc: Doc, expression: timex.TimeExpression) -> bool:
    """Whether a time tells when the story was written."""
    line = doc.story.dateline
    return line is not None and line.start <= expression.start < line.end


def _of_else(text: str, expression: timex.TimeExpression, occasion: Occasion) -> bool:
    """Whether a time tells when something else was: an office begun, a plan made, or what was said of it later."""
    at = expression.start
    since = _SINCE.search(text, max(0, at - 70), at)
    if since and not since.start() < occasion.start < at:
        return True  # "the first since he took office in January 2021", but not "since a call in July"
    if occasion.status is Status.HELD:
        said = at < occasion.start and _SAID_THEN.search(text, max(0, at - 50), at)
        return bool(said and _HAD.search(text, expression.end, occasion.start))  # "said on Sunday that she had met"
    return bool(_SET_THEN.search(text, max(0, at - 60), at))


def _told_before(doc: Doc, at: int) -> str | None:
    """The date told last before a place: what "the next day" and "days later" count from."""
    text, anchor = doc.story.text, doc.story.date
    for before in reversed(timex.find(text, max(0, at - _CONTEXT), at)):
        found = timex.resolve(before, anchor=anchor, tense=None) if timex.carries(before) else None
        if found and before.end <= at and dates.only_day(found.value):
            return found.value
    return None


def _times(
    doc: Doc, occasion: Occasion, sentence: Sentence, scope: tuple[int, int], within: int
) -> tuple[tuple[timex.TimeExpression, ...], list[timex.TimeExpression]]:
    """All time expressions around, and those that can tell when this was, best first."""
    text = doc.story.text
    if occasion.times is not None:
        # Of a few times the reader marks the preposition alone.
        reach = [
            (a, min(len(text), b + 2) if newsdates.PREPOSITION.fullmatch(text, a, b) else b) for a, b in occasion.times
        ]
        found = tuple(
            t
            for a, b in reach
            for t in timex.find(text, max(0, a - 12), min(len(text), b + 12))
            if t.start < b and a < t.end
        )
        return found, sorted(
            (t for t in found if t.form is not timex.Form.DURATION), key=lambda t: _distance(text, t, occasion, scope)
        )
    found = timex.find(text, sentence.start, sentence.end)
    points = [t for t in found if t.form is not timex.Form.DURATION and _distance(text, t, occasion, scope) <= within]
    return found, sorted(points, key=lambda t: _distance(text, t, occasion, scope))


def _distance(text: str, t: timex.TimeExpression, occasion: Occasion, scope: tuple[int, int]) -> int:
    """How far a time stands from the cue; outside its clause, or across other cues, counts as far."""
    gap = t.start - occasion.end if t.start >= occasion.end else occasion.start - t.end
    between = text[min(t.end, occasion.end) : max(t.start, occasion.start)]
    far = 0 if scope[0] <= t.start and t.end <= scope[1] else 250
    far += 120 * len(
        re.findall(r"\b(?:after|before|since|following|who|whom|whose|which|where|that|while|when|as)\b|;|—", between)
    )
    if re.search(r"\b(?:since|until|ahead of|of)\s+(?:the\s+)?$", text[max(0, t.start - 14) : t.start]):
        far += 300
    return gap + far


def _fit(value: str, occasion: Occasion, anchor: str | None, *, slack: int = 0) -> str | None:
    """A held contact is not after its story (by more days than `slack`), a planned one not long before."""
    if anchor is None:
        return value
    try:
        when, told = dates.interval(value), dates.interval(anchor)
    except ValueError:
        return None
    if when is None or told is None:
        return value
    if occasion.status is Status.HELD and (when.first - told.last).days > slack:
        return None
    if occasion.status in _AHEAD and (told.first - when.last).days > 1:
        return None
    return value


def _in_its_city(doc: Doc, occasion: Occasion, where: Where) -> Claim | None:
    """The month of a gathering of which the story tells, for what came to nothing where it gathered."""
    month = dates.interval(doc.story.date)
    sentence = doc.sentences[occasion.sentence]
    if month is None or where.city is None or _THEN.search(doc.story.text, sentence.start, sentence.end):
        return None
    there = _WHILE.search(doc.story.text, sentence.start, sentence.end)
    told = 0 if there else doc.story.blocks[max(0, sentence.block - 1)].start  # in this paragraph, or the one before
    for g in facts.find_gatherings(doc.story.text):
        if not told <= g.start < doc.story.blocks[sentence.block].end:
            continue
        held = facts.held_near(g.label, month.first.year, month.first.month, months=whereabouts.MONTHS_NEAR)
        if held and (held.city, held.country) == (where.city.value, where.country and where.country.value):
            words = doc.story.source(g.start, g.end)
            return Claim(f"{held.year}-{held.month:02}", words, "when:gathering-city", Basis.INFERRED)
    return None


def _of_gathering(doc: Doc, where: Where) -> Claim | None:
    """The month in which the gathering was held at whose edges the contact was."""
    if where.margins_of is None or (held := whereabouts.gathering(doc, where.margins_of)) is None:
        return None
    return Claim(f"{held.year}-{held.month:02}", where.margins_of.source, "when:gathering", Basis.INFERRED)
