"""How the API answers: JSON with an ETag, 304 for who has the answer; and how OpenAPI is told so."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeAlias, TypeVar

from fastapi import Depends, FastAPI, Header, Request, Response
from fastapi.responses import StreamingResponse
from pydantic.json_schema import SkipJsonSchema

from summitry.api.paging import Page, page_model
from summitry.api.problems import MEDIA_TYPE
from summitry.forms import model
from summitry.record import Record
from summitry.web.opened import opened_of

_T = TypeVar("_T")
_Keywords: TypeAlias = dict[str, Any]  # as FastAPI takes them; what it is told of responses has no type of its own
_TAG = re.compile(r'"[^"]*"')
_ETAG = {
    "description": "Another one when the answer may be another; send it as If-None-Match to hear whether it is.",
    "required": True,
    "schema": {"type": "string"},
}
_LINK = {"description": 'The next page: `<…>; rel="next"`. Not on the last.', "schema": {"type": "string"}}
_PROBLEMS = {
    400: "Words that cannot be read: they name no side, tell no date, or are a cursor of another list.",
    404: "There is none of that name, or there are several; the detail tells their ids.",
    422: "A parameter is missing or not as described, or there is no such parameter.",
    500: "A fault of Summitry.",
    501: "The server lacks what this format needs.",
    503: "The record cannot be opened.",
}


class UnchangedError(Exception):
    """Who asks has the answer already: the ETag of it."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request: the record that it asks, and what its answer needs."""

    request: Request
    tag: str  # the answer's ETag
    known: str  # If-None-Match

    @property
    def today(self) -> date:
        """The day on which it is asked."""
        day: date = self.request.app.state.today()
        return day

    @property
    def state(self) -> str:
        """A text that is another when the record is another."""
        return opened_of(self.request).state()

    def record(self) -> AbstractContextManager[Record]:
        """The record, open while it is asked."""
        return opened_of(self.request).record()

    def json(self, value: object, **headers: str) -> Response:
        """A value as JSON."""
        if self.known.strip() == "*":  # whatever there is, there is something
            raise UnchangedError(self.tag)
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return Response(body, headers=kept(self.tag) | headers, media_type="application/json")

    def page(self, found: Page[_T], line: Callable[[_T], object], **more: object) -> Response:
        """A page of a list, with the address of the next in its body and its header; `more` stands in its body."""
        value = {"items": [line(one) for one in found.items], "total": found.total, "next": None, **more}
        if not found.cursor:
            return self.json(value)
        url = self.request.url.include_query_params(cursor=found.cursor)
        value["next"] = f"{url.path}?{url.query}"
        return self.json(value, Link=f'<{value["next"]}>; rel="next"')

    def stream(self, parts: Iterator[bytes], media_type: str, *, name: str | None) -> Response:
        """Bytes of a format as they come, with a name to be saved as a file."""
        headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}
        return StreamingResponse(parts, headers=kept(self.tag) | headers, media_type=media_type)


def _call(
    request: Request,
    if_none_match: Annotated[
        str | SkipJsonSchema[None], Header(description="The ETag of an answer at hand: 304 where it still holds.")
    ] = None,
) -> Call:
    """The request with the tag of its answer: of the record's state, the day and the address.

    Raises:
        UnchangedError: where who asks has it; then nothing is looked up.
    """
    day = request.app.state.today()
    told = f"{opened_of(request).state()} {day} {request.url.path}?{request.url.query}"
    tag = f'"{hashlib.sha256(told.encode()).hexdigest()[:16]}"'
    if if_none_match and tag in _TAG.findall(if_none_match):
        raise UnchangedError(tag)
    return Call(request, tag, if_none_match or "")


Asking = Annotated[Call, Depends(_call)]


def kept(tag: str) -> dict[str, str]:
    """The headers that let an answer be kept, and asked again each time whether it still holds."""
    return {"ETag": tag, "Cache-Control": "no-cache"}


def install(app: FastAPI) -> None:
    """Let an application answer 304."""

    def unchanged(_: Request, error: Exception) -> Response:
        return Response(status_code=304, headers=kept(str(error)))

    app.add_exception_handler(UnchangedError, unchanged)


# --- for OpenAPI ------------------------------------------------------------------------------


def gives(form: type, *problems: int) -> _Keywords:
    """What OpenAPI is told of an address that gives a form, and of the problems that it can have."""
    told = {200: {"description": _first_line(form), "headers": {"ETag": _ETAG}}}
    return {"response_model": model(form), "responses": told | _others(*problems)}


def gives_page(form: type, *problems: int, earlier: bool = False) -> _Keywords:
    """As `gives`, of an address that gives pages of a form."""
    told = {200: {"description": "A page of the list.", "headers": {"ETag": _ETAG, "Link": _LINK}}}
    return {"response_model": page_model(form, earlier=earlier), "responses": told | _others(400, 422, *problems)}


def gives_bytes(label: str, media_type: str, *problems: int) -> _Keywords:
    """As `gives`, of an address that gives another format."""
    schema = {"type": "object"} if media_type.endswith("+json") else {"type": "string", "format": "binary"}
    content = {media_type: {"schema": schema}}
    told = {200: {"description": label, "headers": {"ETag": _ETAG}, "content": content}}
    return {"response_class": Response, "responses": told | _others(400, 422, *problems)}


def _first_line(form: type) -> str:
    return (form.__doc__ or form.__name__).partition("\n")[0]


def _others(*problems: int) -> dict[int, dict[str, Any]]:
    """The answers beside 200."""
    unchanged = {"description": "The answer at hand still holds.", "headers": {"ETag": _ETAG}}
    return {304: unchanged} | {status: _problem(status) for status in sorted({*problems, 500, 503})}


def _problem(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": _PROBLEMS[status], "content": {MEDIA_TYPE: {"schema": schema}}}
