"""The port of the store: what every adapter offers, and nothing more.

Reading goes through a `View`: what one role may see. Identity is global (which records describe
one entity), values are per View, and an entity without a visible record does not exist there.
Writing is one `ChangeSet` at a time: durable, all or nothing.

Contract of every reader: a fixed state of the graph (what is written later is seen by the next
reader), results in a stable order that does not depend on the adapter, `Visibility` respected
for records, values and links. Driver errors never cross this border: `StoreError` does.

A link is visible when its own visibility, its record and the record of its target are, and when
the two records describe two entities: a link whose target is absent waits for it. A statement
without dates holds between those of its record; its confidence is multiplied by its record's
(`store.fusion.period`, `store.fusion.confidence`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableSequence, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from tisserand.ontology.records import (
    Entity,
    EntityLink,
    Judgement,
    Match,
    Record,
    Sealed,
    SealedKind,
    Signature,
    Source,
    Visibility,
)

if TYPE_CHECKING:
    from tisserand.store.batches import LinkBatch, NodeBatch, Part, ReferenceBatch
    from tisserand.store.blocks import Glances


@dataclass(frozen=True, slots=True)
class View:
    """What one role may see: records, values and links of visibility at most `role`."""

    role: Visibility


class Hit(NamedTuple):
    """An entity found by its words; higher scores are better."""

    key: str
    name: str
    kind: str
    place: str | None
    score: float


class Counts(NamedTuple):
    """How much a View holds. `entities`: number by kind; `links`: those scanned, by property."""

    sources: int
    records: int
    entities: dict[str, int]
    links: dict[str, int]


class Change(NamedTuple):
    """An entity that a change set touched. `removed`: its key names no entity any more.

    Touched: a record of it was added, removed, relocated or assigned, or its source changed; or
    a record that one of its records links to was added, removed or assigned.
    """

    sequence: int
    key: str
    removed: bool


class GraphReader(Protocol):
    """A fixed state of the graph in one View."""

    @property
    def view(self) -> View: ...

    @property
    def sequence(self) -> int:
        """Sequence number of the last change set seen."""

    def entity(self, key: str) -> Entity | None:
        """The entity of this key, or the one that the visible record of this key describes."""

    def entities(self, keys: Sequence[str]) -> dict[str, Entity]:
        """Those that exist among `keys`, by the key asked."""

    def entity_keys(self, after: str = "", limit: int = 1000, kind: str = "") -> list[str]:
        """Keys greater than `after`, in order; of one kind when given."""

    def links(self, key: str, limit: int = 1000) -> list[EntityLink]:
        """Links of an entity, outward then inward, by property then key."""

    def find(self, text: str, limit: int = 20, kinds: Sequence[str] = ()) -> list[Hit]:
        """Entities whose names or descriptions hold these words, best first, then by key.

        Accents and case are ignored, the last word may be only begun: see `store.search`.
        """

    def sources(self) -> list[Source]:
        """Sources with a visible record, by id; a steward also sees those without a record."""

    def records(self, keys: Sequence[str]) -> dict[str, Record]:
        """The visible records among `keys`, with their visible values and links only."""

    def records_of_source(self, source: str) -> Iterator[Record]:
        """The visible records of a source, by key."""

    def record_owners(self, keys: Sequence[str]) -> dict[str, str]:
        """Key of the entity that each visible record describes."""

    def counts(self) -> Counts: ...

    def scan_nodes(self) -> Iterator[NodeBatch]:
        """Every entity, by key."""

    def scan_links(self) -> Iterator[LinkBatch]:
        """Every link visible in this View, by subject's key, property, object's key."""

    def scan_references(self) -> Iterator[ReferenceBatch]:
        """Every value that is an IRI of a reference vocabulary (locatedIn, hasSkill, theme…),
        by subject's key, property, value."""

    def part(self, keys: Sequence[str]) -> Part:
        """What the scans give of the entities among `keys`: to follow the change log."""

    def changes(self, since: int) -> Iterator[Change]:
        """Entities touched after change set `since`, by sequence then key; steward sees them all,
        other views see the keys only of what they may know (removed ones included)."""

    def close(self) -> None: ...


class ResolutionReader(Protocol):
    """What resolution reads: identity, which is global. Never given to a route or a page."""

    def glances_in_blocks(self, blocks: Iterable[str]) -> Iterator[Glances]:
        """Every stored signature of these blocks, each in one lot; perhaps a few others, whose
        blocks share a number with these."""

    def signatures_in_blocks(self, blocks: Iterable[str]) -> Iterator[tuple[str, Signature]]:
        """(block, signature) for every stored signature of these blocks, in digest order."""

    def signatures(self, digests: Iterable[str]) -> dict[str, Signature]: ...

    def matches_of(self, digests: Iterable[str]) -> list[Match]:
        """Every stored match with one end or both among `digests`."""

    def members_of(self, digests: Iterable[str]) -> dict[str, list[Member]]:
        """Records that bear each signature, by (rank, key)."""

    def judgements_of(self, keys: Iterable[str]) -> list[Judgement]:
        """Judgements by people with one end or both among these record keys."""

    def signatures_of(self, keys: Iterable[str]) -> dict[str, str]:
        """Signature of each record."""

    def judgements(self) -> Iterator[Judgement]:
        """Every judgement by people, by pair of keys: they outlive the records they are about."""

    def signature_digests(self) -> Iterator[str]:
        """Every stored signature, in order: to resolve from nothing."""

    def sealed(self, kind: SealedKind, keys: Iterable[str] | None = None) -> Iterator[Sealed]:
        """What is kept outside every View, of one kind, by key; those of `keys` when given."""


class Member(NamedTuple):
    """A record as clustering sees it. `assigned`: key of its entity today."""

    key: str
    rank: int
    assigned: str


@dataclass(slots=True)
class ChangeSet:
    """What one ingestion, withdrawal or judgement changes.

    Attributes:
        sources: sources added or replaced.
        removed_sources: ids of sources that go, with all their records.
        records: records added (keys not yet stored); when they are many, read from disk each time
            that they are gone through.
        removed_records: keys of records that go.
        relocated: records that stay the same and whose locator changed (key → new record).
        signatures: signatures not yet stored; read from disk likewise.
        matches: matches added; those of a signature that no record bears any more go by themselves.
        judgements: judgements by people, added or replaced.
        removed_judgements: pairs of record keys.
        assignments: record key → entity key, for every record added or whose entity changes.
        sealed: kept outside every View, added or replaced.
        unsealed: (kind, key) of what is kept no more; it goes before what is added.
        based_on: sequence number of the state it was prepared on; None when it holds on any.
        added: keys of `records`, in their order, where they are known without reading them.
    """

    sources: list[Source] = field(default_factory=list)
    removed_sources: list[str] = field(default_factory=list)
    records: MutableSequence[Record] = field(default_factory=list)
    removed_records: list[str] = field(default_factory=list)
    relocated: list[Record] = field(default_factory=list)
    signatures: MutableSequence[Signature] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    removed_judgements: list[tuple[str, str]] = field(default_factory=list)
    assignments: Mapping[str, str] = field(default_factory=dict)
    sealed: list[Sealed] = field(default_factory=list)
    unsealed: list[tuple[SealedKind, str]] = field(default_factory=list)
    based_on: int | None = None
    added: Sequence[str] | None = None

    def added_keys(self) -> Sequence[str]:
        """Keys of `records`, in their order."""
        return [record.key for record in self.records] if self.added is None else self.added


class GraphWriter(Protocol):
    """The one way to change the graph."""

    def apply(self, changes: ChangeSet) -> int:
        """Write a change set: durable when this returns, all or nothing.

        What goes, goes first; keys to remove that are not stored are ignored.

        Returns:
            Its sequence number; the current one when the change set is empty.

        Raises:
            StoreError: a record is already stored, is not assigned, or names a source or a
                signature that is not stored; a relocated or assigned record is not stored.
            StaleError: others wrote since the state that it is based on; for a large change set,
                an adapter may let pass what cannot bear on it.
        """


class GraphStore(GraphWriter, Protocol):
    """A store, opened."""

    @property
    def base_iri(self) -> str:
        """Prefix of the IRIs of this workspace, fixed at its creation."""

    @property
    def hash_key(self) -> bytes:
        """The workspace's secret key: 32 bytes, made at creation, copied and backed up with it."""

    def read(self, view: View) -> AbstractContextManager[GraphReader]:
        """A reader of the state as it is now, in a View."""

    def resolution(self) -> AbstractContextManager[ResolutionReader]:
        """A reader for resolution, of the state as it is now."""

    def adopt(self, base_iri: str, hash_key: bytes) -> None:
        """Take the identity of another workspace (for `copy`); refused unless empty."""

    def backup(self, target: Path) -> None:
        """Write a whole copy of the store into a new file, which `open_sqlite` opens.

        Raises:
            StoreError: the file exists already, or cannot be written.
        """

    def purge(self) -> None:
        """Leave nothing, in files nor in memory of the past, of what was removed; after an erasure.

        Raises:
            StoreError: others use the store now; what it shows is right all the same.
        """

    def close(self) -> None: ...


StoreKind = Literal["sqlite", "neo4j"]
