"""For whom somebody acts where no side stands beside the name: by the office's owner, by words around, by the table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry import facts, offices, sidespans
from summitry.facts import Form
from summitry.namespans import fold
from summitry.officespans import SideTold
from summitry.ties import ADDRESS, CLOSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.facts import SideHit
    from summitry.namespans import Span
    from summitry.offices import Table
    from summitry.officespans import OfficeSpan
    from summitry.persons import Naming, OfficeTold, Person, Persons
    from summitry.ties import Words

_ITS = re.compile(r"\b[Ii]ts (?:[a-z-]+ ){0,2}$")
_HIS = re.compile(r"\b([Hh]is|[Hh]er) (?:(?:[a-z-]+ ){0,2}|country[’']s )$")
_GENDERS = {"his": "m", "her": "f"}
_NEAR = 30  # characters of a possessive before an office
_IN = re.compile(r"In (?:the )?")
_AT = re.compile(r"\b(?:in|at|to) (?:the )?$")
_CAPITAL = re.compile(r" capital\b")
_MET = re.compile(r"\b(?:with|by|met|meets?|saw|sees?|visited|received|told|to see|found|heard) (?:the )?$")
_RIGHT_THERE = re.compile(
    r"(?: (?:on|last|this|early|late) [\w ]{3,20})?,?(?: (?:with|by) (?:the )?| where (?:[\w’'-]+ ){0,8}?)"
)
OF_A_STATE = re.compile(
    r"\b(?:president|premier|chancellor|(?:prime )?minister|king|queen|secretary of state|speaker)\b", re.IGNORECASE
)
_LED = re.compile(
    r"(?:[’']s?)? (?:[a-z-]+ ){0,2}(?:delegation|team|side|mission|party|contingent|negotiators|delegates),?"
    r"(?: (?:is|was|were|will be|had been|to be|being))? (?:led|headed) by (?:(?:the|its|an?) )?(?:[a-z-]+ ){0,2}"
)
_NOUN = re.compile(rf"[’']s? (?:[a-z-]+ ){{0,4}}[a-z-]+, {ADDRESS}")
_A = re.compile(r"(?:[A-Z].{2,60}[)\]] ?[–—-]+ ?|[A-Z]{3}.{0,60} ?[–—-]+ ?)?(?:(?:The|An?) )?(?:[a-z-]+ )?")
_NEW = re.compile(r"(?:, (?:\d+, )?(?:an?|the|who|whose)\b| (?:of|from|at) |[’'])")  # somebody introduced anew
_SUBJECT = re.compile(r"(?:[“\"][^”\"]*[,?!][”\"] )?")
_END = re.compile(r"\W*")
_OF_A_BODY = re.compile(r"\b(?:commissioner|secretary[- ]general|representative)\b", re.IGNORECASE)
_THE = re.compile(r"(?:[Tt]he )?")
_WHERE = re.compile(r"\b(?:in|at|to|from|near|against|with) (?:the )?$")
_WHOSE = re.compile(r"[’']s? (?:[a-z-]+ ){0,2}")
_OWNED = 30  # characters between an owner and the office
_SAYS = re.compile(r"[^.]{0,20}\b(?:said|says|announced|confirmed|reported|stated|told)\b")


@dataclass(frozen=True, slots=True)
class Around:
    """A story in which people were found: its text and date, what stands in its sentences, and who is named where."""

    text: str
    date: str | None
    sentences: Sequence[Words]
    found: Persons


def inferred(around: Around, person: Person) -> SideTold | None:
    """The side of somebody's office told without one; None where nothing tells it.

    Its owner's, the ministry's that says so, that of the land visited or of which the sentence before speaks.
    """
    text, sentence, office = around.text, around.sentences[person.sentence], person.office
    at = person.name[0] if office is None else min(office.start, person.name[0])
    if led := _by_delegation(text, sentence, at) or _by_noun(text, sentence, person.name):
        return led
    if office is None:
        return None
    by_words = _by_owner(around, office) or _by_ministry(text, sentence, office)
    pointed = _by_its(around, person, office) or _by_pronoun(around, person, office)
    there = _visited(text, sentence, office.start) or _there(text, sentence, office.start)
    return by_words or pointed or there or _spoken_of(around, person, office)


def described(around: Around, person: Person) -> OfficeSpan | None:
    """The office that the sentence before has as its subject without a name, where a bare name follows as one.

    So stories begin: "A Kenyan envoy came to Oslo on Monday. Daniel Otieno said that he was in no hurry."
    """
    start, end = person.name
    sentence = around.sentences[person.sentence]
    earlier = [s for s in around.sentences[max(0, person.sentence - 2) : person.sentence] if not s.headline]
    if not sentence.start <= start < sentence.end or _NEW.match(around.text, end):
        return None
    if not _SUBJECT.fullmatch(around.text, sentence.start, start):
        return None
    for before in reversed(earlier):
        first = before.offices[0] if before.offices else None
        if first is None or not _A.fullmatch(around.text, before.start, first.start):
            continue
        named = any(first.start <= m.start < start for m in around.found.namings)
        fit = first.side and not first.plural and first.label == "person" and not first.counterpart
        return first if fit and not named and (first.start, first.end) not in around.found.tied else None
    return None


def _by_delegation(text: str, sentence: Words, at: int) -> SideTold | None:
    """That of the delegation led: "The Kenyan delegation, led by Daniel Otieno, came"."""
    hit = next((h for h in sentence.sides if h.end <= at and _LED.fullmatch(text, h.end, at)), None)
    return SideTold(hit.code, hit.start, hit.end, "side:delegation") if hit else None


def _by_noun(text: str, sentence: Words, name: Span) -> SideTold | None:
    """That of "Kenya's" in "Kenya's chief strategist, Daniel Otieno,", whatever he is."""
    if not CLOSED.match(text, name[1]):
        return None
    hit = next((h for h in sentence.sides if h.end <= name[0] and _NOUN.fullmatch(text, h.end, name[0])), None)
    return SideTold(hit.code, hit.start, hit.end, "side:noun") if hit else None


def _by_owner(around: Around, office: OfficeTold) -> SideTold | None:
    """That of the owner in "Berg's close aide Moss"."""
    near = (m for m in around.found.namings if 0 < office.start - m.end <= _OWNED)
    owner = next((m for m in near if _WHOSE.fullmatch(around.text, m.end, office.start)), None)
    side = side_of(around, owner) if owner else None
    return replace(side, rule="side:owner") if side else None


def _by_ministry(text: str, sentence: Words, office: OfficeTold) -> SideTold | None:
    """That of the foreign ministry which says what "the foreign minister" did."""
    for body in sentence.offices:
        if body.end < office.start and body.rule == "ministry" and body.side:
            same_field = set(fold(body.words)) & set(fold(office.value))
            if same_field and _SAYS.match(text, body.end):
                return replace(body.side, rule="side:ministry")
    return None


def _by_its(around: Around, person: Person, office: OfficeTold) -> SideTold | None:
    """That of "its" land or body: "Kenya sent its minister", "India was late. Its minister, …"."""
    text, sentences = around.text, around.sentences
    if not _ITS.search(text, max(0, office.start - _NEAR), office.start):
        return None
    hit = _last_told(text, sentences[person.sentence], office.start)
    if hit is None and person.sentence:
        before = sentences[person.sentence - 1]
        hit = _first_told(text, before) or _only_told(text, before)
    return SideTold(hit.code, hit.start, hit.end, "side:its") if hit else None


def _first_told(text: str, sentence: Words) -> SideHit | None:
    """The side with which a sentence begins."""
    first = sentence.sides[0] if sentence.sides else None
    return first if first and _THE.fullmatch(text, sentence.start, first.start) else None


def _only_told(text: str, sentence: Words) -> SideHit | None:
    """The side with which a sentence ends that speaks of no other: "The offer came by way of Kenya."."""
    last = sentence.sides[-1] if len({h.code for h in sentence.sides}) == 1 else None
    return last if last and _END.fullmatch(text, last.end, sentence.end) else None


def _last_told(text: str, sentence: Words, at: int) -> SideHit | None:
    """The side of which a sentence speaks first, or the one named last before a place in it."""
    first = _first_told(text, sentence)
    if first and first.end <= at:
        return first
    before = [h for h in sentence.sides if h.end <= at and not _WHERE.search(text, max(0, h.start - 10), h.start)]
    return before[-1] if before else None


def _by_pronoun(around: Around, person: Person, office: OfficeTold) -> SideTold | None:
    """That of "her" in "Berg came late. Her foreign minister, Jon Lind, …": whoever is named first there or before."""
    found, sentences = around.found, around.sentences
    pronoun = _HIS.search(around.text, max(0, office.start - _NEAR), office.start)
    if pronoun is None or office.rule == "counterpart":
        return None
    gender = _GENDERS.get(pronoun[1].lower())
    for n in range(person.sentence, max(-1, person.sentence - 2), -1):
        start, end = sentences[n].start, min(sentences[n].end, pronoun.start())
        for naming in sorted((m for m in found.namings if start <= m.start < end), key=lambda m: m.start):
            owner = found.people[naming.person]
            if owner is person or (gender and owner.gender and owner.gender != gender):
                continue
            if side := side_of(around, naming):
                return replace(side, rule="side:owner")
            return None
    return None


def _visited(text: str, sentence: Words, at: int) -> SideTold | None:
    hit = sidespans.visited(text, sentence.sides, sentence.start, at)
    return SideTold(hit.code, hit.start, hit.end, "side:visited") if hit else None


def _there(text: str, sentence: Words, at: int) -> SideTold | None:
    """That of the place where somebody was met: "In Oslo he saw the premier", "dined in Oslo with Premier Berg"."""
    for n, hit in enumerate(reversed(sentence.sides)):
        end = hit.end
        if hit.end > at or not facts.is_state(hit.code):
            continue
        if hit.form is Form.DEMONYM:
            if (seat := _CAPITAL.match(text, hit.end)) is None:
                continue
            end = seat.end()
        elif hit.form not in {Form.NAME, Form.CAPITAL}:
            continue
        first = n == len(sentence.sides) - 1 and _IN.fullmatch(text, sentence.start, hit.start)
        met = first and _MET.search(text, end, at)
        if met or (_AT.search(text, max(0, hit.start - 10), hit.start) and _RIGHT_THERE.fullmatch(text, end, at)):
            return SideTold(hit.code, hit.start, hit.end, "side:visited")
    return None


def _spoken_of(around: Around, person: Person, office: OfficeTold) -> SideTold | None:
    """That of the land which the sentence before has as its subject: "Kenya agreed. Foreign Minister Otieno said …".

    Not where somebody else has that office for it.
    """
    sentence = around.sentences[person.sentence]
    if not person.sentence or not _THE.fullmatch(around.text, sentence.start, office.start):
        return None
    hit = _first_told(around.text, around.sentences[person.sentence - 1])
    if hit is None or (_OF_A_BODY if not facts.is_state(hit.code) else OF_A_STATE).search(office.value) is None:
        return None
    if is_taken(around.found, person, office.value, hit.code):
        return None
    return SideTold(hit.code, hit.start, hit.end, "side:spoken-of")


def is_taken(found: Persons, person: Person, office: str, code: str) -> bool:
    """Whether somebody else in the story has an office for a side."""
    return any(
        p is not person
        and p.office is not None
        and p.side is not None
        and p.side.code == code
        and offices.same_office(p.office.value, office, side=code)
        for p in found.people
    )


def is_shared(found: Persons, person: Person, office: str) -> bool:
    """Whether somebody else in the story has an office too, and no side is told of either."""
    return any(
        p is not person and p.office is not None and p.side is None and offices.same_office(p.office.value, office)
        for p in found.people
    )


def side_of(around: Around, naming: Naming) -> SideTold | None:
    """The side of whoever is named in a place, told or by the table."""
    person = around.found.people[naming.person]
    if person.side or person.private:
        return person.side
    code = of_table(person, around.text, around.date, table=around.found.table)
    return SideTold(code, naming.start, naming.end) if code else None


def of_table(person: Person, text: str, date: str | None, *, table: Table | None = None) -> str | None:
    """The side of somebody in the table of offices at a date, or at any; a state before an organisation."""
    people = person.facts or offices.people_named(text[slice(*person.name)], table=table)
    if person.office:
        alike = [p for p in people if any(offices.same_office(person.office.value, t.office) for t in p.tenures)]
        people = tuple(alike) or people
    tenures = [t for p in people for t in offices.held_at(p, date)] or [t for p in people for t in p.tenures]
    sides = {t.side for t in tenures}
    states = {s for s in sides if facts.is_state(s)}
    sides = states or sides
    return sides.pop() if len(sides) == 1 else None
