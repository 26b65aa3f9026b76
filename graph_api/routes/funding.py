"""Money for a project, and projects like it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.funding_schemas import Funding, Similar
from tisserand.graph_api.parameters import DayOf

router = APIRouter(prefix="/api/v1", tags=["financements"])

Wanted = Annotated[
    str,
    Query(
        min_length=2,
        max_length=2000,
        description="Un projet (IRI, clé ou nom) ou une phrase / A project or a sentence",
    ),
]
Limit = Annotated[int, Query(ge=1, le=100)]


@router.get("/funding", response_model=Funding, responses=example("funding"))
def funding(
    services: ServicesOf,
    role: RoleOf,
    wanted: Wanted,
    day: DayOf,
    budget: Annotated[int | None, Query(ge=1, le=10**12, description="Euros")] = None,
    limit: Limit = 10,
) -> Any:
    """Financements ouverts à un projet, critère par critère. · Funding open to a project."""
    return services.funding(role, wanted, day, budget, limit)


@router.get("/similar", response_model=Similar, responses=example("similar"))
def similar(services: ServicesOf, role: RoleOf, wanted: Wanted, limit: Limit = 10) -> Any:
    """Projets passés semblables et leur suite. · Past projects alike, and what came of them."""
    return services.similar(role, wanted, limit)
