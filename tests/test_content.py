"""What was wanted of a contact, what came of it and how it went: each case in its own words, contacts told by cues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cues import BERG, LIMA, OTIENO, Cue, called, met, reading, visited
from summitry import content, statements
from summitry.content import aims, outcomes, stretches, tones
from summitry.lexicon import patterns
from summitry.model import Actor, Aim, Came, Force, Form, Outcome, Statement, Tone

if TYPE_CHECKING:
    import re


def who(actor: Actor) -> str:
    claim = actor.name or actor.side
    return claim.value if claim else "?"


def wanted(text: str, *cues: Cue) -> list[str]:
    """Every aim in a line: "met: Astrid Berg wants to reopen the port"."""
    return [f"{cue}: {who(a.actor)} wants {a.words.exact}" for cue, a in _told(text, *cues) if isinstance(a, Aim)]


def came(text: str, *cues: Cue) -> list[str]:
    """Every outcome in a line: "met: agreed to reopen the port", with its force where it is not simply told."""
    return [
        f"{cue}: {o.kind.value}{'' if o.force is Force.TOLD else f' ({o.force.value})'}: {o.words.exact}"
        for cue, o in _told(text, *cues)
        if isinstance(o, Outcome)
    ]


def went(text: str, *cues: Cue) -> list[str]:
    """Every tone in a line: "met: tense", with "by Astrid Berg" where it is somebody's."""
    return [
        f"{cue}: {t.words.exact}{f' by {who(t.by)}' if t.by else ''}"
        for cue, t in _told(text, *cues)
        if isinstance(t, Tone)
    ]


def _told(text: str, *cues: Cue) -> list[tuple[str, Aim | Outcome | Tone]]:
    """All that is told of each contact, with its cue; every piece has its exact words."""
    doc, reports = reading(text, *cues)
    out: list[tuple[str, Aim | Outcome | Tone]] = []
    for cue, report in zip(cues, content.told(doc, reports, statements=statements.found(doc)), strict=True):
        pieces: tuple[Aim | Outcome | Tone, ...] = (*report.aims, *report.outcomes, *report.tones)
        for piece in pieces:
            for source in (piece.words, None if isinstance(piece, Tone) else piece.cue):
                assert source is None or (source.exact and text[source.start : source.end] == source.exact)
            out.append((cue.words, piece))
    return out


# --- aims -----------------------------------------------------------------------------------

COMES = "Astrid Berg, Norway's prime minister, will meet Kenya's president Daniel Otieno in Nairobi on Friday. "
TO_MEET = met("will meet", status="planned")


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("Berg aims to reopen the fishing grounds.", "Astrid Berg wants to reopen the fishing grounds"),
        ("She hopes to persuade Otieno to lift the ban.", "Astrid Berg wants to persuade Otieno to lift the ban"),
        ("Berg will press for a ban on drift nets.", "Astrid Berg wants a ban on drift nets"),
        ("Otieno is expected to raise the detained crew.", "Daniel Otieno wants raise the detained crew"),
        ("Kenya wants assurances that the port stays open.", "Daniel Otieno wants assurances that the port stays open"),
        ("Norway's main goal is to save the accord.", "Astrid Berg wants to save the accord"),
        ("Berg will be looking for signs of goodwill.", "Astrid Berg wants signs of goodwill"),
        ("Berg wants Otieno to lift the ban.", "Astrid Berg wants Otieno to lift the ban"),
        ("Otieno would like to see the ban lifted.", "Daniel Otieno wants the ban lifted"),
        ("Her main goal is a ban on drift nets.", "Astrid Berg wants a ban on drift nets"),
        ("“Our goal is to reopen the port,” Otieno said.", "Daniel Otieno wants to reopen the port"),
        ("Berg will tell Otieno to lift the ban.", "Astrid Berg wants tell Otieno to lift the ban"),
        ("Berg, a seasoned negotiator, hopes to sign a treaty.", "Astrid Berg wants to sign a treaty"),
        ("Berg has promised to raise the detained crew.", "Astrid Berg wants raise the detained crew"),
        ("Berg said she wants to free the crew.", "Astrid Berg wants to free the crew"),
        ("Otieno wants a bigger quota.", "Daniel Otieno wants a bigger quota"),
        ("“We’re going to raise the crew,” Berg said.", "Astrid Berg wants raise the crew"),
        ("Berg will use this week’s talks to press for a ban on nets.", "Astrid Berg wants a ban on nets"),
        ("Kenya’s main demands include a bigger quota.", "Daniel Otieno wants a bigger quota"),
        ("For Berg, the main goal is to free the crew.", "Astrid Berg wants to free the crew"),
        ("Kenya hopes the meeting will lead to a truce at sea.", "Daniel Otieno wants a truce at sea"),
        ("Otieno is expected to try to free the crew.", "Daniel Otieno wants to free the crew"),
        ("Berg will clearly underscore her doubts.", "Astrid Berg wants underscore her doubts"),
    ],
)
def test_an_aim_is_what_a_party_sets_out_to_do(text: str, aim: str) -> None:
    assert wanted(COMES + text, TO_MEET) == [f"will meet: {aim}"]


@pytest.mark.parametrize(
    "text",
    [
        "Berg hopes to meet Otieno at the airport.",  # the contact itself
        "Berg is expected to discuss grain.",  # a topic
        "Berg does not intend to lift the ban.",
        "If Berg seeks to lift the ban, the talks will be short.",
        "Berg will press voters to back her party.",  # her own
        "Berg will reassure the farmers that prices will hold.",
        "Roth aims to reopen the fishing grounds.",  # no party
        "Berg wants to distract from the strike, analysts say.",
        "Experts expect little of her. Berg is likely to urge Otieno to lift the ban, they say.",
        "Berg wants Lima to lift the ban.",  # no party
        "It is not too late for Berg to seek to reopen the port.",
        "Berg said the ferry that came with Otieno seeks to win prizes.",
        "Berg aims for the stars.",
        "Berg will seek a second term.",
        "Berg is looking to the future.",
        "Berg would ask the court to stop the strike.",
        "Berg will urge Brazil to lift the ban.",  # no party
        "Berg plans to press charges.",
        "Otieno wants Berg to fail, his rivals say.",
        "Berg will press on.",
        "Berg wants to know the way.",
        "My guess is that Berg seeks to reopen the port.",
    ],
)
def test_what_is_no_aim_at_the_contact_is_left_out(text: str) -> None:
    assert wanted(COMES + text, TO_MEET) == []


def test_an_aim_without_a_contact_near_is_left_out() -> None:
    far = "The harvest was good. Prices fell. The ferries ran. Farmers sold much grain.\n\n"
    assert wanted(COMES + far + "Berg aims to reopen the mine.", TO_MEET) == []


def test_a_counterpart_named_finds_the_contact_to_come() -> None:
    far = "The harvest was good. Prices fell. The ferries ran. Farmers sold much grain.\n\n"
    text = COMES + far + "Berg hopes to settle with Otieno who pays for the port."
    assert wanted(text, TO_MEET) == ["will meet: Astrid Berg wants to settle with Otieno who pays for the port"]
    assert wanted(text, TO_MEET, met("harvest", status="planned")) == []  # either could be meant


def test_what_another_side_says_that_a_party_wants_is_its_own_view() -> None:
    text = COMES + "“Berg hopes to close the port,” Otieno said."
    assert wanted(text, TO_MEET) == []
    text = COMES + "“I hope to reopen the port,” Berg said."
    assert wanted(text, TO_MEET) == ["will meet: Astrid Berg wants to reopen the port"]


def test_the_other_side_need_not_be_named_where_one_contact_is_to_come() -> None:
    far = "The harvest was good. Prices fell. The ferries ran. Farmers sold much grain.\n\n"
    text = COMES + far + "Berg will try to convince her host that the port should open."
    assert wanted(text, TO_MEET) == ["will meet: Astrid Berg wants convince her host that the port should open"]
    assert wanted(text, TO_MEET, met("harvest", BERG, LIMA, status="planned")) == []  # either could be her host


def test_both_sides_may_stand_in_an_apposition() -> None:
    text = COMES + "The two leaders – each a keen sailor – looked to one another for help at sea."
    assert wanted(text, TO_MEET) == [f"will meet: {n} wants help at sea" for n in ("Astrid Berg", "Daniel Otieno")]


def test_of_what_came_to_nothing_nothing_is_wanted() -> None:
    text = "Berg called off a meeting with Otieno. Berg had hoped to reopen the port."
    assert wanted(text, met("called off a meeting", status="cancelled")) == []


def test_a_visit_has_the_aim_of_its_guest() -> None:
    text = "Astrid Berg flew to Nairobi in a bid to reopen the port."
    assert wanted(text, visited("flew to Nairobi")) == ["flew to Nairobi: Astrid Berg wants to reopen the port"]
    text = "Astrid Berg flew to Nairobi on Monday to press for a ban on drift nets."
    assert wanted(text, visited("flew to Nairobi")) == [
        "flew to Nairobi: Astrid Berg wants to press for a ban on drift nets"
    ]
    assert wanted("Astrid Berg flew to Nairobi to discuss drift nets.", visited("flew to Nairobi")) == []


CALLED = "Prime Minister Astrid Berg of Norway called President Daniel Otieno of Kenya"


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        (f"{CALLED} on Monday to congratulate him.", "to congratulate him"),
        (f"{CALLED} and other leaders of the coast in an effort to end the strike.", "to end the strike"),
        (f"In a bid to end the strike, {CALLED}.", "to end the strike"),
        (f"Hoping to end the strike, {CALLED}.", "to end the strike"),
        (f"{CALLED}, seeking a truce at sea.", "a truce at sea"),
    ],
)
def test_a_contact_has_the_purpose_of_whoever_acts(text: str, aim: str) -> None:
    assert wanted(text, called("called")) == [f"called: Astrid Berg wants {aim}"]


@pytest.mark.parametrize(
    "text",
    [
        f"{CALLED}, who had good reasons to end the strike.",
        f"{CALLED} on Monday and used her influence to end the strike.",
        f"{CALLED}. Eager to end the strike, farmers sold grain.",
        f"{CALLED} and agreed to end the strike.",
    ],
)
def test_what_something_else_is_for_is_no_purpose_of_the_contact(text: str) -> None:
    assert wanted(text, called("called")) == []


def test_a_headline_tells_an_aim_by_its_infinitive() -> None:
    text = "Berg to push for truce at sea\n\n" + COMES
    assert wanted(text, TO_MEET) == ["will meet: Astrid Berg wants truce at sea"]
    assert wanted(COMES + "A friend of Berg to push for a truce.", TO_MEET) == []


def test_what_is_wanted_at_a_contact_that_was_held_was_said_there() -> None:
    assert wanted(MET + "She told Otieno she wants to free the crew.", met("met")) == []


def test_talks_have_the_aim_of_all_sides() -> None:
    text = "Astrid Berg and Daniel Otieno held talks aimed at ending the strike."
    aim = "ending the strike"
    assert wanted(text, met("held talks")) == [f"held talks: {n} wants {aim}" for n in ("Astrid Berg", "Daniel Otieno")]


def test_things_joined_are_aims_of_their_own() -> None:
    text = COMES + "Berg seeks to reopen the port, to free the crew and to end the strike."
    assert [a.rpartition(" wants ")[2] for a in wanted(text, TO_MEET)] == [
        "to reopen the port",
        "to free the crew",
        "to end the strike",
    ]
    text = COMES + "Reopening the port and freeing the crew are her main goals."
    assert [a.rpartition(" wants ")[2] for a in wanted(text, TO_MEET)] == ["Reopening the port", "freeing the crew"]
    text = COMES + "Berg will press for grain, gas and visas."
    assert [a.rpartition(" wants ")[2] for a in wanted(text, TO_MEET)] == ["grain, gas and visas"]


def test_a_list_of_aims_goes_on_over_paragraphs() -> None:
    text = (
        "Astrid Berg arrived in Nairobi. Her visit has three goals. First, she aims to reopen the port.\n\n"
        "The port was closed in spring. Secondly, Berg will advocate for the crew.\n\n"
        "Lastly, Berg is committed to exploring a joint patrol."
    )
    assert wanted(text, visited("arrived in Nairobi")) == [
        "arrived in Nairobi: Astrid Berg wants to reopen the port",
        "arrived in Nairobi: Astrid Berg wants the crew",
        "arrived in Nairobi: Astrid Berg wants exploring a joint patrol",
    ]


def test_what_more_is_said_of_a_counted_aim_is_part_of_it() -> None:
    first = "Astrid Berg arrived in Nairobi. {} First, she aims to reopen the port.\n\n"
    text = first + "Lastly, Berg aims to free the crew. Furthermore, she seeks to bring them home."
    counted = wanted(text.format("Her visit has two goals."), visited("arrived in Nairobi"))
    assert [a.rpartition(" wants ")[2] for a in counted] == ["to reopen the port", "to free the crew"]
    assert len(wanted(text.format("Her visit is short."), visited("arrived in Nairobi"))) == 3


def test_what_was_agreed_for_a_purpose_is_an_outcome_only() -> None:
    text = MET + "The two sides agreed to hold a second meeting to end the strike."
    assert wanted(text, met("met"), met("a second meeting", status="planned")) == []
    assert len(came(text, met("met"), met("a second meeting", status="planned"))) == 1


def test_words_over_a_paragraph_point_at_the_contact_told_first() -> None:
    text = (
        "Astrid Berg met Daniel Otieno in Oslo on Monday. The visit follows a meeting of Berg and Ana Lima in May.\n\n"
        "The talks aim to reopen the port."
    )
    told = wanted(text, met("met"), met("a meeting", BERG, LIMA))
    assert told == [f"met: {n} wants to reopen the port" for n in ("Astrid Berg", "Daniel Otieno")]


# --- outcomes -------------------------------------------------------------------------------

MET = "Norway's prime minister Astrid Berg met Kenya's president Daniel Otieno in Nairobi on Monday. "


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The two leaders agreed to reopen the port.", "agreed: to reopen the port"),
        ("They agreed on a ban on drift nets.", "agreed: on a ban on drift nets"),
        ("Norway and Kenya reached a deal on grain.", "agreed: a deal on grain"),
        (
            "Otieno left a treaty on fishing signed by neither, a signed statement being all.",
            "signed: a signed statement",
        ),
        ("Norway is content and has agreed to lift the ban.", "agreed: to lift the ban"),
        ("Berg and Otieno signed a treaty on fishing.", "signed: a treaty on fishing"),
        ("The two sides issued a joint statement on grain.", "announced: a joint statement on grain"),
        ("No formal agreements were announced.", "nothing agreed: No formal agreements were announced"),
        ("The two sides failed to agree on a date.", "nothing agreed: failed to agree on a date"),
        ("The talks collapsed after an hour.", "failed: The talks collapsed"),
        ("Otieno walked out of the talks.", "walked out: walked out of the talks"),
        ("The talks will continue on Tuesday.", "to be continued: The talks will continue"),
        ("They agreed to meet again in May.", "next round agreed: to meet again in May"),
        ("The two sides are close to a deal on grain.", "agreed (hedged): a deal on grain"),
        ("Norway and Kenya reportedly agreed to share the port.", "agreed (hedged): to share the port"),
        ("Norway is ready to speak with Brazil and has agreed to lift the ban.", "agreed: to lift the ban"),
        ("Berg agreed with Otieno that ships may pass.", "agreed: that ships may pass"),
        ("Otieno promised Berg that the crew would be freed.", "agreed: that the crew would be freed"),
        ("Norway, which has agreed to pay for it, praised the port.", "agreed: to pay for it"),
        ("The two leaders decided to restore ties.", "agreed: to restore ties"),
        ("There was broad agreement on a new ferry.", "agreed: on a new ferry"),
        ("The meeting produced a pledge to reopen the port.", "agreed: a pledge to reopen the port"),
        ("The two leaders announced the creation of a joint fund.", "announced: the creation of a joint fund"),
        (
            "At a joint news conference, Berg announced that Norway would send two ships.",
            "announced: that Norway would send two ships",
        ),
        ("The two sides are still far from reaching a deal.", "nothing agreed: are still far from reaching a deal"),
        ("Otieno refused to budge.", "nothing agreed: refused to budge"),
        ("Their failure to reach a deal hurt both.", "nothing agreed: failure to reach a deal"),
        ("Otieno stormed out after an hour.", "walked out: stormed out after an hour"),
        (
            "They instructed their ministers to continue the talks.",
            "to be continued: their ministers to continue the talks",
        ),
        ("Talks will resume in Oslo on May 20.", "next round agreed: Talks will resume in Oslo on May 20"),
        ("The two leaders will meet again in May.", "next round agreed: The two leaders will meet again in May"),
        ("The two sides will meet again on Feb. 8.", "next round agreed: The two sides will meet again on Feb. 8"),
        ("They agreed to arrange a second summit.", "next round agreed: to arrange a second summit"),
        (
            "They agreed to instruct their teams to meet soon.",
            "next round agreed: to instruct their teams to meet soon",
        ),
        (
            "Talks on grain are slated to reconvene Feb. 8.",
            "next round agreed: Talks on grain are slated to reconvene Feb. 8",
        ),
        ("Berg left the meeting without a grain accord.", "nothing agreed: without a grain accord"),
        ("Norway and Kenya reached an “understanding” on grain.", "agreed: an “understanding” on grain"),
        ("Berg praised the meeting with Otieno, which produced a pledge to sail.", "agreed: a pledge to sail"),
        ("There was no progress on grain.", "nothing agreed: no progress"),
        ("They made no progress on grain.", "nothing agreed: no progress"),
        ("Three points on grain are not agreed upon at the talks.", "nothing agreed: are not agreed upon"),
        ("Neither side gave ground.", "nothing agreed: Neither side gave ground"),
        ("The two leaders agreed to disagree.", "nothing agreed: agreed to disagree"),
        ("Norway and Kenya fail to find common ground.", "nothing agreed: fail to find common ground"),
        ("Otieno rejected her offer.", "nothing agreed: rejected her offer"),
        ("Berg came away from the talks empty-handed.", "nothing agreed: from the talks empty-handed"),
        ("Otieno appears to have accepted a ban.", "agreed (hedged): a ban"),
        ("Otieno is reported to have agreed to free the crew.", "agreed (hedged): to free the crew"),
        ("Norway and Kenya emerged with a pact: a truce at sea.", "agreed: a truce at sea"),
        ("The two leaders reached agreement on quotas.", "agreed: agreement on quotas"),
        ("The two leaders set up a joint commission on fish.", "agreed: a joint commission on fish"),
        ("The two leaders reaffirmed their commitment to a truce.", "agreed: their commitment to a truce"),
        ("At the talks Otieno expressed his readiness to reopen the port.", "agreed: his readiness to reopen the port"),
        ("“We have a deal,” Otieno said.", "agreed: a deal"),
        ("The result was a treaty on fishing.", "agreed: a treaty on fishing"),
        ("A common ferry line was agreed at the talks.", "agreed: A common ferry line"),
        ("They met again with three contracts signed.", "signed: three contracts"),
        ("Kenya will buy ferries under a deal signed at the meeting.", "signed: a deal"),
        (
            "The meeting with Otieno in Nairobi broke up in disagreement.",
            "failed: The meeting with Otieno in Nairobi broke up in disagreement",
        ),
        ("Otieno walks out of the talks.", "walked out: walks out of the talks"),
        ("The two leaders will stay in close touch.", "to be continued: stay in close touch"),
        ("Otieno accepted Berg’s invitation to Oslo.", "next round agreed: Berg’s invitation to Oslo"),
        ("They set a date for another round.", "next round agreed: another round"),
        ("Further talks are planned for May.", "next round agreed: Further talks are planned for May"),
    ],
)
def test_what_came_of_a_contact_is_told_with_its_kind(text: str, outcome: str) -> None:
    assert came(MET + text, met("met")) == [f"met: {outcome}"]


@pytest.mark.parametrize(
    "text",
    [
        "They will agree to reopen the port if the strike ends.",
        "If they agreed to reopen the port, ships could sail.",
        "No breakthrough is expected.",
        "Lima agreed to reopen the port.",  # no party
        "Berg agreed with the critics.",
        "Berg signed an executive order on grain.",
        "The parliament failed to agree on a budget.",
        "Did they agree on a date?",
        "Berg hopes that the two sides reached a deal.",
        "Otieno promised Lima that the crew would be freed.",  # no party
        "Berg decided to restore ties.",  # it takes both
        "Norway and Kenya have traded since the two sides restored ties.",
        "Under the deal, Kenya will reopen the port.",  # which deal?
        "The two leaders will not meet again in May.",
        "Before the meeting Berg announced a new ferry.",
        "Norway and Kenya, which signed a treaty in 1998, are neighbours.",
        "Norway agreed recently to lift the ban.",
        "An agreement was reached by lawmakers of both countries.",
        "Kenya has made little progress on schools.",
        "The noise was no big deal, Berg said.",
        "Few results of the vote were known.",
        "Norway could not reach an agreement with Brazil.",  # no party
        "Otieno agreed to an interview.",
        "The visit was cut short by rain.",
        "The ferry strike ended without a deal.",
        "There was no deal to be had.",
        "Berg, who has pledged to end the strike, spoke at the meeting.",
        "Berg reminded Otieno of Kenya's promise to free the crew at the meeting.",
        "At the meeting Berg urged Kenya to live up to its pledge to free the crew.",
    ],
)
def test_what_has_not_come_of_it_is_left_out(text: str) -> None:
    assert came(MET + text, met("met")) == []


def test_who_met_is_who_agreed_where_the_verbs_are_joined() -> None:
    text = "Berg and Otieno met in Oslo on Monday and agreed to reopen the port."
    assert came(text, met("met")) == ["met: agreed: to reopen the port"]
    text = "Berg met Otieno in Oslo, who said that Roth had come and agreed to reopen the port."
    assert came(text, met("met")) == []


def test_at_a_visit_its_guest_must_have_agreed() -> None:
    text = "Norway's prime minister Astrid Berg flew to Nairobi. {} agreed to reopen the port."
    cue = visited("flew to Nairobi", f">{BERG}", f"<{OTIENO}", f"<{LIMA}")
    assert came(text.format("Kenya's president Daniel Otieno and Ana Lima of Brazil"), cue) == []
    assert came(text.format("Berg and Kenya's president Daniel Otieno"), cue) == [
        "flew to Nairobi: agreed: to reopen the port"
    ]


def test_what_is_to_be_held_has_no_outcome() -> None:
    assert came(COMES + "The two leaders agreed to reopen the port.", TO_MEET) == []


def test_a_denied_outcome_is_told_as_denied() -> None:
    text = MET + "Otieno denied that the two sides had agreed to share the port."
    assert came(text, met("met")) == ["met: agreed (denied): to share the port"]


def test_things_agreed_are_outcomes_of_their_own() -> None:
    text = MET + "They agreed to reopen the port and to free the crew."
    assert came(text, met("met")) == ["met: agreed: to reopen the port", "met: agreed: to free the crew"]
    text = MET + "They agreed to ask ships to open logs, share maps and end the chase."  # what ships are asked is one
    assert came(text, met("met")) == ["met: agreed: to ask ships to open logs, share maps and end the chase"]


def test_what_is_agreed_beside_the_next_round_is_agreed() -> None:
    text = MET + "They agreed to engage in follow-up talks in Oslo, and to free the crew."
    assert came(text, met("met")) == [
        "met: next round agreed: to engage in follow-up talks in Oslo",
        "met: agreed: to free the crew",
    ]


def test_a_deal_is_told_on_in_the_sentences_behind() -> None:
    text = (
        MET + "The two leaders reached a deal on grain. It was long sought. Under the deal, Kenya will reopen the port."
    )
    assert came(text, met("met")) == ["met: agreed: a deal on grain", "met: agreed: Kenya will reopen the port"]
    text = MET + "The two leaders reached a deal on grain. The deal also calls for joint patrols, Berg said."
    assert came(text, met("met")) == ["met: agreed: a deal on grain", "met: agreed: joint patrols"]


def test_a_pledge_in_a_signed_paper_is_an_outcome_beside_it() -> None:
    text = (
        MET + "Lima praised Otieno's written pledge to free the crew in an agreement signed with Berg at their meeting."
    )
    assert came(text, met("met")) == [
        "met: agreed: written pledge to free the crew",
        "met: signed: an agreement",
    ]
    text = MET + "At their meeting Otieno signed a paper, and Kenya set a goal, a promise to free the crew."
    assert came(text, met("met")) == []  # whose promise?


def test_a_pledge_at_a_visit_is_to_somebody_of_the_other_side() -> None:
    text = (
        "During her visit to Nairobi, Norway's prime minister Astrid Berg gave a firm commitment to {} to lift the ban."
    )
    cue = visited("visit to Nairobi")
    assert came(text.format("Kenya"), cue) == ["visit to Nairobi: agreed: a firm commitment to Kenya to lift the ban"]
    assert came(text.format("farmers"), cue) == []


def test_two_who_agree_far_from_the_words_mean_the_one_contact_held() -> None:
    far = "The harvest was good. Prices fell. The ferries ran. Farmers sold much grain.\n\n"
    text = MET + far + "{} agreed to reopen the port."
    assert came(text.format("Norway and Kenya"), met("met")) == ["met: agreed: to reopen the port"]
    assert came(text.format("The two leaders"), met("met")) == ["met: agreed: to reopen the port"]
    assert came(text.format("Norway"), met("met")) == []  # with whom?
    assert came(text.format("They"), met("met")) == []
    assert came(text.format("The two leaders"), met("met"), met("harvest", BERG, LIMA)) == []  # which two?
    assert came(text.format("In 1998 Norway and Kenya"), met("met")) == []


def test_the_next_round_is_linked_to_its_report() -> None:
    text = MET + "The two leaders agreed to hold a second meeting in Oslo in June."
    doc, reports = reading(text, met("met"), met("a second meeting", status="planned"))
    first, second = content.told(doc, reports)
    assert [(o.kind, o.next_report_id) for o in first.outcomes] == [(Came.NEXT_ROUND, second.id)]
    assert second.outcomes == ()


def test_the_next_round_of_others_is_not_linked() -> None:
    text = MET + "The two leaders agreed to hold a second meeting. Berg will meet Lima in June."
    doc, reports = reading(text, met("met"), met("will meet", BERG, LIMA, status="planned"))
    assert [o.next_report_id for o in content.told(doc, reports)[0].outcomes] == [None]


def test_a_pledge_belongs_to_a_contact_told_in_its_sentence_or_just_before() -> None:
    there = "At a meeting with Berg on Monday Otieno pledged to free the crew."
    assert came(there, met("meeting")) == ["meeting: agreed: to free the crew"]
    assert came(MET + "Otieno pledged to free the crew.", met("met")) == ["met: agreed: to free the crew"]
    assert came(MET + "It rained in Nairobi. Otieno pledged to free the crew.", met("met")) == []
    assert came(MET + "Last year Otieno pledged to free the crew.", met("met")) == []
    assert came(MET + "Otieno announced a plan for schools.", met("met")) == []  # anybody announces something any day


# --- tones ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told", "cue"),
    [
        ("Berg and Otieno held candid talks on grain.", ["candid"], met("held candid talks")),
        ("Berg and Otieno had a frank and friendly exchange.", ["frank", "friendly"], met("exchange")),
        ("Berg met Otieno. The talks were tense.", ["tense"], met("met")),
        ("Berg called Otieno. The call was very constructive.", ["very constructive"], called("called")),
        ("Otieno greeted Berg warmly at their meeting.", ["warmly"], met("meeting")),
        ("Berg met Otieno in a cordial atmosphere.", ["cordial"], met("met")),
        ("Berg met Otieno. The Talks were a great success.", ["great success"], met("met")),
        ("Berg met Otieno. The talks went very well.", ["very well"], met("met")),
        ("Berg met Otieno. She was frank with him.", ["frank"], met("met")),
        ("Berg met Otieno. She had a good, fruitful exchange with him.", ["good", "fruitful"], met("met")),
        ("Berg flew to Nairobi. She had a good trip to Kenya.", ["good"], visited("flew to Nairobi")),
        ("Berg met Otieno. Both were openly friendly in greeting each other.", ["friendly"], met("met")),
        ("Berg met Otieno. The mood in the room was bitter.", ["bitter"], met("met")),
        ("Berg met Otieno. It ruined Berg's friendly talks.", ["friendly"], met("met")),
        ("Berg met Otieno. It was a tense White House meeting.", ["tense"], met("met")),
        ("Berg called Otieno. The heated Jan. 12 call was short.", ["heated"], called("called")),
        ("Berg placed a warm call to Otieno.", ["warm"], called("call")),
        ("Berg met Otieno. The two hit it off.", ["hit it off"], met("met")),
        ("Berg met Otieno. The body language was icy.", ["icy"], met("met")),
        ("Berg met Otieno. Her talks with him were described as cordial.", ["cordial"], met("met")),
        ("Berg met Otieno. The meeting in Nairobi went very well.", ["very well"], met("met")),
        ("Berg met Otieno. It was sunny. Farmers sold grain. They ate. The meeting was tense.", ["tense"], met("met")),
    ],
)
def test_a_word_for_the_air_at_a_contact_is_its_tone(text: str, told: list[str], cue: Cue) -> None:
    assert went(text, cue) == [f"{cue.words}: {t}" for t in told]


@pytest.mark.parametrize(
    "text",
    [
        "Their relations are tense.",
        "It was a historic meeting.",
        "The talks were brief.",
        "Berg hopes for a constructive exchange.",
        "The talks were not friendly.",
        "The next meeting could be tense.",
        "A warm reception of his plan was reported.",
        "The meeting was bad news for farmers.",
        "The harvest went well.",
        "Lima called it a very bad deal.",
        "Berg described the meeting as part of a difficult process.",
        "Otieno called the meeting a step toward a good relationship.",
        "Berg spoke warmly of her father.",
        "Berg had a heated exchange with reporters.",
        "Berg's talks with Lima were tense.",
        "The mood in Oslo was bitter.",
        "Otieno received a warm welcome from students.",
        "The success of the talks depends on Lima.",
        "The meeting was difficult to arrange.",
        "A cold reception awaits Lima.",
        "Berg is confident of productive talks.",
        "The best meeting place is Oslo.",
        "The ferries, it went well for them.",
        "The road to the talks was bumpy.",
    ],
)
def test_relations_weight_and_wishes_are_no_tones(text: str) -> None:
    assert went("Berg met Otieno. " + text, met("met")) == []


def test_a_tone_is_told_by_whoever_used_the_word() -> None:
    text = MET + "Otieno described the meeting as “fruitful”."
    assert went(text, met("met")) == ["met: fruitful by Daniel Otieno"]
    text = MET + "The meeting was described by Otieno as fruitful."
    assert went(text, met("met")) == ["met: fruitful by Daniel Otieno"]
    text = MET + "The meeting was candid, Berg said afterwards."
    assert went(text, met("met")) == ["met: candid by Astrid Berg"]
    text = MET + "“It was a very good meeting,” Berg said."
    assert went(text, met("met")) == ["met: very good by Astrid Berg"]


def test_of_what_is_to_be_held_no_tone_is_told() -> None:
    assert went("Berg and Otieno will hold frank talks.", met("will hold frank talks", status="planned")) == []


# --- stretches and lexicons -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("to reopen the port, Berg said.", "to reopen the port"),
        ("to reopen the port, but not the mine", "to reopen the port"),
        ("to reopen the port” and left", "to reopen the port"),
        ("to reopen the “old” port at talks in Oslo", "to reopen the “old” port"),
        ("to help Norway, Kenya and Brazil trade", "to help Norway, Kenya and Brazil trade"),
        ("to reopen the port — a first step", "to reopen the port"),
        ("to reopen the port before meeting Lima", "to reopen the port"),
        ("to reopen the port, and struck a bargain", "to reopen the port"),
        ("a port and the Kenyans want a road", "a port"),
        ("to take part in talks in Oslo", "to take part in talks in Oslo"),
    ],
)
def test_a_stretch_ends_with_what_it_says(text: str, end: str) -> None:
    found = stretches.behind(text, 0, len(text))
    assert found is not None
    assert text[slice(*found)] == end


@pytest.mark.parametrize(("name", "look"), [("aims", aims.LOOK), ("outcomes", outcomes.LOOK), ("tones", tones.look())])
def test_no_cue_is_passed_over_unseen(name: str, look: re.Pattern[str]) -> None:
    for entry in patterns(name):
        for text in entry.examples:
            seen = text.lower() if name == "outcomes" else text
            assert look.search(seen), f"{name}: {entry.id} stands in no sentence that is looked at: {text!r}"


def test_the_same_words_again_are_told_once() -> None:
    text = MET + "The talks ended with no breakthrough. There was no breakthrough on grain, and the talks were tense. "
    assert came(text, met("met")) == ["met: nothing agreed: no breakthrough"]
    assert went(text + "The talks were tense.", met("met")) == ["met: tense"]


def test_a_tone_of_somebody_unknown_is_left_out() -> None:
    doc, reports = reading(MET + "The talks were tense.", met("met"))
    words = doc.story.source(len(MET), len(doc.story.text))
    said = Statement("s", Actor(), words, (words,), Form.INDIRECT, "test")
    assert content.told(doc, reports, statements=(said,))[0].tones == ()


def test_a_story_without_contacts_has_no_content() -> None:
    doc, _ = reading("Berg aims to reopen the port. They agreed to try. The talks were tense.")
    assert content.told(doc, ()) == ()


def test_parties_without_a_name_are_met_by_side() -> None:
    text = "Norway and Kenya will hold talks on Monday. Kenya seeks to reopen the port. Brazil seeks to close it."
    told = "will hold talks"
    assert wanted(text, met(told, "NO", "KE", status="planned")) == [f"{told}: KE wants to reopen the port"]


def test_what_a_state_wants_beside_a_contact_of_its_leader_is_a_policy() -> None:
    assert wanted(COMES + "Kenya aims to sell twice as much tea.", TO_MEET) == []
    assert wanted(COMES + "Kenya aims to sell Norway more tea.", TO_MEET) == [
        "will meet: Daniel Otieno wants to sell Norway more tea"
    ]
    assert wanted(COMES + "Otieno aims to sell twice as much tea.", TO_MEET) == [
        "will meet: Daniel Otieno wants to sell twice as much tea"
    ]


def test_behind_talks_that_were_held_a_policy_is_no_aim_of_theirs() -> None:
    text = "Norway and Kenya held talks on Monday. {}"
    assert wanted(text.format("Kenya seeks to reopen the port."), met("held talks")) == []
    assert wanted(text.format("Kenya sought to persuade Norway to wait."), met("held talks")) == [
        "held talks: Daniel Otieno wants to persuade Norway to wait"
    ]
    assert wanted(text.format("Kenya hopes to reopen the port at the talks."), met("held talks")) == [
        "held talks: Daniel Otieno wants to reopen the port"
    ]


def test_what_is_said_at_a_news_conference_is_no_aim_at_the_talks() -> None:
    text = MET + "“We intend to count every boat,” Berg told reporters after the meeting with Otieno."
    assert wanted(text, met("met")) == []
    text = MET + "Berg said Norway wanted to see the ban lifted."
    assert wanted(text, met("met")) == []


def test_of_all_sides_is_what_talks_are_aimed_at() -> None:
    text = "Ferry talks of Astrid Berg, also attended by Daniel Otieno, aimed at a joint fleet."
    both = [f"talks: {n} wants a joint fleet" for n in ("Astrid Berg", "Daniel Otieno")]
    assert wanted(text, met("talks")) == both


def test_what_is_agreed_with_somebody_is_no_purpose() -> None:
    text = "Astrid Berg agreed with Daniel Otieno to help the ferries."
    assert wanted(text, met("agreed with")) == []


def test_what_a_contact_was_used_for_was_done_there() -> None:
    text = "Astrid Berg used the meeting with Daniel Otieno to warn of a strike."
    assert wanted(text, met("meeting")) == []


def test_wanting_a_contact_is_no_aim_at_it() -> None:
    text = "Norway seeks a second meeting with Kenya on the ferries."
    assert wanted(text, met("a second meeting", status="possible")) == []
