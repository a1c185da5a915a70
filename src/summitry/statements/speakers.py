"""Who the words that name a speaker point at, and who passes the speaker's words on."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from summitry.model import Actor, Claim, MentionKind, Relay, Relayed
from summitry.statements import phrases
from summitry.statements.cues import kinds

if TYPE_CHECKING:
    from summitry.model import Doc, Mention
    from summitry.statements.cues import Span

_RULE = "statement:as told"
_PERSONAL = frozenset({"he", "she", "they", "it", "we", "i", "you", "his", "her", "their", "its"})
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?) ")
_NAME = re.compile(r", ([A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+|al|bin|von|van|de)){1,3}),")
_STATES = re.compile(r"\b(?:countries|nations|states|governments|capitals)$")
_SMALL = frozenset({"of", "the", "and", "for", "de", "al", "in"})
_AND = frozenset({"and", ",", ", and"})


def actors(doc: Doc, span: Span) -> tuple[Actor, ...]:
    """Whoever the words point at; several for "they" or "Berg and Otieno", none where the story does not tell."""
    text = doc.story.text
    start, end = span.start, span.end
    head = phrases.head_end(text, start, end)
    near = [m for m in _mentions(doc, start, end) if m.start < head or m.start == start]
    chosen = _explained(doc, end) if not any(m.kind is MentionKind.NAME for m in near) else []
    chosen = chosen or ([] if _NAME.match(text, end) else _chosen(text, near, start, head))
    if chosen:
        found = dict.fromkeys(doc.actors[a] for m in chosen for a in m.actors)
        if _STATES.search(text, start, head):  # what a country says is not its minister's word
            return tuple(dict.fromkeys(Actor(side=a.side) if a.side else a for a in found))
        return tuple(a if a.side or a.name else replace(a, side=_side(doc, span)) for a in found)
    if named := _other_name(doc, span):
        return named
    told = text[start:end]
    if told.lower() in _PERSONAL:
        return ()
    words = Claim(told, doc.story.source(start, end), _RULE)
    side = _side(doc, span)
    return (Actor(name=words, side=side) if _proper(doc, span.start, end) else Actor(office=words, side=side),)


def can_speak(doc: Doc, span: Span) -> bool:
    """Whether the words name somebody or something that can say things: an actor, or by their last word."""
    text = doc.story.text
    head = phrases.head_end(text, span.start, span.end)
    told = text[span.start : head]
    if told.lower() in _PERSONAL or _proper(doc, span.start, head):
        return True
    near = [m for m in _mentions(doc, span.start, span.end) if m.start < head]
    if _chosen(text, near, span.start, head) or _explained(doc, span.end):
        return True
    last = told.rsplit(maxsplit=1)[-1]
    return any(e.pattern.fullmatch(told) or e.pattern.fullmatch(last) for e in kinds("speaker"))


def _proper(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are a name: all but an article with a capital that not the sentence alone gives them."""
    text = doc.story.text
    words = _ARTICLE.sub("", text[start:end]).split()
    if not words or not all(w[:1].isupper() or w.lower() in _SMALL for w in words):
        return False
    return len(words) > 1 or not re.search(rf"\b{re.escape(words[0].lower())}\b", text)


def _side(doc: Doc, span: Span) -> Claim | None:
    """The side that the words name beside the speaker: "a spokesman for the Kenyan ministry"."""
    for mention in _mentions(doc, span.start, span.end):
        if mention.start >= span.start and (side := doc.actors[mention.actors[0]].side):
            return side
    return None


def _mentions(doc: Doc, start: int, end: int) -> list[Mention]:
    first = bisect_left(doc.mentions, start, key=lambda m: m.start)
    found = []
    for mention in doc.mentions[max(0, first - 2) :]:
        if mention.start >= end:
            break
        if mention.end > start and mention.actors:
            found.append(mention)
    return found


def _explained(doc: Doc, end: int) -> list[Mention]:
    """The name that an office is followed by: "his spokesman, Igor Petrov, said"."""
    text = doc.story.text
    if text[end : end + 2] != ", " or not text[end + 2 : end + 3].isupper():
        return []
    found = [m for m in _mentions(doc, end + 2, end + 3) if m.kind is MentionKind.NAME and m.start == end + 2]
    return [m for m in found if text[m.end : m.end + 1] == ","]


def _other_name(doc: Doc, span: Span) -> tuple[Actor, ...]:
    """The same where the name is no actor of the story."""
    text = doc.story.text
    name = _NAME.match(text, span.end)
    if name is None:
        return ()
    told = Claim(name[1], doc.story.source(*name.span(1)), _RULE)
    office = Claim(text[span.start : span.end], doc.story.source(span.start, span.end), _RULE)
    return (Actor(name=told, office=office, side=_side(doc, span)),)


def _chosen(text: str, near: list[Mention], start: int, head: int) -> list[Mention]:
    """The mentions that are the head of the phrase: names, else what ends last; a side only where it is all."""
    pointing = {MentionKind.GROUP, MentionKind.PRONOUN}
    groups = [m for m in near if m.kind in pointing and m.start <= start and m.end >= head]
    if groups:
        return groups[:1]
    names = [m for m in near if m.kind is MentionKind.NAME]
    if names and names[-1].end >= head:
        chain = names[-1:]
        for name in reversed(names[:-1]):
            if text[name.end : chain[0].reach or chain[0].start].strip() not in _AND:
                break
            chain.insert(0, name)
        return chain
    offices = [m for m in near if m.kind is MentionKind.OFFICE and m.end >= head]
    if offices:
        return offices[-1:]
    sides = [m for m in near if m.kind is MentionKind.SIDE and m.end >= head]
    return sides[-1:]


def relayed(doc: Doc, span: Span) -> Relayed | None:
    """Who passes words on, as the speaker's name tells: a spokesperson, a ministry, analysts."""
    text = doc.story.text
    for label, pattern in _relays():
        if pattern.search(text, span.start, span.end):
            return Relayed(Relay(label), doc.story.source(span.start, span.end))
    return None


@cache
def _relays() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The words of each kind of relay, at whole words."""
    whole = ((e.label.partition(" ")[2], e.pattern.pattern) for e in kinds("relay"))
    return tuple((label, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)")) for label, pattern in whole)
