from __future__ import annotations

import pytest

from summitry import ranks
from summitry.lexicon import Pattern, patterns
from summitry.ranks import Rank, rank

ENTRIES = patterns("ranks")


@pytest.mark.parametrize("entry", ENTRIES, ids=[e.id for e in ENTRIES])
def test_an_example_has_the_rank_of_its_own_entry(entry: Pattern) -> None:
    for text in entry.examples:
        first = next(e for e in ENTRIES if e.pattern.search(text))
        assert first.label == entry.label, f"{text!r} is read by {first.id}"


@pytest.mark.parametrize("entry", ENTRIES, ids=[e.id for e in ENTRIES])
def test_a_label_is_a_rank_or_a_known_word(entry: Pattern) -> None:
    assert entry.label in {*Rank, "head of body", "party leader", "none"}


@pytest.mark.parametrize(
    ("office", "side", "expected"),
    [
        ("President", "BR", Rank.LEADER),
        ("Taoiseach", "IE", Rank.LEADER),
        ("Secretary of State", "US", Rank.MINISTER),
        ("State Councilor and Foreign Minister", "CN", Rank.MINISTER),
        ("President and Foreign Minister", "KE", Rank.LEADER),
        ("Vice President", "IN", Rank.MINISTER),
        ("Deputy Foreign Minister", "RU", Rank.SENIOR_OFFICIAL),
        ("Assistant Secretary of State", "US", Rank.SENIOR_OFFICIAL),
        ("National Security Adviser", "US", Rank.SENIOR_OFFICIAL),
        ("ambassador to Norway", "US", Rank.SENIOR_OFFICIAL),
        ("central bank governor", "SE", Rank.SENIOR_OFFICIAL),
        ("Speaker of the House", "US", Rank.LEGISLATURE),
        ("congressional delegation", "US", Rank.LEGISLATURE),
        ("Governor", "US-CA", Rank.STATE_WITHIN),
        ("officials", "US-CA", Rank.STATE_WITHIN),
        ("Mayor of Gothenburg", "SE", Rank.STATE_WITHIN),
        ("First Minister of Scotland", "GB-SCT", Rank.STATE_WITHIN),
        ("Secretary-General", "UN", Rank.LEADER),
        ("Secretary-General", "NO", Rank.SENIOR_OFFICIAL),
        ("General Secretary", "VN", Rank.LEADER),
        ("party leader", "GB", None),
        ("officials", "US", None),
        ("senior officials", "US", Rank.SENIOR_OFFICIAL),
        ("former President", "US", None),
        ("President-elect", "US", None),
        ("opposition leader", "IL", None),
        ("foreign ministry spokeswoman", "CN", None),
    ],
)
def test_rank_of_an_office(office: str, side: str, expected: Rank | None) -> None:
    assert rank(office, side=side) is expected


def test_an_office_that_is_not_told_has_no_rank() -> None:
    assert rank(None, side="US") is None
    assert rank("President") is Rank.LEADER


def test_the_highest_is_the_first_and_unknown_ones_have_no_say() -> None:
    assert ranks.highest(None, Rank.LEGISLATURE, Rank.MINISTER) is Rank.MINISTER
    assert ranks.highest(None) is None
