"""When a contact was, told by an office that somebody was yet to hold: in the transition, before the inauguration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry import dates, offices
from summitry.model import Basis, Claim, Status

if TYPE_CHECKING:
    from summitry.model import Actor, Doc, Occasion, Sentence
    from summitry.offices import Tenure

RULE = "when:before-office"
_TRANSITION = re.compile(
    r"\b(?:during|in) (?:the|his|her)(?: presidential)? transition(?: period)?\b(?! (?:to|from|away|in)\b)"
)
_BEFORE = re.compile(
    r"\b(?:before|prior to) (?:(?:the |(?P<their>his |her )|(?P<whose>(?:[A-Z][\w.’'-]* ){0,3}))?(?:new )?"
    r"(?:president(?:[’']s|ial) )?inauguration(?: of (?P<of>\w+(?: \w+){0,2}))?"
    r"|(?:(?P<pronoun>he|she)|(?P<who>[A-Z][\w’'-]+)) (?:took office|takes office|was inaugurated|was sworn in)"
    r"|(?P<taking>taking office))\b"
)


def read(doc: Doc, occasion: Occasion) -> Claim | None:
    """When an occasion was that a sentence tells as held before somebody began a term; None where it tells none."""
    sentence = doc.sentences[occasion.sentence]
    text = doc.story.text
    between = _TRANSITION.search(text, sentence.start, sentence.end)
    words = between or _BEFORE.search(text, sentence.start, sentence.end)
    if words is None or occasion.status is not Status.HELD:
        return None
    told = doc.actors if between else _meant(doc, sentence, words)
    if (elect := _elect(doc, told)) is None or elect.until is None:
        return None
    value = dates.span(elect.since[:7], elect.until[:7]) if between else f"../{elect.until}"
    return Claim(value, doc.story.source(*words.span()), RULE, Basis.INFERRED)


def _meant(doc: Doc, sentence: Sentence, words: re.Match[str]) -> tuple[Actor, ...]:
    """Whose term the words can mean: whom they name, for "he" somebody of the sentence, else anybody of the story."""
    if words["their"] or words["pronoun"] or words["taking"]:
        near = (m for m in doc.mentions if sentence.start <= m.start < words.end())
        return tuple(doc.actors[a] for a in {a for m in near for a in m.actors})
    name = words["who"] or words["of"] or words["whose"] or ""
    if not name or re.search(r"\b[Pp]resident", name):
        return doc.actors
    parts = set(re.sub(r"[’']s\b", "", name).split())
    return tuple(a for a in doc.actors if a.name and not parts.isdisjoint(a.name.value.split()))


def _elect(doc: Doc, among: tuple[Actor, ...]) -> Tenure | None:
    """The latest time, before the story's own, in which one of those people was elected and not yet in office."""
    now = dates.interval(doc.story.date)
    told = {a.name.value for a in among if a.name}
    people = {p.id: p for name in told if len(found := offices.people_named(name)) == 1 for p in found}
    known = [t for p in people.values() for t in p.tenures if t.office.endswith("-elect")]
    past = [t for t in known if now and (begun := dates.interval(t.since)) and begun.first <= now.last]
    return max(past, key=lambda t: t.since, default=None)
