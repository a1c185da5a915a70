"""What guards every answer: who may ask, who may change something, and what a browser may do with the page.

Pages load nothing from elsewhere and run no code but the program's own files; a story's text is never more than text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with `no-referrer` a browser tells no origin of a form of our own either
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_READS = {"GET", "HEAD", "OPTIONS"}
_OWN = {"same-origin", "none"}  # what a browser says of a request made by a page of ours, or by its user


@dataclass(frozen=True, slots=True)
class Guard:
    """The ASGI application within, guarded."""

    app: ASGIApp
    hosts: tuple[str, ...] | None  # the names under which it may be asked for; None: any

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope["method"], Headers(scope=scope))
        await (refused or self.app)(scope, receive, guarded)

    def _refused(self, method: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if self.hosts is not None and _name(host) not in self.hosts:
            return PlainTextResponse(f"This record is not served as {host}.\n", status_code=421)
        if method not in _READS and not _of_our_own(headers, host):
            return PlainTextResponse("Only the record's own pages may change it.\n", status_code=403)
        return None


def _name(host: str) -> str | None:
    """A host without its port."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _of_our_own(headers: Headers, host: str) -> bool:
    """Whether a page of ours sends it, or a program that is no browser: a browser says from where a form comes."""
    if headers.get("sec-fetch-site", "none") not in _OWN:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host
