"""The words of a frame that tell that somebody says something, and the words that name whoever it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from summitry import lexicon
from summitry.statements import asides, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ACCORDING = "according"
_NO_CUES = frozenset({"speaker", "relay"})

_GROUP = re.compile(  # what belongs to a verb and stands before it: "has repeatedly said", "on Monday said"
    r"(?:(?<![\w’'-])(?:has|have|had|is|was|were|are|am|be|been|being|will|would|could|can|may|might|must|should|did"
    r"|does|do|to|not|never|ever|also|later|then|since|now|again|once|just|even|still|already|often|soon|first|most"
    r"|further|earlier|himself|herself|long|both|all|each|only|instead|\w+ly|\w+n[’']t|in turn|at first|at least"
    r"|yesterday|today|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|evening|night))?"
    r"|last (?:week|month|year|night)|\w+[’'](?:s|d|ve|ll|re)(?= (?:also|been|never|always|not)\b))\s+)+$"
)
_BE = re.compile(r"(?:^|\s)(?:is|was|were|are|am|be|been|being|get|got|gets)(?: \w+ly| also| not| then| once)?\s*$")
_TO = re.compile(r"(?:^|\s)to(?: \w+ly)?\s*$")
_TO_SAY = re.compile(
    r"(?:continued|continues|seemed|seems|appeared|appears|began|begins|started|quick|happy|careful|proceeded|chose"
    r"|came|comes|managed|used|ought|tended|tends|had|has|have)\s+(?:to)(?: \w+ly)?\s*$"
)
_NOUN_BEFORE = re.compile(
    r"(?:^|[\s(])(?:the|a|an|his|her|their|its|my|your|our|of|these|those|this|any|no|some|new|in|for|with|at"
    r"|on|from|\w+[’']s|two|three|several|many|more|recent|under|between|such|public|joint|phone|\d+)\s+$",
    re.IGNORECASE,
)
_NOT_NOUN = re.compile(r"(?:told|said|according|saying|telling)", re.IGNORECASE)
_AND = re.compile(
    r"(?:^|[\s,])(?:and|but|or|then|yet|and then|as well as|before|after|while|when|by|without|in|for|than)$"
)
_BY = re.compile(r" by\b")
_WITH = re.compile(r"[ ,–—]with ((?:[\w’'.-]+ ){0,5}[\w’'.-]+)$")  # "with Berg saying"
_MAYBE_NOUN = re.compile(
    r"(?!(?:say|says|tell|tells|write|writes|said|told|wrote|swore|foresaw|foretold|made|makes|went|goes|put)$)"
    r"[a-z]+?(?<!ed)(?<!ing)"
)
_SUBJECTS = frozenset({"he", "she", "it", "who", "which", "that", "one"})
_PLURAL = re.compile(r"(?:[a-z]s|people|they|we|who|I|you|men|women|media|police|and [A-Z][\w’'-]+)(?:[”\"])?$")
_WILL = re.compile(
    r"(?:^|\s)(?:will|would|may|might|could|can|should|must|shall|won[’']t|wouldn[’']t|can[’']t|couldn[’']t|cannot)\b"
)
_NOT = re.compile(r"(?:^|\s)(?:not|never|[a-z]+n[’']t)\b")
_CLOSING = re.compile(r"(?:[”\"»’']|''|,|[¤]\?)$")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a frame, from `start` to `end`, counted in the story."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with whoever says it: `[start:end]` are the deciding words, `[begin:after]` these with the speaker."""

    start: int
    end: int
    label: str
    rule: str
    speaker: Span | None  # None where nothing in the frame names it
    begin: int
    after: int
    joined: bool = False  # shares the speaker of the cue before ("and added", "saying")
    inverted: bool = False  # the speaker stands behind: "said Berg"


def cues(words: str, offset: int, subjects: Sequence[Span] = ()) -> tuple[Cue, ...]:
    """The cues of a frame's words, by where they stand.

    Args:
        words: the frame, its quotations covered.
        offset: where it begins in the story.
        subjects: the actors named in it that can be the subject of a verb far behind, by where they stand in the story.
    """
    found: list[Cue] = []
    first = [Span(s.start - offset, s.end - offset) for s in subjects]
    for match, entry in _hits(words):
        cue = _according(words, match, entry) if entry.label == ACCORDING else _verb(words, match, entry, found, first)
        if cue is not None:
            found.append(cue)
    return tuple(_moved(cue, offset) for cue in found)


@cache
def kinds(label: str) -> tuple[lexicon.Pattern, ...]:
    """The entries that are no cues, of one label: who can speak ("speaker"), who passes something on ("relay")."""
    return tuple(e for e in lexicon.patterns("speech") if e.label.partition(" ")[0] == label)


@cache
def _table() -> tuple[re.Pattern[str], tuple[lexicon.Pattern, ...]]:
    """One pattern for all cues, a group for each entry."""
    entries = tuple(e for e in lexicon.patterns("speech") if e.label.partition(" ")[0] not in _NO_CUES)
    groups = "|".join(f"(?P<n{n}>{e.pattern.pattern})" for n, e in enumerate(entries))
    return re.compile(rf"(?<![\w’'-])(?:{groups})(?![\w-])"), entries


def _hits(words: str) -> Iterator[tuple[re.Match[str], lexicon.Pattern]]:
    pattern, entries = _table()
    for match in pattern.finditer(words):
        yield match, entries[int((match.lastgroup or "n0")[1:])]


def _moved(cue: Cue, offset: int) -> Cue:
    """The cue with its places counted in the story."""
    speaker = Span(cue.speaker.start + offset, cue.speaker.end + offset) if cue.speaker else None
    start, end, begin, after = (place + offset for place in (cue.start, cue.end, cue.begin, cue.after))
    return replace(cue, start=start, end=end, begin=begin, after=after, speaker=speaker)


def _according(words: str, match: re.Match[str], entry: lexicon.Pattern) -> Cue | None:
    named = phrases.forward(words, match.end())
    if named is None:
        return None
    after = phrases.over_apposition(words, named[1])
    return Cue(match.start(), match.end(), entry.label, entry.id, Span(*named), match.start(), after, inverted=True)


def _verb(
    words: str, match: re.Match[str], entry: lexicon.Pattern, found: Sequence[Cue], subjects: Sequence[Span]
) -> Cue | None:
    """The verb with its subject; None where it is a noun, passive, or somebody is only to say it."""
    start, end = match.span()
    floor = max((c.after if c.inverted else c.end for c in found), default=0)
    if start < floor:
        return None
    left = words[floor:start]
    group = _GROUP.search(left)
    verbs = left[group.start() :] if group else ""
    if _passive(words, match, verbs, entry) or _WILL.search(verbs) or _NOT.search(verbs):
        return None
    if _TO.search(verbs) and not _TO_SAY.search(left):
        return None
    if _NOUN_BEFORE.search(left) and not _NOT_NOUN.match(match[0]):
        return None
    rest = left[: group.start()] if group else left
    rest = rest.rstrip()
    begin = floor + len(rest)

    def cue(speaker: Span | None, first: int, after: int = end, *, joined: bool = False, inverted: bool = False) -> Cue:
        return Cue(start, end, entry.label, entry.id, speaker, first, after, joined, inverted)

    if (
        (entry.label == "say" or entry.id == "ask")
        and not verbs
        and (not rest or _CLOSING.search(rest))
        and (floor + len(rest) or not found)
    ):
        behind = phrases.forward(words, end)
        if behind and _inverts(words, rest, behind, match[0]):
            after = phrases.over_apposition(words, behind[1])
            return cue(Span(*behind), start, after, inverted=True)
    if _joins(rest, match[0], verbs):
        own = _WITH.search(words, floor, begin)
        named = phrases.backward(words, own.start(1), begin) if own else None
        earlier = Span(*named) if named else _main(found, subjects, begin)
        return cue(earlier, begin, joined=True) if earlier else None
    if _noun(match[0], rest) and not words.startswith(" that ", end):
        return None
    named = phrases.backward(words, floor, begin)
    return cue(Span(*named), named[0]) if named else None


def _noun(verb: str, rest: str) -> bool:
    """Whether a form such as "comments" is more likely a noun: nobody who can speak stands before it."""
    first, last = verb.split(maxsplit=1)[0], rest.rsplit(maxsplit=1)[-1].strip("”\"’',")
    if not _MAYBE_NOUN.fullmatch(first) or not last:
        return False
    if not first.endswith("s"):
        return not _PLURAL.search(rest)
    return not (last[:1].isupper() or last in _SUBJECTS or any(e.pattern.fullmatch(last) for e in kinds("speaker")))


def _passive(words: str, match: re.Match[str], verbs: str, entry: lexicon.Pattern) -> bool:
    if entry.id == "was-quoted":
        return False
    if match[0].split()[0].endswith("ing"):
        return False
    return bool(_BE.search(verbs) or _BY.match(words, match.end()))


def _inverts(words: str, rest: str, behind: tuple[int, int], verb: str) -> bool:
    """Whether the noun phrase behind is the speaker: behind a quotation, or with nothing but its apposition left."""
    if verb.endswith("ing"):
        return False
    if rest and not rest.endswith(","):
        return True
    at = asides.over(words, behind[1], heard=False)
    stop = words[at : at + 1]
    return stop in {"", ",", ".", ":", ";"} and (bool(rest) or stop == ":")


def _joins(rest: str, verb: str, verbs: str) -> bool:
    """Whether the verb has the subject of one before it: behind "and", as a participle, or next in a series."""
    if not rest or _AND.search(rest):
        return True
    participle = verb.split(maxsplit=1)[0].endswith("ing") and not _BE.search(verbs)
    return participle or (rest.endswith(",") and "," not in rest[:-1])


def _main(found: Sequence[Cue], subjects: Sequence[Span], begin: int) -> Span | None:
    """The speaker of the cue before, else whoever the frame names first as a subject."""
    for cue in reversed(found):
        if cue.speaker is not None and cue.label != ACCORDING:
            return cue.speaker
    return next((s for s in subjects if s.end <= begin), None)
