"""What people decide, and might decide, in the form in which it leaves the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from summitry.interchange import ContactLine, contact_line

if TYPE_CHECKING:
    from summitry.model import Anchor, Change, Decision, Doubt


class AnchorLine(TypedDict):
    """A report of which a decision speaks; `report` is null while it cannot be found."""

    story: str
    kind: str
    when: str | None
    words: str
    decided_as: str
    report: str | None


class DecisionLine(TypedDict):
    """A decision as `decisions --format json` writes it."""

    number: int
    judgement: str
    at: str
    because: str | None
    by: str | None
    sides: list[list[AnchorLine]]


class ChangeLine(TypedDict):
    """What a decision changed, as `same --format json` and the like write it."""

    decision: DecisionLine
    before: list[ContactLine]
    after: list[ContactLine]


class DoubtLine(TypedDict):
    """A doubtful pair as `suggest --format json` writes it; `now` is what holds without a decision."""

    now: str
    doubt: float
    why: list[str]
    contacts: list[str]
    reports: list[str]


def decision_line(decision: Decision) -> DecisionLine:
    """The decision in a form that another program reads."""
    return {
        "number": decision.number,
        "judgement": decision.judgement.value,
        "at": decision.at,
        "because": decision.because,
        "by": decision.by,
        "sides": [[_anchor_line(anchor) for anchor in side] for side in decision.sides],
    }


def change_line(change: Change) -> ChangeLine:
    """The change in a form that another program reads."""
    return {
        "decision": decision_line(change.decision),
        "before": [contact_line(c) for c in change.before],
        "after": [contact_line(c) for c in change.after],
    }


def doubt_line(doubt: Doubt) -> DoubtLine:
    """The pair in a form that another program reads."""
    return {
        "now": doubt.judgement.value,
        "doubt": doubt.doubt,
        "why": list(doubt.why),
        "contacts": list(doubt.contacts),
        "reports": list(doubt.reports),
    }


def _anchor_line(anchor: Anchor) -> AnchorLine:
    return {
        "story": anchor.story_key,
        "kind": anchor.kind.value,
        "when": anchor.when,
        "words": anchor.sentence,
        "decided_as": anchor.report_id,
        "report": anchor.found,
    }
