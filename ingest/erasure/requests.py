"""What people asked, and what waits for a steward because of it."""

from typing import Any

from tisserand.ingest.erasure.erase import STEWARD
from tisserand.ingest.erasure.fingerprint import Hasher
from tisserand.ingest.erasure.marks import Mark
from tisserand.ingest.erasure.opposition import doubts
from tisserand.ingest.erasure.register import read_marks
from tisserand.ontology.namespaces import record_iri
from tisserand.store.port import GraphStore

Answer = dict[str, Any]


def describe_requests(store: GraphStore) -> Answer:
    """Erasures, oppositions, and the records that look like an erased person.

    Returns:
        `{tombstones, oppositions, doubts}`: `{id, date, reason}` for each request, by date;
        `{iri, name, source, file, sheet, row, page, tombstone}` for each doubt.
    """
    with store.read(STEWARD) as reader, store.resolution() as identity:
        marks = sorted(read_marks(identity), key=lambda mark: (mark.date, mark.id))
        waiting = [
            {
                "iri": record_iri(store.base_iri, record.key),
                "name": record.name,
                "source": record.source,
                "file": record.locator.file,
                "sheet": record.locator.sheet,
                "row": record.locator.row,
                "page": record.locator.page,
                "tombstone": mark.id,
            }
            for record, mark in doubts(reader, identity, Hasher(store.hash_key))
        ]
    return {
        "tombstones": [_told(mark) for mark in marks if mark.kind == "tombstone"],
        "oppositions": [_told(mark) for mark in marks if mark.kind == "opposition"],
        "doubts": waiting,
    }


def count_doubts(store: GraphStore) -> int:
    """How many records look like an erased person, and wait for a steward."""
    with store.read(STEWARD) as reader, store.resolution() as identity:
        if next(identity.sealed("tombstone"), None) is None:
            return 0
        return sum(1 for _ in doubts(reader, identity, Hasher(store.hash_key)))


def _told(mark: Mark) -> Answer:
    return {"id": mark.id, "date": mark.date, "reason": mark.reason}
