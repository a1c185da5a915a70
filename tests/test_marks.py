"""What the reader marks as wanted or come of a contact: believed where it is sure, and asked about what cues tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cues import Cue, met, reading, visited
from summitry import content, statements
from summitry.content.marks import SURE
from summitry.model import Actor, Came, Content, Doc, Force, Marked

B = "Norwegian Prime Minister Astrid Berg"
O = "Kenyan President Daniel Otieno"  # noqa: E741 - beside B


def mark(
    doc: Doc,
    words: str,
    what: Content = Content.AIM,
    *,
    score: float = 0.95,
    came: Came = Came.AGREED,
    force: Force = Force.TOLD,
) -> Marked:
    start = doc.story.text.index(words)
    sentence = next(n for n, s in enumerate(doc.sentences) if s.start <= start < s.end)
    return Marked(what, start, start + len(words), sentence, score, came, force)


def who(actor: Actor) -> str:
    claim = actor.name or actor.side
    return claim.value if claim else "?"


def told(text: str, cue: Cue, *marks: tuple[str, Content], **options: object) -> list[str]:
    """All that is told of the contact, with the reader's marks of these words."""
    doc, reports = reading(text, cue)
    doc = replace(doc, marked=tuple(mark(doc, words, what, **options) for words, what in marks))  # type: ignore[arg-type]
    (report,) = content.told(doc, reports, statements=statements.found(doc))
    for words in (p.words for kind in (report.aims, report.outcomes, report.tones) for p in kind):
        assert text[words.start : words.end] == words.exact
    return [
        *(f"{who(a.actor)} wants {a.words.exact} [{a.rule}]" for a in report.aims),
        *(f"{o.kind.value} ({o.force.value}) {o.words.exact} [{o.rule}]" for o in report.outcomes),
        *(f"{t.words.exact} [{t.rule}]" for t in report.tones),
    ]


@pytest.mark.parametrize(
    ("text", "cue", "words", "whose"),
    [
        (
            f"{B}, with an eye on a pledge to reopen the port, met {O} on Monday.",
            met("met"),
            "a pledge to reopen the port",
            ["Astrid Berg"],
        ),
        (
            f"{B} met {O} on Monday. The Norwegian leader had come with quotas on her mind.",
            met("met"),
            "with quotas on her mind",
            ["Astrid Berg"],
        ),
        (
            f"{B} goes to Kenya on Friday with one thing in mind, a lower quota.",
            visited("goes to Kenya", status="planned"),
            "with one thing in mind",
            ["Astrid Berg"],
        ),
    ],
)  # fmt: skip
def test_an_aim_that_no_cue_tells_is_of_who_stands_before_it(text: str, cue: Cue, words: str, whose: list[str]) -> None:
    found = told(text, cue, (words, Content.AIM))
    assert [one.partition(" wants ")[0] for one in found] == whose
    assert told(text, cue) == []
    assert told(text, cue, (words, Content.AIM), score=SURE - 0.1) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{B} met {O}. Will she leave with the port in her pocket?", "with the port in her pocket"),
        (f"{B} met {O}, not with the port on her mind.", "with the port on her mind"),
        (f"{B} met {O}. Critics see her out for votes in the north.", "out for votes in the north"),
        (f"{B} met {O}. Brazil's Ana Lima came for a bigger share of the catch.", "for a bigger share of the catch"),
        (f"{B} met {O} and thought that he would give her the port.", "he would give her the port"),
    ],
)  # fmt: skip
def test_questions_denials_views_and_others_wishes_are_no_aims(text: str, words: str) -> None:
    assert told(text, met("met"), (words, Content.AIM)) == []


def test_an_outcome_that_no_cue_tells_is_of_the_contact_before_it() -> None:
    text = f"{B} met {O} on Monday. She flew home with the fishing pact in her bag."
    words = "the fishing pact in her bag"
    assert told(text, met("met"), (words, Content.OUTCOME)) == [f"agreed (told) {words} [outcome:reader]"]
    assert told(text, met("met", status="planned"), (words, Content.OUTCOME)) == []
    assert told(text, met("met"), (words, Content.OUTCOME), came=Came.SIGNED, force=Force.HEDGED) == [
        f"signed (hedged) {words} [outcome:reader]"
    ]


def test_words_before_an_outcome_say_how_firmly_it_is_told() -> None:
    text = f"{B} met {O} on Monday, reportedly with a fishing pact as the result."
    (found,) = told(text, met("met"), ("a fishing pact as the result", Content.OUTCOME))
    assert found.startswith("agreed (hedged)")


def test_a_deal_of_others_came_of_no_contact_told_here() -> None:
    text = f"{B} met {O} on Monday. Brazil and Chile shook on a fishing pact that week."
    assert told(text, met("met"), ("a fishing pact that week", Content.OUTCOME)) == []


def test_what_cues_tell_counts_if_the_reader_marks_it_however_weakly() -> None:
    text = f"{B} and {O} met on Monday and agreed to reopen the port."
    by_cue = ["agreed (told) to reopen the port [outcome:agreed]"]
    assert told(text, met("met"), ("to reopen the port", Content.OUTCOME), score=0.15) == by_cue
    assert told(text, met("met"), ("to reopen the port", Content.OUTCOME)) == by_cue, "the cue's words, not both"
    assert told(text, met("met"), ("to reopen the port", Content.AIM), score=0.15) == []
    assert told(text, met("met")) == []


def test_where_no_reader_looked_cues_are_believed() -> None:
    doc, reports = reading(f"{B} and {O} met on Monday and agreed to reopen the port.", met("met"))
    assert doc.marked is None
    (report,) = content.told(doc, reports)
    assert [o.words.exact for o in report.outcomes] == ["to reopen the port"]


def test_aims_that_the_story_counts_need_no_mark() -> None:
    text = (
        f"{B} goes to Kenya on Friday. Her trip has two goals. Firstly, she aims to win back the port. "
        "Lastly, Berg hopes to lower the quota. She also wants to sell more tea."
    )
    assert [one.partition(" [")[0] for one in told(text, visited("goes to Kenya", status="planned"))] == [
        "Astrid Berg wants to win back the port",
        "Astrid Berg wants to lower the quota",
    ]


def test_tones_are_told_by_their_words_alone() -> None:
    text = f"{B} met {O} on Monday. The talks were tense."
    assert told(text, met("met")) == ["tense [tone:behind]"]
    assert told(text, met("met"), ("on Monday", Content.TONE)) == ["tense [tone:behind]"]


def test_a_question_in_quotation_marks_is_one_too() -> None:
    text = f"{B} met {O} on Monday. “Did the two sides shake on the port they share?”"
    assert told(text, met("met"), ("shake on the port they share", Content.OUTCOME)) == []


def test_marks_at_the_ends_are_no_part_of_the_words() -> None:
    text = f"{B}, with “one thing in mind, the port”, met {O} on Monday."
    assert told(text, met("met"), ("“one thing in mind, the port”", Content.AIM)) == [
        "Astrid Berg wants one thing in mind, the port [aim:reader]"
    ]
    assert told(text, met("met"), ("”", Content.OUTCOME), came=Came.NOTHING) == []


def test_one_or_two_words_tell_no_aim_but_that_nothing_came_of_it() -> None:
    text = f"{B} met {O} on Monday. She came for lower quotas. She left with thin air."
    assert told(text, met("met"), ("lower quotas", Content.AIM), came=Came.NOTHING) == []
    assert told(text, met("met"), ("thin air", Content.OUTCOME), came=Came.NOTHING) == [
        "nothing agreed (told) thin air [outcome:reader]"
    ]
    assert told(text, met("met"), ("thin air", Content.OUTCOME)) == []


def test_a_list_that_is_no_sentence_tells_nothing() -> None:
    text = f"{B} met {O} on Monday; she was there for the fleet, " + "for one more port of many, " * 70 + "and went."
    assert told(text, met("met"), ("for one more port of many", Content.AIM)) == []
