"""Reports → Reports: what each side wanted of a contact, what came of it, and how it went, by the story's words.

The guidelines are `docs/content.md`. What cannot be tied to one contact, by its parties and its place, is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.content import aims, outcomes, tones
from summitry.content.bearings import Bearings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.model import Doc, Report, Statement


def told(doc: Doc, reports: Sequence[Report], *, statements: Sequence[Statement] = ()) -> tuple[Report, ...]:
    """The reports of a story, each with its aims, outcomes and tones, in the order of the words.

    `statements`: what the story gives as somebody's words; a tone in them is told by their speaker.
    """
    if not reports:
        return ()
    bearings = Bearings(doc, reports, statements)
    wanted, came, went = (
        list(aims.read(bearings)),
        list(outcomes.read(bearings)),
        list(tones.read(bearings)),
    )
    return tuple(
        replace(
            r,
            aims=tuple(a for at, a in wanted if at == n),
            outcomes=tuple(o for at, o in came if at == n),
            tones=tuple(t for at, t in went if at == n),
        )
        for n, r in enumerate(reports)
    )
