"""Whether two reports can tell one contact, with the reasons in words.

Two reports are compared by their profiles. They are

- `EQUAL` when they tell the same date of the same parties, none more, and nothing speaks against it;
- `SAME` when nothing speaks against it;
- `DISAGREES` when they name the same persons and only the day (by one day, as time zones make it)
  or, on the same day, the place differs: one contact on which sources disagree, if no better one is known;
- `APART` otherwise.

What a contact has become (its status) takes no part, and two reports of one story are always apart. But what
has been held was held by the day its story was written, and what is still planned was ahead on that day: this
is a date like any other, and bounds the days on which the contact can have been (`Profile.bounds`).

The less is known of who took part, the more of when and where must agree: two sides without a name that meet
"in 2031", or on no date at all, are no occasion.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from summitry import dates
from summitry.model import Kind
from summitry.resolve.parties import Shared, in_common, in_common_on_visit
from summitry.resolve.profiles import Profile, days_of, possible

if TYPE_CHECKING:
    from collections.abc import Iterable

REACH_DAYS = 400  # a dateless report that names the persons is about the year around its story
NEAR_DAYS = 92  # one that names sides only, or two dateless ones, only about the season around it
_MONTH_DAYS = 31  # the widest date on which two sides without names are one occasion
_PARTIES_NEEDED = 2
_REMEMBERED = 200_000  # verdicts, and reports; some 50 MB
_ZONE_DAYS = 1  # one call is on Monday in one capital and on Tuesday in the other
_PLACE_TOLD = 0.2  # the score of a city or a gathering in common
_OCCASION_DAYS = 3  # the longest date within which two meetings of the same persons are parts of one


class Verdict(StrEnum):
    """Whether two reports can be one contact's."""

    EQUAL = "equal"
    SAME = "same"
    DISAGREES = "disagrees"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome of a comparison: a score from 0 to 1 for showing and ordering, and why."""

    verdict: Verdict
    score: float
    why: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.verdict is not Verdict.APART


@dataclass(frozen=True, slots=True)
class _Said:
    """A report under the number of what it says, with the days of its date, else of its story's date."""

    profile: Profile
    number: int
    days: tuple[int, int] | None
    possible: tuple[int, int] | None  # the days it can have been


def compare(a: Profile, b: Profile) -> Match:
    """Whether two reports can tell one contact. The order of the two does not matter."""
    a, b = sorted((a, b), key=lambda p: p.id)  # so that the reasons read the same both ways
    if a.story_id == b.story_id:
        return _apart("one story tells them apart")
    if a.kind != b.kind:
        return _apart(f"{a.kind} and {b.kind}")
    shared = in_common_on_visit(a, b) if a.kind is Kind.VISIT else in_common(a.who, b.who)
    if shared is None:
        return _apart("other parties")
    if a.kind is not Kind.VISIT and shared.persons + shared.sides < _PARTIES_NEEDED:
        return _apart("one party in common says too little")
    named = _by_name(a.kind, shared)
    time = _time(a, b, named=named)
    place = _place(a, b)
    if time.verdict is Verdict.APART:
        return time
    if place.verdict is Verdict.DISAGREES and not (named and _same_day(a, b)):
        return _apart(*place.why)
    counts = _counted_apart(a, b)
    if named and counts and not _same_day(a, b):
        return _apart(counts)
    little = _too_little(a, b, shared, place, named=named)
    if little:
        return _apart(little)
    doubts = [m.verdict for m in (time, place) if m.verdict is Verdict.DISAGREES]
    if len(doubts) > 1:
        return _apart(*time.why, *place.why)
    parties, why = _parties_score(shared, named=named)
    score = round(parties + time.score + place.score, 2)
    equal = Verdict.EQUAL if shared.all and a.when and a.when == b.when else Verdict.SAME
    return Match(doubts[0] if doubts else equal, score, (why, *time.why, *place.why))


class Verdicts:
    """Verdicts remembered by what the reports say, since many say the same of one contact.

    What they say leaves out the story. Of its date no more counts than the days between the two, beside a
    dateless report, and whether it keeps the two apart.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self._numbers: dict[Profile, int] = {}  # of what is said; none is given twice
        self._last = 0
        self._of: dict[str, _Said] = {}
        self._known: dict[tuple[int, int, int | None, bool], Verdict] = {}

    def of(self, a: Profile, b: Profile) -> Verdict:
        """The verdict of `compare`."""
        if a.story_id == b.story_id:
            return Verdict.APART
        mine, other = self._said(a), self._said(b)
        apart = None
        if not (a.dated and b.dated):
            apart = _gap(mine.days, other.days)
        case = (mine.number, other.number, apart, (_gap(mine.possible, other.possible) or 0) > _ZONE_DAYS)
        verdict = self._known.get(case)
        if verdict is None:
            verdict = compare(a, b).verdict
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[case] = verdict
        return verdict

    def one_occasion(self, a: Profile, b: Profile) -> bool:
        """Whether two reports tell one occasion, be it that one story tells it in parts.

        It has no more than three days or, in one city, a month.
        """
        longest = _MONTH_DAYS if a.city and a.city == b.city else _OCCASION_DAYS
        days = days_of(a.when), days_of(b.when)
        if any(d is None or d.days > longest for d in days):
            return False
        return self.of(replace(a, story_id=f"not {b.story_id}"), b) in {Verdict.EQUAL, Verdict.SAME}

    def of_all(self, a: Iterable[Profile], b: Iterable[Profile]) -> Verdict:
        """The worst verdict on one of `a` and one of `b`."""
        mine, others = tuple(a), tuple(b)
        if not {p.story_id for p in mine}.isdisjoint(p.story_id for p in others):
            return Verdict.APART
        found = {self.of(x, y) for x in self._distinct(mine) for y in self._distinct(others)}
        return next(v for v in (Verdict.APART, Verdict.DISAGREES, Verdict.SAME, Verdict.EQUAL) if v in found)

    def _distinct(self, profiles: tuple[Profile, ...]) -> Iterable[Profile]:
        if len(profiles) == 1:
            return profiles
        said = ((self._said(p), p) for p in profiles)
        return {(s.number, s.days, s.possible): p for s, p in said}.values()

    def _said(self, profile: Profile) -> _Said:
        said = self._of.get(profile.id)
        if said is None or said.profile is not profile:
            days = dates.interval(profile.when or profile.published)
            if len(self._of) >= _REMEMBERED:
                self._of.clear()
                self._numbers.clear()
            self._last += 1
            bare = replace(profile, id="", story_id="", published=None, follows=(), precedes=(), within=(), bounds=None)
            number = self._numbers.setdefault(bare, self._last)
            said = _Said(profile, number, _ordinals(days), _ordinals(possible(profile)))
            self._of[profile.id] = said
        return said


def _apart(*why: str) -> Match:
    return Match(Verdict.APART, 0.0, why)


def _by_name(kind: Kind, shared: Shared) -> bool:
    """Whether the persons decide: two of them, or a visitor."""
    return shared.persons >= (1 if kind is Kind.VISIT else 2)


def _parties_score(shared: Shared, *, named: bool) -> tuple[float, str]:
    if named:
        return 0.5, "the same persons"
    if shared.persons:
        return 0.4, "the same person and the same sides"
    return 0.3, "the same sides"


def _time(a: Profile, b: Profile, *, named: bool) -> Match:
    if a.when and b.when and _exclude(a.when, b.when):
        if named and _day(a) and _day(b) and not dates.exclude(a.when, b.when, slack_days=_ZONE_DAYS):
            return Match(Verdict.DISAGREES, 0.15, (_dates("a day apart", a, b),))
        return _apart(_dates("dates that exclude each other", a, b))
    if (_gap(_ordinals(possible(a)), _ordinals(possible(b))) or 0) > _ZONE_DAYS:
        return _apart(f"one was {_bounded(a)}, the other {_bounded(b)}")
    if a.when and b.when:
        return Match(Verdict.SAME, 0.3 if a.when == b.when else 0.25, (_dates("dates that can be one", a, b),))
    return _time_by_stories(a, b, named=named)


def _time_by_stories(a: Profile, b: Profile, *, named: bool) -> Match:
    """At least one report is dateless: the days of the stories stand in for it."""
    told = (a.when or a.published, b.when or b.published)
    if None in told:
        if named:
            return Match(Verdict.SAME, 0.05, ("no date to compare",))
        return _apart("no names and no date to compare")
    reach = REACH_DAYS if named and (a.dated or b.dated) else NEAR_DAYS
    if dates.exclude(told[0], told[1], slack_days=reach):
        return _apart(f"no date, and more than {reach} days between {told[0]} and {told[1]}")
    return Match(Verdict.SAME, 0.1, (f"no date, told within {reach} days",))


def _bounded(one: Profile) -> str:
    """In words: "2031-05", "by 2031-05-01", "2031-05 from 2031-05-12 on"."""
    first, slash, last = (one.bounds or "").partition("/")
    bound = f"within {one.bounds}"
    if slash and first == "..":
        bound = f"by {last}"
    elif slash and last == "..":
        bound = f"from {first} on"
    return " ".join(part for part in (one.when, bound if one.bounds else None) if part)


def _exclude(a: str | None, b: str | None) -> bool:
    return (_gap(_ordinals(days_of(a)), _ordinals(days_of(b))) or 0) > 0


def _ordinals(days: dates.Interval | None) -> tuple[int, int] | None:
    return (days.first.toordinal(), days.last.toordinal()) if days else None


def _gap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> int | None:
    """The days from one to the other; 0 where they touch, None where one is unknown."""
    return max(0, b[0] - a[1], a[0] - b[1]) if a and b else None


def _too_little(a: Profile, b: Profile, shared: Shared, place: Match, *, named: bool) -> str | None:
    """Why two reports against which nothing speaks say too little to be one; None where they say enough."""
    if place.verdict is Verdict.SAME and place.score >= _PLACE_TOLD:
        return None
    dated = a.dated and b.dated
    if named:
        return None if dated or shared.most else "no date or place in common, and few of the parties"
    if not dated:
        return "no names, no date and no place in common"
    widest = max(days.days for days in (dates.interval(a.when), dates.interval(b.when)) if days)
    if widest > (NEAR_DAYS if shared.persons else _MONTH_DAYS):
        return f"not the same persons by name, and a date of {widest} days"
    return None


def _dates(words: str, a: Profile, b: Profile) -> str:
    return f"{words}: {a.when} and {b.when}" if a.when != b.when else f"the same date: {a.when}"


def _day(one: Profile) -> bool:
    return one.when is not None and dates.precision(one.when) is dates.Precision.DAY


def _same_day(a: Profile, b: Profile) -> bool:
    return _day(a) and _day(b) and not dates.exclude(a.when, b.when)


def _counted_apart(a: Profile, b: Profile) -> str | None:
    """Why two reports that number the contact tell two; None where they do not."""
    if a.count is None or b.count is None or a.count.of != b.count.of or a.count == b.count:
        return None
    first, second = sorted((a.count.number, b.count.number))
    return f"numbers {first} and {second} {a.count.of}"


def _place(a: Profile, b: Profile) -> Match:
    """A call or a message has no one place, and a visit may go to several cities of its country.

    A visit without a date is told by the city alone, so there another city is another visit.
    """
    if a.setting and b.setting and a.setting != b.setting:
        return Match(Verdict.DISAGREES, 0.0, (f"two gatherings: {' and '.join(sorted((a.setting, b.setting)))}",))
    if a.kind in {Kind.CALL, Kind.MESSAGE}:
        return Match(Verdict.SAME, 0.1, ())
    if a.country and b.country and a.country != b.country:
        return Match(Verdict.DISAGREES, 0.0, (f"two countries: {' and '.join(sorted((a.country, b.country)))}",))
    one_city = a.kind is not Kind.VISIT or not (a.dated and b.dated)
    if one_city and a.city and b.city and a.city != b.city:
        return Match(Verdict.DISAGREES, 0.0, (f"two cities: {' and '.join(sorted((a.city, b.city)))}",))
    if a.city and a.city == b.city:
        return Match(Verdict.SAME, _PLACE_TOLD, (f"the same city: {a.city}",))
    if a.setting and a.setting == b.setting:
        return Match(Verdict.SAME, _PLACE_TOLD, (f"at the same gathering: {a.setting}",))
    if a.country and a.country == b.country:
        return Match(Verdict.SAME, 0.15, (f"the same country: {a.country}",))
    return Match(Verdict.SAME, 0.1, ())
