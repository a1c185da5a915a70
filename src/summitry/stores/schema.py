"""The tables of a record.

Stories with what was said in them, reports and skipped candidates are kept whole, as JSON that `codec` reads; the
other columns repeat what is searched or ordered by. Days are proleptic ordinals (`date.toordinal`), so that open ends
need no case.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, text

# "Smry" in ASCII: how SQLite's header tells this program's files from others.
APPLICATION_ID = 0x536D7279
# Raised with every change of the tables.
VERSION = 11

metadata = MetaData()

stories = Table(
    "stories",
    metadata,
    Column("id", String, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("first_day", Integer),  # of the publication date; null where unknown
    Column("title", Text, nullable=False),
    Column("capture_sha256", String, nullable=False),
    Column("extractor", String, nullable=False),  # name and version; empty where nobody told
    Column("story", Text, nullable=False),
    Column("skipped", Text, nullable=False),
    Column("statements", Text, nullable=False, server_default="[]"),  # made at no contact; not in formats 1 to 5
)

# Which inputs a story was read from, so that they need not be read again. Format 1 has no such table;
# it fills as stories are read again.
captures = Table(
    "captures",
    metadata,
    Column("id", String, primary_key=True),  # `Capture.id`
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Index("captures_by_story", "story_id"),
    sqlite_with_rowid=False,
)

reports = Table(
    "reports",
    metadata,
    Column("row", Integer, primary_key=True),  # shared with the full-text index
    Column("id", String, nullable=False, unique=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),  # its place among the story's reports
    Column("dated", Boolean, nullable=False),
    Column("grouped", String),  # `resolve.cluster.Place.group`; not in formats 1 and 2
    Column("cluster", String, nullable=False, index=True),  # `Place.cluster`; empty for one that follows by decision
    # Not in formats 1 to 3; empty for one that is set aside.
    Column("contact", String, nullable=False, index=True, server_default=""),
    Column("aside", Boolean, nullable=False, server_default="0"),  # called wrong; not in formats 1 to 8
    Column("profile", Text, nullable=False),
    Column("report", Text, nullable=False),
)
# Few are, and every contact that is made asks which; SQLite uses the index for a condition written like its own.
Index("reports_aside", reports.c.id, sqlite_where=text("aside = 1"))

blocks = Table(
    "blocks",
    metadata,
    Column("key", String, primary_key=True),
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    Index("blocks_by_report", "report_id"),
    Index("blocks_by_day", "key", "last_day", "first_day"),
    sqlite_with_rowid=False,
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", String, primary_key=True),  # the smallest id of its reports
    Column("kind", String, nullable=False),
    Column("status", String, nullable=False),
    Column("first_day", Integer, index=True),
    Column("last_day", Integer),
    Column("origins", Integer, nullable=False, server_default="1"),  # not in formats 1 to 7
    Column("disputed", Boolean, nullable=False, server_default="0"),  # not in formats 1 to 7
    Column("changed", Integer),  # when its last change was told; null where no date tells it; not in formats 1 to 10
    Column("outline", Text, nullable=False, server_default=""),  # `model.Outline` as JSON; not in formats 1 to 9
)

# What a contact can be found by: a "side" or a "country" with its code, a folded word of a party's "name", and as told
# a "person", an "office" with its side, a "place" or a "topic"; also the id of an "incident" that it stands to, and the
# field of a "conflict". Formats 1 to 6 have sides and names only, format 7 no incidents, formats 8 and 9 no persons and
# conflicts.
terms = Table(
    "terms",
    metadata,
    Column("field", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("contact", ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Index("terms_by_contact", "contact"),
    sqlite_with_rowid=False,
)

# What people decided. A number is not given twice, so that an undone decision is never taken for a later one.
decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("judgement", String, nullable=False),
    Column("at", String, nullable=False),  # ISO 8601
    Column("because", Text),
    Column("by", Text),  # not in formats 1 to 8
    sqlite_autoincrement=True,
)

# The reports that a decision speaks of, side by side.
anchors = Table(
    "anchors",
    metadata,
    Column("decision", ForeignKey("decisions.number", ondelete="CASCADE"), primary_key=True),
    Column("side", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),  # among those of its side
    Column("story_id", String, nullable=False, index=True),
    Column("capture_id", String, index=True),
    Column("anchor", Text, nullable=False),
    Column("found", String),  # the report it is now; null while there is none
    sqlite_with_rowid=False,
)

# One row a report, by `reports.row`. What goes in and what is searched for is folded by `names.words`.
FULL_TEXT = "CREATE VIRTUAL TABLE full_text USING fts5(title, evidence, parties, topics)"
