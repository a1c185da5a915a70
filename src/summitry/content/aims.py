"""What a side set out to do at a contact: a cue of `lexicons/aims.yaml`, who wants it before, what behind.

An aim is told only where whoever wants it is a party of a contact that is told in the sentence or just before.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summitry import linkwords
from summitry.content import stretches
from summitry.content.bearings import Subject
from summitry.lexicon import patterns
from summitry.model import Aim, Content, Form, Kind, Relay, Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.content.bearings import Bearings
    from summitry.linkwords import Telling
    from summitry.model import Party, Sentence, Statement

STATUSES = frozenset({Status.HELD, Status.PLANNED, Status.POSSIBLE})
_OPEN = frozenset({"do", "strive", "thing"})  # cues that stand as well where no contact is meant
_BACK = {"strive": 2, "strive head": 2, "do": 1, "thing": 1, "thing head": 1, "goal": 1, "behind": 1}  # sentences
_NO_AIM = re.compile(  # talking and being there are no aims: what it is about is a topic
    r"to (?:the|an?|his|her|its|their)\b|(?:to )?(?:be|become|have|hold|holding|meet|meeting|talk|talking|speak|"
    r"speaking|discuss|discussing|attend|attending|visit|visiting|travel|travell?ing|go|going|see|seeing|arrive|leave|"
    r"return|returning|host|hosting|join|joining|sit|sitting|stay|fly|call(?! on)|calling(?! on)|address|"
    r"addressing|consult|confer|work|play|do|make it|complete|lead|get to|say|retire|sleep|rest|"
    r"move (?:on|forward|ahead)|hear|know|receive|spend|sign|attack|run|announce|(?:set up|arrange|"
    r"schedule) (?:an?|the|their))\b"
    r"(?! the case\b| clear\b| progress\b| with .{1,30}\bto\b"
    r"| (?:an?|the) (?:[\w-]+ ){0,3}?(?:deal|treaty|agreement|accord|pact)\b)"
)
_AT_HOME = re.compile(  # what is wanted of one's own: "to reassure voters"
    r"(?:to )?[a-z]+ (?:up |to )?(?:the |his |her |their |its |own |domestic |American |U\.S\. )*"
    r"(?:lawmakers|Congress|senators|voters|reporters|journalists|parliament|public|supporters|critics|audience|"
    r"base|Democrats|Republicans|people|citizens|taxpayers|diplomats|troops|soldiers|constituents|party|cabinet|"
    r"exporters|farmers|investors|markets|unions|businesses|industry|shareholders)\b"
)
_OFFICE = re.compile(  # what is wanted of voters and courts
    r"\b(?:re-?elected|(?<!his )(?<!her )re-?election|(?:second|third|another) term|the (?:election|presidency|"
    r"nomination)|at home|charges|wages|"
    r"taxes|shelter|asylum|courts?|judges?|prosecutors?)\b"
)
_NAMES = re.compile(r"(?:[A-Z][\w.’'-]*|and|,|\s)+")  # all that stands before the verb of a headline
_NOT = re.compile(r"(?:\b(?:not|never|no longer|neither|nor|hardly|cannot)|n[’']t)(?: \w+){0,2}\s*$")
_IF = re.compile(
    r"\b(?:if|unless|whether|whoever|anyone|those|people(?![’'])|critics|opponents|ought)\b[^,;.]{0,60}$", re.IGNORECASE
)
_SHOULD = re.compile(  # what would be good to do: "it is not too late for Norway to …"
    r"\b(?:too late|time|necessary|important|essential|crucial|vital|hard|difficult|easy|impossible) for\b[^,;.]{0,90}$"
)
_ANYBODY = re.compile(r"\ban? (?:\w+ ){1,3}who\s*$")  # "a president who seeks to …"
_ONLOOKER = re.compile(
    r"\b(?:experts?|analysts?|critics?|opponents?|rivals|detractors|sceptics|skeptics|observers?|pundits?|"
    r"commentators?|scholars?|professor|researcher|anticipates?|"
    r"senior fellow|think tank|strategist|[Mm]y guess)\b"
)
_THEY_SAY = re.compile(r"\bthey (?:say|add|said|added|argue|believe|note|predict)\b")
_THEY_BACK = 3  # sentences before, in which "they" may be told to be experts
_CONTACT = re.compile(  # wanting a contact is no aim at one: "seeks a second meeting"
    r"(?:an?|the|another|more|further|new|face-to-face|direct) (?:[\w-]+ ){0,3}?"
    r"(?:talks|meetings?|summit|call|visit|audience|dialogue|negotiations|discussions|round|session)\b"
)
_AGREES = re.compile(  # "agrees with Otieno to …", "presses Otieno to …" tell what was agreed or asked
    r"\bagree(?:s|d)?(?: with)?$|\b(?:press|urg|ask|tell|told|invit|warn|persuad|convinc|lobb|implor|call(?:s|ed|"
    r"ing)? on)\w*$"
)
_USED = re.compile(  # what was done there: "used the meeting to warn him"
    r"\b(?:used|(?:took|seized|had) (?:the|an?|this|his|her) (?:\w+ )?(?:chance|opportunity|occasion|advantage))\b"
    r"[^,;.]{0,60}$"
)
_OTHERS = re.compile(  # the other side of a contact to come, not by its name
    r"\s*(?:to )?[a-z]+ (?:over )?(?:his|her|their|its|the) "
    r"(?:guests?|hosts?|(?:\w+ )?counterparts?|visitors?|other side|interlocutors?)\b"
)
LOOK = re.compile(  # what no cue goes without, so that most sentences are passed over at once
    r"[’'](?:ll|re|m|d) |\b(?:aim|seek|sought|hop(?:e|ing)|determined|eager|keen|anxious|resolved|inten[dt]|look|"
    r"out to|work|commit|dedic|"
    r"tr[iy]|attempt|will|would|expected|likely|set|due|plan|prepar|certain|sure|going|poised|sched|can be|vow|want|"
    r"push|press|angl|bid|effort|drive|demand|design|meant|with an eye|purpose|goal|objective|priorit|mission|task|"
    r"to [a-z])"
)
_GOES_ON = re.compile(
    r"(?:First|Second|Third|Fourth)(?:ly)?|Lastly|Finally|Further(?:more)?|Moreover|Also|(?:In a|A)ddition"
)
_ITEM = re.compile(r"(?:First|Second|Third|Fourth|Fifth)(?:ly)?\b|Lastly|Finally")
_COUNTED = re.compile(r"\b(?:two|three|four|five) (?:[\w-]+ ){0,2}?(?:goals|aims|objectives|priorities|tasks)\b")
_CARRIES = 4  # sentences over which "furthermore" carries on a list of aims
_PURPOSE_GAP = re.compile(  # between a contact and why it is: no other clause, nothing else that is "to" do something
    r"(?:(?!,\s+\w+ing\b"
    r"|\band\b(?! (?:the )?(?:[A-Z]|(?:other|senior|top|business|local|[a-z]+ )?[a-z]+s (?:in|at|on|from|of)\b))"
    r"|\b(?:but|who|which|that|said|says|told|after|before|because|where|when|while|as|if|not|signed)\b"
    r"|\b(?:efforts?|attempts?|plans?|abilit(?:y|ies)|decision|willing(?:ness)?|chance|promises?|pledges?|needs?|"
    r"calls?|"
    r"offers?|refusal|failure|able|right|ready|likely|unlikely|expected|set|due|ways?|how|agree[ds]?|agreement|"
    r"tr(?:y|ied|ies)|"
    r"promised|pledged|vowed|spent [^,]{1,30} discussions|"
    r"trying|wants?|wanted|asked|urged|needed|going|ha(?:s|ve|d)|failed|refused|continue[ds]?|began|started|time|"
    r"opportunit(?:y|ies)|commitment|power|authority|proposals?|helped|led|reasons?|influence|leverage|us(?:e[sd]?|"
    r"ing) [^,]{1,30}|permission|invit\w+ [^,]{1,30}|request|deal|law|bill|list)\s(?:to\b|$))"
    r"(?:[^.;:“”\"()—–]|(?<=\bMr)\.|(?<=\bMs)\.|(?<=\bMrs)\.|(?<=\b[A-Z])\.)){0,90}[“\"]?"
)
_OF_ALL = re.compile(r"\b(?:talks|meetings?|summit|negotiations|discussions|dialogue|consultations|call|session)$")
_AT_TALKS = re.compile(
    r"\b(?:here|(?:at|in|during|from|of) (?:the|these|this|our|their|his|her|that) (?:[\w-]+ ){0,2}?"
    r"(?:talks|meetings?|summit|negotiations|discussions|dialogue|consultations|call|sessions?|visit|trip))\b"
)
_FOR = re.compile(r"For (?=[A-Z]|the )")
_THE = re.compile(r",? (?:the|one|his|her|its|their) (?:[a-z]+ )?")
_ACCORDING = re.compile(r"According to (?:the )?(?P<who>[^,]{2,80}), ")


class _Hit(NamedTuple):
    start: int
    end: int
    rule: str
    label: str
    other: tuple[int, int] | None = None  # where a party of the other side must be named


@cache
def _cues() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """The lexicon's words, whole ones only."""
    return tuple(
        (
            re.compile(
                rf"(?:(?<![\w’'-])|(?=[’'](?:ll|d|re|m|s) ))(?:{p.pattern.pattern})(?:(?<!\w)|(?!\w))", p.pattern.flags
            ),
            p.id,
            p.label,
        )
        for p in patterns("aims")
    )


def read(bearings: Bearings) -> Iterator[tuple[int, Aim]]:
    """Every aim that the story's words tell, with the index of its report, in the story's order."""
    text = bearings.doc.story.text
    last: tuple[int, int] | None = None  # the sentence of the last aim, and its report
    for n, sentence in bearings.sentences():
        listed = bool(_GOES_ON.match(text, sentence.start))
        carried = last[1] if last and n - last[0] <= _CARRIES and listed else None
        sure = carried is not None or (listed and _counted(bearings, n))  # by the list, whatever the reader marks
        if not (sure or bearings.marked(Content.AIM, n)) or not LOOK.search(text, sentence.start, sentence.end):
            continue
        if _onlookers(bearings, n) or _in_item(bearings, n):
            continue
        taken = sentence.start
        for hit in _hits(text, sentence):
            found = list(_of_hit(bearings, n, hit, carried)) if hit.start >= taken else []
            found = [one for one in found if sure or bearings.confirmed(Content.AIM, one[1].words)]
            for report, aim in found:
                taken, last = max(taken, aim.words.end, hit.end), (n, report)
                yield report, aim


def _counted(bearings: Bearings, n: int) -> bool:
    """Whether the story has just said how many aims follow: "three goals"."""
    sentences = bearings.doc.sentences
    return bool(_COUNTED.search(bearings.doc.story.text, sentences[max(0, n - 1)].start, sentences[n].start))


def _in_item(bearings: Bearings, n: int) -> bool:
    """Whether a sentence only says more of one of the aims that a story counts: of the last of "three goals"."""
    text, sentences = bearings.doc.story.text, bearings.doc.sentences
    block = sentences[n].block
    item = next(
        (s for s in sentences[max(0, n - _CARRIES) : n] if s.block == block and _ITEM.match(text, s.start)), None
    )
    if item is None or _ITEM.match(text, sentences[n].start):
        return False
    counted = sentences[max(0, n - 2 * _CARRIES)].start
    return bool(_COUNTED.search(text, counted, item.start + len("First")))


def _onlookers(bearings: Bearings, n: int) -> bool:
    """Whether a sentence gives what somebody thinks that a side wants, which is not what it wants."""
    text, sentences = bearings.doc.story.text, bearings.doc.sentences
    back = sentences[max(0, n - _THEY_BACK)] if _THEY_SAY.search(text, sentences[n].start, sentences[n].end) else None
    return bool(_ONLOOKER.search(text, (back or sentences[n]).start, sentences[n].end))


def _hits(text: str, sentence: Sentence) -> list[_Hit]:
    hits = [
        _Hit(m.start(), m.end(), rule, label, m.span("other") if "other" in m.groupdict() else None)
        for pattern, rule, label in _cues()
        for m in pattern.finditer(text, sentence.start, sentence.end)
    ]
    return sorted(hits, key=lambda h: (h.start, -h.end))


def _of_hit(bearings: Bearings, n: int, hit: _Hit, carried: int | None) -> Iterator[tuple[int, Aim]]:
    """The aims that one cue tells. `carried`: the contact of the aims before, where the sentence goes on with them."""
    text, sentence = bearings.doc.story.text, bearings.doc.sentences[n]
    before = text[sentence.start : hit.start]
    if any(pattern.search(before) for pattern in (_NOT, _IF, _SHOULD, _ANYBODY)):
        return
    if hit.label.endswith("head") and not _NAMES.fullmatch(before):
        return
    meant = _meant(bearings, n, hit, carried)
    if meant is None:
        return
    report, whose = meant
    if not _of_it(bearings, n, hit, report, whose):
        return
    stretch = _words(text, sentence, hit)
    if stretch is None:
        return
    for start, end in stretches.pieces(text, *stretch):
        if _no_aim(text, start, end):
            continue
        for party in whose:
            if others_view(bearings.statement(start), party):
                continue
            source = bearings.doc.story.source(start, end)
            cue = bearings.doc.story.source(hit.start, max(hit.end, hit.start + len("to")))
            yield report, Aim(party.actor, source, cue, f"aim:{hit.rule}", bearings.relayed(start))


def _no_aim(text: str, start: int, end: int) -> bool:
    """Whether words are no aim at a contact, whoever wants it: a contact itself, what is wanted of one's own people."""
    if end - start < len("to go on") or _OFFICE.search(text, start, end):
        return True
    return any(p.match(text, start, end) for p in (_NO_AIM, _AT_HOME, _CONTACT))


def can_be(bearings: Bearings, n: int, start: int, end: int) -> bool:
    """Whether words of a sentence can be an aim at all: no onlooker's view, no condition, nothing done there."""
    text, first = bearings.doc.story.text, bearings.doc.sentences[n].start
    if _onlookers(bearings, n) or _no_aim(text, start, end):
        return False
    return not _IF.search(text[first:start]) and not _USED.search(text, first, start)


def _of_it(bearings: Bearings, n: int, hit: _Hit, report: int, whose: tuple[Party, ...]) -> bool:
    """Whether what is wanted is wanted of the contact, and is no policy told beside it.

    Behind a contact that was held, in somebody's words about one, and where a state as such wants it in a sentence
    without the contact, the other side or the contact must be named.
    """
    if hit.other and not bearings.names_other(*hit.other, report, whose):
        return False
    if hit.label == "strive" and bearings.of_no_party(hit.end, report):
        return False
    contact, said = bearings.reports[report], bearings.statement(hit.start)
    if hit.rule == "want" and contact.status.value not in linkwords.TO_COME:  # what was wanted there was said there
        return False
    here = any(t.report == report for t in bearings.near(n))
    if hit.label not in _OPEN or (
        contact.status.value in linkwords.TO_COME and (here or not _of_state(bearings, n, hit, whose))
    ):
        return True
    visit = contact.kind.value == Kind.VISIT  # a guest's aims are told all over the story
    free = (said is None or said.form is not Form.DIRECT) if visit else (here and said is None)
    spoken = [w.end for w in said.words if w.start <= hit.start < w.end] if said else []
    end = min([bearings.doc.sentences[n].end, *spoken])
    there = _AT_TALKS.search(bearings.doc.story.text, hit.end, end)
    return free or bool(there) or bearings.names_other(hit.end, end, report, whose)


def _of_state(bearings: Bearings, n: int, hit: _Hit, whose: tuple[Party, ...]) -> bool:
    """Whether a state wants it where somebody else is to meet for it."""
    if not all(p.name for p in whose):
        return False
    subject = bearings.subject(hit.start, n) if hit.label == "do" else None
    return subject is not None and bool(subject.actors) and not any(a.name or a.office for a in subject.actors)


def others_view(said: Statement | None, party: Party) -> bool:
    """Whether it is somebody of another side who says what the party wants, or an onlooker."""
    side = said.speaker.side if said else None
    if said and said.relayed and said.relayed.kind is Relay.ANALYSTS:
        return True
    return bool(side and party.side and side.value.partition("-")[0] != party.side.partition("-")[0])


def _words(text: str, sentence: Sentence, hit: _Hit) -> tuple[int, int] | None:
    """What is wanted: behind the cue, or before it."""
    if hit.label != "behind":
        return stretches.behind(text, hit.end, sentence.end)
    lead = _ACCORDING.match(text, sentence.start, hit.start)
    start = lead.end() if lead else sentence.start
    return (start, hit.start - 1) if hit.start - 1 > start else None


def _meant(bearings: Bearings, n: int, hit: _Hit, carried: int | None) -> tuple[int, tuple[Party, ...]] | None:
    """The contact, and those of its parties whose aim it is, one a side."""
    if hit.label == "purpose":
        return of_purpose(bearings, n, hit.start)
    if hit.label == "fronted":
        return _of_next(bearings, n, hit)
    owned = hit.label in {"goal", "behind"}
    subject = _owner(bearings, n, hit) if owned else bearings.subject(hit.start, n)
    if subject is None:
        return None
    back = _BACK[hit.label]
    report = bearings.contact(n, hit.start, subject, statuses=STATUSES, back=back)
    if report is None and back:
        others = _OTHERS.match(bearings.doc.story.text, hit.end)
        report = bearings.only_to_come(subject) if others else bearings.ahead(n, hit.end, subject)
        if report is None and (hit.label == "strive" or hit.label.endswith("head")):
            report = bearings.only_to_come(subject)
    here = any(t.report == report for t in bearings.near(n))
    if carried is not None and not here and bearings.parties(carried, subject):
        report = carried
    return None if report is None else (report, each_side(bearings.parties(report, subject)))


def of_purpose(bearings: Bearings, n: int, at: int) -> tuple[int, tuple[Party, ...]] | None:
    """The contact told just before the words, and whose purpose it is: its guest's, who acts, or all parties'."""
    text = bearings.doc.story.text
    told = [t for t in bearings.near(n) if t.end <= at and _PURPOSE_GAP.fullmatch(text, t.end, at)]
    if not told:
        return None
    last = max(told, key=lambda t: t.end)
    if _USED.search(text, bearings.doc.sentences[n].start, at):
        return None
    return _purpose_of(bearings, n, last)


def _of_next(bearings: Bearings, n: int, hit: _Hit) -> tuple[int, tuple[Party, ...]] | None:
    """The contact told first after a purpose that opens the sentence, and whose purpose it is."""
    behind = [t for t in bearings.near(n) if t.start > hit.end]
    opens = hit.start - bearings.doc.sentences[n].start < len("“(")
    return _purpose_of(bearings, n, behind[0]) if opens and behind else None


def _purpose_of(bearings: Bearings, n: int, last: Telling) -> tuple[int, tuple[Party, ...]] | None:
    """Whose purpose a contact is that is told at a place: its guest's, who acts, or all parties'."""
    text = bearings.doc.story.text
    report, last_words = bearings.reports[last.report], text[last.start : last.end]
    if report.status.value not in STATUSES or _AGREES.search(last_words):
        return None
    if report.kind.value == Kind.VISIT:
        return last.report, each_side(tuple(p for p in report.parties if p.role is Role.VISITOR))
    subject = bearings.subject(last.start, n) or bearings.subject(_host_verb(text, last), n)
    whose = bearings.parties(last.report, subject) if subject else ()
    if not whose:
        whose = report.parties if _OF_ALL.search(last_words) else bearings.before(n, last)
    return (last.report, each_side(whose)) if whose else None


def _host_verb(text: str, t: Telling) -> int:
    """Where in the words that tell a contact its verb begins: "the summit that Berg WILL hold"; else their start."""
    verb = re.search(r"\b(?:will|is|was|has|had|hosts|hosted|held|holds)\b", text[t.start : t.end])
    return t.start + verb.start() if verb else t.start


def _owner(bearings: Bearings, n: int, hit: _Hit) -> Subject | None:
    """Whose goal it is: "her main goal", "Norway's aim", "the goal of the talks"."""
    doc, text, sentence = bearings.doc, bearings.doc.story.text, bearings.doc.sentences[n]
    if hit.label == "behind":
        within = [m for m in doc.mentions if hit.start <= m.start and m.end <= hit.end]
        owner = bearings.one(within[-1]) if within else None
    else:
        owner = bearings.owner(hit.start, n) or _for_whom(bearings, n, hit)
    if owner:
        return owner
    noun = re.search(r"\b(?:visit|trip|tour|talks|meetings?|summit|call|negotiations)\b", text[hit.start : hit.end])
    if noun:
        return Subject(hit.start + noun.start(), hit.start + noun.end(), everyone=True, noun=noun.group())
    if hit.label == "goal" and (said := bearings.statement(hit.start)):
        return Subject(hit.start, hit.end, (said.speaker,))
    if hit.label == "behind" and (lead := _ACCORDING.match(text, sentence.start, hit.start)):
        told = next((m for m in doc.mentions if lead.start("who") <= m.start < lead.end()), None)
        return bearings.one(told) if told else None
    return None


def _for_whom(bearings: Bearings, n: int, hit: _Hit) -> Subject | None:
    """Whose goal it is where that is said first: "FOR BERG, the goal is"."""
    text, first = bearings.doc.story.text, bearings.doc.sentences[n].start
    here = [m for m in bearings.doc.mentions if first <= m.start and m.end <= hit.start]
    return next(
        (bearings.one(m) for m in here if _FOR.match(text, first) and _THE.fullmatch(text, m.end, hit.start)), None
    )


def each_side(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The first party of each side."""
    first: dict[str | None, Party] = {}
    for p in parties:
        first.setdefault(p.side, p)
    return tuple(first.values())
