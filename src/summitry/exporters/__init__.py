"""The formats in which contacts leave the program, one module each.

    >>> from summitry.exporters import EXPORTERS
    >>> EXPORTERS["ics"].media_type
    'text/calendar'

An exporter turns contacts in order into bytes, piece by piece; it asks no clock and opens no file. To add one, write
a module with an `Exporter` and list it here.
"""

from summitry.exporters.atom import ATOM
from summitry.exporters.base import Exporter, Nodes, Options, Rows
from summitry.exporters.events import EVENTS
from summitry.exporters.ftm import FTM
from summitry.exporters.geojson import GEOJSON
from summitry.exporters.graphml import GRAPHML
from summitry.exporters.ical import ICS
from summitry.exporters.jsonld import JSONLD
from summitry.exporters.parquet import PARQUET
from summitry.exporters.tables import CSV, JSONL

EXPORTERS = {e.name: e for e in (CSV, PARQUET, JSONL, JSONLD, FTM, ICS, ATOM, GEOJSON, GRAPHML, EVENTS)}

__all__ = ["EXPORTERS", "Exporter", "Nodes", "Options", "Rows"]
