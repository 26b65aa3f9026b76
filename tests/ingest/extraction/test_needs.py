"""Needs: graded by what tells them, and none where a text asks for something else."""

import pytest
from fixtures.reading import read


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Nous cherchons un local chauffé pour l'hiver.", "expressed"),
        ("La commune a besoin de bénévoles.", "expressed"),
        ("L'étude montre une pénurie de logements à Laval.", "spotted"),
        ("Sur trois communes, aucune n'a de médecin.", "spotted"),
        ("À Laval, des étudiants dorment dans leur voiture.", "latent"),
    ],
)
def test_need_is_graded_by_its_words(text: str, grade: str) -> None:
    assert [need.grade for need in read(text).needs] == [grade]


@pytest.mark.parametrize(
    "text",
    [
        "Nous proposons un atelier de couture à tous.",
        "Nous n'avons pas besoin d'un local.",
        "Le candidat devra avoir besoin de peu d'aide.",
        "Offre d'emploi en CDI. Profil recherché : autonome. Nous cherchons un animateur.",
        "Recette : laisser reposer 20 minutes, enfourner. Il nous faut 200 g de farine.",
    ],
)
def test_offer_condition_or_recipe_is_no_need(text: str) -> None:
    assert read(text).needs == ()


def test_place_is_where_the_need_is_felt() -> None:
    found = read("À Laval, il n'y a plus de boulanger. À Mamers, il n'y a pas de dentiste.")
    names = {one.id: one.name for one in found.entities}
    assert [names[str(need.place)] for need in found.needs] == ["Laval", "Mamers"]


def test_items_of_a_list_of_wants_are_needs_and_are_sought() -> None:
    text = "# Les Mains vertes\nL'association « Les Mains vertes » s'agrandit.\n# Nous cherchons\n"
    found = read(text + "- un local\n- une scie à ruban")
    assert len(found.needs) == 2
    assert [fact.object for fact in found.facts] == ["un local", "une scie à ruban"]
