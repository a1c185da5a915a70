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


@pytest.mark.parametrize("host", ["Kenya", "Bergen"])
def test_where_somebody_was_hosted_is_no_host(host: str) -> None:
    """A reader may take the place for the host, and the one who hosts for the guest."""
    before = "Norwegian Prime Minister Astrid Berg and Peruvian President Ana Rojas are friends."
    told = doc(f"{before} Astrid Berg hosted Ana Rojas in {host}.")
    text = told.story.text

    def taking(words: str, role: Role) -> Taking:
        at = text.rindex(words)
        return Taking(at, at + len(words), role)

    cue = text.index("hosted")
    who = (taking("Astrid Berg", Role.VISITOR), taking("Ana Rojas", Role.HOST), taking(host, Role.HOST))
    found = taking_part.parties(told, Occasion(cue, cue + 6, 1, Kind.VISIT, Status.HELD, who, "test", places=()))
    assert [p.name for p in found if p.role is Role.VISITOR] == ["Ana Rojas"]
    assert {p.side for p in found if p.role is Role.HOST} == {"NO"}
