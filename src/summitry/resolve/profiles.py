"""A report as far as comparing needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from summitry import dates, facts
from summitry.model import Kind, LinkKind, Party, Report, Role, Status, digest
from summitry.names import fold, name_words
from summitry.resolve.counting import Count, count_told

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
    count: Count | None = None  # "their second meeting this week"
    bounds: str | None = None  # the days within which it must lie: of what is held or planned, by its story's date

    @property
    def dated(self) -> bool:
        """Whether the report tells a date of the contact."""
        return self.when is not None


def profile(report: Report) -> Profile:
    """What comparing needs of a report."""
    where = report.where
    return Profile(
        id=report.id,
        story_id=report.story_id,
        kind=Kind(report.kind.value),
        who=tuple(who(p) for p in report.parties),
        when=report.when.value if report.when else None,
        published=report.published,
        country=where.country.value if where.country else None,
        city=fold(where.city.value) if where.city else None,
        setting=_setting(where.margins_of.value) if where.margins_of else None,
        follows=_linked(report, LinkKind.AFTER, LinkKind.REPLACES),
        precedes=_linked(report, LinkKind.BEFORE),
        count=count_told(report),
        bounds=_bounds(Status(report.status.value), report.published),
    )


def who(party: Party) -> Who:
    """A party as far as comparing needs it. An identity that was only made of name and side is none."""
    id_ = party.actor.person_id
    made_up = (
        party.name is not None and id_ == f"{'-'.join(name_words(party.name))}-{digest(party.side or '?', length=4)}"
    )
    return Who(party.name, party.side, party.office, party.role, None if made_up else id_)


def _linked(report: Report, *kinds: LinkKind) -> tuple[str, ...]:
    return tuple(sorted({link.report_id for link in report.links if link.kind in kinds and link.report_id}))


def _setting(words: str) -> str | None:
    found = facts.find_gatherings(words)
    return found[0].label if found else None


def _bounds(status: Status, published: str | None) -> str | None:
    """Held: up to the story's date. Planned or possible: from then on. Of what came to nothing either may be."""
    days = dates.interval(published)
    if days is None:
        return None
    if status is Status.HELD:
        return f"../{dates.day(days.last)}"
    if status in {Status.PLANNED, Status.POSSIBLE}:
        return f"{dates.day(days.first)}/.."
    return None


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
