"""A report as far as comparing needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from summitry import dates, facts
from summitry.model import Kind, LinkKind, Partaker, Report, Role, Status, digest
from summitry.names import fold, name_words
from summitry.resolve.counting import Count, count_told

_AROUND = timedelta(days=7)  # before or after a gathering, to which its table gives the month only
_SEASON_DAYS = 21  # a season by the sun ends three weeks later than one by the calendar


@dataclass(frozen=True, slots=True)
class Who:
    """A party as far as comparing needs it."""

    name: str | None
    side: str | None
    office: str | None
    role: Role
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A report as far as comparing needs it; small, so that a store can keep it at hand."""

    id: str
    story_id: str
    kind: Kind
    who: tuple[Who, ...]
    when: str | None = None
    published: str | None = None
    country: str | None = None
    city: str | None = None
    setting: str | None = None  # the gathering at whose edges it was, by the short name of the lexicon
    follows: tuple[str, ...] = ()  # reports of the same story that it came after, as the story says
    precedes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()  # visits of the same story of which it was a part
    count: Count | None = None  # "their second meeting this week"
    bounds: str | None = None  # the days within which it must lie, by its story's date or by the gathering

    @property
    def dated(self) -> bool:
        """Whether the report tells a date of the contact."""
        return self.when is not None


def profile(report: Report) -> Profile:
    """What comparing needs of a report."""
    where = report.where
    country = where.country.value if where.country else None
    city = fold(where.city.value) if where.city else None
    setting = _setting(where.margins_of.value) if where.margins_of else None
    return Profile(
        id=report.id,
        story_id=report.story_id,
        kind=Kind(report.kind.value),
        who=tuple(who(p) for p in report.parties),
        when=report.when.value if report.when else None,
        published=report.published,
        country=country,
        city=city,
        setting=setting,
        follows=_linked(report, LinkKind.AFTER, LinkKind.REPLACES),
        precedes=_linked(report, LinkKind.BEFORE),
        within=_linked(report, LinkKind.DURING),
        count=count_told(report),
        bounds=_bounds(Status(report.status.value), report.published, _gathering(setting, city, country)),
    )


def who(party: Partaker) -> Who:
    """A party as far as comparing needs it. An identity that was only made of name and side is none."""
    id_ = party.person
    made_up = (
        party.name is not None and id_ == f"{'-'.join(name_words(party.name))}-{digest(party.side or '?', length=4)}"
    )
    return Who(party.name, party.side, party.office, party.role, None if made_up else id_)


def _linked(report: Report, *kinds: LinkKind) -> tuple[str, ...]:
    return tuple(sorted({link.report_id for link in report.links if link.kind in kinds and link.report_id}))


def _setting(words: str) -> str | None:
    found = facts.find_gatherings(words)
    return found[0].label if found else None


def _bounds(status: Status, published: str | None, gathering: dates.Interval | None) -> str | None:
    """Held: up to the story's date. Planned or possible: from then on. Of what came to nothing either may be.

    At a gathering that was held there once only: the days of that.
    """
    told = dates.interval(published)
    first, last = (gathering.first, gathering.last) if gathering else (date.min, date.max)
    if told and status is Status.HELD:
        last = min(last, told.last)
    elif told and status in {Status.PLANNED, Status.POSSIBLE}:
        first = max(first, told.first)
    if first > last:  # the story's date and the gathering exclude each other, and nothing says which is wrong
        return None
    return None if (first, last) == (date.min, date.max) else dates.edtf(dates.Interval(first, last))


def _gathering(setting: str | None, city: str | None, country: str | None) -> dates.Interval | None:
    """The month in which a gathering was held in that place, and a week around it; None where not exactly once."""
    if setting is None or not (city or country):
        return None
    held = facts.gathering_dates(setting)
    here = [g for g in held if (fold(g.city) == city if city else g.country == country)]
    days = dates.interval(dates.month(here[0].year, here[0].month)) if len(here) == 1 else None
    return dates.Interval(days.first - _AROUND, days.last + _AROUND) if days else None


def possible(one: Profile) -> dates.Interval | None:
    """The days the contact can have been: its date, cut at the story's where that leaves any."""
    told, bound = days_of(one.when), dates.interval(one.bounds)
    if told is None or bound is None:
        return told or bound
    first, last = max(told.first, bound.first), min(told.last, bound.last)
    return dates.Interval(first, last) if first <= last else told


def days_of(when: str | None) -> dates.Interval | None:
    """The days of a date; a season's by the calendar and by the sun."""
    days = dates.interval(when)
    if days and dates.precision(when) is dates.Precision.SEASON:
        return dates.Interval(days.first, days.last + timedelta(days=_SEASON_DAYS))
    return days
