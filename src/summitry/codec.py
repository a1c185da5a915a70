"""The model as JSON and back, driven by the types of the dataclasses.

Fields that have their default are left out, so stored lines stay short. `from_json(cls, to_json(x)) == x`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
_T = TypeVar("_T")
_Decode: TypeAlias = Callable[[Json], object]

# Metadata of a field that `to_json` leaves out, whatever it holds: a rendering of what stands in the others.
NOT_IN_JSON = {"json": False}


def to_json(value: object) -> Json:
    """The value as JSON has it: dataclasses as objects, tuples as lists, enums by value.

    Raises:
        TypeError: for a value that is none of the model's.
    """
    if isinstance(value, Enum):
        return cast("Json", value.value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, tuple):
        return [to_json(v) for v in value]
    if is_dataclass(value):
        return {
            f.name: to_json(v) for f in _told(cast("type", type(value))) if (v := getattr(value, f.name)) != _default(f)
        }
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def from_json(cls: type[_T], data: Json) -> _T:
    """A value of the class from what `to_json` gave.

    Raises:
        ValueError: where the data does not fit the class; names the place (`Report.parties[0].role`).
    """
    try:
        return cast("_T", _decoder(cast("type", cls))(data))
    except _UnfitError as error:
        raise ValueError(f"{cls.__name__}{error.place}: {error.told}") from None


class _UnfitError(ValueError):
    """Data that does not fit. The place is put together on the way out, so that data that fits costs no place."""

    def __init__(self, told: str, *, place: str = "") -> None:
        super().__init__(told)
        self.told, self.place = told, place

    def within(self, step: str) -> _UnfitError:
        """The same, seen from one step further out."""
        return _UnfitError(self.told, place=f"{step}{self.place}")


@cache
def _fields(cls: type) -> tuple[Field[Any], ...]:
    return fields(cls)


@cache
def _told(cls: type) -> tuple[Field[Any], ...]:
    """The fields that JSON has."""
    return tuple(f for f in _fields(cls) if f.metadata.get("json", True))


def _default(field: Field[Any]) -> object:
    return field.default if field.default is not MISSING else MISSING


@cache
def _decoder(hint: Any) -> _Decode:  # noqa: ANN401 - a type hint has no narrower type
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {types.UnionType, typing.Union}:
        return _optional(next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        return _series(arguments[0]) if arguments[-1] is Ellipsis else _row(arguments)
    if is_dataclass(hint):
        return _object(cast("type", hint))
    if issubclass(hint, Enum):
        return _enum(hint)
    return _plain(hint)


def _optional(hint: object) -> _Decode:
    inner = _decoder(hint)
    return lambda data: None if data is None else inner(data)


def _series(hint: object) -> _Decode:
    inner = _decoder(hint)

    def decode(data: Json) -> object:
        values = _list(data)
        try:
            return tuple([inner(v) for v in values])
        except _UnfitError:
            return _each((inner, v) for v in values)

    return decode


def _row(hints: tuple[object, ...]) -> _Decode:
    inner = tuple(_decoder(h) for h in hints)

    def decode(data: Json) -> object:
        values = _list(data)
        if len(values) != len(inner):
            raise _UnfitError(f"{len(inner)} values expected, {len(values)} found")
        return _each(zip(inner, values, strict=True))

    return decode


def _each(values: Iterable[tuple[_Decode, Json]]) -> tuple[object, ...]:
    """The values read one by one; says which does not fit."""
    found = []
    for n, (decode, value) in enumerate(values):
        try:
            found.append(decode(value))
        except _UnfitError as error:
            raise error.within(f"[{n}]") from None
    return tuple(found)


def _object(cls: type) -> _Decode:
    hints = typing.get_type_hints(cls)
    inner = {f.name: _decoder(hints[f.name]) for f in _fields(cls)}
    needed = {f.name for f in _fields(cls) if f.default is MISSING and f.default_factory is MISSING}

    def decode(data: Json) -> object:
        try:  # first as if it fitted: nearly all does, and a large record has millions of them
            return cls(**{name: inner[name](value) for name, value in cast("dict[str, Json]", data).items()})
        except (AttributeError, KeyError, TypeError, _UnfitError):
            return careful(data)

    def careful(data: Json) -> object:
        if not isinstance(data, dict):
            raise _UnfitError(f"an object expected, {type(data).__name__} found")
        if unknown := data.keys() - inner.keys():
            raise _UnfitError(f"unknown field {', '.join(sorted(unknown))}")
        if missing := needed - data.keys():
            raise _UnfitError(f"no {', '.join(sorted(missing))}")
        values = {}
        for name, value in data.items():
            try:
                values[name] = inner[name](value)
            except _UnfitError as error:
                raise error.within(f".{name}") from None
        return cls(**values)

    return decode


def _enum(cls: type[Enum]) -> _Decode:
    members: dict[Json, Enum] = {member.value: member for member in cls}

    def decode(data: Json) -> object:
        found = members.get(data) if isinstance(data, (str, int)) else None
        if found is None:
            raise _UnfitError(f"{data!r} is no {cls.__name__}")
        return found

    return decode


def _plain(cls: type) -> _Decode:
    def decode(data: Json) -> object:
        if type(data) is cls:
            return data
        if cls is float and type(data) is int:
            return float(data)
        raise _UnfitError(f"{cls.__name__} expected, {type(data).__name__} found")

    return decode


def _list(data: Json) -> list[Json]:
    if not isinstance(data, list):
        raise _UnfitError(f"a list expected, {type(data).__name__} found")
    return data
