"""Words that point at somebody without a name: offices, sides, "he", "the two", "their ministers".

Each mention of an office or a side without a name is an actor of its own, so that its claims have
the words of that mention; the record joins those of one side later.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry import facts, offices, sidespans
from summitry.facts import Form
from summitry.model import Actor, Basis, Claim, Mention, MentionKind, Story
from summitry.namespans import fold
from summitry.officespans import OfficeSpan, SideTold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.facts import SideHit
    from summitry.persons import Naming, Person, Persons
    from summitry.ties import Words

_PRONOUN = re.compile(r"\b(?:he|she|him|He|She|his|her|His|Her)\b")
_FEMALE = frozenset({"she", "her"})
_OBJECT = frozenset({"him", "her"})
_GROUP = re.compile(
    r"\b(?:[Tt]he (two|three|pair|duo|leaders|ministers|presidents)(?: (leaders|men|women|presidents|ministers"
    r"|officials|diplomats|politicians|statesmen|premiers|envoys|countries|sides|nations|governments|states"
    r"|neighbou?rs|powers|allies|rivals|(?:[\w-]+ ){0,2}(?:ministers|leaders|presidents|chiefs)))?"
    r"|[Bb]oth (leaders|men|women|presidents|ministers|officials|sides|countries|nations|governments)"
    r"|(They|they|Their|their))\b"
)
_SIDES_ONLY = frozenset(
    {"countries", "sides", "nations", "governments", "states", "neighbours", "neighbors", "powers", "allies", "rivals"}
)
_LEADER = re.compile(
    r"\b(?:president|premier|prime minister|chancellor|king|queen|leader|chairman|emir|sultan|emperor|pope)\b"
)
_HELD_BY = {  # a group's noun, and the offices of those whom it can mean
    "leaders": _LEADER,
    "presidents": re.compile(r"\bpresident\b"),
    "ministers": re.compile(r"\bminister\b|\bsecretary\b|\bpremier\b"),
    "premiers": re.compile(r"\bpremier\b|\bprime minister\b"),
}
_BACK_TO_HOLDERS = 12  # sentences: "the prime ministers" are those of the story
_NOUN_AFTER = re.compile(r" [a-z]+s\b")
_VERB_AFTER = re.compile(r" (?:discuss|meets|talks|holds|agrees|sides)")
_OWNER = re.compile(r"[’']s? ")
_OF = re.compile(r" of (?:the )?")
_REACH = 8  # characters of "of the"
_AT = re.compile(r"\b(?:in|at|to|from|near) (?:the )?$")
_OF_NO_OFFICE = frozenset({"of", "the", "us", "senior", "visiting", "then"})
_THE_COUNTRY = re.compile(r"\b[Tt]he country\b(?! (?:of|whose|where|that))(?![’'])")
_BACK = 3  # sentences in which a pronoun's or a group's members are sought before its own
_ITS_OWN = frozenset({"leadership", "ministry"})  # bodies that in a story of one state alone are that state's
_POSSESSIVE = frozenset({"his", "her", "their"})


@dataclass(frozen=True, slots=True)
class Pointing:
    """The story's actors, and the mentions that are no names."""

    actors: list[Actor]
    mentions: list[Mention]


def find_references(story: Story, sentences: Sequence[Words], persons: Persons, actors: Sequence[Actor]) -> Pointing:
    """Every mention that is no name, and the actors: those given, which are the persons, and nameless ones.

    Args:
        story: the text.
        sentences: its sentences with what stands in them.
        persons: who is named, and where.
        actors: the persons as actors, by their index.
    """
    return _Reader(story, sentences, persons, list(actors)).read()


class _Reader:
    def __init__(self, story: Story, sentences: Sequence[Words], persons: Persons, actors: list[Actor]) -> None:
        self.story, self.text, self.sentences, self.persons = story, story.text, sentences, persons
        self.actors = actors
        self.places = [m.start for m in persons.namings]
        self.starts = [s.start for s in sentences]
        self.mentions: list[Mention] = []
        self.genders = [p.gender for p in persons.people]
        self.namings: list[list[Naming]] = [[] for _ in sentences]
        self.named: list[list[tuple[int, int]]] = [[] for _ in sentences]  # (start, actor), by sentence
        self.stood: list[list[tuple[int, int]]] = [[] for _ in sentences]  # the same of sides
        self.pointed: dict[int, tuple[int, ...]] = {}  # start of a pronoun or group: its actors

    def read(self) -> Pointing:
        for naming in self.persons.namings:
            self._note(self.named, naming.start, naming.person)
            self.namings[self._sentence(naming.start)].append(naming)
        waiting: list[OfficeSpan] = []
        for sentence in self.sentences:
            for office in sentence.offices:
                if (office.start, office.end) in self.persons.tied or office.label == "name":
                    continue
                if office.determiner in _POSSESSIVE and not office.sides:
                    waiting.append(office)
                else:
                    self._office(office, sentence)
            self._sides(sentence)
        for listed in (*self.named, *self.stood):
            listed.sort()
        self._pronouns_and_groups()
        for office in waiting:
            self._office(office, self.sentences[self._sentence(office.start)])
        return Pointing(self.actors, self.mentions)

    # -- offices and sides without a name --------------------------------------------------------

    def _claim(self, value: str, span: tuple[int, int], rule: str, basis: Basis = Basis.STATED) -> Claim:
        return Claim(value, self.story.source(*span), rule, basis)

    def _add(self, actor: Actor) -> int:
        self.actors.append(actor)
        return len(self.actors) - 1

    def _office(self, office: OfficeSpan, sentence: Words) -> None:
        start = office.start
        if office.label == "person" and not office.plural and not office.counterpart:
            holder = self._holder(office)
            if holder is not None:
                self.mentions.append(Mention(office.start, office.end, MentionKind.OFFICE, (holder,)))
                self._note(self.named, start, holder)
                return
        words, rule, basis = office.words, f"office:{office.rule}", Basis.STATED
        if office.counterpart and (other := self._antecedent_office(start)):
            words, basis = offices.of_counterpart(other, office.side.code if office.side else None), Basis.INFERRED
        claim = self._claim(words, office.core, rule, basis)
        sides: tuple[Claim | None, ...] = self._sides_of(office, sentence) if office.label != "private" else ()
        found = tuple(self._add(Actor(None, claim, side)) for side in sides or (None,))
        self.mentions.append(Mention(office.start, office.end, MentionKind.OFFICE, found))
        for actor in found:
            self._note(self.named, start, actor)

    def _sides_of(self, office: OfficeSpan, sentence: Words) -> tuple[Claim, ...]:
        """For whom an office without a name acts, as told or as it follows from the words around."""
        if office.sides:
            return tuple(self._claim(s.code, (s.start, s.end), s.rule) for s in office.sides)
        if office.counterpart:
            return ()
        if office.determiner in _POSSESSIVE:
            owners = self._pointed_before(office)
            return tuple(replace(s, basis=Basis.INFERRED) for o in owners if (s := self.actors[o].side))
        owner = self._owner(office)
        if owner is not None:
            side = self.actors[owner].side
            return (side,) if side else ()
        if office.label == "body" and (named := self._named_after(office)):
            return (named,)
        told = self._of_place(office, sentence)
        return (self._claim(told.code, (told.start, told.end), told.rule, Basis.INFERRED),) if told else ()

    def _named_after(self, office: OfficeSpan) -> Claim | None:
        """The side of "the Moss administration": that of the one it is called after."""
        first = office.words.partition(" ")[0]
        if not first[:1].isupper() or office.words == first:
            return None
        bearers = (n for n, p in enumerate(self.persons.people) if fold(first)[0] == p.tokens[-1])
        sides = {s.value for n in bearers if (s := self.actors[n].side)}
        if not sides:
            people = offices.people_named(first, table=self.persons.table)
            sides = {t.side for p in people for t in offices.held_at(p, self.story.date) if facts.is_state(t.side)}
        if len(sides) != 1:
            return None
        start = office.core[0]
        return self._claim(sides.pop(), (start, start + len(first)), "side:named-after", Basis.INFERRED)

    def _of_place(self, office: OfficeSpan, sentence: Words) -> SideTold | None:
        own = office.rule in _ITS_OWN and not office.words.endswith("administration")
        if office.label == "body" and own and office.determiner == "the":
            states = {h.code: h for h in sentence.sides if len(h.code) == len("XX")}
            if len(states) == 1:
                (hit,) = states.values()
                return SideTold(hit.code, hit.start, hit.end, "side:only-state")
        if office.determiner not in {"the", None} or office.label == "body":
            return None
        there = sidespans.visited(self.text, sentence.sides, sentence.start, office.start)
        return SideTold(there.code, there.start, there.end, "side:visited") if there else None

    def _pointed_before(self, office: OfficeSpan) -> tuple[int, ...]:
        at = office.start - len(str(office.determiner)) - 1
        return self.pointed.get(at, ())

    def _owner(self, office: OfficeSpan) -> int | None:
        """Whose office it is in "Berg's aide" and "an envoy of Berg"."""
        for naming in self.namings[self._sentence(office.start)]:
            if 0 < naming.start - office.end <= _REACH and _OF.fullmatch(self.text, office.end, naming.start):
                return naming.person
            if naming.reach is not None and _OF.fullmatch(self.text, office.end, naming.reach):
                return naming.person
            if 0 < office.start - naming.end <= len("’s ") and _OWNER.fullmatch(self.text, naming.end, office.start):
                return naming.person
        return None

    def _antecedent_office(self, at: int) -> str | None:
        """The office of whoever is named last before: first in the same sentence, then first in the one before."""
        n = self._sentence(at)
        here = [a for start, a in self.named[n] if start < at]
        earlier = [a for _, a in self.named[n - 1]] if n else []
        for actor in (*reversed(here), *earlier):
            if office := self.actors[actor].office:
                return office.value
        return None

    def _holder(self, office: OfficeSpan) -> int | None:
        """The person of the story who holds an office that stands without a name ("the Secretary")."""
        words = set(fold(office.words)) - _OF_NO_OFFICE
        if not words or office.determiner not in {"the", None} or office.words.startswith("former"):
            return None
        told = " ".join(sorted(words))
        before = [naming.person for naming in self.persons.namings[: bisect_left(self.places, office.start)]]
        fit = [n for n in dict.fromkeys(reversed(before)) if self._holds(n, office, words, told)]
        return max(fit, key=before.count) if fit else None

    def _holds(self, n: int, office: OfficeSpan, words: set[str], told: str) -> bool:
        actor = self.actors[n]
        side = office.side
        if side and actor.side and side.code != actor.side.value and side.start != office.core[0]:
            return False
        if side and not actor.side and office.rule != "secretary-of-state":
            return False
        if actor.office and words == {"leader"} and side:
            led = _LEADER.fullmatch(actor.office.value.lower())  # "the Kenyan leader": its president
            return led is not None and offices.leads(side.code, led[0])
        if actor.office:
            return _alike(words, told, actor.office.value)
        return any(_alike(words, told, held) for held in self._table_offices(n))

    def _table_offices(self, n: int) -> tuple[str, ...]:
        person: Person = self.persons.people[n]
        return tuple(t.office for p in person.facts for t in offices.held_at(p, self.story.date))

    def _sides(self, sentence: Words) -> None:
        used = [(o.start, o.end) for o in sentence.offices]
        used += [(m.start, m.end) for m in self.namings[self._sentence(sentence.start)]]
        for hit in sentence.sides:
            if any(a <= hit.start and hit.end <= b for a, b in used) or hit.start in self.persons.sides:
                continue
            if sidespans.names_an_event(self.text, hit, sentence.sides):
                continue
            side = self._claim(hit.code, (hit.start, hit.end), f"side:{hit.form.value}")
            actor = self._add(Actor(None, None, side))
            self.mentions.append(Mention(hit.start, hit.end, MentionKind.SIDE, (actor,)))
            if not self._only_where(hit):
                self._note(self.stood, hit.start, actor)
        self._the_country(sentence)

    def _the_country(self, sentence: Words) -> None:
        """Note "the country": it is the state named last before, but for the one somebody acts for."""
        for words in _THE_COUNTRY.finditer(self.text, sentence.start, sentence.end):
            n = self._sentence(words.start())
            told = {s.start for each in self.sentences[max(0, n - 1) : n + 1] for o in each.offices for s in o.sides}
            told |= self.persons.sides
            named = (m.end for each in self.namings[max(0, n - 1) : n + 1] for m in each)
            told |= {end + len(" of ") for end in named if self.text.startswith(" of ", end)}  # "Berg of Norway"
            before = (
                h
                for each in reversed(self.sentences[max(0, n - 1) : n + 1])
                for h in reversed(each.sides)
                if h.end <= words.start() and h.start not in told and facts.is_state(h.code)
            )
            last = next(before, None)
            if last:
                side = self._claim(last.code, (last.start, last.end), "side:the-country", Basis.INFERRED)
                actor = self._add(Actor(None, None, side))
                self.mentions.append(Mention(words.start(), words.end(), MentionKind.SIDE, (actor,)))

    def _only_where(self, hit: SideHit) -> bool:
        return hit.form is Form.CAPITAL and _AT.search(self.text, max(0, hit.start - 10), hit.start) is not None

    # -- he, she, the two --------------------------------------------------------------------------

    def _sentence(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def _note(self, listed: list[list[tuple[int, int]]], at: int, actor: int) -> None:
        listed[self._sentence(at)].append((at, actor))

    def _pronouns_and_groups(self) -> None:
        found = [(m.start(), m.end(), None) for m in _PRONOUN.finditer(self.text)]
        groups = [(m.start(), m.end(), m) for m in _GROUP.finditer(self.text)]
        subject: dict[int, int] = {}  # sentence: whom its last pronoun that is no object points at
        for start, end, group in sorted((*found, *groups), key=lambda row: row[:2]):
            n = self._sentence(start)
            if group is not None:
                members = self._group(group, n)
                if members:
                    self.pointed[start] = members
                    self.mentions.append(Mention(start, end, MentionKind.GROUP, members))
                continue
            actor = self._he(start, end, n, subject.get(n))
            if actor is None:
                continue
            if self.text[start:end].lower() not in _OBJECT:
                subject[n] = actor
            self.pointed[start] = (actor,)
            self.mentions.append(Mention(start, end, MentionKind.PRONOUN, (actor,)))

    def _he(self, start: int, end: int, n: int, subject: int | None) -> int | None:
        """Whom a pronoun points at: who fits in gender and is named first in its sentence or one just before."""
        word = self.text[start:end].lower()
        gender = "f" if word in _FEMALE else "m"
        objective = word == "him" or (word == "her" and not re.match(r" [a-z]", self.text[end : end + 2]))
        fitting: list[int] = []
        for back in range(min(_BACK, n + 1)):
            fitting = [a for at, a in self.named[n - back] if (back or at < start) and self._fits(a, gender)]
            if objective:
                own = subject if subject is not None else self._first(n, start)
                fitting = [a for a in fitting if a != own]
            if fitting:
                break
        if not fitting:
            return None
        if self.genders[fitting[0]] is None and word not in _OBJECT:
            self.genders[fitting[0]] = gender
        return fitting[0]

    def _first(self, n: int, before: int) -> int | None:
        return next((a for at, a in self.named[n] if at < before), None)

    def _fits(self, actor: int, gender: str) -> bool:
        return actor < len(self.genders) and self.genders[actor] in {None, gender}

    def _group(self, hit: re.Match[str], n: int) -> tuple[int, ...]:
        if hit[1] == "two" and not hit[2]:
            after = self.text[hit.end() : hit.end() + 20]
            if _NOUN_AFTER.match(after) and not _VERB_AFTER.match(after):
                return ()  # "the two sons": a noun that is no actor follows
        noun = (hit[2] or hit[3] or hit[1] or "").split()[-1:]
        size = 3 if hit[1] == "three" else 2
        if held := _HELD_BY.get(noun[0]) if noun else None:
            holders = self._holders(held, "prime" in hit[0].lower(), n, hit.start(), size)
            if len(holders) == size:
                return holders
        return self._members(n, hit.start(), size, sides_only=bool(noun) and noun[0] in _SIDES_ONLY)

    def _holders(self, held: re.Pattern[str], prime: bool, n: int, at: int, size: int) -> tuple[int, ...]:
        """The last people of different sides named before a group, in offices that its noun can mean."""
        found: dict[str, int] = {}
        for back in range(min(_BACK_TO_HOLDERS, n + 1)):
            for start, actor in reversed(self.named[n - back]):
                who = self.actors[actor]
                if (back == 0 and start >= at) or not who.name or not who.side or not who.office:
                    continue
                if held.search(who.office.value.lower()) and (not prime or "prim" in who.office.value.lower()):
                    found.setdefault(who.side.value, actor)
            if len(found) >= size:
                return tuple(reversed(tuple(found.values())[:size]))
        return ()

    def _members(self, n: int, at: int, size: int, *, sides_only: bool) -> tuple[int, ...]:
        """The last of different sides named before a group, up to its size; nobody where they are fewer."""
        pool: dict[str, int] = {}
        for back in range(min(_BACK + 1, n + 1)):
            here = list(self._members_in(n - back, at if back == 0 else None, sides_only=sides_only))
            if back == 0:
                here.reverse()  # in its own sentence those named last; of one before those named first
            if not sides_only:
                here.sort(key=lambda a: self.actors[a].name is None)
            for actor in here:
                side = self.actors[actor].side
                if side:
                    pool.setdefault(side.value, actor)
            if len(pool) >= size:
                return tuple(pool.values())[:size]
        return ()

    def _members_in(self, n: int, before: int | None, *, sides_only: bool) -> Iterator[int]:
        here = [a for at, a in self.named[n] if before is None or at < before]
        yield from here
        if sides_only or not here:
            yield from (a for at, a in self.stood[n] if before is None or at < before)


def _alike(words: set[str], told: str, office: str) -> bool:
    """Whether the words of an office without a name can mean an office."""
    theirs = set(fold(office))
    if words == {"minister"} and "prime" in theirs:
        return False
    premier = words == {"premier"} and bool(theirs & {"premier", "prime"})
    return words <= theirs or premier or offices.same_office(told, office)
