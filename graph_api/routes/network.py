"""The network of actors, as the explorer draws it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.schemas import Network
from tisserand.publish.description import find_key
from tisserand.recommend.picture import neighbourhood, whole_network

router = APIRouter(prefix="/api/v1", tags=["réseau"])

MOST_NEIGHBOURS = 200


@router.get("/network", response_model=Network, responses=example("network", 403, 404))
def network(
    services: ServicesOf,
    role: RoleOf,
    around: Annotated[str | None, Query(description="IRI, clé ou nom")] = None,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
) -> Any:
    """Le réseau des acteurs, ou ce qui entoure l'un d'eux. · The network, or what is around one.

    Colonnes de même longueur ; `community` est un rang dans `communities`, -1 pour aucune.
    """
    with services.read(role) as reader:
        projection = services.projection(reader)
        picture = services.picture(projection)
        if around is None:
            return whole_network(projection, picture, limit)
        key = find_key(reader, around, services.base_iri)
    return neighbourhood(projection, picture, key, min(limit, MOST_NEIGHBOURS))
