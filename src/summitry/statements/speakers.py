"""Who the words that name a speaker point at, and who passes the speaker's words on."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from summitry.model import Actor, Claim, MentionKind, Relay, Relayed
from summitry.statements import phrases
from summitry.statements.cues import relays

if TYPE_CHECKING:
    from summitry.model import Doc, Mention
    from summitry.statements.cues import Span

_RULE = "statement:as told"
_PERSONAL = frozenset({"he", "she", "they", "it", "we", "i", "you", "his", "her", "their", "its"})
_PROPER = re.compile(r"(?:[Tt]he )?[A-Z]")


def actors(doc: Doc, span: Span) -> tuple[Actor, ...]:
    """Whoever the words point at; several for "they" or "Berg and Otieno", none where the story does not tell."""
    text = doc.story.text
    start, end = span.start, span.end
    head = phrases.head_end(text, start, end)
    near = [m for m in _mentions(doc, start, end) if m.start < head or m.start == start]
    chosen = _chosen(text, near, head)
    if chosen:
        return tuple(dict.fromkeys(doc.actors[a] for m in chosen for a in m.actors))
    told = text[start:end]
    if told.lower() in _PERSONAL:
        return ()
    words = Claim(told, doc.story.source(start, end), _RULE)
    return (Actor(name=words) if _PROPER.match(told) else Actor(office=words),)


def _mentions(doc: Doc, start: int, end: int) -> list[Mention]:
    first = bisect_left(doc.mentions, start, key=lambda m: m.start)
    found = []
    for mention in doc.mentions[max(0, first - 2) :]:
        if mention.start >= end:
            break
        if mention.end > start and mention.actors:
            found.append(mention)
    return found


def _chosen(text: str, near: list[Mention], head: int) -> list[Mention]:
    """The mentions that are the head of the phrase: names, else what ends last; a side only where it is all."""
    groups = [m for m in near if m.kind in {MentionKind.GROUP, MentionKind.PRONOUN}]
    if groups:
        return groups[:1]
    names = [m for m in near if m.kind is MentionKind.NAME and not text[m.end : m.end + 2] in {"’s", "'s"}]
    if names:
        joined = [b for a, b in zip(names, names[1:], strict=False) if text[a.end : b.start].strip() in {"and", ",", ", and"}]
        return [names[0], *joined] if joined else names[-1:]
    offices = [m for m in near if m.kind is MentionKind.OFFICE]
    if offices:
        return offices[-1:]
    sides = [m for m in near if m.kind is MentionKind.SIDE and m.end >= head]
    return sides[-1:]


def relayed(doc: Doc, span: Span) -> Relayed | None:
    """Who passes words on, as the speaker's name tells: a spokesperson, a ministry, analysts."""
    text = doc.story.text
    for entry in relays():
        hit = re.compile(rf"(?<!\w)(?:{entry.pattern.pattern})(?!\w)").search(text, span.start, span.end)
        if hit:
            return Relayed(Relay(entry.label.partition(" ")[2]), doc.story.source(span.start, span.end))
    return None
