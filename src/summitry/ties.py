"""Offices and sides that stand with a name: right before, in apposition, shared by several, or as its owner.

"Kenyan President Daniel Otieno"               before
"Kenya's president, Daniel Otieno"             before, with a comma
"Daniel Otieno, the Kenyan president"          after
"Presidents Otieno of Kenya and Berg of …"     shared
"Kenya's Otieno", "Otieno of Kenya"            a side alone
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry.facts import Form
from summitry.officespans import OfficeSpan, SideTold, one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.facts import SideHit
    from summitry.namespans import Span

_TITLE = r"(?:(?:Mr|Ms|Mrs|Dr|Sir|Lt|Gen|Col|Sheikh|Ayatollah)\.? )?"
_RIGHT_BEFORE = re.compile(rf" (?:\([A-Z]+\) )?{_TITLE}")
# "Berg's national security adviser, Ann Moss", "its veteran leader, Jon Lind"
_OWNED = re.compile(r"(?:[’']s?|\b(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)(?: [a-z-]+){1,2}) $")
ADDRESS = r"(?:the |an? )?(?:(?:Mr|Mrs|Ms|Mme|Madame|Dr|Sir|Dame|Prof)\.? )?"
_COMMA_BEFORE = re.compile(rf", {ADDRESS}")
# "the Kenyan minister for water works, Daniel Otieno, said": a field that no list knows, or where he is posted
_FIELD_BEFORE = re.compile(
    r"(?P<field> (?:for|of|on|to|in|at|with|in charge of)(?: (?!(?:who|which|that|said|says|and|but|as|after|before"
    rf"|while|when|is|was|has|had|will|would)\b)[\w’'.&-]+){{1,7}}), {ADDRESS}"
)
_POSTED_AT = re.compile(r" (?:in|at|with) ")  # where somebody is posted, which is no part of the office
CLOSED = re.compile(r"[,.;:)]|\s*$| and\b")  # what stands behind a name in apposition
_FIELD_REACH = 110  # characters of a field, with what stands before the name
_COMMA = re.compile(r", (?:the |an? )?$")
_ANYBODY = frozenset({"diplomat", "official"})
# Ranks and titles beside which another office says more: "the defence minister, Gen. Otieno".
_RANKS = frozenset({"general", "senator", "king", "ambassador", "cardinal"})
_AND_FORMER = re.compile(r",? and (?:former |then )?")
_APPOSED = re.compile(
    r"(?:, | \(| [–—-] )(?P<then>who was |formerly )?(?:who (?:is|serves as|has been) )?"
    r"(?:now |currently |also |then )?"
    r"(?:(?:the|an?|his|her|its|their) (?:[a-z-]+ ){0,2})?"
    r"| (?:is|was(?P<was>)) (?:now )?(?:the |an? )?"
)
_FORMER = re.compile(r"\b(?:former|ex|one-time|onetime)[ -]$", re.IGNORECASE)
_ENDS = frozenset({"", ",", ".", ";", ":", ")", "\n", "”", '"'})  # what follows an apposition without article
_MARKS = frozenset({",", "(", "–", "—", "-"})
_REACH = 60  # characters between a name and the office that stands in apposition to it
_AND_NAME = re.compile(r"(?:,? and |, )")
_OF = re.compile(r",? of (?:the )?")
_OWNER = re.compile(r"[’'](?:s )? ?")
_THE_ONE = re.compile(r"(?:^|[^\w])[Tt]he $")  # "The Kenyan, Daniel Otieno, said"
_FIRST = re.compile(r",? ")
_BEHIND = 24  # characters between an office and a name, with a form of address


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in one sentence: offices, sides, and runs of words that can be names."""

    start: int
    end: int
    offices: tuple[OfficeSpan, ...]
    sides: tuple[SideHit, ...]
    names: tuple[Span, ...]
    headline: bool


@dataclass(slots=True)
class Tie:
    """The offices that stand right before and right after a name."""

    before: OfficeSpan | None = None
    after: OfficeSpan | None = None
    former: bool = False  # the one after is told as past
    side: SideTold | None = None  # "Norway's Berg", "Berg of Norway"
    loose: bool = False  # a comma stands between the office before and the name
    beside: tuple[OfficeSpan, ...] = ()  # both of those before it in "the defence minister, Gen. Otieno"

    @property
    def office_before(self) -> bool:
        """Whether an office of a person stands before the name."""
        return self.before is not None and self.before.label in {"person", "people", "private"}


def find_ties(text: str, sentence: Words) -> dict[Span, Tie]:
    """Each name of a sentence, in order, with the offices and the side that stand with it."""
    titles = {o.core: Tie(before=o) for o in sentence.offices if o.label == "name"}
    found = {span: titles.get(span) or Tie() for span in sorted({*sentence.names, *titles})}
    leading = _leading(text, sentence, found)
    apposed = _appositions(text, sentence, found, leading)
    for office in sentence.offices:
        if office.core in apposed or office.core in leading or office.label in {"body", "name"}:
            continue
        behind = [span for span in found if span[0] > office.end]
        if office.plural:
            _share(text, office, behind, found, sentence)
        elif office.determiner or office.sides or _OWNED.search(text, sentence.start, office.start):
            _introduce(text, office, behind, found, sentence)
    for span, tie in found.items():
        tie.side = _side_beside(text, span, sentence)
    return found


def _leading(text: str, sentence: Words, found: dict[Span, Tie]) -> set[Span]:
    """Tie offices told right before a name ("President Otieno"); gives those tied."""
    tied: set[Span] = set()
    for office in sentence.offices:
        if office.plural and office.label != "people":
            continue
        for span, tie in found.items():
            gap = span[0] - office.end
            if 0 < gap <= _BEHIND and _RIGHT_BEFORE.fullmatch(text, office.end, span[0]):
                tie.before = _with_former(text, office, sentence)
                tied |= {office.core, tie.before.core}
                break
    return tied


def _with_former(text: str, before: OfficeSpan, sentence: Words) -> OfficeSpan:
    """The first of "UN envoy and former senator", which is the office of today."""
    if not before.words.startswith("former") and not _FORMER.search(text, max(0, before.start - 10), before.start):
        return before
    ahead = (o for o in sentence.offices if o.end < before.start and o.label == "person" and not o.plural)
    return next((o for o in ahead if _AND_FORMER.fullmatch(text, o.end, before.start)), before)


def _appositions(text: str, sentence: Words, ties: dict[Span, Tie], leading: set[Span]) -> set[Span]:
    """Tie offices told after a name ("Berg, the Norwegian premier"); gives those tied."""
    apposed: set[Span] = set()
    for span, tie in ties.items():
        for office in sentence.offices:
            if not 0 < office.start - span[1] <= _REACH or office.core in leading or office.core in apposed:
                continue
            gap = _APPOSED.fullmatch(text, span[1], office.start)
            bare = gap and gap[0].strip() in _MARKS and text[office.end : office.end + 1] not in _ENDS
            if gap and not office.plural and office.label != "body" and not bare:
                tie.after = office
                former = _FORMER.search(text, span[1], office.start)
                tie.former = bool(former or gap["then"] or gap["was"] is not None)
                apposed.add(office.core)
                break
    return apposed


def _introduce(text: str, office: OfficeSpan, names: Sequence[Span], ties: dict[Span, Tie], sentence: Words) -> None:
    """Tie an office told before a comma to the name behind it ("the Kenyan minister for water, Dr. Daniel Otieno")."""
    for span in names:
        tie = ties[span]
        title = tie.before
        if span[0] - office.end > _FIELD_REACH:
            return
        if title is not None and title.sides and not title.side_by_default and not _only_whence(title, office):
            return
        at = title.start if title else span[0]
        origin = next((h for h in sentence.sides if h.form is Form.DEMONYM and h.end == at - 1), None)
        if origin and office.sides and _COMMA.search(text, max(0, origin.start - len(", the ")), origin.start):
            at = origin.start  # "its envoy, the Kenyan Daniel Otieno": where he is from
        if _COMMA_BEFORE.fullmatch(text, office.end, at):
            _entitled(tie, office, title)
            return
        field = _FIELD_BEFORE.fullmatch(text, office.end, at)
        if field and " " in text[slice(*span)] and CLOSED.match(text, span[1]):
            tie.beside = (office,)
            if not _POSTED_AT.match(field["field"]):
                words = f"{office.words} {field['field'].strip()}"
                office = replace(office, words=words, core=(office.core[0], field.end("field")))
            _entitled(tie, office, title)
            return


def _entitled(tie: Tie, office: OfficeSpan, title: OfficeSpan | None) -> None:
    """Give a name the office before its comma; of two the one that says more, with the side told at either."""
    tie.loose = title is None
    if title is None:
        tie.before = office
    elif title.rule in _RANKS or _only_whence(title, office):
        tie.before, tie.beside = office, (*tie.beside, office, title)
    elif office.side:
        tie.before, tie.beside = replace(title, start=office.start, sides=office.sides), (*tie.beside, office, title)


def _only_whence(title: OfficeSpan, office: OfficeSpan) -> bool:
    """Whether the side of a title is only where somebody is from: "the UN envoy, Kenyan diplomat Daniel Otieno"."""
    return title.rule in _ANYBODY and bool(office.sides)


def _share(text: str, office: OfficeSpan, names: Sequence[Span], ties: dict[Span, Tie], sentence: Words) -> None:
    """Give each of the names behind a plural its office ("Presidents Otieno of Kenya and Okello of Uganda")."""
    listed: list[Span] = []
    at = office.end
    for span in names:
        gap = _AND_NAME if listed else _FIRST
        side = _side_beside(text, listed[-1], sentence) if listed else None
        if not gap.fullmatch(text, max(at, side.end if side else 0), span[0]):
            break
        listed.append(span)
        at = span[1]
    sides = office.sides
    apart = text[office.end : office.end + 1] == ","
    respectively = len(sides) == len(listed)
    if not listed or (apart and not (respectively and len(listed) > 1)) or (len(sides) > 1 and not respectively):
        return
    single = replace(office, words=one_of(office.words), plural=False)
    for n, span in enumerate(listed):
        mine = sides[n : n + 1] if len(sides) > 1 else sides
        ties[span].before = ties[span].before or replace(single, sides=mine)


def _side_beside(text: str, span: Span, sentence: Words) -> SideTold | None:
    """The side in "Norway's Berg" and "Berg of Norway"."""
    for hit in sentence.sides:
        if 0 < hit.start - span[1] <= 10 and _OF.fullmatch(text, span[1], hit.start):
            return SideTold(hit.code, hit.start, hit.end, "of-side")
        if 0 < span[0] - hit.end <= 3 and _OWNER.fullmatch(text, hit.end, span[0]):
            return SideTold(hit.code, hit.start, hit.end, "owner-side")
        if hit.form is Form.DEMONYM and text[hit.end : span[0]] == ", " and _is_one(text, hit, span):
            return SideTold(hit.code, hit.start, hit.end, "demonym-side")
    return None


def _is_one(text: str, hit: SideHit, span: Span) -> bool:
    """Whether a demonym stands for somebody who is then named: "the Kenyan, Daniel Otieno,"."""
    before = _THE_ONE.search(text, max(0, hit.start - len(", the ")), hit.start)
    return before is not None and " " in text[slice(*span)] and CLOSED.match(text, span[1]) is not None
