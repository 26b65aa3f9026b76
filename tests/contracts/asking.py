"""The ways to ask a question in tests: of a dataset in memory, and of a real Neo4j."""

from collections.abc import Iterator
from typing import Any

from pyoxigraph import QuerySolutions, Store

from tisserand.publish.quads import quads
from tisserand.queries.answering import Select
from tisserand.store.port import GraphStore, View


def select_in(store: GraphStore, view: View) -> Select:
    """Runs SPARQL on what is published of a View."""
    dataset = Store()
    with store.read(view) as reader:
        dataset.extend(quads(reader, store.base_iri))

    def select(query: str) -> Iterator[dict[str, Any]]:
        solutions = dataset.query(query)
        assert isinstance(solutions, QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            bound = {name: solution[name] for name in names}
            yield {name: node.value for name, node in bound.items() if node is not None}

    return select
