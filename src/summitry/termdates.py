"""When a contact was, told by an office that somebody was yet to hold: in the transition, before the inauguration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry import dates, offices
from summitry.model import Basis, Claim, Status

if TYPE_CHECKING:
    from summitry.model import Doc, Occasion
    from summitry.offices import Tenure

RULE = "when:before-office"
_TRANSITION = re.compile(
    r"\b(?:during|in) (?:the|his|her)(?: presidential)? transition(?: period)?\b(?! (?:to|from|away)\b)"
)
_BEFORE = re.compile(
    r"\b(?:before|prior to) (?:(?:the |his |her |(?:[A-Z][\w.’'-]* ){0,3})?(?:new )?(?:president(?:[’']s|ial) )?"
    r"inauguration|(?:[A-Z][\w’'-]+|he|she) (?:took office|takes office|was inaugurated|was sworn in)|taking office)\b"
)


def read(doc: Doc, occasion: Occasion) -> Claim | None:
    """When an occasion was that a sentence tells as held before somebody began a term; None where it tells none."""
    sentence = doc.sentences[occasion.sentence]
    text = doc.story.text
    between = _TRANSITION.search(text, sentence.start, sentence.end)
    words = between or _BEFORE.search(text, sentence.start, sentence.end)
    if words is None or occasion.status is not Status.HELD or (elect := _elect(doc)) is None or elect.until is None:
        return None
    value = dates.span(elect.since[:7], elect.until[:7]) if between else f"../{elect.until}"
    return Claim(value, doc.story.source(*words.span()), RULE, Basis.INFERRED)


def _elect(doc: Doc) -> Tenure | None:
    """The latest time, before the story's own, in which one of those it names was elected and not yet in office."""
    now = dates.interval(doc.story.date)
    told = {a.name.value for a in doc.actors if a.name}
    people = {p.id: p for name in told if len(found := offices.people_named(name)) == 1 for p in found}
    known = [t for p in people.values() for t in p.tenures if t.office.endswith("-elect")]
    past = [t for t in known if now and (begun := dates.interval(t.since)) and begun.first <= now.last]
    return max(past, key=lambda t: t.since, default=None)
