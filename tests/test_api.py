"""The JSON API: what it answers, how it pages, what it says when it cannot; and whether its OpenAPI tells all that."""

from __future__ import annotations

import base64
import dataclasses
import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import strategies as st
from starlette.testclient import TestClient

from factory import reading, report, statement
from summitry.api import PREFIX, create_api
from summitry.exporters import EXPORTERS
from summitry.parameters import Filtered
from summitry.query import Filter
from summitry.record import Record
from summitry.web.app import create_app
from summitry.web.opened import Opened

if TYPE_CHECKING:
    from httpx2 import Response
    from schemathesis import Case

TODAY = date(2031, 6, 20)
REPORTS = (
    report("US Ana Reed", "CN Li Bo", when="2031-05-02", key="a.txt", told="2031-05-03", topics=("trade",)),
    report("CN Li Bo", "US Ana Reed", when="2031-05-20", city="Lima", key="b.txt", told="2031-05-21"),
    report("CN Li Bo", "US Ana Reed", when="2031-05-20", city="Cusco", key="c.txt", told="2031-05-22"),
    report(">BR Rui Sá", "<NO", kind="visit", status="planned", when="2031-07", key="d.txt", told="2031-06-01"),
    report("KE Amina Otieno", "IN Rohini Rao", kind="call", key="e.txt"),
)


class Asking:
    """Who asks the API of a record, by addresses within it."""

    def __init__(self, path: Path, *, faults: bool = True) -> None:
        app = create_app(path, today=lambda: TODAY)
        self.client = TestClient(app, base_url="http://localhost", raise_server_exceptions=faults)

    def get(self, address: str, **headers: str) -> Response:
        """The answer; headers by their names with `_` for `-`."""
        whole = address if address.startswith("/") else f"{PREFIX}/{address}"
        return self.client.get(whole, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("api") / "summitry.db"
    with Record.open(path) as record:
        record.add(map(reading, REPORTS))
    return path


@pytest.fixture(scope="module")
def client(file: Path) -> Asking:
    return Asking(file)


def ids(client: Asking, address: str) -> list[str]:
    """The ids of all contacts, page after page."""
    found: list[str] = []
    while address:
        told = client.get(address).json()
        found += [c["id"] for c in told["items"]]
        assert told["total"] == 4
        address = told["next"]
    return found


# --- contacts -------------------------------------------------------------------------------


def test_contacts_are_those_of_the_record_in_its_form(client: Asking, file: Path) -> None:
    with Record.open(file) as record:
        asked = record.timeline(side="US", until="2031-05-10")
    assert client.get("contacts?side=United States&until=2031-05-10").json() == {
        "items": json.loads(json.dumps(asked.to_dicts())),
        "total": 1,
        "next": None,
    }


def test_every_part_of_a_filter_is_a_parameter() -> None:
    assert {f.name for f in dataclasses.fields(Filter)} == {*Filtered.model_fields, "sort"}


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("person=otieno", ["call"]),
        ("between=US&between=China&since=2031-05-10", ["meeting"]),
        ("kind=visit", ["visit"]),
        ("status=planned", ["visit"]),
        ("topic=trade", ["meeting"]),
        ("place=Cusco", ["meeting"]),
        ("text=Rohini", ["call"]),
        ("told_until=2031-05-10", ["meeting"]),
        ("told_since=2031-06", ["visit"]),
        ("rank=leader", []),
    ],
)
def test_each_parameter_chooses(client: Asking, asked: str, kinds: list[str]) -> None:
    assert [c["kind"] for c in client.get(f"contacts?{asked}").json()["items"]] == kinds


@pytest.mark.parametrize("sort", ["date", "latest", "sources"])
def test_pages_give_each_contact_once_in_the_order_asked_for(client: Asking, file: Path, sort: str) -> None:
    with Record.open(file) as record:
        whole = [c.id for c in record.timeline(sort=sort)]
    assert ids(client, f"contacts?sort={sort}&limit=1") == ids(client, f"contacts?sort={sort}&limit=3") == whole


def test_the_next_page_is_also_in_a_header_and_keeps_what_was_asked(client: Asking) -> None:
    answer = client.get("contacts?limit=1&side=CN")
    assert answer.headers["link"] == f'<{answer.json()["next"]}>; rel="next"'
    last = client.get(answer.json()["next"])
    assert (last.json()["total"], last.json()["next"]) == (2, None)
    assert "link" not in last.headers


def test_what_comes_in_between_two_pages_moves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "grows.db"
    with Record.open(path) as record:
        record.add(map(reading, REPORTS))
        asking = Asking(path)
        first = asking.get("contacts?limit=2").json()
        before = report("PE Ines Rojas", "CL Luis Soto", when="2031-01", key="z.txt", told="2031-02-01")
        record.add([reading(before)])
    rest = asking.get(first["next"]).json()
    assert rest["total"] == 5
    assert not {c["id"] for c in first["items"]} & {c["id"] for c in rest["items"]}
    assert [c["when"] for c in rest["items"]] == ["2031-07", None]


def test_any_reports_id_finds_its_contact_with_its_reports(client: Asking) -> None:
    one, other = (client.get(f"contacts/{REPORTS[n].id}").json() for n in (1, 2))
    assert one == other
    assert {r["story"] for r in one["reports"]} == {"b.txt", "c.txt"}
    assert one["reports"][0]["sources"]["kind"]["exact"] == "Two"
    assert client.get(f"contacts/{REPORTS[1].id[:6]}").json() == one


def test_conflicts_are_listed_field_by_field(client: Asking) -> None:
    (found,) = client.get("conflicts?field=city").json()["items"]
    assert [c["value"] for c in found["claims"]] == ["Lima", "Cusco"]
    assert client.get("conflicts?field=when").json()["total"] == 0


def test_counts_are_of_the_contacts_asked_for(client: Asking) -> None:
    told = client.get("counts").json()
    assert (told["contacts"], told["stories"], told["disputed"], told["undated"]) == (4, 5, 1, 1)
    assert (told["kinds"]["visit"], told["kinds"]["message"], told["statuses"]["planned"]) == (1, 0, 1)
    assert told["years"] == {"2031": 3}
    assert client.get("counts?side=KE").json()["sides"] == {"IN": 1, "KE": 1}


def test_a_line_is_of_today_or_as_it_was_on_a_day(client: Asking) -> None:
    today, then = (client.get(f"lines/US/China{on}").json() for on in ("", "?on=2031-05-10"))
    assert (today["on"], today["hindsight"], today["held"]) == ("2031-06-20", True, 2)
    assert (then["on"], then["hindsight"], then["held"]) == ("2031-05-10", False, 1)


def test_what_was_said_and_on_what_is_listed(client: Asking) -> None:
    found = client.get("subjects?side=US&limit=500").json()
    assert found["total"] == len(found["items"])
    assert {s["id"]: s["contacts"] for s in found["items"]}["trade"] == 1


def test_positions_are_those_of_the_record_and_a_page_of_them_holds_only_for_it(tmp_path: Path) -> None:
    path, words = tmp_path / "said.db", ("The tariffs must go.", "We want more trade.")
    spoken = tuple(
        statement("CN Li Bo", text, topic=topic) for text, topic in zip(words, ("tariffs", "trade"), strict=True)
    )
    with Record.open(path) as record:
        record.add([reading(dataclasses.replace(REPORTS[0], statements=spoken))])
    asking = Asking(path)
    first = asking.get("positions?between=US&between=CN&limit=1").json()
    second = asking.get(first["next"]).json()
    found = [s for page in (first, second) for p in page["items"] for t in p["turns"] for s in t["said"]]
    assert sorted(s["words"] for s in found) == sorted(words)
    assert {(s["story"], s["published"]) for s in found} == {("a.txt", "2031-05-03")}
    assert asking.get("positions?side=US").json()["total"] == 0
    with Record.open(path) as record:
        record.add([reading(REPORTS[4])])
    assert asking.get(first["next"]).status_code == 400


def test_positions_of_many_contacts_go_back_by_the_address_of_what_was_said_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summitry.positions.NEWEST", 1)
    path, days = tmp_path / "said.db", ("2031-05-03", "2031-06-03")
    with Record.open(path) as record:
        for day in days:
            made = report("US Ana Reed", "CN Li Bo", when=day, told=day, key=f"{day}.txt")
            spoken = (statement("CN Li Bo", f"On {day}.", topic="tea"),)
            record.add([reading(dataclasses.replace(made, statements=spoken))])
    asking = Asking(path)
    last = asking.get("positions?side=CN&limit=5").json()
    assert [t["when"] for p in last["items"] for t in p["turns"]] == [days[1]]
    assert "side=CN" in last["earlier"]
    first = asking.get(last["earlier"]).json()
    assert [t["when"] for p in first["items"] for t in p["turns"]] == [days[0]]
    assert first["earlier"] is None


# --- stories, people, judging ---------------------------------------------------------------


def test_a_story_comes_as_it_was_read(client: Asking, file: Path) -> None:
    listed = client.get("stories?limit=500").json()
    assert [s["story"] for s in listed["items"]] == ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]
    told = client.get("stories/a.txt").json()
    with Record.open(file) as record:
        assert told["text"] == record.story("a.txt").text
    assert [r["id"] for r in told["reports"]] == [REPORTS[0].id]
    assert {"dropped", "skipped", "published"} <= told.keys()


def test_a_storys_key_may_have_slashes(tmp_path: Path) -> None:
    path = tmp_path / "slash.db"
    with Record.open(path) as record:
        record.add([reading(report(key="feeds/2031/a b.html"))])
    asking = Asking(path)
    assert asking.get("stories/feeds/2031/a b.html").json()["story"] == "feeds/2031/a b.html"


def test_people_are_found_and_have_their_contacts(client: Asking) -> None:
    found = client.get("people?text=foreign minister&side=KE&on=2014&limit=5").json()
    assert [p["name"] for p in found["items"]] == ["Amina Mohamed"]
    assert client.get(f"people/{found['items'][0]['id']}").json()["contacts"] == []


def test_doubts_and_decisions_are_told(client: Asking, tmp_path: Path) -> None:
    assert client.get("decisions").json()["items"] == []
    path = tmp_path / "judged.db"
    with Record.open(path) as record:
        record.add(map(reading, REPORTS))
        record.different(REPORTS[1].id, REPORTS[2].id, at="2031-06-19", because="two cities")
    asking = Asking(path)
    (decision,) = asking.get("decisions").json()["items"]
    assert (decision["judgement"], decision["because"]) == ("different", "two cities")
    doubts = asking.get("doubts").json()["items"]
    assert doubts == sorted(doubts, key=lambda d: -d["doubt"])


# --- exports and feeds ----------------------------------------------------------------------


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_is_a_file_to_save(client: Asking, name: str) -> None:
    answer = client.get(f"export/{name}?side=CN")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == EXPORTERS[name].media_type
    assert f"summitry{EXPORTERS[name].suffix}" in answer.headers["content-disposition"]
    assert answer.content


def test_rows_and_nodes_are_chosen_where_a_format_has_them(client: Asking) -> None:
    assert len(client.get("export/csv?rows=parties").text.splitlines()) == 9
    assert client.get("export/graphml?nodes=sides").status_code == 200
    assert client.get("export/ics?rows=parties").status_code == 422


def test_a_calendar_can_be_subscribed_to(client: Asking) -> None:
    answer = client.get("calendar.ics?side=US")
    assert "content-disposition" not in answer.headers
    assert len(icalendar.Calendar.from_ical(answer.content).walk("VEVENT")) == 2
    again = client.get("calendar.ics?side=US", if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_format_whose_library_is_missing_is_told(client: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    answer = client.get("export/parquet")
    assert (answer.status_code, answer.headers["content-type"]) == (501, "application/problem+json")
    assert "summitry[parquet]" in answer.json()["detail"]


# --- ETags ----------------------------------------------------------------------------------


def test_who_has_an_answer_gets_304_until_the_record_is_another(tmp_path: Path) -> None:
    path = tmp_path / "tagged.db"
    with Record.open(path) as record:
        record.add([reading(REPORTS[0])])
    asking = Asking(path)
    tag = asking.get("contacts").headers["etag"]
    for known in (tag, f'W/{tag}, "other"', "*"):
        answer = asking.get("contacts", if_none_match=known)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert asking.get("counts", if_none_match=tag).status_code == 200
    with Record.open(path) as record:
        record.add([reading(REPORTS[4])])
    assert asking.get("contacts", if_none_match=tag).json()["total"] == 2


# --- problems -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("contacts?side=Atlantis", 400, '"Atlantis" names no one side'),
        ("contacts?since=soon", 400, "since"),
        ("contacts?told_until=soon", 400, "told_until"),
        ("contacts?text=...", 400, "has no word"),
        ("contacts?cursor=abc", 400, "follow `next`"),
        ("lines/US/US", 400, "one side"),
        ("people?on=soon", 400, "is no date"),
        ("contacts/ffffffff", 404, "in summitry.db; `/contacts` shows the ids"),
        ("stories/none.txt", 404, "`/stories` lists them"),
        ("people/nobody at all", 404, "`/people` lists"),
        ("nothing", 404, "openapi.json"),
        ("contacts?sid=US", 422, "sid: there is no such parameter"),
        ("contacts?limit=501", 422, "limit"),
        ("contacts?between=US", 422, "between"),
        ("contacts?between=&between=", 422, "between"),
        ("lines/US/CN?on=1700000000", 422, "2023-06-18"),
    ],
)
def test_problems_are_told_with_the_way_out(client: Asking, address: str, status: int, says: str) -> None:
    answer = client.get(address)
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (told["status"], told["type"]) == (status, "about:blank")
    assert says in told["detail"]
    assert ("errors" in told) == (status == 422)
    errors = [tuple(one.items()) for one in told.get("errors", ())]
    assert len(errors) == len({*errors}), "each problem once"


def test_a_cursor_of_another_order_is_refused(client: Asking) -> None:
    following = client.get("contacts?limit=1").json()["next"]
    assert client.get(following + "&sort=latest").status_code == 400


@pytest.mark.parametrize("told", ['["contacts by date", "soon"]', '["contacts by date", null]', "[" * 30_000])
def test_a_cursor_that_somebody_made_up_is_refused(client: Asking, told: str) -> None:
    made = base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")
    answer = client.get(f"contacts?cursor={made}")
    assert (answer.status_code, "follow `next`" in answer.json()["detail"]) == (400, True)


def test_it_is_read_only(client: Asking) -> None:
    answer = client.client.post(f"{PREFIX}/contacts")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("address", ["contacts", "export/csv", "contacts/ffffffff"])
def test_head_has_the_headers_of_get_and_no_body(client: Asking, address: str) -> None:
    head, get = client.client.head(f"{PREFIX}/{address}"), client.get(address)
    assert (head.status_code, head.headers, head.content) == (get.status_code, get.headers, b"")


def test_no_other_site_may_read_it(client: Asking) -> None:
    answer = client.get("contacts", origin="https://elsewhere.example")
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_record_that_is_not_there_is_told(tmp_path: Path) -> None:
    asking = Asking(tmp_path / "none.db")
    answer = asking.get("contacts")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert str(tmp_path) not in answer.text


def test_a_fault_of_ours_tells_nothing_of_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(Record, "decisions", broken)
    asking = Asking(file, faults=False)
    answer = asking.get("decisions")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text


# --- documentation --------------------------------------------------------------------------


def test_every_address_of_the_documentation_answers(desk: Path) -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
    addresses = re.findall(rf"{PREFIX}/[^`\s\")]+", page)
    asking = Asking(desk / "demo.db")
    assert len(addresses) > 5
    assert {a: asking.get(a).status_code for a in addresses} == dict.fromkeys(addresses, 200)


def test_every_address_there_is_is_in_the_documentation() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
    paths = {re.sub(r"^/export/.*", "/export/{format}", path) for path in SCHEMA.raw_schema["paths"]}
    assert not {p for p in paths if f"`{p}`" not in page}


# --- OpenAPI --------------------------------------------------------------------------------

schemathesis.openapi.format("side", st.sampled_from(["US", "CN", "Kenya", "eu", "US-CA", "DE", "Norway"]))
schemathesis.openapi.format("edtf", st.sampled_from(["2018", "2031-05", "2031-05-20", "2031-05/..", "2030/2032"]))
schemathesis.openapi.format("words", st.sampled_from(["trade", "Astana", "foreign minister", "border talks", "öl"]))
schemathesis.openapi.format("cursor", st.sampled_from(["WyJkZWNpc2lvbnMiLDBd"]))

CHECKED = schemathesis.Config.from_dict(
    {
        "seed": 20261122,
        "generation": {"deterministic": True, "max-examples": 5},
        # 400 is for words that no schema can describe: "Atlantis" is a text, but no side.
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "304", "400", "404"]}},
    }
)


OPENED = Opened(Path("demo.db"))
APP = FastAPI(openapi_url=None)
APP.mount(PREFIX, create_api(OPENED, today=lambda: TODAY))
SCHEMA = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", APP, config=CHECKED)
# Of the exports and feeds, which share their parameters and their code, one of each is enough here.
CHEAPER = SCHEMA.exclude(path_regex=r"/export/(?!csv)|\.atom$")


@pytest.fixture
def _demo(desk: Path) -> None:
    """Let the record that is described be that of the example stories."""
    OPENED.path = desk / "demo.db"


@pytest.mark.usefixtures("_demo")
@CHEAPER.parametrize()
def test_every_answer_is_as_openapi_says(case: Case[Any]) -> None:
    case.call_and_validate()
