"""A whole workspace from one store to another, whichever adapters they are, without loss."""

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar, get_args

from tisserand.ontology.records import SealedKind, Visibility
from tisserand.store.port import ChangeSet, Counts, GraphReader, GraphStore, ResolutionReader, View

Item = TypeVar("Item")
_BATCH = 10_000


def copy_store(source: GraphStore, target: GraphStore) -> Counts:
    """Copy everything that `source` holds, and its identity, into `target`, which is empty.

    One change set: the target holds all of it, or nothing when this fails. The change log is not
    copied: it begins anew.

    Returns:
        What the target now holds, as a steward sees it.

    Raises:
        StoreError: the target is not empty.
    """
    steward = View(Visibility.STEWARD)
    with source.read(steward) as graph, source.resolution() as identity:
        changes = _everything(graph, identity)
    target.adopt(source.base_iri, source.hash_key)
    target.apply(changes)
    with target.read(steward) as graph:
        return graph.counts()


def _everything(graph: GraphReader, identity: ResolutionReader) -> ChangeSet:
    """The change set that would make an empty store equal to what is read."""
    changes = ChangeSet(sources=graph.sources(), judgements=list(identity.judgements()))
    assignments: dict[str, str] = {}
    for source in changes.sources:
        for batch in _batched(graph.records_of_source(source.id)):
            changes.records += batch
            assignments.update(graph.record_owners([record.key for record in batch]))
    changes.assignments = assignments
    for digests in _batched(identity.signature_digests()):
        found = identity.signatures(digests)
        changes.signatures += [found[digest] for digest in digests]
        own = set(digests)
        changes.matches += [match for match in identity.matches_of(digests) if match.a in own]
    changes.sealed = [one for kind in get_args(SealedKind) for one in identity.sealed(kind)]
    return changes


def _batched(items: Iterator[Item]) -> Iterator[list[Item]]:
    """Lists of at most `_BATCH` items, in order."""
    while batch := list(islice(items, _BATCH)):
        yield batch
