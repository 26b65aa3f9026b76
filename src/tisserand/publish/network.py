"""GraphML and GEXF, for Gephi and notebooks, through networkx."""

import re
from collections.abc import Iterator

import networkx as nx

from tisserand.publish.tables import NODE_COLUMNS, edges, node_rows
from tisserand.publish.terms import clean
from tisserand.store.port import GraphReader

_DATE_OF_WRITING = re.compile(r' lastmodifieddate="[^"]*"')


def network(reader: GraphReader, base_iri: str) -> "nx.MultiDiGraph[str]":
    """The graph of a View: nodes and links with their attributes, named by their IRIs."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in node_rows(reader, base_iri):
        iri, *cells = (clean(cell) for cell in row)
        known = {name: cell for name, cell in zip(NODE_COLUMNS[1:], cells, strict=True) if cell}
        for name in ("latitude", "longitude"):
            if name in known:
                known[name] = float(known[name])  # type: ignore[assignment]  # a number to Gephi
        graph.add_node(iri, label=known["name"], **known)
    for edge in edges(reader, base_iri):
        dates = {name: getattr(edge, name) for name in ("since", "until") if getattr(edge, name)}
        graph.add_edge(
            edge.subject,
            edge.object,
            label=edge.property,
            weight=edge.records,
            confidence=edge.confidence,
            **dates,
        )
    return graph


def graphml(reader: GraphReader, base_iri: str) -> Iterator[str]:
    """Lines of GraphML."""
    return nx.generate_graphml(network(reader, base_iri))


def gexf(reader: GraphReader, base_iri: str) -> Iterator[str]:
    """Lines of GEXF, without the day it was written, so that equal graphs give equal files."""
    for line in nx.generate_gexf(network(reader, base_iri)):
        yield _DATE_OF_WRITING.sub("", line)
