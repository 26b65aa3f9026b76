"""Needs told as symptoms and offers told as trades, understood by meaning."""

from pathlib import Path

import pytest

from tisserand.bootstrap import Workspace
from tisserand.ontology.namespaces import SKILLS, place_iri
from tisserand.ontology.records import Visibility
from tisserand.recommend.helpers import Answer, ask
from tisserand.recommend.projection import build_projection
from tisserand.recommend.skill_space import SkillSpace
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.settings import Settings
from tisserand.store.port import View
from tisserand.store.sqlite import SqliteStore

from .conftest import BASE, place, record, weave

NICE = ("locatedIn", place_iri("commune", "06088"))


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> SkillSpace:
    """The vectors of the machine's cache, as every workspace shares them."""
    return Workspace(Settings(workspace=Path(tmp_path_factory.mktemp("space")))).space


@pytest.mark.parametrize(
    ("need", "skill"),
    [
        ("la voûte du fournil communal menace de tomber", "maconnerie-four-a-bois"),
        ("des tuiles se sont envolées et il pleut dans la sacristie", "couverture"),
        ("mes bicyclettes ont toutes des pneus crevés", "reparation-velo"),
        ("les frelons déciment mes ruches", "apiculture"),
    ],
)
def test_a_symptom_leads_to_the_trade(space: SkillSpace, need: str, skill: str) -> None:
    assert next(iter(space.of_need(need))) == SKILLS + skill


def test_a_trade_is_read_by_its_names(space: SkillSpace) -> None:
    assert next(iter(space.of_offer("taille et entretien de haies"))) == f"{SKILLS}haies"


def test_what_is_likely_is_a_share_of_certainty(space: SkillSpace) -> None:
    likely = space.of_need("notre toit fuit")
    assert list(likely.values()) == sorted(likely.values(), reverse=True)
    assert 0 < sum(likely.values()) <= 1 + 1e-9


@pytest.mark.parametrize(
    "said",
    ["je veux", "quelqu'un pour m'aider", "bonjour", "nous avons besoin d'aide", "je ne sais pas"],
)
def test_what_anybody_might_say_is_about_nothing(space: SkillSpace, said: str) -> None:
    assert space.of_need(said) == {}


@pytest.mark.parametrize("said", ["abeilles", "un plombier", "fuite d'eau", "chorale"])
def test_one_telling_word_is_enough(space: SkillSpace, said: str) -> None:
    assert space.of_need(said)


def test_unknown_words_are_about_nothing(space: SkillSpace) -> None:
    assert space.of_need("zorglouf qsdfgw") == {}


def answer_of(store: SqliteStore, space: SkillSpace, need: str) -> list[str]:
    return [helper["name"] for helper in asked(store, space, need)["helpers"]]


def asked(store: SqliteStore, space: SkillSpace, need: str) -> Answer:
    with store.read(View(Visibility.AGENT)) as reader:
        answer = ask(
            reader,
            build_projection(reader),
            need,
            thesaurus=load_thesaurus(),
            gazetteer=load_gazetteer(),
            base_iri=BASE,
            space=space,
        )
    assert all(helper["reasons"] for helper in answer["helpers"])
    return answer


def test_an_offer_that_no_skill_is_said_of_is_found_by_its_words(
    store: SqliteStore, space: SkillSpace
) -> None:
    weave(store, [
        record("a", "Company", "Zinc et Cuivre", place("angers"), links=[("offers", "offre")]),
        record("offre", "Offer", "pose et réfection de toitures", row=3),
        record("b", "Company", "Le Rucher", place("angers"), links=[("offers", "miel")]),
        record("miel", "Offer", "récolte d'essaims et conseils sur les ruches", row=4),
    ])  # fmt: skip
    assert answer_of(store, space, "la tempête a emporté nos tuiles")[0] == "Zinc et Cuivre"
    assert answer_of(store, space, "un essaim s'est posé dans la cour")[0] == "Le Rucher"


def test_who_is_far_is_proposed_only_when_surer(store: SqliteStore, space: SkillSpace) -> None:
    weave(store, [
        record("a", "Company", "Sellerie du Golfe", place("angers"), links=[("offers", "cuir")]),
        record("cuir", "Offer", "sellerie et travail du cuir", row=3),
    ])  # fmt: skip
    assert answer_of(store, space, "le harnais du cheval est cassé, à Nice") != []
    assert answer_of(store, space, "mes chaussons de danse sont troués, à Nice") == []


def test_who_has_no_skill_that_was_understood_is_told_to_be_a_long_shot(
    store: SqliteStore, space: SkillSpace
) -> None:
    weave(store, [
        record("a", "Company", "Sellerie du Golfe", place("angers"), links=[("offers", "cuir")]),
        record("cuir", "Offer", "sellerie et travail du cuir", row=3),
        *(
            record(f"n{i}", "Company", f"Ruche {i}", NICE, links=[("offers", "miel")])
            for i in range(30)
        ),
        record("miel", "Offer", "récolte d'essaims", row=4),
    ])  # fmt: skip
    answer = asked(store, space, "le talon de mes bottines en cuir est parti, à Angers")
    assert [one["name"] for one in answer["helpers"]] == ["Sellerie du Golfe"]
    assert answer["message"].startswith(
        "Personne n'est encore recensé pour : réparation de chaussures"
    )
