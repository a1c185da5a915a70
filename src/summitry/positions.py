"""What each side said on each subject, oldest first, and what is new in its words.

- **when**: no story dates each quotation. A statement has the date of its contact where its story tells that as held,
  and else the story's.
- **turn**: what one side said on one subject at one contact and date, or beside any contact in stories of one date.
- **once**: words of one side that stand in another story of the turn again, all or in part, are one statement.
- **shift**: only what stands in quotation marks is compared, for the rest is the story's wording; with what the side
  had in quotation marks on the subject at its last turn surely before. What is new there is marked, what is gone is
  listed. That the words differ is all that is told: not that the side has changed its mind, nor that a translator has.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from summitry import dates, subjects, wording
from summitry.model import Contact, Report, Source, Statement, Status
from summitry.names import name_words, same_name, words
from summitry.query import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summitry.stores import Store

NEWEST = 1000  # contacts that a question about many goes through: about a second
_LEAST = 3  # words that a part of a quotation needs to be taken for the same quotation
# Two turns are in part the same from this share of the fewer words on, and from two words. Of 100,000 pairs of
# quotations from the labelled stories, of other speakers and stories, 0.2 % share as much; 1.4 % with a single word.
_KIN, _FEW = 1 / 3, 2


class Wording(StrEnum):
    """How a side's words stand to those it had before."""

    SAME = "no new words"
    PARTLY = "in part the same words"
    OTHER = "other words"


@dataclass(frozen=True, slots=True)
class Shift:
    """What is new in a side's words on a subject, beside those of its last turn."""

    since: str  # that turn's date, EDTF
    wording: Wording
    new: tuple[Source, ...]  # words that the last turn did not have
    gone: tuple[str, ...]  # words that it had and that are not said again


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the story that gives it."""

    statement: Statement
    story: str  # its key
    published: str | None
    outlet: str | None
    also: tuple[str, ...] = ()  # keys of further stories that give these words, or a part of them


@dataclass(frozen=True, slots=True)
class Turn:
    """What a side said on a subject at a contact; beside any where there is none."""

    when: str | None
    contact: Contact | None
    said: tuple[Said, ...]
    shift: Shift | None = None  # None where there is nothing to compare: no date, nothing quoted, nothing before


@dataclass(frozen=True, slots=True)
class Position:
    """What a side said on a subject, oldest first, undated turns last."""

    subject: str | None  # None where none is known
    side: str | None
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What the sides said on a subject at one contact and date, or beside any, side by side."""

    when: str | None
    contact: Contact | None
    turns: tuple[Turn | None, ...]  # one for each side; None where it said nothing


@dataclass(frozen=True, slots=True)
class Abreast:
    """The positions on one subject side by side."""

    subject: str | None
    sides: tuple[str | None, ...]
    rows: tuple[Row, ...]  # oldest first, undated ones last


@dataclass(frozen=True, slots=True)
class Newest:
    """What was said last, and how far back it goes."""

    positions: tuple[Position, ...]
    since: date | None = None  # nothing that was said before is in them; None where they go back to the first word

    @property
    def before(self) -> date | None:
        """The day until which to ask for what was said before; None where there is nothing."""
        return self.since - timedelta(days=1) if self.since else None


def positions(
    contacts: Iterable[Contact],
    *,
    beside: Mapping[str, tuple[Statement, ...]] | None = None,
    wanted: Filter | None = None,
    at: str | None = None,
    first: date | None = None,
) -> tuple[Position, ...]:
    """What the sides said, subject by subject: those first on which most sides spoke, and then most often.

    Args:
        contacts: those at which it was said; turns that are not asked for are compared with nevertheless.
        beside: by story id, what was said in their stories at no contact.
        wanted: who spoke (`side`, or else `between`; `person`), on what (`topic`: a subject, or words of what was said)
            and when (`since`, `until`; an undated turn is not in them). Its other parts have no say.
        at: the id of the one contact whose turns are given.
        first: what was said before this day, or on no day, is left out, also of what words are compared with.

    Raises:
        SummitryError: for a date or a side that cannot be read.
    """
    wanted = wanted or Filter()
    sides = Filter(side=wanted.side, between=None if wanted.side else wanted.between).sides
    found: dict[_Key, dict[_Place, list[_Told]]] = {}
    for told in _told(tuple(contacts), beside or {}):
        if _speaks(told, sides, wanted.person) and _is_from(told.when, first):
            for subject in subjects_of(told.statement) or (None,):
                turns = found.setdefault((subject, told.side), {})
                turns.setdefault((told.contact.id if told.contact else None, told.when), []).append(told)
    made = (Position(*key, turns=_turns(key, places.values())) for key, places in found.items())
    kept = (replace(p, turns=tuple(_asked(p, wanted, at))) for p in made)
    return _ordered([p for p in kept if p.turns], sides)


def asked(store: Store, wanted: Filter, *, contact: str | None = None) -> tuple[Position, ...]:
    """What a record has of positions, at one contact or at all that the sides of the filter took part in.

    Raises:
        NotFoundError: for a contact that there is not.
        SummitryError: for a date or a side that cannot be read.
    """
    wanted.check()
    if contact is None:
        near = _without_links(store, Filter(side=wanted.side, between=wanted.between))
        beside = store.said({r.story_id for c in near for r in c.reports})
        return positions(near, beside=beside, wanted=wanted)
    one = store.contact(contact)
    sides = list(dict.fromkeys(p.side for p in one.parties if p.side))
    # What its sides said to each other before is what its words are compared with.
    met = _without_links(store, Filter(between=(sides[0], sides[1]))) if len(sides) > 1 else ()
    near = tuple(c for c in met if {*sides} <= {p.side for p in c.parties})
    return positions({c.id: c for c in (*near, one)}.values(), wanted=wanted, at=one.id)


def shown(store: Store, wanted: Filter, *, contact: str | None = None) -> Newest:
    """What was said at one contact, or at the newest; as `asked` and `newest`."""
    if contact is not None:
        return Newest(asked(store, wanted, contact=contact))
    return newest(store, wanted, most=NEWEST)


def newest(store: Store, wanted: Filter, *, most: int) -> Newest:
    """As `asked` at no one contact, but of so many contacts only: those that were, or were told, last.

    What there is of the days that it goes back to is there whole; the first words of a side are compared with nothing.

    Raises:
        SummitryError: for a date or a side that cannot be read.
    """
    wanted.check()
    until = wanted.days[1] if wanted.days and wanted.days[1] != date.max else None
    ids, since = store.told_last(Filter(side=wanted.side, between=wanted.between), until=until, most=most)
    near = store.these(ids, linked=False)
    beside = store.said({r.story_id for c in near for r in c.reports})
    found = positions(near, beside=beside, wanted=wanted, first=since)
    whole = since is None or (wanted.days is not None and since <= wanted.days[0])
    return Newest(found, None if whole else since)


def _without_links(store: Store, wanted: Filter) -> tuple[Contact, ...]:
    """The contacts asked for; what links them to others is slow to find, and has no say here."""
    return store.these((e.id for e in store.entries(wanted)), linked=False)


def abreast(found: Iterable[Position]) -> tuple[Abreast, ...]:
    """The positions subject by subject in their order, the turns of all sides in rows."""
    grouped = ((subject, tuple(group)) for subject, group in groupby(found, key=lambda p: p.subject))
    return tuple(Abreast(subject, tuple(p.side for p in group), _rows(group)) for subject, group in grouped)


def subjects_of(statement: Statement) -> tuple[str, ...]:
    """The subjects of a statement: those of its topic, or else of its words; where the scheme has none its topic."""
    topic = statement.topic.value if statement.topic else None
    found = (topic and subjects.subjects_of(topic)) or subjects.subjects_of(statement.text)
    return tuple(one.name for one in found) or ((topic,) if topic else ())


# --- what was told --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement as one report has it, or one story beside its reports."""

    statement: Statement
    report: Report
    contact: Contact | None
    when: str | None

    @property
    def side(self) -> str | None:
        """The speaker's side; where the story does not tell it that of the contact's one party of the name."""
        speaker = self.statement.speaker
        if speaker.side or speaker.name is None:
            return speaker.side.value if speaker.side else None
        parties = self.contact.parties if self.contact else ()
        sides = {p.side for p in parties if p.name and same_name(p.name, speaker.name.value)}
        return next(iter(sides)) if len(sides) == 1 else None


_Key: TypeAlias = tuple[str | None, str | None]  # subject and side
_Place: TypeAlias = tuple[str | None, str | None]  # contact and date


def _told(contacts: Sequence[Contact], beside: Mapping[str, tuple[Statement, ...]]) -> Iterator[_Told]:
    for contact in contacts:
        for report in contact.reports:
            held = report.status.value == Status.HELD.value
            when = (contact.when if held else None) or report.published
            yield from (_Told(s, report, contact, when) for s in report.statements)
    stories = {r.story_id: r for c in contacts for r in c.reports}
    for report in sorted(stories.values(), key=lambda r: (r.published or "", r.story_key, r.story_id)):
        yield from (_Told(s, report, None, report.published) for s in beside.get(report.story_id, ()))


def _turns(key: _Key, places: Iterable[list[_Told]]) -> tuple[Turn, ...]:
    """One side's turns on one subject in order, each compared with the one before."""
    turns = sorted((Turn(t[0].when, t[0].contact, _once(t)) for t in places), key=_turn_order)
    if None in key:
        return tuple(turns)  # what is on no known subject, or of no known side, cannot be on the same or of the same
    quoted = [
        _Quoted(t, days, w) for t in turns if (days := dates.interval(t.when)) and len(w := _vocabulary(t, key)) >= _FEW
    ]
    shifts = {id(q.turn): _shift(q, quoted) for q in quoted}
    return tuple(replace(turn, shift=shifts.get(id(turn))) for turn in turns)


def _turn_order(turn: Turn) -> tuple[date, date, str, str]:
    days = dates.interval(turn.when)
    last, first = (days.last, days.first) if days else (date.max, date.max)
    return (last, first, turn.contact.id if turn.contact else "", turn.said[0].statement.id)


def _rows(group: Sequence[Position]) -> tuple[Row, ...]:
    turns = sorted((t for p in group for t in p.turns), key=_turn_order)
    places = {_place(t): t.contact for t in turns}
    said = {(p.side, _place(t)): t for p in group for t in p.turns}
    return tuple(
        Row(place[1], contact, tuple(said.get((p.side, place)) for p in group)) for place, contact in places.items()
    )


def _place(turn: Turn) -> _Place:
    """Where it was said; by the contact's id, for a contact as a key is slow."""
    return (turn.contact.id if turn.contact else None, turn.when)


def _once(told: Iterable[_Told]) -> tuple[Said, ...]:
    """The statements of a turn in the order told; what another has too, in whole or in part, is one."""
    kept: list[Said] = []
    for one in told:
        said = Said(one.statement, one.report.story_key, one.report.published, _outlet(one.report))
        n = next((n for n, known in enumerate(kept) if _same(known, said)), None)
        if n is None:
            kept.append(said)
            continue
        longer, shorter = kept[n], said
        if len(shorter.statement.text) > len(longer.statement.text):
            longer, shorter = shorter, longer
        others = dict.fromkeys((*longer.also, shorter.story, *shorter.also))
        kept[n] = replace(longer, also=tuple(key for key in others if key != longer.story))
    return tuple(kept)


def _same(a: Said, b: Said) -> bool:
    """Whether one has the words of the other, or three of them or more in one piece."""
    if bool(a.statement.quoted) is not bool(b.statement.quoted):
        return False
    shorter, longer = sorted((words(a.statement.text), words(b.statement.text)), key=len)
    if shorter == longer:
        return True
    within = any(longer[n : n + len(shorter)] == shorter for n in range(len(longer) - len(shorter) + 1))
    return len(shorter) >= _LEAST and within


def _outlet(report: Report) -> str | None:
    return (report.origin.outlet or report.origin.agency) if report.origin else None


# --- what is new ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A turn with a date, and the words that say something in what is quoted of it."""

    turn: Turn
    days: dates.Interval
    words: tuple[wording.Word, ...]


def _vocabulary(turn: Turn, key: _Key) -> tuple[wording.Word, ...]:
    """The words of a turn but for the subject's name, which stands in all that is said on it."""
    quoted = (source for said in turn.said for source in said.statement.quoted)
    return wording.telling(quoted, but=filter(None, key[:1]))


def _shift(here: _Quoted, turns: Sequence[_Quoted]) -> Shift | None:
    """What is new beside the last turn that was surely before; of several of one day beside all of them."""
    end = bisect_left(turns, here.days.first, key=lambda t: t.days.last)
    if not end:
        return None
    last = turns[end - 1]
    there = [w for t in turns[:end] if t.days.last == last.days.last for w in t.words]
    stems, old = {w.stem for w in here.words}, {w.stem for w in there}
    alike = len(stems & old) >= max(_FEW, _KIN * min(len(stems), len(old)))
    kind = Wording.SAME if stems <= old else Wording.PARTLY if alike else Wording.OTHER
    gone: dict[str, str] = {}
    for word in there:
        if word.stem not in stems:
            gone.setdefault(word.stem, word.source.exact)
    new = tuple(w.source for w in here.words if w.stem not in old)
    return Shift(last.turn.when or "", kind, new, tuple(gone.values()))


# --- what is asked for ----------------------------------------------------------------------


def _speaks(told: _Told, sides: tuple[str, ...], person: str | None) -> bool:
    """Whether one of the sides says it, or a state within one, and the person; whoever where none is asked for."""
    side, speaker = told.side, told.statement.speaker
    if sides and not any(side and (side == s or side.startswith(f"{s}-")) for s in sides):
        return False
    name = speaker.name.value if speaker.name else ""
    return person is None or {*name_words(person)} <= {*name_words(name)}


def _is_from(when: str | None, first: date | None) -> bool:
    """Whether a date begins on a day or later; any date and none where no day is asked for."""
    days = dates.interval(when) if first else None
    return first is None or (days is not None and days.first >= first)


def _asked(position: Position, wanted: Filter, at: str | None) -> Iterator[Turn]:
    """The turns asked for, each with what is on the topic."""
    asked = wanted.days
    for turn in position.turns:
        days = dates.interval(turn.when)
        if at is not None and (turn.contact is None or turn.contact.id != at):
            continue
        if asked and not (days and days.first <= asked[1] and asked[0] <= days.last):
            continue
        on = wanted.topic
        said = tuple(s for s in turn.said if on is None or _is_on(s.statement, position.subject, on))
        if said:
            yield replace(turn, said=said)


def _is_on(statement: Statement, subject: str | None, topic: str) -> bool:
    """Whether the topic is the subject or a broader one, or each word of it begins one of the words told."""
    asked, one = subjects.subject(topic), subjects.subject(subject or "")
    if asked and one and subjects.falls_under(one, asked):
        return True
    told = (subject or "", statement.topic.value if statement.topic else "", statement.text)
    return any(all(any(w.startswith(part) for w in words(text)) for part in words(topic)) for text in told)


def _ordered(found: Sequence[Position], wanted: tuple[str, ...]) -> tuple[Position, ...]:
    """By subject; of one subject the sides as asked for, others by code, and the unknown side last."""
    sides: dict[str | None, int] = {}
    spoken: dict[str | None, int] = {}
    for one in found:
        sides[one.subject] = sides.get(one.subject, 0) + 1
        spoken[one.subject] = spoken.get(one.subject, 0) + sum(len(t.said) for t in one.turns)

    def order(one: Position) -> tuple[bool, int, int, str, int, bool, str]:
        place = wanted.index(one.side) if one.side in wanted else len(wanted)
        about = (one.subject is None, -sides[one.subject], -spoken[one.subject], one.subject or "")
        return (*about, place, one.side is None, one.side or "")

    return tuple(sorted(found, key=order))
