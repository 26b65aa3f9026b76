"""The SPARQL endpoint: the protocol itself is in `publish`, this only carries it over HTTP."""

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import SPARQL_QUERY, sparql_examples
from tisserand.publish.protocol import handle_protocol

router = APIRouter(tags=["SPARQL"])

TEXT = {"type": "string"}
BY_PARAMETER: dict[str, Any] = {
    "parameters": [
        {
            "name": "query",
            "in": "query",
            "required": False,
            "description": "Sans requête : la description du service. · Without a query: the "
            "description of the service.",
            "schema": TEXT,
            "example": SPARQL_QUERY,
        }
    ]
}
BY_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": TEXT, "example": SPARQL_QUERY},
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "properties": {"query": TEXT}, "required": ["query"]},
                "example": {"query": SPARQL_QUERY},
            },
        },
    }
}


@router.get(
    "/sparql",
    response_class=Response,
    openapi_extra=BY_PARAMETER,
    responses=sparql_examples(),
)
@router.head("/sparql", include_in_schema=False)
@router.options("/sparql", include_in_schema=False)
async def query_by_get(request: Request, services: ServicesOf, role: RoleOf) -> Response:
    """SPARQL 1.1, lecture seule. · SPARQL 1.1, read only."""
    return await answer(request, services, role)


@router.post(
    "/sparql",
    response_class=Response,
    openapi_extra=BY_BODY,
    responses=sparql_examples(),
)
async def query_by_post(request: Request, services: ServicesOf, role: RoleOf) -> Response:
    """SPARQL 1.1, par formulaire ou requête directe. · By form or direct query."""
    return await answer(request, services, role)


async def answer(request: Request, services: Any, role: Any) -> Response:
    """Pass the request to the protocol, off the event loop."""
    status, headers, body = await run_in_threadpool(
        handle_protocol,
        services.sparql,
        request.method,
        dict(request.headers),
        request.query_params.multi_items(),
        await request.body(),
        role,
    )
    return Response(content=body, status_code=status, headers=dict(headers))
