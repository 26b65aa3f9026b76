"""A pronoun that two names of its sentence would fit is a doubt, told as such."""

import pytest
from fixtures.reading import read, told

from tisserand.ingest.extraction.records import EVEN_CHANCE


def sureness(text: str) -> dict[str, float]:
    """How sure each fact is, by its predicate."""
    return {fact.predicate: fact.confidence for fact in read(text).facts}


def test_pronoun_that_two_names_fit_leaves_an_even_chance() -> None:
    sure = sureness(
        "Aline Gaudin a reçu Odile Coppey en mars. Elle enseigne la greffe de fruitiers."
    )
    assert sure["has_skill"] == EVEN_CHANCE


def test_pronoun_that_one_name_fits_is_sure() -> None:
    sure = sureness(
        "Aline Gaudin a reçu Paul Tessier en mars. Elle enseigne la greffe de fruitiers."
    )
    assert sure["has_skill"] > EVEN_CHANCE


def test_pronoun_beside_the_name_that_it_stands_for_is_sure() -> None:
    sure = sureness("Aline Gaudin enseigne la greffe de fruitiers depuis qu'elle habite Laval.")
    assert sure["has_skill"] > EVEN_CHANCE


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        (
            "# La lettre de Mob Ouest\nC'est nous qui portons le projet « Vélos pour tous ».",
            "Mob Ouest",
        ),
        (
            "« C'est nous qui portons le projet Vélos pour tous », dit Odile Coppey, présidente de "
            "l'association Mob Ouest.",
            "Mob Ouest",
        ),
        ("De : Odile Coppey\nC'est moi qui porte le projet « Vélos pour tous ».", "Odile Coppey"),
    ],
)
def test_it_is_us_who_carry_says_who_speaks(text: str, carrier: str) -> None:
    assert f"{carrier} leads Vélos pour tous" in told(text)
