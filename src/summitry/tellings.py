"""One report an occasion: tellings of a story joined where they can be of one occasion."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from summitry import circumstances, dates, newsdates
from summitry.lexicon import patterns
from summitry.model import Actor, Basis, Kind, Party, Role, SkipReason, Status, Where
from summitry.taking_part import alike, sides, without_doubles

if TYPE_CHECKING:
    from summitry.model import Claim, Occasion, Source

UNDONE = frozenset({Status.CANCELLED, Status.POSTPONED, Status.REFUSED})
NEWS = newsdates.RULES | {"when:same-visit"}  # dates that any told one replaces
_OLD = 3  # days after which what was held is no longer told as still to come
_SOON = 1
_AHEAD = 8  # times as far counts what is told only behind
_PHRASE = 25  # characters between two cues of one phrase
NEAR = 1200  # characters: about two paragraphs, within which "the talks" are those told before
_AROUND = 40  # characters around a cue in which stands what became of it
_TOOK_PLACE = re.compile(
    r"\b(?:took place|lasted|began|ended|concluded|opened|(?:was|were) held|went (?:ahead|on)|wrapped up|"
    r"got under way)\b"
)
_TO_COME = frozenset({Status.PLANNED, Status.POSSIBLE})
_HAD = re.compile(r"\b(?:(?P<when>after|since)|who|which|that)\b(?: (?!but\b)[^\s.;,]+){1,12}$")
_AGO = re.compile(r"(?: [\w-]+){0,6} (?:ago|before|earlier|previously|in the past)\b")
_ANY = re.compile(r"(?i)\b(?:an?|any|another|other|such|no)(?: [\w-]+){0,2} $")  # any one, not that told before


Spare: TypeAlias = "tuple[Claim | None, Where]"


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
    alone: bool = False  # told as one of two by themselves: "met one-on-one", "held separate talks"
    spare: Spare | None = None  # when and where by what stands near, if no telling tells it
    stop: frozenset[str | None] = frozenset()  # the sides that the telling of a visit names as visited


Bare = list[tuple[Draft, SkipReason]]


def plans_undone(drafts: list[Draft], bare: Bare) -> tuple[list[Draft], Bare]:
    """One trip where a plan and its end stand together: "she was to visit Oslo, but the trip was cancelled"."""
    left: Bare = []
    for draft, reason in bare:
        o = draft.occasion
        homes = [
            n
            for n, d in enumerate(drafts)
            if o.status in UNDONE
            and not draft.anew
            and d.occasion.status in {Status.PLANNED, Status.POSSIBLE}
            and 0 <= o.sentence - d.occasion.sentence <= 1
            and d.occasion.start < o.start
            and {d.occasion.kind, o.kind} <= {Kind.VISIT, Kind.MEETING}
            and all(any(alike(p, q) for q in d.parties) for p in draft.parties if p.name or p.side)
        ]
        if homes:
            drafts[homes[-1]] = join(drafts[homes[-1]], draft, bare=True, sure=True)
        else:
            left.append((draft, reason))
    return drafts, left


def merge(drafts: list[Draft], *, told: str | None = None) -> tuple[list[Draft], list[Draft]]:
    """Tellings joined where they can be one occasion, and those that went into another. `told`: the story's date."""
    kept: list[Draft] = []
    again: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: -_weight(d)):
        home = next((n for n, k in enumerate(kept) if _one(k, draft, told)), None)
        if home is None:
            kept.append(draft)
        else:
            kept[home] = join(kept[home], draft)
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


def _one(a: Draft, b: Draft, told: str | None) -> bool:
    """Whether two tellings of a story can be one occasion."""
    if _long_held(a, b, told) or _long_held(b, a, told) or _still_to_come(a, b, told) or _still_to_come(b, a, told):
        return False
    if a.occasion.kind is not b.occasion.kind or not _same_parties(a, b):
        return False
    if _more_expected(a, b) or _more_expected(b, a):
        return False
    if _one_phrase(a, b):
        return True
    if _on_other_days(a, b):
        return False
    if a.where.country and b.where.country and a.where.country.value != b.where.country.value:
        return False
    return _statuses_agree(a, b) and not ((a.anew or b.anew) and a.occasion.status is not b.occasion.status)


def _on_other_days(a: Draft, b: Draft) -> bool:
    """Whether the words of both tell days that exclude each other."""
    sure = [d.when for d in (a, b) if d.when and d.when.rule not in NEWS]
    return len(sure) == len("ab") and dates.exclude(sure[0].value, sure[1].value, slack_days=1)


def _one_phrase(a: Draft, b: Draft) -> bool:
    """Whether two cues are of one phrase: "wrapped up two days of talks"."""
    first, second = sorted((a.occasion, b.occasion), key=lambda o: o.start)
    near = first.sentence == second.sentence and second.start - first.end <= _PHRASE
    named = (p.source for d in (a, b) for p in d.parties)
    return (
        near and a.occasion.status is b.occasion.status and not any(first.end <= s.start < second.start for s in named)
    )


def _more_expected(a: Draft, b: Draft) -> bool:
    """Whether the second is told as less sure than the first, with somebody named who is not told of there."""
    order = (Status.HELD, Status.PLANNED, Status.POSSIBLE)
    first, second = a.occasion.status, b.occasion.status
    if a.occasion.kind is Kind.VISIT or not {first, second} <= set(order) or order.index(first) >= order.index(second):
        return False
    return any(p.name and not any(alike(p, q) for q in a.parties) for p in b.parties)


def _long_held(a: Draft, b: Draft, told: str | None) -> bool:
    """Whether the first was held days before the story, while the second was then still to come; or on another day."""
    if a.occasion.status is not Status.HELD or b.occasion.status not in {Status.PLANNED, Status.POSSIBLE} or not a.when:
        return False
    then, now = dates.interval(a.when.value), dates.interval(told)
    if a.when.rule in NEWS or then is None or now is None:
        return False
    days = [dates.only_day(d.when.value) for d in (a, b) if d.when and d.when.rule not in NEWS]
    apart = len(days) == len("ab") and None not in days and days[0] != days[1]
    return apart or (now.first - then.last).days > _OLD


def _still_to_come(a: Draft, b: Draft, told: str | None) -> bool:
    """Whether the first was held, while the second is a plan for days after the story."""
    if a.occasion.status is not Status.HELD or b.occasion.status not in {Status.PLANNED, Status.POSSIBLE} or not b.when:
        return False
    now, then = dates.interval(told), dates.interval(b.when.value)
    return bool(b.when.rule not in NEWS and now and then and (then.first - now.last).days > _SOON)


def _statuses_agree(a: Draft, b: Draft) -> bool:
    """What was held was not also called off; a plan may have been."""
    undone = (a.occasion.status in UNDONE) != (b.occasion.status in UNDONE)
    return not (undone and Status.HELD in {a.occasion.status, b.occasion.status})


def _same_parties(a: Draft, b: Draft) -> bool:
    small, large = (a, b) if len(a.parties) <= len(b.parties) else (b, a)
    if a.occasion.kind is Kind.VISIT:
        mine = [p for p in a.parties if p.role is Role.VISITOR]
        theirs = [p for p in b.parties if p.role is Role.VISITOR]
        hosts = {p.side for p in a.parties if p.role is Role.HOST} & {p.side for p in b.parties if p.role is Role.HOST}
        return bool(hosts) and any(alike(p, q) for p in mine for q in theirs)
    if small.alone and len(small.parties) == len(sides(small.parties)) == len("ab") < len(large.parties):
        return False
    return all(any(alike(p, q) for q in large.parties) for p in small.parties) and sides(small.parties) <= sides(
        large.parties
    )


def join(home: Draft, other: Draft, *, bare: bool = False, sure: bool = False) -> Draft:
    """Two tellings as one.

    Args:
        home: the better telling.
        other: the one that goes into it.
        bare: the other one has too few parties to add any, and changes the status only where its words say plainly
            what became of the occasion: whose it is was a guess.
        sure: that it is of the same occasion is sure, although bare.
    """
    unsure = (1 - home.occasion.score) * (1 - other.occasion.score)
    occasion = replace(home.occasion, score=1 - unsure)  # what is told again is surer: either may be right
    counts = (sure or not bare or _told_plainly(other)) and not _undone_before(occasion, other)
    if counts and _stronger(other.occasion.status, occasion.status):
        words = other.occasion.status_source or (other.occasion.start, other.occasion.end)
        occasion = replace(
            occasion,
            status=other.occasion.status,
            status_source=words,
            status_rule=other.occasion.status_rule or other.occasion.rule,
        )
    parties = list(home.parties)
    for p in () if bare else other.parties:
        match = next((n for n, q in enumerate(parties) if alike(p, q)), None)
        if match is None:
            parties.append(p)
        elif parties[match].name is None and p.name:
            parties[match] = replace(p, role=parties[match].role)
    when = home.when
    if other.when and other.when.rule in NEWS and when is not None:
        pass
    elif other.when and (
        when is None
        or dates.narrower(when.value, other.when.value) != when.value
        or (when.rule in NEWS and other.when.rule not in NEWS)
    ):
        when = other.when
    where = _whereabouts(home.where, other.where)
    topics = _topics((*home.topics, *other.topics))
    evidence = tuple(sorted({*home.evidence, *other.evidence}, key=lambda s: s.start))
    joined = without_doubles(tuple(parties))
    spare = _first_spare(home.spare, other.spare)
    return Draft(occasion, joined, when, where, topics[:10], evidence, home.anew, home.alone, spare, home.stop)


def _undone_before(plan: Occasion, other: Draft) -> bool:
    """Whether another one came to nothing before the plan was made: "hopes to see Lima, who refused a year ago"."""
    o, words = other.occasion, other.evidence[0]
    if o.status not in UNDONE or plan.status not in _TO_COME or plan.sentence != o.sentence:
        return False
    start, end = (at - words.start for at in (max(plan.end, words.start), o.end))
    hit = _HAD.search(words.exact, start, end)
    return hit is not None and (hit["when"] is not None or _AGO.match(words.exact, end) is not None)


def _told_plainly(d: Draft) -> bool:
    """Whether the words say what became of an occasion told before: "the talks lasted", "the visit was called off"."""
    words, o = d.evidence[0], d.occasion
    start, end = o.start - words.start, o.end - words.start
    if _ANY.search(words.exact, 0, start):
        return False
    if o.status is Status.HELD:
        return _TOOK_PLACE.search(words.exact, start) is not None
    near = max(0, start - _AROUND), end + _AROUND
    return any(p.label == o.status and p.pattern.search(words.exact, *near) for p in patterns("status"))


def _whereabouts(a: Where, b: Where) -> Where:
    """What two tellings say of a place; nothing of the second where it tells another one."""
    if a.country and b.country and a.country.value != b.country.value:
        return replace(a, margins_of=a.margins_of or b.margins_of)
    return Where(*(getattr(a, f) or getattr(b, f) for f in ("country", "city", "venue", "margins_of")))


def _first_spare(a: Spare | None, b: Spare | None) -> Spare | None:
    if a is None or b is None:
        return a or b
    return a[0] or b[0], a[1]


def still_ahead(d: Draft, told: str | None) -> Draft:
    """The draft, planned where it is told as held on days after the story: a later telling took the plan for done."""
    now, then = dates.interval(told), dates.interval(d.when.value) if d.when and d.when.rule not in NEWS else None
    if d.occasion.status is not Status.HELD or d.when is None or now is None or then is None or then.first <= now.last:
        return d
    if d.when.rule == circumstances.BESIDE:
        return d  # the page is dated a day before its words
    words = (d.when.source.start, d.when.source.end)
    ahead = replace(d.occasion, status=Status.PLANNED, status_source=words, status_rule="status:still-ahead")
    return replace(d, occasion=ahead)


def _topics(told: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The topics, each once: of one that is part of another's words the longer."""
    out: list[Claim] = []
    for t in told:
        value = t.value.lower()
        if any(value in o.value.lower() for o in out):
            continue
        out = [o for o in out if o.value.lower() not in value]
        out.append(t)
    return tuple(out)


def at_one_stop(d: Draft) -> Draft:
    """A visit without the hosts of other stops, of which its best telling speaks as well."""
    kept = tuple(p for p in d.parties if p.role is not Role.HOST or p.side is None or p.side in d.stop)
    return replace(d, parties=kept) if d.stop and any(p.role is Role.HOST for p in kept) else d


def with_spares(drafts: list[Draft]) -> list[Draft]:
    """The drafts, those without a time or place having what stands near one of their tellings."""
    return [_with_spare(d) for d in drafts]


def _with_spare(d: Draft) -> Draft:
    if d.spare is None:
        return d
    when, where = d.spare
    known = d.where.country or d.where.city or d.where.venue or d.where.margins_of
    surer = d.when is None or (when is not None and d.when.rule in NEWS and _of_its_sentence(d, when))
    return replace(d, when=when if surer else d.when, where=d.where if known else where)


def _of_its_sentence(d: Draft, when: Claim) -> bool:
    """Whether a time stands in the sentence of the cue."""
    return any(s.start <= min(d.occasion.start, when.source.start) and when.source.end <= s.end for s in d.evidence)


def _stronger(new: Status, old: Status) -> bool:
    """Held beats planned, a change of plan beats the plan, planned beats possible."""
    order = (Status.POSSIBLE, Status.PLANNED, Status.HELD, Status.REFUSED, Status.POSTPONED, Status.CANCELLED)
    if new in UNDONE and old is Status.HELD:
        return False
    return order.index(new) > order.index(old)


def undone_at(draft: Draft, merged: list[Draft], *, told: str | None) -> list[Draft] | None:
    """The occasions with a visit that came to nothing and is told without a host: to those whom its guest visits.

    None where that is not known. `told`: the story's date.
    """
    if draft.occasion.kind is not Kind.VISIT or draft.occasion.status not in UNDONE:
        return None
    guests = tuple(p for p in draft.parties if p.role is Role.VISITOR and p.name)
    visits = [
        d for d in merged if d.occasion.kind is Kind.VISIT and any(alike(p, q) for p in guests for q in d.parties)
    ]
    hosts = {p.side: p for d in visits for p in d.parties if p.role is Role.HOST and p.side in d.stop}
    return _to_host(replace(draft, parties=guests), hosts, merged, "side:same-hosts", told=told)


def hosted(draft: Draft, merged: list[Draft], *, told: str | None) -> list[Draft] | None:
    """The occasions with a visit of which only the guest is told: to those whom the guest meets in the story.

    None where that is not known. `told`: the story's date.
    """
    guests = tuple(p for p in draft.parties if p.role is Role.VISITOR and p.name and p.side)
    homes = {p.side for p in guests}
    if draft.occasion.kind is not Kind.VISIT or len(homes) != 1:
        return None
    met = [d for d in merged if d.occasion.kind is Kind.MEETING and any(alike(p, q) for p in guests for q in d.parties)]
    met = [d for d in met if d.where.country or not d.where.margins_of]  # a gathering's host may be a third one
    near = [d for d in met if min(abs(d.occasion.start - s.start) for s in draft.evidence) <= NEAR]
    met = [d for d in near if (d.occasion.status is Status.HELD) == (draft.occasion.status is Status.HELD)]
    where = {d.where.country.value for d in met if d.where.country}
    hosts: dict[str | None, Party] = {p.side: p for d in met for p in d.parties if p.side and p.side not in homes}
    if where & homes:
        return None
    if where:
        hosts = {side: p for side, p in hosts.items() if side in where}
    return _to_host(replace(draft, parties=guests), hosts, merged, "side:met-there", told=told)


def _to_host(
    draft: Draft, hosts: dict[str | None, Party], merged: list[Draft], rule: str, *, told: str | None
) -> list[Draft] | None:
    """The occasions with a visit to the one host there is; None where there are several or none."""
    if len(hosts) != 1:
        return None
    (host,) = hosts.values()
    side = replace(host.actor.side, rule=rule, basis=Basis.INFERRED) if host.actor.side else None
    parties = (*draft.parties, Party(Actor(None, None, side), Role.HOST, host.source))
    visit = replace(draft, parties=parties, stop=frozenset(hosts))
    twin = next((n for n, m in enumerate(merged) if _one(m, visit, told)), None)
    if twin is None:
        return [*merged, visit]
    return [*merged[:twin], join(merged[twin], visit), *merged[twin + 1 :]]


def home(draft: Draft, merged: list[Draft]) -> int | None:
    """The occasion that a telling with too few parties speaks of: of its kind, with its parties, and near."""
    best: tuple[int, int] | None = None
    for n, k in enumerate(merged):
        kinds = {k.occasion.kind, draft.occasion.kind}
        if len(kinds) > 1 and not (draft.occasion.status in UNDONE and kinds == {Kind.VISIT, Kind.MEETING}):
            continue
        if not all(any(alike(p, q) for q in k.parties) for p in draft.parties if p.name or p.side):
            continue
        if _on_other_days(k, draft):
            continue
        if not _statuses_agree(k, draft) or (draft.anew and k.occasion.status is not draft.occasion.status):
            continue
        told = {s.start for s in k.evidence} | {k.occasion.start}
        distance = min(
            draft.occasion.start - t if t <= draft.occasion.start else _AHEAD * (t - draft.occasion.start) for t in told
        )
        if best is None or distance < best[0]:
            best = (distance, n)
    return best[1] if best and best[0] <= NEAR else None
