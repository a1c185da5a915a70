"""Times of a story that do not agree with each other."""

from __future__ import annotations

import json

import pytest
from rich.console import Console

from factory import reading, report, story
from summitry import storynotes
from summitry.storyform import reading_line
from summitry.terminal.explain import explain


def whys(text: str, *, date: str | None = "2031-05-14") -> list[str]:
    """What is noted of the words, told on a Wednesday."""
    return [f"{n.source.exact}: {n.why}" for n in storynotes.notes(story(text, date=date))]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("eight months ago on March 3", "2031-03-03 is 72 days before 2031-05-14"),
        ("on March 3, eight months ago", "2031-03-03 is 72 days before 2031-05-14"),
        ("two weeks ago on May 12", "2031-05-12 is 2 days before 2031-05-14"),
        ("three years ago, on 9 May 2030", "2030-05-09 is 370 days before 2031-05-14"),
    ],
)
def test_a_distance_that_is_not_that_of_the_day_is_noted(words: str, why: str) -> None:
    (note,) = whys(f"They had met {words} in Oslo.")
    assert note.endswith(why)
    assert note.removesuffix(f": {why}") in words


@pytest.mark.parametrize(
    "words",
    [
        "two months ago on March 3",
        "about three months ago on March 3",
        "a year ago on May 9, 2030",
        "two years ago on December 9, 2029",
        "two weeks ago on April 30",
        "five months ago, and on May 12 they spoke",
        "five months ago",
    ],
)
def test_a_distance_that_can_be_is_not(words: str) -> None:
    assert whys(f"They had met {words} in Oslo.") == []


def test_a_story_of_several_days_is_wrong_only_where_it_is_wrong_for_all_of_them() -> None:
    text = "They had met three months ago on March 3."
    assert whys(text, date="2031-04-20/2031-06-04") == []
    assert whys(text, date="2031-04-20/2031-04-24") != []


def test_a_weekday_that_does_not_fit_is_noted() -> None:
    assert whys("They met on Friday, May 13.") == ["Friday, May 13: 2031-05-13 is a Tuesday"]
    assert whys("They met on Tuesday, May 13.") == []
    assert whys("They met on Monday, 13 May 2030.") == []
    assert whys("They met on Sunday, 13 May 2030.") == ["Sunday, 13 May 2030: 2030-05-13 is a Monday"]


def test_without_a_date_nothing_is_noted() -> None:
    assert whys("They had met eight months ago on March 3, on Monday, May 13.", date=None) == []


def test_explain_shows_what_is_noted() -> None:
    text = "They had met eight months ago on March 3."
    told = reading(report(told="2031-05-14"), text=text)
    console = Console(width=100, record=True)
    with console.capture() as shown:
        console.print(explain(told, width=100, pipe=True))
    assert "“eight months ago on March 3”, but 2031-03-03 is 72 days before 2031-05-14." in " ".join(
        shown.get().split()
    )
    (note,) = reading_line(told)["notes"]
    assert text[note["start"] : note["end"]] == note["exact"] == "eight months ago on March 3"
    json.dumps(note)
