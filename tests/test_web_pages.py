from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html
from starlette.testclient import TestClient

from factory import reading, report, statement, story
from summitry.errors import SummitryError
from summitry.model import Judgement, Reading
from summitry.record import Record
from summitry.web.answers import Answers
from summitry.web.app import create_app
from summitry.web.asked import Asked
from summitry.web.views.pictures import picture
from summitry.web.views.sheets import sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

    from summitry.charts import Chart
    from summitry.model import Doubt

TODAY = date(2031, 6, 30)
HOSTILE = "<b>Bo</b>"


def told(key: str, day: str, *parties: str, words: tuple[tuple[str, str], ...] = (), **fields: object) -> Reading:
    """A story that tells one contact and what was said there: speaker and words."""
    text = f"Ministers met. {' '.join(f'“{said}”' for _, said in words)}"
    one = story(text, key=key, date=day)
    made = report(*parties, story=one, **fields)  # type: ignore[arg-type]
    said = tuple(statement(who, what, story=one, topic="fishing rights") for who, what in words)
    return Reading(one, "", (replace(made, statements=said),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Norway and Kenya, in contact for years, with what they said; others beside them; and what is doubtful."""
    reed, lima = "NO Ana Reed, Foreign Minister", "KE Bo Lima, President"
    days = ("2030-01-10", "2030-03-10", "2030-05-10", "2030-07-10", "2030-09-10", "2031-05-01")
    talks = [
        told(f"talks{n}.txt", day, reed, lima, when=day, country="NO", city="Oslo", topics=("fishing rights",))
        for n, day in enumerate(days)
    ]
    spoken = told(
        "said.txt",
        "2031-06-02",
        reed,
        lima,
        when="2031-06-01",
        city="Oslo Forum Hall",
        words=(("NO Ana Reed", "we want herring quotas soon"), ("KE Bo Lima", "our boats stay here")),
    )
    visit = told(
        "visit.txt", "2031-06-20", ">KE Bo Lima", "<NO", kind="visit", status="planned", when="2031-09", country="NO"
    )
    namesake = told("other.txt", "2031-06-03", f"BR Bo Lima {HOSTILE}", "JP", kind="call", when="2031-06-03")
    # A dateless account that fits: whether it tells the last of the talks is doubtful.
    doubtful = told("dateless.txt", "2031-05-03", reed, lima, city="Oslo")
    kept = tmp_path / "talks.db"
    with Record.open(kept) as record:
        record.add([*talks, spoken, visit, namesake, doubtful])
        record.add(map(reading, (report("FR Wang Yi", "DE", when="2030-02-02", told="2030-02-03"),)))
    return kept


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(path, today=lambda: TODAY), base_url="http://localhost") as asking:
        yield asking


def page(client: TestClient, address: str, *, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    assert HOSTILE not in answer.text
    return html.fromstring(answer.text)


def rows(found: HtmlElement) -> list[list[str]]:
    """The cells of the rows of all tables, white space folded."""
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found.xpath("//tbody/tr")]


def body(found: HtmlElement) -> str:
    return " ".join(found.xpath("//main")[0].text_content().split())


def twin(client: TestClient, address: str) -> dict[str, object]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = json.loads(answer.text)
    return found


# --- lists ----------------------------------------------------------------------------------


def test_people_are_listed_with_their_contacts_and_found_by_words(client: TestClient) -> None:
    assert rows(page(client, "/people"))[0] == ["Bo Lima", "KE", "President", "9", "Sep 2031"]
    assert [row[0] for row in rows(page(client, "/people?q=minister"))] == ["Ana Reed"]
    assert [row[0] for row in rows(page(client, "/people?q=kenya"))] == ["Bo Lima"]
    assert "Nobody." in body(page(client, "/people?q=dahl"))


def test_places_tell_what_they_are(client: TestClient) -> None:
    found = {tuple(row) for row in rows(page(client, "/places"))}
    assert ("Norway", "country", "", "7") in found
    assert [row[0] for row in rows(page(client, "/places?kind=city&q=oslo"))] == ["Oslo", "Oslo Forum Hall"]
    assert client.get("/places?kind=planet").status_code == 400


def test_pairs_subjects_and_stories_are_listed(client: TestClient) -> None:
    assert rows(page(client, "/pairs"))[0] == ["Kenya – Norway", "KE NO", "9", "Sep 2031"]
    assert [row[1] for row in rows(page(client, "/pairs?q=japan"))] == ["BR JP"]
    fishing = [row for row in rows(page(client, "/subjects")) if row[0].startswith("Food")]
    assert [row[1] for row in fishing] == ["6"]
    first = rows(page(client, "/stories"))[0]
    assert (first[0], first[-1]) == ("visit.txt", "1")
    assert len(rows(page(client, "/stories?q=talks"))) == 6


def test_every_address_of_the_lists_leads_somewhere(client: TestClient) -> None:
    for address in (
        "/people",
        "/places",
        "/subjects",
        "/stories",
        "/pairs",
        "/map",
        "/network?nodes=sides",
        "/network",
    ):
        found = page(client, address)
        links = {a for a in found.xpath("//main//*[local-name()='a']/@href") if a.startswith("/")}
        assert len(links) > 3, address
        for link in sorted(links):
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize(("number", "first", "last"), [("1", 1, 50), ("3", 101, 120), ("9", 101, 120)])
def test_a_long_list_comes_in_sheets(number: str, first: int, last: int) -> None:
    part, shown = sheet(range(120), Asked(TODAY, query={"page": number, "q": "a b"}), path="/x")
    assert (part.first, part.last, len(shown)) == (first, last, last - first + 1)
    assert part.previous == (None if number == "1" else "/x?q=a+b&page=2")
    assert part.following == ("/x?q=a+b&page=2" if number == "1" else None)


# --- a person, a place, a subject ------------------------------------------------------------


def test_a_person_has_offices_contacts_and_counterparts(client: TestClient) -> None:
    found = page(client, "/people/Ana%20Reed")
    assert "Foreign Minister 8 contacts" in body(found)
    assert "Bo Lima 8" in body(found)
    assert found.xpath("//a[text()='Kenya']/@href") == ["/pairs/NO/KE"]
    assert len(found.xpath("//li[@class='contact']")) == 8


def test_an_office_is_one_however_it_is_written(path: Path, client: TestClient) -> None:
    with Record.open(path) as record:
        record.add([told("small.txt", "2031-06-12", "NO Ana Reed, foreign minister", "FR", when="2031-06-12")])
    found = body(page(client, "/people/Ana%20Reed"))
    assert "Foreign Minister 9 contacts" in found
    assert "foreign minister" not in found.partition("In contact with")[0]


def test_a_known_person_has_the_offices_of_the_table(client: TestClient) -> None:
    found = rows(page(client, "/people/wang-yi"))
    assert ["Foreign Minister", "China"] in [row[:2] for row in found]
    assert {row[-1] for row in found} == {"built in"}


def test_a_name_that_several_have_leads_to_each(client: TestClient) -> None:
    found = page(client, "/people/Lima")
    assert "Several people" in body(found)
    assert len(found.xpath("//main//li/a")) >= 2
    assert {"President (KE)", "(BR)"} <= {
        s.text_content().strip() for s in found.xpath("//main//li/span[@class='quiet']")
    }
    assert page(client, "/people/Per%20Dahl", status=404).xpath("//h1/text()") == ["Not Found"]


def test_a_place_is_its_own_and_no_longer_name(client: TestClient) -> None:
    oslo = page(client, "/places/oslo")
    assert len(oslo.xpath("//li[@class='contact']")) == 7
    assert "Oslo Forum Hall" not in body(oslo)
    assert body(page(client, "/places/NO")).startswith("Norway Told as country")
    assert len(page(client, "/places/Norway").xpath("//li[@class='contact']")) == 7
    assert "Places with these words" in body(page(client, "/places/forum"))
    assert client.get("/places/Bergen").status_code == 404


def test_a_subject_has_its_words_and_pairs(client: TestClient) -> None:
    found = page(client, "/subjects/Food,%20farming%20and%20fisheries")
    assert "fishing rights 6" in body(found)
    assert found.xpath("//a[text()='Kenya – Norway']/@href") == ["/pairs/KE/NO"]
    assert client.get("/subjects/knitting").status_code == 404


# --- a pair ---------------------------------------------------------------------------------


def test_a_pair_tells_silence_rhythm_and_what_is_next(client: TestClient) -> None:
    found = page(client, "/pairs/NO/Kenya")
    assert found.xpath("//h1")[0].text_content() == "Norway NO – Kenya KE"
    assert "29 days since the last contact" in body(found)
    assert "Usual are 61 days, the median of 6 gaps" in body(found)
    assert "Sep 2031 planned visit" in body(found)
    assert found.xpath("//*[local-name()='svg']//*[local-name()='a']/@href")
    assert client.get("/pairs/NO/NO").status_code == 400


def test_a_pair_on_a_day_knows_nothing_later(client: TestClient) -> None:
    found = body(page(client, "/pairs/NO/KE?on=2031-05-31"))
    assert "by the stories of then" in found
    assert "Nothing planned or possible is known." in found
    assert "herring" not in found
    assert "herring" in body(page(client, "/pairs/NO/KE"))


def test_positions_stand_side_by_side_and_new_words_are_set_off(path: Path, client: TestClient) -> None:
    later = told(
        "later.txt",
        "2031-06-12",
        "NO Ana Reed, Foreign Minister",
        "KE Bo Lima, President",
        when="2031-06-11",
        words=(("NO Ana Reed", "we want cod quotas soon"),),
    )
    with Record.open(path) as record:
        record.add([later])
    found = page(client, "/pairs/NO/KE")
    turns = [
        [" ".join(s.text_content().split()) for s in t.xpath(".//blockquote")]
        for t in found.xpath("//*[@class='turns']")
    ]
    assert turns == [["we want herring quotas soon", "our boats stay here"], ["we want cod quotas soon"]]
    assert found.xpath("//blockquote/mark/text()") == ["cod"]
    assert "Not said again: herring" in body(found)


# --- pictures -------------------------------------------------------------------------------


def test_a_picture_stands_beside_the_same_in_words(client: TestClient) -> None:
    found = page(client, "/map")
    assert "/places/Oslo" in found.xpath("//*[local-name()='svg']//*[local-name()='a']/@href")
    assert "Oslo 7" in body(found)
    assert ["Kenya to Norway", "–", "1"] in rows(found)
    network = page(client, "/network?nodes=sides")
    assert len(network.xpath("//*[local-name()='svg']")) == 2
    assert rows(network)[0] == ["Kenya", "Norway", "9"]
    assert "No contact matches." in body(page(client, "/map?side=BR&since=2040"))


def test_pictures_have_no_styles_and_are_not_in_json(client: TestClient) -> None:
    for address in ("/map", "/network", "/pairs/NO/KE", "/people/Ana%20Reed"):
        text = client.get(address).text
        assert "<svg" in text
        assert not re.search(r"<style|\sstyle=|<script(?! src)", text), address
    assert "svg" not in client.get("/map.json").text
    assert "told" in twin(client, "/map.json")["picture"]  # type: ignore[operator]


def test_a_picture_that_cannot_be_drawn_says_why() -> None:
    def chart() -> Chart:
        raise SummitryError("charts need Altair")

    assert picture(chart).missing == "charts need Altair"
    assert picture(chart).svg is None


# --- search ---------------------------------------------------------------------------------


def test_a_question_shows_what_was_understood_and_each_part_can_be_left_out(client: TestClient) -> None:
    found = page(client, "/search?q=Ana+Reed+in+Oslo+since+2031")
    parts = [" ".join(one.text_content().split()) for one in found.xpath("//ul[@class='understood']/li")]
    assert [part.partition(" leave")[0] for part in parts] == ["person Ana Reed", "place Oslo", "since 2031"]
    assert len(found.xpath("//li[@class='contact']")) == 2
    without = found.xpath("//ul[@class='understood']/li[3]//a/@href")[0]
    assert without == "/search?q=Ana+Reed+in+Oslo"
    assert len(page(client, without).xpath("//li[@class='contact']")) == 8
    timeline = found.xpath("//a[contains(@href, '/timeline?person')]/@href")[0]
    assert len(page(client, timeline).xpath("//li[@class='contact']")) == 2


def test_a_question_without_an_answer_tells_what_stands_in_its_way(client: TestClient) -> None:
    found = body(page(client, "/search?q=Ana+Reed+calls+and+visits+in+Oslo"))
    assert "No contact matches." in found
    assert "leave out “calls” (0 contacts)" in found
    assert "Not asked for, since one is asked for already: visits." in found


def test_a_question_is_shown_as_text(client: TestClient) -> None:
    found = page(client, f"/search?q={HOSTILE}")
    assert found.xpath("//input[@id='q']/@value") == [HOSTILE]


# --- review ---------------------------------------------------------------------------------


def form(client: TestClient, address: str = "/review") -> dict[str, str]:
    """The fields of the form that decides."""
    found = page(client, address)
    return {one.get("name"): one.get("value") for one in found.xpath("//div[@class='decide']//form//input")}


def decisions(path: Path) -> list[Judgement]:
    with Record.open(path) as record:
        return [one.judgement for one in record.decisions()]


def test_a_doubtful_pair_is_shown_side_by_side_with_its_words(client: TestClient) -> None:
    found = page(client, "/review")
    assert "1 of 4: Two contacts, or one?" in body(found)
    sides = found.xpath("//article")
    assert len(sides) == 2
    assert all(side.xpath(".//mark") for side in sides)
    assert "they differ" in body(found)
    assert "Nothing is doubtful here." in body(page(client, "/review?of=dates"))


@pytest.mark.parametrize("judgement", [Judgement.SAME, Judgement.DIFFERENT])
def test_a_decision_is_made_shown_and_taken_back(path: Path, client: TestClient, judgement: Judgement) -> None:
    answer = client.post("/review", data=form(client) | {"do": judgement.value}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?decided=1")
    assert decisions(path) == [judgement]
    found = page(client, "/review?decided=1")
    assert "1 of 4" not in body(found)
    assert "Decision 1: " in body(found)
    undo = {one.get("name"): one.get("value") for one in found.xpath("//*[@class='note']//form//input")}
    client.post("/review", data=undo | {"do": "undo"})
    assert decisions(path) == []
    assert "1 of 4" in body(page(client, "/review"))


def wrong_forms(client: TestClient, address: str) -> list[dict[str, str]]:
    """The fields of the forms that set reports aside."""
    forms = page(client, address).xpath("//details[@class='wrong']//form")
    return [{one.get("name"): one.get("value") or "" for one in form.xpath(".//input")} for form in forms]


def test_a_contact_is_set_aside_on_its_page_and_comes_back_on_the_storys(path: Path, client: TestClient) -> None:
    with Record.open(path) as record:
        (found,) = record.same(*record.doubts()[0].contacts, at="2031-06-01").after
    address = f"/contacts/{found.id}"
    whole, *each = wrong_forms(client, address)
    assert {*whole["reports"].split()} == {r.id for r in found.reports}
    assert [form["reports"] for form in each] == [r.id for r in found.reports]
    sent = whole | {"do": "wrong", "because": "a figure of speech"}
    answer = client.post("/review", data=sent, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?decided=2")
    assert "a figure of speech" in body(page(client, "/review?decided=2"))
    gone = client.get(address)
    assert gone.status_code == 404
    assert "set aside as wrong" in gone.text
    story = page(client, f"/stories/{found.reports[0].story_id}")
    assert "because a figure of speech" in body(story)
    assert found.id not in client.get("/timeline").text
    undo = {one.get("name"): one.get("value") for one in story.xpath("//section[@aria-labelledby='aside']//input")}
    client.post("/review", data=undo | {"do": "undo"})
    assert decisions(path) == [Judgement.SAME]
    assert client.get(address).status_code == 200


def test_one_account_of_a_pair_is_set_aside(path: Path, client: TestClient) -> None:
    forms = wrong_forms(client, "/review?at=2")
    assert len(forms) == 2
    answer = client.post("/review", data=forms[1] | {"do": "wrong"}, follow_redirects=False)
    assert answer.headers["location"] == "/review?at=2&decided=1"
    with Record.open(path) as record:
        ((told,),) = record.decisions()[0].sides
    assert told.found == forms[1]["reports"]


def test_what_a_form_calls_wrong_must_be_of_one_contact(path: Path, client: TestClient) -> None:
    with Record.open(path) as record:
        one, other, *_ = (c.reports[0].id for c in record.timeline())
    good = form(client) | {"do": "wrong"}
    assert client.post("/review", data=good | {"reports": f"{one} {other}"}).status_code == 404
    assert client.post("/review", data=good | {"reports": " "}).status_code == 400
    assert client.post("/review", data=good | {"token": "x", "reports": one}).status_code == 403
    assert decisions(path) == []


def test_only_forms_of_this_run_and_this_page_decide(path: Path, client: TestClient) -> None:
    good = form(client) | {"do": "same"}
    elsewhere = {"origin": "https://example.org"}
    assert client.post("/review", data=good, headers=elsewhere).status_code == 403
    assert client.post("/review", data=good, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/review", data=good | {"token": "x"}).status_code == 403
    assert client.post("/review", data=good | {"do": "burn"}).status_code == 400
    assert client.post("/review", data=good | {"a": "0" * 32}).status_code == 404
    assert client.post("/review", data=good | {"pad": "x" * 70_000}).status_code == 413
    assert decisions(path) == []
    own = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    assert client.post("/review", data=good, headers=own).status_code == 200
    assert decisions(path) == [Judgement.SAME]


def test_where_others_are_let_in_nobody_decides(path: Path) -> None:
    with TestClient(create_app(path, today=lambda: TODAY, hosts=None, review=False)) as client:
        found = page(client, "/review")
        assert not found.xpath("//button[@name='do']")
        assert client.post("/review", data={"do": "same"}).status_code == 403
        with Record.open(path) as record:
            contact = record.timeline()[0].id
        assert not wrong_forms(client, f"/contacts/{contact}")
    assert decisions(path) == []


def test_dates_that_cannot_both_hold_are_reviewed(path: Path, client: TestClient) -> None:
    parties = ("IS Eva Jonsdottir, Prime Minister", "DK Per Dahl, Prime Minister")
    two = [
        told(f"{key}.txt", day, *parties, when=day, city="Aarhus")
        for key, day in (("a", "2031-02-07"), ("b", "2031-02-08"))
    ]
    with Record.open(path) as record:
        record.add(two)
    found = page(client, "/review?of=dates")
    assert "dates that cannot both hold: 7 Feb 2031 and 8 Feb 2031" in body(found)
    with pytest.MonkeyPatch.context() as patch:  # another process makes the contact anew between two questions
        patch.setattr(Record, "terms", lambda *_: {})
        assert "Nothing is doubtful here." in body(page(client, "/review?of=dates&at=1"))
    client.post("/review", data=form(client, "/review?of=dates") | {"do": "same"})
    assert "Nothing is doubtful here." in body(page(client, "/review?of=dates"))


# --- answers --------------------------------------------------------------------------------


def test_answers_are_kept_as_far_as_there_is_room() -> None:
    kept = Answers(most=10)
    kept.keep("a", b"12345")
    kept.keep("b", b"12345")
    assert kept.get("a") == b"12345"
    kept.keep("c", b"123")
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (b"12345", None, b"123")
    kept.keep("d", b"x" * 11)
    assert [kept.get(tag) for tag in "acd"] == [None, None, None]


def test_a_page_is_made_anew_after_a_decision_and_not_before(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Record] = []
    every = Record.doubts

    def doubts(record: Record) -> tuple[Doubt, ...]:
        made.append(record)
        return every(record)

    monkeypatch.setattr(Record, "doubts", doubts)
    page(client, "/review")
    page(client, "/review")
    assert len(made) == 1
    client.post("/review", data=form(client) | {"do": "same"})
    assert "1 of 4" not in body(page(client, "/review"))
