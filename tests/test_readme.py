from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

README = Path(__file__).resolve().parents[1] / "README.md"
TEXT = README.read_text(encoding="utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


def test_there_is_python_to_run() -> None:
    assert PYTHON


@pytest.mark.parametrize("example", PYTHON)
def test_python_runs_and_prints(
    example: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(example, str(README), "exec"), {"__name__": "__main__"})  # noqa: S102 - the page's own example
    assert capsys.readouterr().out.strip()


def test_commands_print_what_the_page_shows(renew: ModuleType, desk: Path) -> None:
    assert TEXT.count("\n$ summitry ") >= 5
    assert renew.renewed(TEXT, folder=desk) == TEXT, "make docs"


def test_the_two_commands_are_targets_of_make() -> None:
    makefile = README.with_name("Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make ([a-z]+)", TEXT):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
