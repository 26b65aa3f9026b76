"""Names of bodies that their own build tells, and the places that stay places."""

import pytest
from fixtures.reading import names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Elle rappelle que Terres de Vilaine a repris le verger.", "Terres de Vilaine"),
        ("Toits de Bretagne prête deux barnums.", "Toits de Bretagne"),
        ("Il est passé par les Forges de la Sarthe.", "Forges de la Sarthe"),
        ("La fresque est due à Laine et Chardon.", "Laine et Chardon"),
    ],
)
def test_common_noun_without_article_begins_a_name(text: str, name: str) -> None:
    assert name in names(text, "Organization")


@pytest.mark.parametrize("text", ["Elle marche vers la Forêt de Brocéliande.",
                                  "Baie de Somme est un beau pays."])  # fmt: skip
def test_relief_is_no_body(text: str) -> None:
    assert names(text, "Organization") == []
