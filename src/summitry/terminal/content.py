"""What each side said, wanted and agreed, and in which air: the content of contacts, with words, speaker and story."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.text import Text

from summitry.contentform import outcome_text
from summitry.model import Form
from summitry.terminal import console, words
from summitry.terminal.marking import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from rich.table import Table

    from summitry.model import Actor, Aim, Contact, Outcome, Relayed, Source, Statement, Tone

_T = TypeVar("_T")
_QUIET = "dim"


def content(one: Contact, *, colour: bool, pipe: bool) -> Iterator[tuple[str, Table]]:
    """A heading and a table for each part of a contact's content that its stories tell.

    Args:
        one: the contact.
        colour: whether marks can be seen without brackets.
        pipe: without ruled lines.
    """
    keys = {r.story_id: r.story_key for r in one.reports}
    if one.statements:
        yield "What was said", statements(one.statements, stories=keys, colour=colour, pipe=pipe)
    if one.aims:
        yield "What each side wanted", _aims(one.aims, stories=keys, pipe=pipe)
    if one.outcomes:
        yield "What came of it", _outcomes(one.outcomes, stories=keys, pipe=pipe)
    if one.tones:
        yield "The air in the room", _tones(one.tones, stories=keys, pipe=pipe)


def statements(found: Iterable[Statement], *, stories: Mapping[str, str], colour: bool, pipe: bool) -> Table:
    """Statements by side, each with its words, its speaker and its story.

    Args:
        found: the statements.
        stories: the keys of their stories, by id.
        colour: as in `content`.
        pipe: as in `content`.
    """
    table = _table("Side", "Words", "Said by", "Story", pipe=pipe)
    for one in _by_side(found, lambda s: s.speaker):
        said_by = Text(speaker(one)).append(relay(one.relayed), style=_QUIET)
        table.add_row(_side(one.speaker), said(one, colour=colour), said_by, _key(one.words[0], stories))
    return table


def said(one: Statement, *, new: Iterable[Source] = (), colour: bool) -> Text:
    """A statement in its words: in quotation marks what the story has in them. New words are marked.

    What is not word for word stands behind its verb, since "to leave" can be urged, promised or refused.
    """
    told = Text(" … ").join(marked(part, new, colour=colour) for part in one.words)
    verbatim = one.form is Form.DIRECT or (one.form is Form.MIXED and one.quoted == one.words)
    if verbatim:
        return Text("“").append_text(told).append("”")
    return Text(f"{words.line(one.cue.exact)}: ", style=_QUIET).append_text(told) if one.cue else told


def speaker(one: Statement) -> str:
    """Who said it: name and office, or else the words that name whoever it was."""
    return _named(one.speaker, one.named_by)


def relay(relayed: Relayed | None) -> str:
    """Who passed it on: `, by a spokesperson: “the ministry's spokeswoman”`; empty where nobody did."""
    return f", by {relayed.kind}: “{words.line(relayed.source.exact)}”" if relayed else ""


def _aims(found: Iterable[Aim], *, stories: Mapping[str, str], pipe: bool) -> Table:
    table = _table("Side", "Aim", "Told by", "Whose", "Story", pipe=pipe)
    for one in _by_side(found, lambda a: a.actor):
        cue = Text(f"“{words.line(one.cue.exact)}”").append(relay(one.relayed), style=_QUIET)
        whose = _named(one.actor, None)
        table.add_row(_side(one.actor), f"“{words.line(one.words.exact)}”", cue, whose, _key(one.words, stories))
    return table


def _outcomes(found: Iterable[Outcome], *, stories: Mapping[str, str], pipe: bool) -> Table:
    table = _table("What came", "Words", "Told by", "Story", pipe=pipe)
    for one in found:
        cue = Text(f"“{words.line(one.cue.exact)}”").append(relay(one.relayed), style=_QUIET)
        table.add_row(outcome_text(one), f"“{words.line(one.words.exact)}”", cue, _key(one.words, stories))
    return table


def _tones(found: Iterable[Tone], *, stories: Mapping[str, str], pipe: bool) -> Table:
    table = _table("Word", "Used by", "Story", pipe=pipe)
    for one in found:
        by = _named(one.by, one.named_by) if one.by else "the story itself"
        side = f" ({one.by.side.value})" if one.by and one.by.side else ""
        table.add_row(f"“{words.line(one.words.exact)}”", f"{by}{side}", _key(one.words, stories))
    return table


def _table(*headings: str, pipe: bool) -> Table:
    table = console.table(pipe=pipe)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _named(actor: Actor, named_by: Source | None) -> str:
    """Name and office; where neither is known the words that name the actor, or the side."""
    told = ", ".join(words.line(claim.value) for claim in (actor.name, actor.office) if claim)
    return told or (words.line(named_by.exact) if named_by else _side(actor))


def _by_side(found: Iterable[_T], actor: Callable[[_T], Actor]) -> list[_T]:
    """Side by side in the order in which the sides first come."""
    listed = list(found)
    sides = list(dict.fromkeys(_side(actor(one)) for one in listed))
    return sorted(listed, key=lambda one: sides.index(_side(actor(one))))


def _side(actor: Actor) -> str:
    return actor.side.value if actor.side else words.UNKNOWN


def _key(source: Source, stories: Mapping[str, str]) -> Text:
    return Text(words.line(stories.get(source.story_id, source.story_id)), style=_QUIET)
