from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.model import BlockKind, Capture, DateBasis, DropReason, FailReason, Failure, Given, Story
from summitry.parse import story

BODY = """The foreign ministers of Norway and Chile opened two days of talks in the old customs house on Friday.
They spoke about fisheries and the route of a new cable, a spokeswoman told reporters after the first session.
The Chilean minister is to travel on to the capital, where the prime minister will receive her for dinner."""

PAGE = """<!doctype html><html lang=en><head><title>Ministers open talks in Bergen | Fjord Times</title>
<meta property="og:site_name" content="Fjord Times">
<meta property="article:published_time" content="2031-05-16T10:00:00+02:00">
<link rel="canonical" href="https://fjord.example/2031/05/16/talks"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="cookie">We use cookies to improve your experience.</div>
<article><h1>Ministers open talks in Bergen</h1><p class="byline">By Jane Roe</p>
<p>BERGEN, May 16 (Reuters) - The foreign ministers of Norway and Chile opened two days of talks on Friday.</p>
<p>They spoke about fisheries and the route of a new cable, a spokeswoman said after the first session.</p>
<p>Read more: A cable too far</p>
<p>The Chilean minister is to travel on to Oslo, where the prime minister will receive her for dinner.</p></article>
<aside><h3>Most read</h3><ul><li><a href="/1">Leaders of Peru and Japan sign pact in Lima</a></li></ul></aside>
<section class="comments"><h3>Leave a comment</h3><p>Surely the president met nobody at all there.</p></section>
<footer>© 2035 Fjord Times. All rights reserved.</footer></body></html>"""


def _capture(text: str | bytes, media_type: str = "text/plain", given: Given | None = None) -> Capture:
    data = text if isinstance(text, bytes) else text.encode()
    return Capture("a", "a", data, media_type, given or Given())


def _story(text: str | bytes, media_type: str = "text/plain", given: Given | None = None) -> Story:
    found = story(_capture(text, media_type, given))
    assert isinstance(found, Story), found
    return found


def _paragraphs(found: Story) -> list[str]:
    return [found.text[b.start : b.end] for b in found.blocks if b.kind is BlockKind.PARAGRAPH]


def _fails(text: str | bytes, media_type: str = "text/plain") -> Failure:
    found = story(_capture(text, media_type))
    assert isinstance(found, Failure)
    return found


def test_text_is_title_and_paragraphs_and_blocks_point_into_it() -> None:
    found = _story(f"Ministers  open talks\n\n{BODY}")
    assert found.title == "Ministers open talks"
    assert found.text.split("\n\n") == ["Ministers open talks", *BODY.splitlines()]
    assert [found.text[b.start : b.end] for b in found.blocks] == found.text.split("\n\n")


def test_curly_quotes_stay_and_accents_are_composed() -> None:
    found = _story(
        "“It’s done,” said Zoe\u0301 Ma\u0301rquez,\u00a0the envoy \u200bof Chile — at last, and to the relief of all."
    )
    assert found.text == "“It’s done,” said Zoé Márquez, the envoy of Chile — at last, and to the relief of all."


def test_same_story_has_one_id_wherever_it_lies_and_another_date_makes_another() -> None:
    first = story(Capture("x", "x", BODY.encode(), "text/plain"))
    second = story(Capture("y/x", "y/x", BODY.replace("\n", "\r\n\r\n").encode(), "text/plain"))
    dated = story(Capture("x", "x", BODY.encode(), "text/plain", Given(date="2031-05-16")))
    assert isinstance(first, Story)
    assert isinstance(second, Story)
    assert isinstance(dated, Story)
    assert first.id == second.id != dated.id


def test_one_line_report_comes_whole() -> None:
    line = "The foreign ministers of Norway and Chile meet in Bergen to talk about fisheries. (BBC)"
    found = _story(line, given=Given(id="1", date="2031-05-16", title="Ministers meet", outlet=None))
    assert found.title == "Ministers meet"
    assert _paragraphs(found) == [line]
    assert found.outlet == "BBC"
    assert [(c.value, c.basis, c.exact) for c in found.published] == [("2031-05-16", DateBasis.GIVEN, "2031-05-16")]
    assert found.dropped == ()


@pytest.mark.parametrize(
    ("date", "value"),
    [
        ("2031-05-16T22:10:00Z", "2031-05-16"),
        ("20310516", "2031-05-16"),
        ("Fri, 16 May 2031 10:00:00 GMT", "2031-05-16"),
        ("May 2031", "2031-05"),
        ("16/05/2031", "2031-05-16"),
    ],
)
def test_given_dates(date: str, value: str) -> None:
    assert _story(BODY, given=Given(date=date)).date == value


@pytest.mark.parametrize("date", ["yesterday", "05/06/2031", "May 16", "2031-02-31", ""])
def test_given_date_that_cannot_be_read_is_no_claim(date: str) -> None:
    assert _story(BODY, given=Given(date=date)).published == ()


def test_dateline_stays_in_the_text_and_is_a_source() -> None:
    found = _story(f"Ministers open talks\nBERGEN, Norway, May 16, 2031 (AFP) — {BODY}")
    assert found.dateline is not None
    assert found.dateline.exact == "BERGEN, Norway, May 16, 2031 (AFP) —"
    assert found.text[found.dateline.start : found.dateline.end] == found.dateline.exact
    assert found.agency == "AFP"
    assert [(c.value, c.basis) for c in found.published] == [("2031-05-16", DateBasis.DATELINE)]


def test_page_gives_article_metadata_and_what_was_left_out() -> None:
    found = _story(PAGE, "text/html")
    assert found.title == "Ministers open talks in Bergen"
    assert len(_paragraphs(found)) == 3
    assert found.outlet == "Fjord Times"
    assert found.byline == "Jane Roe"
    assert found.agency == "Reuters"
    assert found.url == "https://fjord.example/2031/05/16/talks"
    assert [(c.value, c.basis, c.exact) for c in found.published] == [
        ("2031-05-16", DateBasis.METADATA, "2031-05-16T10:00:00+02:00"),
        ("2031-05-16", DateBasis.URL, "2031/05/16"),
    ]
    reasons = {drop.text: drop.reason for drop in found.dropped}
    assert reasons["Leaders of Peru and Japan sign pact in Lima"] is DropReason.MARKUP
    assert reasons["Read more: A cable too far"] is DropReason.PROMOTION
    assert not any(paragraph in reasons for paragraph in _paragraphs(found))


def test_page_date_is_never_from_copyright_text_or_clock() -> None:
    undated = PAGE.replace('<meta property="article:published_time" content="2031-05-16T10:00:00+02:00">', "")
    undated = undated.replace("/2031/05/16", "")
    undated = undated.replace("They spoke about", "On 3 March 2030 (2030-03-03) they spoke at length about")
    assert _story(undated, "text/html").published == ()


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_page_in_other_encodings(encoding: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{encoding}">').replace("Jane Roe", "Zoë Roe")
    page = page.replace("a new cable", "a “new” cable – naïve, perhaps")
    found = _story(page.encode(encoding), "text/html")
    assert "“new” cable – naïve" in found.text


def test_small_and_broken_pages() -> None:
    assert "Envoys of Norway" in _story("<p>Envoys of Norway met Chile's in Bergen.<div><p>They left", "text/html").text
    cut = PAGE[: PAGE.index("They spoke") + 40]
    assert "opened two days of talks" in _story(cut, "text/html").text


def test_deeply_nested_page_is_no_crash() -> None:
    found = story(_capture("<div>" * 5000 + "Envoys met." + "</div>" * 5000, "text/html"))
    assert isinstance(found, Story | Failure)


def test_markdown_marks_go_and_links_keep_their_words() -> None:
    found = _story(
        f"# Ministers *open* talks\n\n> **{BODY.splitlines()[0]}**\n\nSee [the text](https://a.example).",
        "text/markdown",
    )
    assert found.title == "Ministers open talks"
    assert _paragraphs(found) == [BODY.splitlines()[0], "See the text."]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            """Die Außenminister von Norwegen und Chile haben am Freitag in Bergen zweitägige Gespräche über Fischerei
            und ein neues Kabel begonnen, wie eine Sprecherin nach der ersten Sitzung vor der Presse mitteilte. Danach
            reist die Ministerin weiter in die Hauptstadt.""",
            "German",
        ),
        ("Министры иностранных дел Норвегии и Чили провели переговоры в Бергене.", "Russian"),
        ("挪威和智利外长周五在卑尔根举行会谈，讨论渔业问题和新海底电缆。", "Chinese"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    failure = _fails(text)
    assert failure.reason is FailReason.LANGUAGE
    assert language in failure.message


def test_nothing_but_furniture_is_no_story() -> None:
    assert (
        _fails("Leave a comment\nYour email address will not be published.\nADVERTISEMENT").reason is FailReason.NO_TEXT
    )
    assert _fails("<html><body><nav>Home</nav></body></html>", "text/html").reason is FailReason.NO_TEXT
    assert _fails("--- ***").reason is FailReason.NO_TEXT


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["text/plain", "text/html", "text/markdown"]))
def test_never_raises_on_any_bytes(data: bytes, media_type: str) -> None:
    assert isinstance(story(_capture(data, media_type)), Story | Failure)


LINES = st.sampled_from(
    [
        *BODY.splitlines(),
        "Ministers open talks",
        "Related",
        "- Storm closes the harbour for a second day",
        "Leave a comment",
        "BERGEN (AP) — The talks went on for a second day, and nobody would say what about.",
        "Published 16 May 2031",
        "By Jane Roe, Reuters",
        "",
        "Tags: fish",
        "Cable",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=14))
def test_each_line_is_kept_or_dropped_with_a_reason_and_blocks_fit(lines: list[str]) -> None:
    found = story(_capture("\n".join(lines)))
    if isinstance(found, Failure):
        return
    kept = {found.text[b.start : b.end] for b in found.blocks}
    told = kept | {drop.text for drop in found.dropped}
    assert {line for line in lines if line} <= told
    assert "\n\n".join(found.text[b.start : b.end] for b in found.blocks) == found.text
    if found.dateline:
        assert found.text[found.dateline.start : found.dateline.end] == found.dateline.exact
