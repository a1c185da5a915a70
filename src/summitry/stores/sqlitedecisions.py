"""The decisions in a SQLite record, and the reports they speak of."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from summitry.codec import from_json
from summitry.errors import NotFoundError
from summitry.model import Anchor, Decision, Judgement, Report
from summitry.resolve.anchors import anchor, find
from summitry.stores.schema import anchors, captures, decisions, reports, stories
from summitry.stores.sqliterows import chunks, dump, reports_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection


def kept(connection: Connection) -> tuple[Decision, ...]:
    """All decisions, by number."""
    sides: dict[int, dict[int, list[Anchor]]] = {}
    order = (anchors.c.decision, anchors.c.side, anchors.c.place)
    for row in connection.execute(select(anchors).order_by(*order)):
        told = replace(_anchor(row.anchor), found=row.found)
        sides.setdefault(row.decision, {}).setdefault(row.side, []).append(told)
    return tuple(
        Decision(
            row.number,
            Judgement(row.judgement),
            tuple(tuple(side) for side in sides[row.number].values()),
            row.at,
            row.because,
            row.by,
        )
        for row in connection.execute(select(decisions).order_by(decisions.c.number))
    )


def made(  # noqa: PLR0913 - the parts of a decision
    connection: Connection,
    judgement: Judgement,
    sides: Sequence[Sequence[str]],
    *,
    at: str,
    because: str | None,
    by: str | None,
) -> Decision:
    """A decision on these reports, not kept yet: it has the next number."""
    last = connection.exec_driver_sql(f"SELECT seq FROM sqlite_sequence WHERE name = '{decisions.name}'").scalar()
    known: dict[str, Anchor] = {}
    if judgement is not Judgement.WRONG:  # that is remembered as told now; the rest as it was, by one anchor a report
        earlier = (d for d in kept(connection) if d.judgement is not Judgement.WRONG)
        known = {a.found: a for d in earlier for a in d.anchors if a.found}
    told = _anchors(connection, {id_ for side in sides for id_ in side if id_ not in known}) | known
    return Decision(
        number=(last or 0) + 1,
        judgement=judgement,
        sides=tuple(tuple(told[id_] for id_ in side) for side in sides),
        at=at,
        because=because,
        by=by,
    )


def keep(connection: Connection, decision: Decision) -> None:
    """Put a decision into the record."""
    values = {
        "number": decision.number,
        "judgement": decision.judgement.value,
        "at": decision.at,
        "because": decision.because,
        "by": decision.by,
    }
    connection.execute(insert(decisions).values(values))
    rows = [
        {
            "decision": decision.number,
            "side": number,
            "place": place,
            "story_id": told.story_id,
            "capture_id": told.capture_id,
            "anchor": dump(replace(told, found=None)),
            "found": told.found,
        }
        for number, side in enumerate(decision.sides)
        for place, told in enumerate(side)
    ]
    connection.execute(insert(anchors), rows)


def named(connection: Connection, number: int | None) -> Decision:
    """The decision of this number, without one the last.

    Raises:
        NotFoundError: where there is none.
    """
    found = next((d for d in reversed(kept(connection)) if number in {None, d.number}), None)
    if found is None:
        told = "no decision" if number is None else f"no decision {number}"
        raise NotFoundError(f"there is {told} to undo; `summitry decisions` lists them")
    return found


def take_back(connection: Connection, decision: Decision) -> None:
    """Take a decision out of the record."""
    connection.execute(delete(decisions).where(decisions.c.number == decision.number))


def spoken_of(connection: Connection, decision: Decision) -> frozenset[str]:
    """The stories that the reports of a decision are in."""
    told = select(reports.c.story_id).join(anchors, anchors.c.found == reports.c.id)
    return frozenset(connection.execute(told.where(anchors.c.decision == decision.number)).scalars())


def aside(connection: Connection) -> frozenset[str]:
    """The ids of the reports that were called wrong."""
    wrong = select(anchors.c.found).join(decisions, decisions.c.number == anchors.c.decision)
    told = wrong.where(decisions.c.judgement == Judgement.WRONG.value, anchors.c.found.is_not(None))
    return frozenset(connection.execute(told).scalars())


def settle(connection: Connection, touched: Iterable[str]) -> None:
    """Find anew the reports of all anchors in these stories, which came in or were taken out."""
    touched = {*touched}
    if not touched or connection.execute(select(func.count()).select_from(anchors)).scalar_one() == 0:
        return
    located = (
        select(anchors, decisions.c.judgement, func.coalesce(stories.c.id, captures.c.story_id).label("located"))
        .join(decisions, decisions.c.number == anchors.c.decision)
        .outerjoin(stories, stories.c.id == anchors.c.story_id)
        .outerjoin(captures, captures.c.id == anchors.c.capture_id)
    )
    rows = [row for row in connection.execute(located) if row.located is None or row.located in touched]
    asked: dict[tuple[str, bool], list[Anchor]] = {}
    for row in rows:
        if row.located:
            asked.setdefault((row.located, row.judgement == Judgement.WRONG), []).append(_anchor(row.anchor))
    ids: dict[tuple[str, bool], str] = {}
    for (story_id, wrong), told in asked.items():
        there = reports_of(connection, select(reports.c.report).where(reports.c.story_id == story_id))
        ids |= {(id_, wrong): found for id_, found in find(told, there, alike=wrong).items()}
    for row in rows:
        found = ids.get((_anchor(row.anchor).report_id, row.judgement == Judgement.WRONG))
        if found != row.found:
            here = (anchors.c.decision == row.decision, anchors.c.side == row.side, anchors.c.place == row.place)
            connection.execute(update(anchors).where(*here).values(found=found))


def _anchors(connection: Connection, ids: Iterable[str]) -> dict[str, Anchor]:
    """What is to be remembered of these reports."""
    first = select(captures.c.story_id, func.min(captures.c.id).label("first")).group_by(captures.c.story_id)
    found: dict[str, Report] = {}
    for chunk in chunks(ids):
        found |= {r.id: r for r in reports_of(connection, select(reports.c.report).where(reports.c.id.in_(chunk)))}
    captured: dict[str, str] = {}
    for chunk in chunks({r.story_id for r in found.values()}):
        rows = connection.execute(first.where(captures.c.story_id.in_(chunk)))
        captured |= {row.story_id: row.first for row in rows}
    return {id_: anchor(r, capture_id=captured.get(r.story_id)) for id_, r in found.items()}


@lru_cache(maxsize=65536)
def _anchor(data: str) -> Anchor:
    return from_json(Anchor, json.loads(data))
