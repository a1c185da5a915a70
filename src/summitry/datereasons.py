"""Why a story can have been written on some days only: what its own words tell of the time they were written in.

An office that somebody held only then, a weekday with a day of the month, a gathering known by its place or
number, a dateline, a year told as ahead or as past. Each reason is generous about its days, so that a story
written on any other day would be wrong about something; none of them alone is more than its weight.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from summitry import dates, facts, offices, timex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Actor, DateClaim, Doc, Source
    from summitry.offices import Table


Spans: TypeAlias = tuple[tuple[date, date], ...]

SURE = 2  # the weight of a reason that is enough alone; of others two are wanted

_MANY = 4  # weight from which on reasons that agree leave no doubt of each other
_LEAD = 3  # blocks: the title and the first two paragraphs, which tell the news
_YEARS = range(1995, 2036)
_SHOWN = range(2000, 2027)  # the years that a reason names of those in which a weekday fits
_ELECTED = 250  # days between an election and the day on which the office begins, at most
_OUTGOING = 300  # days for which somebody is called outgoing, at most
_NEW = 400  # days for which somebody is called new, at most
_BEFORE, _AFTER = 45, 20  # days: some are called by an office from their nomination on, some on a farewell trip
_WEEKDAY_REACH = 200  # days between a story and a day that it tells with its weekday but without its year
_SLIP = 10  # days from a day told with a weekday that does not fit, for which the weekday is taken as a slip
_CHOSEN = 4 * 365  # days before a gathering for which its host is known, at most
_SOON = 3  # days before a gathering for which the news is told at it, at most
_GOES_ON = 20  # days for which a gathering may go on into the month after that in which it opened
_DATELINE = (2, 45)  # days by which a story may come out before and after the day of its dateline


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that a story can carry only on some days, and why."""

    words: str
    why: str
    spans: Spans  # first and last day of each stretch
    weight: int = 1

    def leaves(self, days: dates.Interval) -> bool:
        """Whether a story of one of these days can carry the words."""
        return any(meet(days, dates.Interval(first, last)) for first, last in self.spans)


def reasons(doc: Doc, *, table: Table | None = None) -> tuple[Reason, ...]:
    """All reasons that a story gives, each once; none where its words fit any time."""
    found: dict[tuple[str, Spans], Reason] = {}
    for reason in (*_offices(doc, table), *_weekdays(doc), *_gatherings(doc), *_dateline(doc), *_years(doc)):
        key = (reason.why, reason.spans)
        found[key] = max(found.get(key, reason), reason, key=lambda r: r.weight)
    return tuple(found.values())


def meet(a: dates.Interval, b: dates.Interval) -> bool:
    """Whether they have a day in common."""
    return a.first <= b.last and b.first <= a.last


def weigh(found: Iterable[Reason], days: dates.Interval) -> int:
    """How much of what the story tells these days leave standing."""
    return sum(r.weight for r in found if r.leaves(days))


def best(found: Iterable[Reason], *, spare: int = 0) -> tuple[int, dates.Interval | None]:
    """The most that can stand together, and the days from first to last on which it does; None for no reasons.

    With `spare` the days on which all of it but so much weight does.
    """
    known = tuple(found)
    if not known:
        return 0, None
    turns = {first for r in known for first, _ in r.spans} | {_later(last, 1) for r in known for _, last in r.spans}
    points = sorted(turns - {date.max} | {date.min})
    scores = [weigh(known, dates.Interval(point, point)) for point in points]
    most = max(scores)
    at = [n for n, score in enumerate(scores) if score >= most - spare]
    end = points[at[-1] + 1] - timedelta(days=1) if at[-1] + 1 < len(points) else date.max
    return most, dates.Interval(points[at[0]], end)


def left_open(found: Iterable[Reason]) -> dates.Interval | None:
    """The days that are left for a story, from first to last; None where it tells too little of its time.

    Of few reasons one may be loose talk, so days that only one excludes are left too.
    """
    known = tuple(found)
    most, _ = best(known)
    if most < SURE:
        return None
    _, days = best(known, spare=0 if most >= _MANY else SURE - 1)
    return days if days != dates.Interval(date.min, date.max) else None


def ends(reason: Reason, days: dates.Interval) -> bool:
    """Whether these days begin or end with a stretch of the reason."""
    return any(date.min < first == days.first or days.last == last < date.max for first, last in reason.spans)


def checked(claim: DateClaim, found: Iterable[Reason]) -> DateClaim:
    """The claim with its doubts: the reasons that exclude its days, where others fit markedly better."""
    known, days = tuple(found), dates.interval(claim.value)
    most, left = best(known)
    if days is None or left is None or most - weigh(known, days) < SURE:
        return claim
    against = (r.why for r in known if r.leaves(left) and not r.leaves(days))
    return replace(claim, doubts=tuple(dict.fromkeys((*claim.doubts, *against))))


# --- offices --------------------------------------------------------------------------------

_NOT_NOW = re.compile(r"\b(?:former|ex|then|late|future|next|designate|onetime|one-time|acting)\b", re.IGNORECASE)
_ELECT = re.compile(r"\belect\b")
_NEW_ONE = re.compile(
    r"\b(?:[Nn]ew|[Nn]ewly[- ](?:elected|appointed|installed|inaugurated))\W+"
    r"(?!(?:Zealand|Guinea|Delhi|York)\b)(?:\w+\W+)?$"
)
_OUTGOING_ONE = re.compile(r"\b(?:outgoing|departing)\W+(?:\w+\W+)?$", re.IGNORECASE)
_SWORN_IN = re.compile(
    r",? (?:who )?(?:was)? ?(?:sworn[- ]in|inaugurated|took (?:the oath of )?office)\b"
    r"[^.,;]{0,30}?\b(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow|(?:this|last) week)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b(?:years?|decades?) (?:ago|later|earlier|before)\b")
# In the United States such a title is kept for life; a dead holder is told without "former" everywhere.
_TITLE_KEPT = re.compile(r"\b(?:president|governor|senator|ambassador|general|speaker)\b", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:assassin|murder|kill|death|dead\b|died|buried|funeral|memor|tribute|legacy|anniversary|oust|topple|depose"
    r"|overthr[eo]w|succeed|replac|predecessor)",
    re.IGNORECASE,
)


def _offices(doc: Doc, table: Table | None) -> Iterator[Reason]:
    for actor in doc.actors:
        if actor.name is None or actor.office is None:
            continue
        people = offices.people_named(actor.name.value, table=table)
        if len(people) == 1 and not _of_the_past(doc, actor.office.source.start):
            yield from _of_person(doc, actor, people[0])


def _of_person(doc: Doc, actor: Actor, person: offices.PersonFacts) -> Iterator[Reason]:
    if actor.name is None or actor.office is None:
        return
    text, name, at = doc.story.text, actor.name.value, actor.office.source
    before = text[max(_sentence(doc, at.start)[0], at.start - 25) : at.start]
    called = actor.office.value
    held = _tenures(person, _ELECT.sub("", called).strip(" -"))
    if not held or _NOT_NOW.search(before) or _NOT_NOW.search(called):
        return
    words, in_lead = _with_name(text, at, actor.name.source), at.start < _lead(doc)
    when = ", ".join(f"{a} to {b if b < date.max else 'now'}" for a, b in held)

    def told(how: str, spans: Iterable[tuple[date, date]], *, sure: bool) -> Reason:
        why = f"{name} is told as {how}{called}, an office held {when}"
        return Reason(words, why, tuple(spans), SURE if sure else 1)

    if _ELECT.search(text[at.start : at.end + 10]):
        yield told("", ((_later(a, -_ELECTED), _later(a, _AFTER)) for a, _ in held), sure=in_lead)
        return
    sure = in_lead and _is_news(doc, at.start) and _surely(doc, actor, person)
    yield told("", ((_later(a, -_BEFORE), _later(b, _AFTER)) for a, b in held), sure=sure)
    if _OUTGOING_ONE.search(before):
        yield told("outgoing ", ((_later(b, -_OUTGOING), _later(b, _AFTER)) for _, b in held), sure=in_lead)
    if _NEW_ONE.search(before):
        yield told("new ", ((_later(a, -_BEFORE), _later(a, _NEW)) for a, _ in held), sure=False)
    if sworn := _SWORN_IN.match(text, actor.name.source.end):
        spans = tuple((_later(a, -10), _later(a, 30)) for a, _ in held)
        why = f"{name} took office on {_list(a for a, _ in held)}"
        yield Reason(sworn[0].strip(" ,"), why, spans, SURE)


def _tenures(person: offices.PersonFacts, office: str) -> list[tuple[date, date]]:
    """First and last day of each time a person held an office."""
    spans = offices.span_of(person, office)
    return [(date.fromisoformat(since), date.fromisoformat(until) if until else date.max) for since, until in spans]


def _with_name(text: str, office: Source, name: Source) -> str:
    """The office's words, with the name where it stands beside them: "Foreign Minister Ana Lima"."""
    start, end = min(office.start, name.start), max(office.end, name.end)
    return text[start:end] if end - start <= len(office.exact) + len(name.exact) + 2 else office.exact


def _surely(doc: Doc, actor: Actor, person: offices.PersonFacts) -> bool:
    """Whether the table's person is the story's beyond doubt, and is told in the office he holds, not one he held."""
    if actor.name is None or actor.office is None or actor.side is None:
        return False
    kept = actor.side.value == "US" and _TITLE_KEPT.search(actor.office.value)
    beside = _with_name(doc.story.text, actor.office.source, actor.name.source) != actor.office.source.exact
    lost = _LOST.search(doc.story.text, *_sentence(doc, actor.office.source.start))
    named = " " in actor.name.value and actor.side.value in {t.side for t in person.tenures}
    return named and beside and not kept and not lost


def _of_the_past(doc: Doc, at: int) -> bool:
    """Whether the sentence tells of a year: somebody's office may be that of then."""
    start, end = _sentence(doc, at)
    return _YEAR.search(doc.story.text, start, end) is not None


def _is_news(doc: Doc, at: int) -> bool:
    """Whether the sentence tells a weekday or a word like "today", as the news does."""
    return any(
        t.form in {timex.Form.WEEKDAY, timex.Form.DAY_WORD} for t in timex.find(doc.story.text, *_sentence(doc, at))
    )


# --- weekdays -------------------------------------------------------------------------------

_NAMED = re.compile(r"^\w+\W+(?:the )?")  # the weekday at the head of "Monday, the 20th of January"
_WEEKDAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?\W{1,3}(?:the )?(?:\d|[A-Z])")


def _weekdays(doc: Doc) -> Iterator[Reason]:
    """A weekday told with a day but without a year: only near the years in which it falls on it.

    Days around the day told with a wrong weekday can be a slip of the pen, which alone casts no doubt.
    """
    reach, slip = timedelta(_WEEKDAY_REACH), timedelta(_SLIP)
    for t in _days_told(doc):
        years = timex.fitting_years(t, since=_YEARS[0], until=_YEARS[-1])
        if not years or _of_the_past(doc, t.start):
            continue
        near = tuple((d - reach, d + reach) for d in _in_years(t, years))
        slips = tuple((d - slip, d + slip) for d in _in_years(replace(t, text=_NAMED.sub("", t.text)), _YEARS))
        shown = [str(year) for year in years if year in _SHOWN]
        why = f"“{t.text}” is a day of {_list(shown)}"
        yield Reason(t.text, why, (*near, *slips))
        if t.start < _lead(doc):
            yield Reason(t.text, why, near)


def _days_told(doc: Doc) -> Iterator[timex.TimeExpression]:
    text = doc.story.text
    for match in _WEEKDAY.finditer(text):
        for t in timex.find(text, match.start(), min(match.end() + 24, len(text))):
            if t.start == match.start() and t.form is timex.Form.DAY and not _FIGURES.search(t.text):
                yield t


def _in_years(t: timex.TimeExpression, years: Iterable[int]) -> Iterator[date]:
    """A day told without its year, in each of these years that has it."""
    for year in years:
        found = timex.resolve(t, anchor=f"{year}-12-31", tense=timex.Tense.PAST, bare=True)
        if found and (day := dates.only_day(found.value)) and day.year == year:
            yield day


# --- gatherings -----------------------------------------------------------------------------

# What stands before a gathering, up to its first word.
_DEICTIC = re.compile(r"\b(?P<which>this|last|next) (?P<unit>year|month|week|weekend)['’]s (?:\w+ )?$", re.IGNORECASE)
_DEICTIC_BEHIND = re.compile(r"[^.;,]{0,30}\b(?P<which>this|last|next) (?P<unit>year|month|week|weekend)\b")
_BEFORE_IT = re.compile(
    r"\b(?:ahead of|before|upcoming|coming|forthcoming|run-?up to|eve of|prepar\w+(?: for| of)?|until)"
    r"(?: (?:the|an?|their|his|her|its|\w+['’]s))?(?: \w+)? ?$",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:will|shall|is to|are to|may|might|expected to|plans? to|due to|scheduled|slated)\b[^.;:]*$")
_SETTING = re.compile(
    r"\b(?:sidelines?|margins?|fringes?|edges?) of (?:the |an? )?$|\b(?:at|during|attending) (?:the |an? )?$"
)
_BACK = re.compile(r"\b(?:last|earlier|previous(?:ly)?|since|ago|after|following|had|in \d{4})\b", re.IGNORECASE)
_AFTER_IT = re.compile(r"\b(?:since|after|following)\b[^.;:]*$", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th) (?:\w+ of (?:the )?)?$")
_NUMBER_IN = re.compile(r"\bCOP ?-?(\d{1,2})|^(\d{1,3})(?:st|nd|rd|th)\b")
_MINISTERS = re.compile("[Mm]inister")


def _gatherings(doc: Doc) -> Iterator[Reason]:
    """Gatherings of which the place, the number or "next month's" tells which one of its kind is meant."""
    text = doc.story.text
    for hit in facts.find_gatherings(text):
        known = facts.gathering_dates(hit.label, planned=True)
        if not known or _MINISTERS.search(text, hit.start, hit.end):
            continue  # ministers meet under the same names, and the table does not know when
        start, end = _sentence(doc, hit.start)
        meant, first, last = _meant(known, text, hit, (start, end))
        deictic = _DEICTIC.search(text, start, first) or _DEICTIC_BEHIND.match(text, last, end)
        if deictic and (meant or deictic["unit"] != "year"):
            step = {"last": 1, "this": 0, "next": -1}[deictic["which"].lower()]
            spans, weight = tuple(_around(k, deictic["unit"], step) for k in meant or known), SURE
            first, last = min(first, deictic.start()), max(last, deictic.end())
        elif meant:
            spans, weight = _open_to(doc, hit, meant, text[start:first])
        else:
            continue
        words = text[first:last].strip()
        yield Reason(words, _held(words, hit.label, meant), (*spans, *_unknown(known)), weight)


def _held(words: str, label: str, meant: tuple[facts.GatheringDate, ...]) -> str:
    """What the table knows of the gathering told."""
    if not meant:
        return f"“{words}”: the {label} is held at another time of the year"
    return f"“{words}”: the {label} of {_list(f'{m.city} was in {m.year}-{m.month:02}' for m in meant)}"


def _unknown(known: tuple[facts.GatheringDate, ...]) -> Spans:
    """The days of which the table knows nothing: before a gathering's first entry, and after the last of all."""
    return (date.min, date(known[0].year, 1, 1)), (date(_known_until() + 1, 1, 1), date.max)


@cache
def _known_until() -> int:
    return max(g.year for g in facts.gathering_dates(planned=True))


def _meant(
    known: tuple[facts.GatheringDate, ...], text: str, hit: facts.GatheringHit, sentence: tuple[int, int]
) -> tuple[tuple[facts.GatheringDate, ...], int, int]:
    """Which of the gatherings of a kind are told, and where the words that tell it begin and end."""
    before, words, after = text[sentence[0] : hit.start], text[hit.start : hit.end], text[hit.end : sentence[1]]
    inside, ahead = _NUMBER_IN.search(words), _NUMBER.search(before)
    if number := inside or ahead:
        told = int(next(filter(None, number.groups())))
        if found := tuple(k for k in known if k.number == told):
            return found, hit.start if inside else sentence[0] + number.start(), hit.end
    cities = dict.fromkeys(k.city for k in known)
    for city in cities if len(cities) > 1 else ():  # the same place each time tells no year
        found = tuple(k for k in known if k.city == city)
        if place := re.match(rf"[^.;]{{0,20}}\b(?:in|at|near) (?:the )?{re.escape(city)}\b", after):
            return found, hit.start, hit.end + place.end()
        if place := re.search(rf"\b{re.escape(city)}(?:['’]s)? $", before):
            return found, sentence[0] + place.start(), hit.end
    return (), hit.start, hit.end


def _open_to(
    doc: Doc, hit: facts.GatheringHit, meant: tuple[facts.GatheringDate, ...], before: str
) -> tuple[Spans, int]:
    """The days on which a gathering is told of as the words before it do, and how much that weighs."""
    months = [_month(m) for m in meant]
    chosen = timedelta(_CHOSEN)
    if _BEFORE_IT.search(before):
        return tuple((d.first - chosen, d.last) for d in months), SURE
    if _is_setting(doc, hit, before):
        return tuple((d.first - timedelta(_SOON), d.last + timedelta(_GOES_ON)) for d in months), SURE
    if _AFTER_IT.search(before):
        return tuple((d.first, date.max) for d in months), SURE
    if _AHEAD.search(before):
        return tuple((d.first - chosen, d.last) for d in months), 1
    return tuple((d.first - chosen, date.max) for d in months), SURE


def _is_setting(doc: Doc, hit: facts.GatheringHit, before: str) -> bool:
    """Whether the news is told at the gathering."""
    at_it = hit.start < _lead(doc) and _SETTING.search(before) is not None and _is_news(doc, hit.start)
    return at_it and not _BACK.search(before) and not _AHEAD.search(before)


def _around(held: facts.GatheringDate, unit: str, step: int) -> tuple[date, date]:
    """When "last year's", "this month's" or "next week's" gathering is told of, give or take some days."""
    month = _month(held)
    if unit == "year":
        return date(held.year + step, 1, 1) - timedelta(20), date(held.year + step, 12, 31) + timedelta(20)
    if unit == "month":
        days = dates.interval(dates.month(held.year, held.month + step)) or month
        return days.first - timedelta(10), days.last + timedelta(10)
    return month.first + timedelta(7 * step - 10), month.last + timedelta(7 * step + 10)


def _month(held: facts.GatheringDate) -> dates.Interval:
    days = dates.interval(dates.month(held.year, held.month))
    assert days is not None  # noqa: S101 - a month always has days
    return days


# --- datelines and years --------------------------------------------------------------------

_FIGURES = re.compile(r"\d{4}")
_WILL = re.compile(
    r"\b(?:will|shall|is to|are to|(?:is|are) (?:due|set|scheduled|expected|slated) (?:to|for)|plans? to|hopes? to"
    r"|intends? to)\b(?:(?!\b(?:amid|after|since|whether|that|which|who|originally|once|was|were)\b)[^.;:“”\"]){0,90}"
    r"\b(?:in|on|by|until|from|before|(?:the )?(?:end|middle|beginning|half) of) $"
)
_WAS = re.compile(r"\b(?:was|were|met|held|took|began|signed|opened|arrived)\b[^.;:]{0,60}\b(?:on|in) $")
_NOT_DONE = re.compile(r"\b(?:scheduled|planned|expected|due|postponed|delayed|until|by|before|set|called|would)\b")


def _dateline(doc: Doc) -> Iterator[Reason]:
    """A dateline has the day on which the story was sent."""
    line = doc.story.dateline
    if line is None:
        return
    early, late = map(timedelta, _DATELINE)
    for t in timex.find(doc.story.text, line.start, line.end):
        if t.form is not timex.Form.DAY:
            continue
        year = _FIGURES.search(t.text)
        told = list(_in_years(t, [int(year[0])] if year else _YEARS))
        if told:
            why = f"the dateline is of {told[0].isoformat() if year else t.text}"
            yield Reason(t.text, why, tuple((d - early, d + late) for d in told), SURE)


def _years(doc: Doc) -> Iterator[Reason]:
    """Dates with a year that are told as ahead, and days that are told as past."""
    text, lead = doc.story.text, _lead(doc)
    for sentence in doc.sentences:
        if not _FIGURES.search(text, sentence.start, sentence.end):
            continue
        for t in timex.find(text, sentence.start, sentence.end):
            days = _stated(t)
            if days is None:
                continue
            before = text[sentence.start : t.start]
            if _WILL.search(before):
                spans = ((date.min, days.last),)
                yield Reason(t.text, f"“{t.text}” is told as ahead", spans, SURE if sentence.start < lead else 1)
            elif days.days <= 1 and _WAS.search(before) and not _NOT_DONE.search(before):
                yield Reason(t.text, f"“{t.text}” is told as past", ((days.first - timedelta(1), date.max),), SURE)


def _stated(t: timex.TimeExpression) -> dates.Interval | None:
    """The days of a date that is told with its year."""
    if not _FIGURES.search(t.text) or (found := timex.resolve(t, anchor=None, tense=None, bare=True)) is None:
        return None
    days = dates.interval(found.value)
    return days if days and days.first > date(1900, 1, 1) and days.last < date(2200, 1, 1) else None


# --- where words stand ----------------------------------------------------------------------


def _lead(doc: Doc) -> int:
    blocks = doc.story.blocks[:_LEAD]
    return blocks[-1].end if blocks else 0


def _sentence(doc: Doc, at: int) -> tuple[int, int]:
    """The sentence in which a place of the text is."""
    return next(((s.start, s.end) for s in doc.sentences if s.start <= at < s.end), (at, at))


def _later(day: date, days: int) -> date:
    """So many days later, or earlier; the end of time stays what it is."""
    return day if day == date.max else day + timedelta(days)


def _list(words: Iterable[object]) -> str:
    told = [str(w) for w in words]
    return " and ".join(filter(None, (", ".join(told[:-1]), told[-1]))) if told else ""
