"""A small invented territory around Angers, in a real SQLite store."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tisserand.ontology.namespaces import SKILLS, place_iri
from tisserand.ontology.records import Link, Locator, Record, Source, Value, Visibility
from tisserand.recommend.helpers import ask
from tisserand.recommend.projection import load_projection
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import ChangeSet, GraphReader, View
from tisserand.store.sqlite import SqliteStore, open_sqlite

BASE = "http://tisserand.test/"
OVEN = f"{SKILLS}maconnerie-four-a-bois"
COMMUNES = {"angers": "49007", "avrille": "49015", "saumur": "49328", "nantes": "44109"}

Facts = Sequence[tuple[str, str]]


def place(name: str) -> tuple[str, str]:
    """The `locatedIn` fact of a commune of the tests."""
    return ("locatedIn", place_iri("commune", COMMUNES[name]))


def record(
    key: str,
    kind: str,
    name: str,
    *facts: tuple[str, str],
    links: Facts = (),
    source: str = "annuaire",
    row: int = 2,
    visibility: Visibility = Visibility.PUBLIC,
    since: str | None = None,
) -> Record:
    """What one row says; `links` are (property, key of a record)."""
    return Record(
        key=key,
        source=source,
        kind=kind,
        name=name,
        locator=Locator(f"{source}.csv", row=row),
        values=tuple(Value(name, value, visibility) for name, value in facts),
        links=tuple(Link(name, target, visibility, since=since) for name, target in links),
        visibility=visibility,
    )


def actors() -> list[Record]:
    """Two holders of a rare skill, who is tied to whom, and who needs what."""
    return [
        record("fournil", "Association", "Fournil des Deux Rives", place("avrille"),
               ("hasSkill", OVEN), row=2),
        record("four", "Company", "Fours du Thouet", place("saumur"), ("hasSkill", OVEN), row=3),
        record("mairie", "PublicBody", "Mairie d'Angers", place("angers"), row=4),
        record("maison", "Association", "Maison des associations", place("angers"), row=5),
        record("claire", "Person", "Claire Exemple", place("angers"),
               links=[("worksFor", "maison"), ("takesPartIn", "fete")],
               row=6, visibility=Visibility.AGENT, since="2020"),
        record("fete", "Project", "Fête du pain", ("startDate", "2020"), ("endDate", "2022"),
               links=[("ledBy", "fournil")], row=7),
        record("besoin", "Need", "Refaire le four à pain", ("requiresSkill", OVEN),
               ("helpKind", "skill"), links=[("neededBy", "mairie")], row=8),
        record("subvention", "Grant", "Aide de 2021", ("purpose", "Restauration du four à bois"),
               ("year", "2021"), links=[("funder", "mairie"), ("beneficiary", "four")],
               source="subventions", row=214),
    ]  # fmt: skip


def weave(store: SqliteStore, records: Sequence[Record]) -> None:
    """Put records in a store, each one an entity."""
    ids = sorted({one.source for one in records})
    store.apply(
        ChangeSet(
            sources=[Source(id, id, f"{id}.csv", date="2023-05-01", checksum=id) for id in ids],
            records=list(records),
            assignments={one.key: one.key for one in records},
        )
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty store."""
    opened = open_sqlite(tmp_path / "graph.sqlite", BASE)
    yield opened
    opened.close()


@pytest.fixture
def territory(store: SqliteStore) -> SqliteStore:
    """The store with its actors."""
    weave(store, actors())
    return store


@pytest.fixture
def reader(territory: SqliteStore) -> Iterator[GraphReader]:
    """What an agent sees of the territory."""
    with territory.read(View(Visibility.AGENT)) as opened:
        yield opened


@pytest.fixture
def answer(territory: SqliteStore) -> Callable[..., dict[str, Any]]:
    """Ask the territory, as an agent unless told otherwise."""

    def asked(need: str, role: Visibility = Visibility.AGENT, **options: Any) -> dict[str, Any]:
        with territory.read(View(role)) as opened:
            return ask(
                opened,
                load_projection(opened),
                need,
                thesaurus=load_thesaurus(),
                gazetteer=load_gazetteer(),
                base_iri=BASE,
                **options,
            )

    return asked
