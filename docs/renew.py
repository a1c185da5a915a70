"""Renew whatever in the documentation the program itself prints: `make docs`, or `python docs/renew.py`.

- `commands.md`: the help of every command;
- the output under each command of a console block (three backquotes and `console`) in README.md and in the pages
  of this folder. `head=N` behind `console` keeps the first N lines and puts "…" for the rest. The id behind
  `summitry show` becomes one of the example record, so it stays good when ids change;
- `subjects.md`: the scheme of subjects with its words;
- `timeline.svg`: the timeline of the example stories, as a terminal shows it;
- what stands between `<!-- accuracy -->` and `<!-- /accuracy -->`: the figures of `accuracy.txt`, which
  holds what `bench/bench_accuracy.py` printed.

`tests/test_docs.py` and `tests/test_readme.py` fail when a page says something else than the program does.
"""  # noqa: INP001 - a folder of pages with one script, no package

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI

from summitry import cli_docs, subjects
from summitry.record import Record
from summitry.terminal import timeline

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PICTURE = DOCS / "timeline.svg"
SUBJECTS = DOCS / "subjects.md"
ACCURACY = DOCS / "accuracy.txt"
COLUMNS = 100  # what a page shows of a code block without a scroll bar
_PICTURE_COLUMNS = 100
_PICTURE_ROWS = 10  # contacts: what fits beside the first paragraph of a page

_BLOCK = re.compile(r"^```console(?: head=(\d+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SHOWN_ID = re.compile(r"(?<=summitry show )[0-9a-f]{4,}")
_ACCURACY = re.compile(r"(<!-- accuracy -->\n).*?(<!-- /accuracy -->)", re.DOTALL)
_MEASURED = re.compile(r"^(\w+)/(all|unseen) +(.+)$", re.MULTILINE)
_FONT_FACE = re.compile(r" *@font-face \{.*?\}\n", re.DOTALL)
_FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace"

# What each labelled set is; a set that is not here is not shown.
_SETS = {
    "seeds": "five stories worked on by hand",
    "dev_lines": "single sentences and paragraphs of news",
    "dev_stories": "whole stories, unseen kinds among them",
    "plover": "PLOVER CONSULT: does this sentence tell a held contact?",
}

_SCHEME = """# Subjects

What contacts are about, under one name each. A subject is derived from a story's own words when it is asked for, and
never kept; the words stay beside it. `summitry timeline --topic trade` finds a contact whose topics fall under the
subject of this name or id, or under a narrower one, and any whose topics have these words. `summitry subjects` prints
the scheme.

A name below is words, without case or accents: `tariff` is also "tariffs", `denuclear*` any word that begins so, and
`..` stands for up to three words. *Words* count wherever they stand. *Alone* are those that count where nothing else is
told, but for names of countries: "peace", "the issue of peace". *Places* count where nothing else is told, or near a
word of trouble: "Syria", "the war in Syria". The contexts are those of PLOVER's draft 0.7.

This page is made from `lexicons/subjects.yaml`. How well it does: [accuracy](accuracy.md#subjects)."""

Run = Callable[[str], str]


def pages() -> tuple[Path, ...]:
    """The pages that people write and this script keeps true."""
    return (ROOT / "README.md", *sorted(p for p in DOCS.rglob("*.md") if p.name != "commands.md"))


@contextmanager
def desk() -> Iterator[Path]:
    """A folder in which the documented commands work: `examples/`, and the record of `summitry demo`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
        run("summitry demo", folder=folder)
        yield folder


def run(command: str, *, folder: Path) -> str:
    """What a documented command prints to standard output, in a pipe of `COLUMNS` columns.

    Raises:
        RuntimeError: when it ends with another exit code than 0; with what it said.
    """
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    kept = {k: v for k, v in os.environ.items() if k not in {"FORCE_COLOR", "NO_COLOR"}}
    done = subprocess.run(  # noqa: S602 - the commands are our own pages'
        command,
        shell=True,
        cwd=folder,
        env=kept | {"PATH": path, "COLUMNS": str(COLUMNS), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"`{command}` ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def renewed(page: str, *, folder: Path) -> str:
    """The page with the outputs of its commands, and the figures of accuracy, as they are now."""
    told = shown_id(folder)

    def block(found: re.Match[str]) -> str:
        head, body = found.groups()
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        parts = [_answered(_SHOWN_ID.sub(told, c), head=int(head) if head else None, folder=folder) for c in commands]
        opening = f"```console head={head}" if head else "```console"
        return "\n".join((opening, *parts, "```"))

    return _ACCURACY.sub(lambda found: found[1] + accuracy() + found[2], _BLOCK.sub(block, page))


def shown_id(folder: Path) -> str:
    """The id of the contact that most stories tell, as the timeline prints it: the one worth showing."""
    with Record.open(folder / "demo.db") as record:
        contacts = record.timeline(sort="sources")
        return timeline.rows(contacts)[0].id


def _answered(command: str, *, head: int | None, folder: Path) -> str:
    lines = run(command, folder=folder).rstrip("\n").split("\n")
    if head is not None and len(lines) > head:
        lines = [*lines[:head], "…"]
    return "\n".join((f"$ {command}", *lines)).rstrip("\n")


def accuracy() -> str:
    """The table of `accuracy.txt` in Markdown; a sentence where nothing was measured yet."""
    if not ACCURACY.exists():
        return "*Not measured yet.*\n"
    rows = []
    for name, part, figures in _MEASURED.findall(ACCURACY.read_text(encoding="utf-8")):
        if name not in _SETS or (part == "unseen" and name == "seeds"):
            continue
        told = {k.strip(): v for k, v in re.findall(r"([a-z][\w ]*?) (\d\.\d+)", figures)}
        what = _SETS[name] if part == "all" else "… the half of them that nobody looked at"
        cells = (_two(told.get(k)) for k in ("precision", "recall", "f1", "status", "date", "country", "office"))
        rows.append(f"| {what} | {' | '.join(cells)} |")
    head = "| | precision | recall | F1 | status | date | country | office |\n|---|--:|--:|--:|--:|--:|--:|--:|"
    return "\n".join((head, *rows, ""))


def _two(figure: str | None) -> str:
    return f"{float(figure):.2f}" if figure else "–"


def scheme() -> str:
    """The page of the scheme of subjects: each with its definition, its place in the scheme, its words, an example."""
    parts = [_SCHEME]
    for entry in subjects.entries():
        one = entry.subject
        above = " of ".join(above.name for above in subjects.broader(one))
        parts += [
            f"## {one.name}",
            f"`{one.id}`{f', part of {above}' if above else ''}; PLOVER: {', '.join(one.contexts)}",
            one.about,
        ]
        told = (("Words", entry.words), ("Alone", entry.alone), ("Places", entry.places), ("Such as", entry.examples))
        lines = [f"- {label}: {', '.join(f'`{name}`' for name in names)}" for label, names in told if names]
        parts.append("\n".join((*lines, f"- Not: {', '.join(f'`{name}`' for name in entry.counter_examples)}")))
    return "\n\n".join(parts) + "\n"


def picture(folder: Path) -> str:
    """The first contacts of the example record as an SVG; the fonts are the reader's own."""
    out = Console(width=_PICTURE_COLUMNS, record=True, file=io.StringIO(), force_terminal=True)
    with Record.open(folder / "demo.db") as record:
        found = timeline.rows(record.timeline(since="2023"))[:_PICTURE_ROWS]
    out.print(timeline.timeline(found, width=_PICTURE_COLUMNS))
    plain = _FONT_FACE.sub("", CONSOLE_SVG_FORMAT).replace("Fira Code, monospace", _FONTS)
    svg = out.export_svg(title="summitry timeline --since 2023", theme=MONOKAI, code_format=plain, unique_id="timeline")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def main() -> None:
    """Write whatever has changed, and say so."""
    with desk() as folder:
        wanted = {DOCS / "commands.md": cli_docs.page(), SUBJECTS: scheme(), PICTURE: picture(folder)}
        wanted |= {page: renewed(page.read_text(encoding="utf-8"), folder=folder) for page in pages()}
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"renewed {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
