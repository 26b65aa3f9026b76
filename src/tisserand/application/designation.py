"""What a name that somebody gives designates: a project or a need of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tisserand.errors import TisserandError
from tisserand.ontology.model import CLASSES
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.properties import is_kind_of
from tisserand.reference.text import fold

if TYPE_CHECKING:
    from tisserand.store.port import GraphReader

PROJECTS = tuple(name for name in CLASSES if is_kind_of(name, "Project"))


def find_project(reader: GraphReader, wanted: str, base_iri: str) -> str | None:
    """Key of the project that an IRI, a key or its whole name designates; None for a sentence.

    A grant or an event of the same name does not hide it; two projects of that name do.
    """
    key = wanted.removeprefix(base_iri).removeprefix("id/")
    entity = reader.entity(key) if key.isalnum() else None
    if entity is not None and is_kind_of(entity.kind, "Project"):
        return entity.key
    hits = reader.find(wanted, limit=50, kinds=PROJECTS)
    named = [hit.key for hit in hits if fold(hit.name) == fold(wanted)]
    return named[0] if len(named) == 1 else None


def find_need(reader: GraphReader, given: str, base_iri: str) -> str:
    """Key of the need that an IRI, a key or its name designates; empty for a sentence."""
    from tisserand.publish.description import find_key

    try:
        key = find_key(reader, given, base_iri)
    except TisserandError:
        return ""
    entity = reader.entity(key)
    is_given = entity is not None and given in (key, entity_iri(base_iri, key), entity.name)
    return key if entity is not None and is_given and entity.kind == "Need" else ""
