"""Pages for what went wrong, each with the way out; for a program the same as problem+json (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from summitry.errors import NotFoundError, RecordError, SummitryError
from summitry.web.guard import HEADERS

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

    from summitry.web.rendering import Templates


def register(app: FastAPI) -> None:
    """Let the application answer errors with pages."""
    app.add_exception_handler(SummitryError, _told)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _ours)


def fault(request: Request, status: HTTPStatus, message: str) -> Response:
    """The answer to a request that came to nothing: a page, or JSON where the address asks for JSON."""
    path = request.url.path
    if path.endswith(".json") or path.startswith("/api/"):
        told = {"title": status.phrase, "status": int(status), "detail": message}
        return JSONResponse(told, status_code=status, media_type="application/problem+json")
    templates = cast("Templates", request.app.state.templates)
    text = templates.page("fault.html", title=status.phrase, message=message, address=path, twin=None)
    return HTMLResponse(text, status_code=status)


def _told(request: Request, error: Exception) -> Response:
    """An error that its message explains."""
    status = HTTPStatus.BAD_REQUEST
    if isinstance(error, NotFoundError):
        status = HTTPStatus.NOT_FOUND
    elif isinstance(error, RecordError):
        status = HTTPStatus.SERVICE_UNAVAILABLE
    return fault(request, status, str(error))


def _http(request: Request, error: Exception) -> Response:
    """What the framework says: no such page, not to be asked in this way."""
    found = cast("HTTPException", error)
    status = HTTPStatus(found.status_code)
    missing = status is HTTPStatus.NOT_FOUND
    answer = fault(request, status, "There is no such page." if missing else found.detail)
    answer.headers.update(found.headers or {})
    return answer


def _ours(request: Request, _error: Exception) -> Response:
    """A fault of the program: the page tells nothing of it, the server's log all."""
    message = "This is a fault of Summitry, not of the record. What it was stands in the terminal of `summitry serve`."
    answer = fault(request, HTTPStatus.INTERNAL_SERVER_ERROR, message)
    answer.headers.update(HEADERS)  # the framework makes this answer outside of the guard
    return answer
