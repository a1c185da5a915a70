"""The way of a story, one direction, never back: read → parse → annotate → extract → link."""

from __future__ import annotations

import json
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from functools import cache, lru_cache
from itertools import islice
from threading import Event
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from summitry import (
    __version__,
    annotate,
    capture,
    content,
    dating,
    extract,
    link,
    links,
    offices,
    origins,
    parse,
    statements,
)
from summitry.codec import from_json, to_json
from summitry.errors import SummitryError
from summitry.extractors import Extractor
from summitry.extractors import extractor as extractor_named
from summitry.model import Capture, FailReason, Failure, Known, Reading, Report, Skipped

if TYPE_CHECKING:
    from pathlib import Path

    from summitry.model import Doc, Story

DEFAULT_EXTRACTOR = "reader"
Progress = Callable[[int, int | None, str], None]  # done, in all where known, what was the last
Result: TypeAlias = Reading | Failure | Known

_CHUNK = 16  # stories sent to a worker at once: sending costs little beside them, and the bar still moves
_AHEAD = 2  # chunks waiting for each worker, so that none stands idle; what is read ahead is held in memory
_LARGE, _LARGE_PAGE = 50_000, 1_000_000  # bytes of a text and of a page that may take seconds to read
_WARM = Event()  # set when a story has been read in this process
_THREADS = 2  # stories that a process reads at once: the graphs run outside Python's lock (docs/performance.md)


def reading(found: Capture, *, extractor: Extractor, table: offices.Table | None = None) -> Reading | Failure:
    """All that one capture gives, or why it gives nothing. `table`: who held which office, if not the built-in one."""
    story = parse.story(found)
    if isinstance(story, Failure):
        return story
    doc = dating.dated(_annotated(story, extractor, table), table=table)
    reports: list[Report] = []
    skipped: list[Skipped] = []
    for told in extract.reports(doc, extractor=extractor):
        if isinstance(told, Skipped):
            skipped.append(told)
        else:
            reports.append(link.linked(told, table=table))
    said = statements.found(doc)
    told_of = content.told(doc, links.linked(doc, reports), statements=said)
    tied, general = statements.tied(doc, said, origins.traced(told_of, doc.story))
    spoken = tuple(link.linked(report, table=table) for report in tied)  # once more, for who spoke
    beside = tuple(link.speaking(one, when=doc.story.date, table=table) for one in general)
    return Reading(doc.story, found.sha256, spoken, tuple(skipped), stamp(extractor), found.id, beside)


def _annotated(story: Story, extractor: Extractor, table: offices.Table | None) -> Doc:
    return annotate.doc(story, teller=extractor.teller, marks=extractor.marks, table=table)


def stamp(extractor: Extractor | str) -> str:
    """What a reading says it was made by: the extractor with its version, and the package, whose lexicons it read."""
    chosen = _loaded(extractor) if isinstance(extractor, str) else extractor
    return f"{chosen.name} {chosen.version} (summitry {__version__})"


def readings(  # noqa: PLR0913 - one option for each thing a caller decides
    paths: Iterable[str | Path],
    *,
    progress: Progress | None = None,
    extractor: str = DEFAULT_EXTRACTOR,
    stdin: BinaryIO | None = None,
    known: Callable[[Capture], bool] | None = None,
    workers: int = 1,
    people: Iterable[offices.PersonFacts] = (),
) -> Generator[Result, None, None]:
    """Every story below the paths, read, in the order of `capture.captures`.

    What gives no story comes as a Failure and stops nothing; what `known` is true of comes as Known,
    unread. Two stories are read at a time. With several workers as many processes read so, each with a
    model of its own; what comes out is the same, and no more than a few chunks of stories are in memory.
    `people` are known beside those of the built-in table of offices.

    Raises:
        SummitryError: when a worker process was killed from outside.
    """
    listed = tuple(paths)
    total = capture.count(listed) if progress else None
    found = _unless(known, capture.captures(listed, stdin=stdin))
    more = _packed(people)
    if workers > 1:
        results = _pooled(found, extractor, more, workers)
    elif any(str(path) == "-" for path in listed):  # what a pipe brings is handed on before the next is waited for
        results = (_read(one, extractor, more) for one in found)
    else:
        results = _side_by_side(found, extractor, more)
    with closing(results):  # at once and here: a pool that is left to be collected may end in a thread of its own
        for done, result in enumerate(results, 1):
            if progress:  # before it is handed on: whoever is interrupted while keeping it keeps it all the same
                name = result.story.name if isinstance(result, Reading) else result.name
                progress(done, None if total is None else max(done, total), name)
            yield result


def of_captures(
    found: Iterable[Capture | Failure],
    *,
    extractor: str = DEFAULT_EXTRACTOR,
    known: Callable[[Capture], bool] | None = None,
    people: Iterable[offices.PersonFacts] = (),
) -> Iterator[Result]:
    """Captures made elsewhere, each read as it comes, in this process. Options as those of `readings`."""
    more = _packed(people)
    return (_read(one, extractor, more) for one in _unless(known, found))


def _unless(
    known: Callable[[Capture], bool] | None, found: Iterable[Capture | Failure]
) -> Iterator[Capture | Failure | Known]:
    for one in found:
        yield Known(one.name) if known and isinstance(one, Capture) and known(one) else one


def _read(found: Capture | Failure | Known, extractor: str, people: bytes) -> Result:
    """A story that breaks a stage is named, and the others are still read."""
    if not isinstance(found, Capture):
        return found
    try:
        return reading(found, extractor=_loaded(extractor), table=_table(people))
    except Exception as error:  # noqa: BLE001 - whatever it is, the next story must be read
        message = f"{type(error).__name__} while reading it: {error}. The others are read; please report this story."
        return Failure(found.name, FailReason.BROKEN, message)


@cache
def _loaded(extractor: str) -> Extractor:
    """The extractor, made once a process."""
    return extractor_named(extractor)


def _packed(people: Iterable[offices.PersonFacts]) -> bytes:
    """People as they are sent to a worker with each chunk: bytes, which cost little to send and to know again."""
    return json.dumps([to_json(p) for p in people]).encode()


@lru_cache(maxsize=1)
def _table(people: bytes) -> offices.Table:
    """The table of offices with these people, made once a process."""
    return offices.widened(from_json(offices.PersonFacts, p) for p in json.loads(people))


# --- several at once ------------------------------------------------------------------------


def _side_by_side(
    found: Iterable[Capture | Failure | Known], extractor: str, people: bytes
) -> Generator[Result, None, None]:
    """What `_read` makes of each, in order, two at a time.

    One after the other are read the first story of a process, while words and model are loaded, and large ones:
    Ctrl-C does not reach a thread. What was read is handed on before an error of the input, or Ctrl-C, goes further.
    """
    waiting: deque[Future[Result]] = deque()
    pool = ThreadPoolExecutor(_THREADS)
    try:
        for one in found:
            if _WARM.is_set() and not _is_large(one):
                waiting.append(pool.submit(_read, one, extractor, people))
                if len(waiting) > _THREADS * _AHEAD:
                    yield waiting.popleft().result()
                continue
            while waiting:
                yield waiting.popleft().result()
            result = _read(one, extractor, people)
            if isinstance(result, Reading):
                _WARM.set()
            yield result
        while waiting:
            yield waiting.popleft().result()
    except (Exception, KeyboardInterrupt) as error:
        yield from [read.result() for read in waiting if read.done() or not isinstance(error, KeyboardInterrupt)]
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _is_large(one: Capture | Failure | Known) -> bool:
    if not isinstance(one, Capture):
        return False
    return len(one.data) > (_LARGE_PAGE if one.media_type == "text/html" else _LARGE)


def _pooled(
    found: Iterator[Capture | Failure | Known], extractor: str, people: bytes, workers: int
) -> Generator[Result, None, None]:
    """What `_read` makes of each, in order, by so many processes."""
    # Spawned, not forked: the progress bar has a thread, and a fork copies locks that a thread may hold.
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    waiting: deque[Future[tuple[Result, ...]]] = deque()
    try:
        while chunk := tuple(islice(found, _CHUNK)):
            with _uninterrupted():
                waiting.append(pool.submit(_read_chunk, chunk, extractor, people))
            if len(waiting) > workers * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise SummitryError(
            "a worker process was ended from outside, perhaps for want of memory; what was read is kept. "
            "Read again with fewer --workers"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _read_chunk(chunk: tuple[Capture | Failure | Known, ...], extractor: str, people: bytes) -> tuple[Result, ...]:
    return tuple(_side_by_side(chunk, extractor, people))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes started inside never see Ctrl-C: the one that started them ends them in good order."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
