"""The command line: it parses options, calls the record or the pipeline, and prints.

Results go to standard output; progress, notes, failures and errors to standard error.
Exit codes: 0 done, 1 some inputs failed, 2 misuse, 130 interrupted.
What is slow to import is imported inside the command that needs it, so that `--help` is quick.
A module is a group of commands; `base.py` has what they share.
"""

import gc
import io
import signal
import sys

from summitry.cli import (
    actors,
    asking,
    conflicts,
    exporting,
    incidents,
    judging,
    line,
    mcp,
    positions,
    reading,
    searching,
    serving,
    subjects,
    watching,
)
from summitry.cli.base import DONE, INTERRUPTED, MISUSE, SOME_FAILED, app

# The order in which `--help` lists them: reading, asking, deciding.
_ORDER = (
    "read watch extract demo timeline search show line positions conflicts stories explain incidents subjects export "
    "serve mcp suggest same different split wrong decisions undo"
).split()
app.registered_commands.sort(key=lambda c: _ORDER.index(c.name or str(getattr(c.callback, "__name__", ""))))


# How much is made before what is alive is gone through for cycles. Contacts have none, and with Python's own figures
# a program that holds thousands spends much of its time on looking; measured in decision 0030.
COLLECT_SELDOM = (50_000, 20, 50)


def main() -> None:
    """Run the command line as the program `summitry`."""
    gc.set_threshold(*COLLECT_SELDOM)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends the program quietly, as it does others
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Unicode gets "?" in place of an error
    app()


__all__ = [
    "COLLECT_SELDOM",
    "DONE",
    "INTERRUPTED",
    "MISUSE",
    "SOME_FAILED",
    "actors",
    "app",
    "asking",
    "conflicts",
    "exporting",
    "incidents",
    "judging",
    "line",
    "main",
    "mcp",
    "positions",
    "reading",
    "searching",
    "serving",
    "subjects",
    "watching",
]
