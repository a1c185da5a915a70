from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

import summitry

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).resolve().parents[1] / "docs"


def loaded(name: str) -> ModuleType:
    """A script of `docs/`, which is no module of the package."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    return loaded("pages")


@pytest.fixture(scope="module")
def notebook() -> ModuleType:
    return loaded("notebook")


def markdown(pages: ModuleType, text: str, *, at: str = "page.md") -> str:
    page = SimpleNamespace(file=SimpleNamespace(src_uri=at))
    return str(pages.on_page_markdown(text, page=page, config=None, files=None))


# --- pages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "link", "leads"),
    [
        ("index.md", "../CHANGELOG.md", "changelog.md"),
        ("decisions/0001-x.md", "../../CHANGELOG.md", "../changelog.md"),
        ("index.md", "example.ipynb", "example.md"),
        ("index.md", "record.md#origins", "record.md#origins"),
        ("decisions/0001-x.md", "../record.md", "../record.md"),
    ],
)
def test_links_out_of_the_folder_lead_to_pages(pages: ModuleType, at: str, link: str, leads: str) -> None:
    assert markdown(pages, f"See [it]({link}).", at=at) == f"See [it]({leads})."


def test_console_blocks_lose_what_only_the_renewal_reads(pages: ModuleType) -> None:
    assert markdown(pages, "```console head=3\n$ x\n```") == "```console\n$ x\n```"


def test_tables_of_figures_are_named_instead_of_linked(pages: ModuleType) -> None:
    assert markdown(pages, "in [accuracy.txt](accuracy.txt)") == "in `docs/accuracy.txt`"


def test_a_notebook_becomes_a_page_with_what_stands_under_its_code(pages: ModuleType) -> None:
    def cell(kind: str, source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
        return {"cell_type": kind, "source": [source], "outputs": list(outputs)}

    text = json.dumps(
        {
            "cells": [
                cell("markdown", "# One"),
                cell("code", "1 + 1", {"data": {"text/plain": ["2"]}}, {"text": ["said\n"]}),
                cell("code", "t", {"data": {"text/html": ["<table>\n\n</table>"], "text/plain": ["t"]}}),
            ]
        }
    )
    assert pages.notebook(text).split("\n\n") == [
        "# One",
        "```python\n1 + 1\n```",
        "```text\n2\n```",
        "```text\nsaid\n```",
        "```python\nt\n```",
        '<div class="output"><table>\n</table></div>',
    ]


def test_every_address_of_the_api_is_on_its_page(pages: ModuleType) -> None:
    document = pages._openapi()  # noqa: SLF001 - the page's own source
    page = markdown(pages, (DOCS / "json-api.md").read_text(encoding="utf-8"), at="json-api.md")
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            assert f"## {method.upper()} {path}\n" in page
            section = page.partition(f"## {method.upper()} {path}\n")[2].partition("\n## ")[0]
            assert all(f"| `{asked['name']}` |" in section for asked in told.get("parameters", ()))
            assert all(f"| {code} |" in section for code in told["responses"])


def test_every_page_has_a_place_in_the_navigation(pages: ModuleType) -> None:
    told = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    assert not {p.name for p in DOCS.glob("*.md") if not re.search(rf"\b{re.escape(p.name)}$", told, re.MULTILINE)}
    config = SimpleNamespace(nav=[{"Making it more": []}])
    pages.on_config(config)
    listed = [path for page in config.nav[0]["Making it more"][0]["Decisions"] for path in page.values()]
    assert listed == [f"decisions/{p.name}" for p in sorted((DOCS / "decisions").glob("*.md"))]


def test_the_site_asks_for_nothing_from_elsewhere() -> None:
    told = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    assert "font: false" in told
    assert "//" not in re.sub(r"^.*!!python.*$", "", told, flags=re.MULTILINE)
    assert not [p.name for p in DOCS.rglob("*.md") if "```mermaid" in p.read_text(encoding="utf-8")]  # needs a script


@pytest.mark.parametrize("name", ["for-developers.md", "for-researchers.md"])
def test_python_of_the_guides_runs(
    name: str, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(summitry, "read", lambda _: summitry.open_record(desk / "demo.db"))  # which takes no time
    (example,) = re.findall(
        r"^```python\n(.*?)^```$", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    exec(compile(example, name, "exec"), {"__name__": "__main__"})  # noqa: S102 - the page's own example
    assert capsys.readouterr().out.strip()


# --- the notebook ---------------------------------------------------------------------------


def small(source: str, *outputs: dict[str, Any]) -> nbformat.NotebookNode:
    made: nbformat.NotebookNode = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, id="a")])  # type: ignore[no-untyped-call]
    made.cells[0].outputs = [nbformat.from_dict(output) for output in outputs]  # type: ignore[no-untyped-call]
    return made


def test_a_notebook_that_says_something_else_is_stale(
    notebook: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(notebook, "NOTEBOOK", tmp_path / "small.ipynb")
    nbformat.write(small("print(1 + 1)"), notebook.NOTEBOOK)  # type: ignore[no-untyped-call]
    assert notebook.main(["--check"]) == 1
    assert "cells [0]" in capsys.readouterr().err
    assert notebook.main([]) == 0
    assert notebook.main(["--check"]) == 0
    assert sys.prefix not in notebook.NOTEBOOK.read_text(encoding="utf-8")


def test_charts_are_compared_by_their_words(notebook: ModuleType) -> None:
    def chart(svg: str) -> nbformat.NotebookNode:
        return small("c", {"output_type": "display_data", "data": {"image/svg+xml": svg}, "metadata": {}})

    moved, other = (chart(f'<svg><text x="{x}">{t}</text></svg>') for x, t in ((2, "Kenya"), (1, "Norway")))
    kept = chart('<svg><text x="1">Kenya</text></svg>')
    assert notebook.shown(kept) == notebook.shown(moved)
    assert notebook.shown(kept) != notebook.shown(other)


def test_the_example_notebook_was_executed() -> None:
    kept = nbformat.read(DOCS / "example.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    code = [cell for cell in kept.cells if cell.cell_type == "code"]
    assert all(cell.outputs for cell in code[1:])
    assert not [o for cell in code for o in cell.outputs if o.output_type == "error"]
