"""Pages of a territory: what is missing there, what rises, and what may pay for a project."""

from collections.abc import Callable
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from tisserand.clock import today
from tisserand.errors import TisserandError
from tisserand.ingest.introductions import whole_day
from tisserand.ontology.records import Visibility

LEVELS = ("commune", "epci", "bassin-de-vie", "departement", "region")
STATUSES = ("gap", "not_surveyed", "stale", "covered")
Render = Callable[..., str]
RoleOf = Callable[..., Visibility]


class Workspace(Protocol):
    """What these pages need of a workspace; `bootstrap.Workspace` is one."""

    def gaps(
        self, role: Visibility, level: str, within: str | None, today: str
    ) -> list[dict[str, Any]]: ...

    def signals(self, role: Visibility, today: str) -> dict[str, Any]: ...

    def funding(
        self, role: Visibility, wanted: str, day: str, budget: int | None = None, limit: int = 10
    ) -> dict[str, Any]: ...


class TerritoryPages:
    """The pages of a territory, filled."""

    def __init__(self, workspace: Workspace, render: Render) -> None:
        self.workspace, self.render = workspace, render

    def gaps(self, role: Visibility, level: str, within: str) -> str:
        """Each theme of each territory of a level, by status: what is missing first."""
        areas, problem = {}, None
        try:
            rows = self.workspace.gaps(role, level, within.strip() or None, today())
            areas = _by_area(rows)
        except TisserandError as error:
            problem = error.text("fr")
        return self.render(
            "gaps", role, level=level, within=within, levels=LEVELS, statuses=STATUSES,
            areas=areas, problem=problem,
        )  # fmt: skip

    def signals(self, role: Visibility, day: str) -> str:
        """What rises and what ends, as of a day."""
        answer, problem = None, None
        try:
            answer = self.workspace.signals(role, whole_day(day))
        except TisserandError as error:
            problem = error.text("fr")
        return self.render("signals", role, day=day, answer=answer, problem=problem)

    def funding(self, role: Visibility, wanted: str, budget: int | None) -> str:
        """What may pay for a project, criterion by criterion."""
        answer, problem = None, None
        if wanted.strip():
            try:
                answer = self.workspace.funding(role, wanted.strip(), today(), budget)
            except TisserandError as error:
                problem = error.text("fr")
        return self.render(
            "funding", role, wanted=wanted, budget=budget, answer=answer, problem=problem
        )


def territory_routes(pages: TerritoryPages, role_of: RoleOf) -> APIRouter:
    """The routes of these pages."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    role = Annotated[Visibility, Depends(role_of)]

    @router.get("/manques")
    def gaps(
        role: role,
        niveau: Annotated[str, Query(pattern=f"^({'|'.join(LEVELS)})$")] = "epci",
        dans: Annotated[str, Query(max_length=200)] = "",
    ) -> str:
        return pages.gaps(role, niveau, dans)

    @router.get("/signaux")
    def signals(role: role, date: Annotated[str, Query(max_length=10)] = "") -> str:
        return pages.signals(role, date or today())

    @router.get("/financements")
    def funding(
        role: role,
        projet: Annotated[str, Query(max_length=2000)] = "",
        budget: Annotated[str, Query(pattern=r"^\d{0,9}$")] = "",
    ) -> str:
        return pages.funding(role, projet, int(budget) if budget.strip("0") else None)

    return router


def _by_area(rows: list[dict[str, Any]]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Territory → status → rows; the territories where most is missing first, then by name."""
    areas: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in rows:
        of_area = areas.setdefault(row["area"]["name"], {})
        of_area.setdefault(row["status"], []).append(row)
    order = sorted(areas, key=lambda name: (-len(areas[name].get("gap", ())), name))
    return {name: areas[name] for name in order}
