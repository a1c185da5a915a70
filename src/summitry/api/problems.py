"""What the API says where it cannot answer: problem details (RFC 9457), the way out in `detail`."""

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema
from starlette.exceptions import HTTPException

from summitry.errors import NotFoundError, RecordError, SummitryError

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)

# Where a message names a command as the way out, the address that does the same.
_ADDRESSES = {
    "`summitry timeline`": "`/contacts`",
    "`summitry stories`": "`/stories`",
    "`summitry actors list`": "`/people`",
}


class Wrong(BaseModel):
    """One thing that is wrong with a request."""

    where: Annotated[str, Field(description="`query`, `path` or `header`.")]
    name: Annotated[str, Field(description="The parameter.")]
    detail: str


class Problem(BaseModel):
    """Problem details as RFC 9457 has them."""

    type: Annotated[str, Field(description="Always `about:blank`: the status says what it is.")] = "about:blank"
    title: Annotated[str, Field(description="The status in words.")]
    status: int
    detail: Annotated[str, Field(description="What is wrong here, and the way out.")]
    errors: Annotated[
        list[Wrong] | SkipJsonSchema[None], Field(description="Each parameter that is wrong; with status 422 only.")
    ] = None


def problem(
    status: int,
    detail: str,
    *,
    errors: Sequence[Wrong] = (),
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """The answer that tells a problem."""
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors) or None)
    return JSONResponse(told.model_dump(exclude_none=True), status, headers=headers, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let an application tell every error so."""
    app.exception_handler(SummitryError)(_misuse)
    app.exception_handler(RequestValidationError)(_not_valid)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(Exception)(_fault)


def _misuse(request: Request, error: Exception) -> JSONResponse:
    status = HTTPStatus.BAD_REQUEST
    if isinstance(error, NotFoundError):
        status = HTTPStatus.NOT_FOUND
    if isinstance(error, RecordError):
        status = HTTPStatus.SERVICE_UNAVAILABLE
    path = request.app.state.opened.path
    detail = str(error).replace(str(path), path.name)  # where the file lies is no matter of theirs
    for command, address in _ADDRESSES.items():
        detail = detail.replace(command, address)
    return problem(status, detail)


def _not_valid(_: Request, error: Exception) -> JSONResponse:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    told = ((str(e["loc"][0]), str(e["loc"][1]), _told(e["type"], e["msg"])) for e in found)
    # A form that has parts of two kinds is checked by each, and each part of a list alone: the same is told once.
    errors = [Wrong(where=where, name=name, detail=detail) for where, name, detail in dict.fromkeys(told)]
    detail = "; ".join(f"{e.name}: {e.detail}" for e in errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


def _told(kind: str, message: str) -> str:
    return "there is no such parameter" if kind == "extra_forbidden" else message


def _http(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    details = {
        HTTPStatus.NOT_FOUND: f"there is nothing at {request.url.path}; openapi.json lists the addresses",
        HTTPStatus.METHOD_NOT_ALLOWED: f"{request.method} is not possible here; the API is read with GET",
    }
    detail = details.get(HTTPStatus(error.status_code), error.detail)
    return problem(error.status_code, detail, headers=dict(error.headers or {}))


def _fault(request: Request, error: Exception) -> JSONResponse:
    _log.error("%s failed", request.url.path, exc_info=error)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "a fault of Summitry; its log has more")
