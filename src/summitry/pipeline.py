"""The way of a story, one direction, never back: read → parse → annotate → extract → link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from summitry import annotate, capture, dating, extract, link, parse
from summitry.extractors import Extractor, extractor as extractor_named
from summitry.model import Capture, Failure, FailReason, Reading, Report, Skipped

Progress = Callable[[int, int | None, str], None]  # done, in all where known, what is being read


def reading(found: Capture, *, extractor: Extractor) -> Reading | Failure:
    """All that one capture gives, or why it gives nothing."""
    story = parse.story(found)
    if isinstance(story, Failure):
        return story
    doc = dating.dated(annotate.doc(story))
    reports: list[Report] = []
    skipped: list[Skipped] = []
    for told in extract.reports(doc, extractor=extractor):
        if isinstance(told, Skipped):
            skipped.append(told)
        else:
            reports.append(link.linked(told))
    return Reading(doc.story, found.sha256, tuple(reports), tuple(skipped))


def readings(
    paths: Iterable[str | Path],
    *,
    progress: Progress | None = None,
    extractor: str = "rules",
    stdin: BinaryIO | None = None,
) -> Iterator[Reading | Failure]:
    """Every story below the paths, read; what cannot be read comes as a Failure and stops nothing."""
    chosen = extractor_named(extractor)
    for n, found in enumerate(capture.captures(paths, stdin=stdin), 1):
        if progress:
            progress(n - 1, None, found.name)
        if isinstance(found, Failure):
            yield found
        else:
            yield _guarded(found, chosen)
        if progress:
            progress(n, None, found.name)


def _guarded(found: Capture, extractor: Extractor) -> Reading | Failure:
    """A story that breaks a stage is named, and the others are still read."""
    try:
        return reading(found, extractor=extractor)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next story must be read
        return Failure(
            found.name, FailReason.BROKEN,
            f"{type(error).__name__} while reading it: {error}. The others are read; please report this story.",
        )
