"""A directory of grants in the SCDL schema, drawn from a seed: everybody in it is invented."""

import csv
from pathlib import Path

import numpy as np

from tisserand.reference.places import Gazetteer

COLUMNS = (
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "communeBeneficiaire",
    "objet",
    "montant",
    "nature",
)
DEPARTMENTS = {"44": "Loire-Atlantique", "49": "Maine-et-Loire", "53": "Mayenne"}
SHARE_NUMBERED, SHARE_PLACED, GRANTS_EACH = 0.6, 0.9, 3
FORMS = ("Association", "Comité des fêtes", "Amicale", "Compagnie", "Les Amis", "Collectif")
FIRST = ("Tilleul", "Moulin", "Lavoir", "Chêne", "Verger", "Fournil", "Halage", "Bocage", "Pré")
SECOND = ("Neuf", "Rond", "Clair", "Gris", "Vieux", "Haut", "Creux", "Blanc", "Long", "Doux")
PURPOSES = ("Fonctionnement", "Fête annuelle", "Achat de matériel", "Atelier", "Travaux")


def write_grants(path: Path, rows: int, seed: int, gazetteer: Gazetteer) -> Path:
    """Write `rows` grants, about three to each association; equal seeds give equal bytes."""
    random = np.random.default_rng([seed, rows])
    towns = _towns(gazetteer)
    actors = [_actor(random, towns, number) for number in range(max(1, rows // GRANTS_EACH))]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number in range(rows):
            writer.writerow(_grant(random, actors[random.integers(len(actors))], number))
    return path


def _towns(gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """(département, name) of the communes of today, in a stable order."""
    return sorted(
        (place.code[:2], place.name)
        for place in gazetteer.places("commune")
        if place.code[:2] in DEPARTMENTS
    )


def _actor(
    random: np.random.Generator, towns: list[tuple[str, str]], number: int
) -> tuple[str, str, str, str]:
    """(name, SIRET or nothing, commune or nothing, département)."""
    words = (FORMS, FIRST, SECOND)
    form, first, second = (words_[random.integers(len(words_))] for words_ in words)
    department, town = towns[random.integers(len(towns))]
    name = f"{form} du {first} {second} {number}"
    siret = with_luhn(with_luhn(f"{30_000_000 + number:08}") + "0001")
    is_numbered, is_placed = random.random() < SHARE_NUMBERED, random.random() < SHARE_PLACED
    return name, siret if is_numbered else "", town if is_placed else "", department


def with_luhn(digits: str) -> str:
    """The digits, and the last one that makes their Luhn sum right."""
    doubled = (int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    total = sum(d - 9 if d > 9 else d for d in doubled)
    return f"{digits}{-total % 10}"


def _grant(
    random: np.random.Generator, actor: tuple[str, str, str, str], number: int
) -> tuple[str, ...]:
    name, siret, town, department = actor
    year, month, day = random.integers((2015, 1, 1), (2025, 13, 29)).tolist()
    purpose = f"{PURPOSES[random.integers(len(PURPOSES))]} {year}"
    amount = f"{int(random.integers(1, 400)) * 50},00"
    funder = f"Département de la {DEPARTMENTS[department]}"
    siren = with_luhn(f"22{department}0001")
    return (
        funder,
        with_luhn(f"{siren}0001"),
        f"{year}-{month:02}-{day:02}",
        f"D-{number}",
        name,
        siret,
        town,
        purpose,
        amount,
        "aide en numéraire",
    )
