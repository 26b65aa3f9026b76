"""Where facts come from, and what sources contradict each other about."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from tisserand.application import provenance
from tisserand.application.parts import Parts
from tisserand.graph_api.access import RoleOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.provenance_schemas import Disagreement, Explained

router = APIRouter(prefix="/api/v1", tags=["fiches"])


@router.get("/why", response_model=Explained, responses=example("why", 404))
def why(
    request: Request,
    role: RoleOf,
    what: Annotated[str, Query(min_length=1, max_length=500, description="IRI, clé ou nom")],
) -> Any:
    """D'où vient chaque fait d'une fiche, et pourquoi ses fiches sont réunies.

    Where each fact of a thing comes from, and why its records are one.
    """
    work: Parts = request.app.state.services
    return provenance.why(work, role, what)


@router.get("/disagreements", response_model=list[Disagreement], responses=example("disagreements"))
def disagreements(
    request: Request,
    role: RoleOf,
    kind: Annotated[str | None, Query(description="identifier, place, name, date…")] = None,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 20,
) -> Any:
    """Ce sur quoi les sources se contredisent, le plus lourd d'abord.

    What sources contradict each other about, the heaviest first.
    """
    work: Parts = request.app.state.services
    return provenance.disagreements(work, role, kind, limit)[0]
