from __future__ import annotations

from collections import defaultdict
from datetime import date
from importlib.resources import files
from itertools import combinations

import pytest

from summitry import dates, lexicon, offices
from summitry.errors import LexiconError

HEADS = {"prime minister", "president", "monarch", "pope", "foreign minister"}
RIVALS = {"LY"}  # sides with two governments at a time
# Co-presidents, one who governed while the other lay ill in office, and those who would not give way.
TOGETHER = {
    ("daniel-ortega", "rosario-murillo"),
    ("ariel-sharon", "ehud-olmert"),
    ("adama-barrow", "yahya-jammeh"),
    ("alassane-ouattara", "laurent-gbagbo"),
    ("didier-ratsiraka", "marc-ravalomanana"),
}


def ids(people: tuple[offices.PersonFacts, ...]) -> set[str]:
    return {person.id for person in people}


def certain(tenure: offices.Tenure) -> tuple[date, date]:
    """From the last day on which it can have begun to the first on which it can have ended."""
    since = dates.interval(tenure.since)
    until = dates.interval(tenure.until)
    assert since is not None
    return since.last, until.first if until else date.max


# --- the table ------------------------------------------------------------------------------


def test_the_compact_table_is_what_the_reviewed_files_say() -> None:
    built = files("summitry").joinpath("lexicons", "offices.json").read_text(encoding="utf-8")
    assert built == offices.table(offices.read_sources()), "run python -m summitry.offices"


def test_the_table_reads_back_as_written() -> None:
    assert offices.people() == offices.read_sources()


def test_the_table_is_wide() -> None:
    by_side = {t.side for p in offices.people() for t in p.tenures}
    assert len(offices.people()) > 1000
    assert {"US", "GB", "FR", "DE", "RU", "UA", "NO", "XK", "VA", "BR", "UN", "EU", "NATO", "African Union"} <= by_side


def test_one_name_of_one_side_is_one_person() -> None:
    seen = defaultdict(set)
    for person in offices.people():
        for side in {tenure.side for tenure in person.tenures}:
            seen[person.name, side].add(person.id)
    assert {name: found for name, found in seen.items() if len(found) > 1} == {}


def test_a_surname_is_part_of_the_name_or_of_another_spelling() -> None:
    odd = [
        p.id
        for p in offices.people()
        if not any(offices.fold(p.surname or "") in offices.fold(n) for n in (p.name, *p.aka))
    ]
    assert odd == []


def test_one_holder_at_a_time() -> None:
    held = defaultdict(list)
    for tenure in (t for p in offices.people() for t in p.tenures if not t.office.startswith(("Acting", "Interim"))):
        for key in HEADS & offices.office_keys(tenure.office, side=tenure.side):
            held[tenure.side, key].append(tenure)
    both = []
    for (side, key), tenures in held.items():
        for a, b in combinations(tenures, 2):
            (a_first, a_last), (b_first, b_last) = certain(a), certain(b)
            if a.person_id != b.person_id and max(a_first, b_first) < min(a_last, b_last):
                both.append((side, key, a.person_id, b.person_id))
    assert [found for found in both if found[0] not in RIVALS and found[2:] not in TOGETHER] == []


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"gender": "x"}, "gender is m or f"),
        ({"id": "Ada Example"}, "an id is lower case"),
        ({"born": 1950}, "unknown field born"),
        ({"held": [{"office": "President", "side": "SE", "since": "2020-13"}]}, "2020-13"),
        ({"held": [{"office": "President", "side": "SE", "since": "autumn"}]}, "autumn is no date"),
        ({"held": [{"office": "President", "side": "SE", "since": 2020, "until": 2019}]}, "ends .* before it begins"),
        ({"held": [{"office": "King", "side": False, "since": 2020}]}, "Norway"),
        ({"held": [{"office": "King", "side": "NO"}]}, "no since"),
    ],
)
def test_a_bad_entry_is_named(monkeypatch: pytest.MonkeyPatch, entry: dict[str, object], message: str) -> None:
    good = {"id": "ada-example", "name": "Ada Example", "gender": "f", "surname": "Example", "held": []}
    monkeypatch.setattr(lexicon, "read_yaml", lambda _: [good | entry])
    with pytest.raises(LexiconError, match=rf"lexicons/offices/\w+\.yaml, entry 1 .*{message}"):
        offices.read_sources()


def test_a_second_id_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    good = {"id": "ada-example", "name": "Ada Example", "gender": "f", "surname": "Example", "held": []}
    monkeypatch.setattr(lexicon, "read_yaml", lambda _: [good, good])
    with pytest.raises(LexiconError, match=r"entry 2 .*the id stands twice"):
        offices.read_sources()


# --- names ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Antony Blinken", "antony-blinken"),
        ("Blinken", "antony-blinken"),
        ("blinken", "antony-blinken"),
        ("Antony J. Blinken", "antony-blinken"),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Støre", "jonas-gahr-store"),
        ("Store", "jonas-gahr-store"),
        ("Zelensky", "volodymyr-zelenskyy"),
        ("Ban Ki Moon", "ban-ki-moon"),
        ("Ki-moon Ban", "ban-ki-moon"),
        ("Orban Viktor", "viktor-orban"),
        ("H.R. McMaster", "h-r-mcmaster"),
        ("Recep Erdogan", "recep-tayyip-erdogan"),
        ("Villepin", "dominique-de-villepin"),
        ("von der Leyen", "ursula-von-der-leyen"),
        ("Michelle O’Neill", "michelle-oneill"),
    ],
)
def test_a_name_in_its_forms(name: str, id_: str) -> None:
    assert id_ in ids(offices.people_named(name))


def test_a_full_name_is_one_person() -> None:
    assert ids(offices.people_named("Antony Blinken")) == {"antony-blinken"}


def test_a_shared_surname_gives_everybody() -> None:
    assert {"bill-clinton", "hillary-clinton"} <= ids(offices.people_named("Clinton"))
    assert {"vladimir-putin"} == ids(offices.people_named("Putin"))


@pytest.mark.parametrize("name", ["", "Nobody Inparticular", "Secretary", "."])
def test_an_unknown_name_is_nobody(name: str) -> None:
    assert offices.people_named(name) == ()


# --- offices --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("FM", "foreign minister"),
        ("Minister of Foreign Affairs", "Foreign Minister"),
        ("top diplomat", "Secretary of State"),
        ("Foreign Secretary", "minister for foreign affairs and trade"),
        ("State Councilor and Foreign Minister", "foreign minister"),
        ("the premier", "Prime Minister"),
        ("President-elect", "president elect"),
        ("Vice Premier", "deputy prime minister"),
        ("National Security Advisor", "national security adviser"),
        ("U.N. ambassador", "Ambassador to the United Nations"),
        ("Defence Secretary", "minister of defense"),
        ("President of France", "president"),
        ("Governor of California", "California governor of"),
        ("European Commission President", "President of the European Commission"),
    ],
)
def test_wordings_of_one_office(a: str, b: str) -> None:
    assert offices.same_office(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Deputy Foreign Minister", "Foreign Minister"),
        ("President-elect", "President"),
        ("Vice President", "President"),
        ("former president", "president"),
        ("Prime Minister", "President"),
        ("Chancellor of the Exchequer", "Chancellor"),
        ("President of the European Council", "President of the European Commission"),
        ("Secretary of State for Defence", "Secretary of State"),
        ("Diplomatic Adviser to the President", "President"),
        ("foreign ministry spokeswoman", "foreign minister"),
        ("Opposition Leader", "leader"),
        ("Minister of State for Foreign Affairs", "Foreign Minister"),
        ("", "president"),
    ],
)
def test_different_offices(a: str, b: str) -> None:
    assert not offices.same_office(a, b)


def test_a_foreign_secretary_is_a_minister_or_a_civil_servant() -> None:
    assert offices.same_office("Foreign Secretary", "Foreign Minister", side="GB")
    assert not offices.same_office("Foreign Secretary", "Foreign Minister", side="IN")
    assert ids(offices.holder("IN", "foreign minister", "2016")) == {"sushma-swaraj"}


@pytest.mark.parametrize(
    ("side", "words", "when", "expected"),
    [
        ("US", "secretary of state", "2023-06", {"antony-blinken"}),
        ("US", "the Secretary of State", "2009-01-21", {"hillary-clinton"}),
        ("US", "President-elect", "2008-12", {"barack-obama"}),
        ("DE", "chancellor", "2010", {"angela-merkel"}),
        ("DE", "leader", "2010", {"angela-merkel"}),
        ("GB", "foreign secretary", "2024-07", {"david-cameron", "david-lammy"}),
        ("GB", "king", "2023", {"charles-iii"}),
        ("RU", "the premier", "2009-06", {"vladimir-putin"}),
        ("RU", "leader", "2015", {"vladimir-putin"}),
        ("EU", "foreign policy chief", "2012", {"catherine-ashton"}),
        ("EU", "Commission President", "2016", {"jean-claude-juncker"}),
        ("UN", "Secretary-General", "2006-06/2006-09", {"kofi-annan"}),
        ("VA", "pontiff", "2014", {"pope-francis"}),
        ("IE", "Taoiseach", "2018?", {"leo-varadkar"}),
        ("US", "astronaut", "2018", set()),
        ("QQ", "president", "2018", set()),
    ],
)
def test_who_held_it(side: str, words: str, when: str, expected: set[str]) -> None:
    assert ids(offices.holder(side, words, when)) == expected


@pytest.mark.parametrize(
    ("side", "words", "expected"),
    [
        ("DE", "chancellor", True),
        ("DE", "president", False),
        ("GB", "king", False),
        ("SA", "king", True),
        ("FR", "president", True),
        ("FR", "prime minister", False),
        ("PL", "premier", True),
    ],
)
def test_whom_news_call_the_leader(side: str, words: str, *, expected: bool) -> None:
    assert offices.leads(side, words) is expected


def test_without_a_date_everybody_who_held_it() -> None:
    found = [person.id for person in offices.holder("US", "president", None)]
    assert {"bill-clinton", "joe-biden"} <= set(found)
    assert found.index("bill-clinton") < found.index("joe-biden")


def test_what_somebody_held_at_a_date() -> None:
    (clinton,) = offices.people_named("Hillary Clinton")
    assert [t.office for t in offices.held_at(clinton, "2011-03")] == ["Secretary of State"]
    assert offices.held_at(clinton, "2015") == ()
    assert offices.held_at(clinton, None) == clinton.tenures


def test_an_interval_is_half_open() -> None:
    (blinken,) = offices.people_named("Blinken")
    assert offices.held_at(blinken, "2025-01-19")
    assert not offices.held_at(blinken, "2025-01-20")


def test_a_year_is_read_generously() -> None:
    year = offices.Tenure("x", "X", "President", "SE", "2009", "2012")
    assert year.holds("2009-01-01")
    assert year.holds("2012-12-31")
    assert not year.holds("2013-01-01")


def test_the_times_of_an_office() -> None:
    (rumsfeld,) = offices.people_named("Rumsfeld")
    assert offices.span_of(rumsfeld, "Defense Secretary") == (
        ("1975-11-20", "1977-01-19"),
        ("2001-01-20", "2006-12-17"),
    )
    (vance,) = offices.people_named("JD Vance")
    assert offices.span_of(vance, "vice president") == (("2025-01-20", None),)
    assert offices.span_of(vance, "king") == ()


def held(*told: tuple[str, str, str | None]) -> tuple[offices.Tenure, ...]:
    return tuple(offices.Tenure("x", "X", office, "SE", since, until) for office, since, until in told)


@pytest.mark.parametrize(
    ("tenures", "when", "expected"),
    [
        (held(("General Secretary", "2010", None), ("President", "2011", None)), "2015-05-01", "President"),
        (held(("Crown Prince", "2010", None), ("Defence Minister", "2012", None)), "2015-05-01", "Crown Prince"),
        (held(("Poet", "2010", None), ("Dancer", "2012", None)), "2015-05-01", "Dancer"),
        (
            held(("Deputy Prime Minister", "2010", "2015-05-01"), ("President", "2015-05-01", None)),
            "2015-05-01",
            "President",
        ),
        (held(("Finance Minister", "2010", "2015-05-01"), ("Prime Minister", "2015-05-01", None)), "2015", None),
        (held(("Finance Minister", "2010", "2015-05-01"), ("Prime Minister", "2015-05-01", None)), None, None),
        (
            held(
                ("Speaker", "2010", "2015-05-01"),
            ),
            "2015",
            "Speaker",
        ),
        (
            held(
                ("Speaker", "2010", "2015-05-01"),
            ),
            "2015-05-01",
            None,
        ),
        ((), "2015", None),
    ],
)
def test_the_foremost_of_several_offices(
    tenures: tuple[offices.Tenure, ...], when: str | None, expected: str | None
) -> None:
    found = offices.foremost(tenures, when)
    assert (found.office if found else None) == expected
