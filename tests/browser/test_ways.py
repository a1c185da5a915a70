"""Links lead to pages that there are, a page's JSON says what the page says, and a page can be printed."""

from __future__ import annotations

import re
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


def led_to(base: str, client: httpx2.Client) -> dict[str, set[str]]:
    """The pages that can be reached by links, each with the names of its parts to which a link may lead.

    Of pages with a question there are endlessly many: these are asked, but their links are not followed.
    """
    found: dict[str, set[str]] = {}
    wanted: set[tuple[str, str]] = set()
    todo = ["/"]
    while todo:
        address = todo.pop()
        if address in found:
            continue
        answer = client.get(base + address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        found[address] = set()
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = html.fromstring(answer.text)
        found[address] = {str(one) for one in page.xpath("//@id")}
        for link in page.xpath("//a/@href | //link/@href | //script/@src | //img/@src | //form[@method='get']/@action"):
            to = urlsplit(urljoin(base + address, link))
            if f"{to.scheme}://{to.netloc}" != base:
                continue
            there = to.path + (f"?{to.query}" if to.query else "")
            wanted.add((there, to.fragment))
            if "?" not in address:
                todo.append(there)
    for address, part in wanted:
        assert not part or address not in found or part in found[address], f"{address} has no part {part}"
    return found


def strings(told: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """All strings in some JSON."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, (dict, list)):
        for one in told.values() if isinstance(told, dict) else told:
            yield from strings(one)


def test_every_link_leads_somewhere(examples: Site, hard: Site) -> None:
    for site in (examples, hard):
        with httpx2.Client() as client:
            found = led_to(site.base, client)
        assert sum(address.startswith("/contacts/") for address in found) > 50
        assert sum(address.startswith("/stories/") for address in found) > 2


@pytest.mark.parametrize(("name", "address"), PAGES)
def test_its_json_tells_the_same_contacts(name: str, address: str, request: pytest.FixtureRequest, tab: Opener) -> None:
    site = request.getfixturevalue(name)
    page = tab(site).go(site.fill(address))
    twin = page.locator("footer").get_by_role("link", name="This page as JSON").get_attribute("href")
    assert twin == page.locator("link[rel=alternate][type='application/json']").get_attribute("href")
    answer = page.request.get(site.base + twin)
    assert answer.status == 200
    told = answer.json()
    links = page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    linked = {found[0] for link in links if link.startswith("/contacts/") and (found := _ID.search(link))}
    briefs = {one["id"] for one in _briefs(told)}
    assert linked <= set(strings(told))
    assert briefs <= linked | set(_ID.findall(page.url))


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
