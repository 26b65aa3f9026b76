"""Signatures made together are those made one by one."""

from tisserand.ingest.resolution.features import features_of, sign
from tisserand.ontology.records import Locator, Record, Value
from tisserand.reference.places import load_gazetteer

SAVENAY = Value("locatedIn", "https://w3id.org/tisserand/place/commune/44195")


def record(number: int, name: str) -> Record:
    return Record(
        f"k{number}", "annuaire", "Association", name, Locator("a.csv", row=number), (), (SAVENAY,)
    )


def test_records_signed_together_have_the_signatures_they_have_alone() -> None:
    names = ["Fournil du Val", "Les Amis du Lac", "Fournil du Val", "Atelier du Nord"]
    described = [features_of(record(n, name), load_gazetteer()) for n, name in enumerate(names)]
    together = sign(described)
    assert together == [sign([one])[0] for one in described]
    assert [one.blocks for one in together] == [sign([one])[0].blocks for one in described]
    assert len({one.digest for one in together}) == 3


def test_nothing_to_sign_gives_no_signature() -> None:
    assert sign([]) == []
