"""Who took part: the words that an extractor names, tied to the story's actors."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import facts, pacts
from summitry.lexicon import patterns
from summitry.model import Actor, Basis, Claim, Kind, MentionKind, Party, Role, Taking
from summitry.names import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.model import Doc, Mention, Occasion, Source

_STRENGTH = {
    MentionKind.NAME: 4,
    MentionKind.OFFICE: 3,
    MentionKind.GROUP: 3,
    MentionKind.PRONOUN: 2,
    MentionKind.SIDE: 1,
}
# Words behind a side that leave it the one who acts: "the Kenyan side", but not "the Kenyan tariffs".
_ACTING = re.compile(
    r"^(?: (?:side|people|government|officials?|authorities|capital|regime|state|military|army|forces|delegation|team|"
    r"party|group|movement|rebels|militants|insurgents|officers?|guerr?illas|fighters|commanders|leaders(?:hip)?|"
    r"representatives|negotiators|politicians|ministers|counterparts?|diplomats?|envoys?|organi[sz]ation|presidency|"
    r"ministry|embassy|mission|administration))?[’']?s?\W*$"
)
_TWO = 2  # sides of a contact
_SINCE = re.compile(r"\bsince\b[^.;]*$")
_HEARING = "hearing of what others say"  # the label of words whose subject did not take part


def parties(doc: Doc, occasion: Occasion) -> tuple[Party, ...]:
    """Who took part in an occasion, each once, in the order of the words that name them."""
    found: list[Party] = []
    seen: set[object] = set()
    for taking in (*occasion.takings, *_in_the_cue(doc, occasion)):
        if _SINCE.search(doc.story.text, occasion.end, max(occasion.end, taking.start)):
            continue  # "the first visit since Berg took office": somebody of that time
        if _only_heard(doc, taking, occasion):
            continue
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
    if len(sides(tuple(found))) < _TWO:
        found += tuple(_subject(doc, occasion, found))
    if found and occasion.kind is not Kind.VISIT and len(sides(tuple(found))) < _TWO:
        found += tuple(pacts.counterpart(doc, occasion, found))
    found = (_guests if occasion.kind is Kind.VISIT else _between)(doc, occasion, found)
    return without_doubles(tuple(_of_the_sentence(doc, occasion, found)))


def _of_the_sentence(doc: Doc, occasion: Occasion, found: list[Party]) -> list[Party]:
    """Without whom sentences before name, where the cue's own names somebody else of that side, and another side.

    "Berg phoned Otieno. Foreign Minister Dahl phoned his counterpart Kamau": the second call is not of the first two.
    """
    sentence = doc.sentences[occasion.sentence]
    own = [p for p in found if sentence.start <= p.source.start < sentence.end]
    named = {p.side for p in own if p.name and p.side}
    if len(named) < _TWO:
        return found
    return [
        p
        for p in found
        if p.source.start >= sentence.start or not p.name or p.side not in named or any(alike(p, q) for q in own)
    ]


_TO_THE_VERB = re.compile(
    r"(?: (?:would|will|had|has|have|is|was|to|also|then|later|first|due|set|expected|scheduled|hoped?|hopes|wants?|"
    r"plans|planned|could|may|might|did|does|recently|already))* ?"
)
_NEAR_VERB = 60  # characters between a pronoun and its verb
_NO_JOURNEY = re.compile(r"\b(?:was|is|be|been|his|her|their)(?: [a-z]+)? $")  # "he was visited", "his stay"


def _subject(doc: Doc, occasion: Occasion, found: list[Party]) -> Iterator[Party]:
    """The "she" right before the verb, where the reader names the other only: "said she would meet Otieno"."""
    text, visit = doc.story.text, occasion.kind is Kind.VISIT
    near = max(0, occasion.start - _NEAR_VERB)
    if visit and (any(p.role is Role.VISITOR for p in found) or _NO_JOURNEY.search(text, near, occasion.start)):
        return
    known = sides(tuple(found))
    for m in doc.mentions:
        if m.kind is MentionKind.PRONOUN and near <= m.end < occasion.start and len(m.actors) == 1:
            actor = doc.actors[m.actors[0]]
            if actor.side and actor.side.value not in known and _TO_THE_VERB.fullmatch(text, m.end, occasion.start):
                yield Party(actor, Role.VISITOR if visit else Role.PARTY, doc.story.source(m.start, m.end))


def _only_heard(doc: Doc, taking: Taking, occasion: Occasion) -> bool:
    """Whether somebody only heard of it: "Lima listened in on Berg's call with Otieno"."""
    heard = (p.pattern for p in patterns("other_senses") if p.label == _HEARING)
    return taking.end <= occasion.start and any(p.search(doc.story.text, taking.end, occasion.start) for p in heard)


_BETWEEN = re.compile(r"(?:,? [\w.’'-]+){0,4} between\b")
_PAIR_REACH = 150  # characters behind "between" in which the two stand


def _between(doc: Doc, occasion: Occasion, found: list[Party]) -> list[Party]:
    """Those between whom it is told to be: "Berg spoke ahead of a meeting in Oslo between Lima and Otieno"."""
    told = _BETWEEN.match(doc.story.text, occasion.end)
    if told is None:
        return found
    pair = [p for p in found if told.end() <= p.source.start <= told.end() + _PAIR_REACH]
    return pair if len(sides(tuple(pair))) > 1 else found


def _in_the_cue(doc: Doc, occasion: Occasion) -> Iterator[Taking]:
    """Whoever is named inside the words that tell the occasion ("lunch with Berg")."""
    for m in doc.mentions if occasion.kind is not Kind.VISIT else ():
        if m.kind is MentionKind.NAME and occasion.start < m.start and m.end <= occasion.end:
            yield Taking(m.start, m.end, Role.PARTY)


def _guests(doc: Doc, occasion: Occasion, found: list[Party]) -> list[Party]:
    """The parties of a visit without guests who are at home there, and without others than its nearest one's list."""
    found = _by_host(doc, occasion, _of_the_visiting(doc, occasion, found))
    homes = {p.side for p in found if p.role is Role.VISITOR and p.side}
    visited = [p for p in found if p.role is Role.HOST and p.side not in homes]
    if visited:  # "flew from Oslo to Nairobi": the one they came from is no host
        found = [p for p in found if p.role is not Role.HOST or p in visited]
    hosts = {p.side for p in found if p.role is Role.HOST and p.side}
    guests = [p for p in found if p.role is Role.VISITOR and not (p.side and p.side in hosts)]
    if not hosts or not guests:
        return found
    nearest = min(guests, key=lambda p: abs(p.source.start - occasion.start))
    kept = [p for p in guests if p.side == nearest.side or p.side is None or _listed(doc, p, nearest)]
    return [p for p in found if p.role is not Role.VISITOR or p in kept]


_HOSTED = re.compile(r"host(?:s|ed|ing)?", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:\w+ly )?$")


def _by_host(doc: Doc, occasion: Occasion, found: list[Party]) -> list[Party]:
    """The parties of a visit told by "hosted": whoever stands before it is the host, those behind it the guests.

    Where it was is no host of its own: "Berg hosted Otieno in Lima" tells of no visit to Peru's government.
    """
    text, at = doc.story.text, occasion.start
    if not _HOSTED.fullmatch(text, at, occasion.end) or _PASSIVE.search(text, max(0, at - 30), at):
        return found
    there = [p for p in found if not p.name and p.role is Role.HOST and _is_of_a_place(doc, p)]
    before = [p for p in found if p.source.end <= at and p.name]
    behind = [p for p in found if p.source.start >= occasion.end and p.name]
    if len(before) + len(behind) + len(there) != len(found) or not before or not behind:
        return found
    return [replace(p, role=Role.HOST if p in before else Role.VISITOR) for p in found if p not in there]


def _is_of_a_place(doc: Doc, p: Party) -> bool:
    """Whether a party is told by the name of a place."""
    return any(p.source.start <= q.start and q.end <= p.source.end for q in doc.places)


_VISITING = re.compile(r"visiting", re.IGNORECASE)
_TITLES = 90  # characters of offices between "visiting" and the name


def _of_the_visiting(doc: Doc, occasion: Occasion, found: list[Party]) -> list[Party]:
    """The parties of a visit told by "visiting" before a name: whoever receives the visiting one is the host."""
    if not _VISITING.fullmatch(doc.story.text, occasion.start, occasion.end):
        return found
    guest = next((p for p in found if p.name and occasion.end < p.source.start <= occasion.end + _TITLES), None)
    hosts = [p for p in found if p.source.start < occasion.start and p.name and p.side]
    if guest is None or guest.side is None or not hosts or guest.side == hosts[-1].side:
        return found
    host = hosts[-1]
    return [replace(guest, role=Role.VISITOR), Party(Actor(None, None, host.actor.side), Role.HOST, host.source)]


_LIST = re.compile(
    r"(?:[’']s)?(?:,? (?:and|or|then|as well as|followed by)|,)"
    r"(?:,? (?:then|later|also|finally|on|to|the|in|its|neighbou?ring))*"
    r"(?: [a-z-]+){0,2} ?",
)


def visited(doc: Doc, occasion: Occasion, found: tuple[Party, ...]) -> frozenset[str]:
    """The sides that a telling of a visit names as visited: "landed in Oslo on his way from Nairobi" means one."""
    hosts = sorted((p for p in found if p.role is Role.HOST and p.side), key=lambda p: p.source.start)
    if not hosts:
        return frozenset()
    nearest = min(range(len(hosts)), key=lambda n: _apart(hosts[n], occasion))
    first = last = nearest
    while first > 0 and _in_a_list(doc, hosts[first - 1], hosts[first]):
        first -= 1
    while last + 1 < len(hosts) and _in_a_list(doc, hosts[last], hosts[last + 1]):
        last += 1
    return frozenset(p.side for p in hosts[first : last + 1] if p.side)


def _apart(p: Party, occasion: Occasion) -> int:
    """How far a host stands from the cue, in characters; before it counts double, since most stand behind."""
    behind = p.source.start - occasion.end
    return behind if behind >= 0 else 2 * (occasion.start - p.source.end)


def _in_a_list(doc: Doc, p: Party, q: Party) -> bool:
    return p.side == q.side or _LIST.fullmatch(doc.story.text, p.source.end, q.source.start) is not None


def _listed(doc: Doc, p: Party, q: Party) -> bool:
    """Whether two can stand in one list: no other verb and no end of a sentence between them."""
    first, last = sorted((p.source, q.source), key=lambda s: s.start)
    return not _APART.search(doc.story.text, first.end, last.start)


_APART = re.compile(r"\b(?:after|before|while|who|which|left|met|when|came|following)\b|[.;] [A-Z]|\n")
_A_GROUP = re.compile(
    r"(?:they|them|their|each other|one another|we|us|our|both|the (?:two|pair|duo)|(?:the|both|our|the two|these) "
    r"(?:two )?(?:[\w-]+ ){0,2}(?:leaders|men|women|presidents|ministers|officials|diplomats|premiers|statesmen|"
    r"politicians|secretaries|chiefs|envoys|sides|countries|nations|governments|neighbou?rs|allies|rivals))"
    r"(?:[’']s?)?",
    re.IGNORECASE,
)
_OFFICES = re.compile(r"(?:ministers|presidents|premiers|secretaries|chancellors)\b", re.IGNORECASE)
_NEAR = 900  # characters within which "the two" are those of the contact told before


def only_a_group(doc: Doc, occasion: Occasion) -> bool:
    """Whether a telling names its parties only as a group ("they", "the two leaders")."""
    words = [doc.story.text[t.start : t.end] for t in occasion.takings if t.role is Role.PARTY]
    return bool(words) and len(words) == len(occasion.takings) and all(_A_GROUP.fullmatch(w) for w in words)


def by_office(doc: Doc, occasion: Occasion) -> bool:
    """Whether a group is called by an office ("the prime ministers"), which says more than what was told before."""
    return any(_OFFICES.search(doc.story.text, t.start, t.end) for t in occasion.takings)


def named_since(doc: Doc, parties: tuple[Party, ...], since: int, until: int) -> bool:
    """Whether each of the parties is named between two places of the story."""
    there = [m for m in doc.mentions if since <= m.start < until and m.kind is MentionKind.NAME]
    names = {c.value for m in there for a in m.actors if (c := doc.actors[a].name)}
    return all(p.name in names for p in parties)


def can_be_meant(before: Occasion, parties: tuple[Party, ...], occasion: Occasion) -> bool:
    """Whether a group of two can be the parties of a contact told before: two sides, and near."""
    near = 0 <= occasion.start - before.start <= _NEAR
    return near and len(parties) == len(sides(parties)) == len("ab")


def without_doubles(parties: tuple[Party, ...]) -> tuple[Party, ...]:
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
        chosen = chosen[-1:] if best == 1 and not _whole(chosen, taking) else chosen
    if best == 1 and not _stands_for_side(doc, chosen[-1], taking):
        return
    for m in chosen:
        for a in m.actors:
            yield doc.actors[a], doc.story.source(m.start, m.end)


def _whole(chosen: list[Mention], taking: Taking) -> bool:
    return all(m.end >= taking.end - 1 for m in chosen)


def _possessor(doc: Doc, m: Mention, taking: Taking) -> bool:
    """True for the owner in "Berg's aide": named, but not the one who took part."""
    return bool(re.match(r"[’']s? \w", doc.story.text[m.end : taking.end]))


def _stands_for_side(doc: Doc, m: Mention, taking: Taking) -> bool:
    """False where the side is only an adjective to something that is no actor ("the Chinese tariffs")."""
    return bool(_ACTING.match(doc.story.text[m.end : taking.end]))


def _host(doc: Doc, taking: Taking) -> tuple[Actor, Source] | None:
    source = doc.story.source(taking.start, taking.end)
    for m in doc.mentions:
        side = doc.actors[m.actors[0]].side if m.kind is MentionKind.SIDE else None
        if side and m.start == taking.start and m.end == taking.end and not facts.is_state(side.value):
            return Actor(None, None, side), source  # a land that acts for itself, whoever's it is
    for p in doc.places:
        if taking.start <= p.start and p.end <= taking.end and p.country:
            basis = Basis.STATED if p.city is None else Basis.INFERRED
            return Actor(None, None, Claim(p.country, source, "side:place", basis)), source
    for m in doc.mentions:
        if m.kind is MentionKind.SIDE and taking.start <= m.start and m.end <= taking.end:
            return replace(doc.actors[m.actors[0]], name=None, office=None), source
    return None


def alike(p: Party, q: Party) -> bool:
    """Whether two mentions of a party in one story can be one: by name, or nameless by side."""
    if p.name and q.name:
        return p.name == q.name or same_name(p.name, q.name)
    return p.side is not None and p.side == q.side


def sides(of: tuple[Party, ...]) -> set[str]:
    """The sides that are known of some parties."""
    return {p.side for p in of if p.side}
