"""The table of offices: who is not known when, and where other records disagree: `python bench/bench_offices.py`.

Gaps: for each side and class of offices, the days from 2000 to 2025 on which nobody is known to have held
it. Tenures count as far as they can have lasted, so that a gap is a day on which surely nobody is known; gaps
of less than three weeks, as between a resignation and an election, are counted but not printed. A class that
many sides do not have (a national security adviser) counts where the table knows any holder.

Other records, if they lie in ../shared/data, both 2000 to 2015:

- visits and trips of the State Department's historian: "President Kufuor" of Ghana on a day. It agrees when the
  table has somebody of that name in that office on that day, or in any office of another side (whom the
  traveller met there), says nothing when the table knows no holder, and disagrees when it knows another one;
- the actors of Phoenix: a name with the time of a role in the government. Compared are days: the first
  or last of a role with the first or last of an office of that person that is less than 40 days away. It
  agrees when no more than three days lie between.

They have errors of their own: a disagreement is something to look up, not to copy.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from summitry import facts, offices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FIRST, LAST = date(2000, 1, 1), date(2025, 12, 31)
SHORT = timedelta(days=21)
NEAR = 40  # days between two days that can be meant as one
_SLACK = 3  # days: elected, sworn in, took over

# The keys of `offices.office_keys` that make up a class.
CLASSES = {
    "head of state": frozenset({"president", "monarch", "pope", "leader"}),
    "head of government": frozenset({"prime minister"}),
    "foreign minister": frozenset({"foreign minister"}),
    "defence minister": frozenset({"defence minister"}),
    "trade minister": frozenset({"trade minister"}),
    "national security adviser": frozenset({"national security adviser"}),
    "head of an organisation": frozenset(
        {
            "secretary-general",
            "director general",
            "managing director",
            "bank president",
            "commission president",
            "european council president",
        }
    ),
}
_ORGANISATIONS_ONLY = frozenset({"head of an organisation"})
CORE = """
US CA MX BR AR CL CO PE VE CU GB FR DE IT ES PT NL BE LU IE AT CH SE NO DK FI IS PL CZ SK HU RO BG GR CY MT SI HR RS BA
MK ME AL XK EE LV LT UA BY MD RU GE AM AZ KZ UZ KG TJ TM TR IL PS EG JO LB SY IQ IR SA AE QA KW BH OM YE LY TN DZ MA SD
SS ET ER KE UG RW TZ CD NG GH SN CI ML NE ZA AO MZ ZM ZW CN JP KR KP TW MN IN PK AF BD LK NP MM TH VN LA KH MY SG ID PH
BN AU NZ VA
""".split()

_TITLED = re.compile(
    r"\b(?P<office>(?:Vice |Deputy |Crown )?(?:President|Prime Minister|Foreign Minister|Foreign Secretary|Chancellor|"
    r"Defense Minister|King|Queen|Emir|Secretary General|Minister of Defense))"
    r"(?:-elect)? (?P<name>(?:[A-Z][\w’'-]+|de|al|bin|da|von|van der)(?: (?:[A-Z][\w’'-]+|de|al|bin|da|dos|van|von))*)"
)
_ROLE = re.compile(r"\[\w+GOV\w* (\d{6})-(\d{6})\]")


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which nobody is known, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


def gaps(side: str, keys: frozenset[str]) -> tuple[Gap, ...] | None:
    """The days on which no holder of an office is known; None where none ever is."""
    held = offices.built_in().by_side.get(side, ())
    spans = sorted(
        (max(t.first, FIRST), min(t.last, LAST))
        for t, _ in held
        if not keys.isdisjoint(offices.office_keys(t.office, side=side)) and t.last >= FIRST and t.first <= LAST
    )
    if not spans:
        return None
    found, day = [], FIRST
    for first, last in spans:
        if first > day:
            found.append(Gap(day, first - timedelta(days=1)))
        day = max(day, last + timedelta(days=1))
    if day <= LAST:
        found.append(Gap(day, LAST))
    return tuple(found)


def coverage(sides: Sequence[str], *, quiet: bool) -> None:
    """Print the gaps of each class, and a line that sums it up."""
    whole = (LAST - FIRST).days + 1
    for name, keys in CLASSES.items():
        found = {side: g for side in sides if (g := gaps(side, keys)) is not None}
        if name in _ORGANISATIONS_ONLY:
            found = {s: g for s, g in found.items() if not facts.is_state(s)}
        else:
            found = {s: g for s, g in found.items() if facts.is_state(s)}
        lacking = sum(g.days for each in found.values() for g in each)
        share = 1 - lacking / (whole * len(found)) if found else 0
        print(f"{name}: {len(found)} sides, a holder known on {share:.1%} of the days from {FIRST} to {LAST}")
        if quiet:
            continue
        for side, each in sorted(found.items()):
            if long := [str(g) for g in each if g.days > SHORT.days]:
                print(f"    {side}: {', '.join(long)}")


# --- other records --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """A holder of an office on a day, as another record has it."""

    day: str
    side: str
    office: str
    name: str


def told() -> Iterator[Told]:
    """What the State Department's record tells, 2000 to 2015."""
    folder = DATA / "state_record"
    if not folder.is_dir():
        print(f"no {folder.name}: left out")
        return
    for row in json.loads((folder / "visits_to2015.json").read_text(encoding="utf-8")):
        yield from _titled(row["start"], row["country"], row["visitor"])
    for row in json.loads((folder / "trips_to2015.json").read_text(encoding="utf-8")):
        yield from _titled(row["start"], row["country"], row["remarks"].partition(" of ")[0])


def _titled(day: str, country: str, text: str) -> Iterator[Told]:
    side = facts.side_of(country.partition(",")[0])
    if side is None or day < FIRST.isoformat():
        return
    yield from (Told(day, side, m["office"], m["name"].rstrip(".")) for m in _TITLED.finditer(text))


def verdict(one: Told) -> str:
    """Whether the table agrees, differs, or knows nobody."""
    last = one.name.split()[-1]
    abroad = (t for p in offices.people_named(last) for t in offices.held_at(p, one.day))
    if any(t.side != one.side and offices.same_office(t.office, one.office) for t in abroad):
        return "agrees"
    holders = offices.holder(one.side, one.office, one.day)
    if not holders:
        return "nobody known"
    called = {p.id for name in (one.name, last) for p in offices.people_named(name)}
    words = set(offices.fold(one.name).split())
    alike = any(words & set(offices.fold(n).split()) for p in holders for n in (p.name, *p.aka))
    return "agrees" if alike or called & {p.id for p in holders} else "differs"


def phoenix() -> Iterator[tuple[str, str, int]]:
    """The days of Phoenix that are near one of the table, with the office and how many days lie between."""
    path = DATA / "offices" / "Phoenix.Countries.actors.txt"
    if not path.is_file():
        print(f"no {path.name}: left out")
        return
    name = ""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if line and line[0].isalpha():
            name = line.partition(" ")[0].strip("_").replace("_", " ").title()
        elif (role := _ROLE.search(line)) and " " in name:
            tenures = [t for p in offices.people_named(name) for t in p.tenures]
            starts = [(t, t.since) for t in tenures]
            ends = [(t, t.until) for t in tenures if t.until]
            for day, marks in ((_day(role[1]), starts), (_day(role[2]), ends)):
                between = [
                    (abs((date.fromisoformat(m) - day).days), t) for t, m in marks if len(m) == len("2000-01-01")
                ]
                days, tenure = min(between, key=lambda b: b[0], default=(NEAR, None))
                if tenure and days < NEAR and day >= FIRST and day.day not in {1, 28, 29, 30, 31}:
                    yield f"{name}, {tenure.office} {tenure.side} {tenure.since} to {tenure.until}", str(day), days


def _day(text: str) -> date:
    """The day of "011222", 22 December 2001; a year after 15 is of the century before."""
    year, month, day = (int(text[n : n + 2]) for n in (0, 2, 4))
    return date(year + (2000 if year <= 15 else 1900), month, day)


def others(*, quiet: bool) -> None:
    """Print what other records say."""
    counts: Counter[str] = Counter()
    seen: set[tuple[str, str, str]] = set()
    for one in told():
        found = verdict(one)
        counts[found] += 1
        key = (one.side, one.office, one.name)
        if found != "agrees" and not quiet and key not in seen:
            seen.add(key)
            known = ", ".join(p.name for p in offices.holder(one.side, one.office, one.day))
            print(f"    {one.day} {one.side} {one.office} {one.name}: {known or 'nobody known'}")
    print("State Department:", ", ".join(f"{n} {what}" for what, n in sorted(counts.items())) or "nothing")
    counts.clear()
    for held, day, between in phoenix():
        counts["agrees" if between <= _SLACK else "differs"] += 1
        if between > _SLACK and not quiet:
            print(f"    {held}: {day} there")
    print("Phoenix:", ", ".join(f"{n} {what}" for what, n in sorted(counts.items())) or "nothing")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="every side, not those of CORE and the organisations alone")
    parser.add_argument("--quiet", action="store_true", help="the sums only")
    asked = parser.parse_args()
    sides = [s.code for s in facts.sides()]
    coverage([s for s in sides if asked.all or s in CORE or not facts.is_state(s)], quiet=asked.quiet)
    others(quiet=asked.quiet)


if __name__ == "__main__":
    main()
