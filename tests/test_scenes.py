"""Where a meeting was by who had whom come, by "here" and "there", and by the dateline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import party
from summitry import annotate, dating, parse, scenes
from summitry.model import Capture, Claim, Doc, Given, Kind, Occasion, Party, Source, Status, Story, Where
from summitry.tellings import Draft

DATE = "2031-05-14"


def read(text: str) -> Doc:
    found = parse.story(Capture("s", "s", text.encode(), "text/plain", Given(id="s", date=DATE)))
    assert isinstance(found, Story)
    return dating.dated(annotate.doc(found))


def draft(
    found: Doc, cue: str, *told: tuple[str, str], status: Status = Status.HELD, kind: Kind = Kind.MEETING
) -> Draft:
    """A draft of the contact told by a cue, its parties being words of the text with their sides."""
    text = found.story.text
    at = text.index(cue)
    n = next(n for n, s in enumerate(found.sentences) if s.start <= at < s.end)
    occasion = Occasion(at, at + len(cue), n, kind, status, (), "reader")
    parties: list[Party] = []
    for words, side in told:
        start = text.index(words)
        parties.append(replace(party(f"{side} {words}"), source=found.story.source(start, start + len(words))))
    when = Claim(DATE, Source("s", 0, 4, "word"), "when:weekday")
    return Draft(occasion, tuple(parties), when, Where(), (), (found.story.source(at, at + len(cue)),))


def place(found: Doc, d: Draft) -> tuple[str | None, str | None]:
    where = scenes.placed(found, d).where
    return (where.country.value if where.country else None), (where.city.value if where.city else None)


@pytest.mark.parametrize(
    ("text", "cue", "country"),
    [
        ("Norwegian Prime Minister Berg received Kenya's Otieno for an hour.", "received", "NO"),
        ("Norwegian Prime Minister Berg was received by Kenya's Otieno at noon.", "received", "KE"),
        ("Norway's Berg summoned Kenya's ambassador Otieno over the boat.", "summoned", "NO"),
        ("Norway's Berg called in Kenya's ambassador Otieno over the boat.", "called in", "NO"),
        ("Norway's Berg held talks with visiting Kenyan President Otieno.", "held talks", "NO"),
        ("Norway's Berg paid a courtesy call on Kenya's Otieno.", "courtesy call", "KE"),
        ("Norway's Berg received a warm welcome from Kenya's Otieno.", "received", None),
        ("Norway's Berg called in the evening to see Kenya's Otieno.", "called in", None),
        ("Norway's Berg met Kenya's Otieno.", "met", None),
    ],
)
def test_whoever_receives_is_at_home(text: str, cue: str, country: str | None) -> None:
    found = read(f"{text}\n\nThe boat has lain at the pier since the winter, and nobody will pay for it.")
    assert place(found, draft(found, cue, ("Berg", "NO"), ("Otieno", "KE")))[0] == country


def test_an_organisation_has_no_country_to_receive_in() -> None:
    found = read("NATO's Berg received Kenya's Otieno.")
    assert place(found, draft(found, "received", ("Berg", "NATO"), ("Otieno", "KE"))) == (None, None)


LINE = "OSLO (Newswire) — "


@pytest.mark.parametrize(
    ("text", "there"),
    [
        (LINE + "Kenya's Otieno will meet Chile's Lima here on Friday, aides said.", ("NO", "Oslo")),
        (LINE + "Kenya's Otieno will meet Chile's Lima. \"We are here,\" an aide said.", (None, None)),
        ("OSLO/PARIS (Newswire) — Kenya's Otieno will meet Chile's Lima here on Friday.", (None, None)),
        ("Kenya's Otieno will meet Chile's Lima here on Friday, aides said on Tuesday.", (None, None)),
        ("Kenya's Otieno leaves for Lisbon on Friday. There he will meet Chile's Lima.", ("PT", "Lisbon")),
        ("Kenya's Otieno leaves for Lisbon on Friday. There is a plan to meet Chile's Lima.", (None, None)),
    ],
)
def test_here_is_where_a_story_was_written_and_there_the_place_before(
    text: str, there: tuple[str | None, str | None]
) -> None:
    found = read(text)
    told = draft(found, "meet", ("Otieno", "KE"), ("Lima", "CL"), status=Status.PLANNED)
    assert place(found, told) == there


def test_the_news_of_a_dateline_is_of_its_place_where_one_of_two_sides_is_at_home() -> None:
    text = LINE + "Norwegian Prime Minister Astrid Berg met President Daniel Otieno of Kenya on Wednesday."
    found = read(text)
    told = draft(found, "met", ("Astrid Berg", "NO"), ("Daniel Otieno", "KE"))
    assert place(found, told) == ("NO", "Oslo")
    assert place(found, draft(found, "met", ("Astrid Berg", "SE"), ("Daniel Otieno", "KE"))) == (None, None)
    long_ago = replace(told, when=Claim("2030-01-02", Source("s", 0, 4, "word"), "when:day"))
    assert place(found, long_ago) == (None, None)
    call = draft(found, "met", ("Astrid Berg", "NO"), ("Daniel Otieno", "KE"), kind=Kind.CALL)
    assert place(found, call) == (None, None)
