from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from factory import reading, report
from summitry import cli, subjects
from summitry.model import Kind, Status
from summitry.query import Filter
from summitry.questions import Asked, Understood, known_to, understood
from summitry.ranks import Rank
from summitry.record import Record

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2031, 5, 20)
KNOWN = {"Ana Reed", "Reed", "Li Bo", "ana reed"}


def asked(question: str) -> Understood:
    return understood(question, today=TODAY, is_person=KNOWN.__contains__)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Ana Reed in Oslo since 2023", Filter(person="Ana Reed", place="Oslo", since="2023")),
        ("US Kenya calls planned", Filter(between=("US", "KE"), kind=Kind.CALL, status=Status.PLANNED)),
        (
            "meetings about fishing between Norway and Iceland in 2022",
            Filter(between=("NO", "IS"), kind=Kind.MEETING, topic="fishing", since="2022", until="2022"),
        ),
        ("us kenya calls", Filter(between=("US", "KE"), kind=Kind.CALL)),
        ("ana reed in oslo last year", Filter(person="ana reed", place="Oslo", since="2030", until="2030")),
        ("NO-IS", Filter(between=("NO", "IS"))),
        ("Norway, Iceland, Kenya", Filter(side="KE", between=("NO", "IS"))),
        ("Oslo and Reykjavik", Filter(between=("NO", "IS"))),
        ("visits to Kenya", Filter(kind=Kind.VISIT, place="Kenya")),
        ("letters to Kenya", Filter(kind=Kind.MESSAGE, side="KE")),
        ("President Reed's visit", Filter(kind=Kind.VISIT, person="Reed")),
        ("the Norwegian president", Filter(side="NO", rank=Rank.LEADER)),
        ("foreign ministers in Kubbestad", Filter(rank=Rank.MINISTER, place="Kubbestad")),
        ("meetings on the margins of the G20", Filter(kind=Kind.MEETING, place="G20 summit")),
        ("talks about the war in Ukraine", Filter(kind=Kind.MEETING, topic="war in Ukraine")),
        ("talks about fishing in Bergen", Filter(kind=Kind.MEETING, topic="fishing", place="Bergen")),
        ("talks called off", Filter(kind=Kind.MEETING, status=Status.CANCELLED)),
        ("arms control", Filter(topic="Arms control")),
        ("herring quota", Filter(text="herring quota")),
        ('"in Oslo" calls', Filter(text="in Oslo", kind=Kind.CALL)),
        ("who has been in touch?", Filter(text="touch")),
        ("", Filter()),
    ],
)
def test_a_question_becomes_a_filter(question: str, wanted: Filter) -> None:
    assert asked(question).wanted == wanted


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("since 2023", "2023", None),
        ("after 2023", "2024-01-01", None),
        ("until May 2023", None, "2023-05"),
        ("before March 2024", None, "2024-02-29"),
        ("2023-06", "2023-06", "2023-06"),
        ("on 5 May 2023", "2023-05-05", "2023-05-05"),
        ("from 2020 to 2022", "2020/2022", "2020/2022"),
        ("from May 2022 to June 2023", "2022-05", "2023-06"),
        ("last month", "2031-04", "2031-04"),
        ("in June", "2030-06", "2030-06"),
        ("planned in June", "2031-06", "2031-06"),
        ("upcoming", "2031-05-20", None),
    ],
)
def test_times_are_read_with_the_words_before_them(question: str, since: str | None, until: str | None) -> None:
    found = asked(question).wanted
    assert (found.since, found.until, found.text) == (since, until, None)


def test_what_was_understood_can_be_shown_and_taken_back_part_by_part() -> None:
    told = asked("Ana Reed in Oslo  about herring since 2023")
    assert [(p.asks, p.value, p.words) for p in told.parts] == [
        (Asked.PERSON, "Ana Reed", "Ana Reed"),
        (Asked.PLACE, "Oslo", "in Oslo"),
        (Asked.TOPIC, "herring", "about herring"),
        (Asked.SINCE, "2023", "since 2023"),
    ]
    place = told.parts[1]
    assert told.without(place) == "Ana Reed about herring since 2023"
    assert asked(told.as_words(place)).wanted == Filter(
        person="Ana Reed", topic="herring", since="2023", text="in Oslo"
    )


def test_nothing_is_left_out_in_silence() -> None:
    told = asked("the calls and visits of Norway Iceland Kenya Brazil with Li Bo and Reed in 2022 since 2021")
    assert told.unasked == ("since 2021", "visits", "Brazil")
    assert told.wanted.kind is Kind.CALL
    assert told.wanted.text == "Reed"  # a second person is looked for by the words
    assert set(told.passed) == {"the", "and", "of", "with"}


def test_a_name_is_a_person_only_where_somebody_has_it() -> None:
    assert asked("Per Dahl").wanted == Filter(text="Per Dahl")
    with Record.open() as record:
        record.add(map(reading, (report("NO Per Dahl", "KE"),)))
        told = understood("Per Dahl", today=TODAY, is_person=known_to(record))
    assert told.wanted == Filter(person="Per Dahl")


def test_quotation_marks_without_a_word_ask_for_nothing() -> None:
    assert asked('calls "..." with Kenya').wanted == Filter(kind=Kind.CALL, side="KE")


def test_a_long_question_is_searched_for_no_longer_name_than_a_subject_has(monkeypatch: pytest.MonkeyPatch) -> None:
    sought: list[str] = []
    monkeypatch.setattr(subjects, "subject", sought.append)
    assert asked("quoral " * 300).wanted.topic is None
    assert {len(name.split()) for name in sought} >= {1, 2}
    assert max(len(name.split()) for name in sought) < 20  # a row of 300 would be looked up at each of its lengths


@given(st.text(max_size=60) | st.lists(st.sampled_from('in on at to the US Oslo calls about since 2023 " May'.split())))
def test_any_question_is_read_and_every_letter_of_it_accounted_for(question: str | list[str]) -> None:
    told = asked(question if isinstance(question, str) else " ".join(question))
    left = told.question
    spans = [(p.start, p.end) for p in told.parts]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for part in told.parts:
        assert told.question[part.start : part.end] == part.words
        left = left[: part.start] + " " * len(part.words) + left[part.end :]
    left = re.sub(r"['’]s\b", " ", left)
    for words in sorted((*told.passed, *told.unasked), key=len, reverse=True):
        left = left.replace(words, " ", 1)
    assert not any(c.isalnum() for c in left)


def test_the_command_tells_how_it_was_understood_and_lists_the_contacts(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    with Record.open(path) as record:
        calls = (report("NO Per Dahl", "KE", kind="call", when="2031-05-02"), report("NO Per Dahl", "BR", kind="visit"))
        record.add(map(reading, calls))
    asked = ["search", "Dahl", "calls and visits", "herring", "--record", str(path), "--format", "jsonl"]
    found = CliRunner().invoke(cli.app, asked)
    told = 'Understood: person Dahl · kind call · words "herring". Not asked for beside it: visits.'
    assert found.exit_code == 0
    assert told in found.stderr
    assert not found.stdout
    found = CliRunner().invoke(cli.app, ["search", "Dahl", "calls", "--record", str(path), "--format", "jsonl"])
    assert [re.findall('"kind": ?"(\\w+)"', line)[0] for line in found.stdout.splitlines()] == ["call"]
