"""A long list in sheets: which part of it a page shows, and where the others are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.web.asked import Asked

_ON_A_PAGE = 50
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of a list."""

    total: int
    first: int  # from 1; 0 where the list is empty
    last: int
    previous: str | None  # addresses of the sheets before and after
    following: str | None


def sheet(every: Sequence[_T], asked: Asked, *, path: str, each: int = _ON_A_PAGE) -> tuple[Sheet, Sequence[_T]]:
    """The part that `?page=` asks for; the last where there are not so many.

    Args:
        every: the list.
        asked: the request; the rest of its query stays in the addresses.
        path: the page's address without a query.
        each: how many a sheet has.

    Raises:
        AskedError: for what is no number.
    """
    page = min(asked.number("page", default=1), max(1, -(-len(every) // each)))
    start = (page - 1) * each
    shown = every[start : start + each]

    def address(number: int) -> str:
        kept = {name: told for name, told in asked.query.items() if name != "page" and told}
        query = urlencode(kept | ({"page": str(number)} if number > 1 else {}))
        return f"{path}?{query}" if query else path

    found = Sheet(
        total=len(every),
        first=start + 1 if shown else 0,
        last=start + len(shown),
        previous=address(page - 1) if page > 1 else None,
        following=address(page + 1) if start + each < len(every) else None,
    )
    return found, shown
