"""Bytes to characters, for whoever is handed a file of unknown origin."""

from __future__ import annotations

import codecs
import re

# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{3,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # HTML asks for the first 1024 bytes; real pages are less tidy
_SAMPLE = 65_536  # enough to tell an encoding, little enough to stay quick
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive (also .docx, .epub)"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xfd7zXZ", "xz data"),
    (b"BZh", "bzip2 data"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "rich text (RTF)"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1b")


def decode(data: bytes) -> str:
    """The characters of `data`; never raises.

    In this order: a byte order mark, UTF-16 told by its zero bytes, UTF-8, the charset that a page
    declares, charset-normalizer's guess, and at last Windows-1252 with replacement characters.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if wide := _unmarked_utf16(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _declared(data) or _guessed(data) or data.decode("cp1252", "replace")


def binary_kind(data: bytes) -> str | None:
    """What `data` is if it is no text ("a PDF", "binary data"), else None. The first 64 KB decide."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if any(data.startswith(mark) for mark, _ in _MARKS) or _unmarked_utf16(data):
        return None
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" in sample or controls * 10 > len(sample):
        return "binary data"
    return None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every second byte is zero."""
    sample = data[:2000]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    """By the charset that the page itself names, if it is a known one and fits every byte."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if found is None:
        return None
    name = found[1].decode("ascii", "replace").lower()
    # As browsers do: these names are used for pages that are really written in the wider charset.
    name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin1": "cp1252"}.get(name, name)
    try:
        return codecs.decode(data, name, "strict") if codecs.lookup(name)._is_text_encoding else None  # noqa: SLF001 - the only way to tell "rot13" from a charset
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rare, and slow to import

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding, "replace")
    except (LookupError, ValueError):
        return None
