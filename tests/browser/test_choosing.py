"""Choosing contacts: the form, the strip over the years, the search, page after page; all of it without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from summitry.model import Kind, Status
from summitry.query import Filter, Sort
from summitry.ranks import Rank
from summitry.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from browsing import Site, Tab

    Opener = Callable[..., Tab]

pytest_plugins = ("sites",)

_ON_A_PAGE = 50

# What is put into the form, by its label, and what the record is asked in its place.
CHOICES: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({"Side": "China"}, {"side": "CN"}),
    ({"Side": "US", "and side": "China"}, {"between": ("US", "CN")}),
    ({"Person": "Whitcombe"}, {"person": "Whitcombe"}),
    ({"Kind": "call"}, {"kind": Kind.CALL}),
    ({"Status": "planned"}, {"status": Status.PLANNED}),
    ({"With somebody of rank": "leader"}, {"rank": Rank.LEADER}),
    ({"Topic": "trade"}, {"topic": "trade"}),
    ({"Place": "Astana"}, {"place": "Astana"}),
    ({"From": "2031-05", "to": "2031-06-15"}, {"since": "2031-05", "until": "2031-06-15"}),
    ({"Words of the sources": "talks"}, {"text": "talks"}),
    ({"Kind": "visit", "Status": "held", "Order": "oldest first"}, {"kind": Kind.VISIT, "status": Status.HELD}),
]


def listed(page: Page) -> list[str]:
    """The ids of the contacts of a page, in their order."""
    links = page.locator(".contact .who a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return [link.removeprefix("/contacts/") for link in links]


def asked(site: Site, **wanted: Any) -> list[str]:  # noqa: ANN401 - each part of a filter has its own type
    """The ids of the contacts that the record has for a filter, as many as a page shows."""
    with Record.open(site.path, create=False) as record:
        return [c.id for c in record.contacts(Filter(**wanted))][:_ON_A_PAGE]


@pytest.mark.parametrize(("put", "wanted"), CHOICES, ids=[" ".join(put) for put, _ in CHOICES])
def test_the_form_chooses(put: dict[str, str], wanted: dict[str, Any], examples: Site, tab: Opener) -> None:
    page = tab(examples, scripts=False).go("/timeline")
    page.locator(".filters summary").click()
    form = page.locator(".filters form")
    for label, value in put.items():
        put_in = form.get_by_label(label, exact=True)
        if put_in.evaluate("one => one.localName") == "select":
            put_in.select_option(value)
        else:
            put_in.fill(value)
    form.get_by_role("button", name="Show").click()
    sort = Sort.DATE if "Order" in put else Sort.LATEST
    found = asked(examples, sort=sort, **wanted)
    assert 0 < len(found) < _ON_A_PAGE
    assert listed(page) == found
    assert page.locator("[role=status]").inner_text().startswith(f"{len(found)} contact")
    page.locator(".filters summary").click()
    for label, value in put.items():
        assert form.get_by_label(label, exact=True).input_value() in {value, str(Sort.DATE)}
    page.get_by_role("link", name="Clear").click()
    assert listed(page) == asked(examples, sort=Sort.LATEST)


def test_a_bar_of_the_strip_chooses_its_period(examples: Site, tab: Opener) -> None:
    page = tab(examples, scripts=False).go("/timeline?kind=meeting")
    for bar, period in (("2031", "2031"), ("May 2031", "2031-05")):
        page.locator(".strip a", has=page.get_by_text(bar, exact=True)).click()
        found = asked(examples, kind=Kind.MEETING, since=period, until=period, sort=Sort.LATEST)
        assert found
        assert listed(page) == found
        assert page.locator(".strip a[aria-current]", has=page.get_by_text(bar, exact=True)).count() == 1
    page.get_by_role("link", name="All years").click()
    assert listed(page) == asked(examples, kind=Kind.MEETING, sort=Sort.LATEST)


def test_a_strip_of_seventy_years_leads_down_to_a_month(hard: Site, tab: Opener) -> None:
    page = tab(hard, scripts=False).go("/timeline")
    for bar in ("2020s", "2025"):
        page.locator(".strip a", has=page.get_by_text(bar, exact=True)).click()
    assert page.locator(".strip").count() == 3
    assert listed(page) == asked(hard, since="2025", until="2025", sort=Sort.LATEST)


def test_page_after_page_shows_each_contact_once(hard: Site, tab: Opener) -> None:
    page = tab(hard, scripts=False).go("/timeline")
    seen = listed(page)
    assert len(seen) == _ON_A_PAGE
    page.get_by_role("link", name="After these").click()
    seen += listed(page)
    with Record.open(hard.path, create=False) as record:
        assert seen == [c.id for c in record.timeline(sort=Sort.LATEST)]
    page.get_by_role("link", name="Before these").click()
    assert listed(page) == seen[:_ON_A_PAGE]


def test_the_search_box_searches(examples: Site, tab: Opener) -> None:
    page = tab(examples, scripts=False).go("/")
    page.get_by_label("Search the record").fill("Astana")
    page.get_by_label("Search the record").press("Enter")
    with Record.open(examples.path, create=False) as record:
        place, words = record.timeline(place="Astana"), record.timeline(text="Astana")
    assert {c.id for c in place} & {c.id for c in words}
    assert set(listed(page)) & {c.id for c in place}
