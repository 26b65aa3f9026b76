"""The routes of the pages. They read like anyone else: in the View of who asks."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from tisserand.ontology.records import Visibility
from tisserand.publish.description import describe
from tisserand.publish.sources import describe_source
from tisserand.viz.pages import asking, following, reviewing, signing, territory
from tisserand.viz.pages.templates import templates

STATIC = Path(__file__).parents[1] / "static"

RoleOf = Callable[..., Visibility]
NameOf = Callable[..., str]


class Workspace(
    asking.Workspace,
    following.Workspace,
    reviewing.Workspace,
    signing.Workspace,
    territory.Workspace,
    Protocol,
):
    """What the pages need of a workspace; `bootstrap.Workspace` is one."""

    @property
    def base_iri(self) -> str: ...


class Pages:
    """The pages of one workspace, filled."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.templates = templates()

    def render(self, name: str, role: Visibility, **context: Any) -> str:
        """A page, with what every page shows."""
        template = self.templates.get_template(f"{name}.html.j2")
        return template.render(role=role.name.lower(), **context)

    def description(self, role: Visibility, key: str) -> str:
        """The page of a thing.

        Raises:
            NotFoundError: nothing of this key in the View of the role.
        """
        work = self.workspace
        with work.read(role) as reader:
            found = describe(reader, key, work.base_iri)
        return self.render("description", role, thing=found, base=work.base_iri)

    def source(self, role: Visibility, source: str) -> str:
        """The page of a source.

        Raises:
            NotFoundError: no such source in the View of the role.
        """
        work = self.workspace
        with work.read(role) as reader:
            found = describe_source(reader, source, work.base_iri)
        return self.render("source", role, source=found.source, records=found.records)

    def problem(self, told: str) -> str:
        """The page that says what went wrong, to whom may not be known."""
        return self.render("problem", Visibility.PUBLIC, told=told)


def create_pages(pages: Pages, role_of: RoleOf, name_of: NameOf, cookie: str) -> APIRouter:
    """The routes of the pages.

    Args:
        role_of: the dependency that tells the role of who asks.
        name_of: the one that tells their name, empty when they have none.
        cookie: name of the cookie that it reads a token from.
    """
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    work, render = pages.workspace, pages.render

    @router.get("/explorateur")
    def explorer(role: Annotated[Visibility, Depends(role_of)]) -> str:
        return render("explorer", role)

    for routes in (
        asking.asking_routes(asking.AskingPage(work, render), role_of),
        signing.signing_routes(work, render, role_of, cookie),
        following.following_routes(following.FollowingPages(work, render), role_of, name_of),
        reviewing.reviewing_routes(reviewing.ReviewingPages(work, render), role_of, name_of),
        territory.territory_routes(territory.TerritoryPages(work, render), role_of),
    ):
        router.include_router(routes)
    return router


def static_files() -> StaticFiles:
    """What the pages load: style, explorer."""
    return StaticFiles(directory=STATIC)
