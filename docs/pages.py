"""What MkDocs is told beside mkdocs.yml: pages that are made from something else, and links that leave this folder.

- the notebook, the list of changes and that of the example stories become pages, and `json-api.md` has every address;
- links to files that lie elsewhere in the repository lead to their page;
- every page of `decisions/` is in the navigation under "Contributing".
"""  # noqa: INP001 - a folder of pages with scripts, no package

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent

# Where files outside of the site are found in it; a link to any other one is an error of the strict build.
_ELSEWHERE = {
    "../CHANGELOG.md": "changelog.md",
    "../examples/README.md": "examples.md",
    "example.ipynb": "example.md",
}
_LINK = re.compile(r"(?<=\]\()([^)#\s]+)")
_TEXT_FILE = re.compile(r"\[([^\]]+)\]\(((?:accuracy|threshold)\.txt)\)")
_CONSOLE = re.compile(r"^```console head=\d+$", re.MULTILINE)
_OPENAPI = "<!-- openapi -->"
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put every decision into the navigation."""
    pages = sorted((DOCS / "decisions").glob("*.md"))
    listed = [{_title(page): f"decisions/{page.name}"} for page in pages]
    config.nav[-1]["Making it more"].append({"Decisions": listed})  # type: ignore[index]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made from something else."""
    made = {
        "changelog.md": (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
        "examples.md": (ROOT / "examples" / "README.md").read_text(encoding="utf-8"),
        "example.md": notebook((DOCS / "example.ipynb").read_text(encoding="utf-8")),
    }
    for name, text in made.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - as MkDocs calls it
    """The page's text with links that lead somewhere in the site."""
    up = "../" * page.file.src_uri.count("/")

    def led(found: re.Match[str]) -> str:
        target = found[1].removeprefix(up) if found[1].startswith(f"{up}../") else found[1]
        return up + _ELSEWHERE[target] if target in _ELSEWHERE else found[1]

    if _OPENAPI in markdown:
        markdown = markdown.replace(_OPENAPI, api(_openapi()))
    plain = _CONSOLE.sub("```console", _TEXT_FILE.sub(r"`docs/\2`", markdown))
    return _LINK.sub(led, plain)


def notebook(text: str) -> str:
    """An executed notebook as Markdown: its words, its code, and what stands under it."""
    parts = []
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
        parts += [_output(output) for output in cell.get("outputs", ())]
    return "\n\n".join(parts)


def _output(output: dict[str, Any]) -> str:
    data = output.get("data", {})
    for form in ("image/svg+xml", "text/html"):
        if form in data:
            return f'<div class="output">{_one_block("".join(data[form]))}</div>'
    text = "".join(data.get("text/plain", output.get("text", "")))
    return f"```text\n{text.rstrip()}\n```"


def _one_block(html: str) -> str:
    """HTML that Markdown leaves alone: without blank lines."""
    return re.sub(r"\n\s*\n+", "\n", html)


def api(document: dict[str, Any]) -> str:
    """Every address of the JSON API, with what it can be asked and what it answers, from its OpenAPI."""
    head = f"All addresses begin with `{document['servers'][0]['url']}`."
    paths = (part for path, methods in document["paths"].items() for part in _path(path, methods))
    return "\n".join((head, *paths))


def _path(path: str, methods: dict[str, Any]) -> Iterator[str]:
    for method, told in methods.items():
        yield from ("", f"## {method.upper()} {path}", "", told.get("description") or told.get("summary", ""))
        if told.get("parameters"):
            yield from ("", "| parameter | | what it asks |", "|---|---|---|")
        for asked in told.get("parameters", ()):
            about = " ".join(asked.get("description", "").split()).replace("|", "\\|")
            yield f"| `{asked['name']}` | {asked['in']} | {about} |"
        yield from ("", "| answer | |", "|---|---|")
        for code, answer in told.get("responses", {}).items():
            yield f"| {code} | {' '.join(answer.get('description', '').split())} |"


def _openapi() -> dict[str, Any]:
    from summitry.api.app import create_api  # noqa: PLC0415 - only for the build
    from summitry.web.opened import Opened  # noqa: PLC0415 - as above

    return create_api(Opened(Path("no.db")), today=datetime.now(UTC).date).openapi()


def _title(page: Path) -> str:
    found = _TITLE.search(page.read_text(encoding="utf-8"))
    return escape(found[1]) if found else page.stem
