"""Writes `mediation-numerique.json`, in the schema of the mednum directories."""

import json
import random
from pathlib import Path
from typing import Any

from pyproj import Transformer

from brecelle import identity
from brecelle.ledger import Ledger, Mention, Remark
from brecelle.spelling import capitals, respell, respell_commune
from brecelle.world import Actor, World

FILE = "mediation-numerique.json"
LIBRARIES = ["Les Mots-Clos", "Au Marque-Page", "La Page blanche", "Le Point-Virgule", "L'Encrier",
             "Les Feuilles volantes", "La Parenthèse", "Le Grand Index", "L'Alinéa",
             "Les Trois Points", "Le Colophon", "La Virgule d'or", "L'Astérisque", "Le Signet",
             "La Marge", "Le Brouillon", "L'Esperluette", "Les Guillemets"]  # fmt: skip
CATEGORIES = {"Bibliothèque - Médiathèque": 1, "Centre social": 2, "Mairie": 3, "Association": 4,
              "France Services": 5, "Tiers-lieu": 6, "Entreprise": 7}  # fmt: skip

SITES = {"Bibliothèque - Médiathèque", "France Services", "Mairie", "Tiers-lieu"}


def write(world: World, folder: Path, ledger: Ledger) -> None:
    """Write the places of digital mediation and note what each row says."""
    rng = random.Random("brecelle mediation")
    project = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)
    entries = [*_organisations(world, rng), *_places(world)]
    rng.shuffle(entries)
    rows: list[dict[str, Any]] = []
    for rank, (actor, category, name) in enumerate(entries, start=1):
        rows.append(_row(world, actor, category, name, rank, rng, project))
        is_site = category in SITES
        ledger.mentions.append(
            Mention(actor.id, FILE, None, rank, name, False, actor.commune, is_site)
        )
    rows += _rejected(rows, ledger)
    text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8")


def _organisations(world: World, rng: random.Random) -> list[tuple[Actor, str, str]]:
    entries = []
    for actor in world.in_file("mednum"):
        category = "Association" if actor.form.startswith("Association") else "Entreprise"
        if "Centre social" in actor.name:
            category = "Centre social"
        elif "Tiers-lieu" in actor.name or "Fablab" in actor.name:
            category = "Tiers-lieu"
        name = (
            actor.name if rng.random() < 0.4 else respell(actor.name, actor.sigle, actor.form, rng)
        )
        entries.append((actor, category, name))
    return entries


def _places(world: World) -> list[tuple[Actor, str, str]]:
    communes = list(world.places)
    titles = [(c, f"Médiathèque {title}") for c, title in zip(communes, LIBRARIES, strict=False)]
    entries = [_place(world, c, "Bibliothèque - Médiathèque", name) for c, name in titles]
    entries += [_place(world, c, "France Services", f"France Services {c}") for c in communes[3:13]]
    name = "Espace numérique de la mairie"
    entries += [_place(world, c, "Mairie", f"{name}, {c}") for c in communes[13:25]]
    return entries


def _place(world: World, commune: str, category: str, name: str) -> tuple[Actor, str, str]:
    key = f"place:{category}:{commune}"
    rng = random.Random(f"brecelle {key}")
    place = world.places[commune]
    actor = Actor(key, name, category, commune, "num", files={"mednum"})
    actor.telephone = 5000 + rng.randint(0, 4999)
    actor.address = (rng.randint(1, 40), rng.choice(("place de la Mairie", "rue de l'École")))
    actor.latitude = place["lat"] + rng.uniform(-0.004, 0.004)
    actor.longitude = place["lon"] + rng.uniform(-0.004, 0.004)
    return actor, category, name


def _row(
    world: World, actor: Actor, category: str, name: str, rank: int, rng: random.Random,
    project: Transformer,
) -> dict[str, Any]:  # fmt: skip
    place = world.places[actor.commune]
    x, y = project.transform(actor.longitude, actor.latitude)
    former = place.get("former")
    commune = actor.commune if rng.random() < 0.9 else respell_commune(actor.commune, None, rng)
    located = rng.random() < 0.94
    return {
        "ID_LieuMed": f"LMN{rank:03d}",
        "ID_COURT": rank if rng.random() < 0.5 else f"{rank:03d}",
        "DAT_MaJ": _day(rng),
        "Accueil": "oui",
        "NOM_STRUCTURE": name,
        "CATEGORIE": CATEGORIES[category],
        "SS_CAT": category,
        "N°": actor.address[0] if rng.random() < 0.9 else "",
        "ADRESSE": actor.address[1],
        "COMP_ADRESSE": former if former and rng.random() < 0.4 else "",
        "BP": "",
        "CP": int(place["postcode"]),
        "COMMUNE": capitals(commune) if rng.random() < 0.08 else commune,
        "NUM_TEL": _telephone_cell(actor, rng),
        "MAIL_STRUC": actor.email,
        "SITE_WEB": actor.site,
        "INTERNET": "Oui",
        "DEM_Gen": "Oui" if category == "France Services" else _yes(0.4, rng),
        "DEM_Spe": "-",
        "INITIATION": _yes(0.6, rng),
        "PBC_NR": "",
        "PBC_Tout": "Tous" if rng.random() < 0.6 else "",
        "PBC_Jeunes": "",
        "PBC_Adult": "",
        "PBC_Senior": "Seniors" if rng.random() < 0.2 else "",
        "PBC_Insert": "",
        "PBC_Adh": "Adhérent" if category == "Association" and rng.random() < 0.4 else "",
        "EPCI": place["epci"],
        "AFFICHAGE": "OUVERT" if rng.random() < 0.96 else "FERMÉ",
        "x": f"{x:.6f}".replace(".", ",") if located else "",
        "y": f"{y:.6f}".replace(".", ",") if located else "",
    }  # fmt: skip


def _yes(chance: float, rng: random.Random) -> str:
    return "Oui" if rng.random() < chance else rng.choice(("-", ""))


def _day(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.choice((2021, 2022, 2023))
    return f"{day:02d}/{month:02d}/{year}"


def _telephone_cell(actor: Actor, rng: random.Random) -> str:
    if rng.random() < 0.2:
        return rng.choice(("-", ""))
    return identity.telephone_of(actor.telephone, 0)


def _rejected(rows: list[dict[str, Any]], ledger: Ledger) -> list[dict[str, Any]]:
    """A row without a name, and a second row with a key already seen."""
    nameless = {**rows[4], "ID_LieuMed": "LMN900", "ID_COURT": 900, "NOM_STRUCTURE": ""}
    repeated = {**rows[8], "NOM_STRUCTURE": "Ancien point informatique", "NUM_TEL": "-"}
    ledger.rejected.append(Remark(FILE, None, len(rows) + 1, "no name"))
    ledger.rejected.append(Remark(FILE, None, len(rows) + 2, "two rows with one key"))
    return [nameless, repeated]
