"""The words that were said: a quotation beside its cue, or the clause that the cue governs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.model import Form
from summitry.statements import asides
from summitry.statements.phrases import COVERED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.statements.cues import Cue, Span
    from summitry.statements.quotations import Frame, Quotation

_GAP = re.compile(r"[\s,.—–-]*")  # between a quotation and the words that say whose it is
_LINK = re.compile(r"\s*[,:—–]?\s*(?:that\b\s*,?\s*)?(?::\s*)?")
_ASIDES = re.compile(r"(?:[^.;:“”\"«»]{0,80},)?\s*")  # between the parts of a split quotation: " in Oslo on Monday, "
_END = re.compile(r"[\s.,;:!?—–)\]]*$")
_CLAUSE_END = re.compile(r",(?=\s)|;|\s[—–]\s?|--|[—–]|\s(?:but|while|whereas|although|though)\s")
# What stands before a cue that is beside another and no part of its words: with the same speaker, with one of its own.
_JOINED = re.compile(r",\s*(?:(?:and|but|while|by|before|after|then|and then)\s*)?$|\s(?:and|but)\s*$")
_CLAUSE = re.compile(r"[,;—–]\s*(?:(?:and|but|while|although|though|as)\s*)?$|\s(?:but|while)\s*$")
_LONGEST_LINK = 16  # characters of ", and then "
_SPOKEN = frozenset({"say", "tell"})
_PARTICIPLE_REST = re.compile(
    r"\s*,?\s*(?:and|but|while|as|who|which|when|after|before|because|though|although|referring|speaking|citing|quoting"
    r"|alluding|according|with|in|at|on|during|\w+ing)\b"
)
_LEAD = re.compile(r"[\s,.;:—–)]*(?:(?:that|And|But|and|but)\b\s*)?")
_LETTER = re.compile(rf"\w|{COVERED}")


@dataclass(frozen=True, slots=True)
class Said:
    """Words that somebody said: stretches of the story without the marks around them."""

    words: tuple[tuple[int, int], ...]
    form: Form
    rule: str
    speaker: Span | None
    cue: Cue | None
    quotations: tuple[Quotation, ...]

    @property
    def start(self) -> int:
        """Where the first of the words begin."""
        return self.words[0][0]


def said(frame: Frame, cues: Sequence[Cue]) -> Iterator[Said]:
    """What the frame's cues govern, by the cues; a quotation belongs to one cue at most as its very words."""
    claimed: set[Quotation] = set()
    for n in range(len(cues)):
        found = _of(frame, cues, n, claimed)
        if found is not None:
            claimed.update(found.quotations)
            yield found


def _of(frame: Frame, cues: Sequence[Cue], n: int, claimed: set[Quotation]) -> Said | None:
    cue = cues[n]
    if cue.label == "according":
        return _beside(frame, cues, n)
    behind = [q for q in _chain_before(frame, cue.begin) if q not in claimed]
    after = _after_speaker(frame, cue)
    if behind and not cue.joined and cue.label in _SPOKEN:
        more = _split_off(frame, after, claimed)
        quotations = (*behind, *more)
        return Said(tuple((q.first, q.last) for q in quotations), Form.DIRECT, cue.rule, cue.speaker, cue, quotations)
    if _stands_behind(frame, cues, n, after):
        return _before(frame, cues, n, after)
    if cue.inverted:
        return None
    return _right(frame, cues, n, after)


def _chain_before(frame: Frame, place: int) -> list[Quotation]:
    """The quotations that end right before a place, with nothing between them."""
    found: list[Quotation] = []
    for q in reversed(frame.quotations):
        if q.end <= place and _GAP.fullmatch(frame.words, q.end - frame.start, place - frame.start):
            found.insert(0, q)
            place = q.start
    return found


def _after_speaker(frame: Frame, cue: Cue) -> int:
    """Where the words begin that can have been said: behind whoever heard it, the day and the occasion."""
    if cue.label not in _SPOKEN:
        return cue.after
    return (
        asides.over(frame.words, cue.after - frame.start, heard=cue.label == "tell" and not cue.inverted) + frame.start
    )


def _split_off(frame: Frame, after: int, claimed: set[Quotation]) -> list[Quotation]:
    """The rest of a quotation that the speaker's name split: “…,” said Berg, “…”."""
    found: list[Quotation] = []
    for q in frame.quotations:
        if q.start < after or q in claimed:
            continue
        if not _ASIDES.fullmatch(frame.words, after - frame.start, q.start - frame.start):
            break
        found.append(q)
        after = q.end
    return found


def _stands_behind(frame: Frame, cues: Sequence[Cue], n: int, after: int) -> bool:
    """Whether the cue ends its clause, or stands between commas, so that what was said is before it."""
    cue = cues[n]
    if cue.joined or cue.label not in _SPOKEN:
        return False
    before = frame.words[: cue.begin - frame.start].rstrip()
    if not before.endswith((",", "”", '"', "’")) or len(before.split()) < 2:
        return False
    rest = frame.words[after - frame.start :]
    if _END.match(rest):
        return True
    return bool(re.match(r"\s*,(?!\s*[“\"])", rest))


def _before(frame: Frame, cues: Sequence[Cue], n: int, after: int) -> Said | None:
    cue = cues[n]
    floor = frame.start
    for earlier in cues[:n]:
        if not earlier.joined and earlier.end < cue.begin and earlier.speaker == cue.speaker:
            floor = max(floor, earlier.end)
    left = _trimmed(frame, floor, cue.begin)
    words = [left] if left else []
    rest = frame.words[after - frame.start :]
    if words and re.match(r"\s*,", rest) and not _PARTICIPLE_REST.match(rest):
        stop = _limit(frame, cues, n)
        right = _trimmed(frame, after, stop)
        words += [right] if right else []
    return _made(frame, cue, words)


def _beside(frame: Frame, cues: Sequence[Cue], n: int) -> Said | None:
    """What stands beside "according to Berg"."""
    cue = cues[n]
    before = frame.words[: cue.start - frame.start].strip(' ,;—–"“')
    words = []
    if len(before) > 3 and not re.fullmatch(r"(?i)(?:and|but|so|yet|still|meanwhile|however)", before):
        floor = max((c.after for c in cues[:n] if c.label == "according"), default=frame.start)
        left = _trimmed(frame, floor, cue.start)
        words += [left] if left else []
        rest = frame.words[cue.after - frame.start :]
        if left and re.match(r"\s*,", rest) and not _PARTICIPLE_REST.match(rest):
            right = _trimmed(frame, cue.after, _limit(frame, cues, n))
            words += [right] if right else []
    else:
        right = _trimmed(frame, cue.after, _limit(frame, cues, n))
        words += [right] if right else []
    return _made(frame, cue, words)


def _right(frame: Frame, cues: Sequence[Cue], n: int, after: int) -> Said | None:
    cue = cues[n]
    link = _LINK.match(frame.words, after - frame.start)
    at = (link.end() if link else after - frame.start) + frame.start
    stop = _limit(frame, cues, n)
    if cue.label == "act":
        ends = _CLAUSE_END.search(frame.words, max(at - frame.start + 2, 0), max(stop - frame.start, 0))
        if ends:
            stop = ends.start() + frame.start
    content = _trimmed(frame, at, stop)
    return _made(frame, cue, [content] if content else [])


def _limit(frame: Frame, cues: Sequence[Cue], n: int) -> int:
    """Where what was said ends at the latest: at another cue beside this one, or the frame's end."""
    after = cues[n].end - frame.start
    for later in cues[n + 1 :]:
        begin = later.begin - frame.start
        if begin < after:
            continue
        if later.label == "according":
            return later.begin
        beside = _JOINED if later.joined else _CLAUSE
        tail = beside.search(frame.words, max(after, begin - _LONGEST_LINK), begin)
        if tail and tail.start() > after:
            return tail.start() + frame.start
    return frame.end


def _trimmed(frame: Frame, start: int, end: int) -> tuple[int, int] | None:
    """A stretch of the frame without the white space, points and conjunctions at its ends."""
    words = frame.words
    a, b = start - frame.start, end - frame.start
    lead = _LEAD.match(words, a, b)
    a = lead.end() if lead else a
    while b > a and (words[b - 1].isspace() or words[b - 1] in ",;:—–.-"):
        b -= 1
    return (a + frame.start, b + frame.start) if len(_LETTER.findall(words, a, b)) > 1 else None


def _made(frame: Frame, cue: Cue, spans: Sequence[tuple[int, int]]) -> Said | None:
    """What was said, its form told by how much of it is in quotation marks."""
    if not spans:
        return None
    inside = tuple(q for q in frame.quotations if any(a <= q.start and q.last <= b for a, b in spans))
    bare = "".join(frame.words[a - frame.start : b - frame.start] for a, b in spans)
    for q in inside:
        bare = bare.replace(frame.words[q.first - frame.start : q.last - frame.start], "", 1)
    if inside and not any(c.isalnum() for c in bare):
        return Said(tuple((q.first, q.last) for q in inside), Form.DIRECT, cue.rule, cue.speaker, cue, inside)
    form = Form.MIXED if inside else Form.INDIRECT
    return Said(tuple(spans), form, cue.rule, cue.speaker, cue, inside)
