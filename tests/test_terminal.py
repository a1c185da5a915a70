from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from factory import aim, outcome, statement, tone
from summitry.model import (
    Account,
    Actor,
    Basis,
    Block,
    BlockKind,
    Came,
    Claim,
    Conflict,
    Contact,
    DateBasis,
    DateClaim,
    Dropped,
    DropReason,
    Force,
    Form,
    Kind,
    Party,
    Reading,
    Relay,
    Report,
    Role,
    Skipped,
    SkipReason,
    Source,
    Status,
    Step,
    Story,
    Where,
    digest,
)
from summitry.storyform import reading_line, story_line
from summitry.terminal import console, hints, words
from summitry.terminal.contact import contact as shown
from summitry.terminal.contact import quotes
from summitry.terminal.explain import explain
from summitry.terminal.stories import stories
from summitry.terminal.timeline import DISAGREE, UNDATED, rows, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import RenderableType

TEXT = "Lima and Dahl to talk fish\n\nANSI \x1b[31mand more. President Ana Lima met Per Dahl in Oslo on Monday."
STORY = Story(
    id="s1",
    key="fish.txt",
    name="in/fish.txt",
    text=TEXT,
    blocks=(Block(BlockKind.TITLE, 0, 26), Block(BlockKind.PARAGRAPH, 28, len(TEXT))),
    published=(
        DateClaim("2031-05-06", DateBasis.METADATA, "2031-05-06", doubts=("Ana Lima was not president then",)),
        DateClaim("2031-05-07", DateBasis.DATELINE, "May 7"),
    ),
    outlet="Northern Daily",
    dropped=(Dropped(3, "Leave a comment", DropReason.COMMENT_BOX, "comment.box"),),
)


def source(exact: str) -> Source:
    start = TEXT.index(exact)
    return STORY.source(start, start + len(exact))


def claim(value: str, exact: str | None = None, basis: Basis = Basis.STATED) -> Claim:
    return Claim(value, source(exact) if exact else Source("none", 0, len(value), value), "test.rule", basis)


def party(told: str, role: Role = Role.PARTY) -> Party:
    """`party("BR Ana Lima, President")`: side, name, office; name and office may be left out."""
    side, _, rest = told.partition(" ")
    name, _, office = rest.partition(", ")
    actor = Actor(claim(name) if name else None, claim(office) if office else None, claim(side))
    return Party(actor, role, Source("none", 0, 1, "x"))


def report(n: int = 0, *, key: str = "fish.txt") -> Report:
    return Report(
        id=digest("report", str(n)),
        story_id="s1",
        story_key=key,
        kind=claim("meeting", "met"),
        status=claim("held", "met"),
        parties=(party("BR Ana Lima, President"), party("NO Per Dahl, Prime Minister")),
        when=claim("2031-05-05", "Monday", Basis.RELATIVE),
        where=Where(city=claim("Oslo", "Oslo"), country=claim("NO", "Oslo", Basis.INFERRED)),
        topics=(claim("fish", "fish"),),
        evidence=(source("President Ana Lima met Per Dahl in Oslo on Monday."),),
        extractor="rules 1",
        published="2031-05-07",
    )


def account(value: str, key: str) -> Account:
    return Account(value, (key,), (claim(value),))


def contact(  # the fields a row shows
    *parties: Party,
    when: str | None = "2031-05-05",
    kind: Kind = Kind.MEETING,
    status: Status = Status.HELD,
    where: Where | None = None,
    topics: tuple[str, ...] = (),
    conflicts: tuple[Conflict, ...] = (),
) -> Contact:
    one = report(len(repr(parties)))
    return Contact(one.id, (one,), kind, status, parties, when, where or Where(), topics, conflicts)


LONG = (
    contact(
        party("EU Maren Dahlgaard-Olivier, High Representative for Foreign Affairs and Security Policy"),
        party("KE Josphat Wekesa, Prime Cabinet Secretary"),
        party("KE Amina Otieno, Deputy Minister of Foreign and Diaspora Affairs"),
        where=Where(claim("KE"), claim("Nairobi"), claim("State House"), claim("the Rift Valley Security Forum")),
        topics=("debt relief", "extraterritoriality", "the port of Mombasa"),
        when="2031-12-30/2032-01-02",
        conflicts=(Conflict("when", (account("2031-12-30", "a.txt"), account("2032-01-02", "b.txt"))),),
    ),
    contact(
        party("CN Han Zhengming, Vice President", Role.VISITOR),
        party("US", Role.HOST),
        kind=Kind.VISIT,
        status=Status.POSTPONED,
        where=Where(claim("US")),
    ),
    contact(party("UN Tomas Reyes, special envoy"), party("KZ"), when=None, status=Status.CANCELLED),
)


def printed(what: RenderableType, *, width: int = 100, colour: bool = False) -> str:
    out = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        markup=False,
        highlight=False,
    )
    console.show(out, what)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def table(contacts: Sequence[Contact], width: int) -> str:
    return printed(timeline(rows(contacts), width=width, pipe=True), width=width)


# --- dates, parties, places -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("2023-06-18", "18 Jun 2023"),
        ("2022-11", "Nov 2022"),
        ("2023", "2023"),
        ("2023-22", "summer 2023"),
        ("2023-24", "winter 2023/24"),
        ("2023-09-16/2023-09-17", "16–17 Sep 2023"),
        ("2023-09-30/2023-10-02", "30 Sep – 2 Oct 2023"),
        ("2023-12-30/2024-01-02", "30 Dec 2023 – 2 Jan 2024"),
        ("2023-09/2023-10", "Sep–Oct 2023"),
        ("2022/2024", "2022–2024"),
        ("2023-09-16/..", "from 16 Sep 2023"),
        ("../2023-09", "until Sep 2023"),
        ("2023-06?", "Jun 2023?"),
        ("2023-06~", "Jun 2023 or so"),
        ("199X", "1990s"),
        ("?", "?"),
        (None, "?"),
        ("soon", "soon"),
        ("2023-13-01", "2023-13-01"),
    ],
)
def test_dates_as_people_write_them(edtf: str | None, told: str) -> None:
    assert words.date(edtf) == told


def test_a_visit_points_at_its_host() -> None:
    parties = (party("US", Role.HOST), party("CN Han Zhengming, Vice President", Role.VISITOR))
    assert words.who(parties) == "Han Zhengming, Vice President (CN) → US"


def test_parties_of_one_side_stand_together() -> None:
    parties = (party("BR Ana Lima"), party("NO Per Dahl"), party("BR Rui Sá, Trade Minister"))
    assert words.who(parties) == "Ana Lima; Rui Sá, Trade Minister (BR) — Per Dahl (NO)"


def test_a_mediator_comes_last() -> None:
    parties = (party("QA", Role.MEDIATOR), party("BR"), party("NO"))
    assert words.who(parties) == "BR — NO through QA"


def test_nobody_known_is_said() -> None:
    assert words.who(()) == "?"


def test_short_ids_stay_apart() -> None:
    ids = words.short_ids(report(n) for n in range(6000))  # enough for two to share six digits
    assert len(set(ids.values())) == len(ids)
    assert all(whole.startswith(short) for whole, short in ids.items())


def test_control_characters_never_reach_the_terminal() -> None:
    assert words.line("a\x1b[31m\u202eb\r\nc") == "a[31mb c"


# --- timeline -------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [60, 80, 100, 119, 120, 140, 200])
def test_no_line_is_too_wide_and_no_word_is_lost(width: int) -> None:
    lines = table(LONG, width).splitlines()
    assert max(map(len, lines)) <= width
    found = " ".join(lines)
    for told in (
        "Dahlgaard-Olivier",
        "Josphat",
        "Wekesa",
        "Amina",
        "Otieno",
        "Reyes",
        "Mombasa",
        "extraterritoriality",
    ):
        assert told in found, told
    assert "…" not in found
    for word in re.findall(r"\w[\w-]*", words.where(LONG[0].site) or ""):
        assert word in found, word


@pytest.mark.parametrize("width", [80, 140])
def test_status_and_kind_are_told_in_words(width: int) -> None:
    found = table(LONG, width)
    for told in ("held", "postponed", "cancelled", "meeting", "visit"):
        assert told in found


def test_undated_contacts_come_last_under_a_heading() -> None:
    found = table((LONG[2], LONG[1]), 140)
    assert found.index("Han Zhengming") < found.index(UNDATED) < found.index("Tomas Reyes")


def test_disagreement_is_marked_only_where_there_is_some() -> None:
    assert DISAGREE in table(LONG[:1], 140)
    assert DISAGREE not in table(LONG[1:], 140)


def test_a_pipe_gets_no_drawn_lines_and_no_blanks_at_line_ends() -> None:
    found = table(LONG, 80)
    assert not re.search("[─│┃━]", found)
    assert not re.search(r" \n", found)


def test_offices_are_told_in_full_where_there_is_room() -> None:
    one = (contact(party("US Eve Whitfield, Secretary of State"), party("CN Gao Lin, Foreign Minister")),)
    assert "Secretary of State" in table(one, 80)
    crowded = (contact(party("US Eve Whitfield, Deputy Secretary of State"), party("CN Gao Lin")),)
    assert "Dep. Sec. of State" in table(crowded, 62)


# --- one contact ----------------------------------------------------------------------------


def test_deciding_words_are_in_brackets_without_colour() -> None:
    (quote,) = quotes(report(), colour=False)
    assert quote.plain == "President Ana Lima [[met]] Per Dahl in Oslo on Monday."


def test_deciding_words_are_styled_with_colour() -> None:
    (quote,) = quotes(report(), colour=True)
    assert "[[" not in quote.plain
    bold = [quote.plain[s.start : s.end] for s in quote.spans if "bold" in str(s.style)]
    assert bold == ["met"]


def test_a_contact_shows_history_conflicts_words_and_rules() -> None:
    one = Contact(
        report().id,
        (report(),),
        Kind.MEETING,
        Status.HELD,
        report().parties,
        "2031-05-05",
        report().where,
        ("fish",),
        (Conflict("where.city", (account("Oslo", "fish.txt"), account("Bergen", "b.txt"))),),
        (
            Step("2031-05-01", Status.PLANNED, "a.txt", source("fish")),
            Step("2031-05-07", Status.HELD, "fish.txt", source("met"), outlet="Northern Daily"),
        ),
    )
    found = printed(shown(one, stories={"s1": STORY}, colour=False, pipe=True))
    for told in ("planned", "a.txt", "Bergen", "“Monday”", "relative", "test.rule", "Northern Daily", "2031-05-05"):
        assert told in found, told


def test_a_contact_shows_what_was_said_wanted_and_agreed_by_whom_and_where() -> None:
    told = replace(
        report(),
        statements=(
            statement("BR Ana Lima, President", "more", story=STORY),
            statement("NO", "on Monday", story=STORY, form=Form.INDIRECT, relay=Relay.MINISTRY),
        ),
        aims=(aim("BR , President", "to talk fish", story=STORY),),
        outcomes=(outcome(Came.NOTHING, "fish", story=STORY, force=Force.DENIED),),
        tones=(tone("ANSI", by="NO Per Dahl", story=STORY), tone("Oslo", story=STORY)),
    )
    one = replace(contact(), id=told.id, reports=(told,))
    found = " ".join(printed(shown(one, stories={"s1": STORY}, colour=False, pipe=True), width=140).split())
    for words_shown in (
        "“more” Ana Lima, President fish.txt",
        "on Monday on Monday, by ministry: “on Monday” fish.txt",
        "“to talk fish” “to talk fish” President fish.txt",
        "nothing agreed (denied) “fish”",
        "“ANSI” Per Dahl (NO) fish.txt",
        "“Oslo” the story itself",
    ):
        assert words_shown in found, words_shown


def test_explain_tells_what_was_said_at_a_contact_and_beside_any() -> None:
    told = replace(report(), statements=(statement("BR Ana Lima", "more", story=STORY),))
    beside = statement("? Tui Moana", "talk fish", story=STORY, form=Form.INDIRECT)
    one = Reading(STORY, "0", (told,), statements=(beside,))
    found = " ".join(printed(explain(one, width=140, pipe=True), width=140).split())
    assert "Said: 2 statements" in found
    assert "Tui Moana talk fish no contact test Ana Lima (BR) “more” meeting, held test" in found
    assert [s["words"] for s in reading_line(one)["statements"]] == ["talk fish"]


# --- stories --------------------------------------------------------------------------------


def test_explain_names_dates_furniture_and_what_was_let_go() -> None:
    skipped = Skipped(source("fish"), SkipReason.WISH, "wish.rule", "to talk")
    found = printed(explain(Reading(STORY, "0", (report(),), (skipped,)), width=100, pipe=True))
    for told in ("was not president", "7 May 2031", "Leave a comment", "comment box", "wish.rule", "Ana Lima"):
        assert told in found, told
    assert "\x1b" not in found


def test_explain_as_data_keeps_reasons_and_reports() -> None:
    line = reading_line(Reading(STORY, "0", (report(),), (Skipped(source("fish"), SkipReason.WISH, "wish.rule"),)))
    assert line["date"] == "2031-05-07"
    assert line["published"][0]["doubts"] == ["Ana Lima was not president then"]
    assert (line["dropped"][0]["line"], line["skipped"][0]["exact"]) == (3, "fish")
    assert line["reports"][0]["kind"] == "meeting"


@pytest.mark.parametrize("width", [80, 140])
def test_stories_tell_date_basis_and_doubt(width: int) -> None:
    found = printed(stories([STORY], contacts={"s1": 7}, width=width, pipe=True), width=width)
    for told in ("fish.txt", "7 May 2031 !", "dateline", "talk fish", "Northern Daily", "7"):
        assert told in found, told
    assert story_line(STORY, contacts=7)["date_basis"] == "dateline"


# --- console and hints ----------------------------------------------------------------------


def test_a_pipe_is_140_columns_wide_or_as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert console.console().width == console.PIPE_WIDTH
    monkeypatch.setenv("COLUMNS", "80")
    assert console.console().width == 80


def test_no_color_wins_over_forced_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert console.in_colour(console.console())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not console.in_colour(console.console())


def test_hints_name_ids_sides_and_stories_of_this_record(tmp_path: Path) -> None:
    told = [command for command, _ in hints.next_commands(LONG, [STORY], record=tmp_path / "my record.db")]
    assert LONG[0].id[:6] in told[0]  # the one whose sources disagree
    assert "--between" in told[1]
    assert "explain fish.txt" in told[2]
    assert all(t.endswith("record.db'") for t in told)


@pytest.mark.parametrize(
    ("started", "told"), [("some/.venv/bin/summitry", "some/.venv/bin/summitry"), ("x/__main__.py", "-m summitry")]
)
def test_the_program_is_named_as_it_was_started(started: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", [started])
    assert hints.program().endswith(told)
