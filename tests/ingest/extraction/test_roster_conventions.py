"""What minutes, compositions and directories imply of those whom they list."""

import pytest
from fixtures.reading import read, told


def _roles(text: str) -> list[str]:
    return sorted(str(one.role).lower() for one in read(text).facts if one.predicate == "role")


def test_titled_person_is_not_told_as_a_member_too() -> None:
    text = (
        "Mob Ouest – assemblée générale\n\n"
        "Sont élus au conseil : Zoé Roy, Malo Henry\n\n"
        "Présidente : Zoé Roy"
    )
    assert sorted(told(text)) == ["Malo Henry member_of Mob Ouest", "Zoé Roy role Mob Ouest"]


def test_absent_councillors_are_of_the_commune_and_their_proxies_no_second_time() -> None:
    text = (
        "DÉPARTEMENT DU LOT\nCOMMUNE DE CAHORS\nSéance du conseil municipal\n\n"
        "Présents : Zoé Roy, maire ; Malo Henry, adjoint\n"
        "Absents ayant donné pouvoir : Lou Blin à M. Malo Henry"
    )
    assert sorted(told(text)) == [
        "Lou Blin member_of COMMUNE DE CAHORS",
        "Malo Henry role COMMUNE DE CAHORS",
        "Zoé Roy role COMMUNE DE CAHORS",
    ]


def test_members_of_a_bureau_that_sits_are_its_own_and_its_guests_are_not() -> None:
    text = (
        "MOB OUEST\nCompte rendu de la réunion de bureau\n\n"
        "Présents : Zoé Roy (présidente), Malo Henry, Lou Blin (apicultrice)\n"
        "Invitée : Ève Caro"
    )
    assert sorted(told(text)) == ["Malo Henry member_of MOB OUEST", "Zoé Roy role MOB OUEST"]


@pytest.mark.parametrize(
    "listed",
    [
        "Zoé Roy, Malo Henry et Lou Blin, conseillers techniques",
        "Conseillers techniques : Zoé Roy (eau), Malo Henry (sols), Lou Blin (bois)",
        "Conseillers techniques : Zoé Roy / Malo Henry / Lou Blin",
    ],
)
def test_title_in_the_plural_is_that_of_each(listed: str) -> None:
    assert len(_roles(f"Bureau de Mob Ouest\n\n{listed}")) == 3


def test_second_title_held_elsewhere_leaves_the_first() -> None:
    text = "Bureau de Mob Ouest\n\nTrésorière : Zoé Roy, également maire de Redon"
    assert sorted(told(text)) == ["Zoé Roy role Mob Ouest", "Zoé Roy role Redon"]


def test_office_goes_before_what_somebody_lives_by() -> None:
    text = "Bureau de Mob Ouest\n\nZoé Roy . . . . pharmacienne . . . . trésorière"
    assert _roles(text) == ["trésorière"]


def test_whoever_left_held_the_title_of_who_follows() -> None:
    text = "Bureau de Mob Ouest\n\nTrésorière : Zoé Roy, qui succède à Malo Henry"
    past = [one for one in read(text).facts if one.status == "past"]
    assert [str(one.role).lower() for one in past] == ["trésorière"]


def test_jury_is_not_of_the_body_that_gathers_it() -> None:
    text = (
        "Mob Ouest organise un concours à Redon.\n\n"
        "Composition du jury : Zoé Roy, pépiniériste ; Malo Henry, directeur de La Rustine"
    )
    assert told(text) == ["Malo Henry role La Rustine"]


def test_card_gives_its_name_to_those_it_lists() -> None:
    text = (
        "FICHE 1\nNom : Mob Ouest\nPropose : prêt de vélos\nResponsable : Zoé Roy\n\n"
        "FICHE 2\nNom : La Rustine\nPropose : aide alimentaire\nContacts : Malo Henry, Lou Blin"
    )
    assert [one for one in sorted(told(text)) if " offers " not in one] == [
        "Lou Blin member_of La Rustine",
        "Malo Henry member_of La Rustine",
        "Zoé Roy role Mob Ouest",
    ]


def test_address_under_a_name_does_not_head_its_people() -> None:
    text = (
        "Annuaire des aides\n\nMob Ouest\n12, rue des Lilas, 35600 Redon\n"
        "Directrice : Zoé Roy\n\nLa Rustine\nDirecteur : Malo Henry"
    )
    assert sorted(told(text)) == ["Malo Henry role La Rustine", "Zoé Roy role Mob Ouest"]


def test_remark_after_a_title_under_a_name_is_left() -> None:
    text = (
        "Notre équipe | Mob Ouest\n\nZoé Roy\nDirectrice – elle connaît chaque recoin.\n\n"
        "Malo Henry\nComptable (bénévole)"
    )
    assert _roles(text) == ["comptable", "directrice"]


@pytest.mark.parametrize("sign", [" | ", ";"])
def test_empty_cell_keeps_the_columns_of_its_row(sign: str) -> None:
    rows = [
        ("Nom", "Structure", "Fonction", "Repas"),
        ("ROY Zoé", "Mob Ouest", "directrice", "oui"),
        ("HENRY Malo", "La Rustine", "", "non"),
        ("BLIN Lou", "", "retraitée", "non"),
    ]
    text = "Inscrits\n\n" + "\n".join(sign.join(row) for row in rows)
    assert sorted(told(text)) == ["HENRY Malo member_of La Rustine", "ROY Zoé role Mob Ouest"]


def test_column_of_tasks_gives_no_title() -> None:
    text = (
        "Fête\n\nPoste | Référent | Vient de\nParking | Zoé Roy | Mob Ouest\n"
        "Sono | Malo Henry, technicien | La Rustine"
    )
    assert sorted(told(text)) == ["Malo Henry role La Rustine", "Zoé Roy member_of Mob Ouest"]


def test_row_whose_empty_cell_a_tab_drops_keeps_its_mark_out_of_the_titles() -> None:
    text = (
        "Émargement\n\nNom\tOrganisme\tQualité\tP/E\n"
        "ROY Zoé\tMob Ouest\tdirectrice\tprésente\nHENRY Malo\tLa Rustine\t\tprésent"
    )
    assert sorted(told(text)) == ["HENRY Malo member_of La Rustine", "ROY Zoé role Mob Ouest"]


def test_school_whose_council_sits_has_its_teachers_though_it_is_given_money() -> None:
    text = (
        "Regroupement scolaire – École de la Sumène\nCONSEIL D'ÉCOLE DU 2e TRIMESTRE\n\n"
        "Présents\nEnseignants : Mme Zoé Roy (directrice), M. Malo Henry\n"
        "Parents élus : Mme Lou Blin\n\n"
        "Coopérative. L'amicale a donné 640 € à l'École de la Sumène en 2025 pour la mer."
    )
    assert _roles(text) == ["directrice", "enseignants", "parents élus"]
