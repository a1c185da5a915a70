"""A contact in brief: what a line of a list shows, and where the page of the whole is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.model import Outline, outline
from summitry.terminal import words

if TYPE_CHECKING:
    from summitry.model import Kind, Outlined, Status, Who


@dataclass(frozen=True, slots=True)
class Brief:
    """A contact on one line."""

    id: str
    when: str | None  # EDTF
    kind: Kind
    status: Status
    who: str
    sides: tuple[str, ...]
    parties: tuple[Who, ...]
    where: str | None
    topics: tuple[str, ...]
    stories: int
    origins: int  # independent ones
    disagree: tuple[str, ...]  # the fields on which sources disagree


def brief(contact: Outlined) -> Brief:
    """A contact on one line."""
    one = contact if isinstance(contact, Outline) else outline(contact)
    return Brief(
        id=one.id,
        when=one.when,
        kind=one.kind,
        status=one.status,
        who=words.who(one.parties),
        sides=tuple(dict.fromkeys(p.side for p in one.parties if p.side)),
        parties=one.parties,
        where=words.where(one.site),
        topics=one.topics,
        stories=one.stories,
        origins=one.origins,
        disagree=one.disagree,
    )
