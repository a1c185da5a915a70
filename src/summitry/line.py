"""The state of the line between two sides: how open it is on a day, by the contacts known.

All figures are those of the record, not of the world: a contact that no story of it tells is not counted.

- **held**: contacts told as held that can have begun by the day. How long ago one was is told as far as its
  date tells it, from the latest to the earliest day it can have been; the last one is the one surely latest, by the
  first of these days.
- **rank** of a contact: on each side the highest that its people have, and of the two the lower by `ranks.ORDER`, which
  both sides have reached. Of a visit the visitors' alone. Unknown where one side's is.
- **usual**: the median of the days between one occasion and the next. Contacts that share a day or follow on the next
  are one occasion, such as a visit and its meetings. Only contacts dated to within a week tell it, and five
  gaps at least; with fewer there is no usual.
- **subjects** of a half year, or of a year where the contacts reach over more than three: compared with the
  last one before that had any. New is what no earlier one had. A topic counts as its subjects (`subjects.py`), one
  without any as its own words.
- **ahead**: planned or possible, for the day or later; without a date, for a year after the last story that tells it.
  What is no longer ahead, or was put off, is open until some story tells what became of it.
- **led up**: what a contact's links tell came before it; without any, the held contacts since the last visit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from summitry import dates
from summitry.chains import Linked, Relation, linked
from summitry.errors import SummitryError
from summitry.model import Contact, Judgement, Kind, Role, Status
from summitry.names import words
from summitry.query import Filter, matches, ordered, side_code
from summitry.ranks import ORDER, Rank, highest, rank
from summitry.resolve import contacts as resolved
from summitry.subjects import subjects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from summitry.model import Decision, Party, Report
    from summitry.stores import Store

_EXACT_DAYS = 7  # a contact dated to within so many days tells the rhythm
_ENOUGH_GAPS = 5  # with fewer the median says little: one more contact may halve it
_BY_HALF_YEARS = timedelta(days=3 * 366)  # as long as all contacts lie within
_PLAN_LASTS = timedelta(days=366)  # for so long an undated plan, told once, is taken to be one
_CAME_BEFORE = frozenset({Relation.AFTER, Relation.BECAUSE_OF, Relation.REPLACES})


@dataclass(frozen=True, slots=True)
class Days:
    """How many days ago: at least and at most, as far as a date tells it."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Held:
    """A contact that was held, how long ago, and at which rank; None where that is not known."""

    contact: Contact
    ago: Days
    rank: Rank | None


@dataclass(frozen=True, slots=True)
class Silence:
    """Days without a contact, beside what was usual before."""

    last: Held | None  # None where no held contact has a date
    usual: float | None  # days, the median gap; None with too few gaps
    gaps: tuple[int, ...]  # days from the end of each occasion to the next, oldest first
    contacts: int  # that the gaps rest on
    shorter: int  # how many of the gaps were surely shorter than the silence


@dataclass(frozen=True, slots=True)
class Month:
    """The contacts held in a month."""

    month: str  # EDTF
    contacts: tuple[Contact, ...]

    def count(self, kind: Kind) -> int:
        """How many were of this kind."""
        return sum(1 for c in self.contacts if c.kind is kind)


@dataclass(frozen=True, slots=True)
class Visits:
    """Who went to whom: the visits held of one side to the other, latest first."""

    guest: str
    host: str
    visits: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the held contacts of a period were about, compared with those before."""

    period: str  # EDTF
    new: tuple[str, ...]
    returning: tuple[str, ...]  # not in the period before, but in an earlier one
    staying: tuple[str, ...]
    gone: tuple[str, ...]  # in the period before


@dataclass(frozen=True, slots=True)
class Ahead:
    """A contact planned or possible, and what has led up to it: its links, else the contacts since the last visit."""

    contact: Contact
    told: str | None  # date of the latest story that tells it, EDTF
    links: tuple[Linked, ...]
    since_visit: tuple[Contact, ...]  # held, the last visit first


@dataclass(frozen=True, slots=True)
class Uncounted:
    """What the figures leave out, in numbers."""

    stories: int = 0  # that tell of both sides, and whose date is not known to be the day or earlier
    undated: int = 0  # held contacts without a date
    vague: int = 0  # held contacts dated to more than a week, which tell no rhythm
    later: int = 0  # told as held on a later day


@dataclass(frozen=True, slots=True)
class Line:
    """How open the line between two sides is on a day."""

    sides: tuple[str, str]
    on: date
    hindsight: bool  # whether stories of later days, and undated ones, have their say
    held: int  # all held contacts, dated or not
    latest: tuple[Held, ...]  # the last of each kind at each rank, by rank and kind
    silence: Silence
    months: tuple[Month, ...]  # those with contacts, oldest first
    visits: tuple[Visits, Visits]
    subjects: tuple[Subjects, ...]  # oldest first
    ahead: tuple[Ahead, ...]
    open: tuple[Contact, ...]  # put off, or planned for a day that has passed: nobody tells what became of it
    uncounted: Uncounted


def known_by(reports: Iterable[Report], on: date) -> tuple[tuple[Report, ...], tuple[Report, ...]]:
    """The reports of stories surely published on the day or earlier, and those of which it is not known.

    The second are of stories without a date, or with one that may be either. What was surely published later is in
    neither.
    """
    known: list[Report] = []
    unsure: list[Report] = []
    for report in reports:
        days = dates.interval(report.published)
        if days is not None and days.last <= on:
            known.append(report)
        elif days is None or days.first <= on:
            unsure.append(report)
    return tuple(known), tuple(unsure)


def decided_by(decisions: Iterable[Decision], on: date) -> tuple[Decision, ...]:
    """What a person had decided on the day or earlier; what is called wrong was misread on any day."""
    told = (d for d in decisions if d.judgement is Judgement.WRONG or datetime.fromisoformat(d.at).date() <= on)
    return tuple(told)


def can_be_between(report: Report, sides: tuple[str, str]) -> bool:
    """Whether a report can be one of a contact between two sides: a party whose side is not told may be of either."""
    told = [p.side for p in report.parties]
    return any(told) and all(any(_may_be(side, asked) for side in told) for asked in sides)


def line(
    contacts: Iterable[Contact],
    sides: tuple[str, str],
    *,
    on: date,
    hindsight: bool = False,
    unsure: Iterable[Report] = (),
) -> Line:
    """How open the line between two sides is on a day.

    Args:
        contacts: those known; those of other sides are passed over.
        sides: their codes, see `pair`; a state within one takes part in it.
        on: the day.
        hindsight: whether the contacts rest on later stories too, to be told with the line.
        unsure: reports left out of the contacts since their stories may be later.
    """
    ours = ordered(c for c in contacts if _is_of(c, sides))
    every = [c for c in ours if c.status is Status.HELD]
    told = [h for c in every if (h := _held(c, sides, on=on))]
    held = sorted(told, key=_order)
    gaps, vague = _gaps(held)
    return Line(
        sides=sides,
        on=on,
        hindsight=hindsight,
        held=len(told) + sum(c.when is None for c in every),
        latest=_latest(held),
        silence=_silence(held, gaps, exact=len(held) - vague),
        months=_months(held),
        visits=(_visits(held, *sides), _visits(held, *reversed(sides))),
        subjects=_subjects(held),
        ahead=tuple(_ahead(ours, held, on=on)),
        open=tuple(c for c in ours if _is_open(c, on=on)),
        uncounted=Uncounted(
            stories=len({r.story_id for r in unsure if _is_between(r, sides)}),
            undated=sum(c.when is None for c in every),
            vague=vague,
            later=sum(c.when is not None for c in every) - len(told),
        ),
    )


def present(store: Store, sides: tuple[str, str], *, on: date) -> Line:
    """The line by all that a record has, right for the present day."""
    ours = store.these((e.id for e in store.entries(Filter(between=sides))), linked=False)
    # Links that follow from other contacts are slow to find, and told of what is ahead alone.
    ahead = {c.id: c for c in store.these(c.id for c in ours if is_ahead(c, on=on))}
    return line((ahead.get(c.id, c) for c in ours), sides, on=on, hindsight=True)


def past(store: Store, sides: tuple[str, str], *, on: date) -> Line:
    """The line by the stories surely of the day or earlier, resolved anew by what had been decided by then."""
    known, unsure = known_by(store.between(sides, until=on), on)
    decisions = decided_by(store.decisions(), on)
    judged = {anchor.story_id for d in decisions for anchor in d.anchors}
    ours = (r.id for r in known if can_be_between(r, sides))
    near = store.reached(ours, stories=judged, until=on)
    return line(resolved(near, decisions), sides, on=on, unsure=unsure)


def pair(a: str, b: str) -> tuple[str, str]:
    """The codes of two sides.

    Raises:
        SummitryError: for words that name no side, or where one is a part of the other.
    """
    first, second = side_code(a), side_code(b)
    if first == second or first.startswith(f"{second}-") or second.startswith(f"{first}-"):
        raise SummitryError(f'"{a}" and "{b}" are one side; give two, such as US CN')
    return first, second


# --- sides ----------------------------------------------------------------------------------


def _within(side: str | None, asked: str) -> bool:
    return side is not None and (side == asked or side.startswith(f"{asked}-"))


def _may_be(side: str | None, asked: str) -> bool:
    return side is None or _within(side, asked) or asked.startswith(f"{side}-")


def _is_of(contact: Contact, sides: tuple[str, str]) -> bool:
    """Whether both sides take part; two that visit a third together are in no contact by that."""
    if not matches(contact, Filter(between=sides)):
        return False
    guests = _guests(contact)
    others = [p for p in contact.parties if p.role is not Role.VISITOR]
    return not guests or any(_within(p.side, asked) for p in others for asked in sides)


def _is_between(report: Report, sides: tuple[str, str]) -> bool:
    return all(any(_within(p.side, asked) for p in report.parties) for asked in sides)


def _guests(contact: Contact) -> tuple[Party, ...]:
    return tuple(p for p in contact.parties if p.role is Role.VISITOR)


# --- held -----------------------------------------------------------------------------------


def _order(held: Held) -> tuple[int, int, bool, str]:
    """The surely latest last; a visit before the meetings of its first day."""
    return (-held.ago.most, -held.ago.least, held.contact.kind is not Kind.VISIT, held.contact.id)


def _held(contact: Contact, sides: tuple[str, str], *, on: date) -> Held | None:
    """The contact with its distance in days; None for one without a date, or of a later day."""
    days = dates.interval(contact.when)
    if days is None or days.first > on:
        return None
    ago = Days(max((on - days.last).days, 0), (on - days.first).days)
    return Held(contact, ago, _rank(contact, sides))


def _rank(contact: Contact, sides: tuple[str, str]) -> Rank | None:
    guests = _guests(contact) if contact.kind is Kind.VISIT else ()
    parties = guests or contact.parties
    found = []
    for asked in sides:
        ours = [p for p in parties if _within(p.side, asked)]
        if ours or not guests:
            found.append(highest(*(rank(p.office, side=p.side) for p in ours)))
    known = [r for r in found if r is not None]
    return max(known, key=ORDER.index) if known and len(known) == len(found) else None


def _latest(held: Sequence[Held]) -> tuple[Held, ...]:
    last = {(h.rank, h.contact.kind): h for h in held}
    ranks, kinds = (*ORDER, None), tuple(Kind)
    return tuple(last[key] for key in sorted(last, key=lambda key: (ranks.index(key[0]), kinds.index(key[1]))))


# --- rhythm ---------------------------------------------------------------------------------


def _gaps(held: Sequence[Held]) -> tuple[tuple[int, ...], int]:
    """The days between one occasion and the next, and how many contacts are dated too vaguely to tell."""
    found = [(h.ago.most, h.ago.least) for h in held if h.ago.most - h.ago.least < _EXACT_DAYS]
    occasions: list[tuple[int, int]] = []
    for most, least in sorted(found, reverse=True):
        if occasions and occasions[-1][1] - most <= 1:
            first, last = occasions[-1]
            occasions[-1] = (first, min(last, least))
        else:
            occasions.append((most, least))
    return tuple(before[1] - after[0] for before, after in pairwise(occasions)), len(held) - len(found)


def _silence(held: Sequence[Held], gaps: tuple[int, ...], *, exact: int) -> Silence:
    last = held[-1] if held else None
    return Silence(
        last=last,
        usual=float(median(gaps)) if len(gaps) >= _ENOUGH_GAPS else None,
        gaps=gaps,
        contacts=exact,
        shorter=sum(gap < last.ago.least for gap in gaps) if last else 0,
    )


def _months(held: Iterable[Held]) -> tuple[Month, ...]:
    """Contacts that may lie in several months are in none."""
    found: dict[str, list[Contact]] = {}
    for one in held:
        if period := _inside("month", one.contact):
            found.setdefault(period, []).append(one.contact)
    return tuple(Month(month, tuple(found[month])) for month in sorted(found))


def _inside(unit: str, contact: Contact) -> str | None:
    """The month, half year or year that has every day on which the contact can have been."""
    days = dates.interval(contact.when)
    if days is None:
        return None
    first, last = (_period(unit, day) for day in (days.first, days.last))
    return first if first == last else None


def _period(unit: str, day: date) -> str:
    if unit == "half year":
        return dates.half_year(day.year, 1 if day.month <= 6 else 2)
    return dates.period(unit, day)


def _visits(held: Iterable[Held], guest: str, host: str) -> Visits:
    visits = [h for h in held if h.contact.kind is Kind.VISIT and _is_guest(h.contact, guest, host)]
    return Visits(guest, host, tuple(reversed(visits)))


def _is_guest(visit: Contact, guest: str, host: str) -> bool:
    """Whether the one side visits and the other does not."""
    sides = [p.side for p in _guests(visit)]
    return any(_within(s, guest) for s in sides) and not any(_within(s, host) for s in sides)


# --- subjects -------------------------------------------------------------------------------


def _subjects(held: Sequence[Held]) -> tuple[Subjects, ...]:
    spans = [days for h in held if (days := dates.interval(h.contact.when))]
    if not spans:
        return ()
    reach = max(d.first for d in spans) - min(d.first for d in spans)
    unit = "half year" if reach <= _BY_HALF_YEARS else "year"
    told: dict[str, Counter[tuple[str, ...]]] = {}
    shown: dict[tuple[str, ...], str] = {}
    for one in held:
        period = _inside(unit, one.contact)
        if period and one.contact.topics:
            named = {key: name for topic in one.contact.topics for key, name in _subject_names(topic)}
            told.setdefault(period, Counter()).update(dict.fromkeys(named, 1))
            for key, name in named.items():
                shown.setdefault(key, name)
    return tuple(_compared(told, shown))


def _subject_names(topic: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """What a topic counts as: a key and what is shown for each of its subjects, or for the topic itself."""
    found = subjects_of(topic)
    return tuple((("subject", one.id), one.name) for one in found) or ((words(topic), topic),)


def _compared(told: Mapping[str, Counter[tuple[str, ...]]], shown: Mapping[tuple[str, ...], str]) -> Iterator[Subjects]:
    earlier: Counter[tuple[str, ...]] = Counter()
    before: Counter[tuple[str, ...]] = Counter()
    for period in sorted(told):
        now = told[period]
        yield Subjects(
            period,
            new=_names((t for t in now if t not in earlier), now, shown),
            returning=_names((t for t in now if t in earlier and t not in before), now, shown),
            staying=_names((t for t in now if t in before), now, shown),
            gone=_names((t for t in before if t not in now), before, shown),
        )
        earlier += now
        before = now


def _names(
    topics: Iterable[tuple[str, ...]], counts: Counter[tuple[str, ...]], shown: Mapping[tuple[str, ...], str]
) -> tuple[str, ...]:
    """The topics as first told, the most told first."""
    return tuple(shown[t] for t in sorted(topics, key=lambda t: (-counts[t], shown[t])))


# --- what is next ---------------------------------------------------------------------------


def _told(contact: Contact) -> str | None:
    """The date of the latest story that tells it."""
    found = [(days.last, r.published) for r in contact.reports if (days := dates.interval(r.published))]
    return max(found)[1] if found else None


def is_ahead(contact: Contact, *, on: date) -> bool:
    """Whether it is planned or possible, for a day not over or, without a date, as told not long ago."""
    if contact.status not in {Status.PLANNED, Status.POSSIBLE}:
        return False
    days = dates.interval(contact.when)
    if days is not None:
        return days.last >= on
    told = dates.interval(_told(contact))
    return told is not None and on - told.last <= _PLAN_LASTS


def _is_open(contact: Contact, *, on: date) -> bool:
    if contact.status is Status.POSTPONED:
        return True
    return contact.status in {Status.PLANNED, Status.POSSIBLE} and not is_ahead(contact, on=on)


def _ahead(ours: Sequence[Contact], held: Sequence[Held], *, on: date) -> Iterator[Ahead]:
    for contact in (c for c in ours if is_ahead(c, on=on)):
        links = tuple(one for one in linked(contact, ours) if one.relation in _CAME_BEFORE)
        yield Ahead(contact, _told(contact), links, () if links else _since_visit(held))


def _since_visit(held: Sequence[Held]) -> tuple[Contact, ...]:
    """The last visit and what followed; where there was none, all."""
    last = max((n for n, h in enumerate(held) if h.contact.kind is Kind.VISIT), default=0)
    begun = held[last].ago.most if held else 0
    return tuple(h.contact for h in held if h.ago.most <= begun)
