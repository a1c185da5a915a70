"""Doc → Reports: occasions with their parties, dates and places, each occasion once a story.

1. An extractor finds occasions (cue, kind, status, words that name who took part).
2. Those words are tied to the story's actors.
3. What is no contact is let go, with its reason.
4. When, where and about what are read from around the cue.
5. Tellings of one occasion become one report with all its sources.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry import circumstances, dates
from summitry.model import (
    Actor,
    Basis,
    Claim,
    Doc,
    Kind,
    Mention,
    MentionKind,
    Occasion,
    Party,
    Report,
    Role,
    Skipped,
    SkipReason,
    Source,
    Status,
    Taking,
    Where,
    digest,
)
from summitry.names import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.extractors import Extractor

_STRENGTH = {
    MentionKind.NAME: 4,
    MentionKind.OFFICE: 3,
    MentionKind.GROUP: 3,
    MentionKind.PRONOUN: 2,
    MentionKind.SIDE: 1,
}
_UNDONE = frozenset({Status.CANCELLED, Status.POSTPONED, Status.REFUSED})
_PRIVATE_RULE = "office:private"
_NEWS = frozenset({"when:brief", "when:news", "when:same-visit"})  # dates that any told one replaces
_NEAR = 1200  # characters: about two paragraphs, within which "the talks" are those told before
_ANEW = re.compile(r"\b(?:again|another|second|separately|next|follow-up|further|later met)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """One telling of an occasion, on its way to a report."""

    occasion: Occasion
    parties: tuple[Party, ...]
    when: Claim | None
    where: Where
    topics: tuple[Claim, ...]
    evidence: tuple[Source, ...]
    anew: bool = False  # told as another one: "met again", "a second call"


def reports(doc: Doc, *, extractor: Extractor) -> Iterator[Report | Skipped]:
    """One Report per diplomatic contact told in the document, and the candidates let go."""
    told: list[tuple[Occasion, tuple[Party, ...]]] = []
    for found in extractor.occasions(doc):
        if isinstance(found, Skipped):
            yield found
        else:
            told.append((found, _parties(doc, found)))
    told = _sides_by_visit(told)
    drafts, bare = [], []
    for occasion, parties in told:
        reason = _unfit(occasion, parties)
        if reason is None:
            drafts.append(_draft(doc, occasion, parties))
        else:
            bare.append((_draft(doc, occasion, parties), reason))
    drafts, bare = _plans_undone(drafts, bare)
    merged, again = _merge(drafts)
    for draft, reason in bare:
        home = _home(draft, merged)
        if home is None:
            yield _skipped(doc, draft.occasion, reason, _who(draft.parties))
        else:
            merged[home] = _join(merged[home], draft, bare=True)
            again.append(draft)
    for draft in again:
        yield _skipped(doc, draft.occasion, SkipReason.TOLD_AGAIN, _who(draft.parties))
    for draft in _dates_by_visit(merged, doc):
        yield _report(doc, draft, f"{extractor.name} {extractor.version}")


# --- one telling ----------------------------------------------------------------------------


def _draft(doc: Doc, occasion: Occasion, parties: tuple[Party, ...]) -> Draft:
    host = next((p.side for p in parties if p.role is Role.HOST), None)
    around = circumstances.read(doc, occasion, host=host)
    near = doc.story.text[max(0, occasion.start - 25) : occasion.end + 25]
    return Draft(
        occasion,
        parties,
        around.when,
        around.where,
        around.topics,
        (_evidence(doc, occasion),),
        bool(_ANEW.search(near)),
    )


def _who(parties: tuple[Party, ...]) -> str:
    return ", ".join(p.name or p.office or p.side or p.source.exact for p in parties)


def _sides_by_visit(told: list[tuple[Occasion, tuple[Party, ...]]]) -> list[tuple[Occasion, tuple[Party, ...]]]:
    """Whom a visitor met is of the side visited, where nothing else is told ("visited Oslo to meet the premier")."""
    visits = [(o, ps) for o, ps in told if o.kind is Kind.VISIT]
    out = []
    for occasion, parties in told:
        lacking = [p for p in parties if p.side is None and (p.name or p.office)]
        if lacking and occasion.kind is not Kind.VISIT:
            for visit, guests in visits:
                hosts = [p for p in guests if p.role is Role.HOST and p.side]
                guest = [p for p in guests if p.role is Role.VISITOR]
                if (
                    len(hosts) == 1
                    and abs(visit.sentence - occasion.sentence) <= 1
                    and any(_alike(p, q) for p in guest for q in parties)
                ):
                    side = (
                        replace(hosts[0].actor.side, rule="side:visited", basis=Basis.INFERRED)
                        if hosts[0].actor.side
                        else None
                    )
                    parties = tuple(
                        replace(p, actor=replace(p.actor, side=side)) if p in lacking and side else p for p in parties
                    )
                    break
        out.append((occasion, parties))
    return out


Bare = list[tuple[Draft, SkipReason]]


def _plans_undone(drafts: list[Draft], bare: Bare) -> tuple[list[Draft], Bare]:
    """One trip where a plan and its end stand together: "she was to visit Oslo, but the trip was cancelled"."""
    left: Bare = []
    for draft, reason in bare:
        o = draft.occasion
        homes = [
            n
            for n, d in enumerate(drafts)
            if o.status in _UNDONE
            and d.occasion.status in {Status.PLANNED, Status.POSSIBLE}
            and 0 <= o.sentence - d.occasion.sentence <= 1
            and d.occasion.start < o.start
            and {d.occasion.kind, o.kind} <= {Kind.VISIT, Kind.MEETING}
            and all(any(_alike(p, q) for q in d.parties) for p in draft.parties if p.name or p.side)
        ]
        if homes:
            drafts[homes[-1]] = _join(drafts[homes[-1]], draft, bare=True)
        else:
            left.append((draft, reason))
    return drafts, left


def _home(draft: Draft, merged: list[Draft]) -> int | None:
    """The occasion that a telling with too few parties speaks of: of its kind, with its parties, and near."""
    best: tuple[int, int] | None = None
    for n, k in enumerate(merged):
        kinds = {k.occasion.kind, draft.occasion.kind}
        if len(kinds) > 1 and not (draft.occasion.status in _UNDONE and kinds == {Kind.VISIT, Kind.MEETING}):
            continue
        if not all(any(_alike(p, q) for q in k.parties) for p in draft.parties if p.name or p.side):
            continue
        if not _statuses_agree(k, draft):
            continue
        told = {s.start for s in k.evidence} | {k.occasion.start}
        distance = min(abs(draft.occasion.start - t) for t in told)
        if best is None or distance < best[0]:
            best = (distance, n)
    return best[1] if best and best[0] <= _NEAR else None


def _evidence(doc: Doc, occasion: Occasion) -> Source:
    sentence = doc.sentences[occasion.sentence]
    return doc.story.source(sentence.start, sentence.end)


def _skipped(doc: Doc, occasion: Occasion, reason: SkipReason, detail: str = "") -> Skipped:
    return Skipped(doc.story.source(occasion.start, occasion.end), reason, occasion.rule, detail)


def _parties(doc: Doc, occasion: Occasion) -> tuple[Party, ...]:
    found: list[Party] = []
    seen: set[object] = set()
    for taking in occasion.takings:
        for actor, source in _snap(doc, taking):
            if actor.name is None and actor.side is None:
                continue  # "their delegations": nobody that the record could name
            key: object = (
                actor.name.value
                if actor.name
                else (actor.office.value if actor.office else None, actor.side.value if actor.side else None)
            )
            if key in seen:
                continue
            seen.add(key)
            found.append(Party(actor, taking.role, source))
    return _without_doubles(tuple(found))


def _without_doubles(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """A nameless side goes where somebody of that side is named in the same role."""
    out = []
    for p in parties:
        if p.name is None and any(
            q is not p and q.side == p.side and q.role == p.role and (q.name or (q.office and not p.office))
            for q in parties
        ):
            continue
        out.append(p)
    return tuple(out)


def _snap(doc: Doc, taking: Taking) -> Iterator[tuple[Actor, Source]]:
    """The actors that a party's words point at."""
    if taking.role is Role.HOST and not any(
        m.kind is MentionKind.NAME and taking.start <= m.start < taking.end for m in doc.mentions
    ):
        host = _host(doc, taking)
        if host is not None:
            yield host
            return
    inside = [
        m for m in doc.mentions if (m.start if m.reach is None else m.reach) < taking.end and taking.start < m.end
    ]
    outer = [
        m
        for m in inside
        if not any(
            o is not m and o.start <= m.start and m.end <= o.end and (o.end - o.start) > (m.end - m.start)
            for o in inside
        )
    ]
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
    return (
        named * 3
        + (2 if d.when else 0)
        + (d.where.city is not None)
        + (d.occasion.status is Status.HELD)
        - d.occasion.start / 1e6
    )


def _one(a: Draft, b: Draft) -> bool:
    """Whether two tellings of a story can be one occasion."""
    if a.occasion.kind is not b.occasion.kind or not _same_parties(a, b):
        return False
    sure = [d.when for d in (a, b) if d.when and d.when.rule not in _NEWS]
    if len(sure) == 2 and dates.exclude(sure[0].value, sure[1].value, slack_days=1):
        return False
    if a.where.country and b.where.country and a.where.country.value != b.where.country.value:
        return False
    return _statuses_agree(a, b) and not ((a.anew or b.anew) and a.occasion.status is not b.occasion.status)


def _statuses_agree(a: Draft, b: Draft) -> bool:
    """What was held was not also called off; a plan may have been."""
    undone = (a.occasion.status in _UNDONE) != (b.occasion.status in _UNDONE)
    return not (undone and Status.HELD in {a.occasion.status, b.occasion.status})


def _same_parties(a: Draft, b: Draft) -> bool:
    small, large = (a, b) if len(a.parties) <= len(b.parties) else (b, a)
    if a.occasion.kind is Kind.VISIT:
        mine = [p for p in a.parties if p.role is Role.VISITOR]
        theirs = [p for p in b.parties if p.role is Role.VISITOR]
        hosts = {p.side for p in a.parties if p.role is Role.HOST} & {p.side for p in b.parties if p.role is Role.HOST}
        return bool(hosts) and any(_alike(p, q) for p in mine for q in theirs)
    return all(any(_alike(p, q) for q in large.parties) for p in small.parties) and _sides(small.parties) <= _sides(
        large.parties
    ) | {""}


def _alike(p: Party, q: Party) -> bool:
    if p.name and q.name:
        return p.name == q.name or same_name(p.name, q.name)
    return p.side is not None and p.side == q.side


def _join(home: Draft, other: Draft, *, bare: bool = False) -> Draft:
    """Two tellings as one. `bare`: the other one has too few parties to add any."""
    occasion = home.occasion
    if other.occasion.status is not occasion.status and _stronger(other.occasion.status, occasion.status):
        words = other.occasion.status_source or (other.occasion.start, other.occasion.end)
        occasion = replace(
            occasion,
            status=other.occasion.status,
            status_source=words,
            status_rule=other.occasion.status_rule or other.occasion.rule,
        )
    parties = list(home.parties)
    for p in () if bare else other.parties:
        match = next((n for n, q in enumerate(parties) if _alike(p, q)), None)
        if match is None:
            parties.append(p)
        elif parties[match].name is None and p.name:
            parties[match] = replace(p, role=parties[match].role)
    when = home.when
    if other.when and other.when.rule in _NEWS and when is not None:
        pass
    elif other.when and (
        when is None
        or dates.narrower(when.value, other.when.value) != when.value
        or (when.rule in _NEWS and other.when.rule not in _NEWS)
    ):
        when = other.when
    where = Where(
        *(getattr(home.where, f) or getattr(other.where, f) for f in ("country", "city", "venue", "margins_of"))
    )
    topics = {t.value.lower(): t for t in (*home.topics, *other.topics)}
    evidence = tuple(sorted({*home.evidence, *other.evidence}, key=lambda s: s.start))
    return Draft(
        occasion, _without_doubles(tuple(parties)), when, where, tuple(topics.values())[:10], evidence, home.anew
    )


def _stronger(new: Status, old: Status) -> bool:
    """Held beats planned, a change of plan beats the plan, planned beats possible."""
    order = (Status.POSSIBLE, Status.PLANNED, Status.HELD, Status.REFUSED, Status.POSTPONED, Status.CANCELLED)
    if new in _UNDONE and old is Status.HELD:
        return False
    return order.index(new) > order.index(old)


def _dates_by_visit(drafts: list[Draft], doc: Doc) -> list[Draft]:
    """A visit and the meeting for which it was made share their day, where only one of them tells it."""
    out = list(drafts)
    for n, d in enumerate(out):
        if d.when is not None and d.when.rule not in _NEWS:
            continue
        mates = [m for m in out if m is not d and {m.occasion.kind, d.occasion.kind} == {Kind.VISIT, Kind.MEETING} and _together(m, d)]
        told = [m for m in mates if m.when and (m.when.rule not in _NEWS or d.when is None)]
        if len(told) != 1 or told[0].when is None:
            continue
        when, mate = told[0].when, told[0]
        if mate.occasion.status is d.occasion.status:
            out[n] = replace(d, when=replace(when, rule="when:same-visit", basis=Basis.INFERRED))
        elif d.when is None and d.occasion.status is Status.PLANNED and mate.occasion.status is Status.HELD and dates.only_day(when.value):
            out[n] = replace(d, when=replace(when, value=dates.doubtful(when.value[:7]), rule="when:during-visit", basis=Basis.INFERRED))
    return out


def _together(m: Draft, d: Draft) -> bool:
    """Whether the guest of one met the hosts in the other, told close by."""
    visit, meeting = (m, d) if m.occasion.kind is Kind.VISIT else (d, m)
    guests = [p for p in visit.parties if p.role is Role.VISITOR]
    hosts = {p.side for p in visit.parties if p.role is Role.HOST}
    near = min(abs(x.start - y.start) for x in visit.evidence for y in meeting.evidence) <= _NEAR // 2
    there = meeting.where.country is None or meeting.where.country.value in hosts
    return near and there and any(_alike(p, q) for p in guests for q in meeting.parties) and bool(hosts & _sides(meeting.parties))


def _report(doc: Doc, d: Draft, extractor: str) -> Report:
    o = d.occasion
    cue = doc.story.source(o.start, o.end)
    status = doc.story.source(*o.status_source) if o.status_source else cue
    parties = tuple(sorted(d.parties, key=lambda p: (p.role is Role.HOST, p.source.start)))
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
        score=o.score,
        published=doc.story.date,
    )
