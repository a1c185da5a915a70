"""Where an office's field ends: "for Arts, Sport and Tourism" in "Minister for Arts, Sport and Tourism Ann Moss"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.facts import SideHit

# What an office can be for; the last of them in "for Arts, Sport and Tourism Ann Moss" ends the office.
_FIELDS = frozenset(
    """affairs policy security trade tourism sport sports arts relations cooperation co-operation rights development
    energy defence defense interior finance economy economic foreign state home health agriculture commerce transport
    education environment climate change culture information justice labour labor industry planning science technology
    fisheries food forestry water oil petroleum mines housing works communications investment integration immigration
    migration citizenship employment children women youth heritage media peace reconciliation reconstruction treasury
    exchequer privatisation infrastructure aviation shipping innovation research commerce nationalities emergencies
    organization organisation agency authority commission committee council ministry department office bureau board
    fund bank institute party movement front union army navy staff forces force parliament senate house assembly
    politburo presidium secretariat mission delegation government cabinet court church congress league service
    services representatives deputies commons lords corps guard guards police brigade brigades operations matters
    control disarmament arms intelligence""".split()
)
_LISTED = re.compile(r"(?:, [\w-]+)+,? (?:and|&) (?:[A-Z][\w-]+ ){0,2}?([\w-]+)")
_JOINING = frozenset({"of", "for", "the", "and", "&", "to"})
_WORD = re.compile(r" ?(,|[^\s,.;:()]+(?:\.(?=[A-Z]|\w\.))*|\([A-Z][\w-]+\))")
_LONGEST = 16  # words
_OWNED = re.compile(r"[’']s")
_OF_BEFORE = re.compile(r" (?:of|for) (?:the )?$")


def field_end(
    text: str, begin: int, end: int, *, sides: Sequence[SideHit] | None = None, alone: bool = False
) -> int | None:
    """Where the field of an office ends that begins at `begin`; None where none is told.

    The last word that names a field or a body ends it ("for Foreign Affairs and Security Policy
    Ann Moss"), or a side inside it.

    Args:
        text: the story's.
        begin: where the words after "of" or "for" begin.
        end: where the sentence ends.
        sides: the sentence's sides; None where a side ends the field.
        alone: whether a capitalised word of no known field is one too ("Mayor of Springfield").
    """
    best: int | None = None
    capitals: list[re.Match[str]] = []  # since then, of no known field: part of one, or a name
    at = begin
    for _ in range(_LONGEST):
        word = _WORD.match(text, at, end)
        if not word:
            break
        hit = next((h for h in sides or () if h.start == word.start(1)), None)
        if hit:
            if len(capitals) > 1 or (capitals and not _OF_BEFORE.search(text, begin, hit.start)):
                break  # "Minister of Trade Ann Moss of Ireland": a name stands between
            owned = _OWNED.match(text, hit.end)
            best, at = hit.end, owned.end() if owned else hit.end
            continue
        if _is_field(word[1]):
            best = word.end()
            capitals.clear()
        elif word[1][0].isupper():
            capitals.append(word)
        elif word[1].startswith("(") and best == word.start(1) - 1:  # "Atomic Energy Agency (IAEA)"
            return word.end()
        elif not _joins(text, word, end) or (best is None and len(capitals) > 1):
            break
        at = word.end()
    if best is not None or not alone or not capitals or capitals[0].start(1) != begin:
        return best
    return capitals[0].end() if len(capitals) > 2 else capitals[-1].end()


def _is_field(word: str) -> bool:
    return re.sub(r"[’']s?$", "", word.lower()) in _FIELDS


def _joins(text: str, word: re.Match[str], end: int) -> bool:
    """Whether a small word or a comma goes on with the field."""
    if word[1] != ",":
        return word[1].lower() in _JOINING
    listed = _LISTED.match(text, word.start(), end)
    return listed is not None and _is_field(listed[1])
