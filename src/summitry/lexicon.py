"""Lexicons: the language's words as reviewed YAML, each entry with its own evidence.

A pattern lexicon is a YAML list. Each entry has

    id       unique in its file; travels with what it matched
    pattern  a regular expression (verbose off, case as in `flags`)
    label    what a match means
    example  one text or several that it must match
    not      one text or several that it must not match
    flags    optional, "i" for any case

`tests/test_lexicons.py` runs every entry's own examples, so no line comes in without evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from summitry.errors import LexiconError

_FIELDS = {"id", "pattern", "label", "example", "not", "flags"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of a pattern lexicon."""

    id: str
    pattern: re.Pattern[str]
    label: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def read_yaml(name: str) -> Any:  # noqa: ANN401 - YAML has no narrower type; callers check it
    """The content of `lexicons/<name>`, as YAML has it."""
    import yaml  # noqa: PLC0415 - not needed for `--help`

    text = files("summitry").joinpath("lexicons", name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)


@cache
def patterns(name: str) -> tuple[Pattern, ...]:
    """The entries of the pattern lexicon `lexicons/<name>.yaml`, in the file's order.

    Raises:
        LexiconError: for an entry with a missing or unknown field, a second id or a bad pattern.
    """
    found: dict[str, Pattern] = {}
    for n, entry in enumerate(read_yaml(f"{name}.yaml"), 1):
        where = f"lexicons/{name}.yaml, entry {n} ({entry.get('id')})"
        if unknown := set(entry) - _FIELDS:
            raise LexiconError(f"{where}: unknown field {', '.join(sorted(unknown))}")
        if missing := {"id", "pattern", "label", "example", "not"} - set(entry):
            raise LexiconError(f"{where}: no {', '.join(sorted(missing))}")
        if entry["id"] in found:
            raise LexiconError(f"{where}: the id stands twice")
        try:
            pattern = re.compile(entry["pattern"], re.IGNORECASE if "i" in entry.get("flags", "") else 0)
        except re.error as error:
            raise LexiconError(f"{where}: {error}") from error
        found[entry["id"]] = Pattern(
            entry["id"], pattern, entry["label"], _texts(entry["example"]), _texts(entry["not"])
        )
    return tuple(found.values())


@cache
def cue_words() -> re.Pattern[str]:
    """One pattern for every word that can tell a contact: what a sentence must hold to be worth parsing."""
    return re.compile(rf"\b(?:{'|'.join(p.pattern.pattern for p in patterns('cues'))})\b")


@cache
def worth_reading() -> re.Pattern[str]:
    """One pattern for every word on account of which the learned reader looks at a sentence: cues and weaker hints."""
    hints = "|".join(p.pattern.pattern for p in patterns("hints"))
    return re.compile(rf"{cue_words().pattern}|\b(?:{hints})\b")
