"""Which pairs of reports a person might judge otherwise, with the reasons in words.

Doubtful **joins** are those by which a report came to its contact, where it tells no date, or where the two
disagree. A report is set beside the one of those before it that it fits best, so that a contact of many reports
has no more such pairs than reports.

Doubtful **partings** are contacts that are two and nearly fit: nothing speaks against their being one but that
another would do as well; or one thing alone does: a few days, the place, or that one story tells both. Of a
contact the most exact and fullest report is looked at.

What a person has decided is no doubt any more.

The doubt is the share of such pairs that proved wrong where it was measured, less for joins that score high and for
partings that score low. Measured on the labels of all sets of bench/bench_bcubed.py, taken as reports.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import dates
from summitry.model import Doubt, Judgement
from summitry.resolve.block import Window, keys, window
from summitry.resolve.cluster import Memory
from summitry.resolve.compare import Verdict, Verdicts, compare
from summitry.resolve.greedy import Links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summitry.resolve.bonds import Bonds
    from summitry.resolve.profiles import Profile

NEAR_DAYS = 7  # two dates so far apart may be one date and a mistake
# The share of such pairs that were judged wrongly.
_UNDATED = 0.44  # 7 of 16
_DISAGREES = 0.4  # none was met; as for dates that are a few days apart
_FITS = 0.25  # 21 of 84
_DAYS = 0.4  # 2 of 5
_PLACE = 0.04  # 1 of 24
_STORY = 0.04  # 0 of 11


def doubts(contacts: Mapping[str, Sequence[Profile]], bonds: Bonds) -> tuple[Doubt, ...]:
    """The doubtful pairs, most doubtful first.

    Args:
        contacts: contact to its reports.
        bonds: what was decided.
    """
    order = Links(Memory(()), Verdicts(), bonds).order
    told = {id_: sorted(found, key=lambda p: (not p.dated, order(p))) for id_, found in contacts.items()}
    joins = (doubt for id_, found in told.items() for doubt in _joins(id_, found, bonds))
    partings = _partings({id_: found[0] for id_, found in told.items()}, bonds)
    return tuple(sorted((*joins, *partings), key=lambda d: (-d.doubt, d.reports)))


def _joins(contact: str, told: Sequence[Profile], bonds: Bonds) -> Iterator[Doubt]:
    for n, one in enumerate(told[1:], 1):
        match, other = max(((compare(one, other), other) for other in told[:n]), key=lambda m: (bool(m[0]), m[0].score))
        decided = bonds.held(one.id) is not None and bonds.held(one.id) == bonds.held(other.id)
        if not match or decided or (one.dated and match.verdict is not Verdict.DISAGREES):
            continue
        share = _DISAGREES if one.dated else _UNDATED
        doubt = round(share * (1 - match.score / 2), 2)
        yield Doubt(Judgement.SAME, (other.id, one.id), (contact, contact), doubt, match.why)


def _partings(firsts: Mapping[str, Profile], bonds: Bonds) -> Iterator[Doubt]:
    contacts = {p.id: id_ for id_, p in firsts.items()}
    for a, b in _near(firsts.values()):
        found = None if bonds.parted((a.id, b.id)) else _nearly(a, b)
        if found:
            doubt, why = found
            yield Doubt(Judgement.DIFFERENT, (a.id, b.id), (contacts[a.id], contacts[b.id]), doubt, why)


def _near(profiles: Iterable[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Every two that share a blocking key and whose windows are no more than a few days apart."""
    blocks: dict[str, list[tuple[Window, Profile]]] = {}
    for profile in profiles:
        days = window(profile)
        wide = Window(days.first - NEAR_DAYS, days.last + NEAR_DAYS)
        for key in keys(profile):
            blocks.setdefault(key, []).append((wide, profile))
    seen: set[tuple[str, str]] = set()
    for found in blocks.values():
        lasting: list[tuple[Window, Profile]] = []  # those before in time that are not over
        for days, one in sorted(found, key=lambda f: (f[0].first, f[1].id)):
            lasting = [(its, other) for its, other in lasting if its.last >= days.first]
            for _, other in lasting:
                a, b = sorted((one, other), key=lambda p: p.id)
                if (a.id, b.id) not in seen:
                    seen.add((a.id, b.id))
                    yield a, b
            lasting.append((days, one))


def _nearly(a: Profile, b: Profile) -> tuple[float, tuple[str, ...]] | None:
    """How doubtful it is that two reports are two contacts, and why; None where more than one thing says so."""
    match = compare(a, b)
    if match:
        return round(_FITS * match.score, 2), (*match.why, "yet another contact fits as well")
    for share, relaxed in _relaxed(a, b):
        found = compare(relaxed, b)
        if found.verdict in {Verdict.EQUAL, Verdict.SAME}:
            return round(share * found.score, 2), (*match.why, f"but {found.why[0]}")
    return None


def _relaxed(a: Profile, b: Profile) -> Iterator[tuple[float, Profile]]:
    """The first report with one thing as the second has it."""
    if a.story_id == b.story_id:
        yield _STORY, replace(a, story_id=f"not {b.story_id}")
        return
    if a.when and b.when and not dates.exclude(a.when, b.when, slack_days=NEAR_DAYS):
        yield _DAYS, replace(a, when=b.when, bounds=b.bounds)
    yield _PLACE, replace(a, country=b.country, city=b.city, setting=b.setting)
