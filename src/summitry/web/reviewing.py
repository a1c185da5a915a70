"""Decisions by web form: `POST /review`, for pages of this run of the server only.

The guard lets no form of another origin through; beside that each form holds a token that is made anew when the server
starts. Nobody may decide where the record is served to other machines, unless that was asked for.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from summitry.web.faults import fault
from summitry.web.opened import opened_of
from summitry.web.views.review import PATH, Queue, address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from starlette.requests import Request

    from summitry.record import Record

_MOST = 65_536  # bytes of a form: it names each report of a contact


@dataclass(frozen=True, slots=True)
class Forms:
    """Whether forms may decide, and the token that theirs hold."""

    allowed: bool
    token: str

    @classmethod
    def made(cls, *, allowed: bool) -> Forms:
        """With a token that nobody knows yet."""
        return cls(allowed, secrets.token_urlsafe(16))


def register(app: FastAPI) -> None:
    """Let the application take decisions, as far as its `Forms` allow."""
    app.add_route(PATH, _decide, methods=["POST"], include_in_schema=False)


async def _decide(request: Request) -> Response:
    """Decide or take back, then show the place among the pairs where the reader was."""
    forms = cast("Forms", request.app.state.forms)
    if not forms.allowed:
        message = "Nobody may decide here. On this machine's own address, or with --allow-review, one may."
        return fault(request, HTTPStatus.FORBIDDEN, message)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            return fault(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is more than a form of this page holds.")
    told = dict(parse_qsl(body.decode("utf-8", "replace")))
    if not secrets.compare_digest(told.get("token", "").encode(), forms.token.encode()):
        message = "The server was started anew since this page was loaded. Go back, load it again, and decide then."
        return fault(request, HTTPStatus.FORBIDDEN, message)
    return await run_in_threadpool(_decided, request, told)


def _decided(request: Request, told: Mapping[str, str]) -> Response:
    with opened_of(request).record() as record:
        made = _done(record, told)
    if made is None:
        message = "A form says `same` or `different` of two reports, `wrong` of reports of one contact, or `undo`."
        return fault(request, HTTPStatus.BAD_REQUEST, message)
    of = Queue.DATES if told.get("of") == Queue.DATES else Queue.MERGES
    at = int(told["at"]) if told.get("at", "").isdecimal() else 1
    more = {"decided": str(made)} if made else {}
    return RedirectResponse(address(of, max(1, min(at, 10**6)), **more), status_code=HTTPStatus.SEE_OTHER)


def _done(record: Record, told: Mapping[str, str]) -> int | None:
    """Do what a form says; the number of the decision made, 0 for one taken back, None for no such form."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    do, pair = told.get("do"), (told.get("a", ""), told.get("b", ""))
    if do == "undo" and told.get("number", "").isdecimal():
        record.undo(int(told["number"]))
        return 0
    if do in {"same", "different"} and all(pair):
        judge = record.same if do == "same" else record.different
        return judge(*pair, at=now).decision.number
    reports = told.get("reports", "").split()
    if do == "wrong" and reports:  # those that the page showed, though the contact may have others by now
        return record.wrong(
            reports[0], reports, at=now, because=told.get("because", "").strip() or None
        ).decision.number
    return None
