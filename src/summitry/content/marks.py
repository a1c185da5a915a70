"""Aims and outcomes that only the reader marks: whose they are, and of which contact.

The cues of the lexicons tell most precisely, but not all that is told. Where the reader is sure and no cue tells, the
words count if whoever stands before them is a party of a contact told near by.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.content import aims, outcomes, stretches
from summitry.content.bearings import Subject
from summitry.model import Aim, Came, Content, Force, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.content.bearings import Bearings
    from summitry.model import Marked, Party, Source

SURE = 0.95  # from here on a piece is told on the reader's word alone; measured in docs/content.md
_WORDS = 3  # fewer tell no aim, and of outcomes only that nothing came of it
_ALONE = frozenset({Came.NOTHING, Came.FAILED, Came.WALKED_OUT})
_BACK = 2  # sentences before, in which the contact may be told
_NOT = re.compile(r"(?:\b(?:not|never|no longer|without)|n[’'])\b[^,;.]{0,40}$")
_CLAUSE = re.compile(
    r"[;:“\"]|,\s+(?:and|but|while|which|who|as)\s|\b(?:but|while|whereas|because|after|before|when|that|where|"
    r"although|though|said|says|told|added|if)\b"
)
_OWN = re.compile(r"\b(?:[Ww]e|I|[Oo]ur|[Mm]y|us)\b")
_OWN_CLAUSE = re.compile(
    r"(?:he|she|they|it|we|I|you|there|that|this) ", re.IGNORECASE
)  # says something, and wants nothing
_MARGINS = " \n,.;:!“”\"‘’'()"  # no part of the words, at their ends


def wanted(bearings: Bearings) -> Iterator[tuple[int, Aim]]:
    """The aims that the reader marks surely, with the index of their report, by start."""
    for mark in _sure(bearings, Content.AIM):
        found = _aim(bearings, mark)
        if found is None:
            continue
        report, whose = found
        for party in whose:
            words = _source(bearings, mark)
            yield report, Aim(party.actor, words, words, "aim:reader", bearings.relayed(mark.start))


def came(bearings: Bearings) -> Iterator[tuple[int, Outcome]]:
    """The outcomes that the reader marks surely, with the index of their report, by start."""
    for mark in _sure(bearings, Content.OUTCOME):
        report = _outcome(bearings, mark)
        if report is not None:
            words, relayed = _source(bearings, mark), bearings.relayed(mark.start)
            follow = outcomes.next_of(bearings, report, mark.sentence) if mark.came is Came.NEXT_ROUND else None
            yield report, Outcome(mark.came, words, words, "outcome:reader", _force(bearings, mark), relayed, follow)


def _sure(bearings: Bearings, content: Content) -> Iterator[Marked]:
    """What counts on the reader's word alone; no question, and nothing of one or two words but a failure."""
    text = bearings.doc.story.text
    told = {n for n, s in bearings.sentences() if not stretches.asks(text, s.start, s.end)}
    for mark in bearings.doc.marked or ():
        if mark.content is not content or mark.score < SURE:
            continue
        failed = content is Content.OUTCOME and mark.came in _ALONE
        words = len(text[mark.start : mark.end].strip(_MARGINS).split())
        if words >= (1 if failed else _WORDS) and mark.sentence in told:
            yield mark


def _source(bearings: Bearings, mark: Marked) -> Source:
    words = bearings.doc.story.text[mark.start : mark.end]
    lead = len(words) - len(words.lstrip(_MARGINS))
    return bearings.doc.story.source(mark.start + lead, mark.start + len(words.rstrip(_MARGINS)))


def _aim(bearings: Bearings, mark: Marked) -> tuple[int, tuple[Party, ...]] | None:
    """The contact of an aim, and whose it is: of a purpose right behind a contact, else of whoever stands before."""
    text, n = bearings.doc.story.text, mark.sentence
    before = text[bearings.doc.sentences[n].start : mark.start]
    if _NOT.search(before) or _OWN_CLAUSE.match(text, mark.start) or not aims.can_be(bearings, n, mark.start, mark.end):
        return None
    found = aims.of_purpose(bearings, n, mark.start) if text.startswith("to ", mark.start) else None
    if found is None:
        subject = _who(bearings, mark)
        report = bearings.contact(n, mark.start, subject, statuses=aims.STATUSES, back=_BACK) if subject else None
        if report is None and subject:
            report = bearings.ahead(n, mark.start, subject)
        if report is None or subject is None:
            return None
        found = report, aims.each_side(bearings.parties(report, subject))
    report, whose = found
    said = bearings.statement(mark.start)
    own = tuple(p for p in whose if not aims.others_view(said, p))
    return (report, own) if own else None


def _who(bearings: Bearings, mark: Marked) -> Subject | None:
    """Who stands first in the clause before the words, or in one before it; "I" is whoever speaks."""
    text, first = bearings.doc.story.text, bearings.doc.sentences[mark.sentence].start
    said = bearings.statement(mark.start)
    for start in reversed([first, *(m.end() for m in _CLAUSE.finditer(text, first, mark.start))]):
        if said and _OWN.search(text, start, mark.start):
            return Subject(start, mark.start, (said.speaker,))
        if subject := bearings.first_between(start, mark.start):
            return subject
    return Subject(mark.start, mark.start, (said.speaker,)) if said else None


def _outcome(bearings: Bearings, mark: Marked) -> int | None:
    """The contact of an outcome: held, and of whoever stands last before the words."""
    text, sentence = bearings.doc.story.text, bearings.doc.sentences[mark.sentence]
    if not outcomes.can_be(text, sentence, mark.start, mark.end):
        return None
    said = bearings.statement(mark.start)
    if said and _OWN.search(text, sentence.start, mark.start):
        subject: Subject | None = Subject(sentence.start, mark.start, (said.speaker,))
    else:
        subject = bearings.last_between(sentence.start, mark.start)
    subject = subject or Subject(sentence.start, mark.start, everyone=True)
    report = bearings.contact(mark.sentence, mark.start, subject, statuses=outcomes.HELD, back=_BACK)
    if report is None or bearings.with_another(mark.start, mark.end, report):
        return None
    return report


def _force(bearings: Bearings, mark: Marked) -> Force:
    """How firmly it is told: by the words before it where they say so, else as the reader has it."""
    text, sentence = bearings.doc.story.text, bearings.doc.sentences[mark.sentence]
    comma = text.rfind(", ", sentence.start, mark.start)
    told = outcomes.force_of(text, replace(sentence, start=max(sentence.start, comma)), mark.start)
    return mark.force if told is Force.TOLD else told
