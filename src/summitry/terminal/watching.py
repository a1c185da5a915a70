"""A change as `watch` prints it: one line, the address of the story last."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rich.text import Text

from summitry.model import Status
from summitry.terminal import words
from summitry.terminal.timeline import STATUS_STYLES
from summitry.watch.news import What

if TYPE_CHECKING:
    from summitry.watch.news import News

_QUIET = "dim"
_ID_STYLE = "cyan"
_DISPUTED = "yellow"
_ID = 8  # digits of an id: among a thousand ids two share them once in ten thousand records


def change(news: News) -> Text:
    """What changed, of which contact, its id, and which story tells it."""
    line = Text(f"{datetime.fromisoformat(news.at).astimezone():%Y-%m-%d %H:%M}  ", style=_QUIET)
    line.append_text(_what(news))
    line.append(f"  {words.line(news.title)}", style="default")
    if news.when:
        line.append(f", {words.date(news.when)}", style="default")
    line.append(f"  {news.contact[:_ID]}", style=_ID_STYLE)
    return line.append(f"  {words.line(news.page)}", style=_QUIET)


def _what(news: News) -> Text:
    status = Text(news.status, style=STATUS_STYLES[Status(news.status)])
    if news.what is What.NEW:
        return Text("new ", style="bold").append_text(status)
    if news.what is What.STATUS and news.before:
        return Text(news.before, style=STATUS_STYLES[Status(news.before)]).append(" → ", style="default") + status
    values = " / ".join(map(words.line, news.values))
    return Text(f"sources disagree on {words.line(news.field or '')} ({values})", style=_DISPUTED)
