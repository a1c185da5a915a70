from __future__ import annotations

from dataclasses import replace

import pytest

from factory import report
from summitry.fingerprints import fingerprint, parsed
from summitry.model import Block, BlockKind, Origin, Report, Source, Story
from summitry.origins import cites, traced

# Sixty different words, so that each shingle stands once.
LONG = " ".join(f"{a}{b}" for a in ("har", "bol", "cis", "dun", "fel", "gor") for b in "abcdefghij")


def overlap(a: str, b: str) -> float:
    first, second = parsed(a), parsed(b)
    assert first
    assert second
    return first.overlap(second)


def cut(share: float) -> str:
    words = LONG.split()
    return " ".join(words[: round(share * len(words))])


# --- fingerprints ---------------------------------------------------------------------------


def test_a_text_and_its_copy_overlap_whatever_the_case_and_the_marks() -> None:
    assert overlap(fingerprint(LONG), fingerprint(LONG.upper().replace(" ", ", "))) == 1.0


@pytest.mark.parametrize("share", [0.8, 0.5, 0.3])
def test_the_beginning_of_a_text_overlaps_with_all_of_it(share: float) -> None:
    assert overlap(fingerprint(LONG), fingerprint(cut(share))) > 0.7


def test_two_texts_of_their_own_do_not_overlap() -> None:
    assert overlap(fingerprint(LONG), fingerprint(" ".join(reversed(LONG.split())))) < 0.1


def test_overlap_has_no_direction() -> None:
    a, b = fingerprint(LONG), fingerprint(cut(0.6) + " and then something else was said by another reporter")
    assert overlap(a, b) == overlap(b, a)


def test_a_text_without_words_is_like_nothing() -> None:
    assert fingerprint(" … ") == ""
    assert parsed("") is None


def test_a_text_shorter_than_a_shingle_is_like_itself_only() -> None:
    assert overlap(fingerprint("They met."), fingerprint("They met.")) == 1.0
    assert overlap(fingerprint("They met."), fingerprint("They spoke.")) < 0.1


@pytest.mark.parametrize("other", ["md5:3:00ff", "rensa2-5:x:00", "rensa2-5:3:zz", "rensa2-5:3:" + "zz" * 128])
def test_a_fingerprint_of_another_make_does_not_compare(other: str) -> None:
    assert parsed(other) is None


def test_a_fingerprint_is_the_same_everywhere() -> None:
    """Records are read by other machines and later versions: a change here needs another name of the maker."""
    assert fingerprint("Two envoys met in the old town hall.")[:43] == "rensa2-5:4:12ef10785c1fa959efd4a3cf7a81ea28"


# --- what a sentence cites ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("The envoys met in Oslo on Monday, Reuters reported.", ("Reuters",)),
        ("The envoys met in Oslo, according to the state news agency Xinhua.", ("Xinhua",)),
        ("“We will meet in June,” Ms Reed told the BBC.", ("BBC",)),
        ("The visit is off, the Associated Press and Kyodo News reported.", ("AP", "Kyodo")),
        ("Mr Li will fly to Oslo, TASS said, citing two officials.", ("TASS",)),
        ("Citing the Financial Times, the ministry's critics said that the envoys met.", ("Financial Times",)),
        ("The call was first reported by Axios.", ("Axios",)),
        ("They shook hands in Oslo on Monday, reports AFP.", ("AFP",)),
        ("A photographer of Reuters waited outside while the envoys met.", ()),
        ("The envoys met near the BBC headquarters.", ()),
        ("Ms Reed told reporters that she would meet Mr Li.", ()),
        ("The Times of India and the Guardian sent reporters to the meeting.", ()),
    ],
)
def test_outlets_that_are_the_source_of_a_sentence(sentence: str, cited: tuple[str, ...]) -> None:
    assert cites(sentence) == cited


def _story(paragraph: str, *, outlet: str | None = None, agency: str | None = None) -> Story:
    title = "Envoys meet"
    start = len(title) + 2
    blocks = (Block(BlockKind.TITLE, 0, len(title)), Block(BlockKind.PARAGRAPH, start, start + len(paragraph)))
    return Story("s", "s.txt", "s.txt", f"{title}\n\n{paragraph}", blocks, outlet=outlet, agency=agency)


def _report(told: Story, *sentences: str, deciding: str = "met") -> Report:
    """A report with these sentences for its evidence."""

    def source(words: str) -> Source:
        start = told.text.index(words)
        return told.source(start, start + len(words))

    cue = source(deciding)
    made = report(story=told)
    kind, status = replace(made.kind, source=cue), replace(made.status, source=cue)
    return replace(made, kind=kind, status=status, evidence=tuple(map(source, sentences)))


def origin(told: Story, *sentences: str) -> Origin:
    (made,) = traced([_report(told, *sentences)], told)
    assert made.origin
    return made.origin


def test_a_report_cites_what_its_deciding_sentence_cites_and_no_other_one() -> None:
    first, second = "Ms Reed met Mr Li, Reuters reported.", "She was angry, the BBC said."
    assert origin(_story(f"{first} {second}"), first, second).cites == ("Reuters",)


def test_a_story_does_not_cite_itself() -> None:
    told = "Ms Reed met Mr Li, she told Reuters."
    assert origin(_story(told, agency="REUTERS"), told).cites == ()
    assert origin(_story(told, outlet="Fjord Daily"), told).cites == ("Reuters",)


def test_forms_of_one_agency_are_one_and_an_unknown_outlet_stays_as_told() -> None:
    told = "Ms Reed met Mr Li."
    found = origin(_story(told, agency="The Associated Press", outlet="Fjord Daily"), told)
    assert (found.agency, found.outlet) == ("AP", "Fjord Daily")
    assert origin(_story(told, outlet="The Guardian of Oslo"), told).outlet == "The Guardian of Oslo"


def test_the_title_takes_no_part_in_the_fingerprint() -> None:
    told = _story(f"{LONG}. Ms Reed met Mr Li.")
    other = replace(told, text=told.text.replace("Envoys meet", "Rift mended"))
    assert origin(told).fingerprint == origin(other).fingerprint != ""
