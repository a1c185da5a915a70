"""How a decision finds the reports that it speaks of, after their story was read anew.

A report of the same id is the same report. A newer reading may give it another id. Then it is the one of the
same kind and of at least half of the parties that rests on the same sentence, or that tells the same date of
all the same parties. Where two reports would do as well, or two anchors claim one report, nothing says which: the
anchor waits, and a later reading may find it.

What was called wrong is found only where it is told again as it was: a better reading of the same sentence is not what
the person looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from summitry import dates
from summitry.model import Anchor, Kind, Report, Status
from summitry.names import same_name, words

if TYPE_CHECKING:
    from collections.abc import Iterable

_Fit: TypeAlias = tuple[bool, bool, bool, float]  # same sentence, same date, same cue, share of the parties


def anchor(report: Report, *, capture_id: str | None = None) -> Anchor:
    """What a decision remembers of a report, and of an input that its story was read from."""
    cue = report.kind.source
    within = (s.exact for s in report.evidence if s.start <= cue.start and cue.end <= s.end)
    return Anchor(
        report_id=report.id,
        story_id=report.story_id,
        story_key=report.story_key,
        kind=Kind(report.kind.value),
        who=tuple((p.name, p.side) for p in report.parties),
        cue=cue.exact,
        sentence=next(within, cue.exact),
        when=report.when.value if report.when else None,
        status=Status(report.status.value),
        capture_id=capture_id,
        found=report.id,
    )


def find(anchors: Iterable[Anchor], reports: Iterable[Report], *, alike: bool = False) -> dict[str, str]:
    """The reports of one story that its anchors mean: an anchor's `report_id` to the report's id, each once.

    Args:
        anchors: those in the story.
        reports: what the story tells now.
        alike: only reports that tell what the anchor's told: the same parties and status, and no other date.
    """
    there = {r.id: r for r in reports}
    asked = {a.report_id: a for a in sorted(anchors, key=lambda a: (a.report_id, a.capture_id or ""), reverse=True)}
    found = {id_: id_ for id_, one in asked.items() if id_ in there and not (alike and _corrected(one, there[id_]))}
    claims: dict[str, list[tuple[_Fit, str]]] = {}
    for id_, one in asked.items():
        if id_ in found:
            continue
        left = (r for r in there.values() if r.id not in found and r.id != id_)
        fits = [(fit, r.id) for r in left if (fit := _fit(one, r)) and not (alike and _other(one, r, fit))]
        if best := _only(fits):
            claims.setdefault(best[1], []).append((best[0], id_))
    for report_id, claimed in claims.items():
        if first := _only(claimed):
            found[first[1]] = report_id
    return found


def _only(fits: list[tuple[_Fit, str]]) -> tuple[_Fit, str] | None:
    """The best; None where two are as good."""
    most = max((fit for fit, _ in fits), default=None)
    best = [one for one in fits if one[0] == most]
    return best[0] if len(best) == 1 else None


def _fit(one: Anchor, report: Report) -> _Fit | None:
    """How well a report fits; None where it is another."""
    if report.kind.value != one.kind:
        return None
    share = _share(one.who, tuple((p.name, p.side) for p in report.parties))
    when = report.when.value if report.when else None
    sentence = any(words(s.exact) == words(one.sentence) for s in report.evidence)
    cue = words(report.kind.source.exact) == words(one.cue)
    if sentence:
        corrected = cue or not dates.exclude(one.when, when)
        return (True, one.when == when, cue, share) if share >= 0.5 and corrected else None
    return (False, True, cue, share) if share == 1 and when is not None and when == one.when else None


def _other(one: Anchor, report: Report, fit: _Fit) -> bool:
    """Whether a report that fits rests on another sentence, or tells more or other parties, or a corrected account."""
    sentence, _, _, share = fit
    return not sentence or share < 1 or _corrected(one, report)


def _corrected(one: Anchor, report: Report) -> bool:
    """Whether a report tells another status, or a date that excludes the one told before."""
    status = one.status is not None and report.status.value != one.status
    return status or dates.exclude(one.when, report.when.value if report.when else None)


def _share(told: tuple[tuple[str | None, str | None], ...], other: tuple[tuple[str | None, str | None], ...]) -> float:
    """How many of the parties stand in the other report, of the larger number of the two."""
    left = list(other)
    for name, side in told:
        match = next((p for p in left if _same_party((name, side), p)), None)
        if match:
            left.remove(match)
    larger = max(len(told), len(other))
    return (len(other) - len(left)) / larger if larger else 0.0


def _same_party(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> bool:
    if a[0] and b[0]:
        return same_name(a[0], b[0])
    return a[1] is not None and a[1] == b[1]
