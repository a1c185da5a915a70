"""Feeds on watch, against a server on 127.0.0.1: what is asked for and when, what is told, and what a crash leaves."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from typer.testing import CliRunner

from factory import reading, report
from feedserver import START, Answer, Hands, Net, item, packed, page, rss
from summitry import __version__, cli
from summitry.errors import RecordError, SummitryError
from summitry.record import Record
from summitry.watch import feeds, fetching, unpacking
from summitry.watch.addresses import Trust, is_public, may_ask
from summitry.watch.cursor import Cursor
from summitry.watch.fetching import (
    AGENT,
    FEED_BYTES,
    PAGE_BYTES,
    Failed,
    Fetched,
    Fetcher,
    Later,
    Unchanged,
    Validators,
)
from summitry.watch.news import News, What, news
from summitry.watch.outlets import Webhook
from summitry.watch.watcher import Outlets, Round, Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summitry.model import Report

FEED = "https://news.test/feed"
MEETING = page(
    "OSLO, May 12 — Norwegian Prime Minister Astrid Berg met Kenyan President Amina Otieno in Oslo on Monday."
)
TRIP = page("BRASILIA, May 12 — Brazilian Foreign Minister Rui Lobo will visit Norway on June 3, his ministry said.")
TOGETHER = "Brazilian Foreign Minister Rui Lobo visited Norway on June 3, his ministry said."


@pytest.fixture
def net() -> Iterator[Net]:
    with Net() as made:
        yield made


def fetcher(net: Net, cursor: Cursor | None = None, contact: str | None = None) -> Fetcher:
    return Fetcher(cursor or Cursor(), clock=net.clock, resolve=net.resolve, transport=net.transport(), contact=contact)


def get(net: Net, url: str, *, trust: Trust = Trust.PUBLIC, limit: int = PAGE_BYTES) -> Fetched | Failed:
    with fetcher(net) as one:
        answer = one.get(url, trust=trust, limit=limit)
    assert isinstance(answer, Fetched | Failed)
    return answer


@dataclass
class Desk:
    """A watch with what it says."""

    net: Net
    record: Record
    cursor: Cursor
    urls: tuple[str, ...] = (FEED,)
    shown: list[News] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    webhook: Webhook | None = None
    atom: Path | None = None
    every: float | None = None

    def round(self, *, later: float = 0) -> Round:
        """A round of a watch that is started anew."""
        assert isinstance(self.net.clock, Hands)
        self.net.clock.time += later
        with self.watch() as one:
            return one.round()

    @contextmanager
    def watch(self) -> Iterator[Watch]:
        to = Outlets(self.shown.append, self.webhook, self.atom)
        with fetcher(self.net, self.cursor) as asks:
            yield Watch(self.record, self.cursor, asks, self.urls, to=to, warn=self.warned.append, every=self.every)

    def told(self) -> list[str]:
        """What was shown, in short."""
        return [f"{n.what.value} {n.before or ''} {n.status}".replace("  ", " ") for n in self.shown]


@pytest.fixture
def desk(net: Net) -> Iterator[Desk]:
    with Record.open() as record, Cursor() as cursor:
        yield Desk(net, record, cursor)


# --- from a feed to the record --------------------------------------------------------------


def test_a_page_is_read_with_what_its_feed_tells(desk: Desk) -> None:
    desk.net["news.test/feed"] = rss(
        item("https://news.test/a?utm_source=rss&id=7", date="Tue, 13 May 2031 08:00:00 GMT")
    )
    desk.net["news.test/a?utm_source=rss&id=7"] = MEETING
    done = desk.round()
    assert (done.feeds, done.entries, done.read, done.changes, done.failed) == (1, 1, 1, 1, 0)
    (story,) = desk.record.stories()
    assert (story.key, story.url, story.outlet) == (
        "https://news.test/a?id=7",
        "https://news.test/a?id=7",
        "The Harbour Post",
    )
    assert "2031-05-13" in {claim.value for claim in story.published}
    assert desk.told() == ["contact.new held"]
    assert desk.shown[0].page == story.key


def test_what_a_page_says_of_itself_is_taken_before_the_feeds_word(desk: Desk) -> None:
    head = "<meta property='og:site_name' content='Fjord Daily'>"
    text = "OSLO — Norwegian Prime Minister Astrid Berg met Kenyan President Amina Otieno in Oslo on Monday."
    desk.net["news.test/feed"] = rss(item("/a", title="Berg and Otieno, by our desk"))
    desk.net["news.test/a"] = page(text, title="Berg meets Otieno", head=head)
    desk.round()
    (story,) = desk.record.stories()
    assert (story.outlet, story.title) == ("Fjord Daily", "Berg meets Otieno")


def test_entries_are_read_oldest_first(desk: Desk) -> None:
    desk.net["news.test/feed"] = rss(item("/new"), item("/old"))
    desk.net["/new"], desk.net["/old"] = MEETING, TRIP
    desk.round()
    assert desk.net.paths() == ["news.test/feed", "news.test/old", "news.test/new"]


def test_a_status_that_changes_is_told(desk: Desk) -> None:
    desk.net["news.test/feed"] = [rss(item("/a")), rss(item("/b", date="Wed, 04 Jun 2031 08:00:00 GMT"), item("/a"))]
    desk.net["/a"], desk.net["/b"] = TRIP, page(TOGETHER)
    desk.round()
    desk.round(later=3600)
    assert desk.told() == ["contact.new planned", "contact.status planned held"]
    assert desk.shown[1].words == TOGETHER
    line = json.loads(desk.shown[1].body)
    assert (line["type"], line["data"]["before"], line["data"]["contact"]["status"]) == (
        "contact.status",
        "planned",
        "held",
    )
    assert line["data"]["was"] == [desk.shown[0].contact]


def test_a_new_source_that_changes_nothing_is_not_told(desk: Desk) -> None:
    desk.net["news.test/feed"] = rss(item("/a"), item("/b"))
    desk.net["/a"], desk.net["/b"] = (
        TRIP,
        page("Rui Lobo, the Brazilian foreign minister, will visit Norway on June 3."),
    )
    assert desk.round().read == 2
    assert desk.told() == ["contact.new planned"]


def test_a_page_is_fetched_once_however_many_feeds_list_it(desk: Desk) -> None:
    desk.urls = (FEED, "https://other.test/feed")
    desk.net["news.test/feed"] = rss(item("https://news.test/a?utm_medium=rss", id_="1"))
    desk.net["other.test/feed"] = [
        rss(item("https://news.test/a#top", id_="x")),
        rss(item("https://news.test/moved", id_="x")),  # an entry that is known, at another address
    ]
    desk.net["news.test/a?utm_medium=rss"] = MEETING
    desk.round()
    desk.round(later=86_400)
    assert [p for p in desk.net.paths() if "feed" not in p] == ["news.test/a?utm_medium=rss"]


def test_a_feed_that_did_not_change_is_not_sent_again(desk: Desk) -> None:
    first = rss(item("/a"))
    desk.net["news.test/feed"] = [
        replace(first, headers={"ETag": '"v1"', "Last-Modified": "Mon, 12 May 2031 09:00:00 GMT"}),
        Answer(status=304),
    ]
    desk.net["/a"] = MEETING
    desk.round()
    assert desk.round(later=3600).feeds == 1
    again = desk.net.asked[-1].headers
    assert (again["If-None-Match"], again["If-Modified-Since"]) == ('"v1"', "Mon, 12 May 2031 09:00:00 GMT")
    assert "If-None-Match" not in desk.net.asked[1].headers


@pytest.mark.parametrize(
    "feed",
    [
        replace(rss(), headers={"Cache-Control": "public, max-age=7200"}),
        rss(more="<ttl>120</ttl>"),
    ],
)
def test_a_feed_is_left_alone_as_long_as_it_says(desk: Desk, feed: Answer) -> None:
    desk.net["news.test/feed"] = feed
    desk.round()
    assert desk.round(later=7000).resting == 1
    assert desk.round(later=300).feeds == 1


def test_a_loop_waits_as_long_as_it_was_told(desk: Desk) -> None:
    desk.every = 900
    desk.net["news.test/feed"] = rss()
    with desk.watch() as one:
        assert one.due() == 0
        one.round()
        assert 890 < one.due() <= 900


def test_the_whole_text_in_the_feed_stands_for_a_page_that_cannot_be_had(desk: Desk) -> None:
    whole = (
        "<p>Norwegian Prime Minister Astrid Berg met Kenyan President Amina Otieno in Oslo on Monday.</p>"
        + "".join(
            f"<p>The talks went on for {n} hours and nobody left the room before the coffee was cold again.</p>"
            for n in ("two", "three", "four", "five", "six", "seven", "eight", "nine")
        )
    )
    desk.net["news.test/feed"] = rss(item("/a", html=whole, title="Berg and Otieno"))
    desk.net["/a"] = Answer("no", 403)
    done = desk.round()
    assert (done.read, done.failed, desk.told()) == (1, 0, ["contact.new held"])
    (story,) = desk.record.stories()
    assert (story.title, story.url) == ("Berg and Otieno", "https://news.test/a")


def test_a_teaser_is_no_story_and_its_page_is_asked_for_again_and_given_up_at_last(desk: Desk) -> None:
    teaser = "<p>Prime Minister Astrid Berg met Kenyan President Amina Otieno.</p>" * 30 + "<p>Read more</p>"
    desk.net["news.test/feed"] = rss(item("/a", html=teaser))
    desk.net["/a"] = Answer("no", 403)
    tries = 0
    for _ in range(12):
        desk.round(later=86_400)
        tries = desk.net.paths().count("news.test/a")
    assert tries == 7
    assert (
        "https://news.test/a, listed by https://news.test/feed: the server answers 403: it is forbidden"
        in desk.warned[0]
    )
    assert desk.warned[-1].endswith("Given up after 7 tries")
    assert desk.record.stories() == ()


def test_a_page_that_comes_back_is_read(desk: Desk) -> None:
    desk.net["news.test/feed"] = rss(item("/a"))
    desk.net["/a"] = [Answer("", 404), MEETING]
    assert desk.round().failed == 1
    assert desk.round(later=60).read == 0
    assert desk.round(later=3600).read == 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(b"%PDF-1.7 ...", media_type="application/pdf"), "it is a PDF, not a page"),
        (Answer("{}", media_type="application/json"), "it is application/json, not a page"),
    ],
)
def test_what_is_no_page_is_named(desk: Desk, answer: Answer, says: str) -> None:
    desk.net["news.test/feed"] = rss(item("/a"))
    desk.net["/a"] = answer
    desk.round()
    assert says in desk.warned[0]


def test_a_page_with_nothing_to_read_in_it_is_done(desk: Desk) -> None:
    desk.net["news.test/feed"] = rss(item("/a"))
    desk.net["/a"] = page("Премьер-министр встретилась с президентом в понедельник, они говорили о рыбе и торговле.")
    done = desk.round()
    assert (done.empty, done.read, done.failed) == (1, 0, 0)
    assert desk.warned == ["https://news.test/a: It is in Russian; only English can be read so far."]
    desk.round(later=86_400)
    assert desk.net.paths().count("news.test/a") == 1


def test_the_servers_charset_is_heeded(desk: Desk) -> None:
    told = "Brazilian Foreign Minister Érico Sá will visit Norway on June 3, his ministry said on Monday."
    body = page(told).body
    assert isinstance(body, str)
    desk.net["news.test/feed"] = rss(item("/a"))
    desk.net["/a"] = Answer(body.encode("iso-8859-15"), media_type="text/html; charset=iso-8859-15")
    desk.round()
    assert "Érico Sá" in desk.record.stories()[0].text


def test_other_feeds_and_pages_are_read_when_some_fail(desk: Desk) -> None:
    desk.urls = ("https://gone.test/feed", "https://odd.test/feed", FEED)
    desk.net["odd.test/feed"] = Answer("<html><head><link rel=alternate type='application/rss+xml' href='/rss'></head>")
    desk.net["news.test/feed"] = rss(item("/none"), item("/a"))
    desk.net["/a"] = MEETING
    done = desk.round()
    assert (done.read, done.failed) == (1, 3)
    assert "https://gone.test/feed: the server answers 404" in desk.warned[0]
    assert "it is no feed; the page names https://odd.test/rss: give that" in desk.warned[1]


def test_a_feed_that_moved_for_good_is_named(desk: Desk) -> None:
    desk.net["news.test/feed"] = Answer(status=301, headers={"Location": "https://new.test/feed"})
    desk.net["new.test/feed"] = rss()
    desk.round()
    assert desk.warned == [
        "https://news.test/feed has moved for good to https://new.test/feed: put that address in its place"
    ]


# --- what the record tells ------------------------------------------------------------------


def changes(*steps: tuple[Any, ...]) -> list[News]:
    """What each batch of reports changes."""
    found: list[News] = []
    with Record.open() as record:
        for n, step in enumerate(steps):
            read = map(reading, step)
            record.keep(read, tell=lambda b, a, n=n: found.extend(news(b, a, page=str(n), at="2031-05-12T00:00:00Z")))  # type: ignore[misc]
    return found


def test_sources_that_disagree_are_told_once_and_again_with_another_value() -> None:
    def meeting(city: str, key: str) -> Report:
        return report("US Ana Reed", "CN Li Bo", when="2031-05-02", city=city, key=key, told="2031-05-03")

    found = changes(
        (meeting("Oslo", "a"),), (meeting("Bergen", "b"),), (meeting("Bergen", "c"),), (meeting("Tromsø", "d"),)
    )
    assert [n.what for n in found] == [What.NEW, What.CONFLICT, What.CONFLICT]
    assert (found[1].field, set(found[1].values)) == ("where.city", {"Oslo", "Bergen"})
    assert set(found[2].values) == {"Oslo", "Bergen", "Tromsø"}
    assert len({n.id for n in found}) == 3


def test_a_contact_joined_of_two_has_another_status_if_one_of_them_had() -> None:
    planned = report("US Ana Reed", "CN Li Bo", status="planned", when="2031-05", key="a", told="2031-04-01")
    held = report("US Ana Reed", "CN Li Bo", status="held", when="2031-05-02", key="b", told="2031-05-03")
    found = changes((planned,), (held,))
    assert [(n.what, n.before, n.status) for n in found] == [
        (What.NEW, None, "planned"),
        (What.STATUS, "planned", "held"),
    ]


def test_the_same_change_has_the_same_id_whenever_it_is_found() -> None:
    one = report("US Ana Reed", "CN Li Bo", when="2031-05-02", key="a")
    with Record.open() as record, Record.open() as other:
        found: list[News] = []
        record.keep([reading(one)], tell=lambda b, a: found.extend(news(b, a, page="p", at="2031-05-12T00:00:00Z")))
        other.keep([reading(one)], tell=lambda b, a: found.extend(news(b, a, page="p", at="2031-06-12T00:00:00Z")))
    assert found[0].id == found[1].id


def test_nothing_is_kept_where_telling_fails() -> None:
    def tell(*_: object) -> None:
        raise OSError("disk full")

    with Record.open() as record:
        with pytest.raises(OSError, match="disk full"):
            record.keep([reading(report())], tell=tell)
        assert len(record.timeline()) == 0


# --- politeness -----------------------------------------------------------------------------


def test_we_name_ourselves_and_our_version(net: Net) -> None:
    with fetcher(net, contact="desk@news.test") as one:
        one.get(FEED, trust=Trust.GIVEN, limit=FEED_BYTES)
    named = {asked.headers["User-Agent"] for asked in net.asked}
    assert named == {f"summitry/{__version__} (reads feeds; desk@news.test)"}


def test_robots_txt_is_heeded_and_asked_for_once_a_day(net: Net) -> None:
    net["news.test/robots.txt"] = Answer(f"User-agent: {AGENT}\nDisallow: /*/members\n\nUser-agent: *\nDisallow: /")
    net["news.test/a"] = net["news.test/x/members"] = page("…")
    with fetcher(net) as one:
        assert isinstance(one.get("https://news.test/a", trust=Trust.PUBLIC, limit=PAGE_BYTES), Fetched)
        barred = one.get("https://news.test/x/members", trust=Trust.PUBLIC, limit=PAGE_BYTES)
    assert isinstance(barred, Failed)
    assert "robots.txt of news.test does not allow it" in barred.why
    assert net.paths(rules=True) == ["news.test/robots.txt", "news.test/a"]


def test_robots_txt_of_yesterday_is_asked_for_anew_also_by_another_run(net: Net) -> None:
    assert isinstance(net.clock, Hands)
    net["news.test/a"] = page("…")
    with Cursor() as cursor:
        for wait in (0, 3600, 86_400):
            net.clock.time += wait
            with fetcher(net, cursor) as one:
                one.get("https://news.test/a", trust=Trust.PUBLIC, limit=PAGE_BYTES)
    assert net.paths(rules=True).count("news.test/robots.txt") == 2


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_host_whose_rules_cannot_be_had_is_not_asked(net: Net, status: int) -> None:
    net["news.test/robots.txt"] = Answer(status=status)
    net["news.test/a"] = page("…")
    answer = get(net, "https://news.test/a")
    assert isinstance(answer, Failed)
    assert answer.why == f"robots.txt: the server answers {status}"
    assert net.paths() == []


def test_redirects_are_held_to_the_rules_of_where_they_lead(net: Net) -> None:
    net["news.test/a"] = Answer(status=302, headers={"Location": "https://other.test/b"})
    net["other.test/robots.txt"] = Answer("User-agent: *\nDisallow: /b")
    net["other.test/b"] = page("…")
    barred = get(net, "https://news.test/a")
    assert isinstance(barred, Failed)
    assert "robots.txt of other.test" in barred.why
    assert net.paths() == ["news.test/a"]


def test_between_two_requests_to_one_host_lies_a_pause_in_which_others_are_asked(desk: Desk) -> None:
    clock = desk.net.clock
    assert isinstance(clock, Hands)
    desk.urls = (FEED, "https://other.test/feed")
    desk.net["news.test/feed"] = rss(item("https://news.test/1"), item("https://news.test/2"))
    desk.net["other.test/feed"] = rss(item("https://other.test/3"), item("https://other.test/4"))
    desk.round()
    for host in ("news.test", "other.test"):
        times = [a.at for a in desk.net.asked if a.host == host]
        assert len(times) == 4
        assert all(b - a >= fetching.PAUSE for a, b in pairwise(times))
    assert clock.now() - START < 5 * fetching.PAUSE  # one after the other they would take seven


def test_a_delay_that_robots_txt_asks_for_is_kept(net: Net) -> None:
    net["news.test/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 12")
    net["/a"] = net["/b"] = page("…")
    with fetcher(net) as one:
        for path in "ab":
            one.get(f"https://news.test/{path}", trust=Trust.PUBLIC, limit=PAGE_BYTES)
    first, second = [a.at for a in net.asked if a.path != "/robots.txt"]
    assert second - first >= 12


@pytest.mark.parametrize(
    ("told", "rest"),
    [
        ("600", 600),
        ("Mon, 19 May 2031 17:53:20 GMT", 0),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 7 * 86_400),
        ("9" * 5000, 7 * 86_400),
        ("soon", 60),
    ],
)
def test_an_overtaxed_host_is_left_alone_as_long_as_it_asks(net: Net, told: str, rest: float) -> None:
    net["news.test/a"] = Answer(status=429, headers={"Retry-After": told})
    with fetcher(net) as one:
        failed = one.get("https://news.test/a", trust=Trust.PUBLIC, limit=PAGE_BYTES)
        assert isinstance(failed, Failed)
        assert failed.rest_until is not None
        assert abs(failed.rest_until - net.clock.now() - max(rest, 60)) < 1
        again = one.get("https://news.test/b", trust=Trust.PUBLIC, limit=PAGE_BYTES)
    if rest > 60:
        assert isinstance(again, Later)
        assert net.paths() == ["news.test/a"]


def test_a_host_that_keeps_failing_rests_twice_as_long_each_time(net: Net) -> None:
    assert isinstance(net.clock, Hands)
    net["/a"] = [Answer(status=500), Answer(status=500), Answer(status=500), page("…"), Answer(status=500)]
    rests = []
    with fetcher(net) as one:
        for _ in range(5):
            answer = one.get("https://news.test/a", trust=Trust.PUBLIC, limit=PAGE_BYTES)
            if isinstance(answer, Failed):
                assert answer.rest_until is not None
                rests.append(round(answer.rest_until - net.clock.now()))
                net.clock.time = answer.rest_until
    assert rests == [60, 120, 240, 60]


def test_pages_of_a_host_that_rests_are_left_for_later_and_do_not_count_as_tried(desk: Desk) -> None:
    desk.net["news.test/feed"] = rss(*(item(f"https://news.test/{n}") for n in range(3)))
    desk.net["/2"] = [Answer(status=503, headers={"Retry-After": "3000"}), MEETING]
    desk.net["/0"] = desk.net["/1"] = TRIP
    desk.every = 86_400
    done = desk.round()
    assert (done.failed, done.waiting, done.read) == (1, 2, 0)
    with desk.watch() as one:
        assert 2900 < one.due() <= 3000
    assert desk.round(later=3001).read == 3


def test_an_answer_that_never_ends_is_given_up(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_SECONDS", 0.3)
    ends = threading.Event()

    def slow() -> Answer:
        ends.wait(20)
        return page("…")

    net["news.test/a"] = [slow, slow]
    answer = get(net, "https://news.test/a")
    ends.set()
    assert isinstance(answer, Failed)
    assert answer.why == "no answer in time"
    assert answer.rest_until is not None


# --- limits ---------------------------------------------------------------------------------


def test_packed_answers_are_unpacked(net: Net) -> None:
    net["news.test/a"] = packed(page("a quiet day"))
    net["news.test/b"] = Answer(zlib_gzip(b"one ") + zlib_gzip(b"two"), headers={"Content-Encoding": "gzip"})
    first, second = (get(net, f"https://news.test/{path}") for path in "ab")
    assert isinstance(first, Fetched)
    assert isinstance(second, Fetched)
    assert (b"a quiet day" in first.data, second.data) == (True, b"one two")


def zlib_gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(b"x" * (PAGE_BYTES + 1)), "it has more than 5 MB"),
        (Answer(zlib_gzip(bytes(300_000_000)), headers={"Content-Encoding": "gzip"}), "it has more than 5 MB"),
        (Answer(zlib_gzip(b"a" * 90_000)[:-20], headers={"Content-Encoding": "gzip"}), "it breaks off"),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "it is packed badly"),
        (Answer(b"?", headers={"Content-Encoding": "br"}), "it comes packed as br, which was not asked for"),
        (Answer(status=404), "the server answers 404: there is nothing"),
        (Answer(status=302, headers={"Location": "/a"}), "it leads on more than 5 times"),
        (
            Answer(status=302, headers={"Location": "file:///etc/passwd"}),
            "it is no address of a page (http:// or https://)",
        ),
        (
            Answer(status=302, headers={"Location": "http://news.test:port/"}),
            "it is no address of a page (http:// or https://)",
        ),
    ],
    ids="large bomb broken bad brotli none circle file nonsense".split(),
)
def test_what_is_too_much_or_no_answer_is_refused(net: Net, answer: Answer, why: str) -> None:
    net["news.test/a"] = answer
    failed = get(net, "https://news.test/a")
    assert isinstance(failed, Failed)
    assert failed.why == why


def test_a_bomb_is_never_unpacked_whole(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    real = unpacking.Unpacker.next

    def seen(self: unpacking.Unpacker, piece: bytes, most: int) -> bytes:
        data = real(self, piece, most)
        sizes.append(len(data))
        return data

    monkeypatch.setattr(unpacking.Unpacker, "next", seen)
    net["news.test/a"] = Answer(zlib_gzip(bytes(200_000_000)), headers={"Content-Encoding": "gzip"})
    get(net, "https://news.test/a")
    assert 0 < sum(sizes) <= PAGE_BYTES + 1


def test_a_password_stays_with_its_host(net: Net) -> None:
    net["news.test/a"] = Answer(status=302, headers={"Location": "https://other.test/b"})
    net["other.test/b"] = page("…")
    get(net, "https://me:secret@news.test/a")
    by_host = {a.host: a.headers for a in net.asked if a.path != "/robots.txt"}
    assert "Authorization" in by_host["news.test"]
    assert "Authorization" not in by_host["other.test"]


def test_no_cookie_is_sent_back(net: Net) -> None:
    net["/a"] = Answer("…", headers={"Set-Cookie": "seen=1; Path=/"})
    with fetcher(net) as one:
        for _ in range(2):
            one.get("https://news.test/a", trust=Trust.PUBLIC, limit=PAGE_BYTES)
    assert not [a for a in net.asked if "Cookie" in a.headers]


# --- private networks -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "public", "from_private"),
    [
        ("93.184.215.14", True, True),
        ("2606:2800::1", True, True),
        ("127.0.0.1", False, True),
        ("10.1.2.3", False, True),
        ("192.168.0.1", False, True),
        ("::1", False, True),
        ("fd00::7", False, True),
        ("::ffff:127.0.0.1", False, True),
        ("64:ff9b::7f00:1", False, True),
        ("64:ff9b::5db8:d70e", True, True),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("fe80::1", False, False),
        ("0.0.0.0", False, False),  # noqa: S104 - nothing is bound to it
        ("100.64.0.1", False, False),
        ("224.0.0.1", False, False),
    ],
)
def test_who_may_lead_where(address: str, *, public: bool, from_private: bool) -> None:
    assert is_public(address) is public
    assert may_ask(address, Trust.PUBLIC) is public
    assert may_ask(address, Trust.PRIVATE) is from_private
    assert may_ask(address, Trust.GIVEN)


@pytest.mark.parametrize(
    "inside", ["http://127.0.0.1/admin", "http://[::1]/admin", "http://inside.test/admin", "http://169.254.169.254/"]
)
def test_a_public_page_leads_to_no_private_network(net: Net, inside: str) -> None:
    net.addresses["inside.test"] = "10.0.0.7"
    net["news.test/a"] = Answer(status=302, headers={"Location": inside})
    for answer in (
        get(net, "https://news.test/a"),
        get(net, inside),
        get(net, "https://news.test/a", trust=Trust.GIVEN),
    ):
        assert isinstance(answer, Failed)
        assert "lies in a private network" in answer.why
    assert set(net.paths(rules=True)) == {"news.test/robots.txt", "news.test/a"}


def test_a_feed_of_a_private_network_that_was_given_is_read_with_its_pages(desk: Desk) -> None:
    desk.net.addresses |= {"inside.test": "10.0.0.7", "wiki.inside.test": "10.0.0.8"}
    desk.urls = ("http://inside.test/feed",)
    desk.net["inside.test/feed"] = rss(
        item("http://wiki.inside.test/a"), item("http://169.254.169.254/keys"), item("https://news.test/b")
    )
    desk.net["/a"], desk.net["/b"], desk.net["/keys"] = MEETING, TRIP, page("…")
    done = desk.round()
    assert (done.read, done.failed) == (2, 1)
    assert "169.254.169.254" in desk.warned[0]


def test_a_public_feed_lists_no_private_page(desk: Desk) -> None:
    desk.net.addresses["inside.test"] = "127.0.0.1"
    desk.net["news.test/feed"] = rss(item("http://inside.test/a"))
    desk.net["/a"] = MEETING
    assert desk.round().failed == 1
    assert desk.net.paths() == ["news.test/feed"]


def test_what_a_private_page_leads_to_in_the_open_net_leads_back_to_none(net: Net) -> None:
    net.addresses["inside.test"] = "10.0.0.7"
    net["inside.test/a"] = Answer(status=302, headers={"Location": "https://news.test/b"})
    net["news.test/b"] = Answer(status=302, headers={"Location": "http://inside.test/c"})
    assert isinstance(get(net, "http://inside.test/a", trust=Trust.PRIVATE), Failed)
    assert net.paths() == ["inside.test/a", "news.test/b"]


def test_one_private_address_among_several_is_enough(net: Net) -> None:
    async def both(_host: str, _port: int) -> tuple[str, ...]:
        return ("93.184.215.14", "10.0.0.7")

    with Fetcher(Cursor(), clock=net.clock, resolve=both, transport=net.transport()) as one:
        assert isinstance(one.get("https://news.test/a", trust=Trust.PUBLIC, limit=PAGE_BYTES), Failed)
    assert net.asked == []


def test_a_proxy_gets_names_and_no_private_address(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{net.port}")
    monkeypatch.setenv("no_proxy", "inside.test")
    net["http://news.test/a"] = page("by proxy")  # a proxy is asked with the whole address
    with Fetcher(Cursor(), clock=net.clock, resolve=net.resolve) as one:
        assert isinstance(one.get("http://news.test/a", trust=Trust.PUBLIC, limit=PAGE_BYTES), Fetched)
        assert isinstance(one.get("http://10.0.0.7/a", trust=Trust.PUBLIC, limit=PAGE_BYTES), Failed)
    assert [a.path for a in net.asked] == ["http://news.test/robots.txt", "http://news.test/a"]


# --- a watch that is cut off ----------------------------------------------------------------


class CutError(BaseException):
    """As kill -9: nothing catches it."""


@pytest.mark.parametrize("where", ["noted", "kept", "shown"])
def test_a_cut_at_any_place_loses_nothing_and_tells_no_change_that_is_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    desk.net["news.test/feed"] = rss(item("/a"))
    desk.net["/a"] = MEETING
    with monkeypatch.context() as patch:
        if where == "noted":  # what is noted then was never kept
            real = desk.cursor.note

            def note(page: str, found: tuple[News, ...], outlets: tuple[str, ...]) -> None:
                real(page, found, outlets)
                raise CutError

            patch.setattr(desk.cursor, "note", note)
        else:
            patch.setattr(desk.cursor, "done" if where == "kept" else "delivered", cut)
        with pytest.raises(CutError):
            desk.round()
    before = len(desk.shown)
    desk.round()
    desk.round()
    assert len(desk.record.timeline()) == 1
    assert len(desk.shown) - before == 1
    assert len({n.id for n in desk.shown}) == 1
    assert desk.net.paths().count("news.test/a") == (2 if where == "noted" else 1)


def cut(*_: object, **__: object) -> None:
    raise CutError


def test_the_version_of_a_feed_is_kept_with_its_entries(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.net["news.test/feed"] = [replace(rss(item("/a")), headers={"ETag": "v1"}), Answer(status=304)]
    desk.net["/a"] = MEETING
    with monkeypatch.context() as patch:
        patch.setattr(Watch, "_fetch", cut)
        with pytest.raises(CutError):
            desk.round()
    assert desk.round(later=3600).read == 1


def test_what_is_noted_is_given_to_nobody_before_the_record_has_it() -> None:
    (one,) = changes((report("US Ana Reed", "CN Li Bo", when="2031-05-02"),))
    with Cursor() as cursor:
        cursor.note("page", [one], ["out"])
        assert cursor.deliveries("out", START) == ()
        assert cursor.latest() == ()
        cursor.done("page")
        assert [d.news for d in cursor.deliveries("out", START)] == [one]


def test_two_watches_of_one_record_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.watch"
    with Cursor(path), pytest.raises(RecordError, match="another `summitry watch` is at work"):
        Cursor(path)
    Cursor(path).close()


def test_a_file_that_is_none_of_ours_is_named_and_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(path: Path, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - as sqlite3 takes them
        made.append(connect(path, **options))
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    path = tmp_path / "a.watch"
    path.write_text("no database at all, but words and more words" * 20)
    with pytest.raises(RecordError, match="is not what a watch remembers"):
        Cursor(path)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made[0].execute("SELECT 1")


# --- outlets --------------------------------------------------------------------------------


HOOK = "https://hook.test/in"


def hooked(desk: Desk, secret: str | None = None) -> list[dict[str, Any]]:
    desk.webhook = Webhook(HOOK, secret=secret)
    desk.net["news.test/feed"] = rss(item("/a"), item("/b"))
    desk.net["/a"], desk.net["/b"] = MEETING, TRIP
    desk.round()
    return posted(desk)


def posted(desk: Desk) -> list[dict[str, Any]]:
    return [json.loads(a.body) for a in desk.net.asked if a.path == "/in"]


def test_a_webhook_gets_each_change(desk: Desk) -> None:
    desk.net["hook.test/in"] = Answer(status=204)
    got = hooked(desk)
    assert [g["id"] for g in got] == [n.id for n in desk.shown]
    assert {g["type"] for g in got} == {"contact.new"}
    assert {a.headers["webhook-id"] for a in desk.net.asked if a.path == "/in"} == {g["id"] for g in got}
    assert "webhook-signature" not in desk.net.asked[-1].headers
    desk.round(later=86_400)
    assert len(posted(desk)) == 2


@pytest.mark.parametrize(
    ("secret", "key"), [("not told", b"not told"), (f"whsec_{base64.b64encode(b'k' * 24).decode()}", b"k" * 24)]
)
def test_deliveries_are_signed_as_standard_webhooks_has_it(desk: Desk, secret: str, key: bytes) -> None:
    desk.net["hook.test/in"] = Answer(status=200)
    hooked(desk, secret)
    got = next(a for a in desk.net.asked if a.path == "/in")
    signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert got.headers["webhook-signature"] == f"v1,{expected}"


def test_a_delivery_that_fails_is_kept_and_sent_again_in_order(desk: Desk) -> None:
    desk.net["hook.test/in"] = [Answer(status=503), Answer(status=200)]
    desk.every = 86_400
    got = hooked(desk)
    assert len(got) == 1  # the second was not tried on a receiver that is down
    assert "webhook at hook.test: it answers 503. Kept, and sent again after" in desk.warned[0]
    assert HOOK not in desk.warned[0]
    with desk.watch() as one:
        assert 0 < one.due() <= 60
    desk.round(later=61)
    assert [g["id"] for g in posted(desk)] == [desk.shown[0].id, desk.shown[0].id, desk.shown[1].id]


def test_one_change_that_is_refused_holds_up_no_other(desk: Desk) -> None:
    desk.net["hook.test/in"] = [Answer(status=400), Answer(status=200), Answer(status=200)]
    got = hooked(desk)
    assert [g["id"] for g in got] == [n.id for n in desk.shown]
    desk.round(later=61)
    assert posted(desk)[-1]["id"] == desk.shown[0].id


def test_the_feed_of_changes_has_them_newest_first(desk: Desk, tmp_path: Path) -> None:
    desk.atom = tmp_path / "changes.xml"
    desk.net["news.test/feed"] = [rss(item("/a")), rss(item("/b", date="Wed, 04 Jun 2031 08:00:00 GMT"))]
    desk.net["/a"], desk.net["/b"] = TRIP, page(TOGETHER)
    desk.round()
    desk.round(later=3600)
    made = feedparser.parse(desk.atom.read_bytes())
    assert not made.bozo
    assert [e.title.rpartition("(")[2] for e in made.entries] == ["planned → held)", "new, planned)"]
    assert [e.id for e in made.entries] == [f"urn:summitry:news:{n.id}" for n in reversed(desk.shown)]
    assert made.entries[0].links[0].href == "https://news.test/b"
    assert made.entries[0].summary == TOGETHER


def test_the_feed_of_changes_has_what_a_run_that_was_cut_off_found(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk.atom = tmp_path / "changes.xml"
    desk.net["news.test/feed"] = rss(item("/a"))
    desk.net["/a"] = MEETING
    with monkeypatch.context() as patch:
        patch.setattr("summitry.watch.outlets.write_atom", cut)
        with pytest.raises(CutError):
            desk.round()
    assert desk.round().changes == 0
    assert len(feedparser.parse(desk.atom.read_bytes()).entries) == 1


def test_a_feed_of_changes_that_cannot_be_written_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.atom = tmp_path / "no" / "changes.xml"
    desk.net["news.test/feed"] = rss()
    with pytest.raises(SummitryError, match="give another file with --atom"):
        desk.round()


@pytest.mark.parametrize(
    ("url", "secret", "says"), [("ftp://x", None, "takes an address"), (HOOK, "whsec_***", "is no base64")]
)
def test_a_webhook_that_cannot_be_is_refused(url: str, secret: str | None, says: str) -> None:
    with pytest.raises(SummitryError, match=says):
        Webhook(url, secret=secret)


# --- subscriptions and feeds ----------------------------------------------------------------


OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Desk & more</title></head><body>
<outline text="World"><outline type="rss" text="A" xmlUrl="https://a.test/feed"/>
<outline type="rss" text="B" xmlurl="https://b.test/feed#x"/></outline>
<outline text="A again" xmlUrl="https://a.test/feed"/><outline text="odd" xmlUrl="file:///etc/passwd"/></body></opml>"""


def test_opml_files_are_read_also_untidy_ones(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(OPML)
    found = feeds.subscriptions([str(path), "https://c.test/feed", "https://a.test/feed"])
    assert found == ("https://a.test/feed", "https://b.test/feed", "https://c.test/feed")


def test_entities_of_an_opml_file_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    (tmp_path / "secret").write_text("https://secret.test/")
    path.write_text(
        f"<!DOCTYPE o [<!ENTITY s SYSTEM '{(tmp_path / 'secret').as_uri()}'>]><opml><body>"
        "<outline xmlUrl='https://a.test/feed'/>&s;</body></opml>"
    )
    assert feeds.subscriptions([str(path)]) == ("https://a.test/feed",)


@pytest.mark.parametrize("content", ["", "hello", "<opml><body/></opml>"])
def test_a_file_that_lists_no_feed_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(content)
    with pytest.raises(SummitryError, match="lists no feed"):
        feeds.subscriptions([str(path)])
    with pytest.raises(SummitryError, match="give an address"):
        feeds.subscriptions([str(tmp_path / "none.opml")])


def test_atom_is_read_with_its_source_and_without_taking_a_change_for_publication() -> None:
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>World | Reuters</title>
    <entry><id>1</id><title>One</title><link href="/one"/><published>2031-05-11T23:30:00-05:00</published>
    <source><title>Fjord Daily</title></source></entry>
    <entry><id>2</id><title>Two</title><link href="two"/><updated>2031-05-12T00:00:00Z</updated></entry>
    <entry><id>3</id><title>Nowhere</title></entry>
    <entry><id>4</id><title>Odd</title><link href="javascript:alert(1)"/></entry></feed>"""
    found = feeds.feed(data, url="https://news.test/world/feed")
    assert found is not None
    assert found.outlet == "Reuters"
    two, one = found.entries
    assert (one.url, one.published, one.outlet) == ("https://news.test/one", "2031-05-11T23:30:00-05:00", "Fjord Daily")
    assert (two.url, two.published, two.outlet) == ("https://news.test/world/two", None, None)


def test_the_name_of_a_file_is_no_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(str(rss(item("/a")).body))
    assert feeds.feed(path.read_bytes(), url=FEED) is not None
    assert feeds.feed(str(path).encode(), url=FEED) is None  # or a server could have any file here read


@pytest.mark.parametrize(
    "told",
    [
        {"link": "http://[bad/x"},
        {"link": "http://news.\u2100.test/"},
        {"link": "/a", "date": "0001-01-01T00:00:00+14:00"},
        {"link": "/a", "date": "9999-12-31T23:59:59-14:00"},
        {"link": ""},
    ],
)
def test_what_an_entry_tells_wrongly_ends_no_watch(desk: Desk, told: dict[str, str]) -> None:
    ttl = f"<ttl>{'9' * 5000}</ttl>"
    desk.net["news.test/feed"] = rss(item("/b", id_="1"), item(id_="http://[bad/", **told), more=ttl)
    desk.net["/b"] = desk.net["/a"] = MEETING
    done = desk.round()
    assert done.entries == 1 + (told["link"] == "/a")
    assert (done.read, done.failed) == (done.entries, 0)


def test_a_feed_that_cannot_be_read_is_none() -> None:
    assert feeds.feed(b"<rss><channel><item><link>http://a.test/&#xd800;</link></item>", url=FEED) is None


@pytest.mark.parametrize("address", ["http://[bad/feed", "http://news.\u2100.test/"])
def test_an_address_that_is_none_is_named(address: str) -> None:
    with pytest.raises(SummitryError, match="is no address"):
        feeds.subscriptions([address])
    assert feeds.feed_named(f"<link type='application/rss+xml' href='{address}'>".encode(), url=FEED) is None
    assert feeds.key(address) == address


def test_only_the_end_of_an_entry_is_searched_for_what_leads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry(text: str) -> feeds.Entry:
        found = feeds.feed(str(rss(item("/a", html=text)).body).encode(), url=FEED)
        assert found is not None
        return found.entries[0]

    assert entry("word " * 200 + "Continue reading").content is None
    assert entry("read more " * 200 + "and that was all that the two said on Monday about it").content is not None
    searched: list[str] = []

    class Searches:
        def search(self, text: str) -> None:
            searched.append(text)

    monkeypatch.setattr(feeds, "_TEASER", Searches())
    entry("read " * 5000)  # the pattern would try each of them as the beginning
    assert searched
    assert max(map(len, searched)) <= 200


def test_entries_beyond_those_that_are_taken_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_MOST", 2)
    desk.net["news.test/feed"] = rss(*(item(f"https://news.test/{n}") for n in range(3)))
    assert desk.round().entries == 2
    assert any("lists 1 more" in told for told in desk.warned)
    desk.warned.clear()
    desk.net["news.test/feed"] = rss(*(item(f"https://news.test/{n}") for n in range(2)))
    desk.round(later=86_400)
    assert not any("more" in told for told in desk.warned)


@pytest.mark.parametrize("data", [b"", b"<html><body>hello</body></html>", b"\x00\x01", b"{}"])
def test_what_is_no_feed_is_none(data: bytes) -> None:
    assert feeds.feed(data, url=FEED) is None


# --- the command ----------------------------------------------------------------------------


def local(net: Net) -> str:
    """The address of the server's feed of a meeting."""
    net["/feed"] = rss(item("/a"))
    net["/a"] = MEETING
    return f"http://127.0.0.1:{net.port}/feed"


def test_the_command_tells_changes_a_line_each(net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    url = local(net)
    made = CliRunner().invoke(cli.app, ["watch", url, "--once", "--pause", "0.1", "--atom", "changes.xml"])
    assert made.exit_code == 0, made.stderr
    assert len(made.stdout.splitlines()) == 1
    assert "new held  Meeting: Astrid Berg (NO), Amina Otieno (KE), 12 May 2031" in made.stdout
    assert "1 feed asked · 1 new entry · 1 read · 1 change" in made.stderr
    assert len(feedparser.parse((tmp_path / "changes.xml").read_bytes()).entries) == 1
    again = CliRunner().invoke(cli.app, ["watch", url, "--once", "--pause", "0.1"])
    assert (again.exit_code, again.stdout) == (0, "")


def test_the_command_tells_changes_as_json(net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(cli.app, ["watch", local(net), "--once", "--pause", "0.1", "--format", "json", "-q"])
    (line,) = map(json.loads, made.stdout.splitlines())
    assert (line["type"], line["data"]["contact"]["kind"], made.stderr) == ("contact.new", "meeting", "")


def test_a_failure_is_told_without_passwords_and_sets_the_exit_code(
    net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    url = f"http://me:secret@127.0.0.1:{net.port}/none"
    made = CliRunner().invoke(cli.app, ["watch", url, "--once", "--pause", "0.1"])
    assert made.exit_code == cli.SOME_FAILED
    assert f"http://127.0.0.1:{net.port}/none: the server answers 404" in made.stderr
    assert "secret" not in made.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("none.opml",), '"none.opml" cannot be read'),
        (("https://a.test/", "--every", "5s"), '"5s" is no time from 60s to 30d'),
        (("https://a.test/", "--webhook", "hook"), "--webhook takes an address"),
        (("https://a.test/", "--contact", "a\nb"), "takes plain characters"),
    ],
)
def test_misuse_is_told_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(cli.app, ["watch", *arguments])
    assert made.exit_code == cli.MISUSE
    assert says in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [n for n in sys.modules if n.startswith("summitry.watch")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "feedparser", None)
    made = CliRunner().invoke(cli.app, ["watch", "https://a.test/"])
    assert made.exit_code == cli.MISUSE
    assert 'watch needs feedparser: pip install "summitry[watch]"' in made.stderr


@contextmanager
def running(net: Net, folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The program at work on the server's feed, in a process of its own."""
    command = [sys.executable, "-m", "summitry", "watch", f"http://127.0.0.1:{net.port}/feed", "--pause", "0.1"]
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([*command, *arguments], cwd=folder, env={**os.environ, "TZ": "UTC"}, **streams) as program:
        try:
            yield program
        finally:
            program.kill()


def test_ctrl_c_ends_a_loop_cleanly(net: Net, tmp_path: Path) -> None:
    local(net)
    with running(net, tmp_path) as program:
        assert program.stdout is not None
        assert "new held" in program.stdout.readline()
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=300)
    assert program.returncode == cli.INTERRUPTED
    assert "Stopped. What was read is kept in summitry.db" in said
    assert "Traceback" not in said


def test_a_killed_watch_goes_on_where_it_was(net: Net, tmp_path: Path) -> None:
    net["/feed"] = [replace(rss(item("/b"), item("/a")), headers={"ETag": "v1"}), Answer(status=304)]
    net["/a"] = MEETING
    reached, killed = threading.Event(), threading.Event()

    def second() -> Answer:
        reached.set()
        killed.wait(300)
        return TRIP

    net["/b"] = [second, TRIP]
    with running(net, tmp_path, "--once") as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        assert reached.wait(300)
        program.kill()
        program.wait(300)
        killed.set()
    with running(net, tmp_path, "--once") as program:
        rest, said = program.communicate(timeout=300)
    assert program.returncode == 0, said
    assert ("new held" in first, rest.count("new planned"), len(rest.splitlines())) == (True, 1, 1)
    assert [a.path for a in net.asked if a.path != "/robots.txt"] == ["/feed", "/a", "/b", "/feed", "/b"]
    with Record.open(tmp_path / "summitry.db") as record:
        assert len(record.timeline()) == 2


def test_unchanged_is_an_answer(net: Net) -> None:
    net["news.test/feed"] = Answer(status=304)
    with fetcher(net) as one:
        answer = one.get(FEED, trust=Trust.GIVEN, limit=FEED_BYTES, validators=Validators(etag="v1"))
    assert isinstance(answer, Unchanged)
