"""Where a meeting was by who had whom come, by "here" and "there", and by the dateline of its story.

Weaker than any place that is told: asked only where a contact has none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import dates, facts, whereabouts
from summitry.model import Basis, Claim, Kind, Status
from summitry.newsdates import LEAD_BLOCKS, is_quoted

if TYPE_CHECKING:
    from summitry.model import Doc, Party, Source
    from summitry.tellings import Draft

_NEWS_DAYS = 3  # days around a story in which those of whom it tells are where it was written
_TWO = 2  # sides of a meeting that one of them can be host of
_NEAR = 80  # characters around a cue in which "here" and "there" are of it
_ASIDE = 40  # characters of offices between a verb and whom it names

# Who has somebody come: whoever stands before these words, or after them.
_HAVING = re.compile(
    r"\b(?:receiv(?:es|ed|ing)|to receive|host(?:s|ed|ing)|to host|summon(?:s|ed|ing)|to summon|welcom(?:es|ed|ing)|"
    r"to welcome|call(?:s|ed|ing) in (?=[^.;]*(?:[Aa]mbassador|[Ee]nvoy|[Cc]harg[eé]|[Cc]onsul))|"
    r"(?:with|meets?|met|sees?|saw) (?:the )?visiting)\b"
    r"(?! (?:a|an|the) (?:[\w-]+ ){0,2}(?:reception|welcome|letter|message|call|reply|answer)\b)"
)
_HAD_BY = re.compile(r"\b(?:received|hosted|welcomed|summoned|called in)\b(?: [\w-]+){0,5}? by\b")
_PASSIVE = re.compile(r"\b(?:be|been|being|was|were|is|are|get|got)(?: \w+ly| also| later| then| first)* $")
_CALLED_ON = re.compile(r"\b(?:courtesy|farewell|official) (?:call|visit) (?:on|to)\b|\bwas the guest of\b")
# "Here", but not "here is"; "there", but not "there is".
_HERE = re.compile(r"\b[Hh]ere\b(?! (?:is|are|was|were|to stay)\b|[’'])")
_THERE = re.compile(
    r"(?:^(?:While )?[Tt]here,? (?=(?:he|she|they|the|[A-Z]))|\b(?:while|during (?:his|her|their) (?:stay|time)|"
    r"meet\w*|met|talks|arriv\w+|officials|leaders|ministers?|go(?:es|ing)?|went|visit\w*) there\b)"
)
_TO_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Tt]o|[Ff]or|[Rr]each(?:ed|es|ing)?|[Vv]isit(?:s|ed|ing)?) (?:the )?$")


def placed(doc: Doc, d: Draft) -> Draft:
    """The draft with where it was, if it tells no place and the words around it do; a call is nowhere."""
    if d.where.country or d.where.city or d.occasion.kind in {Kind.CALL, Kind.MESSAGE}:
        return d
    there = _pointed(doc, d)
    if there is None and d.occasion.kind is Kind.MEETING:
        there = _at_the_hosts(doc, d) or _where_it_is_written(doc, d)
    if there is None:
        return d
    country, city = there
    return replace(d, where=replace(d.where, country=country, city=city))


# --- who had whom come ----------------------------------------------------------------------


def _at_the_hosts(doc: Doc, d: Draft) -> tuple[Claim, None] | None:
    """The state of whoever received, hosted or summoned the other: "Berg received Lima", "was received by Berg"."""
    text, o = doc.story.text, d.occasion
    sentence = doc.sentences[o.sentence]
    start, end = max(sentence.start, o.start - 12), min(sentence.end, o.end + _ASIDE)
    by = next((m for p in (_HAD_BY, _CALLED_ON) if (m := p.search(text, start, end))), None)
    if by is not None and by.start() < o.end + 12:
        return _home_of(_first([p for p in d.parties if by.end() <= p.source.start < sentence.end]))
    having = _HAVING.search(text, start, sentence.end)
    if having is None or having.start() > o.end + 12 or _PASSIVE.search(text, sentence.start, having.start()):
        return None
    before = [p for p in d.parties if sentence.start <= p.source.start < having.start()]
    return _home_of(_last(before)) if len({p.side for p in before}) == 1 else None


def _first(parties: list[Party]) -> Party | None:
    return min(parties, key=lambda p: p.source.start, default=None)


def _last(parties: list[Party]) -> Party | None:
    return max(parties, key=lambda p: p.source.start, default=None)


def _home_of(host: Party | None) -> tuple[Claim, None] | None:
    state = whereabouts.state_of(host.side) if host else None
    return (Claim(state, host.source, "where:received", Basis.INFERRED), None) if host and state else None


# --- words that point -----------------------------------------------------------------------


def _pointed(doc: Doc, d: Draft) -> tuple[Claim, Claim | None] | None:
    """The place that "here" or "there" of a contact's sentence means."""
    text, o = doc.story.text, d.occasion
    sentence = doc.sentences[o.sentence]
    a, b = max(sentence.start, o.start - _NEAR), min(sentence.end, o.end + _NEAR)
    if (here := _HERE.search(text, a, b)) and not is_quoted(text[sentence.start : here.start()]):
        return _of_the_line(doc, doc.story.source(*here.span()), "where:here")
    there = _THERE.search(text[sentence.start : b])
    if there is None or is_quoted(text[sentence.start : sentence.start + there.start()]):
        return None
    return _before(doc, o.sentence, sentence.start + there.start())


def _before(doc: Doc, n: int, at: int) -> tuple[Claim, Claim | None] | None:
    """The place told last before "there", in its sentence or the one before."""
    text = doc.story.text
    since = doc.sentences[max(0, n - 1)].start
    told = [p for p in doc.places if since <= p.start < at and p.country]
    told = [p for p in told if _TO_PLACE.search(text, max(0, p.start - 16), p.start)]
    if not told:
        return None
    p = told[-1]
    words = doc.story.source(p.start, p.end)
    country = Claim(p.country or "", words, "where:there", Basis.INFERRED)
    return country, Claim(p.city, words, "where:there", Basis.INFERRED) if p.city else None


# --- where a story was written --------------------------------------------------------------


def _where_it_is_written(doc: Doc, d: Draft) -> tuple[Claim, Claim | None] | None:
    """The place of a story's dateline, for a held meeting of its lead and its days, at home for one of two sides."""
    o, now = d.occasion, dates.interval(doc.story.date)
    when = dates.interval(d.when.value) if d.when else None
    sentence = doc.sentences[o.sentence]
    if o.status is not Status.HELD or sentence.block > LEAD_BLOCKS or now is None or when is None:
        return None
    if abs((when.last - now.last).days) > _NEWS_DAYS or when.days > _NEWS_DAYS:
        return None
    here = (p for p in doc.places if sentence.start <= p.start < sentence.end)
    if any(p.city and not whereabouts.came_from(doc, (p.start, p.end)) for p in here):
        return None
    line = doc.story.dateline
    there = _of_the_line(doc, line, "where:dateline") if line else None
    home = {p.side.partition("-")[0] for p in d.parties if p.side}
    if len(home) > _TWO:
        return None  # a summit may have been anywhere
    return there if there and there[0].value in home else None


def _of_the_line(doc: Doc, words: Source, rule: str) -> tuple[Claim, Claim | None] | None:
    """The one place of a dateline; None for "KYIV/GENEVA"."""
    line = doc.story.dateline
    found = facts.find_places(doc.story.text, line.start, line.end) if line else ()
    countries, cities = {p.country for p in found if p.country}, {p.city for p in found if p.city}
    if len(countries) != 1 or len(cities) > 1:
        return None
    (country,) = countries
    city = next(iter(cities), None)
    told = Claim(country or "", words, rule, Basis.INFERRED)
    return told, Claim(city, words, rule, Basis.INFERRED) if city else None
