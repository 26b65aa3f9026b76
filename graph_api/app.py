"""The application: routes, errors, and nothing else."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi_offline import FastAPIOffline

from tisserand import __version__
from tisserand.errors import InputError, NotFoundError, RefusedError, TisserandError
from tisserand.graph_api.routes import (
    entities,
    helpers,
    linked_data,
    network,
    questions,
    sparql,
)
from tisserand.graph_api.services import Services
from tisserand.ontology.records import Visibility

STATUS: dict[type[TisserandError], int] = {
    InputError: 400,
    NotFoundError: 404,
    RefusedError: 403,
}


SECURITY = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
# The page of the API's documentation starts from a script written in it.
SECURITY_OF_DOCS = SECURITY | {
    "Content-Security-Policy": SECURITY["Content-Security-Policy"]
    + "; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"
}

RenderThing = Callable[[Visibility, str], str]


def create_app(services: Services, render_thing: RenderThing) -> FastAPI:
    """The API, SPARQL and Linked Data of one workspace.

    Args:
        render_thing: the HTML page of the entity of a key, as a role sees it.
    """
    app = FastAPIOffline(
        redoc_url=None,
        title="Tisserand",
        version=__version__,
        description="Qui peut aider qui, pourquoi et par qui passer. · Who can help whom, why "
        "and through whom. Sans jeton, le rôle est public. · Without a token, the role is public.",
    )
    app.state.services = services
    app.state.render_thing = render_thing
    for module in (helpers, entities, network, questions, sparql, linked_data):
        app.include_router(module.router)
    app.add_exception_handler(TisserandError, tell)
    app.middleware("http")(protect)
    return app


async def protect(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Headers that keep a page from running or showing what is not ours."""
    response = await go_on(request)
    for name, value in (SECURITY_OF_DOCS if request.url.path == "/docs" else SECURITY).items():
        response.headers.setdefault(name, value)
    return response


def tell(request: Request, error: Exception) -> JSONResponse:
    """An error in both languages; what went wrong inside is never shown."""
    assert isinstance(error, TisserandError)
    return JSONResponse(
        {"detail": {"fr": error.text("fr"), "en": error.text("en")}},
        status_code=STATUS.get(type(error), 503),
    )
