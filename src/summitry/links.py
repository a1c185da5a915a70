"""Reports → Reports: how the contacts of one story stand to each other, and to incidents.

A link is read from the story's words (`linkwords.py`) or follows from how two of its contacts are told:

- a meeting is `during` the visit on which its guest was, with hosts of that visit or in their country, and in its days;
- a contact `replaces` one of the same kind and parties that came to nothing, and after which it is told to be;
- a visit or meeting to come is `because_of` the message that invites to it;
- the trips of those who "followed to Nairobi" come `after` the visit there of the one whom they followed;
- a visit comes `after` the stop before it on one journey;
- what is to come is `after` the one contact that the same persons, or two sides without a name, had within a year.

Any other order (`before`, `after`) is told by words only: that one date comes after another, any timeline shows.
Of two links that contradict each other the surer one stands: words before structure, then the earlier in the text.
For two contacts there is one of `before`, `after` and `during`; no order runs in a circle, none against the dates.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from summitry import dates, linkwords
from summitry.extractors import followed
from summitry.linkwords import TO_COME, UNDONE, Found, same_party
from summitry.model import Basis, Incident, Kind, Link, LinkKind, Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summitry.model import Doc, Report, Source

_ORDERS = {LinkKind.BEFORE, LinkKind.AFTER, LinkKind.DURING}
# How soon what was called off is made good, as in `resolve.amends`: a call within weeks, a visit within months.
_AMENDS_DAYS = {Kind.VISIT.value: 183, Kind.MEETING.value: 92, Kind.CALL.value: 31, Kind.MESSAGE.value: 31}
_STAY_DAYS = 3  # how soon after an arrival what is planned there is still of the visit
_INVITES = re.compile(r"\b(?:invit(?:es?|ed|ing|ations?)|offer(?:s|ed|ing)?)\b", re.IGNORECASE)
_STILL = re.compile(
    r"\b(?:still|now|instead|reschedul\w+|eventually|finally|at last|after all|new date|back on)\b", re.IGNORECASE
)
_JOURNEY_DAYS = 3  # how soon the next stop of a journey follows
_STOP_DAYS = 4  # a stop told for longer may be a month in which it was, and its first day no day of arrival
_HOME = re.compile(r"\b(?:home(?! to (?:[a-z]|\d))|return(?:s|ed|ing)?|back (?:to|in|from))\b")
_SEQUEL_DAYS = 366  # after more than a year what is to come is a matter of its own
_SLACK_DAYS = 1  # a visit's meeting may be told for the day before or after: time zones, nights


def linked(doc: Doc, reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports of a story, each with its links to the others and to incidents, in the order of the words.

    A link that words tell has basis `stated`, one that follows from structure `inferred`, with the deciding words
    of the other contact for its source.
    """
    told = list(linkwords.found(doc, reports))
    structure = [*_in_visits(reports), *_made_good(reports), *_invited(reports), *_followed(reports)]
    kept = _consistent([*told, *structure, *_next_stops(doc, reports)], reports)
    kept = _consistent([*kept, *_sequels(doc, reports, kept)], reports)
    return tuple(
        replace(r, links=tuple(_link(doc, f, reports) for f in kept if f.subject == n)) for n, r in enumerate(reports)
    )


def _link(doc: Doc, f: Found, reports: Sequence[Report]) -> Link:
    source = doc.story.source(f.start, f.end)
    basis = Basis.INFERRED if f.rule.startswith("link:same-") else Basis.STATED
    if isinstance(f.other, Incident):
        return Link(f.kind, source, f.rule, incident=f.other, basis=basis)
    return Link(f.kind, source, f.rule, report_id=reports[f.other].id, basis=basis)


# --- from structure -------------------------------------------------------------------------


def _in_visits(reports: Sequence[Report]) -> Iterator[Found]:
    """Meetings that were made on a visit told in the same story, where only one can be meant."""
    visits = [(n, r) for n, r in enumerate(reports) if r.kind.value == Kind.VISIT]
    for n, meeting in enumerate(reports):
        homes = [(v, visit) for v, visit in visits if meeting.kind.value == Kind.MEETING and _made_on(meeting, visit)]
        if len(homes) == 1:
            v, visit = homes[0]
            words = visit.kind.source
            yield Found(n, LinkKind.DURING, v, words.start, words.end, "link:same-visit")


def _made_on(meeting: Report, visit: Report) -> bool:
    """Whether the visit's guest met there: with its hosts or in their country, and in its days."""
    if not _statuses_fit(meeting, visit) or not _days_fit(meeting, visit):
        return False
    guests = [p for p in visit.parties if p.role is Role.VISITOR]
    hosts = {p.side.partition("-")[0] for p in visit.parties if p.role is Role.HOST and p.side}
    if not any(same_party(p, q) for p in guests for q in meeting.parties):
        return False
    if meeting.where.country:
        there = {visit.where.country.value} if visit.where.country else hosts
        return meeting.where.country.value in there
    return bool(hosts & {p.side.partition("-")[0] for p in meeting.parties if p.side})


def _statuses_fit(meeting: Report, visit: Report) -> bool:
    """What was held was on a visit that was; what is to be, on one held or to be; what is undone, on one undone."""
    m, v = Status(meeting.status.value), Status(visit.status.value)
    if m is Status.HELD:
        return v is Status.HELD
    if m in UNDONE:
        return v in UNDONE
    return v not in UNDONE


def _days_fit(meeting: Report, visit: Report) -> bool:
    """Whether both can be of the same days; of a date and none the story must be sure in another way: its status."""
    if meeting.when is None or visit.when is None:
        return meeting.status.value == visit.status.value
    if (visit.status.value, meeting.status.value) == (Status.HELD, Status.PLANNED):
        there, then = dates.interval(visit.when.value), dates.interval(meeting.when.value)
        if there and then and 0 <= (then.first - there.last).days <= _STAY_DAYS:
            return True  # arrived, and the meeting still to come
    return not dates.exclude(meeting.when.value, visit.when.value, slack_days=_SLACK_DAYS)


def _made_good(reports: Sequence[Report]) -> Iterator[Found]:
    """For each contact that came to nothing the first that stands in for it: of the same kind and parties."""
    for o, old in enumerate(reports):
        if old.status.value not in UNDONE:
            continue
        fits = [
            (_first_day(new) or date.max, n)
            for n, new in enumerate(reports)
            if new.status.value not in UNDONE and _same_contact(old, new) and _later(old, new)
        ]
        if fits:
            words = old.status.source
            yield Found(min(fits)[1], LinkKind.REPLACES, o, words.start, words.end, "link:same-parties")


def _invited(reports: Sequence[Report]) -> Iterator[Found]:
    """What is to come because of a message that invites to it: the one visit of its sides, or else the one meeting."""
    for m, message in enumerate(reports):
        words = message.kind.source
        if message.kind.value != Kind.MESSAGE or not _INVITES.search(words.exact):
            continue
        ahead = [n for n, r in enumerate(reports) if r.status.value in TO_COME and _between_same(r, message)]
        visits, meetings = ([n for n in ahead if reports[n].kind.value == k] for k in (Kind.VISIT, Kind.MEETING))
        if len(to := visits or meetings) == 1:
            yield Found(to[0], LinkKind.BECAUSE_OF, m, words.start, words.end, "link:same-invitation")


def _followed(reports: Sequence[Report]) -> Iterator[Found]:
    """The trips of those who followed somebody, after the one visit to the same hosts: "was followed to Nairobi by"."""
    for n, trip in enumerate(reports):
        if trip.kind.rule != followed.RULE:
            continue
        before = [
            m
            for m, visit in enumerate(reports)
            if (visit.kind.value, visit.status.value) == (Kind.VISIT, Status.HELD)
            and visit.kind.rule != followed.RULE
            and _hosts(visit) & _hosts(trip)
        ]
        if len(before) == 1:
            words = trip.kind.source
            yield Found(n, LinkKind.AFTER, before[0], words.start, words.end, "link:followed")


def _next_stops(doc: Doc, reports: Sequence[Report]) -> Iterator[Found]:
    """Visits of one guest, each after the one that ended within days before it, with no return told between them."""
    visits = [
        (n, r, d)
        for n, r in enumerate(reports)
        if r.kind.value == Kind.VISIT and (d := _told_days(r)) and d.days <= _STOP_DAYS
    ]
    for n, visit, days in visits:
        if visit.status.value in UNDONE:
            continue
        before = [
            (then.last, m, other)
            for m, other, then in visits
            if then.first < days.first and then.last <= days.first and _elsewhere(other, visit)
        ]
        last = [(m, other) for end, m, other in before if end == max(b[0] for b in before)]
        if len(last) == 1 and (days.first - max(b[0] for b in before)).days <= _JOURNEY_DAYS:
            m, other = last[0]
            words = other.kind.source
            if not _went_home(doc, words, visit.kind.source):
                yield Found(n, LinkKind.AFTER, m, words.start, words.end, "link:same-journey")


def _went_home(doc: Doc, stop: Source, following: Source) -> bool:
    """Whether a return is told between the words of two stops; of a stop told later than the next, behind its words."""
    until = following.start
    if until < stop.end:
        until = next(s.end for s in doc.sentences if stop.start < s.end)
    return _HOME.search(doc.story.text, stop.end, until) is not None


def _told_days(report: Report) -> dates.Interval | None:
    return dates.interval(_told(report))


def _elsewhere(a: Report, b: Report) -> bool:
    """Whether two visits are of one guest, to different hosts."""
    guests = [[p for p in r.parties if p.role is Role.VISITOR and p.name] for r in (a, b)]
    return any(same_party(p, q) for p in guests[0] for q in guests[1]) and not _hosts(a) & _hosts(b)


def _sequels(doc: Doc, reports: Sequence[Report], kept: Sequence[Found]) -> Iterator[Found]:
    """What is to come, after the one contact held between its persons, or its two sides, that the story tells.

    Whatever is tied to it in another way is left alone.
    """
    held = [(n, r) for n, r in enumerate(reports) if r.status.value == Status.HELD]
    for n, new in enumerate(reports):
        if new.status.value not in TO_COME:
            continue
        for same in (_same_persons, _same_sides):
            olds = [(m, old) for m, old in held if same(old, new)]
            if len(olds) != 1:
                continue
            m, old = olds[0]
            tied = any({f.subject, _name(f.other)} == {n, m} for f in kept)
            if not tied and _over_before(old, new) and _within_a_year(doc, old, new):
                words = old.kind.source
                yield Found(n, LinkKind.AFTER, m, words.start, words.end, "link:same-sides")
            break


def _same_persons(old: Report, new: Report) -> bool:
    """Whether both are of the same persons, two or more, and of nobody else who is named."""
    theirs, mine = ([p for p in r.parties if p.name] for r in (old, new))
    return len(mine) == len(theirs) > 1 and all(any(same_party(p, q) for q in theirs) for p in mine)


def _same_sides(old: Report, new: Report) -> bool:
    """Whether both are between the same sides, and nobody is named in either."""
    return not any(p.name for r in (old, new) for p in r.parties) and _between_same(old, new)


def _within_a_year(doc: Doc, old: Report, new: Report) -> bool:
    """Whether the old one is known to be recent when the new one, or the story that tells of it, comes."""
    then = dates.interval(old.when.value) if old.when else None
    now = _told_days(new) or dates.interval(doc.story.date)
    return then is not None and now is not None and (now.first - then.last).days <= _SEQUEL_DAYS


def _over_before(old: Report, new: Report) -> bool:
    """Whether the old one is over when the new one begins; on a visit that was begun much is still to come."""
    then, now = _told_days(old), _told_days(new)
    if then and now:
        return then.last < now.first
    return old.kind.value != Kind.VISIT


def _hosts(visit: Report) -> set[str]:
    return {p.side for p in visit.parties if p.role is Role.HOST and p.side}


def _between_same(a: Report, b: Report) -> bool:
    """Whether two contacts are between the same sides, and somebody takes part in both."""
    return _meet(a, b) and {p.side for p in a.parties} == {p.side for p in b.parties}


def _first_day(report: Report) -> date | None:
    days = dates.interval(report.when.value) if report.when else None
    return days.first if days else None


def _same_contact(old: Report, new: Report) -> bool:
    """Whether both are of one kind, of the same parties in the same roles."""
    if old.kind.value != new.kind.value or len(old.parties) != len(new.parties):
        return False
    return all(any(same_party(p, q) and p.role is q.role for q in new.parties) for p in old.parties)


def _later(old: Report, new: Report) -> bool:
    """Whether the new one is told to come after the old one was to: by dates, by its words, or as what was put off."""
    then, now = dates.interval(old.when.value) if old.when else None, _first_day(new)
    if then and now:
        return old.status.value != Status.REFUSED and 0 < (now - then.last).days <= _AMENDS_DAYS[new.kind.value]
    if any(_STILL.search(s.exact) for s in new.evidence):
        return True
    return old.status.value == Status.POSTPONED and new.kind.source.start < old.kind.source.start


# --- what can stand together ----------------------------------------------------------------


def _consistent(found: Iterable[Found], reports: Sequence[Report]) -> list[Found]:
    """The links without those that contradict a surer one, a date, or themselves."""
    kept: list[Found] = []
    for f in found:
        if _can_be(f, reports) and not any(_same_matter(f, k) for k in kept) and not _in_a_circle([*kept, f]):
            kept.append(f)
    return kept


def _same_matter(f: Found, k: Found) -> bool:
    """Whether a link kept says already how these two stand, in time or as cause."""
    mine, its = ({_name(x.subject), _name(x.other)} for x in (f, k))
    return mine == its and (f.kind is k.kind or (f.kind in _ORDERS and k.kind in _ORDERS))


def _name(end: int | Incident) -> int | str:
    return end.id if isinstance(end, Incident) else end


def _in_a_circle(links: Sequence[Found]) -> bool:
    """Whether by these links something comes before itself. What a visit is before, its meetings are before too."""
    parts: dict[int | str, set[int | str]] = {}
    for f in links:
        if f.kind is LinkKind.DURING:
            parts.setdefault(_name(f.other), {_name(f.other)}).add(f.subject)
    later: dict[int | str, set[int | str]] = {}
    for f in links:
        if f.kind in {LinkKind.BEFORE, LinkKind.AFTER}:
            first, last = _name(f.subject), _name(f.other)
            if f.kind is LinkKind.AFTER:
                first, last = last, first
            for one in parts.get(first, {first}):
                later.setdefault(one, set()).update(parts.get(last, {last}))
    return any(start in _reached(later, start) for start in later)


def _reached(later: Mapping[int | str, set[int | str]], start: int | str) -> set[int | str]:
    """All that comes after a contact or incident, over any number of steps."""
    seen: set[int | str] = set()
    todo = [start]
    while todo:
        new = later.get(todo.pop(), set()) - seen
        seen |= new
        todo += new
    return seen


def _can_be(f: Found, reports: Sequence[Report]) -> bool:
    """Whether dates and statuses allow the link."""
    mine = reports[f.subject]
    if isinstance(f.other, Incident):
        return _days_allow(f.kind, _told(mine), f.other.when.value if f.other.when else None)
    its = reports[f.other]
    if f.kind is LinkKind.REPLACES:
        undone = its.status.value in UNDONE and mine.status.value not in UNDONE
        return undone and mine.kind.value == its.kind.value and _meet(mine, its)
    if f.kind is LinkKind.DURING:
        return f.rule.startswith("link:same-") or _can_be_part(mine, its)
    return its.status.value not in UNDONE and _days_allow(f.kind, _told(mine), _told(its))


def _days_allow(kind: LinkKind, mine: str | None, its: str | None) -> bool:
    """Whether a contact of one date can stand so to what is of another; an unknown one allows all."""
    a, b = dates.interval(mine), dates.interval(its)
    if a is None or b is None or kind is LinkKind.REPLACES:
        return True
    if kind is LinkKind.DURING:
        return not dates.exclude(mine, its, slack_days=_SLACK_DAYS)
    return a.first <= b.last if kind is LinkKind.BEFORE else b.first <= a.last


def _told(report: Report) -> str | None:
    """The date that words tell; one that is only inferred speaks against no other words."""
    return report.when.value if report.when and report.when.basis is not Basis.INFERRED else None


def _can_be_part(mine: Report, its: Report) -> bool:
    """Whether one contact can be a part of another: of a visit, or a meeting of a meeting, and somebody in both."""
    within = its.kind.value == Kind.VISIT != mine.kind.value or mine.kind.value == its.kind.value == Kind.MEETING
    if not within or mine.status.value == Status.HELD != its.status.value:
        return False
    return _meet(mine, its) and _days_allow(LinkKind.DURING, _told(mine), _told(its))


def _meet(a: Report, b: Report) -> bool:
    """Whether somebody takes part in both."""
    return any(same_party(p, q) for p in a.parties for q in b.parties)
