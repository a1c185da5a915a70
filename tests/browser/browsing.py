"""What the tests in a browser share: a record that is served, and a tab that lets nothing through but the record's own.

A test fails by whatever the browser complains of in a tab: an error on the console, a breach of the policy, a file that
is not there, a request to elsewhere.
"""

from __future__ import annotations

import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import uvicorn
from axe_playwright_python.sync_playwright import Axe

from hard import ENDLESS
from summitry.record import Record
from summitry.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Response, Route

TODAY = date(2031, 5, 14)  # a day on which the examples have something new, changed and coming
WIDE, NARROW, NARROWEST = 1280, 390, 320  # pixels; a wide screen at 400 % is as the narrowest
_PATIENCE = 10_000  # milliseconds

# Every kind of page, with much on it, with what is hard to show and with nothing. A new page needs lines here.
PAGES = [
    ("examples", "/"),
    ("examples", "/?on=2031-04-12"),
    ("examples", "/timeline"),
    ("examples", "/timeline?since=2031&until=2031&kind=visit"),
    ("examples", "/timeline?side=NZ"),
    ("examples", "/contacts/{most_told}"),
    ("examples", "/contacts/{most_linked}"),
    ("examples", "/stories/old-mail-mirror-aachen-treaty.txt"),
    ("examples", "/stories"),
    ("examples", "/pairs"),
    ("examples", "/pairs/US/CN"),
    ("examples", "/pairs/US/NZ"),
    ("examples", "/people"),
    ("examples", "/people/Marcus Hale"),
    ("examples", "/people/Eleanor Whitcombe"),
    ("examples", "/places"),
    ("examples", "/places/Astana"),
    ("examples", "/subjects"),
    ("examples", "/subjects/relations"),
    ("examples", "/map"),
    ("examples", "/network"),
    ("examples", "/search?q=US China meetings since 2030"),
    ("examples", "/search?q=gibberish"),
    ("examples", "/review"),
    ("examples", "/review?of=dates"),
    ("hard", "/"),
    ("hard", "/timeline"),
    ("hard", "/timeline?since=2030&until=2031&side=KE"),
    ("hard", "/contacts/{most_disputed}"),
    ("hard", "/stories/second.txt"),
    ("hard", "/stories/nothing.txt"),
    ("hard", "/pairs/US/CN"),
    ("hard", "/places/{city}"),
    ("hard", "/network"),
    ("hard", "/search?q={city}"),
    ("hard", "/review"),
    ("empty", "/"),
    ("empty", "/timeline"),
    ("empty", "/map"),
    ("empty", "/network"),
    ("empty", "/review"),
]


@dataclass(frozen=True, slots=True)
class Site:
    """A record, and where it is served."""

    base: str  # "http://127.0.0.1:8000"
    path: Path

    def fill(self, address: str) -> str:
        """An address in which words in braces stand for what the record has: "/contacts/{most_told}"."""
        if "{" not in address:
            return address
        with Record.open(self.path, create=False) as record:
            contacts = record.timeline()
        return address.format(
            city=ENDLESS,
            most_told=max(contacts, key=lambda c: (len(c.reports), c.id)).id,
            most_linked=max(contacts, key=lambda c: (len(c.links), c.id)).id,
            most_disputed=max(contacts, key=lambda c: (len(c.conflicts), c.id)).id,
        )


@dataclass  # without slots: Playwright keeps something of its own on whose methods it calls
class Tab:
    """A page in the browser, and what the browser complained of."""

    site: Site
    page: Page
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(_PATIENCE)
        self.page.route("**/*", self._let_through)
        self.page.on("console", lambda told: self.faults.append(f"console: {told.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("response", self._answered)

    def go(self, address: str, *, status: int = 200) -> Page:
        """The page of an address, loaded."""
        answer = self.page.goto(self.site.base + address)
        assert answer is not None
        assert answer.status == status, f"{address}: {answer.status}"
        if status != 200:
            self.faults.clear()  # the browser says on the console that the page was not there
        return self.page

    def _let_through(self, route: Route) -> None:
        if route.request.url.startswith(f"{self.site.base}/"):
            route.continue_()
        else:
            self.faults.append(f"asked elsewhere: {route.request.url}")
            route.abort()

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            self.faults.append(f"{answer.status}: {urlsplit(answer.url).path}")


@contextmanager
def served(path: Path) -> Iterator[Site]:
    """The record of a file, served at a free port of this machine."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    bound.listen()
    app = create_app(path, today=lambda: TODAY)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{bound.getsockname()[1]}", path)
    finally:
        server.should_exit = True
        thread.join()
        bound.close()


def barriers(page: Page, *rules: str) -> list[str]:
    """What axe finds serious or critical on a page: by all of its rules, or by some of them, as "color-contrast"."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]}: {node['failureSummary']}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]
