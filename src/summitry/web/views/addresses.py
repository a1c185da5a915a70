"""The addresses of pages, for views and for the links of charts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from summitry.exporters.graphml import Node


def contact(id_: str) -> str:
    """The page of the contact of an id."""
    return f"/contacts/{_segment(id_)}"


def person(id_: str) -> str:
    """The page of the person of an id or a name."""
    return f"/people/{_segment(id_)}"


def place(name: str) -> str:
    """The page of a place by its name, of a country by its code."""
    return f"/places/{_segment(name)}"


def subject(id_: str) -> str:
    """The page of a subject of the scheme."""
    return f"/subjects/{_segment(id_)}"


def pair(a: str, b: str) -> str:
    """The page of two sides."""
    return f"/pairs/{_segment(a)}/{_segment(b)}"


def story(id_: str) -> str:
    """The page of the story of an id."""
    return f"/stories/{_segment(id_)}"


def node(found: Node) -> str:
    """The page of what a node of the network stands for: a person, or the contacts of a side."""
    kind, _, id_ = found.id.partition(":")
    return person(id_) if kind == "person" else f"/timeline?side={quote(id_, safe='')}"


def _segment(text: str) -> str:
    return quote(text, safe="")
