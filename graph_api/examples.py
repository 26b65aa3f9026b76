"""An example of each answer, from the demonstration territory, for the documentation of the API."""

from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from tisserand.graph_api.schemas import Problem

Json = Any
Responses = dict[int | str, dict[str, Any]]
Resource = Literal["thing", "source", "ontology"]

SPARQL_QUERY = "SELECT ?name WHERE { ?actor a tis:Association ; rdfs:label ?name } LIMIT 2"
RESULTS = "application/sparql-results+json"


@cache
def load_examples() -> dict[str, Json]:
    """Every example, by name: see `examples.yaml`."""
    text = (files("tisserand.graph_api") / "examples.yaml").read_text(encoding="utf-8")
    found: dict[str, Json] = yaml.safe_load(text)
    return found


def example(name: str, *statuses: int) -> Responses:
    """An answer, and the errors that may take its place: 400 and 401 on every route."""
    answer = {"content": {"application/json": {"example": load_examples()[name]}}}
    return {200: answer} | problems(400, 401, *statuses)


def problems(*statuses: int) -> Responses:
    """Errors, told in both languages."""
    return {
        status: {
            "model": Problem,
            "content": {"application/json": {"example": load_examples()["problems"][status]}},
        }
        for status in statuses
    }


def linked_data_example(name: Resource) -> Responses:
    """A resource, in each media type offered."""
    content = {media: {"example": body} for media, body in load_examples()[name].items()}
    return {200: {"description": " · ".join(content), "content": content}}


def sparql_examples() -> Responses:
    """Answers of the SPARQL endpoint: solutions, a graph, and errors told in plain text."""
    found = load_examples()["sparql"]
    answers = {RESULTS: found["solutions"], "text/turtle": found["graph"]}
    content = {media: {"example": body} for media, body in answers.items()}
    errors: Responses = {
        status: {"description": body, "content": {"text/plain": {"example": body}}}
        for status, body in found["problems"].items()
    }
    return {200: {"description": " · ".join(content), "content": content}} | problems(401) | errors
