"""Actors of one name, told apart."""

from tisserand.publish.namesakes import NamesakesError
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import Hit

BASE = "http://tisserand.test/"


def test_namesakes_are_told_by_kind_place_and_address_in_both_languages() -> None:
    felletin = load_gazetteer().find("Felletin")
    assert felletin is not None
    actors = [
        Hit("aaa", "Le Fil", "Association", felletin.iri, 1.0),
        Hit("bbb", "Le Fil", "Organization", None, 1.0),
    ]
    error = NamesakesError("Le Fil", actors, BASE)
    assert f"association, Felletin : {BASE}id/aaa" in error.text("fr")
    assert f"organisation, sans lieu connu : {BASE}id/bbb" in error.text("fr")
    assert f"association, Felletin: {BASE}id/aaa" in error.text("en")
