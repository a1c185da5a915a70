from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from factory import reading, report, statement, story
from summitry import web
from summitry.codec import to_json
from summitry.model import (
    DateBasis,
    DateClaim,
    Dropped,
    DropReason,
    Link,
    LinkKind,
    Origin,
    Reading,
    Skipped,
    SkipReason,
)
from summitry.record import Record
from summitry.web import pages
from summitry.web.app import create_app
from summitry.web.asked import Asked
from summitry.web.views.marks import Mark, Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.html import HtmlElement

    from summitry.model import Contact, Report, Story

TODAY = date(2031, 5, 20)
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
CSS = (Path(web.__file__).parent / "static" / "summitry.css").read_text(encoding="utf-8")


def told_in(text: str, *, date: str, **fields: str) -> tuple[Story, Callable[..., Report]]:
    """A story, and what makes reports of it whose kind rests on words of its text."""
    one = story(text, date=date, key=fields.get("key"))

    def make(words: str, *parties: str, **more: str) -> Report:
        made = report(*parties, story=one, **more)  # type: ignore[arg-type]
        start = text.index(words)
        source = one.source(start, start + len(words))
        return replace(made, kind=replace(made.kind, source=source), status=replace(made.status, source=source))

    return one, make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with a summit whose sources disagree, a visit it was part of, and a call that was called off."""
    first, of_first = told_in(
        "Reed to see Li\n\nAna Reed will meet Li Bo in Oslo on May 19. They may also talk by phone.",
        date="2031-05-10",
        key="first.txt",
    )
    second, of_second = told_in(
        f"Ministers meet {HOSTILE}\n\nAna Reed met Li Bo in Bergen. She was on a visit to Norway.",
        date="2031-05-19",
        key="second.txt",
    )
    meeting = of_second("met", "US Ana Reed, Foreign Minister", "CN Li Bo", when="2031-05-19", city="Bergen")
    said = statement("? Ana Reed", "on a visit", story=second, topic=HOSTILE)
    visit = of_second("visit", ">US Ana Reed", "<NO", kind="visit", when="2031-05-19")
    during = Link(LinkKind.DURING, second.source(0, 3), "test", report_id=visit.id)
    meeting = replace(meeting, links=(during,), statements=(said,))
    planned = of_first("will meet", "US Ana Reed", "CN Li Bo", status="planned", when="2031-05-19", city="Oslo")
    call = of_first("talk by phone", "US Ana Reed", "CN Li Bo", kind="call", status="possible", when="2031-06")
    second = replace(
        second,
        url="javascript:alert(1)",
        dropped=(Dropped(4, HOSTILE, DropReason.PROMOTION, "test"),),
        published=(*second.published, DateClaim("2021-05-19", DateBasis.URL, "/2021/", ("it is ten years off",))),
    )
    skipped = Skipped(second.source(0, 9), SkipReason.GATHERING, "test", HOSTILE)
    kept = tmp_path / "talks.db"
    with Record.open(kept) as record:
        record.add([Reading(first, "", (planned, call)), Reading(second, "", (meeting, visit), (skipped,))])
        record.add(map(reading, (report(f"BR Rui {HOSTILE}", "KE", told="2030-01-02", topics=(HOSTILE,)),)))
    return kept


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(path, today=lambda: TODAY), base_url="http://localhost") as asking:
        yield asking


def page(client: TestClient, address: str, *, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return html.fromstring(answer.text)


def text(found: HtmlElement, select: str) -> list[str]:
    """The text of all elements of a class or tag, white space folded."""
    where = f"//*[contains(concat(' ', @class, ' '), ' {select[1:]} ')]" if select[0] == "." else f"//{select}"
    return [" ".join(one.text_content().split()) for one in found.xpath(where)]


def addresses(client: TestClient) -> list[str]:
    """Every page that can be reached from the first by its links, in the order found."""
    seen: dict[str, HtmlElement] = {}
    todo = ["/", "/timeline?since=2031"]
    while todo:
        address = todo.pop(0)
        if address in seen or address.split("?")[0].endswith(".json") or address.startswith(("/static", "/api")):
            continue
        seen[address] = page(client, address)
        todo += [one.split("#")[0] for one in seen[address].xpath("//main//a/@href") if one.startswith("/")]
    return list(seen)


# --- all pages ------------------------------------------------------------------------------


def test_every_page_is_found_and_holds_nothing_from_elsewhere(client: TestClient) -> None:
    found = addresses(client)
    assert {one.split("?")[0].split("/")[1] for one in found} >= {"", "timeline", "contacts", "stories"}
    for address in found:
        whole = client.get(address).text
        told = html.fromstring(whole)
        assert not told.xpath("//@style | //style | //script[not(@src)] | //@onerror | //@onclick"), address
        loaded = told.xpath("//@src | //link/@href | //form/@action")
        assert all(one.startswith("/") and not one.startswith("//") for one in loaded), address
        assert not [one for one in told.xpath("//a/@href") if one.startswith("javascript")], address
        assert HOSTILE not in whole, address
        assert client.get(told.xpath("//link[@rel='stylesheet']/@href")[0]).status_code == 200


def test_every_page_can_be_read_without_eyes_and_without_a_mouse(client: TestClient) -> None:
    for address in addresses(client):
        told = page(client, address)
        assert told.get("lang") == "en"
        assert len(told.xpath("//main")) == len(told.xpath("//h1")) == len(told.xpath("//header")) == 1, address
        assert told.xpath("//a[@class='skip']/@href") == ["#main"]
        levels = [int(one.tag[1]) for one in told.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1, address
        assert all(b <= a + 1 for a, b in pairwise(levels)), address
        for one in told.xpath("//input[not(@type='hidden')] | //select"):
            assert told.xpath(f"//label[@for='{one.get('id')}']"), address
        for one in told.xpath("//table"):
            assert one.xpath("caption"), address
            assert one.xpath("thead//th[@scope='col']"), address
        ids = told.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        assert not set(told.xpath("//@aria-labelledby")) - set(ids), address


@pytest.mark.parametrize("one", pages.PAGES, ids=lambda p: p.path)
def test_page_and_twin_are_one_view(client: TestClient, path: Path, one: pages.Page) -> None:
    with Record.open(path) as record:
        named = {"id": record.contacts()[0].id, "key": "second.txt"}
        known = {"{id}": named["id"], "{key:path}": named["key"]}
        address, twin = one.path, one.twin
        for part, value in known.items():
            address, twin = address.replace(part, value), twin.replace(part, value)
        if "{" in address:
            return  # pages with names of their own have tests of their own
        shown = one.view(record, Asked(TODAY, named))
    assert client.get(twin).json() == to_json(shown)
    assert page(client, address).xpath("//link[@rel='alternate']/@href") == [twin]


def test_every_answer_is_guarded(client: TestClient) -> None:
    for address in ("/", "/index.json", "/no-such-page", "/static/summitry.css", "/api/v1/contacts"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:")
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "set-cookie" not in headers


def test_only_the_names_it_is_served_under_are_answered(path: Path) -> None:
    app = create_app(path)
    for host, status in (("127.0.0.1:8000", 200), ("[::1]:8000", 200), ("localhost", 200), ("talks.example", 421)):
        assert TestClient(app).get("/", headers={"Host": host}).status_code == status, host
    assert TestClient(create_app(path, hosts=None)).get("/", headers={"Host": "talks.example"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"Origin": "http://localhost"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, False),
        ({}, False),
        ({"Origin": "http://elsewhere.example"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "http://localhost:81"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"}, True),
    ],
)
def test_another_sites_form_changes_nothing(client: TestClient, headers: dict[str, str], refused: bool) -> None:
    assert (client.post("/", headers=headers).status_code == 403) is refused


def test_what_is_there_already_is_not_sent_again_until_something_is_written(client: TestClient, path: Path) -> None:
    tag = client.get("/timeline").headers["etag"]
    assert client.get("/timeline?kind=call").headers["etag"] != tag
    again = client.get("/timeline", headers={"If-None-Match": tag})
    assert (again.status_code, again.text) == (304, "")
    with Record.open(path) as record:
        record.add([reading(report("FR Luc Morel", "MA", when="2031-05-18", told="2031-05-19"))])
    after = client.get("/timeline", headers={"If-None-Match": tag})
    assert after.status_code == 200
    assert "Luc Morel" in after.text


def test_errors_are_pages_with_a_way_out(client: TestClient) -> None:
    for address, status, told in (
        ("/no-such-page", 404, "no such page"),
        ("/contacts/ffffffffffff", 404, "no contact"),
        ("/stories/none.txt", 404, "no story"),
        ("/timeline?since=tomorrow", 400, "no date"),
        ("/timeline?side=Nowhere", 400, "names no one side"),
        ("/timeline?kind=dance", 400, "meeting, call, visit, message"),
        ("/timeline?page=0", 400, "no number"),
        ("/?on=someday", 400, "no day"),
    ):
        found = page(client, address, status=status)
        assert told in found.text_content()
        assert found.xpath("//main//a[@href='/']")
        path, _, query = address.partition("?")
        answer = client.get(f"{path if path != '/' else '/index'}.json?{query}")
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
        assert told in answer.json()["detail"]


def test_a_fault_of_ours_tells_nothing_of_itself(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_record: Record) -> int:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(Record, "size", broken)
    asking = TestClient(create_app(path), base_url="http://localhost", raise_server_exceptions=False)
    answer = asking.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_record_that_is_gone_is_told(client: TestClient, path: Path) -> None:
    path.unlink()
    assert "there is no record" in page(client, "/", status=503).text_content()


def test_what_an_address_holds_is_text(client: TestClient) -> None:
    told = page(client, f"/timeline?q={HOSTILE}")
    assert told.xpath("//input[@id='f-q']/@value") == [HOSTILE]
    assert HOSTILE not in client.get(f"/timeline?q={HOSTILE}").text
    for address in (f"/{HOSTILE}", f"/contacts/{HOSTILE}", f"/timeline?since={HOSTILE}"):
        assert HOSTILE not in client.get(address).text


# --- today ----------------------------------------------------------------------------------


def test_today_tells_what_is_new_changed_coming_and_disputed(client: TestClient) -> None:
    told = client.get("/index.json").json()
    kinds = {name: [c["kind"] for c in told[name]["contacts"]] for name in ("new", "coming", "disputed")}
    assert kinds == {"new": ["visit"], "coming": ["call"], "disputed": ["meeting"]}
    (changed,) = told["changed"]
    assert (changed["before"], changed["status"], changed["exact"]) == ("planned", "held", "met")
    assert told["newest"] is None


def test_a_day_without_news_leads_to_the_newest_story(client: TestClient) -> None:
    found = page(client, "/?on=2033-01-01")
    assert found.xpath("//main//p[@class='note']/a/@href") == ["/?on=2031-05-19"]
    assert client.get("/index.json?on=2031-05-19").json()["new"]["contacts"]


def test_an_empty_record_says_how_to_fill_it(tmp_path: Path) -> None:
    Record.open(tmp_path / "new.db").close()
    asking = TestClient(create_app(tmp_path / "new.db"), base_url="http://localhost")
    assert "summitry read" in page(asking, "/").text_content()
    assert "No contact is in the record" in page(asking, "/timeline").text_content()


# --- timeline -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", ["call", "meeting", "visit", "meeting"]),
        ("sort=date", ["meeting", "visit", "call", "meeting"]),
        ("side=NO", ["visit"]),
        ("side=US&other=China", ["call", "meeting"]),
        ("person=Ana+Reed&kind=visit", ["visit"]),
        ("status=possible", ["call"]),
        ("rank=minister", ["meeting"]),
        ("place=Bergen", ["meeting"]),
        ("since=2031-06", ["call"]),
        ("q=a+visit", ["meeting", "visit"]),
        ("person=Nobody", []),
    ],
)
def test_timeline_is_filtered(client: TestClient, query: str, kinds: list[str]) -> None:
    told = client.get(f"/timeline.json?{query}").json()
    assert [c["kind"] for day in told["days"] for c in day["contacts"]] == kinds
    assert told["total"] == len(kinds)
    found = page(client, f"/timeline?{query}")
    assert len(found.xpath("//main//li[@class='contact']")) == len(kinds)
    typed = dict(part.split("=") for part in query.replace("+", " ").split("&") if part)
    for name, value in typed.items():
        assert (
            found.xpath(f"//*[@id='f-{name}']//option[@selected]/text() | //input[@id='f-{name}']/@value")
            or name == "sort"
        )
        assert value


def test_bars_choose_a_period(client: TestClient) -> None:
    told = client.get("/timeline.json?side=US").json()
    years, months = ({b["period"]: b["contacts"] for b in strip["bars"]} for strip in told["strips"])
    assert (years, months) == ({"2031": 3}, {"2031-05": 2, "2031-06": 1})
    june = page(client, "/timeline?side=US").xpath("//*[@class='strip']//a[contains(@href, '2031-06')]/@href")[0]
    assert june == "/timeline?side=US&since=2031-06&until=2031-06"
    chosen = page(client, june)
    assert len(chosen.xpath("//main//li[@class='contact']")) == 1
    assert chosen.xpath("//*[@class='strip']//a[@aria-current]/@href") == [june]
    assert chosen.xpath("//a[text()='All years']/@href") == ["/timeline?side=US"]


def test_strip_of_many_years_has_decades_and_then_the_years_of_one(tmp_path: Path) -> None:
    whens = ("1931-05-02", "1999-12-31", "2003-01-01", "2003/2004", "../2007", "2009-04/..", "../..")
    with Record.open(tmp_path / "long.db") as record:
        record.add(reading(report(f"US Envoy{n} Reed", "CN", when=when)) for n, when in enumerate(whens))
    asking = TestClient(create_app(tmp_path / "long.db"), base_url="http://localhost")
    told = asking.get("/timeline.json").json()
    assert [strip["unit"] for strip in told["strips"]] == ["decade"]
    decades = {b["period"]: b["contacts"] for b in told["strips"][0]["bars"]}
    assert list(decades) == ["193X", "194X", "195X", "196X", "197X", "198X", "199X", "200X"]
    assert [decades[d] for d in ("193X", "194X", "199X", "200X")] == [1, 0, 1, 4]
    within = asking.get(told["strips"][0]["bars"][-1]["address"].replace("?", ".json?")).json()
    assert [strip["unit"] for strip in within["strips"]] == ["decade", "year"]
    years = {b["period"]: b["contacts"] for b in within["strips"][1]["bars"] if b["contacts"]}
    assert years == {"2003": 1, "2007": 1}


def test_pages_say_how_many_there_are_and_load_no_more_than_they_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(tmp_path / "many.db") as record:
        record.add(reading(report(f"US Envoy{n:03} Reed", "CN", when=f"20{n % 90 + 10:02}")) for n in range(120))
    asked: list[int] = []
    these = Record.these

    def counted(record: Record, ids: Iterable[str], *, linked: bool) -> tuple[Contact, ...]:
        wanted = tuple(ids)
        asked.append(len(wanted))
        return these(record, wanted, linked=linked)

    monkeypatch.setattr(Record, "these", counted)
    monkeypatch.setattr(Record, "contacts", None)
    monkeypatch.setattr(Record, "each", None)
    asking = TestClient(create_app(tmp_path / "many.db"), base_url="http://localhost")
    seen: list[str] = []
    address: str | None = "/timeline?side=US"
    ranges = []
    while address:
        found = page(asking, address)
        seen += found.xpath("//main//p[@class='who']/a/@href")
        ranges += text(found, "*[@role='status']")
        address = next(iter(found.xpath("//a[@rel='next']/@href")), None)
    assert len(seen) == len(set(seen)) == 120
    assert ranges[1] == "120 contacts; these are 51 to 100."
    assert asked == [50, 50, 20]
    assert page(asking, "/timeline?side=US&page=99").xpath("//a[@rel='prev']")


# --- contact --------------------------------------------------------------------------------


@pytest.fixture
def meeting(client: TestClient) -> str:
    """The address of the meeting whose sources disagree."""
    told = client.get("/timeline.json?kind=meeting&side=US").json()
    return f"/contacts/{told['days'][0]['contacts'][0]['id']}"


def test_deciding_words_are_marked_in_the_text_of_each_source(client: TestClient, meeting: str) -> None:
    found = page(client, meeting)
    sources = found.xpath("//article[@class='source']")
    marked = [{m.get("data-label"): m.text_content() for m in one.xpath(".//mark")} for one in sources]
    assert [one["kind, status"] for one in marked] == ["will meet", "met"]
    assert marked[1]["said, speaker"] == "on a visit"
    assert "in Oslo on May 19" in sources[0].text_content()


def test_disagreement_stands_at_its_field(client: TestClient, meeting: str) -> None:
    found = page(client, meeting)
    fields = dict(zip(text(found, "dl/dt"), found.xpath("//dl/dd"), strict=True))
    told = " ".join(fields["City"].text_content().split())
    assert "The sources disagree" in told
    assert "Oslo, told by 1 independent source" in told
    assert "Bergen (shown here)" in told or "Oslo (shown here)" in told
    assert "disagree" not in fields["When"].text_content()


def test_history_says_who_told_what_and_when(client: TestClient, meeting: str) -> None:
    steps = [" ".join(one.text_content().split()) for one in page(client, meeting).xpath("//ol[@class='history']/li")]
    assert steps == ["10 May 2031 planned will meet first.txt", "19 May 2031 held met second.txt"]


def test_links_can_be_walked_there_and_back(client: TestClient, meeting: str) -> None:
    (there,) = page(client, meeting).xpath("//ul[@class='ties']//a/@href")
    visit = page(client, there)
    assert visit.xpath("//ul[@class='ties']//a/@href") == [meeting]
    assert "with, as a part of it" in text(visit, "ul[@class='ties']/li")[0]


def test_what_was_said_stands_with_its_side_and_its_words(client: TestClient, meeting: str) -> None:
    found = page(client, meeting)
    (side,) = found.xpath("//section[@class='side']")
    assert text(side, "h3") or side.xpath(".//h3/text()") == ["United States"]
    assert side.xpath(".//blockquote/q/text()") == ["on a visit"]
    assert "Ana Reed on <script>" in " ".join(side.text_content().split())


def test_any_report_and_any_beginning_of_an_id_finds_the_contact(client: TestClient, meeting: str) -> None:
    told = client.get(f"{meeting}.json").json()
    for source in told["sources"]:
        assert client.get(f"/contacts/{source['report'][:8]}.json").json() == told


def test_a_reprint_is_told_to_be_none_of_its_own(tmp_path: Path) -> None:
    origin = Origin(agency="AP", cites=("AP",))
    copies = [
        replace(report(when="2031-05-02", told=f"2031-05-0{day}", key=f"{day}.txt"), origin=origin) for day in (3, 4)
    ]
    with Record.open(tmp_path / "a.db") as record:
        record.add(map(reading, copies))
        (one,) = record.contacts()
        assert len(one.repeats) == 1
    asking = TestClient(create_app(tmp_path / "a.db"), base_url="http://localhost")
    assert "Not a source of its own" in page(asking, f"/contacts/{one.id}").text_content()
    later = page(asking, f"/stories/{copies[1].story_id}")
    assert "it is no source of its own beside 3.txt" in " ".join(later.text_content().split())


# --- story ----------------------------------------------------------------------------------


def test_story_is_shown_as_read(client: TestClient) -> None:
    found = page(client, "/stories/second.txt")
    whole = found.text_content()
    assert HOSTILE in whole
    assert "it is ten years off" in whole
    assert "Day words count from 19 May 2031" in whole
    marked = {m.text_content(): m for m in found.xpath("//mark")}
    assert marked["met"].get("data-label") == "1 kind, status"
    assert marked["Ministers"].get("class") == "let-go"
    assert marked["Ministers"].get("data-label") == "let go 1"
    assert [one.split()[0] for one in text(found, ".count")] == ["2", "1", "1"]


def test_stories_of_one_key_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        record.add(Reading(story(f"Story {n}.", key="1", date=f"2031-05-0{n}"), "", ()) for n in (1, 2))
        ids = [s.id for s in record.stories()]
    asking = TestClient(create_app(tmp_path / "a.db"), base_url="http://localhost")
    assert "several stories" in page(asking, "/stories/1", status=404).text_content()
    assert [text(page(asking, f"/stories/{id_}"), ".text") for id_ in ids] == [["Story 1."], ["Story 2."]]


def test_story_whose_key_is_a_path_has_its_page(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        record.add([Reading(story("Envoys met.", key="feeds/a b?.json"), "", ())])
    asking = TestClient(create_app(tmp_path / "a.db"), base_url="http://localhost")
    assert "a b?.json" in page(asking, "/stories/feeds%2Fa%20b%3F.json").text_content()  # no story is called "a b?"
    assert asking.get("/stories/feeds/a%20b%3F.json.json").json()["key"] == "feeds/a b?.json"


# --- marks ----------------------------------------------------------------------------------


def flat(told: tuple[Piece, ...]) -> Iterator[Piece]:
    for one in told:
        yield one
        yield from flat(one.inner)


SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.sampled_from("abc")), max_size=6)


@given(SPANS)
def test_pieces_are_the_text_and_marks_cover_their_words(spans: list[tuple[int, int, str]]) -> None:
    whole = "0123456789abcdefghij"
    told = pieces(whole, [Mark(a, b, label) for a, b, label in spans], 0, len(whole))
    assert "".join(one.text for one in told) == whole
    assert all("".join(i.text for i in one.inner) == one.text for one in flat(told) if one.inner)
    covered = {(c, label) for one in flat(told) for c in one.text for label in one.labels}
    assert covered == {(c, label) for a, b, label in spans for c in whole[a:b]}


def test_words_within_words_are_marked_whole() -> None:
    told = pieces("Minister Ana Reed met", [Mark(0, 17, "side"), Mark(9, 17, "name"), Mark(9, 17, "speaker")], 0, 21)
    assert [(one.text, one.labels) for one in flat(told)] == [
        ("Minister Ana Reed", ("side",)),
        ("Minister ", ()),
        ("Ana Reed", ("name", "speaker")),
        (" met", ()),
    ]


# --- colours --------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(scheme: str) -> None:
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6})", part)) for part in CSS.split("prefers-color-scheme", 2)[:2])
    told = light if scheme == "light" else light | dark
    words = ("text", "quiet", "link", "held", "planned", "possible", "postponed", "cancelled", "refused")
    pairs = [(word, ground) for word in words for ground in ("ground", "warn")]
    pairs += [("text", "raised"), ("quiet", "raised"), ("link", "raised"), ("mark-text", "mark"), ("tag", "mark")]
    for word, ground in pairs:
        high, low = sorted((luminance(told[word]), luminance(told[ground])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, f"{word} on {ground}"


def test_a_story_whose_name_ends_as_a_twin_has_its_page_and_its_twin(path: Path, client: TestClient) -> None:
    with Record.open(path) as record:
        named, of_named = told_in("Ana Reed met Li Bo in Oslo.", date="2031-05-20", key="reports.json")
        record.add([Reading(named, "", (of_named("met", "US Ana Reed", "CN Li Bo", when="2031-05-20"),))])
    assert "reports.json" in page(client, "/stories/reports.json").text_content()
    assert client.get("/stories/reports.json.json").headers["content-type"] == "application/json"
    page(client, "/stories/nothing.json", status=404)


def test_a_page_of_thousands_of_digits_is_no_page(client: TestClient) -> None:
    page(client, f"/timeline?page={'9' * 5000}", status=400)
