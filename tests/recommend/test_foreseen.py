"""The past of a workspace, and what it lets one foresee."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.cooperations import suggest_cooperations
from tisserand.recommend.links.outlook import confidence_of, look_ahead
from tisserand.recommend.links.woven import read_past
from tisserand.recommend.projection import build_projection
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import GraphReader, View
from tisserand.store.sqlite import open_sqlite

from .conftest import BASE, record, weave
from .links.planted import circles


def woven(path: Path, records: list[Record]) -> Iterator[GraphReader]:
    store = open_sqlite(path / "graph.sqlite", BASE)
    weave(store, records)
    with store.read(View(Visibility.AGENT)) as reader:
        yield reader
    store.close()


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphReader]:
    """Associations that work in circles from 2010 on."""
    past = circles(actors=160)
    members: dict[int, list[tuple[str, str]]] = {}
    for actor, project in zip(past.actor.tolist(), past.project.tolist(), strict=True):
        members.setdefault(actor, []).append(("takesPartIn", f"p{project}"))
    years = dict(zip(past.project.tolist(), past.since.tolist(), strict=True))
    records = [record(f"p{p}", "Project", f"Projet {p}", ("startDate", str(year)))
               for p, year in years.items()]  # fmt: skip
    records += [record(f"a{a:03}", "Association", f"Actrice {a}", links=links)
                for a, links in members.items()]  # fmt: skip
    yield from woven(tmp_path_factory.mktemp("lived"), records)


@pytest.fixture(scope="module")
def young(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphReader]:
    """One project with its dates, another without."""
    links = [("takesPartIn", "date"), ("takesPartIn", "sans")]
    records = [
        record("date", "Project", "Daté", ("startDate", "2019-03"), ("endDate", "2021")),
        record("sans", "Project", "Sans date"),
        *(record(key, "Association", key, links=links) for key in ("un", "deux")),
    ]
    yield from woven(tmp_path_factory.mktemp("young"), records)


def test_only_what_is_dated_is_the_past(young: GraphReader) -> None:
    history, actors, projects, _ = read_past(young, build_projection(young))
    assert (history.since.tolist(), history.last.tolist()) == ([2019, 2019], [2021, 2021])
    assert (history.projects, len(actors), len(projects)) == (2, 2, 2)
    assert len(set(history.project.tolist())) == 1


def test_a_poor_past_says_nothing_of_chance(young: GraphReader) -> None:
    assert look_ahead(young, build_projection(young)) is None


def test_a_lived_past_says_how_many_cooperated(lived: GraphReader) -> None:
    words = {"gazetteer": load_gazetteer(), "thesaurus": load_thesaurus()}
    pairs = suggest_cooperations(lived, build_projection(lived), base_iri=BASE, **words)
    assert len(pairs) == 20
    assert all("paires comme celle-ci" in pair["confidence"]["text"] for pair in pairs)
    shares = [pair["confidence"]["share"] for pair in pairs]
    assert 0.02 < np.mean(shares) < 0.9
    assert all(pair["reasons"][0]["records"] for pair in pairs)


def test_suggestions_learnt_are_equal_from_one_run_to_the_next(lived: GraphReader) -> None:
    words = {"gazetteer": load_gazetteer(), "thesaurus": load_thesaurus()}
    one, two = (
        suggest_cooperations(lived, build_projection(lived), base_iri=BASE, for_key="a001", **words)
        for _ in range(2)
    )
    assert one == two


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0.31, "sur dix paires comme celle-ci, 3 ont"),
        (0.04, "sur cent paires comme celle-ci, 4 ont"),
        (0.002, "moins d'une paire sur cent"),
    ],
)
def test_confidence_is_said_in_plain_words(share: float, told: str) -> None:
    assert confidence_of(share, 2, "fr")["text"].lower().startswith(told)
