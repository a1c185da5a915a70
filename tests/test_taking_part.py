"""Who took part and in which role, from the words that a reader names."""

from __future__ import annotations

import pytest

from summitry import taking_part
from summitry.model import Kind, Occasion, Role, Status, Taking
from telling import contact, doc, told


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


def _told(text: str, cue: str, kind: Kind, *, named: str, role: Role) -> list[tuple[str | None, Role]]:
    """Who took part where the reader names one of them only."""
    found, at, who = doc(text), text.index(cue), text.index(named)
    told = Occasion(at, at + len(cue), 0, kind, Status.PLANNED, (Taking(who, who + len(named), role),), "test")
    return [(p.name, p.role) for p in taking_part.parties(found, told)]


@pytest.mark.parametrize(
    ("words", "cue"), [("said she would meet", "meet"), ("said she had first met", "met"), ("said she saw", "saw")]
)
def test_the_pronoun_before_the_verb_took_part(words: str, cue: str) -> None:
    text = f"Norwegian Prime Minister Astrid Berg {words} Kenyan President Daniel Otieno."
    found = _told(text, cue, Kind.MEETING, named="Daniel Otieno", role=Role.PARTY)
    assert sorted(found) == [("Astrid Berg", Role.PARTY), ("Daniel Otieno", Role.PARTY)]


def test_the_pronoun_before_a_journey_is_the_visitor() -> None:
    text = "Norwegian Prime Minister Astrid Berg said she would visit Kenya."
    assert ("Astrid Berg", Role.VISITOR) in _told(text, "visit", Kind.VISIT, named="Kenya", role=Role.HOST)


@pytest.mark.parametrize("between", ["said she had heard that Lima would meet", "said she knew who would see"])
def test_a_pronoun_further_off_did_not(between: str) -> None:
    text = f"Norwegian Prime Minister Astrid Berg {between} Kenyan President Daniel Otieno."
    found = _told(text, between.rsplit(maxsplit=1)[-1], Kind.MEETING, named="Daniel Otieno", role=Role.PARTY)
    assert found == [("Daniel Otieno", Role.PARTY)]


def test_a_part_of_the_world_is_nobody() -> None:
    text = "US Secretary of State Ann Moss was in Kenya over the weekend on the last stop of a tour of Northeast Asia."
    assert [(p.name, p.side) for p in contact(text).parties] == [("Ann Moss", "US"), (None, "KE")]


def test_whoever_comes_is_not_of_the_side_that_is_visited() -> None:
    arrived = "Deputy Foreign Minister Ivan Orlov, who arrived in Norway on Monday, met Kenyan President Daniel Otieno."
    assert not told(arrived)[0], "whose minister he is, nothing tells"
    text = "Kenyan President Daniel Otieno arrived in Norway on Monday. He met Foreign Minister Lena Dahl."
    _, meeting = told(text)[0]
    assert [(p.name, p.side) for p in meeting.parties] == [("Daniel Otieno", "KE"), ("Lena Dahl", "NO")]


def test_somebody_elses_call_is_not_of_those_in_the_sentence_before() -> None:
    first = "Norwegian Prime Minister Astrid Berg phoned Kenyan President Daniel Otieno on Thursday."
    second = "Norway's foreign minister, Lena Dahl, also phoned her Kenyan counterpart Ruth Kamau."
    calls = [{p.name for p in r.parties} for r in told(f"{first} {second}")[0]]
    assert calls == [{"Astrid Berg", "Daniel Otieno"}, {"Lena Dahl", "Ruth Kamau"}]
