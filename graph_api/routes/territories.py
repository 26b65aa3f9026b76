"""What territories have and lack."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from tisserand.clock import today
from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.territory_schemas import RareSkill, ThemeInArea

router = APIRouter(prefix="/api/v1", tags=["territoires"])

Level = Annotated[
    Literal["commune", "epci", "bassin-de-vie", "departement", "region"],
    Query(description="Territoires comparés / Territories compared"),
]
Within = Annotated[str | None, Query(alias="in", description="Lieu auquel s'en tenir")]
Limit = Annotated[int, Query(ge=1, le=10_000)]


@router.get("/rare-skills", response_model=list[RareSkill], responses=example("rare_skills"))
def rare_skills(
    services: ServicesOf,
    role: RoleOf,
    level: Level = "departement",
    within: Within = None,
    limit: Limit = 100,
) -> Any:
    """Compétences que peu détiennent, par territoire. · Skills that few hold, by territory."""
    return services.rare_skills(role, level, within)[:limit]


@router.get("/gaps", response_model=list[ThemeInArea], responses=example("gaps"))
def gaps(
    services: ServicesOf,
    role: RoleOf,
    level: Level = "epci",
    within: Within = None,
    limit: Limit = 1000,
) -> Any:
    """Thèmes couverts, manquants ou non recensés. · Themes covered, missing or not surveyed."""
    return services.gaps(role, level, within, today())[:limit]
