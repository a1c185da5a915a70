"""Persons get identities, and offices from the table only where the story tells none."""

from __future__ import annotations

from dataclasses import replace

from factory import aim, report, statement, tone
from summitry.link import linked, relinked, speaking
from summitry.model import Basis, Report
from summitry.offices import built_in


def offices(found: Report) -> list[str | None]:
    return [p.office for p in found.parties]


def test_an_office_of_the_table_is_filled_in_at_the_date_of_the_contact_and_is_inferred() -> None:
    found = linked(report("DE Gerhard Schröder", "FR Jacques Chirac", when="2003-03-03"))
    assert offices(found) == ["Chancellor", "President"]
    office = found.parties[0].actor.office
    assert office is not None
    assert office.basis is Basis.INFERRED
    assert office.rule.startswith("office-table:")


def test_the_date_of_the_story_stands_in_for_that_of_the_contact() -> None:
    found = linked(report("DE Gerhard Schröder", "FR Jacques Chirac", told="2003-03-03"))
    assert offices(found) == ["Chancellor", "President"]


def test_an_office_is_not_filled_in_after_it_was_given_up() -> None:
    found = linked(report("DE Gerhard Schröder", "KE Daniel Otieno", when="2023-03-03"))
    assert offices(found) == [None, None]


def test_what_the_story_says_wins() -> None:
    found = linked(report("DE Gerhard Schröder, visitor", "FR Jacques Chirac", when="2003-03-03"))
    assert offices(found) == ["visitor", "President"]


def test_a_side_that_the_story_leaves_out_comes_from_the_table() -> None:
    found = linked(report("? Gerhard Schröder", "FR Jacques Chirac", when="2003-03-03"))
    assert found.parties[0].side == "DE"


def test_a_side_that_only_the_table_told_is_that_of_the_office_held_then() -> None:
    told = report("LU Jean-Claude Juncker", "FR Emmanuel Macron", when="2018-03-03")
    first, *others = told.parties
    assert linked(told).parties[0].side == "LU"  # as words tell it
    assert first.actor.side is not None
    guessed = replace(first, actor=replace(first.actor, side=replace(first.actor.side, rule="side:offices")))
    found = linked(replace(told, parties=(guessed, *others))).parties[0]
    assert (found.side, found.office) == ("EU", "President of the European Commission")
    long_ago = linked(replace(told, parties=(guessed, *others), when=None, published="2005-03-03")).parties[0]
    assert (long_ago.side, long_ago.office) == ("LU", "Prime Minister")


def test_one_name_of_another_side_is_another_person() -> None:
    found = linked(report("NO Gerhard Schröder", "FR Jacques Chirac", when="2003-03-03"))
    assert offices(found) == [None, "President"]
    assert (
        found.parties[0].actor.person_id
        != linked(report("DE Gerhard Schröder", when="2003")).parties[0].actor.person_id
    )


def test_who_is_not_in_the_table_is_known_by_name_and_side() -> None:
    first, second = (linked(report("NO Astrid Berg", "KE Daniel Otieno", when=when)) for when in ("2031", "2032"))
    ids = [p.actor.person_id for p in first.parties]
    assert all(ids)
    assert ids == [p.actor.person_id for p in second.parties]
    assert ids[0] != linked(report("SE Astrid Berg", "KE Daniel Otieno")).parties[0].actor.person_id


def test_a_side_without_a_name_is_no_person() -> None:
    found = linked(report("NO", "KE , officials"))
    assert [p.actor.person_id for p in found.parties] == [None, None]


def test_linking_changes_nothing_else_and_twice_is_as_once() -> None:
    before = report("DE Gerhard Schröder", "FR Jacques Chirac", when="2003-03-03", city="Berlin", topics=("fish",))
    once = linked(before)
    assert replace(once, parties=before.parties) == before
    assert linked(once) == once


def test_whoever_speaks_wants_or_judges_is_linked_as_a_party_is() -> None:
    told = replace(
        report("DE Gerhard Schröder", "FR Jacques Chirac", when="2003-03-03"),
        statements=(statement("DE Gerhard Schröder", "No."),),
        aims=(aim("FR Jacques Chirac", "to end it"),),
        tones=(tone("frank", by="NO Astrid Berg"), tone("cold")),
    )
    found = linked(told)
    first, second = (p.actor for p in found.parties)
    assert first.person_id
    assert (found.statements[0].speaker.person_id, found.aims[0].actor.person_id) == (first.person_id, second.person_id)
    office = found.statements[0].speaker.office
    assert office
    assert (office.value, office.basis) == ("Chancellor", Basis.INFERRED)
    assert found.tones[0].by
    assert found.tones[0].by.person_id
    assert found.tones[1].by is None
    (said,) = found.statements
    stale = replace(said, speaker=replace(said.speaker, office=replace(office, value="Consul")))
    assert relinked(replace(found, statements=(stale,)), table=built_in()).statements == (said,)


def test_a_speaker_at_no_contact_is_linked_as_of_a_date() -> None:
    spoken = statement("DE Gerhard Schröder", "No.")
    offices_then = [speaking(spoken, when=day).speaker.office for day in ("2003-03-03", "2023-03-03")]
    assert [o.value if o else None for o in offices_then] == ["Chancellor", None]
