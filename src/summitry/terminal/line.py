"""The state of a line as `line` prints it: last contacts, silence, months, who goes to whom, subjects, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from summitry import dates, facts
from summitry.model import Kind
from summitry.ranks import ORDER, Rank
from summitry.terminal import console, words
from summitry.terminal.links import RELATIONS
from summitry.terminal.timeline import STATUS_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from rich.console import RenderableType
    from rich.table import Table

    from summitry.chains import Linked
    from summitry.line import Ahead, Days, Held, Line, Month, Subjects, Visits
    from summitry.model import Contact

    _ListRow: TypeAlias = tuple[Text, Text, Text]  # when, what, id

_QUIET = "dim"
_ID_STYLE = "cyan"
_WAYS = {Kind.MEETING: "In person", Kind.VISIT: "Visit", Kind.CALL: "Call", Kind.MESSAGE: "Message"}
_RANKS = {
    Rank.LEADER: "Leaders",
    Rank.MINISTER: "Ministers",
    Rank.SENIOR_OFFICIAL: "Senior officials",
    Rank.LEGISLATURE: "Legislatures",
    Rank.STATE_WITHIN: "States within a state",
    None: "Other, or not told",
}
_ROWS = 18  # months and silent stretches shown
_PERIODS = 3
_STEPS = 5
_TOPICS = 6
_BAR = 30  # columns of the longest bar at most
_LABEL = 21  # "Nov 2023 – Feb 2024" and a gap


def line(one: Line, *, width: int, pipe: bool) -> RenderableType:
    """All that is known of the line, each part under its own heading; parts without content are left out.

    Args:
        one: the line.
        width: columns to fill at most.
        pipe: without ruled lines and blocks, for output that is no terminal.
    """
    ids = words.short_ids(_contacts(one))
    parts: list[RenderableType] = [_heading(one), *_silence(one, ids)]
    if one.latest:
        parts += [_title("Last contact at each rank"), _latest(one.latest, ids, pipe=pipe)]
    if one.months:
        parts += [_title("Contacts each month"), _months(one.months, one, width=width, pipe=pipe)]
    if any(v.visits for v in one.visits):
        parts += [_title("Who goes to whom"), _list(_visit_rows(one.visits, ids), pipe=pipe)]
    if one.subjects:
        parts += [_title("Subjects that come and go"), _subjects(one.subjects, pipe=pipe)]
    ahead = tuple(_ahead_rows(one.ahead, ids))
    parts += [_title("Planned or possible"), _list(ahead, pipe=pipe) if ahead else Text("nothing known", style=_QUIET)]
    if one.open:
        rows = (_contact_row(c, ids) for c in one.open)
        parts += [_title("Put off, or its day has passed: nobody tells what became of it"), _list(rows, pipe=pipe)]
    if notes := tuple(_notes(one)):
        parts += [_title("Not counted"), *(Text(note, style=_QUIET) for note in notes)]
    return Group(*parts)


def _contacts(one: Line) -> Iterator[Contact]:
    """All that is shown, so that their short ids differ."""
    yield from (h.contact for h in (*one.latest, *(h for v in one.visits for h in v.visits)))
    yield from (c for m in one.months for c in m.contacts)
    yield from one.open
    for ahead in one.ahead:
        yield ahead.contact
        yield from (link.contact for link in ahead.links if link.contact)
        yield from ahead.since_visit
    if one.silence.last:
        yield one.silence.last.contact


def _title(told: str) -> Text:
    return Text(f"\n{told}", style="bold")


def _heading(one: Line) -> Text:
    names = " — ".join(f"{facts.side_name(side)} ({side})" for side in one.sides)
    known = "" if one.hindsight else ", as known then"
    return Text(names, style="bold").append(f"   on {words.date(one.on.isoformat())}{known}", style=_QUIET)


# --- silence --------------------------------------------------------------------------------


def _silence(one: Line, ids: Mapping[str, str]) -> Iterator[Text]:
    last = one.silence.last
    if last is None:
        told = f"{words.count(one.held, 'held contact')}, none with a date" if one.held else "no contact that was held"
        yield Text(f"Known: {told}.")
        return
    when, what, id_ = _contact_row(last.contact, ids)
    yield Text("Last contact: ").append_text(when).append(", ").append_text(what).append("  ").append_text(id_)
    yield Text(f"Silence: {_days(last.ago)}. {_usual(one)}.")


def _usual(one: Line) -> str:
    """What silence is usual, on how much that rests, and how the present one compares."""
    silence = one.silence
    gaps = len(silence.gaps)
    rests = f"{words.count(gaps, 'gap')} between {words.count(silence.contacts, 'held contact')}"
    if silence.usual is None:
        return f"Too little is known to say what is usual{f': {rests}' if gaps else ''}"
    longer = "every one" if silence.shorter == gaps else f"{silence.shorter:,}"
    return f"Usual: {silence.usual:g} days, the median of {rests}; this one is longer than {longer} of them"


def _days(ago: Days) -> str:
    if ago.least == ago.most:
        return words.count(ago.least, "day")
    return f"{ago.least:,} to {ago.most:,} days"


# --- the last of each rank ------------------------------------------------------------------


def _latest(latest: Sequence[Held], ids: Mapping[str, str], *, pipe: bool) -> Table:
    found = {(h.rank, h.contact.kind): h for h in latest}
    kinds = [kind for kind in Kind if any(h.contact.kind is kind for h in latest)]
    table = console.table(pipe=pipe)
    table.add_column("Rank")
    for kind in (k for k in _WAYS if k in kinds):
        table.add_column(_WAYS[kind])
    for rank in (*ORDER, None):
        if any(h.rank is rank for h in latest):
            cells = (found.get((rank, kind)) for kind in _WAYS if kind in kinds)
            table.add_row(_RANKS[rank], *(_cell(h, ids) for h in cells))
    return table


def _cell(held: Held | None, ids: Mapping[str, str]) -> Text:
    """The date over the id."""
    if held is None:
        return Text("–", style=_QUIET)
    return Text(words.date(held.contact.when)).append(f"\n{ids[held.contact.id]}", style=_ID_STYLE)


# --- months ---------------------------------------------------------------------------------


def _months(months: Sequence[Month], one: Line, *, width: int, pipe: bool) -> Text:
    """A bar a month, and one line for each stretch without contacts; the latest rows."""
    most = max(len(m.contacts) for m in months)
    room = min(_BAR, width // 3)
    lines: list[Text] = []
    expected = months[0].month
    for month in months:
        if silent := _stretch(expected, month.month):
            lines.append(_row(silent, "", ""))
        count = len(month.contacts)
        size = count if most <= room else max(1, round(count * room / most))
        lines.append(_row(words.date(month.month), ("#" if pipe else "█") * size, _kinds(month)))
        expected = _next(month.month)
    if silent := _stretch(expected, _next(dates.period("month", one.on))):
        lines.append(_row(silent, "", ""))
    cut = len(lines) - _ROWS
    earlier = [Text(f"({words.count(cut, 'row')} before)", style=_QUIET)] if cut > 0 else []
    return Text("\n").join([*earlier, *lines[-_ROWS:]])


def _row(label: str, bar: str, told: str) -> Text:
    text = Text(f"{label:<{_LABEL}}")
    return text.append(bar, style="green").append(f"{' ' if bar else ''}{told or 'none'}", style=_QUIET)


def _kinds(month: Month) -> str:
    nouns = {Kind.MEETING: "meeting", Kind.VISIT: "visit", Kind.CALL: "call", Kind.MESSAGE: "message"}
    return ", ".join(words.count(month.count(kind), noun) for kind, noun in nouns.items() if month.count(kind))


def _stretch(first: str, end: str) -> str | None:
    """The months from `first` to the one before `end`, in words; None where there are none."""
    if first >= end:
        return None
    days = dates.interval(end)
    last = dates.period("month", days.first, -1) if days else first
    return words.date(dates.span(first, last))


def _next(month: str) -> str:
    days = dates.interval(month)
    return dates.period("month", days.first, 1) if days else month


# --- visits and subjects --------------------------------------------------------------------


def _visit_rows(visits: Iterable[Visits], ids: Mapping[str, str]) -> Iterator[_ListRow]:
    for way in visits:
        told = Text(f"{way.guest} → {way.host}")
        count = Text(words.count(len(way.visits), "visit") if way.visits else "no visit")
        if way.visits:
            last = way.visits[0].contact
            count.append(f", the last {words.date(last.when)}: {words.who(last.parties, short=True)}")
            yield told, count, Text(ids[last.id], style=_ID_STYLE)
        else:
            yield told, count, Text("")


def _subjects(subjects: Sequence[Subjects], *, pipe: bool) -> Table:
    table = console.table(pipe=pipe, spaced=True)
    for heading in ("Period", "New", "Returning", "Staying", "Gone"):
        table.add_column(heading, overflow="fold")
    for period in subjects[-_PERIODS:]:
        told = (period.new, period.returning, period.staying, period.gone)
        table.add_row(words.date(period.period), *map(_topics, told))
    return table


def _topics(topics: Sequence[str]) -> str:
    more = len(topics) - _TOPICS
    told = ", ".join(map(words.line, topics[:_TOPICS]))
    return f"{told}, and {more} more" if more > 0 else told or "–"


# --- contacts in lists ----------------------------------------------------------------------


def _ahead_rows(ahead: Iterable[Ahead], ids: Mapping[str, str]) -> Iterator[_ListRow]:
    """Each contact with what its links tell has led up to it; below them what has for the others."""
    since: tuple[Contact, ...] = ()
    for one in ahead:
        when, what, id_ = _contact_row(one.contact, ids)
        if one.told:
            what.append(f", told {words.date(one.told)}", style=_QUIET)
        yield when, what, id_
        yield from (_link_row(link, ids) for link in one.links)
        since = one.since_visit or since
    if since:
        visited = any(c.kind is Kind.VISIT for c in since)
        yield Text(""), Text("Since the last visit:" if visited else "Held before:", style=_QUIET), Text("")
    if (cut := len(since) - _STEPS) > 0:
        yield Text(""), Text(f"({cut:,} before)", style=_QUIET), Text("")
    yield from (_contact_row(c, ids) for c in since[-_STEPS:])


def _link_row(one: Linked, ids: Mapping[str, str]) -> _ListRow:
    how = Text(f"{RELATIONS[one.relation]} ", style=_QUIET)
    if one.contact:
        when, what, id_ = _contact_row(one.contact, ids)
        return Text(""), how.append_text(when).append(", ").append_text(what), id_
    return Text(""), how.append(words.line(one.incident.name.value) if one.incident else ""), Text("")


def _contact_row(one: Contact, ids: Mapping[str, str]) -> _ListRow:
    when = Text(words.date(one.when) if one.when else "no date told")
    what = Text(one.status, style=STATUS_STYLES[one.status])
    told = Text("").append_text(what).append(f" {one.kind}: {words.who(one.parties, short=True)}")
    return when, told, Text(ids[one.id], style=_ID_STYLE)


def _list(rows: Iterable[_ListRow], *, pipe: bool) -> Table:
    table = console.table(pipe=pipe, header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _notes(one: Line) -> Iterator[str]:
    left_out = one.uncounted
    if left_out.stories:
        yield f"{words.count(left_out.stories, 'story', 'stories')} that may be of a later day, left out"
    if left_out.undated:
        than_last = ", which may be later than the last" if one.silence.last else ""
        yield f"{words.count(left_out.undated, 'held contact')} without a date{than_last}"
    if left_out.vague:
        yield f"{words.count(left_out.vague, 'held contact')} dated too vaguely to tell what is usual"
    if left_out.later:
        yield f"{words.count(left_out.later, 'contact')} told as held on a later day; --on with that day counts it"
