"""A source described: who publishes it, under which licence, and how much of it a View holds."""

from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from tisserand.errors import NotFoundError
from tisserand.ontology.namespaces import DCT, XSD, source_iri
from tisserand.ontology.records import Source
from tisserand.publish.linked_data import SERIALISERS
from tisserand.publish.quads import source_quads
from tisserand.publish.subjects import grouped
from tisserand.publish.terms import iri, literal, term
from tisserand.store.port import GraphReader

DC = "http://purl.org/dc/elements/1.1/"
VOID = "http://rdfs.org/ns/void#"


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """A source, and the number of its records that a View shows."""

    iri: str
    source: Source
    records: int


def describe_source(reader: GraphReader, source: str, base_iri: str) -> SourceDescription:
    """The source of an id, as the reader's View shows it; O(records of the source).

    Raises:
        NotFoundError: no such source in this View.
    """
    for found in reader.sources():
        if found.id == source:
            records = sum(1 for _ in reader.records_of_source(source))
            return SourceDescription(source_iri(base_iri, quote(source)), found, records)
    raise NotFoundError("publish.unknown_source", source=source)


def source_data(reader: GraphReader, source: str, base_iri: str, media_type: str) -> bytes:
    """The description of a source, in a media type of `SERIALISERS`.

    Raises:
        NotFoundError: no such source in this View.
    """
    described = describe_source(reader, source, base_iri)
    subject = NamedNode(described.iri)
    quads = list(source_quads(described.source, base_iri))
    if described.source.publisher:
        quads.append(Quad(subject, term(DC, "publisher"), literal(described.source.publisher)))
    if described.source.licence:
        quads.append(_licence(subject, described.source.licence))
    count = Literal(str(described.records), datatype=term(XSD, "integer"))
    quads.append(Quad(subject, term(VOID, "entities"), count))
    return "".join(SERIALISERS[media_type](grouped(quads))).encode("utf-8")


def _licence(subject: NamedNode, licence: str) -> Quad:
    """`dct:license` wants a document: a licence that is only named is said by `dc:rights`."""
    document = iri(licence)
    if document is not None:
        return Quad(subject, term(DCT, "license"), document)
    return Quad(subject, term(DC, "rights"), literal(licence))
