"""Forty stories of our own, each re-posted under a false date: `dated/stories.jsonl`.

A line has the story's true date, the false one of its page, and the kind of words that tell.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from summitry import annotate, dates, dating, parse
from summitry.model import Capture, Given, Story

CAUGHT = 0.8


@dataclass(frozen=True, slots=True)
class Reposted:
    """A story of the file."""

    id: str
    kind: str
    true: str
    false: str
    text: str

    def under(self, date: str) -> Story:
        """The story as read from a page of this date."""
        read = parse.story(Capture(self.id, self.id, self.text.encode(), "text/plain", Given(date=date)))
        assert isinstance(read, Story)
        return dating.dated(annotate.doc(read)).story


LINES = (Path(__file__).parent / "dated" / "stories.jsonl").read_text(encoding="utf-8").splitlines()
STORIES = tuple(
    Reposted(s["id"], s["kind"], s["true"], s["false"], s["text"]) for s in (json.loads(line) for line in LINES)
)


def test_there_are_forty_of_many_kinds() -> None:
    assert len({s.id for s in STORIES}) == 40
    assert len({s.kind for s in STORIES}) == 7


def test_most_false_dates_are_caught_with_a_reason_and_no_day_word_counts_from_them() -> None:
    caught = [s for s in STORIES if s.under(s.false).published[0].doubts]
    assert len(caught) >= CAUGHT * len(STORIES)
    for one in caught:
        assert one.under(one.false).date != one.false


@pytest.mark.parametrize("reposted", STORIES, ids=lambda s: s.id)
def test_the_true_date_stands(reposted: Reposted) -> None:
    assert reposted.under(reposted.true).date == reposted.true


@pytest.mark.parametrize("reposted", STORIES, ids=lambda s: s.id)
def test_what_is_told_instead_has_the_true_date_in_it(reposted: Reposted) -> None:
    true = dates.interval(reposted.true)
    assert true is not None
    for claim in reposted.under(reposted.false).published[1:]:
        days = dates.interval(claim.value)
        assert days is not None
        assert true in days, claim
