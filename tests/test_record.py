from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factory import reading, report
from summitry import pipeline
from summitry.errors import NotFoundError, RecordError
from summitry.model import FailReason, Failure, Known, Reading, Skipped, SkipReason
from summitry.record import Record, Summary
from summitry.timelines import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

CALL = report(
    "US Ana Reed", "CN Li Bo", kind="call", when="2031-05-02", told="2031-05-03", topics=("ports",), key="call"
)
TALKS = report("NO Eva Dahl", "CN <i>", when="2031-04", told="2031-05-01", status="planned", city="Oslo", key="talks")
BROKEN = Failure("b.bin", FailReason.BINARY, "give a text")
EMPTY = Failure("c.txt", FailReason.EMPTY, "it is empty")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db") as opened:
        opened.add([reading(CALL), reading(TALKS)])
        yield opened


def test_a_timeline_is_a_sequence_by_date(record: Record) -> None:
    timeline = record.timeline()
    assert [c.stories for c in timeline] == [("talks",), ("call",)]
    assert len(timeline) == 2
    assert isinstance(timeline[:1], Timeline)
    assert timeline[1].kind == "call"
    assert timeline == record.contacts()


def test_every_option_of_a_timeline_narrows_it(record: Record) -> None:
    found = record.timeline(
        "ports", side="US", person="Reed", between=("US", "CN"), since="2031-05", until="2031-05", kind="call",
        status="held", topic="ports",
    )  # fmt: skip
    assert [c.stories for c in found] == [("call",)]
    assert [c.stories for c in record.timeline(place="oslo")] == [("talks",)]
    assert [c.stories for c in record.timeline(sort="latest")] == [("call",), ("talks",)]
    with pytest.raises(ValueError, match="chat"):
        record.timeline(kind="chat")


def test_a_timeline_goes_to_pandas_even_when_empty(record: Record) -> None:
    frame = record.timeline().to_pandas()
    assert list(frame["status"]) == ["planned", "held"]
    assert list(record.timeline(side="FR").to_pandas().columns) == list(frame.columns)


def test_without_pandas_the_way_out_is_told(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'summitry\[pandas\]'"):
        record.timeline().to_pandas()


def test_a_timeline_shows_itself(record: Record) -> None:
    shown = repr(record.timeline())
    assert shown.splitlines()[0] == "Timeline of 2 contacts"
    assert "held call · Ana Reed (US); Li Bo (CN)" in shown
    html = record.timeline()._repr_html_()
    assert "<td>Ana Reed (US); Li Bo (CN)</td>" in html
    assert "&lt;i&gt;" in html, "words of a story are no markup"
    assert "and 5 more" in repr(Timeline([record.timeline()[0]] * 25))


def test_a_contact_a_story_and_what_it_gave(record: Record) -> None:
    assert record.contact(CALL.id[:8]).reports == (CALL,)
    assert [s.key for s in record.stories()] == ["talks", "call"]
    assert record.explain("call").reports == (CALL,) == record.reports("call")
    assert record.story("call").id == CALL.story_id
    assert record.counts() == {CALL.story_id: 1, TALKS.story_id: 1}
    assert record.skipped("call") == ()
    assert len(record.reports()) == 2
    with pytest.raises(NotFoundError):
        record.reports("no story")


def test_keeping_counts_every_input_and_what_was_let_go(tmp_path: Path) -> None:
    one = reading(CALL)
    let_go = Skipped(one.story.source(0, 3), SkipReason.WISH, "wish")
    one = replace(one, skipped=(let_go, let_go, let_go))
    found: list[Reading | Failure | Known] = [one, BROKEN, reading(TALKS), EMPTY, EMPTY, Known("d.txt")]
    with Record.open(tmp_path / "record.db") as record:
        assert record.keep(found, batch=1) == Summary(
            read=3, new=2, known=1, skipped=2, failed=1, let_go=3, contacts=2, failures=(BROKEN, EMPTY, EMPTY)
        )
        assert record.keep(found).known == 3
        assert record.failures == (BROKEN, EMPTY, EMPTY) * 2


def test_reading_calls_the_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def readings(paths: list[str], *, progress: object, workers: int, **_: object) -> Iterator[Reading | Failure]:
        asked.append(paths)
        assert (progress, workers) == (None, 1)
        yield reading(CALL)

    monkeypatch.setattr(pipeline, "readings", readings)
    with Record.open(tmp_path / "record.db") as record:
        assert record.read(Path("a.txt")).new == 1
        assert record.read(["a.txt", Path("b")]).known == 1
    assert asked == [["a.txt"], ["a.txt", "b"]]


def test_an_interruption_keeps_every_story_that_was_read(tmp_path: Path) -> None:
    def stopped() -> Iterator[Reading]:
        yield reading(CALL)
        yield reading(TALKS)
        raise KeyboardInterrupt

    with Record.open(tmp_path / "record.db") as record:
        with pytest.raises(KeyboardInterrupt):
            record.keep(stopped())
        assert len(record.stories()) == 2


def test_asking_makes_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no record"):
        Record.open(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_nothing_heavy_is_loaded_with_the_module() -> None:
    code = "import sys, summitry.record; print({'sqlalchemy', 'pandas', 'spacy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
