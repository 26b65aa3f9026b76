"""The table that ships with the package agrees with the whole register of places."""

import json
from pathlib import Path

import pytest

from tisserand.ontology.namespaces import place_iri
from tisserand.reference.places import load_gazetteer

KINDS = {"commune-actuelle": "commune"}


@pytest.mark.shared
def test_every_commune_of_the_register_is_known(shared_data: Path) -> None:
    communes = json.loads((shared_data / "places" / "communes.json").read_text("utf-8"))
    gazetteer = load_gazetteer()
    assert len(communes) == 37_590
    for commune in communes:
        kind = KINDS.get(commune["type"], commune["type"])
        place = gazetteer.get(place_iri(kind, commune["code"]))
        assert place is not None
        assert place.name == commune["nom"]
        assert place.postcodes == tuple(commune.get("codesPostaux", ()))


@pytest.mark.shared
def test_members_of_every_epci_are_those_of_the_register(shared_data: Path) -> None:
    gazetteer = load_gazetteer()
    for epci in json.loads((shared_data / "places" / "epci.json").read_text("utf-8")):
        members = {place_iri("commune", member["code"]) for member in epci["membres"]}
        assert set(gazetteer.members(place_iri("epci", epci["code"]))) == members


@pytest.mark.shared
def test_former_communes_lead_to_their_present_one(shared_data: Path) -> None:
    gazetteer = load_gazetteer()
    for commune in json.loads((shared_data / "places" / "communes.json").read_text("utf-8")):
        if commune["type"] in ("commune-deleguee", "commune-associee"):
            present = gazetteer.current(place_iri(commune["type"], commune["code"]))
            assert present is not None
            assert (present.kind, present.code) == ("commune", commune["chefLieu"])
