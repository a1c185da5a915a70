"""How the contacts of a story stand to each other: each case tells its contacts by their cues, in its own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cues import BERG, LIMA, OTIENO, ROTH, TODAY, Cue, called, met, reading, visited, wrote
from factory import story
from summitry import annotate, incidents, links, linkwords, pipeline
from summitry.extractors import extractor
from summitry.model import (
    Basis,
    Capture,
    Claim,
    Given,
    Incident,
    Kind,
    LinkKind,
    Reading,
    Status,
)


def linked(text: str, *cues: Cue) -> list[str]:
    """Every link in a line: "met after called", "met before drills off Kenya"."""
    found, reports = reading(text, *cues)
    names = {r.id: cue.words for r, cue in zip(reports, cues, strict=True)}
    out = []
    for told in links.linked(found, reports):
        for link in told.links:
            assert found.story.text[link.source.start : link.source.end] == link.source.exact
            other = link.incident.name.value if link.incident else names[link.report_id or ""]
            out.append(f"{names[told.id]} {link.kind.value} {other}")
    return out


def incident(text: str, *cues: Cue) -> Incident:
    """The one incident that a contact of the text stands to."""
    found = [link.incident for r in links.linked(*reading(text, *cues)) for link in r.links if link.incident]
    assert len(found) == 1, found
    return found[0]


# --- words between two contacts -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Berg met Otieno in Nairobi two days after a call with Lima.", "met after call"),
        ("Berg met Otieno in Nairobi, following a call with Lima.", "met after call"),
        ("Berg met Otieno in the wake of a stormy call with Lima.", "met after call"),
        ("Berg met Otieno ahead of a call with Lima.", "met before call"),
        ("Berg met Otieno on the eve of her call with Lima.", "met before call"),
        ("Berg met Otieno in preparation for a call with Lima.", "met before call"),
        ("Berg met Otieno, paving the way for a call with Lima.", "met before call"),
        ("Berg met Otieno, which was followed by a call with Lima.", "met before call"),
        ("Berg met Otieno and agreed to hold a call with Lima.", "met before call"),
        ("After a call with Lima, Berg met Otieno in Nairobi.", "met after call"),
        ("Before she met Otieno in Nairobi, Berg placed a call to Lima.", "call before met"),
        ("Berg met Otieno, her office said, ahead of a call with Lima.", "met before call"),
        ("Berg met Otieno in Nairobi. She then placed a call to Lima.", "call after met"),
        ("Berg met Otieno on the sidelines of the fair as unrest grew, ahead of a call with Lima.", "met before call"),
        ("Berg met Otieno in Nairobi. Earlier in the day she placed a call to Lima.", "call before met"),
    ],
)
def test_words_between_two_contacts_tell_how_they_stand(text: str, link: str) -> None:
    assert linked(text, met("met"), called("call", BERG, LIMA)) == [link]


@pytest.mark.parametrize(
    "text",
    [
        "Berg met Otieno in Nairobi, and a call with Lima was on the same day.",  # nothing binds them
        "Berg met Otieno, who said after a call with Lima that he was glad.",  # what is bound is the saying
        "Berg met Otieno; Roth resigned after a call with Lima.",  # another's doing
        "Berg met Otieno after her return and the uproar over a call with Lima.",  # too much between
        "Berg met Otieno in Nairobi in March. A call with Lima was in May.",  # dates alone are no order told
    ],
)
def test_no_link_without_words_that_bind_the_two(text: str) -> None:
    assert linked(text, met("met", when="2031-03"), called("call", BERG, LIMA, when="2031-05")) == []


def test_an_order_against_the_dates_is_not_taken() -> None:
    text = "Berg met Otieno after a call with Lima."
    assert linked(text, met("met", when="2031-03-01"), called("call", BERG, LIMA, when="2031-05-01")) == []
    assert linked(text, met("met", when="2031-05-01"), called("call", BERG, LIMA, when="2031-03-01"))


def test_a_date_that_is_only_inferred_speaks_against_no_words() -> None:
    found, (first, second) = reading("Berg met Otieno after a call with Lima.", met("met"), called("call", BERG, LIMA))
    news = replace(second, when=Claim("2031-05-14", second.kind.source, "when:brief", Basis.INFERRED))
    told = replace(first, when=Claim("2031-05-10", first.kind.source, "when:day"))
    assert [link.kind for r in links.linked(found, (told, news)) for link in r.links] == [LinkKind.AFTER]


def test_every_stop_that_is_listed_comes_after() -> None:
    stops = (visited("Chad", f">{BERG}", "<TD"), visited("Mali", f">{BERG}", "<ML"), visited("Togo", f">{BERG}", "<TG"))
    text = "Berg visited Kenya on Monday. She then flew on to Chad, Mali and Togo."
    assert linked(text, visited("visited"), *stops) == [f"{s.words} after visited" for s in stops]


# --- words that point at a contact told elsewhere -------------------------------------------


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Berg met Otieno in Nairobi. The talks came days after a call with Lima.", "met after call"),
        ("Berg met Otieno in Nairobi. Berg’s two-hour meeting followed a call with Lima.", "met after call"),
        ("Berg met Otieno in Nairobi. After the meeting, she placed a call to Lima.", "call after met"),
    ],
)
def test_words_point_back_at_the_contact_of_their_kind(text: str, link: str) -> None:
    assert linked(text, met("met"), called("call", BERG, LIMA)) == [link]


def test_somebody_elses_meeting_is_another() -> None:
    text = "Berg met Otieno in Nairobi. Roth’s meeting followed a call with Lima."
    assert linked(text, met("met"), called("call", BERG, LIMA)) == []


def test_a_possible_summit_is_the_one_to_come_between_the_same_sides() -> None:
    text = "Berg met Otieno ahead of a possible summit. The two leaders may talk in Oslo in June."
    ahead = met("talk", "NO Nils Dahl", "KE Peter Mwangi", status="possible")
    assert linked(text, met("met"), ahead) == ["met before talk"]
    assert linked(text, met("met"), replace(ahead, parties=(LIMA, ROTH))) == []
    assert linked(text.replace("a possible", "what could be a"), met("met"), ahead) == ["met before talk"]


def test_a_follow_up_comes_after_the_one_that_was_held_between_these_sides() -> None:
    text = "Berg met Otieno in Nairobi. Their aides agreed on a second meeting in June."
    assert linked(text, met("met"), met("meeting", "NO", "KE", status="planned")) == ["meeting after met"]
    assert linked(text, met("met"), met("meeting", "NO", "BR", status="planned")) == []


@pytest.mark.parametrize(
    "said",
    [
        "She made the remarks during talks with Otieno.",
        "Her comments came at talks in Oslo with Otieno.",
        "Roth was in Bern. Berg spoke in brief talks with Otieno.",
    ],
)
def test_what_was_said_ahead_of_a_contact_was_said_at_one(said: str) -> None:
    text = f"Foreign Minister Astrid Berg urged calm ahead of a call between Lima and Roth. {said}"
    call = called("call", LIMA, ROTH, status="planned")
    assert linked(text, call, met("talks")) == ["talks before call"]
    assert linked(text, call, met("talks", ROTH, OTIENO)) == []  # another spoke there
    assert linked(text.replace(said, "She left. It was dark. " + said), call, met("talks")) == []  # too far


def test_where_something_was_said_is_told_in_one_sentence() -> None:
    text = (
        "Foreign Minister Astrid Berg urged calm ahead of a call between Lima and Roth. "
        "She made the remarks at a fair in Bergen. Berg held talks with Otieno."
    )
    call = called("call", LIMA, ROTH, status="planned")
    assert linked(text, call, met("talks")) == []
    assert linked(text.replace("a fair in Bergen. Berg held", "long"), call, met("talks")) == ["talks before call"]


# --- what follows from structure ------------------------------------------------------------


def test_a_meeting_with_the_host_in_the_days_of_a_visit_is_a_part_of_it() -> None:
    text = "Berg arrived in Nairobi. She met Otieno."
    visit = visited("arrived", when="2031-05-12/2031-05-13")
    assert linked(text, visit, met("met", when="2031-05-13")) == ["met during arrived"]
    assert linked(text, visit, met("met", when="2031-04-02")) == []
    assert linked(text, visit, met("met", LIMA, OTIENO, when="2031-05-13")) == []  # not the guest
    assert linked(text, visit, met("met", when="2031-05-13", country="CH")) == []  # not there


def test_a_meeting_that_fits_two_visits_is_of_neither() -> None:
    text = "Berg arrived in Nairobi. She had visited it in March. She met Otieno."
    assert linked(text, visited("arrived"), visited("visited"), met("met")) == []


def test_what_was_held_was_not_on_a_visit_still_to_come() -> None:
    text = "Berg will go to Nairobi. She met Otieno."
    assert linked(text, visited("go to", status="planned"), met("met")) == []


def test_words_tell_a_part_of_a_visit_or_of_a_larger_meeting() -> None:
    text = "Berg rang Otieno during her stay."
    stay, ring = visited("stay"), called("rang")
    assert linked(text, stay, ring) == ["rang during stay"]
    assert linked(text, replace(stay, parties=(f">{LIMA}", "<CH")), ring) == []  # not the guest
    congress = met("congress", BERG, OTIENO, LIMA)
    assert linked("Berg met Otieno on the sidelines of the congress.", congress, met("met")) == ["met during congress"]
    assert linked("Berg rang Otieno during the congress.", congress, ring) == []  # no call is a part of a meeting


def test_structure_is_told_as_inferred_by_a_rule_of_its_own() -> None:
    found, reports = reading("Berg arrived in Nairobi. She met Otieno.", visited("arrived"), met("met"))
    (link,) = links.linked(found, reports)[1].links
    assert (link.basis, link.rule, link.source.exact) == (Basis.INFERRED, "link:same-visit", "arrived")


@pytest.mark.parametrize(
    ("status", "old", "new", "held"),
    [
        ("cancelled", "2031-02", "2031-05-12", True),
        ("cancelled", "2031-06", "2031-05-12", False),  # before the one called off
        ("cancelled", "2029-02", "2031-05-12", False),  # years later is another matter
        ("refused", "2031-02", "2031-05-12", False),  # what was refused was nothing to be made good
        ("cancelled", None, "2031-05-12", False),
    ],
)
def test_what_makes_good_a_contact_that_came_to_nothing(status: str, old: str | None, new: str, *, held: bool) -> None:
    text = "Berg arrived in Nairobi. A trip in February had come to nothing."
    told = linked(text, visited("arrived", when=new), visited("trip", status=status, when=old))
    assert told == (["arrived replaces trip"] if held else [])


def test_what_was_put_off_is_made_good_by_what_words_say_or_what_is_told_first() -> None:
    text = "Berg put off a trip to Kenya. She is now due there in June."
    assert linked(text, visited("trip", status="cancelled"), visited("due", status="planned")) == ["due replaces trip"]
    text = "Berg arrived in Nairobi. A trip had been put off."
    assert linked(text, visited("arrived"), visited("trip", status="postponed")) == ["arrived replaces trip"]


def test_only_the_first_makes_good_and_only_of_the_same_parties() -> None:
    text = "Berg called off a trip in March, came in April and returned in May. Roth went in April."
    off = visited("trip", status="cancelled", when="2031-03")
    came, back = visited("came", when="2031-04"), visited("returned", when="2031-05")
    other = visited("went", f">{ROTH}", "<KE", when="2031-04")
    assert linked(text, off, back, came, other) == ["came replaces trip"]


def test_the_next_stop_of_a_journey_comes_after_the_one_before_it() -> None:
    text = "Berg was in Kenya from Monday, in Chad from Thursday and will be in Mali on Saturday. Roth was in Chad."
    kenya = visited("Kenya", when="2031-05-05/2031-05-07")
    chad = visited("Chad", f">{BERG}", "<TD", when="2031-05-08/2031-05-09")
    mali = visited("Mali", f">{BERG}", "<ML", status="planned", when="2031-05-10")
    roth = visited("Roth", f">{ROTH}", "<TD", when="2031-05-09")
    assert linked(text, kenya, chad, mali, roth) == ["Chad after Kenya", "Mali after Chad"]
    assert linked(text, kenya, chad, replace(mali, when="2031-06-10")) == ["Chad after Kenya"]  # another journey
    assert linked(text, kenya, replace(chad, status=Status.CANCELLED), replace(mali, when=None)) == []
    assert linked(text, kenya, replace(kenya, words="Chad", when="2031-05-08")) == []  # no other place
    assert linked(text, kenya, replace(chad, when="2031-05")) == []  # on some day of that month


@pytest.mark.parametrize(
    "home", ["flew home to Oslo", "was home by Thursday", "returned to Oslo", "was back in Oslo on Thursday"]
)
def test_whoever_went_home_between_two_stops_was_on_two_journeys(home: str) -> None:
    kenya = visited("Kenya", when="2031-05-05/2031-05-07")
    chad = visited("Chad", f">{BERG}", "<TD", when="2031-05-09")
    assert linked(f"Berg saw Kenya. She {home}. On Friday she went to Chad.", kenya, chad) == []
    assert linked(f"Berg went to Chad on Friday. She had seen Kenya and {home} before.", kenya, chad) == []
    assert linked(f"Berg saw Kenya. On Friday she went to Chad. She {home}.", kenya, chad) == ["Chad after Kenya"]


def test_what_is_to_come_comes_after_the_one_contact_that_the_two_had() -> None:
    text = "Berg rang Otieno. Roth met Otieno. They may meet in Oslo."
    rang, meet = called("rang", when="2031-05-10"), met("meet in", status="possible")
    assert linked(text, rang, meet) == ["meet in after rang"]
    assert linked(text, rang, met("met", when="2031-05-09"), meet) == []  # of two held none is meant
    assert linked(text, rang, met("met", ROTH, OTIENO), meet) == ["meet in after rang"]
    assert linked(text, rang, replace(meet, parties=(BERG, LIMA))) == []
    assert linked(text, rang, replace(meet, parties=(BERG, "KE Ruth Kamau"))) == []  # others of the same sides
    nameless = ("NO", "KE")
    assert linked(text, replace(rang, parties=nameless), replace(meet, parties=nameless)) == ["meet in after rang"]
    assert linked(text, replace(rang, parties=nameless), meet) == []
    assert linked(text, replace(rang, when="2031-06"), replace(meet, when="2031-05-20")) == []


def test_what_is_to_come_is_not_after_a_contact_of_years_ago_or_of_no_known_day() -> None:
    text = "Berg rang Otieno. They may meet in Oslo."
    rang, meet = called("rang", when="2030-07"), met("meet in", status="possible", when="2031-05-20")
    assert linked(text, rang, meet) == ["meet in after rang"]
    assert linked(text, replace(rang, when="2029-07"), meet) == []
    assert linked(text, replace(rang, when="2029-07"), replace(meet, when=None)) == []  # told years later
    assert linked(text, replace(rang, when=None), meet) == []


def test_what_is_to_come_on_a_visit_that_has_begun_is_not_after_it() -> None:
    text = "Berg is in Nairobi with Otieno. She had been there in March. She will meet Otieno."
    both = (f">{BERG}", f"<{OTIENO}")
    here, march = visited("is in", *both, when="2031-05-14"), visited("had been", *both, when="2031-03")
    assert linked(text, here, met("meet", status="planned", when="2031-05-14")) == ["meet during is in"]
    assert linked(text, here, replace(met("meet"), status=Status.PLANNED, country="CH")) == []
    assert linked(text, march, met("meet", status="planned", when="2031-05-15")) == ["meet after had been"]


def test_an_invitation_is_why_there_is_a_visit_to_come() -> None:
    text = "Otieno sent Berg an invitation. She will go to Nairobi in June."
    assert linked(text, wrote("invitation"), visited("go to", status="planned")) == ["go to because_of invitation"]
    text = text.replace("an invitation", "a note")
    assert linked(text, wrote("note"), visited("go to", status="planned")) == []  # not because of it


# --- what cannot stand together -------------------------------------------------------------


def test_before_and_after_never_stand_together() -> None:
    text = "Berg met Otieno after a call with Lima. Berg met him before the call."
    told = linked(text, replace(met("met"), again=("met him",)), called("call", BERG, LIMA))
    assert told == ["met after call"]


def test_no_order_runs_in_a_circle() -> None:
    text = (
        "Berg met Otieno after a call with Lima. The call came after a letter to Roth. The letter followed the meeting."
    )
    told = linked(text, met("met"), called("call", BERG, LIMA), wrote("letter", BERG, ROTH))
    assert told == ["met after call", "call after letter"]


def test_what_comes_before_a_visit_comes_before_its_meetings() -> None:
    text = "Berg arrived in Nairobi, after a call with Lima. The call came after she met Otieno."
    cues = (visited("arrived"), called("call", BERG, LIMA), met("met", when=None))
    assert linked(text, *cues) == ["arrived after call", "call after met"]  # and the meeting is not on that visit


def test_an_order_needs_two_contacts_that_were_or_are_to_be() -> None:
    text = "Berg met Otieno after a call with Lima."
    assert linked(text, met("met"), called("call", BERG, LIMA, status="cancelled")) == []


# --- incidents ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Berg called off the trip over the arrest of an aid worker.", "trip because_of arrest of an aid worker"),
        ("Berg called off the trip after the downing of a drone.", "trip after downing of a drone"),
        ("Berg called off the trip in protest at naval drills.", "trip because_of naval drills"),
        ("Following last week’s earthquake, Berg called off the trip.", "trip after earthquake"),
    ],
)
def test_a_contact_stands_to_an_incident_as_the_words_say(text: str, link: str) -> None:
    assert linked(text, visited("trip", status="cancelled")) == [link]


def test_an_incident_has_its_day_and_place_where_they_are_told() -> None:
    off = visited("trip", status="cancelled")
    one = incident("Berg called off the trip after the downing of a drone over Norway on May 3.", off)
    assert (one.name.value, one.when and one.when.value, one.country and one.country.value) == (
        "downing of a drone over Norway",
        "2031-05-03",
        "NO",
    )
    bare = incident("Berg called off the trip after Chinese drills.", off)
    assert (bare.name.value, bare.when, bare.country) == ("Chinese drills", None, None)  # drills can be off any coast
    vote = incident("Berg called off the trip after the Kenyan election.", off)
    assert vote.country is not None
    assert vote.country.value == "KE"


def test_an_incident_to_come_is_dated_ahead() -> None:
    one = incident("Berg met Otieno ahead of the election on June 12.", met("met"))
    assert one.when is not None
    assert one.when.value == "2031-06-12"


def test_the_same_words_of_the_same_day_are_one_incident() -> None:
    off = visited("trip", status="cancelled")
    one = incident("Berg called off the trip after the Mombasa attack on May 3.", off)
    same = incident("Otieno said that Berg put off the trip over the Mombasa attack of May 3.", off)
    other = incident("Berg called off the trip after the Mombasa attack on May 9.", off)
    assert one.id == same.id != other.id


@pytest.mark.parametrize(
    "text",
    [
        "Berg called off the trip after lunch.",
        "Berg called off the trip after imposing new sanctions.",  # a deed, which has no name
        "Berg called off the trip. Many died in the earthquake.",  # nothing binds them
        "Berg called off the trip after attack survivors protested.",
    ],
)
def test_no_incident_where_none_is_named_and_bound(text: str) -> None:
    assert linked(text, visited("trip", status="cancelled")) == []


def test_an_incident_is_looked_for_only_where_words_bind() -> None:
    found = annotate.doc(story("The drills off Kenya ended.", date=TODAY))
    assert incidents.at(found, 0, found.sentences[0], tense=None) is not None
    assert not list(linkwords.found(found, ()))


# --- the whole way --------------------------------------------------------------------------


def test_links_come_with_what_is_read() -> None:
    text = (
        "Norwegian Foreign Minister Astrid Berg arrived in Nairobi on Monday. She met Kenyan President Daniel Otieno."
    )
    capture = Capture("a.txt", "a.txt", text.encode(), "text/plain", Given(date=TODAY))
    found = pipeline.reading(capture, extractor=extractor("reader"))
    assert isinstance(found, Reading)
    assert {link.report_id for r in found.reports for link in r.links} <= {r.id for r in found.reports}
    assert [(r.kind.value, [link.kind for link in r.links]) for r in found.reports] == [
        (Kind.VISIT, []),
        (Kind.MEETING, [LinkKind.DURING]),
    ]


def test_whoever_followed_somebody_there_came_after() -> None:
    text = (
        "Norwegian Prime Minister Astrid Berg visited Kenya in May. Berg was followed to Nairobi by Swedish Foreign "
        "Minister Karin Holm and Danish envoy Jon Lind."
    )
    found = pipeline.reading(
        Capture("a.txt", "a.txt", text.encode(), "text/plain", Given(date=TODAY)), extractor=extractor("reader")
    )
    assert isinstance(found, Reading)
    first, *others = found.reports
    told = [(p.name, link.kind, link.report_id, link.basis) for r in others for p in r.parties[:1] for link in r.links]
    assert told == [
        ("Karin Holm", LinkKind.AFTER, first.id, Basis.STATED),
        ("Jon Lind", LinkKind.AFTER, first.id, Basis.STATED),
    ]
