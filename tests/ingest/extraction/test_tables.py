"""Tables in reports: their header says what each column holds, whatever draws them."""

import pytest
from fixtures.reading import names, told

_ROWS = [
    ("Association", "Commune", "Responsable"),
    ("La Rustine", "Toucy", "Zoé Roy"),
    ("Café des outils", "Saint-Fargeau", "Paul Ferrand"),
]
_DRAWN = {
    "tabs": "\n".join("\t".join(row) for row in _ROWS),
    "bars": "\n".join(f"| {' | '.join(row)} |" for row in _ROWS),
}


@pytest.mark.parametrize("drawing", _DRAWN)
def test_columns_tell_names_titles_and_places(drawing: str) -> None:
    text = f"# Réseau des ateliers\n{_DRAWN[drawing]}"
    assert names(text, "Organization")[-2:] == ["La Rustine", "Café des outils"]
    assert names(text, "Place") == ["Toucy", "Saint-Fargeau"]
    assert set(told(text)) >= {
        "Zoé Roy role La Rustine",
        "La Rustine located_in Toucy",
        "Paul Ferrand role Café des outils",
    }


def test_header_names_nothing() -> None:
    assert names(_DRAWN["tabs"], "Organization") == ["La Rustine", "Café des outils"]


def test_surname_and_first_name_of_two_columns_are_one_person() -> None:
    text = "# Présents\nNOM\tPrénom\tOrganisme\nROY\tZoé\tMob Ouest\nFERRAND\tPaul\tRoue libre"
    assert told(text) == [
        "ROY Zoé member_of Mob Ouest",
        "FERRAND Paul member_of Roue libre",
    ]


def test_table_of_projects_tells_who_carries_them_and_where() -> None:
    text = "# Projets\nProjet\tPorteur\tTerritoire\nUn car pour deux\tFamilles rurales\tCraon"
    assert told(text) == [
        "Familles rurales leads Un car pour deux",
        "Un car pour deux located_in Craon",
    ]


def test_grants_of_a_table_are_paid_by_the_body_of_the_document() -> None:
    text = (
        "# Ville de Figeac\n# Subventions attribuées en 2024\n"
        "Association\tMontant\nHarmonie de Figeac\t2 500 €\nLes Joyeux Grimpeurs\t800 €"
    )
    assert told(text) == [
        "Ville de Figeac finances Harmonie de Figeac",
        "Ville de Figeac finances Les Joyeux Grimpeurs",
    ]


def test_table_of_exchanges_tells_what_each_seeks_and_offers() -> None:
    text = "# Bourse\nStructure\tJe cherche\tJe propose\nAtelier des Mynes\tun banc\tune perceuse"
    assert set(told(text)) == {
        "Atelier des Mynes seeks un banc",
        "Atelier des Mynes offers une perceuse",
    }


def test_body_that_heads_its_minutes_speaks_in_them() -> None:
    text = "LES EAUX CLAIRES DU NORD\nComposition du bureau\n- Présidente : Zoé Roy"
    assert told(text) == ["Zoé Roy role LES EAUX CLAIRES DU NORD"]


@pytest.mark.parametrize(
    "entry", ["{} / {} / {}", "{} – {} – {}", "{}. {}. {}.", "{} ; {} ; {}", "- {}, {}, {}"]
)
def test_lists_that_keep_one_order_are_tables(entry: str) -> None:
    rows = [("La Rustine", "Toucy", "Zoé Roy"), ("Le Grand Bain", "Roubaix", "Paul Sy"),
            ("L'Envers du décor", "Halluin", "Aline Gaudin")]  # fmt: skip
    text = "# Contacts\n" + "\n".join(entry.format(*row) for row in rows)
    assert set(told(text)) >= {f"{row[0]} located_in {row[1]}" for row in rows}
    assert set(told(text)) >= {f"{row[2]} member_of {row[0]}" for row in rows}


def test_bodies_after_their_place_are_there_and_partners() -> None:
    text = (
        "Association Mob Ouest\nNos alliés, ville par ville\n"
        "Thiers : Lycée Jean-Zay\nRoubaix : Le Grand Bain\nToucy : La Rustine, Radio Toucy"
    )
    assert set(told(text)) >= {
        "La Rustine located_in Toucy",
        "Radio Toucy located_in Toucy",
        "Mob Ouest partner_of Le Grand Bain",
    }


def test_last_column_marks_who_was_there() -> None:
    text = (
        "# Forum « Manger local »\nPrésence (P = présent, E = excusé)\nNom\tOrganisme\tP/E\n"
        "ROY Zoé\tLa Rustine\tP\nFERRAND Paul\tMob Ouest\tE"
    )
    present = [fact for fact in told(text) if "participated_in" in fact]
    assert present == ["ROY Zoé participated_in Manger local"]


def test_foot_of_a_convention_tells_who_signs_for_each() -> None:
    text = (
        "Fait à Redon.\nPour La Rustine\tPour Mob Ouest\n"
        "La présidente,\tLe trésorier,\nZoé Roy\tYsoline Marchand"
    )
    assert set(told(text)) == {"Zoé Roy role La Rustine", "Ysoline Marchand role Mob Ouest"}
