"""What a contact was about: the matters that the reader tags or that stand behind words such as "discussed"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summitry import facts
from summitry.lexicon import patterns
from summitry.model import Claim, MentionKind
from summitry.subjects import named_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.model import Doc, Mention, Occasion

_MOST = 10
_LONG = 90  # characters that no name of a matter has
_FAR = 220  # characters behind a cue in which its matters stand
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
_LETTERS = re.compile(r"(?:\b[A-Z]\.){2,}$")  # "U.N." keeps its last full stop
_TELLING = re.compile(r"\b(?:[A-Z][\w.]+|\w{4,}|aid|arms|dam|gas|oil|tax|war)\b")
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
    r"|(?:(?:the|second|first|joint|next|face-to-face|possible|potential|planned|upcoming|bilateral|trilateral|their|news|press|photo|"
    r"[A-Z]\w+-[A-Z]\w+) )*"
    r"(?:meetings?|summits?|talks|visits?|trips?|calls?|conference|handshakes?|opportunity|encounter|dinner|lunch)"
    r"|(?:to|how|what|whether|at|in|on|if) .*|(?:differences|future|problems|options|resources|details|specifics|"
    r"leaders?|officials?|\w+-level|global|father|complete|declaration|significance|rush|feet|pictures|dream)"
    r"|(?:edges|margins|sidelines)(?: of .*)?"
    r"|(?:critical|key|important|various|other|major) (?:issues|matters|topics|concerns)"
    r"|(?:needs?|increases?|limits?|returns?|demands?|bonds?|everything|nothing|photos?|reporters|places|gaps|year|region|"
    r"achieved|carried|recent|closer|after|[Oo]ne|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|it there)"
    r"|(?:withdraw|extradite|expel|deport|invade|dredge|mend)(?: .*)?|.*-"
    r"|(?:number of|each other|though|change|re-?assess|avoid|trying|describing|that) .*|new date"
    r"|(?!(?:supp|fami|assemb|al|monopo)ly)[a-z]+ly"
    r"|(?:push|find|join|stopp|hold|renew|end|try|help|seek|giv|work|leav|call|bring|putt|keep|continu|beginn|start|mov|"
    r"reach|sign|sett|gett|do|ensur|improv|strengthen|expand|promot|resolv|restor|reviv|address|provid|support)ing",
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
# A tag that ends in an adjective lacks its noun: "the transatlantic [response]", "joint military [exercises]".
_ADJECTIVE = re.compile(
    r"(?:\b(?:new|joint|common|military|nuclear|foreign|future|\d[\d,]*)|[a-z](?:al|ic|ous|ive|ary|ese|ish)|[A-Z][a-z]+i?an|"
    r"['’]s?)$"
)
_CAPITAL = re.compile(r"(?: (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][a-z][\w’'-]*)+")  # "the Cold [War]"
_NOUN = re.compile(
    r" (?!(?:of|on|in|at|to|for|with|from|by|about|over|between|against|and|or|but|as|than|that|which|who|when|while|"
    r"if|is|are|was|were|be|has|have|had|will|would|can|could|may|might|should|did|does|do|not|said|says|told|also|into|"
    r"after|before|during|amid|since|until|because|through|toward|towards|among|ahead|due)\b)[a-z]{3,}(?:-[a-z]+)?"
)
_TOWARDS = re.compile(r" (?:with|on|in|to|from|for|toward|into|and) (?:the )?(?=[A-Z])")  # "sanctions [on Norway]"
_NAMES = frozenset({facts.Form.NAME, facts.Form.ORGANISATION, facts.Form.MOVEMENT})
# What follows in a list: "trade[, rice, the border and piracy]"; and the steps of "from trade [to rice to piracy]".
_STOP = (
    r"(?:said|says|told|who|which|that|was|were|is|are|has|had|will|he|she|they|it|but|according|with|after|before|when|"
    r"and|on|at|by|also)\b"
)
_WORD = rf"(?!{_STOP})[\w’'-]+(?:,\d{{3}})*"
_ITEM = rf"(?:{_WORD}(?: {_WORD}){{0,4}}+)"
_MORE = re.compile(rf"(?:, {_ITEM})+,? (?:and|or|as well as) {_ITEM}(?=[.,;:\n\"”—]|$)")
_STEPS = re.compile(r"(?: to (?:the )?[\w’'-]+(?: (?!to )[\w’'-]+)?)+(?=[.,;:\n\"”—]|$)")
_FROM = re.compile(r"\b[Ff]rom $")
_ON_AGENDA = re.compile(
    rf"(?<![\w’'-])((?:{_ITEM}, ){{0,6}}{_ITEM}(?:,? and {_ITEM})?)"
    r"(?: (?:is|are|was|were|will|be|also|high|top|all))* on (?:the |their |its |his |her )?(?:[\w-]+ )?agenda\b"
)
_CLAUSE = re.compile(
    r"[\"“”]|\b(?:said|says|told|who|which|because|will|would|has|have|had|was|were|is|are|he|she|they|Mr|Ms|Mrs)\b"
    r"|^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|^(?:behalf|eyebrows|stake|expected|[Dd]epending|elsewhere|more)\b"
)
_ON = re.compile(
    r" (?:on|over|about|regarding|concerning) (?!(?:(?:his|her|their|the|a|an|its) )?(?:[\w-]+ )?"
    r"(?:visit|trip|sidelines|leg|day|tour|eve|margins|edges|behalf)\b)"
)
_CLAUSE_END = re.compile(
    r"[;:—(]|, (?:as|but|and)\b|\b(?:who|which|that|after|amid|as|while|since|when|before|said|says|where|because|if)\b"
)
_BEHIND = 30  # characters
_LATER = frozenset({"purpose", "word"})  # labels of words that count only behind those that tell the occasion
_AIMS = frozenset({"purpose", "aim"})
_GOES_ON = re.compile(
    r"(?:They|The two|Both|Talks|Discussions?|Topics|On the agenda|Also|Among the|(?:The|Their|His|Her) (?:talks|"
    r"meeting|call|visit|summit|agenda|ministers|leaders|presidents|sides|men|pair|trip|conversation|delegation|discussions|"
    r"subjects?))\b"
)
# Subjects whose names are also those of the contact's form, or of a gathering or body: there they tell no matter.
_FORMS = frozenset({"meetings", "courtesies", "multilateral", "eu-integration", "alliances"})
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
    if text[start:end].rpartition(" ")[2][:1].isupper() and (capital := _CAPITAL.match(text, end, last)):
        end = capital.end()
    if _ADJECTIVE.search(text, start, end) and (noun := _NOUN.match(text, end, last)):
        end = noun.end()
    if after := _AFTER.match(text, end, last):
        end = after.end()
    if about := _ABOUT.match(text, end, last):
        end = about.end()
    if (towards := _TOWARDS.match(text, end, last)) and (name := _side_at(text, towards.end(), last)):
        end = name
    return start, end


def _side_at(text: str, start: int, last: int) -> int | None:
    """Where the name of a side ends that begins here; None where there is none."""
    found = facts.find_sides(text, start, last)
    return found[0].end if found and found[0].start == start and found[0].form in _NAMES else None


@cache
def _topic_cues(*, but_for: frozenset[str]) -> re.Pattern[str]:
    found = (p.pattern.pattern for p in patterns("topic_cues") if p.label not in but_for)
    return re.compile(rf"(?:{'|'.join(found)})\s+")


def read(doc: Doc, occasion: Occasion) -> tuple[Claim, ...]:
    """What an occasion was about, each matter by its whole name, in the order told; ten at most."""
    found: dict[str, Claim] = {}
    for span, rule in (*_tagged(doc, occasion), *_agenda(doc, occasion)):
        _take(doc, span, rule, found)
    if not found:
        for span in _behind_cues(doc, occasion):
            _take(doc, span, "topic:cue", found)
    if not found:
        for span in _told_next(doc, occasion):
            _take(doc, span, "topic:next", found)
    for span in _named(doc, occasion):
        _take(doc, span, "topic:named", found)
    return tuple(found.values())[:_MOST]


def _take(doc: Doc, span: tuple[int, int], rule: str, found: dict[str, Claim]) -> None:
    """Add the words as a matter, unless they name none or tell again what is there."""
    if tail := _TAIL.search(doc.story.text, *span):
        span = (span[0], tail.start())
    value = doc.story.text[slice(*span)]
    folded = value.lower()
    if folded in _NO_TOPIC or NO_NAME.fullmatch(value) or not _TELLING.search(value) or not 2 < len(value) < _LONG:
        return
    if any(_begins(m) <= span[0] and span[1] <= m.end for m in doc.mentions if m.kind is MentionKind.NAME):
        return  # a person: who took part, or whose words are told
    if rule != "topic:reader" and (_CLAUSE.search(value) or any(folded in told or told in folded for told in found)):
        return
    found.setdefault(folded, Claim(value, doc.story.source(*span), rule))


def _begins(mention: Mention) -> int:
    """Where a name begins, with the office before it."""
    return mention.start if mention.reach is None else mention.reach


def _tagged(doc: Doc, occasion: Occasion) -> Iterator[tuple[tuple[int, int], str]]:
    """What the extractor says itself, with the rest of a list that it has seen only in part."""
    text = doc.story.text
    own = doc.sentences[occasion.sentence]
    for start, end in occasion.topics or ():
        line_end = text.find("\n", start, end)  # a tag that runs on from a title
        home = next((s for s in doc.sentences if s.start <= start < s.end), own)
        stop = line_end if line_end >= 0 else end
        for piece in _pieces(text, start, stop):
            yield whole_name(text, *piece, home.start, home.end), "topic:reader"
        if more := _MORE.match(text, stop, home.end):
            yield from ((piece, "topic:list") for piece in _pieces(text, more.start(), more.end()))
        if _FROM.search(text, home.start, start) and (steps := _STEPS.match(text, stop, home.end)):
            at = steps.start()
            for step in re.finditer(r" to (?:the )?((?:(?! to ).)+)", text[steps.start() : steps.end()]):
                yield (at + step.start(1), at + step.end(1)), "topic:list"


def _agenda(doc: Doc, occasion: Occasion) -> Iterator[tuple[tuple[int, int], str]]:
    """What stands before "on the agenda" in the sentence of the occasion."""
    text, sentence = doc.story.text, doc.sentences[occasion.sentence]
    if text.find("agenda", sentence.start, sentence.end) < 0:
        return
    for hit in _ON_AGENDA.finditer(text, sentence.start, sentence.end):
        yield from ((piece, "topic:agenda") for piece in _pieces(text, hit.start(1), hit.end(1)))


def _named(doc: Doc, occasion: Occasion) -> Iterator[tuple[int, int]]:
    """What names a subject of the scheme behind "on", "over" or "about", in the clause of the occasion."""
    text, sentence = doc.story.text, doc.sentences[occasion.sentence]
    clause = _CLAUSE_END.search(text, occasion.end, sentence.end)
    end = clause.start() if clause else sentence.end
    ons = [hit.end() for hit in _ON.finditer(text, occasion.end, end)]
    for start, stop, subject in named_in(text, occasion.end, end) if ons else ():
        if subject.id not in _FORMS and any(0 <= start - on <= _BEHIND for on in ons):
            yield whole_name(text, start, stop, sentence.start, sentence.end)


def _behind_cues(doc: Doc, occasion: Occasion) -> Iterator[tuple[int, int]]:
    """What stands behind words such as "discussed" in the sentence of the occasion."""
    text, sentence = doc.story.text, doc.sentences[occasion.sentence]
    for hit in _topic_cues(but_for=frozenset()).finditer(text, sentence.start, sentence.end):
        if hit.start() >= occasion.start or _topic_cues(but_for=_LATER).match(text, hit.start(), sentence.end):
            yield from _listed(text, hit.end(), sentence.end)


def _told_next(doc: Doc, occasion: Occasion) -> Iterator[tuple[int, int]]:
    """The same in the sentence behind it, where that goes on about the contact."""
    text, n = doc.story.text, occasion.sentence
    for sentence in doc.sentences[n + 1 : n + 2]:
        if _GOES_ON.match(text, sentence.start, sentence.end) and sentence.block - doc.sentences[n].block <= 1:
            for hit in _topic_cues(but_for=_AIMS).finditer(text, sentence.start, sentence.end):
                yield from _listed(text, hit.end(), sentence.end)


def _listed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The matters that begin here, to where the list ends."""
    stop = _TOPIC_END.search(text, start, end)
    return _pieces(text, start, min(stop.start() if stop else end, start + _FAR))


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out = []
    at = start
    for cut in [*_SPLIT.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        a, b = at, stop
        if trim := _TRIM.match(text, a, b):
            a = trim.end()
        while b > a and text[b - 1] in " ,.'\"”" and not _LETTERS.search(text, a, b):
            b -= 1
        while a < b and text[a] in " ,'\"“":
            a += 1
        if tail := _TAIL.search(text, a, b):
            b = tail.start()
        if b - a > 2:
            out.append((a, b))
        at = cut.end() if cut else end
    return out
