"""Which records are brought together, and how many pairs that makes."""

from collections import Counter

import pytest

from tisserand.ingest.resolution.blocking import blocks, identity_blocks, is_identity
from tisserand.ingest.resolution.features import features_of
from tisserand.ingest.resolution.shape import Features
from tisserand.ontology.records import Identifier, Locator, Record, Value
from tisserand.reference.places import load_gazetteer

GAZETTEER = load_gazetteer()
SIREN = (Identifier("siren", "732829320"),)
PLACED = (Value("locatedIn", "https://w3id.org/tisserand/place/commune/44195"),)


def described(name: str, commune: str) -> Features:
    """The features of an invented association, in a real commune."""
    place = GAZETTEER.find(commune)
    assert place is not None
    values = (Value("locatedIn", place.iri),)
    return features_of(
        Record("k", "s", "Association", name, Locator("f.csv"), (), values), GAZETTEER
    )


def meet(a: str, b: str, here: str = "Savenay", there: str = "Savenay") -> bool:
    return not set(blocks(described(a, here))).isdisjoint(blocks(described(b, there)))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Les Tissandolies", "LES TISANDOLIES"),
        ("Amicale laïque", "Amicalle laïque de Savenay"),
        ("Judo club Brécelle", "CLUB DE JUDO BRECELE"),
        ("Atelier Tissandol Brécelle", "ATEL. TISSANDOL BRÉCELE"),
        ("Groupement de formation Tissandol", "GRPT FORM. TISSANDOL"),
    ],
)
def test_spellings_of_one_name_meet(a: str, b: str) -> None:
    assert meet(a, b)


def test_equal_common_names_of_two_towns_do_not_meet() -> None:
    assert not meet("Comité des fêtes", "Comité des fêtes", "Savenay", "Guérande")


@pytest.mark.parametrize(
    "pattern",
    ["Comité des fêtes du Val-{}", "École élémentaire n° {}", "Résidence Tissandol bâtiment {}"],
)
def test_names_that_a_number_tells_apart_do_not_all_meet(pattern: str) -> None:
    names = [described(pattern.format(number), "Savenay") for number in range(2, 62)]
    sizes = Counter(b for name in names for b in blocks(name) if not is_identity(b))
    assert max(sizes.values()) == 1


def test_a_record_is_under_few_keys() -> None:
    name = "Association pour la sauvegarde du lavoir Tissandol de Brécelle"
    assert len(blocks(described(name, "Savenay"))) <= 16


def test_blocks_that_say_identity_come_first() -> None:
    record = Record("k", "s", "Association", "Les Tissandolies", Locator("f.csv"), SIREN, PLACED)
    found = blocks(features_of(record, GAZETTEER))
    assert list(identity_blocks(found)) == [block for block in found if is_identity(block)]
    assert is_identity(found[0])
