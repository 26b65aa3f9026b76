"""The SPARQL endpoint: the protocol itself is in `publish`, this only carries it over HTTP."""

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.publish.protocol import handle_protocol

router = APIRouter(tags=["SPARQL"])

QUERY_PARAMETER = {
    "parameters": [
        {
            "name": "query",
            "in": "query",
            "required": False,
            "schema": {"type": "string"},
            "example": "SELECT ?nom WHERE { ?a a tis:Association ; tis:name ?nom } LIMIT 10",
        }
    ]
}


@router.get("/sparql", openapi_extra=QUERY_PARAMETER)
async def query_by_get(request: Request, services: ServicesOf, role: RoleOf) -> Response:
    """SPARQL 1.1, lecture seule. · SPARQL 1.1, read only."""
    return await answer(request, services, role)


@router.post("/sparql")
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
