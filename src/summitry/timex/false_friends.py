"""Words that look like a time and are none: "May" the name, "the fall of" a city, "1540" of a resolution."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry.timex.rules import parts_of

if TYPE_CHECKING:
    from summitry.timex.expressions import TimeExpression
    from summitry.timex.moments import Parts

# Words before an expression, words behind it, in lower case.
_IN_TIME = re.compile(r"in|since|last|next|this|early|late|mid|until|till|during|throughout|end|by")
_BEFORE_YEAR = re.compile(
    r"in|since|during|until|till|by|early|late|mid|from|before|after|through|fiscal|the|its|their|his|her|a|post|pre"
)
_COUNTED = re.compile(
    r"people|troops|soldiers|men|women|children|police|refugees|prisoners|members|homes|jobs|rounds|km|miles|feet|"
    r"met(?:er|re)s|ton(?:ne)?s|per ?cent|per|dollars|euros|million|billion|hours|hrs|gmt|utc|est|edt|local"
)
_NUMBERED = re.compile(
    r"resolution|agenda|vision|article|section|room|flight|no|route|highway|about|nearly|some|almost|than|over"
)
_NO_DAY_OF = re.compile(r"black|good|bloody|ash|holy|palm|maundy|cyber|super|easter|man|girl")
_BEFORE_MARCH = re.compile(r"a|the|its|from|of|before|after")
_AFTER_A_MARCH = re.compile(r"on|of|for|to|towards?|against|through|by|in|was|were|is|that|and")
_NO_MONTH_OF = re.compile(r"black|red|ms|mrs|mr|miss")
_BEFORE_SEASON = re.compile(r"in|over|during|by|until|since|through|throughout|of")
_NOT_BEFORE = {"same_day": {"ago"}, "around": {"ago"}, "period": {"of"}, "span": {"before", "after"}}
_AFTER_A_NAME = re.compile(r"[A-Z]\w+|[a-z]+(?:ed|s)|said|met|told|took|had|won|left|spoke|went|became")
_FIRST_NAMES = ("april", "june", "august")


def holds(expression: TimeExpression, text: str) -> bool:
    """Whether the words around leave it a time."""
    before, after = _word_before(text, expression.start), _word_after(text, expression.end)
    parts = parts_of(expression)
    if after in _NOT_BEFORE.get(expression.rule, ()):
        return False
    match expression.rule:
        case "month" if "which" not in parts and "part" not in parts and "year_word" not in parts:
            return _bare_month(parts["month"], "before" if expression.bound == "before" else before, after)
        case "month_dot":
            return _IN_TIME.fullmatch(before) is not None
        case "weekday" if "which" not in parts:
            return not _NO_DAY_OF.fullmatch(before) and after not in {"Agreement", "Accord", "Accords"}
        case "year" if "part" not in parts:
            return _bare_year(before, after)
        case "season":
            return _a_season(expression, parts, before, after)
        case "day":
            # The attacks have a year of their own.
            return not (expression.text.startswith("Sept") and parts["day"] == "11" and after.startswith("attack"))
        case "decade":
            # "His 70s" are years of a life.
            return len(parts["decade"]) == 4 or before not in {"his", "her", "their", "your", "my"}
        case "holiday":
            return before not in {"orthodox", "lunar", "chinese"} and not after[:1].isupper()
    return True


def _bare_month(month: str, before: str, after: str) -> bool:
    """Whether a month's name that stands alone is one: "May" and "March" are words, "June" may be a person."""
    if _IN_TIME.fullmatch(before):
        return True
    if month == "may":
        return before == "before" and not _AFTER_A_NAME.fullmatch(after)
    if month == "march":
        return bool(_BEFORE_MARCH.fullmatch(before)) and not _AFTER_A_MARCH.fullmatch(after)
    if _NO_MONTH_OF.fullmatch(before) or after == "Revolution":
        return False
    return not (month in _FIRST_NAMES and after[:1].isupper())


def _bare_year(before: str, after: str) -> bool:
    """Whether a number that stands alone is a year, not a count or a number of something."""
    if _COUNTED.fullmatch(after.lower()) or _NUMBERED.fullmatch(before):
        return False
    return bool(_BEFORE_YEAR.fullmatch(before)) or not re.fullmatch(r"[a-z]{3,}s", after)


def _a_season(expression: TimeExpression, parts: Parts, before: str, after: str) -> bool:
    """Whether it is a season: "the fall of a city" is none, nor is a "spring" without a word of time."""
    if "which" in parts or "year" in parts or "year_word" in parts:
        return True
    if parts["season"] in {"fall", "spring"} and (after == "of" or not expression.text.startswith("the")):
        return False
    return _BEFORE_SEASON.fullmatch(before) is not None


def _word_before(text: str, start: int) -> str:
    match = re.search(r"([\w’']+)(?:(?<=Mr|Ms|rs)\.)?[ -]$", text[max(0, start - 25) : start])
    return match[1].lower() if match else ""


def _word_after(text: str, end: int) -> str:
    match = re.match(r"[ -]([\w’']+)", text[end : end + 25])
    return match[1] if match else ""
