"""How far help may come from, as the sentence of a need says it."""

import pytest

from tisserand.recommend.told_distance import told_distance


@pytest.mark.parametrize(
    ("need", "rest", "km"),
    [
        ("un local à moins de 15 km de Craon", "un local de Craon", 15),
        ("Dans un rayon de 20 kilomètres, qui répare les vélos ?", ", qui répare les vélos ?", 20),
        ("un maçon à 10 km maximum", "un maçon", 10),
        ("l'hôpital est à 30 km", "l'hôpital est à 30 km", None),
        ("un camion pour 500 km", "un camion pour 500 km", None),
    ],
)
def test_distance_is_read_apart_from_the_need(need: str, rest: str, km: int | None) -> None:
    assert told_distance(need) == (rest, km)


def test_distance_that_a_sentence_says_bounds_the_answer(answer) -> None:
    far = answer("remettre en état le four à pain d'Angers")
    near = answer("remettre en état le four à pain à moins de 20 km d'Angers")
    names = [[helper["name"] for helper in found["helpers"]] for found in (far, near)]
    assert "Fours du Thouet" in names[0]
    assert "Fours du Thouet" not in names[1]
    assert "Fournil des Deux Rives" in names[1]
