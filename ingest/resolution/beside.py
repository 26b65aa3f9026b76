"""Organisations that one row names side by side: they are not one, however alike their names."""

from collections.abc import Collection, Iterable, Sequence

from tisserand.ingest.resolution.alignment import align
from tisserand.ingest.resolution.names import read_name
from tisserand.ingest.resolution.shape import Features, Name
from tisserand.ontology.records import Record


def names_beside(
    names: Collection[Name], record: Record, row: Sequence[Record]
) -> tuple[Name, ...]:
    """Names of the other organisations of its row that one might take for a record's.

    The same name twice, or an identifier in common, names the record itself again.
    """
    found: set[Name] = set()
    own = set(record.identifiers)
    for other in row:
        if other.key == record.key or not own.isdisjoint(other.identifiers):
            continue
        others = read_name(other.name).names
        if set(others).isdisjoint(names):
            found.update(one for one in others if _are_near(one, names))
    return tuple(sorted(found))


def _are_near(name: Name, others: Iterable[Name]) -> bool:
    """Whether two names share a word, and one of them has all its words in the other."""
    aligned = [align(name, other) for other in others]
    return any(found.matched and not (found.left and found.right) for found in aligned)


def are_told_apart(a: Features, b: Features) -> bool:
    """Whether a row names one of them beside the other."""
    if not a.beside and not b.beside:
        return False
    return not (set(a.beside).isdisjoint(b.names) and set(b.beside).isdisjoint(a.names))
