"""Several actors together: teams, loops of exchange."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.group_schemas import Loop, Team

router = APIRouter(prefix="/api/v1", tags=["mise en relation"])


@router.get("/team", response_model=Team, responses=example("team", 403))
def team(
    services: ServicesOf,
    role: RoleOf,
    wanted: Annotated[
        str,
        Query(
            min_length=2,
            max_length=2000,
            description="Un projet (IRI, clé ou nom) ou une phrase / A project or a sentence",
        ),
    ],
    near: Annotated[str | None, Query(description="Commune")] = None,
) -> Any:
    """La plus petite équipe qui réunit les savoir-faire. · The smallest team."""
    return services.team(role, wanted, near)


@router.get("/loops", response_model=list[Loop], responses=example("loops", 403))
def loops(
    services: ServicesOf, role: RoleOf, limit: Annotated[int, Query(ge=1, le=100)] = 10
) -> Any:
    """Boucles d'échange : A aide B, qui aide C, qui aide A. · Loops of exchange."""
    return services.loops(role, limit)
