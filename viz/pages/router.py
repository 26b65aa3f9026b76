"""The routes of the pages. They read like anyone else: in the View of who asks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from tisserand.errors import TisserandError
from tisserand.ontology.records import Visibility
from tisserand.publish.description import describe
from tisserand.publish.sources import describe_source
from tisserand.store.port import GraphReader
from tisserand.viz.pages import following, territory
from tisserand.viz.pages.templates import templates

STATIC = Path(__file__).parents[1] / "static"
A_WORKING_DAY = 10 * 3600

RoleOf = Callable[..., Visibility]


class Workspace(following.Workspace, territory.Workspace, Protocol):
    """What the pages need of a workspace; `bootstrap.Workspace` is one."""

    @property
    def base_iri(self) -> str: ...

    def read(self, role: Visibility) -> AbstractContextManager[GraphReader]: ...

    def ask(
        self, role: Visibility, need: str, near: str | None, within_km: float | None
    ) -> dict[str, Any]: ...

    def role_of(self, token: str) -> Visibility | None: ...


class Pages:
    """The pages of one workspace, filled."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.templates = templates()

    def render(self, name: str, role: Visibility, **context: Any) -> str:
        """A page, with what every page shows."""
        template = self.templates.get_template(f"{name}.html.j2")
        return template.render(role=role.name.lower(), **context)

    def ask(self, role: Visibility, need: str, near: str | None, within: float | None) -> str:
        """The first page: a need, and who can help."""
        answer, problem = None, None
        if need.strip():
            try:
                answer = self.workspace.ask(role, need, near or None, within)
            except TisserandError as error:
                problem = error.text("fr")
        with self.workspace.read(role) as reader:
            counts = reader.counts()
        return self.render(
            "ask",
            role,
            need=need,
            near=near or "",
            within=within,
            answer=answer,
            problem=problem,
            counts=counts,
        )

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


def create_pages(pages: Pages, role_of: RoleOf, cookie: str) -> APIRouter:
    """The routes of the pages.

    Args:
        role_of: the dependency that tells who asks.
        cookie: name of the cookie that it reads a token from.
    """
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    role = Annotated[Visibility, Depends(role_of)]

    @router.get("/")
    def home(
        role: role,
        besoin: Annotated[str, Query(max_length=2000)] = "",
        pres_de: Annotated[str, Query(max_length=100)] = "",
        rayon: Annotated[str, Query(pattern=r"^\d{0,4}$")] = "",
    ) -> str:
        return pages.ask(role, besoin, pres_de, float(rayon) if rayon else None)

    @router.get("/explorateur")
    def explorer(role: role) -> str:
        return pages.render("explorer", role)

    @router.get("/connexion")
    def sign_in(role: role) -> str:
        return pages.render("sign_in", role, refused=False)

    @router.post("/connexion", response_model=None)
    def signed_in(request: Request, token: Annotated[str, Form(max_length=200)]) -> Any:
        found = pages.workspace.role_of(token.strip())
        if found is None:
            page = pages.render("sign_in", Visibility.PUBLIC, refused=True)
            return HTMLResponse(page, status_code=401)
        answer = RedirectResponse("/", status_code=303)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            cookie, token.strip(), A_WORKING_DAY, httponly=True, samesite="strict", secure=secure
        )
        return answer

    @router.post("/deconnexion", response_model=None)
    def signed_out() -> RedirectResponse:
        answer = RedirectResponse("/", status_code=303)
        answer.delete_cookie(cookie)
        return answer

    router.include_router(
        following.following_routes(following.FollowingPages(pages.workspace, pages.render), role_of)
    )
    router.include_router(
        territory.territory_routes(territory.TerritoryPages(pages.workspace, pages.render), role_of)
    )
    return router


def static_files() -> StaticFiles:
    """What the pages load: style, explorer."""
    return StaticFiles(directory=STATIC)
