"""Review in a browser: one key decides, buttons do without scripts, and the record holds what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import served
from hard import hard_readings
from summitry.model import Judgement
from summitry.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from browsing import Site, Tab

    Opener = Callable[..., Tab]

pytest_plugins = ("sites",)


@pytest.fixture
def doubtful(tmp_path: Path) -> Iterator[Site]:
    """A record with doubtful merges, in which nothing is decided."""
    path = tmp_path / "doubtful.db"
    with Record.open(path) as record:
        record.add(hard_readings())
        assert len(record.doubts()) > 2
    with served(path) as site:
        yield site


def decided(site: Site) -> list[Judgement]:
    """What was decided, first to last."""
    with Record.open(site.path, create=False) as record:
        return [one.judgement for one in record.decisions()]


def asked(page: Page) -> str:
    """The question of the page, and the two stories that it is about."""
    return " ".join(page.locator("#pair, .pair h3").all_inner_texts())


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.parametrize(("key", "judgement"), [("s", Judgement.SAME), ("d", Judgement.DIFFERENT)])
def test_one_key_decides_and_one_takes_back(key: str, judgement: Judgement, doubtful: Site, tab: Opener) -> None:
    page = tab(doubtful).go("/review")
    first = asked(page)
    press(page, key)
    assert decided(doubtful) == [judgement]
    assert asked(page) != first
    told = page.locator("main [role=status]").inner_text()
    assert ("one contact" if judgement is Judgement.SAME else "different contacts") in told
    press(page, "u")
    assert decided(doubtful) == []
    assert asked(page) == first


def test_one_key_goes_on_and_one_goes_back(doubtful: Site, tab: Opener) -> None:
    page = tab(doubtful).go("/review")
    first = asked(page)
    press(page, "n")
    assert asked(page) != first
    press(page, "p")
    assert asked(page) == first
    assert decided(doubtful) == []


def test_keys_are_for_typing_where_one_types_and_can_be_turned_off(doubtful: Site, tab: Opener) -> None:
    page = tab(doubtful).go("/review")
    page.get_by_label("Search the record").press_sequentially("sundays")
    page.get_by_label("Decide with one key").uncheck()
    page.locator("h1").click()
    page.keyboard.press("s")
    page.reload()
    assert not page.get_by_label("Decide with one key").is_checked()
    page.keyboard.press("d")
    page.keyboard.press("Control+s")
    assert decided(doubtful) == []


def test_buttons_decide_without_scripts(doubtful: Site, tab: Opener) -> None:
    page = tab(doubtful, scripts=False).go("/review")
    first = asked(page)
    page.get_by_role("button", name="Different contacts").click()
    assert decided(doubtful) == [Judgement.DIFFERENT]
    page.reload()  # shows the answer again, and decides nothing again
    assert decided(doubtful) == [Judgement.DIFFERENT]
    page.locator("main [role=status]").get_by_role("button", name="Undo").click()
    assert decided(doubtful) == []
    assert asked(page) == first
