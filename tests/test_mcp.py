"""The MCP server, asked by the official client over standard input and output."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.types import TextContent
from typer.testing import CliRunner

from factory import reading, report, statement, story
from summitry import cli
from summitry.mcp_server import TOOLS, create_server
from summitry.record import Record
from summitry.web.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcp.types import CallToolResult

STORY = story("Ana Reed met Li Bo. The tariffs must go, Li Bo said.", key="a.txt", date="2031-05-03")
SPOKEN = statement("CN Li Bo", "The tariffs must go", story=STORY, topic="tariffs")
FIRST = report("US Ana Reed", "CN Li Bo", when="2031-05-02", story=STORY, topics=("trade",))
REPORTS = (
    replace(FIRST, statements=(SPOKEN,)),
    report("CN Li Bo", "US Ana Reed", when="2031-05-20", city="Lima", key="b.txt", told="2031-05-21"),
    report("CN Li Bo", "US Ana Reed", when="2031-05-20", city="Cusco", key="c.txt", told="2031-05-22"),
    report(">BR Rui Sá", "<NO", kind="visit", status="planned", when="2031-07", key="d.txt", told="2031-06-01"),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mcp") / "talks.db"
    with Record.open(path) as record:
        record.add([reading(REPORTS[0], text=STORY.text), *map(reading, REPORTS[1:])])
    return path


@pytest.fixture(scope="module")
def call(file: Path) -> Callable[..., CallToolResult]:
    """Call a tool of the server within this process."""

    def called(name: str, **arguments: object) -> CallToolResult:
        async def ask() -> CallToolResult:
            async with Client(create_server(Opened(file), today=lambda: date(2031, 6, 20))) as client:
                return await client.call_tool(name, arguments)

        return anyio.run(ask)

    return called


def told(result: CallToolResult) -> Any:  # noqa: ANN401 - JSON
    """The structured content, which the text has too."""
    assert not result.is_error, result.content
    (text,) = result.content
    assert isinstance(text, TextContent)
    assert json.loads(text.text) == result.structured_content
    return result.structured_content


# --- over standard input and output ---------------------------------------------------------


def test_the_official_client_asks_every_tool_of_the_command(file: Path) -> None:
    asked: dict[str, dict[str, Any]] = {
        "search_contacts": {"side": "US"},
        "get_contact": {"id": REPORTS[0].id},
        "line": {"a": "US", "b": "China"},
        "conflicts": {},
        "get_story": {"story": "a.txt"},
        "positions": {"between": ["US", "CN"]},
    }
    command = StdioServerParameters(command=sys.executable, args=["-m", "summitry", "mcp", "--record", str(file)])

    async def ask() -> dict[str, CallToolResult]:
        async with Client(stdio_client(command)) as client:
            assert client.server_info is not None
            assert client.server_info.name == "summitry"
            assert "left_out" in (client.instructions or "")
            tools = (await client.list_tools()).tools
            assert {t.name for t in tools} == asked.keys()
            assert all(t.output_schema and t.annotations and t.annotations.read_only_hint for t in tools)
            return {name: await client.call_tool(name, arguments) for name, arguments in asked.items()}

    for result in anyio.run(ask).values():  # the client checks each against the tool's schema
        assert told(result)


def test_the_command_tells_what_is_wrong_with_the_record(tmp_path: Path) -> None:
    run = CliRunner().invoke(cli.app, ["mcp", "--record", str(tmp_path / "none.db")])
    assert (run.exit_code, "no record at" in run.stderr) == (cli.MISUSE, True)


def test_the_command_tells_what_is_not_installed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name == "summitry.mcp_server" or name.split(".")[0] == "mcp"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", None)
    run = CliRunner().invoke(cli.app, ["mcp", "--record", str(file)])
    assert (run.exit_code, run.stderr) == (
        cli.MISUSE,
        'summitry: `summitry mcp` needs mcp: pip install "summitry[mcp]"\n',
    )


# --- answers --------------------------------------------------------------------------------


def test_contacts_come_with_their_sources(call: Callable[..., CallToolResult]) -> None:
    found = told(call("search_contacts", person="Reed", until="2031-05-10"))
    (contact,) = found["contacts"]
    assert (contact["id"], contact["when"], contact["told_by"]) == (REPORTS[0].id, "2031-05-02", 1)
    words = [s.exact for s in REPORTS[0].evidence]
    source = {"story": "a.txt", "outlet": None, "published": "2031-05-03", "url": None, "words": words}
    assert contact["sources"] == [source]
    assert (found["total"], found["left_out"]) == (1, None)


def test_what_a_list_leaves_out_is_told_and_can_be_had(call: Callable[..., CallToolResult]) -> None:
    first = told(call("search_contacts", sort="date", limit=2))
    assert (len(first["contacts"]), first["total"]) == (2, 3)
    assert first["left_out"] == "1 more contacts; ask for fewer, or with offset=2"
    rest = told(call("search_contacts", sort="date", limit=2, offset=2))
    assert ([c["kind"] for c in rest["contacts"]], rest["left_out"]) == (["visit"], None)


def test_a_contact_is_found_by_any_report_and_has_all_its_sources(call: Callable[..., CallToolResult]) -> None:
    one, other = (told(call("get_contact", id=REPORTS[n].id)) for n in (1, 2))
    assert one == other
    assert [s["story"] for s in one["sources"]] == ["b.txt", "c.txt"]
    assert one["contact"]["conflicts"][0]["field"] == "where.city"


def test_conflicts_name_who_tells_what(call: Callable[..., CallToolResult]) -> None:
    (found,) = told(call("conflicts", field="city"))["conflicts"]
    assert {c["value"]: [s["story"] for s in c["sources"]] for c in found["claims"]} == {
        "Lima": ["b.txt"],
        "Cusco": ["c.txt"],
    }
    assert told(call("conflicts", field="when"))["total"] == 0


def test_a_line_is_of_today_or_of_a_day(call: Callable[..., CallToolResult]) -> None:
    now, then = told(call("line", a="US", b="CN")), told(call("line", a="US", b="CN", on="2031-05-10"))
    assert (now["on"], now["held"], now["hindsight"]) == ("2031-06-20", 2, True)
    assert (then["on"], then["held"], then["hindsight"]) == ("2031-05-10", 1, False)
    assert {h["contact"] for h in now["latest"]} <= {c["id"] for c in now["contacts"]}


def test_a_storys_text_comes_in_parts(call: Callable[..., CallToolResult], file: Path) -> None:
    with Record.open(file) as record:
        text = record.story("a.txt").text
    first = told(call("get_story", story="a.txt", length=8))
    rest = told(call("get_story", story="a.txt", start=8))
    assert first["text"] + rest["text"] == text
    assert first["left_out"] == f"{len(text) - 8} more characters; ask with start=8"
    assert (rest["left_out"], [c["contact"] for c in rest["contacts"]]) == (None, [REPORTS[0].id])


def test_positions_name_speaker_and_story(call: Callable[..., CallToolResult]) -> None:
    (found,) = told(call("positions", between=["US", "CN"]))["positions"]
    (said,) = found["turns"][0]["said"]
    assert (found["side"], said["words"], said["story"], said["speaker"]) == ("CN", SPOKEN.text, "a.txt", "Li Bo")


# --- what cannot be answered ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("search_contacts", {"side": "Atlantis"}, '"Atlantis" names no one side; give a code'),
        ("search_contacts", {"sides": "US"}, "sides: there is no such argument; there are side, person"),
        ("search_contacts", {"limit": 0}, "limit: Input should be greater than or equal to 1"),
        ("get_contact", {"id": "ffffffff"}, "search_contacts gives the ids"),
        ("get_story", {"story": "none.txt"}, "the sources of search_contacts name them"),
        ("line", {"a": "US"}, "b: Field required"),
        ("line", {"a": "US", "b": "CN", "on": "2031"}, "give one such as 2023-06-18"),
        ("positions", {"since": "soon"}, "is no date"),
        ("meet", {}, "there is no tool meet; there are search_contacts"),
    ],
)
def test_what_cannot_be_answered_tells_the_way_out(
    call: Callable[..., CallToolResult], name: str, arguments: dict[str, object], says: str
) -> None:
    result = call(name, **arguments)
    (text,) = result.content
    assert isinstance(text, TextContent)
    assert result.is_error
    assert says in text.text


def test_a_fault_of_ours_ends_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(Record, "entries", broken)

    async def ask() -> tuple[CallToolResult, CallToolResult]:
        async with Client(create_server(Opened(file))) as client:
            return await client.call_tool("search_contacts", {}), await client.call_tool("line", {"a": "US", "b": "CN"})

    failed, after = anyio.run(ask)
    assert (failed.is_error, after.is_error) == (True, False)
    assert "secret" not in str(failed.content)


def test_every_argument_is_explained() -> None:
    for tool in TOOLS:
        described = tool.described()
        assert described.description
        assert not [n for n, p in described.input_schema["properties"].items() if "description" not in p], tool.name
