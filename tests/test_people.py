"""Who is in a story: names with offices and sides, and the words that point back at them."""

from __future__ import annotations

import pytest

from summitry.model import MentionKind
from summitry.namespans import fold
from telling import doc, points, who

BERG = "Norwegian Prime Minister Astrid Berg"
OTIENO = "Kenyan President Daniel Otieno"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Astrid Berg", ("astrid", "berg")),
        ("Reza al-Hashimi", ("reza", "hashimi")),
        ("José Muñoz", ("jose", "munoz")),
        ("Berg's", ("berg",)),
    ],
)
def test_names_are_compared_without_accents_particles_and_possessives(name: str, words: tuple[str, ...]) -> None:
    assert fold(name) == words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{BERG} spoke.", ["NO Astrid Berg, Prime Minister"]),
        ("Norway's Prime Minister Astrid Berg spoke.", ["NO Astrid Berg, Prime Minister"]),
        ("Prime Minister Astrid Berg of Norway spoke.", ["NO Astrid Berg, Prime Minister"]),
        ("Astrid Berg, the Norwegian prime minister, spoke.", ["NO Astrid Berg, prime minister"]),
        ("Astrid Berg, Norway's prime minister, spoke.", ["NO Astrid Berg, prime minister"]),
        ("Astrid Berg, the prime minister of Norway, spoke.", ["NO Astrid Berg, prime minister"]),
        ("Acting Kenyan Deputy Foreign Minister Ruth Kamau spoke.", ["KE Ruth Kamau, acting Deputy Foreign Minister"]),
        ("Secretary of State Ann Moss spoke.", ["US Ann Moss, Secretary of State"]),
        ("UN envoy Pia Holm spoke.", ["UN Pia Holm, envoy"]),
        ("NATO Secretary-General Karel Novak spoke.", ["NATO Karel Novak, Secretary-General"]),
        ("EU foreign policy chief Karel Novak spoke.", ["EU Karel Novak, foreign policy chief"]),
        ("Texas Governor Ann Moss spoke.", ["US-TX Ann Moss, Governor"]),
        ("Hamas leader Omar Saleh spoke.", ["Hamas Omar Saleh, leader"]),
        ("Iraqi Foreign Minister Reza al-Hashimi spoke.", ["IQ Reza al-Hashimi, Foreign Minister"]),
    ],
)
def test_office_and_side_stand_before_or_after_a_name(text: str, told: list[str]) -> None:
    assert who(text) == told


def test_a_person_is_found_once_and_then_by_surname() -> None:
    text = f"{BERG} arrived on Monday. Berg then rested. Mrs. Berg and Astrid Berg are one; Berg's car was late."
    assert who(text) == ["NO Astrid Berg, Prime Minister"]
    names = [words for words, _ in points(doc(text), MentionKind.NAME)]
    assert names == ["Astrid Berg", "Berg", "Berg", "Astrid Berg", "Berg"]


def test_a_surname_before_its_full_name_is_the_same_person_in_the_fullest_form() -> None:
    text = "Foreign Minister Dahl arrived. Norwegian Foreign Minister Lena Dahl was tired."
    assert who(text) == ["NO Lena Dahl, Foreign Minister"]


def test_a_family_name_that_comes_first_points_at_its_owner() -> None:
    text = f"Chinese Foreign Minister Guo Shan met {OTIENO}. Guo later rested."
    assert points(doc(text), MentionKind.NAME)[-1] == ("Guo", ["Guo Shan"])


def test_two_with_one_surname_are_told_apart_by_office_and_side() -> None:
    text = f"{OTIENO} met Ugandan Prime Minister Grace Otieno. Ugandan Prime Minister Otieno smiled."
    assert who(text) == ["KE Daniel Otieno, President", "UG Grace Otieno, Prime Minister"]
    assert points(doc(text), MentionKind.NAME)[-1] == ("Otieno", ["Grace Otieno"])


def test_a_companion_is_of_the_side_of_the_one_before() -> None:
    assert who(f"{OTIENO} and Foreign Minister Ruth Kamau arrived.") == [
        "KE Daniel Otieno, President",
        "KE Ruth Kamau, Foreign Minister",
    ]


def test_a_capital_with_an_office_is_its_side() -> None:
    assert who("Beijing's foreign minister Guo Shan spoke.") == ["CN Guo Shan, foreign minister"]


@pytest.mark.parametrize("office", ["singer", "businessman", "professor", "analyst"])
def test_a_private_person_acts_for_no_side(office: str) -> None:
    assert who(f"Norwegian {office} Astrid Berg arrived.") in ([], ["? Astrid Berg"])


def test_words_that_only_look_like_names_are_nobody() -> None:
    text = "The Peace Accord and the Security Council are named by Foreign Ministry rules. On Monday January came."
    assert who(text) == []


def test_he_and_she_are_those_named_last_as_subject() -> None:
    found = doc(f"{OTIENO} arrived in Oslo on Monday. He met {BERG}.")
    assert points(found, MentionKind.PRONOUN) == [("He", ["Daniel Otieno"])]


@pytest.mark.parametrize("group", ["The two", "The two leaders", "Both leaders", "They"])
def test_a_group_is_the_two_of_different_sides_before_it(group: str) -> None:
    found = doc(f"{OTIENO} met {BERG} on Monday. {group} discussed fishing.")
    words, people = points(found, MentionKind.GROUP)[-1]
    assert words == group
    assert people == ["Daniel Otieno", "Astrid Berg"]


def test_two_of_something_else_are_no_group() -> None:
    found = doc(f"{OTIENO} met {BERG} on Monday. The two ships sank.")
    assert points(found, MentionKind.GROUP) == []


def test_the_two_countries_are_sides_not_people() -> None:
    found = doc("Norway and Kenya differ over fish. The two countries will talk.")
    assert points(found, MentionKind.GROUP) == [("The two countries", ["NO", "KE"])]


def test_the_secretary_is_the_one_who_holds_that_office() -> None:
    found = doc(f"Secretary of State Ann Moss met {OTIENO}. The Secretary was tired. The president was not.")
    assert points(found, MentionKind.OFFICE) == [("Secretary", ["Ann Moss"]), ("president", ["Daniel Otieno"])]


def test_an_office_of_another_side_is_not_the_one_named() -> None:
    found = doc(f"{OTIENO} arrived. The Ugandan president did not.")
    assert points(found, MentionKind.OFFICE) == [("Ugandan president", ["UG president"])]


def test_his_counterpart_holds_the_same_office_for_the_side_told_and_it_is_inferred() -> None:
    found = doc("Chinese Vice Premier Guo Shan met his Russian counterpart.")
    actor = next(a for a in found.actors if a.name is None and a.side and a.side.value == "RU")
    assert actor.office is not None
    assert (actor.office.value, actor.office.rule, actor.office.basis.value) == (
        "Vice Premier",
        "office:counterpart",
        "inferred",
    )


def test_a_state_a_demonym_and_a_capital_stand_for_a_side() -> None:
    found = doc("Norway wants fish. Oslo said so, and the Kremlin agreed.")
    assert [people for _, people in points(found, MentionKind.SIDE)] == [["NO"], ["NO"], ["RU"]]


def test_a_spokesman_is_no_minister() -> None:
    text = "Norwegian spokeswoman Pia Holm said that Norwegian Prime Minister Astrid Berg was tired."
    assert "NO Astrid Berg, Prime Minister" in who(text)
    assert not any(card.startswith("NO Pia Holm") for card in who(text))


def test_every_mention_and_claim_has_its_words() -> None:
    found = doc(f"{OTIENO} met {BERG}, and his Ugandan counterpart, in Oslo. The two agreed. She left.")
    claims = [c for a in found.actors for c in (a.name, a.office, a.side) if c]
    assert claims
    for claim in claims:
        assert found.story.text[claim.source.start : claim.source.end] == claim.source.exact
    for mention in found.mentions:
        assert found.story.text[mention.start : mention.end].strip()
        assert all(0 <= a < len(found.actors) for a in mention.actors)
        assert mention.reach is None or mention.reach <= mention.start
    assert list(found.mentions) == sorted(found.mentions, key=lambda m: (m.start, -m.end))
