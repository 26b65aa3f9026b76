"""Which keys a change set names: numbered before its rows are staged."""

from collections import Counter

from tisserand.errors import StoreError
from tisserand.store.port import ChangeSet


def named_keys(changes: ChangeSet) -> set[str]:
    """Keys of the records added or assigned, and of their entities: what most records link to.

    Raises:
        StoreError: a record is not assigned, or given twice.
    """
    added = changes.added_keys()
    named = set(added)
    if len(named) < len(added):
        raise StoreError("store.stored_record", record=Counter(added).most_common(1)[0][0])
    if not named <= changes.assignments.keys():
        raise StoreError("store.unassigned_record", record=min(named - changes.assignments.keys()))
    named.update(changes.assignments)
    named.update(changes.assignments.values())
    return named


def shared_entities(changes: ChangeSet) -> set[str]:
    """Keys of the entities that the change set assigns several records to."""
    once: set[str] = set()
    shared: set[str] = set()
    for entity in changes.assignments.values():
        (shared if entity in once else once).add(entity)
    return shared
