from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from summitry import cli, cli_docs
from summitry.record import Record

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "summitry"
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md")))
CONTRIBUTING = (DOCS / "contributing.md").read_text(encoding="utf-8")
COMMANDS = sorted(getattr(get_command(cli.app), "commands", {}))

# Written in parts, so that this file does not hold what it looks for.
REGISTRIES = ("py" + "pi.org", "files.python" + "hosted.org", "npm" + "js.org", "cdn" + "js.cloud")
MACHINE = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me/[a-z]+)/[\w.]")


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


# --- commands -------------------------------------------------------------------------------


def test_page_of_commands_is_the_programs_own() -> None:
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == cli_docs.page(), "make docs"


def test_page_of_subjects_is_made_from_the_lexicon(renew: ModuleType) -> None:
    assert renew.SUBJECTS.read_text(encoding="utf-8") == renew.scheme(), "make docs"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_heading_and_an_example(command: str) -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    section = page.partition(f"## summitry {command}\n")[2].partition("\n## ")[0]
    assert f"  summitry {command}" in section.partition("Example")[2]


def test_pages_show_what_the_commands_print(renew: ModuleType, desk: Path) -> None:
    for page in renew.pages():
        if page.name == "README.md":
            continue  # tests/test_readme.py runs its commands
        text = page.read_text(encoding="utf-8")
        assert renew.renewed(text, folder=desk) == text, f"{page.name}: make docs"


def test_a_page_that_tells_a_stale_output_is_renewed(renew: ModuleType, desk: Path) -> None:
    page = "```console head=1\n$ summitry stories --record demo.db\nstale\n```\n"
    assert renew.renewed(page, folder=desk).splitlines()[2].startswith("Story ")


def test_a_documented_command_that_fails_is_named(renew: ModuleType, desk: Path) -> None:
    with pytest.raises(RuntimeError, match="summitry show zzzz"):
        renew.run("summitry show zzzz --record demo.db", folder=desk)


def test_picture_shows_contacts_of_the_record(renew: ModuleType, desk: Path) -> None:
    svg = renew.PICTURE.read_text(encoding="utf-8")
    with Record.open(desk / "demo.db") as record:
        ids = {row.id for row in renew.timeline.rows(record.timeline(since="2023"))}
    shown = {word for word in re.findall(r">([0-9a-f]{6})<", svg) if not word.isalpha()}
    assert shown, "no id in the picture"
    assert shown <= ids, "make docs"


def test_accuracy_is_a_table_of_what_the_bench_printed(
    renew: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed = tmp_path / "accuracy.txt"
    monkeypatch.setattr(renew, "ACCURACY", printed)
    assert "Not measured" in renew.accuracy()
    printed.write_text(
        "examples/all    precision 1.000\n"
        "dev_lines/all   precision 0.911  recall 0.502  f1 0.647  status 0.900\n"
        "dev_lines/unseen  precision 0.700  recall 0.400  f1 0.509\n",
        encoding="utf-8",
    )
    rows = renew.accuracy().splitlines()[2:]
    assert len(rows) == 2
    assert "| 0.91 | 0.50 | 0.65 | 0.90 | – |" in rows[0]


# --- contributors ---------------------------------------------------------------------------


def test_every_module_is_named_for_contributors() -> None:
    modules = {p.name for p in SOURCE.rglob("*.py") if p.name != "__init__.py"}
    assert not {m for m in modules if f"`{m}`" not in CONTRIBUTING}


def test_every_module_named_for_contributors_exists() -> None:
    there = {p.name for folder in ("src", "bench", "docs") for p in (ROOT / folder).rglob("*.py")}
    assert not {name for name in re.findall(r"`(?:\w+/)?(\w+\.py)`", CONTRIBUTING) if name not in there}


def test_every_lexicon_is_named_for_contributors() -> None:
    files = {p.name for p in (SOURCE / "lexicons").iterdir() if p.is_file()}
    assert not {name for name in files if f"`{name}`" not in CONTRIBUTING}


def test_every_decision_says_why_not_and_is_listed() -> None:
    for page in sorted((DOCS / "decisions").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        assert "**Context.**" in text, page.name
        assert "**Decision.**" in text, page.name
        assert "**Why not**" in text, page.name
        assert f"(decisions/{page.name})" in CONTRIBUTING


# --- all pages ------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        if path == "json-api.md":
            continue  # made from OpenAPI by `docs/pages.py`; the site's strict build checks the link
        file = page.parent / path if path else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(slug, headings), target


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the repository; without git whatever lies in its folders."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return tuple(p for name in ("src", "docs", "tests", "bench") for p in (ROOT / name).rglob("*.*") if p.is_file())
    return tuple(path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file())


def test_no_registry_and_no_machine_path_in_any_file() -> None:
    found = []
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {host}" for host in REGISTRIES if host in text]
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in MACHINE.finditer(text)]
    assert not found
