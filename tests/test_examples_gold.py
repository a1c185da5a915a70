"""The example stories and their gold agree in form."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summitry.model import Kind, Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parent.parent / "examples"
GOLD = json.loads((EXAMPLES / "gold.json").read_text(encoding="utf-8"))
STORIES: dict[str, Any] = GOLD["stories"]
FIELDS = {"id", "kind", "status", "parties", "when", "where", "topics", "cue"}
LINKS = {"during", "after", "before", "because_of", "replaces"}
# A day, month, season or year, or an interval of two of them: what this gold uses of EDTF.
EDTF = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}-\d\d(-\d\d)?)?")
SIDE = re.compile(r"[A-Z]{2}|[A-Z]{2}-[A-Z0-9]{1,3}|EU|UN|NATO")


def texts() -> Iterator[tuple[str, str]]:
    """Every example story's key and its words, with single spaces."""
    for path in sorted((EXAMPLES / "stories").iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            for line in text.splitlines():
                story = json.loads(line)
                yield story["id"], " ".join((story.get("title", "") + " " + story["text"]).split())
        else:
            yield path.name, " ".join((html.unescape(text) if path.suffix == ".html" else text).split())


TEXTS = dict(texts())


def plain_quotes(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def contacts() -> Iterator[tuple[str, dict[str, Any]]]:
    for key, story in STORIES.items():
        for contact in story["contacts"]:
            yield key, contact


def days(edtf: str) -> Iterator[date]:
    """The full days that a date names; `ValueError` for a day that no calendar has."""
    for part in edtf.split("/"):
        if len(part) == len("2031-01-01"):
            yield date.fromisoformat(part)


def test_every_story_has_gold_and_every_gold_a_story() -> None:
    assert set(STORIES) == set(TEXTS)


def test_every_file_is_described() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [p.name for p in (EXAMPLES / "stories").iterdir() if f"`{p.name}`" not in readme] == []


@pytest.mark.parametrize("key", sorted(STORIES))
def test_quoted_words_stand_in_the_story(key: str) -> None:
    text = plain_quotes(TEXTS[key])
    quoted = [s["quote"] for s in STORIES[key]["statements"]]
    for contact in STORIES[key]["contacts"]:
        quoted += [contact["cue"], *(p["as"] for p in contact["parties"])]
    assert [q for q in quoted if plain_quotes(q) not in text] == []


@pytest.mark.parametrize("key", sorted(STORIES))
def test_named_parties_and_places_stand_in_the_story(key: str) -> None:
    text = plain_quotes(TEXTS[key]).casefold()  # a dateline has its city in capitals
    for contact in STORIES[key]["contacts"]:
        names = [p["name"] for p in contact["parties"] if p["name"]]
        names += [contact["where"][part] for part in ("city", "venue", "margins_of") if contact["where"][part]]
        assert [n for n in names if plain_quotes(n).casefold() not in text] == []


@pytest.mark.parametrize("key", sorted(STORIES))
def test_links_join_contacts_of_the_story(key: str) -> None:
    ids = [c["id"] for c in STORIES[key]["contacts"]]
    assert len(ids) == len(set(ids))
    for first, relation, second in STORIES[key]["links"]:
        assert {first, second} <= set(ids)
        assert relation in LINKS


def test_records_have_the_form_of_the_guidelines() -> None:
    for key, contact in contacts():
        where = f"{key}: {contact['id']}"
        assert set(contact) == FIELDS, where
        assert contact["kind"] in set(Kind), where
        assert contact["status"] in set(Status), where
        assert set(contact["where"]) == {"country", "city", "venue", "margins_of"}, where
        assert len({p["side"] for p in contact["parties"]}) >= 2, where
        for party in contact["parties"]:
            assert SIDE.fullmatch(party["side"]), where
            roles = {Role.VISITOR, Role.HOST} if contact["kind"] == Kind.VISIT else {Role.PARTY}
            assert party["role"] in roles, where


def test_dates_can_be_read() -> None:
    dates = [(key, story["date"]) for key, story in STORIES.items()]
    dates += [(f"{key}: {c['id']}", c["when"]) for key, c in contacts()]
    for where, value in dates:
        if value is not None:
            assert EDTF.fullmatch(value), where
            given = list(days(value))
            assert given == sorted(given), where


def test_what_is_held_is_not_after_its_story() -> None:
    for key, contact in contacts():
        published, when = STORIES[key]["date"], contact["when"]
        if published and when and contact["status"] == Status.HELD:
            assert when.split("/")[-1][:10] <= published, f"{key}: {contact['id']}"


def test_every_kind_and_status_has_an_example() -> None:
    assert {c["kind"] for _, c in contacts()} == set(Kind)
    assert {c["status"] for _, c in contacts()} == set(Status)


def test_one_contact_told_by_several_stories_is_listed() -> None:
    told = {(key, c["id"]) for key, c in contacts()}
    for group in GOLD["same_contact"]:
        members = {(key, contact) for key, contact in group}
        assert members <= told
        assert len({key for key, _ in members}) >= 2


def test_disagreements_name_stories_and_values_that_exist() -> None:
    records = {(key, c["id"]): c for key, c in contacts()}
    for entry in GOLD["disagreements"]:
        assert len(entry["claims"]) >= 2
        if "story" in entry:
            assert entry["story"] in STORIES
            continue
        for value, keys in entry["claims"].items():
            for key in keys:
                record = records[key, entry["contact"]]
                assert value in (record.get(entry["field"]), record["where"].get(entry["field"]))
