"""A mapping is checked when it is loaded, and its errors say what to do."""

from pathlib import Path

import pytest

from tisserand.errors import InputError
from tisserand.ingest.mapping import builtin_mappings, load_mapping, source_date
from tisserand.ingest.mapping_checks import parse_mapping

SOUND = """
id: artisans
title: {fr: Artisans}
things:
  - local: artisan
    kind: Company
    name: Nom
    properties: {telephone: Tel}
"""


def test_sound_mapping_of_one_table_is_loaded() -> None:
    mapping = parse_mapping(SOUND, "artisans.yaml")
    assert (mapping.id, mapping.tables[0].things[0].kind) == ("artisans", "Company")


@pytest.mark.parametrize(
    ("wrong", "right", "message", "said"),
    [
        ("kind: Compagny", "kind: Company", "mapping.unknown_class", "Company"),
        ("{telefone: Tel}", "{telephone: Tel}", "mapping.unknown_property", "telephone"),
        ("{amount: Tel}", "{telephone: Tel}", "mapping.wrong_class", "amount"),
        ("propertys:", "properties:", "mapping.unknown_key", "properties"),
        ("name: {colunm: Nom}", "name: Nom", "mapping.unknown_key", "column"),
        ("name: {split: true}", "name: Nom", "mapping.invalid", "template"),
        ("links: {leads: projet}\n    name: Nom", "name: Nom", "mapping.unknown_local", "projet"),
        ("name: {column: Nom, match: '('}", "name: Nom", "mapping.invalid", "match"),
        (
            "name: {column: Nom, normaliser: dates}",
            "name: Nom",
            "mapping.unknown_normaliser",
            "date",
        ),
        ("", "title: {fr: Artisans}\n", "mapping.missing_key", "title"),
        ("visibility: everyone\n    name: Nom", "name: Nom", "mapping.invalid", "visibility"),
    ],
)
def test_fault_names_file_place_and_what_was_meant(
    wrong: str, right: str, message: str, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        parse_mapping(SOUND.replace(right, wrong), "artisans.yaml")
    assert caught.value.message == message
    assert "artisans.yaml" in caught.value.text("fr")
    assert said in caught.value.text("fr")


@pytest.mark.parametrize(
    "text",
    ["a: [", "- 1", "'", "x: !!python/object/apply:os.system ['true']", "[" * 5000, ""],
)
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_mapping(text, "m.yaml")


def test_yaml_aliases_are_refused_before_they_grow() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    with pytest.raises(InputError) as caught:
        parse_mapping(bomb, "m.yaml")
    assert caught.value.message == "mapping.aliases"


def test_yaml_words_stay_the_texts_they_look() -> None:
    when = "properties: {description: {constant: oui, when: {column: A, yes: true}}}"
    mapping = parse_mapping(SOUND.replace("properties: {telephone: Tel}", when), "m.yaml")
    take = mapping.tables[0].things[0].properties["description"][0]
    assert (take.constant, take.when[0].yes) == ("oui", True)


def test_too_big_or_missing_mapping_is_refused(tmp_path: Path) -> None:
    big = tmp_path / "m.yaml"
    big.write_text("# " + "x" * 300_000)
    for name, message in ((big, "mapping.too_big"), ("nulle-part", "mapping.no_such_mapping")):
        with pytest.raises(InputError) as caught:
            load_mapping(name)
        assert caught.value.message == message


def test_builtin_mappings_are_sound_and_named_like_their_files() -> None:
    found = builtin_mappings()
    folder = Path(__file__).parents[3] / "ingest" / "mappings"
    assert sorted(found) == sorted(path.stem for path in folder.glob("*.yaml"))
    assert all(mapping.title.fr and mapping.title.en for mapping in found.values())
    assert all(mapping.source.legal_basis for mapping in found.values())


def test_date_of_a_source_comes_from_its_mapping_or_its_file_name() -> None:
    text = SOUND + "source: {date: {file: '(20\\d\\d)-(\\d\\d)'}}\n"
    assert source_date(parse_mapping(text, "m"), "subventions-2019-04.csv") == "2019-04"
    assert source_date(parse_mapping(text, "m"), "subventions.csv") is None
    assert (
        source_date(parse_mapping(SOUND + "source: {date: 2020-01-31}", "m"), "x") == "2020-01-31"
    )
