"""When a contact was, where no words of time tell it: by the news in which it stands.

A dated text tells what is new: of its day, or of the day before. Weaker than any time that is told.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from summitry import dates, timex
from summitry.model import Basis, Claim, Kind, Status
from summitry.timex.words import number

if TYPE_CHECKING:
    from summitry.model import Doc, Occasion, Sentence, Source

BRIEF, LEAD, PRESENT, UNDER_WAY, APART = "when:brief", "when:news", "when:present", "when:under-way", "when:apart"
SETTING_OUT = "when:setting-out"
RULES = frozenset({BRIEF, LEAD, PRESENT, UNDER_WAY, SETTING_OUT})  # dates that any told one replaces
LEAD_BLOCKS = 2  # blocks: the title and the first two paragraphs
_NEWS_BLOCKS = 4  # the title and the paragraphs that still tell the news, where they tell what was done
_BRIEF = 1200  # characters; a longer text is a story, which tells of more than its day
_UNSURE = 3  # days that the story's own date may span
_STAY = 3  # days in which somebody who sets out meets those to whom he goes
_WEEK = 7  # days within which somebody goes who is told to be going
_ON_A_VISIT = re.compile(  # a visit told as going on
    r"\b(?:visiting|here|on (?:a|an|his|her|their)(?: [\w-]+){0,3} (?:visit|trip|tour)|this (?:trip|visit|tour)"
    r"|(?:during|on) (?:his|her|their|the|this)(?: [\w-]+){0,2} (?:visit|trip|tour|stop))\b"
)
_BACKGROUND = re.compile(
    r"\b(?:since|previous(?:ly)?|earlier|recent(?:ly)?|last|former(?:ly)?|ago|had|prior|years?) (?:\w+ ){0,3}$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\bfirst $")  # "first met", but not "makes her first visit", which is news
_REACH = 12  # characters around the words a reader marks as a time
PREPOSITION = re.compile(r"[Oo]n|[Ii]n|[Dd]uring|[Ll]ate|[Ee]arly")
_ONCE = re.compile(  # told of a time long past
    r"\b(?:[Aa]s (?:an? )?(?:young \w+|prime minister|president|chancellor|(?:\w+ )?minister|envoy|senator|student)\b"
    r"|[Aa]t the height\b|[Ii]n those\b|in (?:his|her|their) youth\b|recall(?:s|ed|ing)\b|memoirs?\b|[Ff]ormer\b"
    r"|[Tt]he late [A-Z])"
)
_WHEN = re.compile(r"\b[Ww]hen\b")
DONE = re.compile(r"(?:\w{2,}ed|met|held|spoke|sat|saw|flew|went|came|took|gave|sent|wrote)\b")
_NOT_DONE = re.compile(
    r"\b(?:has|have|had|having|been|be|was|were|is|are|after|before|since|who|which|that|when)(?: \w+){0,3} $"
)
_UNDER_WAY = re.compile(  # "was in Oslo, meeting": done while the news was
    r"\b(?:was|were|is|are|happen(?:s|ed) to be)(?: (?:also|still|just|then|now|already|there|busy|himself|herself))*"
    r"(?: in [A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2},?)? (?P<doing>\w+ing)\b"
)
_GOING = re.compile(
    r"\b(?:is|are) (?:visiting|(?:heading|headed|travell?ing|going|flying|off|on (?:his|her|their) way) to)\b"
)
_SETS_OUT = re.compile(  # of a brief, which tells in the present tense what is done that day
    r"\b(?:fly|flies|travels?|heads?|arrives?|sets? (?:out|off)|departs?|leaves?|starts?|begins?|embarks?)\b"
    r"(?: [\w-]+){0,4}? (?:to|in|for|on)\b"
)
_COMES = re.compile(  # "the visit comes a week after she met"
    r"\b(?P<come>comes?|came|coming)\b(?: (?:just|only|barely|less than|about|some))* "
    r"(?P<count>\w+) (?P<unit>day|week|month|year)s? (?P<way>after|before)\b"
)
_BESIDE = re.compile(  # "a bomb went off two days before he is to visit"
    r"\b(?P<count>\w+) (?P<unit>day|week)s? (?P<way>before|ahead of|after)\b"
)
_EARLIER = re.compile(r"\b(?:[Ll]ast|[Pp]revious|[Ee]arlier)\b")
_TURN = re.compile(r"\b(?:after|before|when|while|as|since|until|which|who|that)\b|[;:]")


def read(doc: Doc, occasion: Occasion) -> Claim | None:
    """When an occasion was by the news of its story; None where that leaves it open."""
    news = dates.interval(doc.story.date)
    if news is None or news.days > _UNSURE:
        return None
    sentence = doc.sentences[occasion.sentence]
    words = doc.story.source(occasion.start, occasion.end)
    if apart := _apart(doc, occasion, sentence, news):
        return apart
    if occasion.status is Status.HELD:
        return _held(doc, occasion, words, news)
    if occasion.status is Status.PLANNED and sentence.block <= LEAD_BLOCKS:
        return _setting_out(doc, sentence, news, occasion.start)
    return None


def _held(doc: Doc, occasion: Occasion, words: Source, news: dates.Interval) -> Claim | None:
    """What a dated text tells first, as held and without a time, is its news: of its day, or the day before.

    A brief of one paragraph is of its own day: of 687 held contacts that 1,903 dated one-line reports tell
    without a time, 85 % were. A story's title and lead leave two days open, and so do the paragraphs after them
    for what they tell by a verb in the past tense. Elsewhere the date stays unknown, but for what is going on.
    """
    text, sentence = doc.story.text, doc.sentences[occasion.sentence]
    before = text[max(sentence.start, occasion.start - 40) : occasion.start]
    if _BACKGROUND.search(before) or _timed(doc, occasion):
        return None
    if _FIRST.search(before) and DONE.match(text, occasion.start):
        return None
    if _COMES.search(text, sentence.start, occasion.start):
        return None  # counted from something else
    if _is_brief(doc):
        return Claim(dates.span(news.first, news.last), words, BRIEF, Basis.INFERRED)
    early = sentence.block <= _NEWS_BLOCKS and occasion.start < _BRIEF
    if early and (sentence.block <= LEAD_BLOCKS or _told_as_done(doc, occasion, sentence)):
        return Claim(_days(news), words, LEAD, Basis.INFERRED)
    if _under_way(doc, occasion, sentence):
        return Claim(_days(news), words, UNDER_WAY, Basis.INFERRED)
    around = text[max(sentence.start, occasion.start - 30) : min(sentence.end, occasion.end + 20)]
    if occasion.kind is Kind.VISIT and _ON_A_VISIT.search(around):
        return Claim(dates.doubtful(news.last.isoformat()[:7]), words, PRESENT, Basis.INFERRED)
    return None


def _timed(doc: Doc, occasion: Occasion) -> bool:
    """Whether its reader sees a time of the occasion told, other than how long it took."""
    text, line = doc.story.text, doc.story.dateline
    for a, b in occasion.times or ():
        if line and line.start <= a < line.end:
            continue
        near = timex.find(text, max(0, a - _REACH), min(len(text), b + _REACH))
        if PREPOSITION.fullmatch(text, a, b) or any(
            t.start < b and a < t.end and t.form is not timex.Form.DURATION for t in near
        ):
            return True
    return False


def _days(news: dates.Interval, *, back: int = 0) -> str:
    """The days of which news are told, so many days back."""
    return dates.span(news.first - timedelta(days=1 + back), news.last - timedelta(days=back))


def _told_as_done(doc: Doc, occasion: Occasion, sentence: Sentence) -> bool:
    """Whether the cue is a verb in the past tense, in the story's own words, of somebody in the news: "Dahl met Roth".

    Not where the paragraph has turned to a time long past before it, or where the lead names nobody of the sentence.
    """
    text, start = doc.story.text, doc.story.blocks[sentence.block].start
    if not DONE.match(text, occasion.start) or _NOT_DONE.search(text[sentence.start : occasion.start]):
        return False
    if is_quoted(text[start : occasion.start]) or _ONCE.search(text, start, occasion.start):
        return False
    return _in_the_lead(doc, sentence) and not _long_past(doc, start, occasion.start)


def is_quoted(before: str) -> bool:
    """Whether a quotation is still open at the end of the words."""
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


def _in_the_lead(doc: Doc, sentence: Sentence) -> bool:
    """Whether the title or the first two paragraphs name somebody of whom the sentence speaks."""
    end = doc.story.blocks[min(LEAD_BLOCKS, len(doc.story.blocks) - 1)].end
    lead = {a for m in doc.mentions if m.start < end for a in m.actors}
    return any(not lead.isdisjoint(m.actors) for m in doc.mentions if sentence.start <= m.start < sentence.end)


def _long_past(doc: Doc, start: int, end: int) -> bool:
    """Whether the words between two places tell a time that was over more than a week before the story."""
    news = dates.interval(doc.story.date)
    for t in timex.find(doc.story.text, start, end):
        found = timex.resolve(t, anchor=doc.story.date, tense=timex.Tense.PAST)
        then = dates.interval(found.value) if found else None
        since = doc.story.text[: t.start].endswith(("since ", "Since "))
        if news and then and not since and (news.first - then.last).days > _WEEK:
            return True
    return False


def _under_way(doc: Doc, occasion: Occasion, sentence: Sentence) -> bool:
    """Whether the cue tells what somebody was doing meanwhile: "was in Oslo, meeting Otieno".

    Not where its paragraph, or the one before, tells a time long past.
    """
    text, before = doc.story.text, doc.story.blocks[max(0, sentence.block - 1)].start
    return not _long_past(doc, before, sentence.end) and any(
        occasion.start < m.end("doing")
        and m.start("doing") < occasion.end
        and not _WHEN.search(text, sentence.start, m.start())
        for m in _UNDER_WAY.finditer(text, sentence.start, sentence.end)
    )


def _is_brief(doc: Doc) -> bool:
    return len(doc.story.blocks) <= LEAD_BLOCKS and len(doc.story.text) <= _BRIEF


def _setting_out(doc: Doc, sentence: Sentence, news: dates.Interval, at: int) -> Claim | None:
    """A plan of somebody of whom the news tell that he "is heading to Oslo": within the week that begins.

    Who "flies to Oslo to meet Otieno" in a brief does so within days.
    """
    going = _GOING.search(doc.story.text, sentence.start, sentence.end)
    if going is None and _is_brief(doc) and (sets := _SETS_OUT.search(doc.story.text, sentence.start, at)):
        stay = dates.span(news.first, news.first + timedelta(days=_STAY - 1))
        return Claim(dates.doubtful(stay), doc.story.source(*sets.span()), SETTING_OUT, Basis.INFERRED)
    if going is None:
        return None
    week = dates.span(news.first, news.first + timedelta(days=_WEEK - 1))
    return Claim(dates.doubtful(week), doc.story.source(*going.span()), SETTING_OUT, Basis.INFERRED)


def _apart(doc: Doc, occasion: Occasion, sentence: Sentence, news: dates.Interval) -> Claim | None:
    """What the news comes so long after, or before: "the visit comes a week after she met Otieno", "a day before"."""
    text = doc.story.text
    lead = sentence.block <= LEAD_BLOCKS
    close = _BESIDE.finditer(text, sentence.start, occasion.start) if lead else ()
    for m in (*_COMES.finditer(text, sentence.start, occasion.start), *close):
        count = number(m["count"].lower())
        held = occasion.status is Status.HELD
        if count is None or held is not (m["way"] == "after") or _TURN.search(text, m.end(), occasion.start):
            continue
        if _EARLIER.search(text, sentence.start, m.start()) or _long_past(doc, sentence.start, m.start()):
            continue  # what came was itself long ago
        step = -count if held else count
        return Claim(_shifted(m["unit"], step, news), doc.story.source(*m.span()), APART, Basis.RELATIVE)
    return None


def _shifted(unit: str, step: int, news: dates.Interval) -> str:
    """The days of the news, so many units on; months and years whole."""
    if unit in {"day", "week"}:
        return _days(news, back=-step * (7 if unit == "week" else 1))
    ends = [dates.period(unit, d, step) for d in (news.first, news.last)]
    return dates.doubtful(ends[-1])
