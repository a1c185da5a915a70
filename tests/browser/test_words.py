"""The marks in a text are the right words, on every page of a contact and of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.record import Record
from summitry.web.views import marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from browsing import Site, Tab
    from summitry.model import Report, Story

    Opener = Callable[..., Tab]
    Runs = list[tuple[str, list[str]]]  # the text of a paragraph in stretches, each with the labels of its marks

pytest_plugins = ("sites",)

# The paragraphs of a text as stretches that have the same marks around them.
_RUNS = """one => [...one.querySelectorAll(".text p:not(.left-out)")].map(p => {
  const runs = [], walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const labels = [];
    for (let one = walk.currentNode.parentElement; one !== p; one = one.parentElement)
      labels.push(...one.dataset.label.split(", "));
    runs.push([walk.currentNode.data, labels]);
  }
  return runs;
})"""
_SOURCES = f"all => all.map(one => [one.id.slice(2), ({_RUNS})(one)])"


def labelled(runs: Runs) -> list[tuple[str, frozenset[str]]]:
    """Each character with the labels that it has."""
    return [(character, frozenset(labels)) for text, labels in runs for character in text]


def told(story: Story, report: Report) -> list[list[tuple[str, frozenset[str]]]]:
    """The paragraphs of a story on which a report rests, as `labelled` has them."""
    labels: list[frozenset[str]] = [frozenset()] * len(story.text)
    for mark in marks.of_report(report):
        for at in range(mark.start, mark.end):
            labels[at] |= {mark.label}
    blocks = [list(zip(story.text, labels, strict=True))[block.start : block.end] for block in story.blocks]
    return [block for block in blocks if any(found for _, found in block)]


def stands(words: str, label: str, paragraphs: Iterable[list[tuple[str, frozenset[str]]]]) -> bool:
    """Whether words stand in one of the paragraphs with a label on all of their characters."""
    for paragraph in paragraphs:
        text = "".join(character for character, _ in paragraph)
        at = text.find(words)
        while at >= 0:
            if all(label in labels for _, labels in paragraph[at : at + len(words)]):
                return True
            at = text.find(words, at + 1)
    return False


def test_a_contact_marks_the_words_of_its_sources(examples: Site, hard: Site, tab: Opener) -> None:
    seen = 0
    for site in (examples, hard):
        opened = tab(site)
        with Record.open(site.path, create=False) as record:
            contacts = [c for c in record.timeline() if site is examples or c.conflicts or c.links]
            stories = {r.story_id: record.story(r.story_id) for c in contacts for r in c.reports}
        for contact in contacts:
            page = opened.go(f"/contacts/{contact.id}")
            twin = page.request.get(f"{site.base}/contacts/{contact.id}.json").json()
            sources = page.locator("article.source").evaluate_all(_SOURCES)
            assert [one[0] for one in sources] == [r.id for r in contact.reports]
            assert [one["report"] for one in twin["sources"]] == [r.id for r in contact.reports]
            for report, (_, shown), source in zip(contact.reports, sources, twin["sources"], strict=True):
                paragraphs = [labelled(runs) for runs in shown]
                assert paragraphs == told(stories[report.story_id], report), contact.id
                for row in source["rows"]:
                    field = row["field"].split(" ", 2)[-1] if row["field"].startswith("party ") else row["field"]
                    assert stands(row["exact"], marks.label(field), paragraphs), (contact.id, row)
                    seen += 1
    assert seen > 500


def test_a_story_is_shown_as_it_was_read(examples: Site, hard: Site, tab: Opener) -> None:
    for site in (examples, hard):
        opened = tab(site)
        with Record.open(site.path, create=False) as record:
            stories = record.stories()[: None if site is examples else 3]
        for story in stories:
            page = opened.go(f"/stories/{story.id}")
            shown = ["".join(text for text, _ in runs) for runs in page.locator("main").evaluate(_RUNS)]
            assert shown == [story.text[block.start : block.end] for block in story.blocks], story.key
