"""Entities read by FollowTheMoney's own library, which needs ICU's headers and a compiler: run by .ci/run alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from followthemoney import model as ftm

from test_exporters import export, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from summitry.record import Record

__all__ = ["export", "record"]  # fixtures


def test_entities_are_those_of_followthemoney(export: Callable[..., bytes], record: Record) -> None:
    entities = [json.loads(line) for line in export("ftm").splitlines()]
    ids = {e["id"] for e in entities}
    for entity in entities:
        proxy = ftm.get_proxy(entity, cleaned=False)  # cleans each value by its type
        proxy.schema.validate(entity)
        assert {k: sorted(v) for k, v in proxy.to_dict()["properties"].items()} == {
            k: sorted(v) for k, v in entity["properties"].items()
        }
        assert {value for _, value in proxy.itervalues() if value.startswith("smry-")} <= ids
    events = [e for e in entities if e["schema"] == "Event"]
    assert [e["properties"]["recordId"] for e in events] == [[c.id] for c in record.timeline()]
    assert {e["schema"] for e in entities} == {"Event", "Person", "PublicBody", "Article", "Mention"}
