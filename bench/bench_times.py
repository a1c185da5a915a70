"""Time expressions measured on TimeBank and AQUAINT: `python bench/bench_times.py DATA [--errors N]`.

The documents are in two halves by a hash of their names: `tuned` may be looked at, `unseen` may not; errors
are shown of the first only. DATA is a folder with TimeML files (`*.tml`) anywhere below it; one that lies
there twice counts once. Scored are TIMEX3 of the type DATE:

- spans: an expression found that overlaps a DATE counts as found;
- values: it counts as right where the date is the same too. Our EDTF dates are written as TIMEX3
  values for this: a season as `2013-SU`, three months of a quarter as `2013-Q3`, a week from Monday
  to Sunday as `2013-W32`, Saturday and Sunday as `2013-W32-WE`. A DATE whose value tells a time of day
  (`1998-02-06TMO`) is cut to its day, and one interval of ours over two DATEs ("between 1982 and 1992")
  is compared end by end.

Left out: DATEs without a date (`PRESENT_REF`, `PAST_REF`, `FUTURE_REF`), and whatever is found on a
DURATION, a TIME or a SET, which is neither right nor wrong here. An expression that `resolve` gives no
date is found without a value, which is wrong. The document's creation time is the anchor, the date
resolved before is the context, and the tense is guessed from the words around, where the program
has parsed verbs. So these figures are no TempEval-3 figures, though near to them.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path

from summitry import dates, timex
from summitry.timex import Form, Tense, TimeExpression

_TIMEX = re.compile(r"<TIMEX3\b([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|won't|to be|(?:is|are|was|were|set|plans?|planned|due|expected|scheduled|agreed) to|"
    r"(?:planned|set|scheduled) for|due|scheduled|expect(?:s|ed)?|upcoming|no later than|effective|"
    r"starting|beginning|expires?|takes? effect|(?:until|by|as early as)\W*$)(?!\w)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|said|told|met|[a-z]{3,}ed|rose|fell|came|went|made|held|since|led|left|took|"
    r"gave|began|sent|spoke|shot|won|lost|got|put|saw|found|cut|ran|grew)\b"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A TIMEX3 of a document."""

    start: int
    end: int
    type: str
    value: str


def document(path: Path) -> tuple[str, str | None, tuple[Marked, ...]]:
    """A TimeML file's text, its date as EDTF, and what is marked in it."""
    source = path.read_text(encoding="utf-8", errors="replace")
    head = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", source, re.DOTALL)
    body = re.search(r"<TEXT>(.*)</TEXT>", source, re.DOTALL)
    text, marked, at = "", [], 0
    raw = body[1] if body else ""
    for match in _TIMEX.finditer(raw):
        text += plain(raw[at : match.start()])
        start, words = len(text), plain(match[2])
        text += words
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', match[1]))
        marked.append(Marked(start, len(text), attributes.get("type", ""), attributes.get("value", "")))
        at = match.end()
    return text + plain(raw[at:]), head and head[1], tuple(marked)


def plain(markup: str) -> str:
    """Markup as words, each line break as a space."""
    return html.unescape(_TAG.sub("", markup)).replace("\n", " ")


def tense_near(text: str, expression: TimeExpression) -> Tense | None:
    """A guess from the words before it, the nearest first, then from those behind; None where none tells."""
    left = text[max(0, expression.start - 60) : expression.start].rpartition(". ")[2]
    right = text[expression.end : expression.end + 50].partition(". ")[0]
    for words, nearest in ((left, max), (right, min)):
        future = [m.span() for m in _FUTURE.finditer(words)]
        past = [m.start() for m in _PAST.finditer(words) if not any(a <= m.start() < b for a, b in future)]
        if future or past:
            return nearest([*((a, Tense.FUTURE) for a, _ in future), *((a, Tense.PAST) for a in past)])[1]
    return None


def timex_value(edtf: str) -> str:
    """An EDTF date as TIMEX3 writes it."""
    text = edtf.replace("?", "").replace("~", "")
    days = dates.interval(text)
    if days is None or "/" not in text or ".." in text:
        seasons = {"-21": "-SP", "-22": "-SU", "-23": "-FA", "-24": "-WI"}
        return text[:4] + seasons.get(text[4:], text[4:])
    if days.days == 7 and days.first.weekday() == 0:
        return "{}-W{:02d}".format(*days.first.isocalendar())
    if days.days == 2 and days.first.weekday() == 5:
        return "{}-W{:02d}-WE".format(*days.first.isocalendar())
    after = days.last + timedelta(days=1)
    if (days.first.day, after.day) == (1, 1) and days.days in range(181, 185) and days.first.month in {1, 7}:
        return f"{days.first.year}-H{1 + days.first.month // 7}"
    if days.first.day == 1 and after.day == 1 and days.days in range(90, 93) and days.first.month % 3 == 1:
        return f"{days.first.year}-Q{(days.first.month + 2) // 3}"
    return text


def values(edtf: str | None, *, several: bool) -> tuple[str, ...]:
    """Our date as TIMEX3 values: the whole, and where it stands for several marked dates its ends."""
    if edtf is None:
        return ()
    return (timex_value(edtf), *map(timex_value, edtf.split("/"))) if several else (timex_value(edtf),)


def canonical(value: str) -> str:
    """A TIMEX3 value in one of its spellings: `199` is the decade `199X`; a time of day is cut off."""
    day = re.match(r"\d{4}-\d\d-\d\d", value)
    if day:
        return day[0]
    value = re.sub(r"(?:-XX)+$", "", value)
    value = re.sub(r"-W(\d)$", r"-W0\1", value)
    return value + "X" * (4 - len(value)) if re.fullmatch(r"\d{2,3}", value) else value


@dataclass(slots=True)
class Score:
    """Counts of what is marked, found, overlapping and right."""

    marked: int = 0
    found: int = 0
    overlapping: int = 0
    right: int = 0

    def line(self, name: str, hits: int) -> str:
        """Precision, recall and F1 of those hits."""
        precision, recall = hits / max(1, self.found), hits / max(1, self.marked)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{name:7} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def measure(path: Path, score: Score) -> list[str]:
    """Count one document in `score`; returns a line for each error."""
    text, anchor, marked = document(path)
    dated = [m for m in marked if m.type == "DATE" and not m.value.endswith("_REF")]
    score.marked += len(dated)
    errors, context, seen = [], None, set()
    for expression in timex.find(text):
        if expression.form is Form.DURATION:
            continue
        tense = tense_near(text, expression)
        resolved = timex.resolve(expression, anchor=anchor, tense=tense, context=context, bare=True)
        context = resolved.value if resolved and timex.carries(expression) else context
        over = [m for m in marked if m.start < expression.end and expression.start < m.end]
        hits = [m for m in over if m in dated and m not in seen]
        near = text[max(0, expression.start - 50) : expression.end + 30]
        if not over:
            score.found += 1
            errors.append(f"FOREIGN {expression.rule:14} {expression.text!r} in {near!r}")
        seen.update(hits)
        score.found += len(hits)
        score.overlapping += len(hits)
        ours = values(resolved.value if resolved else None, several=len(hits) > 1)
        for hit in hits:
            if canonical(hit.value) in ours:
                score.right += 1
                continue
            told = f"{ours[:1]} for {hit.value} ({anchor}, {tense})"
            errors.append(f"VALUE   {expression.rule:14} {expression.text!r} {told} in {near!r}")
    errors += [
        f"MISSED  {'':14} {text[m.start : m.end]!r} {m.value} in {text[max(0, m.start - 40) : m.end + 20]!r}"
        for m in dated
        if m not in seen
    ]
    return errors


def half(path: Path) -> str:
    """Which half a document is in."""
    return "tuned" if int(hashlib.sha256(path.stem.encode()).hexdigest(), 16) % 2 == 0 else "unseen"


def report(name: str, score: Score, errors: list[str]) -> None:
    """Print the figures of a half."""
    kinds = Counter(error.split()[0].lower() for error in errors)
    print(f"{name}: {score.marked} dates marked, {score.found} found; errors: {dict(kinds)}")
    print(score.line("spans", score.overlapping))
    print(score.line("values", score.right))


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, help="a folder with TimeML files")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show up to N errors")
    options = parser.parse_args()
    files = sorted({path.name: path for path in sorted(options.data.rglob("*.tml"))}.values())
    if not files:
        print(f"{options.data}: no *.tml below it; give the folder of TimeBank or AQUAINT", file=sys.stderr)
        return 2
    halves = {name: (Score(), list[str]()) for name in ("tuned", "unseen")}
    for path in files:
        score, errors = halves[half(path)]
        errors += measure(path, score)
    for error in halves["tuned"][1][: options.errors]:
        print(error)
    for name, (score, errors) in halves.items():
        report(name, score, errors)
    scores = [score for score, _ in halves.values()]
    report(
        "all",
        Score(**{f.name: sum(getattr(s, f.name) for s in scores) for f in fields(Score)}),
        [e for _, errors in halves.values() for e in errors],
    )
    text = "".join(document(path)[0] for path in files)
    begun = time.perf_counter()
    timex.find(text)
    spent = time.perf_counter() - begun
    print(f"speed   {spent * 1000 * 700 / max(1, len(text.split())):.2f} ms to find those of 700 words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
