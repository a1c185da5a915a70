"""The words at the head and the foot of a story that tell where it was written and which agency sent it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry import pagedates

if TYPE_CHECKING:
    from collections.abc import Sequence

_WITHIN = 4  # paragraphs; a standfirst or an editor's note may stand before the dateline
_DATELINE = re.compile(
    r"""
    (?:
      (?P<place>[A-Z][A-Z.’'\-]+(?:[ /][A-Z.’'\-]+){0,4}          # NEW YORK, LONDON/PARIS
         (?:,\ [A-Z][\w.’'\-]*(?:\ [A-Z][\w.’'\-]*){0,3})?)         # , West Bank
      |
      (?P<mixed>[A-Z][\w.’'\-]+(?:\ [A-Z][\w.’'\-]+){0,3}           # New York, only with a date or an agency
         (?:,\ [A-Z][\w.’'\-]*(?:\ [A-Z][\w.’'\-]*){0,2})?)
    )?
    (?P<date>,?\ \(?(?:[A-Z][a-z]{2,8}\.?\ \d{1,2}|\d{1,2}\ [A-Z][a-z]{2,8}\.?)(?:,?\ \d{4})?\)?,?)?
    (?:\s*(?:[—–-]\ ?)?\((?P<agency>[A-Z][\w.&/’'\ -]{1,30})\)|\s*/(?P<slashed>[A-Z][\w.&\ ]{1,20})/)?
    \s*(?P<dash>[—–]|--?(?=\s)|:(?=\s)|\.(?=\s[A-Z“"]))
    """,
    re.VERBOSE,
)
_NO_PLACE = re.compile(
    r"(?:EXCLUSIVE|UPDATE|UPDATED|LIVE|WATCH|READ|BREAKING|OPINION|ANALYSIS|EDITORIAL|EXPLAINER|NOTE|CORRECTION|VIDEO"
    r"|PHOTOS?|RELATED|MORE|Q|A|Q&A|FACTBOX|TIMELINE|INTERVIEW|COMMENTARY|URGENT|JUST IN|LISTEN|DEVELOPING)\b"
)
_AGENCIES = (
    r"AP|Associated Press|The Associated Press|AFP|Agence France-Presse|Reuters|REUTERS|Xinhua|TASS|Interfax"
    r"|Anadolu Agency|AA|ANI|PTI|DPA|dpa|ANSA|EFE|Kyodo(?: News)?|Yonhap|UPI|IRNA|SANA|WAFA|Petra|SPA|KCNA"
    r"|RIA Novosti|Bernama|Ukrinform"
)
_AGENCY_MARK = re.compile(rf"(?:[(\[](?P<inside>{_AGENCIES})[)\]]|\s[-–—]+\s?(?P<after>{_AGENCIES}))\W*$")
_OUTLET_MARK = re.compile(r"[(\[](?P<outlet>[A-Z][\w.&’'-]*(?: [\w.&’'-]+){0,4})[)\]]\W*$")
_BYLINE_AGENCY = re.compile(rf"(?:^|(?:,|\||/|-|–|—)\s*)(?P<agency>{_AGENCIES})$")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a story's paragraphs tell of where they come from."""

    place: tuple[int, int, int] | None = None  # the dateline: paragraph, start and end in it
    words: str = ""  # of the dateline
    date: str | None = None  # EDTF, only where the dateline has a year
    agency: str | None = None
    byline_agency: str | None = None
    outlet: str | None = None  # "(BBC)" behind a report of one paragraph


def read(paragraphs: Sequence[str], *, byline: str | None = None) -> Marks:
    """The dateline ("NEW YORK (AP) —"), and the agency it, the last line or the byline names."""
    place, words, date, agency, outlet = None, "", None, None, None
    for n, paragraph in enumerate(paragraphs[:_WITHIN]):
        if match := _dateline(paragraph):
            place, words = (n, match.start(), match.end()), match[0]
            agency = match["agency"] or match["slashed"]
            date = pagedates.edtf(match["date"] or "")
            break
    last = paragraphs[-1] if paragraphs else ""
    if mark := _AGENCY_MARK.search(last):
        agency = agency or mark["inside"] or mark["after"]
    elif (mark := _OUTLET_MARK.search(last)) and len(paragraphs) == 1:
        outlet = mark["outlet"]
    signed = _BYLINE_AGENCY.search(byline or "")
    return Marks(place, words, date, agency, signed["agency"] if signed else None, outlet)


def _dateline(paragraph: str) -> re.Match[str] | None:
    match = _DATELINE.match(paragraph)
    if match is None or len(paragraph) < match.end() + 20 or _NO_PLACE.match(paragraph):
        return None
    told = match["date"] or match["agency"] or match["slashed"]
    if match["place"]:
        if match["dash"] == "." and not told:
            # "HAMBURG. The chancellor", but not "U.S. The" or "NATO. The"
            return match if len(match["place"]) >= 5 and "." not in match["place"] else None
        # "MOSCOW:" alone is enough; "XI-PUTIN -" or a lone capital is not.
        return match if len(match["place"].replace(".", "")) >= 3 and (told or match["dash"] != "-") else None
    if match["mixed"]:
        return match if told else None
    return match if match["agency"] or match["slashed"] else None
