"""Which reports of a contact have one origin, and so count as one source.

Two reports have one origin when

- **one story**: a person says that two reports of one story are one contact;
- **a copy**: half or more of the shorter story's words stand in the other (`fingerprints.overlap`);
- **one agency**: the stories come from one agency within three days and share a quarter of their words;
- **one relays the other**: the one names, as the source of its deciding sentence, the agency or the outlet that
  the other comes from, which told it in the week before;
- **both relay one account**: both name the same agency or outlet so, within a week.

What has one origin with a third has one origin, whatever order they come in: where it is not sure that two are
independent, they count once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry import dates
from summitry.fingerprints import Fingerprint, parsed
from summitry.model import Origin, Repeat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.model import Report

# Of 14,535 pairs of independent stories none reached 0.15; a copy cut to its first three tenths still gives 0.77 on
# average, one with each tenth word changed 0.59.
_COPY = 0.5
_LIKE = 0.25
_SAME_TEXT = 0.95
_AGENCY_DAYS = 3
_RELAY_DAYS = 7
_ZONE_DAYS = 1  # a story may be dated the day before the one it relays, as time zones make it


@dataclass(frozen=True, slots=True)
class _Trace:
    """A report as far as its origin is concerned."""

    story_id: str
    key: str
    origin: Origin
    words: Fingerprint | None
    day: int | None  # of its story, as a proleptic ordinal


def repeats(told: Sequence[Report]) -> tuple[Repeat, ...]:
    """The reports that have the origin of one before them in `told`, each with the first of that origin, and why.

    The reason is that of the pair that joined it, which need not be the first: copies of copies are told so.
    """
    traces = {r.id: _trace(r) for r in told}
    left = dict(traces)
    found: dict[str, Repeat] = {}
    for first in told:
        if first.id not in left:
            continue
        del left[first.id]
        reached = [first.id]
        for one in reached:  # grows while it is gone through
            for other in tuple(left):
                if why := _one_origin(traces[one], left[other]):
                    found[other] = Repeat(other, first.id, why)
                    reached.append(other)
                    del left[other]
    return tuple(found[r.id] for r in told if r.id in found)


def roots(told: Sequence[Report], found: Sequence[Repeat]) -> Mapping[str, str]:
    """For each report's id that of the report that counts for its origin."""
    return {r.id: r.id for r in told} | {r.report_id: r.of for r in found}


def _trace(report: Report) -> _Trace:
    days = dates.interval(report.published)
    origin = report.origin or Origin()
    day = days.first.toordinal() if days else None
    return _Trace(report.story_id, report.story_key, origin, parsed(origin.fingerprint), day)


def _one_origin(a: _Trace, b: _Trace) -> str | None:
    """Why the two have one origin, in words about `b`; None where they are independent."""
    if a.story_id == b.story_id:
        return f"the story {a.key} tells it twice"
    shared = a.words.overlap(b.words) if a.words and b.words else 0.0
    if shared >= _COPY:
        return f"a copy of {a.key}" + ("" if shared >= _SAME_TEXT else f", {shared:.0%} of the shorter text")
    agency = a.origin.agency if a.origin.agency == b.origin.agency else None
    if not (agency or a.origin.cites or b.origin.cites):
        return None
    apart = _days_apart(a, b)
    if agency and shared >= _LIKE and abs(apart) <= _AGENCY_DAYS:
        return f"of {agency} as {a.key} is, and much like it"
    if (relayed := _relayed(b, a)) and -_ZONE_DAYS <= apart <= _RELAY_DAYS:
        return f"relays {relayed}, where {a.key} comes from"
    if (relayed := _relayed(a, b)) and -_ZONE_DAYS <= -apart <= _RELAY_DAYS:
        return f"comes from {relayed}, which {a.key} relays"
    both = [outlet for outlet in a.origin.cites if outlet in b.origin.cites]
    return f"relays {both[0]}, as {a.key} does" if both and abs(apart) <= _RELAY_DAYS else None


def _relayed(a: _Trace, b: _Trace) -> str | None:
    """The outlet that `a` names as its source and that `b` comes from."""
    return next((outlet for outlet in a.origin.cites if outlet in {b.origin.agency, b.origin.outlet}), None)


def _days_apart(a: _Trace, b: _Trace) -> int:
    """From the story of `a` to that of `b`; 0 where a date is unknown, since nothing speaks against it then."""
    return b.day - a.day if a.day is not None and b.day is not None else 0
