"""Addresses of stories: all, and one as it was read."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from summitry.api.answers import Asking, gives, gives_page
from summitry.api.paging import Page, page
from summitry.parameters import Paged
from summitry.query import Heading
from summitry.storyform import ReadingLine, StoryLine, reading_line, story_line

router = APIRouter()


@router.get("/stories", summary="Stories", **gives_page(StoryLine))
def list_stories(asked: Annotated[Paged, Query()], call: Asking) -> Response:
    """The stories by date, undated ones last, each with what its date rests on and what speaks against it.

    The order is that of the dates as they were read; what the record doubts stands where it would without the doubt.
    """
    with call.record() as record:
        listed = page(record.headings(), asked, key=_key, order="stories")
        whole = {s.id: s for s in record.stories(h.id for h in listed.items)}
        counts = record.counts()
    found = Page(tuple(whole[h.id] for h in listed.items if h.id in whole), listed.total, listed.cursor)
    return call.page(found, lambda s: story_line(s, contacts=counts.get(s.id, 0)))


@router.get("/stories/{story:path}", summary="One story as it was read", **gives(ReadingLine, 404))
def get_story(
    story: Annotated[str, Path(description="The story's key, which other answers call `story`, or its id.")],
    call: Asking,
) -> Response:
    """One story: its text, its dates, the lines left out and why, the contacts kept, the candidates let go and why.

    Places in the text (`start`, `end`) count characters of `text`, the end excluded.
    """
    with call.record() as record:
        return call.json(reading_line(record.explain(story)))


def _key(one: Heading) -> tuple[int, int, str, str]:
    return (one.first is None, one.first.toordinal() if one.first else 0, one.key, one.id)
