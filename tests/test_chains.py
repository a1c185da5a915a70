"""Links seen from both ends, in a record, in the terminal and as JSON."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from typer.testing import CliRunner

from factory import reading, report
from summitry import chains, cli
from summitry.chains import Relation
from summitry.model import Basis, Claim, Incident, Link, LinkKind, Report, Source
from summitry.record import Record
from summitry.resolve import contact
from summitry.terminal.links import RELATIONS, incidents, links

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType

WORDS = Source("s", 0, 5, "after")
DRILLS = Incident("i1", Claim("naval drills", WORDS, "incident:drills"), Claim("2031-05-01", WORDS, "when:day"))
VISIT = report(">NO Astrid Berg", "<KE", kind="visit", when="2031-05-02", key="a.txt")
MEETING = report("NO Astrid Berg", "KE Daniel Otieno", when="2031-05-02", key="b.txt")
CALL = report("NO Astrid Berg", "BR Ana Lima", kind="call", when="2031-04-02", key="c.txt")


def tie(told: Report, kind: str, to: Report | Incident) -> Report:
    """The report with a link."""
    other, incident = (to.id, None) if isinstance(to, Report) else (None, to)
    link = Link(LinkKind(kind), WORDS, "link:test", report_id=other, incident=incident)
    return replace(told, links=(*told.links, link))


def relations(of: Report, *others: Report) -> list[tuple[Relation, str]]:
    found = chains.linked(contact([of]), [contact([o]) for o in others])
    return [(n.relation, n.contact.id if n.contact else n.incident.id if n.incident else "?") for n in found]


@pytest.mark.parametrize(
    ("kind", "seen_from_the_other"),
    [
        ("during", Relation.INCLUDES),
        ("after", Relation.BEFORE),
        ("before", Relation.AFTER),
        ("because_of", Relation.LED_TO),
        ("replaces", Relation.REPLACED_BY),
    ],
)
def test_a_link_is_seen_from_both_ends(kind: str, seen_from_the_other: Relation) -> None:
    meeting = tie(MEETING, kind, VISIT)
    assert relations(meeting, VISIT) == [(Relation(kind), VISIT.id)]
    assert relations(VISIT, meeting) == [(seen_from_the_other, MEETING.id)]


def test_what_both_ends_tell_is_listed_once() -> None:
    assert relations(tie(MEETING, "after", CALL), tie(CALL, "before", MEETING)) == [(Relation.AFTER, CALL.id)]


def test_a_contact_is_not_linked_to_itself() -> None:
    both = contact([tie(MEETING, "after", VISIT), VISIT])
    assert chains.linked(both, [both]) == ()


def test_links_come_by_relation_then_by_date_undated_last() -> None:
    later = replace(CALL, id="later", when=Claim("2031-04-09", WORDS, "test"))
    undated = replace(CALL, id="undated", when=None)
    told = tie(tie(tie(tie(MEETING, "after", undated), "after", later), "after", CALL), "during", VISIT)
    expected = [Relation.DURING, Relation.AFTER, Relation.AFTER, Relation.AFTER]
    found = relations(told, undated, later, CALL, VISIT)
    assert found == list(zip(expected, [VISIT.id, CALL.id, "later", "undated"], strict=True))


def test_an_incident_lists_the_contacts_that_stand_to_it() -> None:
    flood = Incident("i2", Claim("flood", WORDS, "incident:disaster"))
    told = [contact([tie(CALL, "before", DRILLS)]), contact([tie(tie(MEETING, "after", DRILLS), "because_of", flood)])]
    found = chains.incidents(told)
    assert [(m.incident.id, [c.id for c, _ in m.contacts]) for m in found] == [
        ("i1", [CALL.id, MEETING.id]),
        ("i2", [MEETING.id]),  # undated: last
    ]


def test_a_record_finds_what_is_linked_to_a_contact_in_its_story() -> None:
    visit = replace(VISIT, story_id=MEETING.story_id, story_key=MEETING.story_key)
    both = replace(reading(MEETING), reports=(tie(MEETING, "during", visit), visit))
    with Record.open() as record:
        record.add([both])
        assert [n.relation for n in record.linked(record.contact(visit.id))] == [Relation.INCLUDES]
        assert [n.relation for n in record.linked(record.contact(MEETING.id))] == [Relation.DURING]


def test_a_record_finds_what_made_good_a_contact_of_another_story() -> None:
    off = report("NO Astrid Berg", "KE Daniel Otieno", status="cancelled", when="2031-03-02", told="2031-03-01")
    held = replace(tie(report("NO Astrid Berg", "KE Daniel Otieno", when="2031-04-08"), "replaces", off))
    with Record.open() as record:
        record.add([reading(off), reading(held)])
        assert [n.relation for n in record.linked(record.contact(off.id))] == [Relation.REPLACED_BY]


# --- what people and programs see -----------------------------------------------------------


def printed(shown: RenderableType, width: int = 100) -> str:
    out = Console(file=io.StringIO(), width=width, force_terminal=False)
    out.print(shown)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def test_links_are_shown_with_their_words_and_rule() -> None:
    inferred = Link(
        LinkKind.DURING, Source("s", 0, 7, "ar\x1brived"), "link:same-visit", VISIT.id, None, Basis.INFERRED
    )
    found = chains.linked(contact([replace(tie(MEETING, "after", DRILLS), links=(inferred,))]), [contact([VISIT])])
    text = printed(links(found, pipe=True), 160)
    assert "during" in text
    assert "2 May 2031  visit, held" in text
    assert "“arrived”" in text  # no control character of a story reaches the terminal
    assert "link:same-visit (inferred)" in text
    drills = printed(links(chains.linked(contact([tie(MEETING, "after", DRILLS)]), []), pipe=True))
    assert "naval drills (2031-05-01)" in drills


@pytest.mark.parametrize("width", [60, 80, 140])
def test_incidents_fit_the_width(width: int) -> None:
    text = printed(incidents(chains.incidents([contact([tie(MEETING, "after", DRILLS)])]), pipe=True), width)
    assert max(map(len, text.splitlines())) <= width
    assert "naval" in text
    assert "after it: " in text


def test_every_relation_has_its_words() -> None:
    assert set(RELATIONS) == set(Relation)


def test_the_command_lists_incidents(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    with Record.open(file) as record:
        record.add([reading(tie(MEETING, "after", DRILLS)), reading(CALL)])
    run = CliRunner().invoke
    told = run(cli.app, ["incidents", "--record", str(file), "--format", "json"])
    (one,) = json.loads(told.stdout)
    assert (one["name"], one["when"], one["country"]) == ("naval drills", "2031-05-01", None)
    assert [(c["contact"], c["link"]["kind"], c["link"]["exact"]) for c in one["contacts"]] == [
        (MEETING.id, "after", "after")
    ]
    assert "naval drills" in run(cli.app, ["incidents", "--record", str(file)]).stdout
    none = run(cli.app, ["incidents", "--record", str(file), "--side", "BR"])
    assert (none.exit_code, none.stdout) == (0, "")
    assert "No contact" in none.stderr
    shown = json.loads(run(cli.app, ["show", MEETING.id, "--record", str(file), "--format", "json"]).stdout)
    assert [(n["relation"], n["link"]["incident"]["id"]) for n in shown["linked"]] == [("after", "i1")]
