"""Lists, part by part: a cursor tells where the last part ended, so nothing is left out in silence.

The cursor is a place in the list's order, not a number: what comes into the record meanwhile moves nothing that is
still to come.
"""

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from types import GenericAlias
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from summitry.errors import SummitryError
from summitry.forms import model
from summitry.parameters import Paged

_T = TypeVar("_T")
Key: TypeAlias = tuple[int | float | str, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[_T]):
    """A part of a list."""

    items: tuple[_T, ...]
    total: int  # of the whole list
    cursor: str | None  # for the next part; None with the last


def page(found: Iterable[_T], asked: Paged, *, key: Callable[[_T], Key], order: str) -> Page[_T]:
    """The part of a list that is asked for.

    Args:
        found: the whole list.
        asked: how many, and from where.
        key: the place of each in the order; no two have the same.
        order: the name of list and order; a cursor of another one is refused.

    Raises:
        SummitryError: for a cursor that is none of this order's.
    """
    whole = sorted(found, key=key)
    try:
        start = bisect_right(whole, _place(asked.cursor, order), key=key) if asked.cursor else 0
    except TypeError as error:  # what it holds is no place
        raise _refused() from error
    items = tuple(whole[start : start + asked.limit])
    last = start + len(items) == len(whole)
    return Page(items, len(whole), None if last else _cursor(key(items[-1]), order))


@cache
def page_model(form: type, *, earlier: bool = False) -> type[BaseModel]:
    """The model of a page of a form; `earlier`: of a list that may go back so far only."""
    item = model(form)
    fields: dict[str, Any] = {
        "items": (GenericAlias(list, (item,)), ...),
        "total": (int, Field(ge=0, description="How many there are on all pages.")),
        "next": (str | None, Field(description="The address of the next page; null on the last.")),
    }
    if earlier:
        told = "The address of what was said before the days of this list; null where it goes back to the first word."
        fields["earlier"] = (str | None, Field(description=told))
    config = ConfigDict(extra="forbid")
    return create_model(f"{item.__name__}Page", __config__=config, __doc__="A page of a list.", **fields)


def _cursor(place: Key, order: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([order, *place]).encode()).decode().rstrip("=")


def _place(cursor: str, order: str) -> Key:
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        told = None
    if not isinstance(told, list) or told[:1] != [order]:
        raise _refused()
    return tuple(told[1:])


def _refused() -> SummitryError:
    return SummitryError(
        "cursor: it is of another list, another order or an older record; begin without one, and follow `next`"
    )
