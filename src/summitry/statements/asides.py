"""What stands between a cue and the words that were said: who heard it, the day, the occasion."""

from __future__ import annotations

import re


def _any(words: str) -> str:
    return "|".join(words.split())


_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:morning|afternoon|evening|night)"
_MONTH = _any("January February March April May June July August September October November December")
_WHEN = (
    rf"(?:(?:{_any('late early earlier on last this next in by again')})\s+){{0,3}}"
    rf"(?:{_DAY}|{_any('today yesterday tomorrow week month year day')}|{_PART})(?:\s+{_PART})?"
    rf"|earlier|later|afterwards?|recently|again|then|here|there|at the time|at one point|simply|only|together|[a-z]+ly"
    rf"|in \d{{4}}|in (?:{_MONTH})(?: \d{{1,2}})?(?:,? \d{{4}})?"
)
_OCCASIONS = _any(
    """statement interview letter speech tweets? posts? message e-?mail telephone phone conference briefing release
    report remarks address memo column blog essay op-ed appearance rally event debate hearing testimony video show
    call reporters journalists supporters lawmakers Twitter Facebook television TV radio memoir book article filing
    note response reply meeting"""
)
_OF_IT = (
    rf"(?: (?:{_any('to with on of in from at for by published aired posted released broadcast')})"
    rf"(?: (?:the|an?|his|her|its|their|\w+’s))?"
    rf"(?: (?:[A-Z][\w’'.&-]*|{_any('reporters journalists supporters news state radio television')})){{1,5}})?"
)
_HOW = (
    rf"(?:{_any('in during through via by at on with to from after before')})(?: [\w’'.-]+){{0,5}}?"
    rf" (?:{_OCCASIONS})\b{_OF_IT}"
)
_ASIDE = re.compile(rf"\s*,?\s*(?:{_HOW}|{_WHEN})(?![\w’'-])")
_TO_THAT = re.compile(  # whatever else stands before a "that": "said in Oslo that"
    rf"\s+(?:{_any('in at on during after before to of about with from through by when while as for via last this')})\b"
    r"[^;:,]{0,110}?,?\s+that\b"
)
_NO_HEARER = _any("that if why how what whether to he she they it in on at the there")
_BEHIND_HEARER = _any(
    """that in on at during to when while after before of how why what whether if about he she they it there the this
    his her via last"""
)
_HEARER = re.compile(
    rf"\s+(?:(?:{_any('him her them me us you it reporters journalists lawmakers supporters people everyone')})"
    rf"|(?:(?:{_any('the an? his her their its some several one two state local other fellow senior top many')})\s)*"
    rf"(?:(?!(?:{_NO_HEARER})\b)[\w’'.&-]+(?![\w’'.&-])\s?){{1,6}}?"
    rf"(?=\s*(?:{_BEHIND_HEARER})\b|\s*[,.:;“\"]|\s*$|\s+{_DAY})"
    r")(?![\w’'-])"
)
_MOST = 3  # "on Monday in a statement to reporters"


def over(words: str, at: int, *, heard: bool) -> int:
    """Where the words begin that can have been said, behind a cue that ends at `at`. `heard`: by somebody named."""
    hearer = _HEARER.match(words, at) if heard else None
    at = hearer.end() if hearer else at
    for _ in range(_MOST):
        aside = _ASIDE.match(words, at)
        if aside is None:
            break
        at = aside.end()
    through = _TO_THAT.match(words, at)
    return through.end() if through else at
