"""Which reports are worth comparing: those that share a blocking key and whose windows of days touch.

Whatever `compare` can join shares a key, so blocking loses nothing but two spellings of a surname
where the sides are unknown as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from summitry import dates
from summitry.model import Kind, Role
from summitry.names import name_words
from summitry.resolve.compare import NEAR_DAYS, REACH_DAYS
from summitry.resolve.profiles import Profile, days_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Window:
    """Days as proleptic ordinals, both included; wide open where nothing is known."""

    first: int
    last: int

    def touches(self, other: Window) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


def keys(profile: Profile) -> tuple[str, ...]:
    """The blocking keys: kind with each pair of sides, and kind with each word of a person's name.

    A visit is also found by its visitor's side alone, since the side visited may be unknown.
    """
    found = set(_side_keys(profile))
    for who in profile.who:
        if who.person_id:
            found.add(f"{profile.kind}|={who.person_id}")
        if who.name:
            found |= {f"{profile.kind}|~{word}" for word in name_words(who.name) if len(word) > 1}
    return tuple(sorted(found))


def window(profile: Profile) -> Window:
    """The days that a matching report's own window must touch.

    A date reaches one day to each side. A dateless report reaches as far from its story's date as any
    match can; without that date it may lie anywhere.
    """
    told = days_of(profile.when) or dates.interval(profile.published)
    if told is None:
        return Window(1, _LAST)
    reach = 1 if profile.dated else REACH_DAYS
    return Window(max(1, told.first.toordinal() - reach), min(_LAST, told.last.toordinal() + reach))


def loose_window(profile: Profile) -> Window:
    """The days that the window of a matching dateless report must touch; fewer than `window` for a dateless one.

    Two dateless reports match within `NEAR_DAYS` only, while the windows of both reach as far as a dated one may
    lie. So this one may end before it begins; `touches` holds for it all the same.
    """
    days = window(profile)
    if profile.dated or days == Window(1, _LAST):
        return days
    return Window(days.first + 2 * REACH_DAYS - NEAR_DAYS, days.last - 2 * REACH_DAYS + NEAR_DAYS)


def _side_keys(profile: Profile) -> Iterator[str]:
    sides = sorted({who.side for who in profile.who if who.side})
    for a, b in combinations(sides, 2):
        yield f"{profile.kind}|{a}|{b}"
    if profile.kind is Kind.VISIT:
        for who in profile.who:
            if who.side and who.role is not Role.HOST:
                yield f"{profile.kind}|{who.side}"
