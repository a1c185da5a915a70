"""When, where and about what, and the words each rests on."""

from __future__ import annotations

import pytest

from factory import party
from summitry import topics, whereabouts
from summitry.model import Basis, Kind, Occasion, Role, Status, Taking
from summitry.timex import Form
from telling import contact, doc, told

MET = "Norwegian Prime Minister Astrid Berg met Kenyan President Daniel Otieno"
TALKS = "Norwegian Foreign Minister Lena Dahl's talks with Kenyan President Daniel Otieno"
WILL = "Norwegian Prime Minister Astrid Berg will meet Kenyan President Daniel Otieno"


@pytest.mark.parametrize(
    ("text", "when", "words"),
    [
        (f"{MET} on Monday.", "2031-05-12", "Monday"),
        (f"{WILL} on Monday.", "2031-05-19", "Monday"),
        (f"{MET} yesterday.", "2031-05-13", "yesterday"),
        (f"{MET} last month.", "2031-04", "last month"),
        (f"{WILL} next week.", "2031-05-19/2031-05-25", "next week"),
        (f"{MET} on May 3.", "2031-05-03", "May 3"),
        (f"{MET} on 3 March 2030.", "2030-03-03", "3 March 2030"),
        (f"{MET} in April.", "2031-04", "April"),
        (f"{MET} in 2029.", "2029", "2029"),
    ],
)
def test_day_words_are_read_from_the_storys_day_and_the_tense(text: str, when: str, words: str) -> None:
    claim = contact(text).when
    assert claim is not None
    assert claim.value == when
    assert words in claim.source.exact


@pytest.mark.parametrize("words", ["on Monday", "yesterday", "last month", "on May 3", "in April"])
def test_without_a_date_of_its_own_a_story_dates_nothing_by_day_words(words: str) -> None:
    assert contact(f"{MET} {words}.", date=None).when is None


def test_a_full_date_needs_no_date_of_the_story() -> None:
    claim = contact(f"{MET} on 3 March 2030.", date=None).when
    assert claim is not None
    assert (claim.value, claim.basis) == ("2030-03-03", Basis.STATED)


def test_a_brief_that_tells_no_time_is_of_its_own_day_and_says_that_it_was_inferred() -> None:
    claim = contact(MET.replace(" met ", " meets ") + ".").when
    assert claim is not None
    assert (claim.value, claim.basis) == ("2031-05-14", Basis.INFERRED)
    assert claim.rule.removeprefix("when:") not in set(Form), "no words of time stand there"
    assert claim.source.exact == "meets"


def test_what_a_longer_story_tells_first_is_of_its_day_or_the_day_before_and_says_that_it_was_inferred() -> None:
    claim = contact(f"{MET}. " + "The harbour was quiet in the rain. " * 40).when
    assert claim is not None
    assert (claim.value, claim.basis, claim.rule) == ("2031-05-13/2031-05-14", Basis.INFERRED, "when:news")


def test_what_a_longer_story_tells_later_has_no_day_unless_told() -> None:
    quiet = [f"On quay {n} the cranes of Mombasa stood still in the rain.\n\n" for n in range(40)]
    assert contact(f"{''.join(quiet[:25])}{MET}.\n\n{''.join(quiet[25:])}").when is None


def test_the_present_tense_of_an_undated_story_dates_nothing() -> None:
    assert contact(MET.replace(" met ", " meets ") + ".", date=None).when is None


def test_each_of_two_contacts_has_its_own_time_and_place() -> None:
    reports, _ = told(f"{MET} in Oslo in March. The two met again in Nairobi in April.")
    assert [(r.when.value if r.when else None, r.where.city.value if r.where.city else None) for r in reports] == [
        ("2031-03", "Oslo"),
        ("2031-04", "Nairobi"),
    ]


@pytest.mark.parametrize(
    ("text", "country", "city", "venue", "margins"),
    [
        (f"{MET} in Nairobi.", "KE", "Nairobi", None, None),
        (f"{MET} in Uganda.", "UG", None, None, None),
        (f"{MET} at the White House.", "US", "Washington", "White House", None),
        (f"{MET} at the presidential palace in Nairobi.", "KE", "Nairobi", "presidential palace", None),
        (f"{MET} during the G20 summit in Rome.", "IT", "Rome", None, "G20 summit"),
        (
            f"{MET} on the sidelines of the UN General Assembly in New York.",
            "US",
            "New York",
            None,
            "UN General Assembly",
        ),
        (f"{MET}.", None, None, None, None),
    ],
)
def test_places_are_told_by_words_of_place(
    text: str, country: str | None, city: str | None, venue: str | None, margins: str | None
) -> None:
    where = contact(text).where
    found = tuple(c.value if c else None for c in (where.country, where.city, where.venue, where.margins_of))
    assert found == (country, city, venue, margins)


def test_a_capital_that_acts_is_no_place_and_one_that_is_gone_to_is() -> None:
    where = contact("Oslo and Nairobi held talks on fishing in Geneva on Tuesday.").where
    assert where.city is not None
    assert (where.city.value, where.city.source.exact) == ("Geneva", "Geneva")
    assert contact("Oslo and Nairobi held talks on fishing.").where.city is None


def test_a_call_takes_place_nowhere() -> None:
    where = contact("Norway's Prime Minister Astrid Berg telephoned Kenyan President Daniel Otieno in Nairobi.").where
    assert (where.country, where.city, where.venue) == (None, None, None)


def test_the_country_of_a_city_is_inferred_and_a_country_told_is_stated() -> None:
    city, country = contact(f"{MET} in Nairobi.").where.country, contact(f"{MET} in Uganda.").where.country
    assert city is not None
    assert country is not None
    assert (city.basis, country.basis) == (Basis.INFERRED, Basis.STATED)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        (f"{MET} to discuss fishing quotas.", ["fishing quotas"]),
        (
            f"{TALKS} focused on fishing quotas, forest loss and trade.",
            ["fishing quotas", "forest loss", "trade"],
        ),
        ("Norway and Kenya held talks on fishing in Geneva on Tuesday.", ["fishing"]),
        (f"{MET}.", []),
    ],
)
def test_topics_are_what_was_talked_about(text: str, topics: list[str]) -> None:
    assert [t.value for t in contact(text).topics] == topics


def test_since_when_it_was_the_first_is_not_when_it_was() -> None:
    report = contact(f"{MET} in Nairobi, the first such meeting since she took office in January 2021.", date=None)
    assert report.when is None


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("They discussed the Karelia crisis in Oslo.", "crisis", "Karelia crisis"),
        (
            "They spoke of Syldavia’s nuclear plan at length.",
            "’s nuclear plan",
            "Syldavia’s nuclear plan",
        ),
        ("They spoke of the annexation of Borduria on Monday.", "annexation", "annexation of Borduria"),
        ("They spoke of U.S.-Syldavia relations.", "-Syldavia relations", "U.S.-Syldavia relations"),
        ("They spoke of consulates in Aktau and Urumqi ports.", "ports", "Urumqi ports"),
        ("They spoke of economic ties.", "economic", "economic ties"),
        ("President Berg spoke of tariffs with him.", "tariffs", "tariffs"),
        ("They spoke of a joint Nordic answer to it.", "joint Nordic", "joint Nordic answer"),
        ("They spoke of sanctions on Kenya and left.", "sanctions", "sanctions on Kenya"),
        ("They spoke of fishing in Oslo.", "fishing", "fishing"),
    ],
)
def test_a_topic_is_a_whole_name(text: str, tagged: str, name: str) -> None:
    at = text.index(tagged)
    start, end = topics.whole_name(text, at, at + len(tagged), 0, len(text))
    assert text[start:end] == name


@pytest.mark.parametrize(
    ("text", "tagged", "found"),
    [
        ("They discussed trade, rice, the border and piracy.", "trade", ["trade", "rice", "border", "piracy"]),
        ("They discussed trade, a spokesman said.", "trade", ["trade"]),
        ("They spoke of everything from trade to rice to piracy.", "trade", ["trade", "rice", "piracy"]),
        ("They met with rice and piracy on the agenda.", None, ["rice", "piracy"]),
        ("Fishing rights are high on the agenda.", None, ["Fishing rights"]),
        ("They spoke of the charter of the U.N. on Monday.", "charter of the U.N.", ["charter of the U.N."]),
        ("They spoke of Prime Minister Astrid Berg.", "Astrid Berg", []),
        ("They sat with Otieno in Oslo over the tariffs on steel.", None, ["tariffs"]),
        ("They sat on the sidelines of trade talks in Oslo.", None, []),
        ("They sat in Oslo, as anger over tariffs grew.", None, []),
        ("They talked in Oslo, mainly about rice prices.", None, ["rice prices"]),
        ("They flew to Oslo to resolve a row over wool.", None, ["row over wool"]),
        ("To resolve a row over wool, they flew to Oslo.", None, []),
        ("They began negotiations with Kenya over the return of a ship.", None, ["return of a ship"]),
        ("They met envoys and voiced deep concern over the arrests of sailors.", None, ["arrests of sailors"]),
        ("They met. The talks focused on grain exports.", None, ["grain exports"]),
        ("They met. The subject was the border at Moyale.", None, ["border"]),
        ("They met. Farmers discussed grain exports.", None, []),
        ("They met. Their visit was to boost grain exports.", None, []),  # whose aim it is, the words do not say
        ("They spoke of oil.", "oil", ["oil"]),
        ("They spoke of trade, 2,300 prisoners and piracy.", "trade", ["trade", "2,300 prisoners", "piracy"]),
        ("They spoke of the fate of 12 sailors.", "fate of 12", ["fate of 12 sailors"]),
        ("They spoke of the withdrawal from it.", "withdrawal from", ["withdrawal"]),
        ("They addressed soldiers of both sides.", None, []),
        ("They addressed the crisis in the fishing ports.", None, ["crisis in the fishing ports"]),
    ],
)
def test_topics_around_a_tag(text: str, tagged: str | None, found: list[str]) -> None:
    start = text.index(tagged) if tagged else 0
    spans = ((start, start + len(tagged)),) if tagged else ()
    occasion = Occasion(0, 4, 0, Kind.MEETING, Status.HELD, (), "test", topics=spans)
    assert [t.value for t in topics.read(doc(text), occasion)] == found


@pytest.mark.parametrize(
    "words",
    [
        "second summit",
        "controversial",
        "allowing",
        "high-level",
        "to avoid a clash",
        "differences",
        "directly",
        "pushing",
        "need",
        "eleven",
        "describing the reports",
        "withdraw their troops",
    ],
)
def test_what_is_no_name_of_a_matter(words: str) -> None:
    assert topics.NO_NAME.fullmatch(words)
    assert not topics.NO_NAME.fullmatch("trade talks")
    assert not any(map(topics.NO_NAME.fullmatch, ("fishing", "bombing", "grain supply", "family reunions")))


@pytest.mark.parametrize(
    ("text", "city"),
    [
        (f"{MET} last week. The two leaders left the Geneva talks early.", "Geneva"),
        (
            f"{MET} last week. Their summit was the second one. Envoys prepared the summit in Vienna for a year.",
            "Vienna",
        ),
        (f"{MET} last week. Their summit was the second one. The Vienna summit and the Oslo summit were long.", None),
        (f"{MET} last week. Their summit was the second one. Ports far from Vienna were closed by floods.", None),
    ],
)
def test_a_meeting_called_by_its_city_was_there(text: str, city: str | None) -> None:
    (report, *_) = told(text)[0]
    assert (report.where.city.value if report.where.city else None) == city


def test_a_visited_country_rests_on_the_words_that_name_the_host() -> None:
    """A reader may take two words for hosts; the side visited is that of one of them."""
    found = doc("Kenyan officials doubted that Sweden was earnest about the visit of Norwegian minister Lena Dahl.")
    text = found.story.text
    hosts = tuple(Taking(text.index(w), text.index(w) + len(w), Role.HOST) for w in ("Sweden", "Kenyan"))
    cue = text.index("visit")
    visit = Occasion(cue, cue + 5, 0, Kind.VISIT, Status.HELD, hosts, "test", places=())
    kenya = party("KE", role=Role.HOST, source=found.story.source(0, len("Kenyan")))
    country = whereabouts.read(found, visit, host=kenya).country
    assert country is not None
    assert (country.value, country.source.exact) == ("KE", "Kenyan")


def test_a_resort_of_a_town_is_no_venue() -> None:
    """A reader may take the words before a town for a place of their own."""
    found = doc(f"{MET} in the Swiss resort of Montreux.")
    text = found.story.text
    places = tuple((text.index(w), text.index(w) + len(w)) for w in ("Swiss resort of", "Montreux"))
    cue = text.index("met")
    where = whereabouts.read(found, Occasion(cue, cue + 3, 0, Kind.MEETING, Status.HELD, (), "test", places=places))
    assert where.city is not None
    assert (where.city.value, where.venue) == ("Montreux", None)


@pytest.mark.parametrize(
    ("text", "places", "there"),
    [
        (f"{MET}, who had come down from Lima overnight.", ("Lima",), (None, None)),
        (f"{MET}, who had just arrived from Lima, where they talked.", ("Lima",), ("PE", "Lima")),
        (f"{MET} in Kisumu, Kenya.", ("Kenya",), ("KE", "Kisumu")),
        (f"{MET} at the United Nations this week.", ("United Nations",), ("US", "New York")),
        (f"{MET} at the United Nations Office.", ("United Nations",), (None, None)),
    ],
)
def test_where_the_words_of_a_reader_tell_it(
    text: str, places: tuple[str, ...], there: tuple[str | None, str | None]
) -> None:
    found = doc(text)
    spans = tuple((text.rindex(w), text.rindex(w) + len(w)) for w in places)
    cue = text.index("met")
    where = whereabouts.read(found, Occasion(cue, cue + 3, 0, Kind.MEETING, Status.HELD, (), "test", places=spans))
    assert (where.country and where.country.value, where.city and where.city.value) == there


def test_a_visit_keeps_the_city_of_its_host_whatever_place_stands_before_it() -> None:
    text = "Lena Dahl arrived in Kisumu to attend the Chile-Africa day."
    found = doc(text)
    spans = tuple((text.index(w), text.index(w) + len(w)) for w in ("Chile", "Kisumu"))
    visit = Occasion(10, 17, 0, Kind.VISIT, Status.HELD, (Taking(21, 27, Role.HOST),), "test", places=spans)
    where = whereabouts.read(found, visit, host=party("KE", role=Role.HOST, source=found.story.source(21, 27)))
    assert where.city is not None
    assert where.city.value == "Kisumu"


def test_a_gathering_attended_in_the_sentence_is_where_it_was_though_a_reader_marks_another_place() -> None:
    text = f"{MET} in Davos, where both were at the World Economic Forum."
    found = doc(text)
    cue, town = text.index("met"), text.index("Davos")
    places = ((town, town + 5),)
    where = whereabouts.read(found, Occasion(cue, cue + 3, 0, Kind.MEETING, Status.HELD, (), "test", places=places))
    assert where.margins_of is not None
    assert where.margins_of.value == "World Economic Forum"
