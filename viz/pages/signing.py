"""Signing in with a token, and out."""

from collections.abc import Callable
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from tisserand.ontology.records import Visibility

A_WORKING_DAY = 10 * 3600
Render = Callable[..., str]
RoleOf = Callable[..., Visibility]


class Workspace(Protocol):
    """What signing in needs of a workspace; `bootstrap.Workspace` is one."""

    def role_of(self, token: str) -> Visibility | None: ...


def signing_routes(workspace: Workspace, render: Render, role_of: RoleOf, cookie: str) -> APIRouter:
    """The routes of signing in and out.

    Args:
        cookie: name of the cookie that keeps a token.
    """
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/connexion")
    def sign_in(role: Annotated[Visibility, Depends(role_of)]) -> str:
        return render("sign_in", role, refused=False)

    @router.post("/connexion", response_model=None)
    def signed_in(request: Request, token: Annotated[str, Form(max_length=200)]) -> Any:
        if workspace.role_of(token.strip()) is None:
            page = render("sign_in", Visibility.PUBLIC, refused=True)
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

    return router
