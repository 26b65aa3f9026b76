"""SKOS in RDF, read inside the disposable process: one row for each concept."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

FORMATS = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".jsonld": "json-ld",
}
MAX_BYTES = 60 << 20
"""rdflib holds a graph in some fifteen times the size of its file."""

_LARGE_ENTITY = re.compile(
    rb"<!ENTITY[^>]*?(\"[^\"]*&|'[^']*&|\"[^\"]{200}|'[^']{200}|SYSTEM|PUBLIC)"
)
"""An entity made of others, long, or read from elsewhere; a prefix of IRIs is none of these."""

_NO_CONCEPTS = (SKOS.ConceptScheme, SKOS.Collection, SKOS.OrderedCollection)


def skos_rows(path: Path, options: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The concepts of a file, by IRI: labels by language, other names, concepts above."""
    if path.stat().st_size > MAX_BYTES:
        raise MemoryError
    content = path.read_bytes()
    if _LARGE_ENTITY.search(content):
        raise ValueError("entities that expand")
    graph = Graph()
    graph.parse(data=content, format=FORMATS[path.suffix.lower()])
    subjects = {s for s in graph.subjects(RDF.type, SKOS.Concept) if isinstance(s, URIRef)}
    subjects |= {s for s in graph.subjects(SKOS.prefLabel) if isinstance(s, URIRef)}
    subjects -= {s for kind in _NO_CONCEPTS for s in graph.subjects(RDF.type, kind)}
    for number, subject in enumerate(sorted(subjects), start=1):
        yield number, _row(graph, subject)


def _row(graph: Graph, subject: URIRef) -> dict[str, Any]:
    names = [*graph.objects(subject, SKOS.altLabel), *graph.objects(subject, SKOS.hiddenLabel)]
    above = {
        *graph.objects(subject, SKOS.broader),
        *graph.objects(subject, SKOS.broadMatch),
        *graph.objects(subject, SKOS.exactMatch),
        *graph.objects(subject, SKOS.closeMatch),
        *graph.subjects(SKOS.narrower, subject),
    }
    notations = map(str, graph.objects(subject, SKOS.notation))
    return {
        "iri": str(subject),
        "labels": {language: label for label, language in sorted(_labels(graph, subject))},
        "alternatives": sorted({*_in_french(names), *notations}),
        "broader": sorted(str(node) for node in above if isinstance(node, URIRef)),
    }


def _labels(graph: Graph, subject: URIRef) -> Iterator[tuple[str, str]]:
    for label in graph.objects(subject, SKOS.prefLabel):
        if isinstance(label, Literal):
            yield str(label), (label.language or "fr").partition("-")[0].lower()


def _in_french(names: Iterable[Node]) -> Iterator[str]:
    for name in names:
        if isinstance(name, Literal) and (name.language or "fr").startswith("fr"):
            yield str(name)
