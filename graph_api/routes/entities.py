"""Things and sources: search, description."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from tisserand.errors import InputError
from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.schemas import Description, Found, SourceListed
from tisserand.ontology.model import CLASSES
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.properties import ABSTRACT_CLASSES, is_kind_of
from tisserand.publish.description import describe
from tisserand.reference.places import Gazetteer

router = APIRouter(prefix="/api/v1", tags=["fiches"])


@router.get("/entities", response_model=list[Found], responses=example("found"))
def search(
    services: ServicesOf,
    role: RoleOf,
    q: Annotated[str, Query(min_length=1, max_length=200, examples=["fournil"])],
    kind: Annotated[list[str] | None, Query(examples=[["Association"]])] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:
    """Trouver une fiche par ses mots. · Find a thing by its words."""
    with services.read(role) as reader:
        hits = reader.find(q, limit=limit, kinds=_with_subclasses(kind or []))
    return [
        {
            "iri": entity_iri(services.base_iri, hit.key),
            "name": hit.name,
            "kind": hit.kind,
            "place": place_named(services.gazetteer, hit.place),
            "score": hit.score,
        }
        for hit in hits
    ]


@router.get("/entities/{key:path}", response_model=Description, responses=example("entity", 404))
def show(services: ServicesOf, role: RoleOf, key: str) -> Any:
    """Une fiche, par sa clé ou son IRI, ses liens et leurs sources.

    A thing, by its key or its IRI, its links and their sources.
    """
    with services.read(role) as reader:
        named = key.removeprefix(services.base_iri).removeprefix("id/").removeprefix("record/")
        return describe(reader, named, services.base_iri)


@router.get("/sources", response_model=list[SourceListed], responses=example("sources"))
def sources(services: ServicesOf, role: RoleOf) -> Any:
    """Les sources du graphe. · The sources of the graph."""
    with services.read(role) as reader:
        return [
            {name: getattr(source, name) for name in SourceListed.model_fields}
            for source in reader.sources()
        ]


def place_named(gazetteer: Gazetteer, iri: str | None) -> dict[str, str] | None:
    """A place as an answer shows it."""
    place = None if iri is None else gazetteer.get(iri)
    return None if place is None else {"iri": place.iri, "name": place.name}


def _with_subclasses(kinds: list[str]) -> list[str]:
    """Classes of the ontology and those below them.

    Raises:
        InputError: a class is unknown.
    """
    known = CLASSES.keys() | ABSTRACT_CLASSES.keys()
    for kind in kinds:
        if kind not in known:
            raise InputError("api.unknown_kind", kind=kind, known=", ".join(sorted(known)))
    return [name for name in CLASSES if any(is_kind_of(name, kind) for kind in kinds)]
