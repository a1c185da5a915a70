"""A record that is hard to show: names without end, markup for text, seventy years, more contacts than a page has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from factory import aim, outcome, reading, report, statement, story, tone
from summitry.model import (
    Came,
    DateBasis,
    DateClaim,
    Dropped,
    DropReason,
    Form,
    Link,
    LinkKind,
    Reading,
    Relay,
    Skipped,
    SkipReason,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
ENDLESS = "Bezirksverwaltungsangelegenheitenbeauftragtenstellvertreterkonferenz" * 2
OFFICE = "Acting Deputy Under Secretary of State for Fisheries, Inland Waterways and the Affairs of Small Islands"
_MANY = 60  # contacts: more than stand on a page


def hard_readings() -> Iterator[Reading]:
    """Two stories that disagree, one that tells nothing, and many of a line."""
    yield from _disputed()
    text = f"{ENDLESS}\n\nNobody met anybody. {HOSTILE}"
    yield Reading(story(text, key="nothing.txt", date="2031-05-12"), "", ())
    for n in range(_MANY):
        year, month = 1960 + n * 71 // _MANY, n % 12 + 1
        date = None if n % 20 == 19 else f"{year}-{month:02}-{n % 28 + 1:02}"
        kind = ("meeting", "call", "visit", "message")[n % 4]
        status = "planned" if year == 2030 else "held"
        yield reading(
            report(f"NO Berg{n}", f"KE Otieno{n}", kind=kind, status=status, when=date, told=date, key=f"{n}.txt")
        )


def _disputed() -> Iterator[Reading]:
    """A meeting on which two stories agree in nothing but who met, with all that can be told of one."""
    one = story(
        f"{ENDLESS} to meet\n\nAna Reed will meet Li Bo in {ENDLESS} on May 19 to end the ban. "
        f"“{HOSTILE} {ENDLESS}” said Reed.",
        date="2031-05-10",
        key=f"{ENDLESS}.txt",
    )
    two = story(
        "Ministers meet\n\nAna Reed met Li Bo in Bergen on May 20. The talks were frank. They agreed to meet again. "
        "She was on a visit to Norway. “We agree,” Li said.",
        date="2031-05-13",
        key="second.txt",
    )
    parties = (f"US Ana Reed, {OFFICE}", "CN Li Bo, Foreign Minister")
    planned = report(*parties, status="planned", when="2031-05-19", city=ENDLESS, topics=(HOSTILE, ENDLESS), story=one)
    held = report("US Ana Reed, Governor", "CN Li Bo, Foreign Minister", when="2031-05-20", city="Bergen", story=two)
    visit = report(">US Ana Reed", "<NO", kind="visit", when="2031-05-20", story=two)
    planned = replace(
        planned,
        statements=(statement(f"US Ana Reed, {OFFICE}", f"{HOSTILE} {ENDLESS}", story=one, topic=ENDLESS),),
        aims=(aim("US Ana Reed", "to end the ban", story=one),),
    )
    held = replace(
        held,
        links=(Link(LinkKind.DURING, two.source(0, 9), "test", report_id=visit.id),),
        statements=(statement("CN Li Bo", "We agree", story=two, form=Form.MIXED, relay=Relay.MINISTRY),),
        outcomes=(outcome(Came.NEXT_ROUND, "agreed to meet again", story=two),),
        tones=(tone("frank", story=two),),
    )
    two = replace(
        two,
        url=f"https://news.example/{ENDLESS}",
        dropped=(Dropped(4, f"{HOSTILE} {ENDLESS}", DropReason.PROMOTION, "test"),),
        published=(*two.published, DateClaim("2021-05-13", DateBasis.URL, "/2021/", ("it is ten years off",))),
    )
    skipped = Skipped(two.source(0, 9), SkipReason.GATHERING, "test", ENDLESS)
    yield Reading(one, "", (planned,))
    yield Reading(two, "", (held, visit), (skipped,))
