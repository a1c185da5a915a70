"""Where the words behind a cue end, and which of them are a piece of their own."""

from __future__ import annotations

import re
from itertools import pairwise

_SAY = (
    r"(?:said|says|say|told|tells|added|adds|reported|announced|wrote|noted|explained|stressed|warned|argued|insisted)"
)
_CONTACT = (
    r"(?:meetings?|talks|summit|call|visit|trip|tour|dinner|lunch|breakfast|conversation|negotiations|session|"
    r"discussions|consultations|conference|ceremony|encounter)"
)
# What is no part any more of what was wanted or agreed: another clause, whoever tells it, the contact itself.
_BREAK = re.compile(
    r"\s*[;:(\[]|\s*[—–]|\s-+\s|\n"
    r"|\s+(?:but|while|although|though|whereas|because|amid|despite|unless|if|when|even (?:as|if|though)|as well as in"
    r"|(?:by|before|after) (?=[a-z]+ing\b)|as (?=he|she|they|part|tensions|the))\b"
    r"|(?<!engage)(?<!participate)(?<!part)\s+(?:during|at|in|after|following|ahead of|on) "
    r"(?:(?:an?|the|their|his|her|its|this|two|[A-Z]\w+[’']s) )?"
    rf"(?:(?!to\b)[\w’'-]+ ){{0,4}}?{_CONTACT}\b"
    r"|\s+in (?:an?|the|their) (?:[\w-]+ ){0,3}?(?:agreement|deal|statement|document|declaration|accord|pact)"
    r"(?= (?:they|signed|reached|issued|released|that)\b)"
    r"|,\s+and (?=(?:[a-z]+ed|struck|took|went|came|told|said|left|flew|made|put|met|gave|held) )"
    r"|\s+and (?:the )?(?=[A-Z]\w+ (?:want|will|would|has|have|had|is|are|was|were)\b)"
    r"|\s+and (?:he|she|they|it|both|neither|the two) (?:\w+ ){0,2}?"
    r"(?:\w+ed|will|would|was|were|is|are|has|have|had|said)\b"
    r"|,\s+(?:according|but|which|who|whose|where|after|as|amid|while|with|without|before|when|although|though|despite"
    r"|and (?:he|she|they|it|that he|that she)|one of|an?|the|[a-z]+ing|he|she|they|it|in (?:an?|what|his|her|their))\b"
    r"|\s+(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)\b(?![’'])"
    r"|,\s+(?=[A-Z])(?!(?:[A-Z][\w.’'-]*,?\s+)+and\s)"
    r"|\s+and (?=[A-Z]\w+ (?:[a-z]+s|[a-z]+ed|will|would|has|had|is|was)\b)"
    rf"|,\s+[“\"]?(?:{_SAY}\b|(?:[^,;.]{{1,70}}?)\s{_SAY}\b)"
    rf"|\s+[a-z]+\s{_SAY}\s*$"
)
_QUOTE = re.compile(r"[“”\"«»]|''")
_CLOSES = re.compile(r"[”»]|(?:\"|'')(?!\w)")
_ASKS = re.compile(r"\?[”\"’')\s]*\Z")
_TRAIL = " \n\t,.;:!?…—–-"
_DOING = (
    r"(?:accept|address|advance|allow|ask|assure|avoid|ban|begin|boost|bring|build|bolster|cement|cancel|close|condemn|"
    r"continue|convince|cooperate|coordinate|create|curb|cut|deepen|defuse|demand|develop|discourage|double|drop|ease|"
    r"encourage|end|enhance|ensure|establish|exchange|expand|explore|extend|foster|free|freeze|fund|get|give|grant|halt|"
    r"hand|help|hold|impose|improve|increase|join|keep|launch|lay|lift|limit|lobby|maintain|make|mend|move|narrow|"
    r"negotiate|offer|open|patch|pave|persuade|present|press|pressure|prevent|promote|protect|provide|push|put|raise|"
    r"reaffirm|reassure|rebuild|recognize|recognise|reduce|refrain|release|remove|renew|reopen|repair|restart|restore|"
    r"resume|return|revive|scrap|secure|seek|send|set|settle|share|show|sign|slow|smooth|speed|stabilize|stabilise|"
    r"start|stop|strengthen|support|suspend|sway|take|thaw|tighten|urge|warn|widen|win|withdraw|work)"
)
_JOINT = r"(?:,\s+(?:and\s+)?|\s+and\s+)(?:also\s+|then\s+)?"
_TO = re.compile(rf"{_JOINT}(?=to\s+[a-z])")
_BARE = re.compile(rf"{_JOINT}(?={_DOING}\s)")
_ING = re.compile(rf"{_JOINT}(?=[a-z]{{2,}}ing\s)")
_THAT = re.compile(rf"{_JOINT}that\s+")
_NESTED = re.compile(r"\sto\s+[a-z]")


def behind(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """The words from `start` to the end of what they say, at most to `limit`; None where there are none."""
    start += len(text[start:limit]) - len(text[start:limit].lstrip(' ,:“"«'))
    first = text.find(" ", start, limit)
    end = limit
    if first >= 0 and (stop := _BREAK.search(text, first + 1, limit)):
        end = stop.start()
    end = _inside(text, start, end)
    while end > start and text[end - 1] in _TRAIL:
        end -= 1
    return (start, end) if end > start else None


def asks(text: str, start: int, end: int) -> bool:
    """Whether a sentence is a question, in quotation marks or not."""
    return _ASKS.search(text, start, end) is not None


def _inside(text: str, start: int, end: int) -> int:
    """The end, or the mark before it that closes a quotation in which the words begin."""
    still_open = False
    for mark in _QUOTE.finditer(text, start, end):
        if not still_open and _CLOSES.match(text, mark.start()):
            return mark.start()
        still_open = not still_open
    return end - 1 if still_open and _QUOTE.match(text, end - 1) else end


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The things joined by "and" in a stretch, each where it could stand alone: "to free them and to go" are two."""
    cuts = [m.span() for pattern in _joints(text, start, end) for m in pattern.finditer(text, start, end)]
    inner = _NESTED.search(text, start + 1, end)
    cuts = sorted((a, b) for a, b in cuts if inner is None or a < inner.start() or text.startswith("to ", b))
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    return [(a, b) for (a, b) in list(pairwise(edges))[::2] if b - a > 2]


def _joints(text: str, start: int, end: int) -> tuple[re.Pattern[str], ...]:
    """What can part two things of the form with which a stretch begins."""
    head = text[start:end].split(maxsplit=1)[0]
    if head == "to":
        return (_TO, _BARE)
    if head.endswith("ing"):
        return (_ING,)
    return (_THAT,) if _THAT.search(text, start, end) and head != "a" else ()
