"""Who may import whom: a story goes one way, and only commands and pages know how things are printed."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).resolve().parents[1] / "src" / "summitry"
STAGES = ("statements", "content", "resolve", "extractors")
ASKING = ("record", "stores", "positions", "line", "exporters", "api", "web", "watch", "charts", "terminal", "cli")


def modules(*parts: str) -> tuple[Path, ...]:
    """The modules of these folders and names."""
    found = [path for part in parts for path in (*(SOURCE / part).rglob("*.py"), *SOURCE.glob(f"{part}.py"))]
    assert found, parts
    return tuple(found)


def imported(path: Path) -> Iterator[str]:
    """The parts of the program that a module imports, also late and for types: `resolve` for `resolve.best`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "summitry":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summitry."):
            yield (node.module or "").split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("summitry."))


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_knows_no_other_and_nothing_that_asks(stage: str) -> None:
    barred = ({*STAGES, *ASKING}) - {stage}
    assert {(p.name, name) for p in modules(stage) for name in imported(p) if name in barred} == set()


def test_only_commands_and_pages_know_what_is_printed() -> None:
    printing = {*modules("terminal", "cli", "web", "cli_docs", "__main__")}
    others = (p for p in SOURCE.rglob("*.py") if p not in printing)
    assert {(p.name, name) for p in others for name in imported(p) if name in {"terminal", "cli"}} == set()


def test_what_is_printed_reads_no_record() -> None:
    assert {p.name for p in modules("terminal") if {"record", "stores", "cli"} & {*imported(p)}} == set()
