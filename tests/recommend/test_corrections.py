"""A need corrected by who asks."""

import pytest

from tisserand.errors import InputError
from tisserand.recommend.corrections import Correction, corrected, correction_of
from tisserand.recommend.needs import Understood
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus

THESAURUS = load_thesaurus()
BAKING, JOINERY, SMITHING = (
    f"https://w3id.org/tisserand/skills/{name}"
    for name in ("boulangerie", "menuiserie", "ferronnerie")
)
CRAFTS = "https://w3id.org/tisserand/skills/theme-artisanat"


@pytest.fixture
def understood() -> Understood:
    place = next(iter(load_gazetteer().candidates("Angers")))
    likely = {BAKING: 0.6, JOINERY: 0.2}
    return Understood({BAKING: 0.6}, {CRAFTS: 0.5}, place, "skill", {JOINERY: 0.02}, likely)


def test_without_a_word_nothing_changes(understood: Understood) -> None:
    assert corrected(understood, Correction(), THESAURUS) is understood


def test_what_is_removed_counts_no_more(understood: Understood) -> None:
    found = corrected(understood, Correction(removed=(JOINERY, CRAFTS)), THESAURUS)
    assert found.weights == {BAKING: 0.6}
    assert found.likely == {BAKING: 0.6}


def test_long_shots_go_with_all_that_was_understood(understood: Understood) -> None:
    assert not corrected(understood, Correction(removed=(BAKING, CRAFTS)), THESAURUS).weights


def test_what_is_added_is_sure_and_long_shots_go(understood: Understood) -> None:
    found = corrected(understood, Correction(added=(SMITHING,)), THESAURUS)
    assert found.skills == {SMITHING: 1.0, BAKING: 0.6}
    assert (found.unlikely, found.likely[SMITHING]) == ({}, 1.0)


def test_help_may_come_from_anywhere(understood: Understood) -> None:
    assert corrected(understood, Correction(anywhere=True), THESAURUS).place is None


def test_skills_and_themes_are_said_by_name_or_iri() -> None:
    said = correction_of(THESAURUS, [SMITHING, "Menuiserie"], ["artisans"], False)
    assert said == Correction((SMITHING, JOINERY), (CRAFTS,))


def test_an_unknown_skill_is_told() -> None:
    with pytest.raises(InputError, match="xyzzyq"):
        correction_of(THESAURUS, ["xyzzyq"], [], False)
