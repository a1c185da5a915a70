"""What is said, by whom, by which words it is known, and which contact it belongs to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import story
from summitry import annotate, statements
from summitry.extract import reports as reports_of
from summitry.extractors import extractor
from summitry.model import Block, BlockKind, Doc, Form, Relay, Report, Statement, digest
from telling import doc

CAST = "Norwegian Foreign Minister Astrid Berg met Kenyan President James Otieno in Oslo on Monday."


def said(text: str) -> list[tuple[str, list[str]]]:
    """Each statement of a paragraph: its speaker, and its words."""
    return [(speaker(s), [w.exact for w in s.words]) for s in found(text)]


def found(text: str) -> list[Statement]:
    """The statements of paragraphs that follow one that tells who is who."""
    whole = f"{CAST}\n\n{text}"
    return list(statements.found(paragraphs(whole)))


def paragraphs(text: str) -> Doc:
    """A story without a headline, each line a paragraph."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(line)))
        at += len(line) + 1
    told = replace(story(text), id=digest(text), blocks=tuple(blocks))
    return annotate.doc(told, teller=extractor("reader").teller)


def speaker(statement: Statement) -> str:
    """The speaker's name, else their office, else their side."""
    actor = statement.speaker
    return next((c.value for c in (actor.name, actor.office, actor.side) if c), "?")


# --- quotations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quoted",
    [
        "“We will sign,”",
        '"We will sign,"',
        "«We will sign,»",
        "„We will sign,“",
        "‘We will sign,’",
        "'We will sign,'",
        "''We will sign,''",
    ],
)
def test_every_kind_of_quotation_mark(quoted: str) -> None:
    (one,) = found(f"{quoted} Berg said.")
    assert (speaker(one), [w.exact for w in one.words]) == ("Astrid Berg", ["We will sign,"])
    assert (one.form, one.named_by.exact, one.cue and one.cue.exact) == (Form.DIRECT, "Berg", "said")


def test_an_apostrophe_opens_and_closes_nothing() -> None:
    text = "The ministers' talks went on. Berg's aides left, and Otieno's aides stayed for Berg's long evening."
    assert said(text) == []
    assert said("‘The ministers’ plan isn’t ready,’ Berg said.") == [
        ("Astrid Berg", ["The ministers’ plan isn’t ready,"])
    ]


def test_a_quotation_split_by_its_speaker_is_one_statement() -> None:
    text = "“We are close,” Berg told reporters in Oslo, “but we are not there.”"
    assert said(text) == [("Astrid Berg", ["We are close,", "but we are not there."])]


def test_a_quotation_that_goes_on_after_its_sentence_is_another_of_the_same_speaker() -> None:
    assert said("“We are close,” Otieno said. “We will meet again.”") == [
        ("James Otieno", ["We are close,"]),
        ("James Otieno", ["We will meet again."]),
    ]


def test_a_quotation_over_several_paragraphs_has_one_speaker() -> None:
    text = "“We are close,” said Otieno. “The port will open.\n\n“And the road will open. It is time.”\n\nBerg left."
    assert said(text) == [
        ("James Otieno", ["We are close,"]),
        ("James Otieno", ["The port will open."]),
        ("James Otieno", ["And the road will open. It is time."]),
    ]


def test_a_question_and_its_speaker_are_one_sentence() -> None:
    assert said("“Why now?” Berg asked.") == [("Astrid Berg", ["Why now?"])]


def test_a_paragraph_may_announce_the_next() -> None:
    assert said("Otieno was blunt:\n\n“The port stays shut until they pay for it.”") == [
        ("James Otieno", ["The port stays shut until they pay for it."])
    ]


def test_fragments_are_mixed_and_keep_what_they_are_said_of() -> None:
    (one,) = found("Berg called the talks “very good”.")
    assert (one.form, [w.exact for w in one.words]) == (Form.MIXED, ["the talks “very good”"])


@pytest.mark.parametrize(
    "text",
    [
        "The book “A Long Way to Oslo” sold well.",
        "A film titled “The Port” won a prize in May.",
        "Otieno is known as the “dove” of the cabinet.",
        "The port waits for the “grand bargain” of which all papers write.",
        "The road is long. The harbour is small.",
    ],
)
def test_titles_of_works_and_plain_telling_are_no_statements(text: str) -> None:
    assert said(text) == []


def test_words_inside_a_quotation_are_no_cues() -> None:
    assert said("“Otieno said that he would sign,” Berg said.") == [
        ("Astrid Berg", ["Otieno said that he would sign,"])
    ]


# --- indirect speech --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berg said that talks would go on.", ("Astrid Berg", ["talks would go on"])),
        ("Berg said Monday talks would go on.", ("Astrid Berg", ["talks would go on"])),
        ("Berg said in a statement on Monday that talks would go on.", ("Astrid Berg", ["talks would go on"])),
        ("Berg told reporters that talks would go on.", ("Astrid Berg", ["talks would go on"])),
        ("Berg urged Otieno to reopen the port.", ("Astrid Berg", ["to reopen the port"])),
        ("Berg expressed hope that it would hold.", ("Astrid Berg", ["it would hold"])),
        ("Berg praised the accord.", ("Astrid Berg", ["the accord"])),
        ("According to Berg, talks will go on.", ("Astrid Berg", ["talks will go on"])),
        ("Talks will go on, according to Berg.", ("Astrid Berg", ["Talks will go on"])),
        ("Talks will go on, Berg said on Monday.", ("Astrid Berg", ["Talks will go on"])),
        ("Talks will go on, said Berg.", ("Astrid Berg", ["Talks will go on"])),
        ("Talks will go on, Berg said afterwards.", ("Astrid Berg", ["Talks will go on"])),
        ("Talks will go on, said Berg later.", ("Astrid Berg", ["Talks will go on"])),
        ("The talks, Berg said, will go on.", ("Astrid Berg", ["The talks", "will go on"])),
    ],
)
def test_what_is_said_stands_behind_the_cue_before_it_or_around_it(text: str, expected: tuple[str, list[str]]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "cue",
    ["both governments said on Monday, after weeks of rain", "the two ministers told reporters together, in rain"],
)
def test_what_two_say_stands_before_them_too(cue: str) -> None:
    assert {words for _, (words, *_) in said(f"Talks will go on, {cue}.")} == {"Talks will go on"}


@pytest.mark.parametrize(
    "text",
    [
        "Berg was told that talks would go on.",
        "Berg will say that talks go on.",
        "Berg did not say that talks would go on.",
        "Berg is to tell Otieno that talks go on.",
        "Berg believes that talks will go on.",
        "Berg wants to reopen the port.",
        "Otieno read her report on the state of the port.",
        "The call lasted an hour. The claims were paid. The talks focused on a demand of the ports.",
        "The visit said more than a treaty.",
    ],
)
def test_what_nobody_says(text: str) -> None:
    assert said(text) == []


def test_two_cues_of_one_speaker_are_two_statements() -> None:
    assert said("Berg said the port would open and added that it was time.") == [
        ("Astrid Berg", ["the port would open"]),
        ("Astrid Berg", ["it was time"]),
    ]
    assert said("Berg said the port would open, adding that it was time.") == [
        ("Astrid Berg", ["the port would open"]),
        ("Astrid Berg", ["it was time"]),
    ]


def test_another_clause_is_not_part_of_what_is_said() -> None:
    assert said("Berg said the port would open, but Otieno said it was shut.") == [
        ("Astrid Berg", ["the port would open"]),
        ("James Otieno", ["it was shut"]),
    ]


# --- speakers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Berg, who met Otieno on Monday, said it was late.", "Astrid Berg"),
        ("On Monday in Nairobi, Otieno said it was late.", "James Otieno"),
        ("It was late, said Otieno, the president of Kenya.", "James Otieno"),
        ("The Kenyan president said it was late.", "James Otieno"),
        ("His spokesman, Igor Petrov, said it was late.", "Igor Petrov"),
        ("Regional analysts said it was late.", "Regional analysts"),
    ],
)
def test_whoever_the_words_name(text: str, who: str) -> None:
    assert [s for s, _ in said(text)] == [who]


def test_he_beside_a_quotation_is_who_spoke_last() -> None:
    text = "Otieno said that Igor Petrov had called twice.\n\n“I know Petrov well,” he said."
    assert [s for s, _ in said(text)] == ["James Otieno", "James Otieno"]


def test_somebody_named_since_is_who_speaks() -> None:
    text = "Otieno said that the port was shut. Igor Petrov arrived at noon. He said that it was open."
    assert [s for s, _ in said(text)] == ["James Otieno", "Igor Petrov"]


def test_what_two_said_together_is_a_statement_of_each() -> None:
    told = said("Berg and Otieno said that talks would go on.")
    assert told == [("Astrid Berg", ["talks would go on"]), ("James Otieno", ["talks would go on"])]
    assert len({s.id for s in found("Berg and Otieno said that talks would go on.")}) == 2


def test_what_two_countries_say_is_no_word_of_those_who_met() -> None:
    statements = found("Berg met Otieno in Oslo. Both countries have said that little would be decided.")
    spoken = [(s.speaker.name, s.speaker.side and s.speaker.side.value) for s in statements]
    assert spoken == [(None, "NO"), (None, "KE")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A spokesman for the Kenyan foreign ministry said it was late.", Relay.SPOKESPERSON),
        ("The Kenyan foreign ministry said it was late.", Relay.MINISTRY),
        ("The state news agency said it was late.", Relay.AGENCY),
        ("A Kenyan newspaper said it was late.", Relay.OUTLET),
        ("Two officials said it was late.", Relay.OFFICIALS),
        ("Analysts said it was late.", Relay.ANALYSTS),
    ],
)
def test_who_passes_it_on(text: str, kind: Relay) -> None:
    (one,) = found(text)
    assert one.relayed is not None
    assert one.relayed.kind is kind


def test_a_spokesman_speaks_for_the_side_of_those_named_beside_him() -> None:
    (one,) = found("A spokesman for the Kenyan foreign ministry said it was late.")
    assert one.speaker.side is not None
    assert one.speaker.side.value == "KE"


def test_whoever_only_passes_it_on_is_the_relay() -> None:
    for text in (
        "“It is late,” Otieno said, according to the state news agency.",
        "Otieno said that it was late, the state news agency reported.",
    ):
        (one,) = found(text)
        assert speaker(one) == "James Otieno"
        assert one.relayed is not None
        assert one.relayed.kind is Relay.AGENCY
        assert "agency" in one.relayed.source.exact


# --- all of it --------------------------------------------------------------------------------


def test_every_word_is_the_storys() -> None:
    text = f"{CAST}\n\n“We are close,” Berg said, “but not there.” She told Otieno that “more” was needed."
    whole = paragraphs(text)
    for one in statements.found(whole):
        named = (
            one.named_by,
            *one.words,
            *((one.cue and [one.cue]) or []),
            *((one.relayed and [one.relayed.source]) or []),
        )
        assert all(whole.story.text[s.start : s.end] == s.exact and s.exact for s in named)


def test_a_headline_gives_no_statement() -> None:
    assert statements.found(doc("Berg says port will open\n\nThe port is shut.")) == ()


@pytest.mark.parametrize("letter", ["A", "a", "A ", "“", "said ", "Berg, ", "according to ", "'", "¤"])
def test_odd_text_comes_to_an_end(letter: str) -> None:
    whole = paragraphs(f"{CAST}\n\n“{letter * 400}*” Berg told {letter * 400}* that")
    for one in statements.found(whole):
        assert all(w.exact.strip() for w in one.words)


# --- tied -------------------------------------------------------------------------------------


def tied(text: str) -> tuple[tuple[Report, ...], tuple[Statement, ...]]:
    """The reports of a text with their statements, and the other statements."""
    whole = paragraphs(text)
    reports = [r for r in reports_of(whole, extractor=extractor("reader")) if isinstance(r, Report)]
    return statements.tied(whole, statements.found(whole), reports)


def test_words_around_say_at_which_contact_something_was_said() -> None:
    far = "Prices rose. Fish was dear. Farmers were glad. Ports were full."
    reports, general = tied(f"{CAST} {far} During their talks, Berg “emphasized the need for patience” on trade.")
    assert [len(r.statements) for r in reports] == [1]
    assert general == ()


def test_what_a_party_says_elsewhere_is_not_of_the_contact() -> None:
    reports, general = tied(f"{CAST} Berg tweeted that “the weather is fine”.")
    assert [len(r.statements) for r in reports] == [0]
    assert len(general) == 1


def test_what_a_party_says_next_belongs_to_the_contact() -> None:
    reports, general = tied(f"{CAST} Berg said the talks were “very good”.")
    assert [[s.named_by.exact for s in r.statements] for r in reports] == [["Berg"]]
    assert general == ()


def test_what_somebody_says_of_something_else_stays_with_the_story() -> None:
    text = f"{CAST}\n\nThe port is old.\n\nIt is long.\n\nShips call.\n\nFarmer Joe Brown said that rain was near."
    reports, general = tied(text)
    assert [r.statements for r in reports] == [()]
    assert [s.named_by.exact for s in general] == ["Farmer Joe Brown"]


def test_no_statement_is_lost_or_doubled_by_tying() -> None:
    text = f"{CAST} Berg said the talks were good.\n\nOtieno called Petrov on Sunday. “It was a good call,” he said."
    whole = paragraphs(text)
    reports, general = tied(text)
    kept = [s.id for r in reports for s in r.statements] + [s.id for s in general]
    assert sorted(kept) == sorted(s.id for s in statements.found(whole))


def test_a_dateline_is_nobodys_words() -> None:
    told = doc("NAIROBI, May 14 (Agency) — Kenya will reopen the port next week, President Daniel Otieno said.")
    line = told.story.source(0, len("NAIROBI, May 14 (Agency) —"))
    (only,) = statements.found(replace(told, story=replace(told.story, dateline=line)))
    assert only.text == "Kenya will reopen the port next week"
