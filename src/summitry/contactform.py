"""One contact with all that the record has on it, in the form in which it leaves the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from summitry.actorform import OtherwiseLine, otherwise_line
from summitry.interchange import ContactLine, LinkedLine, ReportLine, contact_line, linked_line, report_line

if TYPE_CHECKING:
    from summitry.record import Record


class WholeContactLine(TypedDict):
    """A contact, its reports with the words that each value rests on, and what it is linked to.

    `offices_otherwise` are the offices that its stories tell and the table of offices does not.
    """

    contact: ContactLine
    reports: list[ReportLine]
    linked: list[LinkedLine]
    offices_otherwise: list[OtherwiseLine]


def whole_contact_line(record: Record, id_: str) -> WholeContactLine:
    """The contact of this id or of one of its reports' ids, as `show --format json` writes it.

    Raises:
        NotFoundError: where there is none, or several.
    """
    found = record.contact(id_)
    return {
        "contact": contact_line(found),
        "reports": [report_line(r) for r in found.reports],
        "linked": [linked_line(one) for one in record.linked(found)],
        "offices_otherwise": [otherwise_line(one) for one in record.otherwise(found)],
    }
