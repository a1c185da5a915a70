"""Noun phrases without a parse: the one that ends before a verb, the one that begins behind a cue.

All places are counted in the words given. A phrase is its core, without what explains it ("Berg" of "Berg, who met
Otieno, said"): that is skipped over, not taken.
"""

from __future__ import annotations

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


COVERED = "¤"  # stands for each character of a quotation where only the words around it are read
_TOKEN = re.compile(r"\S+")
_ABBREVIATED = re.compile(
    r"(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Prof|Jr|St|Adm|Capt|Sgt|Sr|Rev|Hon|Maj)\."
)
_STOPS = _set(
    """that but when while as because if after before since although though where whether than what how why until so
    which who whom whose unless once is are was were has had have will would could can may might should did does do
    be been said says say told nor yet whereas amid am isn't wasn't doesn't didn't not also"""
)
_PREPOSITIONS = _set(
    """in on at for with under during by from to despite of against over about into through following without like
    among between toward towards upon inside outside behind within across around near"""
)
_OPENERS = _set(
    """meanwhile later still instead earlier today yesterday also then now however and but or so yet even again
    moreover furthermore additionally separately afterward afterwards likewise similarly indeed perhaps finally first
    second third recently monday tuesday wednesday thursday friday saturday sunday here there nonetheless
    nevertheless overall eventually initially previously once or"""
)
_EACH = _set("both either neither")  # they begin a phrase: "both governments"; alone they name nobody
_WHEN = _set(
    """later earlier afterward afterwards recently yesterday today then monday tuesday wednesday thursday friday
    saturday sunday"""
)
_BEHIND = _STOPS | _WHEN | _set("in on at during after by over to into against")  # what ends a phrase
_DETERMINERS = _set(
    """the a an his her their its one some many several most few these those this two three four five six seven eight
    another other both no any all each every our my your nearly more"""
)
_PRONOUNS = _set("he she they it we i you")
_NOT_OBJECT = _set("him them me us himself herself themselves")
_VERBAL = re.compile(r"[a-z]+ed$|(?:met|went|came|took|made|left|held|gave|got|saw|ran|began|spoke|led|won|lost)$")
_HEAD_STOP = re.compile(r" (?:of|for|from|in|at|with|on|to|close|who|that|by|near|familiar|briefed|speaking|based)\b|,")
_APPOSITION = re.compile(
    r",\s+(?:(?:the|a|an|who|whose|which|one of|then|now|also|formerly|former|his|her|its|speaking|citing|chief|senior"
    r"|deputy|head|chair\w*|director|leader|professor|president|minister|spokes\w+|\d{2}\b|[A-Z][\w’'-]+[’']s?\s)"
    r"[^,;:]{0,140}),(?=\s)"
)
_BINDS = _PREPOSITIONS | _set("of and or all both half")
_OPENS = {")": "("}
_MORE = re.compile(r", (?:(?:a|an|the|who|which|whose) [^,]*|[RDI]-[^,]*|\d+),")  # one explanation of several
_MOST = 16  # words of a noun phrase
_CLOSING = ("”", '"', "»", "''", "’", "'")


def head_end(words: str, start: int, end: int) -> int:
    """Where the head of a phrase ends: before "of the ministry", "close to Berg"."""
    stop = _HEAD_STOP.search(words, start, end)
    return stop.start() if stop else end


def backward(words: str, floor: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that is the subject of a verb after `words[floor:end]`, which has no white space at its end."""
    end = _before_relative(words, floor, end)
    for _ in range(3):
        if end > floor and words[end - 1] in ",)—–-":
            end = _before_apposition(words, floor, end)
        else:
            break
    tokens = list(_TOKEN.finditer(words, floor, end))
    first = len(tokens)
    while first > 0 and len(tokens) - first < _MOST and not _stops(tokens, first - 1):
        first -= 1
    tokens = _without_lead(tokens[first:])
    if not tokens or tokens[-1][0].lower() in _NOT_OBJECT | _PREPOSITIONS | _EACH:
        return None
    start = _from_article(tokens)
    while start < end and words[start] in "(“\"'‘[":
        start += 1
    return (start, end) if end > start and any(c.isalpha() for c in words[start:end]) else None


def _before_relative(words: str, floor: int, end: int) -> int:
    for pronoun in (" who", " which", " that"):
        if words.endswith(pronoun, floor, end):
            end -= len(pronoun)
            return end - 1 if words[end - 1] == "," and end - 1 > floor else end
    return end


def _before_apposition(words: str, floor: int, end: int) -> int:
    """Where the phrase ends that a comma, bracket or dash at `end` explains; `end` less it if nothing opens it."""
    mark = words[end - 1]
    before = words.rfind(_OPENS.get(mark, mark), floor, end - 1)
    if before <= floor:
        return end - 1
    while mark == ",":
        earlier = words.rfind(",", floor, before)
        if earlier <= floor or not _MORE.fullmatch(words, earlier, before + 1):
            break
        before = earlier
    while before > floor and words[before - 1].isspace():
        before -= 1
    return before


def _stops(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a word is no part of the phrase that follows it."""
    word = tokens[at][0]
    plain = word.lower()
    if COVERED in word or word[-1] in ",;:—–?!" or word in {"-", "--"}:
        return True
    if word.endswith(_CLOSING) and not word.endswith(("s’", "s'")):
        return True
    if word[-1] in ".…" and not _ABBREVIATED.fullmatch(word):
        return True
    if plain in _STOPS or plain.endswith(("n’t", "n't")):
        return True
    if plain in {"and", "or"}:
        return not _joint(tokens, at)
    return bool(_VERBAL.match(plain)) and word.islower() and (at == 0 or tokens[at - 1][0].lower() not in _DETERMINERS)


def _joint(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether "and" joins two noun phrases: both sides look like names, or like plain plurals."""
    if at == 0 or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1][0], tokens[at + 1][0]
    if after.lower() in _PRONOUNS:
        return False
    return (before[:1].isupper() and after[:1].isupper()) or (
        before.islower() and after.islower() and before.endswith("s")
    )


def _from_article(tokens: list[re.Match[str]]) -> int:
    """Where the phrase begins: at its last article that nothing but a preposition or "and" could bind to it."""
    for at in range(len(tokens) - 1, 0, -1):
        before = tokens[at - 1][0].lower()
        if (
            tokens[at][0] in {"the", "a", "an", "his", "her", "their", "its", "he", "she", "they", "it"}
            and before not in _BINDS
        ):
            return tokens[at].start()
    return tokens[0].start()


def _without_lead(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """The phrase without the adverbs and the place or time before it: "In Oslo on Monday the minister"."""
    while tokens and tokens[0][0].lower().strip(",") in _OPENERS:
        tokens = tokens[1:]
    if not tokens or tokens[0][0].lower() not in _PREPOSITIONS:
        return tokens
    for at in range(1, len(tokens)):
        if tokens[at][0].lower() in _DETERMINERS | _PRONOUNS and tokens[at - 1][0].lower() not in _PREPOSITIONS:
            return tokens[at:]
    at = len(tokens)
    while at > 1 and tokens[at - 1][0][:1].isupper() and tokens[at - 1][0].lower() not in _OPENERS:
        at -= 1
    return tokens[at:] or tokens[-1:]


def forward(words: str, start: int) -> tuple[int, int] | None:
    """The noun phrase that begins at `start`."""
    tokens = list(_TOKEN.finditer(words, start))[:_MOST]
    if not tokens:
        return None
    first = tokens[0]
    plain = first[0].lower().strip(",.;:")
    if not first[0][0].isalpha() or (plain in _STOPS | _PREPOSITIONS | _NOT_OBJECT and first[0].islower()):
        return None
    if plain in _PRONOUNS:
        return first.start(), first.start() + len(plain)
    end = first.start()
    for at, token in enumerate(tokens):
        word = token[0]
        plain = word.lower()
        if at and (plain in _BEHIND or plain.strip(",.;:?!") in _WHEN):
            break
        if at and plain in {"and", "or"} and not _joint([*tokens[: at + 2]], at):
            break
        if at and word.islower() and _VERBAL.match(plain) and tokens[at - 1][0].lower() not in _DETERMINERS:
            break
        if at and (COVERED in word or word[0] in '“"«‘'):
            break
        if word[-1] in ",;:—–?!" or (word[-1] == "." and not _ABBREVIATED.fullmatch(word)):
            return first.start(), token.end() - 1
        end = token.end()
    return (first.start(), end) if end > first.start() else None


def over_apposition(words: str, end: int) -> int:
    """Where what explains a phrase that ends at `end` ends: behind ", the foreign minister of Kenya"."""
    explained = _APPOSITION.match(words, end)
    return explained.end() - 1 if explained else end
