"""The catalogue of named questions, read from `catalogue.yaml` and the files beside it."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from tisserand.errors import NotFoundError

ParameterType = Literal["iri", "string", "integer", "place", "skill", "theme"]
ColumnType = Literal["iri", "text", "integer", "amount", "value"]
"""`value`: a value of the property that the column `property` names."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question.

    Attributes:
        name: as people give it.
        type: how its value is checked and, for places, skills and themes, looked up by name.
        bound_as: the variable that it binds in the two queries.
        required: whether a value must be given; else none means « any ».
        default: the value when none is given.
    """

    name: str
    type: ParameterType
    bound_as: str
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A named question.

    Attributes:
        columns: type of each column of the answer, in order.
        order: columns that rows are sorted by first; `-` before one: as numbers, descending.
        sparql, cypher: the two queries.
    """

    name: str
    title_fr: str
    title_en: str
    description_fr: str
    description_en: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, ColumnType]
    order: tuple[str, ...]
    sparql: str
    cypher: str


def list_questions() -> list[dict[str, Any]]:
    """What may be asked: `{name, title_fr, title_en, parameters, columns}` of each question."""
    return [
        {
            "name": question.name,
            "title_fr": question.title_fr,
            "title_en": question.title_en,
            "parameters": [parameter.name for parameter in question.parameters],
            "columns": list(question.columns),
        }
        for question in load_catalogue().values()
    ]


@cache
def load_catalogue() -> dict[str, Question]:
    """Every question, by name, in the order of the catalogue."""
    entries = yaml.safe_load(_read("catalogue.yaml"))
    return {name: _question(name, entry) for name, entry in entries.items()}


def find_question(name: str) -> Question:
    """The question of this name.

    Raises:
        NotFoundError: no such question; the message lists those there are.
    """
    catalogue = load_catalogue()
    if name not in catalogue:
        raise NotFoundError("queries.unknown_question", name=name, known=", ".join(catalogue))
    return catalogue[name]


def _question(name: str, entry: dict[str, Any]) -> Question:
    return Question(
        name=name,
        title_fr=entry["title"]["fr"],
        title_en=entry["title"]["en"],
        description_fr=entry["description"]["fr"],
        description_en=entry["description"]["en"],
        parameters=tuple(_parameter(k, v) for k, v in entry.get("parameters", {}).items()),
        columns=entry["columns"],
        order=tuple(entry.get("order", ())),
        sparql=_read(f"{name}.rq"),
        cypher=_read(f"{name}.cypher"),
    )


def _parameter(name: str, entry: dict[str, Any]) -> Parameter:
    default = entry.get("default")
    return Parameter(
        name,
        entry["type"],
        entry.get("bound_as", name),
        entry.get("required", False),
        None if default is None else str(default),
    )


def _read(name: str) -> str:
    return (files("tisserand.queries") / name).read_text(encoding="utf-8")
