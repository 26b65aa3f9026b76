"""Reading in one View: entities, links, words, records, counts, changes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import merge
from itertools import groupby
from operator import itemgetter

from tisserand.ontology.records import Entity, EntityLink, Record, Source
from tisserand.store.batches import LinkBatch, NodeBatch, Part, ReferenceBatch
from tisserand.store.fusion import fuse
from tisserand.store.neo4j import scanning, shown
from tisserand.store.neo4j.connection import Transaction, batches
from tisserand.store.neo4j.linking import entity_links
from tisserand.store.neo4j.past import Past
from tisserand.store.neo4j.state import State
from tisserand.store.port import Change, Counts, Hit, View

_PAGE = 2000


class Neo4jReader:
    """See `port.GraphReader`: on one read transaction, and on the state that it opened on."""

    def __init__(self, transaction: Transaction, view: View) -> None:
        self._view = view
        self._state = State(transaction, int(view.role))

    @property
    def view(self) -> View:
        return self._view

    @property
    def sequence(self) -> int:
        return self._state.sequence

    def entity(self, key: str) -> Entity | None:
        return self.entities([key]).get(key)

    def entities(self, keys: Sequence[str]) -> dict[str, Entity]:
        found: dict[str, Entity] = {}
        for page in batches(keys, _PAGE):
            found |= self._state.settled(lambda past, page=page: self._entities(past, page))  # type: ignore[misc]
        return found

    def _entities(self, past: Past, keys: list[str]) -> dict[str, Entity]:
        members = self._state.members(past, keys)
        owners = self._state.owners(past, [key for key in keys if key not in members])
        members |= self._state.members(past, sorted(set(owners.values()) - members.keys()))
        sources = self._state.sources(past)
        fused = {key: fuse(key, records, sources) for key, records in members.items()}
        named = {key: owners.get(key, key) for key in keys}
        return {key: fused[entity] for key, entity in named.items() if entity in fused}

    def entity_keys(self, after: str = "", limit: int = 1000, kind: str = "") -> list[str]:
        return self._state.settled(
            lambda past: shown.entity_keys(self._state, past, after, limit, kind)
        )

    def links(self, key: str, limit: int = 1000) -> list[EntityLink]:
        return self._state.settled(lambda past: entity_links(self._state, past, key, limit))

    def find(self, text: str, limit: int = 20, kinds: Sequence[str] = ()) -> list[Hit]:
        return self._state.settled(lambda past: shown.find(self._state, past, text, limit, kinds))

    def sources(self) -> list[Source]:
        return self._state.settled(self._sources)

    def _sources(self, past: Past) -> list[Source]:
        speaking = self._state.speaking_sources(past)
        held = self._state.sources(past)
        return [held[source] for source in sorted(held) if source in speaking]

    def records(self, keys: Sequence[str]) -> dict[str, Record]:
        return self._state.settled(lambda past: self._state.records(past, keys))

    def records_of_source(self, source: str) -> Iterator[Record]:
        keys = self._state.settled(lambda past: self._state.records_of_source(past, source))
        for page in batches(keys, _PAGE):
            yield from self.records(page).values()

    def record_owners(self, keys: Sequence[str]) -> dict[str, str]:
        return self._state.settled(lambda past: self._state.owners(past, keys))

    def counts(self) -> Counts:
        return self._state.settled(self._counts)

    def _counts(self, past: Past) -> Counts:
        kinds: Counter[str] = Counter()
        links: Counter[str] = Counter()
        for nodes in self.scan_nodes():
            kinds.update(nodes.kinds)
        for said in self.scan_links():
            links.update(said.properties)
        records = self._state.count_records(past)
        named = dict(sorted(kinds.items())), dict(sorted(links.items()))
        return Counts(len(self._sources(past)), records, *named)

    @cached_property
    def _ids(self) -> dict[str, int]:
        return scanning.read_ids(self._state)

    def scan_nodes(self) -> Iterator[NodeBatch]:
        return scanning.scan_nodes(self._state, self._ids)

    def scan_links(self) -> Iterator[LinkBatch]:
        return scanning.scan_links(self._state, self._ids)

    def scan_references(self) -> Iterator[ReferenceBatch]:
        return scanning.scan_references(self._state, self._ids)

    def part(self, keys: Sequence[str]) -> Part:
        return self._state.settled(
            lambda past: scanning.read_part(self._state, past, sorted(set(keys)))
        )

    def changes(self, since: int) -> Iterator[Change]:
        role = self._state.role
        rows = self._state.transaction.rows(
            "MATCH (c:Change) WHERE c.sequence > $since AND c.sequence <= $sequence"
            " RETURN c.sequence, c.keys, c.before, c.after ORDER BY c.sequence, c.keys[0]",
            since=since,
            sequence=self._state.sequence,
        )
        for sequence, told in groupby(rows, key=itemgetter(0)):
            parts = [zip(*columns, strict=True) for _, *columns in told]
            for key, was, became in merge(*parts):
                if min(was, became) <= role:
                    yield Change(sequence, key, became > role)

    def close(self) -> None:
        """Nothing is held beyond the transaction, which its context closes."""
