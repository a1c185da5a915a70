"""What a contact was about: the matters that the reader tags or that stand behind words such as "discussed"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summitry.lexicon import patterns
from summitry.model import Claim

if TYPE_CHECKING:
    from summitry.model import Doc, Occasion

_TOPIC_END = re.compile(
    r"[.;:—(]| (?:after|before|during|as|while|when|where|which|who|that|with|amid|ahead of|following|but|at|"
    r"in [A-Z]\w+(?: on)?|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|signall?ing|said|says|told|this|next|last|"
    r"yesterday|today|tomorrow|by|among other)\b"
    r"|, (?:a|an|the|with|after|but|which|who|as|in|he|she|according|said|amid|during|at)\b"
)
_SPLIT = re.compile(r",? and (?!security\b)|, as well as |, |;| as well as | including | such as ")
_TRIM = re.compile(
    r"(?:(?:the|a|an|their|his|her|its|other|various|several|issues?|critical|key|including|of|such as|on|about|over|"
    r"also|how to|ways (?:to|of)|topics?|matters?|concerns?(?: about| over)?|question of|issue of|situation in|"
    r"possible|possibility of)\s+)+",
    re.IGNORECASE,
)
# A topic does not end in a word that binds what follows.
_TAIL = re.compile(
    r"(?:[\s,]+(?:in|of|off|on|for|to|with|and|or|the|an?|at|by|from|as|such|than|between|over|into|its|their))+$"
)
_TELLING = re.compile(r"\b(?:[A-Z][\w.]+|\w{4,})\b")
_NO_TOPIC = frozenset(
    [
        "it",
        "them",
        "this",
        "that",
        "him",
        "her",
        "talks",
        "issues",
        "matters",
        "things",
        "more",
        "other",
        "topics",
        "what",
        "how",
        "ways",
        "details",
        "both",
        "sides",
        "discussions",
        "the",
        "a",
        "bilateral",
        "their",
        "with",
        "over",
        "about",
        "joint",
        "that",
        "this",
    ]
)

NO_NAME = re.compile(  # no matter's name: an adjective or a doing alone, the contact itself, a clause
    r"[a-z]+(?:ial|ional|ical|ive|ous|icey|able|ary)|(?:allow|avoid|mak|tak|hav|be|reopen|resolv|meet|say|com|go)ing"
    r"|(?:(?:second|first|joint|next|face-to-face|possible|their|news|press|photo|trilateral|[A-Z]\w+-[A-Z]\w+) )*"
    r"(?:meetings?|summits?|talks|visits?|trips?|calls?|conference|handshakes?|opportunity|encounter|dinner|lunch)"
    r"|(?:to|how|what|whether|at|in|on|if) .*|(?:differences|future|problems|options|resources|details|specifics|"
    r"leaders?|officials?|\w+-level|global|father|complete|declaration|significance|rush|feet|pictures|dream)",
)
# A tag often covers one word of a name: what stands before it and belongs to it, and what follows.
_BEFORE = re.compile(
    r"(?:(?:[A-Z][\w.]*[A-Za-z.](?:[’']s?)?|[a-z]+(?:al|ic|ary|ian|ish|ese|ive|ear|eign|ight)|(?:\w+-)+\w+)[ -]"
    r"|[A-Z]\w+(?=[’']s )|(?:\w+-)+|U\.)+$"
)
_AFTER = re.compile(
    r"(?: (?:program(?:me)?s?|relations?(?:hip)?|talks|deals?|agreements?|weapons|crisis|war|conflict|treaty|sanctions|"
    r"negotiations|issues|ties|cooperation|rights|process|partnerships?|tests?|launch(?:es)?|policy|stability|security|"
    r"dispute|spending|defen[cs]e|trade|tariffs|arms|sales|election|pact|accord)\b){1,3}"
)
_ABOUT = re.compile(
    r" (?:of|between|over|against) (?:the )?"
    r"(?:[A-Z][\w’'.-]*\w(?: [A-Z][\w’'-]*\w)*)(?: and [A-Z][\w’'-]*\w(?: [A-Z][\w’'-]*\w)*)?"
)
_NOT_BEFORE = re.compile(
    r"^(?:(?:The|A|An|His|Her|Their|Its|But|And|In|On|At|He|She|They|It|Mr\.|Mrs\.|Ms\.|This|That|These|Those|For|With|"
    r"President|Secretary|Minister|Prime|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)(?: |$))+"
)


def whole_name(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """A matter's whole name around the words tagged, within its sentence: "crisis" in "the Ukraine crisis"."""
    if text[start:end].startswith(("’s ", "'s ")) or (text[start : start + 2] == "s " and text[start - 1] in "’'"):
        start += text[start:end].index(" ") + 1
    while start > first and text[start - 1] not in ' \n"“‘(—':
        start -= 1
    before = _BEFORE.search(text, first, start)
    if before and (before.start() == first or not text[before.start() - 1].isalnum()):
        lead = _NOT_BEFORE.match(text[before.start() : start])
        start = before.start() + (lead.end() if lead else 0)
    if after := _AFTER.match(text, end, last):
        end = after.end()
    if about := _ABOUT.match(text, end, last):
        end = about.end()
    return start, end


@cache
def _topic_cues() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(p.pattern.pattern for p in patterns('topic_cues'))})\s+")


def read(doc: Doc, occasion: Occasion) -> tuple[Claim, ...]:
    """What an occasion was about, each matter by its whole name, in the order told; eight at most."""
    text = doc.story.text
    sentence = doc.sentences[occasion.sentence]
    found: dict[str, Claim] = {}
    if occasion.topics is not None:
        for span in occasion.topics:
            line_end = text.find("\n", *span)  # a tag that runs on from a title
            home = next((s for s in doc.sentences if s.start <= span[0] < s.end), sentence)
            for piece in _pieces(text, span[0], line_end if line_end >= 0 else span[1]):
                a, b = whole_name(text, *piece, home.start, home.end)
                if text[a:b].lower() in _NO_TOPIC or NO_NAME.fullmatch(text, a, b) or not _TELLING.search(text, a, b):
                    continue  # a tag that caught an article, an adjective or the contact itself
                found.setdefault(text[a:b].lower(), Claim(text[a:b], doc.story.source(a, b), "topic:reader"))
    if found:
        return tuple(found.values())[:8]
    for hit in _topic_cues().finditer(text, sentence.start, sentence.end):
        stop = _TOPIC_END.search(text, hit.end(), sentence.end)
        end = stop.start() if stop else sentence.end
        at = hit.end()
        for piece in _pieces(text, at, min(end, at + 220)):
            value = text[piece[0] : piece[1]]
            if value.lower() not in _NO_TOPIC and not NO_NAME.fullmatch(value) and 2 < len(value) < 90:
                found.setdefault(value.lower(), Claim(value, doc.story.source(*piece), "topic:cue"))
    return tuple(found.values())[:8]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out = []
    at = start
    for cut in [*_SPLIT.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        a, b = at, stop
        if trim := _TRIM.match(text, a, b):
            a = trim.end()
        while b > a and text[b - 1] in " ,.'\"”":
            b -= 1
        while a < b and text[a] in " ,'\"“":
            a += 1
        if tail := _TAIL.search(text, a, b):
            b = tail.start()
        if b - a > 2:
            out.append((a, b))
        at = cut.end() if cut else end
    return out
