"""Places are found under the names that people write."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.ontology.namespaces import place_iri
from tisserand.reference.place_index import SortedLines, index_lines
from tisserand.reference.place_names import index_keys, name_key
from tisserand.reference.places import Gazetteer, distance_km, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("CHOLET", "49099"),
        ("49000 ANGERS CEDEX 2", "49007"),
        ("Angers cedex", "49007"),
        ("Mans (Le)", "72181"),
        ("St Georges s/Loire", "49283"),
        ("St-Sébastien-sur-Loire", "44190"),
        ("Sables d'Olonne", "85194"),
        ("Ville de Rennes", "35238"),
        ("Saint-Aubin-du-Cormier", "35253"),
    ],
)
def test_commune_is_found_as_written(gazetteer: Gazetteer, written: str, code: str) -> None:
    place = gazetteer.find(written)
    assert place is not None
    assert (place.kind, place.code) == ("commune", code)


def test_former_commune_is_its_present_one(gazetteer: Gazetteer) -> None:
    place = gazetteer.find("Beaupréau")
    assert place is not None
    assert place.name == "Beaupréau-en-Mauges"
    assert gazetteer.candidates("Beaupréau")[0].kind == "commune-deleguee"


def test_homonyms_are_told_apart_by_postcode_only(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Saint-Aubin") is None
    assert len(gazetteer.candidates("Saint-Aubin")) > 5
    found = gazetteer.find("Saint-Aubin", postcode="59440")
    assert found is not None
    assert found.code == "59529"


def test_postcode_that_lost_its_zero_is_read(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Bourg-en-Bresse", postcode="1000.0")
    assert found is not None
    assert found.postcodes == ("01000",)


def test_postcode_of_elsewhere_contradicts_a_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Cholet", postcode="13001") is None


def test_arrondissement_is_in_its_commune(gazetteer: Gazetteer) -> None:
    place = gazetteer.find("Paris 12e")
    assert place is not None
    assert place.code == "75112"
    assert gazetteer.ancestors(place.iri)[0] == place_iri("commune", "75056")


def test_commune_is_in_its_epci_departement_and_region(gazetteer: Gazetteer) -> None:
    assert gazetteer.ancestors(place_iri("commune", "49099")) == (
        place_iri("epci", "200071678"),
        place_iri("departement", "49"),
        place_iri("region", "52"),
    )


def test_one_code_names_an_old_and_a_new_commune(gazetteer: Gazetteer) -> None:
    old = gazetteer.get(place_iri("commune-deleguee", "49023"))
    new = gazetteer.get(place_iri("commune", "49023"))
    assert old is not None
    assert new is not None
    assert old.name != new.name
    assert gazetteer.current(old.iri) == new


def test_what_is_no_place_is_not_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Trifouillis-les-Oies") is None
    assert gazetteer.get("https://example.org/place/commune/49099") is None
    assert gazetteer.get(place_iri("commune", "99999")) is None
    assert gazetteer.commune("99999") is None


def test_distance_is_that_of_the_great_circle() -> None:
    assert distance_km(48.8566, 2.3522, 45.7640, 4.8357) == pytest.approx(391.5, abs=1)
    assert distance_km(47.0, -1.0, 47.0, -1.0) == 0


def test_index_that_ships_is_that_of_the_table_that_ships() -> None:
    data = files("tisserand.reference") / "data"
    table, index = (
        (data / name).read_text(encoding="utf-8").splitlines()
        for name in ("places.tsv", "place_index.tsv")
    )
    assert index == sorted(index_lines(table))


@pytest.mark.parametrize("name", ["Saint-Aubin", "Le Mans", "Mauges Communauté", "Bretagne"])
def test_every_bearer_of_a_name_is_found(gazetteer: Gazetteer, name: str) -> None:
    places = (place for kind in gazetteer.kinds for place in gazetteer.places(kind))
    key = name_key(name)
    bearers = {place.iri for place in places if key in index_keys(place.kind, place.name)}
    assert {place.iri for place in gazetteer.named(key, gazetteer.kinds)} == bearers != set()


def test_communes_of_a_postcode_and_of_a_siren(gazetteer: Gazetteer) -> None:
    assert gazetteer.with_postcode("commune", "49300") == ["49099"]
    angers = gazetteer.commune("49007")
    assert angers is not None
    assert angers.siren is not None
    assert gazetteer.with_siren(angers.siren) == [("commune", "49007")]
    assert gazetteer.with_siren("000000000") == gazetteer.with_postcode("epci", "49300") == []


def test_intercommunality_is_the_one_among_what_holds_a_place(gazetteer: Gazetteer) -> None:
    former = gazetteer.candidates("Beaupréau")[0]
    assert gazetteer.epci(former.iri) in gazetteer.ancestors(former.iri)
    assert gazetteer.epci(place_iri("departement", "49")) is None
    assert gazetteer.epci("https://example.org/commune/49007") is None


@given(st.sets(st.text("aé\U0001f600\t", min_size=1), max_size=30), st.text("aé\t", max_size=3))
def test_lines_that_begin_so_are_found_by_bisection(lines: set[str], start: str) -> None:
    half = sorted(lines, key=str.encode)[::2]
    found = SortedLines("".join(f"{line}\n" for line in half).encode(), lines - set(half))
    assert found.starting(start) == [line for line in sorted(lines) if line.startswith(start)]


@pytest.mark.parametrize(
    ("written", "code"),
    [("26 - Die", "26113"), ("Die - 26", "26113"), ("Die (26)", "26113"),
     ("Prades (Pyrénées-Orientales)", "66149"), ("2A - Ajaccio", "2A004")],
)  # fmt: skip
def test_departement_beside_a_name_tells_homonyms_apart(
    gazetteer: Gazetteer, written: str, code: str
) -> None:
    place = gazetteer.find(written)
    assert place is not None
    assert place.code == code
