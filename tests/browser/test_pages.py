"""Each kind of page in a browser: whole, reachable for everybody, on any screen, with scripts and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import NARROW, NARROWEST, PAGES, barriers

if TYPE_CHECKING:
    from collections.abc import Callable

    from browsing import Site, Tab

    Opener = Callable[..., Tab]

pytest_plugins = ("sites",)

_OPEN = "all => all.forEach(one => one.open = true)"
# What can be focused, and is not seen or not on the screen then, or left out or put in another order by its tabindex.
_OUT_OF_REACH = """() => [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not(main)"
)].filter(one => {
  if (!one.checkVisibility() || one.disabled) return false;
  one.focus();
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return document.activeElement !== one || one.tabIndex !== 0 || !outlined || !onScreen;
}).map(one => one.outerHTML.slice(0, 120))"""
# The element with the focus, by its number among those that had it before.
_FOCUSED = """() => {
  window.reached ??= [document.body];
  const at = window.reached.indexOf(document.activeElement);
  if (at < 0) window.reached.push(document.activeElement);
  return at;
}"""
# What sticks out of the page sideways, but for what scrolls in a box of its own.
_TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.outerHTML.slice(0, 120)).slice(0, 5)"""


@pytest.fixture(params=PAGES, ids=lambda page: f"{page[0]}:{page[1]}")
def shown(request: pytest.FixtureRequest) -> tuple[Site, str]:
    """A record and an address in it."""
    name, address = request.param
    site = request.getfixturevalue(name)
    return site, site.fill(address)


def test_it_is_whole_and_bars_nobody(shown: tuple[Site, str], tab: Opener) -> None:
    site, address = shown
    page = tab(site).go(address)
    assert page.title().endswith(" · Summitry")
    assert len(page.title()) > len(" · Summitry")
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    page.locator("details").evaluate_all(_OPEN)
    assert barriers(page) == []


def test_it_fits_a_phone_and_bars_nobody_in_the_dark(shown: tuple[Site, str], tab: Opener) -> None:
    site, address = shown
    page = tab(site, width=NARROW, dark=True).go(address)
    page.locator("details").evaluate_all(_OPEN)
    assert barriers(page, "color-contrast", "link-in-text-block", "scrollable-region-focusable") == []
    for width in (NARROW, NARROWEST):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_TOO_WIDE) == [], width


def test_whatever_can_be_focused_is_seen_then(shown: tuple[Site, str], tab: Opener) -> None:
    site, address = shown
    page = tab(site).go(address)
    page.locator("details").evaluate_all(_OPEN)
    page.keyboard.press("Tab")  # so that the browser shows the focus, as it does for whoever uses keys
    assert page.evaluate(_OUT_OF_REACH) == []


@pytest.mark.parametrize("address", ["/timeline?since=2031-06", "/review"])
def test_the_tab_key_leads_through_all_of_it(address: str, examples: Site, tab: Opener) -> None:
    page = tab(examples).go(address)
    reachable = page.locator("a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")
    wanted = reachable.evaluate_all("all => all.filter(one => one.checkVisibility()).length")
    reached = 0
    while True:
        page.keyboard.press("Tab")
        if page.evaluate(_FOCUSED) >= 0:
            break
        reached += 1
    assert reached == wanted > 20


@pytest.mark.parametrize("address", ["/timeline", "/contacts/{most_told}"])
def test_the_first_key_leads_past_the_menu(address: str, examples: Site, tab: Opener) -> None:
    page = tab(examples).go(examples.fill(address))
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().x") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_it_tells_the_same_without_scripts(shown: tuple[Site, str], tab: Opener) -> None:
    site, address = shown
    plain = tab(site, scripts=False).go(address)
    if plain.locator("script").count():  # without one it cannot tell anything else
        page = tab(site).go(address)
        page.locator("[data-keys]").evaluate_all("all => all.forEach(one => one.remove())")  # of scripts alone
        assert plain.locator("main").inner_text() == page.locator("main").inner_text()


def test_what_is_not_there_is_told_with_a_way_out(examples: Site, tab: Opener) -> None:
    for address, status in (("/nowhere", 404), ("/contacts/0000000000000000", 404), ("/timeline?since=soon", 400)):
        page = tab(examples).go(address, status=status)
        assert barriers(page) == []
        assert page.locator("main a[href='/']").count() == 1
