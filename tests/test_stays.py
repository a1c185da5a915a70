"""Where contacts were by what else their story tells: drafts made by hand, stories annotated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import party
from summitry import annotate, dating, stays, tellings, whereabouts
from summitry.model import Block, BlockKind, Claim, Doc, Kind, Occasion, Party, Role, Source, Status, Taking, Where
from summitry.tellings import Draft
from telling import doc

MET = "Norwegian Prime Minister Astrid Berg met Kenyan President Daniel Otieno"
GUEST = party("NO Astrid Berg", role=Role.VISITOR)
HOST = party("KE", role=Role.HOST)


def claim(value: str, rule: str = "when:day") -> Claim:
    return Claim(value, Source("s", 0, 4, "word"), rule)


def draft(kind: Kind, *parties: Party, when: str | None = None, where: Where | None = None, rule: str = "x") -> Draft:
    occasion = Occasion(0, 4, 0, kind, Status.HELD, (), "reader")
    day = claim(when, rule) if when else None
    return Draft(occasion, parties, day, where or Where(), (), (Source("s", 0, 4, "word"),))


def paragraphs(*texts: str, date: str = "2031-05-14") -> Doc:
    """A story of several paragraphs."""
    found = doc("\n".join(texts), date=date)
    at, blocks = 0, []
    for text in texts:
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(text)))
        at += len(text) + 1
    return dating.dated(annotate.doc(replace(found.story, blocks=tuple(blocks))))


def city(where: Where) -> str | None:
    return where.city.value if where.city else None


LIMA = Where(country=claim("PE"), city=claim("Lima"))


@pytest.mark.parametrize(
    ("parties", "when", "rule", "found"),
    [
        (("NO Astrid Berg", "SE Nils Holm"), "2031-05-13", "when:day", "Lima"),
        (("NO Astrid Berg", "SE Nils Holm"), "2031-05-12", "when:day", None),  # another day
        (("NO Astrid Berg", "SE Nils Holm"), "2031-05-12/2031-05-13", "when:news", "Lima"),  # of the same news
        (("NO Astrid Berg", "SE Nils Holm"), "2031-05-14/2031-05-15", "when:news", None),  # of other days
        (("NO Lena Dahl", "SE Nils Holm"), "2031-05-13", "when:day", None),  # of nobody who was there
    ],
)
def test_a_meeting_was_where_somebody_of_it_was_that_day(
    parties: tuple[str, ...], when: str, rule: str, found: str | None
) -> None:
    there = draft(Kind.MEETING, party("NO Astrid Berg"), party("PE Ana Rojas"), when="2031-05-13", where=LIMA)
    other = draft(Kind.MEETING, *(party(p) for p in parties), when=when, rule=rule)
    _, after = stays.places(paragraphs("Nothing."), [there, other])
    assert city(after.where) == found


STAY = ("Norwegian Prime Minister Astrid Berg landed in Kenya on Monday.", "She laid a wreath in Kisumu.", "It rained.")
KENYA = Where(country=claim("KE"))


@pytest.mark.parametrize(
    ("texts", "when", "found"),
    [
        (STAY, "2031-05-12", "Kisumu"),
        (STAY, None, "Kisumu"),
        (STAY, "2029-03", None),  # a visit of another year
        ((*STAY, "She dined in Mombasa."), "2031-05-12", None),  # two cities
        (
            ("Norwegian Prime Minister Astrid Berg landed in Kenya.", "Kisumu applauded.", "It rained."),
            "2031-05-12",
            None,
        ),  # nothing was there
        (STAY[:2], "2031-05-12", None),  # no story, but a brief
        (
            ("Norwegian Prime Minister Astrid Berg landed in Kenya.", "A bus burnt in Kisumu.", "It rained."),
            "2031-05-12",
            None,
        ),  # not of the guest
        (
            ("Norwegian Prime Minister Astrid Berg landed in Kenya.", "Berg’s wife dined in Kisumu.", "It rained."),
            "2031-05-12",
            None,
        ),
        (
            ("Norwegian Prime Minister Astrid Berg landed in Kenya.", "Her aunt lives in Kisumu.", "It rained."),
            "2031-05-12",
            None,
        ),
        (
            ("Norwegian Prime Minister Astrid Berg landed in Kenya.", "In 2019 Berg studied in Kisumu.", "It rained."),
            "2031-05-12",
            None,
        ),
        (
            ("Norwegian Prime Minister Astrid Berg landed in Kenya.", "Berg dined in Kisumu on Tuesday.", "It rained."),
            "2031-05-12",
            "Kisumu",
        ),
    ],
)
def test_a_visit_was_in_the_only_city_of_its_country_that_a_story_tells_of(
    texts: tuple[str, ...], when: str | None, found: str | None
) -> None:
    (after,) = stays.places(paragraphs(*texts), [draft(Kind.VISIT, GUEST, HOST, when=when, where=KENYA)])
    assert city(after.where) == found


def test_the_only_city_of_two_visits_may_be_the_others() -> None:
    now = draft(Kind.VISIT, GUEST, HOST, when="2031-05-12", where=KENYA)
    soon = draft(Kind.VISIT, GUEST, HOST, when="2031-06", where=KENYA)
    assert [city(d.where) for d in stays.places(paragraphs(*STAY), [now, soon])] == [None, None]
    other = draft(Kind.VISIT, party("SE Nils Holm", role=Role.VISITOR), HOST, when="2031-06", where=KENYA)
    assert [city(d.where) for d in stays.places(paragraphs(*STAY), [now, other])] == ["Kisumu", None]


def test_a_visit_was_in_the_only_city_where_its_guest_met_somebody() -> None:
    visit = draft(Kind.VISIT, GUEST, HOST, when="2031-05-12", where=KENYA)
    met = draft(Kind.MEETING, GUEST, party("KE Ali Noor"), where=Where(KENYA.country, claim("Kisumu")))
    texts = ("Norwegian Prime Minister Astrid Berg landed in Kenya.", "A dinner was laid in Kisumu.", "It rained.")
    assert city(stays.places(paragraphs(*texts), [visit, met])[0].where) == "Kisumu"


def test_the_only_city_is_no_place_of_a_meeting() -> None:
    (after,) = stays.places(paragraphs(*STAY), [draft(Kind.MEETING, GUEST, HOST, when="2031-05-12", where=KENYA)])
    assert city(after.where) is None


def test_two_tellings_do_not_mix_their_places() -> None:
    first = draft(Kind.VISIT, GUEST, HOST, where=KENYA)
    other = draft(Kind.VISIT, GUEST, HOST, where=LIMA)
    assert city(tellings.join(first, other).where) is None
    assert city(tellings.join(first, replace(other, where=Where(KENYA.country, claim("Kisumu")))).where) == "Kisumu"


def meeting(found: Doc, cue: str, places: tuple[str, ...] | None) -> Occasion:
    text = found.story.text
    at = text.index(cue)
    spans = tuple((text.index(w), text.index(w) + len(w)) for w in places) if places is not None else None
    sentence = next(n for n, s in enumerate(found.sentences) if s.start <= at < s.end)
    return Occasion(at, at + len(cue), sentence, Kind.MEETING, Status.HELD, (), "test", places=spans)


@pytest.mark.parametrize(
    ("text", "cue", "places", "margins", "found"),
    [
        (
            f"{MET} on the sidelines of a grain summit in Kisumu.",
            "met",
            ("Kisumu",),
            "grain summit in Kisumu",
            "Kisumu",
        ),
        (
            f"Berg flew to the grain summit in Kisumu. At the sidelines of the summit, {MET}.",
            "met",
            (),
            "summit",
            "Kisumu",
        ),
        (
            f"Berg flew to the grain summit in Kisumu, not the Lima summit. On the sidelines of the summit, {MET}.",
            "met",
            (),
            "summit",
            None,
        ),
        (
            f"Berg went to the G20 summit in Rome. On the sidelines of the summit, {MET}.",
            "met",
            (),
            "G20 summit",
            None,
        ),
        (f"{MET} on the sidelines of the summit on hunger in Kisumu.", "met", (), "summit on hunger", None),
        (f"{MET} on the sidelines of the summit on Tuesday.", "met", (), "summit", None),
        (f"{MET} on the sidelines of a meeting last year.", "met", (), "meeting", None),
        (
            f"Berg went to the G20 summit in Rome in March 2029. On the sidelines of the summit, {MET} on Tuesday.",
            "met",
            ("Rome",),  # a reader may take the place of another sentence
            "summit",
            None,
        ),
    ],
)
def test_at_the_edges_of_a_summit_is_where_the_story_tells_of_it(
    text: str, cue: str, places: tuple[str, ...], margins: str, found: str | None
) -> None:
    told = doc(text)
    where = whereabouts.read(told, meeting(told, cue, places))
    assert where.margins_of is not None
    assert (where.margins_of.value, city(where)) == (margins, found)


@pytest.mark.parametrize("town", ["Lima", "Springhill"])
def test_another_city_is_not_at_the_edges_of_the_storys_gathering(town: str) -> None:
    told = doc(f"Berg left the G7 summit. On the sidelines of the summit, {MET} in {town}.", date="2024-06-15")
    where = whereabouts.read(told, meeting(told, "met", (town,)))
    assert where.margins_of is not None
    assert (where.margins_of.value, city(where)) == ("summit", town)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Leaders left the G7 summit. {MET}.", "Borgo Egnazia"),
        (f"Leaders left the G7 summit. {MET} in Borgo Egnazia.", "Borgo Egnazia"),
        (f"Leaders left the G7 summit. {MET} for the first time in June.", "Borgo Egnazia"),
        (f"Leaders left the G7 summit. {MET} in Springhill.", None),  # a town that no table knows
        (f"Leaders left the G7 summit. Back in Oslo, {MET}.", None),
        (f"Leaders left the G7 summit. {MET} on the sidelines of the summit on hunger.", None),
    ],
)
def test_a_meeting_of_these_days_was_at_the_storys_gathering(text: str, found: str | None) -> None:
    told = doc(text, date="2024-06-15")
    occasion = meeting(told, "met", ())
    where = whereabouts.at_the_storys_gathering(told, occasion, whereabouts.read(told, occasion))
    assert city(where) == found


def test_where_somebody_was_hosted_stands_in_the_telling() -> None:
    told = doc("Astrid Berg flew to Lima. She visited Nairobi in June.")
    text = told.story.text
    hosts = tuple(Taking(text.index(w), text.index(w) + len(w), Role.HOST) for w in ("Lima", "Nairobi"))
    at = text.index("visited")
    occasion = Occasion(at, at + len("visited"), 1, Kind.VISIT, Status.HELD, hosts, "test", places=())
    assert city(whereabouts.read(told, occasion)) == "Nairobi"


def test_what_was_talked_of_in_a_list_is_no_place() -> None:
    told = doc(f"{MET} in Oslo and spoke about grain, Peru, rice.")
    where = whereabouts.read(told, meeting(told, "spoke", None))
    assert city(where) == "Oslo"
    told = doc(f"{MET} and spoke about grain, Peru, rice.")
    assert whereabouts.read(told, meeting(told, "met", None)) == Where()
    told = doc(f"{MET} in Springfield, Kenya.")
    where = whereabouts.read(told, meeting(told, "met", None))
    assert where.country is not None
    assert (where.country.value, city(where)) == ("KE", "Springfield")


def visit(found: Doc, host: str) -> Occasion:
    text = found.story.text
    at = text.index("visited")
    hosts = (Taking(text.index(host), text.index(host) + len(host), Role.HOST),)
    return Occasion(at, at + len("visited"), 0, Kind.VISIT, Status.HELD, hosts, "test", places=())


def test_an_organisation_is_visited_at_its_seat() -> None:
    told = doc("Astrid Berg visited the IAEA on Monday.")
    who = party("IAEA", role=Role.HOST, source=told.story.source(24, 28))
    where = whereabouts.read(told, visit(told, "IAEA"), host=who)
    assert where.country is not None
    assert (where.country.value, city(where), where.country.rule) == ("AT", "Vienna", "where:seat")


def test_a_state_that_leads_is_no_place() -> None:
    told = doc("Astrid Berg visited the Kenya-led mission on Monday.")
    assert not [p for p in told.places if p.country == "KE"]
