"""A contact in brief: what a line of a list shows, and where the page of the whole is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.terminal import words

if TYPE_CHECKING:
    from summitry.model import Contact, Kind, Party, Role, Status


@dataclass(frozen=True, slots=True)
class Who:
    """A party of a contact."""

    name: str | None
    office: str | None
    side: str | None
    role: Role
    person: str | None = None  # the person's id, where it is known who it is


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


def brief(contact: Contact) -> Brief:
    """A contact on one line."""
    return Brief(
        id=contact.id,
        when=contact.when,
        kind=contact.kind,
        status=contact.status,
        who=words.who(contact.parties),
        sides=tuple(dict.fromkeys(p.side for p in contact.parties if p.side)),
        parties=tuple(map(who, contact.parties)),
        where=words.where(contact.where),
        topics=contact.topics,
        stories=len({r.story_id for r in contact.reports}),
        origins=contact.origins,
        disagree=tuple(c.label for c in contact.conflicts),
    )


def who(party: Party) -> Who:
    """A party of a contact."""
    return Who(party.name, party.office, party.side, party.role, party.actor.person_id)
