"""Where contacts were by what else their story tells: of somebody's day, of the one city of a country visited."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import dates, whereabouts
from summitry.model import Basis, Kind
from summitry.taking_part import alike
from summitry.tellings import NEWS, Draft

if TYPE_CHECKING:
    from datetime import date

    from summitry.model import Claim, Doc, Where

_STORY_BLOCKS = 3  # a shorter text tells where it was at the contact itself
_THESE_WEEKS = 45  # days: a story's other places are those of contacts around it
_STAYING = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Tt]o) (?:the )?$")


def places(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the places that follow from others of the story, and from its other words."""
    there = [_of_one_day(d, drafts) for d in drafts]
    return [replace(d, where=_with_the_only_city(doc, d)) if d.occasion.kind is Kind.VISIT else d for d in there]


def _of_one_day(d: Draft, drafts: list[Draft]) -> Draft:
    """A meeting without a place was where somebody of it is told to have been on that day."""
    day = _told_day(d)
    if d.occasion.kind is not Kind.MEETING or d.where.country or d.where.city or day is None:
        return d
    mates = [m for m in drafts if m.occasion.kind in {Kind.MEETING, Kind.VISIT} and _day(m) == day and _shares(m, d)]
    countries = {m.where.country.value: m.where.country for m in mates if m.where.country}
    cities = {m.where.city.value: m.where.city for m in mates if m.where.country and m.where.city}
    if len(countries) != 1:
        return d
    (country,) = countries.values()
    city = next(iter(cities.values())) if len(cities) == 1 else None
    there = replace(d.where, country=_of_that_day(country), city=_of_that_day(city) if city else None)
    return replace(d, where=there)


def _told_day(d: Draft) -> date | None:
    return _day(d) if d.when and d.when.rule not in NEWS else None


def _day(d: Draft) -> date | None:
    return dates.only_day(d.when.value) if d.when else None


def _shares(m: Draft, d: Draft) -> bool:
    """Whether somebody named is of both."""
    return m is not d and any(p.name and q.name and alike(p, q) for p in m.parties for q in d.parties)


def _of_that_day(place: Claim) -> Claim:
    return replace(place, rule="where:same-day", basis=Basis.INFERRED)


def _with_the_only_city(doc: Doc, d: Draft) -> Where:
    """The place of a visit of these weeks, with the only city of its country in which the story tells of anything."""
    if d.where.country is None or d.where.city or len(doc.story.blocks) < _STORY_BLOCKS or not _of_these_weeks(doc, d):
        return d.where
    text = doc.story.text
    there = [p for p in doc.places if p.city and p.country == d.where.country.value]
    there = [p for p in there if _STAYING.search(text, max(0, p.start - 16), p.start)]
    only = whereabouts.only_city(doc, there)
    return replace(d.where, city=replace(only[1], rule="where:only-city")) if only else d.where


def _of_these_weeks(doc: Doc, d: Draft) -> bool:
    now, then = dates.interval(doc.story.date), dates.interval(d.when.value) if d.when else None
    return now is None or then is None or max(now.first - then.last, then.first - now.last).days <= _THESE_WEEKS
