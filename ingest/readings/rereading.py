"""Reports read again when directories tell other names, so that order of ingestion is nothing.

A report is read with the names of directories that its text holds. Whatever changed these, an
ingestion or a withdrawal, the reports whose text holds other names than it was read with are read
again, and no others: where there are none, nothing that reads prose is loaded.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from tisserand.errors import StaleError, StoreError
from tisserand.ingest.extraction.knowledge import Knowledge
from tisserand.ingest.extraction.port import Extractor
from tisserand.ingest.readings.known import KnownNames, digest_of, known_names
from tisserand.ingest.readings.stored_text import DOCUMENT, StoredText, read_stored
from tisserand.ingest.readings.weaving import read_again, weave_reading
from tisserand.ingest.report import Said
from tisserand.ingest.weaving import ATTEMPTS, STEWARD, Progress
from tisserand.ontology.records import Source
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphStore


def reread_reports(
    store: GraphStore,
    extractor: Extractor,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    progress: Progress | None = None,
) -> list[str]:
    """Read again the reports whose text holds other names of directories than when it was read.

    Returns:
        Ids of their sources, in order.

    Raises:
        StoreError: the store cannot be written now; reports already read again are so.
    """
    if not _are_any(store):
        return []
    names = known_names(store)
    stale = [
        source
        for source, text in _stored(store)
        if digest_of(names.said_in(text.document)) != text.names
    ]
    for number, source in enumerate(stale):
        if progress is not None:
            progress("reread", number)
        _reread(store, source, names, extractor, gazetteer, thesaurus)
    return stale


def tell_rereading(sources: Sequence[str]) -> list[Said]:
    """What is told of the reports read again."""
    return [Said("readings.reread", {"sources": ", ".join(sources)})] if sources else []


def _are_any(store: GraphStore) -> bool:
    with store.resolution() as identity:
        return next(iter(identity.sealed(DOCUMENT)), None) is not None


def _stored(store: GraphStore, source: str | None = None) -> Iterator[tuple[str, StoredText]]:
    """The texts kept, by id of their source; of one source when given."""
    with store.resolution() as identity:
        for one in identity.sealed(DOCUMENT, None if source is None else [source]):
            yield one.key, read_stored(one)


def _reread(
    store: GraphStore,
    source_id: str,
    names: KnownNames,
    extractor: Extractor,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
) -> None:
    """Read a report again and weave it, unless it was withdrawn meanwhile."""
    for _ in range(ATTEMPTS):
        with store.read(STEWARD) as reader:
            sequence = reader.sequence
            source = _source_of(reader.sources(), source_id)
        text = next((text for _, text in _stored(store, source_id)), None)
        if source is None or text is None:
            return
        knowledge = Knowledge(gazetteer, thesaurus, names.said_in(text.document))
        read = read_again(store, source, text.document, extractor, knowledge)
        with suppress(StaleError):
            weave_reading(
                store,
                source,
                read.reading,
                text=None if read.text is None else read.text.sealed(source_id),
                gazetteer=gazetteer,
                thesaurus=thesaurus,
                based_on=sequence,
            )
            return
    raise StoreError("ingest.store_busy")


def _source_of(sources: list[Source], source_id: str) -> Source | None:
    return next((one for one in sources if one.id == source_id), None)
