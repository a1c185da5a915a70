"""Reports that a person set aside as wrong: they are in no contact, and what others tell of them is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.model import Judgement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from summitry.model import Decision, Report


def aside(decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of the reports, of those that decisions have found, that were called wrong."""
    wrong = (d for d in decisions if d.judgement is Judgement.WRONG)
    return frozenset(anchor.found for d in wrong for anchor in d.anchors if anchor.found)


def without(reports: Iterable[Report], wrong: Collection[str]) -> Iterator[Report]:
    """The reports that are not among the wrong ones, without links to these and with no outcome that leads to one."""
    for report in reports:
        if report.id not in wrong:
            yield _freed(report, wrong) if wrong else report


def _freed(report: Report, wrong: Collection[str]) -> Report:
    links = tuple(link for link in report.links if link.report_id not in wrong)
    outcomes = tuple(replace(o, next_report_id=None) if o.next_report_id in wrong else o for o in report.outcomes)
    if (links, outcomes) == (report.links, report.outcomes):
        return report
    return replace(report, links=links, outcomes=outcomes)
