"""The pages: which view answers at which address, with which template, as HTML and as JSON.

To add a page, write its view in `views/`, its template in `templates/`, and name both here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from starlette.responses import Response

from summitry.codec import to_json
from summitry.errors import NotFoundError
from summitry.record import Record
from summitry.web.asked import Asked
from summitry.web.opened import opened_of
from summitry.web.views.contact import contact
from summitry.web.views.indices import people, places, stories, subjects
from summitry.web.views.network import network
from summitry.web.views.pair import pair
from summitry.web.views.pairs import pairs
from summitry.web.views.person import person
from summitry.web.views.place import place
from summitry.web.views.review import review
from summitry.web.views.search import search
from summitry.web.views.story import story
from summitry.web.views.subject import subject
from summitry.web.views.timeline import timeline
from summitry.web.views.today import today
from summitry.web.views.worldmap import worldmap

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

    from summitry.web.answers import Answers
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
    Page("/map", worldmap, "map.html", menu="Map"),
    Page("/network", network, "network.html", menu="Network"),
    Page("/pairs", pairs, "pairs.html", menu="Pairs"),
    Page("/pairs/{a}/{b}", pair, "pair.html"),
    Page("/people", people, "people.html", menu="People"),
    Page("/people/{who:path}", person, "person.html"),
    Page("/places", places, "places.html", menu="Places"),
    Page("/places/{name:path}", place, "place.html"),
    Page("/subjects", subjects, "subjects.html", menu="Subjects"),
    Page("/subjects/{id:path}", subject, "subject.html"),
    Page("/stories", stories, "stories.html", menu="Stories"),
    Page("/stories/{key:path}", story, "story.html"),
    Page("/contacts/{id}", contact, "contact.html"),
    Page("/search", search, "search.html"),
    Page("/review", review, "review.html", menu="Review"),
)


def register(app: FastAPI, page: Page) -> None:
    """Let the application answer at the page's two addresses.

    Both have an ETag, of the record's state, the day and this run of the server, so that what the asker has is not
    made anew; nor is what was made for another a moment ago.
    """

    def as_html(request: Request) -> Response:
        return _answer(request, page, _html)

    def as_json(request: Request) -> Response:
        try:
            return _answer(request, page, _json)
        except NotFoundError:
            if not request.path_params:
                raise
            # What is asked for may have a name that ends so itself: the story "reports.json".
            *_, (name, value) = request.path_params.items()
            request.scope["path_params"] = {**request.path_params, name: f"{value}.json"}
            return _answer(request, page, _html)

    app.add_route(page.twin, as_json, include_in_schema=False)
    app.add_route(page.path, as_html, include_in_schema=False)


def _answer(request: Request, page: Page, made: Callable[[Request, Page, object], bytes]) -> Response:
    """The view of a request, rendered; without a body where the asker has it."""
    opened = opened_of(request)
    asked = Asked(request.app.state.today(), dict(request.path_params), dict(request.query_params))
    told = f"{opened.state()} {request.app.state.forms.token} {asked.today} {request.url.path}?{request.url.query}"
    tag = f'"{hashlib.sha256(told.encode()).hexdigest()[:16]}"'
    kept = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=kept)
    answers = cast("Answers", request.app.state.answers)
    body = answers.get(tag)
    if body is None:
        with opened.record() as record:
            shown = page.view(record, asked)
        body = made(request, page, shown)
        answers.keep(tag, body)
    media_type = "application/json" if made is _json else "text/html"
    return Response(body, media_type=media_type, headers=kept)


def _html(request: Request, page: Page, shown: object) -> bytes:
    templates = cast("Templates", request.app.state.templates)
    path = request.url.path
    twin = "/index.json" if path == "/" else f"{path}.json"
    query = f"?{request.url.query}" if request.url.query else ""
    return templates.page(page.template, view=shown, address=path, twin=f"{twin}{query}").encode()


def _json(_request: Request, _page: Page, shown: object) -> bytes:
    return json.dumps(to_json(shown), ensure_ascii=False, separators=(",", ":")).encode()
