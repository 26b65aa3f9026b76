"""Plans: in each layout, the same orientations, numbers, titles and carriers."""

import pytest
from fixtures.reading import KNOWLEDGE, read

from tisserand.ingest.documents.structuring import structure
from tisserand.ingest.documents.text import text_pieces
from tisserand.ingest.extraction.findings import Findings
from tisserand.ingest.extraction.plans.themes import attach
from tisserand.ingest.extraction.reading import extract

EXPECTED = [
    ("Rénover", "Isoler les écoles", ["mairie de Redon"]),
    ("Rénover", "Changer les chaudières", []),
    ("Bouger", "Tracer une piste", ["CCI de la Sarthe", "Mob Ouest"]),
]
HEAD = "Plan climat du Pays de Redon\n\n"
LAYOUTS = {
    "axes": (
        "Axe 1 : Rénover\n1.1 Isoler les écoles\nPilote : mairie de Redon\n"
        "1.2 Changer les chaudières\nPilote : à désigner\n\n"
        "Axe 2 : Bouger\n2.1 Tracer une piste\nPilotes : CCI de la Sarthe, Mob Ouest\n"
    ),
    "orientations": (
        "Orientation A – Rénover\nA1. Isoler les écoles (porteur : mairie de Redon)\n"
        "A2. Changer les chaudières (porteur : à définir)\n\nOrientation B – Bouger\n"
        "B1. Tracer une piste (porteurs : CCI de la Sarthe et Mob Ouest)\n"
    ),
    "romans": (
        "Pilier I. Rénover\nI-1 Isoler les écoles [mairie de Redon]\n"
        "I-2 Changer les chaudières [—]\n\nPilier II. Bouger\n"
        "II-1 Tracer une piste [CCI de la Sarthe ; Mob Ouest]\n"
    ),
    "letters": (
        "Orientation I : Rénover\nI.a Isoler les écoles — porté par la mairie de Redon\n"
        "I.b Changer les chaudières — porteur à trouver\n\nOrientation II : Bouger\n"
        "II.a Tracer une piste — porté par la CCI de la Sarthe et Mob Ouest\n"
    ),
    "objectives": (
        "Objectif stratégique 1 : Rénover\nAction 1.1 : Isoler les écoles. Maître d'ouvrage : "
        "mairie de Redon. Budget : 20 000 €.\nAction 1.2 : Changer les chaudières. Maître "
        "d'ouvrage : à préciser. Échéance : 2025.\n\nObjectif stratégique 2 : Bouger\n"
        "Action 2.1 : Tracer une piste. Maîtres d'ouvrage : CCI de la Sarthe, Mob Ouest. "
        "Partenaires : lycée agricole de Rouillon.\n"
    ),
    "columns": (
        "Orientation no 1 : Rénover\nNo\tAction\tQui porte\tÉchéance\n"
        "1\tIsoler les écoles\tmairie de Redon\t2025\n"
        "2\tChanger les chaudières\tà désigner\t2027\n\n"
        "Orientation no 2 : Bouger\nNo\tAction\tQui porte\tÉchéance\n"
        "3\tTracer une piste\tCCI de la Sarthe ; Mob Ouest\t2026\n"
    ),
    "questions": (
        "Objectif 1 – Rénover\nAction 1. Isoler les écoles – Qui ? Mairie de Redon\n"
        "Action 2. Changer les chaudières – Qui ? (reste à définir)\n\nObjectif 2 – Bouger\n"
        "Action 3. Tracer une piste – Qui ? CCI de la Sarthe, Mob Ouest\n"
    ),
    "ordinals": (
        "ORIENTATION PREMIÈRE : Rénover\nAction 1 / Isoler les écoles\n"
        "Portée par la mairie de Redon\nAction 2 / Changer les chaudières\n"
        "Porteur restant à trouver\n\nORIENTATION DEUXIÈME : Bouger\n"
        "Action 3 / Tracer une piste\nPortée par la CCI de la Sarthe, avec Mob Ouest\n"
    ),
    "spelled": (
        "Axe un : Rénover\nAction 1. Isoler les écoles – action portée par la mairie de Redon\n"
        "Action 2. Changer les chaudières – sans porteur\n\nAxe deux : Bouger\n"
        "Action 3. Tracer une piste – menée par la CCI de la Sarthe et Mob Ouest\n"
    ),
    "bracketed codes": (
        "Axe I – Rénover\n(I.1) Isoler les écoles — pilotage : mairie de Redon\n"
        "(I.2) Changer les chaudières — pilotage : sans pilote à ce jour\n\nAxe II – Bouger\n"
        "(II.1) Tracer une piste — pilotage : CCI de la Sarthe, Mob Ouest\n"
    ),
    "sheets": (
        "Fiche action n° 1 : Isoler les écoles\nAxe : Rénover\nPorteur : mairie de Redon\n\n"
        "Fiche action n° 2 : Changer les chaudières\nAxe : Rénover\nPorteur : non défini\n\n"
        "Fiche action n° 3 : Tracer une piste\nAxe : Bouger\nPorteur : CCI de la Sarthe\n"
        "Chef de file : Mob Ouest\n"
    ),
    "items": (
        "Axe 1 : Rénover\n• Isoler les écoles (pilote : mairie de Redon)\n"
        "• Changer les chaudières (pilote à désigner)\n\nAxe 2 : Bouger\n"
        "• Tracer une piste (pilotes : CCI de la Sarthe, Mob Ouest)\n"
    ),
    "carriers below": (
        "Levier 1 – Rénover\nMesure 1 : Isoler les écoles\nStructure porteuse :\n"
        "- mairie de Redon\nMesure 2 : Changer les chaudières\n\nLevier 2 – Bouger\n"
        "Mesure 3 : Tracer une piste\nStructures porteuses :\n- CCI de la Sarthe\n- Mob Ouest\n"
    ),
}  # fmt: skip


def _plan(found: Findings) -> list[tuple[str | None, str, list[str]]]:
    names = {one.id: one.name for one in found.entities}
    return [
        (part.title, action.title, [names[one].replace("Mairie", "mairie") for one in carriers])
        for part in found.plan
        for action in part.actions
        for carriers in [action.carriers]
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_plan_is_read_in_each_layout(name: str) -> None:
    text = HEAD + LAYOUTS[name]
    text += "\nL'association Mob Ouest et la CCI de la Sarthe suivent ce plan.\n"
    found = extract(structure(text_pieces(text), text), KNOWLEDGE)
    assert _plan(found) == EXPECTED
    numbers = [action.number for part in found.plan for action in part.actions]
    assert all(numbers) == (name != "items")


def test_title_of_an_action_stands_at_its_offsets() -> None:
    text = HEAD + LAYOUTS["objectives"]
    found = extract(structure(text_pieces(text), text), KNOWLEDGE)
    for part in found.plan:
        for action in part.actions:
            assert text[action.start : action.end] == action.title


def test_orientations_said_to_be_broken_down_receive_their_actions() -> None:
    text = (
        "2 orientations émergent :\n- Accélérer le compostage\n- Soutenir la vigne\n"
        "Ces 2 orientations sont déclinées en 3 actions.\n"
        "- Ouvrir un centre de compostage\n- Former au compostage\n- Replanter la vigne"
    )
    told = [(part.title, len(part.actions)) for part in read(text).plan]
    assert told == [("Accélérer le compostage", 2), ("Soutenir la vigne", 1)]
    assert {a.attached for part in read(text).plan for a in part.actions} == {"theme"}


def test_actions_tied_to_none_stand_under_none() -> None:
    text = "Trois actions suivent :\n- Isoler\n- Planter\n- Former"
    (part,) = read(text).plan
    assert (part.title, len(part.actions)) == (None, 3)


def test_actions_follow_the_order_of_orientations() -> None:
    places = attach(["Aider la vigne", "Ouvrir le musée"], ["Tailler la vigne", "Rien", "Un musée"])
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 1)


@pytest.mark.parametrize(
    "section", ["2. DEUX RÉUSSITES EN MARGE", "2. Et après ?", "II. Préconisations"]
)
def test_sections_beside_a_plan_are_neither_orientations_nor_actions(section: str) -> None:
    plan = read(
        f"{HEAD}I. Le bilan\n\n{LAYOUTS['orientations']}\n{section}\nLe pays relit le tout.\n"
    ).plan
    assert [one.title for one in plan] == ["Rénover", "Bouger"]
    assert [len(one.actions) for one in plan] == [2, 1]


def test_an_orientation_still_empty_is_kept_when_it_is_numbered_as_the_others() -> None:
    plan = read(f"{HEAD}{LAYOUTS['orientations']}\nOrientation C – Manger\nÀ écrire.\n").plan
    assert [(one.title, len(one.actions)) for one in plan][-1] == ("Manger", 0)
