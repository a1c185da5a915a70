"""Signings and what two agree on: who stands before the verb, and who behind "with"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summitry import pacts, taking_part
from summitry.model import Kind, Occasion, Role, Status, Taking
from telling import doc

BERG = "The Prime Minister of Norway Astrid Berg"
OTIENO = "the President of Kenya Daniel Otieno"


def told(text: str) -> list[tuple[str, str, list[str]]]:
    """The verb, the status and who is named, of each telling."""
    found = doc(text)
    return [
        (text[o.start : o.end], o.status.value, [text[t.start : t.end] for t in o.takings])
        for o in pacts.told(found, ())
    ]


@pytest.mark.parametrize(
    ("text", "verb", "status", "who"),
    [
        ("Norway and Kenya sign a $3 billion fisheries deal.", "sign", "held", ["Norway", "Kenya"]),
        (
            "Kenyan and Norwegian trade officials ink two pacts.",
            "ink",
            "held",
            ["Kenyan and Norwegian trade officials"],
        ),
        ("Norway is to sign an accord with the Kenyan government.", "sign", "planned", ["Norway", "Kenyan government"]),
        ("Norway may sign a tax treaty with Kenya.", "sign", "possible", ["Norway", "Kenya"]),
        ("Peru signs a loan deal with its old partner Kenya.", "signs", "held", ["Peru", "Kenya"]),
        (f"{BERG} and {OTIENO} agree to dig a canal.", "agree", "held", ["Astrid Berg", "Daniel Otieno"]),
    ],
)
def test_a_signing_is_of_those_beside_the_verb(text: str, verb: str, status: str, who: list[str]) -> None:
    assert told(text) == [(verb, status, who)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway signs a law on fisheries.",
        "Norway and Kenya agree to dig a canal.",
        f"{BERG} and {OTIENO} agree to a peace plan by Peru.",
        "Norway, which trades with Kenya, signs a climate treaty.",
        "Norway signs a contract for roads that links Peru with Kenya.",
        "Norway signed the treaty without Kenya.",
    ],
)
def test_one_side_or_no_occasion_is_no_signing(text: str) -> None:
    assert told(text) == []


def test_where_a_meeting_is_told_nothing_is_added() -> None:
    found = doc("Norway and Kenya sign a fisheries deal.")
    meeting = Occasion(0, 6, 0, Kind.MEETING, Status.HELD, (), "test")
    assert list(pacts.told(found, (meeting,))) == []


@pytest.mark.parametrize(
    ("text", "cue", "sides"),
    [
        ("Norway signed a series of deals with Kenya.", "signed", ["KE"]),
        ("Norway signed a pact with Kenyan rebels.", "signed", ["Kenyan rebels"]),
        ("Norway signed a peace deal with two rebel groups.", "signed", ["Norwegian rebels"]),
        ("Norway signed a peace deal with the separatist rebels in the north.", "signed", ["Norwegian rebels"]),
        ("Norway signed a peace deal with rebellious teachers.", "signed", []),
        ("Norway held talks with Kenya.", "talks", ["KE"]),
        ("Norway held talks with Kenya's neighbours.", "talks", []),
        ("Norway held talks with Kenyan footballers.", "talks", []),
        ("Norway held talks on its relations with Kenya.", "talks", []),
        ("Norway held talks on cod with Kenya.", "talks", []),
        ("Norway signed a treaty that ended a war with Kenya.", "signed", []),
    ],
)
def test_whom_the_words_behind_with_name(text: str, cue: str, sides: list[str]) -> None:
    found = doc(text)
    at = text.index(cue)
    occasion = Occasion(at, at + len(cue), 0, Kind.MEETING, Status.HELD, (Taking(0, 6, Role.PARTY),), "test")
    already = taking_part.parties(found, replace(occasion, end=len(text)))
    assert [p.side for p in pacts.counterpart(found, occasion, already)] == sides
