"""The first page: a need, what was understood of it and may be corrected, and who can help."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Annotated, Any, NamedTuple, Protocol
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import Field

from tisserand.application.teaching import Teaching
from tisserand.clock import today
from tisserand.errors import TisserandError
from tisserand.messages import text
from tisserand.ontology.records import Visibility
from tisserand.recommend.corrections import concept_named
from tisserand.recommend.latest_needs import asked_near, latest_needs
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

Render = Callable[..., str]
RoleOf = Callable[..., Visibility]
LATEST = 6
"""Needs shown while nothing is asked."""
Concepts = Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=20)]


class Asked(NamedTuple):
    """What the address of the page says.

    Attributes:
        added: skills and themes (IRI) that the need is about, as a person says it.
        removed: those that it is not about.
        anywhere: the place that the sentence names does not count.
    """

    need: str
    near: str = ""
    within: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    anywhere: bool = False

    @property
    def address(self) -> str:
        """The page that says this."""
        told: dict[str, object] = {"besoin": self.need, "pres_de": self.near}
        told |= {"rayon": self.within, "avec": self.added, "sans": self.removed}
        told |= {"partout": "true" if self.anywhere else ""}
        return "/?" + urlencode({name: said for name, said in told.items() if said}, doseq=True)

    def without(self, iri: str) -> "Asked":
        """A part of what was understood removed."""
        added = tuple(one for one in self.added if one != iri)
        return self._replace(added=added, removed=(*self.removed, iri))

    def again(self, iri: str) -> "Asked":
        """A part put back."""
        return self._replace(removed=tuple(one for one in self.removed if one != iri))

    def without_place(self) -> "Asked":
        return self._replace(near="", within="", anywhere=True)


class Workspace(Protocol):
    """What this page needs of a workspace; `bootstrap.Workspace` is one."""

    @property
    def thesaurus(self) -> Thesaurus: ...

    @property
    def gazetteer(self) -> Gazetteer: ...

    @property
    def teaching(self) -> Teaching: ...

    def read(self, role: Visibility) -> AbstractContextManager[GraphReader]: ...

    def ask(
        self,
        role: Visibility,
        need: str,
        near: str | None,
        within_km: float | None,
        *,
        added: Sequence[str],
        removed: Sequence[str],
        anywhere: bool,
    ) -> dict[str, Any]: ...


class AskingPage:
    """The first page, filled."""

    def __init__(self, workspace: Workspace, render: Render) -> None:
        self.workspace, self.render = workspace, render

    def ask(self, role: Visibility, asked: Asked, kept: bool = False) -> str:
        """A need, and who can help; while nothing is asked, the last needs that were told."""
        if not asked.need.strip():
            return self._wait(role, asked)
        asked, problem = self._with_names_read(asked)
        answer = None
        try:
            answer = self._answer(role, asked)
        except TisserandError as error:
            problem = error.text("fr")
        return self.render(
            "answer", role, asked=asked, answer=answer, problem=problem, kept=kept,
            label=self.workspace.thesaurus.label, skills=self._skills() if answer else (),
        )  # fmt: skip

    def _wait(self, role: Visibility, asked: Asked) -> str:
        gazetteer = self.workspace.gazetteer
        with self.workspace.read(role) as reader:
            counts = reader.counts()
            told = latest_needs(reader, gazetteer, today(), LATEST)
        near = [asked_near(need.place, gazetteer) for need in told]
        latest = [
            (need, Asked(need.name, place).address) for need, place in zip(told, near, strict=True)
        ]
        return self.render("ask", role, asked=asked, counts=counts, latest=latest)

    def _with_names_read(self, asked: Asked) -> tuple[Asked, str | None]:
        """The skills and themes added by name as IRIs, and what to say of a name unknown."""
        named = {one: concept_named(self.workspace.thesaurus, one) for one in asked.added}
        unknown = [name for name, iri in named.items() if iri is None]
        added = dict.fromkeys(iri for iri in named.values() if iri is not None)
        told = text("pages.unknown_skill", "fr", skill=unknown[0]) if unknown else None
        return asked._replace(added=tuple(added)), told

    def _answer(self, role: Visibility, asked: Asked) -> dict[str, Any]:
        within = float(asked.within) if asked.within else None
        return self.workspace.ask(
            role, asked.need, asked.near or None, within,
            added=asked.added, removed=asked.removed, anywhere=asked.anywhere,
        )  # fmt: skip

    def _skills(self) -> list[str]:
        """Names of skills, for who adds one."""
        concepts = self.workspace.thesaurus.own_concepts()
        return sorted(one.label_fr for one in concepts if one.kind == "Skill")

    def teach(self, role: Visibility, asked: Asked) -> str:
        """Keep a correction as a lesson.

        Returns:
            The address of the page that answers.

        Raises:
            RefusedError: a role below agent.
            InputError: nothing that a lesson can keep.
        """
        self.workspace.teaching.add(role, asked.need, asked.added, asked.removed)
        return f"{asked.address}&retenu=true"


def asking_routes(page: AskingPage, role_of: RoleOf) -> APIRouter:
    """The routes of this page."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    role = Annotated[Visibility, Depends(role_of)]

    @router.get("/")
    def home(
        role: role,
        besoin: Annotated[str, Query(max_length=2000)] = "",
        pres_de: Annotated[str, Query(max_length=100)] = "",
        rayon: Annotated[str, Query(pattern=r"^\d{0,4}$")] = "",
        avec: Annotated[Concepts, Query()] = [],  # noqa: B006  (FastAPI makes one a request)
        sans: Annotated[Concepts, Query()] = [],  # noqa: B006
        partout: bool = False,
        retenu: bool = False,
    ) -> str:
        asked = Asked(besoin, pres_de, rayon, _given(avec), _given(sans), partout)
        return page.ask(role, asked, kept=retenu)

    @router.post("/lecons", response_model=None)
    def teach(
        role: role,
        besoin: Annotated[str, Form(max_length=2000)],
        pres_de: Annotated[str, Form(max_length=100)] = "",
        rayon: Annotated[str, Form(pattern=r"^\d{0,4}$")] = "",
        avec: Annotated[Concepts, Form()] = [],  # noqa: B006
        sans: Annotated[Concepts, Form()] = [],  # noqa: B006
        partout: Annotated[bool, Form()] = False,
    ) -> RedirectResponse:
        asked = Asked(besoin, pres_de, rayon, _given(avec), _given(sans), partout)
        return RedirectResponse(page.teach(role, asked), status_code=303)

    return router


def _given(concepts: list[str]) -> tuple[str, ...]:
    """Those that say something, each once."""
    return tuple(dict.fromkeys(one.strip() for one in concepts if one.strip()))
