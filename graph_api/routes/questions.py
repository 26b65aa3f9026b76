"""The named questions."""

from typing import Any

from fastapi import APIRouter, Request

from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import example
from tisserand.graph_api.parameters import FREE
from tisserand.graph_api.schemas import QuestionListed, Table
from tisserand.queries.catalogue import list_questions

router = APIRouter(prefix="/api/v1", tags=["questions"])


@router.get("/questions", response_model=list[QuestionListed], responses=example("questions"))
def questions() -> Any:
    """Les questions nommées. · The named questions."""
    return list_questions()


@router.get(
    "/questions/{name}",
    response_model=Table,
    responses=example("table", 404),
    openapi_extra={FREE: True},
)
def question(services: ServicesOf, role: RoleOf, name: str, request: Request) -> Any:
    """Poser une question nommée ; ses paramètres sont ceux de l'adresse.

    Ask a named question; its parameters are those of the address.
    """
    return services.question(name, dict(request.query_params), role)
