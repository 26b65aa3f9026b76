"""Which keys a change set names: numbered before its rows are staged."""

from collections import Counter

from tisserand.errors import StoreError
from tisserand.store.port import ChangeSet


def named_keys(changes: ChangeSet) -> set[str]:
    """Keys of the records added, of their entities, and of what they link to.

    Raises:
        StoreError: a record is not assigned, or given twice.
    """
    named: set[str] = {record.key for record in changes.records}
    if len(named) < len(changes.records):
        counted = Counter(record.key for record in changes.records)
        raise StoreError("store.stored_record", record=counted.most_common(1)[0][0])
    if not named <= changes.assignments.keys():
        raise StoreError("store.unassigned_record", record=min(named - changes.assignments.keys()))
    named.update(link.target for record in changes.records for link in record.links)
    return named.union(changes.assignments.values())


def shared_entities(changes: ChangeSet) -> set[str]:
    """Keys of the entities that the change set assigns several records to."""
    once: set[str] = set()
    shared: set[str] = set()
    for entity in changes.assignments.values():
        (shared if entity in once else once).add(entity)
    return shared
