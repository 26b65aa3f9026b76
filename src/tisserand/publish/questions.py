"""Named questions asked of what is published for a role."""

import json
from collections.abc import Iterator

from tisserand.ontology.records import Visibility
from tisserand.publish.sparql import SparqlService
from tisserand.queries.answering import Select

JSON = "application/sparql-results+json"


def select_as(service: SparqlService, role: Visibility) -> Select:
    """What runs the SPARQL of a question, for `run_question`, in the dataset of a role."""

    def select(query: str) -> Iterator[dict[str, str]]:
        answer = json.loads(service.query(query, role, accept=JSON).body)
        for solution in answer["results"]["bindings"]:
            yield {name: node["value"] for name, node in solution.items()}

    return select
