"""Pages where stewards read a report with the machine: its text, and their word on each reading."""

from collections.abc import Callable
from typing import Annotated, Any, Protocol
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Path
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import Field

from tisserand.clock import today
from tisserand.errors import RefusedError
from tisserand.ingest.readings.decisions import DecisionVerdict
from tisserand.ingest.readings.review import (
    CHOICES,
    CORRECTABLE,
    decide,
    take_back,
)
from tisserand.ingest.readings.rules import pattern_precision, rule_precision
from tisserand.ingest.readings.shown import ItemShown, list_reports, show_report
from tisserand.messages import text
from tisserand.ontology.records import Visibility
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphStore

PATH = "/rapports"
Render = Callable[..., str]
RoleOf = Callable[..., Visibility]
NameOf = Callable[..., str]
Source = Annotated[str, Path(max_length=100)]
Item = Annotated[str, Path(max_length=100)]
Next = Annotated[str, Form(pattern=r"^[0-9a-f]{0,64}$")]
Names = Annotated[list[Annotated[str, Field(max_length=50)]], Field(max_length=30)]
Values = Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=30)]


class Workspace(Protocol):
    """What these pages need of a workspace; `bootstrap.Workspace` is one."""

    @property
    def store(self) -> GraphStore: ...

    @property
    def gazetteer(self) -> Gazetteer: ...

    @property
    def thesaurus(self) -> Thesaurus: ...


class ReviewingPages:
    """The pages of reports, filled. For stewards.

    Every method raises:
        RefusedError: another role.
    """

    def __init__(self, workspace: Workspace, render: Render) -> None:
        self.workspace, self.render = workspace, render

    def listed(self, role: Visibility) -> str:
        """The reports, what waits in each, and how often each rule of reading is right."""
        _check(role)
        store = self.workspace.store
        rules = rule_precision(pattern_precision(store))
        judged = [row for row in rules if row["precision"] is not None]
        return self.render("reports", role, reports=list_reports(store), judged=judged)

    def report(self, role: Visibility, source: str) -> str:
        """The text of a report, its passages marked, and what was read in it."""
        _check(role)
        shown = show_report(self.workspace.store, source)
        states = {one.told["item"]: one.state for one in shown.items}
        waiting = [one for one in shown.items if one.state == "waiting"]
        rest = [one for one in shown.items if one.state != "waiting"]
        return self.render(
            "report", role, report=shown, states=states, waiting=waiting, rest=rest,
            names=shown.reading.names(), fields=_fields, choices=CHOICES,
        )  # fmt: skip

    def decide(
        self,
        role: Visibility,
        author: str,
        item: str,
        verdict: DecisionVerdict,
        corrected: dict[str, str],
    ) -> None:
        """Keep a steward's word on what was read, signed by their name or else by their role."""
        _check(role)
        work = self.workspace
        decide(
            work.store, item, verdict, author=author or text("pages.role_steward"), date=today(),
            gazetteer=work.gazetteer, thesaurus=work.thesaurus, corrected=corrected,
        )  # fmt: skip

    def take_back(self, role: Visibility, item: str) -> None:
        """Forget it."""
        _check(role)
        work = self.workspace
        take_back(work.store, item, work.gazetteer, work.thesaurus)


def reviewing_routes(pages: ReviewingPages, role_of: RoleOf, name_of: NameOf) -> APIRouter:
    """The routes of these pages."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    role = Annotated[Visibility, Depends(role_of)]
    name = Annotated[str, Depends(name_of)]

    @router.get(PATH)
    def listed(role: role) -> str:
        return pages.listed(role)

    @router.get(PATH + "/{source}")
    def report(role: role, source: Source) -> str:
        return pages.report(role, source)

    @router.post(PATH + "/{source}/{item}", response_model=None)
    def decided(
        role: role,
        author: name,
        source: Source,
        item: Item,
        avis: Annotated[DecisionVerdict, Form()],
        suite: Next = "",
        champ: Annotated[Names, Form()] = [],  # noqa: B006  (one a request)
        lu: Annotated[Values, Form()] = [],  # noqa: B006
        valeur: Annotated[Values, Form()] = [],  # noqa: B006
    ) -> RedirectResponse:
        said = zip(champ, lu, valeur, strict=False)
        changed = {name: new.strip() for name, read, new in said if new.strip() != read}
        pages.decide(role, author, item, avis, changed if avis == "corrected" else {})
        return _back(source, suite)

    @router.post(PATH + "/{source}/{item}/reprendre", response_model=None)
    def taken_back(role: role, source: Source, item: Item) -> RedirectResponse:
        pages.take_back(role, item)
        return _back(source, item)

    return router


def _back(source: str, item: str) -> RedirectResponse:
    """To the page of the report, at an item."""
    place = f"#l-{item}" if item else ""
    return RedirectResponse(f"{PATH}/{quote(source, safe='')}{place}", status_code=303)


def _fields(item: ItemShown) -> list[tuple[str, str]]:
    """What may be corrected of an item, with what was read."""
    said: dict[str, Any] = item.told["said"]
    return [(name, _written(said[name])) for name in CORRECTABLE if name in said]


def _written(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _check(role: Visibility) -> None:
    if role < Visibility.STEWARD:
        raise RefusedError("readings.stewards_only")
