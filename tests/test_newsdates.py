"""When a contact was that no words of time tell; the occasions are made by hand, so that no reader decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summitry import annotate, circumstances, parse
from summitry.model import Basis, Capture, Claim, DateBasis, DateClaim, Doc, Given, Kind, Occasion, Status, Story
from telling import TODAY, told

FERRIES = ("harbour", "northern quay", "old dock", "eastern pier")
LEAD = "\n\n".join(
    ["Ferry fares rise", *(f"The {f} was quiet in the rain, as the crews had foreseen. " * 8 for f in FERRIES)]
)


def doc(text: str, *, date: str | None = TODAY) -> Doc:
    story = parse.story(Capture("file.txt", "file.txt", text.encode(), "text/plain", Given()))
    assert isinstance(story, Story)
    published = (DateClaim(date, DateBasis.LINE, date),) if date else ()
    return annotate.doc(replace(story, published=published), teller=lambda *_: iter(()))


def when(
    text: str,
    cue: str,
    *,
    status: Status = Status.HELD,
    kind: Kind = Kind.MEETING,
    time: str = "",
    date: str | None = TODAY,
    late: bool = True,
    lead: str = LEAD,
) -> Claim | None:
    """When the occasion told by the cue was. `time`: the words that its reader takes for its time; `late`: not news."""
    found = doc(f"{lead}\n\n{text}" if late else f"{text}\n\n{lead}", date=date)
    whole = found.story.text
    start = whole.index(cue, whole.index(text))
    n = next(n for n, s in enumerate(found.sentences) if s.start <= start < s.end)
    times = ((whole.index(time, whole.index(text)), whole.index(time, whole.index(text)) + len(time)),) if time else ()
    occasion = Occasion(start, start + len(cue), n, kind, status, (), "test", times=times)
    return circumstances.read(found, occasion).when


def value(claim: Claim | None) -> str | None:
    return claim.value if claim else None


NEWS = "2031-05-13/2031-05-14"


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Lena Dahl was in Oslo, negotiating with the Kenyans.", "negotiating", NEWS),
        ("As the vote began, Dahl happened to be hosting Otieno.", "hosting", NEWS),
        ("Lena Dahl was still meeting Otieno.", "meeting", NEWS),
        ("Lena Dahl was tired after meeting Otieno.", "meeting", None),
        ("Lena Dahl has spoken of meeting Otieno.", "meeting", None),
        ("Earlier Dahl had been meeting Otieno.", "meeting", None),
        ("In 1994 Lena Dahl was in Oslo, meeting Otieno.", "meeting", None),
        ("When the strike began, Lena Dahl was in Oslo, meeting Otieno.", "meeting", None),
        ("In 1994 the crews left the quay.\n\nLena Dahl was in Oslo, meeting Otieno.", "meeting", None),
    ],
)
def test_what_somebody_was_doing_meanwhile_is_of_the_days_of_the_news(
    text: str, cue: str, expected: str | None
) -> None:
    assert value(when(text, cue)) == expected


def test_what_was_going_on_at_a_time_that_is_told_is_of_that_time() -> None:
    assert value(when("In April, Dahl was meeting Otieno.", "meeting", time="April")) == "2031-04"


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("The vote comes two days after Dahl met Otieno.", Status.HELD, "2031-05-11/2031-05-12"),
        ("The vote comes just a week after Dahl met Otieno.", Status.HELD, "2031-05-06/2031-05-07"),
        ("The vote came one month after Dahl met Otieno.", Status.HELD, "2031-04?"),
        ("The vote comes two days before Dahl is to have met Otieno.", Status.PLANNED, "2031-05-15/2031-05-16"),
        ("The vote comes two days before Dahl met Otieno.", Status.HELD, None),
        ("The vote comes two days after a storm that hit as Dahl met Otieno.", Status.HELD, None),
        ("The vote comes some days after Dahl met Otieno.", Status.HELD, None),
        ("Last year's vote came two months after Dahl met Otieno.", Status.HELD, None),
        ("In 2029 the vote came two days before Dahl was to have met Otieno.", Status.PLANNED, None),
    ],
)
def test_what_the_news_comes_so_long_after_is_counted_from_it(text: str, status: Status, expected: str | None) -> None:
    assert value(when(text, "met", status=status)) == expected


def test_what_something_long_past_came_after_is_no_news_even_in_the_lead() -> None:
    assert when("Last year's vote came two months after Dahl met Otieno.", "met", late=False) is None


def test_a_plan_of_somebody_on_the_way_is_for_the_week_that_begins_and_unsure() -> None:
    text = "Lena Dahl is heading to Kenya and will meet Otieno."
    claim = when(text, "meet", status=Status.PLANNED, late=False)
    assert claim is not None
    assert (claim.value, claim.basis) == ("2031-05-14?/2031-05-20?", Basis.INFERRED)
    assert claim.source.exact == "is heading to", "the words it rests on"
    assert when(text, "meet", status=Status.PLANNED) is None, "only the news"
    assert when("Lena Dahl will meet Otieno.", "meet", status=Status.PLANNED, late=False) is None


def test_the_news_of_a_story_dated_to_within_days_is_of_these_days() -> None:
    met = "Lena Dahl met Otieno."
    assert value(when(met, "met", late=False, date="2031-05-13/2031-05-14")) == "2031-05-12/2031-05-14"
    assert when(met, "met", late=False, date="2031-05") is None


def test_a_day_on_which_something_was_said_is_not_that_of_what_had_been() -> None:
    assert when("Dahl said on Sunday that she had met Otieno.", "met", time="Sunday") is None
    assert value(when("Dahl said she had met Otieno on Sunday.", "met", time="Sunday")) == "2031-05-11"
    assert value(when("Dahl said on Sunday that she met Otieno.", "met", time="Sunday")) == "2031-05-11"


def test_a_month_in_which_a_plan_was_made_is_not_that_of_the_plan() -> None:
    text = "Dahl may forgo a meeting that she had scheduled in April with Otieno."
    assert when(text, "meeting", status=Status.PLANNED, time="April") is None
    kept = "Dahl has a meeting scheduled in June with Otieno."
    assert value(when(kept, "meeting", status=Status.PLANNED, time="June")) == "2031-06"


def test_since_tells_of_something_else_but_for_a_contact_that_it_names() -> None:
    assert value(when("Dahl has been silent since a call in March.", "call", kind=Kind.CALL, time="March")) == "2031-03"
    assert when("It was their first call since she won in March.", "call", kind=Kind.CALL, time="March") is None


def test_a_weekday_of_the_lead_may_be_the_day_after_that_of_the_page() -> None:
    landed = "Lena Dahl landed in Nairobi Thursday."
    claim = when(landed, "landed", kind=Kind.VISIT, time="Thursday", late=False)
    assert claim is not None
    assert (claim.value, claim.rule) == ("2031-05-15", circumstances.BESIDE)
    assert when(landed, "landed", kind=Kind.VISIT, time="Thursday") is None, "only the news"
    ahead = "The dinner that Dahl held gives way Thursday to talks that will follow."
    assert value(when(ahead, "held", time="Thursday", late=False)) != "2031-05-15"


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Lena Dahl met Otieno on Thursday, her aides said on Wednesday.", "met", "2031-05-08"),
        ("Lena Dahl met Otieno on Thursday. It rained today.", "met", "2031-05-08"),
        ("Lena Dahl met Otieno last Thursday. The meeting on Thursday was long.", "meeting", "2031-05-08"),
        ("The talks between Lena Dahl and Otieno on Thursday were long.", "talks", None),
        ("Lena Dahl spoke to crews before talks with Otieno on Thursday.", "talks", "2031-05-15"),
        ("Lena Dahl landed in Nairobi before a dinner with Otieno on Thursday.", "landed", None),
    ],
)
def test_a_weekday_is_not_of_the_day_after_that_of_the_page_where_the_text_tells_otherwise(
    text: str, cue: str, expected: str | None
) -> None:
    whole = doc(f"{text}\n\n{LEAD}")
    start = whole.story.text.index(cue)
    at = whole.story.text.index("Thursday", start)
    n = next(n for n, s in enumerate(whole.sentences) if s.start <= start < s.end)
    occasion = Occasion(start, start + len(cue), n, Kind.MEETING, Status.HELD, (), "test", times=((at, at + 8),))
    assert value(circumstances.read(whole, occasion).when) == expected


def test_a_time_of_which_only_the_preposition_is_marked_is_read_and_never_becomes_news() -> None:
    text = "In 1994, as a clerk, Lena Dahl met Otieno."
    assert value(when(text, "met", time="In", late=False)) == "1994"
    held = "Lena Dahl met Otieno on a summer afternoon."
    assert when(held, "met", time="on", late=False) is None
    assert value(when(held, "met", late=False)) == NEWS


def test_what_is_still_to_come_has_no_day_up_to_the_storys_from_words_near_it() -> None:
    """A time that no reader takes for that of the contact: here of what was said."""
    text = "Dahl called Otieno Tuesday to arrange a meeting with him."
    found = doc(f"{LEAD}\n\n{text}")
    start = found.story.text.index("meeting")
    n = next(n for n, s in enumerate(found.sentences) if s.start <= start < s.end)
    for status, expected in ((Status.POSSIBLE, None), (Status.PLANNED, None), (Status.HELD, "2031-05-13")):
        occasion = Occasion(start, start + 7, n, Kind.MEETING, status, (), "test", times=())
        assert value(circumstances.nearby(found, occasion).when) == expected, status


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Lena Dahl met Otieno on the quay.", "met", NEWS),
        ("Crews said that the two had met on the quay.", "met", None),
        ("“Then Lena Dahl met Otieno,” a sailor wrote.", "met", None),
        ("He was glad of a meeting with Otieno.", "meeting", None),
        ("The day on which Lena Dahl met Otieno was dry.", "met", None),
        ("“It rained. Lena Dahl met Otieno on the quay,” a sailor wrote.", "met", None),
        ("“It rained,” a sailor wrote. Lena Dahl met Otieno on the quay.", "met", NEWS),
        ("In 1994 the quay was new. Lena Dahl met Otieno there.", "met", None),
        ("Since 1994 the quay was dry. Lena Dahl met Otieno there.", "met", NEWS),
        ("On Tuesday the quay was wet. Lena Dahl met Otieno there.", "met", NEWS),
        ("As a young clerk, Lena Dahl met Otieno on the quay.", "met", None),
        ("Henrik Roth met Otieno on the quay.", "met", None),
    ],
)
def test_the_paragraphs_after_the_lead_tell_the_news_by_verbs_in_the_past_tense(
    text: str, cue: str, expected: str | None
) -> None:
    minister = "Norwegian Foreign Minister Lena Dahl saw the harbour in the rain."
    lead = f"Ferry fares rise\n\n{minister}\n\nThe old dock was quiet in the rain."
    assert value(when(text, cue, lead=lead)) == expected


def test_a_recent_visit_is_not_of_the_day_of_the_news() -> None:
    text = "Norwegian diplomats were dismayed by the tone during the {}visit to Oslo of Kenyan President Daniel Otieno."
    (of_the_news,), (recent,) = (
        [r.when for r in told(f"Norway grows impatient\n\n{text.format(word)}\n\nNothing else happened.")[0]]
        for word in ("", "recent ")
    )
    assert value(of_the_news) is not None
    assert value(recent) is None


TRUMP = "Donald Trump has spoken for an hour."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An aide of Donald Trump met Otieno during the transition.", "2016-11/2017-01"),
        ("An aide met Otieno prior to Donald Trump’s inauguration.", "../2017-01-20"),
        ("An aide met Otieno before Trump took office.", "../2017-01-20"),
        ("An aide met Otieno during the transition to solar power.", None),
        ("An aide met Otieno before the inauguration.", "../2017-01-20"),
        ("An aide met Otieno before the vote.", None),
        ("An aide met Otieno before the inauguration of President Trump.", "../2017-01-20"),
        ("An aide met Otieno before the inauguration of a ferry.", None),
        ("An aide met Otieno before Lopez took office.", None),
        ("Kenyan President Daniel Otieno met Peruvian President Ana Lopez before she took office.", None),
        ("Kenyan President Daniel Otieno met Donald Trump before he took office.", "../2017-01-20"),
    ],
)
def test_what_was_before_an_office_began_is_dated_by_the_table_of_offices(text: str, expected: str | None) -> None:
    assert value(when(f"President {TRUMP} {text}", "met", date="2017-06-10")) == expected


def test_without_anybody_elected_a_transition_tells_no_date() -> None:
    assert when("An aide of Lena Dahl met Otieno during the transition.", "met", date="2017-06-10") is None


@pytest.mark.parametrize(
    ("city", "status", "between", "expected"),
    [
        ("Bali", Status.REFUSED, "", "2022-11"),
        ("Jakarta", Status.REFUSED, "", None),
        ("Bali", Status.HELD, "", None),
        ("Bali", Status.REFUSED, "\n\nThe quay was wet.\n\n", "2022-11"),
        ("Bali when she was a clerk", Status.REFUSED, "", None),
    ],
)
def test_what_came_to_nothing_where_a_gathering_of_the_story_was_is_of_its_month(
    city: str, status: Status, between: str, expected: str | None
) -> None:
    text = f"The crews spoke of the G20 summit. {between}Lena Dahl ruled out a meeting with Otieno while in {city}."
    found = doc(f"{LEAD}\n\n{text}", date="2022-11-10")
    start, place = found.story.text.index("meeting"), found.story.text.index(name := city.split(maxsplit=1)[0])
    n = next(n for n, s in enumerate(found.sentences) if s.start <= start < s.end)
    places = ((place, place + len(name)),)
    occasion = Occasion(start, start + 7, n, Kind.MEETING, status, (), "test", times=(), places=places)
    assert value(circumstances.read(found, occasion).when) == expected


def test_far_from_the_words_of_a_gathering_only_being_there_then_dates_what_came_to_nothing() -> None:
    far = "The crews spoke of the G20 summit.\n\nThe quay was wet.\n\nThe dock was dry.\n\n"
    for words, expected in (("while in", "2022-11"), ("held in", None)):
        found = doc(f"{LEAD}\n\n{far}Lena Dahl ruled out a meeting {words} Bali.", date="2022-11-10")
        start, place = found.story.text.index("meeting"), found.story.text.index("Bali")
        n = next(n for n, s in enumerate(found.sentences) if s.start <= start < s.end)
        places = ((place, place + 4),)
        occasion = Occasion(start, start + 7, n, Kind.MEETING, Status.REFUSED, (), "test", times=(), places=places)
        assert value(circumstances.read(found, occasion).when) == expected, words


def test_the_day_of_a_dateline_is_not_the_day_of_what_its_sentence_tells() -> None:
    text = "Oslo, May 14, 2031 (Newswire) - Kenya's Daniel Otieno met Lena Dahl of Norway for an hour."
    assert value(when(text, "met", time="May 14, 2031", late=False)) == NEWS
    assert value(when(text.replace("for an hour", "on Monday"), "met", time="Monday", late=False)) == "2031-05-12"


@pytest.mark.parametrize(
    ("text", "cue", "status", "expected"),
    [
        ("Kenya's Daniel Otieno makes his first official visit to Oslo.", "visit", Status.HELD, TODAY),
        ("Kenya's Daniel Otieno first met Lena Dahl in a tent.", "met", Status.HELD, None),
        ("A ferry sank two days before Otieno is due to visit Oslo.", "visit", Status.PLANNED, "2031-05-15/2031-05-16"),
        ("A ferry sank a day after Otieno met Dahl.", "met", Status.HELD, "2031-05-12/2031-05-13"),
        ("A ferry sank two days before the vote, which Otieno may visit.", "visit", Status.PLANNED, None),
    ],
)
def test_a_brief_tells_a_first_visit_as_news_and_counts_from_its_day(
    text: str, cue: str, status: Status, expected: str | None
) -> None:
    assert value(when(text, cue, status=status, late=False, lead="")) == expected


def test_whoever_sets_out_in_a_brief_meets_others_within_days() -> None:
    text = "Kenya's Daniel Otieno flies to Oslo to meet Lena Dahl."
    assert value(when(text, "meet", status=Status.PLANNED, late=False, lead="")) == "2031-05-14?/2031-05-16?"
    assert when(text.replace("flies", "is unwilling to go"), "meet", status=Status.PLANNED, late=False, lead="") is None
    assert when(text, "meet", status=Status.PLANNED, late=False) is None  # a story tells of more than its day
