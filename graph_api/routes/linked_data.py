"""Linked Data: the IRIs of the graph lead to what they name, as a page or as RDF."""

from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tisserand.errors import NotFoundError
from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.negotiation import preferred
from tisserand.messages import text
from tisserand.publish.linked_data import SERIALISERS, linked_data

router = APIRouter(tags=["données liées"])

HTML = "text/html"
VARY = {"Vary": "Accept, Authorization, Cookie"}
EXAMPLE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "HTML, JSON-LD ou Turtle, selon Accept",
        "content": {
            "text/turtle": {
                "example": "<http://127.0.0.1:8000/id/abc> a tis:Association ;\n"
                '    rdfs:label "Fournil des Deux Rives" .'
            },
            "application/ld+json": {
                "example": {
                    "@id": "http://127.0.0.1:8000/id/abc",
                    "@type": "Association",
                    "name": "Fournil des Deux Rives",
                }
            },
            "text/html": {"example": "<!doctype html>…"},
        },
    }
}


@router.get("/id/{key}", responses=EXAMPLE)
def thing(request: Request, services: ServicesOf, role: RoleOf, key: str) -> Response:
    """Une fiche, en page ou en données. · A thing, as a page or as data.

    La clé d'une fiche réunie à d'autres mène à la fiche commune (301).
    """
    with services.read(role) as reader:
        entity = reader.entity(key)
        if entity is None:
            raise NotFoundError("publish.unknown_entity", name=key)
        if entity.key != key:
            return RedirectResponse(f"/id/{entity.key}", status_code=301)
        media_type = preferred(request.headers.get("accept", ""), (HTML, *SERIALISERS))
        if media_type is None:
            return Response(text("api.not_acceptable"), status_code=406, media_type="text/plain")
        if media_type != HTML:
            body = linked_data(reader, key, services.base_iri, media_type)
            return Response(body, media_type=media_type, headers=VARY)
    render = request.app.state.render_thing
    return HTMLResponse(render(role, key), headers=VARY)


@router.get("/record/{key}", status_code=303, responses={303: {"description": "→ /id/{key}"}})
def record(services: ServicesOf, role: RoleOf, key: str) -> Response:
    """La fiche d'une source mène à la chose qu'elle décrit. · A record leads to its thing."""
    with services.read(role) as reader:
        owner = reader.record_owners([key]).get(key)
    if owner is None:
        raise NotFoundError("publish.unknown_entity", name=key)
    return RedirectResponse(f"/id/{owner}", status_code=303)


@router.get(
    "/ontology", responses={200: {"content": {"text/turtle": {"example": "@prefix tis:…"}}}}
)
def ontology() -> Response:
    """L'ontologie, en Turtle. · The ontology, in Turtle."""
    body = (files("tisserand.ontology") / "tisserand.ttl").read_bytes()
    return Response(body, media_type="text/turtle")
