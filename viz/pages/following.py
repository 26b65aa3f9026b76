"""Pages that follow introductions: those due and under way, suggestions, the draft, each step."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Form, Path, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from tisserand.application.introductions import Asked, Introductions
from tisserand.clock import today
from tisserand.errors import RefusedError, TisserandError
from tisserand.ontology.records import Visibility
from tisserand.ontology.types import IntroductionState
from tisserand.recommend.introductions import NEXT, Step

PATH = "/mises-en-relation"
SUGGESTED = 5
Render = Callable[..., str]
RoleOf = Callable[..., Visibility]
NameOf = Callable[..., str]
Name = Annotated[str, Query(max_length=500)]
Said = Annotated[str, Form(max_length=2000)]


class Workspace(Protocol):
    """What these pages need of a workspace; `bootstrap.Workspace` is one."""

    @property
    def introductions(self) -> Introductions: ...

    def cooperations(
        self, role: Visibility, actor: str | None, limit: int
    ) -> list[dict[str, Any]]: ...


class FollowingPages:
    """The pages of introductions, filled. For agents.

    Every method raises:
        RefusedError: a role below agent.
    """

    def __init__(self, workspace: Workspace, render: Render) -> None:
        self.workspace, self.render = workspace, render

    def listed(self, role: Visibility) -> str:
        """What is due, what is under way, whom to introduce next, and what is over."""
        found = self.workspace.introductions.list(role, today())
        return self.render(
            "introductions",
            role,
            due=[one for one in found if one["is_due"]],
            open=[one for one in found if NEXT[one["state"]] and not one["is_due"]],
            over=[one for one in found if not NEXT[one["state"]]],
            following=NEXT,
            suggested=self._suggested(role, found),
        )

    def _suggested(self, role: Visibility, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Pairs to propose, those already followed left out."""
        followed = [{one[side]["iri"] for side in "ab" if one[side]} for one in found]
        pairs = self.workspace.cooperations(role, None, SUGGESTED + len(found))
        new = [pair for pair in pairs if {pair["a"]["iri"], pair["b"]["iri"]} not in followed]
        return new[:SUGGESTED]

    def draft(self, role: Visibility, asked: Asked) -> str:
        """The message to send, and through whom; the form alone while one side lacks."""
        if role < Visibility.AGENT:
            raise RefusedError("introductions.agents_only")
        drafted, problem = None, None
        if asked.a and asked.b:
            try:
                drafted = self.workspace.introductions.draft(role, asked)
            except TisserandError as error:
                problem = error.text("fr")
        return self.render("introduction", role, asked=asked, drafted=drafted, problem=problem)


def following_routes(pages: FollowingPages, role_of: RoleOf, name_of: NameOf) -> APIRouter:
    """The routes of these pages."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    role = Annotated[Visibility, Depends(role_of)]
    name = Annotated[str, Depends(name_of)]

    @router.get(PATH)
    def listed(role: role) -> str:
        return pages.listed(role)

    @router.get(f"{PATH}/nouvelle")
    def draft(role: role, a: Name = "", b: Name = "", besoin: Name = "", par: Name = "") -> str:
        return pages.draft(role, _asked(a, b, besoin, par))

    @router.post(PATH, response_model=None)
    def propose(
        role: role, by: name, a: Said, b: Said, besoin: Said = "", par: Said = ""
    ) -> RedirectResponse:
        asked = replace(_asked(a, b, besoin, par), by=by)
        noted = pages.workspace.introductions.propose(role, asked)
        return RedirectResponse(f"{PATH}#n{noted['id']}", status_code=303)

    @router.post(PATH + "/{number}", response_model=None)
    def step(
        role: role,
        by: name,
        number: Annotated[int, Path(ge=1, le=2**31)],
        etat: Annotated[IntroductionState, Form()],
        dit: Said = "",
    ) -> RedirectResponse:
        field = "reason" if etat == "declined" else "outcome"
        pages.workspace.introductions.step(role, number, Step(etat, today(), by, **{field: dit}))
        return RedirectResponse(f"{PATH}#n{number}", status_code=303)

    return router


def _asked(a: str, b: str, need: str, through: str) -> Asked:
    return Asked(a.strip(), b.strip(), through.strip() or None, need.strip(), date=today())
