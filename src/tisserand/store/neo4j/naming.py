"""How the ontology is spelled in a property graph: labels and types of relationships."""

import re
from functools import cache

from tisserand.ontology.model import CLASSES, Thing
from tisserand.ontology.properties import ABSTRACT_CLASSES, PROPERTIES

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LONGEST_IRI = 2000  # characters: an index of Neo4j takes keys of 8 kB at most
CLASS_LABELS = tuple(sorted({*CLASSES, *ABSTRACT_CLASSES} - {Thing.__name__}))


@cache
def labels(kind: str) -> tuple[str, ...]:
    """Labels of a thing: its class and its ancestors."""
    ancestry = [model.__name__ for model in CLASSES[kind].__mro__]
    return tuple(name for name in reversed(ancestry) if name in CLASS_LABELS)


@cache
def relationship_type(property_name: str) -> str:
    """`memberOf` → `MEMBER_OF`, quoted for Cypher."""
    return quoted(_HUMP.sub("_", property_name).upper())


def quoted(name: str) -> str:
    """A name between backticks, whatever it holds."""
    return "`" + name.replace("`", "``") + "`"


def reference_label(property_name: str) -> str:
    """Label of the nodes that a property takes from a vocabulary: Skill, Theme, Place, Concept."""
    return PROPERTIES[property_name].range


def is_reference(property_name: str) -> bool:
    """Whether the values of a property are IRIs of a vocabulary."""
    known = PROPERTIES.get(property_name)
    return known is not None and known.takes == "reference"
