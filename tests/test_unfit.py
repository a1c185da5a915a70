"""What is told and yet is no contact: denied, a gathering, a journey to see a third, a part of the own state."""

from __future__ import annotations

import pytest

from summitry.model import SkipReason
from telling import briefs, told

BERG = "Norwegian Prime Minister Astrid Berg"
OTIENO = "Kenyan President Daniel Otieno"
MET = "meeting planned: NO Astrid Berg, KE Daniel Otieno"


@pytest.mark.parametrize(
    ("text", "reason", "left"),
    [
        (f"{BERG} denied reports that she met {OTIENO} in May.", SkipReason.NEGATED, []),
        (f"{BERG} will travel to Lisbon for a meeting of the alliance on Friday.", SkipReason.GATHERING, []),
        (f"{BERG} flew to Lisbon on Monday to attend the annual security conference.", SkipReason.GATHERING, []),
        (f"{BERG} flew to Lisbon on Monday to meet {OTIENO}.", SkipReason.ONE_SIDE, [MET]),
        (f"{BERG} flew to Lisbon on Monday for a summit with {OTIENO}.", SkipReason.ONE_SIDE, [MET]),
        ("U.S. President Mary Dane visited Hawaii on Monday to see the damage.", SkipReason.SAME_GOVERNMENT, []),
    ],
)
def test_what_is_let_go(text: str, reason: SkipReason, left: list[str]) -> None:
    assert reason in {s.reason for s in told(text)[1]}
    assert briefs(text) == left


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # what is denied is what was said there, not that they met
            f"{BERG} denied having raised the matter when she met {OTIENO} in Nairobi on Monday.",
            "meeting held: NO Astrid Berg, KE Daniel Otieno",
        ),
        (f"{BERG} arrived in Lisbon on Monday to attend the security conference.", "visit held: >NO Astrid Berg, <PT"),
        (f"{BERG} flew to Nairobi on Monday to meet {OTIENO}.", "visit held: >NO Astrid Berg, <KE"),
        ("Kenyan President Daniel Otieno visited Hawaii on Monday.", "visit held: >KE Daniel Otieno, <US-HI"),
    ],
)
def test_what_stays(text: str, found: str) -> None:
    assert found in briefs(text)
