from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from factory import report
from summitry import charts, coordinates, facts
from summitry.charts import base
from summitry.charts.network import layout
from summitry.errors import SummitryError
from summitry.resolve import contacts as resolved
from summitry.timelines import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    import altair as alt

    from summitry.model import Contact, Report

SVG = "{http://www.w3.org/2000/svg}"
DRAW: dict[str, Callable[..., charts.Chart]] = {
    "timeline": charts.timeline,
    "strip": charts.strip,
    "rhythm": charts.rhythm,
    "worldmap": charts.worldmap,
    "matrix": charts.matrix,
    "network": charts.network,
}


def contacts(*reports: Report) -> tuple[Contact, ...]:
    return resolved(reports)


SOME = contacts(
    report("US Ana Reed", "CN Li Bo", when="2031-05-02", country="CH", city="Geneva"),
    report("US Ana Reed", "CN Li Bo", kind="call", when="2031-06", status="planned"),
    report(">DE Eva Brandt", "<KE", kind="visit", when="2029-01-30", country="KE", city="Nairobi"),
    report("FR Luc Morel", "BR Rui Dias", when="2030"),
    report("FR Luc Morel", "IN Tara Sen"),
)


def drawn(chart: charts.Chart) -> ET.Element:
    return ET.fromstring(charts.svg(chart))  # noqa: S314 - our own


def rows(chart: charts.Chart) -> list[dict[str, Any]]:
    """Every row of data that a chart holds, of all its layers."""
    return [row for found in chart.to_dict()["datasets"].values() if isinstance(found, list | tuple) for row in found]


def notes(chart: charts.Chart) -> str:
    return str(chart.to_dict()["description"])


def scale(channel: alt.Color | alt.Shape) -> list[str]:
    """What a channel's scale gives, in order."""
    found: Any = channel.to_dict()
    return list(found["scale"]["range"])


def told(chart: charts.Chart) -> list[str]:
    return [row["told"] for row in rows(chart)]


# --- every chart ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", DRAW)
def test_a_page_can_hold_the_picture_under_a_strict_policy(name: str) -> None:
    text = charts.svg(DRAW[name](SOME))
    assert "style=" not in text
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "", 1)
    assert "<image" not in text


@pytest.mark.parametrize("name", DRAW)
def test_a_picture_tells_in_words_what_it_shows(name: str) -> None:
    root = drawn(DRAW[name](SOME))
    assert root.get("aria-label")
    titles = [t.text for t in root.iter(f"{SVG}title")]
    assert titles
    assert all(titles)


@pytest.mark.parametrize("name", DRAW)
def test_no_contacts_make_an_empty_picture(name: str) -> None:
    assert drawn(DRAW[name](())).tag == f"{SVG}svg"


@pytest.mark.parametrize("name", DRAW)
def test_the_same_contacts_make_the_same_picture(name: str) -> None:
    assert charts.svg(DRAW[name](SOME)) == charts.svg(DRAW[name](SOME))


@pytest.mark.parametrize("name", DRAW)
def test_text_has_the_colour_of_the_page_unless_told(name: str) -> None:
    chart = DRAW[name](SOME)
    assert 'fill="currentColor"' in charts.svg(chart)
    for dark, paper in ((True, "#14171a"), (False, "#ffffff")):
        own = charts.svg(chart, dark=dark)
        assert "currentColor" not in own
        assert f'fill="{paper}"' in own


def test_marks_are_links_to_the_addresses_given() -> None:
    root = drawn(charts.timeline(SOME, link=lambda id_: f"/contacts/{id_}?a=1&b=2"))
    found = {a.get("href") for a in root.iter(f"{SVG}a")}
    assert found == {f"/contacts/{c.id}?a=1&b=2" for c in SOME if c.when}


def test_without_addresses_nothing_is_a_link() -> None:
    assert not list(drawn(charts.timeline(SOME)).iter(f"{SVG}a"))


def test_two_pictures_of_a_page_share_no_id() -> None:
    ids = [
        [e.get("id") for e in drawn(chart).iter() if e.get("id")]
        for chart in (charts.worldmap(SOME), charts.worldmap(SOME[:1]))
    ]
    assert all(ids)
    assert not set(ids[0]) & set(ids[1])
    assert "url(#clip" not in charts.svg(charts.worldmap(SOME))


def test_a_name_cannot_break_out_of_the_picture() -> None:
    hostile = contacts(report('US Ana "<script>alert(1)</script>\x07', "CN Li & Bo", when="2031-05-02"))
    for draw in (charts.timeline, charts.network):
        root = drawn(draw(hostile))
        assert not list(root.iter(f"{SVG}script"))
        assert any("<script>" in (t.text or "") for t in root.iter(f"{SVG}title"))


def luminance(colour: str) -> float:
    """WCAG 2's relative luminance of a colour in hexadecimal."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("paper", ["#ffffff", "#14171a"])
def test_colours_stand_out_from_either_paper(paper: str) -> None:
    colours = scale(base.by_status(())[0])
    assert len(set(colours)) == len(colours)
    assert all(contrast(colour, paper) >= 3 for colour in colours)


@pytest.mark.parametrize(("paper", "ink"), [("#ffffff", "#1d2125"), ("#14171a", "#e6e6e6")])
def test_numbers_can_be_read_on_the_fullest_cell(paper: str, ink: str) -> None:
    top = base.OPACITY[1]
    mixed = [round(top * int(base.BLUE[n : n + 2], 16) + (1 - top) * int(paper[n : n + 2], 16)) for n in (1, 3, 5)]
    assert contrast("#" + "".join(f"{c:02x}" for c in mixed), ink) >= 4.5


def test_shapes_tell_statuses_apart_without_colours() -> None:
    shapes = scale(base.by_status(())[1])
    assert len(set(shapes)) == len(shapes) == 6


# --- timeline -------------------------------------------------------------------------------


def test_a_contact_without_a_date_is_counted_as_not_shown() -> None:
    chart = charts.timeline(SOME)
    assert len(rows(chart)) == 4
    assert "5 contacts. 1 contact without" in notes(chart)


def test_a_date_that_is_a_month_is_a_bar_over_it() -> None:
    (row,) = [r for r in rows(charts.timeline(SOME)) if r["status"] == "planned"]
    assert (row["first"], row["last"]) == ("2031-06-01", "2031-06-30")


def test_rows_beyond_the_most_frequent_are_the_others() -> None:
    chart = charts.timeline(SOME, rows=1)
    assert sorted(r["row"] for r in rows(chart)) == ["China – United States"] * 2 + ["others"] * 2


def test_many_sides_are_counted_instead_of_named() -> None:
    (row,) = rows(charts.timeline(contacts(report("US", "CN", "DE", "FR", when="2031-05-02"))))
    assert row["row"] == "4 sides"


def test_the_legend_has_what_is_shown() -> None:
    root = drawn(charts.timeline(SOME))
    words = {t.text for t in root.iter(f"{SVG}text")}
    assert {"held", "planned"} <= words
    assert not {"refused", "cancelled", "postponed", "possible"} & words


# --- strip and rhythm -----------------------------------------------------------------------


def test_years_between_contacts_are_there_and_empty() -> None:
    years = {row["of"]: row["number"] for row in rows(charts.strip(SOME))}
    assert years == {"2029": 1, "2030": 1, "2031": 2}
    far = contacts(report(when="1999-12-31"), report(when="2002-01-01"))
    assert [r["number"] for r in rows(charts.strip(far))] == [1, 0, 0, 1]


def test_few_years_are_shown_by_month() -> None:
    near = contacts(report(when="2030-11-02"), report(when="2031-01-05"))
    assert [r["of"] for r in rows(charts.strip(near))] == ["2030-11", "2030-12", "2031-01"]


@pytest.mark.parametrize(("most", "axis"), [(1, ["0", "1"]), (2, ["0", "1", "2"]), (5, ["0", "2", "4"])])
def test_an_axis_counts_whole_contacts_each_number_once(most: int, axis: list[str]) -> None:
    chart = charts.strip(contacts(*(report("US", "CN", when=f"2031-05-0{n + 1}") for n in range(most))))
    assert [t.text for t in drawn(chart).iter(f"{SVG}text") if t.text and len(t.text) == 1] == axis


def test_a_contact_of_no_one_year_is_counted_as_not_shown() -> None:
    turn = contacts(report(when="2029-12-31/2030-01-02"), report(when="2020-05-01"), report(when="2030-05-01"))
    chart = charts.strip(turn)
    assert sum(r["number"] for r in rows(chart)) == 2
    assert "1 contact of no one year" in notes(chart)


def test_a_month_tells_how_many_came_about() -> None:
    first, second = report("US", "CN", when="2031-05-02"), report("CN", "FR", when="2031-05-09", status="refused")
    month = contacts(first, second)
    assert told(charts.rhythm(month)) == ["2031-05: 2 contacts (1 held, 1 refused)"]


# --- matrix and network ---------------------------------------------------------------------


def test_a_pair_stands_on_both_sides_of_the_matrix() -> None:
    cells = {(r["a"], r["name"]): r["number"] for r in rows(charts.matrix(SOME))}
    assert cells["US", "China"] == cells["CN", "United States"] == 2


def test_a_visit_connects_the_visitor_with_the_host_alone() -> None:
    two = contacts(report(">US Ana Reed", ">DE Eva Brandt", "<KE", kind="visit", when="2031-05-02"))
    assert {(r["a"], r["name"]) for r in rows(charts.matrix(two))} == {
        ("US", "Kenya"),
        ("KE", "United States"),
        ("DE", "Kenya"),
        ("KE", "Germany"),
    }


def test_the_address_of_a_pair_is_one_in_either_cell() -> None:
    chart = charts.matrix(SOME, link=lambda a, b: f"/pairs/{a}/{b}")
    found = {r["href"] for r in rows(chart) if {r["a"], r["name"]} & {"US", "CN"}}
    assert "/pairs/CN/US" in found
    assert "/pairs/US/CN" not in found


def test_the_matrix_says_how_many_sides_it_leaves_out() -> None:
    chart = charts.matrix(SOME, most=3)
    assert {r["a"] for r in rows(chart)} == {"CN", "US"}
    assert "the 3 with most contacts of 7 sides" in notes(chart)


def test_persons_are_nodes_and_sides_where_none_is_named() -> None:
    kinds = {r["label"]: r["type"] for r in rows(charts.network(SOME)) if "label" in r}
    assert kinds["Eva Brandt"] == "person"
    assert kinds["Kenya"] == "side"
    assert {r["type"] for r in rows(charts.network(SOME, nodes="sides")) if "type" in r} == {"side"}


def test_who_is_in_contact_lies_together() -> None:
    names = [f"n{n}" for n in range(12)]
    groups = [(a, b) for g in (names[::2], names[1::2]) for a in g for b in g if a < b]
    at = dict(zip(names, layout(names, dict.fromkeys(groups, 1)), strict=True))
    gap = {(a, b): float(((at[a] - at[b]) ** 2).sum()) for a in names for b in names if a < b}
    within, between = [gap[p] for p in groups], [n for p, n in gap.items() if p not in groups]
    assert sum(within) / len(within) < sum(between) / len(between) / 2


def test_nodes_lie_in_the_picture_also_where_nothing_connects_them() -> None:
    at = layout(["a", "b", "c"], {})
    assert at.min() == 0
    assert at.max() == 1
    assert layout(["a"], {}).tolist() == [[0.5, 0.5]]


# --- map ------------------------------------------------------------------------------------


def test_a_contact_at_no_town_is_no_disc() -> None:
    chart = charts.worldmap(SOME)
    assert {"Geneva: 1 contact", "Nairobi: 1 contact"} <= set(told(chart))
    assert "3 contacts at no town" in notes(chart)


def test_a_journey_goes_from_the_visitors_seat_to_the_town() -> None:
    (line,) = [r for r in rows(charts.worldmap(SOME)) if r.get("type") == "Feature"]
    assert line["told"] == "Germany to Nairobi: 1 visit"
    start, *_, end = line["geometry"]["coordinates"]
    assert start == pytest.approx([13.4, 52.5], abs=0.1)
    assert end == pytest.approx([36.8, -1.3], abs=0.1)


def test_the_way_there_and_the_way_back_are_two_lines() -> None:
    both = contacts(
        report(">US Ana Reed", "<CN", kind="visit", when="2031-05-02"),
        report(">CN Li Bo", "<US", kind="visit", when="2031-06-02"),
    )
    ways = [r["geometry"]["coordinates"] for r in rows(charts.worldmap(both)) if r.get("type") == "Feature"]
    (there, back) = ([north for _, north in way] for way in ways)
    assert max(abs(a - b) for a, b in zip(there, reversed(back), strict=True)) > 10
    assert max(there + back) < 75  # a great circle would go by the pole


@pytest.mark.parametrize(
    ("status", "lines"),
    [("held", ["visits held"]), ("planned", ["visits ahead"]), ("cancelled", []), ("refused", [])],
)
def test_a_visit_that_came_to_nothing_is_no_journey(status: str, lines: list[str]) -> None:
    visit = contacts(report(">DE Eva Brandt", "<KE", kind="visit", status=status, when="2031-05-02"))
    assert [r["what"] for r in rows(charts.worldmap(visit)) if r.get("type") == "Feature"] == lines


@pytest.mark.parametrize(("side", "where"), [("VC", (13.16, -61.22)), ("EU", (50.85, 4.35)), ("SG", (1.29, 103.85))])
def test_where_a_side_has_its_seat(side: str, where: tuple[float, float]) -> None:
    found = coordinates.seat(side)
    assert found is not None
    assert (found.latitude, found.longitude) == pytest.approx(where, abs=0.1)


def test_every_state_has_a_seat() -> None:
    states = [s.code for s in facts.sides() if s.kind is facts.SideKind.STATE]
    assert len(states) > 190
    assert not [code for code in states if coordinates.seat(code) is None]


def test_a_side_without_a_known_seat_has_none() -> None:
    assert coordinates.seat("G7") is None
    assert coordinates.seat("no such side") is None


# --- notebooks ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["timeline", "strip", "rhythm", "map", "matrix", "network"])
def test_a_timeline_gives_its_charts_with_their_own_paper(name: str) -> None:
    chart = getattr(Timeline(SOME).chart, name)(dark=True, width=500).to_dict()
    assert chart["config"]["background"] == "#14171a"
    assert chart["width"] == 500


def test_a_data_frame_of_polars_has_the_rows() -> None:
    timeline = Timeline(SOME)
    assert timeline.to_polars().to_dicts() == [dict(row) for row in timeline.to_rows()]


def test_an_empty_data_frame_has_its_columns() -> None:
    assert Timeline().to_polars().columns == list(Timeline().to_pandas().columns)


# --- what is missing ------------------------------------------------------------------------


def test_without_altair_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    monkeypatch.delitem(sys.modules, "summitry.charts")
    with pytest.raises(SummitryError, match=r'pip install "summitry\[charts\]"'):
        _ = Timeline(SOME).chart


def test_without_vl_convert_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(SummitryError, match=r'pip install "summitry\[charts\]"'):
        charts.svg(charts.strip(SOME))


def test_without_polars_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match=r"summitry\[polars\]"):
        Timeline(SOME).to_polars()


def test_a_record_loads_no_chart_before_one_is_asked_for() -> None:
    code = "import sys, summitry.record, summitry.cli; sys.exit('altair' in sys.modules or 'polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_days_are_taken_only_where_known_closely_enough() -> None:
    (month,) = contacts(report(when="2031-06"))
    assert base.days(month, within=31) == (date(2031, 6, 1), date(2031, 6, 30))
    assert base.days(month, within=7) is None
    (open_end,) = contacts(report(when="2031-06-01/.."))
    assert base.days(open_end, within=366) is None


def test_numbers_agree_with_their_words() -> None:
    assert base.left_out(0, "of no one year") == ""
    assert re.fullmatch(r"1 contact x is not shown", base.left_out(1, "x"))
    assert base.many(1200, "contact") == "1,200 contacts"
