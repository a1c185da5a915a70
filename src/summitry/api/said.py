"""Addresses of what was said and on what: positions, and the scheme of subjects."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from summitry import subjects
from summitry.api.answers import Asking, Call, gives_page
from summitry.api.paging import page
from summitry.contentform import PositionLine, SubjectLine, position_line, subject_line
from summitry.parameters import Edtf, Filtered, Maybe, Paged, Side, Sides, Words
from summitry.query import Filter, Term

router = APIRouter()


class Positions(Paged):
    """Whose words on what; every part that is given must hold."""

    contact: Maybe[str] = Field(
        None, min_length=1, description="Said at this contact: its id, that of one of its reports, or a beginning."
    )
    between: Maybe[Sides] = Field(
        None,
        description="Said at contacts with both sides, or beside any in the stories that tell them.",
        examples=[["US", "CN"]],
    )
    side: Maybe[Side] = Field(None, description="Said by this side.", examples=["KE"])
    person: Maybe[Words] = Field(None, description="Said by this person: words of the name.", examples=["Otieno"])
    topic: Maybe[Words] = Field(None, description="On this subject, or in these words.", examples=["trade"])
    since: Maybe[Edtf] = Field(None, description="Said on this date or later.", examples=["2023-06"])
    until: Maybe[Edtf] = Field(None, description="Said by the end of this date.", examples=["2024"])


class Counted(Paged, Filtered):
    """Which contacts to count on each subject, and which part of the list."""


@router.get("/positions", summary="What each side said on each subject", **gives_page(PositionLine, 404, earlier=True))
def list_positions(asked: Annotated[Positions, Query()], call: Asking) -> Response:
    """What each side said on each subject, oldest first, each statement with its story and its words.

    Where a side is quoted again on a subject, `shift` tells which of its words are new. First come the subjects on
    which most sides spoke. Without a contact the newest thousand contacts of those asked for are gone through, and
    `earlier` leads to what was said before.
    """
    wanted = Filter(
        side=asked.side,
        person=asked.person,
        between=(asked.between[0], asked.between[1]) if asked.between else None,
        topic=asked.topic,
        since=asked.since,
        until=asked.until,
    )
    with call.record() as record:
        told = record.said(wanted, contact=asked.contact)
    found, before = told.positions, told.before
    places = {(one.subject, one.side): n for n, one in enumerate(found)}
    order = f"positions {call.state}"  # a word more, and they may all stand elsewhere
    part = page(found, asked, key=lambda one: (places[one.subject, one.side],), order=order)
    return call.page(part, position_line, earlier=_earlier(call, before))


def _earlier(call: Call, before: date | None) -> str | None:
    """The same question until a day."""
    if before is None:
        return None
    url = call.request.url.remove_query_params("cursor").include_query_params(until=before.isoformat())
    return f"{url.path}?{url.query}"


@router.get("/subjects", summary="Subjects", **gives_page(SubjectLine))
def list_subjects(asked: Annotated[Counted, Query()], call: Asking) -> Response:
    """The scheme of subjects, each followed by those that are part of it, with how many of the contacts are on it."""
    with call.record() as record:
        told = record.terms(Term.TOPIC, [e.id for e in record.entries(asked.filter())])
    counts = subjects.counted(told.values())
    places = {one.id: n for n, one in enumerate(subjects.in_order())}
    found = page(subjects.in_order(), asked, key=lambda one: (places[one.id],), order="subjects")
    return call.page(found, lambda one: subject_line(one, counts))
