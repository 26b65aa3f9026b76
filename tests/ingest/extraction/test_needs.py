"""Needs: graded by what tells them, and none where a text asks for something else."""

import pytest
from fixtures.reading import KNOWLEDGE, read


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Nous cherchons un local chauffé pour l'hiver.", "expressed"),
        ("La commune a besoin de bénévoles.", "expressed"),
        ("L'étude montre une pénurie de logements à Laval.", "spotted"),
        ("Sur trois communes, aucune n'a de médecin.", "spotted"),
        ("À Laval, des étudiants dorment dans leur voiture.", "latent"),
        ("La mairie de Redon a fait part de son besoin d'une citerne.", "expressed"),
        ("Il est demandé un formateur en secourisme.", "expressed"),
        ("Qu'on nous trouve un dentiste, par pitié.", "expressed"),
        ("À Laval, il n'y a plus personne pour tailler les haies.", "spotted"),
        ("Aline Gaudin voudrait une presse pour ses affiches.", "expressed"),
        ("Les riverains ont signé pour réclamer un passage piéton.", "expressed"),
        ("L'étude relève l'absence de crèche à Laval.", "spotted"),
        ("La moitié des ponts de Redon sont fermés.", "spotted"),
        ("À Laval, les cours de danse se font dans un couloir.", "latent"),
        ("À Redon, on porte encore le foin à dos d'homme.", "latent"),
        ("Les pommes de Redon pourrissent au pied des arbres.", "latent"),
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
        "Manquent à l'appel : Luc Amar et Aline Gaudin.",
        "Aucun loyer n'est demandé à la CCI de la Sarthe.",
        "Aucun d'entre nous n'est salarié de Mob Ouest.",
        "La tarte manque de sel ? Une pincée suffit.",
        "La mairie de Redon réserve sa position, faute de pièces.",
        "Aline Gaudin déclare n'avoir aucune responsabilité à la CCI de la Sarthe.",
        "Gare 8 05 8 14 8 31 8 38\nPort 9 10 9 17 9 23 9 30\nLes vélos restent, faute de rack.",
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


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("La mairie de Redon cherche un médecin pour le bourg.", "mairie de Redon"),
        ("L'association « Les Mains vertes » est née. Il nous faut un local.", "Les Mains vertes"),
        ("« Il nous faut un hangar », dit Aline Gaudin, de la CCI de la Sarthe.", "Aline Gaudin"),
        ("Selon la CCI de la Sarthe, il n'y a plus de boulanger à Laval.", None),
    ],
)
def test_need_is_of_whoever_lacks(text: str, who: str | None) -> None:
    found = read(text)
    names = {one.id: one.name for one in found.entities}
    assert [names.get(need.needed_by or "") for need in found.needs] == [who]


def test_theme_is_what_is_asked_for() -> None:
    (need,) = read("Nous cherchons aussi un comptable bénévole, deux heures par mois.").needs
    assert need.theme == "un comptable bénévole"


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        (
            "Nous cherchons un local sec au rez-de-chaussée d'une maison du vieux bourg de Redon.",
            ["un local sec au rez-de-chaussée d'une maison du vieux bourg de Redon"],
        ),
        ("Sur trente écoles, vingt-quatre n'ont aucun préau couvert.", ["préau couvert"]),
        ("À Laval, six foyers sur dix n'ont pas accès à un jardin.", ["un jardin"]),
        ("Il nous manque un soudeur et cent planches de chêne.",
         ["un soudeur", "cent planches de chêne"]),
        ("On a besoin d'une presse. Et d'un coup de main pour le tableur.",
         ["une presse", "un coup de main pour le tableur"]),
        ("Cherchent : un saisonnier ; une chambre froide", ["un saisonnier", "une chambre froide"]),
        ("Cherchent : rien", []),
    ],
)  # fmt: skip
def test_theme_is_the_whole_noun_phrase_of_each_need(text: str, themes: list[str]) -> None:
    assert [need.theme for need in read(text).needs] == themes


def test_answers_under_a_question_are_needs() -> None:
    text = "# De quoi manquez-vous ?\nD'un échafaudage. De quelqu'un qui sache souder.\n"
    assert [need.theme for need in read(text).needs] == [
        "un échafaudage",
        "quelqu'un qui sache souder",
    ]


def test_answer_to_what_is_missing_is_a_need() -> None:
    text = "De quoi manquez-vous le plus ? Un logiciel pour suivre le stock. On fait avec."
    assert [text[need.start : need.end] for need in read(text).needs] == [
        "Un logiciel pour suivre le stock"
    ]


def test_sentences_under_a_seeking_title_are_needs() -> None:
    text = "# On recherche\nUne sono pour le bal. Un conducteur pour le car du samedi."
    assert len(read(text).needs) == 2


def test_need_bears_the_concepts_that_its_words_surely_mean() -> None:
    [need] = read("Nous cherchons un comptable.").needs
    labels = [KNOWLEDGE.thesaurus.label(iri).lower() for iri in need.concepts]
    assert any("comptabilité" in label for label in labels)


def test_words_that_no_concept_surely_means_are_kept_alone() -> None:
    [need] = read("Nous cherchons un bidule tout rouge.").needs
    assert need.theme
    assert need.concepts == ()


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("La Région a besoin des communes pour changer.", "communes pour changer"),
        ("Nous avons besoin de vous, de vos avis, de vos idées.", "vos avis"),
        ("Ce dont on a besoin, ce sont des gens de terrain.", "des gens de terrain"),
    ],
)
def test_theme_begins_at_a_word_and_not_at_a_pronoun(text: str, theme: str) -> None:
    [need] = read(text).needs
    assert need.theme == theme
