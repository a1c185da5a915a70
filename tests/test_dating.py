"""A page's date is doubted where the story's own words exclude it."""

from __future__ import annotations

import pytest

from summitry.model import DateBasis
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
