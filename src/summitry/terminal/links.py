"""What a contact is linked to, and the incidents of a record, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from summitry.chains import Relation
from summitry.model import Basis, LinkKind
from summitry.terminal import console, words
from summitry.terminal.timeline import STATUS_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.table import Table

    from summitry.chains import Linked, Marked
    from summitry.model import Contact, Incident, Link

RELATIONS = {
    Relation.DURING: "during",
    Relation.INCLUDES: "with, as a part of it",
    Relation.AFTER: "after",
    Relation.BEFORE: "before",
    Relation.BECAUSE_OF: "because of",
    Relation.LED_TO: "led to",
    Relation.REPLACES: "in place of",
    Relation.REPLACED_BY: "made good by",
}


def links(found: Iterable[Linked], *, pipe: bool) -> Table:
    """Each contact and incident linked to, how, and by which words or rule.

    Args:
        found: as `chains.linked` gives them.
        pipe: without ruled lines.
    """
    listed = tuple(found)
    ids = words.short_ids(n.contact for n in listed if n.contact)
    table = console.table(pipe=pipe)
    for heading in ("How", "To", "Words"):
        table.add_column(heading, overflow="fold")
    table.add_column("Rule", no_wrap=True, overflow="fold", style="dim")
    for one in listed:
        other = _contact(one.contact, ids[one.contact.id]) if one.contact else _incident(one.incident)
        table.add_row(RELATIONS[one.relation], other, _quoted(one.link), _rule(one.link))
    return table


def incidents(found: Sequence[Marked], *, pipe: bool) -> Table:
    """The incidents of a record with the contacts that stand to them.

    Args:
        found: as `chains.incidents` gives them.
        pipe: without ruled lines.
    """
    ids = words.short_ids({c.id: c for one in found for c, _ in one.contacts}.values())
    table = console.table(pipe=pipe, spaced=True)
    for heading in ("When", "Incident", "Where", "Contacts"):
        table.add_column(heading, overflow="fold")
    for one in found:
        when, where = one.incident.when, one.incident.country
        standing = [
            Text(f"{RELATIONS[_SEEN_FROM[link.kind]]} it: ").append_text(_contact(contact, ids[contact.id]))
            for contact, link in one.contacts
        ]
        name = Text(words.line(one.incident.name.value), style="bold")
        table.add_row(
            words.date(when.value if when else None), name, where.value if where else "", Text("\n").join(standing)
        )
    return table


# A contact "after" an incident stands in the list of what was after it.
_SEEN_FROM = {kind: Relation(kind.value) for kind in LinkKind}


def _contact(one: Contact, short_id: str) -> Text:
    text = Text(short_id, style="cyan").append(f"  {words.date(one.when)}  {one.kind}, ")
    return text.append(one.status, style=STATUS_STYLES[one.status]).append(f"  {words.who(one.parties, short=True)}")


def _incident(one: Incident | None) -> Text:
    if one is None:
        return Text(words.UNKNOWN)
    told = ", ".join(c.value for c in (one.when, one.country) if c)
    return Text(words.line(one.name.value)).append(f" ({told})" if told else "")


def _quoted(link: Link) -> str:
    return f"“{words.line(link.source.exact)}”"


def _rule(link: Link) -> str:
    return link.rule if link.basis is Basis.STATED else f"{link.rule} ({link.basis})"
