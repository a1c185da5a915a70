"""Who is in a story: names with their offices and sides, bodies and sides without names.

Reads words, not parses, so that a name told in one sentence serves the whole story. The order is
the language's: a side, an office and a name stand together ("China's Foreign Minister Qin Gang",
"Qin Gang, the foreign minister of China"), and the fullest form comes once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from summitry import facts, names, offices
from summitry.lexicon import patterns
from summitry.model import Actor, Basis, Claim, Mention, MentionKind, Story

_NAME_WORD = r"(?:[A-Z]\.(?:[A-Z]\.)*|[A-ZÀ-ÞĀ-Ž][\w’'\-]*[\w]|[A-Z]{2}\b)"
_PARTICLE = r"(?:bin|al|el|von|van|der|den|de|da|dos|du|del|della|di|ben|ibn|ul|ur|abu|ould|la|le)"
_NAME = re.compile(
    rf"(?<![\w’'.])(?:[Aa]l-|[Ee]l-)?{_NAME_WORD}(?:(?: {_PARTICLE}){{0,2}} (?:[Aa]l-|[Ee]l-|ash-|as-|at-|ar-|an-)?{_NAME_WORD})*(?:,? Jr\.)?"
)
# Capitalised words that are no part of a person's name, so that a name stops before them.
_STOP = frozenset(
    """the a an in on at of for to by from with and or but as if after before during while when where who what why how
    this that these those it its he she they we i you his her their our your my is are was were be been has have had
    will would might can could should not no yes both all some many most more much several two three four five six
    also then now however meanwhile although though since until under over about against between among into through
    earlier later last next first second third new former ex late senior top high chief current acting deputy vice
    january february march april june july august september october november december jan feb mar apr jun jul aug sep
    sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr sir lady lord madam
    north south east west northern southern eastern western central middle republic kingdom union united states nations
    council committee conference summit assembly congress senate parliament party ministry department office agency
    university institute center centre bank fund court house palace hotel airport city province region state school
    international national global world foreign general security defense defence peace trade war news times post press
    agreement treaty accord protocol plan act forum organization organisation association group company corp
    american european african asian arab islamic muslim christian jewish western god internet covid brexit
    according speaking asked officials leaders talks meeting visit minister president secretary prime""".split()
)
_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Baroness|Dame|Madam|Sayyid|Ayatollah|Hojatoleslam|Sheikh|Sheikha|Father|Rev)\.? $")
# What may stand before the head of an office: "acting deputy foreign minister".
_MODIFIERS = frozenset(
    """acting interim caretaker transitional former ex then outgoing incoming newly elected new deputy vice assistant under
    first second third senior top chief special high permanent joint foreign interior defence defense finance trade economy
    economic energy oil justice home health agriculture commerce transport education environment climate culture
    information external affairs state presidential royal military army naval security intelligence nuclear peace
    political opposition rebel party parliament parliamentary national international regional local federal provincial
    communist conservative longtime long-time ruling visiting fellow policy government general lead ranking treasury labour
    labor humanitarian rights human principal personal main cabinet police highest-ranking unnamed de facto""".split()
)
_NO_MODIFIER = frozenset(
    """the a an in on at by for from of with and but or after before while when as that this it he she they his her their its
    sunday monday tuesday wednesday thursday friday saturday january february march april june july august september
    october november december mr mrs ms to between during following against among if how what who until since ahead""".split()
)
# Between a side and an office: "North Korea's reclusive leader".
_ADJECTIVES = re.compile(
    r"(?:[’']s?)? (?:(?!(?:by|in|with|to|and|of|for|on|from|at|as|that|who|after|before|over|is|was|has|had|will|would|says?|said|when|while|or|but|the|an?|his|her|their|its|between|against|into|near|during|under|urges?|calls?|asks?|tells?|told)\b)[a-z][\w-]+ ){0,3}"
)
_LAST_WORD = re.compile(r"([^\W_][\w.’'-]*) $")
_OF = re.compile(
    r" (?:of|for|to|on|in charge of) (?:the )?"
    r"(?:(?:[Ff]oreign|[Ss]tate|[Dd]efen[cs]e|[Ii]nterior|[Ff]inance|[Tt]rade|[Ee]xternal|[Ii]nternational|[Nn]ational|[Ss]ecurity|"
    r"[Ee]conomic|[Pp]olitical|[Ee]uropean|[Mm]ilitary|[Aa]ffairs|[Rr]elations|[Aa]rms|[Cc]ontrol|[Hh]uman|[Rr]ights|[Cc]limate|"
    r"[Cc]hange|[Cc]ulture|[Ee]nergy|[Pp]ublic|[Gg]overnment|[Pp]arliament|[Cc]abinet|and|&|of|the|[A-Z][\w.'’-]*)(?: |(?=[,.;:)]|$)))+"
)
# Offices that say what they are for, or where to: "envoy to Syria", "minister for trade".
_SENT = frozenset({"envoy", "representative", "ambassador", "adviser", "negotiator", "minister", "secretary", "director", "commissioner"})
_DAY = re.compile(r" (?:for|to|on) (?:the )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|.* (?:January|February|March|April|May|June|July|August|September|October|November|December)")
_PRONOUN = re.compile(r"\b(?:he|she|him|He|She|his|her|His|Her)\b")
_GROUP = re.compile(
    r"\b(?:[Tt]he (two|three|pair|duo|leaders|ministers|presidents)(?: (leaders|men|women|presidents|ministers|officials|diplomats|"
    r"politicians|statesmen|premiers|envoys|countries|sides|nations|governments|states|neighbou?rs|powers|allies|rivals|"
    r"(?:[\w-]+ ){0,2}(?:ministers|leaders|presidents|chiefs)))?|[Bb]oth (leaders|men|women|presidents|ministers|officials|sides|countries|nations|governments)|"
    r"(They|they|Their|their))\b"
)
_THE_OFFICE_BEFORE = re.compile(r"\b(the|The|his|her|their|His|Her|Their|its|a|an|A|An)\s+$")
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(slots=True)
class Person:
    """Somebody while a story is being read; becomes an `Actor`."""

    tokens: tuple[str, ...]
    name: tuple[int, int]
    office: tuple[str, int, int, str] | None = None  # value, start, end, rule
    side: tuple[str, int, int, str] | None = None  # code, start, end, rule
    private: bool = False
    facts: tuple[offices.PersonFacts, ...] = ()
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """Words that name an office: its head with what stands around it."""

    start: int  # with modifiers, side and possessor, without article
    end: int
    core: tuple[int, int]  # the office's own words, without the side
    label: str  # person, people, body, private
    rule: str
    side: tuple[str, int, int] | None
    plural: bool
    determiner: str | None


@dataclass(slots=True)
class People:
    """What `find` gathers from a story."""

    actors: list[Actor] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


@cache
def _office_heads() -> tuple[re.Pattern[str], dict[str, tuple[str, str, str | None]]]:
    parts, labels = [], {}
    for n, entry in enumerate(patterns("office_words")):
        label, _, side = entry.label.partition("@")
        labels[f"o{n}"] = (entry.id, label, side or None)
        parts.append(f"(?P<o{n}>{entry.pattern.pattern})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w])"), labels


_PARTICLES = frozenset({"al", "el", "bin", "ibn", "jr", "von", "van", "de", "da", "ul", "abu"})


def fold(name: str) -> tuple[str, ...]:
    """A name's words for comparing: folded, without particles, hyphened names in one piece.

    >>> fold("Bashar al-Assad")
    ('bashar', 'assad')
    """
    text = re.sub(r"'s\b|[.,]", "", names.fold(name).replace("’", "'"))
    words = [re.sub(r"^(?:al|el|ash|as|at|ar|an)-", "", w) for w in text.split()]
    return tuple(w for w in words if w not in _PARTICLES) or tuple(words)


def find(story: Story, spans: Iterable[tuple[int, int]], named: Iterable[tuple[int, int]] = ()) -> People:
    """Actors of the story and every mention of them.

    Args:
        story: the text.
        spans: its sentences, in order.
        named: stretches that a recogniser takes for persons, as evidence beside the words around a name.
    """
    return _Finder(story, tuple(spans), tuple(named)).run()


class _Finder:
    def __init__(self, story: Story, spans: tuple[tuple[int, int], ...], named: tuple[tuple[int, int], ...]) -> None:
        self.story, self.text, self.spans, self.named = story, story.text, spans, named
        self.sides = facts.find_sides(story.text)
        self.persons: list[Person] = []
        self.person_mentions: list[tuple[int, int, int]] = []  # start, end, index of person
        self.phrases: list[OfficePhrase] = []
        self.actors: list[Actor] = []
        self.mentions: list[Mention] = []
        self.nameless: dict[tuple[str | None, str | None], int] = {}

    def run(self) -> People:
        candidates: list[tuple[int, int]] = []
        for start, end in self.spans:
            self.phrases += self._phrases(start, end)
            candidates += self._candidates(start, end)
        self.phrases.sort(key=lambda p: p.start)
        singles: list[tuple[int, int]] = []
        for span in candidates:
            if len(self._words(*span)) > 1:
                self._add_full(span)
            else:
                singles.append(span)
        for span in singles:
            self._add_single(span)
        self._finish_persons()
        self._nameless_mentions()
        self._pronouns()
        self._groups()
        self.mentions.sort(key=lambda m: (m.start, -m.end))
        return People(self.actors, self.mentions)

    # -- offices ---------------------------------------------------------------------------

    def _phrases(self, start: int, end: int) -> Iterator[OfficePhrase]:
        pattern, labels = _office_heads()
        last = start
        for hit in pattern.finditer(self.text, start, end):
            if hit.start() < last or any(h.start < hit.end() and hit.start() < h.end and h.end - h.start > len(hit[0]) for h in self.sides):
                continue
            rule, label, default = labels[str(hit.lastgroup)]
            left = hit.start()
            core_start = self._first_modifier(max(last, start), left)
            side: tuple[str, int, int] | None = None
            before = [h for h in self.sides if h.end <= left and h.end >= core_start - 28 and h.start >= start]
            if len(before) > 1 and re.fullmatch(r" and |[-/–]", self.text[before[-2].end : before[-1].start]):
                before = before[:-2] + [before[-1], before[-2]]  # "UN and Arab League envoy" speaks for the first
                gap_start = before[-2].end
            else:
                gap_start = None
            for h in before:  # the side nearest to the head; the office's words start after it
                gap = self.text[gap_start or h.end : max(gap_start or h.end, core_start)]
                if h.end >= core_start or not gap or _ADJECTIVES.fullmatch(gap):
                    side = (h.code, h.start, h.end)
                    core_start = max(core_start, h.end)
            while core_start < left and not self.text[core_start].isalnum():
                core_start += 1
            if self.text[core_start : core_start + 2] in {"s ", "S "}:
                core_start += 2
            right = hit.end()
            core_end = right
            if (of := _OF.match(self.text, right, end)) and (of[0].startswith(" of") or rule in _SENT and not _DAY.match(of[0])):
                stretch_end = of.end()
                while stretch_end > right and self.text[stretch_end - 1] in " ":
                    stretch_end -= 1
                inside = [h for h in self.sides if h.start >= right and h.end <= end and h.start < stretch_end]
                if inside:
                    h = self._innermost(inside, end)
                    if side is None or rule in {"envoy", "ambassador"}:
                        side = side or (None if rule in {"envoy", "ambassador"} and _to(self.text[right : h.start]) else (h.code, h.start, h.end))
                    right = max(right, h.end)
                    core_end = right if rule in {"envoy", "ambassador"} or h.start - core_end > 12 else core_end
                else:
                    name_at = self._name_start(right, stretch_end)
                    core_end = right = name_at if name_at is not None else stretch_end
            if side is None and (origin := re.match(r" (?:from|representing) (?:the )?", self.text[right:end])):
                source = next((h for h in self.sides if h.start == right + origin.end()), None)
                if source:
                    side, right = (source.code, source.start, source.end), source.end
            if side is None and default:
                side = (default, hit.start(), hit.end())
            outer = side[1] if side and side[1] < core_start else core_start
            determiner = _THE_OFFICE_BEFORE.search(self.text[max(start, outer - 8) : outer])
            head = hit.group()
            plural = head.endswith("s") and rule not in {"adviser"} or head.endswith(("men", "women", "people")) or label == "people"
            last = max(right, hit.end())
            yield OfficePhrase(
                outer, max(right, core_end), (core_start, max(core_end, hit.end())), label, rule, side, plural,
                determiner[1].lower() if determiner else None,
            )

    def _innermost(self, inside: list[facts.SideHit], end: int) -> facts.SideHit:
        """In "of the U.S. state of New Mexico" the state, else the first side."""
        for a, b in zip(inside, inside[1:], strict=False):
            if b.end <= end and re.fullmatch(r"(?:[’']s)? (?:state|province|region|territory|city) of (?:the )?", self.text[a.end : b.start]):
                return b
        return inside[0]

    def _first_modifier(self, start: int, head: int) -> int:
        """Where the words before an office's head begin that belong to it."""
        at = head
        for _ in range(6):
            word = _LAST_WORD.search(self.text, start, at)
            if not word:
                break
            low = word[1].lower()
            named = word[1][0].isupper() and low not in _NO_MODIFIER and not low.endswith(("'s", "’s", "’"))
            if low == "and" and at < head and self.text[at].islower():
                before = _LAST_WORD.search(self.text, start, word.start())
                if not before or before[1].lower() not in _MODIFIERS:
                    break
            elif low not in _MODIFIERS and not named:
                break
            at = word.start()
        return at

    def _name_start(self, start: int, end: int) -> int | None:
        """Where a name begins inside an "of …" stretch without a side ("minister of trade Li Wei")."""
        words = list(re.finditer(r"\S+", self.text[start:end]))
        for n in range(len(words) - 1, 0, -1):
            if words[n][0][0].islower():
                return start + words[n].end()
        return None

    # -- names -----------------------------------------------------------------------------

    def _words(self, start: int, end: int) -> list[str]:
        return self.text[start:end].split()

    def _candidates(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        blocked = [(h.start, h.end) for h in self.sides if h.start >= start and h.end <= end]
        blocked += [(p.core[0], p.core[1]) for p in self.phrases if p.start >= start and p.end <= end]
        for hit in _NAME.finditer(self.text, start, end):
            at = hit.start()
            run: list[tuple[int, int]] = []
            for word in re.finditer(r"\S+", hit[0]):
                a, b = at + word.start(), at + word.end()
                stop = _bare(word[0]).lower() in _STOP or any(x < b and a < y for x, y in blocked)
                if stop:
                    yield from self._run(run, start)
                    run = []
                else:
                    run.append((a, b))
                    if _POSSESSIVE.search(word[0]):
                        yield from self._run(run, start)
                        run = []
            yield from self._run(run, start)

    def _run(self, run: list[tuple[int, int]], sentence_start: int) -> Iterator[tuple[int, int]]:
        while run and self.text[run[-1][0] : run[-1][1]].lower() in {"bin", "al", "de", "von", "van", "da", "la", "le", "di", "der"}:
            run = run[:-1]
        if not run or len(run) > 6:
            return
        end = run[-1][1]
        while self.text[end - 1] in "’'" or self.text[:end].endswith(("’s", "'s")):
            end -= 2 if self.text[:end].endswith(("’s", "'s")) else 1
        if end - run[0][0] >= 2:
            yield run[0][0], end

    def _office_of(self, start: int, end: int) -> tuple[OfficePhrase | None, OfficePhrase | None]:
        """The office phrases that stand right before and right after a name."""
        before = after = None
        for p in self.phrases:
            if p.end <= start and start - p.end <= 12:
                gap = self.text[p.end : start]
                if re.fullmatch(r" ?(?:of )?|, (?=[A-Z])|,? (?:Mr|Ms|Mrs|Dr|Sir|Lt|Gen)\.? ", gap) and not (p.plural and p.label != "body"):
                    if "," in gap and not (p.determiner or p.side) :
                        continue
                    before = p
            if p.start >= end and p.start - end <= 45:
                gap = self.text[end : p.start]
                if re.fullmatch(r", (?:who (?:is|was|serves as) )?(?:now |currently )?(?:the |a |an |his |her )?(?:(?!and |or |who |in |with |to |of )[\w’'-]+ ){0,3}", gap):
                    after = after or p
        return before, after

    def _add_full(self, span: tuple[int, int]) -> None:
        start, end = span
        tokens = fold(self.text[start:end])
        before, after = self._office_of(start, end)
        known = self._known(tokens)
        if known is None:
            people = offices.people_named(self.text[start:end])
            evidence = (
                (before and before.label != "body")
                or (after and after.label in {"person", "private"})
                or people
                or _HONORIFIC.search(self.text[max(0, start - 14) : start])
                or any(a < end and start < b for a, b in self.named)
            )
            if not evidence:
                return
            known = len(self.persons)
            self.persons.append(Person(tokens, span, facts=people))
            if len(people) == 1:
                self.persons[known].gender = people[0].gender
        person = self.persons[known]
        self._tell_origin(person, end)
        if len(tokens) > len(person.tokens):
            person.tokens, person.name = tokens, span
        self._tell(person, before, after, start)
        self._tell_companion(person, before, start)
        self.person_mentions.append((start, end, known))

    def _known(self, tokens: tuple[str, ...]) -> int | None:
        for n, person in enumerate(self.persons):
            mine, theirs = set(tokens), set(person.tokens)
            if mine == theirs or (mine < theirs and len(mine) > 1) or (theirs < mine and len(theirs) > 1):
                return n
            if len(mine & theirs) >= 2 and tokens[-1] == person.tokens[-1]:
                return n
        return None

    def _tell(self, person: Person, before: OfficePhrase | None, after: OfficePhrase | None, at: int) -> None:
        for p in (before, after):
            if p is None or p.label in {"body"}:
                continue
            if p.label == "private":
                person.private = person.private or person.office is None
                continue
            words = self.text[p.core[0] : p.core[1]]
            value = re.sub(r"\s+", " ", words).strip(" ,")
            counterpart = p.rule == "official" and "counterpart" in words.lower()
            if counterpart:
                other = self._antecedent_office(at)
                if other:
                    value = other
            if person.office is None or (person.office[3] == "leader" and p.rule != "leader"):
                person.office = (value, *p.core, "counterpart" if counterpart else p.rule)
            if p.side and (person.side is None or person.side[0] == p.side[0].split("-")[0]):
                person.side = (*p.side, "office-side")  # a state within a state says more than the state

    def _tell_origin(self, person: Person, end: int) -> None:
        """The side in "Berg of Norway"."""
        if person.side is None and (of := re.match(r" of (?:the )?", self.text[end : end + 8])):
            hit = next((h for h in self.sides if h.start == end + of.end()), None)
            if hit:
                person.side = (hit.code, hit.start, hit.end, "of-side")

    def _tell_companion(self, person: Person, before: OfficePhrase | None, start: int) -> None:
        """The side of the one before in "Kenya's President Were and Foreign Minister Otieno"."""
        if person.side is not None or before is None or before.side is not None or person.facts:
            return
        for _, end, n in self.person_mentions[-1:]:
            side = self.persons[n].side
            if side and re.fullmatch(r",? and |, ", self.text[end : before.start]):
                person.side = (*side[:3], "companion-side")

    def _antecedent_office(self, at: int) -> str | None:
        sentence = next(((a, b) for a, b in self.spans if a <= at < b), (0, at))
        seen = [(s, i) for s, _, i in self.person_mentions if sentence[0] <= s < at]
        for _, i in sorted(seen, reverse=True):
            if office := self.persons[i].office:
                return office[0]
        return None

    def _add_single(self, span: tuple[int, int]) -> None:
        start, end = span
        word = fold(self.text[start:end])
        if not word or len(word[0]) < 2 or (word[0] == "may" and self._month(start, end)):
            return
        before, after = self._office_of(start, end)
        owners = [n for n, p in enumerate(self.persons) if self._surname(p, word[0], before)]
        if owners:
            if len(owners) > 1:
                told = [s for s in sorted(self.person_mentions) if s[0] < start and s[2] in owners]
                with_office = [n for n in owners if before and before.side and self.persons[n].side and self.persons[n].side[0] == before.side[0]]  # type: ignore[index]
                owner = with_office[0] if with_office else (told[-1][2] if told else owners[0])
            else:
                owner = owners[0]
            self._tell(self.persons[owner], before, None, start)
            self.person_mentions.append((start, end, owner))
            return
        people = offices.people_named(self.text[start:end])
        strong = (before and before.label == "person") or _HONORIFIC.search(self.text[max(0, start - 14) : start])
        seen_as_person = any(a <= start and end <= b for a, b in self.named)
        famous = bool(people) and (seen_as_person or self._acts(start, end)) and self._date_fits(people)
        after_office = after and after.label == "person" and after.side
        if not (strong or famous or after_office):
            return
        person = Person(word, span, facts=people if len(people) == 1 else ())
        if len(people) == 1:
            person.gender = people[0].gender
        self._tell(person, before, after, start)
        self.persons.append(person)
        self.person_mentions.append((start, end, len(self.persons) - 1))

    def _month(self, start: int, end: int) -> bool:
        """True where "May" is the month."""
        around = self.text[max(0, start - 8) : start], self.text[end : end + 6]
        return bool(re.search(r"\b(?:in|on|since|until|by|of|last|next|this|early|late|mid|from|\d+)[ -]$", around[0]) or re.match(r",? \d", around[1]))

    def _acts(self, start: int, end: int) -> bool:
        """True where a lone word stands as somebody who acts or is met, not inside a longer name."""
        after = self.text[end : end + 2]
        before = self.text[max(0, start - 2) : start]
        return not re.match(r" [A-Z]", after) and not re.search(r"[A-Za-z] $", before[-2:]) or bool(
            re.search(r"(?:with|and|by|to|for|of|from|,|that|as|after|when|while|meets?|met|hosts?) $", self.text[max(0, start - 8) : start])
        )

    def _date_fits(self, people: tuple[offices.PersonFacts, ...]) -> bool:
        date = self.story.date
        return any(offices.held_at(p, date) for p in people) if date else len(people) == 1

    def _surname(self, person: Person, word: str, before: OfficePhrase | None) -> bool:
        if word not in person.tokens:
            return False
        if len(person.tokens) == 1:
            return True
        by_fact = {t for p in person.facts for t in fold(p.surname)}
        if by_fact:
            return word in by_fact or word == person.tokens[-1]
        return word in {person.tokens[-1], person.tokens[0]} if _family_first(person) else word == person.tokens[-1] or (
            before is not None and word in person.tokens
        ) or ("-" in "".join(person.tokens[1:]) and word == person.tokens[0])

    # -- from persons to actors ------------------------------------------------------------

    def _claim(self, value: str, start: int, end: int, rule: str, basis: Basis = Basis.STATED) -> Claim:
        return Claim(value, self.story.source(start, end), rule, basis)

    def _finish_persons(self) -> None:
        for person in self.persons:
            start, end = person.name
            name = self._claim(self.text[start:end], start, end, "name")
            office = self._claim(person.office[0], person.office[1], person.office[2], f"office:{person.office[3]}") if person.office else None
            if person.office and person.office[3] == "counterpart":
                office = self._claim(person.office[0], person.office[1], person.office[2], "office:counterpart", Basis.INFERRED)
            side = self._claim(*person.side) if person.side else self._side_from_facts(person)
            if person.private and office is None:
                side = None
            self.actors.append(Actor(name, office, side))
        for start, end, n in self.person_mentions:
            before, _ = self._office_of(start, end)
            self.mentions.append(Mention(start, end, MentionKind.NAME, (n,), before.start if before else None))

    def _side_from_facts(self, person: Person) -> Claim | None:
        """The side of somebody whose offices are known, where all that fit agree on it."""
        if person.private:
            return None
        date = self.story.date
        people = person.facts or offices.people_named(self.text[person.name[0] : person.name[1]])
        tenures = [t for p in people for t in offices.held_at(p, date)] or [t for p in people for t in p.tenures]
        sides = {t.side for t in tenures}
        if len(sides) != 1:
            return None
        return self._claim(sides.pop(), *person.name, "side:offices", Basis.INFERRED)

    def _actor(self, office: Claim | None, side: Claim | None) -> int:
        key = (office.value.lower() if office else None, side.value if side else None)
        if key not in self.nameless:
            self.nameless[key] = len(self.actors)
            self.actors.append(Actor(None, office, side))
        return self.nameless[key]

    def _nameless_mentions(self) -> None:
        taken = [(a, b) for a, b, _ in self.person_mentions]
        used: list[tuple[int, int]] = []
        for p in self.phrases:
            if self._belongs_to_name(p):
                used.append((p.start, p.end))
                continue
            self._office_mention(p)
            used.append((p.start, p.end))
        for h in self.sides:
            if any(a <= h.start and h.end <= b for a, b in (*used, *taken)):
                continue
            side = self._claim(h.code, h.start, h.end, f"side:{h.form.value}")
            self.mentions.append(Mention(h.start, h.end, MentionKind.SIDE, (self._actor(None, side),)))

    def _belongs_to_name(self, phrase: OfficePhrase) -> bool:
        for start, end, _ in self.person_mentions:
            if abs(start - phrase.end) <= 12 or 0 <= phrase.start - end <= 45:
                before, after = self._office_of(start, end)
                if phrase in (before, after):
                    return True
        return False

    def _office_mention(self, p: OfficePhrase) -> None:
        words = re.sub(r"\s+", " ", self.text[p.core[0] : p.core[1]]).strip(" ,")
        counterpart = "counterpart" in words.lower()
        if not p.plural and p.label == "person" and not counterpart and p.determiner in {"the", None}:
            person = self._holder(p)
            if person is not None:
                self.mentions.append(Mention(p.start, p.end, MentionKind.OFFICE, (person,)))
                return
        rule, basis = f"office:{p.rule}", Basis.STATED
        if counterpart and (other := self._antecedent_office(p.start)):
            words, rule, basis = other, "office:counterpart", Basis.INFERRED
        side = self._claim(p.side[0], p.side[1], p.side[2], "office-side") if p.side else None
        if side is None and p.determiner not in {"the", "his", "her", "their"} and not p.plural and p.label == "person":
            owner = self._possessor(p)
            if owner is not None and self.actors[owner].side:
                side = self.actors[owner].side
        if p.label == "private":
            side = None
        office = Claim(words, self.story.source(*p.core), rule, basis)
        self.mentions.append(Mention(p.start, p.end, MentionKind.OFFICE, (self._actor(office, side),)))

    def _possessor(self, p: OfficePhrase) -> int | None:
        for start, end, n in self.person_mentions:
            if end <= p.start and re.fullmatch(r"[’']s? ", self.text[end : p.start]):
                return n
        return None

    def _holder(self, p: OfficePhrase) -> int | None:
        """The person of the story who holds the office that stands without a name ("the Secretary")."""
        words = set(fold(self.text[p.core[0] : p.core[1]])) - {"of", "the", "u.s", "senior", "visiting"}
        best: tuple[int, int] | None = None
        for start, _, n in self.person_mentions:
            office = self.persons[n].office
            if office is None:
                continue
            theirs = set(fold(office[0]))
            alike = words <= theirs or (words == {"premier"} and theirs & {"premier", "prime"}) or offices.same_office(" ".join(words), office[0])
            if not alike or (words == {"minister"} and "prime" in theirs):
                continue
            mine = self.persons[n].side
            if p.side and mine and p.side[0] != mine[0] and p.side[1] != p.core[0]:
                continue
            if p.side and not mine and p.rule != "secretary-of-state":
                continue
            distance = p.start - start
            if distance > 0 and (best is None or distance < best[0]):
                best = (distance, n)
        return best[1] if best else None

    # -- he, she, the two ------------------------------------------------------------------

    def _sentence_of(self, at: int) -> int:
        return next((n for n, (a, b) in enumerate(self.spans) if a <= at < b), len(self.spans) - 1)

    def _named_in(self, sentence: int, before: int | None = None) -> list[tuple[int, int]]:
        """(position, actor) of persons named in a sentence, in order, those with a side first told once."""
        a, b = self.spans[sentence]
        end = min(b, before) if before is not None else b
        out: list[tuple[int, int]] = []
        for m in sorted(self.mentions, key=lambda m: m.start):
            if m.kind in (MentionKind.NAME, MentionKind.OFFICE) and a <= m.start < end and len(m.actors) == 1:
                actor = self.actors[m.actors[0]]
                if m.actors[0] not in [n for _, n in out] and (actor.name or m.kind is MentionKind.OFFICE):
                    out.append((m.start, m.actors[0]))
        return out

    def _pronouns(self) -> None:
        added: list[Mention] = []
        for hit in _PRONOUN.finditer(self.text):
            n = self._sentence_of(hit.start())
            gender = "f" if hit[0].lower() in {"she", "her"} else "m"
            found = None
            for back in (0, 1, 2):
                if n - back < 0:
                    break
                named = self._named_in(n - back, hit.start() if back == 0 else None)
                fitting = [i for _, i in named if self._gender_fits(i, gender)]
                if fitting:
                    found = fitting[0]  # the first named is most often the subject
                    break
            if found is not None:
                added.append(Mention(hit.start(), hit.end(), MentionKind.PRONOUN, (found,)))
        self.mentions += added

    def _gender_fits(self, actor: int, gender: str) -> bool:
        if self.actors[actor].name is None:
            return False
        known = self.persons[actor].gender if actor < len(self.persons) else None
        return known is None or known == gender

    def _groups(self) -> None:
        added: list[Mention] = []
        for hit in _GROUP.finditer(self.text):
            size = 3 if hit[1] == "three" else 2
            noun = (hit[2] or hit[3] or hit[1] or "").split()[-1:] or [""]
            if hit[1] and hit[1] == "two" and not hit[2] and re.match(r" [a-z]+s\b", self.text[hit.end() : hit.end() + 20]) and not re.match(
                r" (?:discuss|meets|talks|holds|agrees|sides)", self.text[hit.end() : hit.end() + 12]
            ):
                continue  # "the two sons": a noun that is no actor follows
            sides_only = noun[0] in {"countries", "sides", "nations", "governments", "states", "neighbours", "neighbors", "powers", "allies", "rivals"}
            n = self._sentence_of(hit.start())
            members = self._members(n, hit.start(), size, sides_only=sides_only)
            if members:
                added.append(Mention(hit.start(), hit.end(), MentionKind.GROUP, members))
        self.mentions += added

    def _members(self, sentence: int, at: int, size: int, *, sides_only: bool) -> tuple[int, ...]:
        pool: list[int] = []
        for back in range(4):
            if sentence - back < 0:
                break
            here = [i for _, i in self._named_in(sentence - back, at if back == 0 else None)]
            if sides_only or not here:
                a, b = self.spans[sentence - back]
                here += [m.actors[0] for m in self.mentions if m.kind is MentionKind.SIDE and a <= m.start < min(b, at)]
            for i in here:
                side = self.actors[i].side
                if side and i not in pool and side.value not in {self.actors[j].side.value for j in pool if self.actors[j].side}:  # type: ignore[union-attr]
                    pool.append(i)
            if len(pool) >= size:
                return tuple(pool[:size])
        return ()


def _bare(word: str) -> str:
    return re.sub(r"[’']s$|[.,’']+$", "", word)


def _to(words: str) -> bool:
    """True for the "to" of "envoy to Syria", which names where somebody is sent, not whose he is."""
    return bool(re.match(r" (?:to|for|on) ", words))


def _family_first(person: Person) -> bool:
    return bool(person.side and person.side[0] in {"CN", "KR", "KP", "TW", "VN", "HK", "SG", "KH", "JP", "MM", "HU", "MY"})
