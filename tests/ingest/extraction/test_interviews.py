"""Who answers an interview says « je »."""

from fixtures.reading import read

ANSWERS = "Que faites-vous ?\n\nJe préside l'association Le Fournil depuis 2018."


def roles(text: str) -> list[str]:
    found = read(text)
    names = {one.id: one.name for one in found.entities}
    return [names[fact.subject] for fact in found.facts if fact.predicate == "role"]


def test_person_that_the_title_announces_says_i() -> None:
    assert roles(f"Entretien avec Paul Tessier, à Craon\n\n{ANSWERS}") == ["Paul Tessier"]


def test_nobody_says_i_when_two_people_answer() -> None:
    assert roles(f"Entretien avec Paul Tessier et Zoé Roy\n\n{ANSWERS}") == []


def test_article_without_a_question_is_no_interview() -> None:
    text = ANSWERS.replace("Que faites-vous ?", "Le premier jour.")
    assert roles(f"Rencontre avec Paul Tessier à Craon\n\n{text}") == []


def test_person_interviewed_lacks_what_they_would_need() -> None:
    text = "Entretien avec Paul Tessier\n\nQue manque-t-il ?\n\nIl me faudrait un local à Craon."
    (need,) = read(text).needs
    assert need.grade == "expressed"
