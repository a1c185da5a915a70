"""Two sides: the state of the line between them on a day, and what each said on each subject."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry import dates
from summitry.facts import side_name
from summitry.line import pair as codes
from summitry.model import Kind
from summitry.positions import abreast
from summitry.ranks import ORDER, Rank
from summitry.terminal.links import RELATIONS
from summitry.terminal.words import count
from summitry.web.views.brief import Brief, brief
from summitry.web.views.pictures import Picture, picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from summitry import line, positions
    from summitry.chains import Linked, Relation
    from summitry.charts import Chart
    from summitry.model import Form, Source
    from summitry.positions import Wording
    from summitry.record import Record
    from summitry.web.asked import Asked

_STEPS = 5  # contacts since the last visit that are shown
_PERIODS = 4  # of subjects
_VISITS = 5
_SUBJECTS = 12  # on which positions are shown whole; the others are named
_ROWS = 6  # turns of a subject: the latest


@dataclass(frozen=True, slots=True)
class Side:
    """A side by code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Ago:
    """Days ago, at least and at most, as far as a date tells it."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Silent:
    """The silence beside what is usual, in days."""

    last: Brief | None
    ago: Ago | None
    usual: float | None  # the median gap; None where too few are known
    gaps: int
    contacts: int  # that the gaps rest on
    shorter: int  # how many of the gaps were surely shorter than the silence


@dataclass(frozen=True, slots=True)
class Cell:
    """The last contact of a kind at a rank."""

    kind: Kind
    contact: Brief | None


@dataclass(frozen=True, slots=True)
class AtRank:
    """The last contacts at a rank, which both sides reached; None where one side's is not known."""

    rank: Rank | None
    cells: tuple[Cell, ...]  # one for each kind that the line has


@dataclass(frozen=True, slots=True)
class Month:
    """How many contacts were held in a month."""

    month: str
    contacts: int
    address: str


@dataclass(frozen=True, slots=True)
class Way:
    """The visits of one side to the other, latest first."""

    guest: Side
    host: Side
    visits: tuple[Brief, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Period:
    """What the held contacts of a period were about, compared with those before."""

    period: str
    new: tuple[str, ...]
    returning: tuple[str, ...]
    staying: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedUp:
    """What came before a contact by a link: another contact or an incident."""

    relation: Relation
    words: str  # the relation in words
    contact: Brief | None
    incident: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Next:
    """A contact planned or possible, the date of the latest story that tells it, and what its links tell of before."""

    contact: Brief
    told: str | None
    links: tuple[LedUp, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what was said; `new` where the side had not used the words when it last spoke on the subject."""

    text: str
    new: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody said, and where it stands."""

    speaker: str | None
    form: Form
    parts: tuple[tuple[Piece, ...], ...]
    story: str  # its key
    story_id: str
    published: str | None
    also: tuple[str, ...]  # keys of further stories


@dataclass(frozen=True, slots=True)
class SideTurn:
    """What one side said at one contact and date, beside what it said before."""

    said: tuple[Words, ...]
    since: str | None  # the date of its last words on the subject
    wording: Wording | None  # how these stand to them
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turns:
    """What both sides said at one contact and date; None where one said nothing."""

    when: str | None
    contact: str | None  # its id
    sides: tuple[SideTurn | None, ...]


@dataclass(frozen=True, slots=True)
class Stands:
    """Positions on a subject side by side, oldest first."""

    subject: str | None
    sides: tuple[Side | None, ...]
    rows: tuple[Turns, ...]
    earlier: int  # rows before these, not shown


@dataclass(frozen=True, slots=True)
class PairPage:
    """The line between two sides."""

    sides: tuple[Side, Side]
    on: str  # EDTF
    present: bool  # whether it is the line of now, in which undated stories have their say
    held: int
    silence: Silent
    kinds: tuple[Kind, ...]  # that the line has
    latest: tuple[AtRank, ...]
    months: tuple[Month, ...]
    picture: Picture | None
    visits: tuple[Way, ...]
    subjects: tuple[Period, ...]  # the latest first
    ahead: tuple[Next, ...]
    since_visit: tuple[Brief, ...]  # where no link tells what led up to what is ahead
    visited: bool  # whether the first of these is a visit
    open: tuple[Brief, ...]
    uncounted: tuple[str, ...]  # what the figures leave out, in words
    positions: tuple[Stands, ...]
    also_on: tuple[str, ...]  # further subjects on which somebody spoke
    timeline: str  # the address of all their contacts
    all_positions: str  # what to type for all positions


def pair(record: Record, asked: Asked) -> PairPage:
    """The line between two sides, `?on=` a day by what was known then.

    Raises:
        SummitryError: for words that name no side, one side twice, or what is no day.
    """
    sides = codes(asked.path["a"], asked.path["b"])
    day = asked.day("on")
    on = day or asked.today
    told = record.line(*sides, on=on, hindsight=day is None)
    shown = tuple(Side(code, side_name(code)) for code in sides)
    since = next((a.since_visit for a in told.ahead if a.since_visit), ())
    stands = abreast(record.positions(between=sides, until=day.isoformat() if day else None))
    stands = tuple(_known(one, day) for one in stands) if day else stands
    stands = tuple(one for one in stands if one.rows)
    about = [one for one in stands if one.subject]
    return PairPage(
        sides=(shown[0], shown[1]),
        on=on.isoformat(),
        present=day is None,
        held=told.held,
        silence=_silence(told.silence),
        kinds=_kinds(told),
        latest=tuple(_latest(told)),
        months=tuple(Month(m.month, len(m.contacts), _period(sides, m.month)) for m in told.months),
        picture=_rhythm(told, sides),
        visits=tuple(_way(v) for v in told.visits if v.visits),
        subjects=tuple(
            Period(s.period, s.new, s.returning, s.staying, s.gone) for s in reversed(told.subjects[-_PERIODS:])
        ),
        ahead=tuple(_next(a) for a in told.ahead),
        since_visit=tuple(map(brief, since[-_STEPS:])),
        visited=any(c.kind is Kind.VISIT for c in since),
        open=tuple(map(brief, told.open)),
        uncounted=tuple(_uncounted(told)),
        positions=tuple(_stands(one) for one in about[:_SUBJECTS]),
        also_on=tuple(one.subject for one in about[_SUBJECTS:] if one.subject),
        timeline=f"/timeline?side={sides[0]}&other={sides[1]}",
        all_positions=f"summitry positions --between {sides[0]} {sides[1]}",
    )


# --- the line -------------------------------------------------------------------------------


def _silence(told: line.Silence) -> Silent:
    last = told.last
    return Silent(
        last=brief(last.contact) if last else None,
        ago=Ago(last.ago.least, last.ago.most) if last else None,
        usual=told.usual,
        gaps=len(told.gaps),
        contacts=told.contacts,
        shorter=told.shorter,
    )


def _kinds(told: line.Line) -> tuple[Kind, ...]:
    return tuple(kind for kind in Kind if any(h.contact.kind is kind for h in told.latest))


def _latest(told: line.Line) -> Iterator[AtRank]:
    found = {(h.rank, h.contact.kind): brief(h.contact) for h in told.latest}
    for rank in (*ORDER, None):
        cells = tuple(Cell(kind, found.get((rank, kind))) for kind in _kinds(told))
        if any(cell.contact for cell in cells):
            yield AtRank(rank, cells)


def _period(sides: tuple[str, str], of: str) -> str:
    return f"/timeline?side={sides[0]}&other={sides[1]}&since={of}&until={of}"


def _rhythm(told: line.Line, sides: tuple[str, str]) -> Picture | None:
    contacts = [c for month in told.months for c in month.contacts]
    if not contacts:
        return None

    def chart() -> Chart:
        from summitry import charts  # noqa: PLC0415 - an extra, and slow to load

        return charts.rhythm(contacts, link=lambda of: _period(sides, of))

    return picture(chart)


def _way(told: line.Visits) -> Way:
    guest, host = (Side(code, side_name(code)) for code in (told.guest, told.host))
    return Way(guest, host, tuple(brief(h.contact) for h in told.visits[:_VISITS]), len(told.visits))


def _next(told: line.Ahead) -> Next:
    return Next(brief(told.contact), told.told, tuple(map(_led_up, told.links)))


def _led_up(one: Linked) -> LedUp:
    return LedUp(
        relation=one.relation,
        words=RELATIONS[one.relation],
        contact=brief(one.contact) if one.contact else None,
        incident=one.incident.name.value if one.incident else None,
        quote=one.link.source.exact,
    )


def _uncounted(told: line.Line) -> Iterator[str]:
    left_out = told.uncounted
    if left_out.stories:
        yield f"{count(left_out.stories, 'story', 'stories')} that may be of a later day"
    if left_out.undated:
        yield f"{count(left_out.undated, 'held contact')} without a date"
    if left_out.vague:
        yield f"{count(left_out.vague, 'held contact')} dated too vaguely to tell what is usual"
    if left_out.later:
        yield f"{count(left_out.later, 'contact')} told as held on a later day"


# --- positions ------------------------------------------------------------------------------


def _known(one: positions.Abreast, day: date) -> positions.Abreast:
    """What stories surely published by a day tell of it."""
    rows = (replace(row, turns=tuple(_turn_known(turn, day) for turn in row.turns)) for row in one.rows)
    return replace(one, rows=tuple(row for row in rows if any(row.turns)))


def _turn_known(turn: positions.Turn | None, day: date) -> positions.Turn | None:
    if turn is None:
        return None
    said = tuple(s for s in turn.said if (days := dates.interval(s.published)) and days.last <= day)
    return replace(turn, said=said) if said else None


def _stands(one: positions.Abreast) -> Stands:
    sides = tuple(Side(code, side_name(code)) if code else None for code in one.sides)
    rows = tuple(
        Turns(row.when, row.contact.id if row.contact else None, tuple(_turn(t) if t else None for t in row.turns))
        for row in one.rows[-_ROWS:]
    )
    return Stands(one.subject, sides, rows, max(0, len(one.rows) - _ROWS))


def _turn(turn: positions.Turn) -> SideTurn:
    shift = turn.shift
    new = shift.new if shift else ()
    return SideTurn(
        said=tuple(_words(said, new) for said in turn.said),
        since=shift.since if shift else None,
        wording=shift.wording if shift else None,
        gone=shift.gone if shift else (),
    )


def _words(said: positions.Said, new: Iterable[Source]) -> Words:
    statement = said.statement
    speaker = statement.speaker
    named = [claim.value for claim in (speaker.name, speaker.office) if claim]
    return Words(
        speaker=", ".join(named) or statement.named_by.exact,
        form=statement.form,
        parts=tuple(tuple(_pieces(source, new)) for source in statement.words),
        story=said.story,
        story_id=statement.named_by.story_id,
        published=said.published,
        also=said.also,
    )


def _pieces(words: Source, new: Iterable[Source]) -> Iterator[Piece]:
    """The words with those among them that are new set off; put together they are the words."""
    at = words.start
    inside = sorted({(n.start, n.end) for n in new if n.story_id == words.story_id})
    for start, end in inside:
        if at <= start and end <= words.end:
            if at < start:
                yield Piece(words.exact[at - words.start : start - words.start], new=False)
            yield Piece(words.exact[start - words.start : end - words.start], new=True)
            at = end
    if at < words.end:
        yield Piece(words.exact[at - words.start :], new=False)
