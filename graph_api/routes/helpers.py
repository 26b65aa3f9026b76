"""Who can help, and who could cooperate."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from pydantic import Field

from tisserand.clock import today
from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.schemas import (
    Answer,
    Community,
    Cooperation,
    Join,
    Refusal,
    RefusalGiven,
)

router = APIRouter(prefix="/api/v1", tags=["mise en relation"])
Limit = Annotated[int, Query(ge=1, le=100)]
Concepts = Sequence[Annotated[str, Field(min_length=1, max_length=300)]]


@router.get("/ask", response_model=Answer, responses=example("ask"))
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
    skill: Annotated[
        Concepts, Query(description="Ce que le besoin demande / What it asks for")
    ] = (),
    removed: Annotated[
        Concepts, Query(alias="not", description="Ce qu'il ne demande pas / What it does not")
    ] = (),
    anywhere: Annotated[bool, Query(description="Où que ce soit / From anywhere")] = False,
) -> Any:
    """Qui peut aider, pourquoi et par qui passer. · Who can help, why and through whom.

    Ce qui a été compris se corrige : compétences et thèmes par IRI ou par nom.
    """
    return services.ask(role, need, near, within, limit, skill, removed, anywhere)


@router.get("/communities", response_model=list[Community], responses=example("communities"))
def communities(
    services: ServicesOf,
    role: RoleOf,
    algorithm: Annotated[str, Query(pattern="^(leiden|louvain)$")] = "leiden",
    level: Annotated[str, Query(pattern="^(coarse|medium|fine)$")] = "medium",
) -> Any:
    """Les communautés, nommées. · Communities, named."""
    return services.communities(role, algorithm, level)["communities"]


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
    return services.cooperations(role, actor, limit)


@router.get(
    "/cooperations/projects", response_model=list[Join], responses=example("joins", 403, 404)
)
def joins(
    services: ServicesOf,
    role: RoleOf,
    wanted: Annotated[
        str | None, Query(alias="for", description="Acteur ou projet : IRI ou nom")
    ] = None,
    limit: Limit = 20,
) -> Any:
    """Qui devrait rejoindre quel projet. · Who should join which project."""
    return services.joins(role, wanted, today(), limit)


@router.post(
    "/cooperations/refusals", response_model=Refusal, responses=example("refusal", 403, 404)
)
def refuse(services: ServicesOf, role: RoleOf, given: Annotated[RefusalGiven, Body()]) -> Any:
    """Noter un refus : la paire ne revient qu'avec des faits nouveaux. · Note a refusal."""
    return services.refuse(role, given.a, given.b, given.reason, given.date or today())
