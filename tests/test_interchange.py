from __future__ import annotations

import json
from dataclasses import replace

from factory import aim, outcome, report, statement, story, tone
from summitry.interchange import ContactRow, contact_line, contact_row, party_text, report_line
from summitry.model import Came, Force, Form
from summitry.resolve import contact
from summitry.subjects import subjects_of


def test_a_report_is_told_with_the_words_it_rests_on() -> None:
    text = story("Ms Reed flew to Oslo.", key="a.txt", date="2031-05-03")
    line = report_line(
        report(
            ">US Ana Reed, Secretary of State",
            "<NO",
            kind="visit",
            status="planned",
            when="2031-05",
            country="NO",
            city="Oslo",
            topics=("cod",),
            story=text,
        )
    )
    assert line["story"] == "a.txt"
    assert (line["kind"], line["status"], line["when"], line["when_basis"]) == ("visit", "planned", "2031-05", "stated")
    assert line["parties"] == [
        {"name": "Ana Reed", "office": "Secretary of State", "side": "US", "role": "visitor"},
        {"name": None, "office": None, "side": "NO", "role": "host"},
    ]
    assert line["where"] == {"country": "NO", "city": "Oslo", "venue": None, "margins_of": None}
    assert line["topics"] == ["cod"]
    assert set(line["sources"]) >= {
        "kind",
        "status",
        "when",
        "parties.0.name",
        "parties.1.side",
        "where.city",
        "topics.0",
    }
    assert all(text.text[s["start"] : s["end"]] == s["exact"] for s in line["sources"].values())
    assert line["evidence"] == [{"start": 0, "end": len(text.text), "exact": text.text}]
    assert json.loads(json.dumps(line)) == line


def test_content_is_told_with_its_words_and_whose_it_is() -> None:
    words = 'Reed aims to end the ban. "Oil is dear," Reed said, "and fish too." They agreed to talk, frankly.'
    text = story(words, key="a")
    told = replace(
        report(story=text),
        statements=(statement("US Ana Reed", "Oil is dear, … and fish too.", story=text, topic="oil"),),
        aims=(aim("US Ana Reed", "to end the ban", story=text),),
        outcomes=(outcome(Came.AGREED, "to talk", story=text, force=Force.HEDGED),),
        tones=(tone("frankly", story=text),),
    )
    line = report_line(told)
    (said,), (wanted,), (came,), (air,) = line["statements"], line["aims"], line["outcomes"], line["tones"]
    assert (said["speaker"], said["side"], said["form"], said["topic"]) == ("Ana Reed", "US", "direct", "oil")
    assert said["quote"] == said["words"] == "Oil is dear, … and fish too."
    assert said["subjects"] == [s.id for s in subjects_of("oil")] != []
    assert (wanted["name"], wanted["exact"]) == ("Ana Reed", "to end the ban")
    assert (came["outcome"], came["force"], came["exact"]) == ("agreed", "hedged", "to talk")
    assert (air["exact"], air["by"]) == ("frankly", None)
    for part in (*said["stretches"], wanted, came, air):
        assert text.text[part["start"] : part["end"]] == part["exact"]
    assert {one["story"] for one in (said, wanted, came, air)} == {"a"}
    assert contact_line(contact([told]))["statements"] == [said]
    row = contact_row(contact([told]))
    assert (row["statements"], row["aims"]) == (1, "US: to end the ban")
    assert (row["outcomes"], row["tones"]) == ("agreed (hedged): to talk", "frankly")
    assert json.loads(json.dumps(line)) == line


def test_what_the_story_says_in_its_own_words_is_no_quotation() -> None:
    spoken = statement("US , Foreign Ministry", "that it was late", form=Form.INDIRECT)
    told = replace(report(), statements=(replace(spoken, named_by=report().evidence[0]),))
    (said,) = report_line(told)["statements"]
    assert (said["speaker"], said["name"], said["quote"]) == ("Foreign Ministry", None, None)
    assert said["words"] == "that it was late"


def test_an_unknown_date_says_so() -> None:
    line = report_line(report())
    assert line["when"] is None
    assert line["when_basis"] == "unknown"


def test_a_contact_is_told_with_history_and_disagreement() -> None:
    made = contact(
        [
            report(when="2031-05-02", told="2031-05-01", status="planned", key="a"),
            report(when="2031-05-03", told="2031-05-04", key="b"),
        ]
    )
    line = contact_line(made)
    assert line["stories"] == ["a", "b"]
    assert [(h["published"], h["status"], h["story"]) for h in line["history"]] == [
        ("2031-05-01", "planned", "a"),
        ("2031-05-04", "held", "b"),
    ]
    (conflict,) = line["conflicts"]
    assert conflict["field"] == "when"
    assert {c["value"]: c["stories"] for c in conflict["claims"]} == {"2031-05-02": ["a"], "2031-05-03": ["b"]}
    assert sorted(line["reports"]) == sorted(r.id for r in made.reports)
    assert json.loads(json.dumps(line)) == line


def test_a_row_is_flat_and_has_every_column() -> None:
    row = contact_row(contact([report("US Ana Reed, Envoy", "CN", when="2031-02", topics=("a", "b"), key="k")]))
    assert set(row) == set(ContactRow.__annotations__)
    assert (row["first_day"], row["last_day"]) == ("2031-02-01", "2031-02-28")
    assert (row["parties"], row["sides"]) == ("Ana Reed, Envoy (US); CN", "US; CN")
    assert (row["topics"], row["stories"], row["origins"]) == ("a; b", "k", 1)
    assert contact_row(contact([report()]))["first_day"] is None


def test_a_party_in_words() -> None:
    told = [party_text(p) for p in report("US Ana Reed, Envoy", "CN", "? Li Bo", "EU , President").parties]
    assert told == ["Ana Reed, Envoy (US)", "CN", "Li Bo", "President (EU)"]
