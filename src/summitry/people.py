"""Who is in a story: names with their offices and sides, bodies and sides without names.

Reads words, not parses, so that a name told in one sentence serves the whole story. The order is
the language's: a side, an office and a name stand together ("Norway's Foreign Minister Jon Lind",
"Jon Lind, the foreign minister of Norway"), and the fullest form comes once.

1. `sidespans`, `officespans` and `namespans` read what stands in each sentence.
2. `persons` makes people of the names.
3. `references` reads the words that point at somebody without a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry import facts, sidespans, whose
from summitry.facts import Form
from summitry.model import Actor, Basis, Claim, Mention, MentionKind, Story
from summitry.namespans import addressed, find_names, is_headline
from summitry.officespans import OfficeSpan, find_offices
from summitry.persons import Person, Persons, find_persons
from summitry.references import find_references
from summitry.ties import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summitry.facts import SideHit
    from summitry.offices import Table


@dataclass(frozen=True, slots=True)
class People:
    """The actors of a story, and its mentions of them by start."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]


def find(
    story: Story,
    spans: Iterable[tuple[int, int]],
    named: Iterable[tuple[int, int]] = (),
    *,
    table: Table | None = None,
) -> People:
    """Actors of the story and every mention of them.

    Args:
        story: the text.
        spans: its sentences, in order.
        named: stretches that a reader takes for somebody who took part: evidence beside the words around a name.
        table: who held which office; the built-in one if none is given.
    """
    sentences = tuple(_words(story, tuple(spans)))
    persons = find_persons(story, sentences, tuple(named), table=table)
    actors = tuple(_actor(story, p, sentences, persons, table) for p in persons.people)
    found = find_references(story, sentences, persons, actors)
    names = (Mention(n.start, n.end, MentionKind.NAME, (n.person,), n.reach) for n in persons.namings)
    mentions = sorted((*names, *found.mentions), key=lambda m: (m.start, -m.end))
    return People(tuple(found.actors), tuple(mentions))


def _words(story: Story, spans: Sequence[tuple[int, int]]) -> Iterator[Words]:
    """What stands in each sentence."""
    text = story.text
    hits = sidespans.find(text)
    starts = [h.start for h in hits]
    for start, end in spans:
        sides = hits[bisect_left(starts, start) : bisect_left(starts, end)]
        found = tuple(find_offices(text, start, end, sides))
        titled = frozenset(o.end for o in found)
        sides = tuple(h for h in sides if not _is_name(text, h, found))
        taken = [(h.start, h.end) for h in sides] + [o.core for o in found]
        names = tuple(find_names(text, start, end, taken=taken, titled=titled))
        yield Words(start, end, found, sides, names, is_headline(text, start, end))


def _is_name(text: str, hit: SideHit, found: Sequence[OfficeSpan]) -> bool:
    """Whether a side's word is somebody's name: "Foreign Minister Jordan Moss"."""
    if _is_surname(text, hit, found):
        return True
    before = next((o for o in found if o.end == hit.start - 1), None)
    titled = before is not None and not before.plural and before.label == "person"
    if not (titled or addressed(text, hit.start)) or " " in text[hit.start : hit.end]:
        return False
    following = text[hit.end + 1 : hit.end + 40].partition(" ")[0]
    if text[hit.end : hit.end + 1] != " " or not following[:1].isupper() or following[1:2].isupper():
        return not titled
    return True


_GIVEN_NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+ $")


def _is_surname(text: str, hit: SideHit, found: Sequence[OfficeSpan]) -> bool:
    """Whether a capital's name is somebody's second one: "Foreign Minister Ana Lima"."""
    given = _GIVEN_NAME.search(text, max(0, hit.start - 20), hit.start)
    if hit.form is not Form.CAPITAL or given is None or " " in text[hit.start : hit.end]:
        return False
    return any(o.end == given.start() - 1 and not o.plural and o.label == "person" for o in found)


def _actor(story: Story, person: Person, sentences: Sequence[Words], persons: Persons, table: Table | None) -> Actor:
    start, end = person.name
    name = Claim(story.text[start:end], story.source(start, end), "name")
    told = person.office
    office = Claim(told.value, story.source(told.start, told.end), f"office:{told.rule}", told.basis) if told else None
    return Actor(name, office, _side(story, person, table) or _side_of_place(story, person, sentences, persons))


def _side(story: Story, person: Person, table: Table | None) -> Claim | None:
    """The side told beside the name, else that of the office that the table has."""
    if person.private and person.office is None:
        return None
    if person.side:
        side = person.side
        basis = Basis.INFERRED if side.rule.startswith("side:") else Basis.STATED
        return Claim(side.code, story.source(side.start, side.end), side.rule, basis)
    code = whose.of_table(person, story.text, story.date, table=table)
    return Claim(code, story.source(*person.name), "side:offices", Basis.INFERRED) if code else None


def _side_of_place(story: Story, person: Person, sentences: Sequence[Words], persons: Persons) -> Claim | None:
    """The side of an officer whom no table knows: that of the country the story is written in.

    Papers tell the offices of their own country without its name. Only offices of states count, and only where
    one person alone can hold it: of two presidents neither need be of that country.
    """
    told = person.office
    if told is None or person.private or person.facts or not whose.OF_A_STATE.search(told.value):
        return None
    line = story.dateline
    where = facts.find_places(story.text, line.start, line.end) if line else ()
    countries = {p.country for p in where if p.country}
    if line and len(countries) == 1:
        (country,) = countries
        if whose.is_taken(persons, person, told.value, str(country)) or whose.is_shared(persons, person, told.value):
            return None
        if any(h.code == country and h.form is not Form.CAPITAL for s in sentences for h in s.sides):
            return Claim(str(country), line, "side:dateline", Basis.INFERRED)
    return None
