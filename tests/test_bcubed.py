"""The figures of bench/bench_bcubed.py, by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from factory import report

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from bench_bcubed import Clustered, Item, completed, scored, surely_one


def items(text: str) -> dict[Item, str]:
    """ "ab c": two clusters, the items named by their letters."""
    return {(letter, letter): cluster for cluster in text.split() for letter in cluster}


@pytest.mark.parametrize(
    ("truth", "made", "precision", "recall", "pairs"),
    [
        ("abcde fg hijkl", "abcde fghijkl", 16 / 21, 1, (21, 10, 0)),  # the example of Bagga and Baldwin
        ("abcde fg hijkl", "abcdehijkl fg", 7 / 12, 1, (21, 25, 0)),  # their second: the same links, and worse
        ("abc", "a b c", 1, 1 / 3, (0, 0, 3)),
        ("a b", "a b", 1, 1, (0, 0, 0)),
    ],
)
def test_b_cubed_of_clusters_that_have_the_same_items(
    truth: str, made: str, precision: float, recall: float, pairs: tuple[int, int, int]
) -> None:
    got = scored(Clustered(items(truth), items(made)))
    assert (got.precision, got.recall) == pytest.approx((precision, recall))
    assert (got.right, got.false, got.missed) == pairs
    assert got.strict == pytest.approx(got.f1)


def test_what_has_no_counterpart_costs_where_it_is_merged_or_belongs_to_others() -> None:
    spurious = scored(Clustered(items("a"), items("ax")))
    assert (spurious.precision, spurious.recall, spurious.false) == (0.5, 1, 1)
    alone = scored(Clustered(items("a"), items("a x")))
    assert (alone.precision, alone.recall, alone.false) == (1, 1, 0)
    assert alone.strict == pytest.approx(2 / 3), "but strictly half of what was read is wrong"
    missed = scored(Clustered(items("ab"), items("a")))
    assert (missed.precision, missed.recall, missed.missed) == (1, 0.5, 1)


def test_a_half_is_measured_within_the_clusters_of_all() -> None:
    got = scored(Clustered(items("ab c"), items("abc")), of=lambda key: key != "c")
    assert got.precision == pytest.approx(2 / 3)
    assert (got.right, got.false) == (1, 0), "a pair is in a half when both of its stories are"


def test_groups_are_completed_by_what_is_surely_one() -> None:
    day = {
        ("a", "1"): report(when="2031-05-02", key="a"),
        ("b", "1"): report("US Reed", "CN Li Bo", when="2031-05-02", key="b"),
        ("b", "2"): report(when="2031-05-02", key="b"),
        ("c", "1"): report("US", "CN Li Bo", when="2031-05-02", key="c"),
    }
    groups = completed({item: "/".join(item) for item in day}, day)
    assert groups["a", "1"] == groups["b", "1"]
    assert len(set(groups.values())) == 3, "two of one story are two, and one name is too little"


@pytest.mark.parametrize(
    ("when", "city", "other", "other_city", "one"),
    [
        ("2031-05", "Oslo", "2031-05-02", "Oslo", True),
        ("2031-05", "Oslo", "2031-05-02", None, False),
        ("2031-05-01", "Oslo", "2031-05-02", "Oslo", False),
        ("2031", "Oslo", "2031-05-02", "Oslo", False),
        (None, "Oslo", "2031-05-02", "Oslo", False),
    ],
)
def test_what_is_surely_one(when: str | None, city: str, other: str, other_city: str | None, one: bool) -> None:
    assert surely_one(report(when=when, city=city), report(when=other, city=other_city)) is one
