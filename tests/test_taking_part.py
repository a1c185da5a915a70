"""Who took part and in which role, from the words that a reader names."""

from __future__ import annotations

import pytest

from summitry import taking_part
from summitry.model import Kind, Occasion, Role, Status, Taking
from telling import doc


@pytest.mark.parametrize(
    ("text", "guest"),
    [
        ("Astrid Berg of Norway hosted Daniel Otieno of Kenya in Bergen.", "Daniel Otieno"),
        ("Astrid Berg of Norway was hosted by Daniel Otieno of Kenya in Kisumu.", "Astrid Berg"),
    ],
)
def test_whoever_hosts_is_the_host(text: str, guest: str) -> None:
    """A reader may take the first one named for the visitor."""
    told = doc(f"Norwegian Prime Minister Astrid Berg and Kenyan President Daniel Otieno are friends. {text}")
    start = told.story.text.index(text)

    def taking(name: str, role: Role) -> Taking:
        at = told.story.text.index(name, start)
        return Taking(at, at + len(name), role)

    cue = told.story.text.index("hosted")
    who = (taking("Astrid Berg", Role.VISITOR), taking("Daniel Otieno", Role.HOST))
    found = taking_part.parties(told, Occasion(cue, cue + 6, 1, Kind.VISIT, Status.HELD, who, "test", places=()))
    assert [p.name for p in found if p.role is Role.VISITOR] == [guest]
