"""People whom somebody imports: what is read of a list, how the table grows by it, and what commands print."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from factory import report
from summitry import actors, cli, offices, pipeline
from summitry.actorfiles import read
from summitry.actors import Held, LeftOut, LeftOutReason, Listed, Wanted
from summitry.errors import SummitryError
from summitry.link import linked
from summitry.model import Reading
from summitry.record import Record

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "name,aliases,office,side,since,until\n"
WERE = HEAD + "Amina Wambere,A. Wambere; Amina W. Wambere,Foreign Minister,KE,2031-02-01,\n"
STORY = "OSLO, March 4, 2031 - Norwegian Prime Minister Astrid Berg met Wambere in Oslo on Monday, officials said.\n"


def entity(id_: str, schema: str, **properties: list[object]) -> dict[str, object]:
    return {"id": id_, "schema": schema, "caption": "", "properties": properties}


PERSON = entity("p1", "Person", name=["Amina Wambere"], alias=["A. Wambere"], lastName=["Wambere"], gender=["female"])
POSITION = entity("q1", "Position", name=["Minister of Foreign Affairs of Kenya"], country=["ke"])
OCCUPANCY = entity("o1", "Occupancy", holder=["p1"], post=["q1"], startDate=["2031-02-01"], status=["current"])


def people(path: Path) -> list[Listed]:
    return [one for one in read(path) if isinstance(one, Listed)]


def left(path: Path) -> list[LeftOut]:
    return [one for one in read(path) if isinstance(one, LeftOut)]


def written(folder: Path, text: str, *, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def entities(folder: Path, *told: object) -> Path:
    lines = (one if isinstance(one, str) else json.dumps(one) for one in told)
    return written(folder, "\n".join(lines) + "\n", name="list.ftm.json")


def were(**told: object) -> Listed:
    held = (Held("Foreign Minister", "KE", "2031-02-01", lasts=True),)
    return Listed(**{"key": "amina wambere", "name": "Amina Wambere", "held": held, **told})  # type: ignore[arg-type]


# --- CSV ------------------------------------------------------------------------------------


def test_a_row_of_a_csv_file_is_an_office(tmp_path: Path) -> None:
    (found,) = people(written(tmp_path, WERE))
    assert (found.name, found.aka) == ("Amina Wambere", ("A. Wambere", "Amina W. Wambere"))
    assert found.held == (Held("Foreign Minister", "KE", "2031-02-01", None, lasts=True),)


def test_rows_of_one_name_are_one_person_unless_an_id_parts_them(tmp_path: Path) -> None:
    rows = "{0}Amina Wambere,Trade Minister,Kenya\n{1}Amina Wambere,Foreign Minister,KE\n"
    (one,) = people(written(tmp_path, "name,office,side\n" + rows.format("", "")))
    assert [h.office for h in one.held] == ["Trade Minister", "Foreign Minister"]
    assert [h.side for h in one.held] == ["KE", "KE"]
    assert len(people(written(tmp_path, "id,name,office,side\n" + rows.format("a,", "b,")))) == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Amina Wambere,,Foreign Minister,Erewhon,,", "names no one side"),
        ("Amina Wambere,,Foreign Minister,KE,2031-13,", "since: .*no EDTF date"),
        ("Amina Wambere,,Foreign Minister,KE,2031,2029", "ends .* before it begins"),
        (",,Foreign Minister,KE,,", "no name"),
        ("Amina Wambere,,,KE,,", "no office"),
        ("Amina Wambere,,Foreign Minister", "as many fields as the header"),
        ("Amina Wambere,,Foreign Minister,KE,,,more", "as many fields as the header"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_the_rest_is_read(tmp_path: Path, row: str, why: str) -> None:
    path = written(tmp_path, HEAD + row + "\nJonas Falk,,Prime Minister,NO,2030,\n")
    (bad,) = left(path)
    assert bad.where == f"{path}, line 2"
    assert bad.reason is LeftOutReason.UNREADABLE
    with pytest.raises(SummitryError, match=why):
        raise SummitryError(bad.detail)
    assert [p.name for p in people(path)] == ["Jonas Falk"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name office side\n", "line 1: no column name"),
        ("name,office\n", "no column side"),
        ("name,office,side,party\n", "unknown column party"),
        ("", "no column name"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(SummitryError, match=why):
        people(written(tmp_path, text))


@pytest.mark.parametrize("header", ["Name,Office,Side", "name;office;side"])
def test_a_header_may_be_written_as_spreadsheets_write_it(tmp_path: Path, header: str) -> None:
    row = header.replace(header[:4], "Jonas Falk").replace("Office", "Envoy").replace("office", "Envoy")
    path = written(tmp_path, f"{header}\n{row.replace('Side', 'NO').replace('side', 'NO')}\n")
    assert [(p.name, p.held[0].office, p.held[0].side) for p in people(path)] == [("Jonas Falk", "Envoy", "NO")]


def test_a_file_that_is_no_text_or_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with pytest.raises(SummitryError, match=r"list\.csv"):
        people(path)
    path.write_bytes(b"name,office,side\n\xff\xfe,x,KE\n")
    with pytest.raises(SummitryError, match="UTF-8"):
        people(path)


# --- FollowTheMoney -------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_entities_are_joined_whatever_their_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    path = entities(tmp_path, *((PERSON, POSITION, OCCUPANCY)[n] for n in order))
    (found,) = people(path)
    held = Held("Minister of Foreign Affairs of Kenya", "KE", "2031-02-01", None, lasts=True)
    assert found == Listed("p1", "Amina Wambere", ("A. Wambere",), "Wambere", "f", (held,))
    assert left(path) == []


def test_entities_inside_others_are_read_too(tmp_path: Path) -> None:
    inner = entity("o1", "Occupancy", post=[POSITION], startDate=["2031-02-01"], endDate=["2032"])
    outer = entity("p1", "Person", name=["Amina Wambere"], positionOccupancies=[inner])
    (found,) = people(entities(tmp_path, outer))
    assert found.held == (Held("Minister of Foreign Affairs of Kenya", "KE", "2031-02-01", "2032"),)


def test_several_dates_are_the_days_they_span(tmp_path: Path) -> None:
    told = entity(
        "o1", "Occupancy", holder=["p1"], post=["q1"], startDate=["2031-02-05", "2031-02-01"], endDate=["2033"]
    )
    (found,) = people(entities(tmp_path, PERSON, POSITION, told))
    assert found.held[0].since == "2031-02-01/2031-02-05"


@pytest.mark.parametrize(
    ("name", "country", "side"),
    [
        ("Governor of California", ["us"], "US-CA"),
        ("Secretary-General of the United Nations", [], "UN"),
        ("Minister of Health", ["fr"], "FR"),
        ("Ambassador of France to Kenya", ["fr"], "FR"),
        ("Minister of Health", [], None),
    ],
)
def test_the_side_of_a_position(tmp_path: Path, name: str, country: list[object], side: str | None) -> None:
    (found,) = people(entities(tmp_path, PERSON, entity("q1", "Position", name=[name], country=country), OCCUPANCY))
    assert found.held[0].side == side


def test_an_office_that_has_ended_at_no_known_date_says_nothing_of_today(tmp_path: Path) -> None:
    told = entity("o1", "Occupancy", holder=["p1"], post=["q1"], startDate=["2031"], status=["ended"])
    (found,) = people(entities(tmp_path, PERSON, POSITION, told))
    assert not found.held[0].counts


def test_what_gives_nobody_is_left_out_with_a_reason(tmp_path: Path) -> None:
    path = entities(
        tmp_path,
        PERSON,
        entity("c1", "Company", name=["Rift Fisheries"]),
        entity("o9", "Occupancy", holder=["p9"], post=["q9"]),
        "{no json",
        "[1]",
        entity("o2", "Occupancy", holder=["p1"], post=["q1"], startDate=["soon"]),
        POSITION,
    )
    reasons = {one.where.rpartition(" ")[2]: one.reason for one in left(path)}
    assert reasons == {
        "1": LeftOutReason.NO_OFFICE,
        "2": LeftOutReason.OTHER,
        "3": LeftOutReason.NO_PERSON,
        "4": LeftOutReason.UNREADABLE,
        "5": LeftOutReason.UNREADABLE,
        "6": LeftOutReason.UNREADABLE,
    }


# --- the table ------------------------------------------------------------------------------


def table(*told: Listed) -> offices.Table:
    return offices.widened(actors.facts_of({"list.csv": told}))


def test_an_imported_person_is_known_by_every_name() -> None:
    known = table(were(aka=("A. Wambere", "Amina Wanjiru Wambere"), surname="Wambere"))
    for name in ("Amina Wambere", "amina wanjiru wambere", "Wambere"):
        assert [p.name for p in offices.people_named(name, table=known)] == ["Amina Wambere"], name
    assert offices.people_named("Amina Wambere") == ()
    assert "Amina Wambere" in {p.name for p in offices.holder("KE", "foreign minister", "2031-05", table=known)}


def test_a_surname_of_the_built_in_table_stays_theirs() -> None:
    merkel = Listed("x", "Otto Merkel", surname="Merkel", held=(Held("Mayor", "DE", "2010", lasts=True),))
    known = table(merkel)
    assert offices.people_named("Merkel", table=known) == offices.people_named("Merkel")
    assert [p.name for p in offices.people_named("Otto Merkel", table=known)] == ["Otto Merkel"]


def test_somebody_of_the_built_in_table_gets_the_new_names_and_offices() -> None:
    more = (
        Held("Chancellor of Germany", "DE", "2005-11-21", "2021-12-09"),
        Held("Member of the Bundestag", "DE", "1990-12-20", "2021-10-26"),
    )
    known = table(Listed("Q567", "Angela Merkel", ("Angela Dorothea Testname",), held=more))
    (merkel,) = offices.people_named("Angela Dorothea Testname", table=known)
    assert merkel.id == "angela-merkel"
    assert [t.since for t in merkel.tenures if offices.same_office(t.office, "chancellor")] == ["2005-11-22"]
    assert "Member of the Bundestag" in {t.office for t in merkel.tenures}


def test_one_name_of_another_side_is_somebody_else() -> None:
    known = table(Listed("x", "Angela Merkel", held=(Held("Mayor", "NZ", "2010", lasts=True),)))
    assert len(offices.people_named("Angela Merkel", table=known)) == 2


def test_two_lists_tell_of_one_person_and_one_list_of_two() -> None:
    other = were(held=(Held("Trade Minister", "KE", "2028", "2031-02-01"),))
    (one,) = actors.facts_of({"a.csv": [were()], "b.csv": [other]})
    assert [t.office for t in one.tenures] == ["Trade Minister", "Foreign Minister"]
    two = actors.facts_of({"a.csv": [were(), were(key="another", held=other.held)]})
    assert len({p.id for p in two}) == 2


def test_an_office_without_dates_is_kept_and_not_used() -> None:
    unsure = were(held=(Held("Trade Minister", "KE"), Held("Foreign Minister", None, "2031", lasts=True)))
    (facts,) = actors.facts_of({"list.csv": [unsure]})
    assert facts.tenures == ()
    (known,) = actors.called(actors.known({"list.csv": [unsure]}), "Amina Wambere")
    assert [h.office for h, _ in known.held] == ["Trade Minister", "Foreign Minister"]


def test_the_identity_before_and_after_an_import_is_one() -> None:
    before = linked(report("KE Amina Wambere", "NO Astrid Berg", when="2031-03-04"))
    after = linked(report("KE Amina Wambere", "NO Astrid Berg", when="2031-03-04"), table=table(were()))
    assert [r.parties[0].office for r in (before, after)] == [None, "Foreign Minister"]
    assert before.parties[0].actor.person_id == after.parties[0].actor.person_id


# --- a record -------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_stories_read_afterwards_know_imported_people(tmp_path: Path, workers: int) -> None:
    story = written(tmp_path, STORY, name="a.txt")
    for imported in (False, True):
        found = pipeline.readings(
            [story], workers=workers, people=actors.facts_of({"x": [were(surname="Wambere")]} if imported else {})
        )
        (reading,) = found
        assert isinstance(reading, Reading)
        names = {p.name: (p.side, p.office) for r in reading.reports for p in r.parties}
        assert (names.get("Wambere") == ("KE", "Foreign Minister")) is imported


def test_a_list_takes_the_place_of_the_one_of_its_name() -> None:
    with Record.open() as record:
        record.import_people("a.csv", [were(held=(Held("Poet", "KE"),))])
        record.import_people("b.csv", [were(held=(Held("Dancer", "KE"),))])
        record.import_people("a.csv", [were(held=(Held("Foreign Minister", "KE", "2031", lasts=True),))])
        (known,) = actors.called(record.people(), "Amina Wambere")
    assert {(h.office, source) for h, source in known.held} == {("Dancer", "b.csv"), ("Foreign Minister", "a.csv")}


def test_relinking_tells_offices_that_a_story_left_out(tmp_path: Path) -> None:
    text = STORY.replace("met Wambere", "met Amina Wambere of Kenya")
    with Record.open() as record:
        record.read(written(tmp_path, text, name="a.txt"))
        (before,) = record.timeline(person="Wambere")
        record.import_people("a.csv", [were()])
        assert record.relink() == 1
        (after,) = record.timeline(person="Wambere")
        assert record.relink() == 0, "a second time changes nothing"
        assert [len(record.contacts_of(p)) for p in actors.called(record.people(), "Amina Wambere")] == [1]
    office = {p.name: p.office for p in after.parties}["Amina Wambere"]
    assert {p.name: p.office for p in before.parties}["Amina Wambere"] is None
    assert office == "Foreign Minister"


# --- whom to list ---------------------------------------------------------------------------


def test_a_list_by_words_side_and_date() -> None:
    known = actors.known({"list.csv": [were()]})
    assert [p.name for p in actors.chosen(known, Wanted("wambere for", "KE", "2031-03"))] == ["Amina Wambere"]
    assert actors.chosen(known, Wanted("wambere", on="2031-01")) == ()
    (merkel,) = actors.chosen(known, Wanted("angela chancellor"))
    assert [h.office for h, _ in merkel.held] == ["Chancellor"]


def test_somebody_is_called_by_id_by_name_or_by_part_of_it() -> None:
    known = actors.known({})
    for name in ("ban-ki-moon", "Ban Ki-moon", "Ki-moon ban"):
        assert [p.id for p in actors.called(known, name)] == ["ban-ki-moon"], name
    assert len(actors.called(known, "Clinton")) > 1
    assert actors.called(known, "") == ()


# --- where a story tells another office -----------------------------------------------------


@pytest.mark.parametrize(
    ("party", "when", "table"),
    [
        ("DE Angela Merkel, Chancellor", "2015-05-02", ()),
        ("DE Angela Merkel, leader", "2015-05-02", ()),
        ("DE Angela Merkel, former chancellor", "2023-05-02", ()),
        ("DE Angela Merkel, Chancellor", "2021-12-20", ()),
        ("DE Angela Merkel, Chancellor", None, ()),
        ("DE Angela Merkel, Chancellor", "2023-05-02", ("Chancellor",)),
        ("DE Angela Merkel, President", "2015-05-02", ("Chancellor",)),
        ("NO Jens Stoltenberg, Deputy Prime Minister", "2010-05-02", ("Prime Minister",)),
        ("US Antony Blinken, Secretary of State", "2016-05-02", ("Deputy Secretary of State",)),
        ("KE Amina Wambere, Chancellor", "2015-05-02", ()),
    ],
)
def test_an_office_that_cannot_be_the_tables(party: str, when: str | None, table: tuple[str, ...]) -> None:
    found = actors.otherwise(linked(report(party, "KE Daniel Otieno", when=when)))
    assert tuple(t.office for one in found for t in one.table) == table


# --- commands -------------------------------------------------------------------------------


def run(*words: str, code: int = 0) -> str:
    found = CliRunner().invoke(cli.app, ["actors", *words])
    assert found.exit_code == code, found.output
    return found.output


def test_import_tells_what_came_of_each_file_and_fails_where_one_cannot_be_read(tmp_path: Path) -> None:
    good = written(tmp_path, WERE)
    bad = written(tmp_path, HEAD + "Jonas Falk,,Prime Minister,Erewhon,,\n", name="bad.csv")
    record = str(tmp_path / "r.db")
    assert "1 person, 1 office" in run("import", str(good), "--record", record)
    told = run("import", str(bad), str(tmp_path / "none.csv"), str(good), "--record", record, code=1)
    assert "bad.csv, line 2" in told
    assert "none.csv" in told
    assert "1 person, 1 office" in told


def test_list_and_show_have_those_of_the_record(tmp_path: Path) -> None:
    record = str(tmp_path / "r.db")
    run("import", str(written(tmp_path, WERE)), "--record", record)
    listed = json.loads(run("list", "--side", "Kenya", "--on", "2031-03", "--format", "json", "--record", record))
    assert "Amina Wambere" in {one["name"] for one in listed}
    assert "Amina Wambere" in run("list", "wambere", "--record", record)
    shown = json.loads(run("show", "Amina", "Wambere", "--format", "json", "--record", record))
    assert shown["contacts"] == []
    assert shown["offices"][0]["source"].endswith("list.csv")


@pytest.mark.parametrize(
    "words",
    [
        ("show", "Nobody Inparticular"),
        ("show", "Clinton"),
        ("list", "--on", "someday"),
        ("list", "--side", "Erewhon"),
        ("list", "--record", "none.db"),
    ],
)
def test_misuse_is_told(words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words, code=2).startswith("summitry: ")
