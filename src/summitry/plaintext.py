"""The lines of a page's text, told apart: title, paragraphs, date lines, bylines, furniture.

`layout` works in this order, each step on what the steps before it left:

1. lines: white space collapsed, invisible characters gone, hard-wrapped paragraphs joined
2. the header block at the top ("date: …", "title: …")
3. lines known by their words (`lexicons/furniture.yaml`) and date lines
4. lists of other stories' headlines, known by their shape
5. the title, the names under it, what is repeated
6. datelines and agency marks, which stay in the text

Which line goes for its words is data; which goes for its shape is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise, takewhile

from summitry import captions, datelines, labels, lexicon, pagedates, pagelines
from summitry.model import DateBasis, DateClaim, Dropped, DropReason
from summitry.pagelines import Line, clean

LONGEST_FURNITURE = 300  # characters; a longer line is a paragraph whatever its first words
_PROSE = 60  # characters; below this a line with a full stop may still be a caption or a standfirst
_SURELY_PROSE = 220  # no headline is that long
_HEADLINE = 160  # the longest line that a list of headlines may hold
_TOP = 12  # lines within which a bare date is the page's own, not a chronology's

_SENTENCE_END = re.compile(r"[.!…][”\"’')\]]*$")
_FULL_STOP = re.compile(r"[.:;,…][”\"’')\]]*$")
_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")

_STRONG_KEY = r"title|headline|date|published|pub_?date|publication[ _]date|url|canonical"
_WEAK_KEY = (
    r"link|source|outlet|publisher|site|author|authors|byline|by|id|language|lang"
    r"|section|category|location|keywords|tags"
)
_DATE_LABEL = re.compile(
    r"\W*(?:date|publish|posted|updated|last|issued|release|created|modified|filed)", re.IGNORECASE
)
_HEADER = re.compile(rf"(?P<key>{_STRONG_KEY}|{_WEAK_KEY})\s*[:=]\s*(?P<value>.*)", re.IGNORECASE)
_STRONG = re.compile(_STRONG_KEY, re.IGNORECASE)

_NAME = re.compile(r"[A-Z][\w.’'-]*(?:(?:,? and |, | )(?:[A-Z][\w.’'-]*|de|van|von|bin|al|el)){1,9}")
_INTRODUCES = re.compile(r":$|\b(?:following|these|as follows)\b[^.]*[.:]$")
_SITE_TAIL = re.compile(r"\s+[|:»·–—-]\s+(?P<site>[^|]{2,40})$")
_SITE_BEHIND = re.compile(r"\s*[|»·–—-]\s*(?P<site>[A-Z][^|]{1,40})")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a page's lines are."""

    title: str | None
    paragraphs: tuple[str, ...]
    published: tuple[DateClaim, ...] = ()
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    url: str | None = None
    dateline: tuple[int, int, int] | None = None  # paragraph, start and end in it
    dropped: tuple[Dropped, ...] = ()


Drops = Mapping[int, Dropped]  # by index into the lines


def layout(text: str, *, title: str | None = None, markdown: bool = False) -> Layout:
    """Tell the lines of `text` apart; with `title` given, no line is taken for one. Never raises.

    A text of one line is taken whole: there is no page around it.
    """
    lines = pagelines.split(text, markdown=markdown)
    if len(lines) <= 1:
        return _finish(Layout(title, tuple(line.text for line in lines)))
    header, drops = _header(lines)
    lines = pagelines.unwrap(lines, header=drops)
    lines, worded = _worded(lines, drops)
    drops |= worded
    dates, dated = _dates(lines, drops)
    drops |= dated
    told, parted = _of_parts(lines, drops)
    if parted and (title or header.get("title") or _title(lines, drops | parted)):
        dates, drops = (*dates, *told), drops | parted
    drops |= _captions(lines, drops)
    drops |= _menu(lines, drops)
    drops |= _lists(lines, drops)
    chosen = title or header.get("title")
    if chosen is None:
        chosen = _title(lines, drops)
    drops |= _around_title(lines, drops, chosen)
    byline, signed = _byline(lines, drops, chosen)
    drops |= signed
    drops |= _repeats(lines, drops, chosen)
    head, site = _without_site(chosen)
    return _finish(
        Layout(
            title=head,
            paragraphs=tuple(
                line.text for n, line in enumerate(lines) if n not in drops and n != _at(lines, drops, chosen)
            ),
            published=(*_header_date(header), *dates),
            outlet=header.get("outlet") or site or _site(drops, chosen),
            agency=_source(lines, drops),
            byline=header.get("author") or byline,
            url=header.get("url"),
            dropped=tuple(sorted(drops.values(), key=lambda d: d.line)),
        )
    )


# --- 2. the header block ----------------------------------------------------------------------


def _header(lines: Sequence[Line]) -> tuple[dict[str, str], dict[int, Dropped]]:
    """Fields and lines of a block "key: value" at the top; a lone weak key ("Source: …") is no block."""
    fields: dict[str, str] = {}
    drops: dict[int, Dropped] = {}
    strong = False
    for n, line in enumerate(lines):
        if set(line.text) <= {"-", "+", "="}:
            drops[n] = _drop(line, DropReason.NAVIGATION, "header-rule")
            continue
        match = _HEADER.fullmatch(line.text)
        if match is None or len(match["value"]) > LONGEST_FURNITURE:
            break
        strong = strong or _STRONG.fullmatch(match["key"]) is not None
        field, reason = _field(match["key"].lower())
        value = match["value"].strip("\"' ")
        if value:
            fields.setdefault(field, value)
        drops[n] = _drop(line, reason, f"header-{field}")
    return (fields, drops) if strong else ({}, {})


def _field(key: str) -> tuple[str, DropReason]:
    if "date" in key or key == "published":
        return "date", DropReason.DATE_LINE
    if key in {"title", "headline"}:
        return "title", DropReason.REPEATED
    if key in {"author", "authors", "byline", "by"}:
        return "author", DropReason.BYLINE
    if key in {"url", "link", "canonical"}:
        return "url", DropReason.NAVIGATION
    if key in {"source", "outlet", "publisher", "site"}:
        return "outlet", DropReason.SITE_NAME
    return key, DropReason.NAVIGATION


def _header_date(header: Mapping[str, str]) -> tuple[DateClaim, ...]:
    words = header.get("date")
    value = pagedates.edtf(words) if words else None
    return (DateClaim(value, DateBasis.LINE, words),) if words and value else ()


# --- 3. lines known by their words ------------------------------------------------------------


def _worded(lines: tuple[Line, ...], drops: Drops) -> tuple[tuple[Line, ...], dict[int, Dropped]]:
    """Lines that an entry of the lexicon matches; of some only a part goes and the rest stays."""
    kept = list(lines)
    found: dict[int, Dropped] = {}
    for n, line in enumerate(lines):
        if n in drops or len(line.text) > LONGEST_FURNITURE:
            continue
        if not any(char.isalnum() for char in line.text):
            found[n] = _drop(line, DropReason.NAVIGATION, "no-words")
            continue
        if pagedates.date_line(line.text):
            continue  # dates are told apart later, with their claims
        for entry in lexicon.patterns("furniture"):
            match = entry.pattern.search(line.text)
            if match is None:
                continue
            if "drop" in entry.pattern.groupindex:
                rest = clean(line.text[: match.start("drop")] + " " + line.text[match.end("drop") :])
                kept[n] = replace(line, text=rest)
                continue
            if entry.label == DropReason.CREDIT and (told := captions.told(line.text)):
                kept[n] = replace(line, text=told)
                break
            found[n] = _drop(line, DropReason(entry.label), entry.id)
            break
    return tuple(kept), found | _tag_run(lines, found)


def _tag_run(lines: Sequence[Line], drops: Drops) -> dict[int, Dropped]:
    """The short lines under "Tags:" are tags."""
    found: dict[int, Dropped] = {}
    for n, drop in drops.items():
        if drop.rule in {"tags", "section-highlights-alone"} and not drop.text.lower().startswith(
            ("story", "key", "high")
        ):
            for m in takewhile(lambda m: m not in drops and _words(lines[m]) <= 3, range(n + 1, len(lines))):
                found[m] = _drop(lines[m], DropReason.NAVIGATION, "tag-run")
    return found


def _dates(lines: Sequence[Line], drops: Drops) -> tuple[tuple[DateClaim, ...], dict[int, Dropped]]:
    """Date lines and what they claim. Bare dates far down the page belong to a chronology and stay."""
    read = [(n, line, pagedates.date_line(line.text)) for n, line in enumerate(lines) if n not in drops]
    dated = [(n, line, *date) for n, line, date in read if date]
    end = max((n for n, line in enumerate(lines) if n not in drops and _is_prose(line)), default=len(lines))
    bare = {value for n, line, value, _ in dated if line.text[0].isdigit() or not _labelled(line)}
    page = [
        (n, line, value, updated)
        for n, line, value, updated in dated
        if _labelled(line) or (len(bare) <= 2 and (n < _TOP or n > end))
    ]
    first = [item for item in page if not item[3]] or page  # when it was changed counts only where nothing else is told
    claims = dict.fromkeys(DateClaim(value, DateBasis.LINE, line.text) for _, line, value, _ in first)
    return tuple(claims), {n: _drop(line, DropReason.DATE_LINE, "date-line") for n, line, _, _ in page}


def _of_parts(lines: Sequence[Line], drops: Drops) -> tuple[tuple[DateClaim, ...], dict[int, Dropped]]:
    """Lines at the top made of labels only: "Example Times | 3 May 2031", "3 May 2031 · 2 min read"."""
    claims: list[DateClaim] = []
    found: dict[int, Dropped] = {}
    for n, line in enumerate(lines[:_TOP]):
        if n in drops or len(line.text) > _HEADLINE or pagedates.date_line(line.text):
            continue
        whole, date = labels.read(line.text)
        if not whole:
            continue
        if date:
            claims.append(DateClaim(date, DateBasis.LINE, line.text))
        reason = DropReason.DATE_LINE if date else DropReason.COUNTER
        found[n] = _drop(line, reason, "line-of-labels")
    return tuple(claims), found


def _labelled(line: Line) -> bool:
    return _DATE_LABEL.match(line.text) is not None


def _captions(lines: Sequence[Line], drops: Drops) -> dict[int, Dropped]:
    """A line that the next line repeats with a credit behind it is the caption without it."""
    return {
        n - 1: _drop(lines[n - 1], DropReason.CREDIT, "caption-before-credit")
        for n, drop in drops.items()
        if drop.reason is DropReason.CREDIT
        and n
        and n - 1 not in drops
        and len(lines[n - 1].text) > 20
        and lines[n].text.startswith(lines[n - 1].text)
    }


# --- 4. lists of headlines --------------------------------------------------------------------


def _words(line: Line) -> int:
    return len(_WORD.findall(line.text))


def _is_prose(line: Line) -> bool:
    """A sentence or more, rather than a headline or a label."""
    size = len(line.text)
    return size >= _SURELY_PROSE or (
        size >= _PROSE and _SENTENCE_END.search(line.text) is not None and not line.bulleted
    )


def _is_headline(line: Line) -> bool:
    """A line that a list of headlines may hold; bullets may end as they like."""
    return len(line.text) <= _HEADLINE and (line.bulleted or _FULL_STOP.search(line.text) is None)


def _menu(lines: Sequence[Line], drops: Drops) -> dict[int, Dropped]:
    """Four or more lines of up to three words before anything longer: the site's menu."""
    left = [n for n in range(len(lines)) if n not in drops]
    run = list(takewhile(lambda n: _words(lines[n]) <= 3 and _is_headline(lines[n]), left))
    if len(run) < 4 or len(run) == len(left):
        return {}
    return {n: _drop(lines[n], DropReason.NAVIGATION, "menu-run") for n in run}


def _lists(lines: Sequence[Line], drops: Drops) -> dict[int, Dropped]:
    """Headlines under the headings of lists, and those at the end of the page under none."""
    prose = [n for n, line in enumerate(lines) if n not in drops and _is_prose(line)]
    if not prose:
        return {}
    found: dict[int, Dropped] = {}
    headings = [n for n, drop in drops.items() if drop.reason is DropReason.HEADING_OF_LIST]
    for heading in sorted(headings):
        if heading not in found:
            for n in _items(lines, drops, heading, first_prose=prose[0]):
                found[n] = _drop(lines[n], DropReason.HEADLINE_LIST, f"under-{drops[heading].rule}")
    left = [n for n in prose if n not in found]
    tail = [n for n in range(left[-1] if left else len(lines), len(lines)) if n not in drops and n not in found]
    run = list(dropwhile(lambda n: not _is_headline(lines[n]) or _is_prose(lines[n]), tail))
    if run and _is_headline_run([lines[n] for n in run], lines[tail[tail.index(run[0]) - 1]]):
        found |= {
            n: _drop(lines[n], DropReason.HEADLINE_LIST, "headlines-at-end") for n in run if _is_headline(lines[n])
        }
    return found


def _items(lines: Sequence[Line], drops: Drops, heading: int, *, first_prose: int) -> list[int]:
    """Indices of the lines that stand in the list under a heading."""
    rest = [n for n in range(heading + 1, len(lines)) if n not in drops]
    run = list(takewhile(lambda n: _is_headline(lines[n]), rest))
    if heading < first_prose:  # above the story, a section's name may look like a list's heading
        return list(takewhile(lambda n: lines[n].bulleted, run))
    if len(run) == len(rest):
        return run
    # Headlines with a teaser sentence each: no two sentences in a row, nothing long.
    shape = [(_is_headline(lines[n]), len(lines[n].text) <= LONGEST_FURNITURE) for n in rest]
    if (
        run
        and len(rest) >= 4
        and all(short for _, short in shape)
        and all(a or b for (a, _), (b, _) in pairwise(shape))
    ):
        return rest
    # The story goes on below: a short line before it is a subheading of the story, not an item.
    while run and not lines[run[-1]].bulleted and _words(lines[run[-1]]) < 5:
        run.pop()
    return run


def _is_headline_run(run: Sequence[Line], before: Line) -> bool:
    """Whether the last lines of a page are other stories' headlines: three or more, of five words or so.

    A list that the line before it introduces ("agreed on the following points:") is the story's own.
    """
    headlines = [line for line in run if _is_headline(line)]
    if len(headlines) < 3 or _INTRODUCES.search(before.text):
        return False
    return sum(map(_words, headlines)) >= 5 * len(headlines) and 2 * len(headlines) >= len(run)


# --- 5. the title, the names under it, repeats --------------------------------------------------


def _norm(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))


def _head(lines: Sequence[Line], drops: Drops) -> list[int]:
    """The lines left before the first paragraph."""
    left = [n for n in range(len(lines)) if n not in drops]
    head = list(takewhile(lambda n: not _is_prose(lines[n]), left))
    return head if len(head) < len(left) else head[:-1]  # something must be left to be the story


def _title(lines: Sequence[Line], drops: Drops) -> str | None:
    """The headline: a marked heading, else a line repeated below, else the first fit line above the story."""
    head = _head(lines, drops)
    fit = [n for n in head if _is_headline(lines[n]) and not lines[n].bulleted and _words(lines[n]) >= 3]
    fit = fit or [n for n in head[:1] if _is_headline(lines[n]) and _words(lines[n]) == 2]
    if not fit:
        return None
    norms = [_norm(line.text) for line in lines]
    marked = [n for n in fit if lines[n].heading]
    again = [n for n in fit if norms.count(norms[n]) > 1]
    # "Talks open in Oslo - Example News" above "Talks open in Oslo": the shorter is the headline.
    shorter = [n for n in fit if any(_is_with_site(lines[m].text, lines[n].text) for m in fit if m < n)]
    return lines[(marked or again or shorter or fit)[0]].text


def _is_with_site(long: str, short: str) -> bool:
    return long.startswith(short) and _SITE_TAIL.fullmatch(long[len(short) :]) is not None


def _at(lines: Sequence[Line], drops: Drops, title: str | None) -> int | None:
    """The index of the line that is the title."""
    return next((n for n, line in enumerate(lines) if n not in drops and line.text == title), None)


def _around_title(lines: Sequence[Line], drops: Drops, title: str | None) -> dict[int, Dropped]:
    """Short labels above the title: the section's or the site's name."""
    at = _at(lines, drops, title)
    above = [n for n in range(at or 0) if n not in drops]
    return {
        n: _drop(lines[n], DropReason.NAVIGATION, "above-title")
        for n in above
        if _words(lines[n]) <= 4 and _is_headline(lines[n])
    }


def _byline(lines: Sequence[Line], drops: Drops, title: str | None) -> tuple[str | None, dict[int, Dropped]]:
    """Who wrote it: a line "By …", or names alone under the title, there with the outlet's name below."""
    for drop in drops.values():
        if drop.rule in {"byline-by", "byline-colon"}:
            words = re.sub(r"^(?:\w+ )?by\s*:?\s+|^[\w ]{3,12}:\s*", "", drop.text, flags=re.IGNORECASE)
            return words, {}
        if drop.rule == "line-of-labels" and (signed := labels.byline(drop.text)):
            return signed, {}
    at = _at(lines, drops, title)
    head = [n for n in _head(lines, drops) if at is not None and at < n <= at + 3]
    found: dict[int, Dropped] = {}
    names = next((n for n in head if _NAME.fullmatch(lines[n].text) and 2 <= _words(lines[n]) <= 10), None)
    # Names alone are told from a subheading by the outlet's name in capitals below, or by "and" between two.
    if names is None:
        return None, found
    below = names + 1
    outlet = below in head and lines[below].text.isupper() and _words(lines[below]) <= 4
    if outlet or re.search(r"\w+ \w+ and \w+ \w+$", lines[names].text):
        found[names] = _drop(lines[names], DropReason.BYLINE, "names-under-title")
        if outlet:
            found[below] = _drop(lines[below], DropReason.SITE_NAME, "outlet-under-names")
        return lines[names].text, found
    return None, found


def _repeats(lines: Sequence[Line], drops: Drops, title: str | None) -> dict[int, Dropped]:
    """Lines told before: the title in any of its forms, and whole paragraphs."""
    at = _at(lines, drops, title)
    heading = _norm(title or "")
    seen: set[str] = set()
    found: dict[int, Dropped] = {}
    for n, line in enumerate(lines):
        norm = _norm(line.text)
        if n in drops or n == at:
            continue
        if title and (norm == heading or _is_with_site(line.text, title)):
            found[n] = _drop(line, DropReason.REPEATED, "title-again")
        elif len(norm) >= 30 and norm in seen:
            found[n] = _drop(line, DropReason.REPEATED, "line-again")
        seen.add(norm)
    return found


def _without_site(title: str | None) -> tuple[str | None, str | None]:
    """A title without "| Site name" at its end, and that name."""
    if title is None:
        return None, None
    head, bar, site = clean(title).rpartition(" | ")
    if bar and len(_WORD.findall(site)) <= 4 and len(_WORD.findall(head)) >= 3:
        return head, site
    return clean(title), None


def _site(drops: Drops, title: str | None) -> str | None:
    """The site's name where it stands at the top: alone, behind the title, or beside the date."""
    top = [drops[n] for n in sorted(drops) if n < _TOP]
    if alone := next((d.text for d in top if d.rule in {"site-name-line", "outlet-under-names"}), None):
        return alone
    behind = (_SITE_BEHIND.fullmatch(d.text.rpartition(title)[2]) for d in top if title and title in d.text)
    if match := next(filter(None, behind), None):
        return match["site"]
    return next(filter(None, (labels.outlet(d.text) for d in top if d.rule == "line-of-labels")), None)


# --- 6. datelines and agencies ------------------------------------------------------------------


def _finish(found: Layout) -> Layout:
    """With what the paragraphs themselves tell: the dateline, its date, the agency."""
    marks = datelines.read(found.paragraphs, byline=found.byline)
    claims = (
        (*found.published, DateClaim(marks.date, DateBasis.DATELINE, marks.words)) if marks.date else found.published
    )
    agency = marks.agency or found.agency or marks.byline_agency
    by_agency = found.byline is not None and agency is not None and _norm(found.byline) == _norm(agency)
    return replace(
        found,
        dateline=marks.place,
        agency=agency,
        byline=None if by_agency else found.byline,
        outlet=found.outlet or marks.outlet,
        published=claims,
    )


def _source(lines: Sequence[Line], drops: Drops) -> str | None:
    """The agency of a line "Source: …"."""
    for n, drop in sorted(drops.items()):
        if drop.rule == "credit-source":
            return lines[n].text.partition(":")[2].strip() or None
    return None


def _drop(line: Line, reason: DropReason, rule: str) -> Dropped:
    return Dropped(line.number, line.text, reason, rule)
