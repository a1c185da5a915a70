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
        ("Kenya's president, Daniel Otieno, spoke.", ["KE Daniel Otieno, president"]),
        ("The Kenyan president, Daniel Otieno, spoke.", ["KE Daniel Otieno, president"]),
        ("Daniel Otieno, who is Kenya's president, spoke.", ["KE Daniel Otieno, president"]),
        ("Daniel Otieno, who was Kenyan president until 2020, spoke.", ["KE Daniel Otieno, former president"]),
        ("Former Kenyan president Daniel Otieno spoke.", ["KE Daniel Otieno, former president"]),
        ("Chinese Vice-Premier Guo Shan spoke.", ["CN Guo Shan, Vice-Premier"]),
        ("IMF chief Pia Holm spoke.", ["IMF Pia Holm, chief"]),
        ("Kenya's UN ambassador Ruth Kamau spoke.", ["KE Ruth Kamau, UN ambassador"]),
        ("UN envoy and former senator Ann Moss spoke.", ["UN Ann Moss, envoy"]),
        ("Iran's chief nuclear negotiator Reza Amini spoke.", ["IR Reza Amini, chief nuclear negotiator"]),
        ("Astrid Berg of Norway and Kenya's Daniel Otieno spoke.", ["NO Astrid Berg", "KE Daniel Otieno"]),
        ("King Osric of Norway spoke.", ["NO Osric, King"]),
        (
            "Guo Shan, a member of the Politburo of the Chinese Communist Party, spoke.",
            ["CN Guo Shan, member of the Politburo"],
        ),
    ],
)
def test_office_and_side_stand_before_or_after_a_name(text: str, told: list[str]) -> None:
    assert who(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Minister for Arts, Sport and Tourism Liam Moss of Ireland spoke.",
            ["IE Liam Moss, Minister for Arts, Sport and Tourism"],
        ),
        (
            "High Representative for Foreign Affairs and Security Policy Pia Holm spoke.",
            ["EU Pia Holm, High Representative for Foreign Affairs and Security Policy"],
        ),
        (
            "The head of Iran's Atomic Energy Organization (AEOI), Reza Amini, spoke.",
            ["IR Reza Amini, head of Iran's Atomic Energy Organization (AEOI)"],
        ),
        ("Energy Minister Liam Moss of Ireland spoke.", ["IE Liam Moss, Energy Minister"]),
        (
            "The President of Kenya Daniel Otieno and the President of Uganda Grace Okello spoke.",
            ["KE Daniel Otieno, President", "UG Grace Okello, President"],
        ),
    ],
)
def test_a_field_of_work_is_no_part_of_a_name(text: str, told: list[str]) -> None:
    assert who(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Presidents Daniel Otieno of Kenya and Grace Okello of Uganda spoke.",
            ["KE Daniel Otieno, President", "UG Grace Okello, President"],
        ),
        (
            "The foreign ministers of Norway and Kenya, Lena Dahl and Peter Otieno, spoke.",
            ["NO Lena Dahl, foreign minister", "KE Peter Otieno, foreign minister"],
        ),
        ("Norwegian ministers Lena Dahl and Pia Holm spoke.", ["NO Lena Dahl, minister", "NO Pia Holm, minister"]),
    ],
)
def test_a_plural_before_names_is_the_office_of_each(text: str, told: list[str]) -> None:
    assert who(text) == told


def test_somebody_after_a_comma_holds_no_plural_office() -> None:
    text = "Before a lunch with EU foreign ministers, Berg spoke. Norwegian Prime Minister Astrid Berg left."
    assert who(text) == ["NO Astrid Berg, Prime Minister"]


def test_an_office_behind_a_verb_is_somebody_elses() -> None:
    found = doc("Norway's foreign minister, Lena Dahl, summoned the Chinese ambassador on Wednesday.")
    assert points(found, MentionKind.NAME) == [("Lena Dahl", ["Lena Dahl"])]
    assert points(found, MentionKind.OFFICE) == [("Chinese ambassador", ["CN ambassador"])]


def test_a_surname_after_an_office_and_a_comma_is_its_bearer() -> None:
    text = f"After talks with the Ugandan president, Mr. Otieno left. {OTIENO} was tired."
    assert who(text) == ["KE Daniel Otieno, President"]


@pytest.mark.parametrize(
    "name", ["Theresa May", "Will Moss", "Christian Wulff", "Peter Were", "Jordan Moss", "April West"]
)
def test_words_that_are_something_else_too_are_names_after_an_office(name: str) -> None:
    assert f"NO {name}, Foreign Minister" in who(f"Norwegian Foreign Minister {name} spoke.")


def test_a_month_with_its_day_is_no_name() -> None:
    assert who("Norwegian Foreign Minister Lena Dahl May 5 arrived.") == ["NO Lena Dahl, Foreign Minister"]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("May to meet Berg\n\nBritish Prime Minister Tessa May will fly to Oslo. May has said so.", 3),
        (
            "Tessa May, the British prime minister, is back. In May she met Berg. On May 5 and in May she slept.",
            1,
        ),
        ("Prime Minister Astrid Berg spoke. The May summit was short, and May was warm.", 0),
    ],
)
def test_may_is_somebody_where_the_story_names_a_may(text: str, times: int) -> None:
    found = doc(text)
    assert sum(found.story.text[m.start : m.end].endswith("May") for m in found.mentions) == times


def test_in_a_headline_names_are_those_of_the_story() -> None:
    text = f"Otieno Invited Berg to Oslo for Summit\n\n{OTIENO} invited {BERG}."
    names = [people for _, people in points(doc(text), MentionKind.NAME)]
    assert names == [["Daniel Otieno"], ["Astrid Berg"], ["Daniel Otieno"], ["Astrid Berg"]]


def test_a_surname_is_the_office_holders_not_his_wifes() -> None:
    text = "First lady Ida Otieno came too. Otieno spoke. " + OTIENO + " left."
    assert points(doc(text), MentionKind.NAME)[1] == ("Otieno", ["Daniel Otieno"])


def test_the_table_knows_a_surname_better_than_a_relative_does() -> None:
    found = doc("First lady Jill Biden arrived. Biden met Kenyan President Daniel Otieno.", date="2022-05-14")
    assert points(found, MentionKind.NAME)[1][1] == ["Biden"]
    assert [a.side.value for a in found.actors if a.name and a.name.value == "Biden" and a.side] == ["US"]


def test_a_hyphen_joins_two_who_are_known() -> None:
    found = doc(f"{OTIENO} met {BERG}. The Otieno-Berg talks went on.")
    assert [people for _, people in points(found, MentionKind.NAME)[2:]] == [["Daniel Otieno"], ["Astrid Berg"]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Pope Francis spoke.", ["VA Pope Francis, Pope"]),
        ("Prince Osric spoke.", ["? Prince Osric, Prince"]),
        ("The Dalai Lama spoke.", ["Tibet Dalai Lama"]),
    ],
)
def test_titles_that_are_part_of_a_name(text: str, told: list[str]) -> None:
    assert who(text, date="2015-03-01") == told


@pytest.mark.parametrize(("date", "side"), [("2005-03-01", "NLD"), ("2018-03-01", "MM")])
def test_a_state_goes_before_an_organisation_where_the_table_knows_both(date: str, side: str) -> None:
    assert who("Aung San Suu Kyi met Norwegian officials.", date=date) == [f"{side} Aung San Suu Kyi"]


@pytest.mark.parametrize(
    "text",
    [
        f"During a visit to Norway, {OTIENO} met Foreign Minister Lena Dahl.",
        f"Norway's foreign ministry said Foreign Minister Lena Dahl spoke to {OTIENO}.",
        f"In Norway, Foreign Minister Lena Dahl met {OTIENO}.",
    ],
)
def test_a_side_that_is_only_implied_is_inferred(text: str) -> None:
    (dahl,) = [a for a in doc(text).actors if a.name and a.name.value == "Lena Dahl"]
    assert dahl.side is not None
    assert (dahl.side.value, dahl.side.basis.value) == ("NO", "inferred")


def test_a_visitor_is_not_of_the_side_visited() -> None:
    text = "Norwegian officials arrived in Kenya, years after the visit of Prince Osric."
    assert [a.side for a in doc(text).actors if a.name] == [None]


def test_an_aide_is_of_his_masters_side() -> None:
    text = f"{OTIENO} rested. Otieno's close aide Peter Moss arrived in Oslo."
    assert "KE Peter Moss, aide" in who(text)


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


@pytest.mark.parametrize(
    ("text", "mention", "told"),
    [
        ("Norwegian and Kenyan officials met.", "Norwegian and Kenyan officials", ["NO officials", "KE officials"]),
        ("Officials from Norway and Kenya met.", "Officials from Norway and Kenya", ["NO Officials", "KE Officials"]),
        (
            "Berg met the presidents of Kenya, Uganda and Rwanda.",
            "presidents of Kenya, Uganda and Rwanda",
            ["KE president", "UG president", "RW president"],
        ),
        (
            "Officials from North and South Korea met.",
            "Officials from North and South Korea",
            ["KP Officials", "KR Officials"],
        ),
        ("No EU or NATO ministers came.", "EU or NATO ministers", ["EU minister", "NATO minister"]),
    ],
)
def test_an_office_of_several_sides_is_somebody_of_each(text: str, mention: str, told: list[str]) -> None:
    assert points(doc(text), MentionKind.OFFICE) == [(mention, told)]


def test_a_list_of_places_is_no_list_of_sides() -> None:
    found = doc("Officials from Kenya, Norway said, would come.")
    assert points(found, MentionKind.OFFICE) == [("Officials from Kenya", ["KE Officials"])]


def test_each_mention_without_a_name_has_its_own_words() -> None:
    found = doc("Kenyan officials came. Later Kenyan officials left. Kenya was silent, and Kenya slept.")
    nameless = [found.actors[m.actors[0]] for m in found.mentions]
    starts = [a.side.source.start for a in nameless if a.side]
    assert len(set(starts)) == len(found.mentions)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("The Nairobi summit failed.", []),
        ("The Astana peace talks failed.", []),
        ("The Moscow-Washington talks failed.", ["RU", "US"]),
        ("Iran talks failed.", ["IR"]),
        ("Beijing wants talks.", ["CN"]),
    ],
)
def test_the_city_of_an_event_is_no_side(text: str, sides: list[str]) -> None:
    assert [people for _, people in points(doc(text), MentionKind.SIDE)] == [[s] for s in sides]


def test_the_north_is_a_side_where_the_story_tells_of_which() -> None:
    found = doc("North Korea and South Korea met. The North wants rice. The South has it.")
    assert points(found, MentionKind.SIDE)[2:] == [("North", ["KP"]), ("South", ["KR"])]
    assert points(doc("Norway is cold in the North."), MentionKind.SIDE) == [("Norway", ["NO"])]


def test_the_country_is_the_one_that_somebody_came_to() -> None:
    found = doc("The UN envoy to Kenya and Norwegian officials arrived in the country.")
    assert points(found, MentionKind.SIDE)[-1] == ("the country", ["KE"])


def test_the_country_is_not_that_of_whoever_is_named_with_it() -> None:
    found = doc(
        "Kenya is blamed for its failure to arrest President Jon Dahl of Norway during his visit to the country."
    )
    assert points(found, MentionKind.SIDE)[-1] == ("the country", ["KE"])


def test_a_government_named_after_somebody_is_of_his_side() -> None:
    found = doc(f"{OTIENO} rested. The Otieno administration met an envoy of Otieno.")
    assert points(found, MentionKind.OFFICE) == [
        ("Otieno administration", ["KE Otieno administration"]),
        ("envoy", ["KE envoy"]),
    ]


def test_a_general_assembly_is_no_soldier() -> None:
    found = doc("The United Nations General Assembly met. Kenyan General Daniel Otieno spoke.")
    assert points(found, MentionKind.OFFICE) == []
    assert who("Kenyan General Daniel Otieno spoke.") == ["KE Daniel Otieno, General"]


def test_she_and_him_are_two() -> None:
    found = doc(f"{BERG} telephoned {OTIENO} on Monday. She later met him in Oslo.")
    assert points(found, MentionKind.PRONOUN) == [("She", ["Astrid Berg"]), ("him", ["Daniel Otieno"])]


def test_a_form_of_address_tells_who_she_is() -> None:
    found = doc(f"{OTIENO} met Mrs. Berg. Norwegian Prime Minister Astrid Berg smiled, and he left before she spoke.")
    assert points(found, MentionKind.PRONOUN) == [("he", ["Daniel Otieno"]), ("she", ["Astrid Berg"])]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Secretary of State Ann Moss met her Norwegian counterpart, Lena Dahl.", "NO Lena Dahl, foreign minister"),
        ("Norwegian Foreign Minister Lena Dahl met her US counterpart, Ann Moss.", "US Ann Moss, Secretary of State"),
        (
            "Norwegian Defence Minister Jon Lind met his British counterpart, Ann Moss.",
            "GB Ann Moss, Defence Secretary",
        ),
        ("Kenyan President Daniel Otieno met his Norwegian counterpart, Astrid Berg.", "NO Astrid Berg, President"),
        ("Indian Foreign Secretary Anil Rao met his Nepali counterpart, Ram Thapa.", "NP Ram Thapa, Foreign Secretary"),
        (
            "Secretary of State Ann Moss is in Oslo. Ms Moss had talks with her Norwegian counterpart Lena Dahl.",
            "NO Lena Dahl, foreign minister",
        ),
    ],
)
def test_a_counterpart_is_called_as_his_own_side_calls_him(text: str, told: str) -> None:
    assert told in who(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Texas Senator Ann Moss spoke.", "US Ann Moss, Senator"),
        ("Ann Moss, the junior senator from Texas, spoke.", "US Ann Moss, senator"),
        ("Texas state Senator Ann Moss spoke.", "US-TX Ann Moss, state Senator"),
        ("Russian Chief of the General Staff Ivan Orlov spoke.", "RU Ivan Orlov, Chief of the General Staff"),
    ],
)
def test_a_senator_acts_for_the_union_and_a_staff_is_no_name(text: str, told: str) -> None:
    assert told in who(text)


@pytest.mark.parametrize("words", ["counterpart", "opposite number"])
def test_a_counterpart_may_be_named(words: str) -> None:
    text = f"Kenyan Foreign Minister Peter Otieno received his Norwegian {words}, Lena Dahl."
    assert who(text)[1] == "NO Lena Dahl, Foreign Minister"


def test_their_ministers_are_of_both_sides() -> None:
    found = doc(f"{OTIENO} met {BERG} on Monday. Their ministers talked.")
    assert points(found, MentionKind.OFFICE) == [("ministers", ["KE ministers", "NO ministers"])]


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


def test_a_capital_after_a_given_name_behind_an_office_is_a_surname() -> None:
    assert "CL Ana Lima, Foreign Minister" in who("Chilean Foreign Minister Ana Lima met envoys in Santiago.")
    assert "NO Astrid Berg, Prime Minister" in who("Prime Minister Astrid Berg of Norway left Lima on Monday.")


def test_its_minister_is_of_the_land_of_which_the_sentence_before_speaks() -> None:
    text = "German Minister Tobias Rehm stayed away. India was late. Its foreign minister, Leela Rao, flew to Oslo."
    assert "IN Leela Rao, foreign minister" in who(text)
    other = "The fog over India lifted. Its foreign minister, Leela Rao, flew to Oslo."
    assert "IN Leela Rao, foreign minister" not in who(other)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Kenyan leader", ["Daniel Otieno"]),
        ("Peruvian leader", ["PE leader"]),  # of whom the story names nobody
        ("Norwegian leader", ["NO leader"]),  # its foreign minister is none
    ],
)
def test_the_leader_of_a_state_is_the_head_whom_the_story_names(words: str, who: list[str]) -> None:
    text = f"Norwegian Foreign Minister Lena Dahl wrote to Kenyan President Daniel Otieno. Later the {words} replied."
    assert points(doc(text), MentionKind.OFFICE) == [(words, who)]
