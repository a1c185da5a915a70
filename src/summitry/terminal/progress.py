"""The progress bar of `read` and `demo`, on standard error."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from summitry.terminal import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

_NAME_WIDTH = 40


class Progression:
    """How far a run has come; called by the pipeline after every story, whether it is shown or not."""

    def __init__(self, show: Callable[[int, int | None, str], None] | None = None) -> None:
        self.done = 0
        self._show = show

    def __call__(self, done: int, total: int | None, name: str) -> None:
        """Note that `done` of `total` inputs (None: not known) are read, and which was the last."""
        self.done = done
        if self._show:
            self._show(done, total, name)


class _Rate(TextColumn):
    """Stories a second, since the start."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} stories/s" if speed else "", style="dim")


@contextmanager
def progress(out: Console, *, quiet: bool) -> Iterator[Progression]:
    """A bar with count, speed, time left and the last story; nothing if quiet or where no terminal looks on."""
    if quiet or not out.is_terminal:
        yield Progression()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("reading"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        _Rate(""),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[story]}", style="cyan", markup=False),
    )
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task("reading", total=None, story="starting …")

        def show(done: int, total: int | None, name: str) -> None:
            bar.update(task, completed=done, total=total, story=_short(words.line(name)))

        yield Progression(show)


def _short(name: str) -> str:
    """The end of a long name, which tells stories of one folder apart."""
    return name if len(name) <= _NAME_WIDTH else f"…{name[1 - _NAME_WIDTH :]}"
