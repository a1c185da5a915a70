"""What several test modules share: the script that renews the documentation, and a folder where its commands work."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


@pytest.fixture(scope="session")
def renew() -> ModuleType:
    """`docs/renew.py`, which is no module of the package."""
    path = Path(__file__).resolve().parents[1] / "docs" / "renew.py"
    spec = importlib.util.spec_from_file_location("renew", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def desk(renew: ModuleType) -> Iterator[Path]:
    """A folder with the examples and the record of `summitry demo`."""
    with renew.desk() as folder:
        yield folder
