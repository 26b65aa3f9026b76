"""Exports of a View: RDF dumps, networks, tables. Bytes are given piece by piece."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from tisserand.errors import InputError
from tisserand.publish.network import gexf, graphml
from tisserand.publish.quads import canonical_nquads
from tisserand.publish.serialisations import json_ld, turtle
from tisserand.publish.subjects import subjects
from tisserand.publish.tables import RECORD_COLUMNS, csv_lines, record_rows, zipped_tables
from tisserand.reference.places import Gazetteer
from tisserand.store.port import GraphReader

Exporter = Callable[[GraphReader, str], Iterator[bytes]]


def _turtle(reader: GraphReader, base_iri: str) -> Iterator[bytes]:
    return _encoded(turtle(subjects(reader, base_iri)))


def _json_ld(reader: GraphReader, base_iri: str) -> Iterator[bytes]:
    return _encoded(json_ld(subjects(reader, base_iri)))


def _nquads(reader: GraphReader, base_iri: str) -> Iterator[bytes]:
    return _encoded(f"{line}\n" for line in canonical_nquads(reader, base_iri))


def _graphml(reader: GraphReader, base_iri: str) -> Iterator[bytes]:
    return _encoded(f"{line}\n" for line in graphml(reader, base_iri))


def _gexf(reader: GraphReader, base_iri: str) -> Iterator[bytes]:
    return _encoded(f"{line}\n" for line in gexf(reader, base_iri))


def _csv(reader: GraphReader, base_iri: str) -> Iterator[bytes]:
    yield zipped_tables(reader, base_iri)


GRAPH_FORMATS: dict[str, Exporter] = {
    "turtle": _turtle,
    "nquads": _nquads,
    "jsonld": _json_ld,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
}
"""Exporters by format. Turtle and JSON-LD hold the chosen values, N-Quads all that is published,
`csv` is a ZIP file of two tables."""


def export_graph(reader: GraphReader, format_name: str, base_iri: str) -> Iterator[bytes]:
    """The graph of a View in a format, piece by piece; equal graphs give equal bytes.

    Raises:
        InputError: no such format.
    """
    if format_name not in GRAPH_FORMATS:
        known = ", ".join(sorted(GRAPH_FORMATS))
        raise InputError("publish.unknown_format", format=format_name, known=known)
    return GRAPH_FORMATS[format_name](reader, base_iri)


def export_records_csv(
    reader: GraphReader, base_iri: str, gazetteer: Gazetteer | None = None
) -> Iterator[bytes]:
    """The records of a View as CSV in UTF-8, a row a record, by source then key.

    Columns: source, file, locator, kind, name, siren, place, entity. The locator ends with the
    physical row number in the file.
    """
    return _encoded(csv_lines(RECORD_COLUMNS, record_rows(reader, base_iri, gazetteer)))


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    remaining = iter(pieces)
    while chunk := "".join(islice(remaining, 500)):
        yield chunk.encode("utf-8")
