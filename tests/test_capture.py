from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path

import pytest

from summitry.capture import MAX_BYTES, captures, count, decode, holds_a_story
from summitry.encoding import binary_kind
from summitry.model import Capture, FailReason, Failure


def _read(*paths: str | Path, stdin: bytes = b"") -> list[Capture | Failure]:
    return list(captures(paths, stdin=io.BytesIO(stdin)))


def _keys(*paths: str | Path) -> list[str]:
    return [item.key if isinstance(item, Capture) else item.reason.name for item in _read(*paths)]


def _one(*paths: str | Path, stdin: bytes = b"") -> Capture | Failure:
    found = _read(*paths, stdin=stdin)
    assert len(found) == 1
    return found[0]


def _failure(*paths: str | Path) -> Failure:
    found = _one(*paths)
    assert isinstance(found, Failure)
    return found


def test_folder_is_walked_in_the_order_of_names_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", ".hidden.txt", "picture.png", "inner/c.md", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Envoys met.")
    assert _keys(tmp_path) == ["a.html", "b.txt", "c.md"]


def test_folder_without_stories_says_which_endings_are_read(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_bytes(b"x")
    failure = _failure(tmp_path)
    assert failure.reason is FailReason.MISSING
    assert ".jsonl" in failure.message


def test_folder_that_contains_itself_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Envoys met.")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "z.txt").write_text("Envoys left.")
    assert _keys(tmp_path) == ["a.txt", "LOOP", "z.txt"]


def test_link_to_itself_is_a_loop(tmp_path: Path) -> None:
    link = tmp_path / "a.txt"
    link.symlink_to(link)
    assert _failure(link).reason is FailReason.LOOP


def test_link_to_nothing_is_missing(tmp_path: Path) -> None:
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / "gone.txt")
    assert _failure(link).reason is FailReason.MISSING


def test_pattern_and_missing_path(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text("Envoys met.")
    assert _keys(tmp_path / "*.txt") == ["a.txt", "b.txt"]
    assert _keys(tmp_path / "*.html") == ["MISSING"]
    assert _failure("no/such\0path").reason is FailReason.MISSING


def test_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("Envoys met.")
    assert _keys(tmp_path / "a[1].txt") == ["a[1].txt"]


def test_second_file_of_a_name_takes_its_folder_and_a_file_met_twice_is_read_once(tmp_path: Path) -> None:
    for name in ("x/a.txt", "y/a.txt"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text("Envoys met.")
    assert _keys(tmp_path / "x", tmp_path / "y", tmp_path / "x" / "a.txt") == ["a.txt", "y/a.txt"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", FailReason.EMPTY),
        (b" \n\t ", FailReason.EMPTY),
        (b"\xef\xbb\xbf \n", FailReason.EMPTY),
        (b"%PDF-1.7 ...", FailReason.BINARY),
        (b"\x89PNG\r\n\x1a\n", FailReason.BINARY),
        (b"text\0with zero bytes\0 in it", FailReason.BINARY),
        (b"\x01\x02\x03\x04\x05\x06", FailReason.BINARY),
    ],
)
def test_no_text(tmp_path: Path, data: bytes, reason: FailReason) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    failure = _failure(path)
    assert failure.reason is reason
    assert str(path) in failure.message


def test_large_file_is_refused_unread_but_a_large_jsonl_is_streamed(tmp_path: Path) -> None:
    large = tmp_path / "a.txt"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    assert _failure(large).reason is FailReason.TOO_LARGE

    lines = tmp_path / "b.jsonl"
    with lines.open("wb") as file:
        file.write(b'{"text": "Envoys met."}\n')
        file.write(b'{"text": "' + b"x" * (MAX_BYTES + 10) + b'"}\n')
        file.write(b'{"id": "last", "text": "Envoys left."}\n')
    assert _keys(lines) == ["b.jsonl:1", "TOO_LARGE", "last"]


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    assert _failure(path).reason is FailReason.UNREADABLE


def test_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Envoys met.")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    failure = _failure(path)
    assert failure.reason is FailReason.UNREADABLE
    assert "permission denied" in failure.message


def test_jsonl_names_the_bad_lines_and_reads_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    lines = [
        '{"id": 7, "date": "2031-05-02", "title": "Talks", "text": "Envoys met.", "url": "https://a.example/1"}',
        "",
        '{"id": "x", "text": ',
        '["text"]',
        '{"title": "Talks"}',
        '{"text": 5}',
        '{"text": "  "}',
        '{"html": "<p>Envoys met.</p>", "outlet": "Example"}',
        '{"text": "A \\ud800 lone half"}',
    ]
    path.write_text("\n".join(lines))
    found = _read(path)
    places = {item.name.rpartition(":")[2]: item for item in found}
    first = places["1"]
    assert isinstance(first, Capture)
    assert (first.key, first.given.date, first.given.title, first.given.url) == (
        "7",
        "2031-05-02",
        "Talks",
        "https://a.example/1",
    )
    reasons = {place: item.reason for place, item in places.items() if isinstance(item, Failure)}
    bad = FailReason.BAD_LINE
    assert reasons == {"3": bad, "4": bad, "5": bad, "6": bad, "7": FailReason.EMPTY}
    page = places["8"]
    assert isinstance(page, Capture)
    assert (page.key, page.media_type, page.given.outlet) == ("feed.jsonl:8", "text/html", "Example")
    assert isinstance(places["9"], Capture)


def test_bad_line_says_what_is_wrong_and_where(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text('{"text": "a" "b"}')
    failure = _failure(path)
    assert failure.name == f"{path}:1"
    assert "column 14" in failure.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_jsonl_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes('{"id": "a", "text": "Zoë met Ömer."}\n{"id": "b", "text": "They left."}\n'.encode(encoding))
    assert _keys(path) == ["a", "b"]


@pytest.mark.parametrize(
    ("document", "keys"),
    [
        ({"id": "a", "text": "Envoys met."}, ["a"]),
        ([{"id": "a", "text": "Envoys met."}, {"text": "They left."}], ["a", "s.json:2"]),
        ({"stories": [{"text": "Envoys met."}, 3]}, ["s.json:1", "BAD_LINE"]),
        ([], ["EMPTY"]),
        ("no story", ["BAD_LINE"]),
    ],
)
def test_json_documents(tmp_path: Path, document: object, keys: list[str]) -> None:
    path = tmp_path / "s.json"
    path.write_text(json.dumps(document, indent=1))
    assert _keys(path) == keys


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\n<!DOCTYPE html><html><body><p>Envoys met.</p></body></html>", "text/html"),
        (b"<p>Envoys met.</p>", "text/html"),
        (b"Envoys met.", "text/plain"),
        (b'{"a": 1} is how the note began', "text/plain"),
    ],
)
def test_standard_input_is_told_by_its_first_characters(data: bytes, kind: str) -> None:
    found = _one("-", stdin=data)
    assert isinstance(found, Capture)
    assert found.media_type == kind


def test_standard_input_of_json() -> None:
    lines = b'\n{"id": "a", "text": "Envoys met."}\n{"id": "b", "text": "They left."}\n'
    assert [item.key for item in _read("-", stdin=lines) if isinstance(item, Capture)] == ["a", "b"]
    document = b'[\n {"id": "c", "text": "Envoys met."}\n]'
    assert [item.key for item in _read("-", stdin=document) if isinstance(item, Capture)] == ["c"]


@pytest.mark.parametrize("form", [b"%s", b'{"text": "%s"}\n', b'[{"text": "%s"}]'])
def test_stories_of_standard_input_without_a_name_can_be_told_apart(form: bytes) -> None:
    """Each is called by its words, so that the same story has the same name whenever it comes."""
    first, again, other = (_one("-", stdin=form % told) for told in (b"Envoys met.", b"Envoys met.", b"Envoys left."))
    assert isinstance(first, Capture)
    assert isinstance(again, Capture)
    assert isinstance(other, Capture)
    assert re.fullmatch("stdin-[0-9a-f]{8}", first.key)
    assert first.key == again.key != other.key


def test_whether_there_is_anything_to_read_is_told_beforehand(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert not holds_a_story([tmp_path, tmp_path / "missing.txt"])
    (tmp_path / "story.txt").write_text("Envoys met.", encoding="utf-8")
    assert holds_a_story([tmp_path / "missing.txt", tmp_path])
    assert holds_a_story(["-"])


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"<!doctype html><p>Envoys met.</p>", "text/html"),
        ("a.html", b"Envoys met. No marks here.", "text/plain"),
        ("a.md", b"# Envoys met", "text/markdown"),
        ("a.news", b"<html><body>Envoys met.</body></html>", "text/html"),
        ("README", b"Envoys met.", "text/plain"),
    ],
)
def test_media_type_is_by_content_first(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = _one(tmp_path / name)
    assert isinstance(found, Capture)
    assert found.media_type == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_decode_unicode(encoding: str) -> None:
    text = "The envoys’ visit to Málaga is over, said Zoë."
    assert decode(text.encode(encoding)) == text
    assert binary_kind(text.encode(encoding)) is None


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1252", "the minister’s “clear” word — naïve"),
        ("gb18030", "两国外长会晤"),
        ("windows-1251", "встреча министров"),
        ("shift_jis", "外相会談"),
    ],
)
def test_decode_takes_the_charset_a_page_declares(encoding: str, text: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>{text}</p></body></html>'
    assert text in decode(page.encode(encoding))


def test_decode_survives_a_wrong_or_silly_declaration() -> None:
    for name in ("rot13", "no-such", "utf-8", "base64"):
        data = f'<meta charset="{name}">caf'.encode() + b"\xe9"
        assert "café" in decode(data)


def test_count_tells_beforehand_how_many_there_will_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Envoys met.")
    (tmp_path / "b.jsonl").write_text('{"text": "Envoys met."}\n{"text": \n{"text": "They left."}')
    (tmp_path / "c.json").write_text('[{"text": "Envoys met."}, {"text": "They left."}]')
    (tmp_path / "d.txt").touch()
    (tmp_path / "e.jsonl").touch()
    (tmp_path / "f.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "g.jsonl")
    (tmp_path / "inner").symlink_to(tmp_path, target_is_directory=True)
    paths = [tmp_path, tmp_path / "no-such.txt"]
    assert count(paths) == len(_read(*paths)) == 12


def test_count_does_not_guess(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Envoys met.")
    assert count([tmp_path, "-"]) is None
    with (tmp_path / "b.jsonl").open("wb") as file:
        file.truncate(5_000_000_000)  # takes no room on the disk, and would take long to look through
    assert count([tmp_path]) is None


def test_a_folder_of_stories_read_already_has_stories(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Envoys met.")
    assert _keys(tmp_path, tmp_path) == ["a.txt"]


def test_the_id_is_of_all_that_a_story_is_made_of_and_of_no_place(tmp_path: Path) -> None:
    found = [
        b'{"id": "a", "text": "Envoys met."}',
        b'{"id": "b", "text": "Envoys met.", "date": "2031-05-02"}',
        b'{"id": "c", "text": "Envoys met.", "title": "2031-05-02"}',
        b'{"id": "d", "html": "Envoys met."}',
        b'{"id": "e", "text": "Envoys met"}',
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([*found, *found]))
    ids = [item.id for item in _read(path) if isinstance(item, Capture)]
    assert len(set(ids)) == len(found)
    assert ids[: len(found)] == ids[len(found) :]
