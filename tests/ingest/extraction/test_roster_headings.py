"""What the entries of a list share, and what its heading gives them."""

import pytest
from fixtures.reading import read


def _said_of_people(text: str) -> list[str]:
    """« subject predicate object », and « past » when it has ended, in order."""
    found = read(text)
    names = {one.id: one.name for one in found.entities}
    return sorted(
        f"{names[one.subject]} {one.predicate} {names[one.object]}"
        + (" past" if one.status == "past" else "")
        for one in found.facts
        if one.predicate in ("role", "member_of", "works_for")
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L'association Mob Ouest\nNotre équipe\nDirecteur – Yann Morel\nLingère – Zoé Roy\n"
            "Animatrice – Aline Gaudin",
            ["Aline Gaudin role Mob Ouest", "Yann Morel role Mob Ouest", "Zoé Roy role Mob Ouest"],
        ),
        (
            "Mob Ouest, association\nLe bureau\n"
            "Trésorière : Zoé Roy, en remplacement de Paul Ferrand",
            ["Paul Ferrand role Mob Ouest past", "Zoé Roy role Mob Ouest"],
        ),
        (
            "Mob Ouest, association\nLe bureau\nPrésidente : Aline Gaudin (Les Tournesols)\n"
            "Trésorier : Yann Morel (le neveu de Paul Ferrand)",
            [
                "Aline Gaudin member_of Les Tournesols",
                "Aline Gaudin role Mob Ouest",
                "Yann Morel role Mob Ouest",
            ],
        ),
        (
            "Mob Ouest, association\nCollège des collectivités\n"
            "- Commune de Renazé, représentée par Zoé Roy\n- Yann Morel (président)",
            [
                "Commune de Renazé member_of Mob Ouest",
                "Yann Morel role Mob Ouest",
                "Zoé Roy member_of Commune de Renazé",
            ],
        ),
        (
            "Pour l'association Mob Ouest,\nla présidente, Aline Gaudin\n"
            "le trésorier, Yann Morel\n\nPour la Commune de Renazé,\nPaul Ferrand",
            [
                "Aline Gaudin role Mob Ouest",
                "Paul Ferrand member_of Commune de Renazé",
                "Yann Morel role Mob Ouest",
            ],
        ),
        (
            "Communauté de communes du Pays de Redon\n"
            "Étaient présents les conseillers communautaires :\n"
            "Renazé : Mme Zoé Roy (maire), M. Paul Ferrand",
            [
                "Paul Ferrand role Communauté de communes du Pays de Redon",
                "Zoé Roy role Communauté de communes du Pays de Redon",
                "Zoé Roy role Renazé",
            ],
        ),
    ],
)  # fmt: skip
def test_list_gives_its_entries_what_they_share(text: str, expected: list[str]) -> None:
    assert _said_of_people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "La Rustine – tiers-lieu à Redon\nLe conseil collégial\nZoé Roy\nPaul Ferrand",
            {"Paul Ferrand member_of La Rustine", "Zoé Roy member_of La Rustine"},
        ),
        (
            "Mob Ouest, association\n1er vice-président, vélos : Zoé Roy, Renazé",
            {"Zoé Roy role Mob Ouest"},
        ),
        (
            "Mob Ouest, association\nLes anciens bureaux\nLa Rustine : Zoé Roy, présidente ; "
            "Paul Ferrand, trésorier",
            {"Paul Ferrand role La Rustine past", "Zoé Roy role La Rustine past"},
        ),
        ("Mob Ouest, association\nN'est pas élue : Zoé Roy", set()),
        (
            "Mob Ouest, association\nComposition du conseil\nMembres de droit\n"
            "- Zoé Roy – Les Tournesols\n- Paul Ferrand",
            {
                "Paul Ferrand member_of Mob Ouest", "Zoé Roy member_of Les Tournesols",
                "Zoé Roy member_of Mob Ouest",
            },
        ),
        ("Mob Ouest, association\nExcusé : Paul Ferrand, conseiller départemental", set()),
        (
            "Mob Ouest, association\nNotre collectif réunit deux structures : "
            "La Rustine (Zoé Roy), Les Tournesols (Paul Ferrand, président)",
            {
                "La Rustine member_of Mob Ouest", "Les Tournesols member_of Mob Ouest",
                "Zoé Roy member_of La Rustine", "Paul Ferrand role Les Tournesols",
            },
        ),
        ("Mob Ouest, association\nSalariés\nZoé Roy ; Paul Ferrand",
         {"Paul Ferrand works_for Mob Ouest", "Zoé Roy works_for Mob Ouest"}),
    ],
)  # fmt: skip
def test_heading_says_what_those_under_it_are(text: str, expected: set[str]) -> None:
    assert set(_said_of_people(text)) == expected
