"""What readings changed, from contacts as they were and as they are: what is new, became another, is disputed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict

from summitry.exporters.base import title
from summitry.interchange import ConflictLine, ContactLine, conflict_line, contact_line
from summitry.model import Conflict, Contact, Report, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class What(StrEnum):
    """What a change is."""

    NEW = "contact.new"
    STATUS = "contact.status"
    CONFLICT = "contact.conflict"


@dataclass(frozen=True, slots=True)
class News:
    """One change, ready to be told: what is told later is what it was then."""

    id: str  # the same whenever the same change is found
    what: What
    at: str  # when it was found, ISO 8601
    page: str  # the story that made it
    contact: str  # id
    reports: tuple[str, ...]  # of the contact, ids
    title: str
    status: str
    when: str | None
    words: str  # the sentences in which the story tells it
    body: str  # `NewsLine` as JSON
    before: str | None = None  # the status that it had
    field: str | None = None  # on which sources disagree
    values: tuple[str, ...] = ()  # what they tell of it


class NewsData(TypedDict):
    """What changed: the contact as it is, and what it was."""

    contact: ContactLine
    before: str | None
    was: list[str]
    conflict: ConflictLine | None
    page: str


class NewsLine(TypedDict):
    """A change as `watch --format json` writes it and a webhook gets it, in the form of Standard Webhooks."""

    id: str
    type: str
    timestamp: str
    data: NewsData


def news(before: Sequence[Contact], after: Iterable[Contact], *, page: str, at: str) -> tuple[News, ...]:
    """The changes that a page made.

    A contact that is joined of several counts as each of them: it has another status if one of them had, and a
    conflict is new if none of them had it, or not with this value.

    Args:
        before: the contacts that are others now, as they were.
        after: the same as they are, with those that are new.
        page: the page's key.
        at: the time, ISO 8601.
    """
    return tuple(one for contact in after for one in _of(contact, _was(contact, before), page=page, at=at))


def _was(contact: Contact, before: Iterable[Contact]) -> tuple[Contact, ...]:
    ids = {r.id for r in contact.reports}
    return tuple(old for old in before if ids & {r.id for r in old.reports})


def _of(contact: Contact, was: Sequence[Contact], *, page: str, at: str) -> Iterator[News]:
    if not was:
        yield _news(What.NEW, contact, was, page=page, at=at)
        return
    if other := next((old.status for old in was if old.status is not contact.status), None):
        yield _news(What.STATUS, contact, was, page=page, at=at, before=other.value)
    known = {(c.label, a.value) for old in was for c in old.conflicts for a in c.accounts}
    for conflict in contact.conflicts:
        if any((conflict.label, account.value) not in known for account in conflict.accounts):
            yield _news(What.CONFLICT, contact, was, page=page, at=at, conflict=conflict)


def _news(  # noqa: PLR0913 - all that makes a change
    what: What,
    contact: Contact,
    was: Sequence[Contact],
    *,
    page: str,
    at: str,
    before: str | None = None,
    conflict: Conflict | None = None,
) -> News:
    reports = tuple(sorted(r.id for r in contact.reports))
    values = tuple(a.value for a in conflict.accounts) if conflict else ()
    id_ = digest(what, *reports, before or "", contact.status, conflict.label if conflict else "", *values)
    line: NewsLine = {
        "id": id_,
        "type": what.value,
        "timestamp": at,
        "data": {
            "contact": contact_line(contact),
            "before": before,
            "was": [old.id for old in was],
            "conflict": conflict_line(conflict) if conflict else None,
            "page": page,
        },
    }
    return News(
        id=id_,
        what=what,
        at=at,
        page=page,
        contact=contact.id,
        reports=reports,
        title=title(contact),
        status=contact.status.value,
        when=contact.when,
        words=" … ".join(s.exact for s in _telling(contact, was).evidence),
        body=json.dumps(line, ensure_ascii=False),
        before=before,
        field=conflict.label if conflict else None,
        values=values,
    )


def _telling(contact: Contact, was: Iterable[Contact]) -> Report:
    """The report that is new in it; where none is, as after a split, the last told."""
    known = {r.id for old in was for r in old.reports}
    return next((r for r in contact.reports if r.id not in known), contact.reports[-1])
