"""Asking for addresses as a guest should: rules first, one request at a time, pauses, and limits for everything.

One request is under way at any time, so no host ever has two; between two to one host lies a pause, and a host that
is overtaxed or does not answer rests. Addresses are resolved here and the connection goes to the address that was
checked, so that a name cannot mean another one a moment later.
"""

from __future__ import annotations

import asyncio
import re
import socket
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Self, TypeAlias
from urllib.request import getproxies, proxy_bypass

import httpx2
from protego import Protego

from summitry import __version__
from summitry.watch.addresses import Trust, is_public, may_ask
from summitry.watch.cursor import Cursor, Host
from summitry.watch.unpacking import BarredError, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping

AGENT = "summitry"  # the name to which robots.txt files may speak
PAUSE = 2.0  # seconds between two requests to one host, unless its robots.txt asks for more
FEED_BYTES = 10_000_000
PAGE_BYTES = 5_000_000
_PATIENCE = 60  # seconds that a request waits for its host; what has to wait longer is left for the next round
_SECONDS = 60  # for one request, from the name's resolution to the last byte
_SILENCE = 20  # seconds without a byte
_REDIRECTS = 5
_TRIED = 3  # addresses of one name
_ROBOTS_BYTES = 500_000  # RFC 9309 asks for at least 500 kibibytes, and nobody has more
_MINUTE, _DAY = 60, 86_400
_DIGITS = 9  # of a number that are read: Python makes none of thousands
_ACCEPT = {
    FEED_BYTES: "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    PAGE_BYTES: "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1",
    _ROBOTS_BYTES: "text/plain, */*;q=0.5",
}
_MAX_AGE = re.compile(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)

# The IP addresses of a name, for a port.
Resolve: TypeAlias = Callable[[str, int], Awaitable[tuple[str, ...]]]


class Clock:
    """The time, and how it passes."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells a server which version of a feed is known."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    url: str  # where it lay, after redirects
    data: bytes
    media_type: str  # in lower case, without parameters; empty where not told
    charset: str | None
    trust: Trust  # for the addresses that it names
    validators: Validators = Validators()
    fresh_until: float | None = None  # by Cache-Control
    moved: str | None = None  # where it lies for good now, if it moved


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The version that is known is the present one."""

    fresh_until: float | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """An address that was asked in vain, or that must not be asked."""

    why: str  # with the way out, where there is one
    rest_until: float | None = None  # when the host may be asked again, where it is known


@dataclass(frozen=True, slots=True)
class Later:
    """An address that was not asked, since its host rests until then."""

    at: float


Answer: TypeAlias = "Fetched | Unchanged | Failed | Later"


@dataclass(frozen=True, slots=True)
class _Reply:
    """One answer of a server."""

    status: int
    headers: Mapping[str, str]
    data: bytes
    public: bool  # whether it came from the open net


class Fetcher:
    """Asks for addresses, one at a time. Close it, or use it with `with`."""

    def __init__(  # noqa: PLR0913 - the clock and the net are given so that tests can give others
        self,
        cursor: Cursor,
        *,
        pause: float = PAUSE,
        contact: str | None = None,
        clock: Clock | None = None,
        resolve: Resolve | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """Remember hosts and their rules in a cursor; `contact` is told to the hosts asked."""
        self.clock = clock or Clock()
        self.agent = f"{AGENT}/{__version__} (reads feeds{f'; {contact}' if contact else ''})"
        self._cursor = cursor
        self._pause = pause
        self._resolve = resolve or _resolved
        self._transport = transport
        self._tls = httpx2.create_ssl_context()
        self._runner = asyncio.Runner()
        self._parsed: dict[str, Protego] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the net."""
        self._runner.close()

    def host(self, url: str) -> str:
        """The host of an address, as the cursor knows it; empty where there is none."""
        asked = _parsed(url)
        return asked.host.lower() if asked else ""

    def patient(self, at: float) -> bool:
        """Whether it is worth waiting until then."""
        return at - self.clock.now() <= _PATIENCE

    def get(self, url: str, *, trust: Trust, limit: int, validators: Validators = Validators()) -> Answer:
        """Ask for an address, following what it leads to.

        Args:
            url: what to ask for.
            trust: who names it.
            limit: `FEED_BYTES` or `PAGE_BYTES`: the most bytes to take, which also says what is wanted.
            validators: of the version that is known.
        """
        moved: str | None = None
        for_good = True
        for _ in range(_REDIRECTS + 1):
            if barred := self._barred(url, trust):
                return barred
            reply = self._ask(url, trust, limit, validators)
            if not isinstance(reply, _Reply):
                return reply
            trust = Trust.PUBLIC if reply.public else Trust.PRIVATE
            to = _led_to(url, reply)
            if to is None:
                return self._answer(url, reply, trust, moved)
            for_good = for_good and reply.status in {301, 308}
            url, moved = to, to if for_good else moved
        return Failed(f"it leads on more than {_REDIRECTS} times")

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int | str:
        """Send something to an address that was given by hand; the status of the answer, or why there is none."""
        asked = {**headers, "User-Agent": self.agent, "Accept-Encoding": "gzip"}
        try:
            return self._runner.run(self._exchange("POST", url, asked, Trust.GIVEN, 0, body=body)).status
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError, BarredError) as error:
            return _told(error)

    # --- what a host allows -------------------------------------------------------------------

    def _barred(self, url: str, trust: Trust) -> Failed | Later | None:
        """Why an address is not to be asked, by its scheme and its host's robots.txt."""
        asked = _parsed(url)
        if asked is None:
            return Failed("it is no address of a page (http:// or https://)")
        rules = self._rules(asked, trust)
        if not isinstance(rules, Protego):
            return rules
        if not rules.can_fetch(url, AGENT):
            return Failed(f"robots.txt of {asked.host} does not allow it; ask the site, or leave the feed out")
        return None

    def _rules(self, asked: httpx2.URL, trust: Trust) -> Protego | Failed | Later:
        """The rules of an address's host, a day old at most."""
        origin = f"{asked.scheme}://{_netloc(asked)}"
        known = self._cursor.robots(origin, self.clock.now())
        if known is None or origin not in self._parsed:
            text = self._robots(f"{origin}/robots.txt", trust) if known is None else known
            if not isinstance(text, str):
                return text
            self._parsed[origin] = Protego.parse(text)
            if known is None:
                self._cursor.keep_robots(origin, text, until=self.clock.now() + _DAY)
        return self._parsed[origin]

    def _robots(self, url: str, trust: Trust) -> str | Failed | Later:
        """A robots.txt; empty where there is none. A host whose rules cannot be had is not asked (RFC 9309, 2.3.1)."""
        for _ in range(_REDIRECTS + 1):
            reply = self._ask(url, trust, _ROBOTS_BYTES, Validators())
            if isinstance(reply, Later):
                return reply
            if isinstance(reply, Failed):
                return Failed(f"robots.txt: {reply.why}", reply.rest_until)
            trust = Trust.PUBLIC if reply.public else Trust.PRIVATE
            to = _led_to(url, reply)
            if to is None:
                return reply.data.decode("utf-8", "replace") if reply.status == 200 else ""
            url = to
        return ""

    def _between(self, url: str) -> float:
        """The seconds from one request to the host of an address to the next."""
        asked = httpx2.URL(url)
        rules = self._parsed.get(f"{asked.scheme}://{_netloc(asked)}")
        return max(self._pause, (rules.crawl_delay(AGENT) or 0) if rules else 0)

    # --- one request --------------------------------------------------------------------------

    def _ask(self, url: str, trust: Trust, limit: int, validators: Validators) -> _Reply | Failed | Later:
        """What the server says, when its host may be asked; the host rests afterwards."""
        name = self.host(url)
        host = self._cursor.host(name)
        if not self.patient(host.next_at):
            return Later(host.next_at)
        if (wait := host.next_at - self.clock.now()) > 0:
            self.clock.sleep(wait)
        headers = {"User-Agent": self.agent, "Accept": _ACCEPT[limit], "Accept-Encoding": "gzip"}
        headers |= {"Accept-Language": "en, *;q=0.5"}
        headers |= {"If-None-Match": validators.etag} if validators.etag else {}
        headers |= {"If-Modified-Since": validators.modified} if validators.modified else {}
        reply: _Reply | None = None
        why = ""
        rests = False
        try:
            reply = self._runner.run(self._exchange("GET", url, headers, trust, limit))
        except (httpx2.TransportError, OSError) as error:  # TimeoutError is an OSError
            why, rests = _told(error), True
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError, BarredError) as error:
            why = _told(error)
        if reply and (reply.status == 429 or reply.status >= 500):
            why, rests = f"the server answers {reply.status}", True
        now = self.clock.now()
        if rests:
            host = replace(host, failures=host.failures + 1)
            rest = max(backed_off(host.failures), _retry_after(reply.headers if reply else {}, now))
            self._cursor.keep_host(name, replace(host, next_at=now + rest))
            return Failed(why, now + rest)
        self._cursor.keep_host(name, Host(now + self._between(url), 0))
        return reply or Failed(why)

    def _answer(self, url: str, reply: _Reply, trust: Trust, moved: str | None) -> Answer:
        fresh_until = _fresh_until(reply.headers, self.clock.now())
        if reply.status == 304:
            return Unchanged(fresh_until)
        if reply.status != 200:
            return Failed(f"the server answers {reply.status}{_MEANS.get(reply.status, '')}")
        told = reply.headers.get("content-type", "")
        validators = Validators(reply.headers.get("etag"), reply.headers.get("last-modified"))
        media_type = told.partition(";")[0].strip().lower()
        return Fetched(url, reply.data, media_type, _charset(told), trust, validators, fresh_until, moved)

    async def _exchange(  # noqa: PLR0913 - all that makes a request
        self, method: str, url: str, headers: Mapping[str, str], trust: Trust, limit: int, *, body: bytes | None = None
    ) -> _Reply:
        """One request and its answer, within its time."""
        async with asyncio.timeout(_SECONDS):
            asked = httpx2.URL(url)
            addresses = await self._checked(asked, trust)
            for n, address in enumerate(addresses, 1):
                try:
                    reply = await self._send(method, asked, address, headers, limit, body=body)
                except (httpx2.ConnectError, httpx2.ConnectTimeout):
                    if n == len(addresses):
                        raise
                    continue
                return replace(reply, public=not _is_ip(address) or is_public(address))
        raise BarredError("it has no address")  # a name that resolves to none

    async def _checked(self, asked: httpx2.URL, trust: Trust) -> tuple[str, ...]:
        """The addresses to connect to; all must be ones that may be asked. A proxy resolves names by itself."""
        host, port = asked.raw_host.decode("ascii"), asked.port or (443 if asked.scheme == "https" else 80)
        found = (asked.host,) if _is_ip(asked.host) or _proxy(asked) else await self._resolve(host, port)
        if any(_is_ip(address) and not may_ask(address, trust) for address in found):
            raise BarredError(
                f"{asked.host} lies in a private network, to which a public page must not lead; "
                "give its feed by hand if it is to be read"
            )
        return found[:_TRIED]

    async def _send(  # noqa: PLR0913 - as above
        self,
        method: str,
        asked: httpx2.URL,
        address: str,
        headers: Mapping[str, str],
        limit: int,
        *,
        body: bytes | None,
    ) -> _Reply:
        """Send a request to one address of its host. No connection is kept: two hosts may share the address."""
        pinned = asked.copy_with(host=address, fragment=None)
        client = httpx2.AsyncClient(
            verify=self._tls, trust_env=False, timeout=_SILENCE, proxy=_proxy(asked), transport=self._transport
        )
        async with client:
            request = client.build_request(
                method,
                pinned,
                headers={**headers, "Host": _netloc(asked), "Connection": "close"},
                content=body,
                extensions={"sni_hostname": asked.raw_host.decode("ascii")},
            )
            response = await client.send(request, stream=True)
            async with aclosing(response):
                data = await unpacked(response, limit) if response.status_code == 200 and limit else b""
        return _Reply(response.status_code, response.headers, data, public=True)


_MEANS = {
    401: ": it wants a password",
    403: ": it is forbidden",
    404: ": there is nothing",
    410: ": it is gone",
    451: ": it is withheld by law",
}


def backed_off(failures: int, *, first: float = _MINUTE) -> float:
    """The seconds to wait after so many failures one after the other: twice as long each time, a day at most."""
    return float(min(first * 2 ** min(failures - 1, 20), _DAY))


async def _resolved(host: str, port: int) -> tuple[str, ...]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


# --- what headers and addresses say ---------------------------------------------------------


def _led_to(url: str, reply: _Reply) -> str | None:
    """Where an answer leads on to."""
    to = reply.headers.get("location")
    if reply.status not in {301, 302, 303, 307, 308} or not to:
        return None
    try:
        return str(httpx2.URL(url).join(to))  # without the password of the first, unless it is the same host
    except (httpx2.InvalidURL, ValueError):
        return to  # it is found to be none when it is asked for


def _parsed(url: str) -> httpx2.URL | None:
    """The address, if it is one of a page."""
    try:
        asked = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError):
        return None
    return asked if asked.scheme in {"http", "https"} and asked.host else None


def _netloc(asked: httpx2.URL) -> str:
    return asked.netloc.decode("ascii")


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _proxy(asked: httpx2.URL) -> str | None:
    """The proxy that the environment names for an address. It resolves names itself: only it can check them."""
    return None if proxy_bypass(asked.host) else getproxies().get(asked.scheme)


def _charset(content_type: str) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return found[1] if found else None


def _fresh_until(headers: Mapping[str, str], now: float) -> float | None:
    """Until when the server says that nothing is to be asked anew, a day ahead at most."""
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    age = headers.get("age", "0")
    passed = int(age[:_DIGITS]) if age.isdecimal() else 0
    return now + min(max(int(found[1]) - passed, 0), _DAY) if found else None


def _retry_after(headers: Mapping[str, str], now: float) -> float:
    """The seconds that a server wants to be left alone, a week at most; 0 where it says nothing."""
    told = headers.get("retry-after", "").strip()
    if told.isdecimal():
        return float(min(int(told[:_DIGITS]), 7 * _DAY))
    try:
        return min(max(parsedate_to_datetime(told).timestamp() - now, 0.0), 7.0 * _DAY) if told else 0.0
    except (ValueError, OverflowError):
        return 0.0


def _told(error: Exception) -> str:
    """What went wrong on the net, in words."""
    if isinstance(error, BarredError):
        return str(error)
    if isinstance(error, TimeoutError | httpx2.TimeoutException):
        return "no answer in time"
    if isinstance(error, socket.gaierror):
        return "there is no such host; check the address"
    words = " ".join(str(error).split())[:200] or type(error).__name__
    return f"no connection ({words})" if isinstance(error, httpx2.ConnectError) else f"the answer broke off ({words})"
