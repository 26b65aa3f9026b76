"""Services of data·inclusion are those of their structures, whichever file comes first."""

from itertools import permutations
from pathlib import Path

import pytest
from fixtures.weaver import STEWARD, Weaver

from tisserand.ingest.mapping import map_file, recognise
from tisserand.ingest.readers import read_table
from tisserand.ingest.weaving import ingest_rows
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.records import Source
from tisserand.reference.thesaurus import load_thesaurus

FILES = Path(__file__).parents[2] / "fixtures" / "directories"
SERVICES, STRUCTURES = "data-inclusion-services", "data-inclusion-structures"


def weave(weaver: Weaver, name: str) -> None:
    path = FILES / f"{name}.csv"
    mapping = recognise(read_table(path))
    assert mapping is not None
    rows = map_file(mapping, path, weaver.gazetteer, load_thesaurus())
    source = Source(name, "", "", rank=mapping.source.rank)
    ingest_rows(weaver.store, source, rows, weaver.gazetteer, day="2024-05-02")


def who_offers(weaver: Weaver, service: str) -> tuple[str, str, list[str]]:
    """Kind, name and other names of who offers a service."""
    with weaver.store.read(STEWARD) as reader:
        key = reader.find(service)[0].key
        (link,) = [link for link in reader.links(key) if link.property == "offeredBy"]
        entity = reader.entities([link.key])[link.key]
    return entity.kind, entity.name, [f.value for f in entity.facts if f.property == "altName"]


@pytest.mark.parametrize("order", list(permutations((SERVICES, STRUCTURES))))
def test_a_service_is_offered_by_its_structure(weaver: Weaver, order: tuple[str, str]) -> None:
    for name in order:
        weave(weaver, name)
    assert who_offers(weaver, "Prêt de vélos") == ("Association", "Le Fil solidaire", [])


def test_without_the_structures_its_number_is_told(weaver: Weaver) -> None:
    weave(weaver, SERVICES)
    weave(weaver, STRUCTURES)
    withdraw(weaver.store, STRUCTURES)
    assert who_offers(weaver, "Prêt de vélos") == ("Organization", "dora--s-1", [])
