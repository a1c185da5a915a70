"""The application that answers at `/api/v1`, and its description in OpenAPI."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from summitry._version import __version__
from summitry.api import answers, contacts, exports, judging, people, problems, said, stories
from summitry.web.opened import Opened

PREFIX = "/api/v1"

_ABOUT = """A sourced record of diplomatic contacts, read-only.

Lists come in pages: `total` counts all, `next` is the address of the next page, null on the last. Every answer has an
ETag. Every error is a problem (RFC 9457) whose `detail` names the way out.
"""


def create_api(opened: Opened, *, today: Callable[[], date]) -> FastAPI:
    """The application that answers questions on a record, to be mounted at `PREFIX`.

    Args:
        opened: the record's file.
        today: tells the day on which something is asked.
    """
    api = _Api(
        title="Summitry",
        version=__version__,
        description=_ABOUT,
        servers=[{"url": PREFIX}],
        docs_url=None,  # the pages of these load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_name,
    )
    api.state.opened = opened
    api.state.today = today
    for module in (contacts, said, stories, people, judging, exports):
        api.include_router(module.router)
    api.add_middleware(_Head)
    answers.install(api)
    problems.install(api)
    return api


@dataclass(frozen=True, slots=True)
class _Head:
    """The application within, which answers HEAD as GET without the body (RFC 9110, 9.3.2)."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        if scope["type"] == "http" and scope["method"] == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, without_body)
        else:
            await self.app(scope, receive, send)


class _Api(FastAPI):
    """An application whose description has the form of problems, to which all answers refer."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if self.openapi_schema is None:
            schemas = super().openapi()["components"]["schemas"]
            problem = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= {**problem.pop("$defs"), "Problem": problem}
        return super().openapi()


def _name(route: APIRoute) -> str:
    return route.name
