"""Facts of the world: which words stand for which side. Stages use it through `facts.py`.

The words are in `lexicons/sides.yaml` and `lexicons/organisations.yaml`, read once, on first use.
A text is searched word by word in a table of first words, longest form first, so that the time
does not grow with the number of forms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from summitry.errors import LexiconError
from summitry.lexicon import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

_CONTEXT = 40  # characters before a word that a guard may look at: about six words
_CAPITALS = 4  # from this length on, a form is also found in capitals; shorter ones would be acronyms
_WORD = re.compile(r"(?<![^\W_])[^\W_]+")
# Typographic variants of one character each, so that offsets stay those of the text.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "‑": "-"})


class Form(StrEnum):
    """In which way words name a side."""

    NAME = "name"  # "China"
    DEMONYM = "demonym"  # "Chinese", "Sino-"
    CAPITAL = "capital"  # "Beijing": the city, or the government in it
    SEAT = "seat"  # "the Kremlin", "the State Department", "the Security Council"
    ORGANISATION = "organisation"  # "NATO"
    MOVEMENT = "movement"  # "Hamas": armed movements and political parties
    SUBDIVISION = "subdivision"  # "California", "Scottish": a state within a state


class SideKind(StrEnum):
    """What a side is."""

    STATE = "state"
    TERRITORY = "territory"  # acts for itself without being a member of the UN
    FORMER = "former"  # a state that is no more
    SUBDIVISION = "subdivision"
    ORGANISATION = "organisation"
    MOVEMENT = "movement"
    PARTY = "party"  # a political party that speaks for itself abroad


@dataclass(frozen=True, slots=True)
class Side:
    """One entry of the lexicons of sides."""

    code: str  # as in the record: ISO 3166-1 alpha-2, ISO 3166-2, or a short name
    kind: SideKind
    names: tuple[str, ...]  # the first is the one shown
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    until: int | None = None  # the year in which a former state ended
    city: str | None = None  # an organisation's seat
    country: str | None = None

    def forms(self) -> Iterator[tuple[str, Form]]:
        """Every form of words for it."""
        name = {
            SideKind.SUBDIVISION: Form.SUBDIVISION,
            SideKind.ORGANISATION: Form.ORGANISATION,
            SideKind.MOVEMENT: Form.MOVEMENT,
            SideKind.PARTY: Form.MOVEMENT,
        }.get(self.kind, Form.NAME)
        demonym = Form.SUBDIVISION if self.kind is SideKind.SUBDIVISION else Form.DEMONYM
        yield from ((words, name) for words in self.names)
        yield from ((words, demonym) for words in self.demonyms)
        yield from ((words, Form.CAPITAL) for words in self.capitals)
        yield from ((words, Form.SEAT) for words in self.seats)


_pattern = cache(re.compile)


@dataclass(frozen=True, slots=True)
class Guard:
    """One reading of a word with several: the code it has where the words around it fit."""

    form: str
    code: str | None
    left: str | None  # regular expressions, compiled when first needed
    right: str | None
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether what stands around `text[start:end]` gives this reading."""
        if self.left is not None and not _pattern(f"(?:{self.left})$").search(text[max(0, start - _CONTEXT) : start]):
            return False
        return self.right is None or _pattern(self.right).match(text, end) is not None


@dataclass(frozen=True, slots=True)
class SideHit:
    """Words of a text that name a side: `text[start:end]`."""

    start: int
    end: int
    code: str
    form: Form
    entry: str  # the form as the lexicon has it


class Phrases(Generic[T]):
    """A table of fixed phrases and what each means, for searching texts.

    Letters' case counts, except that a phrase of four letters or more is also found in capitals.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        table: defaultdict[str, list[tuple[str, T]]] = defaultdict(list)
        for phrase, value in entries:
            first = phrase.partition(" ")[0]
            if not first.isalnum():  # "U.S.", "Côte-d'Or": the first word of a text ends at the mark
                match = _WORD.match(first)
                if match is None:
                    raise LexiconError(f"the form {phrase!r} does not begin with a letter or a digit")
                first = match[0]
            table[first.casefold()].append((phrase, value))
        for rows in table.values():
            if len(rows) > 1:
                rows.sort(key=_longest_first)
        self._table = table

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str, T]]:
        """Start, end, phrase and meaning of each phrase in `text[start:end]`; the longest wins, none overlap."""
        stop = len(text) if end is None else end
        get, reached = self._table.get, start
        for word in _WORD.finditer(text, start, stop):
            rows = get(word[0].casefold())
            if rows is None or (at := word.start()) < reached:
                continue
            shouted = word[0].isupper()
            for phrase, value in rows:
                after = at + len(phrase)
                if after > stop or not (
                    text.startswith(phrase, at)
                    or (shouted and len(phrase) >= _CAPITALS and text.startswith(phrase.upper(), at))
                ):
                    continue
                if _ends(text, after):
                    yield at, after, phrase, value
                    reached = after
                    break


def _longest_first(row: tuple[str, object]) -> int:
    return -len(row[0])


def _ends(text: str, at: int) -> bool:
    """Whether a word may end before `text[at]`."""
    return at >= len(text) or not text[at - 1].isalnum() or not text[at].isalnum()


def plain(text: str) -> str:
    """The text with typewriter quotes, blanks and hyphens, of the same length."""
    return text.translate(_PLAIN)


# --- reading the lexicons --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sides:
    """Everything the lexicons of sides hold."""

    sides: dict[str, Side]
    blocks: tuple[str, ...]
    guards: dict[str, tuple[Guard, ...]]
    phrases: Phrases[tuple[str | None, Form]]


def _strings(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)


_SIDE_FIELDS = frozenset(
    {"code", "kind", "names", "demonyms", "capital", "seats", "example", "until", "city", "country"}
)
_GUARD_FIELDS = frozenset({"form", "code", "left", "right", "example", "not"})


def _side(entry: dict[str, object], kind: SideKind, where: str) -> Side:
    if unknown := set(entry) - _SIDE_FIELDS:
        raise LexiconError(f"{where}: unknown field {', '.join(sorted(unknown))}")
    if missing := {"code", "names", "example"} - set(entry):
        raise LexiconError(f"{where}: no {', '.join(sorted(missing))}")
    until, city, country = entry.get("until"), entry.get("city"), entry.get("country")
    return Side(
        code=str(entry["code"]),
        kind=SideKind(str(entry.get("kind", kind))),
        names=_strings(entry["names"]),
        demonyms=_strings(entry.get("demonyms")),
        capitals=_strings(entry.get("capital")),
        seats=_strings(entry.get("seats")),
        examples=_strings(entry["example"]),
        until=until if isinstance(until, int) else None,
        city=None if city is None else str(city),
        country=None if country is None else str(country),
    )


def _guard(entry: dict[str, object], where: str) -> Guard:
    if unknown := set(entry) - _GUARD_FIELDS:
        raise LexiconError(f"{where}: unknown field {', '.join(sorted(unknown))}")
    if missing := {"form", "code", "example", "not"} - set(entry):
        raise LexiconError(f"{where}: no {', '.join(sorted(missing))}")
    code, left, right = entry["code"], entry.get("left"), entry.get("right")
    return Guard(
        form=str(entry["form"]),
        code=None if code is None else str(code),
        left=None if left is None else str(left),
        right=None if right is None else str(right),
        examples=_strings(entry["example"]),
        counter_examples=_strings(entry["not"]),
    )


@cache
def _load() -> _Sides:
    states, organisations = read_yaml("sides.yaml"), read_yaml("organisations.yaml")
    sides: dict[str, Side] = {}
    for name, entries, kind in (
        ("sides.yaml, states", states["states"], SideKind.STATE),
        ("sides.yaml, subdivisions", states["subdivisions"], SideKind.SUBDIVISION),
        ("organisations.yaml, entries", organisations["entries"], SideKind.ORGANISATION),
    ):
        for n, entry in enumerate(entries, 1):
            side = _side(entry, kind, f"lexicons/{name}, entry {n} ({entry.get('code')})")
            if side.code in sides:
                raise LexiconError(f"lexicons/{name}, entry {n}: the code {side.code} stands twice")
            sides[side.code] = side
    guards: defaultdict[str, list[Guard]] = defaultdict(list)
    for name, entries in (("sides.yaml", states["guards"]), ("organisations.yaml", organisations["guards"])):
        for n, entry in enumerate(entries, 1):
            guard = _guard(entry, f"lexicons/{name}, guard {n} ({entry.get('form')})")
            guards[guard.form].append(guard)
    blocks = tuple(str(words) for row in states["blocks"] for words in row)
    return _Sides(
        sides=sides,
        blocks=blocks,
        guards={form: tuple(rows) for form, rows in guards.items()},
        phrases=Phrases(_phrases(sides, blocks, guards)),
    )


def _phrases(
    sides: dict[str, Side], blocks: tuple[str, ...], guards: dict[str, list[Guard]]
) -> Iterator[tuple[str, tuple[str | None, Form]]]:
    """Every form with its side; a block has none."""
    seen: dict[str, str] = dict.fromkeys(blocks, "a block")
    yield from ((words, (None, Form.NAME)) for words in blocks)
    for side in sides.values():
        for words, form in side.forms():
            if words in seen:
                raise LexiconError(f"lexicons: {words!r} stands under {side.code} and under {seen[words]}")
            seen[words] = side.code
            yield words, (side.code, form)
    if strangers := set(guards) - set(seen):
        raise LexiconError(f"lexicons: guards for words that no side has: {', '.join(sorted(strangers))}")


# --- asking ----------------------------------------------------------------------------------

# "pro-Russian" is a bent, and "US$" a currency.
_BEFORE_NO_SIDE = re.compile(r"\b(?:pro|anti|post|pre|ex|neo)-$", re.IGNORECASE)
# "Iranian-backed" tells who supports somebody, and "Russian-born" where he comes from: not for whom he acts.
_AFTER_NO_SIDE = re.compile(
    r"\$|-(?:aligned|annexed|armed|back(?:ed|ing)|based|born|brokered|built|controlled|dominated|educated|era|friendly"
    r"|funded|held|language|made|mediated|occupied|owned|raised|ruled|run|speaking|sponsored|style|supplied|supported"
    r"|trained)\b"
)


def sides() -> tuple[Side, ...]:
    """Every side there is, in the lexicons' order."""
    return tuple(_load().sides.values())


def side(code: str) -> Side | None:
    """The side with this code, if there is one."""
    return _load().sides.get(code)


def guards() -> tuple[Guard, ...]:
    """Every reading of words with several."""
    return tuple(guard for rows in _load().guards.values() for guard in rows)


def blocks() -> tuple[str, ...]:
    """Names that contain a side's word and are no side."""
    return _load().blocks


def find_sides(text: str, start: int = 0, end: int | None = None) -> tuple[SideHit, ...]:
    """The words in `text[start:end]` that name a side, by start; offsets are those of `text`.

    What stands outside `start` and `end` is used only to read words with several meanings.
    """
    known, words = _load(), plain(text)
    found: list[SideHit] = []
    for at, after, entry, (listed, form) in known.phrases.find(words, start, end):
        if listed is None or _AFTER_NO_SIDE.match(words, after):
            continue
        if words[at - 1 : at] == "-" and _BEFORE_NO_SIDE.search(words[max(0, at - _CONTEXT) : at]):
            continue
        code: str | None = listed
        for guard in known.guards.get(entry, ()):
            if guard.holds(words, at, after):
                code = guard.code
                break
        if code is not None:
            found.append(SideHit(at, after, code, _form(known, code, listed, form), entry))
    return tuple(found)


def _form(known: _Sides, code: str, listed: str, form: Form) -> Form:
    """The form of a hit, after a guard may have changed its side."""
    if code != listed and known.sides[code].kind is SideKind.SUBDIVISION:
        return Form.SUBDIVISION
    return form


# "ambassador to China", "policy on Iran": what an office deals with, not for whom it acts.
_CONCERNS = re.compile(
    r"\b(?:to|for|on|with|against|about|over|regarding|towards?|into|near|visiting)"
    r"(?: (?:the|all|both|[a-z]+ern|divided))?(?: [A-Z][\w.]*)? ?$"
)
# "in Tehran", "of Indian origin": used only where nothing else tells the side.
_WHEREABOUTS = re.compile(r"\b(?:in|at|from)(?: the)? ?$")
_ORIGIN = re.compile(r" (?:origin|descent|ancestry|heritage|extraction|parentage)\b")


def side_of(text: str) -> str | None:
    """The code of the one side for which a short phrase speaks, or None.

    "Chinese Foreign Minister" gives CN, "Governor of California" US-CA, "U.S. ambassador to China" US.
    None where no side is named ("ambassador to China": whose?) or several are ("French and German
    ministers"). A state within a state is preferred to that state, and a movement to the state it is in.
    """
    words = plain(text)
    firm: list[SideHit] = []
    weak: list[SideHit] = []
    for hit in find_sides(text):
        before = words[: hit.start]
        if (firm or not _whole(words, hit)) and _CONCERNS.search(before):
            continue
        if _ORIGIN.match(words, hit.end):
            continue
        (weak if _WHEREABOUTS.search(before) else firm).append(hit)
    return _only(firm) if firm else _only(weak)


def _whole(words: str, hit: SideHit) -> bool:
    """Whether nothing but the hit is in the phrase."""
    return not words[: hit.start].strip() and not words[hit.end :].strip()


def _only(hits: list[SideHit]) -> str | None:
    """The one side among some hits, or None."""
    if movements := {h.code for h in hits if h.form is Form.MOVEMENT}:
        return movements.pop() if len(movements) == 1 else None
    codes = {h.code for h in hits}
    codes -= {code.partition("-")[0] for code in codes if "-" in code}
    return codes.pop() if len(codes) == 1 else None


def side_name(code: str) -> str:
    """The name of a side for display ("France", "California", "Hamas"); an unknown code as it is."""
    known = side(code)
    return code if known is None else known.names[0]


def country_name(code: str) -> str:
    """The name of a country for display; for a state within a state, that of its state."""
    whole, _, part = code.partition("-")
    return side_name(whole) if part and len(whole) == len("US") else side_name(code)


def is_state(code: str) -> bool:
    """Whether the code is that of a state, now or once, or of a territory that acts for itself."""
    known = side(code)
    return known is not None and known.kind in {SideKind.STATE, SideKind.TERRITORY, SideKind.FORMER}
