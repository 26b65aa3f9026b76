"""The things of two versions of a source: each in one, or in both."""

from collections.abc import Iterable, Mapping

from tisserand.ingest.renaming import Thing, join_renamed
from tisserand.ontology.records import Record
from tisserand.reference.text import fold
from tisserand.store.port import GraphReader


def things_of(
    reader: GraphReader,
    source: str,
    stored: Mapping[str, Record],
    arriving: Mapping[str, Record],
    owners: Mapping[str, str],
    own_keys: Mapping[str, set[str]],
) -> list[Thing]:
    """The things of two versions, by name.

    Args:
        stored, arriving: the records of each, by key.
        owners: entity of each record, were both versions there.
        own_keys: the source's own keys of each.
    """
    groups = _Groups()
    for key in sorted(stored.keys() | arriving.keys()):
        groups.join(f"record {key}", *(f"own {own}" for own in own_keys.get(key, ())))
        if key in owners:
            groups.join(f"record {key}", f"entity {owners[key]}")
    before, after = groups.of(stored.values()), groups.of(arriving.values())
    known = reader.entities(sorted({owner for owner in owners.values() if owner}))
    things = []
    for root in before.keys() | after.keys():
        old, new = before.get(root, ()), after.get(root, ())
        entity = next((known[o] for r in (*old, *new) if (o := owners.get(r.key)) in known), None)
        sources = {one.source for one in entity.records.values()} if entity else set()
        name = entity.key if entity else None
        things.append(Thing(old, new, name, len(sources - {source})))
    return sorted(
        join_renamed(things), key=lambda thing: (fold(thing.records[0].name), thing.records[0].key)
    )


class _Groups:
    """Names joined step by step (disjoint sets)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, name: str) -> str:
        while (parent := self._above.get(name, name)) != name:
            self._above[name] = self._above.get(parent, parent)
            name = parent
        return name

    def join(self, name: str, *others: str) -> None:
        for other in others:
            self._above[self.root(other)] = self.root(name)

    def of(self, records: Iterable[Record]) -> dict[str, tuple[Record, ...]]:
        """Records by group, each in the order of the file."""
        found: dict[str, list[Record]] = {}
        for record in records:
            found.setdefault(self.root(f"record {record.key}"), []).append(record)
        return {root: tuple(sorted(group, key=_order)) for root, group in found.items()}


def _order(record: Record) -> tuple[str, str, int, str]:
    where = record.locator
    return where.file, where.sheet or "", where.row or 0, record.key
