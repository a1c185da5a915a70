"""What a request asks of a page: the parts of its address, by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from summitry import dates
from summitry.errors import SummitryError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from enum import StrEnum
    from typing import TypeVar

    _E = TypeVar("_E", bound=StrEnum)


class AskedError(SummitryError):
    """An address that asks for what cannot be; the message says what can."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: what its path names, what its query asks for, and on which day."""

    today: date
    path: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    query: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, name: str) -> str | None:
        """A part of the query without white space around it; None where it is empty or not there."""
        return self.query.get(name, "").strip() or None

    def number(self, name: str, *, default: int) -> int:
        """A number from 1 in the query.

        Raises:
            AskedError: for anything else.
        """
        told = self.text(name)
        if told is None:
            return default
        if not told.isdecimal() or len(told) > len("1000000") or not 1 <= int(told) <= 10**6:
            raise AskedError(f'{name}: "{told[:20]}" is no number from 1 to 1000000')
        return int(told)

    def one_of(self, name: str, values: type[_E]) -> _E | None:
        """One of some words in the query.

        Raises:
            AskedError: for any other word.
        """
        told = self.text(name)
        if told is None:
            return None
        try:
            return values(told)
        except ValueError:
            raise AskedError(f'{name}: there is no "{told}"; there are {", ".join(values)}') from None

    def day(self, name: str) -> date | None:
        """A day in the query.

        Raises:
            AskedError: for what is no day.
        """
        told = self.text(name)
        if told is None:
            return None
        try:
            found = dates.only_day(told)
        except ValueError:
            found = None
        if found is None:
            raise AskedError(f'{name}: "{told}" is no day; give one such as 2023-06-18')
        return found
