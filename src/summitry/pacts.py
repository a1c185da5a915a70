"""Signings and what two agree on: "Norway and Kenya sign a treaty", "Berg and Otieno agree to open the border".

The learned reader passes by many a line that tells them so, and seldom names whom something was signed with. What is
told here stands beside the verb: those before it, and the one behind "with".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry import facts
from summitry.model import Actor, Basis, Claim, Kind, MentionKind, Occasion, Party, Role, Status, Taking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.model import Doc, Mention, Sentence, Skipped

RULE = "pact"
_TWO = 2  # sides of a contact
_PACT = (
    r"(?i:deals?|agreements?|accords?|treat(?:y|ies)|pacts?|truces?|cease-?fires?|memorand(?:um|a)|contracts?|protocols?|"
    r"conventions?|communiqu[eé]s?|declarations?)"
)
_AHEAD = r"(?:will|is to|are to|is due to|are due to|is set to|are set to|is expected to|are expected to|plans? to)"
_SIGNS = re.compile(
    rf"(?:(?:(?P<ahead>{_AHEAD})|(?P<maybe>may|might|could)|has|have|jointly|tentatively|formally|finally|also) )*"
    rf"(?P<verb>sign(?:s|ed)?|ink(?:s|ed)?|initial(?:s|l?ed))(?: (?!by\b|with\b)[\w’'$€£,-]+){{0,10}}? {_PACT}\b"
)
_AGREE = re.compile(  # but not to what somebody else has written: "agreed to the peace plan"
    r"(?:(?:have|jointly|also|tentatively) )*(?P<verb>agree[ds]?) (?:to|on|that|upon)\b"
    r"(?! (?:an? |the |his |her |their )?(?:[\w’'-]+ ){0,4}?(?:plan|proposals?|offers?|terms|requests?)\b)"
)
_SIGNING = re.compile(r"\b(?:sign(?:s|ed|ing)?|ink(?:s|ed|ing)?|initial(?:s|l?ed|l?ing)|seal(?:s|ed)|conclude[sd]?)\b")

# Words behind which "with" is of something else: "talks about relations with Lima", "a pact that was signed with Lima".
_NO_LINK = (
    r"who|which|that|to|after|before|and|but|as|by|said|says|while|when|where|between|without|with|about|over|addressing|"
    r"concerning|regarding|into|amid|despite|relations|relationship|ties|links|borders?|conflict|war|dispute|crisis"
)
_WITH = re.compile(rf"(?: (?!(?:{_NO_LINK})\b)[\w’'$€£-]+){{0,10}} with |(?<=with) ")
_RIGHT_WITH = re.compile(r" with |(?<=with) ")
_BEFORE_A_NAME = re.compile(rf"(?:(?:the|its|his|her|their|a) )?(?:(?!(?:{_NO_LINK})\b)[a-z-]+ ){{0,3}}")
_NAME_REACH = 60  # characters of offices and articles between "with" and whom it names
_NAMING = frozenset({MentionKind.NAME, MentionKind.OFFICE, MentionKind.SIDE})
_ADJECTIVES = frozenset({facts.Form.DEMONYM, facts.Form.SUBDIVISION})
_FOLK = (
    r"(?:side|government|officials?|authorities|regime|military|army|delegation|team|rebels|leaders(?:hip)?|group|"
    r"militants|movement|representatives|negotiators|ministers|counterparts?|diplomats?|envoys?|companies)"
)
_OF_FOLK = re.compile(rf"(?: [a-z]+)? {_FOLK}\b")
_THEIRS = rf"(?:(?: [a-z-]+){{0,2}} {_FOLK})?"
_UP_TO_THE_VERB = re.compile(rf"{_THEIRS} |, (?:the |an? )?(?:[\w’'&-]+ ){{0,9}}[\w’'&-]+, ")
_JOINED = re.compile(
    rf"{_THEIRS}(?:, [^,;:]{{3,70}})?,? and (?:the |an? )?(?:[a-z-]+ ){{0,3}}|{_THEIRS}, (?:the )?(?:[a-z-]+ ){{0,2}}"
)

_MANY = {"rebel": "rebels", "insurgent": "insurgents", "separatist": "separatists", "guerrilla": "guerrillas"}
_REBELS = re.compile(
    r"(?:the |its |an? |main |several |two |three |four |five |six |seven |eight )*"
    r"(?P<who>(?:(?:separatist|islamist|armed|ethnic|maoist) )?(?P<them>rebel|insurgent|separatist|guerrilla)"
    r"(?:s| groups?| leaders?| movements?| factions?| army))\b",
    re.IGNORECASE,
)


def counterpart(doc: Doc, occasion: Occasion, found: Sequence[Party]) -> Iterator[Party]:
    """Whom the words behind "with" name, where one side is told: "Norway signed a series of deals with Kenya".

    Other talks than signings need "with" at once, and then only those without a name, whom the reader passes by.

    Args:
        doc: the story.
        occasion: what is told of one side only.
        found: those of that side.
    """
    signing = _SIGNING.search(doc.story.text, occasion.start, occasion.end) is not None
    m = _behind(doc, occasion.end, _WITH if signing else _RIGHT_WITH)
    if signing and (m is None or not _sides(doc, [m])):
        yield from _its_rebels(doc, occasion, found)
    if m is None or (m.kind is MentionKind.NAME and not signing):
        return
    for a in m.actors:
        if doc.actors[a].side:
            yield Party(doc.actors[a], Role.PARTY, doc.story.source(m.start, m.end))


def _its_rebels(doc: Doc, occasion: Occasion, found: Sequence[Party]) -> Iterator[Party]:
    """The rebels with whom a state signs a peace, which are its own where nothing else is told of them."""
    linked = _WITH.match(doc.story.text, occasion.end)
    them = _REBELS.match(doc.story.text, linked.end()) if linked else None
    codes = {p.side for p in found if p.side}
    state = facts.side(codes.pop()) if len(codes) == 1 else None
    if them is None or state is None or not state.demonyms or not facts.is_state(state.code):
        return
    source = doc.story.source(*them.span("who"))
    side = Claim(f"{state.demonyms[0]} {_MANY[them['them'].lower()]}", source, "side:rebels", Basis.INFERRED)
    yield Party(Actor(None, None, side), Role.PARTY, source)


def told(doc: Doc, found: Sequence[Occasion | Skipped]) -> Iterator[Occasion]:
    """The signings and agreements of the story in sentences where none of those found is a meeting or a call."""
    taken = {o.sentence for o in found if isinstance(o, Occasion) and o.kind in {Kind.MEETING, Kind.CALL}}
    for n, sentence in enumerate(doc.sentences):
        if n not in taken:
            yield from _signed(doc, n, sentence)
            yield from _agreed(doc, n, sentence)


def _signed(doc: Doc, n: int, sentence: Sentence) -> Iterator[Occasion]:
    """The signings of a sentence: by two before the verb, or by one with another."""
    for m in _SIGNS.finditer(doc.story.text, sentence.start, sentence.end):
        who = _before(doc, sentence, m.start())
        if who and (other := _behind(doc, m.end(), _WITH)):
            who.append(other)
        if len(_sides(doc, who)) >= _TWO:
            status = Status.PLANNED if m["ahead"] else Status.POSSIBLE if m["maybe"] else Status.HELD
            yield _occasion(n, m.span("verb"), status, who)


def _agreed(doc: Doc, n: int, sentence: Sentence) -> Iterator[Occasion]:
    """What persons agree on, who do so when they meet; states do so by letters and laws too."""
    for m in _AGREE.finditer(doc.story.text, sentence.start, sentence.end):
        who = _before(doc, sentence, m.start())
        if all(one.kind is MentionKind.NAME for one in who) and len(_sides(doc, who)) >= _TWO:
            yield _occasion(n, m.span("verb"), Status.HELD, who)


def _occasion(n: int, verb: tuple[int, int], status: Status, who: list[Mention]) -> Occasion:
    takings = tuple(Taking(m.start, m.end, Role.PARTY) for m in who)
    return Occasion(*verb, n, Kind.MEETING, status, takings, RULE)


def _before(doc: Doc, sentence: Sentence, at: int) -> list[Mention]:
    """Those who stand in a list right before a verb."""
    out: list[Mention] = []
    gap = _UP_TO_THE_VERB
    within = (m for m in doc.mentions if sentence.start <= m.start and m.end <= at and m.kind in _NAMING)
    for m in sorted(within, key=lambda m: m.end, reverse=True):
        if m.end <= at and gap.fullmatch(doc.story.text, m.end, at):
            out.append(m)
            at, gap = _start(m), _JOINED
    return out[::-1]


def _start(m: Mention) -> int:
    return m.start if m.reach is None else m.reach


def _sides(doc: Doc, who: Sequence[Mention]) -> set[str]:
    return {side.value for m in who for a in m.actors if (side := doc.actors[a].side)}


def _behind(doc: Doc, at: int, link: re.Pattern[str]) -> Mention | None:
    """Whom the words behind "with" name, where it follows."""
    text = doc.story.text
    if (linked := link.match(text, at)) is None:
        return None
    for m in doc.mentions:
        near = linked.end() <= _start(m) <= linked.end() + _NAME_REACH
        if near and _BEFORE_A_NAME.fullmatch(text, linked.end(), _start(m)):
            return m if m.kind in _NAMING and _is_meant(doc, m) else None
    return None


def _is_meant(doc: Doc, m: Mention) -> bool:
    """Whether these words stand for somebody, and for nothing that is his: not "with Kenya's roads"."""
    text = doc.story.text
    if text[m.end : m.end + 1] in {"’", "'", "-"}:
        return False
    if m.kind is not MentionKind.SIDE or _OF_FOLK.match(text, m.end):
        return True
    return not any(h.end == m.end - m.start and h.form in _ADJECTIVES for h in facts.find_sides(text[m.start : m.end]))
