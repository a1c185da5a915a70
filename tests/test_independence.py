from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from factory import report
from summitry.fingerprints import fingerprint
from summitry.model import Origin, Report
from summitry.resolve import contact

_LONG = " ".join(f"{a}{b}" for a in ("har", "bol", "cis", "dun", "fel", "gor") for b in "abcdefghij")
_CUT = " ".join(_LONG.split()[:30])
_LIKE = " ".join(_LONG.split()[:24]) + " " + " ".join(reversed(_LONG.split()[24:]))  # two fifths of it are the same


def told(key: str, text: str = "", *, day: int | None = 3, status: str = "held", **traces: object) -> Report:
    """A report of a story with this text, told on a day of May."""
    made = report(key=key, when="2031-05-02", told=f"2031-05-{day:02}" if day else None, status=status)
    return replace(made, origin=Origin(fingerprint(text or key), **traces))  # type: ignore[arg-type] # as given


def why(*reports: Report) -> dict[str, str]:
    """For each story that is no source of its own the reason."""
    keys = {r.id: r.story_key for r in reports}
    return {keys[r.report_id]: r.why for r in contact(reports).repeats}


def test_five_prints_of_one_agency_story_are_one_source() -> None:
    prints = [told(key, _LONG) for key in "abcd"] + [told("e", _CUT)]
    made = contact(prints)
    assert len(made.stories) == 5
    assert made.origins == 1
    assert set(why(*prints)) == {"b", "c", "d", "e"}


def test_each_reprint_names_what_it_repeats() -> None:
    found = why(
        told("a", _LONG), told("b", _LONG), told("c", _CUT + " and here another reporter went on in her own way")
    )
    assert found["b"] == "a copy of a"
    assert found["c"].startswith("a copy of a, ")
    assert found["c"].endswith("% of the shorter text")


def test_stories_of_their_own_are_independent() -> None:
    assert why(told("a", _LONG), told("b", " ".join(reversed(_LONG.split()))), told("c")) == {}


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        (told("a", _LONG, agency="AP"), told("b", _LIKE, agency="AP"), True),
        (told("a", _LONG, agency="AP"), told("b", _LIKE, agency="AP", day=20), False),
        (told("a", _LONG, agency="AP"), told("b", _LIKE, agency="AFP"), False),
        (told("a", _LONG, agency="AP"), told("b", agency="AP"), False),
        (told("a", outlet="BBC"), told("b", cites=("BBC",)), True),
        (told("a", agency="Reuters"), told("b", cites=("Reuters",)), True),
        (told("a", cites=("Reuters",)), told("b", agency="Reuters"), True),
        (told("a", agency="Reuters"), told("b", cites=("Reuters",), day=13), False),
        (told("a", cites=("Reuters",), day=3), told("b", agency="Reuters", day=8), False),
        (told("a", cites=("Xinhua", "TASS")), told("b", cites=("TASS",)), True),
        (told("a", cites=("Xinhua",)), told("b", cites=("TASS",)), False),
        (told("a", cites=("TASS",)), told("b", cites=("TASS",), day=20), False),
        (told("a", cites=("TASS",)), told("b", cites=("TASS",), day=None), True),
        (told("a", _LONG), told("b", _LONG, day=None), True),
    ],
)
def test_what_makes_two_reports_one_source(a: Report, b: Report, one: bool) -> None:
    assert contact([a, b]).origins == (1 if one else 2)
    if one:
        ((_, reason),) = why(a, b).items()
        assert "a" in reason.split() or "a," in reason.split(), f"names the other story: {reason}"


def test_the_order_changes_nothing_and_the_first_told_is_the_source() -> None:
    chain = [told("b", day=5, cites=("TASS",)), told("a", day=4, cites=("TASS", "BBC")), told("c", day=4, outlet="BBC")]
    chain.append(told("d", day=7))
    for order in permutations(chain):
        made = contact(order)
        assert made.origins == 2
        assert {r.of for r in made.repeats} == {chain[1].id}


def test_a_report_of_an_earlier_version_has_no_origin_and_counts_alone() -> None:
    assert contact([report(key="a", when="2031-05-02"), report(key="b", when="2031-05-02")]).origins == 2
