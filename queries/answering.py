"""Ask a named question: of a published dataset in SPARQL, or of Neo4j in Cypher.

The caller gives what runs a query; the rows come out equal from both, as strings, in one order.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, TypedDict

from pydantic.alias_generators import to_snake

from tisserand.ontology.properties import PROPERTIES
from tisserand.queries.binding import Bound, bind, sparql_text
from tisserand.queries.catalogue import ColumnType, Question, find_question
from tisserand.reference.places import Gazetteer, load_gazetteer
from tisserand.reference.thesaurus import Thesaurus, load_thesaurus

Select = Callable[[str], Iterable[Mapping[str, Any]]]
"""Runs a SPARQL query: its solutions, each a value by variable; unbound ones may lack."""

Read = Callable[[str, Mapping[str, Any]], Iterable[Mapping[str, Any]]]
"""Runs a Cypher query with its parameters: its rows, each a value by column."""

RELATIONSHIPS = {to_snake(name).upper(): name for name in PROPERTIES}
"""Property of each relationship type of the Neo4j store."""


class Table(TypedDict):
    """An answer: rows of strings, empty where there is no value."""

    columns: list[str]
    rows: list[list[str]]


def run_question(
    name: str,
    parameters: Mapping[str, str],
    select: Select,
    gazetteer: Gazetteer | None = None,
    thesaurus: Thesaurus | None = None,
) -> Table:
    """The answer of a published dataset to a question, for the role whose dataset it is.

    Raises:
        NotFoundError: no such question.
        InputError: a parameter is unknown, lacks or has a value that its type refuses.
    """
    question = find_question(name)
    bound = bind(question, parameters, gazetteer or load_gazetteer(), thesaurus or load_thesaurus())
    return _table(question, select(sparql_text(question, bound)))


def run_cypher_question(
    name: str,
    parameters: Mapping[str, str],
    read: Read,
    view: int,
    gazetteer: Gazetteer | None = None,
    thesaurus: Thesaurus | None = None,
) -> Table:
    """The answer of Neo4j to a question, in a View (0 public … 3 steward).

    What a place holds and what lies below a concept is worked out here: Neo4j holds the places
    and concepts that are used, without their hierarchy.

    Raises:
        As `run_question`.
    """
    question = find_question(name)
    places, concepts = gazetteer or load_gazetteer(), thesaurus or load_thesaurus()
    bound = bind(question, parameters, places, concepts)
    values = _cypher_values(question, bound, read, places, concepts)
    return _table(question, read(question.cypher, {**values, "view": int(view)}))


def _cypher_values(
    question: Question, bound: Bound, read: Read, gazetteer: Gazetteer, thesaurus: Thesaurus
) -> dict[str, object]:
    values: dict[str, object] = {}
    for parameter in question.parameters:
        value = bound[parameter.bound_as]
        if isinstance(value, str) and parameter.type == "place":
            used = read("MATCH (place:Place) RETURN DISTINCT place.iri AS iri", {})
            values[parameter.bound_as] = _places_in(value, (row["iri"] for row in used), gazetteer)
        elif isinstance(value, str) and parameter.type in ("skill", "theme"):
            values[parameter.bound_as] = [value, *thesaurus.narrower(value)]
        else:
            values[parameter.bound_as] = value
    if "$properties" in question.cypher:
        values["properties"] = RELATIONSHIPS
    if "$below" in question.cypher:
        concepts = thesaurus.concepts()
        values["below"] = {c.iri: [c.iri, *thesaurus.narrower(c.iri)] for c in concepts}
    return values


def _places_in(area: str, used: Iterable[str], gazetteer: Gazetteer) -> list[str]:
    return sorted(iri for iri in used if iri == area or area in gazetteer.ancestors(iri))


def _table(question: Question, found: Iterable[Mapping[str, Any]]) -> Table:
    columns = list(question.columns)
    rows = [
        [_cell(row.get(column), kind, row) for column, kind in question.columns.items()]
        for row in found
    ]
    return {"columns": columns, "rows": in_order(rows, columns, question.order)}


def _cell(value: Any, kind: ColumnType, row: Mapping[str, Any]) -> str:
    """A value as text; amounts in one form, to the cent."""
    text = "" if value is None else str(value)
    is_amount = kind == "amount" or (
        kind == "value" and PROPERTIES[row["property"]].range == "decimal"
    )
    if not is_amount:
        return text
    try:
        number = Decimal(text).quantize(Decimal("0.01")).normalize()
    except InvalidOperation:
        return text
    return format(number, "f")


def in_order(
    rows: list[list[str]], columns: Sequence[str], order: Sequence[str]
) -> list[list[str]]:
    """Rows by these columns, then by all; a column after `-` counts as a number, descending."""

    def rank(row: list[str]) -> list[tuple[float, str]]:
        cells = dict(zip(columns, row, strict=True))
        first = [
            (-_number(cells[name[1:]]), "") if name.startswith("-") else (0.0, cells[name])
            for name in order
        ]
        return [*first, *((0.0, cell) for cell in row)]

    return sorted(rows, key=rank)


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("-inf")
