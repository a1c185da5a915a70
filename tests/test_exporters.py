"""Each format is read by a program of somebody else's: what they make of it must be what the record has."""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import feedparser
import geojson
import icalendar
import networkx as nx
import pandas as pd
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from factory import aim, outcome, reading, report, statement, story, tone
from summitry import dates
from summitry.errors import SummitryError
from summitry.exporters import EXPORTERS, Nodes, Options, Rows, ical
from summitry.exporters.events import EventRow
from summitry.exporters.rows import PartyRow, ReportRow, StatementRow
from summitry.interchange import ContactRow, contact_line, contact_row
from summitry.lexicon import patterns
from summitry.model import Came, Reading
from summitry.query import Filter
from summitry.record import Record
from summitry.stores import sqlite
from summitry.subjects import subjects_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summitry.model import Contact

AT = datetime(2031, 12, 1, 9, 30, tzinfo=UTC)
_AWKWARD = 'Ana "the Reed" Reed; met, they say,\nLi Bo & Wu <Hua> \x0b in Ōsaka \\ and Østfold – 会談 🕊.'


def told_in(
    text: str, *parties: str, key: str, date: str | None = None, topics: tuple[str, ...] = (), **fields: str
) -> Reading:
    """The reading of a story of this text that tells one contact."""
    tale = story(text, key=key, date=date)
    return Reading(tale, key, (report(*parties, story=tale, topics=topics, **fields),))


def talking(one: Reading) -> Reading:
    """The reading of the awkward story, with things said, wanted and agreed in it."""
    (told,), tale = one.reports, one.story
    words = "the Reed … they say,\nLi Bo & Wu <Hua>"
    content = replace(
        told,
        statements=(statement("KE Amina Otieno, President", words, story=tale, topic="tea & tariffs"),),
        aims=(aim("IN Rohini Rao", "Wu <Hua>", story=tale),),
        outcomes=(outcome(Came.NOTHING, "Li Bo & Wu", story=tale),),
        tones=(tone("Østfold", story=tale),),
    )
    return replace(one, reports=(content,))


READINGS = (
    told_in(
        "Ana Reed met Li Bo in Oslo.",
        "US Ana Reed, Secretary of State",
        "CN Li Bo, Foreign Minister",
        key="a.txt",
        date="2031-05-03",
        when="2031-05-02",
        country="NO",
        city="Oslo",
        topics=("fish", "oil; gas"),
    ),
    told_in(
        "They met in Bergen.",
        "US Ana Reed",
        "CN Li Bo",
        key="b.txt",
        date="2031-05-04",
        when="2031-05-02",
        country="NO",
        city="Bergen",
    ),
    told_in(
        "Rui Sá will visit Norway in July.",
        ">BR Rui Sá, Trade Minister",
        "<NO",
        key="c.txt",
        date="2031-06-10",
        kind="visit",
        status="planned",
        when="2031-07",
        country="NO",
    ),
    told_in(
        "Rui Sá put off his visit.",
        ">BR Rui Sá",
        "<NO",
        key="d.txt",
        date="2031-06-20",
        kind="visit",
        status="postponed",
        when="2031-07",
        country="NO",
    ),
    talking(
        told_in(_AWKWARD, "KE Amina Otieno", "IN Rohini Rao", key="e.txt", kind="call", topics=("tea\x0c & <cake>",))
    ),
    told_in(
        "Berg may see Dahl.",
        "SE Eva Berg",
        "DK Nils Dahl",
        key="f.txt",
        date="2031-08-01",
        status="possible",
        when="2031-09-10/2031-09-12",
        country="DK",
        city="Copenhagen",
        margins_of="G20 summit",
    ),
    told_in(
        "Berg called off a call to Dahl.",
        "SE Eva Berg",
        "DK Nils Dahl",
        key="g.txt",
        date="2031-10-01",
        kind="call",
        status="cancelled",
        when="2031-10-04",
    ),
    told_in(
        "Berg rang Dahl.",
        "SE Eva Berg",
        "DK Nils Dahl",
        key="j.txt",
        date="2031-10-07",
        kind="call",
        when="2031-10-06",
    ),
    told_in(
        "Hamas refused to talk to Egypt.",
        "Hamas",
        "EG",
        key="h.txt",
        date="2031-11-02",
        status="refused",
        when="2031-11-01/..",
    ),
    told_in(
        "Otieno, Rao and Sá met.",
        "KE Amina Otieno",
        "IN Rohini Rao",
        "BR Rui Sá",
        key="i.txt",
        date="2031-11-05",
        when="2031-11-04",
        country="CH",
        city="Geneva",
        venue="Palais des Nations",
    ),
)


@pytest.fixture
def record() -> Iterator[Record]:
    with Record.open() as kept:
        kept.add(READINGS)
        yield kept


@pytest.fixture
def export(record: Record) -> Callable[..., bytes]:
    """The bytes of a format, of all contacts of the record."""

    def write(form: str, *, of: Record = record, rows: Rows = Rows.CONTACTS, nodes: Nodes = Nodes.PERSONS) -> bytes:
        options = Options(of.story, AT, rows=rows, nodes=nodes)
        return b"".join(EXPORTERS[form].write(of.each(), options))

    return write


def contact_of(record: Record, key: str) -> Contact:
    """The contact that a story tells."""
    return record.contact(record.reports(key)[0].id)


# --- every format ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", EXPORTERS)
def test_the_same_record_gives_the_same_bytes_whatever_was_read_first(
    export: Callable[..., bytes], form: str, tmp_path: Path
) -> None:
    with Record.open(tmp_path / "other.db") as other:
        for one in reversed(READINGS):
            other.add([one])
        assert export(form) == export(form, of=other)


@pytest.mark.parametrize("form", EXPORTERS)
def test_an_empty_record_gives_a_whole_document(form: str) -> None:
    with Record.open() as empty:
        made = b"".join(EXPORTERS[form].write((), Options(empty.story, AT)))
    whole: dict[str, Callable[[bytes], object]] = {
        "csv": lambda b: len(b.splitlines()) == 1,
        "events": lambda b: len(b.splitlines()) == 1,
        "parquet": lambda b: parquet.read_table(io.BytesIO(b)).num_rows == 0,
        "jsonl": lambda b: b == b"",
        "ftm": lambda b: b == b"",
        "jsonld": lambda b: json.loads(b)["@graph"] == [],
        "geojson": lambda b: geojson.loads(b).is_valid,
        "ics": icalendar.Calendar.from_ical,
        "atom": lambda b: not feedparser.parse(b).bozo,
        "graphml": lambda b: len(nx.parse_graphml(b.decode())) == 0,
    }
    assert whole[form](made)


@pytest.mark.parametrize("form", EXPORTERS)
def test_what_is_written_comes_piece_by_piece(record: Record, form: str) -> None:
    pieces = list(EXPORTERS[form].write(record.each(), Options(record.story, AT)))
    assert len(pieces) > 1


@pytest.mark.parametrize(
    "wanted", [None, Filter(side="NO"), Filter(person="Berg"), Filter(text="met"), Filter(since="2031-06")]
)
def test_each_gives_the_contacts_in_their_order(
    record: Record, monkeypatch: pytest.MonkeyPatch, wanted: Filter | None
) -> None:
    monkeypatch.setattr(sqlite, "_AT_HAND", 2)
    found = []
    for contact in record.each(wanted):
        record.story(contact.reports[0].story_id)  # asking in between is allowed
        found.append(contact)
    assert tuple(found) == tuple(record.contacts(wanted))
    assert found


def test_each_has_the_links_that_follow_from_other_contacts(record: Record) -> None:
    linked = {c.id: [link.report_id for link in c.links] for c in record.each() if c.links}
    assert linked == {contact_of(record, "j.txt").id: [contact_of(record, "g.txt").id]}


def test_the_page_of_exports_names_every_format_column_and_rule() -> None:
    page = (Path(__file__).parents[1] / "docs" / "exports.md").read_text(encoding="utf-8")
    columns = {name for row in (EventRow, PartyRow, ReportRow, StatementRow) for name in get_type_hints(row)}
    told_elsewhere = {*get_type_hints(ContactRow), "when"}  # docs/reading.md
    rules = {p.id for p in patterns("events")}
    missing = {name for name in {*EXPORTERS, *rules, *columns - told_elsewhere} if f"`{name}`" not in page}
    assert not missing


# --- tables ---------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_contact(export: Callable[..., bytes], record: Record) -> None:
    read = pd.read_csv(io.BytesIO(export("csv")), dtype=str, keep_default_na=False)
    wanted = [{k: "" if v is None else str(v) for k, v in contact_row(c).items()} for c in record.timeline()]
    assert read.to_dict("records") == wanted


def test_reports_are_rows_with_their_contact(export: Callable[..., bytes], record: Record) -> None:
    read = pd.read_csv(io.BytesIO(export("csv", rows=Rows.REPORTS)), keep_default_na=False)
    assert sorted(read["story"]) == sorted(r.story.key for r in READINGS)
    assert set(read["contact"]) == {c.id for c in record.timeline()}
    awkward = read[read["story"] == "e.txt"].iloc[0]
    assert awkward["sentences"] == _AWKWARD
    assert awkward["when_basis"] == "unknown"


def test_parties_are_rows_with_their_words(export: Callable[..., bytes], record: Record) -> None:
    read = pd.read_csv(io.BytesIO(export("csv", rows=Rows.PARTIES)), keep_default_na=False)
    assert len(read) == sum(len(c.parties) for c in record.timeline())
    reed = read[read["name"] == "Ana Reed"].iloc[0]
    assert (reed["office"], reed["side"], reed["role"], reed["story"]) == ("Secretary of State", "US", "party", "a.txt")


def test_statements_are_rows_with_speaker_words_and_story(export: Callable[..., bytes], record: Record) -> None:
    (row,) = pd.read_csv(io.BytesIO(export("csv", rows=Rows.STATEMENTS)), keep_default_na=False).to_dict("records")
    assert (row["speaker"], row["office"], row["side"]) == ("Amina Otieno", "President", "KE")
    assert row["words"] == row["quote"] == "the Reed … they say,\nLi Bo & Wu <Hua>"
    assert (row["story"], row["contact"]) == ("e.txt", contact_of(record, "e.txt").id)
    assert row["subjects"].split("; ") == [s.id for s in subjects_of("tea & tariffs")] != []
    told = pd.read_csv(io.BytesIO(export("csv")), keep_default_na=False).set_index("id").loc[row["contact"]]
    assert (told["statements"], told["outcomes"]) == (1, "nothing agreed: Li Bo & Wu")
    assert (told["aims"], told["tones"]) == ("IN: Wu <Hua>", "Østfold")


@pytest.mark.parametrize("rows", Rows)
def test_parquet_has_the_rows_of_the_csv_with_types(export: Callable[..., bytes], rows: Rows) -> None:
    table = parquet.read_table(io.BytesIO(export("parquet", rows=rows)))
    lines = pd.read_csv(io.BytesIO(export("csv", rows=rows)), dtype=str, keep_default_na=False).to_dict("records")
    told = [{k: "" if v is None else str(v) for k, v in row.items()} for row in table.to_pylist()]
    assert told == lines
    assert all(isinstance(v, date) for v in table.column("first_day").to_pylist() if v is not None)


def test_parquet_is_whole_beyond_a_row_group(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["summitry.exporters.parquet"], "_AT_ONCE", 2)
    made = b"".join(EXPORTERS["parquet"].write(record.each(), Options(record.story, AT)))
    file = parquet.ParquetFile(io.BytesIO(made))
    assert file.num_row_groups > 2
    assert file.read().column("id").to_pylist() == [c.id for c in record.timeline()]


def test_without_pyarrow_the_extra_is_named(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SummitryError, match=re.escape("summitry[parquet]")):
        next(EXPORTERS["parquet"].write(record.each(), Options(record.story, AT)))


def test_json_lines_are_contacts_whole(export: Callable[..., bytes], record: Record) -> None:
    assert [json.loads(line) for line in export("jsonl").splitlines()] == [contact_line(c) for c in record.timeline()]
    reports = pd.read_json(io.BytesIO(export("jsonl", rows=Rows.REPORTS)), lines=True)
    assert sorted(reports["story"]) == sorted(r.story.key for r in READINGS)
    assert reports["contact"].isin([c.id for c in record.timeline()]).all()


# --- linked data ----------------------------------------------------------------------------

_QUOTED = """
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX s: <https://schema.org/> PREFIX smry: <urn:summitry:>
SELECT ?contact ?key ?words ?start ?end WHERE {
  ?contact a s:Event ; prov:wasDerivedFrom ?report . ?report prov:wasDerivedFrom ?quotation .
  ?quotation s:text ?words ; smry:start ?start ; smry:end ?end ; prov:wasQuotedFrom ?story .
  ?story a s:NewsArticle ; s:identifier ?key }
"""


_VALUES = """
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX smry: <urn:summitry:>
SELECT ?field ?value WHERE { ?report prov:wasDerivedFrom ?words . ?words smry:field ?field ; smry:value ?value }
"""


def test_linked_data_leads_from_each_contact_to_the_words_of_its_stories(
    export: Callable[..., bytes], record: Record
) -> None:
    graph = rdflib.Graph().parse(data=export("jsonld"), format="json-ld")
    found: set[tuple[str, str]] = set()
    texts = {r.story.key: r.story.text for r in READINGS}
    for contact, key, words, start, end in graph.query(_QUOTED):  # type: ignore[misc] # rows of a SELECT
        assert texts[str(key)][int(start) : int(end)] == str(words)
        found.add((str(contact).rpartition(":")[2], str(key)))
    assert found == {(c.id, key) for c in record.timeline() for key in c.stories}


def test_linked_data_has_quotations_with_their_speakers(export: Callable[..., bytes], record: Record) -> None:
    graph = rdflib.Graph().parse(data=export("jsonld"), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    call = rdflib.URIRef(f"urn:summitry:contact:{contact_of(record, 'e.txt').id}")
    quotation = graph.value(call, schema.subjectOf)
    assert (quotation, rdflib.RDF.type, schema.Quotation) in graph
    assert str(graph.value(graph.value(quotation, schema.creator), schema.name)) == "Amina Otieno"
    parts = {str(graph.value(part, schema.text)) for part in graph.objects(quotation, schema.hasPart)}
    assert parts == {"the Reed", "they say,\nLi Bo & Wu <Hua>"}
    fields = {str(f): str(v) for f, v in graph.query(_VALUES)}  # type: ignore[misc] # rows of a SELECT
    assert fields["outcomes.0"] == "nothing agreed"


def test_linked_data_names_subjects_beside_the_words(export: Callable[..., bytes]) -> None:
    graph = rdflib.Graph().parse(data=export("jsonld"), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    terms = set(graph.subjects(rdflib.RDF.type, schema.DefinedTerm))
    told = [set(graph.objects(contact, schema.about)) for contact in set(graph.subjects(schema.about, None))]
    assert terms
    assert terms == {one for about in told for one in about if isinstance(one, rdflib.URIRef)}
    assert all(any(isinstance(one, rdflib.Literal) for one in about) for about in told)


def test_linked_data_has_dates_places_and_statuses(export: Callable[..., bytes], record: Record) -> None:
    graph = rdflib.Graph().parse(data=export("jsonld"), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    may = rdflib.URIRef(f"urn:summitry:contact:{contact_of(record, 'f.txt').id}")
    off = rdflib.URIRef(f"urn:summitry:contact:{contact_of(record, 'g.txt').id}")
    start = graph.value(may, schema.startDate)
    assert isinstance(start, rdflib.Literal)
    assert start.toPython() == date(2031, 9, 10)
    place = graph.value(may, schema.location)
    assert str(graph.value(graph.value(place, schema.address), schema.addressLocality)) == "Copenhagen"
    assert graph.value(off, schema.eventStatus) == schema.EventCancelled


# --- FollowTheMoney -------------------------------------------------------------------------


def test_an_entity_is_written_once(export: Callable[..., bytes]) -> None:
    lines = export("ftm").splitlines()
    assert len(lines) == len(set(lines))
    assert sum(b'"Article"' in line for line in lines) == len(READINGS)


# --- calendar -------------------------------------------------------------------------------


def events_of(data: bytes) -> dict[str, icalendar.Event]:
    """The events of a calendar by the id of their contact."""
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    assert not calendar.errors
    found = [e for e in calendar.walk("VEVENT") if isinstance(e, icalendar.Event)]
    assert not any(e.errors for e in found)
    return {str(e["UID"]).removesuffix("@summitry"): e for e in found}


@pytest.mark.parametrize(
    ("key", "status"),
    [("a.txt", "CONFIRMED"), ("d.txt", "CANCELLED"), ("f.txt", "TENTATIVE"), ("g.txt", "CANCELLED")],
)
def test_a_status_is_that_of_a_calendar(export: Callable[..., bytes], record: Record, key: str, status: str) -> None:
    event = events_of(export("ics"))[contact_of(record, key).id]
    assert event["STATUS"] == status


def test_planned_is_tentative() -> None:
    with Record.open() as kept:
        kept.add([READINGS[2]])
        (event,) = events_of(b"".join(EXPORTERS["ics"].write(kept.each(), Options(kept.story, AT)))).values()
    assert (event["STATUS"], event.decoded("DTSTART"), event.decoded("DTEND")) == (
        "TENTATIVE",
        date(2031, 7, 1),
        date(2031, 8, 1),
    )


def test_days_are_whole_and_the_end_is_the_day_after(export: Callable[..., bytes], record: Record) -> None:
    found = events_of(export("ics"))
    one, several = found[contact_of(record, "a.txt").id], found[contact_of(record, "f.txt").id]
    assert (one.decoded("DTSTART"), one.decoded("DTEND")) == (date(2031, 5, 2), date(2031, 5, 3))
    assert (several.decoded("DTSTART"), several.decoded("DTEND")) == (date(2031, 9, 10), date(2031, 9, 13))
    assert one.decoded("DTSTAMP") == datetime(2031, 5, 4, tzinfo=UTC)  # the last story's day, not the clock's
    assert str(one["LOCATION"]) == f"{contact_of(record, 'a.txt').where.city.value}, Norway"  # type: ignore[union-attr]


def test_what_has_no_date_is_left_out_and_told(export: Callable[..., bytes], record: Record) -> None:
    reasons = {c.id: EXPORTERS["ics"].leaves_out(c) for c in record.timeline()}
    assert reasons[contact_of(record, "e.txt").id] == "no date is known"
    assert reasons[contact_of(record, "h.txt").id] == "the date has an open end"
    assert set(events_of(export("ics"))) == {id_ for id_, reason in reasons.items() if reason is None}


def test_lines_of_a_calendar_are_short_and_end_as_they_must(export: Callable[..., bytes]) -> None:
    lines = export("ics").split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=300))
def test_any_text_comes_back_from_a_calendar(text: str) -> None:
    line = ical._folded(f"SUMMARY:{ical._text(text)}".encode())  # noqa: SLF001 - what every line is made by
    event = icalendar.Event.from_ical(b"BEGIN:VEVENT\r\n" + line + b"END:VEVENT\r\n")
    assert isinstance(event, icalendar.Event)
    assert str(event["SUMMARY"]) == text


# --- feed -----------------------------------------------------------------------------------


def test_each_change_of_status_is_an_entry(export: Callable[..., bytes], record: Record) -> None:
    feed = feedparser.parse(export("atom"))
    assert not feed.bozo
    steps = sum(1 + sum(a.status is not b.status for a, b in _pairs(c)) for c in record.timeline())
    assert len(feed.entries) == len({e.id for e in feed.entries}) == steps
    put_off = next(e for e in feed.entries if "planned → postponed" in e.title)
    assert put_off.updated == "2031-06-20T00:00:00Z"
    assert put_off.summary == "d.txt: Rui Sá put off his visit."


def _pairs(contact: Contact) -> Iterator[tuple[Any, Any]]:
    return zip(contact.history, contact.history[1:], strict=False)


def test_entries_are_newest_first_and_undated_ones_last(export: Callable[..., bytes]) -> None:
    entries = feedparser.parse(export("atom")).entries
    times = [e.updated for e in entries]
    assert times == sorted(times, reverse=True)
    assert times[-1] == "1970-01-01T00:00:00Z"
    assert "e.txt" in entries[-1].summary


def test_an_entry_stays_when_stories_are_added(export: Callable[..., bytes], record: Record) -> None:
    before = {e.id for e in feedparser.parse(export("atom")).entries}
    text = "Rui Sá visited Norway."
    record.add([told_in(text, ">BR Rui Sá", "<NO", key="z", date="2031-08-02", kind="visit", when="2031-07-30")])
    after = {e.id for e in feedparser.parse(export("atom")).entries}
    assert before < after


def test_a_feed_links_to_the_story() -> None:
    tale = replace(story("Two ministers met.", key="a", date="2031-05-03"), url="https://example.org/a?b=1&c=2")
    told = Reading(tale, "a", (report(story=tale),))
    with Record.open() as kept:
        kept.add([told])
        feed = feedparser.parse(b"".join(EXPORTERS["atom"].write(kept.each(), Options(kept.story, AT))))
    assert feed.entries[0].links[0].href == "https://example.org/a?b=1&c=2"


# --- map ------------------------------------------------------------------------------------


def test_contacts_lie_where_they_took_place(export: Callable[..., bytes], record: Record) -> None:
    read = geojson.loads(export("geojson"))
    assert read.is_valid
    features = {f.id: f for f in read.features}
    assert list(features) == [c.id for c in record.timeline()]
    longitude, latitude = features[contact_of(record, "i.txt").id].geometry.coordinates
    assert (round(longitude), round(latitude)) == (6, 46)  # Geneva
    assert features[contact_of(record, "d.txt").id].geometry is None  # a country alone is no point


# --- network --------------------------------------------------------------------------------


def test_persons_are_nodes_and_contacts_their_edges(export: Callable[..., bytes], record: Record) -> None:
    graph = nx.parse_graphml(export("graphml").decode(), force_multigraph=True)
    label = nx.get_node_attributes(graph, "label")
    named = {frozenset((label[a], label[b])): d for a, b, d in graph.edges(data=True)}
    assert named[frozenset({"Ana Reed", "Li Bo"})]["contact"] == contact_of(record, "a.txt").id
    visit = named[frozenset({"Rui Sá", "Norway"})]
    assert label[visit["visitor"]] == "Rui Sá"
    meeting = contact_of(record, "i.txt").id
    assert sum(d["contact"] == meeting for _, _, d in graph.edges(data=True)) == 3
    assert any(d.get("topics") == "tea & <cake>" for _, _, d in graph.edges(data=True))


def test_sides_are_nodes_where_asked_for(export: Callable[..., bytes]) -> None:
    graph = nx.parse_graphml(export("graphml", nodes=Nodes.SIDES).decode(), force_multigraph=True)
    assert set(nx.get_node_attributes(graph, "type").values()) == {"side"}
    assert {"side:US", "side:Hamas", "side:NO"} <= set(graph)
    assert graph.number_of_edges("side:KE", "side:IN") == 2


def test_people_of_one_side_have_no_edge() -> None:
    with Record.open() as kept:
        kept.add([reading(report("US Ana Reed", "US Tom Hale", "CN Li Bo"))])
        made = b"".join(EXPORTERS["graphml"].write(kept.each(), Options(kept.story, AT)))
    assert nx.parse_graphml(made.decode()).number_of_edges() == 2


# --- events ---------------------------------------------------------------------------------


def test_events_are_rows_of_ordered_pairs(export: Callable[..., bytes], record: Record) -> None:
    read = pd.read_csv(io.BytesIO(export("events")), dtype=str, keep_default_na=False)
    assert read["id"].is_unique
    planned = read[read["story"] == "c.txt"]
    assert planned[["date", "date_of", "source", "target", "plover", "context", "cameo"]].to_numpy().tolist() == [
        ["2031-06-10", "story", "BR", "NO", "AGREE", "future", "036"],
        ["2031-06-10", "story", "NO", "BR", "AGREE", "future", "036"],
    ]
    met = read[read["story"] == "a.txt"].iloc[0]
    assert (met["date"], met["date_of"], met["plover"], met["quad_class"]) == ("2031-05-02", "contact", "CONSULT", "1")
    assert read[read["story"] == "d.txt"].iloc[0]["contact"] == planned.iloc[0]["contact"]
    assert set(read[read["story"] == "g.txt"]["plover"]) == {"REJECT"}
    assert set(read["contact"]) == {c.id for c in record.timeline()}


def test_an_undated_event_has_no_date_but_one_that_another_story_lends() -> None:
    dated = report("US Ana Reed", "CN Li Bo", when="2031-05-02", told="2031-05-03", key="a", city="Oslo")
    undated = report("US Ana Reed", "CN Li Bo", told="2031-05-04", key="b", city="Oslo")
    alone = report("KE Amina Otieno", "IN Rohini Rao", told="2031-05-04", key="c")
    with Record.open() as kept:
        kept.add(map(reading, (dated, undated, alone)))
        made = b"".join(EXPORTERS["events"].write(kept.each(), Options(kept.story, AT)))
        assert len(kept.timeline()) == 2
    read = pd.read_csv(io.BytesIO(made), dtype=str, keep_default_na=False)
    found = dict(zip(read["story"], read["date"], strict=True))
    assert found == {"a": "2031-05-02", "b": "2031-05-02", "c": ""}


def test_a_contact_of_one_side_is_left_out_and_told() -> None:
    with Record.open() as kept:
        kept.add([reading(report("US Ana Reed", "? Li Bo"))])
        (contact,) = kept.timeline()
    assert EXPORTERS["events"].leaves_out(contact) == "no story tells two sides"


def test_dates_of_the_rows_are_dates(export: Callable[..., bytes]) -> None:
    read = pd.read_csv(io.BytesIO(export("events")), dtype=str, keep_default_na=False)
    assert all(dates.interval(d) for d in read["date"] if d)
