"""Who else went there: "Berg was followed to Nairobi by Lima and Otieno".

The trips of those who followed are told by a word that tells no contact elsewhere, and their names stand behind the
place, so that the learned reader passes it by. Whoever stands in the clause after them, or says it, followed nobody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry.model import Kind, Occasion, Role, Status, Taking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.model import Sentence, Story

RULE = "followed"  # each of those who followed made a trip of his own
_FOLLOWED = re.compile(
    r"\b(?P<be>was|were|been|will be|are to be|is to be) (?P<cue>(?:\w+ly |soon |later )?followed to) "
    r"(?:the )?(?P<host>[A-Z][\w’'-]*(?: (?:and |of )?[A-Z][\w’'-]*)*)(?P<between>[^.;:]{0,60}?) by (?P<guests>[^.;:]+)"
)
_CLAUSE = re.compile(  # where the words end that name who followed
    r",? (?:(?:and |but )?(?:who|whom|whose|which|that|when|where|while|as|because|before|after|since|though)|"
    r"(?:and|but) (?:\w+ly )?(?:will|would|is|was|are|were|has|had|then|later))\b|"
    r", [^,]+ (?:said|says|told|tells|added|wrote|announced)\b|, according to\b"
)
_NO_GUESTS = re.compile(
    r"(?:[\w’'-]+ ){0,4}(?:agents|aides|bodyguards|cameras|crowds?|journalists|police|protesters|reporters|staff)\b"
)
_AHEAD = frozenset({"will be", "are to be", "is to be"})


def told(story: Story, n: int, sentence: Sentence) -> Iterator[Occasion]:
    """The visits that a sentence tells so. `n`: its number."""
    for m in _FOLLOWED.finditer(story.text, sentence.start, sentence.end):
        host, by = m.span("host"), m.start("guests")
        clause = _CLAUSE.search(story.text, by, m.end("guests"))
        if _NO_GUESTS.match(story.text, by):
            continue
        yield Occasion(
            start=m.start("cue"),
            end=m.end("cue"),
            sentence=n,
            kind=Kind.VISIT,
            status=Status.PLANNED if m["be"] in _AHEAD else Status.HELD,
            takings=(Taking(*host, Role.HOST), Taking(by, clause.start() if clause else m.end("guests"), Role.VISITOR)),
            rule=RULE,
            times=(m.span("between"),) if m["between"].strip() else (),
            places=(host,),
            topics=(),
        )
