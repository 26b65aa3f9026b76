"""The network of actors, as the explorer draws it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.network_schemas import Brokers, Changes
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


@router.get("/brokers", response_model=Brokers, responses=example("brokers"))
def brokers(
    services: ServicesOf,
    role: RoleOf,
    limit: Annotated[int, Query(ge=1, le=1000)] = 10,
) -> Any:
    """Intermédiaires, liens fragiles et silos. · Brokers, weak bridges and silos."""
    return services.brokers(role, limit)


@router.get("/communities/changes", response_model=Changes, responses=example("community_changes"))
def community_changes(
    services: ServicesOf,
    role: RoleOf,
    algorithm: Annotated[str, Query(pattern="^(leiden|louvain)$")] = "leiden",
    level: Annotated[str, Query(pattern="^(coarse|medium|fine)$")] = "medium",
) -> Any:
    """Ce que sont devenues les communautés. · What became of communities."""
    return services.communities(role, algorithm, level)
