"""The RDF dataset of one View: default graph, a graph a source, a provenance graph a source.

Nothing in it depends on an order of arrival or on a clock, and it holds no blank node: two equal
graphs give equal canonical N-Quads.
"""

import heapq
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import NamedNode, Quad

from tisserand.ontology.namespaces import DCAT, DCT, PROV, RDFS, TIS, source_iri
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Record, Source, Visibility
from tisserand.publish.entities import TYPE, entity_quads
from tisserand.publish.provenance import record_quads
from tisserand.publish.reference import known_vocabulary
from tisserand.publish.terms import literal, term
from tisserand.publish.vocabulary import Vocabulary, closure, reference_quads
from tisserand.store.port import GraphReader

BATCH = 500
_REFERRING = frozenset(
    term(TIS, name) for name, prop in PROPERTIES.items() if prop.takes == "reference"
)
LINES_IN_MEMORY = 1_000_000


def quads(
    reader: GraphReader, base_iri: str, vocabulary: Vocabulary | None = None
) -> Iterator[Quad]:
    """Every quad of a View, each once or more, in no order that matters.

    Args:
        reader: the state and the View to publish.
        base_iri: prefix of the IRIs of the workspace.
        vocabulary: what describes places and concepts; the reference data when not given.
    """
    used: set[str] = set()
    for source in reader.sources():
        yield from source_quads(source, base_iri)
    for keys in batches(reader):
        for owned in owned_quads(reader, keys, base_iri).values():
            used.update(references_in(owned))
            yield from owned
    described = closure(used, vocabulary or known_vocabulary())
    for reference, description in described.items():
        yield from reference_quads(reference, description)


def owned_quads(reader: GraphReader, keys: Sequence[str], base_iri: str) -> dict[str, list[Quad]]:
    """The quads that each entity makes in all graphs, by its key; keys of no entity are left
    out. Quads of other things that link to it belong to those."""
    entities = {entity.key: entity for entity in reader.entities(keys).values()}
    records = reader.records([key for entity in entities.values() for key in entity.records])
    owners = reader.record_owners(_targets(records.values()))
    with_passages = reader.view.role >= Visibility.AGENT
    owned = {}
    for key, entity in entities.items():
        mine = {k: records[k] for k in sorted(entity.records) if k in records}
        owned[key] = list(entity_quads(entity, mine, owners, base_iri))
        for record in mine.values():
            owned[key] += record_quads(record, key, owners, base_iri, with_passages)
    return owned


def _targets(records: Iterable[Record]) -> list[str]:
    return sorted({link.target for record in records for link in record.links})


def source_quads(source: Source, base_iri: str) -> Iterator[Quad]:
    """The description of a source, in the default graph; its IRI also names its graph."""
    subject = NamedNode(source_iri(base_iri, quote(source.id)))
    for kind in (term(TIS, "Source"), term(DCAT, "Dataset"), term(PROV, "Entity")):
        yield Quad(subject, TYPE, kind)
    yield Quad(subject, term(RDFS, "label"), literal(source.title or source.id))
    yield Quad(subject, term(DCT, "title"), literal(source.title or source.id))
    yield Quad(subject, term(DCT, "identifier"), literal(source.id))
    if source.date:
        yield Quad(subject, term(DCT, "issued"), literal(source.date))


def references_in(owned: Iterable[Quad]) -> set[str]:
    """IRIs of places and concepts among the objects of the quads of an entity."""
    return {
        quad.object.value
        for quad in owned
        if quad.predicate in _REFERRING and isinstance(quad.object, NamedNode)
    }


def canonical_nquads(
    reader: GraphReader, base_iri: str, vocabulary: Vocabulary | None = None
) -> Iterator[str]:
    """The lines of the dataset in canonical N-Quads, sorted, each once, without line ends.

    More than `LINES_IN_MEMORY` lines are sorted in temporary files.
    """
    lines = (f"{quad} ." for quad in quads(reader, base_iri, vocabulary))
    yield from sorted_unique(lines)


def sorted_unique(lines: Iterator[str], in_memory: int = LINES_IN_MEMORY) -> Iterator[str]:
    """Sort lines by code point and drop repetitions, through temporary files when many."""
    with tempfile.TemporaryDirectory() as folder:
        runs: list[Path] = []
        chunk = sorted(set(islice(lines, in_memory)))
        while following := set(islice(lines, in_memory)):
            runs.append(_write_run(Path(folder) / str(len(runs)), chunk))
            chunk = sorted(following)
        merged = heapq.merge(chunk, *map(_read_run, runs))
        yield from (line for line, _ in groupby(merged))


def _write_run(path: Path, lines: Iterable[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path


def _read_run(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")


def batches(reader: GraphReader) -> Iterator[list[str]]:
    """Keys of all entities, in order, a batch at a time."""
    after = ""
    while keys := reader.entity_keys(after=after, limit=BATCH):
        yield keys
        after = keys[-1]
