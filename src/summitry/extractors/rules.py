"""The rules reader: cues over the parse, subjects and objects as parties."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summitry.extractors import status
from summitry.extractors.syntax import parsed
from summitry.extractors.tree import RELATIVES, Tree
from summitry.lexicon import Pattern, patterns
from summitry.model import Doc, Kind, MentionKind, Occasion, Role, Skipped, SkipReason, Status, Taking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WHERE_TO = ("to", "in", "at", "into", "for", "across", "of")
_TEMPORAL = frozenset(["after", "before", "following", "since", "until", "ahead", "during", "amid", "despite"])
_EVENTS = frozenset({"visit", "trip", "tour", "meeting", "talk", "summit", "call", "stop"})
_PHONE = re.compile(
    r"\b(?:tele)?phone[ds]?\b|by telephone|\bvideo|phone call|telephoned|teleconference|on the line", re.IGNORECASE
)


@cache
def _cues() -> tuple[tuple[Pattern, str, Kind, str], ...]:
    out = []
    for entry in patterns("cues"):
        pos, kind, frame = entry.label.split()
        out.append((entry, pos, Kind(kind), frame))
    return tuple(out)


class Rules:
    """Occasions by dependency patterns: quick, explainable, and blind to what no pattern foresees."""

    name = "rules"
    version = "1"
    teller = None

    def occasions(self, doc: Doc, *, among: Iterable[int] | None = None) -> Iterator[Occasion | Skipped]:
        """Every occasion that a cue with its parties tells. `among`: only of these sentences."""
        for n, tokens in parsed(doc, among):
            reader = _Reader(doc, n, Tree(tokens))
            for i, token in enumerate(tokens):
                for entry, pos, kind, frame in _cues():
                    if entry.pattern.fullmatch(token.text) and _is(pos, token.pos, token.tag):
                        yield from reader.read(i, entry.id, kind, frame, noun=pos == "noun")
                        break


def _is(pos: str, tagged: str, tag: str) -> bool:
    if pos == "noun":
        return tagged in {"NOUN", "PROPN"}
    return tagged in {"VERB", "AUX"} and not (tagged == "AUX" and tag == "MD")


class _Reader:
    def __init__(self, doc: Doc, sentence: int, tree: Tree) -> None:
        self.doc, self.sentence, self.tree = doc, sentence, tree
        span = doc.sentences[sentence]
        self.mentions = [m for m in doc.mentions if span.start <= m.start < span.end]
        self.places = [p for p in doc.places if span.start <= p.start < span.end]

    # -- one cue ---------------------------------------------------------------------------

    def read(self, i: int, rule: str, kind: Kind, frame: str, *, noun: bool) -> Iterator[Occasion | Skipped]:
        told = status.read(self.tree, i)
        groups = self._noun(i, kind, told) if noun else self._verb(i, frame, rule)
        token = self.tree.tokens[i]
        if groups is None:
            return
        if told.negated and told.status in {Status.HELD, Status.POSSIBLE}:
            if any(len(g) > 1 for g in groups):
                yield Skipped(self.doc.story.source(token.start, token.end), SkipReason.NEGATED, f"rules:{rule}")
            return
        kind = self._kind(i, kind)
        if rule == "host" and (place := self._came_to(i)):
            kind = Kind.VISIT
            subjects = {t.start for t in self._take(self.tree.subjects(i))}
            groups = [
                [*(Taking(t.start, t.end, Role.HOST if t.start in subjects else Role.VISITOR) for t in g), place]
                for g in groups
            ]
        where = None if told.at is None else (self.tree.tokens[told.at].start, self.tree.tokens[told.at].end)
        for group in groups:
            yield Occasion(
                start=token.start,
                end=token.end,
                sentence=self.sentence,
                kind=kind,
                status=told.status,
                takings=tuple(group),
                rule=f"rules:{rule}",
                status_rule=told.rule,
                status_source=where,
                scope=self._scope(i),
            )

    def _kind(self, i: int, kind: Kind) -> Kind:
        if kind is not Kind.MEETING:
            return kind
        a, b = self._scope(i)
        words = self.doc.story.text[a:b]
        token = self.tree.tokens[i]
        near = self.doc.story.text[max(a, token.start - 40) : min(b, token.end + 60)]
        if _PHONE.search(near) or (token.lemma == "speak" and " by phone" in words):
            return Kind.CALL
        return kind

    def _scope(self, i: int) -> tuple[int, int]:
        """The clause of the cue: what hangs together with it, other clauses left out."""
        tree = self.tree
        path = [i]
        n = i
        while tree.tokens[n].head != n and not self._closed(n):
            n = tree.tokens[n].head
            path.append(n)
        todo, seen = [n], set(path)
        while todo:
            for c in tree.below[todo.pop()]:
                if c in path or not self._elsewhere(c):
                    seen.add(c)
                    todo.append(c)
        return tree.tokens[min(seen)].start, tree.tokens[max(seen)].end

    def _closed(self, n: int) -> bool:
        """A verb closes a clause; so does "after a meeting with …" around the meeting."""
        token = self.tree.tokens[n]
        return token.pos in {"VERB", "AUX"} or (token.dep == "prep" and token.text.lower() in _TEMPORAL)

    def _elsewhere(self, n: int) -> bool:
        token = self.tree.tokens[n]
        if token.dep in {"conj", "relcl", "ccomp", "parataxis", "advcl", "acl"} and token.pos in {"VERB", "AUX"}:
            return True
        return (
            token.dep == "prep"
            and token.text.lower() in _TEMPORAL
            and any(
                self.tree.tokens[c].pos in {"NOUN", "VERB"} and not self.tree.tokens[c].text[0].isupper()
                for c in self.tree.below[n]
            )
        )

    # -- parties ---------------------------------------------------------------------------

    def _take(self, tokens: list[int], role: Role = Role.PARTY) -> list[Taking]:
        out = []
        for t in tokens:
            if self.tree.tokens[t].text.lower() in RELATIVES:
                continue
            for t2 in self._event_agents(t):
                start, end = self.tree.span(t2)
                out.append(Taking(start, end, role))
        return out

    def _event_agents(self, t: int) -> list[int]:
        """An event that "included talks" stands for those who were there."""
        token = self.tree.tokens[t]
        if token.lemma in _EVENTS and token.pos == "NOUN":
            owners = self.tree.children(t, "poss") or list(self.tree.preps(t, "by"))
            return owners or self.tree.agents_above(t)
        return [t]

    def _destinations(self, i: int, *, verb: bool) -> list[Taking]:
        """Every country or place of a list that was gone to ("visited Japan, Korea and Malaysia")."""
        first = self._destination(i, verb=verb)
        if first is None:
            return []
        at = next((n for n, t in enumerate(self.tree.tokens) if t.start <= first.start < t.end), None)
        more = (
            [self._place_in(self.tree.tokens[c].start, self.tree.span(c)[1]) for c in self.tree.conjuncts(at)[1:]]
            if at is not None
            else []
        )
        return [first, *(m for m in more if m and m.start != first.start)]

    def _destination(self, i: int, *, verb: bool) -> Taking | None:  # noqa: C901 - one step a way of telling it
        heads = [i]
        token = self.tree.tokens[i]
        found: list[int] = self.tree.children(i, "dobj") if verb and token.lemma in {"visit", "tour"} else []
        for h in heads:
            found += list(self.tree.preps(h, *_WHERE_TO))
        if verb:
            found += [
                x
                for c in self.tree.children(i, "advcl", "xcomp", "conj")
                for x in self.tree.preps(c, "to", "in")
                if self.tree.tokens[c].lemma in {"land", "arrive"}
            ]
        for t in found:
            taking = self._place_in(*self.tree.span(t)) or self._place_in(
                self.tree.tokens[t].start, self.tree.tokens[t].end
            )
            if taking:
                return taking
        if not verb:
            start, _ = self.tree.span(i)
            chunk = self._place_in(self._left(i), token.start, demonym=True)
            if chunk and start < token.start:
                return chunk
            up = self.tree.tokens[i].head
            for _ in range(3):
                for t in (*self.tree.children(up, "dobj"), *self.tree.preps(up, "to", "in", "into")):
                    if t != i and (taking := self._place_in(self.tree.tokens[t].start, self.tree.tokens[t].end)):
                        return taking
                up = self.tree.tokens[up].head
        adverb = next(
            (c for c in self.tree.children(i, "advmod") if self.tree.tokens[c].text.lower() in {"there", "here"}), None
        )
        if adverb is None and i + 1 < len(self.tree.tokens) and self.tree.tokens[i + 1].text.lower() == "there":
            adverb = i + 1
        if adverb is not None:
            before = [p for p in self.places if p.end <= token.start]
            if before:
                return Taking(before[-1].start, before[-1].end, Role.HOST)
        return None

    def _left(self, i: int) -> int:
        kids = [c for c in self.tree.below[i] if self.tree.tokens[c].dep in {"compound", "amod", "nmod"}]
        return min([self.tree.tokens[c].start for c in kids], default=self.tree.tokens[i].start)

    def _place_in(self, start: int, end: int, *, demonym: bool = False) -> Taking | None:
        for p in self.places:
            if start <= p.start and p.end <= end and (p.country or p.city):
                return Taking(p.start, p.end, Role.HOST)
        for m in self.mentions:
            if m.kind is MentionKind.SIDE and start <= m.start and m.end <= end and not demonym:
                return Taking(m.start, m.end, Role.HOST)
        return None

    # -- verbs -----------------------------------------------------------------------------

    def _verb(self, i: int, frame: str, rule: str) -> list[list[Taking]] | None:  # noqa: C901 - one branch a frame
        tree = self.tree
        passive = tree.passive_subjects(i)
        subjects = tree.subjects(i)
        objects = [x for o in tree.children(i, "dobj") for x in tree.conjuncts(o)]
        if frame == "go":
            return self._go(i, subjects)
        if frame == "follow":
            place = self._destination(i, verb=True)
            agents = list(tree.preps(i, "by"))
            return [[*self._take([a], Role.VISITOR), place] for a in agents] if passive and place else None
        together = list(tree.preps(i, "with", "to") if rule == "talk" else tree.preps(i, "with"))
        if frame in {"with", "discuss"}:
            if rule == "talk" and tree.tokens[i].tag in {"NN", "NNS"}:
                return None
            other = objects if frame == "with" and rule == "meet" else []
            return [self._take([*(subjects or []), *(passive if rule != "discuss" else []), *other, *together])]
        if frame == "hands":
            return (
                [self._take([*subjects, *together])] if any(tree.tokens[o].lemma == "hand" for o in objects) else None
            )
        if frame == "down":
            return (
                [self._take([*subjects, *together])]
                if "down" in {tree.tokens[c].text.lower() for c in tree.children(i, "prt", "advmod")}
                else None
            )
        if frame == "both":
            return [self._take([*subjects, *together])] if together and objects else None
        if frame == "tell":
            to = list(tree.preps(i, "to"))
            return [self._take([*subjects, *(objects if rule == "write" else []), *to])] if objects or to else None
        if frame == "object":
            if passive:
                return self._welcome(list(subjects), passive)
            if not objects:
                return None
            if rule == "called" and (
                tree.children(i, "prt")
                or tree.children(i, "oprd", "ccomp", "xcomp")
                or any(tree.tokens[c].text.lower() in {"for", "on"} for c in tree.children(i, "prep"))
            ):
                return None
            return self._welcome(subjects, objects)
        return None

    def _welcome(self, hosts: list[int], guests: list[int]) -> list[list[Taking]]:
        people = [g for g in guests if self._somebody(g)]
        return [[*self._take(hosts), *self._take(people)]] if people else []

    def _somebody(self, n: int) -> bool:
        """True where the word, not only something around it, points at an actor."""
        token = self.tree.tokens[n]
        if token.lemma in _EVENTS:
            return False
        return any((m.start if m.reach is None else m.reach) <= token.start < m.end for m in self.mentions)

    def _came_to(self, i: int) -> Taking | None:
        """Where a guest was welcomed to: then a visit is told."""
        return next((p for t in self.tree.preps(i, "to") if (p := self._place_in(*self.tree.span(t)))), None)

    def _go(self, i: int, subjects: list[int]) -> list[list[Taking]] | None:
        places = self._destinations(i, verb=True)
        return [[*self._take(subjects, Role.VISITOR), *places]] if places else None

    # -- nouns -----------------------------------------------------------------------------

    def _noun(self, i: int, kind: Kind, told: status.Told) -> list[list[Taking]] | None:
        tree = self.tree
        if kind is Kind.VISIT:
            return self._visit_noun(i)
        owners = [x for c in tree.children(i, "poss") for x in tree.conjuncts(c)]
        together = [*tree.preps(i, "with", "between", "among", "by"), *self._of(i)]
        if kind is Kind.MESSAGE:
            together += list(tree.preps(i, "to", "from"))
        up = tree.tokens[i].head
        if tree.tokens[i].dep in {"dobj", "nsubjpass"}:
            together += list(tree.preps(up, "with", *(("to",) if kind is Kind.MESSAGE else ())))
        compounds = self._compound_sides(i)
        named = [*self._take(owners), *compounds, *self._take(together)]
        between = bool(list(tree.preps(i, "between", "among")))
        if not owners and not between and len(compounds) < 2:
            named = [*self._take(self._governors(i)), *named]
        if len(named) < 2 and told.status == Status.HELD and not named:
            return None
        if (
            tree.tokens[i].tag == "NNS"
            and tree.tokens[i].lemma in {"meeting", "call", "letter"}
            and len(together) > 1
            and not between
        ):
            rest = self._take(together)
            first = [t for t in named if t not in rest]
            return [[*first, t] for t in rest]
        return [named]

    def _of(self, i: int) -> list[int]:
        found = list(self.tree.preps(i, "of"))
        return found if any(m.start <= self.tree.tokens[t].start < m.end for t in found for m in self.mentions) else []

    def _governors(self, i: int) -> list[int]:
        """Who held the talks: the subject of the verb that governs the noun."""
        tree, token = self.tree, self.tree.tokens[i]
        if token.dep in {"nsubj", "nsubjpass"}:
            verb = token.head
            return list(tree.preps(verb, "by")) if token.dep == "nsubjpass" else []
        if token.dep == "conj" and tree.tokens[token.head].pos == "NOUN":
            return self._governors(token.head)
        return tree.agents_above(i)

    def _compound_sides(self, i: int) -> list[Taking]:
        a, b = self._left(i), self.tree.tokens[i].start
        inside = [
            m for m in self.mentions if a <= m.start and m.end <= b and m.kind in (MentionKind.SIDE, MentionKind.NAME)
        ]
        return [Taking(m.start, m.end) for m in inside]

    def _visit_noun(self, i: int) -> list[list[Taking]] | None:
        tree = self.tree
        owners = [x for c in tree.children(i, "poss") for x in tree.conjuncts(c)] or list(tree.preps(i, "by"))
        if not owners:
            owners = [t for t in self._of(i) if not self._place_in(*self.tree.span(t))]
        places = self._destinations(i, verb=False)
        if not owners:
            owners = self._governors(i)
        visitors = self._take(owners, Role.VISITOR)
        return [[*visitors, *places]]
