"""Who said what: `python bench/bench_statements.py DATA [--errors N]`.

DATA is a folder of PolNeAR, with `attributions/*.ann` (brat) and `text/*.txt`. Of a text that several people labelled
the first labelling by name counts; how well the second agrees with it is shown beside. The first line is the headline,
which statements leave out, so it is left out on both sides. Scored are attributions with a source:

- `quoted`: words in quotation marks that are part of what somebody is labelled to have said, against those that are in
  our statements. A word in marks that is nobody's (a title, a nickname) is false when found. `speaker` is the share of
  the quoted stretches found whose speaker is right.
- `all`: every word of what somebody said, against every word of ours. `source` is the share of the attributions found
  (half of its words and of ours in common, by F1) whose source is right.

A "that" at the beginning counts on neither side, nor do marks and points. A source is right where our words that
name the speaker overlap with the labelled ones, are the same words elsewhere, or point at the same actor; for "who" the
words before it count.

The same is measured on the labelled stories of ../shared/gold: recall of their quotations, and whether the speaker
is right, by half of bench_accuracy.py. `--errors` shows attributions of DATA that were missed or got another source,
and labelled stories' of the half `tuned`. Of PolNeAR's part `dev` nothing but totals is for looking at.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench_accuracy import SHARED, half
from summitry import annotate, capture, dating, parse, statements
from summitry.extractors import extractor
from summitry.model import Block, BlockKind, Doc, Failure, Statement, Story, digest
from summitry.names import fold, same_name
from summitry.statements import speakers
from summitry.statements.cues import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"\w+(?:[.’'&-]\w+)*")
_MARKS = re.compile(r"[“”\"]|''|``")
_WHO = frozenset({"who", "which", "that", "whom", "whose"})
_ENOUGH = 0.5  # F1 of words from which an attribution counts as found
ASKED = {"quoted": 0.92, "speaker": 0.88, "all": 0.70, "source": 0.80}

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is labelled in a text: who, and what."""

    source: Spans
    content: Spans
    cue: str


@dataclass(slots=True)
class Score:
    """Counts of words and of speakers."""

    quoted: list[int] = field(default_factory=lambda: [0, 0, 0])  # labelled, found, both
    words: list[int] = field(default_factory=lambda: [0, 0, 0])
    speakers: list[int] = field(default_factory=lambda: [0, 0])  # compared, right
    sources: list[int] = field(default_factory=lambda: [0, 0, 0])  # labelled, found, right


def labelled(folder: Path) -> Iterator[tuple[str, list[list[Attribution]]]]:
    """Each text with its labellings."""
    by_text: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        by_text.setdefault(path.stem.rpartition("_")[0], []).append(path)
    for name, paths in by_text.items():
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield text, [list(attributions(path, text.find("\n"))) for path in paths]


def attributions(path: Path, headline: int) -> Iterator[Attribution]:
    """The attributions with a source in a brat file, those of the headline left out."""
    spans: dict[str, Spans] = {}
    events = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"(T\d+)\t\S+ ([\d; ]+)\t", line):
            spans[found[1]] = tuple((int(a), int(b)) for a, b in (s.split() for s in found[2].split(";")))
        elif found := re.match(r"E\d+\t(.*)", line):
            events.append([part.split(":") for part in found[1].split()])
    for event in events:
        parts = {kind.rstrip("0123456789"): spans.get(ref, ()) for kind, ref in event}
        source, content = parts.get("Source", ()), parts.get("Content", ())
        if source and content and content[0][0] > headline:
            cue = parts.get("Cue", ())
            yield Attribution(source, content, str(cue))


def annotated(text: str) -> Doc:
    """A text as the program sees it, the first line as its headline; places as in the file."""
    blocks = []
    for n, line in enumerate(re.finditer(r"[^\n]+", text)):
        told = line[0].strip()
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        if told:
            blocks.append(Block(BlockKind.PARAGRAPH if n else BlockKind.TITLE, start, start + len(told)))
    story = Story(digest(text), "text", "text", text, tuple(blocks))
    return annotate.doc(story, teller=extractor("reader").teller)


def words(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Where the words of some stretches begin, without a "that" at their beginning."""
    found: set[int] = set()
    for n, (a, b) in enumerate(spans):
        for m in _WORD.finditer(text, a, b):
            if n or m[0] != "that" or m.start() > a + 1:
                found.add(m.start())
    return found


def quotes(text: str) -> list[tuple[int, int]]:
    """The stretches in quotation marks, read plainly: one mark opens, the next closes, a paragraph's end too."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        marks = list(_MARKS.finditer(text, line.start(), line.end()))
        at = 0
        while at < len(marks):
            end = marks[at + 1].start() if at + 1 < len(marks) else line.end()
            found.append((marks[at].end(), end))
            at += 2
    return found


def same(doc: Doc, statement: Statement, gold: Attribution) -> bool:
    """Whether our speaker is the labelled source."""
    text = doc.story.text
    named = statement.named_by
    said = [text[a:b] for a, b in gold.source]
    if any(a < named.end and named.start < b for a, b in gold.source):
        return True
    if said[0].lower() in _WHO:
        return 0 <= gold.source[0][0] - named.end < 120 and "." not in text[named.end : gold.source[0][0]]
    if same_words(named.exact, said[0]):
        return True
    if statement.speaker.name and same_words(statement.speaker.name.value, said[0]):
        return True
    return any(a == statement.speaker for s, e in gold.source for a in speakers.actors(doc, Span(s, e)))


def same_words(ours: str, theirs: str) -> bool:
    """Whether two names are one: the same words, or a surname."""
    a, b = (fold(x).lower().removeprefix("the ").strip(" ,") for x in (ours, theirs))
    return a == b or (ours[:1].isupper() and theirs[:1].isupper() and same_name(ours, theirs))


@dataclass(frozen=True, slots=True)
class Compared:
    """A text with what is labelled in it and what we find, each with where its words begin."""

    doc: Doc
    gold: tuple[tuple[Attribution, set[int]], ...]
    ours: tuple[tuple[Statement, set[int]], ...]
    quotes: list[tuple[int, int]]

    @classmethod
    def of(cls, doc: Doc, gold: Sequence[Attribution]) -> Compared:
        """A text, read."""
        text = doc.story.text
        ours = tuple((s, words(text, ((w.start, w.end) for w in s.words))) for s in statements.found(doc))
        return cls(doc, tuple((a, words(text, a.content)) for a in gold), ours, quotes(text))


def compare(one: Compared, score: Score) -> list[str]:
    """Count one text; returns a line for each error."""
    text = one.doc.story.text
    labels, mine = _all(told for _, told in one.gold), _all(told for _, told in one.ours)
    inside = words(text, one.quotes)
    _count(score.words, labels, mine)
    _count(score.quoted, labels & inside, mine & inside)
    errors = [*_sources(one, score), *_speakers(one, score)]
    for place in sorted((labels & inside) ^ (mine & inside)):
        kind = "unfound" if place in labels else "foreign"
        errors.append(f"QUOTED  {kind} {text[max(0, place - 60) : place + 60]!r}")
    for s, told in one.ours:
        if len(told & labels) * 2 < len(told):
            errors.append(f"FALSE   {s.rule} {s.named_by.exact!r}: {[w.exact for w in s.words]}")
    return errors


def _sources(one: Compared, score: Score) -> Iterator[str]:
    """Count the attributions that are found, and those with the right source."""
    for gold, told in one.gold:
        score.sources[0] += 1
        best = max((f1(ours, told) for _, ours in one.ours), default=0.0)
        if best < _ENOUGH:
            yield f"MISSED  {shown(one.doc.story.text, gold)}"
            continue
        score.sources[1] += 1
        rivals = [s for s, ours in one.ours if f1(ours, told) == best]
        if any(same(one.doc, s, gold) for s in rivals):
            score.sources[2] += 1
        else:
            yield f"SOURCE  {rivals[0].named_by.exact!r} ({rivals[0].rule}) for {shown(one.doc.story.text, gold)}"


def _speakers(one: Compared, score: Score) -> Iterator[str]:
    """Count the quoted stretches found on both sides, and those with the right speaker."""
    for stretch in one.quotes:
        inner = words(one.doc.story.text, [stretch])
        golds = [a for a, told in one.gold if len(inner & told) * 2 > len(inner)]
        hits = [s for s, told in one.ours if len(inner & told) * 2 > len(inner)]
        if not golds or not hits:
            continue
        score.speakers[0] += 1
        if any(same(one.doc, s, a) for s in hits for a in golds):
            score.speakers[1] += 1
        else:
            yield f"SPEAKER {hits[0].named_by.exact!r} ({hits[0].rule}) for {shown(one.doc.story.text, golds[0])}"


def _all(found: Iterable[set[int]]) -> set[int]:
    return {place for told in found for place in told}


def _count(counts: list[int], gold: set[int], ours: set[int]) -> None:
    for n, value in enumerate((len(gold), len(ours), len(gold & ours))):
        counts[n] += value


def f1(a: set[int], b: set[int]) -> float:
    """The F1 of two sets of words."""
    return 2 * len(a & b) / max(1, len(a) + len(b))


def shown(text: str, one: Attribution) -> str:
    """An attribution in a line."""
    parts = [[text[a:b] for a, b in spans] for spans in (one.source, one.content)]
    start, end = min(one.source[0][0], one.content[0][0]), max(one.source[-1][1], one.content[-1][1])
    return f"{parts[0]} SAID {parts[1]} IN {text[max(0, start - 40) : end + 40]!r}"


def agreement(text: str, labellings: Sequence[Sequence[Attribution]], score: Score) -> None:
    """Count a second labelling against the first."""
    first, second = (_all(words(text, a.content) for a in one) for one in labellings[:2])
    _count(score.words, first, second)


def prf(counts: Sequence[int]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    gold, ours, both = counts
    return both / max(1, ours), both / max(1, gold), 2 * both / max(1, gold + ours)


@dataclass(slots=True)
class Recall:
    """Counts of a set of labelled stories."""

    labelled: int = 0
    found: int = 0
    right: int = 0


def recalled(gold: Path, errors: list[str]) -> dict[str, Recall]:
    """The labelled quotations of ../shared that are found, and with the right speaker, by half."""
    folder = SHARED / "stories" if gold.stem == "seeds" else gold.parent / "stories"
    scores = {name: Recall() for name in ("tuned", "unseen")}
    for key, told in json.loads(gold.read_text(encoding="utf-8"))["stories"].items():
        if not told.get("statements"):
            continue
        (found,) = capture.captures([folder / key])
        story = parse.story(found) if not isinstance(found, Failure) else found
        if isinstance(story, Failure):
            continue
        doc = dating.dated(annotate.doc(story, teller=extractor("reader").teller))
        ours = statements.found(doc)
        score = scores[half(key)]
        for one in told["statements"]:
            score.labelled += 1
            quote = plain(one["quote"])
            hits = [s for s in ours if quote in plain(" ".join(w.exact for w in s.words))]
            if not hits:
                errors += [f"{gold.stem} {half(key)} {key} UNFOUND {one}"]
                continue
            score.found += 1
            if any(is_speaker(s, str(one["speaker"])) for s in hits):
                score.right += 1
            else:
                errors += [f"{gold.stem} {half(key)} {key} SPEAKER {hits[0].named_by.exact!r} {hits[0].rule} for {one}"]
    return scores


def is_speaker(statement: Statement, label: str) -> bool:
    """Whether the labelled speaker is ours: the name, or the words that name it."""
    actor = statement.speaker
    told = [c.value for c in (actor.name, actor.office) if c] + [statement.named_by.exact]
    told += [actor.side.source.exact] if actor.side else []  # "the White House" of a later "it"
    return any(same_name(t, label) or _within(set(content_words(t)), set(content_words(label))) for t in told)


def _within(ours: set[str], theirs: set[str]) -> bool:
    """Whether one of two names is a part of the other."""
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def content_words(text: str) -> list[str]:
    """The words of a name without articles and the like."""
    return [w for w in re.findall(r"\w+", fold(text).lower()) if w not in {"the", "a", "an", "of", "mr", "and", "s"}]


def plain(text: str) -> str:
    """Words alone, so that marks do not decide."""
    return " ".join(re.findall(r"\w+", text.lower()))


def report(name: str, score: Score, human: Score) -> None:
    """Print the table of a PolNeAR folder."""
    print(f"{name}: {score.sources[0]} attributions with a source")
    for label, counts in (("quoted", score.quoted), ("all", score.words)):
        p, r, f = prf(counts)
        print(f"  {label:8} precision {p:.3f}  recall {r:.3f}  F1 {f:.3f}  asked {ASKED[label]:.2f}")
    right = score.speakers[1] / max(1, score.speakers[0])
    print(f"  speaker  right {right:.3f} of {score.speakers[0]} quoted stretches  asked {ASKED['speaker']:.2f}")
    right = score.sources[2] / max(1, score.sources[1])
    print(f"  source   right {right:.3f} of {score.sources[1]} attributions found  asked {ASKED['source']:.2f}")
    if human.words[0]:
        print(f"  two people, where two labelled: F1 of all words {prf(human.words)[2]:.3f}")


def polnear(folder: Path, every: int, errors: int) -> None:
    """Measure a folder of PolNeAR and print its table."""
    score, human, found = Score(), Score(), list[str]()
    for text, labellings in list(labelled(folder))[::every]:
        found += compare(Compared.of(annotated(text), labellings[0]), score)
        if len(labellings) > 1:
            agreement(text, labellings, human)
    seen: Counter[str] = Counter()
    for error in found:
        kind = error.partition(" ")[0]
        seen[kind] += 1
        if seen[kind] <= errors:
            print(error)
    report(folder.name, score, human)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, nargs="?", help="a folder of PolNeAR")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show up to N errors of each kind")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="read every Nth text only")
    options = parser.parse_args()
    if options.data is not None:
        if not (options.data / "attributions").is_dir():
            print(f"{options.data}: no folder attributions in it; give a part of PolNeAR", file=sys.stderr)
            return 2
        polnear(options.data, options.every, options.errors)
    for name in ("seeds", "train_stories", "dev_stories") if SHARED.is_dir() else ():
        errors: list[str] = []
        scores = recalled(SHARED / "gold" / f"{name}.json", errors)
        for error in [e for e in errors if e.startswith(("seeds", "train_stories tuned"))][: options.errors]:
            print(error)
        for part, s in scores.items():
            share, right = s.found / max(1, s.labelled), s.right / max(1, s.labelled)
            print(
                f"{name:14} {part:7} {s.labelled:5} quotations  found {share:.3f}  with the right speaker {right:.3f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
