"""What offers are about: by what is read in their names, beside what records say."""

from pathlib import Path

import pytest

from tisserand.bootstrap import Workspace
from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Visibility
from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.offered import Offered
from tisserand.recommend.projection import build_projection
from tisserand.recommend.skill_space import SkillSpace
from tisserand.recommend.territory import Territory
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.settings import Settings
from tisserand.store.port import View
from tisserand.store.sqlite import SqliteStore

from .conftest import record, weave

ASBESTOS, FILMING, SEWING = f"{SKILLS}desamiantage", f"{SKILLS}tournages", f"{SKILLS}couture"
SURVEY = "repérage d'amiante et de plomb avant travaux"


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> SkillSpace:
    return Workspace(Settings(workspace=Path(tmp_path_factory.mktemp("space")))).space


def masteries(store: SqliteStore, space: SkillSpace, *skills: str) -> list[list[float]]:
    """How well each skill is mastered by those who can answer for it."""
    with store.read(View(Visibility.AGENT)) as reader:
        projection = build_projection(reader)
    territory = Territory(projection, load_gazetteer())
    index = HelperIndex(projection, load_thesaurus(), territory, Offered(projection, space))
    return [index.holders(skill).mastery.tolist() for skill in skills]


def test_a_name_read_by_meaning_outdoes_the_words_it_holds(
    store: SqliteStore, space: SkillSpace
) -> None:
    weave(store, [
        record("a", "Company", "Diagnostics du Val", links=[("offers", "offre")]),
        record("offre", "Offer", SURVEY, ("offersSkill", ASBESTOS), ("offersSkill", FILMING)),
    ])  # fmt: skip
    assert FILMING in space.named_in(SURVEY)
    asbestos, filming = masteries(store, space, ASBESTOS, FILMING)
    assert asbestos == pytest.approx([0.8], abs=0.05)
    assert filming == []


def test_a_skill_that_no_word_of_the_offer_names_is_kept(
    store: SqliteStore, space: SkillSpace
) -> None:
    weave(store, [
        record("a", "Association", "Le Fil", links=[("offers", "offre")]),
        record("offre", "Offer", "l'atelier du mardi", ("offersSkill", SEWING)),
    ])  # fmt: skip
    assert masteries(store, space, SEWING) == [[pytest.approx(0.8)]]


def test_what_an_actor_is_said_to_master_is_kept_beside_its_offers(
    store: SqliteStore, space: SkillSpace
) -> None:
    weave(store, [
        record("a", "Company", "Diagnostics du Val", ("hasSkill", FILMING),
               links=[("offers", "offre")]),
        record("offre", "Offer", SURVEY, ("offersSkill", FILMING)),
    ])  # fmt: skip
    assert masteries(store, space, FILMING) == [[pytest.approx(0.9)]]


def test_who_offers_the_same_many_times_is_not_lost(store: SqliteStore, space: SkillSpace) -> None:
    offers = [record(f"o{n}", "Offer", SURVEY, ("offersSkill", FILMING)) for n in range(40)]
    links = [("offers", offer.key) for offer in offers]
    weave(store, [record("a", "Company", "Diagnostics du Val", links=links), *offers])
    assert masteries(store, space, FILMING) == [[pytest.approx(1.0)]]
