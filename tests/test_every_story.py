"""What must hold of every story there is: the examples, and the real ones where they are at hand."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from summitry import capture, parse, pipeline
from summitry.extractors import extractor
from summitry.model import BlockKind, Capture, Reading, Source, Story
from summitry.pagelines import clean

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
EVERY = 4  # of the many annotated stories one in four, chosen by a hash of its name, so that it never changes


def _chosen(path: Path) -> bool:
    return int(hashlib.sha256(path.name.encode()).hexdigest(), 16) % EVERY == 0


def _captures() -> list[Capture]:
    annotated = SHARED / "gold" / "stories"
    paths = [ROOT / "examples" / "stories", *(folder for folder in (SHARED / "stories",) if folder.is_dir())]
    if annotated.is_dir():
        paths += [path for path in sorted(annotated.iterdir()) if _chosen(path)]
    return [found for found in capture.captures(paths) if isinstance(found, Capture)]


CAPTURES = _captures()
RULES = extractor()


@pytest.fixture(params=CAPTURES, ids=lambda found: found.key)
def found(request: pytest.FixtureRequest) -> Capture:
    value = request.param
    assert isinstance(value, Capture)
    return value


def _in_place(story: Story, source: Source) -> bool:
    return (
        source.story_id == story.id
        and 0 <= source.start < source.end <= len(story.text)
        and story.text[source.start : source.end] == source.exact
    )


def test_every_value_has_its_words(found: Capture) -> None:
    reading = pipeline.reading(found, extractor=RULES)
    assert isinstance(reading, Reading), reading
    story = reading.story
    for report in reading.reports:
        assert report.story_id == story.id
        assert report.evidence, "no sentence to show"
        for source in report.sources():
            assert _in_place(story, source), (report.id, source)
        for place, claim in report.claims():
            assert claim.value.strip(), place
            assert claim.rule, place
    for skipped in reading.skipped:
        assert _in_place(story, skipped.source), skipped
    for source in (s for statement in reading.statements for s in statement.sources()):
        assert _in_place(story, source), source
    assert len({report.id for report in reading.reports}) == len(reading.reports)


def test_the_blocks_are_the_text(found: Capture) -> None:
    story = parse.story(found)
    assert isinstance(story, Story), story
    words = [story.text[block.start : block.end] for block in story.blocks]
    assert "\n\n".join(words) == story.text
    for block, told in zip(story.blocks, words, strict=True):
        assert told == clean(told) != "", block
    assert all(block.kind is BlockKind.PARAGRAPH for block in story.blocks[1:])
    if story.dateline:
        assert _in_place(story, story.dateline)
        assert any(b.start == story.dateline.start and story.dateline.end <= b.end for b in story.blocks)


def test_a_story_parsed_twice_is_one(found: Capture) -> None:
    assert parse.story(found) == parse.story(found)


def test_the_examples_are_there() -> None:
    assert len(CAPTURES) >= 20
