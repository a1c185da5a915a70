"""Contacts in order, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, get_type_hints, overload

from summitry.interchange import ContactLine, ContactRow, contact_line, contact_row
from summitry.model import Contact

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from summitry.charts import Charts

_SHOWN = 20  # contacts that a notebook shows at once


class Timeline(Sequence[Contact]):
    """Contacts in order; shows itself as a table in a notebook."""

    def __init__(self, contacts: Iterable[Contact] = ()) -> None:
        """Hold the contacts as given."""
        self._contacts = tuple(contacts)

    @overload
    def __getitem__(self, index: int) -> Contact: ...
    @overload
    def __getitem__(self, index: slice) -> Timeline: ...
    def __getitem__(self, index: int | slice) -> Contact | Timeline:
        """One contact, or the timeline of several."""
        return Timeline(self._contacts[index]) if isinstance(index, slice) else self._contacts[index]

    def __len__(self) -> int:
        return len(self._contacts)

    def __iter__(self) -> Iterator[Contact]:
        return iter(self._contacts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeline) and self._contacts == other._contacts

    def __hash__(self) -> int:
        return hash(self._contacts)

    def to_dicts(self) -> list[ContactLine]:
        """The contacts in the form of `timeline --format json`."""
        return [contact_line(c) for c in self._contacts]

    def to_rows(self) -> list[ContactRow]:
        """The contacts as flat rows, as `timeline --format csv` writes them."""
        return [contact_row(c) for c in self._contacts]

    def to_pandas(self) -> pd.DataFrame:
        """A data frame, one row a contact, with the columns of `to_rows`.

        Raises:
            ImportError: where pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - an extra, and slow to load
        except ImportError as error:
            raise ImportError("to_pandas() needs pandas: pip install 'summitry[pandas]'") from error
        columns = list(ContactRow.__annotations__)
        return pd.DataFrame.from_records([dict(row) for row in self.to_rows()], columns=columns)

    def to_polars(self) -> pl.DataFrame:
        """A data frame, one row a contact, with the columns of `to_rows`.

        Raises:
            ImportError: where polars is not installed.
        """
        try:
            import polars as pl  # noqa: PLC0415 - an extra, and slow to load
        except ImportError as error:
            raise ImportError("to_polars() needs polars: pip install 'summitry[polars]'") from error
        kinds = {name: pl.Int64 if of is int else pl.String for name, of in get_type_hints(ContactRow).items()}
        return pl.DataFrame([dict(row) for row in self.to_rows()], schema=kinds)

    @property
    def chart(self) -> Charts:
        """Charts of these contacts: `.timeline()`, `.map()`, `.matrix()` and others; see `charts`.

        Raises:
            SummitryError: where Altair is not installed.
        """
        from summitry.charts import Charts  # noqa: PLC0415 - an extra, and slow to load

        return Charts(self)

    def __repr__(self) -> str:
        lines = [_line(row) for row in self[:_SHOWN].to_rows()]
        return "\n".join((self._heading(), *lines, *self._rest()))

    def _repr_html_(self) -> str:
        columns = ("when", "status", "kind", "parties", "country", "city", "topics", "origins", "conflicts", "id")
        head = "".join(f"<th>{c}</th>" for c in columns)
        shown = [dict(row) for row in self[:_SHOWN].to_rows()]
        rows = "".join(f"<tr>{''.join(_cell(row[c]) for c in columns)}</tr>" for row in shown)
        caption = escape(" ".join((self._heading(), *self._rest())))
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _heading(self) -> str:
        return f"Timeline of {len(self)} contact{'' if len(self) == 1 else 's'}"

    def _rest(self) -> tuple[str, ...]:
        return (f"… and {len(self) - _SHOWN} more",) if len(self) > _SHOWN else ()


def _line(row: ContactRow) -> str:
    where = ", ".join(w for w in (row["city"], row["country"]) if w)
    sources = f"{row['origins']} source{'' if row['origins'] == 1 else 's'}{' ≠' if row['conflicts'] else ''}"
    parts = (f"{row['status']} {row['kind']}", row["parties"], where, sources, row["id"][:8])
    return f"{row['when'] or '?':<12} {' · '.join(p for p in parts if p)}"


def _cell(value: object) -> str:
    return f"<td>{escape(str(value)) if value is not None else ''}</td>"
