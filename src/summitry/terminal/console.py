"""Where the command line writes: how wide, in colour or not.

Colour is used on a terminal only. `NO_COLOR` and `--no-color` switch every escape sequence off,
`FORCE_COLOR` switches colour on in a pipe. The width is the terminal's, or `COLUMNS`, or 140.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD, Box
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import RenderableType

PIPE_WIDTH = 140  # a pipe or a file has no width: wide enough for one line a field, still readable
LEAST_WIDTH = 40
GAP = 2  # blanks between two columns of a table

# Rich's box in eight lines; only the line under the heading is drawn, and in plain hyphens.
_PIPE_BOX = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


def console(*, stderr: bool = False, no_color: bool = False) -> Console:
    """A console on standard output, or on standard error.

    Text goes through as it is: no markup, no emoji codes, no guessing at numbers to colour.
    """
    stream = sys.stderr if stderr else sys.stdout
    plain = no_color or bool(os.environ.get("NO_COLOR"))
    return Console(
        file=stream,
        width=_width(terminal=stream.isatty()),
        color_system=None if plain else "auto",
        no_color=plain,
        markup=False,
        emoji=False,
        highlight=False,
    )


def table(*, pipe: bool, header: bool = True, spaced: bool = False) -> Table:
    """An empty table in the one look of the command line.

    Args:
        pipe: with hyphens in place of drawn lines, for output that is no terminal.
        header: with its heading and the line under it.
        spaced: with a blank line between two rows.
    """
    return Table(
        box=_PIPE_BOX if pipe else SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),  # the box puts a blank of its own between two columns
        show_header=header,
        header_style="bold",
        leading=1 if spaced else 0,
    )


def show(out: Console, *parts: RenderableType) -> None:
    """Print the parts; in a pipe without the blanks at the ends of lines that fill a terminal's row."""
    if out.is_terminal:
        out.print(*parts, sep="\n")
        return
    with out.capture() as captured:
        out.print(*parts, sep="\n")
    out.file.write("\n".join(line.rstrip(" ") for line in captured.get().split("\n")))


def in_colour(out: Console) -> bool:
    """Whether bold, underline and colour reach the reader; if not, words are marked with brackets."""
    return out.color_system is not None


def _width(*, terminal: bool) -> int | None:
    told = os.environ.get("COLUMNS", "")
    if told.isdigit() and int(told) > 0:
        return max(int(told), LEAST_WIDTH)
    return None if terminal else PIPE_WIDTH
