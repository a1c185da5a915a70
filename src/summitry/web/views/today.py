"""Today: what is new, what is coming, what changed its status, what is disputed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.web.views.brief import Brief, brief

if TYPE_CHECKING:
    from summitry.record import Record
    from summitry.web.asked import Asked


@dataclass(frozen=True, slots=True)
class Today:
    """The page of a day."""

    on: str  # the day, EDTF
    new: tuple[Brief, ...]


def today(record: Record, asked: Asked) -> Today:
    """What the record has to tell on a day, `?on=`, or on the present one."""
    on = asked.day("on") or asked.today
    return Today(on.isoformat(), tuple(brief(c) for c in record.contacts()[:20]))
