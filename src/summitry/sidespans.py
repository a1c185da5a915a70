"""Words that name a side in a story, and for whom an office without a side is likely to act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry import facts
from summitry.facts import Form, SideHit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMPASS = ("North", "South", "East", "West")
_HALF = re.compile(r"\b(North|South|East|West)(?:ern)? (?:and|or) $")
_THE_HALF = re.compile(r"\b[Tt]he (North|South)\b(?! (?:[A-Z]|of\b|and\b))(?!-)")
# What is told by the city it takes place in: "the Nairobi summit" is no act of the government there.
_EVENT = re.compile(
    r"(?:[’']s)? (?:(?:peace|nuclear|climate|trade|arms|economic|security|donors?|regional|next|last|\w+-\w+) )?"
    r"(?:summits?|talks|meetings?|conference|round|session|process|agreement"
    r"|accords?|declaration|deal|protocol|communiqu[eé]|forum|visit|trip|airport|Airport|hotel|Summit|Conference"
    r"|Agreement|Accords?|Declaration|Process|Protocol|Forum)\b"
)
_JOINED = re.compile(r"(?:[-–/]| and | or |, )(?:the )?")
# "during a visit to Kenya", "arrived in Kenya", "visiting Kenya": whose offices are then told without a side.
_GOING_TO = re.compile(
    r"\b(?:(?:visit|trip|travel\w*|tour|arriv\w+|journey|went|goes|going|flew|fl(?:ies|ying)|stop(?:over)?|stay|landed)"
    r"\b(?: [\w-]+){0,3} (?:to|in|of|at)|visit(?:s|ed|ing))(?: the)? $"
)
_MEETING = re.compile(
    r"\b(?:meet\w*|met|talks?|talked|talking|spoke\w*|speak\w*|receiv\w+|greet\w*|welcom\w+|host\w*|confer\w*|discuss\w*"
    r"|see\w*|saw|invit\w+)\b"
)
_FIRST_IN = re.compile(r"In (?:the )?")  # "In Kenya, the speaker of parliament …"
# Those who fight or oppose a state act for themselves: "Kenyan rebels", "pro-Kenyan militants".
_AGAINST = r"(?:rebels?|insurgents?|separatists?|guerr?illas?|militants?|militias?|opposition)"
_REBELS = re.compile(rf"(?:[’']s?)? (?:[a-z-]+ )?({_AGAINST})\b")
# Who leads a party in parliament keeps the side of the state: "the Kenyan opposition leader".
_IN_PARLIAMENT = re.compile(
    r"(?<=opposition) (?:leaders?|chiefs?|part(?:y|ies)|law ?makers?|MPs?|politicians?|figures?|candidates?|members?"
    r"|legislators?|senators?|deput(?:y|ies)|spokes\w+|parliamentarians?)\b"
)
_REBEL_FOLK = re.compile(rf"\b(pro-[A-Z]\w+|[A-Z][a-z]{{3,}}(?:[- ][A-Z][a-z]{{3,}})?) ({_AGAINST})\b")
_NO_FOLK = frozenset(
    "The This That These Those They Their Then There Some Most Many Other Others Both When While With Where What"
    " Last After Before Until Since From Against Among Armed Former Local Also Although Because Several Hundreds"
    " Thousands Dozens Suspected Main Foreign Moderate Such Each Every Like Only Two Three Four Five Seven Eight"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday Separatist Rebel Opposition Meanwhile However".split()
)
_LEADS_THEM = re.compile(
    r" (?:leaders?|commanders?|chiefs?|delegat\w+|negotiators?|representatives?|envoys?|officials?|spokes\w+)\b"
)
# "The Kenyan government and rebels", "rebels and the Kenyan army": the side whose government is told beside them.
_FIGHTERS = r"(rebels|insurgents|separatists|guerr?illas)"
_GOVERNMENT = r"(?:[’']s?)? (?:government|authorities|army|military|regime|junta|forces)"
_AND_REBELS = re.compile(rf"{_GOVERNMENT} and (?:the )?{_FIGHTERS}\b")
_REBELS_AND = re.compile(rf"(?<![A-Z]\w) {_FIGHTERS} and (?:the )?$")
_BEFORE_GOVERNMENT = re.compile(_GOVERNMENT + r"\b")
_ONE_REBEL = {"rebel": "rebels", "insurgent": "insurgents", "separatist": "separatists", "militant": "militants"}
_PLACE_FORMS = frozenset({Form.NAME, Form.CAPITAL, Form.SUBDIVISION})
_REBELLED_AGAINST = frozenset({Form.NAME, Form.DEMONYM, Form.SUBDIVISION})


def find(text: str) -> tuple[SideHit, ...]:
    """The words of a text that name a side, by start.

    With "the North" where the text has two halves of a land, and with those who fight a state ("Kenyan rebels").
    """
    hits = _with_rebels(text, facts.find_sides(text))
    halves = {h.entry.partition(" ")[0]: h.code for h in hits if h.entry.startswith(_COMPASS) and h.form is Form.NAME}
    hits += [half for hit in hits if (half := _half(text, hit))]
    if halves:
        known = {h.entry.partition(" ")[2] for h in hits if h.entry.startswith(("North ", "South "))}
        other = {
            half: hit.code
            for land in known
            for half in ("North", "South")
            for hit in facts.find_sides(f"{half} {land}")
            if hit.form is Form.NAME and hit.entry == f"{half} {land}"
        }
        hits += [SideHit(*m.span(1), other[m[1]], Form.NAME, m[1]) for m in _THE_HALF.finditer(text) if m[1] in other]
    return tuple(sorted({h.start: h for h in hits}.values(), key=lambda h: h.start))


def _with_rebels(text: str, hits: Sequence[SideHit]) -> list[SideHit]:
    """The hits, where "rebels" follows with these as their side, and those named after a folk or a region."""
    told = [_rebels(text, hit) or hit for hit in hits]
    for folk in _REBEL_FOLK.finditer(text):
        free = all(hit.end <= folk.start() or folk.end() <= hit.start for hit in told)
        if free and folk[1].split()[0] not in _NO_FOLK and not _IN_PARLIAMENT.match(text, folk.end()):
            told.append(_movement(text, *folk.span(), folk.start(2), f"{folk[1]} {_many(folk[2])}"))
    return told + [them for hit in hits if hit.form in _REBELLED_AGAINST and (them := _beside(text, hit, told))]


def _beside(text: str, hit: SideHit, told: Sequence[SideHit]) -> SideHit | None:
    """The rebels told beside the government that they fight, unless they have a side."""
    them = _AND_REBELS.match(text, hit.end)
    if them is None and _BEFORE_GOVERNMENT.match(text, hit.end):
        them = _REBELS_AND.search(text, max(0, hit.start - 30), hit.start)
    if them is None or any(h.start <= them.start(1) < h.end or h.end == them.start(1) - 1 for h in told):
        return None
    return SideHit(*them.span(1), f"{_demonym(text, hit)} {them[1]}", Form.MOVEMENT, them[1])


def _demonym(text: str, hit: SideHit) -> str:
    """The adjective of a side, as told or the usual one."""
    known = facts.side(hit.code)
    words = text[hit.start : hit.end]
    return words if hit.form is Form.DEMONYM or known is None or not known.demonyms else known.demonyms[0]


def _rebels(text: str, hit: SideHit) -> SideHit | None:
    """The "Kenyan rebels" for the "Kenyan" in them."""
    them = _REBELS.match(text, hit.end) if hit.form in _REBELLED_AGAINST else None
    if them is None or _IN_PARLIAMENT.match(text, them.end()):
        return None
    return _movement(text, hit.start, them.end(), them.start(1), f"{_demonym(text, hit)} {_many(them[1])}")


def _movement(text: str, start: int, end: int, word: int, code: str) -> SideHit:
    """A movement without a name of its own; what leads it is left to be read as an office ("rebel leader")."""
    led = _LEADS_THEM.match(text, end)
    return SideHit(start, len(text[:word].rstrip()) if led else end, code, Form.MOVEMENT, code)


def _many(word: str) -> str:
    return _ONE_REBEL.get(word, word)


def _half(text: str, hit: SideHit) -> SideHit | None:
    """The "North" of "North and South Korea"."""
    first, _, land = hit.entry.partition(" ")
    half = _HALF.search(text, max(0, hit.start - 14), hit.start) if first in _COMPASS and land else None
    if half is None:
        return None
    found = facts.find_sides(f"{half[1]} {land}")
    return SideHit(*half.span(1), found[0].code, hit.form, found[0].entry) if len(found) == 1 else None


def names_an_event(text: str, hit: SideHit, hits: Sequence[SideHit]) -> bool:
    """Whether a capital only says where something took place ("the Nairobi summit"); not where two sides stand."""
    if hit.form is not Form.CAPITAL or not _EVENT.match(text, hit.end):
        return False
    return not any(
        _JOINED.fullmatch(text, *sorted((min(a.end, b.end), max(a.start, b.start))))
        for a, b in ((hit, other) for other in hits if other is not hit and abs(other.start - hit.start) < 40)
    )


def visited(text: str, hits: Sequence[SideHit], start: int, at: int) -> SideHit | None:
    """The side that somebody goes to, told last in `text[start:at]`: its officials need no side then."""
    if hits and hits[0].form is Form.NAME and _FIRST_IN.fullmatch(text, start, hits[0].start) and hits[0].end < at:
        return hits[0]
    there = (h for h in reversed(hits) if start <= h.start and h.end <= at and h.form in _PLACE_FORMS)
    there = (h for h in there if _GOING_TO.search(text, max(start, h.start - 60), h.start))
    return next((h for h in there if _MEETING.search(text, h.end, at)), None)


def within(hits: Sequence[SideHit], start: int, end: int) -> Iterator[SideHit]:
    """The hits inside a stretch."""
    return (h for h in hits if start <= h.start and h.end <= end)
