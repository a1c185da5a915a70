from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from factory import reading, report
from summitry import __version__, cli, cli_docs
from summitry.model import FailReason, Failure, Skipped, SkipReason
from summitry.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from typer.testing import Result

    from summitry.model import Reading

COMMANDS = tuple(
    "read watch extract demo timeline search show line positions conflicts stories explain incidents subjects "
    "export serve mcp suggest same different split wrong decisions undo actors".split()
)
REPORTS = (
    report(
        "US Ana Reed, Secretary of State", "CN Li Bo, Foreign Minister", when="2031-05-02", city="Oslo", key="a.txt"
    ),
    report("US Ana Reed", "CN Li Bo", when="2031-05-02", city="Bergen", key="b.txt", told="2031-05-03"),
    report(">BR Rui Sá, Trade Minister", "<NO", kind="visit", status="planned", when="2031-07", key="c.txt"),
    report("KE Amina Otieno", "IN Rohini Rao", kind="call", topics=("tea",), key="d.txt"),
)
EMPTY = Failure("in/x.txt", FailReason.EMPTY, "the file is empty")
BINARY = Failure("in/y.txt", FailReason.BINARY, "the file is a picture")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """The program in an empty folder, without colour, in a pipe of 140 columns."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments: CliRunner().invoke(cli.app, list(arguments))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of four stories, where the program looks for it."""
    path = tmp_path / "summitry.db"
    with Record.open(path) as kept:
        kept.add(map(reading, REPORTS))
    return path


def serve(monkeypatch: pytest.MonkeyPatch, *found: Reading | Failure, stop: bool = False) -> None:
    """Let the pipeline give these readings; with `stop` the user interrupts it after them."""

    def readings(
        paths: Iterable[str], *, progress: Callable[[int, int | None, str], None] | None = None, **_: object
    ) -> Iterator[Reading | Failure]:
        assert list(paths)
        for n, one in enumerate(found, 1):
            if progress:
                progress(n, len(found), "in/story.txt")
            yield one
        if stop:
            raise KeyboardInterrupt

    monkeypatch.setattr("summitry.pipeline.readings", readings)
    monkeypatch.setattr("summitry.capture.holds_a_story", lambda _: True)


# --- help and misuse ------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Callable[..., Result], command: str) -> None:
    found = run(command, "--help")
    assert found.exit_code == 0
    assert f"  summitry {command}" in found.stdout.partition("Example")[2]


def test_the_commands_are_those_documented(run: Callable[..., Result]) -> None:
    listed = run("--help").stdout.partition("Commands:")[2].partition("Examples:")[0]
    assert tuple(line.split()[0] for line in listed.splitlines() if line.strip()) == COMMANDS


def test_version(run: Callable[..., Result]) -> None:
    assert run("--version").stdout == f"summitry {__version__}\n"


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("timeline", "--since", "yesterday"), "2023-06-18"),
        (("timeline", "--side", "Atlantis"), "Atlantis"),
        (("timeline", "--kind", "dinner"), "meeting"),
        (("timeline", "--sid", "US"), "--side"),
        (("timeline", "--between", "US"), "--between"),
        (("timeline", "--limit", "0"), "--limit"),
        (("timeline", "--record", "other.db"), "other.db"),
        (("show", "ffffff"), "ffffff"),
        (("explain", "nothing.txt"), "nothing.txt"),
        (("read",), "PATH"),
        (("tell",), "tell"),
    ],
)
def test_misuse_is_told_with_the_way_out(run: Callable[..., Result], arguments: tuple[str, ...], told: str) -> None:
    found = run(*arguments)
    assert (found.exit_code, found.stdout) == (cli.MISUSE, "")
    assert told in found.stderr
    assert "Traceback" not in found.stderr


def test_asking_makes_no_record(run: Callable[..., Result], tmp_path: Path) -> None:
    found = run("timeline")
    assert found.exit_code == cli.MISUSE
    assert "summitry read" in found.stderr
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_record_is_named(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a record " * 100)
    found = run("timeline", "--record", "notes.db")
    assert found.exit_code == cli.MISUSE
    assert "notes.db" in found.stderr


# --- timeline, show, stories, explain -------------------------------------------------------


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("width", [80, 140])
def test_timeline_fits_the_width(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("timeline").stdout.splitlines()
    assert max(map(len, lines)) <= width
    for told in ("2 May 2031", "Jul 2031", "Ana Reed", "Rui Sá", "Amina Otieno", "→ NO", "≠"):
        assert any(told in line for line in lines), told


@pytest.mark.usefixtures("record")
def test_timeline_filters(run: Callable[..., Result]) -> None:
    def ids(*arguments: str) -> list[str]:
        return [line["kind"] for line in json.loads(run("timeline", "--format", "json", *arguments).stdout)]

    assert ids() == ["meeting", "visit", "call"]
    assert ids("--side", "BR") == ["visit"]
    assert ids("--between", "US", "CN") == ["meeting"]
    assert ids("--since", "2031-06") == ["visit"]
    assert ids("--until", "2031-06") == ["meeting"]
    assert ids("--status", "planned", "--kind", "visit") == ["visit"]
    assert ids("--topic", "tea") == ["call"]
    assert ids("--person", "reed") == ["meeting"]
    assert ids("--place", "Oslo") == ["meeting"]
    assert ids("otieno") == ["call"]


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
@pytest.mark.parametrize("command", ["timeline", "search"])
def test_whatever_the_form_it_is_said_that_nothing_matches(run: Callable[..., Result], command: str, form: str) -> None:
    found = run(command, "zeppelin", "--format", form)
    assert found.exit_code == cli.DONE
    assert found.stderr.endswith("No contact matches.\n")
    assert "zeppelin" not in found.stdout


@pytest.mark.usefixtures("record")
def test_a_question_is_answered_in_the_forms_of_the_timeline(run: Callable[..., Result]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("search", "calls", "with", "Kenya", "--format", "csv").stdout)))
    assert [row["kind"] for row in rows] == ["call"]


@pytest.mark.usefixtures("record")
def test_a_limit_says_how_many_more(run: Callable[..., Result]) -> None:
    found = run("timeline", "--limit", "1", "--format", "jsonl")
    assert len(found.stdout.splitlines()) == 1
    assert "2 more" in found.stderr


@pytest.mark.usefixtures("record")
def test_csv_has_a_header_and_a_row_each(run: Callable[..., Result]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("timeline", "--format", "csv").stdout)))
    assert [r["kind"] for r in rows] == ["meeting", "visit", "call"]
    assert rows[2]["when"] == ""


@pytest.mark.usefixtures("record")
def test_the_id_printed_is_the_one_to_show(run: Callable[..., Result]) -> None:
    first = run("timeline", "--side", "US").stdout.splitlines()[2]
    found = run("show", first.split()[-1])
    assert found.exit_code == 0
    for told in ("a.txt", "b.txt", "Bergen", "Oslo", "[[Two]]"):
        assert told in found.stdout, told


@pytest.mark.usefixtures("record")
def test_show_as_json_keeps_every_report(run: Callable[..., Result]) -> None:
    (line,) = run("timeline", "--side", "US", "--format", "jsonl").stdout.splitlines()
    found = json.loads(run("show", json.loads(line)["id"], "--format", "json").stdout)
    assert [r["story"] for r in found["reports"]] == found["contact"]["stories"]
    assert found["reports"][0]["sources"]["kind"]["rule"] == "test"


@pytest.mark.usefixtures("record")
def test_nothing_found_is_no_error(run: Callable[..., Result]) -> None:
    found = run("timeline", "--side", "FR")
    assert (found.exit_code, found.stdout) == (0, "")
    assert run("timeline", "--side", "FR", "--format", "json").stdout == "[]\n"


@pytest.mark.usefixtures("record")
def test_stories_in_each_form(run: Callable[..., Result]) -> None:
    assert "3 May 2031" in run("stories").stdout
    listed = json.loads(run("stories", "--format", "json").stdout)
    assert {line["story"]: line["contacts"] for line in listed} == {f"{name}.txt": 1 for name in "abcd"}
    assert [json.loads(line) for line in run("stories", "--format", "jsonl").stdout.splitlines()] == listed


@pytest.mark.usefixtures("record")
def test_explain_a_story_of_the_record(run: Callable[..., Result]) -> None:
    assert "Rui Sá" in run("explain", "c.txt").stdout
    assert json.loads(run("explain", "c.txt", "--format", "json").stdout)["reports"][0]["kind"] == "visit"


def test_explain_reads_a_file_that_is_in_no_record(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new.txt").write_text("Two ministers met.")
    serve(monkeypatch, reading(REPORTS[2]))
    assert "Rui Sá" in run("explain", "new.txt").stdout


# --- read, extract, demo --------------------------------------------------------------------


def test_read_counts_and_a_second_time_changes_nothing(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, *map(reading, REPORTS))
    first = run("read", "in/")
    assert (first.exit_code, first.stdout) == (0, "")
    assert "read 4 · new 4 · known 0 · skipped 0 · failed 0 — 3 contacts in summitry.db\n" in first.stderr
    before = run("timeline", "--format", "json").stdout
    assert "new 0 · known 4" in run("read", "in/").stderr
    assert run("timeline", "--format", "json").stdout == before


def test_read_names_what_failed_and_keeps_the_rest(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, EMPTY, BINARY, reading(REPORTS[0]))
    found = run("read", "in/", "--record", "other.db")
    assert found.exit_code == cli.SOME_FAILED
    assert "in/x.txt: the file is empty\n" in found.stderr
    assert "in/y.txt: the file is a picture\n" in found.stderr
    assert "new 1 · known 0 · skipped 1 · failed 1 — 1 contact in other.db" in found.stderr


@pytest.mark.parametrize("command", ["read", "demo"])
def test_where_there_is_nothing_to_read_no_record_is_made(
    run: Callable[..., Result], tmp_path: Path, command: str
) -> None:
    (tmp_path / "empty.txt").touch()
    for path in ("missing", "empty.txt"):
        found = run(command, path, "--record", "new.db")
        assert path in found.stderr
        assert "no record was made at new.db" in found.stderr
        assert sorted(p.name for p in Path.cwd().iterdir()) == ["empty.txt"]


@pytest.mark.usefixtures("record")
def test_a_rank_is_asked_for_as_in_the_api(run: Callable[..., Result]) -> None:
    found = run("timeline", "--rank", "minister", "--format", "json")
    assert [line["kind"] for line in json.loads(found.stdout)] == ["meeting", "visit"]
    assert len(run("export", "--rank", "minister", "--format", "csv").stdout.splitlines()) == 3
    assert "state within a state" in run("timeline", "--rank", "boss").stderr


@pytest.mark.parametrize("command", ["read", "extract"])
def test_an_input_with_nothing_in_it_is_no_failure(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    serve(monkeypatch, EMPTY, reading(REPORTS[0]))
    found = run(command, "in/")
    assert found.exit_code == cli.DONE
    assert "in/x.txt: the file is empty\n" in found.stderr


def test_candidates_let_go_have_a_line_of_their_own(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = reading(REPORTS[0])
    skipped = Skipped(one.story.source(0, 3), SkipReason.WISH, "wish")
    serve(monkeypatch, replace(one, skipped=(skipped, skipped)))
    assert "\n2 candidates let go (see `" in run("read", "in/").stderr
    assert "explain STORY --record other.db`)" in run("read", "in/", "--record", "other.db").stderr


def test_an_interrupted_read_keeps_what_was_done(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, *map(reading, REPORTS[:3]), stop=True)
    found = run("read", "in/")
    assert found.exit_code == cli.INTERRUPTED
    assert "3" in found.stderr
    assert "kept" in found.stderr
    assert len(run("stories", "--format", "jsonl").stdout.splitlines()) == 3


def test_quiet_says_failures_only(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, EMPTY)
    assert run("read", "in/", "--quiet").stderr == "in/x.txt: the file is empty\n"


@pytest.mark.parametrize("form", ["jsonl", "json", "table"])
def test_extract_prints_reports_and_keeps_nothing(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str
) -> None:
    serve(monkeypatch, *map(reading, REPORTS), BINARY)
    found = run("extract", "in/", "--format", form)
    assert found.exit_code == cli.SOME_FAILED
    assert found.stderr == "in/y.txt: the file is a picture\n"
    if form == "table":
        assert "→ NO" in found.stdout
    else:
        lines = json.loads(found.stdout) if form == "json" else [json.loads(t) for t in found.stdout.splitlines()]
        assert [line["story"] for line in lines] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert not list(tmp_path.iterdir())


def test_demo_ends_in_commands_that_work(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, *map(reading, REPORTS))
    monkeypatch.setattr("sys.argv", ["some/summitry"])
    found = run("demo", "in/")
    assert "Ana Reed" in found.stdout
    tries = [line.split()[1:] for line in found.stderr.splitlines() if line.endswith("--record demo.db")]
    assert len(tries) == 3
    for arguments in tries:
        assert run(*arguments).exit_code == 0, arguments


# --- colour and pipes -----------------------------------------------------------------------


@pytest.mark.usefixtures("record")
def test_colour_only_where_it_is_wanted(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" not in run("timeline").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("timeline").stdout
    assert "\x1b[" not in run("timeline", "--no-color").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("timeline").stdout


def test_a_closed_pipe_is_quiet(record: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "from summitry.cli import main; main()", "timeline", "--record", str(record)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        told = program.stderr.read()
    assert b"Traceback" not in told
    assert b"BrokenPipe" not in told


def test_help_loads_nothing_slow() -> None:
    slow = ("spacy", "sqlalchemy", "rich", "trafilatura", "pandas", "yaml")
    code = (
        "import sys; from summitry.cli import app; app(['--help'], standalone_mode=False);"
        f"print([m for m in {slow} if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


def test_the_page_of_commands_is_what_help_says() -> None:
    page = (Path(__file__).parents[1] / "docs" / "commands.md").read_text(encoding="utf-8")
    assert page == cli_docs.page(), "make it anew: python -m summitry.cli_docs > docs/commands.md"


def test_a_hint_names_the_record_in_use(run: Callable[..., Result], tmp_path: Path) -> None:
    other = tmp_path / "other file.db"
    Record.open(other).close()
    found = run("show", "abcdef", "--record", str(other))
    assert f"`summitry timeline --record '{other}'`" in found.stderr


def test_a_list_of_which_nothing_can_be_read_replaces_none(run: Callable[..., Result], tmp_path: Path) -> None:
    people, record = tmp_path / "people.csv", tmp_path / "r.db"
    people.write_text("name,office,side,since\nJonas Falk,Envoy,NO,2030\n", encoding="utf-8")
    assert run("actors", "import", str(people), "--record", str(record)).exit_code == 0
    people.write_text("name,office,side,since\nJonas Falk,Envoy,NO,never\n", encoding="utf-8")
    assert run("actors", "import", str(people), "--record", str(record)).exit_code == cli.SOME_FAILED
    assert "Jonas Falk" in run("actors", "list", "Falk", "--record", str(record)).stdout
