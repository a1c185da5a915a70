"""A net of made-up hosts, all of them one server on 127.0.0.1; and a clock that goes as it is told."""

from __future__ import annotations

import asyncio
import gzip
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from xml.sax.saxutils import escape

import httpx2

from summitry.watch.fetching import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PUBLIC = "93.184.215.14"  # never contacted: the transport leads all requests to the server
START = 1_937_000_000.0  # May 2031


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answers."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the server got."""

    at: float
    host: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Hands(Clock):
    """A clock whose sleep takes no time."""

    def __init__(self) -> None:
        self.time = START
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class Net:
    """Hosts with their pages: `net["news.test/feed"] = Answer(…)`; a list is answered one after the other."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Hands()
        self.asked: list[Asked] = []
        self.addresses: dict[str, str] = {}  # of names; `PUBLIC` where not told
        self._pages: dict[str, list[Answer | Callable[[], Answer]]] = {}
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def __setitem__(self, address: str, answer: Answer | list[Answer | Callable[[], Answer]]) -> None:
        self._pages[address] = list(answer) if isinstance(answer, list) else [answer]

    def paths(self, *, rules: bool = False) -> list[str]:
        """What was asked for, in order; with `rules` also each robots.txt."""
        return [f"{a.host}{a.path}" for a in self.asked if rules or a.path != "/robots.txt"]

    async def resolve(self, host: str, _port: int) -> tuple[str, ...]:
        """The address of a made-up name."""
        await asyncio.sleep(0)
        return (self.addresses.get(host, PUBLIC),)

    def transport(self) -> httpx2.AsyncBaseTransport:
        """What leads every request here, whatever address it is for."""
        return _Here(self.port)

    def _answer(self, asked: Asked) -> Answer:
        known = self._pages.get(f"{asked.host}{asked.path}") or self._pages.get(asked.path)
        if not known:
            return Answer("nothing here", 404)
        answer = known.pop(0) if len(known) > 1 else known[0]
        return answer if isinstance(answer, Answer) else answer()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        net = self

        class Handler(BaseHTTPRequestHandler):
            def _any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                host = self.headers["Host"].partition(":")[0]
                asked = Asked(net.clock.now(), host, self.path, dict(self.headers), body)
                net.asked.append(asked)
                answer = net._answer(asked)
                data = answer.body.encode() if isinstance(answer.body, str) else answer.body
                self.send_response(answer.status)
                headers = {"Content-Type": answer.media_type, "Content-Length": str(len(data)), **answer.headers}
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = _any  # noqa: N815 - http.server's names

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing of those who hang up."""


class _Here(httpx2.AsyncBaseTransport):
    def __init__(self, port: int) -> None:
        self._port = port
        self._inner = httpx2.AsyncHTTPTransport(trust_env=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        return await self._inner.handle_async_request(request)


# --- what hosts have ------------------------------------------------------------------------


def rss(*items: str, title: str = "The Harbour Post", more: str = "") -> Answer:
    """A feed of items made by `item`."""
    body = f"<rss version='2.0'><channel><title>{escape(title)}</title>{more}{''.join(items)}</channel></rss>"
    return Answer(body, media_type="application/rss+xml")


def item(
    link: str,
    *,
    id_: str | None = None,
    date: str = "Mon, 12 May 2031 08:00:00 GMT",
    title: str = "News",
    html: str = "",
) -> str:
    """An item of a feed."""
    content = f"<description>{escape(html)}</description>" if html else ""
    where = f"<link>{escape(link)}</link>" if link else ""
    return (
        f"<item><title>{escape(title)}</title>{where}<guid isPermaLink='false'>{escape(id_ or link)}</guid>"
        f"<pubDate>{date}</pubDate>{content}</item>"
    )


def page(*paragraphs: str, title: str = "News", head: str = "") -> Answer:
    """An article."""
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return Answer(
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{told}</article></body></html>"
    )


def packed(answer: Answer) -> Answer:
    """An answer in gzip."""
    data = answer.body.encode() if isinstance(answer.body, str) else answer.body
    return Answer(gzip.compress(data), answer.status, {**answer.headers, "Content-Encoding": "gzip"}, answer.media_type)
