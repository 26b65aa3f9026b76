"""Weak signals."""

from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Query, Request

from tisserand.graph_api.access import RoleOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.parameters import DayOf
from tisserand.graph_api.signal_schemas import Signals
from tisserand.ingest.introductions import whole_day
from tisserand.ontology.records import Visibility

router = APIRouter(prefix="/api/v1", tags=["territoires"])


class Signalling(Protocol):
    """The part of a workspace that this route needs."""

    def signals(
        self, role: Visibility, today: str, since: int | None = None, months: int = 12
    ) -> dict[str, Any]: ...


@router.get("/signals", response_model=Signals, responses=example("signals"))
def signals(
    request: Request,
    role: RoleOf,
    day: DayOf,
    since: Annotated[int | None, Query(ge=1000, le=9999, description="Année / Year")] = None,
    months: Annotated[int, Query(ge=1, le=120)] = 12,
) -> Any:
    """Ce qui monte, et les financements qui prennent fin. · What rises, and what funding ends."""
    work: Signalling = request.app.state.services
    return work.signals(role, whole_day(day), since, months)
