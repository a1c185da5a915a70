"""When two told offices cannot be one: a coarse comparison that would rather see no difference.

News call one office by many words ("Secretary", "top diplomat"), and one person may hold several.
So offices are brought to a few classes, and words outside them never speak against anything.
"""

from __future__ import annotations

from functools import lru_cache

from summitry.names import words

# Words of the office, all needed, and the class; the first that fits decides, so longer ones come first.
_CLASSES: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(needed.split()), label)
    for needed, label in (
        ("secretary general", "secretary-general"),
        ("secretary defense", "defence"),
        ("secretary defence", "defence"),
        ("secretary state trade", "trade"),
        ("secretary state", "foreign"),
        ("foreign minister", "foreign"),
        ("foreign secretary", "foreign"),
        ("minister foreign affairs", "foreign"),
        ("minister external affairs", "foreign"),
        ("external affairs minister", "foreign"),
        ("defense minister", "defence"),
        ("defence minister", "defence"),
        ("minister defense", "defence"),
        ("minister defence", "defence"),
        ("finance minister", "finance"),
        ("treasury secretary", "finance"),
        ("prime minister", "government"),
        ("premier", "government"),
        ("chancellor exchequer", "finance"),
        ("chancellor", "government"),
        ("president", "president"),
        ("king", "crown"),
        ("queen", "crown"),
        ("ambassador", "ambassador"),
        ("high representative", "foreign"),
        ("foreign policy chief", "foreign"),
        ("national security adviser", "security"),
        ("national security advisor", "security"),
        ("trade minister", "trade"),
        ("trade representative", "trade"),
        ("commerce minister", "trade"),
        ("secretary commerce", "trade"),
        ("interior minister", "interior"),
        ("minister interior", "interior"),
        ("home minister", "interior"),
        ("home secretary", "interior"),
        ("energy minister", "energy"),
        ("energy secretary", "energy"),
        ("speaker", "speaker"),
        ("envoy", "envoy"),
    )
)
_LOWER = frozenset({"deputy", "vice", "assistant", "under", "undersecretary", "acting", "junior"})
_NOT_NOW = frozenset({"former", "ex", "elect", "designate", "late", "then"})
# Only these pairs are offices that one person does not hold at once, whatever the state.
_EXCLUDING = frozenset({frozenset({"president", "government"})})


@lru_cache(maxsize=4096)
def _class(office: str) -> tuple[str, bool] | None:
    """The class and whether it is a lower rank of it; None for words that say too little."""
    told = frozenset(words(office))
    if told & _NOT_NOW:
        return None
    label = next((label for needed, label in _CLASSES if needed <= told), None)
    return (label, bool(told & _LOWER)) if label else None


def differ(a: str | None, b: str | None) -> bool:
    """Whether two offices are surely two: "Deputy Foreign Minister", "Foreign Minister"; "President", "King"."""
    first, second = (_class(x) if x else None for x in (a, b))
    return first is not None and second is not None and first != second


def contradict(a: str, b: str) -> bool:
    """Whether one person cannot hold both at once: another rank of one office, or president and premier."""
    first, second = _class(a), _class(b)
    if first is None or second is None or first == second:
        return False
    if first[0] == second[0]:
        return True
    return not (first[1] or second[1]) and frozenset({first[0], second[0]}) in _EXCLUDING
