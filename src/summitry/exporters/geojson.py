"""GeoJSON (RFC 7946): a feature a contact, at the town where it took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.coordinates import point
from summitry.exporters.base import Exporter, Options, listed
from summitry.interchange import contact_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Contact


def _geojson(contacts: Iterable[Contact], _: Options) -> Iterator[bytes]:
    """A feature collection; where no town is known the geometry is null, which is no guess at the country's middle."""
    return listed('{"type":"FeatureCollection","features":[', map(_feature, contacts), "]}")


def _feature(contact: Contact) -> dict[str, object]:
    at = point(contact.site)
    place = {"type": "Point", "coordinates": [at.longitude, at.latitude]} if at else None
    return {"type": "Feature", "id": contact.id, "geometry": place, "properties": contact_row(contact)}


GEOJSON = Exporter("geojson", "a map: where contacts took place", "application/geo+json", ".geojson", _geojson)
