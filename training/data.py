"""Labelled text as training examples: windows with tagged cues and, for each cue, who, when, where, what.

Texts stay in ../shared (`gold/train_*.json`, `data/current_events`); only labels by the hash of the
text are kept here (`labels.jsonl`), and passages of our own with their text (`passages.jsonl`).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from summitry import dates, facts, timex
from summitry.extractors.windows import Window, windows
from summitry.lexicon import patterns
from summitry.sentences import sentences

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
STORIES = HERE / "story_labels.jsonl"
KINDS = ("meeting", "call", "visit", "message")
STATUSES = ("held", "planned", "possible", "postponed", "cancelled", "refused")
PARTS = ("party", "visitor", "host", "time", "place", "topic")
IGNORE = -100


@dataclass
class Telling:
    """One place where an occasion is told. `parts`: label to spans; a part that is missing is unknown."""

    cue: tuple[int, int]
    kind: str
    status: str
    parts: dict[str, list[tuple[int, int]]]
    unsure: list[tuple[int, int]] = field(default_factory=list)  # spans on which no part is learned
    loose: tuple[int, int] | None = None  # words around the cue on which no cue is learned
    occ: str = ""  # the same for tellings of one occasion
    faint: bool = False  # told only by what somebody said there, and elsewhere by more: not learned


@dataclass
class Text:
    """A text with its tellings. `complete`: every telling is labelled, so the rest is nothing."""

    key: str
    text: str
    date: str | None
    tellings: list[Telling]
    complete: bool = True
    story: bool = False  # a whole story that others wrote


def half(key: str) -> str:
    """As bench/bench_accuracy.py splits."""
    return "tuned" if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0 else "unseen"


def spans_of(text: str) -> list[tuple[int, int]]:
    """Sentences, paragraph by paragraph."""
    return [s for p in re.finditer(r"[^\n]+", text) for s in sentences(text, p.start(), p.end())]


def nearest(text: str, words: str, to: int, limit: int = 1500) -> tuple[int, int] | None:
    """The occurrence of some words nearest to a place."""
    found = [m.start() for m in re.finditer(re.escape(words), text)]
    found = [f for f in found if not (f and text[f - 1].isalnum() and words[:1].isalnum())] or found
    found = [f for f in found if not text[f + len(words) : f + len(words) + 1].isalnum()] or found
    if not found:
        return None
    best = min(found, key=lambda f: abs(f - to))
    return (best, best + len(words)) if abs(best - to) <= limit else None


def _silver(text: str, date: str | None, contact: dict, telling: Telling, around: tuple[int, int]) -> None:
    """Times, places and topics by what the label's values say, where the words are certain."""
    a, b = around
    when = contact.get("when")
    tense = {"planned": timex.Tense.FUTURE, "possible": timex.Tense.FUTURE, "held": timex.Tense.PAST}.get(
        telling.status
    )
    times = []
    for t in timex.find(text, a, b):
        got = timex.resolve(t, anchor=date, tense=tense)
        same = False
        if when and got:
            x, y = (
                dates.interval(when.rstrip("?~%")) if "/" not in when else dates.interval(when),
                dates.interval(got.value),
            )
            same = bool(x and y and not (x.last < y.first or y.last < x.first) and y.days <= x.days + 2)
        (times if same else telling.unsure if t.form is timex.Form.DURATION else []).append((t.start, t.end))
    telling.parts["time"] = [min(times, key=lambda s: abs(s[0] - telling.cue[0]))] if times else []
    telling.unsure += [s for s in times if s not in telling.parts["time"]]
    where = contact.get("where") or {}
    places = []
    for name in (where.get("city"), where.get("venue"), where.get("margins_of")):
        if name and (s := nearest(text[:b], name, telling.cue[0], 400)) and s[0] >= a:
            places.append(s)
    for p in facts.find_places(text, a, b):
        span = (p.start, p.end)
        if p.country and p.country == where.get("country"):
            (
                places
                if p.country and not p.city and not any(h == span for h in telling.parts.get("host", []))
                else telling.unsure
            ).append(span)
    host = telling.parts.get("host", [])
    telling.parts["place"] = [p for p in dict.fromkeys(places) if p not in host]
    topics = []
    for topic in contact.get("topics") or []:
        s = nearest(text, topic, telling.cue[0], 500)
        if s and a <= s[0] < b:
            topics.append(s)
        else:
            for word in re.findall(r"\w{4,}", topic):
                telling.unsure += [
                    (m.start() + a, m.end() + a) for m in re.finditer(rf"\b{re.escape(word)}", text[a:b])
                ]
    telling.parts["topic"] = topics


def trigger(text: str, cue: tuple[int, int], kind: str) -> tuple[int, int]:
    """The words of a gold cue, often half a clause, that tell the occasion: the lexicon's of its kind, or any."""
    hits = [
        (m.start(), m.end(), p.label.split()[1])
        for p in patterns("cues")
        for m in re.finditer(rf"\b(?:{p.pattern.pattern})\b", text[: cue[1]])
        if m.start() >= cue[0]
    ]
    mine = [h for h in hits if h[2] == kind] or hits
    return min((h[0], h[1]) for h in mine) if mine else cue


def gold(name: str) -> list[Text]:
    """`train_lines` or `train_stories`."""
    out = []
    ours = {r["id"]: r for r in map(json.loads, STORIES.read_text().splitlines())} if STORIES.exists() else {}
    for key, story in json.loads((SHARED / "gold" / f"{name}.json").read_text())["stories"].items():
        text = story.get("text")
        full = text is None
        if text is None:
            text = (SHARED / "gold" / "stories" / key).read_text()
            text = re.sub(r"^date: .*\n", lambda m: " " * (len(m[0]) - 1) + "\n", text)
            if row := ours.get(hashed(text)):
                told = with_faint(text, [_at(t) for t in row["tellings"]])
                out.append(Text(key, text, story.get("date"), told, story=True))
                continue
        spans = spans_of(text)
        tellings = []
        for contact in story["contacts"]:
            for cue in [contact["cue"], *contact.get("cues", [])]:
                at = text.find(cue)
                if at < 0:
                    continue
                home = next(((s, e) for s, e in spans if s <= at < e), (at, at + len(cue)))
                n = next((i for i, s in enumerate(spans) if s == home), 0)
                around = (spans[max(0, n - 2)][0], spans[min(len(spans) - 1, n + 1)][1])
                whole = (at, at + len(cue))
                parts: dict[str, list[tuple[int, int]]] = {p: [] for p in PARTS[:3]}
                telling = Telling(trigger(text, whole, contact["kind"]), contact["kind"], contact["status"], parts)
                telling.loose = whole
                for p in contact["parties"]:
                    words = p.get("as")
                    span = words and (_in(text, words, at, around))
                    if not span and p.get("name") and full:
                        surname = p["name"].split()[-1]
                        span = _in(text, surname, at, around)
                    if span:
                        telling.parts[p["role"] if p["role"] in PARTS else "party"].append(span)
                _silver(text, story.get("date"), contact, telling, around)
                tellings.append(telling)
        out.append(
            Text(
                key,
                text,
                story.get("date"),
                tellings,
                complete=not full or not story["contacts"] or any("cues" in c for c in story["contacts"]),
            )
        )
    return out


def _at(row: dict) -> Telling:
    """A telling whose words are given by where they stand."""
    parts: dict[str, list[tuple[int, int]]] = {p: [] for p in PARTS}
    for start, end, part in row["parts"]:
        parts[part].append((start, end))
    return Telling((row["cue"][0], row["cue"][1]), row["kind"], row["status"], parts, occ=row["occ"])


_SAID = re.compile(  # what is said at a meeting tells it, but any other saying reads the same
    r"(?:told|asked|raised?|pressed|thanked|offered|conveyed|warned|urged?|replied|answered|demanded|proposed|assured|"
    r"listened|accepted|agreed|suggested|confirmed|underlined|dwelt|touched|covered|reviewed|briefed|brought|took|take|"
    r"said|reaffirmed|complained|reported|tweeted|handed|stressed|insisted|promised|spoke)"
    r"(?: (?:to|him|her|me|us|them|that|up|on|upon|about|for|over))?",
    re.IGNORECASE,
)


def with_faint(text: str, tellings: list[Telling]) -> list[Telling]:
    """The tellings, those marked that tell only what was said where other tellings tell the occasion itself."""
    said = [bool(_SAID.fullmatch(text[t.cue[0] : t.cue[1]])) for t in tellings]
    told = {t.occ for t, s in zip(tellings, said) if not s}
    for t, s in zip(tellings, said):
        t.faint = s and bool(t.occ) and t.occ in told
    return tellings


def hashed(text: str) -> str:
    """The id of a text that is not kept here."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _in(text: str, words: str, at: int, around: tuple[int, int]) -> tuple[int, int] | None:
    span = nearest(text, words, at)
    return span if span and around[0] <= span[0] < around[1] else None


def labelled(labels: Path, texts: dict[str, tuple[str, str | None]]) -> list[Text]:
    """Labels in the form of training/README.md, over the texts by id."""
    out = []
    for line in labels.read_text().splitlines():
        row = json.loads(line)
        if row["id"] not in texts:
            continue
        text, date = texts[row["id"]]
        tellings = []
        for t in row["tellings"]:
            at = cue_at(text, t)
            if at < 0:
                continue
            parts: dict[str, list[tuple[int, int]]] = {p: [] for p in PARTS}
            for p in t["parties"]:
                if span := nearest(text, p["as"], at):
                    parts[p["role"]].append(span)
            for part in ("time", "place", "topic"):
                parts[part] = [s for w in t.get(part, []) if (s := nearest(text, w, at))]
            cue = (at, at + len(t["cue"]))
            tellings.append(Telling(cue, t["kind"], t["status"], parts, occ=str(t.get("occ", ""))))
        out.append(Text(row["id"], text, date, with_faint(text, tellings)))
    return out


def cue_at(text: str, telling: dict) -> int:
    """Where the words of a cue begin: they are unique, or stand in unique words given as "in"."""
    around = telling.get("in") or telling["cue"]
    at = text.find(around)
    return at if at < 0 else at + around.index(telling["cue"])


def line_texts() -> dict[str, tuple[str, str | None]]:
    """Every line of current_events by the hash of its text."""
    out = {}
    with gzip.open(SHARED / "data" / "current_events" / "all_lines_2002_2015.jsonl.gz", "rt") as lines:
        for line in lines:
            row = json.loads(line)
            out["wl-" + hashed(row["text"])] = (row["text"], row["date"])
    return out


def passage_texts(path: Path) -> dict[str, tuple[str, str | None]]:
    """Passages of our own."""
    return {r["id"]: (r["text"], r["date"]) for r in map(json.loads, path.read_text().splitlines())}


def merged(tellings: list[Telling]) -> list[Telling]:
    """One telling for the same words: where they tell two occasions, with the parts of both."""
    out: dict[tuple[int, int], Telling] = {}
    for t in tellings:
        if first := out.get(t.cue):
            for part, spans in t.parts.items():
                first.parts[part] = list(dict.fromkeys([*first.parts.get(part, []), *spans]))
        else:
            out[t.cue] = t
    return list(out.values())


def examples(
    text: Text, tokenizer, special: tuple[int, int], tokens: int = 192
) -> list[tuple[Window, list[Telling], list[int]]]:
    """Windows with the tellings whose cue is in an own sentence, and per piece whether its cue tag is learned."""
    spans = spans_of(text.text)
    wanted = range(len(spans))
    tellings = merged(text.tellings)
    out = []
    for w in windows(
        text.text,
        spans,
        wanted,
        pieces=lambda t: ((e := tokenizer.encode(t, add_special_tokens=False)).ids, e.offsets),
        special=special,
        tokens=tokens,
    ):
        mine = [t for t in tellings if any(spans[n][0] <= t.cue[0] < spans[n][1] for n in w.own)]
        told = {n for t in mine for n in w.own if spans[n][0] <= t.cue[0] < spans[n][1]}
        learn = [int(n in w.own and (text.complete or n in told)) for n in w.sentences]
        if any(learn):
            out.append((w, mine, learn))
    return out
