"""What the contacts of one story tell of each other: a visit and the meetings made on it share day and place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from summitry import dates, facts
from summitry.extractors import followed
from summitry.model import Basis, Claim, Kind, Role, Status, Where
from summitry.taking_part import alike, sides
from summitry.tellings import NEAR, NEWS, Draft

if TYPE_CHECKING:
    from datetime import date

_TRIP_DAYS = 10  # a journey's stops are this near to each other
_STOP_DAYS = 3  # how long one lasts
_FOLLOWED_DAYS = 366  # how long ago a visit was that others are told to have followed


def by_visit(drafts: list[Draft], *, told: str | None) -> list[Draft]:
    """The drafts with the days and places that follow from a visit told beside them. `told`: the story's date."""
    there = stops(places(days([_at_the_hosts(d) for d in drafts])), told=told)
    return [_after_whom(d, there, told=told) for d in months_of_trips(there, told=told)]


def _at_the_hosts(d: Draft) -> Draft:
    """A visit to one state was there, whatever place another telling of it names."""
    hosts = {p.actor.side for p in d.parties if p.role is Role.HOST and p.actor.side}
    if d.occasion.kind is not Kind.VISIT or len({h.value for h in hosts}) != 1 or d.where.country is None:
        return d
    (host, *_) = hosts
    state = host.value.partition("-")[0]
    if not facts.is_state(state) or d.where.country.value == state:
        return d
    country = Claim(state, host.source, "where:host", Basis.INFERRED)
    return replace(d, where=Where(country, None, None, d.where.margins_of))


def days(drafts: list[Draft]) -> list[Draft]:
    """A visit and the meeting for which it was made share their day, where only one of them tells it."""
    out = list(drafts)
    for n, d in enumerate(out):
        if d.when is not None and d.when.rule not in NEWS:
            continue
        mates = [m for m in out if {m.occasion.kind, d.occasion.kind} == {Kind.VISIT, Kind.MEETING} and _together(m, d)]
        told = [m for m in mates if m.when and (m.when.rule not in NEWS or d.when is None)]
        if len(told) != 1 or told[0].when is None:
            continue
        when, mate = told[0].when, told[0]
        if mate.occasion.status is d.occasion.status:
            out[n] = replace(d, when=replace(when, rule="when:same-visit", basis=Basis.INFERRED))
        elif (
            d.when is None
            and (d.occasion.status, mate.occasion.status) == (Status.PLANNED, Status.HELD)
            and (day := dates.only_day(when.value))
        ):
            stay = dates.doubtful(dates.span(day, day + timedelta(days=_STOP_DAYS - 1)))
            out[n] = replace(d, when=replace(when, value=stay, rule="when:during-visit", basis=Basis.INFERRED))
    return out


def _together(m: Draft, d: Draft) -> bool:
    """Whether the guest of one met the hosts in the other, told close by."""
    visit, meeting = (m, d) if m.occasion.kind is Kind.VISIT else (d, m)
    guests = [p for p in visit.parties if p.role is Role.VISITOR]
    hosts = {p.side for p in visit.parties if p.role is Role.HOST}
    near = min(abs(x.start - y.start) for x in visit.evidence for y in meeting.evidence) <= NEAR // 2
    there = meeting.where.country is None or meeting.where.country.value in hosts
    met = any(alike(p, q) for p in guests for q in meeting.parties) and bool(hosts & sides(meeting.parties))
    return near and there and met


def places(drafts: list[Draft]) -> list[Draft]:
    """A meeting without a place was where its guest was visiting; a visit's city is where he met its hosts."""
    out = list(drafts)
    for n, d in enumerate(out):
        if d.where.country and d.where.city:
            continue
        mates = [m for m in out if {m.occasion.kind, d.occasion.kind} == {Kind.VISIT, Kind.MEETING} and _together(m, d)]
        told = [m for m in mates if m.where.country and _same_day(m, d)]
        if d.where.country:
            told = [m for m in told if m.where.city and _value(m.where.country) == d.where.country.value]
        if len({(_value(m.where.country), _value(m.where.city)) for m in told}) != 1:
            continue
        there = told[0].where
        country = d.where.country or _inferred(there.country)
        out[n] = replace(d, where=Where(country, _inferred(there.city), d.where.venue, d.where.margins_of))
    return out


def _value(claim: Claim | None) -> str | None:
    return claim.value if claim else None


def _inferred(place: Claim | None) -> Claim | None:
    return replace(place, rule="where:same-visit", basis=Basis.INFERRED) if place else None


def _same_day(m: Draft, d: Draft) -> bool:
    """Whether the two can be of one journey: neither told apart in time."""
    if m.when is None or d.when is None:
        return m.occasion.status is d.occasion.status
    return not dates.exclude(m.when.value, d.when.value, slack_days=1)


def _now(told: str | None) -> date | None:
    """The story's day, where that is known to within days."""
    days = dates.interval(told)
    return days.last if days and days.days <= _STOP_DAYS else None


def stops(drafts: list[Draft], *, told: str | None) -> list[Draft]:
    """What was held abroad where one of its parties is told to have been these days, was held on those days."""
    now = _now(told)
    return drafts if now is None else [_of_a_stop(d, drafts, now) for d in drafts]


def _of_a_stop(d: Draft, drafts: list[Draft], now: date) -> Draft:
    if d.when is not None or d.occasion.status is not Status.HELD or d.where.country is None:
        return d
    found = {m.when.value: m.when for m in drafts if m.when and _at_one_stop(m, d, now)}
    if len(found) != 1:
        return d
    (when,) = found.values()
    return replace(d, when=replace(when, rule="when:same-stop", basis=Basis.INFERRED))


def _at_one_stop(m: Draft, d: Draft, now: date) -> bool:
    """Whether the first tells of somebody abroad, days around the story, at the place of the other."""
    span = dates.interval(m.when.value) if m.when else None
    if span is None or m.occasion.status is not Status.HELD or span.days > _STOP_DAYS:
        return False
    cities = {_value(m.where.city), _value(d.where.city)} - {None}
    if abs((span.last - now).days) >= _STOP_DAYS or _value(m.where.country) != _value(d.where.country):
        return False
    guests = [p for p in m.parties if p.name and _abroad(m, p.side)]
    return len(cities) <= 1 and any(alike(p, q) for p in guests for q in d.parties if q.name)


def months_of_trips(drafts: list[Draft], *, told: str | None) -> list[Draft]:
    """A plan without a date, of somebody who is told to be on a journey within days: about that month."""
    now = _now(told)
    if now is None:
        return drafts
    out = list(drafts)
    for n, d in enumerate(out):
        if d.when is not None or d.occasion.status is not Status.PLANNED:
            continue
        for m in drafts:
            day = dates.only_day(m.when.value) if m.when and m.when.rule not in NEWS else None
            if (
                day is None
                or m.occasion.status not in {Status.PLANNED, Status.HELD}
                or abs((day - now).days) > _TRIP_DAYS
            ):
                continue
            if _travels(m, d) and m.when:
                month = dates.doubtful(max(day, now).isoformat()[:7])
                out[n] = replace(d, when=replace(m.when, value=month, rule="when:same-trip", basis=Basis.INFERRED))
                break
    return out


def _travels(m: Draft, d: Draft) -> bool:
    """Whether somebody of the one is abroad in the other."""
    guests = [p for p in m.parties if p.name and (p.role is Role.VISITOR or _abroad(m, p.side))]
    return any(alike(p, q) for p in guests for q in d.parties if q.name)


def _abroad(m: Draft, side: str | None) -> bool:
    return bool(side and m.where.country and m.where.country.value != side.partition("-")[0])


def _after_whom(d: Draft, drafts: list[Draft], *, told: str | None) -> Draft:
    """The trip of somebody who "followed to Nairobi": after the visit there that he followed, and before the story."""
    now = dates.interval(told)
    known = d.when is not None and d.when.rule not in NEWS
    if d.occasion.rule != followed.RULE or known or d.occasion.status is not Status.HELD or now is None:
        return d
    hosts = {p.side for p in d.parties if p.role is Role.HOST}
    first = [
        m.when
        for m in drafts
        if m.when
        and m.when.rule not in NEWS
        and (m.occasion.kind, m.occasion.status) == (Kind.VISIT, Status.HELD)
        and hosts & {p.side for p in m.parties if p.role is Role.HOST}
    ]
    begun = dates.interval(first[0].value) if len(first) == 1 else None
    if begun is None or not 0 <= (now.last - begun.first).days <= _FOLLOWED_DAYS:
        return d
    months = dates.span(begun.first.isoformat()[:7], now.last.isoformat()[:7])
    return replace(d, when=replace(first[0], value=months, rule="when:followed", basis=Basis.INFERRED))
