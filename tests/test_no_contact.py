"""What only sounds like a contact, and the words beside it that make it one."""

from __future__ import annotations

import pytest

from summitry import no_contact, taking_part
from summitry.model import Kind, Occasion, Role, SkipReason, Status, Taking
from telling import doc


def why(text: str, cue: str, kind: Kind = Kind.MEETING) -> SkipReason | None:
    """Why a telling is no contact, its parties being everybody the words name."""
    found = doc(text)
    at = text.index(cue)
    takings = tuple(Taking(m.start, m.end, Role.PARTY) for m in found.mentions)
    occasion = Occasion(at, at + len(cue), 0, kind, Status.HELD, takings, "test")
    return no_contact.reason(found, occasion, taking_part.parties(found, occasion))


@pytest.mark.parametrize(
    ("text", "cue", "kind", "reason"),
    [
        ("Norway and Kenya have agreed to dig a canal.", "agreed to", Kind.MEETING, SkipReason.NOT_DIPLOMATIC),
        ("Norway and Kenya reach a tax agreement.", "reach", Kind.MEETING, SkipReason.NOT_DIPLOMATIC),
        ("Norway says it is willing to negotiate with Kenya.", "negotiate", Kind.MEETING, SkipReason.WISH),
        ("Ninety soldiers from Norway arrived in Kenya.", "arrived", Kind.VISIT, SkipReason.PRIVATE),
        ("Kenyan President Daniel Otieno flew to Norway for surgery.", "flew", Kind.VISIT, SkipReason.PRIVATE),
        ("NATO invites Kenya and Peru to join.", "invites", Kind.MESSAGE, SkipReason.NOT_DIPLOMATIC),
        ("Norway will face Kenya in group B.", "face", Kind.MEETING, SkipReason.NOT_DIPLOMATIC),
        ("The UN Security Council holds a late session on Kenya.", "session", Kind.MEETING, SkipReason.GATHERING),
    ],
)
def test_what_only_sounds_like_a_contact(text: str, cue: str, kind: Kind, reason: SkipReason) -> None:
    assert why(text, cue, kind) is reason


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("Norway and Kenya agreed to hold talks on a canal.", "agreed to", Kind.MEETING),
        ("Norway and Kenya agreed in Lima to dig a canal.", "agreed", Kind.MEETING),
        ("Norway's premier Astrid Berg and Kenya's president Daniel Otieno agree to dig.", "agree", Kind.MEETING),
        ("Norway and Kenya reach a tax agreement at talks in Lima.", "talks", Kind.MEETING),
        ("A Norwegian delegation arrived in Kenya to see the soldiers.", "arrived", Kind.VISIT),
        ("Kenyan President Daniel Otieno flew to Norway for talks.", "flew", Kind.VISIT),
        ("NATO invites Kenya to join the talks.", "invites", Kind.MESSAGE),
        ("Norway will face Kenya in court.", "face", Kind.MEETING),
        ("The UN Security Council met with Norway.", "met", Kind.MEETING),
    ],
)
def test_words_that_tell_a_contact_all_the_same(text: str, cue: str, kind: Kind) -> None:
    assert why(text, cue, kind) is None
