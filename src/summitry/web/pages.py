"""The pages: which view answers at which address, with which template, as HTML and as JSON.

To add a page, write its view in `views/`, its template in `templates/`, and name both here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from starlette.responses import HTMLResponse, Response

from summitry.codec import to_json
from summitry.record import Record
from summitry.web.asked import Asked
from summitry.web.opened import opened_of
from summitry.web.views.contact import contact
from summitry.web.views.story import story
from summitry.web.views.timeline import timeline
from summitry.web.views.today import today

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

    from summitry.web.rendering import Templates

# Gives a frozen dataclass, which `codec.to_json` and the page's template both read.
View: TypeAlias = Callable[[Record, Asked], object]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, what it shows, and how."""

    path: str  # as Starlette has it: "/contacts/{id}"
    view: View
    template: str
    menu: str | None = None  # its name in the menu

    @property
    def twin(self) -> str:
        """The address of the same view as JSON."""
        return "/index.json" if self.path == "/" else f"{self.path}.json"


PAGES = (
    Page("/", today, "today.html", menu="Today"),
    Page("/timeline", timeline, "timeline.html", menu="Timeline"),
    Page("/contacts/{id}", contact, "contact.html"),
    Page("/stories/{key:path}", story, "story.html"),
)


def register(app: FastAPI, page: Page) -> None:
    """Let the application answer at the page's two addresses.

    Both have an ETag, of the record's state and the day, so that what is there already is not made anew.
    """

    def as_html(request: Request) -> Response:
        return _answer(request, page, _html)

    def as_json(request: Request) -> Response:
        return _answer(request, page, _json)

    app.add_route(page.twin, as_json, include_in_schema=False)
    app.add_route(page.path, as_html, include_in_schema=False)


def _answer(request: Request, page: Page, made: Callable[[Request, Page, object], Response]) -> Response:
    """The view of a request, rendered; without a body where the asker has it."""
    opened = opened_of(request)
    asked = Asked(request.app.state.today(), dict(request.path_params), dict(request.query_params))
    told = f"{opened.state()} {asked.today} {request.url.path}?{request.url.query}"
    tag = f'"{hashlib.sha256(told.encode()).hexdigest()[:16]}"'
    kept = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=kept)
    with opened.record() as record:
        shown = page.view(record, asked)
    answer = made(request, page, shown)
    answer.headers.update(kept)
    return answer


def _html(request: Request, page: Page, shown: object) -> Response:
    templates = cast("Templates", request.app.state.templates)
    path = request.url.path
    twin = "/index.json" if path == "/" else f"{path}.json"
    query = f"?{request.url.query}" if request.url.query else ""
    return HTMLResponse(templates.page(page.template, view=shown, address=path, twin=f"{twin}{query}"))


def _json(_request: Request, _page: Page, shown: object) -> Response:
    text = json.dumps(to_json(shown), ensure_ascii=False, separators=(",", ":"))
    return Response(text, media_type="application/json")
