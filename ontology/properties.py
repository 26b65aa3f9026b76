"""What each property of the model takes: read off the fields of `model`, never written twice."""

from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from tisserand.ontology.model import CLASSES, Activity, Actor, Concept, Thing
from tisserand.ontology.types import Datatype, LinkTo, Reference

ABSTRACT_CLASSES: dict[str, type[Thing]] = {
    model.__name__: model for model in (Thing, Actor, Activity, Concept)
}


@dataclass(frozen=True, slots=True)
class Property:
    """One property.

    Attributes:
        name: its local name (`locatedIn`).
        takes: a literal, an IRI of a reference vocabulary, or a link to another record's thing.
        range: a class for references and links, an XSD local name or `langString` for literals.
        functional: whether one value is shown even when sources disagree.
        domains: names of the classes of records that may bear it.
    """

    name: str
    takes: Literal["literal", "reference", "link"]
    range: str
    functional: bool
    domains: frozenset[str]


@cache
def is_kind_of(kind: str, ancestor: str) -> bool:
    """Whether class `kind` is `ancestor` or one of its subclasses."""
    model = CLASSES.get(ancestor) or ABSTRACT_CLASSES[ancestor]
    return issubclass(CLASSES[kind], model)


@cache
def family_of(kind: str) -> str:
    """Name of the group of classes whose records may describe one thing."""
    return CLASSES[kind].family


def markers_of(annotation: Any) -> list[Any]:
    """Every marker met in an annotation, outermost first."""
    found = list(getattr(annotation, "__metadata__", ()))
    if get_origin(annotation) in (list, Union, UnionType) or found:
        for argument in get_args(annotation):
            found += markers_of(argument)
    return found


def _describe(name: str, field: FieldInfo, domains: frozenset[str]) -> Property:
    markers = list(field.metadata) + markers_of(field.annotation)
    functional = get_origin(field.annotation) is not list
    for marker in markers:
        if isinstance(marker, LinkTo):
            return Property(name, "link", marker.range, functional, domains)
        if isinstance(marker, Reference):
            return Property(name, "reference", marker.range, functional, domains)
    datatypes = [marker.name for marker in markers if isinstance(marker, Datatype)]
    datatype = "langString" if "langString" in datatypes else (datatypes or ["string"])[0]
    if datatype == "anyURI" and name in ("broader", "related"):
        return Property(name, "reference", "Concept", functional, domains)
    return Property(name, "literal", datatype, functional, domains)


def _collect() -> dict[str, Property]:
    fields: dict[str, FieldInfo] = {}
    domains: dict[str, set[str]] = {}
    for kind, model in CLASSES.items():
        for field in model.model_fields.values():
            name = str(field.alias)
            fields.setdefault(name, field)
            domains.setdefault(name, set()).add(kind)
    return {
        name: _describe(name, field, frozenset(domains[name])) for name, field in fields.items()
    }


PROPERTIES: dict[str, Property] = _collect()
"""Every property, by local name."""
