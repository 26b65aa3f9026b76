"""The thesaurus holds together, and finds what people ask for in their own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.ontology.namespaces import SKILLS
from tisserand.reference.build_skills import DATA, build, build_everyday
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Thesaurus, load_thesaurus


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return load_thesaurus()


def best(thesaurus: Thesaurus, text: str) -> str | None:
    matches = thesaurus.match(text)
    return matches[0].iri.removeprefix(SKILLS) if matches else None


def is_of_kind(thesaurus: Thesaurus, iri: str, kind: str) -> bool:
    concept = thesaurus.get(iri)
    return concept is not None and concept.kind == kind


def test_shipped_json_is_what_the_turtle_says() -> None:
    assert (DATA / "skills.json").read_text(encoding="utf-8") == build()
    assert (DATA / "everyday.json").read_text(encoding="utf-8") == build_everyday()


def test_every_concept_is_named_in_both_languages(thesaurus: Thesaurus) -> None:
    for concept in thesaurus.concepts():
        assert concept.label_fr, concept.iri
        assert concept.label_en, concept.iri
        assert concept.alternatives, concept.iri


def test_every_skill_has_a_theme_and_what_is_broader_exists(thesaurus: Thesaurus) -> None:
    for concept in thesaurus.concepts():
        assert concept.themes or concept.kind == "Theme"
        for iri in (*concept.broader, *concept.themes):
            assert thesaurus.get(iri) is not None, (concept.iri, iri)


def test_no_concept_is_above_itself(thesaurus: Thesaurus) -> None:
    for concept in thesaurus.concepts():
        assert concept.iri not in thesaurus.broader(concept.iri)


def test_no_two_concepts_share_a_name(thesaurus: Thesaurus) -> None:
    owners: dict[str, str] = {}
    for concept in thesaurus.concepts():
        for name in {fold(name) for name in (concept.label_fr, *concept.alternatives)}:
            assert owners.setdefault(name, concept.iri) == concept.iri, name


def test_every_name_finds_its_own_concept_first(thesaurus: Thesaurus) -> None:
    for concept in thesaurus.concepts():
        found = {match.iri: match.score for match in thesaurus.match(concept.label_fr)}
        assert found[concept.iri] == 1.0
        for name in concept.alternatives:
            matches = thesaurus.match(name)
            same_kind = [m for m in matches if is_of_kind(thesaurus, m.iri, concept.kind)]
            scores = {match.iri: match.score for match in same_kind}
            assert scores.get(concept.iri, 0) >= max(scores.values(), default=1), name


@pytest.mark.parametrize(
    ("need", "skill"),
    [
        ("remettre en état le four à pain communal", "maconnerie-four-a-bois"),
        ("des fours à pain à restaurer", "maconnerie-four-a-bois"),
        ("notre toiture fuit", "couverture"),
        ("l'orgue de l'église est muet", "facture-orgue"),
        ("il faudrait une interprète LSF pour la réunion", "langue-des-signes"),
        ("laver et réemployer nos bouteilles consignées", "reemploi-verre"),
        ("moudre notre farine sur une meule", "meunerie-meule-pierre"),
        ("qui saurait tondre nos moutons ?", "laine"),
        ("greffer des variétés anciennes de fruits", "greffe-fruitiere"),
        ("un charpentier de marine pour une toue", "charpente-marine"),
        ("cantine : laver et éplucher des légumes locaux", "legumerie"),
        ("brasserie cherche une solution pour laver ses bouteilles", "reemploi-verre"),
        ("notre salle des fêtes est impossible à chauffer", "renovation-energetique"),
        (
            "les anciens n'arrivent pas à faire leurs papiers sur internet",
            "demarches-administratives",
        ),
        ("qui peut tenir les comptes de l'association ?", "comptabilite"),
        ("protéger la mairie des pirates informatiques", "cybersecurite"),
    ],
)
def test_a_need_in_everyday_words_finds_its_skill(
    thesaurus: Thesaurus, need: str, skill: str
) -> None:
    assert best(thesaurus, need) == skill


@pytest.mark.parametrize(
    "text",
    ["", "projet", "aide", "travail", "un projet d'aide au travail", "des signes de fatigue", "!?"],
)
def test_common_words_alone_match_nothing(thesaurus: Thesaurus, text: str) -> None:
    assert thesaurus.match(text) == []


def test_scattered_rare_words_tell_a_skill_less_surely(thesaurus: Thesaurus) -> None:
    text = "un verger de vieux pommiers à greffer"
    scores = {match.iri: match.score for match in thesaurus.match(text)}
    assert 0.45 <= scores[SKILLS + "greffe-fruitiere"] < 0.95


@pytest.mark.parametrize(
    "text",
    [
        "l'intérêt général et la prise de risque",
        "des enjeux alternatifs, affichés et facilités par les générations",
        "un grain de sel et un jeu d'ia",
    ],
)
def test_words_of_the_same_root_are_not_the_skill(thesaurus: Thesaurus, text: str) -> None:
    assert thesaurus.match(text) == []


def test_acronym_counts_in_capitals_only(thesaurus: Thesaurus) -> None:
    assert best(thesaurus, "rejoindre un SEL de quartier") == "monnaie-locale"
    assert best(thesaurus, "un peu de sel") is None


def test_long_text_is_read_sentence_by_sentence(thesaurus: Thesaurus) -> None:
    text = "Rien ici. " * 500 + "Un vannier. " + "Rien encore. " * 500
    (match,) = thesaurus.match(text)
    assert text[match.start : match.end] == "vannier"


@given(st.text())
def test_any_text_is_searched(text: str) -> None:
    for match in load_thesaurus().match(text):
        assert 0 < match.score <= 1
        assert 0 <= match.start < match.end <= len(text)


def test_exact_name_scores_one_and_covers_its_words(thesaurus: Thesaurus) -> None:
    text = "Recherche : maçonnerie de four à bois."
    match = thesaurus.match(text)[0]
    assert match.score == 1.0
    assert text[match.start : match.end] == "maçonnerie de four à bois"


def test_longest_name_wins_over_the_words_it_holds(thesaurus: Thesaurus) -> None:
    found = [match.iri for match in thesaurus.match("Maçonnerie de four à bois")]
    assert SKILLS + "maconnerie" not in found


def test_cell_is_read_whatever_its_case_and_plural(thesaurus: Thesaurus) -> None:
    for cell in ("COUVERTURE EN ARDOISE", "Couvertures en ardoises", "Slate roofing"):
        concept = thesaurus.from_label(cell)
        assert concept is not None
        assert concept.iri == SKILLS + "couverture-ardoise"
    assert thesaurus.from_label("divers") is None


@pytest.mark.parametrize("half", ["réemploi", "Déchets", "JEUNESSE", "handicap", "emploi"])
def test_half_of_the_name_of_a_theme_is_the_theme_in_a_cell_only(
    thesaurus: Thesaurus, half: str
) -> None:
    concept = thesaurus.from_label(half)
    assert concept is not None and concept.kind == "Theme"
    assert fold(half) in fold(concept.label_fr)
    assert not thesaurus.match(half)


def test_skill_is_below_its_broader_ones_and_its_theme(thesaurus: Thesaurus) -> None:
    oven = SKILLS + "maconnerie-four-a-bois"
    assert len(thesaurus.concepts()) >= 300
    assert thesaurus.broader(oven) == (SKILLS + "maconnerie-traditionnelle", SKILLS + "maconnerie")
    assert oven in thesaurus.narrower(SKILLS + "maconnerie")
    assert oven in thesaurus.narrower(SKILLS + "theme-patrimoine")


def test_label_of_an_unknown_concept_is_the_end_of_its_iri(thesaurus: Thesaurus) -> None:
    assert thesaurus.label(SKILLS + "vannerie") == "Vannerie"
    assert thesaurus.label(SKILLS + "vannerie", "en") == "Basketry"
    assert thesaurus.label("https://example.org/skill/abc") == "abc"
