"""What each side said on each subject, and what is new in its words."""

from __future__ import annotations

import io
import json
import re
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from factory import reading, report, statement
from summitry import cli, subjects, wording
from summitry.contentform import position_line
from summitry.errors import NotFoundError, SummitryError
from summitry.model import Form, Reading, Relay, Source
from summitry.positions import Wording, abreast, newest, positions
from summitry.query import Filter
from summitry.record import Record
from summitry.resolve import contacts
from summitry.stores import open_store
from summitry.terminal import content
from summitry.terminal.positions import listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from typer.testing import Result

    from summitry.model import Report, Statement
    from summitry.positions import Position, Turn

REED, LI = "NZ Ana Reed, Foreign Minister", "CL Bo Lira, Foreign Minister"
TOPIC = "squid quotas"


def said(words: str, by: str = REED, *, topic: str | None = TOPIC, form: Form = Form.DIRECT) -> Statement:
    return statement(by, words, topic=topic, form=form)


def told(*statements: Statement, on: str | None, key: str = "", status: str = "held", when: str | None = "") -> Report:
    """A report of a meeting of the two on a day, told on that day, with what was said there."""
    made = report(REED, LI, when=on if when == "" else when, told=on, status=status, key=key or f"{on}.txt")
    placed = (replace(s, named_by=replace(s.named_by, story_id=made.story_id)) for s in statements)
    return replace(made, statements=tuple(placed))


def of(*reports: Report, wanted: Filter | None = None) -> tuple[Turn, ...]:
    """The turns of the one side on the one subject that there is."""
    (found,) = positions(contacts(reports), wanted=wanted)
    return found.turns


# --- words ----------------------------------------------------------------------------------


def stems(text: str) -> list[str]:
    return [w.stem for w in wording.telling([Source("s", 5, 5 + len(text), text)])]


@pytest.mark.parametrize(
    ("a", "b"),
    [("supports", "supported"), ("policies", "policy"), ("escalate", "escalating"), ("Córdoba’s", "cordoba")],
)
def test_forms_of_one_word_are_one(a: str, b: str) -> None:
    assert stems(a) == stems(b) != []


@pytest.mark.parametrize(("a", "b"), [("use", "us"), ("state", "stab"), ("must", "should"), ("accept", "not accept")])
def test_other_words_are_others(a: str, b: str) -> None:
    assert stems(a) != stems(b)


def test_what_says_nothing_by_itself_is_left_out() -> None:
    assert stems("We would have it that they’re with us") == []
    assert stems("We will never do that; you must not") == ["never", "must", "not"]


@given(st.text(max_size=60))
def test_each_word_is_where_it_is_said_to_be(text: str) -> None:
    for word in wording.telling([Source("s", 7, 7 + len(text), text)]):
        assert text[word.source.start - 7 : word.source.end - 7] == word.source.exact != ""


# --- order and sides ------------------------------------------------------------------------


def test_each_side_is_told_subject_by_subject_oldest_first() -> None:
    found = positions(
        contacts(
            [
                told(said("We want a ban."), said("We want none.", LI), on="2031-05-02"),
                told(said("Ships may stay.", topic="port fees"), said("Not yet."), on="2030-05-02"),
                told(said("It is late."), on=None),
            ]
        )
    )
    assert [(p.subject, p.side, [t.when for t in p.turns]) for p in found] == [
        (TOPIC, "CL", ["2031-05-02"]),
        (TOPIC, "NZ", ["2030-05-02", "2031-05-02", None]),
        ("port fees", "NZ", ["2030-05-02"]),
    ]


def test_what_is_on_no_subject_and_of_no_side_is_told_last() -> None:
    found = positions(contacts([told(said("Hm.", "? Ola", topic=None), said("Hm, hm."), on="2031-05-02")]))
    assert [(p.subject, p.side) for p in found] == [(TOPIC, "NZ"), (None, None)]


def test_what_is_one_subject_of_the_scheme_stands_together() -> None:
    first = told(said("We act.", topic="fentanyl trafficking"), said("It hurts.", topic=None), on="2030-05-02")
    second = told(said("We act.", LI, topic="the opioid crisis"), said("Fewer tariffs.", topic=None), on="2031-05-02")
    drugs, tariffs, trade = (one for id_ in ("drugs", "tariffs", "trade") if (one := subjects.subject(id_)))
    found = positions(contacts([first, second]))
    assert [(p.subject, p.side) for p in found] == [
        (drugs.name, "CL"),
        (drugs.name, "NZ"),
        (tariffs.name, "NZ"),
        (None, "NZ"),
    ]
    broader = positions(contacts([first, second]), wanted=Filter(topic=trade.name))
    assert [p.subject for p in broader] == [tariffs.name]


def test_a_statement_is_of_the_day_of_a_held_contact_else_of_its_story() -> None:
    held = told(said("Good."), on="2031-05-09", when="2031-05-02")
    plan = told(said("Good."), on="2031-04-01", when="2031-04-20", status="planned")
    dateless = told(said("Good."), on=None, when="2031-09-20", status="planned")
    assert [t.when for t in of(held, plan, dateless)] == ["2031-04-01", "2031-05-02", None]


def test_a_side_that_the_story_leaves_out_is_that_of_the_party_of_the_name() -> None:
    unsaid = told(said("Yes.", "? Reed"), said("No.", "? Ana Weber"), on="2031-05-02")
    assert [p.side for p in positions(contacts([unsaid]))] == ["NZ", None]


def test_sides_stand_side_by_side() -> None:
    first, second = told(said("Yes."), on="2030-05-02"), told(said("No."), said("Well.", LI), on="2031-05-02")
    (group,) = abreast(positions(contacts([first, second]), wanted=Filter(between=("NZ", "CL"))))
    assert group.sides == ("NZ", "CL")
    assert [[t and t.said[0].statement.text for t in row.turns] for row in group.rows] == [
        ["Yes.", None],
        ["No.", "Well."],
    ]


# --- once -----------------------------------------------------------------------------------


def test_words_that_another_story_gives_too_stand_once() -> None:
    (turn,) = of(
        told(said("We want a ban on nets"), on="2031-05-02", key="a"),
        told(said("we want a ban on nets, and soon."), said("We want peace."), on="2031-05-02", key="b"),
    )
    assert [(s.statement.text, s.story, s.also) for s in turn.said] == [
        ("we want a ban on nets, and soon.", "b", ("a",)),
        ("We want peace.", "b", ()),
    ]


@pytest.mark.parametrize("other", [said("very good", LI), said("It was very good.", form=Form.INDIRECT)])
def test_words_of_another_or_of_the_story_stay_apart(other: Statement) -> None:
    found = positions(contacts([told(said("very good"), other, on="2031-05-02")]))
    assert sum(len(t.said) for p in found for t in p.turns) == 2


# --- what is new ----------------------------------------------------------------------------

BEFORE = told(said("We seek a peaceful end to the squid quotas dispute."), on="2030-05-02")


@pytest.mark.parametrize(
    ("words", "kind", "new", "gone"),
    [
        ("We seek a peaceful end to the dispute!", Wording.SAME, [], []),
        ("We seek an end to the dispute.", Wording.SAME, [], ["peaceful"]),
        ("We never sought a dispute.", Wording.OTHER, ["never", "sought"], ["seek", "peaceful", "end"]),
        ("We seek an early end to squid quotas.", Wording.PARTLY, ["early"], ["peaceful", "dispute"]),
        ("Sailors must live.", Wording.OTHER, ["Sailors", "must", "live"], ["seek", "peaceful", "end", "dispute"]),
    ],
)
def test_new_words_are_set_off_against_the_last(words: str, kind: Wording, new: list[str], gone: list[str]) -> None:
    first, second = of(BEFORE, told(said(words), on="2031-05-02"))
    assert first.shift is None
    assert second.shift is not None
    assert (second.shift.since, second.shift.wording) == ("2030-05-02", kind)
    assert [s.exact for s in second.shift.new] == new
    assert list(second.shift.gone) == gone


@pytest.mark.parametrize(
    "later",
    [
        told(said("We seek war.", form=Form.INDIRECT), on="2031-05-02"),  # the story's words
        told(said("We seek war."), on="2030"),  # perhaps before
        told(said("We seek war."), on=None),
        told(said("It is a “war”.", form=Form.MIXED), on="2031-05-02"),  # a word says too little
    ],
)
def test_nothing_is_compared_that_cannot_be(later: Report) -> None:
    assert all(turn.shift is None for turn in of(BEFORE, later))


def test_of_the_storys_words_with_quoted_ones_in_them_the_quoted_are_compared() -> None:
    mixed = said("that a “peaceful end” was what Wellington wished", form=Form.MIXED)
    _, turn = of(BEFORE, told(mixed, on="2031-05-02"))
    assert turn.shift is not None
    assert turn.shift.wording is Wording.SAME


@pytest.mark.parametrize("unknown", [said("We agree gladly.", topic=None), said("We agree gladly.", "? Weber")])
def test_words_on_no_known_subject_or_of_no_known_side_are_not_compared(unknown: Statement) -> None:
    assert all(turn.shift is None for turn in of(*(told(unknown, on=f"203{n}-05-02") for n in (0, 1))))


def test_what_is_compared_with_need_not_be_asked_for() -> None:
    (turn,) = of(BEFORE, told(said("We seek a peaceful end."), on="2031-05-02"), wanted=Filter(since="2031"))
    assert turn.shift is not None
    assert turn.shift.since == "2030-05-02"


# --- in a record ----------------------------------------------------------------------------


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """A record of two meetings, a call to a third side, and what was said beside them."""
    other = replace(
        report(REED, "PE", kind="call", when="2030-07-01", told="2030-07-01", key="call.txt"),
        statements=(said("Peru is right."),),
    )
    now = told(said("We seek an early end."), said("No quotas, no squid.", LI), on="2031-05-02")
    beside = replace(statement("NZ Tui Moana", "Squid need rest.", topic=TOPIC), form=Form.DIRECT)
    with Record.open(tmp_path / "summitry.db") as kept:
        kept.add([reading(BEFORE), reading(other), replace(reading(now), statements=(beside,))])
        yield kept


def texts(found: tuple[Position, ...]) -> list[str]:
    return [s.statement.text for p in found for t in p.turns for s in t.said]


def test_positions_between_two_sides_have_what_was_said_beside_their_contacts(record: Record) -> None:
    found = record.positions(between=("CL", "NZ"), since="2031")
    assert texts(found) == ["No quotas, no squid.", "Squid need rest.", "We seek an early end."] or texts(found) == [
        "No quotas, no squid.",
        "We seek an early end.",
        "Squid need rest.",
    ]
    (beside,) = (t for p in found for t in p.turns if t.contact is None)
    assert beside.when == "2031-05-02"


def test_positions_at_a_contact_are_compared_with_those_at_earlier_ones(record: Record) -> None:
    found = record.positions(record.timeline(since="2031")[0].id)
    assert texts(found) == ["No quotas, no squid.", "We seek an early end."]
    (turn,) = (t for p in found if p.side == "NZ" for t in p.turns)
    assert turn.shift is not None
    assert turn.shift.since == "2030-05-02", "not the call to another side"


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"topic": "Squid"}, 5),
        ({"topic": "peru right"}, 1),
        ({"topic": "grain"}, 0),
        ({"side": "PE"}, 0),
        ({"side": "New Zealand"}, 4),
        ({"person": "Moana"}, 1),
        ({"between": ("NZ", "PE")}, 1),
        ({"until": "2030"}, 2),
    ],
)
def test_what_is_asked_for_is_given(record: Record, asked: dict[str, str], number: int) -> None:
    assert len(texts(record.positions(**asked))) == number  # type: ignore[arg-type] # of several types


def test_what_there_is_not_is_told(record: Record) -> None:
    with pytest.raises(NotFoundError):
        record.positions("ffffff")
    with pytest.raises(SummitryError, match="Atlantis"):
        record.positions(between=("NZ", "Atlantis"))


# --- as printed -----------------------------------------------------------------------------


def printed(found: tuple[Position, ...], *, width: int) -> str:
    out = Console(file=io.StringIO(), width=width, color_system=None)
    out.print(listing(found, width=width, colour=False, pipe=True))
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def test_new_words_are_marked_and_lost_ones_listed() -> None:
    shown = printed(positions(contacts([BEFORE, told(said("We seek an early end."), on="2031-05-02")])), width=100)
    assert "“We seek an [[early]] end.”" in shown
    assert "Marked is what is new since 2 May 2030. Not said again: peaceful, dispute." in " ".join(shown.split())
    assert "Ana Reed, Foreign Minister" in shown
    assert "2031-05-02.txt" in shown


@pytest.mark.parametrize("width", [40, 80, 140])
def test_sides_are_columns_where_there_is_room(width: int) -> None:
    one = told(said("Yes."), said("Well.", LI), said("that it was so", LI, form=Form.INDIRECT), on="2031-05-02")
    shown = printed(positions(contacts([one])), width=width)
    assert max(map(len, shown.splitlines())) <= width
    assert ("NZ:" in shown) is (width < 100)
    assert "that it was so" in " ".join(shown.split())
    assert "“that it was so”" not in shown


def test_in_colour_only_what_is_new_stands_out() -> None:
    out = Console(file=io.StringIO(), width=40, color_system="standard", force_terminal=True)
    found = positions(contacts([BEFORE, told(said("We seek an early end."), on="2031-05-02")]))
    out.print(listing(found, width=40, colour=True, pipe=True))
    assert isinstance(out.file, io.StringIO)
    bold = re.findall(r"\x1b\[1(?:;\d+)*m([^\x1b]+)", out.file.getvalue())
    assert {text.strip() for text in bold} - {""} == {TOPIC, "When", "Said", "NZ:", "early"}


def test_who_passed_it_on_is_told() -> None:
    passed = statement("NZ", "Yes.", topic=TOPIC, relay=Relay.SPOKESPERSON)
    assert "by spokesperson" in printed(positions(contacts([told(passed, on="2031-05-02")])), width=120)


def test_json_has_every_word(record: Record) -> None:
    lines = [position_line(p) for p in record.positions()]
    assert json.loads(json.dumps(lines)) == lines
    (line,) = (p for p in lines if p["side"] == "CL")
    (turn,) = line["turns"]
    (one,) = turn["said"]
    assert (line["subject"], turn["when"], turn["shift"]) == (TOPIC, "2031-05-02", None)
    assert (one["speaker"], one["quote"], one["story"]) == ("Bo Lira", "No quotas, no squid.", "2031-05-02.txt")
    shifts = [t["shift"] for p in lines for t in p["turns"] if t["shift"]]
    assert {s["since"] for s in shifts} == {"2030-05-02", "2030-07-01"}


MANY = (
    told(said("One."), on="2031-01-01"),
    told(said("Two."), said("No, two.", LI), on="2031-02-01"),
    told(said("Three."), on="2031-02-01", key="c.txt", status="planned", when="2031-09-09"),
    told(said("Four."), on="2031-03-01"),
    told(said("Five."), on="2031-04-05", when="2031-04", key="e.txt"),
    replace(told(said("Six."), on=None, when="2031-05-01", key="f.txt"), published="2031-05-06"),
)


@pytest.mark.parametrize("most", [1, 2, 3, 5, 9])
def test_going_back_gives_each_word_once_and_of_its_days_all(most: int) -> None:
    with closing(open_store(None)) as store:
        store.add(reading(r) for r in MANY)
        found: list[str] = []
        until: str | None = None
        for _ in range(3 * len(MANY)):  # a contact is on the day of each story that tells it, too
            part = newest(store, Filter(until=until), most=most)
            days = [t.when for p in part.positions for t in p.turns]
            assert all(part.since is None or (day and day >= part.since.isoformat()[: len(day)]) for day in days)
            found += texts(part.positions)
            if part.before is None:
                break
            until = part.before.isoformat()
        assert part.since is None
    assert sorted(found) == sorted(texts(positions(contacts(MANY))))


def test_the_newest_are_compared_with_nothing_that_is_left_out() -> None:
    with closing(open_store(None)) as store:
        store.add(reading(r) for r in (BEFORE, told(said("We seek an early end."), on="2031-05-02")))
        part, whole = (newest(store, Filter(side="NZ"), most=n) for n in (1, 2))
        asked = newest(store, Filter(side="NZ", since="2031-05-02"), most=1)
    shifts = [[t.shift for p in one.positions for t in p.turns if t.when == "2031-05-02"] for one in (part, whole)]
    assert shifts[0] == [None]
    assert [s.since for s in shifts[1] if s] == ["2030-05-02"]
    assert part.since == date(2031, 5, 2)
    assert asked.since is None, "no more was asked for"


@pytest.fixture
def run(record: Record, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """`summitry positions` where the record lies."""
    record.close()
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli.app, ["positions", *arguments])


def test_the_command_prints_the_positions(run: Callable[..., Result]) -> None:
    found = run("--between", "NZ", "CL", "--topic", "squid")
    assert found.exit_code == cli.DONE
    assert "“No quotas, no squid.”" in found.stdout
    assert "Peru" not in found.stdout
    assert [p["side"] for p in json.loads(run("--between", "NZ", "CL", "--format", "json").stdout)] == ["NZ", "CL"]


def test_the_command_says_when_there_is_nothing_and_what_is_wrong(run: Callable[..., Result]) -> None:
    nothing = run("--topic", "grain")
    assert (nothing.exit_code, nothing.stdout) == (cli.DONE, "")
    assert "Nothing that was said matches" in nothing.stderr
    assert run("--topic", "grain", "--format", "json").stdout == "[]\n"
    assert run("1234", "--between", "NZ", "CL").exit_code == cli.MISUSE
    assert run("--since", "soon").exit_code == cli.MISUSE


def test_the_command_tells_how_far_back_it_goes(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summitry.positions.NEWEST", 1)
    found = run("--format", "json")
    assert "goes back to 2031-05-02; --until 2031-05-01 goes on" in found.stderr
    assert {t["when"] for p in json.loads(found.stdout) for t in p["turns"]} == {"2031-05-02"}
    assert "goes back" not in run("--since", "2031-05-02").stderr


def test_a_reading_without_contacts_has_no_say() -> None:
    with Record.open() as kept:
        kept.add([Reading(reading(report()).story, "", (), statements=(said("Well."),))])
        assert kept.positions() == ()


@pytest.mark.parametrize(
    ("form", "shown"), [(Form.INDIRECT, "urged: to leave the strait"), (Form.DIRECT, "“to leave the strait”")]
)
def test_what_is_not_word_for_word_stands_behind_its_verb(form: Form, shown: str) -> None:
    one = replace(said("to leave the strait", form=form), cue=Source("s", 0, 5, "urged"))
    assert content.said(one, colour=False).plain == shown
