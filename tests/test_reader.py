"""The learned reader: who took part, by kind and by the words that join them."""

from __future__ import annotations

import pytest

from summitry.extractors import extractor
from summitry.extractors.reader import THRESHOLD, Reader, a_matter
from summitry.model import Occasion, Skipped, SkipReason
from telling import brief, briefs, contact, doc, told

BERG = "Norwegian Prime Minister Astrid Berg"
OTIENO = "Kenyan President Daniel Otieno"
OTIENO_OF_UGANDA = "Ugandan President Daniel Otieno"
SWEDE = "Swedish Foreign Minister Karin Holm"
BOTH = {"NO Astrid Berg", "KE Daniel Otieno"}


@pytest.mark.parametrize(
    "text",
    [
        f"{BERG} met {OTIENO}.",
        f"{BERG} met with {OTIENO}.",
        f"{BERG} and {OTIENO} met.",
        f"{BERG} held talks with {OTIENO}.",
        f"{BERG}'s talks with {OTIENO} were short.",
        f"The meeting between {BERG} and {OTIENO} was short.",
        f"{BERG} conferred with {OTIENO}.",
        f"{BERG} shook hands with {OTIENO}.",
        f"{BERG} sat down with {OTIENO}.",
        f"{BERG} received {OTIENO}.",
        f"{BERG} was received by {OTIENO}.",
        f"{BERG} and {OTIENO} discussed fishing.",
        f"After meeting {OTIENO}, {BERG} rested.",
        "Prime Minister Astrid Berg of Norway met President Daniel Otieno of Kenya.",
        "Astrid Berg, the Norwegian prime minister, met Daniel Otieno, Kenya's president.",
        f"Reuters reported that {BERG} met {OTIENO}.",
    ],
)
def test_a_meeting_is_told_in_many_ways(text: str) -> None:
    report = contact(text)
    head, _, parties = brief(report).partition(": ")
    assert head == "meeting held"
    assert set(parties.split(", ")) == BOTH


@pytest.mark.parametrize(
    "text",
    [
        f"{BERG} telephoned {OTIENO}.",
        f"{BERG} held a phone call with {OTIENO}.",
        f"{BERG} and {OTIENO} spoke by telephone.",
        f"{BERG} and {OTIENO} spoke by phone on Monday.",
    ],
)
def test_a_telephone_makes_it_a_call(text: str) -> None:
    assert briefs(text) == ["call held: NO Astrid Berg, KE Daniel Otieno"]


@pytest.mark.parametrize("text", [f"{BERG} wrote to {OTIENO}.", f"{BERG} sent a letter to {OTIENO} on Monday."])
def test_what_is_written_is_a_message(text: str) -> None:
    assert briefs(text) == ["message held: NO Astrid Berg, KE Daniel Otieno"]


@pytest.mark.parametrize(
    "text",
    [
        f"{BERG} visited Kenya.",
        f"{BERG} travelled to Kenya.",
        f"{BERG} flew to Nairobi.",
        f"{BERG} flew from Oslo to Nairobi.",
        f"{BERG} arrived in Nairobi.",
        f"{BERG} made a three-day visit to Kenya.",
        f"{BERG}'s visit to Kenya was short.",
        f"{BERG} is visiting Kenya.",
    ],
)
def test_a_visit_has_a_visitor_and_the_side_that_was_gone_to(text: str) -> None:
    assert briefs(text) == ["visit held: >NO Astrid Berg, <KE"]


def test_a_tour_has_every_side_that_was_gone_to() -> None:
    assert briefs(f"{BERG} visited Kenya, Uganda and Rwanda.") == ["visit held: >NO Astrid Berg, <KE, <UG, <RW"]


def test_a_visit_and_the_meeting_in_it_are_two_contacts() -> None:
    assert briefs(f"{OTIENO} travelled to Oslo, where he met {BERG}.") == [
        "visit held: >KE Daniel Otieno, <NO",
        "meeting held: KE Daniel Otieno, NO Astrid Berg",
    ]


def test_one_goes_to_meet_another() -> None:
    assert briefs(f"{BERG} flies to Nairobi to meet {OTIENO}.") == [
        "visit held: >NO Astrid Berg, <KE",
        "meeting planned: NO Astrid Berg, KE Daniel Otieno",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway and Kenya held talks.", "meeting held: NO, KE"),
        ("Washington and Beijing held talks.", "meeting held: US, CN"),
        ("Kenya, Uganda and Rwanda held a summit.", "meeting held: KE, UG, RW"),
        ("Norwegian officials met with Kenyan officials.", "meeting held: NO officials, KE officials"),
        ("The Kenyan delegation held talks with Norwegian officials.", "meeting held: KE delegation, NO officials"),
        ("The Norwegian prime minister met the Kenyan president.", "meeting held: NO prime minister, KE president"),
        ("Norway summoned the Kenyan ambassador.", "meeting held: NO, KE ambassador"),
    ],
)
def test_sides_and_officials_without_names_take_part(text: str, expected: str) -> None:
    assert briefs(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Texas Governor Ann Moss met Mexican President Luis Prado.",
        "UN envoy Pia Holm met Hamas leader Omar Saleh.",
        "EU foreign policy chief Karel Novak met Iranian Foreign Minister Reza Daneshvar.",
        "Secretary of State Ann Moss met Chinese Foreign Minister Guo Shan.",
    ],
)
def test_states_within_states_movements_and_organisations_are_sides(text: str) -> None:
    sides = [p.side for p in contact(text).parties]
    assert sides in (["US-TX", "MX"], ["UN", "Hamas"], ["EU", "IR"], ["US", "CN"])


@pytest.mark.parametrize(
    "text",
    [
        f"{OTIENO} welcomed the decision of {BERG}.",
        f"{BERG} said Kenya must cut tariffs.",
        f"The Chinese economy met forecasts, {OTIENO} said.",
        "Norwegian troops met Kenyan troops near the border.",
        "Norwegian companies met Kenyan farmers in Nairobi.",
        f"{BERG} met business leaders in Nairobi.",
        f"{BERG}'s spokesman met reporters in Nairobi.",
        "The ship met a storm off Kenya.",
    ],
)
def test_other_senses_private_people_and_one_side_are_no_contact(text: str) -> None:
    assert briefs(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"Kenyan opposition leader Ruth Kamau met {OTIENO}.", SkipReason.SAME_GOVERNMENT),
        (f"{BERG} did not meet {OTIENO}.", SkipReason.NEGATED),
    ],
)
def test_a_candidate_let_go_has_its_reason(text: str, reason: SkipReason) -> None:
    reports, skipped = told(text)
    assert reports == ()
    assert reason in {s.reason for s in skipped}
    assert all(s.source.exact and s.rule for s in skipped)


def test_an_occasion_names_its_reader_and_its_score_and_stays_in_its_sentence() -> None:
    found = doc(f"{BERG} met {OTIENO}. She flew to Kampala on Monday.")
    occasions = [o for o in extractor("reader").occasions(found) if isinstance(o, Occasion)]
    assert {o.kind.value for o in occasions} == {"meeting", "visit"}
    for o in occasions:
        sentence = found.sentences[o.sentence]
        assert sentence.start <= o.start < o.end <= sentence.end
        assert o.rule == "reader"
        assert THRESHOLD <= o.score <= 1


def test_what_was_read_does_not_depend_on_what_is_read_beside_it() -> None:
    short, long = f"{BERG} met {OTIENO}.", " ".join(f"The day was fine in Oslo, the {n}th." for n in range(40))
    (alone,) = told(short)[0]
    beside = contact(f"{short}\n\n{long}")
    assert (alone.kind.value, alone.status.value, alone.parties[0].name) == (
        beside.kind.value,
        beside.status.value,
        beside.parties[0].name,
    )


def test_a_higher_threshold_lets_go_what_is_less_sure_with_its_score() -> None:
    found = doc(f"{BERG} met {OTIENO}.")
    kept = list(Reader(threshold=1.01).teller(found.story, found.sentences))
    assert kept
    assert all(isinstance(s, Skipped) and s.reason is SkipReason.WEAK and "score 0." in s.detail for s in kept)


@pytest.mark.parametrize(
    "text",
    [
        f"After talks with {OTIENO}, {BERG} flew to Kampala.",
        f"{BERG}, who met {OTIENO} on Monday, left Oslo on Tuesday.",
    ],
)
def test_the_subject_of_what_stands_before_or_within_a_clause_took_part(text: str) -> None:
    meetings = [b for b in briefs(text) if b.startswith("meeting")]
    assert [set(m.partition(": ")[2].split(", ")) for m in meetings] == [BOTH]


def test_a_trip_after_a_cancelled_one_is_two_contacts_each_with_its_time() -> None:
    text = f"{BERG} visited Nairobi in April after she cancelled a trip there in January."
    found = {(r.status.value, r.when.value if r.when else None) for r in told(text)[0]}
    assert found == {("held", "2031-04"), ("cancelled", "2031-01")}


def test_each_of_those_who_followed_made_a_trip_of_his_own() -> None:
    text = f"{BERG} visited Kenya in May. Berg was followed to Nairobi by Karin Holm of Sweden and {OTIENO_OF_UGANDA}."
    assert briefs(text) == [
        "visit held: >NO Astrid Berg, <KE",
        "visit held: >SE Karin Holm, <KE",
        "visit held: >UG Daniel Otieno, <KE",
    ]
    assert briefs(f"{BERG} was followed to the bar by reporters.") == []


@pytest.mark.parametrize(
    ("followers", "told"),
    [
        (f"a pack of reporters, {SWEDE} said", []),
        (f"agents of {SWEDE}", []),
        (f"{SWEDE} and will be in Delhi, where she meets {OTIENO_OF_UGANDA}", ["visit held: >SE Karin Holm, <KE"]),
        (f"{SWEDE} after talks with {OTIENO_OF_UGANDA} in Delhi", ["visit held: >SE Karin Holm, <KE"]),
    ],
)
def test_who_stands_behind_those_who_followed_made_no_trip(followers: str, told: list[str]) -> None:
    found = briefs(f"{BERG} visited Kenya in May. She was followed to Nairobi by {followers}.")
    assert [one for one in found if "<KE" in one] == ["visit held: >NO Astrid Berg, <KE", *told]


def test_who_followed_went_between_that_visit_and_the_story() -> None:
    text = f"{BERG} visited Kenya in March. Berg was followed to Nairobi by {SWEDE}."
    whens = [r.when.value if r.when else None for r in told(text)[0]]
    assert whens == ["2031-03", "2031-03/2031-05"]


def test_a_trip_to_be_followed_by_another_leaves_it_planned() -> None:
    text = f"{BERG} visited Kenya in May. She will be followed to Nairobi in June by {SWEDE}."
    found = {(r.status.value, r.when.value if r.when else None) for r in told(text)[0]}
    assert found == {("held", "2031-05"), ("planned", "2031-06")}


def test_who_only_listened_took_no_part() -> None:
    assert briefs(f"{SWEDE} listened in on {BERG}'s call with {OTIENO}.") == [
        "call held: NO Astrid Berg, KE Daniel Otieno"
    ]


def test_a_trip_without_a_destination_is_no_contact() -> None:
    assert briefs(f"{BERG}'s trip was a success, {OTIENO} said.") == []


def test_an_unknown_extractor_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"'oracle'.*reader"):
        extractor("oracle")


@pytest.mark.parametrize(
    ("words", "believed"), [("shoes", False), ("trade", True), ("Kenya", True), ("fishing rights", True)]
)
def test_a_word_alone_is_a_topic_where_it_is_of_a_subject(words: str, *, believed: bool) -> None:
    assert a_matter(words) is believed
