from __future__ import annotations

import pytest

from summitry import labels
from summitry.plaintext import layout

STORY = "The foreign ministers of Norway and Chile opened two days of talks in the old customs house on Friday."
TITLE = "Ministers of Norway and Chile open talks on fish"


@pytest.mark.parametrize(
    ("line", "date", "outlet", "byline"),
    [
        ("Fjord Times | 3 May 2031", "2031-05-03", "Fjord Times", None),
        ("Fjord Times, May 3, 2031", "2031-05-03", "Fjord Times", None),
        ("Fjord Desk, 3 May 2031. By Jane Roe", "2031-05-03", "Fjord Desk", "Jane Roe"),
        ("May 3, 2031 · 2 min read · 1,207 views", "2031-05-03", None, None),
        ("World News | 3 May 2031 | By Jane Roe", "2031-05-03", None, "Jane Roe"),
        ("Friday round-up, 3 May 2031", "2031-05-03", None, None),
    ],
)
def test_a_line_of_labels_tells_date_outlet_and_byline(
    line: str, date: str, outlet: str | None, byline: str | None
) -> None:
    assert labels.read(line) == (True, date)
    found = layout(f"{TITLE}\n{line}\n{STORY}")
    assert (found.title, found.paragraphs) == (TITLE, (STORY,))
    assert [claim.value for claim in found.published] == [date]
    assert (found.outlet, found.byline) == (outlet, byline)


@pytest.mark.parametrize(
    "line", ["Fjord Quarterly", TITLE, "Ministers met on 3 May 2031 | a first", "3 May 2031 was long"]
)
def test_a_headline_or_a_sentence_is_no_line_of_labels(line: str) -> None:
    assert labels.read(line) == (False, None)


@pytest.mark.parametrize("outlet", ["Fjord Post", "Fjord World News"])
def test_the_site_behind_the_title_is_the_outlet(outlet: str) -> None:
    found = layout(f"Current:Home > World > {TITLE} - {outlet}\n{TITLE}\n{STORY}")
    assert (found.title, found.outlet) == (TITLE, outlet)


def test_a_byline_that_is_the_agency_names_nobody() -> None:
    found = layout(f"{TITLE}\nBy Fjord Wire\nOSLO (Fjord Wire) — {STORY}")
    assert (found.byline, found.agency) == (None, "Fjord Wire")
    found = layout(f"{TITLE}\nBy Reuters\n{STORY}")
    assert (found.byline, found.agency) == (None, "Reuters")
    found = layout(f"{TITLE}\nBy Jane Roe, Reuters\n{STORY}")
    assert (found.byline, found.agency) == ("Jane Roe, Reuters", "Reuters")
