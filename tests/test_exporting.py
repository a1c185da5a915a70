"""The command `summitry export`: what goes where, and what it says of what it could not do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import icalendar
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from factory import reading, report
from summitry import cli
from summitry.exporters import EXPORTERS
from summitry.exporters.base import Exporter
from summitry.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from typer.testing import Result

REPORTS = (
    report("US Ana Reed", "CN Li Bo", when="2031-05-02", key="a.txt", told="2031-05-03"),
    report(">BR Rui Sá", "<NO", kind="visit", status="planned", when="2031-07", key="b.txt"),
    report("KE Amina Otieno", "IN Rohini Rao", kind="call", key="c.txt"),
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """`summitry export` in a folder with a record of three contacts."""
    monkeypatch.chdir(tmp_path)
    with Record.open("summitry.db") as kept:
        kept.add(map(reading, REPORTS))
    return lambda *arguments: CliRunner().invoke(cli.app, ["export", *arguments])


@pytest.mark.parametrize("form", EXPORTERS)
def test_every_format_is_there_and_goes_to_a_file_as_to_standard_output(
    run: Callable[..., Result], tmp_path: Path, form: str
) -> None:
    said = run("--format", form, "--at", "2031-12-01")
    kept = run("--format", form, "--at", "2031-12-01", "--output", "made")
    assert (said.exit_code, kept.exit_code, kept.stdout_bytes) == (0, 0, b"")
    assert said.stdout_bytes == (tmp_path / "made").read_bytes() != b""


def test_the_filters_are_those_of_the_timeline(run: Callable[..., Result]) -> None:
    found = [json.loads(line) for line in run("--format", "jsonl", "--side", "Brazil").stdout.splitlines()]
    assert [c["kind"] for c in found] == ["visit"]
    assert len(run("--format", "jsonl", "--since", "2031-05", "--until", "2031-06").stdout.splitlines()) == 1


def test_what_a_format_has_no_room_for_is_counted(run: Callable[..., Result]) -> None:
    made = run("--format", "ics")
    assert made.stderr == "1 left out: no date is known.\n"
    assert len(icalendar.Calendar.from_ical(made.stdout_bytes).walk("VEVENT")) == 2


def test_rows_are_chosen(run: Callable[..., Result], tmp_path: Path) -> None:
    assert run("--format", "parquet", "--rows", "parties", "-o", "p.parquet").exit_code == 0
    assert parquet.read_table(tmp_path / "p.parquet").num_rows == 6


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--format", "ics", "--rows", "parties"), "--rows goes with csv, parquet and jsonl"),
        (("--format", "csv", "--at", "noon"), '"noon" is no time'),
        (("--format", "csv", "--side", "Nowhere"), "names no one side"),
        (("--format", "csv", "--output", "no/such/folder.csv"), "cannot write no/such/folder.csv"),
        (("--format", "csv", "--record", "none.db"), "no record at none.db"),
    ],
)
def test_misuse_is_told_with_the_way_out(run: Callable[..., Result], arguments: tuple[str, ...], says: str) -> None:
    made = run(*arguments)
    assert made.exit_code == cli.MISUSE
    assert says in made.stderr


def test_a_run_that_breaks_off_leaves_the_old_file(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    (tmp_path / "made.csv").write_text("old", encoding="utf-8")
    monkeypatch.setitem(EXPORTERS, "csv", Exporter("csv", "", "", "", broken, tabular=True))
    run("--format", "csv", "--output", "made.csv")
    assert (tmp_path / "made.csv").read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir() if "made" in p.name) == ["made.csv"]
