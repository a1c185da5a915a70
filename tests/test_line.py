from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from factory import reading, report, story
from summitry import cli
from summitry import line as lines
from summitry.errors import SummitryError
from summitry.lineform import line_line
from summitry.model import Incident, Judgement, Kind, Link, LinkKind, Source
from summitry.ranks import Rank
from summitry.record import Record
from summitry.resolve import contacts
from summitry.resolve.cluster import Memory
from summitry.resolve.compare import Verdicts
from summitry.resolve.profiles import profile
from summitry.resolve.reach import reached
from summitry.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from typer.testing import Result

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
@settings(deadline=None, max_examples=60)
def test_the_line_of_a_day_is_that_of_a_record_of_the_stories_up_to_it(told: list[Report], on: str) -> None:
    day = date.fromisoformat(on)
    by_story: dict[str, list[Report]] = {}
    for one in told:
        by_story.setdefault(one.story_id, []).append(one)
    surely_later = {t for t in TOLD if t and date.fromisoformat(t[:10]) > day}
    with Record.open() as whole, Record.open() as upto:
        for of_story in by_story.values():
            read = replace(reading(of_story[0], text=of_story[0].evidence[0].exact), reports=tuple(of_story))
            whole.add([read])
            if of_story[0].published not in surely_later:
                upto.add([read])
        assert whole.line("US", "CN", on=day) == upto.line("US", "CN", on=day)


def _reached(seeds: list[Report], every: Iterable[Report]) -> list[Report]:
    by_id = {r.id: r for r in every}
    found = reached(map(profile, seeds), Memory(map(profile, by_id.values())), Verdicts())
    return [by_id[id_] for id_ in found]


@given(reports())
@settings(deadline=None, max_examples=150)
def test_the_reports_reached_make_the_contacts_that_all_make(told: list[Report]) -> None:
    near = [r for r in told if lines.can_be_between(r, PAIR)]
    few, every = contacts(_reached(near, told)), contacts(told)
    assert lines.line(few, PAIR, on=date(2031, 7, 1)) == lines.line(every, PAIR, on=date(2031, 7, 1))


@pytest.mark.parametrize("sides", [PAIR, ("US-CA", "CN"), ("FR", "US")])
def test_a_store_gives_the_reports_that_can_be_between_two_sides(sides: tuple[str, str]) -> None:
    told = (
        ("2031-05-01", REED, LI),
        ("2031-05-02", REED, "? Amina Otieno"),
        ("2031-05-03", "? Amina Otieno", "? Per Dahl"),
        ("2031-05-04", "US-CA Ida Ross, Governor", LI),
        (None, REED, LI),
        ("2031-06", MOSS, LI),
        ("2031-07-01", REED, LI),
        ("2031-05-05", REED, "KE Amina Otieno"),
        ("2031-05-06", "CN Li Bo", "FR Luc Noir"),
    )
    every = [
        report(*who, when=f"2031-05-{n + 10}", story=story(f"s{n}", date=day)) for n, (day, *who) in enumerate(told)
    ]
    with closing(open_store(None)) as store:
        store.add(reading(r) for r in every)
        found = store.between(sides, until=date(2031, 6, 15))
    early = [r for r in every if r.published != "2031-07-01"]
    expected = [r for r in early if lines.can_be_between(r, sides)]
    assert expected
    assert sorted(r.id for r in found) == sorted(r.id for r in expected)


def test_what_a_story_tells_beside_of_other_sides_has_its_say() -> None:
    told = story("She had been in Kenya before.")
    kenya = report("US Ana Reed", "KE Amina Otieno", when="2031-06-10", story=told)
    words = Source(told.id, 0, 3, "She")
    later = replace(report(story=told), links=(Link(LinkKind.AFTER, words, "test", report_id=kenya.id),))
    every = (report(when="2031-05-02"), report(when="2031-07-02"), later, kenya)
    near = [r for r in every if lines.can_be_between(r, PAIR)]
    assert [len(c.reports) for c in contacts(_reached(near, every)) if later in c.reports] == [2]


@given(reports())
@settings(deadline=None, max_examples=20)
def test_a_line_has_two_ends_and_no_direction(told: list[Report]) -> None:
    there, back = line(*told), line(*told, sides=("CN", "US"))
    assert there.silence == back.silence
    assert there.latest == back.latest
    assert there.visits == tuple(reversed(back.visits))
    json.dumps(line_line(there))


def test_with_hindsight_the_record_is_taken_as_it_is() -> None:
    undated = report(when="2031-05-02", key="undated")
    with Record.open() as record:
        record.add(map(reading, [undated, report(when="2031-06-02", told="2031-06-03")]))
        day = date(2031, 5, 10)
        assert record.line("US", "CN", on=day).held == 0
        found = record.line("US", "CN", on=day, hindsight=True)
    assert (found.hindsight, found.held, found.uncounted.later, found.uncounted.stories) == (True, 1, 1, 0)


def test_a_decision_has_its_say_from_the_day_on_which_it_was_made() -> None:
    first = report(when="2031-05-02", told="2031-05-03", city="Oslo")
    second = report(REED, "CN Xu Fan", when="2031-05-02", told="2031-05-03", city="Rome")
    store = open_store(None)
    store.add(map(reading, [first, second]))
    store.decide(Judgement.SAME, [[first.id], [second.id]], at="2031-05-10T12:00:00+00:00")
    record = Record(store)
    assert [record.line("US", "CN", on=date(2031, 5, day)).held for day in (9, 10)] == [2, 1]
    record.close()


# --- sides ----------------------------------------------------------------------------------


def test_a_state_within_a_state_takes_part_in_it() -> None:
    visit = report(">US-CA Ray Diaz, Governor", "<CN", kind="visit", when="2031-05-02")
    (last,) = line(visit).latest
    assert (last.rank, last.contact.kind) == (Rank.STATE_WITHIN, Kind.VISIT)
    assert line(visit, sides=("US-CA", "CN")).held == 1
    assert line(report(), sides=("US-CA", "CN")).held == 0


@pytest.mark.parametrize(("a", "b"), [("US", "United States"), ("US", "US-CA"), ("US-CA", "US")])
def test_two_sides_are_needed(a: str, b: str) -> None:
    with pytest.raises(SummitryError, match="one side"):
        lines.pair(a, b)


def test_two_guests_of_a_third_are_in_no_contact_by_that() -> None:
    joint = report(">US Ana Reed", ">CN Li Bo", "<KE", kind="visit", when="2031-05-02")
    assert line(joint).held == 0
    assert line(joint, sides=("US", "KE")).held == 1


# --- ranks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parties", "kind", "rank"),
    [
        ((MOSS, WU), "meeting", Rank.LEADER),
        ((REED, WU), "meeting", Rank.MINISTER),
        ((MOSS, REED, WU), "call", Rank.LEADER),
        ((REED, "CN , officials"), "meeting", None),
        ((MOSS, "CN"), "call", None),
        (("US Pat Hill, Senator", WU), "meeting", Rank.LEGISLATURE),
        ((f">{REED}", "<CN"), "visit", Rank.MINISTER),
        ((f">{REED}", f"<{WU}"), "visit", Rank.MINISTER),
        ((">US", f"<{WU}"), "visit", None),
    ],
)
def test_the_rank_of_a_contact_is_the_one_both_have_reached(
    parties: tuple[str, ...], kind: str, rank: Rank | None
) -> None:
    (last,) = line(report(*parties, kind=kind, when="2031-05-02")).latest
    assert last.rank is rank


def test_the_latest_of_each_kind_at_each_rank() -> None:
    found = line(
        report(MOSS, WU, when="2031-03-02"),
        report(MOSS, WU, when="2031-05-02"),
        report(MOSS, WU, kind="call", when="2031-04-02"),
        report(REED, LI, when="2031-06-02"),
        report(REED, LI, when="2031-07-02", status="cancelled"),
    )
    told = [(h.rank, h.contact.kind, h.contact.when) for h in found.latest]
    assert told == [
        (Rank.LEADER, Kind.MEETING, "2031-05-02"),
        (Rank.LEADER, Kind.CALL, "2031-04-02"),
        (Rank.MINISTER, Kind.MEETING, "2031-06-02"),
    ]


# --- silence --------------------------------------------------------------------------------


def every(days: int, count: int, *, since: str = "2031-01-01") -> list[Report]:
    begin = date.fromisoformat(since).toordinal()
    return [report(when=date.fromordinal(begin + n * days).isoformat()) for n in range(count)]


def test_usual_is_the_median_gap_and_is_not_told_of_few() -> None:
    few = line(*every(10, 5), on="2031-03-01").silence
    assert (few.gaps, few.usual) == ((10, 10, 10, 10), None)
    enough = line(*every(10, 6), report(MOSS, WU, when="2031-02-27"), on="2031-03-12").silence
    assert (enough.gaps, enough.usual, enough.contacts) == ((10, 10, 10, 10, 10, 7), 10, 7)
    assert enough.last is not None
    assert (enough.last.ago.least, enough.shorter) == (13, 6)
    soon = line(*every(10, 6), report(MOSS, WU, when="2031-02-27"), on="2031-03-07").silence
    assert soon.shorter == 1


def test_a_visit_and_its_meetings_are_one_occasion() -> None:
    found = line(
        report(f">{REED}", "<CN", kind="visit", when="2031-05-02/2031-05-04"),
        report(REED, LI, when="2031-05-03"),
        report(REED, WU, when="2031-05-05"),
        report(REED, LI, kind="call", when="2031-05-15"),
        on="2031-05-20",
    )
    assert found.silence.gaps == (10,)
    assert found.silence.contacts == 4


def test_a_vague_date_makes_a_vague_silence_and_no_rhythm() -> None:
    found = line(report(when="2031-05-02"), report(REED, "CN Xu Fan", when="2031-05"), on="2031-06-01")
    assert found.silence.last is not None
    assert found.silence.last.contact.when == "2031-05-02", "surely the latest"
    assert (found.silence.last.ago.least, found.silence.last.ago.most) == (30, 30)
    assert (found.silence.contacts, found.uncounted.vague) == (1, 1)
    only = line(report(when="2031-05"), on="2031-05-20").silence.last
    assert only is not None
    assert (only.ago.least, only.ago.most) == (0, 19)


def test_a_held_contact_without_a_date_is_told_apart() -> None:
    found = line(report(), report(REED, "CN Xu Fan", when="2031-05-02"))
    assert (found.held, found.uncounted.undated, len(found.latest)) == (2, 1, 1)


# --- months, visits, subjects ---------------------------------------------------------------


def test_a_month_has_the_contacts_that_surely_lie_in_it() -> None:
    found = line(
        report(when="2031-05-02"),
        report(REED, LI, kind="call", when="2031-05"),
        report(REED, WU, when="2031-06-30/2031-07-01"),
        report(MOSS, WU, when="2031-07-02"),
    )
    counts = [(m.month, m.count(Kind.MEETING), m.count(Kind.CALL)) for m in found.months]
    assert counts == [("2031-05", 1, 1), ("2031-07", 1, 0)]


def test_who_goes_to_whom_latest_first() -> None:
    found = line(
        report(f">{REED}", "<CN", kind="visit", when="2031-05-02"),
        report(f">{MOSS}", "<CN", kind="visit", when="2031-06-02"),
        report(f">{LI}", "<US", kind="visit", when="2031-07-02", status="planned"),
    )
    there, back = found.visits
    assert (there.guest, there.host, [v.contact.when for v in there.visits]) == (
        "US",
        "CN",
        ["2031-06-02", "2031-05-02"],
    )
    assert (back.guest, back.host, back.visits) == ("CN", "US", ())


def test_subjects_come_stay_go_and_return() -> None:
    found = line(
        report(when="2030-02-01", topics=("Tea", "rice")),
        report(when="2030-08-01", topics=("rice",)),
        report(when="2031-02-01", topics=("tea", "chess")),
        report(when="2031-03", status="planned", topics=("steel",)),
    )
    assert [s.period for s in found.subjects] == ["2030-01/2030-06", "2030-07/2030-12", "2031-01/2031-06"]
    last = found.subjects[-1]
    assert (last.new, last.returning, last.staying, last.gone) == (("chess",), ("Tea",), (), ("rice",))
    assert found.subjects[1].staying == ("rice",)


def test_topics_of_one_subject_are_one() -> None:
    found = line(
        report(when="2030-02-01", topics=("the opioid crisis",)),
        report(when="2030-08-01", topics=("fentanyl trafficking", "narcotics")),
    )
    assert [(s.new, s.staying, s.gone) for s in found.subjects] == [
        (("Illegal drugs",), (), ()),
        ((), ("Illegal drugs",), ()),
    ]


def test_subjects_of_many_years_are_told_by_year() -> None:
    found = line(report(when="2021-02-01", topics=("tea",)), report(when="2031-02-01", topics=("tea",)))
    assert [s.period for s in found.subjects] == ["2021", "2031"]


# --- what is next ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "when", "told", "ahead", "still_open"),
    [
        ("planned", "2031-06", "2031-04-01", 1, 0),
        ("possible", "2031-05-10", "2031-04-01", 1, 0),
        ("planned", "2031-05-09", "2031-04-01", 0, 1),
        ("planned", None, "2031-04-01", 1, 0),
        ("planned", None, "2029-04-01", 0, 1),
        ("planned", None, None, 0, 1),
        ("postponed", "2031-06", "2031-04-01", 0, 1),
        ("cancelled", "2031-06", "2031-04-01", 0, 0),
        ("refused", "2031-06", "2031-04-01", 0, 0),
    ],
)
def test_what_is_ahead_and_what_is_open(
    status: str, when: str | None, told: str | None, ahead: int, still_open: int
) -> None:
    found = line(report(status=status, when=when, told=told), on="2031-05-10")
    assert (len(found.ahead), len(found.open)) == (ahead, still_open)


def test_without_links_what_was_held_since_the_last_visit_has_led_up() -> None:
    found = line(
        report(REED, WU, when="2031-01-02"),
        report(f">{REED}", "<CN", kind="visit", when="2031-02-02"),
        report(REED, LI, when="2031-02-02"),
        report(REED, LI, kind="call", when="2031-03-02"),
        report(MOSS, WU, when="2031-06", status="planned", told="2031-03-05"),
        on="2031-04-01",
    )
    (ahead,) = found.ahead
    held = [(c.kind.value, c.when) for c in ahead.since_visit]
    assert held == [("visit", "2031-02-02"), ("meeting", "2031-02-02"), ("call", "2031-03-02")]
    assert ahead.told == "2031-03-05"


def test_links_tell_what_has_led_up() -> None:
    plan = report(MOSS, WU, when="2031-06", status="planned", told="2031-03-05", story=story("The two will meet."))
    call = report(REED, LI, kind="call", when="2031-03-02", story=story("The two will meet."))
    words = Source(plan.story_id, 0, 7, "The two")
    drills = Incident("drills", replace(plan.kind, value="naval drills"))
    links = (
        Link(LinkKind.AFTER, words, "test", report_id=call.id),
        Link(LinkKind.BECAUSE_OF, words, "test", incident=drills),
        Link(LinkKind.DURING, words, "test", report_id=call.id),
    )
    (ahead,) = line(replace(plan, links=links), call, on="2031-04-01").ahead
    assert [(one.relation, one.contact.when if one.contact else None) for one in ahead.links] == [
        ("after", "2031-03-02"),
        ("because_of", None),
    ]
    assert ahead.since_visit == ()
    told = line_line(line(replace(plan, links=links), call, on="2031-04-01"))["ahead"][0]["links"]
    assert [one["incident"] for one in told] == [None, "naval drills"]


# --- as JSON --------------------------------------------------------------------------------


def test_the_json_names_each_contact_once() -> None:
    found = line(*every(10, 6), report(MOSS, WU, when="2031-12", status="planned", told="2031-05-01"), on="2031-05-02")
    told = line_line(found)
    ids = [c["id"] for c in told["contacts"]]
    assert len(ids) == len(set(ids)) == 7
    assert set(told["ahead"][0]["since_visit"]) < set(ids)
    assert told["silence"]["usual"] == 10
    assert told["months"][0]["kinds"] == {"meeting": 4, "call": 0, "visit": 0, "message": 0}


# --- the command ----------------------------------------------------------------------------


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """The program beside a record of a pair's contacts, in a pipe."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    held = [replace(r, published="2031-03-01") for r in every(10, 6)]
    visit = report(f">{REED}", "<CN", kind="visit", when="2031-02-25", told="2031-03-01", topics=("tea\x1b[31m",))
    plan = report(MOSS, WU, when="2031-12", status="planned", told="2031-05-01")
    with Record.open("summitry.db") as record:
        record.add(map(reading, [*held, visit, plan, report(REED, LI, kind="call", when="2031-03-02")]))
    return lambda *arguments: CliRunner().invoke(cli.app, ["line", *arguments])


@pytest.mark.parametrize("width", ["40", "80", "140"])
def test_the_line_fits_the_width(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    found = run("US", "China", "--on", "2031-05-02")
    assert found.exit_code == 0, found.output
    assert max(map(len, found.stdout.splitlines())) <= int(width)
    read = " ".join(found.stdout.split())
    for told in ("66 days", "Usual: 10 days", "###", "Ministers", "US → CN", "tea", "Since the last visit", "planned"):
        assert told in read, told
    assert "1 story that may be of a later day" in read


def test_colour_is_for_terminals_and_can_be_switched_off(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("US", "CN", "--on", "2031-05-02").stdout
    assert "\x1b" not in run("US", "CN", "--on", "2031-05-02", "--no-color").stdout


def test_the_json_tells_what_the_text_tells(run: Callable[..., Result]) -> None:
    told = json.loads(run("US", "CN", "--on", "2031-05-02", "--format", "json").stdout)
    assert (told["on"], told["hindsight"], told["silence"]["usual"]) == ("2031-05-02", False, 10)
    assert told["uncounted"]["stories"] == 1
    assert [len(v["visits"]) for v in told["visits"]] == [1, 0]


def test_without_a_day_the_record_is_taken_as_it_is(run: Callable[..., Result]) -> None:
    told = json.loads(run("US", "CN", "--format", "json").stdout)
    assert told["hindsight"]
    assert told["uncounted"]["stories"] == 0
    assert told["uncounted"]["later"] == 8, "the record tells of days to come"


def test_no_contact_is_no_error(run: Callable[..., Result]) -> None:
    found = run("FR", "KE")
    assert found.exit_code == 0
    assert "no contact that was held" in found.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("US",), "SIDE"),
        (("US", "Atlantis"), "Atlantis"),
        (("US", "USA"), "one side"),
        (("US", "CN", "--on", "2031"), "2023-06-18"),
        (("US", "CN", "--on", "soon"), "2023-06-18"),
        (("US", "CN", "--record", "other.db"), "other.db"),
    ],
)
def test_misuse_is_told_with_the_way_out(run: Callable[..., Result], arguments: tuple[str, ...], told: str) -> None:
    found = run(*arguments)
    assert (found.exit_code, found.stdout) == (cli.MISUSE, "")
    assert told in found.stderr
