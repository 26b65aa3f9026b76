"""What the routes need: the parts of a workspace, and the pages."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from tisserand.ontology.records import Visibility
from tisserand.publish.sparql import SparqlService
from tisserand.recommend.picture import Picture
from tisserand.recommend.projection import Projection
from tisserand.reference.places import Gazetteer
from tisserand.store.port import GraphReader


class Services(Protocol):
    """The parts of a workspace, as the routes use them; `bootstrap.Workspace` is one."""

    @property
    def base_iri(self) -> str: ...

    @property
    def gazetteer(self) -> Gazetteer: ...

    @property
    def sparql(self) -> SparqlService: ...

    def read(self, role: Visibility) -> AbstractContextManager[GraphReader]: ...

    def projection(self, reader: GraphReader) -> Projection: ...

    def picture(self, projection: Projection) -> Picture: ...

    def ask(
        self,
        role: Visibility,
        need: str,
        near: str | None = None,
        within_km: float | None = None,
        limit: int = 10,
        added: Sequence[str] = (),
        removed: Sequence[str] = (),
        anywhere: bool = False,
    ) -> dict[str, Any]: ...

    def communities(
        self, role: Visibility, algorithm: str, level: str = "medium"
    ) -> dict[str, Any]: ...

    def brokers(self, role: Visibility, limit: int) -> dict[str, Any]: ...

    def cooperations(
        self, role: Visibility, actor: str | None, limit: int
    ) -> list[dict[str, Any]]: ...

    def joins(
        self, role: Visibility, wanted: str | None, today: str, limit: int
    ) -> list[dict[str, Any]]: ...

    def refuse(
        self, role: Visibility, a: str, b: str, reason: str, date: str
    ) -> dict[str, Any]: ...

    def team(self, role: Visibility, wanted: str, near: str | None = None) -> dict[str, Any]: ...

    def loops(self, role: Visibility, limit: int) -> list[dict[str, Any]]: ...

    def funding(
        self,
        role: Visibility,
        wanted: str,
        day: str,
        budget: int | None = None,
        limit: int = 10,
    ) -> dict[str, Any]: ...

    def similar(self, role: Visibility, wanted: str, limit: int = 10) -> dict[str, Any]: ...

    def rare_skills(
        self, role: Visibility, level: str, within: str | None = None
    ) -> list[dict[str, Any]]: ...

    def gaps(
        self, role: Visibility, level: str, within: str | None, today: str
    ) -> list[dict[str, Any]]: ...

    def question(
        self, name: str, parameters: dict[str, str], role: Visibility
    ) -> dict[str, Any]: ...

    def role_of(self, token: str) -> Visibility | None: ...

    def name_of(self, token: str) -> str: ...


class Renderer(Protocol):
    """Writes the pages that Linked Data and errors lead to; `viz` has one."""

    def description(self, role: Visibility, key: str) -> str:
        """The page of the thing of a key, as a role sees it."""

    def source(self, role: Visibility, source: str) -> str:
        """The page of a source, as a role sees it."""

    def problem(self, told: str) -> str:
        """The page that says what went wrong."""
