"""Addresses of stories: all, and one as it was read."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from summitry import dates
from summitry.api.answers import Asking, gives, gives_page
from summitry.api.paging import page
from summitry.model import Story
from summitry.parameters import Paged
from summitry.storyform import ReadingLine, StoryLine, reading_line, story_line

router = APIRouter()


@router.get("/stories", summary="Stories", **gives_page(StoryLine))
def list_stories(asked: Annotated[Paged, Query()], call: Asking) -> Response:
    """The stories by date, undated ones last, each with what its date rests on and what speaks against it."""
    with call.record() as record:
        found, counts = record.stories(), record.counts()
    order = "stories"
    return call.page(page(found, asked, key=_key, order=order), lambda s: story_line(s, contacts=counts.get(s.id, 0)))


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


def _key(story: Story) -> tuple[int, int, str, str]:
    days = dates.interval(story.date)
    return (days is None, days.first.toordinal() if days else 0, story.key, story.id)
