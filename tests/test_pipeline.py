"""The whole way: every input gives a reading or a named failure, whatever the others are."""

from __future__ import annotations

import io
import json
import threading
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from summitry import pipeline
from summitry.extractors import Extractor, extractor
from summitry.model import Capture, FailReason, Failure, Given, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summitry.offices import Table

TEXT = "Norwegian Prime Minister Astrid Berg met Kenyan President Daniel Otieno in Nairobi on Monday.\n"


def capture(text: str, *, date: str | None = None) -> Capture:
    return Capture("a.txt", "a.txt", text.encode(), "text/plain", Given(date=date))


def test_a_capture_gives_a_reading_with_its_reports() -> None:
    found = pipeline.reading(capture(TEXT, date="2031-05-14"), extractor=extractor())
    assert isinstance(found, Reading)
    (report,) = found.reports
    assert [p.name for p in report.parties] == ["Astrid Berg", "Daniel Otieno"]
    assert all(p.actor.person_id for p in report.parties), "persons are linked"
    assert report.when is not None
    assert report.when.value == "2031-05-12"
    assert report.story_key == "a.txt"


def test_a_story_with_nothing_to_record_is_a_reading_without_reports() -> None:
    found = pipeline.reading(capture("The harbour of Mombasa was quiet in the rain.\n"), extractor=extractor())
    assert isinstance(found, Reading)
    assert found.reports == ()


def test_a_capture_without_text_is_a_failure() -> None:
    found = pipeline.reading(capture(" \n"), extractor=extractor())
    assert isinstance(found, Failure)
    assert found.name == "a.txt"


def test_a_dateline_gives_neither_place_nor_party() -> None:
    found = pipeline.reading(capture("OSLO (Reuters) - " + TEXT.replace(" in Nairobi", "")), extractor=extractor())
    assert isinstance(found, Reading)
    (report,) = found.reports
    assert report.where.city is None
    assert len(report.parties) == 2


def test_every_file_is_read_whatever_the_others_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.jsonl").write_text(
        json.dumps({"id": "one", "date": "2031-05-14", "text": TEXT}) + "\n{broken\n", encoding="utf-8"
    )
    found = list(pipeline.readings([tmp_path, tmp_path / "none.txt"]))
    assert {r.story.key for r in found if isinstance(r, Reading)} == {"a.txt", "one"}
    failed = {f.reason for f in found if isinstance(f, Failure)}
    assert failed == {FailReason.EMPTY, FailReason.BAD_LINE, FailReason.MISSING}
    assert all(f.message for f in found if isinstance(f, Failure))


def test_a_story_that_breaks_a_stage_is_named_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name + " " + TEXT, encoding="utf-8")
    right = pipeline.reading

    def breaking(found: Capture, *, extractor: Extractor, table: Table | None) -> Reading | Failure:
        if found.name.endswith("a.txt"):
            raise ZeroDivisionError("by nothing")
        return right(found, extractor=extractor, table=table)

    monkeypatch.setattr(pipeline, "reading", breaking)
    first, second = pipeline.readings([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert isinstance(first, Failure)
    assert first.reason is FailReason.BROKEN
    assert "ZeroDivisionError" in first.message
    assert isinstance(second, Reading)


def test_progress_counts_every_input(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    seen: list[int] = []
    list(pipeline.readings([tmp_path], progress=lambda done, _all, _name: seen.append(done)))
    assert seen[-1] == 2
    assert seen == sorted(seen)


def test_standard_input_is_a_story() -> None:
    (found,) = pipeline.readings(["-"], stdin=io.BytesIO(TEXT.encode()))
    assert isinstance(found, Reading)
    assert len(found.reports) == 1


def test_a_story_reads_alike_in_any_company(tmp_path: Path) -> None:
    for name, text in (("a.txt", TEXT), ("b.txt", TEXT.replace("met", "will meet"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    together = list(pipeline.readings([tmp_path / "b.txt", tmp_path / "a.txt"]))
    alone = [next(iter(pipeline.readings([tmp_path / name]))) for name in ("b.txt", "a.txt")]
    assert together == alone


def test_many_stories_come_in_their_order_and_as_each_alone(tmp_path: Path) -> None:
    """Two are read at a time; a broken one among them stops nothing."""
    days = ("Monday", "Tuesday", "Wednesday")
    for n in range(20):
        (tmp_path / f"{n:02}.txt").write_text(TEXT.replace("Monday", days[n % 3]) * (n % 4), encoding="utf-8")
    together = list(pipeline.readings([tmp_path]))
    alone = [next(iter(pipeline.readings([path]))) for path in sorted(tmp_path.iterdir())]
    assert [type(r) for r in together] == [type(r) for r in alone] == [Failure, Reading, Reading, Reading] * 5
    for one, other in zip(together, alone, strict=True):
        if isinstance(one, Reading) and isinstance(other, Reading):
            assert (one.story.text, one.reports) == (other.story.text, other.reports)


def test_what_a_pipe_brings_is_handed_on_before_the_next_is_waited_for() -> None:
    class Slow(io.BytesIO):
        """Counts the lines that were asked for."""

        asked = 0

        def __next__(self) -> bytes:
            self.asked += 1
            return super().__next__()

        def readline(self, size: int | None = -1, /) -> bytes:
            self.asked += 1
            return super().readline(size)

    stream = Slow(b"".join(json.dumps({"id": str(n), "text": TEXT}).encode() + b"\n" for n in range(9)))
    found = pipeline.readings(["-"], stdin=stream)
    for _ in range(3):
        assert isinstance(next(found), Reading)
    assert stream.asked < 9


def test_what_was_read_is_handed_on_before_an_error_of_the_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def captures(*_: object, **__: object) -> Iterator[Capture]:
        yield from (replace(capture(TEXT), name=f"{n}.txt") for n in range(6))
        raise OSError("the disk went away")

    monkeypatch.setattr("summitry.capture.captures", captures)
    found = pipeline.readings(["here"])
    assert [r.story.name for r in islice(found, 6) if isinstance(r, Reading)] == [f"{n}.txt" for n in range(6)]
    with pytest.raises(OSError, match="went away"):
        next(found)


def test_large_stories_are_read_in_the_thread_that_ctrl_c_reaches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, where = pipeline.reading, dict[str, bool]()

    def seen(found: Capture, *, extractor: Extractor, table: Table | None) -> Reading | Failure:
        where[found.name[-5:]] = threading.current_thread() is threading.main_thread()
        return right(found, extractor=extractor, table=table)

    monkeypatch.setattr(pipeline, "reading", seen)
    for n, times in enumerate((1, 1, 1, 600, 1)):
        (tmp_path / f"{n}.txt").write_text(TEXT * times, encoding="utf-8")
    assert all(isinstance(r, Reading) for r in pipeline.readings([tmp_path]))
    assert where["3.txt"]
    assert not any(where[f"{n}.txt"] for n in (1, 2, 4))
