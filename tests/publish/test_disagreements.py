"""What is a contradiction between sources, and how much it weighs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.weaver import Weaver

from tisserand.ingest.draft import Draft
from tisserand.ingest.judgements import judge
from tisserand.ontology.namespaces import place_iri
from tisserand.ontology.records import Identifier, Link, Value, Visibility
from tisserand.publish.disagreements import Contradiction, contradictions
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import View
from tisserand.store.sqlite import open_sqlite

SIREN = (Identifier("siren", "732829320"),)
SAVENAY = Value("locatedIn", place_iri("commune", "44195"))
NANTES = Value("locatedIn", place_iri("commune", "44109"))
LOIRE = Value("locatedIn", place_iri("departement", "44"))
ACTOR = Draft("a", "Association", "Les Tissandolies", identifiers=SIREN)


@pytest.fixture
def weaver(tmp_path: Path) -> Iterator[Weaver]:
    store = open_sqlite(tmp_path / "graph.sqlite", "https://example.org/")
    yield Weaver(store, load_gazetteer())
    store.close()


def found(weaver: Weaver, role: Visibility = Visibility.STEWARD) -> list[Contradiction]:
    with weaver.store.read(View(role)) as reader:
        return contradictions(reader, weaver.gazetteer)


def opposed(weaver: Weaver, *values: Value) -> list[tuple[str, str]]:
    """Contradictions between sources that each give one of these values."""
    for number, value in enumerate(values):
        weaver.weave(f"source{number}", ACTOR._replace(values=(value,)))
    return [(one.kind, one.property) for one in found(weaver)]


def test_two_communes_are_a_contradiction(weaver: Weaver) -> None:
    assert opposed(weaver, SAVENAY, NANTES) == [("place", "locatedIn")]


def test_a_commune_and_its_departement_are_none(weaver: Weaver) -> None:
    assert opposed(weaver, SAVENAY, LOIRE) == []


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("foundedOn", "2019", "2019-05-02"),
        ("address", "4 impasse du Puits", "4, impasse du Puits, Segré"),
        ("legalForm", "9220", "9220"),
    ],
)
def test_the_same_at_another_grain_is_no_contradiction(
    weaver: Weaver, name: str, one: str, other: str
) -> None:
    assert opposed(weaver, Value(name, one), Value(name, other)) == []


def test_two_dates_are_a_contradiction(weaver: Weaver) -> None:
    assert opposed(weaver, Value("foundedOn", "2019"), Value("foundedOn", "2020-01-01")) == [
        ("date", "foundedOn")
    ]


def test_one_source_does_not_contradict_itself(weaver: Weaver) -> None:
    weaver.weave("source", *(ACTOR._replace(values=(one,)) for one in (SAVENAY, NANTES)))
    assert found(weaver) == []


def test_two_sirens_that_a_person_joined_weigh_most(weaver: Weaver) -> None:
    other = ACTOR._replace(identifiers=(Identifier("siren", "404833048"),), values=(NANTES,))
    weaver.weave("left", ACTOR._replace(values=(SAVENAY,)))
    weaver.weave("right", other)
    pair = [weaver.records(source)[0].key for source in ("left", "right")]
    judge(weaver.store, pair[0], pair[1], "same", "Claire", "2024-05-02")
    assert [one.kind for one in found(weaver)] == ["identifier", "place"]


def test_a_register_weighs_more_than_another_source(weaver: Weaver) -> None:
    weaver.weave("source", ACTOR._replace(values=(SAVENAY,)), rank=2)
    weaver.weave("autre", ACTOR._replace(values=(NANTES,)), rank=2)
    (light,) = found(weaver)
    weaver.weave("autre", ACTOR._replace(values=(NANTES,)), rank=0)
    (heavy,) = found(weaver)
    assert heavy.weight > light.weight


def test_a_grant_of_before_does_not_contradict_a_closure(weaver: Weaver) -> None:
    closed = ACTOR._replace(values=(Value("dissolvedOn", "2019-06-30"),))
    weaver.weave("registre", closed, rank=0)
    for year, kinds in (("2015", []), ("2022", ["closure"])):
        link = Link("beneficiary", "a")
        grant = Draft("g", "Grant", "Subvention", values=(Value("year", year),), links=(link,))
        weaver.weave("subventions", (ACTOR, grant))
        assert [one.kind for one in found(weaver)] == kinds


def test_what_a_role_does_not_see_contradicts_nothing(weaver: Weaver) -> None:
    weaver.weave("source", ACTOR._replace(values=(SAVENAY,)))
    hidden = ACTOR._replace(values=(NANTES,), visibility=Visibility.AGENT)
    weaver.weave("autre", hidden)
    assert found(weaver, Visibility.PUBLIC) == []
    assert len(found(weaver, Visibility.AGENT)) == 1
