"""Who can help, and who could cooperate."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.schemas import Answer, Community, Cooperation
from tisserand.publish.description import find_key
from tisserand.recommend import communities as community_detection
from tisserand.recommend import cooperations as cooperation_suggestion
from tisserand.recommend import helpers

router = APIRouter(prefix="/api/v1", tags=["mise en relation"])
Limit = Annotated[int, Query(ge=1, le=100)]


@router.get("/ask", response_model=Answer, responses=example("ask", 400))
def ask(
    services: ServicesOf,
    role: RoleOf,
    need: Annotated[
        str,
        Query(
            min_length=2,
            max_length=2000,
            description="Le besoin, en une phrase / The need, in a sentence",
            examples=["Nous cherchons quelqu'un pour remettre en état le four à pain communal"],
        ),
    ],
    near: Annotated[str | None, Query(description="Commune", examples=["Segré"])] = None,
    within: Annotated[float | None, Query(ge=0, description="km")] = None,
    limit: Limit = 10,
) -> Any:
    """Qui peut aider, pourquoi et par qui passer. · Who can help, why and through whom."""
    with services.read(role) as reader:
        return helpers.ask(
            reader,
            services.projection(reader),
            need,
            thesaurus=services.thesaurus,
            gazetteer=services.gazetteer,
            base_iri=services.base_iri,
            near=near,
            within_km=within,
            limit=limit,
        )


@router.get("/communities", response_model=list[Community], responses=example("communities"))
def communities(
    services: ServicesOf,
    role: RoleOf,
    algorithm: Annotated[str, Query(pattern="^(leiden|louvain)$")] = "leiden",
) -> Any:
    """Les communautés, nommées. · Communities, named."""
    with services.read(role) as reader:
        return community_detection.describe_communities(
            reader,
            services.projection(reader),
            algorithm=algorithm,
            gazetteer=services.gazetteer,
            thesaurus=services.thesaurus,
            base_iri=services.base_iri,
        )


@router.get(
    "/cooperations", response_model=list[Cooperation], responses=example("cooperations", 403, 404)
)
def cooperations(
    services: ServicesOf,
    role: RoleOf,
    actor: Annotated[str | None, Query(alias="for", description="IRI ou nom")] = None,
    limit: Limit = 20,
) -> Any:
    """Coopérations à proposer. · Cooperations to suggest."""
    with services.read(role) as reader:
        return cooperation_suggestion.suggest_cooperations(
            reader,
            services.projection(reader),
            for_key=None if actor is None else find_key(reader, actor, services.base_iri),
            limit=limit,
            gazetteer=services.gazetteer,
            thesaurus=services.thesaurus,
            base_iri=services.base_iri,
        )
