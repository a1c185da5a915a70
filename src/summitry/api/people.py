"""Addresses of people: all whose offices are known, and one with the contacts of the record."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from summitry.actorform import ActorLine, ActorWithContacts, actor_line, actor_with_contacts
from summitry.actors import Known, Wanted, called, chosen
from summitry.api.answers import Asking, gives, gives_page
from summitry.api.paging import page
from summitry.errors import NotFoundError, SummitryError
from summitry.names import fold
from summitry.parameters import Edtf, Maybe, Paged, Side, Words
from summitry.query import side_code

router = APIRouter()


class People(Paged):
    """Which people; every part that is given must hold."""

    text: Maybe[Words] = Field(
        None, description="Words of a name or an office, or their beginnings.", examples=["foreign minister"]
    )
    side: Maybe[Side] = Field(None, description="Offices of this side only.", examples=["KE"])
    on: Maybe[Edtf] = Field(None, description="Offices held then only.", examples=["2020-06"])


@router.get("/people", summary="People and their offices", **gives_page(ActorLine))
def list_people(asked: Annotated[People, Query()], call: Asking) -> Response:
    """Everybody whose offices are known, built in or imported into the record, by name."""
    wanted = Wanted(asked.text, side_code(asked.side) if asked.side else None, asked.on)
    with call.record() as record:
        known = record.people()
    try:
        found = chosen(known, wanted)
    except ValueError as error:
        raise SummitryError(f'on: "{asked.on}" is no date; give 2023, 2023-06 or 2023-06-18') from error
    return call.page(page(found, asked, key=_key, order="people"), actor_line)


@router.get("/people/{person}", summary="One person", **gives(ActorWithContacts, 404))
def get_person(
    person: Annotated[str, Path(description="The person's id, or a name.", examples=["ban-ki-moon"])], call: Asking
) -> Response:
    """One person with every office, where it is from, and every contact of the record."""
    with call.record() as record:
        found = called(record.people(), person)
        if not found:
            raise NotFoundError(f'nobody is called "{person}"; `/people` lists who is known')
        if len(found) > 1:
            raise NotFoundError(f'several people are called "{person}": give one of {", ".join(p.id for p in found)}')
        return call.json(actor_with_contacts(found[0], record.contacts_of(found[0])))


def _key(person: Known) -> tuple[str, str]:
    return (fold(person.name), person.id)
