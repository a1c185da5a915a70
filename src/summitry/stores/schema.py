"""The tables of a record.

Stories, reports and skipped candidates are kept whole, as JSON that `codec` reads; the other columns
repeat what is searched or ordered by. Days are proleptic ordinals (`date.toordinal`), so that open ends need no case.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

# "Smry" in ASCII: how SQLite's header tells this program's files from others.
APPLICATION_ID = 0x536D7279
# Raised with every change of the tables.
VERSION = 4

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
    Column("cluster", String, nullable=False, index=True),
    Column("profile", Text, nullable=False),
    Column("report", Text, nullable=False),
)

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
    Column("cluster", String, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("status", String, nullable=False),
    Column("first_day", Integer, index=True),
    Column("last_day", Integer),
)

# What a contact can be found by: "side" with a code, or "name" with a folded word of a party's name.
terms = Table(
    "terms",
    metadata,
    Column("field", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("cluster", ForeignKey("contacts.cluster", ondelete="CASCADE"), primary_key=True),
    Index("terms_by_cluster", "cluster"),
    sqlite_with_rowid=False,
)

# One row a report, by `reports.row`. What goes in and what is searched for is folded by `names.words`.
FULL_TEXT = "CREATE VIRTUAL TABLE full_text USING fts5(title, evidence, parties, topics)"
