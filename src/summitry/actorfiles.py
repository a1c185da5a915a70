"""Files that list people with their offices: FollowTheMoney entities, and CSV.

FollowTheMoney is read as OpenSanctions publishes it: one JSON entity a line, a `Person` holding a `Position`
by an `Occupancy`, each an entity of its own or one inside the other. A CSV file has a row for each office:

    name,aliases,office,side,since,until
    Amina Were,A. Were; Amina W. Were,Foreign Minister,KE,2031-02-01,

Rows of one name are one person, unless the optional column `id` tells two apart. As in the built-in table
the day of `until` is the successor's, and an empty `until` says that the office is still held.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summitry import dates, facts
from summitry.actors import Held, LeftOut, LeftOutReason, Listed
from summitry.errors import SummitryError
from summitry.names import fold
from summitry.query import side_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_NEEDED = ("name", "office", "side")
_COLUMNS = (*_NEEDED, "aliases", "since", "until", "id", "surname", "gender")
_GENDERS = {"m": "m", "male": "m", "f": "f", "female": "f"}
_DAY = len("2031-02-01")
_CURRENT = frozenset({"current", ""})  # what an Occupancy's status says of an office that has no end


def read(path: Path) -> Iterator[Listed | LeftOut]:
    """The people of a CSV file (by its ending) or of a file of FollowTheMoney entities, and what was left out.

    Raises:
        SummitryError: for a file that cannot be opened, and for a CSV file without the columns needed.
    """
    try:
        if path.suffix.lower() in {".csv", ".tsv"}:
            yield from _csv(path)
        else:
            yield from _entities(path)
    except OSError as error:
        raise SummitryError(f"{path}: {error.strerror or error}; give a file that can be read") from error
    except UnicodeDecodeError as error:
        raise SummitryError(f"{path}: no UTF-8 text; save it as UTF-8") from error


@dataclass(slots=True)
class _Rows:
    """The rows of one person."""

    name: str
    aka: dict[str, None] = field(default_factory=dict)
    surname: str | None = None
    gender: str | None = None
    held: list[Held] = field(default_factory=list)


def _csv(path: Path) -> Iterator[Listed | LeftOut]:
    people: dict[str, _Rows] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        between = "\t" if path.suffix.lower() == ".tsv" else ";" if ";" in first and "," not in first else ","
        rows = csv.DictReader(file, delimiter=between, strict=True)
        header = [h.strip().lower() for h in rows.fieldnames or ()]
        _check_header(header, path)
        rows.fieldnames = header
        try:
            for row in rows:
                try:
                    _take_row(people, row)
                except ValueError as error:
                    yield LeftOut(f"{path}, line {rows.line_num}", LeftOutReason.UNREADABLE, str(error))
        except csv.Error as error:  # the rest cannot be told into rows
            yield LeftOut(f"{path}, line {rows.line_num}", LeftOutReason.UNREADABLE, str(error))
    for key, rest in people.items():
        yield Listed(key, rest.name, tuple(rest.aka), rest.surname, rest.gender, tuple(rest.held))


def _check_header(header: list[str], path: Path) -> None:
    if lacking := [c for c in _NEEDED if c not in header]:
        raise SummitryError(
            f"{path}, line 1: no column {' and no column '.join(lacking)}; "
            f"the first line must name the columns, of {', '.join(_COLUMNS)}"
        )
    if unknown := [c for c in header if c not in _COLUMNS]:
        raise SummitryError(f"{path}, line 1: unknown column {', '.join(unknown)}; known are {', '.join(_COLUMNS)}")


def _take_row(people: dict[str, _Rows], row: dict[str | Any, str | Any]) -> None:
    """Put a row to its person; ValueError where it says nothing that can be kept."""
    if None in row or None in row.values():
        raise ValueError("has not as many fields as the header; put a field with a comma in quotes")
    told = {column: value.strip() for column, value in row.items()}
    if lacking := [c for c in _NEEDED if not told[c]]:
        raise ValueError(f"no {' and no '.join(lacking)}")
    held = _row_office(told)
    gender = _gender(told.get("gender", ""))
    person = people.setdefault(told.get("id") or fold(told["name"]), _Rows(told["name"]))
    names = (told["name"], *(a.strip() for a in told.get("aliases", "").split(";")))
    person.aka |= dict.fromkeys(n for n in names if n and n != person.name)
    person.surname = person.surname or told.get("surname") or None
    person.gender = person.gender or gender
    person.held.append(held)


def _row_office(told: Mapping[str, str]) -> Held:
    try:
        side = side_code(told["side"])
    except SummitryError as error:
        raise ValueError(str(error)) from error
    since, until = (_date(told.get(column, ""), column) for column in ("since", "until"))
    _check_order(since, until)
    return Held(told["office"], side, since, until, lasts=until is None)


def _date(text: str, column: str) -> str | None:
    try:
        dates.interval(text or None)
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from error
    return text or None


def _check_order(since: str | None, until: str | None) -> None:
    begun, ended = dates.interval(since), dates.interval(until)
    if begun and ended and ended.last <= begun.first:
        raise ValueError(f"ends ({until}) before it begins ({since})")


def _gender(text: str) -> str | None:
    if text and text.lower() not in _GENDERS:
        raise ValueError(f'gender "{text}" is neither m nor f')
    return _GENDERS.get(text.lower())


# --- FollowTheMoney -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entity:
    """One entity: its values are texts, and ids in place of the entities that stand inside it."""

    id: str
    schema: str
    caption: str
    values: Mapping[str, tuple[str, ...]]
    where: str

    def get(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())


@dataclass(slots=True)
class _Offices:
    """What a first reading of a file collects."""

    positions: dict[str, _Entity] = field(default_factory=dict)
    occupancies: defaultdict[str, dict[str, _Entity]] = field(default_factory=lambda: defaultdict(dict))  # by holder
    people: set[str] = field(default_factory=set)

    def take(self, entity: _Entity) -> bool:
        """Note an entity; False for one that is no matter of persons and offices."""
        match entity.schema:
            case "Position":
                self.positions[entity.id] = entity
            case "Occupancy":
                for holder in entity.get("holder") or ("",):
                    self.occupancies[holder][entity.id] = entity
            case "Person":
                self.people.add(entity.id)
            case _:
                return False
        return True

    def without_person(self) -> Iterator[LeftOut]:
        for holder, told in self.occupancies.items():
            for one in told.values():
                if holder not in self.people or not any(p in self.positions for p in one.get("post")):
                    yield LeftOut(one.where, LeftOutReason.NO_PERSON, one.id)


def _entities(path: Path) -> Iterator[Listed | LeftOut]:
    """The persons who hold a position: read twice, so that only offices are in memory."""
    found = _Offices()
    for entity in _flat(path):
        if isinstance(entity, LeftOut):
            yield entity
        elif not found.take(entity):
            yield LeftOut(entity.where, LeftOutReason.OTHER, entity.schema)
    yield from found.without_person()
    for entity in _flat(path):
        if isinstance(entity, _Entity) and entity.id in found.people:
            found.people.discard(entity.id)  # a nested file may tell a person more than once
            yield from _person(entity, found.occupancies[entity.id].values(), found.positions)


def _flat(path: Path) -> Iterator[_Entity | LeftOut]:
    """Every entity of the file, also those that stand inside others."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            where = f"{path}, line {number}"
            if not line.strip():
                continue
            try:
                data = json.loads(line)
            except json.JSONDecodeError as error:
                yield LeftOut(where, LeftOutReason.UNREADABLE, f"no JSON ({error}); one entity a line is read")
                continue
            try:
                yield from _taken_apart(data, where)
            except (TypeError, KeyError) as error:
                yield LeftOut(where, LeftOutReason.UNREADABLE, f"no FollowTheMoney entity: {error}")


def _taken_apart(data: Any, where: str, holder: str | None = None) -> Iterator[_Entity]:  # noqa: ANN401 - JSON
    if not isinstance(data, dict) or not isinstance(data.get("properties"), dict):
        raise TypeError("an object with id, schema and properties is needed, one a line")
    id_, schema = str(data["id"]), str(data["schema"])
    told = {name: found if isinstance(found, list) else [found] for name, found in data["properties"].items()}
    inside = [v for values in told.values() for v in values if isinstance(v, dict)]
    values = {
        name: tuple(str(v["id"]) if isinstance(v, dict) else str(v) for v in found) for name, found in told.items()
    }
    if schema == "Occupancy" and holder and not values.get("holder"):
        values["holder"] = (holder,)
    yield _Entity(id_, schema, str(data.get("caption") or ""), values, where)
    for one in inside:
        yield from _taken_apart(one, where, id_ if schema == "Person" else None)


def _person(entity: _Entity, told: Iterable[_Entity], positions: Mapping[str, _Entity]) -> Iterator[Listed | LeftOut]:
    names = dict.fromkeys((entity.caption, *entity.get("name"), *entity.get("alias")))
    names.pop("", None)
    held: dict[Held, None] = {}
    for occupancy in told:
        for position in (positions[p] for p in occupancy.get("post") if p in positions):
            try:
                held |= dict.fromkeys(_offices(occupancy, position))
            except ValueError as error:
                yield LeftOut(occupancy.where, LeftOutReason.UNREADABLE, f"{occupancy.id}: {error}")
    if not names:
        yield LeftOut(entity.where, LeftOutReason.UNREADABLE, f"{entity.id}: no name")
    elif not held:
        yield LeftOut(entity.where, LeftOutReason.NO_OFFICE, entity.id)
    else:
        name, *aka = names
        surname = next(iter(entity.get("lastName")), None)
        genders = {_GENDERS[g] for g in entity.get("gender") if g in _GENDERS}
        gender = genders.pop() if len(genders) == 1 else None
        yield Listed(entity.id, name, tuple(aka), surname, gender, tuple(held))


def _offices(occupancy: _Entity, position: _Entity) -> Iterator[Held]:
    office = next((n for n in (position.caption, *position.get("name")) if n), "")
    if not office:
        raise ValueError(f"the position {position.id} has no name")
    since, until = (_any_of(occupancy.get(name)) for name in ("startDate", "endDate"))
    _check_order(since, until)
    lasts = until is None and bool(_CURRENT & {*(occupancy.get("status") or ("",))})
    for side in _sides(position.get("country"), office):
        yield Held(office, side, since, until, lasts=lasts)


def _any_of(told: Iterable[str]) -> str | None:
    """One date of several that are told: the days that they span."""
    days = sorted(t[:_DAY] for t in told)
    spans = [span for day in days if (span := dates.interval(day))]
    if len(set(days)) < 2:
        return days[0] if days else None
    return dates.span(min(s.first for s in spans), max(s.last for s in spans))


def _sides(codes: Iterable[str], office: str) -> tuple[str | None, ...]:
    """The sides of a position: its countries', a state within one that its name tells, or an organisation's."""
    told = facts.side_of(office)
    states = {code.upper() for code in codes if facts.side(code.upper())}
    if told and (not states or told.partition("-")[0] in states):
        return (told,)
    return tuple(sorted(states)) or (None,)
