"""A page's date is doubted where the story's own words exclude it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summitry import dating
from summitry.model import DateBasis, DateClaim
from telling import contact, doc

BOTH = "German Chancellor Gerhard Schröder met French President Jacques Chirac in Berlin on Monday."


def test_a_date_on_which_two_no_longer_held_their_offices_is_doubted_with_the_reasons() -> None:
    claim, left = doc(BOTH, date="2023-03-01").story.published
    assert len(claim.doubts) == 2
    assert "Gerhard Schröder is told as Chancellor" in claim.doubts[0]
    assert "1998-10" in claim.doubts[0]
    assert claim.value == "2023-03-01", "the claim keeps its words"
    assert (left.basis, left.value) == (DateBasis.OPEN, "1998-09-12/2005-12-11"), "the days that both leave"
    assert left.exact == "Chancellor Gerhard Schröder", "whose office ends them"
    assert doc(BOTH, date="2023-03-01").story.date is None


def test_a_date_on_which_they_did_not_yet_hold_them_is_doubted_too() -> None:
    assert doc(BOTH, date="1990-03-01").story.date is None


@pytest.mark.parametrize("date", ["2003-03-04", "2003-03", "2003"])
def test_a_date_within_both_offices_stands(date: str) -> None:
    assert doc(BOTH, date=date).story.date == date


def test_a_few_days_around_a_change_of_office_are_no_doubt() -> None:
    text = BOTH.replace("French President Jacques Chirac", "Turkish Prime Minister Tansu Ciller")
    assert doc(text, date="2005-12-01").story.date == "2005-12-01"


def test_one_office_alone_may_be_loose_talk() -> None:
    text = "German Chancellor Gerhard Schröder met Kenyan President Daniel Otieno in Berlin."
    assert doc(text, date="2023-03-01").story.date == "2023-03-01"


@pytest.mark.parametrize("word", ["Former", "Then", "Late"])
def test_former_office_holders_cast_no_doubt(word: str) -> None:
    text = f"{word} German Chancellor Gerhard Schröder met {word.lower()} French President Jacques Chirac in Berlin."
    assert doc(text, date="2023-03-01").story.date == "2023-03-01"


def test_namesakes_without_an_office_cast_no_doubt() -> None:
    assert doc("Gerhard Schröder met Jacques Chirac in Berlin.", date="2023-03-01").story.date == "2023-03-01"


def test_no_day_word_is_resolved_against_a_doubted_date() -> None:
    assert contact(BOTH, date="2023-03-01").when is None
    when = contact(BOTH, date="2003-03-04").when
    assert when is not None
    assert when.value == "2003-03-03"


def test_a_story_without_a_date_tells_the_days_that_its_offices_leave_but_has_no_date() -> None:
    story = doc(BOTH, date=None).story
    assert [c.basis for c in story.published] == [DateBasis.OPEN]
    assert story.date is None


def test_one_office_alone_leaves_nothing_to_tell() -> None:
    assert doc("French President Jacques Chirac spoke in Lyon.", date=None).story.published == ()


def under(text: str, *claims: DateClaim) -> list[tuple[str, ...]]:
    """The doubts of each of these claims of a page."""
    found = doc(text, date=None)
    claimed = replace(found, story=replace(found.story, published=claims))
    return [c.doubts for c in dating.dated(claimed).story.published[: len(claims)]]


def test_a_date_long_after_that_of_the_address_is_doubted_and_the_address_is_believed() -> None:
    text = "Minister Astrid Berg met Minister Daniel Otieno on Monday."
    late, url = DateClaim("2031-09-01", DateBasis.METADATA, ""), DateClaim("2031-05-14", DateBasis.URL, "2031/05/14")
    assert under(text, late, url) == [("the address of the page tells 2031-05-14",), ()]
    soon = replace(late, value="2031-06-01")
    assert under(text, soon, url) == [(), ()], "a page is changed, or filed, some days later"
    assert under(text, replace(late, value="2031-01-01"), url) == [(), ()], "the address may be that of an archive"


def test_each_claim_is_checked_for_itself() -> None:
    false, true = DateClaim("2023-03-01", DateBasis.METADATA, ""), DateClaim("2003-03-04", DateBasis.DATELINE, "")
    first, second = under(BOTH, false, true)
    assert len(first) == 2
    assert second == ()


def test_a_reason_that_is_enough_alone_dates_a_story_of_people_nobody_knows() -> None:
    text = "Minister Astrid Berg met Minister Daniel Otieno in Oslo on Monday, ahead of the NATO summit in Riga."
    found = doc(text, date="2019-05-14").story
    assert found.published[0].doubts == ("“NATO summit in Riga”: the NATO summit of Riga was in 2006-11",)
    assert found.date is None
    assert doc(text, date="2006-10-17").story.date == "2006-10-17"
