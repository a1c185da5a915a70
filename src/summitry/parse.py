"""Capture to Story: the title and the paragraphs, what the page says of itself, and what was left out.

A page goes through trafilatura, which finds the article in the markup, and its lines then through the
same reader as plain text (`plaintext.layout`). What is dropped is kept with its reason, so that
`summitry explain` can show it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from summitry import pagedates
from summitry.encoding import decode
from summitry.model import (
    Block,
    BlockKind,
    Capture,
    DateBasis,
    DateClaim,
    Dropped,
    DropReason,
    FailReason,
    Failure,
    Source,
    Story,
    digest,
)
from summitry.pagelines import clean
from summitry.plaintext import Layout, layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_Element = Any  # lxml's HtmlElement; lxml has no types

_SHORT = 200  # characters; below this the language detector guesses
_SAMPLE = 4000  # characters are enough to tell a language
_THIN = 250  # characters; less than this and the article may have been missed
_DATE_LINE = 120  # characters; a longer paragraph is text, not a date line
_LAST_DAY = "2100-01-01"  # a fixed end, so that no clock is asked; htmldate would take today
_AD = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|promo\w*|related\w*|recommend\w*|newsletter\w*|trending|most-read|outbrain|taboola)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_SCRAPS = 5  # words; a page of no more is an empty frame
_LETTERS = re.compile(r"[^\W\d_]+")
# The commonest words that only English has in this number: one in ten words and no detector is needed.
_ENGLISH = {
    "the", "of", "and", "to", "that", "with", "for", "was", "were", "has", "have", "his", "from", "said",
    "which", "their", "this", "would",
}  # fmt: skip
_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian", "sv": "Swedish",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "button", "caption", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "label",
    "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "td", "th", "tr",
    "ul",
}  # fmt: skip
_SILENT = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select"}


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page says of itself, and its article's text."""

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    date: DateClaim | None = None
    lines: tuple[str, ...] = ()  # all text of the page, by block


def story(capture: Capture) -> Story | Failure:
    """The story in a capture, or why there is none; never raises.

    `Story.text` is the title, then the paragraphs, with a blank line between. Inside a paragraph white
    space is collapsed and Unicode is in NFC; curly quotes and dashes stay as the source has them.
    `published` holds each claim of the date with the words it was read from, most reliable basis first.

    Failures: `NO_TEXT` (nothing but furniture), `LANGUAGE` (not English), `BROKEN` (the reader gave up).
    """
    try:
        return _story(capture)
    except Exception as error:  # noqa: BLE001 - strangers' bytes go through strangers' parsers; one story must not stop a run
        detail = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        return Failure(
            capture.name, FailReason.BROKEN, f"The reader failed on it ({detail}); save the article's text alone."
        )


def _story(capture: Capture) -> Story | Failure:
    given = capture.given
    text = decode(capture.data)
    page = _page(text) if capture.media_type == "text/html" else _Page(text)
    found = layout(
        page.text,
        title=clean(given.title or "") or page.title,
        markdown=capture.media_type == "text/markdown",
    )
    if not any(char.isalpha() for paragraph in found.paragraphs for char in paragraph):
        return Failure(
            capture.name, FailReason.NO_TEXT, "No story was found in it; give the article's own page or text."
        )
    body, blocks = _assemble(found)
    language = _language(body)
    if language != "en":
        told = _LANGUAGES.get(language, f"the language “{language}”")
        return Failure(capture.name, FailReason.LANGUAGE, f"It is in {told}; only English can be read so far.")
    url = given.url or page.url or found.url
    published = _published(given.date, page.date, found.published, url)
    id_ = digest(body, *(claim.value for claim in published), url or "")
    return Story(
        id=id_,
        key=capture.key,
        name=capture.name,
        text=body,
        blocks=blocks,
        published=published,
        outlet=given.outlet or page.outlet or found.outlet,
        agency=found.agency,
        byline=found.byline or page.byline,
        dateline=_dateline(found, id_, body, blocks),
        url=url,
        dropped=_dropped(page, found),
    )


# --- the text and what it rests on -----------------------------------------------------------


def _assemble(found: Layout) -> tuple[str, tuple[Block, ...]]:
    """Title and paragraphs with blank lines between, and where each stands."""
    parts = [(BlockKind.TITLE, found.title)] if found.title else []
    parts += [(BlockKind.PARAGRAPH, paragraph) for paragraph in found.paragraphs]
    blocks, at = [], 0
    for kind, words in parts:
        blocks.append(Block(kind, at, at + len(words)))
        at += len(words) + 2
    return "\n\n".join(words for _, words in parts), tuple(blocks)


def _dateline(found: Layout, story_id: str, text: str, blocks: Sequence[Block]) -> Source | None:
    if found.dateline is None:
        return None
    paragraph, start, end = found.dateline
    at = blocks[paragraph + (1 if found.title else 0)].start
    return Source(story_id, at + start, at + end, text[at + start : at + end])


def _published(
    given: str | None, page: DateClaim | None, lines: Sequence[DateClaim], url: str | None
) -> tuple[DateClaim, ...]:
    """Every claim once, in the order of `DateBasis`."""
    claims = [*lines]
    if given and (value := pagedates.edtf(given)):
        claims.append(DateClaim(value, DateBasis.GIVEN, given))
    if page:
        claims.append(page)
    if url and (dated := pagedates.from_url(url)):
        claims.append(DateClaim(dated[0], DateBasis.URL, dated[1]))
    once = {(claim.value, claim.basis): claim for claim in reversed(claims)}
    order = list(DateBasis)
    kept = [claim for claim in claims if once[claim.value, claim.basis] is claim]
    return tuple(sorted(kept, key=lambda claim: order.index(claim.basis)))


def _dropped(page: _Page, found: Layout) -> tuple[Dropped, ...]:
    """What was left out; for a page counted by the lines of its text form, markup first."""
    if not page.lines:
        return found.dropped
    article = {_bare(line) for line in page.text.splitlines()}
    joined = "\n".join(article)
    numbers = {_bare(line): n for n, line in reversed(list(enumerate(page.lines, 1)))}
    outside = [
        Dropped(n, line, DropReason.MARKUP, "outside-article")
        for n, line in enumerate(page.lines, 1)
        if _bare(line) not in article and _bare(line) not in joined and line != found.title
    ]
    inside = [replace(drop, line=numbers.get(_bare(drop.text), drop.line)) for drop in found.dropped]
    return tuple(sorted((*outside, *inside), key=lambda drop: drop.line))


def _bare(line: str) -> str:
    return " ".join(_LETTERS.findall(line))


# --- language ---------------------------------------------------------------------------------


def _language(text: str) -> str:
    """The ISO 639-1 code; English where a short text gives no reason to think otherwise."""
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _LETTERS.findall(sample)]
    if sum(word in _ENGLISH for word in words) * 10 >= len(words):
        return "en"
    letters = [char for char in sample if char.isalpha()]
    if len(sample) < _SHORT and sum(char < "\u0250" for char in letters) >= 0.9 * len(letters):
        return "en"
    return _detected(sample)


@cache
def _detector() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - slow to import, seldom needed

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _detected(sample: str) -> str:
    found = str(_detector().classify(sample)[0])
    return "en" if found == "pcm" else found  # Nigerian Pidgin: what short English texts full of names are taken for


# --- pages --------------------------------------------------------------------------------------


def _page(html: str) -> _Page:
    """The article of a page. What trafilatura finds counts; where it finds next to nothing, all paragraphs do."""
    import trafilatura  # noqa: PLC0415 - slow to import, and only pages need it

    tree = trafilatura.load_html(html)
    if tree is None:
        return _Page(re.sub(r"<[^<>]{0,2000}>", "\n", html))
    lines = tuple(_text_lines(tree))
    text = _article(html)
    if len(text.split()) <= _SCRAPS:
        text = ""
    if len(text) < _THIN:
        paragraphs = "\n".join(_paragraphs(tree))
        text = paragraphs if len(paragraphs) > 1.5 * len(text) else text
    if not text and sum(len(line.split()) for line in lines) > _SCRAPS:
        text = "\n".join(lines)
    return replace(_about(html), text=text, lines=lines)


def _article(html: str) -> str:
    """The article's text, one paragraph a line: precision first, then what a wider net brings."""
    import trafilatura  # noqa: PLC0415 - as above

    text = ""
    for precision, recall in ((True, False), (False, False), (False, True)):
        text = str(
            trafilatura.extract(
                _pruned(html),
                favor_precision=precision,
                favor_recall=recall,
                include_comments=False,
                include_tables=False,
            )
            or ""
        )
        if len(text) >= _THIN:
            break
    return text


def _pruned(html: str) -> _Element | None:
    """The page without what its own markup calls an advertisement or a list of other stories."""
    import trafilatura  # noqa: PLC0415 - as above

    tree = trafilatura.load_html(html)
    if tree is None:
        return None
    whole = len(tree.text_content())
    for element in [*tree.iter("div", "aside", "section", "ul", "figure", "p")]:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        # A wrapper around the whole article may carry such a name too ("has-related"); it stays.
        if _AD.search(names) and len(element.text_content()) * 3 < whole and element.getparent() is not None:
            element.drop_tree()
    return tree


def _about(html: str) -> _Page:
    """What the page's metadata tell."""
    import trafilatura  # noqa: PLC0415 - as above
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415 - as above

    fast = {"extensive_search": False, "max_date": _LAST_DAY}
    about = extract_metadata(trafilatura.load_html(html), date_config=fast, extensive=False)
    url = about.url or None
    return _Page(
        "",
        title=clean(about.title or "") or None,
        byline=clean((about.author or "").replace(";", ",")).replace(" ,", ",") or None,
        outlet=clean(about.sitename or "") or None,
        url=url,
        date=_page_date(html, url),
    )


def _page_date(html: str, url: str | None) -> DateClaim | None:
    """The date in the page's metadata, the original one; never today's, a copyright line's or the text's."""
    import trafilatura  # noqa: PLC0415 - as above
    from htmldate import find_date  # noqa: PLC0415 - slow to import

    # htmldate's own parser loses the head of untidy pages, so it gets a tree. Pictures and long
    # paragraphs go first: where the metadata are silent it would take a date from there.
    tree = trafilatura.load_html(html)
    if tree is None:
        return None
    for element in [*tree.iter("img", "picture", "p")]:
        if (element.tag != "p" or len(element.text_content()) > _DATE_LINE) and element.getparent() is not None:
            element.drop_tree()
    value = find_date(tree, extensive_search=False, original_date=True, max_date=_LAST_DAY, deferred_url_extractor=True)
    if not value:
        return None
    shown = re.search(rf"{value}[T\d:.+Z-]{{0,25}}", html)
    in_url = pagedates.from_url(url) if url else None
    if shown is None and in_url and in_url[0] == value:
        return None  # the address alone tells it, and tells it under its own basis
    return DateClaim(value, DateBasis.METADATA, shown[0] if shown else value)


def _text_lines(element: _Element) -> Iterator[str]:
    """The page as text, one line a block."""
    pieces: list[str] = []
    for piece in _pieces(element):
        if piece is not None:
            pieces.append(piece)
        else:
            if line := clean("".join(pieces)):
                yield line
            pieces.clear()
    if line := clean("".join(pieces)):
        yield line


def _pieces(root: _Element) -> Iterator[str | None]:
    """Stretches of text, None where a block begins or ends. A stack, for pages nest deeper than Python does."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else None
        if tag in _BLOCKS:
            yield None
        if closing:
            if element.tail:
                yield element.tail
            continue
        stack.append((element, True))
        if tag is not None and tag not in _SILENT:
            if element.text:
                yield element.text
            stack.extend((child, False) for child in reversed(element))


def _paragraphs(tree: _Element) -> list[str]:
    """The text of every `<p>`: the last resort for pages too small for trafilatura."""
    found = (clean(str(p.text_content())) for p in tree.iter("p"))
    return [text for text in found if text]
