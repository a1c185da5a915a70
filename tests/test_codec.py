from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import reading, report, story
from summitry.codec import from_json, to_json
from summitry.model import (
    Actor,
    Aim,
    Basis,
    Came,
    Claim,
    Contact,
    Dropped,
    DropReason,
    Force,
    Form,
    Outcome,
    Party,
    Reading,
    Relay,
    Relayed,
    Report,
    Role,
    Skipped,
    SkipReason,
    Source,
    Statement,
    Story,
    Tone,
    Where,
)
from summitry.resolve import contact

texts = st.text(max_size=8)
sources = st.builds(Source, texts, st.integers(0, 99), st.integers(0, 99), texts)
claims = st.builds(Claim, texts, sources, texts, st.sampled_from(Basis), st.none() | texts)
maybe = st.none() | claims
actors = st.builds(Actor, maybe, maybe, maybe, st.none() | texts)
relayed = st.none() | st.builds(Relayed, st.sampled_from(Relay), sources)
some = st.lists(sources, max_size=2).map(tuple)
statements = st.builds(
    Statement, texts, actors, sources, some, st.sampled_from(Form), texts, st.none() | sources, maybe, relayed
)
aims = st.builds(Aim, actors, sources, sources, texts, relayed)
outcomes = st.builds(
    Outcome, st.sampled_from(Came), sources, sources, texts, st.sampled_from(Force), relayed, st.none() | texts
)
tones = st.builds(Tone, sources, texts, st.none() | actors, st.none() | sources)
parties = st.builds(Party, actors, st.sampled_from(Role), sources)
reports = st.builds(
    Report,
    id=texts,
    story_id=texts,
    story_key=texts,
    kind=claims,
    status=claims,
    parties=st.lists(parties, max_size=2).map(tuple),
    when=maybe,
    where=st.builds(Where, maybe, maybe, maybe, maybe),
    topics=st.lists(claims, max_size=2).map(tuple),
    evidence=some,
    extractor=texts,
    score=st.floats(0, 1),
    published=st.none() | texts,
    statements=st.lists(statements, max_size=2).map(tuple),
    aims=st.lists(aims, max_size=1).map(tuple),
    outcomes=st.lists(outcomes, max_size=1).map(tuple),
    tones=st.lists(tones, max_size=1).map(tuple),
)


@given(reports)
def test_a_report_comes_back_from_json_text(told: Report) -> None:
    assert from_json(Report, json.loads(json.dumps(to_json(told)))) == told


def test_a_reading_comes_back_with_what_was_dropped_and_let_go() -> None:
    told = story("Envoys meet\n\nTwo envoys met in Oslo.", date="2031-03-04")
    kept = reading(report(story=told))
    skipped = Skipped(told.source(0, 6), SkipReason.WISH, "wish", "no occasion")
    dropped = Dropped(4, "Most read", DropReason.HEADING_OF_LIST, "most-read")
    full = Reading(told, kept.capture_sha256, kept.reports, (skipped,))
    assert from_json(Reading, to_json(full)) == full
    assert from_json(Dropped, to_json(dropped)) == dropped


def test_a_contact_comes_back_with_its_tuples_of_fixed_length() -> None:
    made = contact([report(told="2031-05-03"), report(told="2031-05-04", status="cancelled")])
    assert made.conflicts
    assert from_json(Contact, to_json(made)) == made


def test_fields_at_their_default_are_left_out() -> None:
    assert to_json(Claim("x", Source("s", 0, 1, "x"), "r")) == {
        "value": "x",
        "source": {"story_id": "s", "start": 0, "end": 1, "exact": "x"},
        "rule": "r",
    }


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"story_id": "s", "start": "0", "end": 1, "exact": ""}, "Source.start: int expected, str found"),
        ({"story_id": "s", "start": True, "end": 1, "exact": ""}, "Source.start: int expected"),
        ({"story_id": "s", "start": 0, "end": 1}, "Source: no exact"),
        ({"story_id": "s", "start": 0, "end": 1, "exact": "", "rank": 1}, "Source: unknown field rank"),
        ([], "Source: an object expected"),
    ],
)
def test_data_that_does_not_fit_is_refused_with_its_place(data: object, place: str) -> None:
    with pytest.raises(ValueError, match=place):
        from_json(Source, data)  # type: ignore[arg-type] # wrong on purpose


def test_an_unknown_enum_value_deep_inside_is_named() -> None:
    data = to_json(report())
    assert isinstance(data, dict)
    data["parties"] = [{"actor": {}, "role": "guest", "source": to_json(Source("", 0, 0, ""))}]
    with pytest.raises(ValueError, match=r"Report\.parties\[0\]\.role: 'guest' is no Role"):
        from_json(Report, data)


def test_what_is_not_of_the_model_has_no_form() -> None:
    with pytest.raises(TypeError, match="set"):
        to_json({1})


def test_a_story_keeps_its_blocks() -> None:
    told = story("A title\n\nA paragraph.", date="2031")
    assert from_json(Story, to_json(told)).title == "A title"
