"""ESCO, ROME and SKOS files, read beside the thesaurus of the package."""

import re
from pathlib import Path

import pytest

from tisserand.errors import InputError
from tisserand.ingest.vocabularies.importing import import_vocabulary
from tisserand.ingest.vocabularies.tables import read_tables
from tisserand.reference.thesaurus import Thesaurus
from tisserand.reference.vocabularies import (
    list_vocabularies,
    load_extended,
    remove_vocabulary,
)

ESCO = "http://data.europa.eu/esco/skill/"
PAGE = (Path(__file__).parents[3] / "docs" / "directories.md").read_text(encoding="utf-8")
OURS = "https://w3id.org/tisserand/skills/"
SKOS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix v: <https://exemple.org/metiers/> .
v:piperie a skos:Concept ; skos:prefLabel "Façonnage de pipes"@fr, "Pipe making"@en ;
    skos:altLabel "pipier"@fr ; skos:notation "S12" ; skos:broader v:bois .
v:bois a skos:Concept ; skos:prefLabel "Travail du bois vert"@fr .
"""


def write(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


def esco(folder: Path) -> list[Path]:
    return [
        write(
            folder,
            "skills_fr.csv",
            "conceptType,conceptUri,preferredLabel,altLabels\n"
            f'KnowledgeSkillCompetence,{ESCO}a1,fileter des cordages,"épisser\nnouer des amarres"\n'
            f"KnowledgeSkillCompetence,{ESCO}a2,gréer un voilier,\n"
            f"KnowledgeSkillCompetence,{ESCO}a3,menuiserie,\n",
        ),
        write(
            folder,
            "skills_en.csv",
            "conceptType,conceptUri,preferredLabel,altLabels\n"
            f"KnowledgeSkillCompetence,{ESCO}a1,splice ropes,rope work\n",
        ),
        write(
            folder,
            "broader.csv",
            "conceptType,conceptUri,broaderType,broaderUri\n"
            f"X,{ESCO}a1,X,{ESCO}a2\nX,{ESCO}a2,X,{ESCO}nobody\n",
        ),
    ]


def imported(folder: Path, files: list[Path], name: str = "essai") -> Thesaurus:
    import_vocabulary(folder / "vocabularies", files, name)
    return load_extended(folder / "vocabularies")


def test_esco_gives_names_in_both_languages_and_what_is_above(tmp_path: Path) -> None:
    thesaurus = imported(tmp_path, esco(tmp_path))
    concept = thesaurus.get(f"{ESCO}a1")
    assert concept is not None
    assert (concept.label_fr, concept.label_en) == ("fileter des cordages", "splice ropes")
    assert concept.alternatives == ("nouer des amarres", "épisser")
    assert thesaurus.broader(f"{ESCO}a1") == (f"{ESCO}a2",)


def test_a_sentence_holds_an_imported_concept_by_its_whole_name(tmp_path: Path) -> None:
    thesaurus = imported(tmp_path, esco(tmp_path))
    assert f"{ESCO}a1" in {m.iri for m in thesaurus.match("Qui saurait nouer des amarres ?")}
    assert f"{ESCO}a1" not in {m.iri for m in thesaurus.match("Nous vendons des cordages.")}


def test_a_concept_that_ours_names_is_found_through_ours(tmp_path: Path) -> None:
    thesaurus = imported(tmp_path, esco(tmp_path))
    assert f"{ESCO}a3" in thesaurus.narrower(f"{OURS}menuiserie")
    same = thesaurus.from_label("menuiserie")
    assert same is not None
    assert same.iri == f"{OURS}menuiserie"


def test_importing_leaves_what_ours_reads_as_it_was(tmp_path: Path) -> None:
    sentence = "Il faut réparer le four à pain et tenir la comptabilité"
    before = load_extended(tmp_path / "none").match(sentence)
    after = imported(tmp_path, esco(tmp_path)).match(sentence)
    assert before
    assert [match for match in after if match.iri.startswith(OURS)] == before


def test_rome_ties_a_competence_to_its_few_occupations(tmp_path: Path) -> None:
    rows = "".join(f'"Z10{n}","9001"\n' for n in range(4))
    names = "".join(f'"Z10{n}","Métier {n}","Z","Z","Z1","Z"\n' for n in range(4))
    columns = '"code_rome","libelle_rome","code_grand_domaine","libelle_grand_domaine","a","b"\n'
    files = [
        write(tmp_path, "metiers.csv", columns + names),
        write(
            tmp_path,
            "competences.csv",
            '"code_ogr","libelle"\n"9001","Se servir d\'\'un tableur"\n"9002","Ferrer un cheval"\n',
        ),
        write(tmp_path, "liens.csv", f'"code_rome","code_ogr"\n{rows}"Z101","9002"\n'),
    ]
    thesaurus = imported(tmp_path, files)
    rome = "https://w3id.org/tisserand/rome/"
    everywhere = thesaurus.get(f"{rome}competence/9001")
    assert everywhere is not None
    assert everywhere.label_fr == "Se servir d'un tableur"
    assert thesaurus.broader(everywhere.iri) == ()
    assert f"{rome}metier/Z101" in thesaurus.broader(f"{rome}competence/9002")
    by_code = thesaurus.from_label("Z101")
    assert by_code is not None and by_code.label_fr == "Métier 1"


def test_a_skos_file_is_read_with_its_hierarchy_and_codes(tmp_path: Path) -> None:
    thesaurus = imported(tmp_path, [write(tmp_path, "metiers.ttl", SKOS)])
    found = thesaurus.from_label("pipier")
    assert found is not None
    assert (found.label_en, thesaurus.from_label("S12")) == ("Pipe making", found)
    assert thesaurus.broader(found.iri) == ("https://exemple.org/metiers/bois",)


def test_a_scheme_is_no_skill(tmp_path: Path) -> None:
    scheme = 'v:liste a skos:ConceptScheme ; skos:prefLabel "Métiers du val"@fr .\n'
    thesaurus = imported(tmp_path, [write(tmp_path, "metiers.ttl", SKOS + scheme)])
    assert thesaurus.from_label("Métiers du val") is None


def test_examples_of_the_guide_are_read_as_it_says(tmp_path: Path) -> None:
    blocks = re.findall(r"```(turtle|csv) ([\w.-]+)\n(.*?)```", PAGE, re.DOTALL)
    assert [name for _, name, _ in blocks] == ["metiers.ttl", "skills_fr.csv", "rome.csv"]
    for _, name, content in blocks:
        thesaurus = imported(
            tmp_path, [write(tmp_path, name, content)], name.partition(".")[0].replace("_", "-")
        )
    for said, skill in re.findall(r"« ([^»]+) » est « ([^»]+) »", PAGE):
        found = thesaurus.from_label(said)
        assert found is not None
        assert found.label_fr == skill


def test_a_new_version_replaces_the_vocabulary_of_that_name(tmp_path: Path) -> None:
    imported(tmp_path, esco(tmp_path))
    thesaurus = imported(tmp_path, [write(tmp_path, "metiers.ttl", SKOS)])
    assert thesaurus.get(f"{ESCO}a1") is None
    assert [v.concepts for v in list_vocabularies(tmp_path / "vocabularies")] == [2]
    assert remove_vocabulary(tmp_path / "vocabularies", "essai")
    assert load_extended(tmp_path / "vocabularies").get("https://exemple.org/metiers/bois") is None


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("notes.csv", "a,b\n1,2\n", "vocabularies.unknown_columns"),
        (
            "skills_fr.csv",
            "conceptUri,preferredLabel\njavascript:alert(1),voler\n",
            "vocabularies.bad_iri",
        ),
        (
            "piege.ttl",
            '<javascript:alert(1)> <http://www.w3.org/2004/02/skos/core#prefLabel> "x"@fr .',
            "vocabularies.bad_iri",
        ),
        ("vide.ttl", "", "vocabularies.no_concept"),
        ("faux.ttl", "ceci n'est pas du Turtle", "readers.unreadable"),
    ],
)
def test_a_bad_file_is_told_and_what_was_imported_stays(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    imported(tmp_path, esco(tmp_path))
    with pytest.raises(InputError) as refused:
        imported(tmp_path, [write(tmp_path, name, content)])
    assert refused.value.message == message
    assert [v.concepts for v in list_vocabularies(tmp_path / "vocabularies")] == [3]


def test_xml_entities_do_not_expand(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<!DOCTYPE r [<!ENTITY e0 "lol">{entities}]><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:skos="http://www.w3.org/2004/02/skos/core#"><skos:Concept rdf:about="urn:x">'
        "<skos:prefLabel>&e11;</skos:prefLabel></skos:Concept></rdf:RDF>"
    )
    with pytest.raises(InputError) as refused:
        imported(tmp_path, [write(tmp_path, "bombe.rdf", bomb)])
    assert refused.value.message.startswith("readers.")


@pytest.mark.shared
def test_esco_and_rome_are_read_whole(shared_data: Path) -> None:
    skills = shared_data / "skills"
    assert len(read_tables(sorted(skills.glob("esco-*.csv"))).concepts(set())) > 13_400
    assert len(read_tables(sorted(skills.glob("rome-*.csv"))).concepts(set())) > 12_000
