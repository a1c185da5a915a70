"""How well reports of one contact find each other: `python bench/bench_bcubed.py [--set NAME …] [--gold] [--pairs]`.

Measured is B-cubed (Bagga and Baldwin, 1998) against the groups `same_contact` of the labelled sets; a contact of no
group is alone. All stories of a set are pooled, and then all sets.

- `gold`: every labelled contact as a report, so that only resolve is measured. Asked: F1 0.92.
- `own`: our own reports, matched to the labelled contacts of their story by the affinity of ../shared/score. Asked:
  0.80. Precision is the mean over our reports and recall the mean over the labelled contacts. A report without a
  match is a contact of its own, so it costs precision where it is merged with anything. A labelled contact without
  a match is a cluster of its own, so it costs recall where it belongs to others. `strict` is the F1 when such
  reports count as 0 for precision and such contacts as 0 for recall, which measures the reading as much as the
  resolving.

The groups leave out most of what is one contact in stories that were not labelled side by side: a summit that ten
stories tell is several groups and some contacts alone. So the groups are completed (`completed`) by what is surely
one: contacts of one kind and of two persons of the same names, on the same day, or in the same city on dates within
a month of each other that can be one. `labelled` is the F1 against the groups as they stand, where a right merge
that they leave out counts as a false one.

Nearly all contacts are told once, so the mean says little; of more use are the pairs: merged rightly, merged falsely,
and missed. Halves are those of bench_accuracy.py: the B-cubed of a half is the mean over its stories, and a pair is in
a half when both of its stories are. `--pairs` prints the wrong pairs of the half `tuned` of train_stories; of the other
sets nothing but totals is for looking at. The five seed stories are named by the ids of their labels: the same id is
the same contact. Without ../shared nothing is scored.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypeAlias, TypedDict, cast

from bench_accuracy import SETS, SHARED, half, inputs
from summitry import dates, link, pipeline, resolve
from summitry.interchange import PartyLine, WhereLine, report_line
from summitry.model import (
    Actor,
    Claim,
    Kind,
    Link,
    LinkKind,
    Party,
    Reading,
    Report,
    Role,
    Source,
    Status,
    Where,
    digest,
)
from summitry.names import fold, same_name
from summitry.resolve.compare import compare
from summitry.resolve.profiles import profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Item: TypeAlias = tuple[str, str]  # a story's key, and a labelled contact's id or that of a report that matches none

ASKED = {"gold": 0.92, "own": 0.80}
_PERSONS = 2
_MONTH_DAYS = 31
NAMES = ("seeds", "dev_stories", "dev_lines", "train_stories")


class GoldContact(TypedDict):
    """A labelled contact as far as it is read here."""

    id: str
    kind: str
    status: str
    parties: list[PartyLine]
    when: str | None
    where: WhereLine | None


class GoldStory(TypedDict):
    """A labelled story as far as it is read here."""

    date: str | None
    contacts: list[GoldContact]


class GoldLinked(GoldStory, total=False):
    """A labelled story with its links: a contact's id, how it stands, and another's id or the words of an incident."""

    links: list[tuple[str, str, str]]


class Gold(TypedDict):
    """A labelled set as far as it is read here."""

    stories: dict[str, GoldLinked]
    same_contact: NotRequired[list[list[Item]]]


@dataclass(frozen=True, slots=True)
class Clustered:
    """The items of a set in the clusters that are true and in those that were made, by the names of the clusters.

    An item that only one of the two has was missed, or matches nothing.
    """

    truth: dict[Item, str]
    made: dict[Item, str]


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed, and how many pairs were merged rightly, merged falsely and missed."""

    precision: float
    recall: float
    strict: float  # F1 when what has no counterpart counts as 0
    right: int
    false: int
    missed: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _mean_of(self.precision, self.recall)


# --- the figures ----------------------------------------------------------------------------


def scored(found: Clustered, *, of: Callable[[str], bool] = lambda _: True) -> Score:
    """The score of the stories that `of` picks, within the clusters of all."""
    truth, made = _whole(found.truth, found.made), _whole(found.made, found.truth)
    ours, theirs = ([i for i in side if of(i[0])] for side in (found.made, found.truth))
    together = {i: len(truth[i][1] & made[i][1]) for i in truth}
    precise = {i: together[i] / len(made[i][1]) for i in ours}
    recalled = {i: together[i] / len(truth[i][1]) for i in theirs}
    both = found.truth.keys() & found.made.keys()
    right, false, missed = (sum(1 for _ in kind) for kind in _pairs(found, of))
    return Score(
        precision=_mean(precise.values()),
        recall=_mean(recalled.values()),
        strict=_mean_of(
            _mean(v if i in both else 0.0 for i, v in precise.items()),
            _mean(v if i in both else 0.0 for i, v in recalled.items()),
        ),
        right=right,
        false=false,
        missed=missed,
    )


def _whole(mine: Mapping[Item, str], other: Mapping[Item, str]) -> dict[Item, tuple[str, frozenset[Item]]]:
    """Every item with its cluster; one that only the other has is alone."""
    clusters: dict[str, set[Item]] = {}
    for item in mine.keys() | other.keys():
        clusters.setdefault(mine.get(item, f"alone: {item}"), set()).add(item)
    return {item: (name, frozenset(items)) for name, items in clusters.items() for item in items}


def _pairs(found: Clustered, of: Callable[[str], bool]) -> tuple[list[tuple[Item, Item]], ...]:
    """The pairs merged rightly, merged falsely, and missed."""
    truth, made = ({pair for c in _clusters(side) for pair in combinations(c, 2)} for side in (found.truth, found.made))
    kinds = (truth & made, made - truth, truth - made)
    return tuple([(a, b) for a, b in sorted(kind) if of(a[0]) and of(b[0])] for kind in kinds)


def _clusters(side: Mapping[Item, str]) -> Iterable[list[Item]]:
    clusters: dict[str, list[Item]] = {}
    for item in sorted(side):
        clusters.setdefault(side[item], []).append(item)
    return clusters.values()


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 1.0


def _mean_of(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


# --- the labels as reports ------------------------------------------------------------------


def gold(name: str) -> Gold:
    """A labelled set."""
    return cast("Gold", json.loads(SETS[name].read_text(encoding="utf-8")))


def truth(content: Gold) -> dict[Item, str]:
    """Every labelled contact with the name of its group; where there are no groups, with its id."""
    items = [(key, c["id"]) for key, story in content["stories"].items() for c in story["contacts"]]
    groups = content.get("same_contact")
    if groups is None:
        return {item: item[1] for item in items}
    named = {(key, id_): f"group {n}" for n, group in enumerate(groups) for key, id_ in group}
    return {item: named.get(item, "/".join(item)) for item in items}


def completed(true: dict[Item, str], reports: Mapping[Item, Report]) -> dict[Item, str]:
    """The groups with what is surely one contact joined; two contacts of one story never are."""
    clusters = {name: {i for i in true if true[i] == name} for name in true.values()}
    found = dict(true)
    for a, b in combinations(sorted(true), 2):
        one, other = clusters[found[a]], clusters[found[b]]
        if one is other or {i[0] for i in one} & {i[0] for i in other} or not surely_one(reports[a], reports[b]):
            continue
        one |= other
        found |= dict.fromkeys(other, found[a])
    return found


def surely_one(a: Report, b: Report) -> bool:
    """Whether two labels tell the same two persons on one day, or in one city on dates of one month that can be one."""
    if a.kind.value != b.kind.value or a.when is None or b.when is None:
        return False
    names = [p.name for p in a.parties if p.name]
    others = [p.name for p in b.parties if p.name]
    if sum(any(same_name(name, other) for other in others) for name in names) < _PERSONS:
        return False
    days = [dates.interval(r.when.value) for r in (a, b) if r.when]
    if days[0] == days[1] and days[0] and days[0].days == 1:
        return True
    city = [fold(r.where.city.value) for r in (a, b) if r.where.city]
    short = all(d and d.days <= _MONTH_DAYS for d in days)
    return short and len(city) == _PERSONS and city[0] == city[1] and not dates.exclude(a.when.value, b.when.value)


def as_report(key: str, contact: GoldContact, story: GoldLinked) -> Report:
    """A labelled contact as the report of a perfect reader, linked to persons as ours are."""
    source = Source(digest(key), 0, 0, "")

    def claim(value: str | None) -> Claim | None:
        return Claim(value, source, "gold") if value else None

    def party(one: PartyLine) -> Party:
        actor = Actor(claim(one["name"]), claim(one["office"]), claim(one["side"]))
        return Party(actor, Role(one["role"]), source)

    where = contact["where"]
    return link.linked(
        Report(
            id=digest(key, contact["id"]),
            story_id=source.story_id,
            story_key=key,
            kind=Claim(Kind(contact["kind"]).value, source, "gold"),
            status=Claim(Status(contact["status"]).value, source, "gold"),
            parties=tuple(party(p) for p in contact["parties"]),
            when=claim(contact["when"]),
            where=Where(**{part: claim(cast("str | None", value)) for part, value in where.items()})
            if where
            else Where(),
            topics=(),
            evidence=(),
            extractor="gold",
            published=story["date"],
            links=tuple(
                Link(LinkKind(kind), source, "gold", report_id=digest(key, other))
                for id_, kind, other in story.get("links", ())
                if id_ == contact["id"] and other in {c["id"] for c in story["contacts"]}
            ),
        )
    )


def gold_reports(content: Gold) -> dict[Item, Report]:
    """Every labelled contact as a report, with its links to others of its story."""
    return {
        (key, c["id"]): as_report(key, c, story) for key, story in content["stories"].items() for c in story["contacts"]
    }


# --- our own reports ------------------------------------------------------------------------


def own_reports(name: str, folder: Path, pool: ProcessPoolExecutor) -> dict[Item, Report]:
    """Our reports of a set under the labelled contact that each matches, else under its own id."""
    stories = gold(name)["stories"]
    told: dict[str, list[Report]] = {}
    for part in pool.map(read, inputs(name, folder)):
        for report in part:
            told.setdefault(report.story_key, []).append(report)
    return {item: r for key, reports in told.items() if key in stories for item, r in matched(stories[key], reports)}


def read(path: Path) -> list[Report]:
    """Every report of the stories below the path."""
    return [r for found in pipeline.readings([path]) if isinstance(found, Reading) for r in found.reports]


def matched(story: GoldStory, reports: list[Report]) -> Iterator[tuple[Item, Report]]:
    """Each report with its item, matched as the scorer matches: the pairs of most affinity first."""
    affinity = _scorer()
    lines = [report_line(r) for r in reports]
    found = sorted(
        ((affinity(c, line), i, j) for i, c in enumerate(story["contacts"]) for j, line in enumerate(lines)),
        reverse=True,
    )
    ids: dict[int, str] = {}
    for score, i, j in found:
        if score > 0 and j not in ids and story["contacts"][i]["id"] not in ids.values():
            ids[j] = story["contacts"][i]["id"]
    for j, report in enumerate(reports):
        yield (report.story_key, ids.get(j, report.id)), report


def _scorer() -> Callable[[object, object], float]:
    """The affinity of the scorer of ../shared."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED / "score" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Callable[[object, object], float]", module.affinity)


# --- saying so ------------------------------------------------------------------------------


def clustered(reports: Mapping[Item, Report], true: dict[Item, str]) -> Clustered:
    """The reports in the contacts that resolve makes of them."""
    contact_of = {r.id: c.id for c in resolve.contacts(reports.values()) for r in c.reports}
    return Clustered(true, {item: contact_of[r.id] for item, r in reports.items()})


def show(name: str, what: str, found: Clustered, labelled: Mapping[Item, str]) -> float:
    """Print the figures of a set and of its halves; the F1 of all."""
    for part in ("all", "tuned", "unseen"):
        of = _half(part)
        got, plain = scored(found, of=of), scored(Clustered(dict(labelled), found.made), of=of)
        figures = f"precision {got.precision:.3f}  recall {got.recall:.3f}  F1 {got.f1:.3f}"
        others = f"(labelled {plain.f1:.3f}" + (f", strict {got.strict:.3f})" if what == "own" else ")")
        pairs = f"pairs: {got.right} right, {got.false} false, {got.missed} missed"
        print(f"{f'{name}/{what}/{part}':25s} {figures} {others}  {pairs}", flush=True)
    return scored(found).f1


def _half(part: str) -> Callable[[str], bool]:
    return lambda key: part in {"all", half(key)}


def show_pairs(found: Clustered, reports: Mapping[Item, Report], *, of: Callable[[str], bool]) -> None:
    """Print the wrong pairs, and what comparing says of them."""
    _, false, missed = _pairs(found, of)
    for label, pairs in (("false", false), ("missed", missed)):
        for a, b in pairs:
            first, second = reports.get(a), reports.get(b)
            if first is None or second is None:
                print(f"  {label}: {a} | {b}: not read")
                continue
            match = compare(profile(first), profile(second))
            print(f"  {label}: {a} {_told(first)}\n      | {b} {_told(second)}\n      {match.verdict}: {match.why}")


def _told(report: Report) -> str:
    who = ", ".join(f"{p.name or p.office or '-'} [{p.side}]" for p in report.parties)
    where = "/".join(c.value for c in (report.where.country, report.where.city, report.where.margins_of) if c)
    when = report.when.value if report.when else None
    return f"{report.kind.value}/{report.status.value} {who} {when} {where} told {report.published}"


def measured(names: Iterable[str], *, what: str, pairs: bool, folder: Path, pool: ProcessPoolExecutor) -> Iterator[str]:
    """Print the figures of each set and of all; yields what is below what is asked."""
    told: dict[Item, Report] = {}  # the labels
    reports: dict[Item, Report] = {}
    labelled: dict[Item, str] = {}
    for name in names:
        content = gold(name)
        labels = gold_reports(content)
        mine = labels if what == "gold" else own_reports(name, folder, pool)
        groups = {item: f"{name}: {group}" for item, group in truth(content).items()}
        found = clustered(mine, completed(groups, labels))
        if show(name, what, found, groups) < ASKED[what]:
            yield f"{name}: F1 on {what} reports is below {ASKED[what]}"
        if name == "seeds" and (scored(found).false or scored(found).missed):
            yield f"seeds: on {what} reports one contact is several, or several are one"
        if pairs and name.startswith("train"):
            show_pairs(found, mine, of=_half("tuned"))
        told |= labels
        reports |= mine
        labelled |= groups
    found = clustered(reports, completed(labelled, told))
    show("pooled", what, found, labelled)
    several = sum(1 for n in Counter(found.truth.values()).values() if n > 1)
    print(f"  {len(told)} labelled contacts; {several} are told by several stories\n")


def main() -> int:
    """Print the figures; 1 where one is below what is asked."""
    ap = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    ap.add_argument("--set", action="append", choices=NAMES, help="only this set (may be repeated)")
    ap.add_argument("--gold", action="store_true", help="only the labels as reports, which takes seconds")
    ap.add_argument("--pairs", action="store_true", help="print the wrong pairs of the half `tuned` of train_stories")
    args = ap.parse_args()
    if not SHARED.exists():
        print("../shared is not here: without its labels nothing can be scored")
        return 0
    low: list[str] = []
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(2) as pool:
        for what in ("gold",) if args.gold else ("gold", "own"):
            low += measured(args.set or NAMES, what=what, pairs=args.pairs, folder=Path(folder), pool=pool)
    for line in low:
        print(line, file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
