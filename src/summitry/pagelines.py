"""A page's text as lines: white space collapsed, invisible characters gone, hard wraps undone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_BULLET = re.compile(r"(?:[-•*·▪►●‣◦–—>»]|\d{1,2}[.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input that has words."""

    number: int  # 1-based
    text: str
    bulleted: bool = False
    heading: bool = False  # marked as one, "# …"
    after_blank: bool = False


def clean(text: str) -> str:
    """One line: NFC, invisible characters gone, white space collapsed; every other character stays."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def split(text: str, *, markdown: bool = False) -> tuple[Line, ...]:
    """The lines of a text that have words or marks, cleaned; with `markdown`, without its marks."""
    found: list[Line] = []
    blank = True
    for number, raw in enumerate(re.split(r"\r\n|\r|\n|\f|\v|\x85|\u2028|\u2029", text), 1):
        line = clean(_unmarked(raw) if markdown else raw)
        heading = markdown and raw.lstrip().startswith("#")
        if line:
            bullet = _BULLET.match(line)
            found.append(Line(number, line, bullet is not None, heading, blank))
        blank = not line
    return tuple(found)


def _unmarked(line: str) -> str:
    """A line of Markdown without its marks."""
    line = re.sub(r"^\s{0,3}(?:#{1,6}\s+|>\s?)", "", line)
    line = re.sub(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)", r"\1", line)
    return re.sub(r"(\*\*|__|\*|`)(?=\S)(.{1,400}?)(?<=\S)\1", r"\2", line)


def unwrap(lines: tuple[Line, ...], *, header: Container[int] = ()) -> tuple[Line, ...]:
    """Join the lines of hard-wrapped paragraphs: a break is a wrap where the next word had no room left.

    A text counts as wrapped where a third of the lines that follow another begin in lower case.
    """
    body = [n for n in range(1, len(lines)) if n not in header and n - 1 not in header and not lines[n].after_blank]
    width = max((len(line.text) for line in lines), default=0)
    continued = sum(lines[n].text[0].islower() for n in body)
    if width > 120 or len(body) < 3 or continued * 3 < len(body):
        return lines
    joined: list[Line] = []
    last = ""
    for n, line in enumerate(lines):
        first_word = line.text.split(" ", 1)[0]
        if n in body and not line.bulleted and len(last) + 1 + len(first_word) > width - 8:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        last = line.text
    return tuple(joined)
