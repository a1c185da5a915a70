from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from factory import reading, report
from summitry import cli, subjects
from summitry.errors import LexiconError
from summitry.record import Record
from summitry.subjects import Entry, broader, entries, falls_under, subject, subjects_of

if TYPE_CHECKING:
    from pathlib import Path

# The contexts of PLOVER's draft 0.7; "future" and "hypothetical" are the status's.
CONTEXTS = frozenset(
    "political military intelligence peacekeeping economic diplomatic resource culture disease enviro_disaster "
    "migration humanitarian legal human_rights rights_freedoms gender lgbt terrorism human_security religion_ethnicity "
    "government election legislative cbrn cyber political_institutions corruption crime crime_drugs historical".split()
)


def ids(text: str) -> list[str]:
    return [one.id for one in subjects_of(text)]


# --- the scheme -----------------------------------------------------------------------------


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.subject.id)
def test_an_entry_has_its_examples_and_not_its_counter_examples(entry: Entry) -> None:
    assert entry.examples, "no example"
    assert entry.counter_examples, "no counter-example"
    for text in entry.examples:
        assert entry.subject in subjects_of(text), text
    for text in entry.counter_examples:
        assert not any(falls_under(one, entry.subject) for one in subjects_of(text)), text


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.subject.id)
def test_an_entry_is_complete(entry: Entry) -> None:
    one = entry.subject
    assert one.contexts, "no context"
    assert set(one.contexts) <= CONTEXTS, "no context of PLOVER"
    assert one.about.endswith("."), "a definition is a sentence"
    assert subject(one.id) == subject(one.name) == one


def test_broader_subjects_end_somewhere() -> None:
    assert max(len(broader(one)) for one in subjects.subjects()) == 2


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"id": "x", "name": "X", "contexts": [], "about": "X.", "words": ["x"], "not": "y"}, "no example"),
        ({"id": "x", "name": "X", "contexts": [], "about": "X.", "example": "x", "not": "y"}, "nothing names it"),
        ({"broader": "y"}, "no broader subject y"),
        ({"kind": "z"}, "unknown field kind"),
    ],
)
def test_a_broken_entry_is_named(monkeypatch: pytest.MonkeyPatch, entry: dict[str, object], says: str) -> None:
    whole = {"id": "x", "name": "X", "contexts": [], "about": "X.", "words": ["x"], "example": "x", "not": "y"}
    told = entry if "id" in entry else whole | entry
    monkeypatch.setattr(subjects, "read_yaml", lambda _: {"subjects": [told]})
    with pytest.raises(LexiconError, match=says):
        entries.__wrapped__()


def test_in_order_each_subject_stands_once_behind_its_broader_one() -> None:
    found = subjects.in_order()
    assert sorted(one.id for one in found) == sorted(one.id for one in subjects.subjects())
    for one in found:
        assert all(found.index(above) < found.index(one) for above in broader(one))


# --- the command ----------------------------------------------------------------------------


def run(*arguments: str) -> tuple[str, str]:
    """What `summitry subjects` prints to standard output and to standard error."""
    done = CliRunner().invoke(cli.app, ["subjects", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def test_the_command_lists_the_scheme() -> None:
    assert "Illegal drugs" in run("fentanyl", "trafficking")[0]
    told = json.loads(run("--format", "json")[0])
    assert {one["id"] for one in told} == {one.id for one in subjects.subjects()}
    assert {one["contacts"] for one in told} == {None}


def test_the_command_counts_the_contacts_of_a_record(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    with Record.open(file) as record:
        record.add([reading(report(topics=("tariffs on steel",)))])
    told = [json.loads(line) for line in run("--record", str(file), "--format", "jsonl")[0].splitlines()]
    assert [one["id"] for one in told if one["contacts"] == 1] == ["economy", "trade", "tariffs"]
    assert "Contacts" in run("tariffs", "--record", str(file))[0]


def test_words_without_a_subject_say_so() -> None:
    assert run("chairs") == ("", "No subject of the scheme is named in these words.\n")


# --- subjects of words ----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["fentanyl trafficking", "the opioid crisis", "Fentanyl drug epidemic"])
def test_many_words_are_one_subject(text: str) -> None:
    assert ids(text)[0] == "drugs"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Iran’s nuclear programme", ["iran-nuclear"]),  # and not its broader one beside it
        ("nuclear programmes", ["non-proliferation"]),
        ("an oil spill off the coast", ["environment", "disasters"]),  # a name inside a longer one tells nothing
        ("CLIMATE CHANGE", ["climate"]),
        ("the tariffs and climate change", ["tariffs", "climate"]),  # the more specific first
        ("climate change and Taiwan", ["taiwan", "climate"]),
        ("withdrawal of all foreign troops", ["troop-withdrawal"]),  # a gap
        ("chairs and tables", []),
        ("", []),
    ],
)
def test_subjects_of_a_phrase(text: str, found: list[str]) -> None:
    assert ids(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("security", ["security"]),
        ("issues of mutual security", ["security"]),
        ("relations between Norway and Kenya", ["relations"]),  # the countries tell no subject
        ("The security guard of the hotel slept.", []),
        ("security in export controls", ["export-controls"]),  # something else is told
    ],
)
def test_a_wide_word_counts_where_nothing_else_is_told(text: str, found: list[str]) -> None:
    assert ids(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Syria", ["syria"]),
        ("the situation in Syria", ["syria"]),
        ("We talked of a Syrian ceasefire on the way.", ["syria", "ceasefire"]),
        ("The Syrian pianist played Bach in Oslo.", []),
    ],
)
def test_a_place_counts_alone_or_beside_trouble(text: str, found: list[str]) -> None:
    assert ids(text) == found


def test_names_of_subjects_have_their_place() -> None:
    text = "Security aside, Kenya’s tariffs and an oil spill came up."
    found = [(text[a:b], one.id) for a, b, one in subjects.named_in(text, 0, len(text))]
    assert found == [("tariffs", "tariffs"), ("oil spill", "disasters"), ("oil spill", "environment")]
    assert subjects.named_in(text, 0, 20) == ()


def test_a_narrower_subject_falls_under_a_broader_one() -> None:
    tariffs, trade, economy = (subject(name) for name in ("tariffs", "Trade", "ECONOMY"))
    assert tariffs
    assert trade
    assert economy
    assert falls_under(tariffs, economy)
    assert falls_under(trade, trade)
    assert not falls_under(economy, trade)
    assert subject("no such thing") is None


def test_contexts_of_topics_stand_once() -> None:
    assert subjects.contexts_of(("tariffs", "trade", "fentanyl")) == ("economic", "crime_drugs")


def test_a_contact_counts_for_broader_subjects_once() -> None:
    counts = subjects.counted((("tariffs", "trade in rice"), ("trade",), ("chairs",)))
    told = {one.id: count for one, count in counts.items() if count}
    assert told == {"tariffs": 1, "trade": 2, "economy": 2}
