"""The forms of `interchange` and its like as Pydantic models: for what tells its schema to other programs.

>>> from summitry.interchange import PartyLine
>>> model(PartyLine).model_json_schema()["required"]
['name', 'office', 'side', 'role']
"""

from __future__ import annotations

import typing
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, is_typeddict

from pydantic import BaseModel, ConfigDict, create_model


@cache
def model(form: type) -> type[BaseModel]:
    """The model of a TypedDict, with those of all forms inside it: the fields that the form has and no others.

    A field `Annotated[str, Kind]`, with any enum, is one of its words.
    """
    hints = typing.get_type_hints(form, include_extras=True)
    fields: dict[str, Any] = {name: (_typed(hint), ...) for name, hint in hints.items()}
    name = form.__name__.removesuffix("Line")
    return create_model(
        name, __config__=ConfigDict(extra="forbid"), __doc__=form.__doc__, __module__=form.__module__, **fields
    )


def _typed(hint: Any) -> Any:  # noqa: ANN401 - a type hint has no narrower type
    """The hint with every form in it as its model."""
    if is_typeddict(hint):
        return model(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return next((a for a in inner[1:] if isinstance(a, type) and issubclass(a, Enum)), hint)
    if origin in {UnionType, Union}:
        return Union[tuple(None if a is NoneType else _typed(a) for a in inner)]  # noqa: UP007 - made of a tuple
    if origin in {list, dict}:
        return origin[tuple(_typed(a) for a in inner)]
    return hint
