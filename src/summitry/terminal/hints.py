"""What to type next: commands that work as they stand, with ids and names of this record."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from summitry.terminal import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.model import Contact, Story

NAME = "summitry"


def program() -> str:
    """How this program was started, so that a command shown can be typed as it stands.

    The bare name where the shell would find this very program, else the path as typed.
    """
    started = sys.argv[0]
    if Path(started).name == "__main__.py":
        return f"{Path(sys.executable).name} -m {NAME}"
    found = shutil.which(NAME)
    if Path(started).stem != NAME or (found and Path(found).resolve() == Path(started).resolve()):
        return NAME
    return shlex.quote(started)


def next_commands(
    contacts: Sequence[Contact], stories: Sequence[Story], *, record: Path
) -> tuple[tuple[str, str], ...]:
    """Two or three commands worth trying on this record, each with what it shows."""
    found: list[tuple[str, str]] = []
    if contacts:
        ids = words.short_ids(contacts)
        one = max(contacts, key=lambda c: (bool(c.conflicts), len(c.stories), len(c.history)))
        why = "a contact whose sources disagree" if one.conflicts else "one contact with the sentences it rests on"
        found.append((f"show {ids[one.id]}", why))
    if pair := _busiest(contacts):
        found.append((f"timeline --between {pair[0]} {pair[1]}", "the contacts between two sides"))
    if stories:
        doubtful = [s for s in stories if any(c.doubts for c in s.published)]
        one_story = max(doubtful or stories, key=lambda s: len(s.dropped))
        why = "how a story was read whose date is in doubt" if doubtful else "how one story was read"
        found.append((f"explain {shlex.quote(one_story.key)}", why))
    return tuple((f"{program()} {told} --record {shlex.quote(str(record))}", why) for told, why in found)


def _busiest(contacts: Sequence[Contact]) -> tuple[str, str] | None:
    """The two sides with most contacts; of equals the first by name."""
    pairs = Counter(pair for c in contacts for pair in combinations(sorted({p.side for p in c.parties if p.side}), 2))
    return min(pairs, key=lambda pair: (-pairs[pair], pair), default=None)
