"""What came of a contact that was held: a cue of `lexicons/outcomes.yaml`, whoever agreed before it, what behind it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summitry.content import stretches
from summitry.content.bearings import Subject
from summitry.lexicon import patterns
from summitry.model import Came, Content, Force, Kind, Outcome, Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.content.bearings import Bearings
    from summitry.model import Party, Report, Sentence

HELD = frozenset({Status.HELD})
_AGREED = frozenset({Came.AGREED, Came.SIGNED, Came.ANNOUNCED})
_TO_COME = frozenset({Status.PLANNED, Status.POSSIBLE})
_BACK = 2  # sentences before, in which the contact is told
_HEDGE = re.compile(
    r"\b(?:reportedly|apparent(?:ly)?|appear(?:s|ed)? to|seem(?:s|ed)? to|(?:may|might|could) (?:have|be)|"
    r"(?:is|are|was|were) (?:said|believed|understood|rumou?red|thought|reported) to|close to|near(?:ing)?|"
    r"on the (?:verge|brink) of|all but|tentatively|inching|closer to|within reach|suggested that|hinted that)\b"
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|(?:reject|dismiss|dispute)(?:s|ed|ing)?|contradict(?:s|ed|ing)?|refut(?:es|ed|ing))"
    r"(?: (?:reports?|claims?|suggestions?|rumou?rs|having|that|it|the idea))\b[^.;]{0,60}$"
)
_NOT_SO = re.compile(  # what has not come about: a condition, a wish, a question, a refusal
    r"\b(?:if|unless|until|once|whether|should|hop(?:es?|ed|ing)|expect(?:s|ed|ing|ations?)?|want(?:s|ed)?|"
    r"urg(?:es?|ed|ing)|call(?:s|ed|ing)? (?:for|on)|demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|would have|will|would|"
    r"might|may|could|can|no one|nobody|neither|never|not|didn[’']t|hasn[’']t|haven[’']t|hadn[’']t|refus(?:es?|ed)|"
    r"fear(?:s|ed)?|warn(?:s|ed)?|risk\w*|likely|unlikely|before|since|in case|suppose\w*|why|how)\b[^,;.]{0,45}$",
    re.IGNORECASE,
)
LOOK = re.compile(  # what no cue goes without, in small letters; most sentences are passed over
    r"agree|pledg|promis|vow|undert|assur|commit|accord|deal|understanding|compromise|consensus|pact|truce|cease|"
    r"framework|"
    r"accept|consent|approv|settled|signed|initial|inked|joint|common|announc|breakthr|progress|headway|result|resol|"
    r"concession|outcome|communiqu|fail|unable|could|did|bridge|narrow|apart|deadlock|odds|stuck|divided|stalemate|"
    r"impasse|"
    r"elusive|signing|"
    r"inconclus|empty|collaps|broke|found|unravel|breakdown|walked|storm|stalk|cut short|abrupt|hung up|continu|resum|"
    r"go on|carry|proceed|reconven|decid|arrang|round|meeting|summit|session|budge|gave|refus|short|far from|stall|"
    r"unveil|launch|treat|statement|document|declaration|memorand|protocol|contract|guarant|instruct|direct|order|"
    r"task|told|"
    r"again|ties|relations|differences|gaps|disagree|shook|endors|adopt|willing|readi|secur|obtain|extract|gain|"
    r"won |win|got |receiv|walk|"
    r"cannot|in touch|in (?:close |regular |constant )?contact|group|commission|committee|hot ?line|channel|"
    r"mechanism|task force|"
    r"partnership|embass|consul|liaison|initiative|fund|support|backing|blessing|green light|reject|turn(?:s|"
    r"ed) down|rebuff|"
    r"spurn|balk|dismiss|to show|million|billion|aid|"
    r"reach|str(?:uck|ike)|blew|fizzl|implod|talks|negotiations|(?:he|she|they|two|both|leaders|sides) (?:would|"
    r"will|plan)",
)
_MODAL = re.compile(  # "appears to have agreed" is told, "to agree" is not
    r"\b(?:will|would|can|could|do|does|did|be|being)\b|(?<!seem)(?<!seems)(?<!seemed)(?<!ppear)(?<!ppears)(?<!ppeared)"
    r"(?<!said)(?<!believed)(?<!reported) to\b"
)
_JOINT = re.compile(r".*(?:\band\b|, having\b)", re.DOTALL)  # the last verb has its own form
_ONLOOKER = re.compile(
    r"\b(?:op-ed|[Ii]n (?:the|an?) (?:piece|article|column|essay|book)|critics?|opponents?|pundits?|imagine|"
    r"supposedly)\b"
)


_DEAL = re.compile(
    r"\b(?:deals?|agreements?|accords?|pacts?|truce|framework|understandings?|compromise|cease-?fire|statement|"
    r"document|"
    r"communiqu[eé]|declaration|treat(?:y|ies)|signed|agreed)\b"
)
_CARRIES = 6  # sentences over which "under the deal" carries on what was agreed
_IN_TURN = re.compile(
    r"(?:In (?:return|exchange|turn)|For (?:his|her|its|their) part|(?:He|She|It|They|The [a-z]+) also|Also)\b"
)
_PAST = re.compile(
    r"\b(?:in (?:19|20)\d\d|last (?:week|month|year|\w+day)|ago|earlier|previously|recently|since)\b", re.IGNORECASE
)
_BARE = re.compile(  # "no progress" that is told of nothing, as behind a contact: "there was no progress"
    r"\b(?:[Tt]hey|sides|leaders|negotiators|ministers|two|talks|delegations) made \w+|\b[Tt]here (?:was|were|is|"
    r"has been|had been|have been)\b|\b(?:was|were|been) \w+$"
)
_OF_ANYTHING = frozenset({"no_deal", "ended_without"})  # a strike may end without a deal, too
_THEN = re.compile(  # behind the words: another day than the contact's, as of an old treaty
    r"[^.;:—–]{0,80}?\b(?:in (?:[A-Z][a-z]+ )?(?:of )?(?:19|20)\d\d|last year|"
    r"(?:years?|months|decades?|weeks) (?:ago|earlier|before))\b"
)
_ELSEWHERE = re.compile(  # what is decided there came of no contact
    r"\b(?:Congress|parliament|lawmakers|legislators|the Senate|senators|House of Representatives|the House\b(?! of)|"
    r"Knesset|Bundestag|coalition|Republicans|Democrats|(?:appeals|high|supreme) court|(?:trade|labou?r) unions?|"
    r"shareholders|budget)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(  # an old promise that is kept, broken or called to mind, not one that is made
    r"\b(?:abid\w+ by|honou?r\w*|keep\w*|kept|fulfil\w*|liv(?:e|es|ed|ing) up to|st(?:ick|icks|uck|icking) (?:to|by)|"
    r"st(?:and|ands|ood) by|respect\w*|violat\w*|br(?:eak|eaks|oke|eaking)|breach\w*|reneg\w+ on|back\w* (?:on|from)|"
    r"ma[dk]e good on|follow\w* through on|deliver\w* on|implement\w*|remind\w* \w+ of)\s+(?:[\w’'.-]+\s+){0,3}$",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:before|ahead of|prior to|since)\b")
_TALKS = re.compile(  # what goes on or comes next; what else was agreed in the same breath is a thing agreed
    r"\b(?:again|talk(?:s|ing)?|meet(?:ings?)?|summit|rounds?|negotiat\w+|dialogue|consultations|sessions?|"
    r"discuss\w*|visits?|"
    r"calls?|conversations?|contacts?|channels?|lines?|touch)\b"
)
_FRONTED = re.compile(r"(?:Before|Ahead of|Prior to|Until|Since)\b")
_AT_IT = re.compile(
    r"\b(?:joint (?:news|press) conference|joint appearance|(?:standing|appearing) (?:beside|alongside|next to|with)|"
    r"(?:after|following|during|at|in|on) (?:the|their|his|her|an?|this|that|"
    r"[A-Z]\w+[’']s) (?:[\w“”\"-]+ ){0,3}?(?:talks|meeting|summit|call|session|discussions|visit|trip))\b"
)
_RELATIVE = re.compile(r"[^.;]*\b(?:who|which|that)\b")
_WHO = re.compile(r"[^.;]*\bwho\b")  # "Berg, who has pledged to cut taxes, met Otieno": of old
_THEY = re.compile(r"they$", re.IGNORECASE)


_DONE = frozenset({"deal_made_at", "paper_signed", "with_signed"})  # a verb before them is of something else
_SHORT = 40  # characters before a colon that only announce what it opens: "reached one agreement: a truce"


class _Cue(NamedTuple):
    pattern: re.Pattern[str]
    rule: str
    kind: Came
    told: str  # the label's last word: what tells it

    @property
    def by(self) -> bool:
        """Whether it must be somebody's."""
        return self.told in {"by", "all", "there", "of"}

    @property
    def there(self) -> bool:
        """Whether the contact must be told in the same sentence."""
        return self.told in {"there", "of"}


class _Hit(NamedTuple):
    match: re.Match[str]
    cue: _Cue

    @property
    def start(self) -> int:
        return self.match.start()


class _Last(NamedTuple):
    """The last thing that was agreed: its sentence, its contact, and whether a deal or a paper is named."""

    sentence: int
    report: int
    papers: bool


@cache
def _cues() -> tuple[_Cue, ...]:
    """The lexicon's words, whole ones only."""
    found = []
    for p in patterns("outcomes"):
        kind, _, told = p.label.rpartition(" ")
        pattern = re.compile(rf"(?<![\w’'-])(?:{p.pattern.pattern})(?:(?<!\w)|(?!\w))", p.pattern.flags)
        found.append(_Cue(pattern, p.id, Came(kind), told))
    return tuple(found)


def read(bearings: Bearings) -> Iterator[tuple[int, Outcome]]:
    """Every outcome that the story's words tell, with the index of its report, in the story's order."""
    text = bearings.doc.story.text
    last: _Last | None = None
    for n, sentence in bearings.sentences():
        if not bearings.marked(Content.OUTCOME, n) or not LOOK.search(text[sentence.start : sentence.end].lower()):
            continue
        if stretches.asks(text, sentence.start, sentence.end) or _ONLOOKER.search(text, sentence.start, sentence.end):
            continue
        taken = sentence.start
        for hit in _hits(text, sentence):
            if hit.start < taken:
                continue
            found = [o for o in _of_hit(bearings, n, hit, last) if bearings.confirmed(Content.OUTCOME, o[1].words)]
            taken = max((o.words.end for _, o in found), default=taken)
            if found and found[0][1].kind in _AGREED:
                papers = bool(_DEAL.search(text, sentence.start, sentence.end))
                last = _Last(n, found[0][0], papers or bool(last and last.papers))
            yield from found


def _hits(text: str, sentence: Sentence) -> list[_Hit]:
    hits = [_Hit(m, cue) for cue in _cues() for m in cue.pattern.finditer(text, sentence.start, sentence.end)]
    order = list(Came)[::-1]  # "agreed to keep talking" is told by the narrower kind
    return sorted(hits, key=lambda h: (h.start, order.index(h.cue.kind)))


def _of_hit(bearings: Bearings, n: int, hit: _Hit, last: _Last | None) -> Iterator[tuple[int, Outcome]]:
    doc, text, sentence = bearings.doc, bearings.doc.story.text, bearings.doc.sentences[n]
    subject = _whose(bearings, n, hit)
    if subject is None:
        return
    before = text[sentence.start : subject.start]
    if _old(text, sentence, hit):
        return
    if hit.cue.there and _WHO.match(text, subject.end, hit.start):
        return
    joint = _JOINT.search(text, subject.end, hit.start)
    if hit.cue.by and _MODAL.search(text, joint.end() if joint else subject.end, hit.start):
        return
    denied = bool(_DENIAL.search(before))
    done = hit.cue.rule in _DONE
    if not denied and not done and _NOT_SO.search(before if hit.cue.by else text[sentence.start : hit.start]):
        return
    report = _meant(bearings, n, hit, subject, last)
    comma = text.find(", ", hit.match.end(), sentence.end) if _RELATIVE.match(text, subject.end, hit.start) else -1
    stretch = _words(text, comma if comma > 0 else sentence.end, hit)
    if report is None or stretch is None:
        return
    if hit.cue.by and not _can(bearings, n, hit, bearings.parties(report, subject), report):
        return
    force = Force.DENIED if denied else force_of(text, sentence, hit.start, hit.match.end())
    many = hit.cue.by and hit.cue.kind in {Came.AGREED, Came.CONTINUED, Came.NEXT_ROUND}
    cue = doc.story.source(hit.start, hit.start + len(hit.match.group().rstrip())) if hit.match.group() else None
    for start, end in stretches.pieces(text, *stretch) if many else [stretch]:
        words = doc.story.source(start, end)
        kind = Came.AGREED if start > stretch[0] and not _TALKS.search(words.exact) else hit.cue.kind
        follow = next_of(bearings, report, n) if kind is Came.NEXT_ROUND else None
        yield (
            report,
            Outcome(kind, words, cue or words, f"outcome:{hit.cue.rule}", force, bearings.relayed(start), follow),
        )


def _old(text: str, sentence: Sentence, hit: _Hit) -> bool:
    """Whether the words tell what lies behind: signed another year, promised long since, or decided elsewhere."""
    if hit.cue.told == "of":
        return bool(_KEPT.search(text, sentence.start, hit.start))
    if hit.cue.told == "so" and _ELSEWHERE.search(text, sentence.start, sentence.end):
        return True
    return bool(_THEN.match(text, hit.match.end(), sentence.end))


def _whose(bearings: Bearings, n: int, hit: _Hit) -> Subject | None:
    """Who agreed or promised; all parties where the words need nobody."""
    if hit.cue.told == "of":
        return bearings.owner(hit.start, n, strictly=True)
    return bearings.subject(hit.start, n) if hit.cue.by else Subject(hit.start, hit.match.end(), everyone=True)


def _meant(bearings: Bearings, n: int, hit: _Hit, subject: Subject, last: _Last | None) -> int | None:
    """The contact of which it came: told at the words or just before; else the only one held that can be meant."""
    text, sentence = bearings.doc.story.text, bearings.doc.sentences[n]
    if hit.cue.told == "then":
        return last.report if last and last.papers and n - last.sentence <= _CARRIES else None
    there = hit.cue.there and not _AT_IT.search(text, sentence.start, sentence.end)
    near = 0 if hit.cue.kind is Came.ANNOUNCED or _PAST.search(text, sentence.start, sentence.end) else 1
    report = bearings.contact(n, hit.start, subject, statuses=HELD, back=near if there else _BACK)
    if hit.cue.there:
        if report is None and last and n - last.sentence == 1 and _IN_TURN.match(text, sentence.start):
            return last.report if bearings.parties(last.report, subject) else None
        return None if report is not None and _told_later(bearings, n, hit, report) else report
    here = any(t.report == report for t in bearings.near(n))
    if not here and hit.cue.rule in _OF_ANYTHING and not _of_talks(text, sentence, hit):
        return None
    if not here and _PAST.search(text, sentence.start, sentence.end):
        return None
    if report is None and not hit.cue.by and _TALKS.search(text, sentence.start, sentence.end):
        return bearings.only_held(tuple(Kind))
    if report is None and hit.cue.by:
        vague = subject.everyone and _THEY.search(text, subject.start, subject.end)
        return None if vague else bearings.only_with(n, hit.start, subject, statuses=HELD)
    return report


def _of_talks(text: str, sentence: Sentence, hit: _Hit) -> bool:
    """Whether "no progress" is said of talks, or of nothing else: "there was no progress"."""
    bare = hit.cue.rule == "no_deal" and _BARE.search(text, sentence.start, hit.match.end())
    return bool(bare or _TALKS.search(text, sentence.start, hit.start))


def _told_later(bearings: Bearings, n: int, hit: _Hit, report: int) -> bool:
    """Whether a contact came only after what is told: "announced a plan BEFORE meeting Otieno"."""
    text, first = bearings.doc.story.text, bearings.doc.sentences[n].start
    told = [t for t in bearings.near(n) if t.report == report and t.start >= hit.match.end()]
    return bool(told and _EARLIER.search(text, hit.match.end(), told[0].start)) or bool(_FRONTED.match(text, first))


def _can(bearings: Bearings, n: int, hit: _Hit, parties: tuple[Party, ...], report: int) -> bool:
    """Whether what these parties do can come of it: both sides where both must do it, to one of the other side.

    Of a visit its guest must be one of them. What a guest promises may be promised to anybody: the other side must
    be named in it.
    """
    if hit.cue.told == "all" and len({p.side for p in parties}) <= 1:
        return False
    if len(parties) == 1 and bearings.with_another(hit.match.end(), bearings.doc.sentences[n].end, report):
        return False
    if "other" in hit.match.groupdict() and not bearings.names_other(*hit.match.span("other"), report, parties):
        return False
    if bearings.reports[report].kind.value != Kind.VISIT:
        return True
    if _AT_IT.search(bearings.doc.story.text, bearings.doc.sentences[n].start, bearings.doc.sentences[n].end):
        return True
    if hit.cue.there:
        return bearings.names_other(hit.match.end(), bearings.doc.sentences[n].end, report, parties)
    return any(p.role is Role.VISITOR for p in parties)


def _words(text: str, limit: int, hit: _Hit) -> tuple[int, int] | None:
    """What came of it, or the words that tell that nothing did."""
    if "words" in hit.match.groupdict():
        start, end = hit.match.span("words")
        return start, start + len(text[start:end].rstrip())
    found = stretches.behind(text, hit.match.end(), limit)
    if found and found[1] - hit.match.end() < _SHORT and text.startswith(": ", found[1]):
        return stretches.behind(text, found[1] + 1, limit) or found
    return found


def can_be(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether words of a sentence can be an outcome of any contact: neither a wish nor old, nor decided elsewhere."""
    if any(p.search(text, sentence.start, sentence.end) for p in (_ONLOOKER, _ELSEWHERE)):
        return False
    return not _NOT_SO.search(text[sentence.start : start]) and not _THEN.match(text, end, sentence.end)


def force_of(text: str, sentence: Sentence, start: int, end: int | None = None) -> Force:
    """How firmly something is told: hedged by words before it or up to `end`, denied by words before it."""
    if _DENIAL.search(text[sentence.start : start]):
        return Force.DENIED
    near = text[max(sentence.start, start - 60) : end or start]
    return Force.HEDGED if _HEDGE.search(near) else Force.TOLD


def next_of(bearings: Bearings, held: int, sentence: int) -> str | None:
    """A report of the contact that was agreed on: of the same sides, to come, told here or as the story's only one."""
    reports = bearings.reports
    fits = [n for n, r in enumerate(reports) if n != held and _can_follow(r, reports[held])]
    here = [n for n in fits if any(t.report == n for t in bearings.near(sentence))]
    chosen = here or fits
    return reports[chosen[0]].id if len(chosen) == 1 else None


def _can_follow(new: Report, old: Report) -> bool:
    sides, told = ({p.side for p in r.parties if p.side} for r in (new, old))
    return new.status.value in _TO_COME and new.kind.value != Kind.MESSAGE and len(sides) > 1 and sides == told
