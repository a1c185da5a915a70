"""A record for language models: an MCP server with six tools, all of them read-only. Needs the extra `mcp`.

A tool is a function of a record and what is asked of it; `TOOLS` lists them. Each answer is a form of `cited.py`, as
structured content and as text. What cannot be answered is told as the tool's error, with the way out.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

import anyio
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic import Field, ValidationError

from summitry import cited, dates
from summitry._version import __version__
from summitry.errors import SummitryError
from summitry.forms import model
from summitry.parameters import Disputing, Edtf, Filtered, Maybe, Parameters, Side, Sides, Words
from summitry.query import Filter, Sort, at_odds
from summitry.record import Record
from summitry.web.opened import Opened

_log = logging.getLogger(__name__)
_STORIES = 256  # at hand while an answer is made
_INSTRUCTIONS = """A record of diplomatic contacts (meetings, calls, visits, messages), read from news stories.

One contact keeps its id from "possible" to "held" or "cancelled"; its status is what its sources last told. Dates are
EDTF ("2023-06" is some day of that month); null is unknown, never a guess. Quote the words of the sources and name
story, outlet and date. A contact that the record does not have may still have taken place. Where `disputed` or
conflicts say that sources disagree, tell so. Where `left_out` is not null, there is more than the answer holds.
"""
# Where a message names a command as the way out, the tool that does the same.
_WAYS = {
    "`summitry timeline` shows": "search_contacts gives",
    "`summitry stories` lists": "the sources of search_contacts name",
}


class Search(Filtered):
    """Which contacts, in which order; every condition that is given must hold."""

    sort: Sort = Field(Sort.LATEST, description="By date, latest first, or most independent sources first.")
    limit: int = Field(20, ge=1, le=100, description="How many at most.")
    offset: int = Field(0, ge=0, description="How many to pass over.")


class OneContact(Parameters):
    """Which contact."""

    id: str = Field(min_length=4, description="Its id, that of one of its reports, or a beginning of four characters.")


class OneLine(Parameters):
    """Between which sides, on which day."""

    a: Side = Field(description="One side: a code (US, CN, EU, US-CA) or a country's name.")
    b: Side = Field(description="The other side.")
    on: Maybe[Edtf] = Field(
        None, description="A day such as 2023-06-18: the line by the stories of then. Without it: today, by all."
    )


class Conflicting(Disputing):
    """Which conflicts of which contacts; every condition that is given must hold."""

    limit: int = Field(10, ge=1, le=100, description="How many at most.")
    offset: int = Field(0, ge=0, description="How many to pass over.")


class OneStory(Parameters):
    """Which story, and which part of its text."""

    story: str = Field(min_length=1, description="Its key, which other answers call `story`, or its id.")
    start: int = Field(0, ge=0, description="Where in the text to begin, in characters.")
    length: int = Field(12_000, ge=1, le=100_000, description="How many characters of the text at most.")


class Positions(Parameters):
    """Whose words on what; every condition that is given must hold."""

    contact: Maybe[str] = Field(None, min_length=4, description="Said at this contact only: its id.")
    between: Maybe[Sides] = Field(None, description="Said at contacts of both of these sides, or in their stories.")
    side: Maybe[Side] = Field(None, description="Said by this side.")
    person: Maybe[Words] = Field(None, description="Said by this person: words of the name.")
    topic: Maybe[Words] = Field(None, description="On this subject, or in these words.")
    since: Maybe[Edtf] = Field(None, description="Said on this date or later.")
    until: Maybe[Edtf] = Field(None, description="Said by the end of this date.")
    turns: int = Field(5, ge=1, le=50, description="How many of the last turns of each side and subject at most.")
    limit: int = Field(10, ge=1, le=50, description="How many positions at most.")
    offset: int = Field(0, ge=0, description="How many to pass over.")


def search_contacts(record: Record, asked: Search, _: date) -> cited.SearchLine:
    """Find diplomatic contacts: who met, called, visited or wrote to whom, when, where, on what, what became of it.

    Each contact comes in brief with the words of its sources. get_contact gives all that is known of one.
    """
    entries = record.entries(asked.filter(sort=asked.sort))
    part = entries[asked.offset : asked.offset + asked.limit]
    found = record.these(e.id for e in part)
    return cited.search_line(found, total=len(entries), offset=asked.offset, story=_stories(record))


def get_contact(record: Record, asked: OneContact, _: date) -> cited.WholeLine:
    """All that the record has on one contact.

    Parties with their offices, time and place, the history of its status and who told it, what sources disagree on,
    what was said, wanted and agreed, what it is linked to, and every source with its deciding words.
    """
    found = record.contact(asked.id)
    return cited.whole_line(found, record.linked(found), story=_stories(record))


def line(record: Record, asked: OneLine, today: date) -> cited.LineToldLine:
    """How open the line between two sides is, now or as it was known on a day.

    The last contact at each rank, the days of silence beside what is usual, contacts by month and kind, who visits
    whom, which subjects come and go, what is planned and what led up to it, and what was put off and never told again.
    """
    try:
        day = dates.only_day(asked.on) if asked.on else today
    except ValueError:
        day = None
    if day is None:
        raise SummitryError(f'on: "{asked.on}" is no day; give one such as 2023-06-18')
    found = record.line(asked.a, asked.b, on=day, hindsight=asked.on is None)
    return cited.line_told_line(found, story=_stories(record))


def conflicts(record: Record, asked: Conflicting, _: date) -> cited.DisputesLine:
    """What sources disagree on: claims on one contact that cannot all hold, each with who tells it in which words."""
    disputed = record.outlined(e.id for e in record.entries(asked.filter()) if e.disputed)
    found = [(one.id, n) for one in disputed for n in at_odds(one, asked.field)]
    part = found[asked.offset : asked.offset + asked.limit]
    whole = record.these(dict.fromkeys(id_ for id_, _ in part), linked=False)
    told = [(c, one) for c in whole for n, one in enumerate(c.conflicts) if (c.id, n) in part]
    return cited.disputes_line(told, total=len(found), offset=asked.offset, story=_stories(record))


def get_story(record: Record, asked: OneStory, _: date) -> cited.StoryToldLine:
    """One news story as it was read.

    Its text, when it was published and what speaks against it, the contacts it tells with the deciding sentences, and
    the candidates that were let go and why.
    """
    reading = record.explain(asked.story)
    contacts = [record.contact(r.id).id for r in reading.reports]
    return cited.story_told_line(reading, contacts, start=asked.start, length=asked.length)


def positions(record: Record, asked: Positions, _: date) -> cited.PositionsLine:
    """What each side said on each subject, oldest first, with speaker, story and words.

    Where a side is quoted again on a subject, `shift` tells which words are new and which are gone; that its words
    differ does not tell that its mind does.
    """
    wanted = Filter(
        side=asked.side,
        person=asked.person,
        between=(asked.between[0], asked.between[1]) if asked.between else None,
        topic=asked.topic,
        since=asked.since,
        until=asked.until,
    )
    told = record.said(wanted, contact=asked.contact)
    return cited.positions_line(told, offset=asked.offset, limit=asked.limit, turns=asked.turns)


_A = TypeVar("_A", bound=Parameters)


@dataclass(frozen=True, slots=True)
class _Tool(Generic[_A]):
    """A tool: what it may be asked, what it gives, and the function that answers."""

    title: str
    asked: type[_A]
    gives: type
    run: Callable[[Record, _A, date], Any]  # Any: a TypedDict, which has no common type

    @property
    def name(self) -> str:
        return self.run.__name__

    def described(self) -> Tool:
        """The tool as clients are told of it."""
        return Tool(
            name=self.name,
            title=self.title,
            description=" ".join((self.run.__doc__ or "").split()),
            input_schema=self.asked.model_json_schema(),
            output_schema=model(self.gives).model_json_schema(),
            annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
        )

    def answer(self, opened: Opened, arguments: dict[str, Any], today: date) -> CallToolResult:
        """What the tool gives for the arguments; an error tells the way out."""
        try:
            with opened.record() as record:
                told = self.run(record, self.asked.model_validate(arguments), today)
        except ValidationError as error:
            return _error(_not_valid(error, self.asked))
        except SummitryError as error:
            message = str(error)
            for command, tool in _WAYS.items():
                message = message.replace(command, tool)
            return _error(message)
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return CallToolResult(content=[TextContent(text=text)], structured_content=told)


TOOLS = (
    _Tool("Search contacts", Search, cited.SearchLine, search_contacts),
    _Tool("One contact", OneContact, cited.WholeLine, get_contact),
    _Tool("The line between two sides", OneLine, cited.LineToldLine, line),
    _Tool("What sources disagree on", Conflicting, cited.DisputesLine, conflicts),
    _Tool("One story", OneStory, cited.StoryToldLine, get_story),
    _Tool("What each side said", Positions, cited.PositionsLine, positions),
)


def _today() -> date:
    return datetime.now().astimezone().date()


def create_server(opened: Opened, *, today: Callable[[], date] = _today) -> Server:
    """The server that answers questions on a record; `today` tells the day on which it is asked."""
    tools = {tool.name: tool for tool in TOOLS}

    async def listed(_: ServerRequestContext, _params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[tool.described() for tool in TOOLS])

    async def called(_: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
        tool = tools.get(params.name)
        if tool is None:
            return _error(f"there is no tool {params.name}; there are {', '.join(tools)}")
        try:
            return await anyio.to_thread.run_sync(tool.answer, opened, params.arguments or {}, today())
        except Exception:  # noqa: BLE001 - the client is told that it is ours, the log what it was
            _log.exception("%s failed", params.name)
            return _error("a fault of Summitry, not of what was asked; its log has more")

    return Server(
        "summitry",
        title="Summitry",
        version=__version__,
        instructions=_INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )


async def serve(opened: Opened) -> None:
    """Answer on standard input and output until the client ends."""
    server = create_server(opened)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def _stories(record: Record) -> Callable[[str], Any]:
    return lru_cache(_STORIES)(record.story)


def _error(message: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=message)], is_error=True)


def _not_valid(error: ValidationError, asked: type[Parameters]) -> str:
    """Each argument that is wrong, and for one that there is not those that there are."""
    told = []
    for one in error.errors():
        name = ".".join(map(str, one["loc"]))
        unknown = one["type"] == "extra_forbidden"
        told.append(
            f"{name}: there is no such argument; there are {', '.join(asked.model_fields)}"
            if unknown
            else f"{name}: {one['msg']}"
        )
    return "; ".join(told)
