from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import reading, report
from summitry.model import Basis, Kind, Link, LinkKind
from summitry.query import Filter
from summitry.resolve import contact, contacts
from summitry.resolve.amends import RULE, linked
from summitry.stores import open_store

if TYPE_CHECKING:
    from summitry.model import Contact, Report

# A visit that was put off in March, and the same visitor's to the same country in June.
OFF = report(">US Ana Reed", "<KE", kind="visit", when="2031-03-05", told="2031-03-03", status="postponed", key="off")
VISIT = report(">US Ana Reed", "<KE", kind="visit", when="2031-06-18", told="2031-06-20", key="visit")


def made(*reports: Report) -> dict[str, tuple[Link, ...]]:
    """The links of each contact, where each report is one, by its story."""
    return {c.reports[0].story_key: c.links for c in linked(map(_contact, reports)) if c.links}


def _contact(one: Report) -> Contact:
    return contact([one])


def test_a_later_visit_makes_good_one_that_was_put_off() -> None:
    ((key, (link,)),) = made(OFF, VISIT).items()
    assert key == "visit"
    assert (link.kind, link.rule, link.basis, link.report_id) == (LinkKind.REPLACES, RULE, Basis.INFERRED, OFF.id)
    assert link.source == OFF.status.source, "the words that tell that it came to nothing"


@pytest.mark.parametrize(
    ("off", "later"),
    [
        (
            replace(OFF),
            report(">US Ana Reed", "<KE", kind="visit", when="2031-06-18", told="2031-06-01", status="planned"),
        ),
        (
            report(kind="call", when="2031-03-05", told="2031-03-05", status="cancelled"),
            report(kind="call", when="2031-03-12", told="2031-03-12"),
        ),
        (
            report(told="2031-03-05", status="cancelled"),
            report("US Ana Reed", "CN Li Bo", "NO Eva Dahl", when="2031-04-02", told="2031-04-03"),
        ),
        (
            report(when="2031-03-05", margins_of="the Rift Forum", told="2031-03-04", status="cancelled"),
            report(when="2031-05-05", margins_of="the Bay Forum", told="2031-05-06"),
        ),
    ],
)
def test_what_makes_good(off: Report, later: Report) -> None:
    assert [link.report_id for links in made(off, later).values() for link in links] == [off.id]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(report(">US Ana Reed", "<TZ", kind="visit", when="2031-06-18", told="2031-06-20"), id="elsewhere"),
        pytest.param(report(">US Tom Hale", "<KE", kind="visit", when="2031-06-18", told="2031-06-20"), id="another"),
        pytest.param(report(">US", "<KE", kind="visit", when="2031-06-18", told="2031-06-20"), id="no name"),
        pytest.param(report("US Ana Reed", "KE Jo Odhiambo", when="2031-06-18", told="2031-06-20"), id="another kind"),
        pytest.param(report(">US Ana Reed", "<KE", kind="visit", when="2031-09-18", told="2031-09-20"), id="too late"),
        pytest.param(report(">US Ana Reed", "<KE", kind="visit", when="2031-03-05", told="2031-06-20"), id="same day"),
        pytest.param(
            report(">US Ana Reed", "<KE", kind="visit", when="2031", told="2031-06-20"), id="not surely later"
        ),
        pytest.param(report(">US Ana Reed", "<KE", kind="visit", told="2031-06-20"), id="no date"),
        pytest.param(report(">US Ana Reed", "<KE", kind="visit", when="2031-06-18"), id="undated story"),
        pytest.param(
            report(">US Ana Reed", "<KE", kind="visit", when="2031-06-18", told="2031-02-20", status="planned"),
            id="planned before",
        ),
        pytest.param(
            report(">US Ana Reed", "<KE", kind="visit", when="2031-06-18", told="2031-06-01", status="possible"),
            id="only possible",
        ),
        pytest.param(
            report(">US Ana Reed", "<KE", kind="visit", when="2031-06-18", told="2031-06-01", status="cancelled"),
            id="undone too",
        ),
    ],
)
def test_what_makes_nothing_good(later: Report) -> None:
    assert made(OFF, later) == {}


def test_a_meeting_at_a_gathering_is_no_meeting_made_good() -> None:
    off = report(when="2031-03-05", told="2031-03-04", status="cancelled")
    assert made(off, report(when="2031-05-05", margins_of="the Bay Forum", told="2031-05-06")) == {}


def test_only_the_first_makes_good_and_none_of_two_on_one_day() -> None:
    again = report(">US Ana Reed", "<KE", kind="visit", when="2031-08-01", told="2031-08-02", key="again")
    assert set(made(OFF, again, VISIT)) == {"visit"}
    assert made(OFF, VISIT, replace(VISIT, id="twin", story_key="twin")) == {}


def test_an_undone_story_without_a_date_tells_no_order() -> None:
    assert made(report(">US Ana Reed", "<KE", kind="visit", when="2031-03-05", status="cancelled"), VISIT) == {}


def test_what_the_words_tell_already_is_not_told_twice() -> None:
    told = Link(LinkKind.REPLACES, OFF.status.source, "link:words", report_id=OFF.id)
    ((_, links),) = made(OFF, replace(VISIT, links=(told,))).items()
    assert links == (told,)


def test_one_visit_can_make_good_two() -> None:
    other = replace(OFF, id="other", when=replace(OFF.when, value="2031-04-02") if OFF.when else None)
    ((_, links),) = made(OFF, other, VISIT).items()
    assert {link.report_id for link in links} == {OFF.id, "other"}


# --- in a record ----------------------------------------------------------------------------


def test_a_record_tells_the_link_whichever_way_the_contact_is_asked_for() -> None:
    store = open_store(None)
    store.add(map(reading, (OFF, VISIT)))
    asked = (store.contact(VISIT.id), *store.contacts(Filter(since="2031-06")), *store.contacts(Filter(side="KE"))[1:])
    assert [[link.report_id for link in c.links] for c in asked] == [[OFF.id]] * 3
    assert store.contact(OFF.id).links == ()


def test_what_makes_good_is_sought_in_the_whole_record_not_in_what_was_asked_for() -> None:
    store = open_store(None)
    again = report(">US Ana Reed", "<KE", kind="visit", when="2031-08-01", told="2031-08-02", key="again")
    store.add(map(reading, (OFF, VISIT, again)))
    (later,) = store.contacts(Filter(since="2031-07"))
    assert later.links == (), "the visit of June made it good"


_WHO = ((">US Ana Reed", "<KE"), (">US Reed", "<KE Jo Odhiambo"), (">US", "<KE"))
_some_reports = st.lists(
    st.builds(
        lambda who, kind, status, when, told: report(*who, kind=kind, status=status, when=when, told=told),
        st.sampled_from(_WHO),
        st.just(Kind.VISIT),
        st.sampled_from(("held", "planned", "cancelled")),
        st.sampled_from((None, "2031-03-05", "2031-06-18", "2031-07")),
        st.sampled_from(("2031-03-03", "2031-06-20")),
    ),
    max_size=7,
    unique_by=lambda r: r.id,
)


@settings(max_examples=150, deadline=None)
@given(_some_reports)
def test_a_record_has_the_links_that_all_its_reports_give(reports: list[Report]) -> None:
    store = open_store(None)
    store.add(map(reading, reports))
    found = store.contacts()
    assert tuple(sorted(found, key=lambda c: c.id)) == contacts(reports)
    assert tuple(store.each()) == found, "gone through"
    assert all(store.contact(c.id) == c for c in found)
