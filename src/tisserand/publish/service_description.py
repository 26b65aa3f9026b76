"""What a SPARQL endpoint says of itself: https://www.w3.org/TR/sparql11-service-description/."""

import csv

from pyoxigraph import Literal, NamedNode, Triple, serialize

from tisserand.errors import InputError
from tisserand.ontology.namespaces import RDF, XSD
from tisserand.ontology.records import Visibility
from tisserand.publish.negotiation import GRAPHS, choose, content_type
from tisserand.publish.sparql import SparqlAnswer, SparqlService
from tisserand.publish.terms import term
from tisserand.publish.worker import GRAPH_FORMATS

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads",
)  # fmt: skip

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
GRAPHS_OF_DATASET = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def describe_service(service: SparqlService, role: Visibility, accept: str | None) -> SparqlAnswer:
    """The description of the endpoint, with the graphs that a role may query.

    Raises:
        InputError: the client accepts no RDF format.
    """
    chosen = choose(accept, GRAPHS)
    if chosen is None:
        raise InputError("publish.not_acceptable")
    triples = _service(service.endpoint) + _dataset(service, role)
    prefixes = {"sd": SD} if chosen.name == "turtle" else None
    body = serialize(triples, format=GRAPH_FORMATS[chosen.name], prefixes=prefixes)
    return SparqlAnswer(content_type(chosen), body or b"")


def _service(endpoint: str) -> list[Triple]:
    node = NamedNode(endpoint)
    dataset = NamedNode(f"{endpoint}#dataset")
    return [
        Triple(node, term(RDF, "type"), term(SD, "Service")),
        Triple(node, term(SD, "endpoint"), node),
        Triple(node, term(SD, "supportedLanguage"), term(SD, "SPARQL11Query")),
        Triple(node, term(SD, "defaultDataset"), dataset),
        *(Triple(node, term(SD, "resultFormat"), term(FORMATS, name)) for name in RESULT_FORMATS),
    ]


def _dataset(service: SparqlService, role: Visibility) -> list[Triple]:
    node = NamedNode(f"{service.endpoint}#dataset")
    default = NamedNode(f"{service.endpoint}#default-graph")
    count = Literal(_rows(service, COUNT, role)[0], datatype=term(XSD, "integer"))
    triples = [
        Triple(node, term(RDF, "type"), term(SD, "Dataset")),
        Triple(node, term(SD, "defaultGraph"), default),
        Triple(default, term(RDF, "type"), term(SD, "Graph")),
        Triple(default, term(VOID, "triples"), count),
    ]
    for number, graph in enumerate(_rows(service, GRAPHS_OF_DATASET, role), start=1):
        named = NamedNode(f"{service.endpoint}#graph-{number}")
        triples += [
            Triple(node, term(SD, "namedGraph"), named),
            Triple(named, term(RDF, "type"), term(SD, "NamedGraph")),
            Triple(named, term(SD, "name"), NamedNode(graph)),
        ]
    return triples


def _rows(service: SparqlService, query: str, role: Visibility) -> list[str]:
    """The one column of a query's answer."""
    body = service.query(query, role, accept="text/csv").body.decode("utf-8")
    return [row[0] for row in list(csv.reader(body.splitlines()))[1:]]
