"""Reading a parsed sentence: who is the subject of what, which words belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.model import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
RELATIVES = frozenset({"who", "which", "that", "whom"})


class Tree:
    """A sentence's tokens with their children; tokens are named by their index."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.below: list[list[int]] = [[] for _ in self.tokens]
        for n, token in enumerate(self.tokens):
            if token.head != n:
                self.below[token.head].append(n)

    def children(self, n: int, *deps: str) -> list[int]:
        """Indices of the children of `n` with one of these relations."""
        return [c for c in self.below[n] if self.tokens[c].dep in deps]

    def preps(self, n: int, *words: str) -> Iterator[int]:
        """Objects of the prepositions `words` that hang on `n`, with their conjuncts."""
        for p in self.children(n, "prep", "agent", "dative"):
            if self.tokens[p].text.lower() in words:
                for o in self.children(p, "pobj", "pcomp"):
                    yield from self.conjuncts(o)
                for q in self.children(p, "prep"):  # "ahead of", "from … to"
                    if self.tokens[q].text.lower() in words:
                        for o in self.children(q, "pobj"):
                            yield from self.conjuncts(o)

    def conjuncts(self, n: int) -> list[int]:
        """`n` and what is joined to it by "and"."""
        found = [n]
        for c in self.children(n, "conj"):
            found += self.conjuncts(c)
        for a in self.children(n, "appos"):  # "Berg, Norway's minister, and Otieno" may hang on the apposition
            found += [x for c in self.children(a, "conj") for x in self.conjuncts(c)]
        return list(dict.fromkeys(found))

    def particle(self, n: int) -> str:
        """The lemma with its particle: "call off"."""
        token = self.tokens[n]
        parts = [self.tokens[c].text.lower() for c in self.children(n, "prt")]
        if not parts and n + 1 < len(self.tokens) and self.tokens[n + 1].text.lower() in {"off", "down", "out", "back"}:
            parts = [self.tokens[n + 1].text.lower()]
        return " ".join([token.lemma, *parts])

    def span(self, n: int) -> tuple[int, int]:
        """Where the name or noun at `n` stands with what is tied to it, clauses and further names left out."""
        keep = {n}
        todo = [n]
        while todo:
            m = todo.pop()
            for c in self.below[m]:
                dep = self.tokens[c].dep
                if (
                    dep in {"compound", "amod", "det", "poss", "nmod", "nummod", "case", "flat", "appos", "quantmod"}
                    or (
                        dep == "prep"
                        and self.tokens[c].text.lower() in {"of", "to", "for"}
                        and m == n
                        and self._titular(c)
                    )
                    or (dep == "pobj" and self.tokens[m].dep == "prep")
                ):
                    keep.add(c)
                    todo.append(c)
        first, last = min(keep), max(keep)
        return self.tokens[first].start, self.tokens[last].end

    def _titular(self, prep: int) -> bool:
        return self.tokens[self.tokens[prep].head].pos in {"NOUN", "PROPN"}

    def subjects(self, n: int, depth: int = 0) -> list[int]:  # noqa: C901 - a branch a way of hanging on
        """Tokens that are the doers of the verb at `n`, found up the tree where it has none of its own."""
        if depth > 6:
            return []
        token = self.tokens[n]
        own = self.children(n, "nsubj")
        passive = self.children(n, "nsubjpass")
        if passive and not own:
            return list(self.preps(n, "by"))
        if own:
            return self._resolved(own[0], n)
        head = token.head
        if head == n:
            return []
        dep = token.dep
        if dep in {"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "aux"}:
            if dep == "pcomp":
                return self.agents_above(n, depth + 1)
            if self.tokens[head].pos in {"VERB", "AUX", "ADJ"}:
                passive = self.children(head, "nsubjpass")
                if passive and dep in {"xcomp", "advcl", "ccomp"}:
                    return self._resolved(passive[0], head)
                return self.subjects(head, depth + 1)
            return self.agents_above(n, depth + 1)
        if dep in {"acl", "relcl"}:
            if self.tokens[head].pos == "PROPN" or self.children(n, "nsubj"):
                return self.conjuncts(head)
            return (
                [head] if self.tokens[head].pos in {"PROPN", "PRON"} else self.agents_above(head, depth + 1) or [head]
            )
        return []

    def passive_subjects(self, n: int) -> list[int]:
        """Tokens to which the verb at `n` is done."""
        own = self.children(n, "nsubjpass")
        return self._resolved(own[0], n) if own else []

    def _resolved(self, subject: int, verb: int) -> list[int]:
        token = self.tokens[verb]
        if (
            self.tokens[subject].text.lower() in RELATIVES
            and token.dep in {"relcl", "acl", "ccomp"}
            and token.head != verb
        ):
            head = token.head
            return [head] if self.tokens[head].pos == "PROPN" else self.conjuncts(head)
        return self.conjuncts(subject)

    def agents_above(self, n: int, depth: int = 0) -> list[int]:
        """Doers of the nearest clause above the noun or participle at `n`."""
        seen = n
        for _ in range(8):
            head = self.tokens[seen].head
            if head == seen:
                return []
            if self.tokens[head].pos in {"VERB", "AUX"}:
                found = self.subjects(head, depth + 1)
                if self.tokens[seen].dep in {"nsubj", "nsubjpass"}:
                    return []
                if not found:
                    found = self.passive_subjects(head)
                return found
            owners = self.children(head, "poss")
            if owners and head != n:
                return self.conjuncts(owners[0])
            seen = head
        return []
