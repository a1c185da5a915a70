"""The model as JSON and back, driven by the types of the dataclasses.

Fields that have their default are left out, so stored lines stay short. `from_json(cls, to_json(x)) == x`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
_T = TypeVar("_T")
_Decode: TypeAlias = Callable[[Json, str], object]

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
    return cast("_T", _decoder(cast("type", cls))(data, cls.__name__))


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
    return lambda data, place: None if data is None else inner(data, place)


def _series(hint: object) -> _Decode:
    inner = _decoder(hint)

    def decode(data: Json, place: str) -> object:
        return tuple(inner(v, f"{place}[{n}]") for n, v in enumerate(_list(data, place)))

    return decode


def _row(hints: tuple[object, ...]) -> _Decode:
    inner = tuple(_decoder(h) for h in hints)

    def decode(data: Json, place: str) -> object:
        values = _list(data, place)
        if len(values) != len(inner):
            raise ValueError(f"{place}: {len(inner)} values expected, {len(values)} found")
        return tuple(d(v, f"{place}[{n}]") for n, (d, v) in enumerate(zip(inner, values, strict=True)))

    return decode


def _object(cls: type) -> _Decode:
    hints = typing.get_type_hints(cls)
    inner = {f.name: _decoder(hints[f.name]) for f in _fields(cls)}
    needed = {f.name for f in _fields(cls) if f.default is MISSING and f.default_factory is MISSING}

    def decode(data: Json, place: str) -> object:
        if not isinstance(data, dict):
            raise ValueError(f"{place}: an object expected, {type(data).__name__} found")  # noqa: TRY004 - bad data
        if unknown := data.keys() - inner.keys():
            raise ValueError(f"{place}: unknown field {', '.join(sorted(unknown))}")
        if missing := needed - data.keys():
            raise ValueError(f"{place}: no {', '.join(sorted(missing))}")
        return cls(**{name: inner[name](value, f"{place}.{name}") for name, value in data.items()})

    return decode


def _enum(cls: type[Enum]) -> _Decode:
    def decode(data: Json, place: str) -> object:
        try:
            return cls(data)
        except ValueError:
            raise ValueError(f"{place}: {data!r} is no {cls.__name__}") from None

    return decode


def _plain(cls: type) -> _Decode:
    accepted = (float, int) if cls is float else (cls,)

    def decode(data: Json, place: str) -> object:
        if not isinstance(data, accepted) or (cls in {int, float} and isinstance(data, bool)):
            raise ValueError(f"{place}: {cls.__name__} expected, {type(data).__name__} found")
        return cls(data)

    return decode


def _list(data: Json, place: str) -> list[Json]:
    if not isinstance(data, list):
        raise ValueError(f"{place}: a list expected, {type(data).__name__} found")  # noqa: TRY004 - bad data
    return data
