"""The page of all commands, made from their own help: `python -m summitry.cli_docs > docs/commands.md`."""

from __future__ import annotations

import sys

from typer.main import get_command
from typer.testing import CliRunner

from summitry.cli import app

_TOP = """# Commands

<!-- Made from the program's own help by `python -m summitry.cli_docs`; `tests/test_cli.py` compares the two. -->

Results go to standard output, all else to standard error. Exit codes: 0 done, 1 some inputs failed, 2 misuse,
130 interrupted. Colour is used on a terminal only: `NO_COLOR` or `--no-color` switch it off, `FORCE_COLOR` on.
In a pipe lines are 140 columns wide, or as many as `COLUMNS` says.
"""


def page() -> str:
    """The page in Markdown: a heading and the help for the program and for each command."""
    names = getattr(get_command(app), "commands", {})
    parts = [_TOP, _section("summitry", _help())]
    parts += [_section(f"summitry {name}", _help(name)) for name in names]
    return "\n".join(parts)


def _help(*command: str) -> str:
    """What `--help` prints, at the width that help has in a file."""
    found = CliRunner().invoke(app, [*command, "--help"], prog_name="summitry", terminal_width=100)
    return found.stdout.strip()


def _section(heading: str, text: str) -> str:
    return f"## {heading}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(page())
