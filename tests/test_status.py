"""What had become of a contact: tense, modals, negation, and the words around a cue."""

from __future__ import annotations

import pytest

from summitry.extractors.reader import Reader
from summitry.model import Occasion, SkipReason
from telling import briefs, contact, doc, told

BERG = "Norwegian Prime Minister Astrid Berg"
OTIENO = "Kenyan President Daniel Otieno"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{BERG} met {OTIENO}.", "held"),
        (f"{BERG} has met {OTIENO}.", "held"),
        (f"{BERG} is meeting {OTIENO}.", "held"),
        (f"{BERG} meets {OTIENO}.", "held"),
        (f"{BERG} held talks with {OTIENO}.", "held"),
        (f"After a meeting with {OTIENO}, {BERG} smiled.", "held"),
        (f"{BERG} will meet {OTIENO}.", "planned"),
        (f"{BERG} is to meet {OTIENO} on Friday.", "planned"),
        (f"{BERG} is expected to meet {OTIENO}.", "planned"),
        (f"{BERG} plans to meet {OTIENO}.", "planned"),
        (f"{BERG} agreed to meet {OTIENO}.", "planned"),
        (f"{BERG} said she would meet {OTIENO} on Friday.", "planned"),
        (f"{BERG} may meet {OTIENO}.", "possible"),
        (f"{BERG} could meet {OTIENO} next month.", "possible"),
        (f"A meeting between {BERG} and {OTIENO} is possible next month.", "possible"),
        (f"The meeting between {BERG} and {OTIENO} was postponed.", "postponed"),
        (f"{BERG} put off a meeting with {OTIENO}.", "postponed"),
        (f"{BERG} cancelled a meeting with {OTIENO}.", "cancelled"),
        (f"{BERG} called off a meeting with {OTIENO}.", "cancelled"),
        (f"A planned meeting between {BERG} and {OTIENO} was cancelled on Sunday.", "cancelled"),
        (f"{BERG} refused to meet {OTIENO}.", "refused"),
        (f"{OTIENO} turned down an invitation to meet {BERG}.", "refused"),
        (f"{BERG} will not meet {OTIENO}.", "refused"),
    ],
)
def test_a_meeting_has_the_status_its_words_tell(text: str, status: str) -> None:
    statuses = [line.split(":")[0] for line in briefs(text) if line.startswith("meeting")]
    assert statuses == [f"meeting {status}"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{BERG} visited Kenya.", "held"),
        (f"{BERG} is visiting Kenya.", "held"),
        (f"{BERG} will visit Kenya next week.", "planned"),
        (f"{BERG} plans to visit Kenya in June.", "planned"),
        (f"{BERG} may visit Kenya next week.", "possible"),
        (f"{BERG} postponed her trip to Kenya.", "postponed"),
        (f"{BERG}'s visit to Kenya has been put off.", "postponed"),
        (f"{BERG} cancelled her trip to Kenya.", "cancelled"),
        (f"{BERG} scrapped a planned visit to Kenya.", "cancelled"),
        (f"{BERG} will not visit Kenya.", "refused"),
    ],
)
def test_a_visit_has_the_status_its_words_tell(text: str, status: str) -> None:
    assert briefs(text) == [f"visit {status}: >NO Astrid Berg, <KE"]


@pytest.mark.parametrize(
    "text",
    [
        f"{BERG} did not meet {OTIENO}.",
        f"{OTIENO} never met {BERG}.",
    ],
)
def test_what_is_told_as_not_having_been_is_let_go_with_that_reason(text: str) -> None:
    reports, skipped = told(text)
    assert reports == ()
    assert [s.reason for s in skipped] == [SkipReason.NEGATED]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{BERG} will not meet {OTIENO}.", "will not meet"),
        (f"{BERG} put off a meeting with {OTIENO}.", "put off"),
        (f"{BERG} met {OTIENO}.", "met"),
    ],
)
def test_the_status_rests_on_the_words_that_tell_it(text: str, words: str) -> None:
    assert words in contact(text).status.source.exact


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{BERG} was supposed to visit Kenya in May, but the trip was called off.", "cancelled"),
        (f"{BERG} was due to visit Kenya in May, but the visit was put off after a strike.", "postponed"),
        (f"{BERG} had planned a visit to Kenya, but her trip fell through.", "cancelled"),
        (f"{BERG} was due to meet {OTIENO} in Oslo on Monday, but the meeting was cancelled.", "cancelled"),
    ],
)
def test_a_plan_told_again_as_undone_is_told_for_sure(text: str, status: str) -> None:
    found = doc(text)
    sure = [o for o in Reader(threshold=1.01).teller(found.story, found.sentences) if isinstance(o, Occasion)]
    assert len(sure) > 1
    assert {o.status.value for o in sure} == {status}
    assert {text[slice(*o.status_source)] for o in sure if o.status_source} & {
        "called off",
        "put off",
        "fell through",
        "cancelled",
    }
    (line,) = briefs(text)
    assert line.split(":")[0].split()[-1] == status


@pytest.mark.parametrize(
    "text",
    [
        f"{BERG} was supposed to visit Kenya in May, and the trip was a success.",  # not undone
        f"{BERG} was at home when she cut short a visit to Kenya, but the trip was called off.",  # no plan
        f"{BERG} was due to meet {OTIENO} in May, but the trip was called off.",  # another kind
        f"{BERG} was due to visit Kenya in May. The trip was called off.",  # another sentence
        f"{BERG} was supposed to visit Kenya in May, and the trip took place despite a cancelled dinner.",
        f"{BERG} was due to visit Kenya in May, and she made the visit after calling off one to Chad.",
        f"{BERG} was due to visit Kenya in May, and the visit will not be cancelled.",
        f"{BERG} was due to visit Kenya in May, and her office denied that the visit had been put off.",
        f"{BERG} was due to visit Kenya in May, but the visit was put off by an hour by a storm.",
    ],
)
def test_only_a_plan_and_its_end_make_each_other_sure(text: str) -> None:
    found = doc(text)
    assert not [o for o in Reader(threshold=1.01).teller(found.story, found.sentences) if isinstance(o, Occasion)]


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("and the trip took place despite a cancelled dinner", "held"),
        ("but her visit was delayed by an hour by a storm", "held"),
        ("where her last trip took place in 2019", "planned"),
        ("and the visit will not be cancelled, her office said", "planned"),
        ("and her office denied that the visit had been postponed", "planned"),
    ],
)
def test_a_plan_that_stood_is_not_undone_by_what_else_was(end: str, status: str) -> None:
    (line, *_) = briefs(f"{BERG} was scheduled to visit Kenya in May, {end}.")
    assert line == f"visit {status}: >NO Astrid Berg, <KE"


def test_another_kind_of_contact_that_took_place_undoes_no_cancelling() -> None:
    text = f"{BERG} cancelled a visit to Kenya planned for May, but her call to {OTIENO} took place."
    assert briefs(text)[0] == "visit cancelled: >NO Astrid Berg, <KE"
