"""The application: routes, errors, and nothing else."""

from typing import Any

from fastapi import Depends, FastAPI
from fastapi_offline import FastAPIOffline

from tisserand import __version__
from tisserand.graph_api import problems
from tisserand.graph_api.parameters import check_parameters
from tisserand.graph_api.protection import Protection
from tisserand.graph_api.routes import (
    entities,
    funding,
    groups,
    helpers,
    introductions,
    lessons,
    linked_data,
    network,
    persons,
    provenance,
    questions,
    reports,
    review,
    signals,
    sparql,
    territories,
)
from tisserand.graph_api.services import Renderer, Services


def create_app(services: Services, renderer: Renderer) -> FastAPI:
    """The API, SPARQL and Linked Data of one workspace.

    Args:
        renderer: writes the pages of things, of sources and of what went wrong.
    """
    app = FastAPIOffline(
        redoc_url=None,
        title="Tisserand",
        version=__version__,
        description="Qui peut aider qui, pourquoi et par qui passer. · Who can help whom, why "
        "and through whom. Sans jeton, le rôle est public. · Without a token, the role is public.",
    )
    app.state.services = services
    app.state.renderer = renderer
    for module in (
        helpers,
        introductions,
        lessons,
        groups,
        funding,
        provenance,
        entities,
        network,
        questions,
        territories,
        signals,
        review,
        persons,
        reports,
    ):
        router: Any = module.router
        app.include_router(router, dependencies=[Depends(check_parameters)])
    for module in (sparql, linked_data):
        app.include_router(module.router)
    problems.register(app)
    app.add_middleware(Protection)
    return app
