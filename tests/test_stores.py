"""One contract for every store there is."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, event

from factory import reading, report, statement, story
from summitry.errors import NotFoundError, RecordError
from summitry.model import Contact, Incident, Judgement, Kind, Link, LinkKind, Reading, Skipped, SkipReason, Status
from summitry.query import Filter, Heading, Sort, Term
from summitry.ranks import Rank
from summitry.record import Record
from summitry.resolve import contacts
from summitry.stores import Added, Store, open_store
from summitry.stores.schema import APPLICATION_ID, VERSION
from summitry.stores.sqliterows import aside

STORIES = Path(__file__).resolve().parent.parent / "examples" / "stories"
Opener: TypeAlias = Callable[[Path], Store]
STORES: dict[str, Opener] = {
    "memory": lambda _folder: open_store(None),
    "sqlite": lambda folder: open_store(folder / "record.db"),
}


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()


INDEXED = (
    report("US Ana Reed, Foreign Minister", "CN Li Bo", when="2031-05-02", city="Oslo", told="2031-05-03"),
    report("US Ana Reed", "CN Li Bo", when="2031-05-02", told="2031-05-04", city="Oslo"),
    report("US Per Reed", "NO Ana Dahl", when="2031-05", told="2031-06-01"),
    report("BR Rui Sá, President", "NO", kind="call", status="planned", when="2031-07", topics=("tea",)),
    report("KE Amina Otieno, President", "IN Rohini Rao", kind="call", told="2031-05-31"),
    report("KE Amina Otieno", "IN Rohini Rao", when="2029/2033"),
)


# --- keep -----------------------------------------------------------------------------------


def test_a_story_twice_changes_nothing(store: Store) -> None:
    one = reading(report(when="2031-05-02"))
    assert store.add([one, one]) == Added(new=1, known=1)
    before = store.contacts()
    assert store.size() == len(before) == 1
    assert store.add([one]) == Added(new=0, known=1)
    assert store.contacts() == before


def test_what_goes_in_comes_out(store: Store) -> None:
    text = story("Envoys meet\n\nThey met in Oslo. They want more talks.", date="2031-05-03", key="a.txt")
    skipped = Skipped(text.source(0, 6), SkipReason.WISH, "wish")
    at_it, beside = (statement("US Ana Reed", words, story=text) for words in ("They met", "want … talks"))
    told = (replace(report(story=text), statements=(at_it,)), report(story=text, kind="call"))
    one = Reading(text, "sha", told, (skipped,), extractor="rules/1.0", capture_id="c", statements=(beside,))
    store.add([one])
    assert store.reading("a.txt") == one
    assert store.story(text.id[:6]) == text
    assert store.reports(text.id) == one.reports
    assert store.skipped(text.id) == (skipped,)
    assert store.said([text.id, "none"]) == {text.id: (beside,)}
    assert store.counts() == {text.id: 2}


def test_stories_come_by_date_undated_ones_last(store: Store) -> None:
    store.add(
        Reading(story(f"Story {k}.", key=k, date=d), "", ()) for k, d in (("a", None), ("b", "2032"), ("c", "2031"))
    )
    assert [s.key for s in store.stories()] == ["c", "b", "a"]


def test_stories_are_known_in_brief_and_some_come_whole(store: Store) -> None:
    one = replace(story("Envoys meet\n\nThey met.", date="2031-05-03", key="a.txt"), outlet="The Post", agency="AP")
    other, silent = story("They rang.", date="2031-05", key="b.txt"), story("Rain.", key="c.txt")
    made = report(story=one, when="2031-05-02"), report(story=other, kind="call", when="2031-05-01")
    store.add([Reading(one, "", made[:1]), Reading(other, "", made[1:]), Reading(silent, "", ())])
    assert store.headings() == (
        Heading(other.id, "b.txt", None, None, None, date(2031, 5, 1)),
        Heading(one.id, "a.txt", "Envoys meet", "The Post", "AP", date(2031, 5, 3)),
        Heading(silent.id, "c.txt", None, None, None, None),
    )
    assert store.stories([silent.id, one.id, "none"]) == (one, silent)
    assert store.told_in() == {one.id: (made[0].id,), other.id: (made[1].id,)}
    assert store.told_in([one.id, silent.id]) == {one.id: (made[0].id,)}
    store.decide(Judgement.WRONG, [[made[0].id]], at="2031-06-01")
    assert store.told_in() == {other.id: (made[1].id,)}


def test_a_newer_extractor_takes_the_place_of_an_older_one_only(store: Store) -> None:
    text = story("They met.", date="2031-05-03")

    def read_by(extractor: str, status: str) -> Reading:
        return Reading(text, "", (report(story=text, when="2031-05-02", status=status, extractor=extractor),))

    other = reading(report("US Reed", "CN", when="2031-05", told="2031-05-09"))
    store.add([other, read_by("rules/1.9", "planned")])
    assert store.add([read_by("rules/1.10", "held")]) == Added(new=1, known=0)
    assert store.add([read_by("rules/1.9", "planned"), Reading(text, "", ())]) == Added(new=0, known=2)
    (made,) = store.contacts()
    assert {r.extractor for r in made.reports} == {"rules/1.10", "rules/1.0"}
    assert len(store.stories()) == 2


def test_a_newer_extractor_that_finds_nothing_takes_reports_out(store: Store) -> None:
    text = story("They met.", date="2031-05-03")
    store.add([Reading(text, "", (report(story=text),), extractor="rules 1 (summitry 0.9)")])
    newer = Reading(text, "", (), extractor="rules 1 (summitry 0.10)")
    assert store.add([newer]) == Added(new=1, known=0)
    assert (store.contacts(), store.size(), len(store.stories())) == ((), 0, 1)


def test_a_capture_is_known_to_the_extractor_that_read_it_and_to_older_ones(store: Store) -> None:
    text = story("They met.")
    store.add([Reading(text, "", (), extractor="rules 1.2", capture_id="a")])
    store.add([Reading(text, "", (), extractor="rules 1.2", capture_id="b")])
    for capture_id in "ab":
        assert store.knows(capture_id, extractor="rules 1.2")
        assert store.knows(capture_id, extractor="rules 1.1")
        assert not store.knows(capture_id, extractor="rules 1.10")
        assert not store.knows(capture_id, extractor="reader 1.0")
    assert not store.knows("c", extractor="rules 1.2")


@pytest.mark.parametrize("order", [1, -1])
def test_a_capture_parsed_anew_gives_one_story(store: Store, order: int) -> None:
    """A newer version may see another text in the same bytes; the older version's story goes."""
    old, new, other = (story(text, key="a.txt") for text in ("They met. Leave a comment", "They met.", "They rang."))
    found = [
        Reading(old, "", (report(story=old),), extractor="rules 1", capture_id="a"),
        Reading(other, "", (report(story=other),), extractor="rules 1", capture_id="b"),
        Reading(new, "", (report(story=new),), extractor="rules 2", capture_id="a"),
    ]
    for one in found[::order]:
        store.add([one])
    assert {s.text for s in store.stories()} == {"They met.", "They rang."}
    assert {r.story_id for c in store.contacts() for r in c.reports} == {new.id, other.id}
    assert store.knows("a", extractor="rules 2")


def test_taking_out_a_report_parts_what_it_joined(store: Store) -> None:
    text = story("They met in May.", date="2031-05-03")
    old = report(story=text, when="2031-05-02", extractor="rules/1")
    new = report(story=text, when="2030-05-02", extractor="rules/2")
    dateless = reading(report(told="2031-05-09"))
    store.add([Reading(text, "", (old,)), dateless])
    assert len(store.contacts()) == 1
    store.add([Reading(text, "", (new,))])
    assert [len(c.reports) for c in store.contacts()] == [2], "the dateless one may mean the new one as well"
    assert store.contact(new.id).when == "2030-05-02"
    with pytest.raises(NotFoundError):
        store.contact(old.id)


def test_a_batch_is_kept_whole_or_not_at_all(store: Store) -> None:
    def broken() -> Iterator[Reading]:
        yield reading(report())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add(broken())
    assert store.stories() == ()
    assert store.add([reading(report())]) == Added(new=1, known=0)


_PARTIES = (("US Ana Reed", "CN Li Bo"), ("US Reed", "CN"), ("US", "CN"), ("US Ana Reed", "CN Wu Mei"))
_WHENS = (None, None, "2031-05-02", "2031-05-03", "2031-05", "2032-06-01")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda number, day, reports: Reading(
                text := story(f"Story {number}.", date=day),
                "",
                tuple({r.id: r for r in (report(*p, when=w, city=c, story=text) for p, w, c in reports)}.values()),
            ),
            st.integers(1, 8),
            st.sampled_from((None, "2031-05-03", "2031-06-20", "2032-07-01")),
            st.lists(
                st.tuples(st.sampled_from(_PARTIES), st.sampled_from(_WHENS), st.sampled_from((None, "Oslo", "Rome"))),
                max_size=2,
            ),
        ),
        max_size=8,
        unique_by=lambda r: r.story.id,
    ),
    st.integers(1, 4),
    st.randoms(),
)
@pytest.mark.parametrize("kind", sorted(STORES))
def test_batches_and_their_order_change_nothing(kind: str, readings: list[Reading], size: int, random: object) -> None:
    at_once = contacts(r for one in readings for r in one.reports)
    random.shuffle(readings)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    with TemporaryDirectory() as folder:
        store = STORES[kind](Path(folder))
        for start in range(0, len(readings), size):
            store.add(readings[start : start + size])
        step_by_step = store.contacts()
        store.close()
    assert tuple(sorted(step_by_step, key=lambda c: c.id)) == at_once


# --- decide ---------------------------------------------------------------------------------


def test_a_decision_is_kept_and_taken_back(store: Store) -> None:
    first, second = report(when="2031-05-02"), report(when="2031-07-02")
    store.add(map(reading, (first, second)))
    parted = store.contacts()
    change = store.decide(Judgement.SAME, [[first.id], [second.id]], at="2031-08-01", because="one dinner")
    assert store.decisions() == (change.decision,)
    assert (change.decision.number, change.decision.at, change.decision.because) == (1, "2031-08-01", "one dinner")
    assert [a.found for a in change.decision.anchors] == [first.id, second.id]
    assert ({*change.before}, change.after) == ({*parted}, store.contacts())
    assert store.undo().before == change.after
    assert (store.contacts(), store.decisions()) == (parted, ())
    assert store.decide(Judgement.SAME, [[first.id], [second.id]], at="2031-08-02").decision.number == 2


def test_what_is_not_there_cannot_be_taken_back(store: Store) -> None:
    for number in (None, 1):
        with pytest.raises(NotFoundError, match="summitry decisions"):
            store.undo(number)


def test_doubts_are_of_the_pairs_that_nearly_fit(store: Store) -> None:
    store.add(map(reading, (report(when="2031-05-02"), report(when="2031-05-05"), report(when="2032-07-02"))))
    (doubt,) = store.doubts()
    assert doubt.judgement is Judgement.DIFFERENT
    assert {*doubt.contacts} == {c.id for c in store.contacts() if c.when != "2032-07-02"}
    store.decide(Judgement.DIFFERENT, [[id_] for id_ in doubt.reports], at="2031-08-01")
    assert store.doubts() == ()


# --- ask ------------------------------------------------------------------------------------


def test_any_report_finds_its_contact(store: Store) -> None:
    reports = [report(when="2031-05-02", told=f"2031-05-0{n}") for n in (3, 4, 5)]
    store.add(map(reading, reports[:1]))
    noted = store.contacts()[0].id
    store.add(map(reading, reports[1:]))
    found = store.contact(noted)
    assert len(found.reports) == 3
    assert found.id == min(r.id for r in reports)
    assert all(store.contact(r.id[:10]) == found for r in reports)


@pytest.mark.parametrize("id_", ["nothing", "", "%", "abc"])
def test_no_such_contact_or_story(store: Store, id_: str) -> None:
    store.add([reading(report())])
    with pytest.raises(NotFoundError, match="summitry timeline"):
        store.contact(id_)
    with pytest.raises(NotFoundError, match="summitry stories"):
        store.story(id_)


def test_two_stories_of_one_key_are_told_apart_by_id(store: Store) -> None:
    one, two = story("One.", key="a.txt"), story("Two.", key="a.txt")
    store.add([Reading(one, "", ()), Reading(two, "", ())])
    with pytest.raises(NotFoundError, match=one.id):
        store.story("a.txt")
    assert store.story(two.id) == two


def _found(store: Store, wanted: Filter) -> list[str]:
    return [c.stories[0] for c in store.contacts(wanted)]


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (Filter(), ["call", "visit", "talks", "letter"]),
        (Filter(side="China"), ["call", "visit"]),
        (Filter(between=("US", "CN")), ["call"]),
        (Filter(person="Støre"), ["visit"]),
        (Filter(person="reed ana"), ["call"]),
        (Filter(since="2031-06"), ["visit", "talks"]),
        (Filter(until="2031-05"), ["call"]),
        (Filter(since="2031-06-14", until="2031-06-14"), ["visit"]),
        (Filter(text="sanction oslo"), []),
        (Filter(text="sanctions"), ["call"]),
        (Filter(text="Chip"), ["call"]),
        (Filter(text='"; DROP'), []),
    ],
)
def test_a_filter_narrows(store: Store, wanted: Filter, keys: list[str]) -> None:
    call = story("Sanctions on chips\n\nMs Reed rang Mr Li.", key="call")
    store.add(
        [
            Reading(call, "", (report(kind="call", when="2031-05-02", story=call, topics=("ports",)),)),
            reading(report(">CN Li Bo", "<NO Jens Store", kind="visit", when="2031-06", key="visit")),
            reading(report("NO", "SE Eva Dahl", when="2031-07-04", key="talks")),
            reading(report("NO", "SE Eva Dahl", kind="message", key="letter")),
        ]
    )
    assert _found(store, wanted) == keys


# --- the file -------------------------------------------------------------------------------


def test_a_record_is_found_again(tmp_path: Path) -> None:
    first = open_store(tmp_path / "record.db")
    first.add([reading(report(when="2031-05-02"))])
    kept: tuple[Contact, ...] = first.contacts()
    first.close()
    again = open_store(tmp_path / "record.db", create=False)
    assert again.contacts() == kept
    again.close()


def test_adding_again_leaves_the_same_dump(tmp_path: Path) -> None:
    path = tmp_path / "record.db"

    def dump() -> list[str]:
        with sqlite3.connect(path) as connection:
            return list(connection.iterdump())

    store = open_store(path)
    readings = [reading(report(when="2031-05-02", told=f"2031-05-0{n}")) for n in (3, 4)]
    store.add(readings)
    before = dump()
    store.add(readings)
    store.close()
    assert dump() == before


def _refused(path: Path, *, create: bool = True) -> str:
    with pytest.raises(RecordError) as refusal:
        open_store(path, create=create)
    message = str(refusal.value)
    assert str(path) in message or str(path.parent) in message
    assert "--record" in message
    return message


def test_files_that_are_no_record_are_refused_with_the_way_out(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("Not a database at all. " * 60)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    assert "is no record" in _refused(text)
    assert "another program" in _refused(other)
    assert "is a folder" in _refused(tmp_path)
    assert "no folder" in _refused(tmp_path / "none" / "record.db")
    assert "there is no record" in _refused(tmp_path / "none.db", create=False)
    assert text.read_text().startswith("Not a database"), "what is refused is left alone"


def _set_back(path: Path, version: int) -> None:
    """Make a file of an earlier format of it."""
    with sqlite3.connect(path) as connection:
        told = connection.execute("SELECT contact, cluster FROM reports").fetchall()
        for table in ("anchors", "decisions", "people", "terms", "contacts", *(("captures",) if version == 1 else ())):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("CREATE TABLE contacts (cluster VARCHAR PRIMARY KEY, id VARCHAR NOT NULL UNIQUE)")
        connection.execute(
            "CREATE TABLE terms (field VARCHAR, value VARCHAR, cluster VARCHAR REFERENCES contacts (cluster))"
        )
        connection.executemany("INSERT INTO contacts (id, cluster) VALUES (?, ?)", {*told})
        connection.execute("INSERT INTO terms SELECT 'side', 'US', cluster FROM contacts")
        connection.execute("DROP INDEX ix_reports_contact")
        connection.execute("ALTER TABLE stories DROP COLUMN statements")
        for column in ("contact", *(("grouped",) if version < 3 else ())):
            connection.execute(f"ALTER TABLE reports DROP COLUMN {column}")
        connection.execute("DELETE FROM blocks")  # earlier versions had other keys
        connection.execute(f"PRAGMA user_version = {version}")


def test_a_record_that_knew_no_statements_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    text = story("They want talks.")
    opened = open_store(path)
    opened.add([Reading(text, "", (report(story=text),), extractor="rules 1")])
    before = opened.contacts()
    opened.close()
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE stories DROP COLUMN statements")
        connection.execute("PRAGMA user_version = 5")
    opened = open_store(path)
    assert opened.reading(text.id).statements == ()
    assert opened.contacts() == before
    beside = statement("US Ana Reed", "want talks", story=text)
    opened.add([Reading(text, "", (), extractor="rules 2", statements=(beside,))])
    assert opened.said([text.id]) == {text.id: (beside,)}
    opened.close()


def test_what_was_said_at_a_contact_is_searched(store: Store) -> None:
    text = story("They met. Reed wants herring quotas.", date="2031-05-03")
    told = replace(report(story=text), statements=(statement("US Ana Reed", "herring quotas", story=text),))
    store.add([Reading(text, "", (replace(told, evidence=(text.source(0, 9),)),))])
    assert len(store.contacts(Filter(text="herring"))) == 1


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_record_of_an_earlier_format_is_brought_up(tmp_path: Path, version: int) -> None:
    path = tmp_path / "record.db"
    told = [reading(report(when=w, told=f"2031-05-0{n}")) for n, w in enumerate(("2031-05-02", "2031-05-02", None), 3)]
    opened = open_store(path)
    opened.add(told[:2])
    opened.close()
    _set_back(path, version)
    opened = open_store(path)
    assert not opened.knows("a", extractor="rules/1.0")
    assert opened.add([replace(told[0], extractor="rules/1.0", capture_id="a")]) == Added(new=0, known=1)
    assert opened.knows("a", extractor="rules/1.0")
    opened.add(told[2:])
    assert opened.contacts() == contacts(opened.reports())
    assert opened.size() == 1
    opened.decide(Judgement.DIFFERENT, [[r.id] for r in opened.reports()], at="2031-06-01")
    assert opened.size() == 3
    opened.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_record_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    assert "newer Summitry" in _refused(path)


def test_the_file_tells_what_it_is(tmp_path: Path) -> None:
    open_store(tmp_path / "record.db").close()
    with sqlite3.connect(tmp_path / "record.db") as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_several_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    failed: list[Exception] = []

    def write(first: int) -> None:
        try:
            store = open_store(tmp_path / "record.db")
            for n in range(first, first + 5):
                store.add([reading(report(when="2031-05-02", told=f"2031-05-{n:02}"))])
            store.close()
        except Exception as error:  # noqa: BLE001 - a thread's errors are told after it
            failed.append(error)

    writers = [threading.Thread(target=write, args=(first,)) for first in (3, 6, 9)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    store = open_store(tmp_path / "record.db")
    (made,) = store.contacts()
    assert len(made.stories) == 11
    store.close()


def test_a_record_that_another_process_is_making_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE half (made)")
    later = threading.Timer(0.3, other.execute, ["ROLLBACK"])
    later.start()
    with Record.open(path) as record:
        assert record.stories() == ()
    later.join()
    other.close()


def test_two_programs_reading_at_once_make_one_record(tmp_path: Path) -> None:
    found = sorted(path for path in STORIES.iterdir() if path.is_file())
    command = [sys.executable, "-m", "summitry", "read", "--quiet", "--record", str(tmp_path / "record.db")]
    programs = [subprocess.Popen([*command, *map(str, found[n::2])]) for n in range(2)]
    assert [program.wait() for program in programs] == [0, 0]
    with sqlite3.connect(tmp_path / "record.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with Record.open(tmp_path / "record.db") as record:
        again = record.read(found)
        assert (again.new, again.failed) == (0, 0)
        assert again.known >= len(found)
    store = open_store(tmp_path / "record.db")
    assert len(store.stories()) == again.known
    assert sorted(store.contacts(), key=lambda c: c.id) == list(contacts(store.reports()))
    store.close()


# --- the index ------------------------------------------------------------------------------

FILTERS = (
    Filter(),
    Filter(sort=Sort.LATEST),
    Filter(sort=Sort.SOURCES),
    Filter(side="NO", sort=Sort.LATEST),
    Filter(between=("US", "CN"), since="2031", until="2031-05"),
    Filter(kind=Kind.CALL, status=Status.PLANNED),
    Filter(person="Ana Reed"),
    Filter(topic="tea"),
    Filter(place="Oslo"),
    Filter(rank=Rank.LEADER, sort=Sort.LATEST),
    Filter(text="Rohini"),
    Filter(told_since="2031-05-03", told_until="2031-05"),
)


@pytest.mark.parametrize("wanted", FILTERS)
def test_index_has_the_contacts_that_are_asked_for_in_their_order(store: Store, wanted: Filter) -> None:
    store.add(map(reading, INDEXED))
    found = store.entries(wanted)
    whole = store.contacts(wanted)
    assert [e.id for e in found] == [c.id for c in whole]
    assert found
    assert [(e.kind, e.status) for e in found] == [(c.kind, c.status) for c in whole]
    assert [e.first is None for e in found] == [c.when is None for c in whole]
    assert [(e.origins, e.disputed) for e in found] == [(c.origins, bool(c.conflicts)) for c in whole]
    assert store.these(e.id for e in found) == whole


def test_index_has_what_is_counted(store: Store) -> None:
    met = report("US", "IS", when="2031-05-09", topics=("tea", "trade"))
    drills = Incident("i1", replace(met.kind, value="naval drills"))
    store.add(
        map(reading, (*INDEXED, replace(met, links=(Link(LinkKind.AFTER, met.kind.source, "test", incident=drills),))))
    )
    whole = store.contacts()
    ids = [c.id for c in whole]
    assert store.terms(Term.SIDE, ids) == {c.id: _sorted(p.side for p in c.parties) for c in whole}
    assert store.terms(Term.STORY, ids) == {c.id: _sorted(r.story_id for r in c.reports) for c in whole}
    assert store.terms(Term.TOPIC, ids) == {c.id: _sorted(c.topics) for c in whole if c.topics}
    assert [*store.terms(Term.INCIDENT, ids)] == [c.id for c in whole if c.links]
    assert store.terms(Term.SIDE, ids[1:2]).keys() == {*ids[1:2]}
    assert store.terms(Term.SIDE, ()) == {}


def _sorted(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({v for v in values if v}))


def test_record_that_knew_no_sources_in_its_index_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Record.open(path) as record:
        record.add(map(reading, (*INDEXED, report("US Ana Reed", "CN Li Bo", when="2031-05-02", city="Bergen"))))
        before = record.entries(Filter(sort=Sort.SOURCES))
    assert any(e.disputed for e in before)
    assert before[0].origins > 1
    with sqlite3.connect(path) as old:
        for column in ("origins", "disputed"):
            old.execute(f"ALTER TABLE contacts DROP COLUMN {column}")
        old.execute("PRAGMA user_version = 7")
    with Record.open(path) as record:
        assert record.entries(Filter(sort=Sort.SOURCES)) == before


def test_record_made_before_the_index_is_brought_up_to_it(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Record.open(path) as record:
        record.add(map(reading, INDEXED))
        whole = record.contacts(Filter(place="Oslo")), record.contacts(Filter(topic="tea"))
        assert all(whole)
    with sqlite3.connect(path) as old:
        old.execute("DELETE FROM terms WHERE field NOT IN ('side', 'name')")
        old.execute("PRAGMA user_version = 6")
    with Record.open(path) as record:
        assert (record.contacts(Filter(place="Oslo")), record.contacts(Filter(topic="tea"))) == whole


def test_newest_story_is_that_of_the_day_or_before(store: Store) -> None:
    store.add(map(reading, INDEXED))
    days = [store.newest(date(2031, 5, day)) for day in (2, 3, 30)]
    assert days == [None, date(2031, 5, 3), date(2031, 5, 4)]


def test_links_that_follow_from_other_contacts_may_be_left_out(store: Store) -> None:
    undone = report(when="2031-05-02", status="postponed", told="2031-05-01")
    store.add(map(reading, (undone, report(when="2031-06-02", told="2031-06-03"))))
    ids = [e.id for e in store.entries()]
    assert [len(c.links) for c in store.these(ids)] == [0, 1]
    assert [len(c.links) for c in store.these(ids, linked=False)] == [0, 0]


def test_contacts_that_are_there_no_more_are_left_out(store: Store) -> None:
    store.add(map(reading, INDEXED))
    first, *_, last = store.contacts()
    assert store.these([last.id, "gone", first.id]) == (last, first)


def test_which_reports_are_set_aside_is_asked_of_an_index(tmp_path: Path) -> None:
    """It is asked for every contact that is made: without one all reports would be gone through."""
    open_store(tmp_path / "record.db").close()
    asked: list[str] = []
    with create_engine(f"sqlite:///{tmp_path / 'record.db'}").connect() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        aside(connection)
    with sqlite3.connect(tmp_path / "record.db") as connection:
        ((*_, plan),) = connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}")
    assert "reports_aside" in plan
