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

# What can be reached by the keyboard, as a browser has it; what a closed <details> hides has no size.
_REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
  )].filter(one => one.checkVisibility() && !one.disabled).length"""
# The element with the focus, whether it was reached before, how its outline looks, and whether it is on the screen.
_FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const seen = one === document.body || Boolean(one.reached);
  one.reached = true;
  return {
    seen,
    name: one.outerHTML.slice(0, 120),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    shown: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
_OPEN = "all => all.forEach(one => one.open = true)"
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
    assert barriers(page) == []
    for width in (NARROW, NARROWEST):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_TOO_WIDE) == [], width


def test_all_of_it_can_be_reached_by_keyboard(shown: tuple[Site, str], tab: Opener) -> None:
    site, address = shown
    page = tab(site).go(address)
    wanted = page.evaluate(_REACHABLE)
    reached = 0
    for _ in range(wanted + 1):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused["seen"]:
            break
        reached += 1
        assert focused["outlined"], f"the focus is not seen: {focused['name']}"
        assert focused["shown"], f"the focus is off the screen: {focused['name']}"
    assert reached == wanted


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


def test_it_says_the_same_without_scripts(shown: tuple[Site, str], tab: Opener) -> None:
    site, address = shown
    with_scripts, without = (
        tab(site, scripts=scripts).go(address).locator("body").inner_text() for scripts in (True, False)
    )
    assert without == with_scripts


def test_what_is_not_there_is_told_with_a_way_out(examples: Site, tab: Opener) -> None:
    for address, status in (("/nowhere", 404), ("/contacts/0000000000000000", 404), ("/timeline?since=soon", 400)):
        page = tab(examples).go(address, status=status)
        assert barriers(page) == []
        assert page.locator("main a[href='/']").count() == 1
