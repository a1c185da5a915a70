"""The web application: pages, static files, the JSON API, and what guards them all."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from summitry.api import PREFIX, create_api
from summitry.web import faults, guard, pages, reviewing
from summitry.web.answers import Answers
from summitry.web.opened import Opened
from summitry.web.rendering import Templates
from summitry.web.reviewing import Forms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HERE = Path(__file__).parent
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _today() -> date:
    return datetime.now().astimezone().date()


def create_app(
    path: Path, *, today: Callable[[], date] = _today, hosts: Sequence[str] | None = LOOPBACK, review: bool = True
) -> FastAPI:
    """The application that shows the record in a file.

    Args:
        path: the record's file; see `opened.Opened`.
        today: tells the day on which a page is asked for.
        hosts: the names under which it may be asked for. A page elsewhere that points a name of its own at this
            machine is refused by them. None: any.
        review: whether its pages may be used to decide, see `reviewing`.
    """
    app = FastAPI(title="Summitry", docs_url=None, redoc_url=None, openapi_url=None)
    opened = app.state.opened = Opened(path)
    forms = app.state.forms = Forms.made(allowed=review)
    app.state.templates = Templates(record=path.name, pages=pages.PAGES, forms=forms)
    app.state.answers = Answers()
    app.state.today = today
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.mount(PREFIX, create_api(opened, today=today))
    reviewing.register(app)
    for page in pages.PAGES:
        pages.register(app, page)
    faults.register(app)
    app.add_middleware(guard.Guard, hosts=tuple(hosts) if hosts is not None else None)
    return app
