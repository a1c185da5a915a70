"""For whom somebody acts where no side stands beside the name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import story
from summitry import annotate
from telling import briefs, who

BERG = "Norwegian Prime Minister Astrid Berg"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        # its
        (
            "Kenya, which sells it, said that its trade minister, Ruth Kamau, would come.",
            "KE Ruth Kamau, trade minister",
        ),
        ("The European Union was late. Its envoy, Jon Lind, said little.", "EU Jon Lind, envoy"),
        ("The European Union was late. Its chief envoy, Jon Lind, said little.", "EU Jon Lind, chief envoy"),
        ("The offer came by way of Kenya. On Monday its envoy, Ruth Kamau, called.", "KE Ruth Kamau, envoy"),
        # her
        (f"{BERG} was late. Her foreign minister, Jon Lind, said little.", "NO Jon Lind, foreign minister"),
        (f"{BERG} and her foreign minister, Jon Lind, said little.", "NO Jon Lind, foreign minister"),
        (f"{BERG} spoke to her Kenyan colleague, Daniel Otieno, on Monday.", "KE Daniel Otieno, Prime Minister"),
        # there
        (f"In Nairobi on Monday {BERG} dined with President Daniel Otieno.", "KE Daniel Otieno, President"),
        (f"{BERG} dined in Nairobi with President Daniel Otieno.", "KE Daniel Otieno, President"),
        (f"In the Kenyan capital {BERG} met President Daniel Otieno.", "KE Daniel Otieno, President"),
        (f"{BERG} went on to Nairobi, where President Daniel Otieno received her.", "KE Daniel Otieno, President"),
        # whoever leads them, or stands for them under whatever name
        ("The Kenyan delegation was led by Deputy Minister Ruth Kamau.", "KE Ruth Kamau, Deputy Minister"),
        (
            "The talks, with a Kenyan team headed by the intelligence chief, Ruth Kamau, began.",
            "KE Ruth Kamau, intelligence chief",
        ),
        # spoken of
        ("Kenya agreed on Monday. Foreign Minister Ruth Kamau said little.", "KE Ruth Kamau, Foreign Minister"),
    ],
)
def test_the_words_around_tell_whose_an_officer_is(text: str, last: str) -> None:
    assert who(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (f"{BERG} met her counterpart, Daniel Otieno.", "? Daniel Otieno, Prime Minister"),
        (f"Oslo agreed. Prime Minister Daniel Otieno thanked {BERG}.", "? Daniel Otieno, Prime Minister"),
        ("In Oslo on Monday President Daniel Otieno said little.", "? Daniel Otieno, President"),
    ],
)
def test_what_they_do_not_tell_stays_open(text: str, last: str) -> None:
    assert last in who(text)


def test_somebody_told_of_is_named_in_the_next_sentence() -> None:
    lead = "A Kenyan peace envoy came to Oslo on Monday."
    assert who(f"{lead} Daniel Otieno said that he was in no hurry.") == ["KE Daniel Otieno, peace envoy"]
    assert who(f"{lead} “I can wait,” Daniel Otieno said.") == ["KE Daniel Otieno, peace envoy"]
    assert who(f"{lead} Mr. Daniel Otieno, a baker, said that he was in no hurry.") == ["? Daniel Otieno"]
    assert who(f"{lead} {BERG} met Daniel Otieno.")[-1] == "? Daniel Otieno"


def written_in_nairobi(text: str) -> list[str | None]:
    """The sides of those named in a story datelined Nairobi."""
    told = story(f"NAIROBI - {text} Kenya has waited.", date="2031-05-14")
    found = annotate.doc(replace(told, dateline=told.source(0, len("NAIROBI -"))))
    return [a.side.value if a.side else None for a in found.actors if a.name]


def test_a_story_written_in_a_country_tells_its_officers_without_it() -> None:
    assert written_in_nairobi("President Daniel Otieno spoke on Monday.") == ["KE"]


def test_of_two_presidents_neither_need_be_of_the_country_where_it_was_written() -> None:
    assert written_in_nairobi("President Daniel Otieno spoke to President Jon Lind.") == [None, None]
    assert written_in_nairobi("Kenyan President Daniel Otieno spoke to President Jon Lind.") == ["KE", None]


def test_two_who_hold_one_office_are_of_two_sides() -> None:
    assert briefs("President Daniel Otieno met President Jon Lind on Monday.") == [
        "meeting held: ? Daniel Otieno, ? Jon Lind"
    ]
    assert briefs("Senator Daniel Otieno met Senator Jon Lind on Monday.") == []
