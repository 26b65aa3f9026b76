"""Lists of people: whatever the layout, who holds which title in which body comes back."""

import re
from functools import cache

import pytest
from fixtures.reading import KNOWLEDGE, read, told
from fixtures.rosters import LAYOUTS, Layout, members, render, truth

from tisserand.ingest.documents.structuring import structure
from tisserand.ingest.documents.text import text_pieces
from tisserand.ingest.extraction.findings import Fact
from tisserand.ingest.extraction.reading import extract
from tisserand.reference.text import fold

Told = set[tuple[frozenset[str], str, str]]
_ARTICLE = re.compile(r"^(?:l[ae]s? |l')")


def _key(person: str, title: str, body: str) -> tuple[frozenset[str], str, str]:
    words = frozenset(fold(person).replace("-", " ").split())
    return words, fold(title)[:6], _ARTICLE.sub("", fold(body))


def _roles(text: str) -> list[Fact]:
    return [one for one in read(text).facts if one.predicate == "role"]


def _read(text: str) -> Told:
    found = extract(structure(text_pieces(text), text), KNOWLEDGE)
    names = {one.id: one.name for one in found.entities}
    return {
        _key(names[one.subject], one.role or "", names[one.object])
        for one in found.facts
        if one.predicate in ("role", "member_of", "works_for")
    }


@cache
def _counts(name: str) -> tuple[int, int, int]:
    """Right, found and wanted, over two lists of one layout."""
    right = found = wanted = 0
    layout: Layout = LAYOUTS[name]
    for seed in (21, 22):
        people = members(seed, 6 if layout.by == 3 else 4)
        expected = {_key(*one) for one in truth(layout, people)}
        read = _read(render(layout, people))
        right, found, wanted = (
            right + len(read & expected),
            found + len(read),
            wanted + len(expected),
        )
    return right, found, wanted


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_gives_its_people_back(name: str) -> None:
    right, found, wanted = _counts(name)
    assert 2 * right >= 0.75 * (found + wanted)


def test_all_layouts_together_give_nearly_everybody_back() -> None:
    right, found, wanted = map(sum, zip(*map(_counts, LAYOUTS), strict=True))
    assert 2 * right >= 0.95 * (found + wanted)


def test_title_without_a_body_is_held_in_the_body_of_the_heading() -> None:
    text = (
        "# Bureau de l'association Mob Ouest\n- Présidente : Aline Gaudin\n- Yann Morel, trésorier"
    )
    assert told(text) == ["Aline Gaudin role Mob Ouest", "Yann Morel role Mob Ouest"]


def test_trade_beside_a_body_is_no_title_in_it() -> None:
    assert told("Présents : Paul Ferrand, maraîcher, CCI de la Sarthe ; Zoé Roy, Mob Ouest.") == [
        "Paul Ferrand member_of CCI de la Sarthe",
        "Zoé Roy member_of Mob Ouest",
    ]


def test_signed_proposals_are_no_memberships() -> None:
    text = "# Idées\n- Ouvrir un atelier (Aline Gaudin)\n- Acheter une remorque (Yann Morel)"
    assert not any(" member_of " in fact for fact in told(text))


def test_body_before_a_colon_holds_every_entry_after_it() -> None:
    text = (
        "# Annuaire\nMaison de la laine (Felletin) : Zoé Roy, directrice ; Paul Ferrand, médiateur"
    )
    assert [one for one in told(text) if " role " in one] == [
        "Zoé Roy role Maison de la laine",
        "Paul Ferrand role Maison de la laine",
    ]


def test_lines_of_help_under_a_body_are_its_own() -> None:
    text = (
        "# Qui fait quoi\nGuides du Plateau : Zoé Roy, Paul Ferrand\n"
        "Donnent : des sorties à pied\nCherchent : une longue-vue\n"
    )
    assert set(told(text)) >= {
        "Guides du Plateau offers des sorties à pied",
        "Guides du Plateau seeks une longue-vue",
        "Zoé Roy member_of Guides du Plateau",
    }


def test_slash_between_a_person_and_a_body_parts_no_entries() -> None:
    text = "# Membres\n- Zoé Roy / Commune de Felletin\n- Paul Ferrand / Commune d'Aubusson"
    assert told(text) == [
        "Zoé Roy member_of Commune de Felletin",
        "Paul Ferrand member_of Commune d'Aubusson",
    ]


def test_title_with_a_body_leaves_the_one_before_to_the_heading() -> None:
    text = (
        "# Bureau de l'association Mob Ouest\n"
        "- Zoé Roy, trésorière, par ailleurs vétérinaire à la Clinique des Pins"
    )
    assert told(text) == [
        "Zoé Roy role Mob Ouest",
        "Zoé Roy role Clinique des Pins",
    ]


def test_way_of_being_there_is_no_body() -> None:
    text = "Pour la Ville de Thiers : Zoé Roy\nEn visioconférence : Paul Ferrand"
    assert "Paul Ferrand member_of En visioconférence" not in told(text)


def test_file_granted_pays_its_applicant_and_one_refused_does_not() -> None:
    text = (
        "# Fondation des Vallons\n\nDOSSIER 1\nPorteur : association Mob Ouest\n"
        "Objet : projet « Roulons ensemble »\nDécision : favorable, 6 000 € pour 2023\n\n"
        "DOSSIER 2\nPorteur : association Roue libre\nDécision : défavorable (demande : 2 400 €)\n"
    )
    facts = told(text)
    assert "Mob Ouest leads Roulons ensemble" in facts
    assert [one for one in facts if " finances " in one] == [
        "Fondation des Vallons finances Mob Ouest"
    ]


def test_sentence_after_a_list_of_partners_adds_none() -> None:
    text = (
        "# Projet « Haies vives »\n"
        "Partenaires : lycée agricole de Rouillon, mairie de Redon. Le Parc de Dore n'en est pas."
    )
    assert told(text) == [
        "lycée agricole de Rouillon takes_part_in Haies vives",
        "mairie de Redon takes_part_in Haies vives",
    ]


def test_somebody_and_me_is_not_their_body() -> None:
    text = "Association Roue libre. À la Fête des cerises, Nadia Belkacem et moi y étions."
    assert "Roue libre participated_in Fête des cerises" not in told(text)


def test_part_of_a_board_is_no_body() -> None:
    text = "# Scic Terres d'avenir\nConseil d'administration\nCollège des salariés\nZoé Roy"
    assert told(text) == ["Zoé Roy member_of Terres d'avenir"]


def test_presence_at_a_board_is_no_membership() -> None:
    text = "Association Mob Ouest, réunion du bureau\nPrésents : Zoé Roy, Paul Ferrand."
    assert told(text) == []


def test_remark_in_brackets_is_no_title() -> None:
    text = "# Association Mob Ouest\nExcusés : Zoé Roy (en congé), Paul Sy, trésorier (malade)."
    assert told(text) == ["Paul Sy role Mob Ouest"]


def test_title_on_a_line_is_that_of_each_name_below() -> None:
    text = "# Association Mob Ouest\nBureau\nPRÉSIDENCE\nZoé Roy\nPaul Sy\nTRÉSORERIE\nAline Sy"
    assert [one.role for one in _roles(text)] == ["PRÉSIDENCE", "PRÉSIDENCE", "TRÉSORERIE"]


def test_cards_of_a_directory_tell_place_and_people_of_the_body_above() -> None:
    card = "{} (fiche 1)\n{} · resp. Mme {} · 2 salariés\nTravaille avec : CCAS de Toucy\n\n"
    rows = [("La Rustine", "Toucy", "ROY"), ("Le Grand Bain", "Thiers", "SY"),
            ("Mob Ouest", "Roubaix", "GAUDIN")]  # fmt: skip
    text = "# Carnet\n\n" + "".join(card.format(*row) for row in rows)
    assert set(told(text)) >= {f"{body} located_in {place}" for body, place, _ in rows}
    assert set(told(text)) >= {f"{name} role {body}" for body, _, name in rows}


def test_body_alone_under_a_name_is_where_they_come_from() -> None:
    text = "# Présents\nZoé Roy\nprésidente de Mob Ouest\nPaul Sy\nCCI de la Sarthe"
    assert "Paul Sy member_of CCI de la Sarthe" in told(text)


def test_sums_beside_bodies_under_thanks_are_paid_by_them() -> None:
    text = (
        "# Association Mob Ouest\nMerci\n- Caf du Gers : 5 000 € en 2021\n- CCAS de Redon : 800 €"
    )
    assert [one for one in told(text) if " finances " in one] == [
        "Caf du Gers finances Mob Ouest",
        "CCAS de Redon finances Mob Ouest",
    ]


def test_title_told_with_who_chose_is_one_title() -> None:
    text = "# Conseil des usagers du port\nPrésident : Corentin Goudel, élu par ses pairs"
    assert [one.role for one in _roles(text)] == ["Président"]


def test_body_of_a_council_is_no_person_though_people_stand_beside() -> None:
    text = (
        "# Conseil des usagers du port des Sablons\n"
        "- Tiphaine Madec\n- Marc Beylier\n- Avel Vor Dinard, par Gildas Lourmel"
    )
    assert "Gildas Lourmel member_of Avel Vor Dinard" in told(text)


def test_those_who_come_for_a_body_are_at_the_meeting_of_the_title() -> None:
    text = (
        "Réunion de bassin « Des haies et des hommes »\nMauléon, mardi 17 janvier 2023\n\n"
        "Pour la Bocagère des Deux Rives : Fabienne Guinard et Lazare Chiron.\n"
        "Pour la mairie de Mauléon : Zoé Roy."
    )
    present = [one for one in told(text) if one.endswith("participated_in Des haies et des hommes")]
    assert [one.split(" participated_in")[0] for one in present] == [
        "Fabienne Guinard",
        "Lazare Chiron",
        "Zoé Roy",
    ]


def test_officers_at_the_meeting_of_their_board_are_of_it_among_guests() -> None:
    text = (
        "Mob Ouest, association\nCompte rendu du conseil d'administration du 3 mai\n"
        "Présents : Aline Gaudin (présidente), Zoé Roy (Commune de Renazé)."
    )
    assert sorted(told(text)) == [
        "Aline Gaudin role Mob Ouest",
        "Zoé Roy member_of Commune de Renazé",
    ]


def test_person_to_turn_to_without_a_title_is_no_member() -> None:
    assert told("Mob Ouest, association\nContact : Zoé Roy, 02 00 00 00 00") == []


def test_kinds_of_people_are_no_body() -> None:
    found = read("Mob Ouest, association\nPrésents :\nFamilles : Zoé Roy, Paul Ferrand")
    assert [one.name for one in found.entities if one.kind == "Organization"] == ["Mob Ouest"]


def test_line_of_brackets_alone_over_sums_is_read() -> None:
    assert told("Mob Ouest, association\n(en euros)\nLoyer ....... 300") == []
