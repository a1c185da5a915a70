"""Links lead to pages that there are, a page's JSON says what the page says, and a page can be printed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest
from lxml import html

from browsing import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from browsing import Site, Tab

    Opener = Callable[..., Tab]

pytest_plugins = ("sites",)

_ID = re.compile(r"[0-9a-f]{16}")
_PATIENCE = 60  # seconds: the first picture of a process takes long
_OF_A_SHAPE = 4  # addresses


def led_to(client: httpx2.Client) -> dict[str, set[str]]:
    """The pages that can be reached by links, each with the names of its parts to which a link may lead.

    All contacts and stories are asked. Of pages with a picture, which takes long, and of those with a question, which
    are endlessly many, it is some of each shape; the links of the latter are not followed.
    """
    found: dict[str, set[str]] = {}
    wanted: set[tuple[str, str]] = set()
    shapes: Counter[str] = Counter()
    here = str(client.base_url).rstrip("/")
    todo = ["/"]
    while todo:
        address = todo.pop()
        shapes[shape(address)] += 1
        if address in found or shapes[shape(address)] > _OF_A_SHAPE:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        found[address] = set()
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = html.fromstring(answer.text)
        found[address] = {str(one) for one in page.xpath("//@id")}
        for link in page.xpath("//a/@href | //link/@href | //script/@src | //img/@src | //form[@method='get']/@action"):
            to = urlsplit(urljoin(f"{here}{address}", link))
            if f"{to.scheme}://{to.netloc}" != here:
                continue
            there = to.path + (f"?{to.query}" if to.query else "")
            wanted.add((there, to.fragment))
            if "?" not in address:
                todo.append(there)
    for address, part in wanted:
        assert not part or address not in found or part in found[address], f"{address} has no part {part}"
    return found


def shape(address: str) -> str:
    """What addresses of one shape have in common: "/timeline?kind=&since="; each contact and story has its own."""
    path, _, query = address.partition("?")
    first = path.split("/")[1]
    if query or path.endswith(".json"):
        return f"/{first}?{sorted(re.findall(r'([^&=]+)=', query))}"
    return path if first in {"contacts", "stories"} else f"/{first}/"


def strings(told: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """All strings in some JSON."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, (dict, list)):
        for one in told.values() if isinstance(told, dict) else told:
            yield from strings(one)


def test_every_link_leads_somewhere(examples: Site) -> None:
    with httpx2.Client(base_url=examples.base, timeout=_PATIENCE) as client:
        found = led_to(client)
    assert sum(address.startswith("/contacts/") for address in found) > 50
    assert sum(address.startswith("/stories/") for address in found) > 20


@pytest.mark.parametrize(("name", "address"), PAGES)
def test_its_json_tells_the_same_contacts(name: str, address: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(name)
    with httpx2.Client(base_url=site.base, timeout=_PATIENCE) as client:
        page = html.fromstring(client.get(site.fill(address)).text)
        [twin] = page.xpath("//link[@rel='alternate'][@type='application/json']/@href")
        assert page.xpath("//footer//a[.='This page as JSON']/@href") == [twin]
        answer = client.get(twin)
    assert answer.status_code == 200
    told = answer.json()
    linked = {found for link in page.xpath("//main//a/@href") if "/contacts/" in link for found in _ID.findall(link)}
    briefs = {one["id"] for one in _briefs(told)}
    assert linked <= set(strings(told))
    assert briefs <= linked | set(_ID.findall(site.fill(address)))


def _briefs(told: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """The contacts in some JSON."""
    if isinstance(told, dict):
        if {"id", "kind", "status", "who"} <= set(told):
            yield told
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from _briefs(one)


def test_the_counts_of_today_are_those_of_its_json(examples: Site, tab: Opener) -> None:
    page = tab(examples).go("/?on=2031-04-12")
    told = page.request.get(f"{examples.base}/index.json?on=2031-04-12").json()
    counts = {
        part: int(page.locator(f"#{part} .count").inner_text()) for part in ("new", "changed", "coming", "disputed")
    }
    assert counts == {
        "new": told["new"]["total"],
        "changed": len(told["changed"]),
        "coming": told["coming"]["total"],
        "disputed": told["disputed"]["total"],
    }
    assert counts["new"]
    assert counts["coming"]


def test_paper_is_white_and_has_no_menu(examples: Site, tab: Opener) -> None:
    page = tab(examples, dark=True).go(examples.fill("/contacts/{most_told}"))
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("header.top").is_visible()
    assert page.locator("h1").is_visible()
    ground, text = (
        page.evaluate(f"getComputedStyle(document.documentElement).{part}") for part in ("backgroundColor", "color")
    )
    assert _light(ground) > 200
    assert _light(text) < 60


def _light(colour: str) -> float:
    """How light a colour is, from 0 to 255."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return sum(parts) / 3
