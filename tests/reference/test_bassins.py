"""The operator's table of bassins de vie joins the gazetteer, or is refused with its reason."""

from pathlib import Path

import pytest

from tisserand.errors import InputError
from tisserand.ontology.namespaces import place_iri
from tisserand.reference.places import load_gazetteer

TABLE = """Table d'appartenance;;
CODGEO;LIBGEO;BV2022;LIBBV2022
49099;Cholet;49099;Cholet
49299;Saint-Léger-sous-Cholet;49099;Cholet
44109;Nantes;44109;Nantes
"""


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "bassins.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_commune_is_in_the_bassin_that_the_table_gives(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(write(tmp_path, TABLE))
    bassin = place_iri("bassin-de-vie", "49099")
    assert gazetteer.ancestors(place_iri("commune", "49299"))[1] == bassin
    assert len(gazetteer.members(bassin)) == 2
    assert gazetteer.ancestors(bassin)[0] == place_iri("departement", "49")
    place = gazetteer.find("Cholet", kinds=("bassin-de-vie",))
    assert place is not None
    assert place.iri == bassin


def test_comma_table_is_read_too(tmp_path: Path) -> None:
    path = write(tmp_path, "CODGEO,BV2022,LIBBV2022\n49099,49099,Cholet\n")
    assert load_gazetteer(path).get(place_iri("bassin-de-vie", "49099")) is not None


def test_without_a_table_there_is_no_bassin() -> None:
    assert "bassin-de-vie" not in load_gazetteer().kinds


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "reference.bassins_columns"),
        ("commune;bassin\n49099;49099\n", "reference.bassins_columns"),
        ("CODGEO;BV2022;LIBBV2022\n49099;49099;Cholet\n49299;;\n", "reference.bassins_row"),
        ("CODGEO;BV2022;LIBBV2022\n49099\n", "reference.bassins_row"),
        ("CODGEO;BV2022;LIBBV2022\n49099;49099;" + "x" * 200_000, "reference.bassins_unreadable"),
    ],
)
def test_wrong_table_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        load_gazetteer(write(tmp_path, text))
    assert raised.value.message == message
    assert "bassins.csv" in raised.value.text("fr")


def test_bad_row_is_named_by_its_number_in_the_file(tmp_path: Path) -> None:
    text = "Titre\nCODGEO;BV2022;LIBBV2022\n49099;49099;Cholet\n49299;;\n"
    with pytest.raises(InputError) as raised:
        load_gazetteer(write(tmp_path, text))
    assert raised.value.details["row"] == 4


def test_table_in_another_encoding_or_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load_gazetteer(write(tmp_path, TABLE, "cp1252"))
    with pytest.raises(InputError):
        load_gazetteer(tmp_path / "absent.csv")
