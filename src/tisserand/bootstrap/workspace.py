"""What a workspace answers.

A part is imported when it is first asked for: a command pays only for what it uses.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from tisserand.application.designation import find_project
from tisserand.bootstrap.parts import Parts
from tisserand.errors import InputError
from tisserand.ontology.records import Visibility

if TYPE_CHECKING:
    from tisserand.store.neo4j import Neo4jStore

Answer = TypeVar("Answer")


class Workspace(Parts):
    """What commands, routes and pages ask of one workspace."""

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
    ) -> dict[str, Any]:
        """Who can help, why and through whom, as `recommend.askers.ask_as_told` answers.

        Args:
            added, removed: skills and themes (IRI or name) that the need is about, and is not.
            anywhere: help may come from anywhere, whatever place the sentence names.

        Raises:
            InputError: a skill or a theme unknown.
        """
        from tisserand.recommend.askers import ask_as_told
        from tisserand.recommend.corrections import correction_of

        share = _share(self.settings.largest_share)
        return self._answer(
            role,
            ask_as_told,
            need,
            near=near,
            within_km=within_km,
            limit=limit,
            space=self.space,
            largest_share=share,
            correction=correction_of(self.thesaurus, added, removed, anywhere),
        )

    def communities(
        self, role: Visibility, algorithm: str, level: str = "medium"
    ) -> dict[str, Any]:
        """The communities, named, with what changed since the last time; none when not clear."""
        from tisserand.recommend.communities import describe_communities
        from tisserand.recommend.community_memory import FOLDER

        lineage = hashlib.sha256(f"{self.settings.store} {self.store.hash_key.hex()}".encode())
        return self._answer(
            role,
            describe_communities,
            algorithm=algorithm,
            level=level,
            folder=self.settings.workspace / FOLDER / lineage.hexdigest()[:16],
        )

    def brokers(self, role: Visibility, limit: int) -> dict[str, Any]:
        """Brokers, weak bridges, and pairs across silos, with reasons."""
        from tisserand.recommend.brokers import find_brokers

        return self._answer(role, find_brokers, limit=limit)

    def cooperations(self, role: Visibility, actor: str | None, limit: int) -> list[dict[str, Any]]:
        """Cooperations to suggest, for an actor by IRI, key or name when one is given."""
        from tisserand.recommend.cooperations import suggest_cooperations

        return self._answer(
            role,
            suggest_cooperations,
            for_key=None if actor is None else self._key(role, actor),
            limit=limit,
        )

    def joins(
        self, role: Visibility, wanted: str | None, today: str, limit: int
    ) -> list[dict[str, Any]]:
        """Who should join projects under way or to come; of an actor or a project when given."""
        from tisserand.recommend.joins import suggest_joins

        key = None if wanted is None else self._project(role, wanted) or self._key(role, wanted)
        return self._answer(role, suggest_joins, today=today, for_key=key, limit=limit)

    def refuse(self, role: Visibility, a: str, b: str, reason: str, date: str) -> dict[str, Any]:
        """Note that two actors, or an actor and a project, by IRI, key or name, were refused.

        Returns:
            `{a: {iri, name}, b, reason, date, text, sequence}`.

        Raises:
            RefusedError: a role below agent.
            InputError: one actor twice, a thing that is neither, or not a date.
        """
        from tisserand.application.refusals import refuse

        return refuse(self, role, a, b, reason, date)

    def team(self, role: Visibility, wanted: str, near: str | None = None) -> dict[str, Any]:
        """The smallest team for a project (by IRI, key or name) or a sentence."""
        from tisserand.recommend.teams import form_team

        return self._answer(role, form_team, wanted, near=near, project=self._project(role, wanted))

    def loops(self, role: Visibility, limit: int) -> list[dict[str, Any]]:
        """Loops of exchange, the strongest first."""
        from tisserand.recommend.loops import find_loops

        return self._answer(role, find_loops, limit=limit)

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
        return self._answer(
            role,
            find_funding,
            wanted,
            day=day,
            budget=budget,
            limit=limit,
            project=self._project(role, wanted),
            space=self.space,
        )

    def similar(self, role: Visibility, wanted: str, limit: int = 10) -> dict[str, Any]:
        """Past projects like one (by IRI, key or name) or a sentence, and what came of them."""
        from tisserand.recommend.similar import find_similar

        return self._answer(
            role,
            find_similar,
            wanted,
            limit=limit,
            project=self._project(role, wanted),
            space=self.space,
        )

    def rare_skills(
        self, role: Visibility, level: str, within: str | None = None
    ) -> list[dict[str, Any]]:
        """Skills that few master in each territory of a level."""
        from tisserand.recommend.rarity import rare_skills

        return self._answer(role, rare_skills, level=level, within=self._territory(role, within))

    def gaps(
        self, role: Visibility, level: str, within: str | None, today: str
    ) -> list[dict[str, Any]]:
        """Each theme in each territory of a level: covered, stale, a gap or not surveyed."""
        from tisserand.recommend.gaps import find_gaps

        return self._answer(
            role, find_gaps, level=level, today=today, within=self._territory(role, within)
        )

    def signals(
        self, role: Visibility, today: str, since: int | None = None, months: int = 12
    ) -> dict[str, Any]:
        """What rises among actors who do not know each other, and funding about to end."""
        from tisserand.recommend.signals import find_signals

        return self._answer(role, find_signals, today=today, since=since, months=months)

    def _answer(
        self, role: Visibility, find: Callable[..., Answer], *wanted: str, **options: Any
    ) -> Answer:
        """What a recommendation finds in what a role may read, told in the words of the country."""
        with self.read(role) as reader:
            return find(reader, self.projection(reader), *wanted, **options, **self._words)

    @property
    def _words(self) -> dict[str, Any]:
        return {
            "thesaurus": self.thesaurus,
            "gazetteer": self.gazetteer,
            "base_iri": self.base_iri,
        }

    def _territory(self, role: Visibility, named: str | None) -> str | None:
        """IRI of the place that a name or an IRI designates; None for None."""
        from tisserand.recommend.homonyms import Home, find_territory

        if named is None:
            return None
        with self.read(role) as reader:
            home = Home(self.projection(reader), self.gazetteer)
            return find_territory(named, self.gazetteer, home).iri

    def _key(self, role: Visibility, named: str) -> str:
        """Key of what an IRI, a key or a name designates."""
        from tisserand.publish.description import find_key

        with self.read(role) as reader:
            return find_key(reader, named, self.base_iri)

    def _project(self, role: Visibility, wanted: str) -> str | None:
        """Key of the project that an IRI, a key or a whole name designates."""
        with self.read(role) as reader:
            return find_project(reader, wanted, self.base_iri)

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

    def name_of(self, token: str) -> str:
        """Name of who bears an access token, empty when it has none."""
        from tisserand.graph_api.tokens import TokenRegister

        return TokenRegister(self.settings.workspace).name_of(token)


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
