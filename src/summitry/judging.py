"""What a person's words "these two" mean: the reports of which a decision speaks, side by side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summitry.errors import NotFoundError, SummitryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.model import Contact, Report


def sides(named: Iterable[tuple[str, Contact]]) -> tuple[tuple[str, ...], ...]:
    """The ids of the reports that are meant by each of two or more ids.

    An id means all reports of its contact. Where several ids lead to one contact, each means the one report
    whose id it is.

    Args:
        named: each id as given, and the contact that it leads to.

    Raises:
        SummitryError: for fewer than two ids, or for two that mean the same.
    """
    named = tuple(named)
    if len(named) < 2:
        raise SummitryError("a decision needs two contacts, or two reports of one; `summitry timeline` shows the ids")
    times = Counter(contact.id for _, contact in named)
    found = tuple(
        tuple(r.id for r in contact.reports) if times[contact.id] == 1 else (_report(id_, contact).id,)
        for id_, contact in named
    )
    if len({*found}) < len(found):
        raise SummitryError(f"{' and '.join(id_ for id_, _ in named)} mean the same report; give two")
    return found


def chosen(contact: Contact, reports: Sequence[str] = ()) -> tuple[str, ...]:
    """The ids of these reports of a contact; without any, of all.

    Raises:
        NotFoundError: for a report that the contact has not.
    """
    told = reports or [r.id for r in contact.reports]
    return tuple(dict.fromkeys(_report(id_, contact).id for id_ in told))


def parts(contact: Contact, reports: Sequence[str] = ()) -> tuple[tuple[str, ...], ...]:
    """The parts into which a contact is to be split: each of these reports alone and the rest; without any, all alone.

    Raises:
        NotFoundError: for a report that the contact has not.
        SummitryError: for a contact of one report.
    """
    if len(contact.reports) < 2:
        raise SummitryError(f"contact {contact.id} has one report, so there is nothing to split")
    if not reports:
        return tuple((r.id,) for r in contact.reports)
    alone = {_report(id_, contact).id for id_ in reports}
    rest = tuple(r.id for r in contact.reports if r.id not in alone)
    return (*((id_,) for id_ in sorted(alone)), *((rest,) if rest else ()))


def _report(id_: str, contact: Contact) -> Report:
    """The report of the contact with this id, or with one that begins so."""
    found = [r for r in contact.reports if r.id == id_] or [r for r in contact.reports if r.id.startswith(id_)]
    if len(found) == 1:
        return found[0]
    told = f"several reports of contact {contact.id} begin" if found else f"no report of contact {contact.id} begins"
    ids = ", ".join(r.id for r in found or contact.reports)
    raise NotFoundError(f'{told} with "{id_}"; {"they are" if found else "it has"} {ids}')
