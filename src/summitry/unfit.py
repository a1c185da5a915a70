"""Why a telling is no contact between two sides: one side, a gathering, a journey to see a third, words denied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry import facts, no_contact
from summitry.model import Kind, Role, SkipReason
from summitry.taking_part import alike, sides
from summitry.tellings import UNDONE

if TYPE_CHECKING:
    from summitry.model import Doc, Occasion, Party

    Told = tuple[Occasion, tuple[Party, ...]]

_HEAD = re.compile(r"(?:King|Queen|Emperor|Sultan|Emir|Prime Minister)", re.IGNORECASE)
_ONCE_A_STATE = re.compile(
    r"President|King|Emperor|Sultan|Emir|Chancellor|Premier|Prime Minister|(?:Foreign|Defen[cs]e|Interior) Minister",
    re.IGNORECASE,
)
_PRIVATE_RULE = "office:private"


def reason(doc: Doc, one: Told, told: list[Told]) -> SkipReason | None:
    """Why this is no contact between two sides; None where it is one. `told`: all tellings of the document."""
    occasion, parties = one
    if (sense := no_contact.reason(doc, occasion, parties)) is not None:
        return sense
    if _denied(doc, occasion):
        return SkipReason.NEGATED
    if (why := _by_parties(occasion, parties)) is not None:
        return why
    if occasion.kind is Kind.VISIT:
        if _in_a_part_of_home(parties, told):
            return SkipReason.SAME_GOVERNMENT
        if _to_a_gathering(doc, occasion):
            return SkipReason.GATHERING
        return SkipReason.ONE_SIDE if _to_see_a_third(doc, one, told) else None
    return SkipReason.GATHERING if _of_a_body(doc, occasion, parties) else None


# --- who took part --------------------------------------------------------------------------


def _by_parties(occasion: Occasion, parties: tuple[Party, ...]) -> SkipReason | None:
    if any(p.actor.office and p.actor.office.rule == _PRIVATE_RULE for p in parties):
        official = [p for p in parties if not (p.actor.office and p.actor.office.rule == _PRIVATE_RULE)]
        if len(sides(tuple(official))) < 2:
            return SkipReason.PRIVATE
    if not parties:
        return SkipReason.NO_PARTY
    if len(parties) < 2:
        return SkipReason.ONE_SIDE
    if occasion.kind is Kind.VISIT:
        return _by_guests(parties)
    known = sides(parties)
    if len(known) == 1 and any(p.side is None and p.name and p.office and _HEAD.fullmatch(p.office) for p in parties):
        return None  # the head of some state, not told which
    if len(known) < 2 and _of_one_office(parties):
        return None
    if len(known) < 2:
        return SkipReason.SAME_GOVERNMENT if known and all(p.side for p in parties) else SkipReason.ONE_SIDE
    return None


def _of_one_office(parties: tuple[Party, ...]) -> bool:
    """Whether two hold one office that a state has once: "President Berg met President Otieno", whosever they are."""
    held = [(p.office.lower(), p) for p in parties if p.name and p.office and _ONCE_A_STATE.fullmatch(p.office)]
    return any(a == b and not (p.side and q.side) for n, (a, p) in enumerate(held) for b, q in held[:n])


def _by_guests(parties: tuple[Party, ...]) -> SkipReason | None:
    guests = [p for p in parties if p.role is Role.VISITOR]
    hosts = [p for p in parties if p.role is Role.HOST]
    if not guests or not hosts:
        return SkipReason.NO_PARTY
    if not sides(tuple(guests)) or not sides(tuple(hosts)):
        return SkipReason.ONE_SIDE
    at_home = {p.side for p in guests if p.side} <= {p.side for p in hosts}
    return SkipReason.SAME_GOVERNMENT if at_home else None


def _in_a_part_of_home(parties: tuple[Party, ...], told: list[Told]) -> bool:
    """Whether somebody of a state is only in a part of it, of which the story names nobody."""
    home = sides(tuple(p for p in parties if p.role is Role.VISITOR))
    parts = sides(tuple(p for p in parties if p.role is Role.HOST))
    named = {p.side for _, there in told for p in there if p.name or p.office}
    return not parts & named and len(home) == 1 and {p.partition("-")[0] for p in parts} == home


# --- denied ---------------------------------------------------------------------------------

_DENIED = re.compile(
    r"\b(?:(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)?|reject(?:s|ed|ing)?|refut(?:es?|ed|ing)) "
    r"(?:(?:the |any |media |press |news )*(?:reports?|rumou?rs?|claims?|allegations?|suggestions?|speculation)"
    r"(?: that| of)?|that|having)(?: [\w’'.-]+){0,3}|den(?:y|ies|ied|ying)(?: ever)?) ?$"
)


def _denied(doc: Doc, occasion: Occasion) -> bool:
    """Whether what follows is told as denied: "Berg denied reports that he had met Otieno"."""
    if occasion.kind is Kind.MESSAGE or occasion.status in UNDONE:
        return False
    sentence = doc.sentences[occasion.sentence]
    return _DENIED.search(doc.story.text, sentence.start, occasion.start) is not None


# --- gatherings -----------------------------------------------------------------------------

_GOING = re.compile(
    r"(?:[\w’'-]+ )*?(?:go(?:es|ing)?|went|travel\w*|head(?:s|ed|ing)?|fl(?:y|ies|ying|ew|own)|leav(?:e|es|ing)|left|"
    r"depart\w*|trip|journey\w*|set(?:s|ting)? off|en route|on (?:his|her|their) way)\b",
    re.IGNORECASE,
)
_TO_ATTEND = re.compile(
    r"\b(?:for|to (?:attend|address|join|chair|take part in|participate in|speak at)) "
    r"(?:the |an? |this |next |its |his |her |their )?(?:[\w’'-]+ ){0,6}?"
    r"(?:(?:summit|session|assembly|conference|forum|congress)(?!s? (?:meeting )?(?:with|between)\b)|meetings? of)\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"[.;:—–]|\b(?:after|before|and|but|where|when|while|which|who|ahead|following)\b")


def _to_a_gathering(doc: Doc, occasion: Occasion) -> bool:
    """Whether somebody only goes where many meet: "Berg will go to Oslo for a meeting of the alliance"."""
    text = doc.story.text
    goes = _GOING.match(text, occasion.start, occasion.end) is not None
    return goes and _TO_ATTEND.search(text, occasion.end, _clause_end(doc, occasion)) is not None


def _clause_end(doc: Doc, occasion: Occasion) -> int:
    sentence = doc.sentences[occasion.sentence]
    turn = _TURN.search(doc.story.text, occasion.end, sentence.end)
    return turn.start() if turn else sentence.end


_WITH = re.compile(r" (?:[\w’'.-]+ ){0,4}(?:with|between)\b")
_BODY = re.compile(r"\b(?:meeting|session|summit|gathering)s?$", re.IGNORECASE)


def _of_a_body(doc: Doc, occasion: Occasion, parties: tuple[Party, ...]) -> bool:
    """Whether one side is only the body whose own meeting it is: "a meeting of the Security Council"."""
    text = doc.story.text
    if not _BODY.search(text, occasion.start, occasion.end) or _WITH.match(text, occasion.end):
        return False
    rest = tuple(p for p in parties if p.name or not _is_its_body(text, occasion, p))
    return len(rest) < len(parties) and len(sides(rest)) < len("ab")


def _is_its_body(text: str, occasion: Occasion, p: Party) -> bool:
    known = facts.side(p.side) if p.side else None
    if known is None or known.kind is not facts.SideKind.ORGANISATION:
        return False
    alone = text[p.source.start - 1 : p.source.start] not in {"-", "–", "/"}  # "a Kenya-EU summit" is of two
    before = alone and p.source.end <= occasion.end and not text[p.source.end : occasion.start].strip()
    behind = p.source.start >= occasion.end and text[occasion.end : p.source.start] in {" of ", " of the "}
    return before or behind


# --- journeys to see a third ----------------------------------------------------------------

_PURPOSE = re.compile(r"\b(?:to|for)(?: (?!(?:at|in|join|attend)\b)[\w’'-]+){0,4} ?$")
_JOINED = re.compile(r"(?:join|attend)", re.IGNORECASE)  # the host may be of those who meet


def _to_see_a_third(doc: Doc, one: Told, told: list[Told]) -> bool:
    """Whether a journey led to a place to meet others than its people: "Berg flew to Oslo to meet Otieno of Kenya"."""
    visit, there = one
    hosts = {p.side for p in there if p.role is Role.HOST}
    if any(p.name or p.office for p in there if p.role is Role.HOST) or not _states(hosts):
        return False
    guests = [p for p in there if p.role is Role.VISITOR]
    if not _GOING.match(doc.story.text, visit.start, visit.end):
        return False
    text, until = doc.story.text, _clause_end(doc, visit)
    for met, parties in told:
        if met.kind is Kind.VISIT or not visit.end < met.start < until or _JOINED.match(text, met.start):
            continue
        if not _PURPOSE.search(text, visit.end, met.start) and not _PURPOSE.search(text, visit.end, met.end):
            continue
        known = {p.side for p in parties}
        if hosts & known or not _states(known) or len(known) < len("ab"):
            continue
        if any(alike(p, q) for p in guests for q in parties):
            return True
    return False


def _states(known: set[str | None]) -> bool:
    return all(side is not None and facts.is_state(side) for side in known)
