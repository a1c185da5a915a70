from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import report, story
from summitry.link import linked
from summitry.model import Claim, Link, LinkKind, Status
from summitry.resolve import block, contact, contacts
from summitry.resolve.cluster import Memory, bereaved, regroup
from summitry.resolve.compare import Match, Verdict, Verdicts, compare
from summitry.resolve.counting import Count, count_told
from summitry.resolve.greedy import Links, Place
from summitry.resolve.offices import contradict, differ
from summitry.resolve.profiles import Profile, profile
from summitry.resolve.sequence import narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.model import Report


def match(a: Report, b: Report) -> Match:
    there, back = compare(profile(a), profile(b)), compare(profile(b), profile(a))
    assert there == back, "comparing has no direction"
    return there


def sizes(*reports: Report) -> list[int]:
    return sorted(len(c.reports) for c in contacts(reports))


# --- compare --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (report(when="2031-05-02", key="a"), report(when="2031-05-02", key="b")),
        (report(when="2031-05-02"), report("US Reed", "CN Bo Li", when="2031-05")),
        (report(when="2031-05-02"), report("US", "CN", when="2031-05-02")),
        (report(when="2031-05-02"), report("US , Secretary of State", "CN", when="2031-05-02")),
        (report(when="2031-05-02", status="planned"), report(when="2031-05-02", status="cancelled")),
        (
            report("US Ana Reed", "CN", city="Oslo", told="2031-05-04"),
            report("US", "CN Li Bo", city="Oslo", when="2031-05"),
        ),
        (report(when="2031-05-02", city="Oslo", country="NO"), report(when="2031-05-02", country="NO")),
        (report(when="2031-21"), report(when="2031-06-15")),
        (report(when="2031-09", margins_of="G20 summit"), report(when="2031-09", margins_of="the Group of 20 summit")),
        (
            report("US Ana Reed", "CN Li Bo", "US Tom Hale", when="2031-05-02"),
            report("CN Li Bo", "US Ana Reed", "CN Wu Mei", "? Zoe Park", when="2031-05-02"),
        ),
        (report(told="2031-04-01", status="planned"), report(when="2031-05-02", told="2031-05-02")),
        (
            report(">CN Li Bo", "<NO", kind="visit", when="2031-05-02", city="Oslo"),
            report(">CN Li Bo", "<NO Eva Dahl", kind="visit", when="2031-05", city="Bergen"),
        ),
    ],
)
def test_reports_that_can_be_one_contact(a: Report, b: Report) -> None:
    found = match(a, b)
    assert found.verdict in {Verdict.SAME, Verdict.EQUAL}, found.why
    assert found.why
    assert 0 < found.score <= 1


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (report(when="2031-05-02"), report(when="2031-05-04"), "dates that exclude"),
        (report(when="2031-05-02"), report(when="2031-05-02", kind="call"), " and "),
        (report("US Ana Reed", "CN Li Bo"), report("US Ana Reed", "CN Wu Mei"), "other parties"),
        (report("US Ana Reed", "CN Li Bo"), report("US Ana Reed", "RU"), "other parties"),
        (report("US", "CN", when="2031-05-02", city="Oslo"), report("US", "CN", when="2031-05-02", city="Rome"), "cit"),
        (report("US", "CN", when="2031-05-02"), report("US", "CN", when="2031-05-03"), "dates that exclude"),
        (report(when="2031-21"), report(when="2031-07-01"), "dates that exclude"),
        (report("US", "CN", told="2031-05-02"), report("US", "CN", told="2031-05-03"), "no date and no place"),
        (report("US", "CN", when="2031"), report("US", "CN", when="2031-05-02"), "a date of 365 days"),
        (
            report("US Ana Reed", "CN Li Bo", "RU Ivan Orlov", "KE Asha Otieno", "NO", told="2031-05-02"),
            report(told="2031-05-03"),
            "few of the parties",
        ),
        (report(told="2031-05-01"), report(when="2031-05-09"), "by 2031-05-01"),
        (report(told="2031-05-12", status="possible"), report(when="2031-05-09"), "from 2031-05-12 on"),
        (report(when="2031-05", told="2031-05-08"), report(when="2031-05-20"), "2031-05 by 2031-05-08"),
        (
            report(when="2031-09", margins_of="G20 summit"),
            report(when="2031-09", margins_of="UN General Assembly"),
            "two gatherings",
        ),
        (
            report(">CN Li Bo", "<NO", kind="visit", when="2031-05-02", city="Oslo"),
            report(">CN Li Bo", "<NO", kind="visit", city="Bergen", told="2031-05-20"),
            "two cities",
        ),
        (report(when="2031-05", country="NO"), report(when="2031-05", country="IT"), "countries"),
        (report(told="2031-05-02"), report(told="2033-05-02"), "days between"),
        (report("US", "CN"), report("US", "CN", key="b"), "no date to compare"),
        (report("US , President", "CN"), report("US Ana Reed, Foreign Minister", "CN Li Bo"), "other parties"),
        (
            report(">CN Li Bo", "<NO", kind="visit", when="2031-05"),
            report(">CN Li Bo", "<SE", kind="visit", when="2031-05"),
            "other parties",
        ),
        (report(story=story("One.")), report(status="planned", story=story("One.")), "one story"),
    ],
)
def test_reports_that_cannot_and_why(a: Report, b: Report, why: str) -> None:
    found = match(a, b)
    assert found.verdict is Verdict.APART
    assert why in " ".join(found.why)


def test_the_same_persons_a_day_apart_or_in_two_cities_of_one_day_disagree() -> None:
    first = report(when="2031-05-02", city="Oslo")
    assert match(first, report(when="2031-05-03")).verdict is Verdict.DISAGREES
    assert match(first, report(when="2031-05-02", city="Rome")).verdict is Verdict.DISAGREES
    assert match(first, report(when="2031-05-03", city="Rome")).verdict is Verdict.APART


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Deputy Foreign Minister", "Foreign Minister"),
        ("President", "Prime Minister"),
        ("Vice President", "President"),
    ],
)
def test_offices_that_one_person_cannot_hold_at_once(a: str, b: str) -> None:
    assert differ(a, b)
    assert contradict(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Foreign Secretary", "Secretary of State for Defence"),
        ("Trade Representative", "Secretary of State"),
        ("national security adviser", "Interior Minister"),
        ("climate envoy", "speaker of parliament"),
    ],
)
def test_offices_of_two_holders(a: str, b: str) -> None:
    assert differ(a, b)
    assert not contradict(a, b), "but one person may hold both"
    assert not match(report(f"US , {a}", "CN", when="2031-05-02"), report(f"US , {b}", "CN", when="2031-05-02"))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Secretary", "Secretary of State"),
        ("Secretary of State", "top diplomat"),
        ("State Councilor and Foreign Minister", "foreign minister"),
        ("Crown Prince", "Prime Minister"),
        ("Prime Minister", "Foreign Minister"),
        ("former President", "Prime Minister"),
    ],
)
def test_offices_that_raise_no_alarm(a: str, b: str) -> None:
    assert not contradict(a, b)


def test_blocking_loses_no_match() -> None:
    for a, b in permutations(CASES, 2):
        if match(a, b):
            mine, other = profile(a), profile(b)
            assert set(block.keys(mine)) & set(block.keys(other)), (a, b)
            asked = block.window(mine) if other.dated else block.loose_window(mine)
            assert asked.touches(block.window(other)), (a, b)


def test_the_story_s_date_bounds_only_what_was_held_or_is_ahead() -> None:
    may = report(when="2031-05-09")
    for status in ("postponed", "cancelled", "refused"):
        for told in ("2031-05-01", "2031-05-20"):
            assert match(report(told=told, status=status), may), "either may be, of what came to nothing"
    assert match(report(told="2031-05-08"), may), "one day, as time zones make it"
    assert match(report(when="2031-05-09", told="2031-05-01"), may), "of two dates that exclude each other the told one"


def test_a_gathering_held_once_in_a_city_dates_what_was_at_its_edges() -> None:
    """The G20 met in Hangzhou in September 2016 and nowhere else in that city."""
    edges = report(city="Hangzhou", margins_of="G20 summit", told="2017-03-01")
    assert match(edges, report(when="2016-09-04", city="Hangzhou"))
    assert not match(edges, report(when="2016-11-04", city="Hangzhou"))
    assert match(report(city="Hangzhou", told="2017-03-01"), report(when="2016-11-04", city="Hangzhou"))


_BUSHES = (("George W. Bush", "2003"), ("George H. W. Bush", "1990"))


def test_an_identity_made_of_the_name_alone_does_not_part_two_spellings() -> None:
    short, full = linked(report("NO Dahl", "KE Asha Otieno")), linked(report("NO Eva Dahl", "KE Asha Otieno"))
    assert short.parties[0].actor.person_id != full.parties[0].actor.person_id
    assert match(short, full)
    known = [linked(report(f"US {name}", "KE Asha Otieno", when=when)) for name, when in _BUSHES]
    assert not match(*known), "the table knows two, though the one's name has all words of the other's"


@pytest.mark.parametrize(
    ("text", "cue", "told", "count"),
    [
        ("It was their second meeting this week.", "meeting", "2031-05-07", Count(2, "in 2031-05-05/2031-05-11")),
        ("It was their second meeting this week.", "meeting", None, None),
        ("Reed's third formal talks with Li ended.", "talks", None, Count(3, "formal in all")),
        ("Reed’s third formal talks with Li ended.", "talks with Li", None, Count(3, "formal in all")),
        ("They met for the 4th time this year.", "met", "2031-05-07", Count(4, "in 2031")),
        ("Li ended his first state visit to Norway.", "visit", None, Count(1, "state in all")),
        ("It was their first meeting since the war.", "meeting", None, None),
        ("It was their first meeting in nearly five years.", "meeting", None, None),
        ("In their first year the two held a meeting.", "meeting", None, None),
        ("It was a second meeting.", "meeting", None, None),
    ],
)
def test_how_manieth_a_contact_was(text: str, cue: str, told: str | None, count: Count | None) -> None:
    whole = story(text, date=told)
    kind = Claim("meeting", whole.source(text.index(cue), text.index(cue) + len(cue)), "test")
    assert count_told(replace(report(story=whole), kind=kind)) == count


def test_two_numbers_of_one_count_are_two_contacts_unless_they_tell_the_same_day() -> None:
    def numbered(number: str, when: str | None) -> Report:
        text = f"It was their {number} meeting this year."
        whole = story(text, date="2031-09-01", key=when)
        kind = Claim("meeting", whole.source(text.index("meeting"), text.index(" this")), "test")
        return replace(report(story=whole, when=when), kind=kind)

    found = match(numbered("second", "2031-05"), numbered("third", None))
    assert found.verdict is Verdict.APART
    assert found.why == ("numbers 2 and 3 in 2031",)
    assert match(numbered("second", "2031-05-02"), numbered("third", "2031-05-02"))
    assert match(numbered("second", "2031-05"), numbered("second", None))


# --- cluster --------------------------------------------------------------------------------


def test_announced_and_held_are_one_contact_with_a_history() -> None:
    plan = report(when="2031-05-02", told="2031-04-01", status="planned")
    held = report(when="2031-05-02", told="2031-05-03")
    (made,) = contacts([held, plan])
    assert made.status == "held"
    assert [step.status.value for step in made.history] == ["planned", "held"]
    assert made.conflicts == ()
    assert made.id == min(plan.id, held.id)


def test_two_reports_of_one_story_stay_two_contacts() -> None:
    told = story("They met twice.")
    assert sizes(report(when="2031-05-02", story=told), report(when="2031-05", story=told)) == [1, 1]


def test_a_vague_report_joins_the_only_contact_it_can_be() -> None:
    one = report(when="2031-05-02", told="2031-05-03")
    vague = report("US", "CN", when="2031-05", told="2031-06-01")
    other = report("US Ana Reed", "CN Wu Mei", when="2031-05-09", told="2031-05-10")
    assert sizes(one, vague) == [2]
    assert sizes(one, vague, other) == [1, 1, 1], "it could be either, so it stays alone"


def test_reports_that_agree_in_full_find_each_other_before_a_wider_one_of_the_same_days() -> None:
    evening = story("They met for two days, and dined with a third.", date="2031-05-04")
    dinner = report("US Ana Reed", "CN Li Bo", "NO Eva Dahl", when="2031-05-02", story=evening)
    talks = report(when="2031-05-02/2031-05-03", story=evening)
    for number in range(8):  # whichever id comes first
        plan = report(when="2031-05-02/2031-05-03", told="2031-04-01", status="planned", key=str(number))
        assert {len(c.reports): c.when for c in contacts([dinner, talks, plan])} == {
            1: "2031-05-02",
            2: "2031-05-02/2031-05-03",
        }


def test_a_dateless_report_joins_the_only_contact_it_can_be() -> None:
    one, two = report(when="2031-05-02"), report(when="2031-07-02")
    dateless = report(told="2031-07-20")
    assert sizes(one, dateless) == [2]
    assert sizes(one, two, dateless) == [1, 1, 1]


def test_dateless_reports_join_each_other_where_no_dated_contact_competes() -> None:
    rumour, rumour_again = report(told="2031-05-02", status="possible"), report(told="2031-05-20", status="possible")
    assert sizes(rumour, rumour_again) == [2]
    assert sizes(rumour, report(told="2031-12-20", status="possible")) == [1, 1]


def test_a_dateless_report_does_not_draw_two_dated_ones_together() -> None:
    assert sizes(report(when="2031-05-02"), report(when="2031-05-09"), report(told="2031-05-10")) == [1, 1, 1]


def test_of_two_dateless_reports_of_one_story_the_one_that_names_no_more_joins() -> None:
    dated, told = report(when="2031-05-02"), story("b", date="2031-05-20")
    same = report(story=told)
    more = report("US Ana Reed", "CN Li Bo", "CN Wu Mei", story=told)
    for order in permutations((dated, same, more)):
        (joined,) = (c for c in contacts(order) if len(c.reports) > 1)
        assert {r.id for r in joined.reports} == {dated.id, same.id}


def test_of_two_dateless_reports_of_one_story_only_one_joins() -> None:
    told = story("They met, and met.", date="2031-05-05")
    first, second = report(story=told), report(story=told, topics=("trade",))
    assert sizes(report(when="2031-05-02", told="2031-05-03"), first, second) == [1, 2]


def test_what_one_story_tells_in_parts_keeps_no_other_story_out() -> None:
    day = story("They talked alone, then with their ministers.", date="2031-05-02")
    alone = report(when="2031-05-02", story=day)
    wide = report("US Ana Reed", "US Tom Hale", "CN Li Bo", "CN Wu Mei", when="2031-05-02", story=day)
    others = [report(when="2031-05-02", told=f"2031-05-0{n}") for n in range(3, 7)]
    vague = report(told="2031-05-20")
    assert sizes(alone, wide, *others, vague) == [1, 6]


def test_meetings_of_two_days_are_no_parts_of_one() -> None:
    month = story("They met twice in May.", date="2031-06-02")
    first, second = report(when="2031-05-02", story=month), report(when="2031-05-20", story=month)
    assert sizes(first, second, report(when="2031-05", told="2031-06-03")) == [1, 1, 1]


def after(later: Report, *earlier: Report, kind: LinkKind = LinkKind.AFTER) -> Report:
    links = tuple(Link(kind, later.kind.source, "test", report_id=e.id) for e in earlier)
    return replace(later, links=links)


def test_the_order_that_a_story_tells_says_which_is_which() -> None:
    spring, autumn = report(when="2031-03-02", key="a"), report(when="2031-10-02", key="b")
    told = story("The talks came after the earlier ones.", date="2031-12-01")
    first, second = report(story=told), report(story=told, topics=("trade",))
    assert sizes(spring, autumn, first, second) == [1, 1, 1, 1], "without it nothing does"
    made = contacts([spring, autumn, first, after(second, first)])
    assert {frozenset(r.id for r in c.reports) for c in made} == {
        frozenset({spring.id, first.id}),
        frozenset({autumn.id, second.id}),
    }
    turned = contacts([spring, autumn, first, after(second, first, kind=LinkKind.BEFORE)])
    assert {frozenset(r.id for r in c.reports) for c in turned} == {
        frozenset({spring.id, second.id}),
        frozenset({autumn.id, first.id}),
    }


def test_a_meeting_during_a_visit_lies_in_its_days() -> None:
    meetings = [report(when=when, key=when) for when in ("2031-03-02", "2031-10-02")]
    told = story("During the visit they met.", date="2031-12-01")
    visit = report(">US Ana Reed", "<CN", kind="visit", when="2031-10-01/2031-10-04", story=told)
    met = after(report(story=told), visit, kind=LinkKind.DURING)
    made = contacts([*meetings, visit, met])
    assert frozenset({meetings[1].id, met.id}) in {frozenset(r.id for r in c.reports) for c in made}


def test_an_order_that_leaves_no_place_is_let_be() -> None:
    spring = report(when="2031-03-02")
    told = story("The talks came after those of summer.", date="2031-12-01")
    summer, dateless = report(when="2031-07", story=told), report(story=told)
    assert sizes(spring, summer, after(dateless, summer)) == [1, 2]


def _in_order(profiles: Iterable[Profile]) -> list[Profile]:
    return sorted(profiles, key=Links(Memory(()), Verdicts()).order)


def _homes(group: list[Profile], clusters: list[list[Profile]]) -> list[list[Profile]]:
    found: dict[bool, list[list[Profile]]] = {True: [], False: []}
    for one in clusters:
        verdicts = {compare(a, b).verdict for a in group for b in one}
        if Verdict.APART not in verdicts:
            found[Verdict.DISAGREES not in verdicts].append(one)
    return found[True] or found[False]


def _choice(group: list[Profile], homes: list[list[Profile]]) -> list[Profile] | None:
    if len(homes) < 2:
        return homes[0] if homes else None
    if not all(Verdicts().one_occasion(a[0], b[0]) for a, b in combinations(homes, 2)):
        return None
    return min(homes, key=lambda one: abs(len(one[0].who) - len(group[0].who)))  # the clusters are in order


def _placed(groups: list[list[Profile]]) -> list[list[Profile]]:
    clusters: list[list[Profile]] = []
    for group in groups:
        home = _choice(group, _homes(group, clusters))
        if home is None:
            clusters.append(list(group))
        else:
            home.extend(group)
    return clusters


def plain(profiles: Iterable[Profile]) -> set[frozenset[str]]:
    """The rules of `cluster` for all reports at once, as plainly as they can be said."""
    told = _in_order(profiles)
    groups: list[list[Profile]] = []
    for profile_ in (p for p in told if p.dated):
        home = _choice([profile_], [g for g in groups if all(compare(profile_, p).verdict is Verdict.EQUAL for p in g)])
        if home is None:
            groups.append([profile_])
        else:
            home.append(profile_)
    dated = _placed(groups)
    joined = [list(one) for one in dated]
    alone: list[list[Profile]] = []
    free: list[list[Profile]] = []
    loose = [p for p in told if not p.dated]
    firsts = {one[0].id: n for n, one in enumerate(dated)}
    by_id = {p.id: p for p in told}
    fitting: dict[str, list[str]] = {p.id: [one[0].id for one in _homes([p], dated)] for p in loose}
    for story_id in {p.story_id for p in loose}:
        beside = [p for p in told if p.story_id == story_id]
        fitting |= narrowed({p.id: fitting[p.id] for p in beside if not p.dated}, beside, profile=by_id.get)
    for profile_ in loose:
        homes = [firsts[id_] for id_ in fitting[profile_.id]]
        fits = [n for n in homes if all(p.dated or p.story_id != profile_.story_id for p in joined[n])]
        chosen = _choice([profile_], [dated[n] for n in fits])
        if chosen is None:
            (alone if fits else free).append([profile_])
        else:
            joined[dated.index(chosen)].append(profile_)
    return {frozenset(p.id for p in one) for one in (*joined, *alone, *_placed(free))}


class Kept(Memory):
    """Reports kept as a store keeps them: each change is followed from where they are."""

    def __init__(self) -> None:
        super().__init__(())
        self.kept: dict[str, Profile] = {}
        self.places: dict[str, Place] = {}

    def place(self, id_: str) -> Place | None:
        return self.places.get(id_)

    def members(self, cluster: str) -> Iterable[Profile]:
        return [self.kept[id_] for id_, place in self.places.items() if place.cluster == cluster]

    def change(self, come: Iterable[Profile], gone: Profile | None = None) -> None:
        changed = {p.id: p for p in come}
        if gone:
            changed |= bereaved(gone, self, Verdicts())
            del self.kept[gone.id]
            self.places.pop(gone.id)
        self.kept |= changed
        super().__init__(self.kept.values())
        self.places |= regroup(changed.values(), self)

    def clusters(self) -> set[frozenset[str]]:
        made: dict[str, set[str]] = {}
        for id_, place in self.places.items():
            made.setdefault(place.cluster, set()).add(id_)
        return {frozenset(ids) for ids in made.values()}


# --- merge ----------------------------------------------------------------------------------


def test_no_report_is_no_contact() -> None:
    with pytest.raises(ValueError, match="at least one"):
        contact([])


@pytest.mark.parametrize(
    ("told", "status", "conflicts"),
    [
        ([("2031-01-01", "possible"), ("2031-02-01", "planned"), ("2031-03-01", "postponed")], "postponed", []),
        ([("2031-03-02", "held"), ("2031-03-09", "planned")], "held", []),
        ([("2031-03-02", "held"), ("2031-03-09", "cancelled")], "cancelled", ["status"]),
        ([("2031-03-02", "cancelled"), ("2031-03-09", "held")], "held", []),
        ([("2031-03-02", "postponed"), ("2031-03-02", "cancelled")], "cancelled", ["status"]),
        ([("2031-03-02", "postponed"), ("2031-04-02", "cancelled")], "cancelled", []),
        ([("2031-03-02", "planned"), (None, "held")], "held", []),
        ([("2031-03-02", "held"), (None, "refused")], "held", ["status"]),
    ],
)
def test_status_is_the_latest_that_survives(
    told: list[tuple[str | None, str]], status: str, conflicts: list[str]
) -> None:
    made = contact([report(told=day, status=s) for day, s in told])
    assert made.status == status
    assert [c.field for c in made.conflicts] == conflicts


@pytest.mark.parametrize(
    ("values", "best"),
    [
        (["2031-05", "2031-05-02"], "2031-05-02"),
        (["2031-05-02", "2031-05-03", "2031-05-03"], "2031-05-03"),
        (["2031-05-02", "2031-05-02", "2031-05-03", "2031-05"], "2031-05-02"),
        (["2031-05-01/2031-05-02", "2031-05-02", "2031-05"], "2031-05-02"),
        ([None, "2031"], "2031"),
        ([None, None], None),
    ],
)
def test_when_is_the_most_exact_that_most_allow(values: list[str | None], best: str | None) -> None:
    reports = [report(when=v, told=f"2031-06-0{n}", key=str(n)) for n, v in enumerate(values, 1)]
    assert contact(reports).when == best


def test_dates_that_exclude_each_other_are_a_conflict_with_its_stories() -> None:
    made = contact([report(when="2031-05-02", key="a"), report(when="2031-05-03", key="b"), report(key="c")])
    (conflict,) = made.conflicts
    assert conflict.field == "when"
    assert {a.value: a.stories for a in conflict.accounts} == {"2031-05-02": ("a",), "2031-05-03": ("b",)}


def test_parties_are_the_union_with_the_fullest_names_and_the_office_told_by_most() -> None:
    made = contact(
        [
            report("US Reed, Secretary", "CN", told="2031-05-01"),
            report("US Ana Reed, Secretary of State", "CN Li Bo", told="2031-05-02"),
            report("US Ana Reed, Secretary of State", "CN Li", "NO", told="2031-05-03"),
        ]
    )
    assert [(p.name, p.office, p.side) for p in made.parties] == [
        ("Ana Reed", "Secretary of State", "US"),
        ("Li Bo", None, "CN"),
        (None, None, "NO"),
    ]
    assert made.conflicts == (), "leaving a party out is no conflict"


def test_the_visitor_stands_before_the_host() -> None:
    made = contact([report("<NO Eva Dahl", ">CN Li Bo", kind="visit")])
    assert [p.side for p in made.parties] == ["CN", "NO"]


def test_places_that_differ_are_a_conflict_and_the_city_lies_in_the_country() -> None:
    made = contact(
        [
            report(when="2031-05-02", country="NO", city="Oslo", told="2031-05-03", key="a"),
            report(when="2031-05-02", country="IT", city="Rome", told="2031-05-04", key="b"),
            report(when="2031-05-02", country="IT", told="2031-05-05", key="c"),
        ]
    )
    assert made.where.country
    assert made.where.city
    assert (made.where.country.value, made.where.city.value) == ("IT", "Rome")
    assert [c.field for c in made.conflicts] == ["where.country", "where.city"]


def test_two_cities_of_a_visit_are_no_conflict() -> None:
    visits = [report(">CN Li Bo", "<NO", kind="visit", when="2031-05", city=c) for c in ("Oslo", "Bergen")]
    assert contact(visits).conflicts == ()


def test_topics_are_the_union_most_told_first() -> None:
    made = contact([report(topics=("Trade", "ports")), report(topics=("fishing", "ports"), key="b")])
    assert made.topics[0] == "ports"
    assert set(made.topics) == {"Trade", "ports", "fishing"}


def test_an_office_told_in_two_ranks_is_a_conflict_of_that_person() -> None:
    made = contact([report("US Ana Reed, Vice President", "CN"), report("US Ana Reed, President", "CN", key="b")])
    assert [c.label for c in made.conflicts] == ["office of Ana Reed"]


# --- what must hold for any reports ---------------------------------------------------------

_PARTIES = (
    ("US Ana Reed", "CN Li Bo"),
    ("US Reed", "CN"),
    ("US", "CN"),
    ("US Ana Reed", "CN Wu Mei"),
    ("US", "CN", "RU"),
)
_WHENS = (None, None, "2031-05-02", "2031-05-03", "2031-05-04", "2031-05", "2031", "2032-06-01")
_TOLDS = (None, "2031-05-03", "2031-05-20", "2031-09-01", "2032-07-01")
CASES = tuple(
    report(*p, when=w, told=t, city=c, status=s)
    for n, (p, w) in enumerate((p, w) for p in _PARTIES for w in _WHENS)
    for t, c, s in ((_TOLDS[n % 5], (None, "Oslo", "Rome")[n % 3], ("held", "planned")[n % 2]),)
)

reports_of_stories = st.lists(
    st.builds(
        lambda parties, when, told, city, number: report(
            *parties, when=when, city=city, story=story(f"Story {number}.", date=told), topics=(str(told),)
        ),
        st.sampled_from(_PARTIES),
        st.sampled_from(_WHENS),
        st.sampled_from(_TOLDS),
        st.sampled_from((None, None, "Oslo", "Rome")),
        st.integers(1, 6),
    ),
    max_size=12,
    unique_by=lambda r: r.id,
)


def ordered(reports: list[Report], which: list[int]) -> list[Report]:
    """Some reports say that they came after another of their story, before it or during it."""
    found = []
    for one, how in zip(reports, which, strict=False):
        mate = next((r for r in reports if r.story_id == one.story_id and r.id != one.id), None)
        kinds = (LinkKind.AFTER, LinkKind.BEFORE, LinkKind.DURING)
        found.append(after(one, mate, kind=kinds[how - 1]) if mate and how <= len(kinds) else one)
    return found


reports_in_order = st.builds(ordered, reports_of_stories, st.lists(st.integers(1, 6), min_size=12, max_size=12))


@settings(max_examples=60, deadline=None)
@given(reports_in_order, st.randoms())
def test_the_order_of_reports_and_telling_twice_change_nothing(reports: list[Report], random: object) -> None:
    shuffled = [*reports, *reports[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    assert contacts(shuffled) == contacts(reports)


@settings(max_examples=60, deadline=None)
@given(reports_in_order)
def test_clusters_part_the_reports_and_never_join_two_of_one_story(reports: list[Report]) -> None:
    made = contacts(reports)
    assert sorted(r.id for c in made for r in c.reports) == sorted(r.id for r in reports)
    assert all(len({r.story_id for r in c.reports}) == len(c.reports) for c in made)


@settings(max_examples=80, deadline=None)
@given(reports_in_order, st.lists(st.integers(1, 3), min_size=12, max_size=12), st.data())
def test_a_change_followed_gives_what_clustering_all_gives(
    reports: list[Report], sizes: list[int], data: st.DataObject
) -> None:
    """Reports come in batches of 1 to 3, and now and then one is taken out."""
    ahead, space = [profile(r) for r in reports], Kept()
    for size in sizes:
        space.change(ahead[:size])
        ahead = ahead[size:]
        assert space.clusters() == plain(space.kept.values())
        if space.kept and data.draw(st.integers(0, 3)) == 0:
            space.change((), data.draw(st.sampled_from(_in_order(space.kept.values()))))
            assert space.clusters() == plain(space.kept.values())


@settings(max_examples=60, deadline=None)
@given(reports_in_order)
def test_dateless_reports_have_no_say_in_which_dated_ones_are_one(reports: list[Report]) -> None:
    dated = [r for r in reports if r.when]
    parted = {frozenset(r.id for r in c.reports if r.when) for c in contacts(reports)} - {frozenset[str]()}
    assert parted == {frozenset(r.id for r in c.reports) for c in contacts(dated)}


def test_remembered_verdicts_are_those_of_comparing() -> None:
    verdicts = Verdicts()
    for a, b in permutations(map(profile, CASES), 2):
        assert verdicts.of(a, b) is compare(a, b).verdict


@settings(max_examples=60, deadline=None)
@given(reports_in_order, st.lists(st.sampled_from(tuple(Status)), min_size=12, max_size=12))
def test_status_takes_no_part(reports: list[Report], statuses: list[Status]) -> None:
    """But for the bounds that a story's date sets to what was held or is ahead: so here no story has one."""
    undated = [replace(r, published=None) for r in reports]
    others = [
        replace(r, status=replace(r.status, value=status.value)) for r, status in zip(undated, statuses, strict=False)
    ]
    parted = [{frozenset(r.id for r in c.reports) for c in contacts(told)} for told in (undated, others)]
    assert parted[0] == parted[1]
