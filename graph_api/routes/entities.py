"""Things and sources: search, description."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import ENTITY, FOUND, SOURCES, example
from tisserand.graph_api.schemas import Description, Found, SourceListed
from tisserand.ontology.namespaces import entity_iri
from tisserand.publish.description import describe, find_key
from tisserand.reference.places import Gazetteer

router = APIRouter(prefix="/api/v1", tags=["fiches"])


@router.get("/entities", response_model=list[Found], responses=example(FOUND))
def search(
    services: ServicesOf,
    role: RoleOf,
    q: Annotated[str, Query(min_length=1, max_length=200, examples=["fournil"])],
    kind: Annotated[list[str] | None, Query(examples=[["Association"]])] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:
    """Trouver une fiche par ses mots. · Find a thing by its words."""
    with services.read(role) as reader:
        hits = reader.find(q, limit=limit, kinds=kind or ())
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


@router.get("/entities/{key:path}", response_model=Description, responses=example(ENTITY))
def show(services: ServicesOf, role: RoleOf, key: str) -> Any:
    """Une fiche, ses liens et leurs sources. · A thing, its links and their sources."""
    with services.read(role) as reader:
        return describe(reader, find_key(reader, key, services.base_iri), services.base_iri)


@router.get("/sources", response_model=list[SourceListed], responses=example(SOURCES))
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
