"""The web application of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tisserand.bootstrap.workspace import Workspace

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def build_app(work: Workspace) -> ASGIApp:
    """The whole web application of a workspace: API, SPARQL, Linked Data and pages."""
    from tisserand.graph_api.access import COOKIE, name_of, role_of
    from tisserand.graph_api.app import create_app
    from tisserand.viz.pages.router import Pages, create_pages, static_files

    work.open()
    pages = Pages(work)
    app = create_app(work, pages)
    app.include_router(create_pages(pages, role_of, name_of, COOKIE))
    app.mount("/static", static_files(), name="static")
    return app
