"""The composition root: what a workspace answers, and the web application that serves it.

A part is imported when it is first asked for: a command pays only for what it uses.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from tisserand.errors import InputError, RefusedError
from tisserand.messages import text
from tisserand.ontology.model import CLASSES
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.properties import is_kind_of
from tisserand.ontology.records import Visibility
from tisserand.parts import BASSINS_DE_VIE_FILE, STORE_FILE, TOMBSTONES_FILE, Parts, open_store
from tisserand.reference.text import fold

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from tisserand.store.neo4j import Neo4jStore
    from tisserand.store.port import GraphReader

__all__ = [
    "BASSINS_DE_VIE_FILE",
    "STORE_FILE",
    "TOMBSTONES_FILE",
    "Workspace",
    "build_app",
    "open_store",
]

PROJECTS = tuple(name for name in CLASSES if is_kind_of(name, "Project"))


class Workspace(Parts):
    """What commands, routes and pages ask of one workspace."""

    def ask(
        self,
        role: Visibility,
        need: str,
        near: str | None = None,
        within_km: float | None = None,
        limit: int = 10,
    ) -> dict[str, Any]:
        """Who can help, why and through whom, as `recommend.helpers.ask` answers."""
        from tisserand.recommend import helpers

        share = _share(self.settings.largest_share)
        with self.read(role) as reader:
            return helpers.ask(
                reader,
                self.projection(reader),
                need,
                near=near,
                within_km=within_km,
                limit=limit,
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
                space=self.space,
                largest_share=share,
            )

    def communities(
        self, role: Visibility, algorithm: str, level: str = "medium"
    ) -> dict[str, Any]:
        """The communities, named, with what changed since the last time; none when not clear."""
        from tisserand.recommend.communities import describe_communities

        lineage = hashlib.sha256(f"{self.settings.store} {self.store.hash_key.hex()}".encode())
        with self.read(role) as reader:
            return describe_communities(
                reader,
                self.projection(reader),
                algorithm=algorithm,
                level=level,
                folder=self.settings.workspace / "communities" / lineage.hexdigest()[:16],
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
            )

    def brokers(self, role: Visibility, limit: int) -> dict[str, Any]:
        """Brokers, weak bridges, and pairs across silos, with reasons."""
        from tisserand.recommend.brokers import find_brokers

        with self.read(role) as reader:
            return find_brokers(
                reader,
                self.projection(reader),
                limit=limit,
                gazetteer=self.gazetteer,
                thesaurus=self.thesaurus,
                base_iri=self.base_iri,
            )

    def cooperations(self, role: Visibility, actor: str | None, limit: int) -> list[dict[str, Any]]:
        """Cooperations to suggest, for an actor by IRI, key or name when one is given."""
        from tisserand.publish.description import find_key
        from tisserand.recommend.cooperations import suggest_cooperations

        with self.read(role) as reader:
            return suggest_cooperations(
                reader,
                self.projection(reader),
                for_key=None if actor is None else find_key(reader, actor, self.base_iri),
                limit=limit,
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
            )

    def refuse(self, role: Visibility, a: str, b: str, reason: str, date: str) -> dict[str, Any]:
        """Note that people refused the cooperation of two actors, by IRI, key or name.

        Returns:
            `{a: {iri, name}, b, reason, date, text, sequence}`.

        Raises:
            RefusedError: a role below agent.
            InputError: one actor twice, a thing that is no actor, or not a date.
        """
        from tisserand.ingest.refusals import write_refusal
        from tisserand.publish.description import find_key
        from tisserand.recommend.cooperations import refused_now
        from tisserand.recommend.refusals import SOURCE

        if role < Visibility.AGENT:
            raise RefusedError("links.agents_only")
        with self.read(role) as reader:
            keys = find_key(reader, a, self.base_iri), find_key(reader, b, self.base_iri)
            found = reader.entities(keys)
            said = refused_now(
                reader,
                self.projection(reader),
                *keys,
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
            )
        sequence = write_refusal(
            self.store, SOURCE, said.identifiers(), self.gazetteer, reason=reason, date=date
        )
        names = [found[key].name for key in keys]
        sides = [
            {"iri": entity_iri(self.base_iri, key), "name": name}
            for key, name in zip(keys, names, strict=True)
        ]
        told = text("links.refused", "fr", a=names[0], b=names[1])
        ends = dict(zip("ab", sides, strict=True))
        return {**ends, "reason": reason, "date": date, "text": told, "sequence": sequence}

    def team(self, role: Visibility, wanted: str, near: str | None = None) -> dict[str, Any]:
        """The smallest team for a project (by IRI, key or name) or a sentence."""
        from tisserand.recommend.teams import form_team

        with self.read(role) as reader:
            return form_team(
                reader,
                self.projection(reader),
                wanted,
                near=near,
                project=_project(reader, wanted, self.base_iri),
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
            )

    def loops(self, role: Visibility, limit: int) -> list[dict[str, Any]]:
        """Loops of exchange, the strongest first."""
        from tisserand.recommend.loops import find_loops

        with self.read(role) as reader:
            return find_loops(
                reader,
                self.projection(reader),
                limit=limit,
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
            )

    def funding(
        self,
        role: Visibility,
        wanted: str,
        day: str,
        budget: int | None = None,
        limit: int = 10,
    ) -> dict[str, Any]:
        """Funding open on a day to a project (by IRI, key or name) or a sentence, and precedents.

        Raises:
            InputError: a day that is no ISO date, or a sentence without a word.
        """
        from tisserand.recommend.funding import find_funding

        if not is_day(day):
            raise InputError("funding.bad_date", value=day)
        with self.read(role) as reader:
            return find_funding(
                reader,
                self.projection(reader),
                wanted,
                day=day,
                budget=budget,
                limit=limit,
                project=_project(reader, wanted, self.base_iri),
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
                space=self.space,
            )

    def similar(self, role: Visibility, wanted: str, limit: int = 10) -> dict[str, Any]:
        """Past projects like one (by IRI, key or name) or a sentence, and what came of them."""
        from tisserand.recommend.similar import find_similar

        with self.read(role) as reader:
            return find_similar(
                reader,
                self.projection(reader),
                wanted,
                limit=limit,
                project=_project(reader, wanted, self.base_iri),
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
                space=self.space,
            )

    def rare_skills(
        self, role: Visibility, level: str, within: str | None = None
    ) -> list[dict[str, Any]]:
        """Skills that few master in each territory of a level."""
        from tisserand.recommend.rarity import rare_skills

        with self.read(role) as reader:
            return rare_skills(
                reader,
                self.projection(reader),
                level=level,
                within=self._place(within),
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
            )

    def gaps(
        self, role: Visibility, level: str, within: str | None, today: str
    ) -> list[dict[str, Any]]:
        """Each theme in each territory of a level: covered, stale, a gap or not surveyed."""
        from tisserand.recommend.gaps import find_gaps

        with self.read(role) as reader:
            return find_gaps(
                reader,
                self.projection(reader),
                level=level,
                today=today,
                within=self._place(within),
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
            )

    def signals(
        self, role: Visibility, today: str, since: int | None = None, months: int = 12
    ) -> dict[str, Any]:
        """What rises among actors who do not know each other, and funding about to end."""
        from tisserand.recommend.signals import find_signals

        with self.read(role) as reader:
            return find_signals(
                reader,
                self.projection(reader),
                today=today,
                since=since,
                months=months,
                thesaurus=self.thesaurus,
                gazetteer=self.gazetteer,
                base_iri=self.base_iri,
            )

    def _place(self, name: str | None) -> str | None:
        """IRI of the place that a name or an IRI designates.

        Raises:
            InputError: it names none, or several.
        """
        if name is None:
            return None
        found = self.gazetteer.get(name) or self.gazetteer.find(name)
        candidates = [found] if found else self.gazetteer.candidates(name)
        if len(candidates) == 1:
            return candidates[0].iri
        if not candidates:
            raise InputError("recommend.unknown_place", name=name)
        names = ", ".join(f"{place.name} ({place.code})" for place in candidates[:10])
        raise InputError("recommend.ambiguous_place", name=name, candidates=names)

    def question(self, name: str, parameters: dict[str, str], role: Visibility) -> dict[str, Any]:
        """Rows that answer a named question: Cypher on Neo4j, else SPARQL on what is published.

        Raises:
            NotFoundError: no such question.
            InputError: a parameter is unknown, lacks or is refused by its type.
        """
        from tisserand.publish.questions import select_as
        from tisserand.queries.answering import run_cypher_question, run_question
        from tisserand.store.neo4j import Neo4jStore

        words = (self.gazetteer, self.thesaurus)
        if isinstance(self.store, Neo4jStore):
            rows = partial(_rows, self.store)
            return dict(run_cypher_question(name, parameters, rows, int(role), *words))
        self.sparql.refresh(role)
        return dict(run_question(name, parameters, select_as(self.sparql, role), *words))

    def role_of(self, token: str) -> Visibility | None:
        """Role that an access token gives."""
        from tisserand.graph_api.tokens import TokenRegister

        return TokenRegister(self.settings.workspace).role_of(token)


def _project(reader: GraphReader, wanted: str, base_iri: str) -> str | None:
    """Key of the project that an IRI, a key or its whole name designates; None for a sentence.

    A grant or an event of the same name does not hide it; two projects of that name do.
    """
    key = wanted.removeprefix(base_iri).removeprefix("id/")
    entity = reader.entity(key) if key.isalnum() else None
    if entity is not None and is_kind_of(entity.kind, "Project"):
        return entity.key
    hits = reader.find(wanted, limit=50, kinds=PROJECTS)
    named = [hit.key for hit in hits if fold(hit.name) == fold(wanted)]
    return named[0] if len(named) == 1 else None


def is_day(given: str) -> bool:
    """Whether a text is a whole ISO date that exists."""
    try:
        return date.fromisoformat(given).isoformat() == given
    except ValueError:
        return False


def _share(given: str) -> float:
    try:
        share = float(given)
    except ValueError:
        share = math.nan
    if not 0 < share <= 1:
        raise InputError("introductions.not_a_share", name="TISSERAND_LARGEST_SHARE", value=given)
    return share


def _rows(store: Neo4jStore, cypher: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    columns, rows = store.query(cypher, dict(parameters))
    return [dict(zip(columns, row, strict=True)) for row in rows]


def build_app(work: Workspace) -> ASGIApp:
    """The whole web application of a workspace: API, SPARQL, Linked Data and pages."""
    from tisserand.graph_api.access import COOKIE, role_of
    from tisserand.graph_api.app import create_app
    from tisserand.viz.pages.router import Pages, create_pages, static_files

    work.open()
    pages = Pages(work)
    app = create_app(work, pages)
    app.include_router(create_pages(pages, role_of, COOKIE))
    app.mount("/static", static_files(), name="static")
    return app
