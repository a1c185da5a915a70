"""The browser, and the records that it is shown: the examples, one that is hard to show, and an empty one.

A plugin of pytest, named by each module of tests here, so that all of them share one browser and one reading of the
examples.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from browsing import WIDE, Site, Tab, served
from hard import hard_readings
from summitry.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; none is downloaded."""
    found = shutil.which("chromium")
    assert found, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        # Containers have no room for a sandbox, and little shared memory.
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def examples(desk: Path) -> Iterator[Site]:
    """The record of the example stories."""
    with served(desk / "demo.db") as site:
        yield site


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A record that is hard to show."""
    path = tmp_path_factory.mktemp("hard") / "a-record-with-a-name-that-is-long-enough-to-break-a-line.db"
    with Record.open(path) as record:
        record.add(hard_readings())
    with served(path) as site:
        yield site


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A record into which nothing was read."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    Record.open(path).close()
    with served(path) as site:
        yield site


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Callable[..., Tab]]:
    """Opens tabs: `tab(site, width=390, dark=True, scripts=False)`. Where a browser complained, the test fails."""
    opened: list[Tab] = []

    def make(site: Site, *, width: int = WIDE, dark: bool = False, scripts: bool = True) -> Tab:
        scheme = "dark" if dark else "light"
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",  # else the screen is still on its way when a test looks
        )
        opened.append(Tab(site, context.new_page()))
        return opened[-1]

    yield make
    for one in opened:
        one.page.context.close()
    assert [fault for one in opened for fault in one.faults] == []
