"""CSV of the graph and of its records, safe to open in a spreadsheet."""

import csv
import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.records import Locator, Record
from tisserand.publish.terms import clean
from tisserand.reference.places import Gazetteer
from tisserand.store.port import GraphReader

RECORD_COLUMNS = ("source", "file", "locator", "kind", "name", "siren", "place", "entity")
NODE_COLUMNS = ("iri", "kind", "name", "place", "latitude", "longitude")
LINK_COLUMNS = ("subject", "property", "object", "records", "confidence", "since", "until")

BATCH = 1000
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula: an apostrophe goes before those it would."""
    cell = clean(cell)
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """CSV text, RFC 4180, a piece for each row."""
    yield _line(columns)
    for row in rows:
        yield _line([neutral(cell) for cell in row])


def _line(row: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(row)
    return line.getvalue()


def locator_text(locator: Locator) -> str:
    """Where in its file a record is: `12`, `Feuil1:12` or `p. 4`; the physical row comes last.

    Rows count from 1; a sheet is named where the file has sheets.
    """
    if locator.row is not None:
        return f"{locator.sheet}:{locator.row}" if locator.sheet else str(locator.row)
    if locator.page is not None:
        return f"p. {locator.page}"
    return locator.sheet or ""


def record_rows(
    reader: GraphReader, base_iri: str, gazetteer: Gazetteer | None = None
) -> Iterator[tuple[str, ...]]:
    """A row for each visible record, by source then key; see `RECORD_COLUMNS`.

    `place` is the name of the place where a gazetteer knows it, its IRI otherwise; `entity` the
    IRI of the thing that the record describes.
    """
    for source in reader.sources():
        records = reader.records_of_source(source.id)
        while batch := list(islice(records, BATCH)):
            owners = reader.record_owners([record.key for record in batch])
            for record in batch:
                yield _record_row(record, entity_iri(base_iri, owners[record.key]), gazetteer)


def _record_row(record: Record, entity: str, gazetteer: Gazetteer | None) -> tuple[str, ...]:
    sirens = (i.value for i in record.identifiers if i.scheme == "siren" and i.role == "self")
    place = record.get("locatedIn") or ""
    known = gazetteer.get(place) if gazetteer else None
    return (
        record.source,
        record.locator.file,
        locator_text(record.locator),
        record.kind,
        record.name,
        next(sirens, ""),
        known.name if known else place,
        entity,
    )


class Edge(NamedTuple):
    """A link between two entities, all the records that say so together."""

    subject: str
    property: str
    object: str
    records: int
    confidence: float
    since: str
    until: str


def node_rows(reader: GraphReader, base_iri: str) -> Iterator[tuple[str, ...]]:
    """A row for each entity, by key; see `NODE_COLUMNS`."""
    for batch in reader.scan_nodes():
        columns = zip(
            batch.keys, batch.kinds, batch.names, batch.places,
            batch.latitudes.tolist(), batch.longitudes.tolist(), strict=True,
        )  # fmt: skip
        for key, kind, name, place, latitude, longitude in columns:
            where = ("" if math.isnan(x) else repr(x) for x in (latitude, longitude))
            yield (entity_iri(base_iri, key), kind, name, place or "", *where)


def edges(reader: GraphReader, base_iri: str) -> list[Edge]:
    """Every link of the View, each (subject, property, object) once, in that order."""
    iris = {
        node: entity_iri(base_iri, key)
        for batch in reader.scan_nodes()
        for node, key in zip(batch.ids.tolist(), batch.keys, strict=True)
    }
    found: dict[tuple[str, str, str], Edge] = {}
    for edge in _said(reader, iris):
        known = found.get(edge[:3])
        found[edge[:3]] = _together(known, edge) if known else edge
    return [found[triple] for triple in sorted(found)]


def _said(reader: GraphReader, iris: Mapping[int, str]) -> Iterator[Edge]:
    for batch in reader.scan_links():
        columns = zip(
            batch.subjects.tolist(), batch.properties, batch.objects.tolist(),
            batch.confidences.tolist(), batch.since, batch.until, strict=True,
        )  # fmt: skip
        for subject, name, target, trust, since, until in columns:
            yield Edge(iris[subject], name, iris[target], 1, trust, since or "", until or "")


def _together(known: Edge, other: Edge) -> Edge:
    """Two records that say one link: the surest, from the earliest date to the latest."""
    since = min(known.since, other.since) if known.since and other.since else ""
    until = max(known.until, other.until) if known.until and other.until else ""
    trust = max(known.confidence, other.confidence)
    return known._replace(
        records=known.records + other.records, confidence=trust, since=since, until=until
    )


def zipped_tables(reader: GraphReader, base_iri: str) -> bytes:
    """A ZIP file of `nodes.csv` and `links.csv`, with fixed dates."""
    links = (tuple(map(str, edge)) for edge in edges(reader, base_iri))
    tables = {
        "nodes.csv": csv_lines(NODE_COLUMNS, node_rows(reader, base_iri)),
        "links.csv": csv_lines(LINK_COLUMNS, links),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in tables.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as file:
                for line in lines:
                    file.write(line.encode("utf-8"))
    return packed.getvalue()
