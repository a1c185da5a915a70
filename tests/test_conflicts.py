"""The command `conflicts`, and how reprints, lent dates and history are shown."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from typer.testing import CliRunner

from factory import reading, report, story
from summitry import cli
from summitry.fingerprints import fingerprint
from summitry.model import Origin
from summitry.record import Record
from summitry.resolve import contact
from summitry.terminal import console
from summitry.terminal.conflicts import conflicts
from summitry.terminal.contact import contact as shown
from summitry.terminal.timeline import rows, timeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rich.console import RenderableType
    from typer.testing import Result


_PRINT = Origin(fingerprint("The two envoys shook hands in Oslo before they sat down."), agency="AP")
HELD = tuple(
    replace(report(when="2031-05-02", told="2031-05-03", city="Oslo", key=key), origin=_PRINT)
    for key in ("a.txt", "b.txt")
)
OFF = report(when="2031-05-02", told="2031-05-04", status="cancelled", city="Rome", country="IT", key="c.txt")
OTHER = report("KE Amina Otieno", "IN Rohini Rao", kind="call", when="2031-06-01", key="d.txt")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """The program beside a record of four stories, in a pipe of 100 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    with Record.open(tmp_path / "summitry.db") as kept:
        kept.add(map(reading, (*HELD, OFF, OTHER)))
    return lambda *arguments: CliRunner().invoke(cli.app, ["conflicts", *arguments])


def printed(what: RenderableType, *, width: int = 100) -> str:
    out = Console(file=io.StringIO(), width=width, color_system=None, markup=False, highlight=False)
    console.show(out, what)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


# --- the command ----------------------------------------------------------------------------


def test_each_side_is_told_with_its_origins_words_and_stories(run: Callable[..., Result]) -> None:
    told = run()
    assert told.exit_code == 0
    for words in ("status", "held", "cancelled", "city", "Oslo", "Rome", "a.txt", "b.txt", "c.txt", "(best)"):
        assert words in told.stdout, words
    assert re.search(r"held( \(best\))? +1 ", told.stdout), "two prints are one origin"
    assert "Otieno" not in told.stdout, "contacts without a conflict are left out"
    assert "2 conflicts on 1 contact." in told.stderr
    assert max(map(len, told.stdout.splitlines())) <= 100


def test_one_field_alone(run: Callable[..., Result]) -> None:
    told = run("--field", "city")
    assert "Rome" in told.stdout
    assert "cancelled (best)" not in told.stdout
    assert "1 conflict on 1 contact." in told.stderr


def test_of_many_contacts_the_first_are_printed_and_the_rest_counted(run: Callable[..., Result]) -> None:
    more = [report("KE Amina Otieno", "IN Rohini Rao", when="2031-07-01", city=c, key=c) for c in ("Oslo", "Rome")]
    with Record.open("summitry.db") as record:
        record.add(map(reading, more))
    found = run("--limit", "1", "--format", "json")
    assert {line["contact"] for line in json.loads(found.stdout)} == {contact((*HELD, OFF)).id}
    assert "1 more contact;" in found.stderr
    assert "more contact" not in run("--field", "status", "--limit", "1").stderr


def test_nothing_to_tell_is_no_error(run: Callable[..., Result]) -> None:
    for arguments in (("--field", "office"), ("--side", "KE"), ("--since", "2032")):
        told = run(*arguments)
        assert (told.exit_code, told.stdout) == (0, "")
        assert "nothing" in told.stderr


def test_json_has_a_line_for_each_conflict(run: Callable[..., Result]) -> None:
    lines = json.loads(run("--format", "json").stdout)
    assert [line["field"] for line in lines] == ["status", "where.city"]
    status = lines[0]
    assert status["contact"] == min(r.id for r in (*HELD, OFF))
    assert {c["value"]: (c["origins"], c["stories"], c["best"]) for c in status["claims"]} == {
        "held": (1, ["a.txt", "b.txt"], False),
        "cancelled": (1, ["c.txt"], True),
    }
    assert [w["exact"] for w in status["claims"][0]["words"]] == ["Two", "Two"]
    assert [json.loads(line) for line in run("--format", "jsonl").stdout.splitlines()] == lines


# --- how it is shown ------------------------------------------------------------------------


def test_of_many_stories_a_few_are_quoted_and_the_rest_counted() -> None:
    many = [report(when="2031-05-02", key=f"{n}.txt") for n in range(6)]
    one = contact([*many, report(when="2031-05-03", key="x.txt")])
    told = printed(conflicts(one, sentences=False, colour=False, pipe=True))
    assert "2.txt" in told
    assert "and 3 more stories" in told
    assert "4.txt" not in told


def test_the_sentence_is_quoted_with_its_words_marked() -> None:
    text = story("Two ministers met in Oslo.", key="a.txt", date="2031-05-03")
    first = report(when="2031-05-02", story=text)
    assert first.when
    first = replace(first, when=replace(first.when, source=text.source(4, 13)))
    one = contact([first, report(when="2031-05-03", key="b.txt")])
    told = printed(conflicts(one, sentences=True, colour=False, pipe=True))
    assert "Two [[ministers]] met in Oslo." in told


def test_show_says_what_is_no_source_of_its_own_and_counts_it_once() -> None:
    told = printed(shown(contact(HELD), stories={}, colour=False, pipe=True))
    assert "2 stories of 1 independent origin" in told
    assert "Not a source of its own: a copy of a.txt." in told
    assert "1 of 2" in printed(timeline(rows([contact(HELD)]), width=100, pipe=True))


def test_show_says_where_a_lent_date_comes_from() -> None:
    undated = report(told="2031-05-04", key="b.txt")
    told = printed(shown(contact([HELD[0], undated]), stories={}, colour=False, pipe=True))
    assert re.search(r"when +2031-05-02 +a\.txt tells the same contact with this date +same-contact \(inferred\)", told)


def test_the_history_has_a_line_for_each_status_and_says_who_says_so() -> None:
    days = (("2031-04-01", "planned"), ("2031-04-02", "planned"), ("2031-05-03", "held"))
    told = [report(when="2031-05-02", told=d, status=s, key=f"{d}.txt") for d, s in days]
    told[2] = replace(told[2], origin=Origin(outlet="Fjord Daily", agency="AP", cites=("Xinhua",)))
    lines = (
        printed(shown(contact(told), stories={}, colour=False, pipe=True), width=120).split("History")[1].splitlines()
    )
    planned, held = (line for line in lines[:6] if re.search("planned|held", line))
    assert re.search(r"1 Apr 2031 +planned +2031-04-01\.txt; 2031-04-02\.txt", planned)
    assert re.search(r"3 May 2031 +held +Fjord Daily, AP, citing Xinhua +2031-05-03\.txt", held)


def test_one_status_told_often_is_no_history() -> None:
    assert "History" not in printed(shown(contact(HELD), stories={}, colour=False, pipe=True))
