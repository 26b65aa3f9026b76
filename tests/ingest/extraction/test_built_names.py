"""Names of bodies that their own build tells."""

import pytest
from fixtures.reading import names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Elle rappelle que Terres de Vilaine a repris le verger.", "Terres de Vilaine"),
        ("Toits de Bretagne prête deux barnums.", "Toits de Bretagne"),
        ("Il est passé par les Forges de la Sarthe.", "Forges de la Sarthe"),
        ("Mme Petit dirige Terre et Glaise depuis 2019.", "Terre et Glaise"),
    ],
)
def test_common_noun_without_article_begins_a_name(text: str, name: str) -> None:
    assert name in names(text, "Organization")


def test_article_before_a_common_noun_leaves_the_town_a_place() -> None:
    text = "Il longe la Côte de Granville puis le Bois de Redon."
    assert names(text, "Place")[-1] in ("Redon", "Bois de Redon")
