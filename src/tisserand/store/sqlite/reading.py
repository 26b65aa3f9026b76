"""A fixed state of the embedded store, in one View."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from tisserand.ontology.records import Entity, EntityLink, Record, Source, Visibility
from tisserand.store.batches import LinkBatch, NodeBatch, Part, ReferenceBatch
from tisserand.store.fusion import as_seen, fuse
from tisserand.store.port import Change, Counts, Hit, View
from tisserand.store.search import is_begun, query_words, score
from tisserand.store.sqlite.codec import decode
from tisserand.store.sqlite.connection import Database, as_json
from tisserand.store.sqlite.documents import RECORD_ROWS
from tisserand.store.sqlite.sources import stored_sources
from tisserand.store.sqlite.terms import TermReader
from tisserand.store.sqlite.visibility import pending_write, visible_document, visible_record

if TYPE_CHECKING:
    from tisserand.store.sqlite.scanning import Scan

_GIVEN = "(SELECT value FROM json_each(?))"
_CHUNK = 2_000
_SINCE = (
    "SELECT sequence, entity, before, after FROM change WHERE sequence > ? UNION ALL"
    " SELECT v.sequence, c.entity, c.before, c.after FROM revealed v"
    " CROSS JOIN change c ON c.sequence = -v.bulk WHERE v.sequence > ?"
)
"""The view `log`, after a sequence number: read from there on."""


class SqliteReader:
    """See `port.GraphReader`.

    Args:
        database: a connection inside a read transaction.
        release: called once, at the end, to end the transaction.
    """

    def __init__(
        self, database: Database, terms: TermReader, view: View, release: Callable[[], None]
    ) -> None:
        self._database = database
        self._terms = terms
        self._view = view
        self._release: Callable[[], None] | None = release
        self._pending, role = pending_write(database), int(view.role)
        pending = self._pending
        self._record = visible_record("r", pending, role)
        self._document = visible_document("d", pending, role)
        self._target = visible_record("t", pending, role)
        self._sources: dict[int, Source] | None = None

    @cached_property
    def _scan(self) -> Scan:
        # numpy takes longer to start than most readers live.
        from tisserand.store.sqlite.scanning import Scan

        role = int(self._view.role)
        return Scan(self._database, self._terms, role, self._record, self._document)

    @property
    def view(self) -> View:
        return self._view

    @property
    def sequence(self) -> int:
        """Sequence number of the last change set seen."""
        return int(self._database.value("SELECT value FROM meta WHERE name = 'sequence'"))

    def entity(self, key: str) -> Entity | None:
        """The entity of this key, or the one that the visible record of this key describes."""
        return self.entities([key]).get(key)

    def entities(self, keys: Sequence[str]) -> dict[str, Entity]:
        """Those that exist among `keys`, by the key asked."""
        found: dict[str, Entity] = {}
        for start in range(0, len(keys), _CHUNK):
            asked = self._asked(keys[start : start + _CHUNK])
            fused = self._fused(set(asked.values()))
            found.update((key, fused[entity]) for key, entity in asked.items())
        return found

    def _asked(self, keys: Sequence[str]) -> dict[str, int]:
        """Number of the entity that each key names or leads to, as far as this View knows."""
        rows = self._database.rows(
            f"SELECT h.key, h.id, (SELECT d.entity FROM document d WHERE d.entity = h.id"
            f" AND {self._document}), (SELECT r.entity FROM record r WHERE r.handle = h.id"
            f" AND {self._record}) FROM handle h WHERE h.key IN {_GIVEN}",
            (as_json(keys),),
        )
        named = {key: own or described for key, _, own, described in rows if own or described}
        return {key: named[key] for key in keys if key in named}

    def _fused(self, entities: set[int]) -> dict[int, Entity]:
        given = as_json(entities)
        keys: dict[int, str] = dict(
            self._database.rows(f"SELECT id, key FROM handle WHERE id IN {_GIVEN}", (given,))
        )
        members: dict[int, list[Record]] = {}
        for entity, *row in self._database.rows(
            f"{RECORD_ROWS} WHERE r.entity IN {_GIVEN} AND {self._record}", (given,)
        ):
            record = as_seen(decode(row, self._numbered_sources(), self._terms), self._view.role)
            if record is not None:
                members.setdefault(entity, []).append(record)
        sources = {source.id: source for source in self._numbered_sources().values()}
        return {entity: fuse(keys[entity], told, sources) for entity, told in members.items()}

    def entity_keys(self, after: str = "", limit: int = 1000, kind: str = "") -> list[str]:
        """Keys greater than `after`, in order; of one kind when given."""
        condition = "AND d.kind = (SELECT id FROM term WHERE text = ?)" if kind else ""
        values = (after, kind, limit) if kind else (after, limit)
        return self._database.column(
            "SELECT h.key FROM handle h WHERE h.key > ? AND EXISTS (SELECT 1 FROM document d"
            f" WHERE d.entity = h.id AND {self._document} {condition}) ORDER BY h.key LIMIT ?",
            values,
        )

    def links(self, key: str, limit: int = 1000) -> list[EntityLink]:
        """Links of an entity, outward then inward, by property then key."""
        entity = self._asked([key]).get(key)
        if entity is None:
            return []
        return [
            EntityLink(
                property=name,
                outward=bool(outward),
                key=other,
                name=shown,
                kind=self._terms[kind],
                records=tuple(sorted(records.split(","))),
                since=since or None,
                until=until or None,
            )
            for outward, name, other, shown, kind, records, since, until in self._database.rows(
                f"{self._ends(True)} UNION ALL {self._ends(False)}"
                " ORDER BY 1 DESC, 2, 3, 7, 8 LIMIT ?",
                (entity, entity, limit),
            )
        ]

    def _ends(self, outward: bool) -> str:
        """SQL of the links of one way: grouped, each with the records that say it."""
        near, path, far = ("r", "record r CROSS JOIN link l ON l.record = r.id", "t")
        joined = "CROSS JOIN record t ON t.handle = l.target"
        if not outward:
            near, path, far = ("t", "record t CROSS JOIN link l ON l.target = t.handle", "r")
            joined = "CROSS JOIN record r ON r.id = l.record"
        return (
            f"SELECT {int(outward)}, p.text, e.key, d.name, d.kind,"
            " group_concat(DISTINCT s.key), coalesce(a.text, ''), coalesce(z.text, '')"
            f" FROM {path} {joined} JOIN term p ON p.id = l.property"
            f" JOIN handle e ON e.id = {far}.entity"
            f" JOIN document d ON d.entity = {far}.entity JOIN handle s ON s.id = r.handle"
            " LEFT JOIN term a ON a.id = l.since LEFT JOIN term z ON z.id = l.until"
            f" WHERE {near}.entity = ? AND {far}.entity <> {near}.entity"
            f" AND l.visibility <= {int(self._view.role)}"
            f" AND {self._record} AND {self._target} AND {self._document}"
            f" GROUP BY l.property, {far}.entity, l.since, l.until"
        )

    def find(self, text: str, limit: int = 20, kinds: Sequence[str] = ()) -> list[Hit]:
        """Entities whose names or descriptions hold these words, best first, then by key."""
        asked = query_words(text)
        if not asked:
            return []
        words = " ".join(f'"{word}"' for word in asked) + ("*" if is_begun(asked) else "")
        rows = self._database.rows(
            "SELECT d.id, h.key, substr(d.text, 1, d.title) FROM search"
            " JOIN document d ON d.id = search.rowid JOIN handle h ON h.id = d.entity"
            f" WHERE search MATCH ? AND {self._document}"
            f" AND (? = 0 OR d.kind IN (SELECT id FROM term WHERE text IN {_GIVEN}))",
            (words, len(kinds), as_json(kinds)),
        )
        best = heapq.nsmallest(
            limit, ((-score(asked, title), key, number) for number, key, title in rows)
        )
        shown = {
            number: (name, self._terms[kind], None if place is None else self._terms[place])
            for number, name, kind, place in self._database.rows(
                f"SELECT id, name, kind, place FROM document WHERE id IN {_GIVEN}",
                (as_json(number for _, _, number in best),),
            )
        }
        return [Hit(key, *shown[number], -rank) for rank, key, number in best]

    def _numbered_sources(self) -> dict[int, Source]:
        if self._sources is None:
            self._sources = stored_sources(self._database, self._pending)
        return self._sources

    def sources(self) -> list[Source]:
        """Sources with a visible record, by id; a steward also sees those without a record."""
        stored = self._numbered_sources()
        if self._view.role == Visibility.STEWARD:
            return list(stored.values())
        seen = set(
            self._database.column(
                "SELECT s.id FROM source s WHERE EXISTS"
                f" (SELECT 1 FROM record r WHERE r.source = s.id AND {self._record})"
            )
        )
        return [source for number, source in stored.items() if number in seen]

    def records(self, keys: Sequence[str]) -> dict[str, Record]:
        """The visible records among `keys`, with their visible values and links only."""
        found: dict[str, Record] = {}
        for start in range(0, len(keys), _CHUNK):
            given = as_json(keys[start : start + _CHUNK])
            for record in self._seen(f"h.key IN {_GIVEN}", given):
                found[record.key] = record
        return {key: found[key] for key in keys if key in found}

    def _seen(self, condition: str, value: str) -> Iterator[Record]:
        sources = self._numbered_sources()
        for _, *row in self._database.rows(
            f"{RECORD_ROWS} WHERE {condition} AND {self._record} ORDER BY h.key", (value,)
        ):
            record = as_seen(decode(row, sources, self._terms), self._view.role)
            if record is not None:
                yield record

    def records_of_source(self, source: str) -> Iterator[Record]:
        """The visible records of a source, by key."""
        numbers = self._database.column(
            "SELECT r.id FROM record r JOIN handle h ON h.id = r.handle"
            f" WHERE r.source = (SELECT id FROM source WHERE key = ?) AND {self._record}"
            " ORDER BY h.key",
            (source,),
        )
        for start in range(0, len(numbers), _CHUNK):
            yield from self._seen(f"r.id IN {_GIVEN}", as_json(numbers[start : start + _CHUNK]))

    def record_owners(self, keys: Sequence[str]) -> dict[str, str]:
        """Key of the entity that each visible record describes."""
        owners: dict[str, str] = dict(
            self._database.rows(
                "SELECT h.key, e.key FROM handle h JOIN record r ON r.handle = h.id"
                f" JOIN handle e ON e.id = r.entity WHERE h.key IN {_GIVEN} AND {self._record}",
                (as_json(keys),),
            )
        )
        return {key: owners[key] for key in keys if key in owners}

    def counts(self) -> Counts:
        kinds = self._database.rows(
            "SELECT k.text, count(*) FROM document d JOIN term k ON k.id = d.kind"
            f" WHERE {self._document} GROUP BY k.text ORDER BY k.text"
        )
        records = self._database.value(f"SELECT count(*) FROM record r WHERE {self._record}")
        return Counts(len(self.sources()), records, dict(kinds), self._scan.count_links())

    def scan_nodes(self) -> Iterator[NodeBatch]:
        """Every entity, by key."""
        return self._scan.nodes()

    def scan_links(self) -> Iterator[LinkBatch]:
        """Every link visible in this View, by subject's key, property, object's key."""
        return self._scan.links()

    def scan_references(self) -> Iterator[ReferenceBatch]:
        """Every value that is an IRI of a reference vocabulary, by subject's key, property."""
        return self._scan.references()

    def part(self, keys: Sequence[str]) -> Part:
        """What the scans give of the entities among `keys`."""
        from tisserand.store.sqlite.parts import read_part

        conditions = (self._record, self._target, self._document)
        return read_part(self._database, self._terms, int(self._view.role), conditions, keys)

    def changes(self, since: int) -> Iterator[Change]:
        """Entities touched after change set `since`, by sequence then key."""
        role = int(self._view.role)
        for batch in self._database.batches(
            f"SELECT c.sequence, h.key, c.after IS NULL OR c.after > {role} FROM ({_SINCE}) c"
            f" JOIN handle h ON h.id = c.entity WHERE c.before <= {role} OR c.after <= {role}"
            " ORDER BY c.sequence, h.key",
            2 * (max(since, 0),),
        ):
            for sequence, key, removed in batch:
                yield Change(sequence, key, bool(removed))

    def close(self) -> None:
        """End the reading; what follows is undefined."""
        if self._release is not None:
            release, self._release = self._release, None
            release()
