"""What had become of an occasion when the story was written: read from the words around its cue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summitry.lexicon import patterns
from summitry.model import Status

if TYPE_CHECKING:
    from summitry.extractors.tree import Tree

_WILL = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
_MAY = frozenset({"may", "might", "could", "can", "should", "must"})
_LATER = frozenset({"before", "ahead", "until", "pending", "toward", "towards"})
_SINCE = frozenset({"after", "following", "during", "since", "at", "in", "on", "amid", "through", "from", "upon"})
_GOING = frozenset(["arrive", "travel", "fly", "go", "head", "depart", "leave", "embark", "land", "come"])
_UNDONE = frozenset({Status.CANCELLED, Status.POSTPONED, Status.REFUSED})
_WISHES = frozenset({Status.PLANNED, Status.POSSIBLE})


@dataclass(frozen=True, slots=True)
class Told:
    """A status with the words that tell it, the rule, and whether it is told as not taking place."""

    status: Status
    at: int | None  # token that decides; None where plain tense does
    rule: str
    negated: bool = False


@cache
def lookup(lemma: str) -> tuple[str, Status] | None:
    """The entry of the status lexicon for a lemma, and its status."""
    for entry in patterns("status"):
        if entry.pattern.match(lemma):
            return entry.id, Status(entry.label)
    return None


def read(tree: Tree, cue: int) -> Told:
    """The status of the occasion told by the token `cue`."""
    found: Told | None = None
    n = cue
    for step in range(7):
        here = _here(tree, n, first=step == 0)
        if here is not None:
            if here.status in _UNDONE:
                return here
            if found is None or (found.status is Status.PLANNED and here.status is Status.POSSIBLE and step <= 2):
                found = here
        up = tree.tokens[n].head
        if up == n:
            break
        verdict = _link(tree, n, up)
        if verdict == "stop":
            break
        if isinstance(verdict, Told) and (verdict.status in _UNDONE or found is None):
            if verdict.status is Status.HELD:
                break
            found = verdict
            if verdict.status not in _WISHES:
                return found
        n = up
    return found or Told(Status.HELD, None, "status:tense")


def _here(tree: Tree, n: int, *, first: bool) -> Told | None:
    """What the token's own auxiliaries, negation and adjectives say."""
    token = tree.tokens[n]
    negated = bool(tree.children(n, "neg")) or any(
        tree.tokens[c].text.lower() in {"no", "never"} for c in tree.children(n, "det", "advmod")
    )
    for c in tree.children(n, "aux", "auxpass"):
        word = tree.tokens[c].text.lower()
        if word in _MAY:
            return Told(Status.POSSIBLE, c, "status:may", negated)
        if word in _WILL:
            perfect = any(tree.tokens[x].lemma == "have" for x in tree.children(n, "aux") if x != c)
            if word == "would" and perfect:
                return Told(Status.CANCELLED, c, "status:would-have")
            return Told(Status.REFUSED if negated else Status.PLANNED, c, "status:will", negated=False)
    if first and token.pos in {"NOUN", "PROPN"}:
        for c in tree.children(n, "amod", "nmod", "compound", "advmod"):
            known = lookup(tree.tokens[c].text.lower()) or lookup(tree.tokens[c].lemma)
            if known and known[1] is not Status.HELD:
                return Told(known[1], c, f"status:{known[0]}")
            if tree.tokens[c].text.lower() in {"next", "coming"}:
                return Told(Status.PLANNED, c, "status:next")
    if negated and first:
        return Told(Status.HELD, n, "status:not", negated=True)
    return None


def _link(tree: Tree, n: int, up: int) -> Told | str | None:  # noqa: C901, PLR0912 - a branch a way of governing
    """What the word above says of the word below; "stop" where it says no more."""
    below, above = tree.tokens[n], tree.tokens[up]
    lemma = tree.particle(up)
    known = lookup(lemma) or (lookup(above.lemma) if " " not in lemma else None) or lookup(above.text.lower())
    to = any(tree.tokens[c].text.lower() == "to" for c in tree.children(n, "aux"))
    negated = bool(tree.children(up, "neg"))
    if below.dep in {"xcomp", "ccomp", "acl"} or (below.dep == "advcl" and to):
        if above.lemma == "be" and to:
            return Told(Status.PLANNED, up, "status:is-to")
        if (
            known
            and known[1] is not Status.HELD
            and (to or below.dep != "ccomp" or known[1] is Status.POSSIBLE or known[0] == "plan")
        ):
            if negated and known[1] is Status.PLANNED:
                return Told(Status.REFUSED, up, "status:not-planned")
            whether = any(tree.tokens[c].text.lower() in {"whether", "if"} for c in tree.children(n, "mark"))
            return Told(Status.POSSIBLE if whether else known[1], up, f"status:{known[0]}")
        if any(tree.tokens[c].text.lower() in {"whether", "if"} for c in tree.children(n, "mark")):
            return Told(Status.POSSIBLE, n, "status:whether")
        if to and above.lemma in _GOING:
            return Told(Status.PLANNED, up, "status:goes-to")
        if to and above.pos == "NOUN" and known is None:
            return Told(Status.PLANNED, up, "status:noun-to")
        if below.dep == "ccomp":
            return "stop"
        return None
    if below.dep in {"dobj", "nsubjpass", "attr", "oprd", "nsubj", "compound"}:
        if known and known[1] is not Status.HELD:
            passive_or_object = below.dep != "nsubj" or above.lemma == "get" or known[0] in {"postpone", "possible"}
            if known[0] in {"possible", "plan"} and below.dep == "nsubj":
                return "stop"
            if passive_or_object:
                if negated and known[1] is Status.PLANNED:
                    return Told(Status.REFUSED, up, "status:not-planned")
                return Told(known[1], up, f"status:{known[0]}")
        if below.dep == "nsubj":
            for c in tree.children(
                up, "xcomp", "acomp", "oprd", "attr"
            ):  # "the trip got cancelled", "talks are possible"
                inner = lookup(tree.tokens[c].lemma) or lookup(tree.tokens[c].text.lower())
                if inner and inner[1] is not Status.HELD:
                    return Told(inner[1], c, f"status:{inner[0]}")
            here = _here(tree, up, first=False)
            if here and above.lemma in {
                "take",
                "begin",
                "start",
                "be",
                "happen",
                "occur",
                "open",
                "resume",
                "continue",
                "last",
            }:
                return here
            return "stop"
        if negated and above.lemma in {"hold", "have"}:
            return Told(Status.HELD, up, "status:not", negated=True)
        return None
    if below.dep in {"pobj", "pcomp"}:
        return None
    if below.dep == "prep":
        word = below.text.lower()
        if word in _LATER:
            return Told(Status.PLANNED, n, "status:ahead-of")
        if word == "for" and above.lemma in _GOING:
            return Told(Status.PLANNED, up, "status:goes-for")
        if above.pos in {"NOUN", "ADJ"} and known and known[1] is not Status.HELD:
            return Told(known[1], up, f"status:{known[0]}")
        if above.lemma in {
            "agree",
            "invite",
            "schedule",
            "plan",
            "prepare",
            "set",
            "call",
            "push",
            "hope",
        } and word in {"to", "for", "on"}:
            status = (
                Status.PLANNED if above.lemma in {"agree", "schedule", "plan", "prepare", "set"} else Status.POSSIBLE
            )
            return Told(status, up, "status:agrees-to")
        if word in _SINCE:
            return "stop"
        return None
    if below.dep in {"advcl", "relcl", "parataxis"}:
        marks = {tree.tokens[c].text.lower() for c in tree.children(n, "mark", "advmod")}
        if marks & {"before", "if", "unless", "until"}:
            return Told(Status.POSSIBLE if marks & {"if", "unless"} else Status.PLANNED, n, "status:before")
        return "stop"
    return None if below.dep in {"conj", "aux"} else "stop"
