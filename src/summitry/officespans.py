"""Words that name an office or a body: its head with what belongs to it, and the sides it acts for.

A head ("minister") is found by `lexicons/office_words.yaml`. To its left stand rank, portfolio and
side ("former Kenyan deputy foreign"), to its right portfolio and side again ("for trade of Kenya").
An office of several sides ("the foreign ministers of Norway and Kenya") keeps them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from summitry.facts import Form, SideHit
from summitry.lexicon import patterns
from summitry.portfolios import field_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class SideTold:
    """A side with the words and the rule that give it."""

    code: str
    start: int
    end: int
    rule: str = "office-side"


@dataclass(frozen=True, slots=True)
class OfficeSpan:
    """Words that name an office: `text[start:end]` with modifiers and side, without the article."""

    start: int
    end: int
    core: tuple[int, int]  # the office's own words, without the side
    words: str  # the office as the record has it: "former president", one of "presidents"
    label: str  # person, people, body, private, name
    rule: str  # id of the head's entry
    sides: tuple[SideTold, ...]  # several only for a plural
    plural: bool
    determiner: str | None  # "the", "his", "a", …

    @property
    def side(self) -> SideTold | None:
        """The side of an office that one alone can hold."""
        return self.sides[0] if self.sides else None

    @property
    def side_by_default(self) -> bool:
        """Whether it has its side only because one side alone has such an office."""
        return self.side is not None and self.core[0] <= self.side.start and self.side.end <= self.core[1]

    @property
    def counterpart(self) -> bool:
        """Whether it is named by somebody else's office ("his Kenyan counterpart")."""
        return self.rule == "counterpart"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What may stand before the head of an office: "acting deputy foreign minister".
_MODIFIERS = _words(
    """acting interim caretaker transitional former ex outgoing incoming newly elected new deputy vice assistant
    under first second third senior top chief special high permanent joint foreign interior defence defense finance
    trade economy economic energy oil justice home health agriculture commerce transport education environment climate
    culture information external affairs state presidential royal military army naval security intelligence nuclear
    peace political opposition rebel party parliament parliamentary national international regional local federal
    provincial communist conservative longtime long-time ruling fellow policy government general lead ranking
    treasury labour labor humanitarian rights human principal personal main cabinet police highest-ranking unnamed de
    facto"""
)
_NO_MODIFIER = _words(
    """the a an in on at by for from of with and but or after before while when as that this it he she they his her
    their its sunday monday tuesday wednesday thursday friday saturday january february march april june july august
    september october november december mr mrs ms to between during following against among if how what who until
    since ahead then-"""
)
# Words that make another office of it, kept in its words even where a side stands between.
_RANKS = _words("former ex late then acting interim deputy vice assistant outgoing incoming")
# Between a side and an office: "North Korea's reclusive leader".
_ADJECTIVES = re.compile(
    r"(?:[’']s?)? (?:(?!(?:by|in|with|to|and|of|for|on|from|at|as|that|who|after|before|over|is|was|has|had|will|would"
    r"|says?|said|when|while|or|but|the|an?|his|her|their|its|between|against|into|near|during|under|urges?|calls?"
    r"|asks?|tells?|told|met|meets?|hosts?|since|until|following|amid|if|because|though|so|where|whose|which"
    r")\b)[a-z][\w-]+ ){0,3}"
)
_LAST_WORD = re.compile(r"([^\W_][\w.’'-]*) $")
# "Norwegian and Kenyan", "Norway, Sweden and Kenya", "UN-Arab League"
_AND = re.compile(r",? (?:and|or|&) (?:the )?|[-/–]")
_COMMA = re.compile(r", (?:the )?")
_INTO = re.compile(r"\b(?:in|at|of|from|to|with|by|against|on)(?: the)? $")
_PREPOSITION = re.compile(
    r" (?:of|for|to|on|in charge of) (?:the )?(?:member (?:countries|states|nations) of (?:the )?)?"
)
_LAST_OF = re.compile(r" (?:of|for) (?:the )?$")
_ORIGIN = re.compile(r" (?:from|representing) (?:the )?")
_ITS = re.compile(r"(?:[’']s?)? (?:then |former |new )?")
_SENDS_NONE = frozenset({"UN", "NATO", "OSCE", "WTO", "OAS"})  # bodies with ambassadors at them, none of their own
_OWNER = re.compile(r"[’']s?")
_INNER = re.compile(r"(?:[’']s)? (?:state|province|region|territory|city) of (?:the )?")
_DETERMINER = re.compile(r"\b(the|his|her|their|its|our|an?|both)\s+$", re.IGNORECASE)
# Offices that say what they are for, or where to: "envoy to Syria", "minister for trade".
_SENT = _words(
    """high-representative envoy representative ambassador adviser negotiator minister secretary
    secretary-general director commissioner mep"""
)
_FOR_A_PLACE = _words("mep")  # "MEP for London": no side of theirs
# "envoy of Otieno": a name, no field
_OF_SOMEBODY = _words("envoy representative adviser delegation leadership official spokesman")
_POSTED = _words("envoy ambassador")  # what follows their "to" is no side of theirs but part of the office
_DAY = re.compile(
    r" (?:for|to|on) (?:the )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)"
)
_ONE_OF = (
    (re.compile(r"(?<=[a-z])ies\b"), "y"),
    (re.compile(r"(?<=m)en\b"), "an"),
    (re.compile(r"(?<=[a-z])s(?=$| of | for | to )"), ""),
)
_TITLES_KEPT = frozenset({"affaires"})
_OF_THE_UNION = frozenset({"senator", "senate-leader"})  # a "Texas senator" acts for the United States …
_OF_A_STATE = re.compile(r"\b[Ss]tate $")  # … and a "Texas state senator" for Texas


@cache
def _heads() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, tuple[str, str, str | None]]]:
    """A pattern that finds heads, one whose groups tell which, and what each group means: id, label, default side.

    Two, since the first, without groups, can tell by a word's first letter that it is none: thrice as fast.
    """
    plain, grouped, meanings = [], [], {}
    for n, entry in enumerate(patterns("office_words")):
        label, _, side = entry.label.partition("@")
        meanings[f"o{n}"] = (entry.id, label, side or None)
        plain.append(entry.pattern.pattern)
        grouped.append(f"(?P<o{n}>{entry.pattern.pattern})")
    rank = r"(?:[Vv]ice|[Dd]eputy|[Ee]x|[Cc]o|[Uu]nder|[Tt]hen)-"
    words = "|".join(plain)
    found = re.compile(rf"(?<![\w-])(?:{words}|{rank}(?:{words}))(?!\w)")
    return found, re.compile(rf"(?:{rank})?(?:{'|'.join(grouped)})(?!\w)"), meanings


def find_offices(text: str, start: int, end: int, sides: Sequence[SideHit]) -> Iterator[OfficeSpan]:
    """The offices told in the sentence `text[start:end]`, by start; `sides` are the sentence's."""
    pattern, which, meanings = _heads()
    last = start
    hits = list(pattern.finditer(text, start, end))
    for n, hit in enumerate(hits):
        inside = any(h.start < hit.end() and hit.start() < h.end and h.end - h.start > len(hit[0]) for h in sides)
        if hit.start() < last or inside:
            continue
        told = which.match(text, hit.start(), end)
        if told is None:  # cannot be: it matches what the other one does
            continue
        rule, label, default = meanings[str(told.lastgroup)]
        between = text[hit.end() : hits[n + 1].start()] if hits[n + 1 :] else ","
        if (label == "body" and between == " ") or (rule == "chief" and _MODIFIERS.issuperset(between.split())):
            continue  # "government delegation", "chief nuclear negotiator": the second is the head
        head = _Head(text, last, end, (hit.start(), hit.end()), rule, label, sides)
        office = head.read(default)
        last = max(office.end, hit.end())
        yield office


@dataclass(slots=True)
class _Head:
    """A head of an office on its way to an `OfficeSpan`."""

    text: str
    left: int  # nothing before belongs to it
    right: int
    at: tuple[int, int]
    rule: str
    label: str
    hits: Sequence[SideHit]

    def read(self, default: str | None) -> OfficeSpan:
        first, sides = self._before()
        core_start = self._core_start(first, sides)
        core_end, end, after = self._after(told=bool(sides) or self.rule in _FOR_A_PLACE)
        sides = sides or after
        if not sides and default:
            sides = (SideTold(default, *self.at),)
        if self.rule in _OF_THE_UNION and not _OF_A_STATE.search(self.text, max(0, self.at[0] - 8), self.at[0]):
            sides = tuple(replace(s, code="US") if s.code.startswith("US-") else s for s in sides)
        start = min([core_start, *(s.start for s in sides if s.start < core_start)])
        plural = self._plural()
        determiner = _DETERMINER.search(self.text, max(self.left - 8, 0, start - 8), start)
        return OfficeSpan(
            start=start,
            end=max(end, core_end),
            core=(core_start, core_end),
            words=self._told(core_start, core_end, start, one=plural and len(sides) > 1),
            label=self.label,
            rule="counterpart" if _is_counterpart(self.text[self.at[0] : self.at[1]]) else self.rule,
            sides=sides if plural else sides[:1],
            plural=plural,
            determiner=determiner[1].lower() if determiner else None,
        )

    def _plural(self) -> bool:
        head = self.text[slice(*self.at)]
        ending = head.endswith(("s", "men", "women", "people")) or (" of " in head and "ies " in head)
        return self.label == "people" or (ending and head.split()[-1] not in _TITLES_KEPT)

    # -- left of the head ------------------------------------------------------------------

    def _before(self) -> tuple[int, tuple[SideTold, ...]]:
        """Where the words before the head begin that belong to it, and the sides told there."""
        first = self._first_modifier()
        before = [h for h in self.hits if self.left <= h.start and h.end <= self.at[0]]
        if not before:
            return first, ()
        nearest = before[-1]
        gap = self.text[nearest.end : max(nearest.end, first)]
        if gap and not _ADJECTIVES.fullmatch(gap):
            return first, ()
        if gap.strip() and gap[0] == " " and nearest.form is not Form.DEMONYM:
            return first, ()  # "visited China since President …": a noun takes no adjectives behind it
        if len(before) > 1 and self.rule in _POSTED and _ITS.fullmatch(self.text, before[-2].end, nearest.start):
            return first, (SideTold(before[-2].code, before[-2].start, before[-2].end),)  # "Kenya's UN ambassador"
        if self.rule == "ambassador" and nearest.code in _SENDS_NONE and not gap.strip():
            return nearest.start, ()  # "the UN ambassador": some state's
        chain = self._chain(before)
        if len(chain) > 1 and not self._plural():
            both = {h.form for h in chain} <= {Form.ORGANISATION, Form.SEAT}
            chain = chain[:1] if both else chain[-1:]  # "UN and Arab League envoy" speaks for the first
        return first, tuple(SideTold(h.code, h.start, h.end) for h in chain)

    def _chain(self, before: list[SideHit]) -> list[SideHit]:
        """The sides that stand together before the head: "Norwegian, Swedish and Kenyan"."""
        chain = before[-1:]
        for hit in reversed(before[:-1]):
            gap = self.text[hit.end : chain[0].start]
            alike = hit.form is chain[0].form
            joined = _AND.fullmatch(gap) if len(chain) == 1 else _AND.fullmatch(gap) or _COMMA.fullmatch(gap)
            if not joined or not (alike or not _INTO.search(self.text, max(0, hit.start - 12), hit.start)):
                break
            chain.insert(0, hit)
        return chain

    def _core_start(self, first: int, sides: tuple[SideTold, ...]) -> int:
        start = max([first, *(s.end for s in sides)])
        if not sides:
            start = min(start, self.at[0])
        while start < self.at[0] and not self.text[start].isalnum():
            start += 1
        return start + 2 if self.text[start : start + 2] in {"s ", "S "} else start

    def _first_modifier(self) -> int:
        """Where the words before the head begin that belong to it."""
        at = self.at[0]
        for _ in range(6):
            word = _LAST_WORD.search(self.text, max(self.left, at - 30), at)
            if not word:
                break
            low = word[1].lower()
            if low == "and" and at < self.at[0] and self.text[at].islower():
                earlier = _LAST_WORD.search(self.text, self.left, word.start())
                if not earlier or earlier[1].lower() not in _MODIFIERS:
                    break
            elif low not in _MODIFIERS and not self._titled(word[1]):
                break
            at = word.start()
        return at

    def _titled(self, word: str) -> bool:
        """Whether a capitalised word can be part of an office's title."""
        low = word.lower()
        return word[0].isupper() and low not in _NO_MODIFIER and not low.endswith(("'s", "’s", "’"))

    # -- right of the head -----------------------------------------------------------------

    def _after(self, *, told: bool) -> tuple[int, int, tuple[SideTold, ...]]:
        """Where the office's words end, where all ends that belongs to it, and the sides told there.

        `told`: whether a side stands before the head, so that one after it is a field of work.
        """
        at = self.at[1]
        if (of := _PREPOSITION.match(self.text, at, self.right)) and self._governs(of[0]):
            return self._of(of, told=told)
        if origin := _ORIGIN.match(self.text, at, self.right):
            sides = self._sides_from(origin.end())
            if sides:
                return at, sides[-1].end, sides
        return at, at, ()

    def _governs(self, preposition: str) -> bool:
        if preposition.startswith(" of"):
            return True
        return self.rule in _SENT and not _DAY.match(self.text, self.at[1])

    def _of(self, of: re.Match[str], *, told: bool) -> tuple[int, int, tuple[SideTold, ...]]:
        at, begin = self.at[1], of.end()
        named = self._sides_from(begin)
        posted = self.rule in _POSTED and not of[0].startswith(" of")
        if named and not self._goes_on(named[-1].end):
            if posted:
                return named[-1].end, named[-1].end, ()
            core_end = named[-1].end if told else at
            return core_end, named[-1].end, () if told else named
        alone = self.rule not in _OF_SOMEBODY
        end = field_end(self.text, begin, self.right, sides=self.hits, alone=alone)
        if end is None:
            return at, at, ()
        inside = [h for h in self.hits if begin <= h.start < end]
        if not inside:
            later = _PREPOSITION.match(self.text, end, self.right)
            sides = self._sides_from(later.end()) if later and later[0].startswith(" of") else ()
            return end, sides[-1].end if sides else end, sides
        if told or (posted and inside[0].start == begin):
            return end, end, ()
        hit = inside[-1] if inside[-1].form is Form.MOVEMENT and self.text[end - 1] == ")" else inside[0]
        tail = _LAST_OF.search(self.text, begin, hit.start)
        core_end = tail.start() if tail and hit.end == end else end
        return max(core_end, at), end, (SideTold(hit.code, hit.start, hit.end),)

    def _goes_on(self, at: int) -> bool:
        """Whether more of the portfolio follows a side: "head of Iran's Atomic Energy Organization"."""
        owner = _OWNER.match(self.text, at, self.right)
        return field_end(self.text, owner.end() if owner else at, self.right) is not None

    def _sides_from(self, at: int) -> tuple[SideTold, ...]:
        """The sides that stand together from a place on: "Kenya, Uganda and Rwanda"."""
        chain = [h for h in self.hits if h.start == at]
        if not chain:
            return ()
        rest = [h for h in self.hits if h.start > at]
        if rest and _INNER.fullmatch(self.text[chain[0].end : rest[0].start]):
            chain, rest = rest[:1], rest[1:]  # "of the U.S. state of New Mexico"
        whole = 1  # how many are surely a list: up to its "and"
        for hit in rest if self._plural() else ():
            gap = self.text[chain[-1].end : hit.start]
            if not (_AND.fullmatch(gap) or _COMMA.fullmatch(gap)):
                break
            chain.append(hit)
            if _AND.fullmatch(gap):
                whole = len(chain)
        chain = chain[:whole]
        return tuple(SideTold(h.code, h.start, h.end) for h in chain)

    # -- the office as the record has it ----------------------------------------------------

    def _told(self, start: int, end: int, outer: int, *, one: bool) -> str:
        words = " ".join(self.text[start:end].split()).strip(" ,")
        words = re.sub(r"^(?:[Tt]hen|[Nn]ow)-", "", words)
        if one and self.rule not in {"official", "diplomat", "lawmaker"} and self.label == "person":
            words = one_of(words)
        rank = _LAST_WORD.search(self.text, max(0, outer - 14), outer) if outer < start else None
        if rank and rank[1].lower() in _RANKS:
            words = f"{rank[1].lower()} {words}"
        return words


def one_of(words: str) -> str:
    """The office that one of several holds: "foreign ministers" gives "foreign minister"."""
    for ending, instead in _ONE_OF:
        single, count = ending.subn(instead, words, count=1)
        if count:
            return single
    return words


def _is_counterpart(head: str) -> bool:
    return head.lower().startswith(("counterpart", "opposite number", "colleague"))
