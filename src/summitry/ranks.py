"""The rank of an office by its words: leader, minister, senior official, legislature, state within a state.

The words are in `lexicons/ranks.yaml`, over the kinds of office of `offices.office_keys`.
"""

from __future__ import annotations

from functools import lru_cache

from summitry import facts, offices
from summitry.lexicon import patterns
from summitry.model import Rank

__all__ = ["ORDER", "Rank", "highest", "rank"]

# Labels of the lexicon that are no ranks by themselves.
_HEAD_OF_BODY = "head of body"
_PARTY_LEADER = "party leader"
_NONE = "none"
_LED_BY_A_PARTY = frozenset({"CN", "CU", "KP", "LA", "SU", "VN"})


ORDER = tuple(Rank)


@lru_cache(maxsize=4096)
def rank(office: str | None, *, side: str | None = None) -> Rank | None:
    """The rank of an office as told, of several offices the highest; None where the words tell none.

    Nobody has a rank of a government any more, or not yet, whose office is a former or a coming one. "Officials" and a
    "delegation" may be of any rank. Whoever acts for a state within a state has that rank, whatever the office.
    """
    known = facts.side(side) if side else None
    if known and known.kind is facts.SideKind.SUBDIVISION:
        return Rank.STATE_WITHIN
    if office is None:
        return None
    return highest(*(_of(key, side=side) for key in offices.office_keys(office, side=side)))


def highest(*ranks: Rank | None) -> Rank | None:
    """The first of these by `ORDER`; None where none is told."""
    return min((r for r in ranks if r is not None), key=ORDER.index, default=None)


def _of(key: str, *, side: str | None) -> Rank | None:
    label = next((p.label for p in patterns("ranks") if p.pattern.search(key)), _NONE)
    if label == _HEAD_OF_BODY:
        return Rank.SENIOR_OFFICIAL if side is None or facts.is_state(side) else Rank.LEADER
    if label == _PARTY_LEADER:
        return None if facts.is_state(side or "") and side not in _LED_BY_A_PARTY else Rank.LEADER
    return None if label == _NONE else Rank(label)
