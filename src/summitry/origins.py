"""Report → Report: what tells where its account comes from, so that a reprint is not taken for a second source.

The fingerprint, the outlet and the agency are the story's. What a report cites is its own: the outlets named as
source in the sentences that hold its deciding words. A story quotes many outlets; only these are behind this
account.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from summitry import lexicon
from summitry.fingerprints import fingerprint
from summitry.model import BlockKind, Origin, Report, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BEFORE, _AFTER = "before", "after"
_REACH = 80  # characters before and after a name in which the words of citing stand
_JOINT = re.compile(r"(?:,|,? and|,? or) (?:the )?")


@dataclass(frozen=True, slots=True)
class _Named:
    """Where a text names an outlet."""

    start: int
    end: int
    outlet: str


def traced(reports: Iterable[Report], story: Story) -> tuple[Report, ...]:
    """The story's reports, each with its origin."""
    # The title is left out: outlets write their own over an agency's text.
    told = "\n".join(story.text[b.start : b.end] for b in story.blocks if b.kind is BlockKind.PARAGRAPH)
    common = Origin(fingerprint(told), _known(story.outlet), _known(story.agency))
    own = {common.outlet, common.agency}
    return tuple(
        replace(report, origin=replace(common, cites=tuple(c for c in _cited(report) if c not in own)))
        for report in reports
    )


def cites(sentence: str) -> tuple[str, ...]:
    """The outlets that a sentence names as its source, each once, by the name that the lexicon gives them."""
    found: dict[str, None] = {}
    for series in _series(sentence):
        start, end = series[0].start, series[-1].end
        if _is_cited(sentence[max(0, start - _REACH) : start], sentence[end : end + _REACH]):
            found |= dict.fromkeys(named.outlet for named in series)
    return tuple(found)


def _cited(report: Report) -> Iterator[str]:
    """What the sentences with the deciding words cite."""
    deciding = (report.kind.source, report.status.source)
    for sentence in report.evidence:
        if any(s.start < sentence.end and sentence.start < s.end for s in deciding):
            yield from cites(sentence.exact)


def _is_cited(before: str, after: str) -> bool:
    around = {_BEFORE: before, _AFTER: after}
    return any(entry.pattern.search(around[entry.label]) for entry in lexicon.patterns("citing"))


def _known(name: str | None) -> str | None:
    """An outlet or agency by the lexicon's name; as told where the lexicon has none for all of it."""
    if name is None:
        return None
    told = name.strip()
    return next((n.outlet for n in _outlets(told) if (n.start, n.end) == (0, len(told))), told)


def _series(text: str) -> Iterator[list[_Named]]:
    """The outlets named, those together that stand in one series: "Reuters and the BBC"."""
    series: list[_Named] = []
    for named in _outlets(text):
        if series and not _JOINT.fullmatch(text, series[-1].end, named.start):
            yield series
            series = []
        series.append(named)
    if series:
        yield series


def _outlets(text: str) -> Iterator[_Named]:
    for match in _names().finditer(text):
        entry = lexicon.patterns("outlets")[int((match.lastgroup or "")[1:])]
        yield _Named(match.start(), match.end(), entry.label)


@cache
def _names() -> re.Pattern[str]:
    """One pattern for all names, a group for each entry."""
    groups = (f"(?P<n{n}>{entry.pattern.pattern})" for n, entry in enumerate(lexicon.patterns("outlets")))
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")
