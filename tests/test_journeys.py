"""What a visit and the meetings made on it tell of each other, in whole stories read by the default extractor."""

from __future__ import annotations

from dataclasses import replace

from summitry import journeys, tellings
from summitry.model import Actor, Basis, Claim, Kind, Occasion, Party, Role, Source, Status, Where
from summitry.tellings import Draft

TODAY = "2031-05-14"


def source(at: int) -> Source:
    return Source("s", at, at + 4, "word")


def claim(value: str, at: int = 0, rule: str = "when:day") -> Claim:
    return Claim(value, source(at), rule)


def party(name: str | None, side: str, role: Role = Role.PARTY) -> Party:
    return Party(Actor(claim(name) if name else None, None, claim(side)), role, source(0))


def draft(
    kind: Kind,
    *parties: Party,
    when: str | None = None,
    where: Where | None = None,
    status: Status = Status.HELD,
    at: int = 0,
) -> Draft:
    occasion = Occasion(at, at + 4, 0, kind, status, (), "reader")
    return Draft(occasion, parties, claim(when) if when else None, where or Where(), (), (source(at),))


BERG, OTIENO = party("Astrid Berg", "NO"), party("Daniel Otieno", "KE")
VISIT = (party("Astrid Berg", "NO", Role.VISITOR), party(None, "KE", Role.HOST))
NAIROBI = Where(country=claim("KE"), city=claim("Nairobi"))


def test_a_meeting_without_a_place_was_where_its_guest_was_visiting() -> None:
    visit = draft(Kind.VISIT, *VISIT, when="2031-05-13", where=NAIROBI)
    meeting = draft(Kind.MEETING, BERG, OTIENO, when="2031-05-13", at=100)
    _, found = journeys.by_visit([visit, meeting], told=TODAY)
    assert found.where.city is not None
    assert (found.where.city.value, found.where.city.basis) == ("Nairobi", Basis.INFERRED)


def test_not_if_it_was_on_another_day() -> None:
    visit = draft(Kind.VISIT, *VISIT, when="2031-05-13", where=NAIROBI)
    meeting = draft(Kind.MEETING, BERG, OTIENO, when="2031-02", at=100)
    _, found = journeys.by_visit([visit, meeting], told=TODAY)
    assert found.where == Where()


def test_a_visit_and_its_meeting_share_the_day_that_one_of_them_tells() -> None:
    visit = draft(Kind.VISIT, *VISIT, where=NAIROBI)
    meeting = draft(Kind.MEETING, BERG, OTIENO, when="2031-05-13", at=100)
    found, _ = journeys.by_visit([visit, meeting], told=TODAY)
    assert found.when is not None
    assert (found.when.value, found.when.rule) == ("2031-05-13", "when:same-visit")


def test_talks_planned_for_a_visit_that_begins_are_in_its_first_days() -> None:
    visit = draft(Kind.VISIT, *VISIT, when="2031-05-13", where=NAIROBI)
    talks = draft(Kind.MEETING, BERG, OTIENO, status=Status.PLANNED, at=100)
    _, found = journeys.by_visit([visit, talks], told=TODAY)
    assert found.when is not None
    assert (found.when.value, found.when.rule) == ("2031-05-13?/2031-05-15?", "when:during-visit")


def test_a_plan_without_a_date_of_somebody_on_a_journey_is_of_about_that_month() -> None:
    visit = draft(Kind.VISIT, *VISIT, when="2031-05-13", where=NAIROBI)
    hosts = party("Astrid Berg", "NO", Role.VISITOR), party(None, "ET", Role.HOST)
    leg = draft(Kind.VISIT, *hosts, status=Status.PLANNED, at=200)
    _, found = journeys.by_visit([visit, leg], told=TODAY)
    assert found.when is not None
    assert (found.when.value, found.when.basis) == ("2031-05?", Basis.INFERRED)


def test_a_plan_of_somebody_else_or_long_after_stays_undated() -> None:
    hosts = party("Ana Lopez", "PE", Role.VISITOR), party(None, "ET", Role.HOST)
    visit = draft(Kind.VISIT, *VISIT, when="2031-05-13", where=NAIROBI)
    plan = draft(Kind.VISIT, *hosts, status=Status.PLANNED, at=200)
    assert journeys.by_visit([visit, plan], told=TODAY)[1].when is None
    old = replace(visit, when=claim("2031-01-13"))
    leg = draft(Kind.VISIT, VISIT[0], party(None, "ET", Role.HOST), status=Status.PLANNED, at=200)
    assert journeys.by_visit([old, leg], told=TODAY)[1].when is None


def test_what_is_told_as_held_on_a_day_after_the_story_is_a_plan() -> None:
    meeting = draft(Kind.MEETING, BERG, OTIENO, when="2031-05-16")
    found = tellings.still_ahead(meeting, TODAY)
    assert (found.occasion.status, found.occasion.status_rule) == (Status.PLANNED, "status:still-ahead")
    assert (
        tellings.still_ahead(draft(Kind.MEETING, BERG, OTIENO, when="2031-05-14"), TODAY).occasion.status is Status.HELD
    )
    assert tellings.still_ahead(meeting, None) is meeting


def test_what_was_held_and_a_plan_for_later_are_two() -> None:
    held = draft(Kind.VISIT, *VISIT)
    plan = draft(Kind.VISIT, *VISIT, when="2031-06", status=Status.PLANNED, at=300)
    assert len(tellings.merge([held, plan], told=TODAY)[0]) == len("ab")
    today = draft(Kind.VISIT, *VISIT, when="2031-05-14", status=Status.PLANNED, at=300)
    assert len(tellings.merge([held, today], told=TODAY)[0]) == 1


def test_a_visit_was_at_its_hosts() -> None:
    visit = draft(Kind.VISIT, *VISIT, where=Where(country=claim("ET"), city=claim("Addis Ababa")))
    (found,) = journeys.by_visit([visit], told=TODAY)
    assert found.where.country is not None
    assert (found.where.country.value, found.where.city) == ("KE", None)


def test_what_was_held_abroad_at_a_dated_stop_was_on_its_days() -> None:
    talks = draft(Kind.MEETING, BERG, OTIENO, when="2031-05-13", where=NAIROBI)
    other = draft(Kind.MEETING, BERG, party("Grace Wanjiru", "KE"), where=NAIROBI, at=4000)
    _, found = journeys.by_visit([talks, other], told=TODAY)
    assert found.when is not None
    assert (found.when.value, found.when.rule) == ("2031-05-13", "when:same-stop")


def test_not_at_another_place_nor_long_before_nor_by_those_at_home() -> None:
    mombasa = Where(country=claim("KE"), city=claim("Mombasa"))
    wanjiru = party("Grace Wanjiru", "KE")
    for first, second in (
        (
            draft(Kind.MEETING, BERG, OTIENO, when="2031-05-13", where=NAIROBI),
            draft(Kind.MEETING, BERG, wanjiru, where=mombasa, at=4000),
        ),
        (
            draft(Kind.MEETING, BERG, OTIENO, when="2031-05-03", where=NAIROBI),
            draft(Kind.MEETING, BERG, wanjiru, where=NAIROBI, at=4000),
        ),
        (
            draft(Kind.MEETING, BERG, OTIENO, when="2031-05-13", where=NAIROBI),
            draft(Kind.MEETING, party("Henrik Dahl", "DK"), OTIENO, where=NAIROBI, at=4000),
        ),
    ):
        assert journeys.by_visit([first, second], told=TODAY)[1].when is None
    planned = draft(Kind.MEETING, BERG, wanjiru, where=NAIROBI, status=Status.PLANNED, at=4000)
    talks = draft(Kind.MEETING, BERG, OTIENO, when="2031-05-13", where=NAIROBI)
    assert getattr(journeys.by_visit([talks, planned], told=TODAY)[1].when, "rule", None) != "when:same-stop"


def test_a_plan_with_somebody_more_is_another_meeting_than_the_one_held() -> None:
    held = draft(Kind.MEETING, BERG, OTIENO, when="2031-05-13")
    wanjiru = party("Grace Wanjiru", "KE")
    planned = draft(Kind.MEETING, BERG, OTIENO, wanjiru, status=Status.PLANNED, at=100)
    assert len(tellings.merge([held, planned], told=TODAY)[0]) == 2
    again = draft(Kind.MEETING, BERG, OTIENO, status=Status.PLANNED, at=100)
    assert len(tellings.merge([held, again], told=TODAY)[0]) == 1


def test_a_time_near_any_telling_counts_for_a_contact_that_tells_none() -> None:
    near, far = draft(Kind.MEETING, BERG, OTIENO), draft(Kind.MEETING, BERG, OTIENO, at=100)
    joined = tellings.join(replace(near, spare=(None, Where())), replace(far, spare=(claim("2031-05-12"), Where())))
    (found,) = tellings.with_spares([joined])
    assert found.when is not None
    assert found.when.value == "2031-05-12"


def test_a_time_of_its_own_sentence_goes_before_a_date_by_the_news() -> None:
    for at, rule, expected in (
        (0, "when:news", "1994"),
        (0, "when:day", "2031-05-13"),
        (100, "when:news", "2031-05-13"),
    ):
        spare = (claim("1994", at), Where())
        (found,) = tellings.with_spares(
            [replace(draft(Kind.MEETING, BERG, OTIENO), when=claim("2031-05-13", rule=rule), spare=spare)]
        )
        assert found.when is not None
        assert found.when.value == expected, (at, rule)


def test_what_is_told_of_too_few_parties_is_of_a_contact_told_before_it() -> None:
    held = draft(Kind.MEETING, BERG, OTIENO, at=0)
    planned = draft(Kind.MEETING, BERG, party("Grace Wanjiru", "KE"), status=Status.PLANNED, at=700)
    bare = draft(Kind.MEETING, BERG, at=500)
    assert tellings.home(bare, [held, planned]) == 0
    assert tellings.home(bare, [planned]) is None  # told only far behind it


def test_a_story_dated_to_within_days_dates_the_stops_of_a_journey() -> None:
    met = draft(Kind.MEETING, BERG, OTIENO, when="2031-05-13", where=NAIROBI)
    seen = draft(Kind.MEETING, BERG, party("Grace Wanjiru", "KE"), where=NAIROBI, at=5000)
    for told, expected in (("2031-05-13/2031-05-14", "2031-05-13"), ("2031-05", None)):
        when = journeys.by_visit([met, seen], told=told)[1].when
        assert (when.value if when else None) == expected


def test_a_telling_of_too_few_changes_what_became_of_a_contact_only_where_its_words_say_so() -> None:
    planned = draft(Kind.MEETING, BERG, OTIENO, status=Status.PLANNED)
    for words, cue, status, expected in (
        ("The talks lasted two hours.", "talks", Status.HELD, Status.HELD),
        ("She looked forward to the talks.", "talks", Status.HELD, Status.PLANNED),
        ("A meeting lasted two hours.", "meeting", Status.HELD, Status.PLANNED),
        ("The visit was called off.", "visit", Status.CANCELLED, Status.CANCELLED),
        ("The visit was in doubt.", "visit", Status.CANCELLED, Status.PLANNED),
    ):
        start = 500 + words.index(cue)
        bare = replace(
            draft(Kind.MEETING, BERG, status=status, at=500),
            occasion=Occasion(start, start + len(cue), 5, Kind.MEETING, status, (), "reader"),
            evidence=(Source("s", 500, 500 + len(words), words),),
        )
        assert tellings.join(planned, bare, bare=True).occasion.status is expected, words
        assert tellings.join(planned, bare, bare=True, sure=True).occasion.status is status, words


def test_what_came_to_nothing_before_a_plan_was_made_does_not_undo_it() -> None:
    for words, cue, expected in (
        ("She hopes to meet Lima, who has refused twice before.", "refused", Status.PLANNED),
        ("She will meet Lima, after he called off their talks.", "called off", Status.PLANNED),
        ("She was to meet Lima, who has refused.", "refused", Status.REFUSED),
        ("She was to meet Lima, but he refused.", "refused", Status.REFUSED),
    ):
        at = words.index("meet")
        plan = replace(
            draft(Kind.MEETING, BERG, OTIENO),
            occasion=Occasion(at, at + 4, 0, Kind.MEETING, Status.PLANNED, (), "reader"),
        )
        start = words.index(cue)
        undone = replace(
            draft(Kind.MEETING, BERG, OTIENO),
            occasion=Occasion(start, start + len(cue), 0, Kind.MEETING, Status.REFUSED, (), "reader"),
            evidence=(Source("s", 0, len(words), words),),
        )
        assert tellings.join(plan, undone).occasion.status is expected, words
