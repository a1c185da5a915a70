"""The people named in a story, each once, with the office and the side told beside the name.

1. Names of several words are people where an office, a form of address, the table of offices or a
   recogniser says so.
2. A surname alone is the one who bears it; with an office, an address or in the table, somebody new.
3. Headlines come last, since their capitals tell nothing: their names are those found before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summitry import offices, whose
from summitry.model import Basis, Story
from summitry.namespans import addressed, common_words, fold, gender_told, is_month, split_headline
from summitry.ties import Tie, Words, find_ties

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summitry.namespans import Span
    from summitry.offices import PersonFacts, Table
    from summitry.officespans import OfficeSpan, SideTold

_HYPHEN = re.compile(r"[-–](?=[A-Z])")
_THE_TITLE = re.compile(r"\b(?:Pope|King|Queen|Prince|Princess|Emperor|Sultan) $")
_PRINCE = re.compile(r"(?<!Crown )\bPrince(?:ss)? $")
_GIVEN_LATE = frozenset({"CN", "KR", "KP", "TW", "VN", "HK", "SG", "KH", "JP", "MM", "HU", "MY"})
# What only people do, behind a name of several words.
_SPEAKS = re.compile(
    r",? (?:said|says|told|met|meets|spoke|visited|visits|arrived|arrives|travell?ed|flew|wrote|phoned)\b"
)
_BETWEEN = re.compile(r"\bbetween (?:the )?$")
_ACTS_BEFORE = re.compile(
    r"(?:,|\b(?:with|and|or|but|by|to|for|of|from|that|as|than|like|if|whether|because|where|between|after|before|since|when"
    r"|while|about|against|over|behind|says?|said|told|tells?|asks?|asked|urges?|urged|calls?|called|phones?|phoned|sees?|saw"
    r"|meets?|met|hosts?|hosted|invites?|invited|visits?|visited|thanks?|thanked|welcomes?|welcomed|greets?|greeted"
    r"|receives?|received|telephoned|congratulates?|congratulated|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)) $"
)
_LITTLE = {"general": 0, "leader": 1}  # titles that say less than any other office
_SMALL = ("meets", "says", "visits", "invited", "visit", "to", "will", "hosts", "calls", "wants", "tells", "arrives")


@dataclass(frozen=True, slots=True)
class OfficeTold:
    """An office with the words and the rule that give it."""

    value: str
    start: int
    end: int
    rule: str
    basis: Basis = Basis.STATED


@dataclass(slots=True)
class Person:
    """Somebody while a story is being read; becomes an `Actor`."""

    tokens: tuple[str, ...]
    name: Span
    office: OfficeTold | None = None
    side: SideTold | None = None
    private: bool = False
    facts: tuple[PersonFacts, ...] = ()
    gender: str | None = None
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where somebody is named. `reach`: where the office and side before the name begin."""

    start: int
    end: int
    person: int
    reach: int | None


@dataclass(slots=True)
class Persons:
    """Everybody named in a story, and where."""

    people: list[Person] = field(default_factory=list)
    namings: list[Naming] = field(default_factory=list)
    tied: set[Span] = field(default_factory=set)  # offices that belong to a name
    sides: set[int] = field(default_factory=set)  # starts of sides that belong to a name
    table: Table | None = None  # of offices, by which names were known


def find_persons(
    story: Story, sentences: Sequence[Words], named: Sequence[Span] = (), *, table: Table | None = None
) -> Persons:
    """The people of a story; see the head of this module.

    Args:
        story: the text.
        sentences: its sentences with what stands in them, in order.
        named: stretches that a reader takes for somebody who took part.
        table: who held which office; the built-in one if none is given.
    """
    return _Reader(story, sentences, named, table).read()


class _Reader:
    def __init__(self, story: Story, sentences: Sequence[Words], named: Sequence[Span], table: Table | None) -> None:
        self.story, self.text, self.sentences = story, story.text, sentences
        self.named, self.table = named, table
        self.found = Persons(table=table)
        self.around = whose.Around(story.text, story.date, sentences, self.found)
        self.people = self.found.people
        self.strong: set[str] = set()  # surnames that stand with an office or an address

    def read(self) -> Persons:
        told = [(n, s, find_ties(self.text, s)) for n, s in enumerate(self.sentences)]
        bodies = [row for row in told if not row[1].headline]
        self.strong = {w for _, _, ties in told for span, tie in ties.items() if (w := self._strong_surname(span, tie))}
        self._read(bodies)
        headlines = [(n, replace(s, names=tuple(self._split(s)))) for n, s in enumerate(self.sentences) if s.headline]
        self._read([(n, s, find_ties(self.text, s)) for n, s in headlines])
        self.found.namings.sort(key=lambda m: m.start)
        for person in self.people:
            if person.side is None and not person.private and not self._in_table(person):
                person.side = whose.inferred(self.around, person) or self._described(person)
        return self.found

    def _read(self, told: Iterable[tuple[int, Words, dict[Span, Tie]]]) -> None:
        later = []
        for n, sentence, ties in told:
            for span, tie in ties.items():
                tokens = fold(self.text[slice(*span)])
                if len(tokens) > 1 or (tie.before and tie.before.label == "name"):
                    self._full(n, sentence, span, tokens, tie)
                else:
                    later.append((n, span, tokens, tie))
        for n, span, tokens, tie in later:
            for part in self._apart(span):
                words = tokens if part == span else fold(self.text[slice(*part)])
                if words and len(words[0]) > 1:
                    self._single(n, part, words, tie if part == span else Tie())

    def _named(self, name: str) -> tuple[PersonFacts, ...]:
        return offices.people_named(name, table=self.table)

    def _split(self, sentence: Words) -> Iterator[Span]:
        """The names in a headline."""
        told = {p.tokens for p in self.people} | {(p.tokens[-1],) for p in self.people}
        told |= {p.tokens[:1] for p in self.people if _family_first(p)}
        common = common_words(self.text, _SMALL)

        def known(part: Span) -> bool:
            words = self.text[slice(*part)]
            return fold(words) in told or self._date_fits(self._named(words))

        for span in sentence.names:
            yield from split_headline(self.text, span, known, common)

    def _strong_surname(self, span: Span, tie: Tie) -> str | None:
        words = fold(self.text[slice(*span)])
        strong = tie.office_before or addressed(self.text, span[0])
        return words[0] if strong and len(words) == 1 else None

    # -- names of several words ------------------------------------------------------------

    def _full(self, n: int, sentence: Words, span: Span, tokens: tuple[str, ...], tie: Tie) -> None:
        known = self._known(tokens)
        if known is None:
            span, tokens = self._trimmed(sentence, span, tokens)
            if len(tokens) == 1:
                self._single(n, span, tokens, tie)
                return
            known = self._known(tokens)
        if known is None:
            people = self._named(self.text[slice(*span)])
            if not (people or self._evidence(span, tokens, tie)):
                return
            known = len(self.people)
            gender = people[0].gender if len(people) == 1 else None
            self.people.append(Person(tokens, span, facts=people, gender=gender, sentence=n))
        person = self.people[known]
        if len(tokens) > len(person.tokens) and self._is_fuller(person, tokens):
            person.tokens, person.name = tokens, span
        self._tell(person, tie, span)
        self._companion(person, tie)
        self._add(span, known, tie)

    def _trimmed(self, sentence: Words, span: Span, tokens: tuple[str, ...]) -> tuple[Span, tuple[str, ...]]:
        """The name without a sentence's first word, where a reader or the table leaves it out."""
        first, blank, _ = self.text[slice(*span)].partition(" ")
        rest = span[0] + len(first) + 1, span[1]
        whole = self._named(self.text[slice(*span)])
        if span[0] != sentence.start or not blank or whole or any(a == span[0] for a, _ in self.named):
            return span, tokens
        known = self._named(self.text[slice(*rest)]) or self._known(fold(self.text[slice(*rest)])) is not None
        several = len(fold(self.text[slice(*rest)])) > 1
        if known or (several and any(a == rest[0] and b <= rest[1] for a, b in self.named)):
            return rest, fold(self.text[slice(*rest)])
        return span, tokens

    def _evidence(self, span: Span, tokens: tuple[str, ...], tie: Tie) -> bool:
        """Whether something beside the capitals says that this is a person."""
        return bool(
            tie.office_before
            or (tie.before and tie.before.label == "name")
            or (tie.after and tie.after.label in {"person", "private"})
            or addressed(self.text, span[0])
            or tokens[-1] in self.strong
            or (tie.side is not None and len(tokens) == len(("given", "family")))
            or _SPEAKS.match(self.text, span[1])
            or any(a < span[1] and span[0] < b for a, b in self.named)
        )

    def _known(self, tokens: tuple[str, ...]) -> int | None:
        mine = set(tokens)
        for n, person in enumerate(self.people):
            theirs = set(person.tokens)
            if mine == theirs or (mine < theirs and len(mine) > 1) or (theirs < mine and len(theirs) > 1):
                return n
            if len(mine & theirs) > 1 and tokens[-1] == person.tokens[-1]:
                return n
        return None

    def _is_fuller(self, person: Person, tokens: tuple[str, ...]) -> bool:
        """False where the longer form only has a stray word behind a name that the table knows."""
        return tokens[-1] == person.tokens[-1] or not person.facts

    # -- one word ----------------------------------------------------------------------------

    def _single(self, n: int, span: Span, word: tuple[str, ...], tie: Tie) -> None:
        if word[0] == "may" and is_month(self.text, span) and not tie.office_before:
            return
        if tie.loose and any(self._bears(p, word[0], tie.before) and _other_side(p, tie.before) for p in self.people):
            tie = replace(tie, before=None)  # "… with the Kenyan minister, Berg said": no apposition
        people = self._named(self.text[slice(*span)])
        owner = self._owner(word[0], span, tie, people)
        if owner is None:
            owner = self._new(n, span, word, tie, people)
        if owner is None:
            return
        self._tell(self.people[owner], tie, span)
        self._companion(self.people[owner], tie)
        self._add(span, owner, tie)

    def _apart(self, span: Span) -> tuple[Span, ...]:
        """The two of "the Berg-Otieno talks", where both are known; else the word as it is."""
        hyphen = _HYPHEN.search(self.text, *span)
        if hyphen is None:
            return (span,)
        parts = (span[0], hyphen.start()), (hyphen.end(), span[1])
        return parts if all(self._is_known(part) for part in parts) else (span,)

    def _is_known(self, span: Span) -> bool:
        words = self.text[slice(*span)]
        told = fold(words)
        borne = any(self._bears(p, told[0], None) for p in self.people) if told else False
        return borne or self._date_fits(self._named(words))

    def _owner(self, word: str, span: Span, tie: Tie, people: tuple[PersonFacts, ...]) -> int | None:
        """Who of those found bears a surname, or None where it is somebody else."""
        gender = gender_told(self.text, span[0])
        owners = [
            n
            for n, p in enumerate(self.people)
            if self._bears(p, word, tie.before)
            and not (gender and p.gender and gender != p.gender)
            and not _other_side(p, tie.before)
        ]
        if not owners:
            return None
        recent = {m.person: m.start for m in self.found.namings if m.start < span[0]}
        best = max(owners, key=lambda n: (self._agrees(n, tie), self._stands(self.people[n]), recent.get(n, -1)))
        person = self.people[best]
        holds = any(offices.held_at(p, self.story.date) for p in people)
        if (
            holds
            and gender != "f"
            and not self._stands(person)
            and len(person.tokens) > 1
            and not self._agrees(best, tie)
        ):
            return None  # the surname is the president's, though only his wife is named in full
        return best

    def _agrees(self, n: int, tie: Tie) -> bool:
        """Whether the office before a surname is that person's."""
        office, before = self.people[n].office, tie.before
        if before is None or office is None:
            return False
        side = self.people[n].side
        same_side = bool(before.side and side and before.side.code == side.code)
        return same_side or offices.same_office(before.words, office.value)

    def _stands(self, person: Person) -> bool:
        """Whether somebody has an office, told or by the table at the story's date."""
        if person.office and not person.private:
            return True
        return any(offices.held_at(p, self.story.date) for p in person.facts)

    def _bears(self, person: Person, word: str, before: OfficeSpan | None) -> bool:
        if word not in person.tokens:
            return False
        if len(person.tokens) == 1 or word == person.tokens[-1]:
            return True
        by_fact = {t for p in person.facts for t in fold(p.surname or "")}
        if by_fact:
            return word in by_fact
        if _family_first(person) or "-" in "".join(person.tokens[1:]):
            return word == person.tokens[0]
        return before is not None

    def _new(self, n: int, span: Span, word: tuple[str, ...], tie: Tie, people: tuple[PersonFacts, ...]) -> int | None:
        strong = (tie.before is not None and tie.before.label == "person") or addressed(self.text, span[0])
        seen = any(a <= span[0] and span[1] <= b for a, b in self.named)
        famous = bool(people) and (seen or self._acts(span)) and self._date_fits(people)
        apposed = tie.after is not None and tie.after.label == "person" and tie.after.side is not None
        of_side = tie.side is not None and (seen or bool(people))
        if not (strong or famous or apposed or of_side):
            return None
        fitting = self._fitting(people, tie)
        known = fitting if len(fitting) == 1 else people if len(people) == 1 else ()
        gender = known[0].gender if known else gender_told(self.text, span[0])
        self.people.append(Person(word, span, facts=known, gender=gender, sentence=n))
        return len(self.people) - 1

    def _fitting(self, people: tuple[PersonFacts, ...], tie: Tie) -> tuple[PersonFacts, ...]:
        """Those who held the office told before the name, at the story's date."""
        before = tie.before
        side = tie.side or (before.side if before else None)

        def fits(tenure: offices.Tenure) -> bool:
            if side and tenure.side != side.code:
                return False
            return before is None or offices.same_office(before.words, tenure.office, side=tenure.side)

        return tuple(p for p in people if any(fits(t) for t in offices.held_at(p, self.story.date)))

    def _acts(self, span: Span) -> bool:
        """True where a lone word stands as somebody who acts or is met, not inside a longer name."""
        before = self.text[max(0, span[0] - 16) : span[0]]
        if _ACTS_BEFORE.search(before):
            return True
        return not re.match(r" [A-Z]", self.text[span[1] : span[1] + 2]) and not re.search(r"[A-Za-z] $", before)

    def _date_fits(self, people: tuple[PersonFacts, ...]) -> bool:
        date = self.story.date
        return any(offices.held_at(p, date) for p in people) if date else len(people) == 1

    # -- what is told beside a name ----------------------------------------------------------

    def _add(self, span: Span, person: int, tie: Tie) -> None:
        for office in (tie.before, *tie.beside, tie.after):
            if office is not None:
                self.found.tied.add((office.start, office.end))
        starts = [o.start for o in (tie.before, tie.side) if o is not None and o.start < span[0]]
        if tie.side and tie.side.start < span[0]:
            self.found.sides.add(tie.side.start)
        self.found.namings.append(Naming(*span, person, min(starts, default=None)))

    def _tell(self, person: Person, tie: Tie, span: Span) -> None:
        self._entitle(person, tie, span)
        person.gender = person.gender or gender_told(self.text, span[0])
        for office, former in ((tie.before, False), (tie.after, tie.former)):
            if office is None or office.label in {"body", "name"}:
                if office is not None and office.label == "name" and office.side:
                    person.side = person.side or office.side
                continue
            if office.label == "private":
                person.private = person.private or not (person.office or self._stands(person))
                continue
            self._tell_office(person, office, span[0], former=former)
        if tie.side and person.side is None:
            person.side = tie.side

    def _tell_office(self, person: Person, office: OfficeSpan, at: int, *, former: bool) -> None:
        told = OfficeTold(f"former {office.words}" if former else office.words, *office.core, office.rule)
        if office.counterpart:
            other = self._office_named_before(at)
            theirs = office.side.code if office.side else None
            told = replace(
                told, value=offices.of_counterpart(other, theirs) if other else told.value, basis=Basis.INFERRED
            )
        if person.office is None or (_weight(office.rule) > _weight(person.office.rule) and not _is_past(told.value)):
            person.office = told
        side = office.side
        if side and (person.side is None or person.side.code == side.code.split("-")[0]):
            person.side = side  # a state within a state says more than the state

    def _entitle(self, person: Person, tie: Tie, span: Span) -> None:
        """Make the title part of a name that is known with it: "Pope Francis", "Prince Harry"."""
        if tie.before is None or tie.before.rule not in {"king", "pope"} or len(person.tokens) > 1:
            return
        title = _THE_TITLE.search(self.text, max(0, span[0] - 10), span[0])
        if title is None:
            return
        known = self._named(self.text[title.start() : span[1]])
        prince = _PRINCE.search(self.text, max(0, span[0] - 16), span[0])
        if known or (prince and not self._named(self.text[slice(*span)])):
            person.name = title.start(), span[1]
            person.facts = person.facts or known

    def _companion(self, person: Person, tie: Tie) -> None:
        """The side of the one before in "Kenya's President Were and Foreign Minister Otieno"."""
        before = tie.before
        if person.side is not None or before is None or before.side is not None or person.facts:
            return
        last = max((m for m in self.found.namings if m.end <= before.start), key=lambda m: m.start, default=None)
        side = whose.side_of(self.around, last) if last else None
        begin = 0 if last is None else last.start if last.reach is None else last.reach
        if _BETWEEN.search(self.text, max(0, begin - 12), begin):
            return  # "talks between Secretary Hale and Foreign Minister Otieno": two sides
        if last and side and re.fullmatch(r",? and |, ", self.text[last.end : before.start]):
            person.side = replace(side, rule="companion-side")

    def _office_named_before(self, at: int) -> str | None:
        """The office of the one named last before a place in its sentence: whose counterpart is meant."""
        sentence = next((s for s in self.sentences if s.start <= at < s.end), None)
        start = sentence.start if sentence else 0
        told = [(m.start, self.people[m.person].office) for m in self.found.namings if start <= m.start < at]
        for word in re.finditer(r"[A-Z][\w’'-]+", self.text[start:at]):  # surnames are read after full names
            folded = fold(word[0])
            told += [(start + word.start(), p.office) for p in self.people if folded and p.tokens[-1] == folded[-1]]
        last = max(((place, office) for place, office in told if office), key=lambda one: one[0], default=None)
        return last[1].value if last else None

    def _described(self, person: Person) -> SideTold | None:
        """The side, and the office too, of whoever is told of before being named."""
        told = whose.described(self.around, person) if person.office is None else None
        if told is None or told.side is None:
            return None
        person.office = OfficeTold(told.words, *told.core, told.rule, Basis.INFERRED)
        return replace(told.side, rule="side:described")

    def _in_table(self, person: Person) -> bool:
        return bool(person.facts or self._named(self.text[slice(*person.name)]))


def _weight(rule: str) -> int:
    return _LITTLE.get(rule, len(_LITTLE))


def _is_past(office: str) -> bool:
    return office.startswith(("former", "ex-", "late "))


def _family_first(person: Person) -> bool:
    return bool(person.side and person.side.code in _GIVEN_LATE)


def _other_side(person: Person, before: OfficeSpan | None) -> bool:
    """Whether the office before a surname is of another side than the person."""
    if person.side is None or before is None or before.side is None or before.label == "body":
        return False
    mine, told = person.side.code.partition("-")[0], before.side.code.partition("-")[0]
    return mine != told and not before.side_by_default
