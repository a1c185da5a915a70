"""Where contacts were by what else their story tells: of somebody's day, of the one city of a country visited."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import dates, scenes, whereabouts
from summitry.model import Basis, Kind, Role
from summitry.names import same_name
from summitry.taking_part import alike
from summitry.tellings import NEWS, Draft

if TYPE_CHECKING:
    from datetime import date

    from summitry.model import Claim, Doc, Mention, Place, Sentence, Where

_STORY_BLOCKS = 3  # a shorter text tells where it was at the contact itself
_THESE_WEEKS = 45  # days: a story's other places are those of contacts around it
_STAYING = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Tt]o) (?:the )?$")
_NEWS_DAYS = 3  # how long the news of a story may be
_SLACK = 7  # days by which a time told with a city may miss the visit
_POSSESSIVE = frozenset({"his", "her", "their"})
_OWNER = re.compile(r"[’']s?\b")


def places(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the places that follow from others of the story, and from its other words."""
    drafts = [scenes.placed(doc, d) for d in drafts]
    there = [_of_one_day(d, drafts) for d in drafts]
    return [replace(d, where=_with_the_only_city(doc, d, there)) if d.occasion.kind is Kind.VISIT else d for d in there]


def _of_one_day(d: Draft, drafts: list[Draft]) -> Draft:
    """A meeting without a place was where somebody of it is told to have been on that day."""
    if d.occasion.kind is not Kind.MEETING or d.where.country or d.where.city or d.when is None:
        return d
    met = [m for m in drafts if m.occasion.kind in {Kind.MEETING, Kind.VISIT}]
    mates = [m for m in met if (_on_its_day(m, d) or _in_one_news(m, d)) and _shares(m, d)]
    countries = {m.where.country.value: m.where.country for m in mates if m.where.country}
    cities = {m.where.city.value: m.where.city for m in mates if m.where.country and m.where.city}
    if len(countries) != 1:
        return d
    (country,) = countries.values()
    city = next(iter(cities.values())) if len(cities) == 1 else None
    there = replace(d.where, country=_of_that_day(country), city=_of_that_day(city) if city else None)
    return replace(d, where=there)


def _on_its_day(m: Draft, d: Draft) -> bool:
    """Whether the one is told of the very day that is told of the other."""
    day = _day(d)
    return d.when is not None and d.when.rule not in NEWS and day is not None and _day(m) == day


def _in_one_news(m: Draft, d: Draft) -> bool:
    """Whether the one is without a time, as news, and the other of these days and as far done."""
    span = dates.interval(m.when.value) if m.when else None
    if d.when is None or d.when.rule not in NEWS or m.when is None or span is None or span.days > _NEWS_DAYS:
        return False
    return m.occasion.status is d.occasion.status and not dates.exclude(m.when.value, d.when.value, slack_days=0)


def _day(d: Draft) -> date | None:
    return dates.only_day(d.when.value) if d.when else None


def _shares(m: Draft, d: Draft) -> bool:
    """Whether somebody named is of both."""
    return m is not d and any(p.name and q.name and alike(p, q) for p in m.parties for q in d.parties)


def _of_that_day(place: Claim) -> Claim:
    return replace(place, rule="where:same-day", basis=Basis.INFERRED)


def _with_the_only_city(doc: Doc, d: Draft, drafts: list[Draft]) -> Where:
    """The place of a visit of these weeks, with the only city of its country to which the story brings its guest."""
    if d.where.country is None or d.where.city or len(doc.story.blocks) < _STORY_BLOCKS or not _of_these_weeks(doc, d):
        return d.where
    country = d.where.country.value
    mates = [m for m in drafts if _shares(m, d) and m.where.country and m.where.country.value == country]
    if any(m.occasion.kind is Kind.VISIT and _at_another_time(m, d) for m in mates):
        return d.where  # of one guest's two visits the city may be the other's
    text = doc.story.text
    there = [p for p in doc.places if p.city and p.country == country]
    there = [p for p in there if _STAYING.search(text, max(0, p.start - 16), p.start)]
    only = whereabouts.only_city(doc, there)
    if only is None or not (_cities(mates) == {only[1].value} or any(_of_the_guest(doc, d, p) for p in there)):
        return d.where
    return replace(d.where, city=replace(only[1], rule="where:only-city"))


def _at_another_time(m: Draft, d: Draft) -> bool:
    return bool(m.when and d.when and dates.exclude(m.when.value, d.when.value, slack_days=_SLACK))


def _cities(drafts: list[Draft]) -> set[str]:
    return {m.where.city.value for m in drafts if m.where.city}


def _of_the_guest(doc: Doc, d: Draft, p: Place) -> bool:
    """Whether the sentence of a city tells of somebody who visits, and of no other time than the visit's."""
    sentence = whereabouts.sentence_at(doc, p.start)
    guests = [q.name for q in d.parties if q.role is Role.VISITOR and q.name]
    there = [m for m in doc.mentions if sentence.start <= m.start < sentence.end and not _owns(doc, m)]
    names = [c.value for m in there for a in m.actors if (c := doc.actors[a].name)]
    return any(same_name(n, g) for n in names for g in guests) and not _of_another_time(doc, d, sentence)


def _owns(doc: Doc, m: Mention) -> bool:
    """Whether somebody is named only as the owner of something: "Berg's wife", "her brother"."""
    text = doc.story.text
    return text[m.start : m.end].lower() in _POSSESSIVE or _OWNER.match(text, m.end) is not None


def _of_another_time(doc: Doc, d: Draft, sentence: Sentence) -> bool:
    then, slack = (d.when.value, _SLACK) if d.when else (doc.story.date, _THESE_WEEKS)
    told = whereabouts.told_times(doc, sentence)
    return bool(told) and all(dates.exclude(t, then, slack_days=slack) for t in told)


def _of_these_weeks(doc: Doc, d: Draft) -> bool:
    now, then = dates.interval(doc.story.date), dates.interval(d.when.value) if d.when else None
    return now is None or then is None or max(now.first - then.last, then.first - now.last).days <= _THESE_WEEKS
