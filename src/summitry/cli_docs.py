"""The page of all commands, made from their own help: `python -m summitry.cli_docs > docs/commands.md`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from typer.main import get_command
from typer.testing import CliRunner

from summitry.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOP = """# Commands

<!-- Made from the program's own help by `python -m summitry.cli_docs`; `tests/test_cli.py` compares the two. -->

Results go to standard output, all else to standard error. Exit codes: 0 done, 1 some inputs failed, 2 misuse,
130 interrupted. Colour is used on a terminal only: `NO_COLOR` or `--no-color` switch it off, `FORCE_COLOR` on.
In a pipe lines are 140 columns wide, or as many as `COLUMNS` says.
"""


def page() -> str:
    """The page in Markdown: a heading and the help for the program and for each command."""
    sections = (_section(" ".join(("summitry", *names)), _help(*names)) for names in ((), *commands()))
    return "\n".join((_TOP, *sections))


def commands() -> Iterator[tuple[str, ...]]:
    """The words of every command, each group before its own: ("actors",), ("actors", "list")."""
    for name, command in getattr(get_command(app), "commands", {}).items():
        yield (name,)
        yield from ((name, inner) for inner in getattr(command, "commands", {}))


def _help(*command: str) -> str:
    """What `--help` prints, at the width that help has in a file."""
    found = CliRunner().invoke(app, [*command, "--help"], prog_name="summitry", terminal_width=100)
    return found.stdout.strip()


def _section(heading: str, text: str) -> str:
    return f"## {heading}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(page())
