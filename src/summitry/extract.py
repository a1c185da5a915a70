"""Doc → Reports: occasions with their parties, dates and places, each occasion once a story.

1. An extractor finds occasions (cue, kind, status, words that name who took part).
2. Those words are tied to the story's actors.
3. What is no contact is let go, with its reason.
4. When, where and about what are read from around the cue.
5. Tellings of one occasion become one report with all its sources.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import circumstances, journeys, pacts, stays, taking_part, tellings, unfit
from summitry.extractors import followed
from summitry.model import Basis, Claim, Kind, MentionKind, Report, Role, Skipped, SkipReason, Status, digest
from summitry.namespans import is_region
from summitry.taking_part import alike, sides
from summitry.tellings import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.extractors import Extractor
    from summitry.model import Doc, Occasion, Party, Sentence, Source

    Told = tuple[Occasion, tuple[Party, ...]]

_NO_OCCASION = frozenset(
    {SkipReason.NOT_DIPLOMATIC, SkipReason.NEGATED, SkipReason.GATHERING, SkipReason.WISH, SkipReason.PRIVATE}
)
_BRIEF_BLOCKS = 2  # a text of one paragraph tells its time where it tells the contact
_APART = re.compile(
    r"\bseparate(?:ly)?\b|\bone-on-one\b|\bindividually\b|\bt[eê]te[- ][aà][- ]t[eê]te\b", re.IGNORECASE
)
_ANEW = re.compile(
    r"\b(?:again|another|an earlier|a previous|second|separately|next|follow-up|further|later met)\b", re.IGNORECASE
)


def reports(doc: Doc, *, extractor: Extractor) -> Iterator[Report | Skipped]:
    """One Report per diplomatic contact told in the document, and the candidates let go."""
    drafts: list[Draft] = []
    bare: tellings.Bare = []
    told = _told(doc, extractor)
    occasions = [one for one in told if not isinstance(one, Skipped)]
    for found in told:
        if isinstance(found, Skipped):
            yield found
            continue
        occasion, parties = found
        reason = unfit.reason(doc, found, occasions)
        if reason is None:
            drafts.append(_draft(doc, occasion, parties))
        elif reason in _NO_OCCASION:
            yield _skipped(doc, occasion, reason, _who(parties))
        else:
            bare.append((_draft(doc, occasion, parties), reason))
    yield from _joined(doc, *tellings.plans_undone(drafts, bare), f"{extractor.name} {extractor.version}")


def _told(doc: Doc, extractor: Extractor) -> list[Told | Skipped]:
    """What the extractor finds, with who took part; the candidates it lets go first."""
    found = list(extractor.occasions(doc))
    found += tuple(pacts.told(doc, found))
    told = [(o, taking_part.parties(doc, o)) for o in found if not isinstance(o, Skipped)]
    told = [_of_its_clause(doc, one, told) for one in told]
    told = [_of_its_plan(doc, one, told) for one in told]
    told = [one for each in _groups(doc, told) for one in _one_by_one(doc, *each)]
    return [*(s for s in found if isinstance(s, Skipped)), *_sides_by_visit(told)]


_THEN = re.compile(r"\b(?:after|before|following|ahead of|while|prior to)\b")


def _of_its_clause(doc: Doc, one: Told, told: list[Told]) -> Told:
    """A telling without what another one of its sentence tells: "met Lima in Oslo after talks with Otieno in May"."""
    occasion, parties = one
    sentence = doc.sentences[occasion.sentence]
    for other, _ in told:
        if other.sentence != occasion.sentence or other.start == occasion.start:
            continue
        first, second = sorted((occasion, other), key=lambda o: o.start)
        turn = _THEN.search(doc.story.text, first.end, max(first.end, second.start))
        if turn is None:
            continue
        leads = occasion.start == first.start
        foreign = range(turn.start(), sentence.end) if leads else range(sentence.start, turn.start())
        theirs = foreign if leads else range(first.end, turn.start())  # whoever stands before both is of both
        occasion = replace(occasion, times=_outside(occasion.times, foreign), places=_outside(occasion.places, foreign))
        left = tuple(p for p in parties if p.source.start not in theirs)
        if Kind.VISIT not in {occasion.kind, other.kind} and len(sides(left)) > 1:
            parties = left
    return occasion, parties


def _of_its_plan(doc: Doc, one: Told, told: list[Told]) -> Told:
    """A plan apart from a less sure one told behind it: "will meet Lima. It is not known if she will see Roth"."""
    occasion, parties = one
    here = doc.sentences[occasion.sentence]
    theirs = {
        p.source.start
        for other, there in told
        if other.kind is occasion.kind is not Kind.VISIT
        and (_less_sure(occasion, other) or _less_sure(other, occasion))
        for p in there
        if _within(p, doc.sentences[other.sentence]) and not _within(p, here)
    }
    left = tuple(p for p in parties if p.source.start not in theirs)
    return occasion, left if len(sides(left)) > 1 else parties


def _less_sure(first: Occasion, then: Occasion) -> bool:
    ahead = first.sentence < then.sentence
    return ahead and (first.status, then.status) == (Status.PLANNED, Status.POSSIBLE)


def _within(p: Party, sentence: Sentence) -> bool:
    return sentence.start <= p.source.start < sentence.end


def _outside(spans: tuple[tuple[int, int], ...] | None, foreign: range) -> tuple[tuple[int, int], ...] | None:
    return spans and tuple(s for s in spans if s[0] not in foreign)


def _one_by_one(doc: Doc, occasion: Occasion, parties: tuple[Party, ...]) -> list[Told]:
    """A telling as one for each whom somebody met on his own: "held separate talks with Berg and Otieno"."""
    if occasion.rule == followed.RULE:
        hosts = tuple(p for p in parties if p.role is Role.HOST)
        return [(occasion, (p, *hosts)) for p in parties if p.role is Role.VISITOR]
    text = doc.story.text
    words = text[max(0, occasion.start - 20) : occasion.end + 20]
    before = [p for p in parties if p.source.start < occasion.start]
    after = [p for p in parties if p.source.start >= occasion.end]
    if occasion.kind is Kind.VISIT or len(before) != 1 or len(after) < len("ab") or not _APART.search(words):
        return [(occasion, parties)]
    return [(occasion, (before[0], p)) for p in after]


def _groups(doc: Doc, told: list[Told]) -> list[Told]:
    """Tellings whose parties are only "they" or "the two leaders": those of the telling just before."""
    out: list[Told] = []
    for occasion, parties in sorted(told, key=lambda t: t[0].start):
        pairs = [q for o, q in reversed(out) if taking_part.can_be_meant(o, q, occasion)]
        named = next((q for q in pairs if all(p.name for p in q)), None)
        own = len(sides(parties)) > 1 and all(p.name for p in parties) and not _told_by_one(doc, occasion, parties)
        since = max((o.end for o, q in out if q is named), default=0)
        nearer = own and (
            taking_part.by_office(doc, occasion) or taking_part.named_since(doc, parties, since, occasion.start)
        )
        pair = named if named and not nearer else None
        pair = pair or (None if own or not pairs else pairs[0])
        if pair and taking_part.only_a_group(doc, occasion):
            words = occasion.takings[0]
            source = doc.story.source(words.start, words.end)
            out.append((occasion, tuple(replace(p, role=Role.PARTY, source=source) for p in pair)))
        else:
            out.append((occasion, parties))
    return out


_SAID = re.compile(  # "the two sides" may well be his own and another
    r",?(?: [\w’'.-]+){0,2}? (?:said|says|told|added|announced|confirmed|wrote|noted)\b[^“”\"]*"
    r"\bthe (?:two|pair)\b(?! (?:sides|countries|nations|governments)\b)"
)


def _told_by_one(doc: Doc, occasion: Occasion, parties: tuple[Party, ...]) -> bool:
    """Whether one of them only tells of a group: "Spokeswoman Ann Lima said that the two leaders had met"."""
    here = doc.sentences[occasion.sentence]
    names = {p.name for p in parties}
    return any(
        _SAID.match(doc.story.text, m.end, occasion.start)
        for m in doc.mentions
        if m.kind is MentionKind.NAME
        and here.start <= m.start < occasion.start
        and any((name := doc.actors[a].name) and name.value in names for a in m.actors)
    )


def _with_visit(doc: Doc, draft: Draft, merged: list[Draft]) -> list[Draft] | None:
    """The occasions with a visit whose host the story tells elsewhere; None for whatever else has too few parties."""
    undone = tellings.undone_at(draft, merged, told=doc.story.date)
    if undone or not _bare_visit(doc, draft):
        return undone
    return tellings.hosted(draft, merged, told=doc.story.date)


_WHOSE = re.compile(r"(?:[’']s?)?(?: [\w-]+){0,2} ?")  # between "Berg" and "visit"
_TITLES = 60  # characters of offices between "by" and a name
_BY = re.compile(r"(?:[\w-]+ ){0,3}visit by ")
_A_VISIT = re.compile(r"(?:[\w-]+ ){0,3}visit(?=[^\w ]| (?:was|is|will|comes?|came|has|had|marks?|marked|follow)\b)")


def _bare_visit(doc: Doc, draft: Draft) -> bool:
    """Whether a telling says of a visit only whose it is: "the visit by Berg", "Berg's visit comes as"."""
    o, text = draft.occasion, doc.story.text
    guests = [p.source for p in draft.parties if p.role is Role.VISITOR]
    if o.places or not guests:
        return False
    if by := _BY.match(text, o.start):
        return any(by.end() <= s.start <= by.end() + _TITLES for s in guests)
    return _A_VISIT.match(text, o.start) is not None and any(_WHOSE.fullmatch(text, s.end, o.start) for s in guests)


def _joined(doc: Doc, drafts: list[Draft], bare: tellings.Bare, extractor: str) -> Iterator[Report | Skipped]:
    """The tellings as reports, each occasion once; those with too few parties go where they belong, or are let go."""
    told = doc.story.date
    merged, again = tellings.merge(drafts, told=told)
    for draft, reason in bare:
        home = tellings.home(draft, merged)
        if home is None and (with_it := _with_visit(doc, draft, merged)):
            merged = with_it
        elif home is None:
            yield _skipped(doc, draft.occasion, reason, _who(draft.parties))
        else:
            merged[home] = tellings.join(merged[home], draft, bare=True)
            again.append(draft)
    for draft in again:
        yield _skipped(doc, draft.occasion, SkipReason.TOLD_AGAIN, _who(draft.parties))
    merged = [tellings.still_ahead(d, told) for d in tellings.with_spares(merged)]
    merged = [tellings.at_one_stop(d) for d in merged]
    for draft in stays.places(doc, journeys.by_visit(merged, told=told)):
        yield _report(doc, draft, extractor)


# --- one telling ----------------------------------------------------------------------------


def _draft(doc: Doc, occasion: Occasion, parties: tuple[Party, ...]) -> Draft:
    host = next((p for p in parties if p.role is Role.HOST), None)
    around = circumstances.read(doc, occasion, host=host)
    near = doc.story.text[max(0, occasion.start - 25) : occasion.end + 25]
    spare = None
    if occasion.times == () and len(doc.story.blocks) > _BRIEF_BLOCKS:
        by = circumstances.nearby(doc, occasion)
        spare = (by.when, by.where)
    elif occasion.places == () and len(doc.story.blocks) > _BRIEF_BLOCKS:
        spare = (None, circumstances.nearby(doc, occasion).where)
    return Draft(
        occasion,
        parties,
        around.when,
        around.where,
        around.topics,
        _evidence(doc, occasion),
        bool(_ANEW.search(near)),
        bool(_APART.search(near)),
        spare,
        taking_part.visited(doc, occasion, parties) if occasion.kind is Kind.VISIT else frozenset(),
    )


def _who(parties: tuple[Party, ...]) -> str:
    return ", ".join(p.name or p.office or p.side or p.source.exact for p in parties)


def _sides_by_visit(told: list[Told]) -> list[Told]:
    """Whom a visitor met is of the side visited, where nothing else is told ("visited Oslo to meet the premier")."""
    visits = [one for one in told if one[0].kind is Kind.VISIT]
    return [(o, ps if o.kind is Kind.VISIT else _of_the_host(o, ps, visits)) for o, ps in told]


def _of_the_host(occasion: Occasion, parties: tuple[Party, ...], visits: list[Told]) -> tuple[Party, ...]:
    """The parties, those without a side being the host's of the visit on which others of them were."""
    lacking = [p for p in parties if p.side is None and (p.name or p.office)]
    for visit, told in visits if lacking else ():
        hosts = [p.actor.side for p in told if p.role is Role.HOST and p.actor.side]
        guests = [p for p in told if p.role is Role.VISITOR]
        near = abs(visit.sentence - occasion.sentence) <= 1
        came = [p for p in parties if any(alike(p, guest) for guest in guests)]
        if len(hosts) == 1 and near and came:
            side = replace(hosts[0], rule="side:visited", basis=Basis.INFERRED)
            there = [p for p in lacking if p not in came]
            return tuple(replace(p, actor=replace(p.actor, side=side)) if p in there else p for p in parties)
    return parties


def _evidence(doc: Doc, occasion: Occasion) -> tuple[Source, ...]:
    """The sentence of the cue, and the next one where that tells the status."""
    status = occasion.status_source or (occasion.start, occasion.end)
    told = doc.sentences[occasion.sentence : occasion.sentence + 2]
    return tuple(doc.story.source(s.start, s.end) for n, s in enumerate(told) if n == 0 or s.start <= status[0] < s.end)


def _skipped(doc: Doc, occasion: Occasion, reason: SkipReason, detail: str = "") -> Skipped:
    return Skipped(doc.story.source(occasion.start, occasion.end), reason, occasion.rule, detail)


def _report(doc: Doc, d: Draft, extractor: str) -> Report:
    o = d.occasion
    cue = doc.story.source(o.start, o.end)
    status = doc.story.source(*o.status_source) if o.status_source else cue
    # Only now, since as somebody visited a region helps to find which tellings are of one visit.
    somebody = [p for p in d.parties if p.side or p.office or not (p.name and is_region(p.name))]
    parties = tuple(sorted(somebody, key=lambda p: (p.role is Role.HOST, p.source.start)))
    key = "|".join(sorted(f"{p.name}:{p.side}:{p.role}" for p in parties))
    ident = digest(doc.story.id, o.kind, key, str(o.start))
    return Report(
        id=ident,
        story_id=doc.story.id,
        story_key=doc.story.key,
        kind=Claim(o.kind, cue, o.rule),
        status=Claim(o.status, status, o.status_rule or o.rule),
        parties=parties,
        when=d.when,
        where=d.where,
        topics=d.topics,
        evidence=d.evidence,
        extractor=extractor,
        score=round(o.score, 3),
        published=doc.story.date,
    )
