from __future__ import annotations

import pytest

from summitry.model import DropReason
from summitry.plaintext import Layout, layout

FIRST = "The foreign ministers of Norway and Chile opened two days of talks in the old customs house on Friday."
SECOND = "They spoke about fisheries and the route of a new cable, a spokeswoman said after the first session."
THIRD = "The Chilean minister is to travel on to the capital, where the prime minister will receive her."
TITLE = "Ministers of Norway and Chile open talks on fish"


def _layout(*lines: str) -> Layout:
    return layout("\n".join(lines))


def _reasons(found: Layout) -> dict[str, DropReason]:
    return {drop.text: drop.reason for drop in found.dropped}


def test_scrape_with_everything_around_it() -> None:
    found = _layout(
        "Home > World > Europe",
        "Europe",
        TITLE,
        "2 min read",
        "Published 16 May 2031",
        "By Jane Roe, Reuters",
        "The ministers shake hands on the quay / Reuters",
        FIRST,
        "ADVERTISEMENT",
        SECOND,
        "RELATED: A cable too far",
        THIRD,
        "Source: Fjord World & Agencies",
        "Good! (123)",
        "Most read",
        "Storm closes the harbour for a second day",
        "Peru and Japan sign pact in Lima",
        "Leave a comment",
        "Your email address will not be published. Required fields are marked *",
        "© 2031 Fjord Times",
    )
    assert found.title == TITLE
    assert found.paragraphs == (FIRST, SECOND, THIRD)
    assert found.byline == "Jane Roe, Reuters"
    assert found.agency == "Fjord World & Agencies"
    assert [claim.value for claim in found.published] == ["2031-05-16"]
    reasons = _reasons(found)
    assert reasons["Europe"] is DropReason.NAVIGATION
    assert reasons["The ministers shake hands on the quay / Reuters"] is DropReason.CREDIT
    assert reasons["Most read"] is DropReason.HEADING_OF_LIST
    assert reasons["Peru and Japan sign pact in Lima"] is DropReason.HEADLINE_LIST


def test_dropped_lines_carry_their_number_and_rule() -> None:
    found = _layout("", TITLE, "", FIRST, "", "Leave a comment")
    assert [(d.line, d.rule) for d in found.dropped] == [(6, "leave-comment")]


def test_heading_inside_the_story_takes_its_headlines_and_no_paragraph() -> None:
    found = _layout(
        TITLE,
        FIRST,
        "Read more:",
        "Storm closes the harbour for a second day",
        "Peru and Japan sign pact in Lima",
        SECOND,
        THIRD,
    )
    assert found.paragraphs == (FIRST, SECOND, THIRD)


def test_heading_without_a_list_leaves_the_story_and_its_subheading() -> None:
    found = _layout(TITLE, FIRST, "RECOMMENDED", "No word on cod", SECOND, "It was late.", THIRD)
    assert found.paragraphs == (FIRST, "No word on cod", SECOND, "It was late.", THIRD)


def test_subheadings_and_short_sentences_stay() -> None:
    lines = (FIRST, "A long way to go", SECOND, "“We agree.”", "What next?", THIRD)
    assert _layout(TITLE, *lines).paragraphs == lines


def test_headlines_at_the_end_need_no_heading() -> None:
    found = _layout(
        TITLE,
        FIRST,
        THIRD,
        "Storm closes the harbour for a second day",
        "Peru and Japan sign pact in Lima",
        "Is the herring coming back to the fjord?",
    )
    assert found.paragraphs == (FIRST, THIRD)
    assert {drop.rule for drop in found.dropped} == {"headlines-at-end"}


def test_list_that_its_paragraph_introduces_is_the_storys_own() -> None:
    points = (
        "- a hotline between the two fishing fleets",
        "- a survey of the route of the cable",
        "- a fund for the ports",
    )
    found = _layout(TITLE, FIRST, "The two sides agreed after a long evening on the following points:", *points)
    assert found.paragraphs[-3:] == points


def test_headlines_with_teasers_under_a_heading() -> None:
    found = _layout(
        TITLE,
        FIRST,
        SECOND,
        "You may also like",
        "Storm closes the harbour for a second day",
        "The harbour master said that no ship would leave before the wind had gone down again.",
        "Peru and Japan sign pact in Lima",
        "The president of Peru received the prime minister of Japan in the palace for an hour.",
    )
    assert found.paragraphs == (FIRST, SECOND)


def test_title_that_stands_again_with_and_without_the_sites_name() -> None:
    found = _layout(f"{TITLE} - Fjord Times", TITLE, FIRST, TITLE, SECOND)
    assert found.title == TITLE
    assert found.paragraphs == (FIRST, SECOND)
    assert set(_reasons(found).values()) == {DropReason.REPEATED}


def test_no_title_where_the_first_line_is_a_sentence() -> None:
    found = _layout(FIRST, SECOND)
    assert found.title is None
    assert found.paragraphs == (FIRST, SECOND)


def test_paragraph_told_twice_is_kept_once() -> None:
    assert _layout(TITLE, FIRST, SECOND, FIRST).paragraphs == (FIRST, SECOND)


def test_names_under_the_title_with_the_outlet_below() -> None:
    found = _layout(TITLE, "Jane Roe and John Doe", "FJORD TODAY", FIRST)
    assert found.byline == "Jane Roe and John Doe"
    assert found.paragraphs == (FIRST,)


def test_caption_before_its_form_with_the_credit() -> None:
    caption = "The two ministers on the quay of the old harbour on Friday."
    found = _layout(TITLE, caption, f"{caption} Photo: Jane Roe", FIRST)
    assert found.paragraphs == (FIRST,)


def test_header_block() -> None:
    found = _layout(
        "title: Talks on fish", "date: 2031-05-16", "source: Fjord Times", "url: https://f.example/a", "", FIRST
    )
    assert found.title == "Talks on fish"
    assert (found.outlet, found.url) == ("Fjord Times", "https://f.example/a")
    assert [(c.value, c.exact) for c in found.published] == [("2031-05-16", "2031-05-16")]
    assert found.paragraphs == (FIRST,)


def test_lone_weak_key_is_a_headline() -> None:
    assert _layout("Source: no talks before the autumn", FIRST).title == "Source: no talks before the autumn"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Date:2031-05-16 10:33:02", "2031-05-16"),
        ("date 2031-05-16 NORTH EUROPE", "2031-05-16"),
        ("October 22, 2031", "2031-10-22"),
        ("Published 3 May 2031", "2031-05-03"),
        ("Wed, 22 Oct. 2031 6:30 AM EDT", "2031-10-22"),
        ("October 22, 2031 / 6:30 AM / Fjord News", "2031-10-22"),
        ("22/10/2031", "2031-10-22"),
        ("Published: May 3, 2031 | Updated: May 4, 2031", "2031-05-03"),
    ],
)
def test_date_lines(line: str, value: str) -> None:
    found = _layout(TITLE, line, FIRST)
    assert [(claim.value, claim.exact) for claim in found.published] == [(value, line)]
    assert found.paragraphs == (FIRST,)


@pytest.mark.parametrize(
    "line",
    [
        "Fjord Review | Thursday, May 3, 2031",
        "May 3, 2031 · 2 min read · 1,207 views",
        "Fjord Desk, 3 May 2031. By Jane Roe",
        "Saturday round-up, 3 May 2031",
    ],
)
def test_line_of_labels_with_a_date(line: str) -> None:
    found = _layout(TITLE, line, FIRST)
    assert [(claim.value, claim.exact) for claim in found.published] == [("2031-05-03", line)]
    assert found.paragraphs == (FIRST,)


def test_headline_with_a_date_is_no_line_of_labels() -> None:
    assert _layout("Minister Visits Bergen, May 3, 2031", FIRST).title == "Minister Visits Bergen, May 3, 2031"


def test_site_name_above_the_headline_is_not_the_headline() -> None:
    found = _layout("FJORD DAILY – IN ENGLISH", "The Corner Gazette", TITLE, FIRST)
    assert found.title == TITLE
    assert set(_reasons(found).values()) == {DropReason.SITE_NAME}


@pytest.mark.parametrize("line", ["Published May 3", "Updated at 5:10 p.m. ET", "7 years ago"])
def test_date_line_without_a_year_is_dropped_and_claims_nothing(line: str) -> None:
    found = _layout(TITLE, line, FIRST)
    assert found.published == ()
    assert _reasons(found) == {line: DropReason.DATE_LINE}


def test_change_counts_as_the_date_only_where_no_other_is_told() -> None:
    both = _layout(TITLE, "Updated May 4, 2031", "Published May 3, 2031", FIRST)
    assert [claim.value for claim in both.published] == ["2031-05-03"]
    assert [claim.value for claim in _layout(TITLE, "Updated May 4, 2031", FIRST).published] == ["2031-05-04"]


def test_dates_of_a_chronology_stay() -> None:
    days = ("May 3, 2029", "May 5, 2030", "June 1, 2031")
    found = _layout(TITLE, FIRST, days[0], SECOND, days[1], THIRD, days[2], FIRST.replace("Friday", "Monday"))
    assert all(day in found.paragraphs for day in days)
    assert found.published == ()


@pytest.mark.parametrize(
    ("head", "agency"),
    [
        ("NEW YORK (AP) —", "AP"),
        ("BEIJING, June 18 (Reuters) -", "Reuters"),
        ("GENEVA —", None),
        ("MOSCOW:", None),
        ("RAMALLAH, West Bank —", None),
        ("LONDON/PARIS (Reuters) -", "Reuters"),
        ("UNITED NATIONS, Sept. 18 (Xinhua) --", "Xinhua"),
        ("Bergen, June 18 (AFP) –", "AFP"),
        ("(CNN) -", "CNN"),
        ("WASHINGTON, D.C. —", None),
        ("HAMBURG.", None),
    ],
)
def test_datelines(head: str, agency: str | None) -> None:
    found = _layout(TITLE, f"{head} {FIRST}", SECOND)
    assert found.dateline == (0, 0, len(head))
    assert found.agency == agency
    assert found.paragraphs[0].startswith(head)


@pytest.mark.parametrize(
    "head",
    [
        "EXCLUSIVE:",
        "Good news —",
        "Q:",
        "The minister - a former envoy -",
        "LIVE —",
        "NATO’s",
        "The U.N. Envoys left.",
        "UN envoys:",
    ],
)
def test_what_is_no_dateline(head: str) -> None:
    assert _layout(TITLE, f"{head} {FIRST}").dateline is None


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = (
        "Ministers open talks\n\n"
        "The foreign ministers of Norway and Chile opened two days of\n"
        "talks in the old customs house on Friday, and nobody would say\n"
        "how long they were going to last.\n\n"
        "They spoke about fisheries and the route of a new cable, which\n"
        "is to be laid before the winter.\n"
    )
    found = layout(text)
    assert found.title == "Ministers open talks"
    assert len(found.paragraphs) == 2
    assert found.paragraphs[1].endswith("a new cable, which is to be laid before the winter.")


def test_prefix_of_a_line_goes_and_the_rest_stays() -> None:
    found = _layout(TITLE, "Story highlights Envoys of both sides are in Bergen", FIRST)
    assert found.paragraphs[0] == "Envoys of both sides are in Bergen"
