"""Where an occasion took place: country, city, venue, and the gathering at whose edges it was.

An extractor may name the words that tell where; otherwise places with a preposition in the cue's own
clause are taken. A country follows from a city, a city from a venue; nothing else is inferred.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import dates, facts, timex
from summitry.lexicon import patterns
from summitry.model import Basis, Claim, Kind, MentionKind, Role, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Doc, Occasion, Party, Place, Sentence, Source

_AT = re.compile(
    r"\b(?:in|at|near|to|into|outside|from|inside|via|of|visit(?:s|ed|ing)?|tour(?:s|ed|ing)?) "
    r"(?:the |his |her |their |nearby |central |northern |southern |eastern |western |neighbou?ring )*"
    r"(?:[A-Z][\w.-]+ )?(?:capital,? (?:of )?|city of |town of |resort of |island of )?$"
)
_MARGINS = re.compile(
    r"\b(?:[Oo]n|[Aa]t|[Ii]n) the (?:sidelines?|margins?|edges?|fringes?) of (?:the |an? |this (?:week|year)[’']s )?"
)
_SIDELINES = re.compile(
    r"\b(?:sidelines?|margins?|fringes?) of (?:the )?(?:summit|meeting|conference|gathering|forum|talks)\b"
    r"|\b[Oo]n the (?:summit[’']s )?sidelines\b|[’']s sidelines\b"
)
_BARE = re.compile(r"(?:summit|meeting|conference|gathering|forum|talks|event|session|assembly)")
_END_OF_GATHERING = re.compile(
    r"[,.;]| (?:in|on|as|that|where|while|when|after|to|with|and said)\b| (?:last|this|next) (?:week|month|year)\b"
    r"| \d{4}\b(?! [a-z])|$"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[JFMASOND][a-z]+\.? \d|\d|the )"
_ABOUT = re.compile(
    rf" on (?!{_DAY})[\w-]+(?: [\w-]+){{0,3}}?(?=[,.;]| (?:in|on|as|that|where|while|when|after|to|with)\b|$)"
)
_SOMEWHERE = re.compile(r"\b(?:in|near|outside) (?:the )?(?=[A-Z])")
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)\b")
_NO_PLACE = re.compile(
    r"\b(?:from|envoy to|ambassador to|troops in|war in|conflict in|crisis in|situation in|fighting in|violence in|"
    r"elections? in|peace in|into) (?:the )?$"
)
_ATTENDING = re.compile(r"\b(?:at|during|attending|within) (?:the |an? |this (?:week|year)[’']s )?(?:[\w-]+ )?$")
_AT_VENUE = re.compile(r"\b(?:at|in|inside|to|near) (?:the |his |her |their |an? )?(?:[\w-]+ )?$")
_OF = re.compile(r"\bof (?:the )?$")
_TOWN_OF = re.compile(r"(?:city|capital|town|island|resort) of $")
_CAME_FROM = re.compile(  # "came from Dakar" to somewhere else; "back from Dakar, where he met" tells of Dakar
    r"\b(?:c[ao]m(?:e|es|ing)|flew|flown|flying|fl(?:y|ies)|arriv(?:ed?|es|ing)|travell?(?:ed|ing)|driven|drove|brought)"
    r"(?: [\w-]+){0,4} from (?:the )?$"
)
_GONE_TO = re.compile(r"(?:fl(?:ew|ies|y)|travel\w*|went|go(?:es)?|head\w*|trip|visit|return\w*) to $")
_IN = re.compile(r"\b(?:in|near|outside) $")
_LEAD = 3  # blocks: the title and the first two paragraphs
_SLACK = 31  # days by which what two sentences tell may lie apart and be of one time
MONTHS_NEAR = 2  # a story tells of a gathering by its bare name some weeks before and after it
_CITY_STATES = {"SG": "Singapore", "VA": "Vatican City", "MC": "Monaco"}


def read(doc: Doc, occasion: Occasion, *, host: Party | None = None) -> Where:
    """Where an occasion took place, as far as told. `host`: who was visited, where it is a visit."""
    sentence = doc.sentences[occasion.sentence]
    scope = (sentence.start, sentence.end)
    told = tuple(_found(doc, occasion, scope)) if occasion.places is None else _nearest_first(doc, occasion, scope)
    margins = _margins(doc, occasion, told, scope)
    if occasion.kind in {Kind.CALL, Kind.MESSAGE}:
        return Where(margins_of=margins)
    hosts = (
        _inside_first(((t.start, t.end) for t in occasion.takings if t.role is Role.HOST), scope)
        if occasion.kind is Kind.VISIT
        else ()
    )
    inside = margins.source if margins else None
    spans = [s for s in (*told, *hosts) if not (inside and _within(doc, s, inside)) and not came_from(doc, s)]
    country, city = _country_and_city(doc, spans)
    venue, country, city = _venue(doc, spans, hosts, country, city)
    if country is None and occasion.kind is Kind.MEETING and (named := _named_after(doc, occasion)):
        country, city = named
    state = state_of(host.side) if host and hosts else None
    if host and state and (country is None or country.value != state):
        country = Claim(state, host.source, "where:host", Basis.INFERRED)
        city = city if city and any(p.city == city.value and p.country == country.value for p in doc.places) else None
        city = city or _city_in(doc, spans, state)
    if host and hosts and country is None and (seat := _seat(host)):
        country, city = seat
    there = gathering(doc, margins) if margins and city is None else None
    if margins and there and (country is None or country.value == there.country):
        country = country or Claim(there.country, margins.source, "where:gathering-held", Basis.INFERRED)
        city = Claim(there.city, margins.source, "where:gathering-held", Basis.INFERRED)
    elif margins and country is None and _BARE.fullmatch(margins.value) and (named := _of_the_summit(doc, occasion)):
        country, city = named
    return Where(country, city, venue, margins)


def came_from(doc: Doc, span: tuple[int, int]) -> bool:
    """Whether words name a place only as the one from which somebody came."""
    text, start = doc.story.text, span[0]
    return _CAME_FROM.search(text, max(0, start - 60), start) is not None and not text.startswith(", where", span[1])


def _within(doc: Doc, span: tuple[int, int], words: Source) -> bool:
    """Whether words stand inside a gathering's name, and do not tell its place: "the summit in Kenya"."""
    inside = words.start <= span[0] and span[1] <= words.end
    return inside and not _IN.search(doc.story.text, words.start, span[0])


def _inside_first(spans: Iterable[tuple[int, int]], scope: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(spans, key=lambda span: not scope[0] <= span[0] < scope[1]))


def _nearest_first(doc: Doc, occasion: Occasion, scope: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The places that an extractor names, those of the cue's own clause first, then as they stand.

    Only those of the clause where another stands with a time that cannot be the contact's.
    """
    spans = _inside_first(occasion.places or (), scope)
    inside = tuple(s for s in spans if scope[0] <= s[0] < scope[1])
    return spans if all(_of_one_time(doc, occasion, s[0]) for s in spans if s not in inside) else inside


def told_times(doc: Doc, sentence: Sentence) -> list[str]:
    """The times that a sentence tells, as EDTF."""
    found = timex.find(doc.story.text, sentence.start, sentence.end)
    return [t.value for e in found if (t := timex.resolve(e, anchor=doc.story.date, tense=None)) and t.value]


def sentence_at(doc: Doc, at: int) -> Sentence:
    """The sentence in which a place of the text stands."""
    return next(s for s in reversed(doc.sentences) if s.start <= at)


def _of_one_time(doc: Doc, occasion: Occasion, at: int) -> bool:
    """Whether the sentence of some words can be of the contact's time, which without one is the story's."""
    there = told_times(doc, sentence_at(doc, at))
    here: list[str | None] = [*told_times(doc, doc.sentences[occasion.sentence])] or [doc.story.date]
    return not there or any(not dates.exclude(t, h, slack_days=_SLACK) for t in there for h in here)


def gathering(doc: Doc, margins: Claim) -> facts.GatheringDate | None:
    """Which gathering of its kind some words mean: the only one held within the months around the story."""
    day = dates.interval(doc.story.date) if doc.story.date else None
    labels = {g.label for g in facts.find_gatherings(doc.story.text, margins.source.start, margins.source.end)}
    if day is None or len(labels) != 1:
        return None
    return facts.held_near(labels.pop(), day.first.year, day.first.month, months=MONTHS_NEAR)


def at_the_storys_gathering(doc: Doc, occasion: Occasion, where: Where) -> Where:
    """A meeting of these days without a place, in a story that opens with one gathering: it was there.

    Not where its sentence tells of some other place, or of another gathering.
    """
    if where.city:
        return where
    lead = [b.end for b in doc.story.blocks[:_LEAD]]
    told = facts.find_gatherings(doc.story.text, 0, lead[-1]) if lead else ()
    if len({g.label for g in told}) != 1:
        return where
    named = where.margins_of.value if where.margins_of else ""
    if named and not _BARE.fullmatch(named) and told[0].label not in {g.label for g in facts.find_gatherings(named)}:
        return where
    words = doc.story.source(told[0].start, told[0].end)
    margins = where.margins_of or Claim(words.exact, words, "where:story-gathering", Basis.INFERRED)
    there = gathering(doc, replace(margins, source=words))
    if there is None or _elsewhere(doc, occasion, there):
        return where
    country = Claim(there.country, words, "where:story-gathering", Basis.INFERRED)
    city = Claim(there.city, words, "where:story-gathering", Basis.INFERRED)
    return Where(country, city, where.venue, margins)


def _elsewhere(doc: Doc, occasion: Occasion, there: facts.GatheringDate) -> bool:
    """Whether another city than the gathering's, or another place behind the cue, stands in a contact's sentence."""
    text, sentence = doc.story.text, doc.sentences[occasion.sentence]
    here = [p for p in doc.places if sentence.start <= p.start < sentence.end]
    known = {p.start for p in here if p.country == there.country and p.city in {None, there.city}}
    behind = (m.end() for m in _SOMEWHERE.finditer(text, occasion.end, sentence.end))
    untold = (at for at in behind if at not in known and not text.startswith(there.city, at))
    return any(p.city and p.start not in known for p in here) or any(not _MONTH.match(text, at) for at in untold)


def _country_and_city(doc: Doc, spans: list[tuple[int, int]]) -> tuple[Claim | None, Claim | None]:
    country = city = None
    for start, end in spans:
        for p in (p for p in doc.places if p.start < end and start < p.end):
            words = doc.story.source(p.start, p.end)
            if p.country and country is None:
                country = Claim(p.country, words, "where:place", Basis.STATED if p.city is None else Basis.INFERRED)
            town = _its_town(doc, p) or (_CITY_STATES.get(p.country or "") if p.city is None else None)
            if town and city is None and (country is None or p.country in {None, country.value}):
                city = Claim(town, words, "where:place")
    return country, city


def _city_in(doc: Doc, spans: list[tuple[int, int]], country: str) -> Claim | None:
    """The first city of a country that the words name."""
    there = (p for a, b in spans for p in doc.places if p.start < b and a < p.end and p.city and p.country == country)
    return next((Claim(p.city, doc.story.source(p.start, p.end), "where:place") for p in there if p.city), None)


def _its_town(doc: Doc, place: Place) -> str | None:
    """The city of a place: its own, or for a country that of the town before it, "Gulu, Uganda"."""
    before = (p for p in doc.places if place.city is None and p.city and p.country == place.country)
    return place.city or next((p.city for p in before if doc.story.text[p.end : place.start] == ", "), None)


def state_of(side: str | None) -> str | None:
    """The state that a side is or lies in; None for an organisation."""
    return side.partition("-")[0] if side and (facts.is_state(side) or "-" in side) else None


def _seat(host: Party) -> tuple[Claim, Claim] | None:
    """Where an organisation that is visited has its seat."""
    known = facts.side(host.side) if host.side else None
    if known is None or known.kind is not facts.SideKind.ORGANISATION or not known.city or not known.country:
        return None
    words = host.source
    country = Claim(known.country, words, "where:seat", Basis.INFERRED)
    return country, Claim(known.city, words, "where:seat", Basis.INFERRED)


def _venue(
    doc: Doc,
    spans: list[tuple[int, int]],
    hosts: tuple[tuple[int, int], ...],
    country: Claim | None,
    city: Claim | None,
) -> tuple[Claim | None, Claim | None, Claim | None]:
    """The venue, and the country and city that follow from it where they are not told."""
    text = doc.story.text
    venue = None
    for start, end in spans:
        for entry in patterns("venues"):
            hit = entry.pattern.search(text, start, min(len(text), end + 1))
            if venue is None and hit and entry.pattern.match(text, hit.start()):  # by what stands behind the words, too
                words = doc.story.source(hit.start(), hit.end())
                venue = Claim(hit[0], words, f"venue:{entry.id}")
                code, _, town = entry.label.partition(" ")
                if code != "-" and country is None:
                    country = Claim(code, words, "where:venue", Basis.INFERRED)
                if town and city is None and country and country.value == code:
                    city = Claim(town, words, "where:venue", Basis.INFERRED)
        if venue is None and (start, end) not in hosts and not _named_otherwise(doc, start, end):
            words = doc.story.source(start, end)
            before = text[max(0, start - 16) : start]
            if city is None and country is None and _IN.search(before) and text[start].isupper() and end - start > 2:
                city = Claim(words.exact, words, "where:told")
            elif len(words.exact.split()) > 1 and _AT_VENUE.search(before) and not _TOWN_OF.search(f"{words.exact} "):
                venue = Claim(words.exact, words, "where:told")
    return venue, country, city


def _named_otherwise(doc: Doc, start: int, end: int) -> bool:
    """Whether the words name a place of the tables, a side or somebody: then they are no venue of their own."""
    places = any(p.start < end and start < p.end for p in doc.places)
    return places or any(
        m.start < end and start < m.end and m.end - m.start >= (end - start) // 2 for m in doc.mentions
    )


def _margins(doc: Doc, occasion: Occasion, told: tuple[tuple[int, int], ...], scope: tuple[int, int]) -> Claim | None:
    """The gathering at whose edges it was: named at the telling, or the story's own for "on the sidelines"."""
    text, (a, b) = doc.story.text, scope
    unnamed = None
    for start, end in told:
        named = [
            g for g in facts.find_gatherings(text, max(0, start - 60), end + 60) if g.start < end and start < g.end
        ]
        if named:
            g = named[0]
            return Claim(text[g.start : g.end], doc.story.source(g.start, g.end), "where:gathering")
        if (hit := _MARGINS.search(text, max(0, start - 60), start)) and end - start > len("the"):
            unnamed = Claim(text[hit.end() : end], doc.story.source(hit.end(), end), "where:gathering")
            break
    if unnamed is None and (hit := _MARGINS.search(text, a, b)):
        end_at = _END_OF_GATHERING.search(text, hit.end(), b)
        stop = end_at.start() if end_at else b
        if stop > hit.end() and (about := _ABOUT.match(text, stop, b)):
            stop = about.end()  # "the summit on hunger" is no other summit of the story
        if stop > hit.end():
            unnamed = Claim(text[hit.end() : stop], doc.story.source(hit.end(), stop), "where:margins")
    if unnamed and not _BARE.fullmatch(unnamed.value):
        return unnamed
    if there := _attended(doc, a, b):
        return there
    before = [g for g in facts.find_gatherings(text) if g.start < b] if _SIDELINES.search(text, a, b) else None
    if before and _of_the_contact(doc, occasion, before[-1]):
        g = before[-1]
        return Claim(text[g.start : g.end], doc.story.source(g.start, g.end), "where:sidelines", Basis.INFERRED)
    return unnamed


def _of_the_contact(doc: Doc, occasion: Occasion, g: facts.GatheringHit) -> bool:
    """Whether a gathering named before can be the one of "on the sidelines": by its time and its city."""
    if g.start >= doc.sentences[occasion.sentence].start:
        return True
    there = gathering(doc, Claim(g.label, doc.story.source(g.start, g.end), "where:gathering"))
    return _of_one_time(doc, occasion, g.start) and not (there and _elsewhere(doc, occasion, there))


def _attended(doc: Doc, start: int, end: int) -> Claim | None:
    """The gathering that a clause says was attended."""
    text = doc.story.text
    for g in facts.find_gatherings(text, start, end):
        if _ATTENDING.search(text[max(0, g.start - 30) : g.start]):
            return Claim(text[g.start : g.end], doc.story.source(g.start, g.end), "where:gathering")
    return None


_CALLED = re.compile(r"\b(?:summit|talks|meetings?|conference)\b", re.IGNORECASE)
_SUMMIT = re.compile(r"\bsummit\b", re.IGNORECASE)
_THERE = re.compile(r"(?: (?:with|between) (?:[\w.-]+ ){1,6}?| )(?:in|at) $")


def _named_after(doc: Doc, occasion: Occasion) -> tuple[Claim, Claim] | None:
    """The city by which a meeting is called: "the Geneva talks"; of a summit, what the story calls it elsewhere."""
    text = doc.story.text
    word = _CALLED.search(text, occasion.start, occasion.end + 1)
    if word is None:
        return None
    here = [p for p in doc.places if p.city and text[p.end : word.start()] == " "]
    if not here and _SUMMIT.fullmatch(word[0]):
        return _of_the_summit(doc, occasion)
    return only_city(doc, here)


def _of_the_summit(doc: Doc, occasion: Occasion) -> tuple[Claim, Claim] | None:
    """The city of the one summit of which a story tells, where that can be of the contact's time."""
    here = [p for p in doc.places if p.city and p.country and _of_a_summit(doc.story.text, p)]
    return only_city(doc, here) if all(_of_one_time(doc, occasion, p.start) for p in here) else None


def only_city(doc: Doc, here: list[Place]) -> tuple[Claim, Claim] | None:
    """The city and its country where all these places are one."""
    found = {(p.country, p.city): p for p in here if p.country and p.city}
    if len(found) != 1:
        return None
    ((country, city), p) = next(iter(found.items()))
    words = doc.story.source(p.start, p.end)
    return Claim(country, words, "where:called", Basis.INFERRED), Claim(city, words, "where:called", Basis.INFERRED)


def _of_a_summit(text: str, p: Place) -> bool:
    """Whether a city stands where it tells of a summit: "the Oslo summit", "their summit in Oslo"."""
    if re.match(r" summit\b", text[p.end : p.end + 8]):
        return True
    before = text[max(0, p.start - 60) : p.start]
    return any(_THERE.fullmatch(before, m.end()) for m in _SUMMIT.finditer(before))


def _found(doc: Doc, occasion: Occasion, scope: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Venues and places of the clause that stand where a place is told, nearest to the cue first."""
    text = doc.story.text
    a, b = scope
    for entry in patterns("venues"):
        for hit in entry.pattern.finditer(text, a, b):
            if re.search(
                r"\b(?:at|in|inside|to|near) (?:the |his |her |their |an? )?(?:[\w-]+ )?$",
                text[max(a, hit.start() - 24) : hit.start()],
            ):
                yield hit.start(), hit.end()
    taken = [(m.start, m.end) for m in doc.mentions if m.kind is MentionKind.OFFICE]
    places: list[Place] = []
    for p in (p for p in doc.places if a <= p.start and p.end <= b):
        of_it = bool(places) and text[places[-1].end : p.start] == ", " and p.city is None  # "in Kisumu, Kenya"
        if of_it or _is_place(text, p, occasion, taken):
            places.append(p)
    yield from ((p.start, p.end) for p in sorted(places, key=lambda p: (abs(p.start - occasion.end), p.start)))


def _is_place(text: str, p: Place, occasion: Occasion, taken: list[tuple[int, int]]) -> bool:
    if any(a <= p.start and p.end <= b for a, b in taken) or not _AT.search(text[max(0, p.start - 60) : p.start]):
        return False
    before = text[max(0, p.start - 30) : p.start]
    if (_OF.search(before) and not _TOWN_OF.search(before)) or _NO_PLACE.search(before):
        return False
    to = re.search(r"\bto (?:the )?$", before)
    if occasion.kind is Kind.MEETING and to and p.start > occasion.end and not _GONE_TO.search(before):
        return False
    return not re.match(r"[’']s\b", text[p.end : p.end + 2])
