"""What programs may ask a record, with what it means: the parameters of the JSON API and of the MCP tools."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from summitry.model import Kind, Status
from summitry.query import Disputed, Filter, Sort
from summitry.ranks import Rank

MOST = 500  # items a page

# Texts of a form of their own: `format` names it in the schema, docs/api.md explains it.
Side = Annotated[str, Field(min_length=1, json_schema_extra={"format": "side"})]
Edtf = Annotated[str, Field(min_length=4, json_schema_extra={"format": "edtf"})]
Words = Annotated[str, Field(min_length=1, json_schema_extra={"format": "words"})]
Cursor = Annotated[str, Field(min_length=1, json_schema_extra={"format": "cursor"})]
Sides = Annotated[list[Side], Field(min_length=2, max_length=2)]

_T = TypeVar("_T")
Maybe = Annotated[_T | SkipJsonSchema[None], Field()]  # a parameter that may be left out, and is never null


class Parameters(BaseModel):
    """Parameters. One that there is not is an error: without it more would be given than was asked for."""

    model_config = ConfigDict(extra="forbid")


class Filtered(Parameters):
    """Which contacts; every part that is given must hold. The parts are those of `query.Filter`."""

    side: Maybe[Side] = Field(None, description="With this side: a code or a country's name.", examples=["KE"])
    person: Maybe[Words] = Field(None, description="With this person: words of the name.", examples=["Otieno"])
    between: Maybe[Sides] = Field(
        None,
        description="With both of these sides taking part.",
        examples=[["US", "CN"]],
    )
    since: Maybe[Edtf] = Field(None, description="Not over before this date.", examples=["2023-06"])
    until: Maybe[Edtf] = Field(None, description="Begun by the end of this date.", examples=["2024"])
    kind: Maybe[Kind] = Field(None, description="Of this kind.", examples=["visit"])
    status: Maybe[Status] = Field(None, description="Of this status.", examples=["held"])
    topic: Maybe[Words] = Field(None, description="On this topic: words of it.", examples=["trade"])
    place: Maybe[Words] = Field(None, description="In this country, city, venue or gathering.", examples=["Geneva"])
    text: Maybe[Words] = Field(None, description="With these words in the sources.", examples=["export controls"])
    rank: Maybe[Rank] = Field(None, description="With somebody of this rank taking part.", examples=["minister"])
    told_since: Maybe[Edtf] = Field(
        None, description="Told by a story of this date or later, and of `told_until` or earlier.", examples=["2023"]
    )
    told_until: Maybe[Edtf] = Field(None, description="As `told_since`.", examples=["2023-06-18"])

    def filter(self, *, sort: Sort = Sort.DATE) -> Filter:
        """The filter asked for.

        Raises:
            SummitryError: for a side, a date or words that cannot be read.
        """
        wanted = Filter(
            side=self.side,
            person=self.person,
            between=(self.between[0], self.between[1]) if self.between else None,
            since=self.since,
            until=self.until,
            kind=self.kind,
            status=self.status,
            topic=self.topic,
            place=self.place,
            text=self.text,
            rank=self.rank,
            told_since=self.told_since,
            told_until=self.told_until,
            sort=sort,
        )
        wanted.check()  # what cannot be read is told before anything is given
        return wanted


class Disputing(Filtered):
    """Which conflicts of which contacts; every part that is given must hold."""

    field: Maybe[Disputed] = Field(None, description="On this field only.", examples=["when"])


class Paged(Parameters):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=MOST, description="How many at once.", examples=[50])
    cursor: Maybe[Cursor] = Field(None, description="Where to go on; `next` of the page before has it.")


class Listed(Paged, Filtered):
    """Which contacts, in which order, which part of them."""

    sort: Sort = Field(
        Sort.DATE,
        description="By date, latest first, or most independent sources first; undated ones last.",
        examples=["latest"],
    )
