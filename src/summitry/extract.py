"""Doc → Reports: occasions with their parties, dates and places, each occasion once a story.

1. An extractor finds occasions (cue, kind, status, words that name who took part).
2. Those words are tied to the story's actors.
3. What is no contact is let go, with its reason.
4. When, where and about what are read from around the cue.
5. Tellings of one occasion become one report with all its sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from summitry import circumstances, dates, facts
from summitry.extractors import Extractor
from summitry.names import same_name
from summitry.model import (
    Actor, Basis, Claim, Doc, Kind, Mention, MentionKind, Occasion, Party, Report, Role, Skipped, SkipReason, Source,
    Status, Taking, Where, digest,
)

_STRENGTH = {MentionKind.NAME: 4, MentionKind.OFFICE: 3, MentionKind.GROUP: 3, MentionKind.PRONOUN: 2, MentionKind.SIDE: 1}
_UNDONE = frozenset({Status.CANCELLED, Status.POSTPONED, Status.REFUSED})
_PRIVATE_RULE = "office:private"


@dataclass(frozen=True, slots=True)
class Draft:
    """One telling of an occasion, on its way to a report."""

    occasion: Occasion
    parties: tuple[Party, ...]
    when: Claim | None
    where: Where
    topics: tuple[Claim, ...]
    evidence: tuple[Source, ...]


def reports(doc: Doc, *, extractor: Extractor) -> Iterator[Report | Skipped]:
    """One Report per diplomatic contact told in the document, and the candidates let go."""
    drafts: list[Draft] = []
    for found in extractor.occasions(doc):
        if isinstance(found, Skipped):
            yield found
            continue
        made = _draft(doc, found, drafts)
        if isinstance(made, Skipped):
            yield made
        elif made is not None:
            drafts.append(made)
    merged, again = _merge(drafts)
    for draft in again:
        yield _skipped(doc, draft.occasion, SkipReason.TOLD_AGAIN)
    for draft in merged:
        yield _report(doc, draft, f"{extractor.name} {extractor.version}")


# --- one telling ----------------------------------------------------------------------------


def _draft(doc: Doc, occasion: Occasion, drafts: list[Draft]) -> Draft | Skipped | None:
    parties = _parties(doc, occasion)
    if occasion.status in _UNDONE and len(_sides(parties)) < 2 and (undone := _refers_back(doc, occasion, parties, drafts)) is not None:
        before = drafts[undone]
        status = replace(before.occasion, status=occasion.status, status_source=occasion.status_source or (occasion.start, occasion.end), rule=f"{before.occasion.rule}+{occasion.rule}")
        drafts[undone] = replace(before, occasion=status, evidence=(*before.evidence, _evidence(doc, occasion)))
        return None
    reason = _unfit(occasion, parties)
    if reason is not None:
        return _skipped(doc, occasion, reason, ", ".join(p.name or p.office or p.side or p.source.exact for p in parties))
    host = next((p.side for p in parties if p.role is Role.HOST), None)
    around = circumstances.read(doc, occasion, host=host)
    return Draft(occasion, parties, around.when, around.where, around.topics, (_evidence(doc, occasion),))


def _evidence(doc: Doc, occasion: Occasion) -> Source:
    sentence = doc.sentences[occasion.sentence]
    return doc.story.source(sentence.start, sentence.end)


def _skipped(doc: Doc, occasion: Occasion, reason: SkipReason, detail: str = "") -> Skipped:
    return Skipped(doc.story.source(occasion.start, occasion.end), reason, occasion.rule, detail)


def _refers_back(doc: Doc, occasion: Occasion, parties: tuple[Party, ...], drafts: list[Draft]) -> int | None:
    """The telling just before that "the trip got cancelled" speaks of."""
    for n in range(len(drafts) - 1, -1, -1):
        before = drafts[n].occasion
        if occasion.sentence - before.sentence > 1:
            return None
        same = before.kind is occasion.kind or {before.kind, occasion.kind} <= {Kind.VISIT, Kind.MEETING}
        if same and before.status in {Status.PLANNED, Status.POSSIBLE} and before.start != occasion.start:
            named = {p.name for p in parties if p.name}
            if not named or named & {p.name for p in drafts[n].parties}:
                return n
    return None


def _parties(doc: Doc, occasion: Occasion) -> tuple[Party, ...]:
    found: list[Party] = []
    seen: set[object] = set()
    for taking in occasion.takings:
        for actor, source in _snap(doc, taking):
            if actor.name is None and actor.side is None:
                continue  # "their delegations": nobody that the record could name
            key: object = actor.name.value if actor.name else (actor.office.value if actor.office else None, actor.side.value if actor.side else None)
            if key in seen:
                continue
            seen.add(key)
            found.append(Party(actor, taking.role, source))
    return _without_doubles(tuple(found))


def _without_doubles(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """A nameless side goes where somebody of that side is named in the same role."""
    out = []
    for p in parties:
        if p.name is None and any(q is not p and q.side == p.side and q.role == p.role and (q.name or (q.office and not p.office)) for q in parties):
            continue
        out.append(p)
    return tuple(out)


def _snap(doc: Doc, taking: Taking) -> Iterator[tuple[Actor, Source]]:
    """The actors that a party's words point at."""
    if taking.role is Role.HOST and not any(m.kind is MentionKind.NAME and taking.start <= m.start < taking.end for m in doc.mentions):
        host = _host(doc, taking)
        if host is not None:
            yield host
            return
    inside = [m for m in doc.mentions if (m.start if m.reach is None else m.reach) < taking.end and taking.start < m.end]
    outer = [m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end and (o.end - o.start) > (m.end - m.start) for o in inside)]
    if not outer:
        return
    best = max(_STRENGTH[m.kind] for m in outer)
    chosen = [m for m in outer if _STRENGTH[m.kind] == best]
    if best == _STRENGTH[MentionKind.NAME]:
        chosen = [m for m in chosen if not _possessor(doc, m, taking)]
        if not chosen:
            return
    if best <= _STRENGTH[MentionKind.PRONOUN]:
        chosen = chosen[-1:] if best == 1 and not _whole(doc, chosen, taking) else chosen
    if best == 1 and not _stands_for_side(doc, chosen[-1], taking):
        return
    for m in chosen:
        for a in m.actors:
            yield doc.actors[a], doc.story.source(m.start, m.end)


def _whole(doc: Doc, chosen: list[Mention], taking: Taking) -> bool:
    return all(m.end >= taking.end - 1 for m in chosen)


def _possessor(doc: Doc, m: Mention, taking: Taking) -> bool:
    """True for the owner in "Berg's aide": named, but not the one who took part."""
    return bool(re.match(r"[’']s? \w", doc.story.text[m.end : taking.end]))


_ACTING = re.compile(
    r"^(?: (?:side|people|government|officials?|authorities|capital|regime|state|military|army|forces|delegation|team|party|group|movement|rebels|militants|insurgents|officers?|guerr?illas|fighters|commanders|leaders(?:hip)?|representatives|negotiators|forces|politicians|ministers|counterparts?|diplomats?|envoys?|team|movement|organi[sz]ation|presidency|ministry|embassy|mission|administration))?[’']?s?\W*$"
)


def _stands_for_side(doc: Doc, m: Mention, taking: Taking) -> bool:
    """False where the side is only an adjective to something that is no actor ("the Chinese tariffs")."""
    return bool(_ACTING.match(doc.story.text[m.end : taking.end]))


def _host(doc: Doc, taking: Taking) -> tuple[Actor, Source] | None:
    source = doc.story.source(taking.start, taking.end)
    for p in doc.places:
        if taking.start <= p.start and p.end <= taking.end and p.country:
            basis = Basis.STATED if p.city is None else Basis.INFERRED
            return Actor(None, None, Claim(p.country, source, "side:place", basis)), source
    for m in doc.mentions:
        if m.kind is MentionKind.SIDE and taking.start <= m.start and m.end <= taking.end:
            return replace(doc.actors[m.actors[0]], name=None, office=None), source
    return None


def _sides(parties: tuple[Party, ...]) -> set[str]:
    return {p.side for p in parties if p.side}


def _unfit(occasion: Occasion, parties: tuple[Party, ...]) -> SkipReason | None:
    """Why this is no contact between two sides; None where it is one."""
    if any(p.actor.office and p.actor.office.rule == _PRIVATE_RULE for p in parties):
        official = [p for p in parties if not (p.actor.office and p.actor.office.rule == _PRIVATE_RULE)]
        if len(_sides(tuple(official))) < 2:
            return SkipReason.PRIVATE
    if not parties:
        return SkipReason.NO_PARTY
    if len(parties) < 2:
        return SkipReason.ONE_SIDE
    known = _sides(parties)
    if occasion.kind is Kind.VISIT:
        visitors = [p for p in parties if p.role is Role.VISITOR]
        hosts = [p for p in parties if p.role is Role.HOST]
        if not visitors or not hosts:
            return SkipReason.NO_PARTY
        if all(v.side is None for v in visitors):
            return SkipReason.ONE_SIDE
        if {v.side for v in visitors if v.side} <= {h.side for h in hosts}:
            return SkipReason.SAME_GOVERNMENT
        return None
    if len(known) < 2:
        return SkipReason.SAME_GOVERNMENT if known and all(p.side for p in parties) else SkipReason.ONE_SIDE
    return None


# --- one report an occasion -----------------------------------------------------------------


def _merge(drafts: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Tellings joined where they can be one occasion, and those that went into another."""
    kept: list[Draft] = []
    again: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: -_weight(d)):
        home = next((n for n, k in enumerate(kept) if _one(k, draft)), None)
        if home is None:
            kept.append(draft)
        else:
            kept[home] = _join(kept[home], draft)
            again.append(draft)
    kept.sort(key=lambda d: d.occasion.start)
    return kept, again


def _weight(d: Draft) -> float:
    named = sum(1 for p in d.parties if p.name)
    return named * 3 + (2 if d.when else 0) + (d.where.city is not None) + (d.occasion.status is Status.HELD) - d.occasion.start / 1e6


def _one(a: Draft, b: Draft) -> bool:
    """Whether two tellings of a story can be one occasion."""
    if a.occasion.kind is not b.occasion.kind or not _same_parties(a, b):
        return False
    if a.when and b.when and dates.exclude(a.when.value, b.when.value, slack_days=1):
        return False
    for part in ("country", "city"):
        x, y = getattr(a.where, part), getattr(b.where, part)
        if x and y and x.value != y.value and part == "country":
            return False
    undone = (a.occasion.status in _UNDONE) != (b.occasion.status in _UNDONE)
    if undone and Status.HELD in {a.occasion.status, b.occasion.status}:
        return False
    return not (undone and a.occasion.status is not b.occasion.status and a.when and b.when and a.when.value != b.when.value)


def _same_parties(a: Draft, b: Draft) -> bool:
    small, large = (a, b) if len(a.parties) <= len(b.parties) else (b, a)
    if a.occasion.kind is Kind.VISIT:
        mine = [p for p in a.parties if p.role is Role.VISITOR]
        theirs = [p for p in b.parties if p.role is Role.VISITOR]
        hosts = {p.side for p in a.parties if p.role is Role.HOST} & {p.side for p in b.parties if p.role is Role.HOST}
        return bool(hosts) and any(_alike(p, q) for p in mine for q in theirs)
    return all(any(_alike(p, q) for q in large.parties) for p in small.parties) and _sides(small.parties) <= _sides(large.parties) | {""}


def _alike(p: Party, q: Party) -> bool:
    if p.name and q.name:
        return p.name == q.name or same_name(p.name, q.name)
    return p.side is not None and p.side == q.side


def _join(home: Draft, other: Draft) -> Draft:
    status = home.occasion.status
    occasion = home.occasion
    if other.occasion.status is not status and _stronger(other.occasion.status, status):
        occasion = replace(occasion, status=other.occasion.status, status_source=other.occasion.status_source or (other.occasion.start, other.occasion.end))
    parties = list(home.parties)
    for p in other.parties:
        match = next((n for n, q in enumerate(parties) if _alike(p, q)), None)
        if match is None:
            parties.append(p)
        elif parties[match].name is None and p.name:
            parties[match] = replace(p, role=parties[match].role)
    when = home.when
    if other.when and (when is None or _narrower(other.when.value, when.value) or (when.rule == "when:brief" and other.when.rule != when.rule)):
        when = other.when
    where = Where(*(getattr(home.where, f) or getattr(other.where, f) for f in ("country", "city", "venue", "margins_of")))
    topics = {t.value.lower(): t for t in (*home.topics, *other.topics)}
    evidence = tuple(sorted({*home.evidence, *other.evidence}, key=lambda s: s.start))
    return Draft(occasion, _without_doubles(tuple(parties)), when, where, tuple(topics.values())[:10], evidence)


def _stronger(new: Status, old: Status) -> bool:
    """Held beats planned, a change of plan beats the plan, planned beats possible."""
    order = (Status.POSSIBLE, Status.PLANNED, Status.HELD, Status.REFUSED, Status.POSTPONED, Status.CANCELLED)
    if new in _UNDONE and old is Status.HELD:
        return False
    return order.index(new) > order.index(old)


def _narrower(a: str, b: str) -> bool:
    x, y = dates.interval(a), dates.interval(b)
    return x is not None and y is not None and x.days < y.days


def _report(doc: Doc, d: Draft, extractor: str) -> Report:
    o = d.occasion
    cue = doc.story.source(o.start, o.end)
    status = doc.story.source(*o.status_source) if o.status_source else cue
    parties = tuple(sorted(d.parties, key=lambda p: (p.role is Role.HOST, p.source.start)))
    key = "|".join(sorted(f"{p.name}:{p.side}:{p.role}" for p in parties))
    ident = digest(doc.story.id, o.kind, key, str(o.start))
    return Report(
        id=ident, story_id=doc.story.id, story_key=doc.story.key, kind=Claim(o.kind, cue, o.rule),
        status=Claim(o.status, status, o.rule), parties=parties, when=d.when, where=d.where, topics=d.topics,
        evidence=d.evidence, extractor=extractor, score=o.score, published=doc.story.date,
    )
