"""Addresses of exports, one a format, and of the two feeds that programs subscribe to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from http import HTTPStatus
from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from summitry.api.answers import Asking, Call, gives_bytes
from summitry.api.problems import problem
from summitry.errors import RecordError, SummitryError
from summitry.exporters import EXPORTERS, Exporter, Nodes, Options, Rows
from summitry.exporters.atom import ATOM
from summitry.exporters.graphml import GRAPHML
from summitry.exporters.ical import ICS
from summitry.model import Contact
from summitry.parameters import Filtered
from summitry.query import Filter
from summitry.record import Record

router = APIRouter()
_CALENDAR = timedelta(days=366)  # so far back a calendar goes unless asked otherwise
_AT_HAND = 200  # contacts in memory
_STORIES = 256  # kept at hand: contacts in order of date share few stories


class Tabular(Filtered):
    """Which contacts, and what a row is."""

    rows: Rows = Field(Rows.CONTACTS, description="What a row is.", examples=["parties"])


class Changes(Filtered):
    """Of which contacts, and how many changes."""

    most: int = Field(200, ge=1, le=5000, description="How many changes, the newest.", examples=[50])


class Graph(Filtered):
    """Which contacts, and what a node is."""

    nodes: Nodes = Field(Nodes.PERSONS, description="What a node is.", examples=["sides"])


def _add(exporter: Exporter) -> None:
    """Give a format its address, with the parameters that have a say in it."""

    def tabular(asked: Annotated[Tabular, Query()], call: Asking) -> Response:
        return _answer(call, exporter, asked.filter(), rows=asked.rows)

    def graph(asked: Annotated[Graph, Query()], call: Asking) -> Response:
        return _answer(call, exporter, asked.filter(), nodes=asked.nodes)

    def plain(asked: Annotated[Filtered, Query()], call: Asking) -> Response:
        return _answer(call, exporter, asked.filter())

    lacking = (501,) if exporter.binary else ()
    router.add_api_route(
        f"/export/{exporter.name}",
        tabular if exporter.tabular else graph if exporter is GRAPHML else plain,
        name=f"export_{exporter.name}",
        summary=f"Export as {exporter.name}",
        description=f"All contacts that meet every condition, by date, as a file: {exporter.label}.",
        **gives_bytes(exporter.label, exporter.media_type, *lacking),
    )


for _exporter in EXPORTERS.values():
    _add(_exporter)


@router.get("/calendar.ics", summary="Calendar to subscribe to", **gives_bytes(ICS.label, ICS.media_type))
def get_calendar(asked: Annotated[Filtered, Query()], call: Asking) -> Response:
    """The contacts that meet every condition and have a date, for calendar programs to ask for again and again.

    Without `since` and `until` those of the last year and all that are ahead.
    """
    wanted = asked.filter()
    if wanted.days is None:
        wanted = replace(wanted, since=(call.today - _CALENDAR).isoformat())
    return _answer(call, ICS, wanted, name=None)


@router.get("/changes.atom", summary="Feed of changes to subscribe to", **gives_bytes(ATOM.label, ATOM.media_type))
def get_changes(asked: Annotated[Changes, Query()], call: Asking) -> Response:
    """What is new and what changed its status last, newest first, for feed readers to ask for again and again."""
    return _answer(call, ATOM, asked.filter(), name=None, most=asked.most)


def _answer(  # noqa: PLR0913 - what an exporter may be told, by name
    call: Call,
    exporter: Exporter,
    wanted: Filter,
    *,
    rows: Rows = Rows.CONTACTS,
    nodes: Nodes = Nodes.PERSONS,
    name: str | None = "summitry",
    most: int | None = None,
) -> Response:
    """The bytes as they are made, so that no export is too large; the record is open as long."""

    def parts() -> Iterator[bytes]:
        at = datetime.combine(call.today, time(), UTC)  # of the day: a feed stays the same until something changes
        with call.record() as record:
            options = Options(story=lru_cache(_STORIES)(record.story), at=at, rows=rows, nodes=nodes, most=most)
            if name is not None:
                found = record.each(wanted)
            elif most is not None:
                found = _unlinked(record, record.changed(wanted, most=most))
            else:
                found = _unlinked(record, [e.id for e in record.entries(wanted)])
            yield from exporter.write(found, options)

    begun = parts()
    try:
        first = next(begun, b"")  # what goes wrong at the start is told in place of an answer
    except RecordError:
        raise
    except SummitryError as error:
        return problem(HTTPStatus.NOT_IMPLEMENTED, str(error))
    return call.stream(chain((first,), begun), exporter.media_type, name=f"{name}{exporter.suffix}" if name else None)


def _unlinked(record: Record, ids: Sequence[str]) -> Iterator[Contact]:
    """These contacts, few at a time; feeds tell no links, which are slow to find."""
    for start in range(0, len(ids), _AT_HAND):
        yield from record.these(ids[start : start + _AT_HAND], linked=False)
