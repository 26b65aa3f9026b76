"""The three small sheets of the annuaire: projects, funding, needs."""

import random
from datetime import date
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from brecelle.ledger import Ledger, Mention, Remark
from brecelle.spelling import capitals, strip_accents
from brecelle.world import World

PROJECT_HEADINGS = [
    "Réf.", "Projet", "Porteur", "Partenaires", "Commune", "Phase", "Début", "Fin", "Thèmes",
    "Compétences requises", "Budget", "Description",
]  # fmt: skip
FUNDING_HEADINGS = [
    "Réf.", "Dispositif", "Financeur", "SIREN du financeur", "Type", "Ouverture", "Clôture",
    "Plafond", "Taux", "Critères", "Thèmes",
]  # fmt: skip
NEED_HEADINGS = [
    "Réf.", "Besoin", "Exprimé par", "Commune", "Nature", "Compétences", "Depuis", "Jusqu'au",
]  # fmt: skip


def write_projects(sheet: Worksheet, world: World, ledger: Ledger, file: str) -> None:
    """Sixty projects, one a row."""
    rng = random.Random("brecelle projects sheet")
    sheet.append(PROJECT_HEADINGS)
    for row, project in enumerate(world.projects.values(), start=2):
        team = [project.leader, *project.partners]
        labels = [_label(world, actor, rng) for actor in team]
        for actor, label in zip(team, labels, strict=True):
            commune = world.actors[actor].commune
            ledger.mentions.append(Mention(actor, file, "Projets", row, label, False, commune))
        budget: Any = project.budget
        if rng.random() < 0.2:
            budget = f"{project.budget:,} €".replace(",", " ")
        start: Any = project.start
        if rng.random() < 0.4:
            start = date(project.start, rng.randint(1, 12), 1)
        sheet.append([
            project.id, project.name, labels[0], " ; ".join(labels[1:]),
            world.commune(project.commune),
            project.phase, start, project.end, " ; ".join(project.themes),
            " ; ".join(project.skills), budget, "",
        ])  # fmt: skip
        ledger.rows[project.id] = Remark(file, "Projets", row, project.name)


def _label(world: World, actor_id: str, rng: random.Random) -> str:
    """An actor as others write it; town halls also as « Commune de »."""
    actor = world.actors[actor_id]
    style, name = rng.random(), actor.name
    if style < 0.08:
        name = strip_accents(name)
    elif style < 0.13:
        name = capitals(name)
    elif style < 0.2 and actor.sigle:
        name = f"{name} ({actor.sigle})"
    elif actor.form == "Commune" and style < 0.6:
        name = name.replace("Mairie", "Commune")
    return f"{name} ({world.commune(actor.commune)})"


def write_funding(sheet: Worksheet, world: World, file: str, ledger: Ledger) -> None:
    """Funding sources; without a closing date, open all year round."""
    sheet.append(FUNDING_HEADINGS)
    for row, scheme in enumerate(world.funding.values(), start=2):
        sheet.append([
            scheme["id"], scheme["name"], scheme["funder"], scheme["siren"] or None,
            scheme["kind"], scheme["opens"], scheme["closes"] or None, scheme["ceiling"],
            scheme["rate"], scheme["criteria"], scheme["themes"],
        ])  # fmt: skip
        ledger.rows[scheme["id"]] = Remark(file, "Financements", row, scheme["name"])


def write_needs(sheet: Worksheet, world: World, ledger: Ledger, file: str) -> None:
    """Needs in people's words; the skill is to be understood from the sentence."""
    rng = random.Random("brecelle needs")
    sheet.append(NEED_HEADINGS)
    for row, need in enumerate(world.needs, start=2):
        asker = world.actors[need["by"]]
        since = date(2023, rng.randint(1, 12), rng.randint(1, 28))
        sheet.append([
            need["id"], need["text"], world.label(need["by"]), world.commune(asker.commune),
            need["kind"], need.get("told", ""), since,
            date(2024, 12, 31) if rng.random() < 0.3 else None,
        ])  # fmt: skip
        ledger.rows[need["id"]] = Remark(file, "Besoins", row, need["text"])
        ledger.mentions.append(
            Mention(asker.id, file, "Besoins", row, asker.name, False, asker.commune)
        )
    last = len(world.needs) + 2
    sheet.append(["N90", None, "Mairie de Candé (Candé)", "Candé", "compétence"])
    ledger.rejected.append(Remark(file, "Besoins", last, "no name"))
