"""Addresses of what people decide: what is doubtful, and what was decided. To decide is no part of the API."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from summitry.api.answers import Asking, gives_page
from summitry.api.paging import page
from summitry.judgingform import DecisionLine, DoubtLine, decision_line, doubt_line
from summitry.parameters import Paged

router = APIRouter()


@router.get("/doubts", summary="Pairs of reports that a person might judge otherwise", **gives_page(DoubtLine))
def list_doubts(asked: Annotated[Paged, Query()], call: Asking) -> Response:
    """The pairs of reports of which it is doubtful whether they tell one contact, most doubtful first."""
    with call.record() as record:
        found = record.doubts()
    return call.page(page(found, asked, key=lambda d: (-d.doubt, *d.reports), order="doubts"), doubt_line)


@router.get("/decisions", summary="What people decided", **gives_page(DecisionLine))
def list_decisions(asked: Annotated[Paged, Query()], call: Asking) -> Response:
    """The decisions on which reports tell one contact, by number, with the reports they have found."""
    with call.record() as record:
        found = record.decisions()
    return call.page(page(found, asked, key=lambda d: (d.number,), order="decisions"), decision_line)
