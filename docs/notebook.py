"""Execute docs/example.ipynb anew: `python docs/notebook.py`; with `--check`, fail where it says something else now.

The notebook is executed in a folder of its own, over the stories that come with the package. Text and tables are
compared letter by letter, charts by their words: where exactly a mark lies depends on a machine's fonts.
"""  # noqa: INP001 - a folder of pages with scripts, no package

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parent / "example.ipynb"
_VERSION = 4
_WORDS = re.compile(r">([^<>]+)<")
_SECONDS = 600  # for a cell: reading the example stories takes some twenty on a slow machine


def executed(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with the outputs that its cells have now, and nothing of the machine on which it ran.

    Raises:
        nbclient.exceptions.CellExecutionError: where a cell fails.
    """
    fresh = nbformat.from_dict(notebook)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        kernel = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=str(Path(folder) / "kernel"))
        NotebookClient(fresh, km=kernel, timeout=_SECONDS, resources={"metadata": {"path": folder}}).execute()
    fresh.metadata = nbformat.from_dict(  # type: ignore[no-untyped-call]
        {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    )
    for cell in fresh.cells:
        cell.metadata = nbformat.from_dict({})  # type: ignore[no-untyped-call]
        for output in cell.get("outputs", ()):
            output.metadata = nbformat.from_dict({})  # type: ignore[no-untyped-call]
    return fresh


def shown(notebook: nbformat.NotebookNode) -> list[list[str]]:
    """What a reader sees under each cell, in words."""
    return [[_words(output) for output in cell.get("outputs", ())] for cell in notebook.cells]


def _words(output: nbformat.NotebookNode) -> str:
    data = output.get("data", {})
    if "image/svg+xml" in data:
        return " ".join(sorted(_WORDS.findall(data["image/svg+xml"])))
    return str(data.get("text/html") or data.get("text/plain") or output.get("text", ""))


def main(arguments: list[str]) -> int:
    """Write the notebook, or compare it; 1 where it is stale."""
    kept = nbformat.read(NOTEBOOK, as_version=_VERSION)  # type: ignore[no-untyped-call]
    fresh = executed(kept)
    if "--check" not in arguments:
        nbformat.write(fresh, NOTEBOOK)  # type: ignore[no-untyped-call]
        return 0
    stale = [n for n, (old, new) in enumerate(zip(shown(kept), shown(fresh), strict=True)) if old != new]
    if stale:
        sys.stderr.write(f"example.ipynb: other outputs now in cells {stale}; run python docs/notebook.py\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
