"""How long what people open takes on a large record: `python bench/bench_pages.py [--record FILE] [--write]`.

The record has 20,000 invented contacts (`large_record.py`), unless one is given. Timed are, each once and one after
another, every page of the web application, every address of the JSON API, every export, and the commands that ask a
record: by the clock, and by processor time, which other programs on the machine change little. Beside each stands its
ratio to a yardstick: reading the JSON of all reports out of the file, which is what going through the record whole
costs at the least.

`--write` renews the table in docs/performance.md. No test looks at these figures.
"""

from __future__ import annotations

import argparse
import gc
import json
import sqlite3
import sys
import time
from collections import Counter
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from bench_speed import PAGE, PAGES_MARK, ROOT, machine, peak
from large_record import make
from summitry import __version__
from summitry.cli import COLLECT_SELDOM
from summitry.cli import app as program
from summitry.exporters import EXPORTERS
from summitry.record import Record
from summitry.web.app import create_app
from summitry.web.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CONTACTS = 20_000
_TODAY = date(2024, 6, 1)  # within the years of the invented record
_PARTS = ("pages", "API", "commands", "exports")
_OK = 200
_FEW = 2000  # contacts, of which the one of most sources is looked at


@dataclass(frozen=True, slots=True)
class Timed:
    """Something that was asked for, once."""

    what: str
    seconds: float
    spent: float  # processor time, seconds
    bytes: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a record is asked for: the commonest of each."""

    person: str
    pair: tuple[str, str]
    place: str
    subject: str
    contact: str
    story: str


def choose(path: Path) -> Chosen:
    """What to ask for: where most has to be gone through."""
    with Record.open(path, create=False) as record:
        people, places = Counter[str](), Counter[str]()
        pairs: Counter[tuple[str, ...]] = Counter()
        for one in record.outlines():
            people.update({p.name for p in one.parties if p.name})
            places.update([one.site.country] if one.site.country else [])
            pairs[tuple(sorted({p.side for p in one.parties if p.side}))] += 1
        most = max(record.entries()[:_FEW], key=lambda e: e.origins)
        (contact,) = record.these([most.id])
    a, b = next(pair for pair, _ in pairs.most_common() if len(pair) == len("ab"))
    return Chosen(
        people.most_common(1)[0][0], (a, b), places.most_common(1)[0][0], "trade", contact.id, contact.stories[0]
    )


def timed(what: str, ask: Callable[[], int]) -> Timed:
    """What asking takes; `ask` gives how many bytes came."""
    begun, spent = time.perf_counter(), time.process_time()
    size = ask()
    found = Timed(what, time.perf_counter() - begun, time.process_time() - spent, size)
    print(f"{found.seconds:8.2f} s {found.spent:8.2f} s {size:12,} {what}", file=sys.stderr, flush=True)
    return found


def pages(chosen: Chosen) -> Iterator[str]:
    """The addresses of the pages."""
    parts = {"{a}": chosen.pair[0], "{b}": chosen.pair[1], "{who:path}": chosen.person, "{name:path}": chosen.place}
    for page in PAGES:
        address = page.path
        ids = {"{id}": chosen.contact, "{id:path}": chosen.subject, "{key:path}": chosen.story}
        for name, value in (parts | ids).items():
            address = address.replace(name, value)
        yield address
    a, b = chosen.pair
    yield from ("/timeline?page=200", f"/timeline?side={a}", f"/pairs/{a}/{b}?on=2010-01-01", "/review?of=dates")
    yield from (
        "/search?q=talks on trade in 2019",
        f"/search?q={a} and {b} since 2015",
        "/people?q=melbayo",
        "/stories?page=300",
    )


def addresses(chosen: Chosen) -> Iterator[str]:
    """The addresses of the API but for the exports."""
    a, b = chosen.pair
    yield from (
        "/contacts",
        f"/contacts?side={a}&sort=sources",
        f"/contacts/{chosen.contact}",
        "/conflicts",
        "/incidents",
    )
    yield from (
        "/counts",
        f"/lines/{a}/{b}",
        f"/lines/{a}/{b}?on=2010-01-01",
        "/positions",
        f"/positions?between={a}&between={b}",
    )
    yield from (
        "/positions?topic=trade",
        "/subjects",
        "/stories",
        f"/stories/{chosen.story}",
        "/people",
        "/doubts",
        "/decisions",
    )
    yield from ("/calendar.ics", "/changes.atom")


def commands(chosen: Chosen) -> Iterator[tuple[str, ...]]:
    """The commands that ask a record."""
    a, b = chosen.pair
    yield from (("timeline", "--limit", "20"), ("timeline", "--between", a, b), ("timeline",), ("show", chosen.contact))
    yield from (("stories",), ("explain", chosen.story), ("line", a, b), ("line", a, b, "--on", "2010-01-01"))
    yield from (("positions", "--between", a, b), ("positions", "--topic", "trade", "--since", "2020"), ("positions",))
    yield from (("conflicts",), ("incidents",), ("suggest",), ("decisions",))


def server(path: Path, asked: Iterator[str], *, prefix: str = "") -> Iterator[Timed]:
    """Each address, asked of a server in this process."""
    app = create_app(path, today=lambda: _TODAY, hosts=None)
    with TestClient(app) as client:
        client.get("/static/none")  # the first request loads what all share

        def get(address: str) -> int:
            with client.stream("GET", f"{prefix}{address}") as answer:
                size = sum(map(len, answer.iter_raw()))
            if answer.status_code != _OK:
                raise SystemExit(f"{address}: {answer.status_code}")
            return size

        for address in asked:
            yield timed(f"{prefix}{address}", lambda address=address: get(address))  # type: ignore[misc]


def command(path: Path, *words: str) -> Timed:
    """A command, without the start of Python."""

    def run() -> int:
        with TemporaryFile() as raw, redirect_stdout(TextIOWrapper(raw, write_through=True)) as out:
            try:
                program([*words, "--record", str(path)], standalone_mode=False)
            except SystemExit as ended:
                if ended.code:
                    raise
            size = raw.tell()
            out.detach()
        return size

    return timed(" ".join(("summitry", *words)), run)


def yardstick(path: Path) -> Timed:
    """Reading the JSON of all reports, without Summitry."""

    def run() -> int:
        size = 0
        for (told,) in sqlite3.connect(path).execute("SELECT report FROM reports"):
            json.loads(told)
            size += len(told)
        return size

    return timed("the yardstick: the JSON of all reports", run)


def measured(path: Path) -> tuple[list[Timed], list[float]]:
    """All of it, and the most memory used after the pages, the API, the commands and the exports, in megabytes."""
    chosen = choose(path)
    found, memory = [yardstick(path)], []
    parts = (
        server(path, pages(chosen)),
        server(path, addresses(chosen), prefix="/api/v1"),
        (command(path, *words) for words in commands(chosen)),
        server(path, (f"/export/{name}" for name in EXPORTERS), prefix="/api/v1"),
    )
    for part in parts:
        found += part
        memory.append(peak())
    return found, memory


def told(found: Sequence[Timed], memory: Sequence[float], *, contacts: int) -> str:
    """The figures in Markdown."""
    stick = found[0].spent
    rows = (
        f"| `{one.what}` | {one.seconds:.2f} s | {one.spent:.2f} s | {one.spent / stick:.2f} |" for one in found[1:]
    )
    after = (f"{most:,.0f} MB after the {part}" for part, most in zip(_PARTS, memory, strict=True))
    return "\n".join(
        (
            PAGES_MARK,
            "",
            "## A large record",
            "",
            f"Summitry {__version__}, measured on {datetime.now(UTC):%Y-%m-%d} on a record of {contacts:,} invented",
            f"contacts ({machine()}).",
            "Each was asked for once, on a machine busy with other work: processor time tells more than the clock. The",
            f"ratio is to a yardstick beside it: reading the JSON of all reports, {stick:.2f} s of processor time.",
            "",
            "| asked for | by the clock | processor | ratio |",
            "|---|--:|--:|--:|",
            *rows,
            "",
            f"Most memory used, in one process: {', '.join(after)}.",
            "",
        )
    )


def main() -> None:
    """Measure, print, and write the table if asked."""
    ap = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    ap.add_argument("--record", type=Path, metavar="FILE", help="ask this record; else one is made")
    ap.add_argument("--write", action="store_true", help=f"renew the table in {PAGE.relative_to(ROOT)}")
    args = ap.parse_args()
    gc.set_threshold(*COLLECT_SELDOM)  # as the program does
    with TemporaryDirectory() as name:
        path = args.record or Path(name) / "large.db"
        if not path.exists():
            make(path, contacts=CONTACTS)
        found, memory = measured(path)
        with Record.open(path, create=False) as record:
            table = told(found, memory, contacts=record.size())
    print(table)
    if args.write:
        page, _, _ = PAGE.read_text(encoding="utf-8").partition(PAGES_MARK)
        PAGE.write_text(f"{page.rstrip()}\n\n{table}", encoding="utf-8")


if __name__ == "__main__":
    main()
