"""Whatever is given to the command line: it is named, the rest is read, and the record stays whole."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import count, islice
from time import sleep
from typing import TYPE_CHECKING

import pytest

from summitry import capture, pipeline
from summitry.cli import INTERRUPTED, SOME_FAILED
from summitry.model import Capture, FailReason, Failure, Known, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = (sys.executable, "-m", "summitry")
GOOD = "Norwegian Prime Minister Ingvild Solhaug met Brazilian President Helena Furtado in Lima on 3 June 2031.\n"
GERMAN = (
    "Die Außenministerin reiste am Dienstag nach Oslo, um mit ihrem Amtskollegen über die Fischerei und über ein "
    "neues Kabel zu sprechen. Beide Seiten wollen sich im Herbst wieder treffen, wie ein Sprecher mitteilte.\n"
)


def _story(number: int) -> str:
    return f"Norwegian Foreign Minister Eva Dahl met Chilean Foreign Minister Rosa Vidal in Bergen. Note {number}.\n"


def _numbers(told: str) -> dict[str, int]:
    """The counts of the summary: "read 3 · new 3 · …"."""
    (line,) = [line for line in told.splitlines() if line.startswith("read ")]
    return {word: int(number) for word, number in re.findall(r"(\w+) (\d+)", line.partition(" — ")[0])}


def _whole(record: Path) -> bool:
    with closing(sqlite3.connect(record)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _kept(record: Path) -> int:
    """How many stories are in the record; 0 while there is none."""
    if not record.exists():
        return 0
    with closing(sqlite3.connect(record)) as connection:
        try:
            found: int = connection.execute("SELECT count(*) FROM stories").fetchone()[0]
        except sqlite3.OperationalError:  # its tables are being made
            return 0
    return found


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder with one of each, and two stories."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a-good.txt").write_text(GOOD)
    (folder / "b-empty.txt").write_bytes(b"")
    (folder / "c-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with (folder / "d-large.txt").open("wb") as file:
        file.truncate(200_000_000)
    (folder / "e-broken.html").write_text(f"<html><body><div><p>{_story(1)}<p <b></div></td><!-- <![CDATA[ </html")
    (folder / "f-feed.jsonl").write_text('{"text": "Envoys met."}\n{"text": \n{"id": "third", "text": "They left."}\n')
    os.mkfifo(folder / "g-pipe.txt")
    (folder / "h-dangling.txt").symlink_to(folder / "nowhere.txt")
    (folder / "i-loop").symlink_to(folder, target_is_directory=True)
    (folder / "j-german.txt").write_text(GERMAN)
    (folder / "k-frame.html").write_text("<html><body><p>1</p></body></html>")
    return folder


def test_each_bad_input_is_named_and_the_rest_is_read(bad: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    missing = tmp_path / "no-such.txt"
    run = subprocess.run(
        (*PROGRAM, "read", str(bad), str(missing), "--record", str(record)), capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (SOME_FAILED, "")
    told = run.stderr.splitlines()
    for name, words in {
        bad / "b-empty.txt": "is empty",
        bad / "c-picture.txt": "not text",
        bad / "d-large.txt": "200 MB, more than 20 MB",
        f"{bad / 'f-feed.jsonl'}:2": "no JSON",
        bad / "g-pipe.txt": "no regular file",
        bad / "h-dangling.txt": "a file that is not there",
        bad / "i-loop": "leads back",
        bad / "j-german.txt": "It is in German",
        bad / "k-frame.html": "No story was found",
        missing: "There is no file",
    }.items():
        assert sum(str(name) in line and words in line for line in told) == 1, name
    assert len(told) <= 10 + 2, "no more than these, the summary and the candidates let go"
    # Read: a-good, e-broken, and two lines of f-feed. Skipped: b, i, j and k. Failed: c, d, f:2, g, h and the missing.
    assert _numbers(run.stderr) == {"read": 4, "new": 4, "known": 0, "skipped": 4, "failed": 6}
    assert _whole(record)

    again = subprocess.run(
        (*PROGRAM, "read", str(bad), "--record", str(record)), capture_output=True, text=True, check=False
    )
    assert _numbers(again.stderr) == {"read": 4, "new": 0, "known": 4, "skipped": 4, "failed": 5}
    assert _kept(record) == 4


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_keeps_what_was_read(tmp_path: Path, workers: int) -> None:
    record = tmp_path / "record.db"
    # Stories come in through a pipe that stays open, so the run cannot end before it is interrupted.
    with subprocess.Popen(
        (*PROGRAM, "read", "-", "--record", str(record), "--workers", str(workers)),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as run:  # fmt: skip
        assert run.stdin is not None
        assert run.stderr is not None
        for number in range(160):
            run.stdin.write(json.dumps({"text": _story(number)}) + "\n")
        run.stdin.flush()
        while _kept(record) < 32:
            assert run.poll() is None, run.stderr.read()
            sleep(0.05)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers too
        told = run.stderr.read()
        assert run.wait() == INTERRUPTED
    stopped = re.search(r"Stopped after (\d+)\.", told)
    assert stopped is not None, told
    assert "Traceback" not in told
    assert _kept(record) == int(stopped[1]) >= 32
    assert _whole(record)


# --- the pipeline -----------------------------------------------------------------------------


def _results(folder: Path, *, workers: int) -> Iterator[Reading | Failure | Known]:
    yield from pipeline.readings([folder], workers=workers, known=lambda found: found.key == "second.txt")


def test_several_workers_give_what_one_gives(bad: Path) -> None:
    for number in range(24):
        (bad / f"z-{number:02}.txt").write_text(_story(number))
    (bad / "second.txt").write_text(GOOD * 2)
    one, two = (list(_results(bad, workers=n)) for n in (1, 2))
    assert one == two
    assert sum(isinstance(result, Reading) for result in one) == 28
    assert [result.name for result in one if isinstance(result, Known)] == [str(bad / "second.txt")]


def test_no_more_than_a_few_chunks_are_read_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []

    def endless(*_: object, **__: object) -> Iterator[Capture | Failure]:
        for number in count():
            given.append(number)
            yield Failure(f"{number}.txt", FailReason.EMPTY, "It is empty.")

    monkeypatch.setattr(capture, "captures", endless)
    found = pipeline.readings([tmp_path], workers=2)
    assert [result.name for result in islice(found, 3) if isinstance(result, Failure)] == ["0.txt", "1.txt", "2.txt"]
    assert len(given) <= 16 * 5


def test_progress_counts_up_to_a_total_told_beforehand(bad: Path) -> None:
    steps: list[tuple[int, int | None]] = []
    found = list(pipeline.readings([bad], progress=lambda done, total, _: steps.append((done, total))))
    assert steps == [(n, len(found)) for n in range(1, len(found) + 1)]


def test_a_stage_that_breaks_costs_one_story(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from summitry import annotate  # noqa: PLC0415 - the stage that is broken here

    def broken(_: object, **__: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(annotate, "doc", broken)
    (found,) = pipeline.readings([bad / "a-good.txt"])
    assert isinstance(found, Failure)
    assert found.reason is FailReason.BROKEN
    assert "a-good.txt" in found.name
    assert "by nothing" in found.message
