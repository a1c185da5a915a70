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

from summitry import facts, offices, sidespans
from summitry.model import Basis, Story
from summitry.namespans import addressed, common_words, fold, gender_told, split_headline
from summitry.officespans import OfficeSpan, SideTold, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summitry.facts import SideHit
    from summitry.namespans import Span
    from summitry.offices import PersonFacts

_TITLE = r"(?:(?:Mr|Ms|Mrs|Dr|Sir|Lt|Gen|Col|Sheikh|Ayatollah)\.? )?"
_RIGHT_BEFORE = re.compile(rf" (?:\([A-Z]+\) )?{_TITLE}")
_COMMA_BEFORE = re.compile(rf", {_TITLE}")
_APPOSED = re.compile(
    r"(?:, | \(| [–—-] )(?P<then>who was |formerly )?(?:who (?:is|serves as|has been) )?(?:now |currently |also |then )?"
    r"(?:(?:the|an?|his|her|its|their) (?:[a-z-]+ ){0,2})?"
    r"| (?:is|was(?P<was>)) (?:now )?(?:the |an? )?"
)
_FORMER = re.compile(r"\b(?:former|ex|one-time|onetime)[ -]$", re.IGNORECASE)
_REACH = 60  # characters between a name and the office that stands in apposition to it
_AND_NAME = re.compile(r"(?:,? and |, )")
_OF = re.compile(r",? of (?:the )?")
_OWNER = re.compile(r"[’'](?:s )? ?")
_THE_TITLE = re.compile(r"\b(?:Pope|King|Queen|Prince|Princess|Emperor|Sultan) $")
_PRINCE = re.compile(r"(?<!Crown )\bPrince(?:ss)? $")
_GIVEN_LATE = frozenset({"CN", "KR", "KP", "TW", "VN", "HK", "SG", "KH", "JP", "MM", "HU", "MY"})
_ACTS_BEFORE = re.compile(r"(?:with|and|by|to|for|of|from|,|that|as|after|when|while|meets?|met|hosts?) $")
_MONTH_BEFORE = re.compile(r"\b(?:in|on|since|until|by|of|last|next|this|early|late|mid|from|\d+)[ -]$")
_SAYS = re.compile(r"[^.]{0,20}\b(?:said|says|announced|confirmed|reported|stated|told)\b")
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


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in one sentence: offices, sides, and runs of words that can be names."""

    start: int
    end: int
    offices: tuple[OfficeSpan, ...]
    sides: tuple[SideHit, ...]
    names: tuple[Span, ...]
    headline: bool


@dataclass(slots=True)
class Tie:
    """The offices that stand right before and right after a name."""

    before: OfficeSpan | None = None
    after: OfficeSpan | None = None
    former: bool = False  # the one after is told as past
    side: SideTold | None = None  # "Norway's Berg", "Berg of Norway"

    @property
    def office_before(self) -> bool:
        """Whether an office of a person stands before the name."""
        return self.before is not None and self.before.label in {"person", "people", "private"}


@dataclass(slots=True)
class Persons:
    """Everybody named in a story, and where."""

    people: list[Person] = field(default_factory=list)
    namings: list[Naming] = field(default_factory=list)
    tied: set[Span] = field(default_factory=set)  # offices that belong to a name
    sides: set[int] = field(default_factory=set)  # starts of sides that belong to a name


def find_persons(story: Story, sentences: Sequence[Words], named: Sequence[Span]) -> Persons:
    """The people of a story; see the head of this module.

    Args:
        story: the text.
        sentences: its sentences with what stands in them, in order.
        named: stretches that a recogniser takes for persons.
    """
    return _Reader(story, sentences, named).read()


class _Reader:
    def __init__(self, story: Story, sentences: Sequence[Words], named: Sequence[Span]) -> None:
        self.story, self.text, self.sentences = story, story.text, sentences
        self.named = named
        self.found = Persons()
        self.people = self.found.people
        self.strong: set[str] = set()  # surnames that stand with an office or an address

    def read(self) -> Persons:
        told = [(n, s, _ties(self.text, s)) for n, s in enumerate(self.sentences)]
        bodies = [row for row in told if not row[1].headline]
        self.strong = {w for _, _, ties in told for span, tie in ties.items() if (w := self._strong_surname(span, tie))}
        self._read(bodies)
        headlines = [(n, replace(s, names=tuple(self._split(s)))) for n, s in enumerate(self.sentences) if s.headline]
        self._read([(n, s, _ties(self.text, s)) for n, s in headlines])
        self.found.namings.sort(key=lambda m: m.start)
        for n, sentence in enumerate(self.sentences):
            self._sides_by_place(n, sentence)
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
            if tokens and len(tokens[0]) > 1:
                self._single(n, span, tokens, tie)

    def _split(self, sentence: Words) -> Iterator[Span]:
        """The names in a headline."""
        told = {p.tokens for p in self.people} | {(p.tokens[-1],) for p in self.people}
        told |= {p.tokens[:1] for p in self.people if _family_first(p)}
        common = common_words(self.text, _SMALL)

        def known(part: Span) -> bool:
            words = self.text[slice(*part)]
            return fold(words) in told or self._date_fits(offices.people_named(words))

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
            known = self._known(tokens)
        if known is None:
            people = offices.people_named(self.text[slice(*span)])
            if not (people or self._evidence(span, tokens, tie)):
                return
            known = len(self.people)
            gender = people[0].gender if len(people) == 1 else None
            self.people.append(Person(tokens, span, facts=people, gender=gender, sentence=n))
        person = self.people[known]
        if len(tokens) > len(person.tokens) and self._is_fuller(person, tokens):
            person.tokens, person.name = tokens, span
        self._tell(person, tie, span)
        self._companion(person, tie, span)
        self._add(span, known, tie)

    def _trimmed(self, sentence: Words, span: Span, tokens: tuple[str, ...]) -> tuple[Span, tuple[str, ...]]:
        """The name without a sentence's first word, where a recogniser or the table leaves it out."""
        first, blank, _ = self.text[slice(*span)].partition(" ")
        rest = span[0] + len(first) + 1, span[1]
        if span[0] != sentence.start or not blank or any(a == span[0] for a, _ in self.named):
            return span, tokens
        known = offices.people_named(self.text[slice(*rest)]) or self._known(fold(self.text[slice(*rest)])) is not None
        if known or any(a == rest[0] and b <= rest[1] for a, b in self.named):
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
        if word[0] == "may" and self._month(span) and not tie.office_before:
            return
        people = offices.people_named(self.text[slice(*span)])
        owner = self._owner(word[0], span, tie, people)
        if owner is None:
            owner = self._new(n, span, word, tie, people)
        if owner is None:
            return
        self._tell(self.people[owner], tie, span)
        self._companion(self.people[owner], tie, span)
        self._add(span, owner, tie)

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
            return None  # "Trump" is the president, though only his wife is named in full
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
        by_fact = {t for p in person.facts for t in fold(p.surname)}
        if by_fact:
            return word in by_fact
        if _family_first(person) or "-" in "".join(person.tokens[1:]):
            return word == person.tokens[0]
        return before is not None

    def _new(self, n: int, span: Span, word: tuple[str, ...], tie: Tie, people: tuple[PersonFacts, ...]) -> int | None:
        strong = tie.before is not None and tie.before.label == "person" or addressed(self.text, span[0])
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

    def _month(self, span: Span) -> bool:
        """True where "May" is the month."""
        before = _MONTH_BEFORE.search(self.text, max(0, span[0] - 8), span[0])
        return before is not None or re.match(r",? \d", self.text[span[1] : span[1] + 6]) is not None

    def _acts(self, span: Span) -> bool:
        """True where a lone word stands as somebody who acts or is met, not inside a longer name."""
        before = self.text[max(0, span[0] - 8) : span[0]]
        if _ACTS_BEFORE.search(before):
            return True
        return not re.match(r" [A-Z]", self.text[span[1] : span[1] + 2]) and not re.search(r"[A-Za-z] $", before)

    def _date_fits(self, people: tuple[PersonFacts, ...]) -> bool:
        date = self.story.date
        return any(offices.held_at(p, date) for p in people) if date else len(people) == 1

    # -- what is told beside a name ----------------------------------------------------------

    def _add(self, span: Span, person: int, tie: Tie) -> None:
        for office in (tie.before, tie.after):
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
            other = self.office_before(at)
            told = replace(told, value=other or told.value, basis=Basis.INFERRED)
        if person.office is None or (person.office.rule == "leader" and office.rule != "leader"):
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
        known = offices.people_named(self.text[title.start() : span[1]])
        prince = _PRINCE.search(self.text, max(0, span[0] - 16), span[0])
        if known or (prince and not offices.people_named(self.text[slice(*span)])):
            person.name = title.start(), span[1]
            person.facts = person.facts or known

    def _companion(self, person: Person, tie: Tie, span: Span) -> None:
        """The side of the one before in "Kenya's President Were and Foreign Minister Otieno"."""
        before = tie.before
        if person.side is not None or before is None or before.side is not None or person.facts:
            return
        last = max((m for m in self.found.namings if m.end <= before.start), key=lambda m: m.start, default=None)
        side = self.people[last.person].side if last else None
        if last and side and re.fullmatch(r",? and |, ", self.text[last.end : before.start]):
            person.side = replace(side, rule="companion-side")

    def office_before(self, at: int) -> str | None:
        """The office of the one named last before a place in its sentence: whose counterpart is meant."""
        sentence = next((s for s in self.sentences if s.start <= at < s.end), None)
        start = sentence.start if sentence else 0
        for naming in sorted(self.found.namings, key=lambda m: -m.start):
            office = self.people[naming.person].office
            if start <= naming.start < at and office:
                return office.value
        return None

    def _sides_by_place(self, n: int, sentence: Words) -> None:
        """The side of an office told without one: that of the land visited, or of the ministry that says so."""
        for person in self.people:
            if person.sentence != n or person.side or not person.office or person.private or self._table_side(person):
                continue
            person.side = self._by_ministry(sentence, person) or _visited(self.text, sentence, person.office.start)

    def _table_side(self, person: Person) -> bool:
        return bool(person.facts or offices.people_named(self.text[slice(*person.name)]))

    def _by_ministry(self, sentence: Words, person: Person) -> SideTold | None:
        office = person.office
        for body in sentence.offices:
            if office and body.end < office.start and body.rule == "ministry" and body.side:
                field_ = set(fold(body.words)) & set(fold(office.value))
                if field_ and _SAYS.match(self.text, body.end):
                    return replace(body.side, rule="side:ministry")
        return None


def _visited(text: str, sentence: Words, at: int) -> SideTold | None:
    hit = sidespans.visited(text, sentence.sides, sentence.start, at)
    return SideTold(hit.code, hit.start, hit.end, "side:visited") if hit else None


def table_side(person: Person, text: str, date: str | None) -> str | None:
    """The side of somebody in the table of offices at a date, or at any; a state before an organisation."""
    people = person.facts or offices.people_named(text[slice(*person.name)])
    if person.office:
        alike = [p for p in people if any(offices.same_office(person.office.value, t.office) for t in p.tenures)]
        people = tuple(alike) or people
    tenures = [t for p in people for t in offices.held_at(p, date)] or [t for p in people for t in p.tenures]
    sides = {t.side for t in tenures}
    states = {s for s in sides if facts.is_state(s)}
    sides = states or sides
    return sides.pop() if len(sides) == 1 else None


def _family_first(person: Person) -> bool:
    return bool(person.side and person.side.code in _GIVEN_LATE)


def _other_side(person: Person, before: OfficeSpan | None) -> bool:
    """Whether the office before a surname is of another side than the person."""
    if person.side is None or before is None or before.side is None or before.label == "body":
        return False
    mine, told = person.side.code.partition("-")[0], before.side.code.partition("-")[0]
    default = before.core[0] <= before.side.start and before.side.end <= before.core[1]
    return mine != told and not default


# --- offices and sides beside names --------------------------------------------------------------


def _ties(text: str, sentence: Words) -> dict[Span, Tie]:
    """Each name of a sentence with the offices and the side that stand with it."""
    ties = {span: Tie() for span in sentence.names}
    for office in sentence.offices:
        if office.label == "name":
            ties[office.core] = Tie(before=office)
    ordered = sorted(ties)
    ties = {span: ties[span] for span in ordered}
    leading: set[Span] = set()  # offices with a name right behind
    for office in sentence.offices:
        near = [span for span in ordered if 0 < span[0] - office.end <= 24]
        if near and not office.plural and _RIGHT_BEFORE.fullmatch(text, office.end, near[0][0]):
            ties[near[0]].before = office
            leading.add(office.core)
        elif near and office.plural and office.label == "people":
            if _RIGHT_BEFORE.fullmatch(text, office.end, near[0][0]):
                ties[near[0]].before = office
                leading.add(office.core)
    apposed = _appositions(text, sentence, ties, leading)
    for office in sentence.offices:
        if office.core in apposed or office.core in leading or office.label in {"body", "name"}:
            continue
        near = [span for span in ordered if 0 < span[0] - office.end <= 24]
        if office.plural:
            _share(text, office, near and [s for s in ordered if s >= near[0]], ties, sentence)
        elif near and (office.determiner or office.sides) and _COMMA_BEFORE.fullmatch(text, office.end, near[0][0]):
            ties[near[0]].before = ties[near[0]].before or office
    for span in ordered:
        ties[span].side = _side_beside(text, span, sentence)
    return ties


def _appositions(text: str, sentence: Words, ties: dict[Span, Tie], leading: set[Span]) -> set[Span]:
    """Tie offices told after a name ("Berg, the Norwegian premier"); gives those tied."""
    apposed: set[Span] = set()
    for span, tie in ties.items():
        for office in sentence.offices:
            if not 0 < office.start - span[1] <= _REACH or office.core in leading or office.core in apposed:
                continue
            gap = _APPOSED.fullmatch(text, span[1], office.start)
            if gap and not office.plural and office.label != "body":
                tie.after = office
                former = _FORMER.search(text, span[1], office.start)
                tie.former = bool(former or gap["then"] or gap["was"] is not None)
                apposed.add(office.core)
                break
    return apposed


def _share(text: str, office: OfficeSpan, names: Sequence[Span], ties: dict[Span, Tie], sentence: Words) -> None:
    """Give each of the names behind a plural its office ("Presidents Otieno of Kenya and Okello of Uganda")."""
    listed: list[Span] = []
    at = office.end
    for span in names:
        gap = _AND_NAME if listed else re.compile(r",? ")
        side = _side_beside(text, listed[-1], sentence) if listed else None
        if not gap.fullmatch(text, max(at, side.end if side else 0), span[0]):
            break
        listed.append(span)
        at = span[1]
    sides = office.sides
    apart = text[office.end : office.end + 1] == ","
    if not listed or (apart and len(sides) != len(listed)) or (len(sides) > 1 and len(sides) != len(listed)):
        return
    single = replace(office, words=one_of(office.words), plural=False)
    for n, span in enumerate(listed):
        mine = sides[n : n + 1] if len(sides) > 1 else sides
        ties[span].before = ties[span].before or replace(single, sides=mine)


def _side_beside(text: str, span: Span, sentence: Words) -> SideTold | None:
    """The side in "Norway's Berg" and "Berg of Norway"."""
    for hit in sentence.sides:
        if 0 < hit.start - span[1] <= 10 and _OF.fullmatch(text, span[1], hit.start):
            return SideTold(hit.code, hit.start, hit.end, "of-side")
        if 0 < span[0] - hit.end <= 3 and _OWNER.fullmatch(text, hit.end, span[0]):
            return SideTold(hit.code, hit.start, hit.end, "owner-side")
    return None
