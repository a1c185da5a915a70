"""The words of the record: enums, and the hash that ids are made with."""

from __future__ import annotations

import hashlib
from enum import StrEnum


def digest(*parts: str, length: int = 16) -> str:
    """A content hash of some strings: the same words give the same id everywhere."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


class Kind(StrEnum):
    """How the sides were in contact."""

    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"


class Status(StrEnum):
    """What had become of the contact when the story was written."""

    HELD = "held"
    PLANNED = "planned"
    POSSIBLE = "possible"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REFUSED = "refused"


class Role(StrEnum):
    """What a party was to the contact."""

    PARTY = "party"
    VISITOR = "visitor"
    HOST = "host"
    MEDIATOR = "mediator"


class Basis(StrEnum):
    """What a value rests on."""

    STATED = "stated"  # the words say it
    RELATIVE = "relative"  # the words say it relative to the story's date ("Monday")
    INFERRED = "inferred"  # it follows from the words and a fact (a city's country, a dated office)


class DateBasis(StrEnum):
    """Where a claim of a story's publication date comes from, most reliable first."""

    GIVEN = "given"  # with the input: a JSONL field, a feed
    METADATA = "metadata"  # the page's own metadata
    LINE = "line"  # a date line in the text ("Date: 2025-04-14")
    DATELINE = "dateline"  # the first words of the story ("BEIJING, June 18 (AP) —")
    URL = "url"
    TEXT = "text"  # what the story tells fixes it ("Monday, January 20")
    # The two below tell no date, but the days that are left: no day word counts from them.
    OPEN = "left open"  # by offices, gatherings and the like of which the story tells
    RECORD = "record"  # by contacts that other stories date


class DropReason(StrEnum):
    """Why a line of the input is not part of the story."""

    NAVIGATION = "navigation"
    DATE_LINE = "date line"
    SITE_NAME = "site name"
    HEADLINE_LIST = "list of other headlines"
    HEADING_OF_LIST = "heading of a list"
    COMMENT_BOX = "comment box"
    COUNTER = "counter"
    CREDIT = "credit or caption"
    PROMOTION = "promotion"
    BYLINE = "byline"
    REPEATED = "repeated line"
    MARKUP = "outside the article of the page"


class SkipReason(StrEnum):
    """Why a candidate is no contact of the record."""

    ONE_SIDE = "one side only"
    NO_PARTY = "no party found"
    SAME_GOVERNMENT = "inside one government"
    GATHERING = "a gathering, not a contact"
    WISH = "a wish or a general habit, no occasion"
    NEGATED = "told as not taking place"
    NOT_DIPLOMATIC = "another sense of the word"
    PRIVATE = "private people or companies"
    TOLD_AGAIN = "the same occasion told again"
    WEAK = "the reader is not sure enough"


class FailReason(StrEnum):
    """Why an input gave no story."""

    MISSING = "no such file"
    UNREADABLE = "cannot be opened"
    EMPTY = "empty"
    BINARY = "not text"
    TOO_LARGE = "too large"
    BAD_LINE = "not a JSON story"
    NO_TEXT = "no story text found"
    LANGUAGE = "not in a language that can be read"
    LOOP = "a folder that contains itself"
    BROKEN = "could not be read as a story"

    @property
    def skips(self) -> bool:
        """Whether the input was passed over because there is nothing to read in it, and nothing went wrong."""
        return self in {FailReason.EMPTY, FailReason.NO_TEXT, FailReason.LANGUAGE, FailReason.LOOP}


class LinkKind(StrEnum):
    """How one contact stands to another, or to an incident."""

    DURING = "during"  # a part of it: a meeting in a visit
    AFTER = "after"
    BEFORE = "before"
    BECAUSE_OF = "because_of"
    REPLACES = "replaces"  # makes good one that came to nothing


class Rank(StrEnum):
    """At which rank somebody acts for a side; the last two are no lower ones, but ways of their own."""

    LEADER = "leader"  # head of state, of government, or of an organisation
    MINISTER = "minister"  # and a leader's deputy
    SENIOR_OFFICIAL = "senior official"  # adviser, envoy, ambassador, deputy minister, head of an agency, general
    LEGISLATURE = "legislature"
    STATE_WITHIN = "state within a state"  # a governor or mayor, or whoever acts for California
