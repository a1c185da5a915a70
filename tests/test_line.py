from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import reading, report, story
from summitry import line as lines
from summitry.errors import SummitryError
from summitry.lineform import line_line
from summitry.model import Incident, Kind, Link, LinkKind, Source
from summitry.ranks import Rank
from summitry.record import Record
from summitry.resolve import contacts
from summitry.resolve.reach import reached

if TYPE_CHECKING:
    from summitry.line import Line
    from summitry.model import Report

PAIR = ("US", "CN")
REED, LI = "US Ana Reed, Foreign Minister", "CN Li Bo, Foreign Minister"
MOSS, WU = "US Eve Moss, President", "CN Wu Mei, President"


def line(*reports: Report, on: str = "2031-12-31", sides: tuple[str, str] = PAIR) -> Line:
    """The line by all these reports."""
    return lines.line(contacts(reports), sides, on=date.fromisoformat(on))


def then(*reports: Report, on: str) -> Line:
    """The line by the reports known on a day, as `Record.line` tells it."""
    day = date.fromisoformat(on)
    known, unsure = lines.known_by(reports, day)
    return lines.line(contacts(known), PAIR, on=day, unsure=unsure)


# --- nothing told later ---------------------------------------------------------------------


def test_a_story_of_a_later_day_has_no_say() -> None:
    plan = report(when="2031-05", status="planned", told="2031-04-01", key="plan")
    held = report(when="2031-05-02", told="2031-05-03", key="held")
    early = then(plan, held, on="2031-05-02")
    assert [a.contact.status for a in early.ahead] == ["planned"]
    assert early.ahead[0].contact.when == "2031-05", "the day was told later"
    assert early.silence.last is None
    late = then(plan, held, on="2031-05-03")
    assert late.ahead == ()
    assert late.silence.last is not None
    assert late.silence.last.contact.when == "2031-05-02"


@pytest.mark.parametrize("told", [None, "2031", "2031-05-01/2031-05-20"])
def test_a_story_that_may_be_of_a_later_day_is_left_out_and_counted(told: str | None) -> None:
    found = then(report(when="2031-05-02", told=told), on="2031-05-10")
    assert (found.held, found.uncounted.stories) == (0, 1)


def test_that_later_stories_exist_is_not_told() -> None:
    later = report(when="2031-05-02", told="2031-05-03")
    assert then(later, on="2031-05-02") == then(on="2031-05-02")


def test_an_undated_story_of_other_sides_is_not_counted() -> None:
    assert then(report("US", "KE"), on="2031-05-10").uncounted.stories == 0


PEOPLE = ("US Ana Reed", "US", "CN Li Bo", "CN", "? Li Bo", "US-CA Ray Diaz", "KE Amina Otieno", "? Ana Reed")
DAYS = ("2031-05-02", "2031-05-03", "2031-05", "2031-06-20", "2031", None)
TOLD = ("2031-05-01", "2031-05-03", "2031-05-20", "2031-06-21", "2031-05-02/2031-05-25", None)


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    """Reports of few people and days, some of one story."""
    found = []
    for n in range(draw(st.integers(0, 9))):
        who = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=3, unique=True))
        kind = draw(st.sampled_from(["meeting", "visit", "call"]))
        if kind == "visit":
            who = [f">{who[0]}", *(f"<{w}" for w in who[1:])]
        told = draw(st.sampled_from(TOLD))
        key = draw(st.sampled_from([f"{n}", f"one of {told}"]))
        found.append(
            report(
                *who,
                kind=kind,
                status=draw(st.sampled_from(["held", "planned", "cancelled", "postponed"])),
                when=draw(st.sampled_from(DAYS)),
                story=story(key, key=key, date=told),
                topics=tuple(draw(st.sets(st.sampled_from(["tea", "rice"])))),
            )
        )
    return list({r.id: r for r in found}.values())


@given(reports(), st.sampled_from(["2031-05-02", "2031-05-10", "2031-06-30"]))
@settings(deadline=None, max_examples=150)
def test_the_line_of_a_day_is_that_of_a_record_of_the_stories_up_to_it(told: list[Report], on: str) -> None:
    day = date.fromisoformat(on)
    by_story: dict[str, list[Report]] = {}
    for one in told:
        by_story.setdefault(one.story_id, []).append(one)
    surely_later = {t for t in TOLD if t and date.fromisoformat(t[:10]) > day}
    with Record.open() as whole, Record.open() as upto:
        for stories in by_story.values():
            one = replace(reading(stories[0], text=stories[0].evidence[0].exact), reports=tuple(stories))
            whole.add([one])
            if stories[0].published not in surely_later:
                upto.add([one])
        assert whole.line("US", "CN", on=day) == upto.line("US", "CN", on=day)


@given(reports())
@settings(deadline=None, max_examples=300)
def test_the_reports_reached_make_the_contacts_that_all_make(told: list[Report]) -> None:
    near = [r for r in told if lines.can_be_between(r, PAIR)]
    few, every = contacts(reached(near, told)), contacts(told)
    assert lines.line(few, PAIR, on=date(2031, 7, 1)) == lines.line(every, PAIR, on=date(2031, 7, 1))


@given(reports())
@settings(deadline=None, max_examples=50)
def test_a_line_has_two_ends_and_no_direction(told: list[Report]) -> None:
    there, back = line(*told), line(*told, sides=("CN", "US"))
    assert there.silence == back.silence
    assert there.latest == back.latest
    assert there.visits == tuple(reversed(back.visits))
    json.dumps(line_line(there))
