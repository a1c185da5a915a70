"""A story's date against the contacts that other stories of the record date."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from rich.console import Console

from factory import reading, report
from summitry import recorddates, resolve
from summitry.model import DateBasis, DateClaim, Reading, Report, Story
from summitry.record import Record
from summitry.storyform import story_line
from summitry.terminal.stories import stories

DATED = report("US Ana Reed", "CN Li Bo", city="Oslo", when="2031-05-02", told="2031-05-03", key="dated")
AGAIN = report("US Ana Reed", "CN Li Bo", city="Oslo", when="2031-05-02", told="2031-05-05", key="again")


def told(*, status: str = "held", when: str | None = None, date: str | None = None, key: str = "story") -> Report:
    """What the story in question reports of the same meeting."""
    return report("US Ana Reed", "CN Li Bo", city="Oslo", status=status, when=when, told=date, key=key)


def checked(mine: Report, *others: Report, published: tuple[DateClaim, ...]) -> Story:
    """The story with these claims of its date, checked against a record of all these reports."""
    story = replace(reading(mine).story, published=published)
    return recorddates.checked(story, resolve.contacts((mine, *others)))


def test_a_story_that_tells_as_held_what_two_others_date_later_cannot_have_its_date() -> None:
    page = DateClaim("2031-02-10", DateBasis.METADATA, "2031-02-10")
    mine = told(when="2031-05", date=None)
    found = checked(mine, DATED, AGAIN, published=(page,))
    (claim,) = found.published
    (doubt,) = claim.doubts
    assert doubt.startswith("the meeting of 2031-05-02, dated by ")
    assert doubt.endswith(" is told as held")
    assert found.date is None


def test_one_other_story_alone_casts_no_doubt() -> None:
    page = DateClaim("2031-02-10", DateBasis.METADATA, "2031-02-10")
    assert checked(told(when="2031-05"), DATED, published=(page,)).published == (page,)


def test_a_date_that_agrees_with_the_record_stands() -> None:
    page = DateClaim("2031-05-02", DateBasis.METADATA, "2031-05-02")
    assert checked(told(when="2031-05-02"), DATED, AGAIN, published=(page,)).published == (page,)


def test_the_days_that_are_left_end_or_begin_with_what_the_record_dates() -> None:
    left = DateClaim("2030-11-01/2031-12-31", DateBasis.OPEN, "Foreign Minister Li Bo")
    after = checked(told(when="2031-05"), DATED, published=(left,)).published[-1]
    assert (after.basis, after.value) == (DateBasis.RECORD, "2031-05-01/2031-12-31"), "the day before, round the world"
    assert after.exact == "the meeting of 2031-05-02, dated by dated, is told as held"
    before = checked(told(when="2031-05", status="planned"), DATED, published=(left,)).published[-1]
    assert (before.basis, before.value) == (DateBasis.RECORD, "2030-11-01/2031-05-03")


def test_a_claim_of_the_record_is_no_date() -> None:
    left = DateClaim("2030-11-01/2031-12-31", DateBasis.OPEN, "Foreign Minister Li Bo")
    assert checked(told(when="2031-05"), DATED, published=(left,)).date is None


def test_what_was_put_off_or_only_planned_by_others_tells_nothing() -> None:
    left = (DateClaim("2030-11-01/2031-12-31", DateBasis.OPEN, "Foreign Minister Li Bo"),)
    planned = report("US Ana Reed", "CN Li Bo", city="Oslo", when="2031-05-02", status="planned", key="planned")
    assert checked(told(when="2031-05"), planned, published=left).published == left
    assert checked(told(when="2031-05", status="postponed"), DATED, published=left).published == left


def test_a_date_of_more_than_a_month_tells_nothing() -> None:
    left = (DateClaim("2030-11-01/2031-12-31", DateBasis.OPEN, "Foreign Minister Li Bo"),)
    vague = report("US Ana Reed", "CN Li Bo", city="Oslo", when="2031", told="2031-12-01", key="vague")
    assert checked(told(when="2031-05"), vague, published=left).published == left


def test_the_order_of_reading_does_not_matter_and_nothing_is_stored() -> None:
    mine = told(when="2031-05")
    left = DateClaim("2030-11-01/2031-12-31", DateBasis.OPEN, "Foreign Minister Li Bo")
    whole = reading(mine)
    readings: tuple[Reading, ...] = (
        replace(whole, story=replace(whole.story, published=(left,))),
        reading(DATED),
        reading(AGAIN),
    )
    seen = set()
    for order in permutations(readings):
        with Record.open() as record:
            for one in order:
                record.add([one])
            seen.add(record.explain("story").story.published)
            assert record.story("story").published == (left,), "the story as it was read"
            assert {s.key: s for s in record.stories()}["story"] == record.explain("story").story
    assert len(seen) == 1
    assert [c.basis for c in seen.pop()] == [DateBasis.OPEN, DateBasis.RECORD]


def test_stories_show_the_days_that_are_left_where_no_date_is() -> None:
    left = DateClaim("2030-11-01/2031-12-31", DateBasis.OPEN, "Foreign Minister Li Bo")
    found = checked(told(when="2031-05"), DATED, published=(left,))
    line = story_line(found, contacts=1)
    assert (line["date"], line["date_basis"], line["left_open"]) == (None, None, "2031-05-01/2031-12-31")
    console = Console(width=140)
    with console.capture() as shown:
        console.print(stories([found], contacts={found.id: 1}, width=140, pipe=True))
    assert "1 May – 31 Dec 2031 ?" in shown.get()
    assert "record" in shown.get()
