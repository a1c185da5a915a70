"""Words for the air at a contact or for how it went, by `lexicons/tones.yaml`, and who used them.

They stand in one of seven places:

1. before a noun of the contact: "CANDID talks", "a WARM welcome";
2. behind it: "the talks were TENSE", "it was a GOOD meeting";
3. behind a verb of judging: "called the talks “FRUITFUL”";
4. beside a verb of greeting: "greeted him WARMLY";
5. behind a verb of going: "the talks went WELL";
6. of those who met, towards each other: "she was FRANK with him";
7. behind a verb of judging whose subject is the contact: "the talks were described as FRUITFUL".
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summitry.content.bearings import acts_for
from summitry.lexicon import patterns
from summitry.model import Kind, Status, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.content.bearings import Bearings
    from summitry.model import Actor, Sentence, Source

_HELD = frozenset({Status.HELD})
_BACK = 2
_DEGREE = (
    r"(?:(?:very|quite|rather|extremely|fairly|really|so|unusually|remarkably|exceptionally|highly|pretty|incredibly|"
    r"particularly|deeply|genuinely|truly|surprisingly),? )*"
)
_NOUN = (
    r"(?:meetings?|talks|talk(?= (?:with|between) (?:the )?[A-Z])|chats?|discussions?|conversations?|(?:phone |"
    r"telephone |video )?calls?|exchanges?|dialogue|sessions?|"
    r"encounters?|sit-downs?|get-together|one-on-one|videoconference|audience|appearance|visit|trip|dinner|lunch|"
    r"breakfast|summit|welcome|reception|handshakes?|embrace|hug|greetings?|"
    r"atmosphere|mood|feel|body language|chemistry|rapport|negotiations|consultations|stop|start)"
)
_ADJECTIVE = r"(?!(?:of|the|an?|in|on|at|to|for|from|with|by|his|her|their|its|as|than|that|and)\b)[a-z][\w-]*"
_NAMED = r"(?:[A-Z][\w.-]+(?: \d{1,2})?)"  # "a tense White House meeting", "the heated Jan. 12 call"
_WITH = re.compile(  # with whom, behind the contact's noun
    r"[”\"]?(?: (?:in|at|on|over|about) (?:the )?[\w’'-]+){0,2} (?:with|from|between|among) (?P<whom>[^.;:“”\"]{1,60})"
)
_ROLES = re.compile(
    r"\b(?:him|her|them|us|me|you|each other|one another|the two|both|counterparts?|leaders?|presidents?|ministers?|"
    r"chancellor|king|secretary|officials|envoys?|diplomats|delegations?|sides|hosts?|guests?)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r" (?:in (?!the (?:room|hall|talks|meeting)\b)|among |of )")  # "the mood in the country"
_DEFINITE = re.compile(  # "the meeting", "their exchange": the one of which the story tells
    r"\b(?:[Tt]h(?:e|is|at|ese|ose)|[Tt]heir|[Oo]ur) (?:[\w-]+ ){0,2}?(?:meeting|talks|discussions?|conversation|"
    r"call|exchange|summit)\b"
)
_AIR = frozenset({"mood", "atmosphere", "feel"})
_KINDS = {  # of which kinds a contact can be that a noun means, where it says so
    "call": (Kind.CALL,),
    "calls": (Kind.CALL,),
    "conversation": (Kind.CALL, Kind.MEETING),
    "visit": (Kind.VISIT,),
    "trip": (Kind.VISIT,),
    "stop": (Kind.VISIT,),
    "welcome": (Kind.VISIT, Kind.MEETING),
    "reception": (Kind.VISIT, Kind.MEETING),
}
_JUDGED = re.compile(
    r"\b(?:describ|call|characteri[sz]|hail|term|prais|label|dubb|deem|declar|pronounc|brand)(?:ed|es|ing|s)\b"
)
_WISH = re.compile(r"\b(?:hop(?:es?|ed|ing)|expect(?:s|ed|ing)|(?:call|ask)(?:s|ed|ing)? for|urg(?:es|ed|ing))\b[^;]*$")
_OWNED = re.compile(r"\b[A-Z][\w.-]+[’']s $")  # "should ruin Berg's friendly talks": they were friendly
_ROAD = re.compile(
    r"\b(?:road|path|way|run-up|lead-up|approach|build-?up|prelude|obstacles?) to (?:the|a|their) $", re.IGNORECASE
)
_ENDS = (  # behind the words, where they are all that is said of the contact, not of something else: "was bad news"
    r"(?=[”\"’']*(?:[^\w ”\"’']|$| (?:and|but|with|in|on|at|by|for|from|as|to (?:the|an?|both|all)|when|while|"
    r"because|despite|though|overall|indeed|enough|so|one|ones|start|experience|thing|discussion|[A-Z])\b| [–—-]))"
)
_NOT_SO = re.compile(  # wished, expected, asked for, denied, or on a condition
    r"\b(?:will|would|could|can|may|might|should|must|if|unless|hop(?:es?|ed|ing)|expect(?:s|ed|ing)?|anticipat\w+|"
    r"seek(?:s|ing)?|want(?:s|ed)?|need(?:s|ed)?|urg(?:es?|ed|ing)|(?:call|ask)(?:s|ed|ing)? for|"
    r"look(?:s|ing)? forward|likely|promis(?:es?|ed|ing)|optimistic|confident|downplay\w*|"
    r"den(?:y|ied|ies|ying)|reject\w*|dismiss\w*|not|no|never|hardly|isn[’']t|wasn[’']t|weren[’']t|"
    r"aren[’']t|don[’']t|didn[’']t|without|less|more|rather than|"
    r"instead of|risk\w*|fear\w*|to be|to have|to hold|toward|potential\w*|possible|upcoming|next)\b[^.;:“\"]{0,50}$",
    re.IGNORECASE,
)


_PLACES = ("before", "behind", "judged", "manner", "went", "with", "described")


class _Hit(NamedTuple):
    start: int
    end: int
    rule: str
    noun: str | None
    noun_at: int


@cache
def _word(*labels: str) -> str:
    return "|".join(p.pattern.pattern for p in patterns("tones") if p.label in labels)


@cache
def _places() -> tuple[re.Pattern[str], ...]:
    """The seven places, with the words as the group "words" and the contact's noun as "noun"."""
    one = rf"[“\"‘']?{_DEGREE}(?:{_word('open', 'verdict')})[”\"’']?"
    words = rf"(?P<words>{one}(?:(?:,? (?:and|but|yet|if) |, ){one})*)"
    noun = rf"\b(?P<noun>(?i:{_NOUN}))"
    of_whom = r"(?: (?:with|between|in|at|on|over|about|of) (?:[\w’'.-]+ ){1,6}?|,[^,.;]{1,50}, | )"
    manners = rf"[“\"‘']?{_DEGREE}(?:{_word('open')})[”\"’']?"
    manner = rf"(?:very )?(?:{_word('manner')})"
    return (
        re.compile(
            rf"(?<![\w-]){words},? (?:and )?(?:(?:{_ADJECTIVE}|{_NAMED}),? (?:and )?){{0,3}}?(?P<noun>{_NOUN})\b[”\"]?"
            r"(?! tone| place| point| room| of (?!views|opinions)| for (?!everybody|everyone|both|all|us) |"
            r"(?<!trip)(?<!visit)(?<!call) to "
            r"|[”\"]? (?:can|could|may|might|will|would|should|awaits?|awaited) )"
        ),
        re.compile(
            rf"{noun}{of_whom}(?:was|were|is|are|had been|has been|have been|proved|turned|became|got|grew|appeared|"
            rf"seemed|"
            rf"remained|went) (?:also |both |often |at times |sometimes )?(?:an? )?(?:[a-z]+ and )??{words}(?![\w-])"
            rf"(?! (?:{_NOUN})){_ENDS}"
        ),
        re.compile(
            rf"{_JUDGED.pattern} [^.;“\"]{{0,90}}?\b(?P<noun>{_NOUN}|it)\b(?:[^.;“\"]{{0,70}}? as)? (?:having been )?"
            rf"(?:an? )?{words}(?: (?:{_NOUN})\b|{_ENDS})"
        ),
        re.compile(
            rf"\b(?:greet|welcom|receiv|embrac|spoke|talk|shook hands)(?:ed|s)?\b[^.;,“\"]{{0,40}}? "
            rf"(?P<words>{manner})(?P<noun>)(?! (?:of|about)\b)"
            rf"|(?P<words2>{manner}) (?:greeted|welcomed|received|embraced)"
        ),
        re.compile(
            rf"\b(?P<noun>(?i:{_NOUN})|[Ii]t|sides|two|leaders|they|[Ww]e|[A-Z][\w-]+)(?: all)?{of_whom}??(?:has |"
            rf"have |had |both |really )*"
            rf"(?:(?:went|gone|got along|got on|gotten along|get along|connected|clicked|bonded) "
            rf"[“\"]?(?P<words>{_DEGREE}(?:{_word('went')}))\b(?! (?:at|in|for|on)\b)|(?P<words2>{_word('bond')})\b)"
        ),
        re.compile(
            rf"\b(?:was|were|(?:had|has|have) been) (?:[a-z]+ly )?"
            rf"(?P<words>{manners}(?:,? and {manners})*)(?: \w+)?(?P<noun>)"
            r"(?= with (?:each other|one another|him|her|them|us|me|[A-Z]\w+)"
            r"| in (?:sharing|exchanging|greeting|discussing|talking|speaking|telling|raising"
            r"|(?:the|our|their|his|her) (?:talks|meeting|discussions?|conversations?|exchanges?)))"
        ),
        re.compile(
            rf"{noun}{of_whom}(?:,? (?:which|that) )?(?:was |were |is |are |has been |have been )?"
            rf"(?:{_JUDGED.pattern})(?: later| also)?(?: by [^.;,“”\"]{{1,60}})? (?:as|to be|to have been) "
            rf"(?:having been |being )?(?:an? )?{words}(?: (?:{_NOUN})\b|{_ENDS})"
        ),
    )


@cache
def look() -> re.Pattern[str]:
    """One pattern for every word of the lexicon: what a sentence must hold to be looked at."""
    return re.compile(rf"\b(?:{_word('open', 'verdict', 'manner', 'went', 'bond')})(?!\w)")


@cache
def _with_degree() -> re.Pattern[str]:
    """The same with the words of degree before it; more than thrice as slow over a whole story."""
    return re.compile(rf"{_DEGREE}(?:{_word('open', 'verdict', 'manner', 'went', 'bond')})(?!\w)")


def read(bearings: Bearings) -> Iterator[tuple[int, Tone]]:
    """Every tone that the story's words tell, with the index of its report, in the story's order."""
    text = bearings.doc.story.text
    for n, sentence in bearings.sentences():
        if not look().search(text, sentence.start, sentence.end):
            continue
        seen: set[int] = set()
        for hit in _hits(text, sentence):
            report = _meant(bearings, n, hit)
            if report is None:
                continue
            for m in _with_degree().finditer(text, hit.start, hit.end):
                by = _speaker(bearings, n, m.start(), hit)
                if m.start() not in seen and by is not None:
                    seen.add(m.start())
                    yield report, Tone(bearings.doc.story.source(*m.span()), f"tone:{hit.rule}", *by)


def _hits(text: str, sentence: Sentence) -> Iterator[_Hit]:
    for rule, pattern in zip(_PLACES, _places(), strict=True):
        for m in pattern.finditer(text, sentence.start, sentence.end):
            group = "words" if m["words"] else "words2"
            lead = text[sentence.start : m.start(group) if rule != "judged" else m.start()]
            if (_OWNED.search(lead) or not _NOT_SO.search(lead)) and not _WISH.search(lead):
                yield _Hit(*m.span(group), rule, m["noun"] or None, m.start("noun") if m["noun"] else m.start())


def _meant(bearings: Bearings, n: int, hit: _Hit) -> int | None:
    """The contact held of which the word is said: told at its noun, or the one told last that its noun can mean."""
    kinds = _KINDS.get((hit.noun or "").split()[-1] if hit.noun else "", tuple(Kind))
    noun_end = hit.noun_at + len(hit.noun or "")
    text = bearings.doc.story.text
    if _ROAD.search(text, bearings.doc.sentences[n].start, hit.noun_at):
        return None
    if hit.noun in _AIR and _ELSEWHERE.match(text, noun_end):
        return None
    report = _told_near(bearings, n, hit, kinds, noun_end)
    return None if report is None or _of_others(bearings, report, noun_end) else report


def _of_others(bearings: Bearings, report: int, at: int) -> bool:
    """Whether words behind the noun say that it was with somebody else: "a heated exchange with reporters"."""
    found = _WITH.match(bearings.doc.story.text, at)
    if found is None or any(t.start < at <= t.end and t.report == report for t in bearings.told):
        return False
    parties = bearings.reports[report].parties
    named = bearings.named(*found.span("whom"))
    return not any(acts_for(a, p) for a in named for p in parties) if named else not _ROLES.search(found["whom"])


def _told_near(bearings: Bearings, n: int, hit: _Hit, kinds: tuple[Kind, ...], noun_end: int) -> int | None:
    """The contact at whose telling the noun stands, or the one told last before."""
    at_noun = [t for t in bearings.near(n) if t.start < noun_end and hit.noun_at < t.end]
    if at_noun:
        report = bearings.reports[at_noun[0].report]
        return at_noun[0].report if report.status.value in _HELD else None
    for back in range(n, max(-1, n - _BACK - 1), -1):
        fits = [
            t.report
            for t in bearings.near(back)
            if bearings.reports[t.report].kind.value in kinds and (back < n or abs(t.start - hit.start) < 150)
        ]
        if fits:
            return fits[-1] if bearings.reports[fits[-1]].status.value in _HELD else None
    definite = hit.noun and _DEFINITE.search(bearings.doc.story.text, bearings.doc.sentences[n].start, hit.start)
    return bearings.only_held(kinds) if definite else None


def _speaker(bearings: Bearings, n: int, at: int, hit: _Hit) -> tuple[Actor | None, Source | None] | None:
    """Who used the word; nobody for the story's own. None where somebody said it of whom nothing is known."""
    if said := bearings.statement(at):
        known = said.speaker.name or said.speaker.office or said.speaker.side
        return (said.speaker, said.named_by) if known else None
    if hit.rule == "described":
        return bearings.named_in(hit.noun_at, hit.start) or (None, None)
    if hit.rule == "judged":
        verb = _JUDGED.search(bearings.doc.story.text, bearings.doc.sentences[n].start, hit.start)
        who = bearings.subject(verb.start(), n) if verb else None
        if who is None or not who.actors:
            return None
        return who.actors[0], bearings.doc.story.source(who.start, who.end)
    return None if _quoted(bearings.doc.story.text, bearings.doc.sentences[n], at) else (None, None)


def _quoted(text: str, sentence: Sentence, at: int) -> bool:
    """Whether a place is within quotation marks, as far as its sentence tells."""
    before = text[sentence.start : at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
