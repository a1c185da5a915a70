"""Lines made of labels only: "Example Times | 3 May 2031", "3 May 2031 · 2 min read", "Desk, 3 May. By Jane Roe"."""

from __future__ import annotations

import re

from summitry import lexicon, pagedates

_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—/-]\s+|\.\s+(?=By\b)")
_LABEL = re.compile(r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|the|and|&|round-up|edition|desk|news)){0,3}")
_NAME = re.compile(r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|the|and|&)){1,3}")
_SECTION = re.compile(
    r"(?:world|national|local|international|foreign|political|top|latest|breaking|business|sports?|opinion)"
    r"(?: (?:news|affairs|policy|desk|edition))?",
    re.IGNORECASE,
)


def read(line: str) -> tuple[bool, str | None]:
    """Whether a line is made of labels only, and the first date that it tells.

    A lone label that the lexicon does not know is none of these lines: it may be a headline.
    """
    parts = [_part(part) for part in _parts(line)]
    dates = [date for _, date in parts if date]
    whole = all(kind for kind, _ in parts) and (bool(dates) or all(kind == "furniture" for kind, _ in parts))
    return whole, dates[0] if whole and dates else None


def outlet(line: str) -> str | None:
    """The outlet among the labels: a name of two words or more that is no section's."""
    for part in _parts(line):
        date = pagedates.find(part)
        name = (part[: date[1]] if date else part).strip(" ,")
        fit = _NAME.fullmatch(name) and not (_SECTION.fullmatch(name) or name.startswith("By "))
        if fit and _entry(name) in {None, "site-name-line"}:
            return name
    return None


def byline(line: str) -> str | None:
    """Who wrote it, where one of the labels is "By …"."""
    return next((part.removeprefix("By ") for part in _parts(line) if part.startswith("By ")), None)


def _parts(line: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(line) if part.strip()]


def _part(part: str) -> tuple[str | None, str | None]:
    """What a part of a line is ("date", "label", "furniture"), and the date it tells."""
    if date := pagedates.date_line(part):
        return "date", date[0]
    if _entry(part):
        return "furniture", None
    if _LABEL.fullmatch(part):
        return "label", None
    found = pagedates.find(part)
    if found and found[2] == len(part.rstrip(" .")) and _LABEL.fullmatch(part[: found[1]].rstrip(" ,")):
        return "date", found[0]
    return None, None


def _entry(part: str) -> str | None:
    """The id of the entry by which the lexicon knows it as furniture."""
    whole = (e for e in lexicon.patterns("furniture") if "drop" not in e.pattern.groupindex)
    return next((e.id for e in whole if e.pattern.search(part)), None)
