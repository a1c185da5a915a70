"""Captions of photos: a label goes, a full sentence may tell a contact and stays without its credit."""

from __future__ import annotations

import re

from summitry import lexicon
from summitry.model import DropReason

_FEWEST = 8  # words; with fewer before its credit a caption is a label: "Envoys at the table."
_FILE = re.compile(r"\bfile\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?][”\"]?\s+(?=[(\[|A-Z])")
_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
# Captions are in the present tense; what people do in them who are in contact.
_VERB = re.compile(
    r"\b(?:meets?|met|speaks?|spoke|talks?|talked|chats?|confers?|discuss(?:es)?|consults?|negotiates?"
    r"|shakes?|greets?|greeted|welcomes?|welcomed|receives?|received|hosts?|holds?|held|signs?|signed|exchanges?"
    r"|addresse?s?|attends?|arrives?|arrived|visits?|visited|poses?|sits?|stands?|walks?|hugs?|embraces?"
    r"|is|are|was|were)\b"
)


def told(line: str) -> str | None:
    """The sentence that a photo's credit stands behind; None for a label.

    A file photo was taken on another day than the story's, so its caption goes too.
    """
    if _FILE.search(line):
        return None
    for stop in reversed([*_STOP.finditer(line)]):
        words, credit = line[: stop.end()].rstrip(), line[stop.end() :].lstrip("| ")
        if is_credit(credit) and not is_credit(words) and len(_WORD.findall(words)) >= _FEWEST and _VERB.search(words):
            return words
    return None


def is_credit(text: str) -> bool:
    """Whether an entry of the lexicon knows it as a credit or a caption."""
    return any(e.label == DropReason.CREDIT and e.pattern.search(text) for e in lexicon.patterns("furniture"))
