"""Paths to captures: files, folders, patterns and standard input, story by story.

Whatever cannot be read becomes a `Failure` that names it and says what to do; the rest is read.
The order is that of the paths, inside a folder or a pattern that of the names.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import io
import itertools
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from summitry.encoding import binary_kind, decode
from summitry.model import Capture, FailReason, Failure, Given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["ENDINGS", "MAX_BYTES", "captures", "count", "decode", "holds_a_story"]

MAX_BYTES = 20_000_000  # a story of more is none; a JSONL file may be larger, its lines may not
ENDINGS = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".jsonl", ".ndjson", ".json")

_HTML_ENDINGS = {".html", ".htm", ".xhtml"}
_LINE_ENDINGS = {".jsonl", ".ndjson"}
_LOOKS_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"</?(?:p|div|a|span|h[1-6]|br|li|meta|body|html|article|title)\b[^<>]{0,500}>", re.IGNORECASE)
_MB = 1_000_000
_COUNTED = 1000 * _MB  # of JSON lines are looked at to count them: about a second


@dataclass(slots=True)
class _Run:
    """What one run has met: keys given out, and files read by their real path."""

    keys: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    def key(self, path: Path) -> str:
        """The file's name, with as many of its folders before it as make it the only one."""
        parts = path.absolute().parts
        found = next((k for n in range(1, len(parts)) if (k := "/".join(parts[-n:])) not in self.keys), str(path))
        self.keys.add(found)
        return found


def captures(paths: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Capture | Failure]:
    """Yield each story of `paths` as found, or a Failure for what cannot be read; never raises for an input.

    A path is a file, a folder (walked; hidden entries and other endings than `ENDINGS` are passed
    over), a glob pattern, or `-` for standard input. `.jsonl` holds one story a line and is streamed,
    `.json` one story, a list, or `{"stories": […]}`; a story is an object with "text" or "html" and
    optionally "id", "date", "title", "url", "outlet". A file met twice in a run is read once.

    A capture's key is the file's name (with its folder where the name is taken), a JSON story's is its
    id or `file.jsonl:LINE`. What comes without any name, from standard input, is called by a hash of its words.
    """
    run = _Run()
    for path in paths:
        if str(path) == "-":
            yield from _standard_input(stdin or sys.stdin.buffer)
            continue
        for found in _files(Path(path)):
            if isinstance(found, Failure):
                yield found
            else:
                yield from _file(found, run)


def count(paths: Iterable[str | Path]) -> int | None:
    """How many captures and failures `captures` is going to give, told quickly and not quite exactly.

    The lines of JSON lines are counted, blank ones too. None where it cannot be known beforehand: for
    standard input, and where there is more than a gigabyte of JSON lines.
    """
    run = _Run()
    total, left = 0, _COUNTED
    for path in paths:
        if str(path) == "-":
            return None
        for found in _files(Path(path)):
            if isinstance(found, Failure):
                total += 1
                continue
            left -= _size_of_lines(found)
            if left < 0:
                return None
            total += _story_count(found, run)
    return total


def holds_a_story(paths: Iterable[str | Path]) -> bool:
    """Whether there is anything to read: a story, or standard input, which cannot be looked at beforehand."""
    listed = tuple(paths)
    return any(str(p) == "-" for p in listed) or any(isinstance(found, Capture) for found in captures(listed))


def _size_of_lines(path: Path) -> int:
    """The bytes of a file of JSON lines; 0 for any other."""
    try:
        return path.stat().st_size if path.suffix.lower() in _LINE_ENDINGS else 0
    except OSError:
        return 0  # told when it is to be read


def _story_count(path: Path, run: _Run) -> int:
    """How many stories a file gives; only JSON has to be opened for that."""
    if path.suffix.lower() == ".json":
        return sum(1 for _ in _file(path, run))
    return _line_count(path) if path.suffix.lower() in _LINE_ENDINGS else 1


def _line_count(path: Path) -> int:
    try:
        if not path.is_file():
            return 1
        with path.open("rb") as stream:
            last, lines = b"\n", 0
            while piece := stream.read(_MB):
                lines += piece.count(b"\n")
                last = piece[-1:]
    except OSError:
        return 1  # told when it is to be read
    return max(1, lines + (last != b"\n"))


# --- where stories lie -----------------------------------------------------------------------


def _files(path: Path) -> Iterator[Path | Failure]:
    """The files that a path stands for, unopened."""
    name = str(path)
    try:
        if path.is_dir():
            yield from _folder(path, above=(), top=True)
        elif path.exists() or path.is_symlink():
            yield path
        else:
            matches = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) else []  # noqa: PTH207 - Path.glob takes no absolute pattern
            for match in matches:
                yield from _files(Path(match))
            if not matches:
                yield Failure(name, FailReason.MISSING, f"There is no file {name}; check the path.")
    except ValueError:  # a zero byte in the path
        yield Failure(repr(name), FailReason.MISSING, f"{name!r} cannot be a path; check it.")
    except OSError as error:
        yield _unreadable(name, error)


def _folder(folder: Path, *, above: tuple[str, ...], top: bool = False) -> Iterator[Path | Failure]:
    """The stories of a folder and of those in it, by name; `above` are the real paths of the folders around."""
    real = str(folder.resolve())
    if real in above:
        yield Failure(str(folder), FailReason.LOOP, f"{folder} leads back to {real}; remove the link.")
        return
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        yield _unreadable(str(folder), error)
        return
    found = False
    for entry in entries:
        if _is_folder(entry):
            for item in _folder(entry, above=(*above, real)):
                found = True
                yield item
        elif entry.suffix.lower() in ENDINGS:
            found = True
            yield entry
    if top and not found:
        endings = " ".join(ENDINGS)
        yield Failure(
            str(folder), FailReason.MISSING, f"There are no stories in folder {folder} (endings read: {endings})."
        )


def _is_folder(entry: Path) -> bool:
    """Whether it is a folder; a link in a circle of links is taken for one, so that it is reported as a loop."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _file(path: Path, run: _Run) -> Iterator[Capture | Failure]:
    name = str(path)
    try:
        real = str(path.resolve(strict=True))
        if real in run.files:
            return
        run.files.add(real)
        if not path.is_file():
            yield Failure(name, FailReason.UNREADABLE, f"{name} is no regular file; give a file or a folder.")
        elif path.suffix.lower() in _LINE_ENDINGS:
            with path.open("rb") as stream:
                yield from _lines(stream, name=name, key=path.name)
        else:
            yield from _whole(path, run)
    except FileNotFoundError:
        yield Failure(name, FailReason.MISSING, f"{name} is a link to a file that is not there; mend the link.")
    except RuntimeError:  # how Python before 3.13 reports a circle of links
        yield Failure(name, FailReason.LOOP, f"{name} is a link that leads back to itself; remove it.")
    except OSError as error:
        yield _unreadable(name, error)


def _whole(path: Path, run: _Run) -> Iterator[Capture | Failure]:
    """The stories of a file that is read at once."""
    name = str(path)
    size = path.stat().st_size
    if size > MAX_BYTES:
        yield _too_large(name, size)
        return
    data = path.read_bytes()
    if failure := _unfit(data, name):
        yield failure
    elif path.suffix.lower() == ".json":
        yield from _json(data, name=name, key=path.name)
    else:
        yield Capture(run.key(path), name, data, _media_type(data, path.suffix.lower()))


def _standard_input(stream: BinaryIO) -> Iterator[Capture | Failure]:
    """Standard input: JSON lines if the first is one, else a JSON document, a page or a text."""
    name = "standard input"
    head = b""
    while not head.strip() and (line := stream.readline(MAX_BYTES + 1)):
        head += line
    if isinstance(_object(decode(head)), dict):
        yield from _lines(stream, name=name, key=None, head=head)
        return
    data = head + stream.read(max(0, MAX_BYTES + 1 - len(head)))
    if len(data) > MAX_BYTES:
        yield _too_large(name, None)
    elif failure := _unfit(data, name):
        yield failure
    elif decode(data[:64]).lstrip()[:1] in {"{", "["} and isinstance(_object(decode(data)), dict | list):
        yield from _json(data, name=name, key=None)
    else:
        yield Capture(_called(data), name, data, _media_type(data, ""))


def _called(data: bytes) -> str:
    """A name for a story that came without one, the same whenever it comes."""
    return f"stdin-{hashlib.sha256(data).hexdigest()[:8]}"


# --- what a file holds -------------------------------------------------------------------------


def _unfit(data: bytes, name: str) -> Failure | None:
    if not data.strip():
        return Failure(name, FailReason.EMPTY, f"{name} is empty.")
    if kind := binary_kind(data):
        return Failure(name, FailReason.BINARY, f"{name} is {kind}, not text; save the story as text or HTML.")
    if not decode(data).strip():
        return Failure(name, FailReason.EMPTY, f"{name} is empty.")
    return None


def _too_large(name: str, size: int | None) -> Failure:
    told = f"{size / _MB:,.0f} MB" if size else "too much"
    message = (
        f"{name} has {told}, more than {MAX_BYTES // _MB} MB; split it, or give its stories as JSON lines (.jsonl)."
    )
    return Failure(name, FailReason.TOO_LARGE, message)


def _unreadable(name: str, error: OSError) -> Failure:
    if error.errno == errno.ELOOP:
        return Failure(name, FailReason.LOOP, f"{name} is a link that leads back to itself; remove it.")
    why = (error.strerror or type(error).__name__).lower()
    return Failure(name, FailReason.UNREADABLE, f"{name} cannot be opened ({why}); check its permissions.")


def _media_type(data: bytes, ending: str) -> str:
    """By the first characters, for endings lie: a page saved as `.txt`, a text saved as `.html`."""
    head = decode(data[:100_000])
    if _LOOKS_HTML.match(head):
        return "text/html"
    if ending in _HTML_ENDINGS and _TAGS.search(head):
        return "text/html"
    return "text/markdown" if ending == ".md" else "text/plain"


# --- JSON ----------------------------------------------------------------------------------------


def _lines(stream: BinaryIO, *, name: str, key: str | None, head: bytes = b"") -> Iterator[Capture | Failure]:
    """One story a line; a bad line fails alone. Lines are read one by one, so the file may be of any size."""
    if not head:
        head = stream.readline(MAX_BYTES + 1)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 has its line ends elsewhere
        data = head + stream.read(MAX_BYTES)
        stream, head = io.BytesIO(decode(data).encode("utf-8", "replace")), b""
    any_line = False
    lines = itertools.chain(head.splitlines(keepends=True), iter(lambda: stream.readline(MAX_BYTES + 1), b""))
    for number, line in enumerate(lines, 1):
        place = f"{name}:{number}"
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(_MB)) and not rest.endswith(b"\n"):
                pass
            any_line = True
            yield _too_large(place, None)
        elif line.strip():
            any_line = True
            yield _told(decode(line), place=place, key=_numbered(key, number))
    if not any_line:
        yield Failure(name, FailReason.EMPTY, f"{name} is empty.")


def _numbered(key: str | None, number: int) -> str | None:
    """The key of a story by its place among others; None where these have no name either."""
    return f"{key}:{number}" if key else None


def _json(data: bytes, *, name: str, key: str | None) -> Iterator[Capture | Failure]:
    """The stories of a JSON document: one object, a list of them, or `{"stories": […]}`."""
    found = _object(decode(data))
    if isinstance(found, str):
        yield Failure(name, FailReason.BAD_LINE, f"{name} is no JSON ({found}); mend it there.")
        return
    many = found.get("stories") if isinstance(found, dict) and "stories" in found else found
    if isinstance(many, list):
        if not many:
            yield Failure(name, FailReason.EMPTY, f"{name} holds an empty list.")
        for number, item in enumerate(many, 1):
            yield _story(item, place=f"{name}:{number}", key=_numbered(key, number))
    else:
        yield _story(many, place=name, key=key)


def _told(line: str, *, place: str, key: str | None) -> Capture | Failure:
    found = _object(line)
    if isinstance(found, str):
        return Failure(place, FailReason.BAD_LINE, f"{place} is no JSON ({found}); mend the line.")
    return _story(found, place=place, key=key)


def _object(text: str) -> dict[str, object] | list[object] | str:
    """What a JSON text holds, or what is wrong with it."""
    try:
        found = json.loads(text.strip().removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else "nested too deep"
    return found if isinstance(found, dict | list) else f"a {type(found).__name__}, not an object"


def _story(found: object, *, place: str, key: str | None) -> Capture | Failure:
    """A JSON story as a capture: its text, or its page where it has no text."""
    if not isinstance(found, dict):
        message = f'{place} is no object; a story is {{"text": "…"}}, with "id", "date", "title", "url" if known.'
        return Failure(place, FailReason.BAD_LINE, message)
    wrong = [name for name in ("text", "html") if not isinstance(found.get(name, ""), str | None)]
    if wrong or not ("text" in found or "html" in found):
        what = f'has a "{wrong[0]}" that is no string' if wrong else 'has neither "text" nor "html"'
        return Failure(place, FailReason.BAD_LINE, f"{place} {what}; put the story's words there.")
    text, html = str(found.get("text") or ""), str(found.get("html") or "")
    if not text.strip() and not html.strip():
        return Failure(place, FailReason.EMPTY, f"{place} has no words in it.")
    given = Given(*(_word(found.get(name)) for name in ("id", "date", "title", "url", "outlet")))
    media_type = "text/plain" if text.strip() else "text/html"
    # A lone surrogate ("\ud800") is legal JSON and no character: it becomes a question mark.
    data = (text if text.strip() else html).encode("utf-8", "replace")
    return Capture(given.id or key or _called(data), place, data, media_type, given)


def _word(value: object) -> str | None:
    """A field as a string; numbers are taken as written, anything else says nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).encode("utf-8", "replace").decode().strip() or None
