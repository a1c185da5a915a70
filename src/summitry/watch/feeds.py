"""Subscriptions (addresses, OPML) and feeds (RSS, Atom): bytes in, entries out; nothing is asked for here."""

from __future__ import annotations

import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
from courlan import normalize_url
from lxml import etree

from summitry import lexicon, pagedates
from summitry.errors import SummitryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST = 1000  # entries of one feed that are taken at once
_WHOLE = 120  # words; an entry of fewer is a teaser
_TAIL = 200  # characters at the end of an entry in which it leads to more
_TEASER = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:read|continue)(?: \w+)* (?:more|reading)\W*)\s*$", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BETWEEN = re.compile(r"\s+[|–—>»:-]+\s+|:\s+")  # the parts of a feed's title: "World | The Paper"
_MINUTE, _DAY = 60, 86_400
_DIGITS = 9  # of a number that are read: Python makes none of thousands
_FEED_LINK = re.compile(rb"<link\b[^<>]{0,500}?type=[\"']?application/(?:rss|atom)\+xml[^<>]{0,500}>", re.IGNORECASE)
_HREF = re.compile(rb"href=[\"']?([^\"'\s>]+)", re.IGNORECASE)

_Parsed = Any  # feedparser has no types


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed tells of one page."""

    id: str  # by which the feed knows it
    url: str | None
    title: str | None
    published: str | None  # as the feed has it, where it is a date
    outlet: str | None  # whose page it is, where the feed names another than itself
    content: str | None  # HTML, where it is the whole text and no teaser


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read."""

    outlet: str | None
    entries: tuple[Entry, ...]  # oldest first, as far as the feed's order tells
    rest: float  # seconds in which it says that nothing changes; 0 where it says nothing
    left: int  # entries beyond those that are taken at once


# --- subscriptions --------------------------------------------------------------------------


def subscriptions(sources: Iterable[str]) -> tuple[str, ...]:
    """The addresses of feeds that are named, or listed in OPML files; each once, in order.

    Raises:
        SummitryError: for a file that cannot be read, or that lists no feed.
    """
    return tuple(dict.fromkeys(url for source in sources for url in _subscription(source)))


def _subscription(source: str) -> Iterator[str]:
    if re.match(r"https?://", source, re.IGNORECASE):
        if (url := _address(source)) is None:
            raise SummitryError(f'"{source}" is no address; check it')
        yield urldefrag(url).url
        return
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        why = (error.strerror or "").lower()
        way = "give an address (https://…) or an OPML file"
        raise SummitryError(f'"{source}" cannot be read ({why}); {way}') from error
    found = tuple(_listed(data))
    if not found:
        raise SummitryError(f"{source} lists no feed: an OPML file has <outline xmlUrl=…>; or give the addresses")
    yield from found


def _listed(data: bytes) -> Iterator[str]:
    """The feeds of an OPML file, which people write by hand: what is not well-formed is read as far as it goes."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser) if data.strip() else None
    for outline in root.iter("outline") if root is not None else ():
        url = next((value for name, value in outline.attrib.items() if name.lower() == "xmlurl"), "").strip()
        if address := _address(url):
            yield urldefrag(address).url


# --- feeds ----------------------------------------------------------------------------------


def feed(data: bytes, *, url: str, media_type: str = "", charset: str | None = None) -> Feed | None:
    """The feed in some bytes that lay at an address; None where there is none."""
    kind = f"{media_type}; charset={charset}" if media_type and charset else media_type
    # As a stream: bytes by themselves feedparser takes for the name of a file, and a server would choose which.
    try:
        found = feedparser.parse(BytesIO(data), response_headers={"content-type": kind} if kind else None)
    except Exception:  # noqa: BLE001 - strangers' bytes lead feedparser to errors of many kinds; none ends the watch
        return None
    if not found.get("version") and not found.entries:
        return None
    outlet = _outlet(found.feed.get("title"))
    entries = tuple(entry for one in found.entries[:_MOST] if (entry := _entry(one, url)))
    return Feed(outlet, tuple(reversed(entries)), _rest(found.feed), max(len(found.entries) - _MOST, 0))


def feed_named(data: bytes, *, url: str) -> str | None:
    """The address of the feed that a page names as its own."""
    found = _FEED_LINK.search(data[:200_000])
    href = _HREF.search(found[0]) if found else None
    return _address(unescape(href[1].decode("utf-8", "replace")), url) if href else None


def key(url: str) -> str:
    """An address as it is known: without its fragment and what only tells who sent the reader there.

    >>> key("https://example.org/a?utm_source=feed&id=7#top")
    'https://example.org/a?id=7'
    """
    try:
        return normalize_url(urldefrag(url).url)
    except ValueError:
        return url


def _address(told: str, base: str = "") -> str | None:
    """The address of a page, which may be told from a base; None for what is none."""
    try:
        url = urljoin(base, told) if told else ""
        urlsplit(url)
    except ValueError:
        return None
    return url if re.match(r"https?://", url, re.IGNORECASE) else None


def _entry(one: _Parsed, base: str) -> Entry | None:
    # Where an entry has no link, feedparser takes its id for one; it is one only if it is an address.
    url = _address(str(one.get("link") or ""), base) if one.get("links") else _address(str(one.get("id") or ""))
    title, content = _text(one.get("title")), _content(one)
    id_ = str(one.get("id") or url or "")
    if not id_ or not (url or content):
        return None  # nothing to fetch, and nothing to read
    return Entry(id_, url, title, _published(one), _outlet((one.get("source") or {}).get("title")), content)


def _content(one: _Parsed) -> str | None:
    """The longest text of the entry, if it is a whole one."""
    html = max(map(_html, (*one.get("content", ()), one.get("summary_detail") or {})), key=len)
    words = _TAG.sub(" ", html).split()
    return html if len(words) >= _WHOLE and not _TEASER.search(unescape(" ".join(words[-_WHOLE:]))[-_TAIL:]) else None


def _html(part: _Parsed) -> str:
    """A text of an entry as HTML; plain text has a paragraph a line."""
    value = str(part.get("value") or "")
    if part.get("type") != "text/plain":
        return value
    return "".join(f"<p>{escape(line)}</p>" for line in value.splitlines() if line.strip())


def _published(one: _Parsed) -> str | None:
    """When the entry was published, in the feed's own words, which have the place's day; never when it was changed."""
    told = str(one.get("published") or "")
    if pagedates.edtf(told):
        return told
    read = one.get("published_parsed")
    try:
        return datetime.fromtimestamp(timegm(read), UTC).date().isoformat() if read else None
    except (ValueError, OverflowError):  # the year 0, or 10000
        return None


def _outlet(title: object) -> str | None:
    """The outlet that a title names: the part of it that is known, else all of it."""
    told = _text(title)
    if told is None:
        return None
    parts = _BETWEEN.split(told)
    return next((p for p in parts if any(e.pattern.fullmatch(p) for e in lexicon.patterns("outlets"))), told)


def _text(value: object) -> str | None:
    return " ".join(unescape(_TAG.sub(" ", str(value or ""))).split()) or None


def _rest(told: _Parsed) -> float:
    """The seconds between two versions: `ttl` of RSS (minutes), a day at most."""
    ttl = str(told.get("ttl") or "")
    return float(min(int(ttl[:_DIGITS]) * _MINUTE, _DAY)) if ttl.isdecimal() else 0.0
