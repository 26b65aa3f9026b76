"""Linked Data: the IRIs of the graph lead to what they name, as a page or as RDF."""

from collections.abc import Callable
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tisserand.errors import NotFoundError
from tisserand.graph_api.access import RoleOf, ServicesOf
from tisserand.graph_api.examples import Responses, linked_data_example, problems
from tisserand.graph_api.problems import wording
from tisserand.publish.linked_data import SERIALISERS, linked_data
from tisserand.publish.negotiation import Format, choose
from tisserand.publish.sources import source_data

router = APIRouter(tags=["données liées"])

HTML = "text/html"
OFFERED = (Format(HTML, "html"), *(Format(name, "rdf") for name in SERIALISERS))
VARY = {"Vary": "Accept, Authorization, Cookie"}
LEADS: Responses = {303: {"description": "→ /id/{key}"}}


@router.get(
    "/id/{key}",
    response_class=Response,
    responses=linked_data_example("thing") | problems(401, 404, 406),
)
@router.head("/id/{key}", include_in_schema=False)
def thing(request: Request, services: ServicesOf, role: RoleOf, key: str) -> Response:
    """Une fiche, en page ou en données. · A thing, as a page or as data.

    La clé d'une fiche réunie à d'autres mène à la fiche commune (301).
    """
    with services.read(role) as reader:
        entity = reader.entity(key)
        if entity is None:
            raise NotFoundError("publish.unknown_entity", name=key)
        if entity.key != key:
            return RedirectResponse(f"/id/{entity.key}", status_code=301, headers=VARY)
        return negotiated(
            request,
            lambda media_type: linked_data(reader, key, services.base_iri, media_type),
            lambda: request.app.state.renderer.description(role, key),
        )


@router.get(
    "/source/{source:path}",
    response_class=Response,
    responses=linked_data_example("source") | problems(401, 404, 406),
)
@router.head("/source/{source:path}", include_in_schema=False)
def source(request: Request, services: ServicesOf, role: RoleOf, source: str) -> Response:
    """Une source : titre, producteur, licence, date, nombre de fiches. · A source.

    Le graphe de provenance d'une source (`/source/{source}/provenance`) mène à elle (303).
    """
    with services.read(role) as reader:
        known = {each.id for each in reader.sources()}
        named = source.removesuffix("/provenance")
        if source not in known and named in known:
            return RedirectResponse(request.url.path.removesuffix("/provenance"), status_code=303)
        if source not in known:
            raise NotFoundError("publish.unknown_source", source=source)
        return negotiated(
            request,
            lambda media_type: source_data(reader, source, services.base_iri, media_type),
            lambda: request.app.state.renderer.source(role, source),
        )


@router.get(
    "/record/{key}",
    status_code=303,
    response_class=RedirectResponse,
    responses=LEADS | problems(401, 404),
)
@router.head("/record/{key}", include_in_schema=False)
def record(services: ServicesOf, role: RoleOf, key: str) -> Response:
    """La fiche d'une source mène à la chose qu'elle décrit. · A record leads to its thing."""
    with services.read(role) as reader:
        owner = reader.record_owners([key]).get(key)
    if owner is None:
        raise NotFoundError("publish.unknown_entity", name=key)
    return RedirectResponse(f"/id/{owner}", status_code=303, headers=VARY)


@router.get("/ontology", response_class=Response, responses=linked_data_example("ontology"))
@router.head("/ontology", include_in_schema=False)
def ontology() -> Response:
    """L'ontologie, en Turtle. · The ontology, in Turtle."""
    body = (files("tisserand.ontology") / "tisserand.ttl").read_bytes()
    return Response(body, media_type="text/turtle")


def negotiated(
    request: Request, as_data: Callable[[str], bytes], as_page: Callable[[], str]
) -> Response:
    """The page or the data, as the request's Accept header prefers.

    Raises:
        HTTPException: 406, it accepts none of what is offered.
    """
    chosen = choose(request.headers.get("accept"), OFFERED)
    if chosen is None:
        raise HTTPException(406, wording("api.not_acceptable"), headers=VARY)
    if chosen.media_type == HTML:
        return HTMLResponse(as_page(), headers=VARY)
    return Response(as_data(chosen.media_type), media_type=chosen.media_type, headers=VARY)
