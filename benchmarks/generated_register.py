"""A national register of associations in the Waldec schema, drawn from a seed: all is invented.

    python -m benchmarks.generated_register --rows 20000 --into register.csv [--seed 1] [--first 0]

Row `n` is the same whatever the number of rows, so that a part of a register, or the same rows
said another way, can be written too. The words are this file's own: the matcher shares none of
these tables. Communes and their postcodes are those of the gazetteer, by their weight.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generated_grants import with_luhn
from tisserand.reference.places import load_gazetteer

COLUMNS = (
    "id", "id_ex", "siret", "gestion", "date_creat", "date_decla", "date_publi", "date_disso",
    "nature", "groupement", "titre", "titre_court", "objet", "objet_social1", "objet_social2",
    "adrs_complement", "adrs_numvoie", "adrs_repetition", "adrs_typevoie", "adrs_libvoie",
    "adrs_distrib", "adrs_codeinsee", "adrs_codepostal", "adrs_libcommune", "adrg_libvoie",
    "adrg_codepostal", "siteweb", "observation", "position", "maj_time",
)  # fmt: skip
BLOCK = 1_000
"""Rows drawn together: the draws of a row depend on its number and on the seed, no more."""
FORMS = (
    "ASSOCIATION", "COMITE", "CLUB", "AMICALE", "LES AMIS", "COLLECTIF", "COMPAGNIE", "FOYER",
    "UNION", "CERCLE", "GROUPEMENT", "ATELIER", "SOCIETE", "ENTENTE", "MAISON",
)  # fmt: skip
ABOUT = (
    "sportive", "musicale", "des jeunes", "de chasse", "de pétanque", "des parents d'élèves",
    "théâtrale", "de loisirs", "des anciens élèves", "du patrimoine", "de danse", "des fêtes",
    "équestre", "de yoga", "philatélique", "de gymnastique", "d'entraide", "de randonnée",
    "du personnel", "de jumelage", "d'échecs", "de plongée", "du souvenir", "des commerçants",
)  # fmt: skip
SYLLABLES = (
    "ba", "bre", "cal", "dor", "é", "fen", "gui", "hel", "jo", "kar", "lau", "mer", "nol", "o",
    "pri", "quin", "rou", "sil", "tan", "u", "ver", "wa", "xan", "y", "zel", "cho", "plu", "gar",
)  # fmt: skip
VERBS = ("organiser", "promouvoir", "favoriser", "développer", "soutenir", "faire connaître",
         "rassembler", "transmettre", "gérer", "animer", "défendre", "créer")  # fmt: skip
MATTERS = (
    "la pratique", "des rencontres", "les échanges", "l'entretien", "des manifestations",
    "le lien", "des cours", "la connaissance", "des voyages", "l'accueil", "la mémoire",
    "un jardin", "des concerts", "l'insertion", "les intérêts", "une bibliothèque",
)  # fmt: skip
FOR = (
    "des habitants de la commune", "entre ses membres", "auprès du public", "de tous les âges",
    "dans les écoles", "en milieu rural", "au niveau local et régional", "pour les familles",
    "à but non lucratif", "dans le respect de l'environnement", "des personnes isolées",
)  # fmt: skip
STREETS = ("RUE", "AVENUE", "PLACE", "CHEMIN", "ALL", "BD", "IMP", "RTE")


class _Town(NamedTuple):
    code: str
    name: str
    postcode: str


def write_register(
    path: Path, rows: int, seed: int, first: int = 0, version: int = 0, every: int = 1
) -> Path:
    """Write rows `first`, `first + every`…; equal arguments give equal bytes.

    Args:
        version: another one says another object and another date of the same associations.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS)
        writer.writerows(_rows(range(first, first + rows * every, every), seed, version))
    return path


def _rows(numbers: range, seed: int, version: int) -> Iterator[tuple[str, ...]]:
    towns, weights = _towns()
    words = _words(seed)
    block, drawn = -1, np.empty((0, 0))
    for number in numbers:
        if number // BLOCK != block:
            block = number // BLOCK
            drawn = np.random.default_rng([seed, block]).random((BLOCK, 48))
        draws = drawn[number % BLOCK].tolist()
        town = towns[int(np.searchsorted(weights, draws[0]))]
        yield _row(number, draws, town, words, version)


def _towns() -> tuple[list[_Town], np.ndarray]:
    """The communes of today by code, and the running share of their population."""
    places = [p for p in load_gazetteer().places("commune") if p.postcodes]
    weights = np.cumsum([float(place.population or 50) for place in places])
    towns = [_Town(p.code, p.name.upper(), min(p.postcodes)) for p in places]
    return towns, weights / weights[-1]


def _words(seed: int) -> list[str]:
    """Coined words: few come often, most are rare."""
    random = np.random.default_rng([seed, 7])
    made = ("".join(random.choice(SYLLABLES, random.integers(2, 5))) for _ in range(60_000))
    return list(dict.fromkeys(made))


def _row(
    number: int, draws: list[float], town: _Town, words: list[str], version: int
) -> tuple[str, ...]:
    created = _date(draws[1], 1930, 2024)
    is_numbered, is_old, is_gone = draws[2] < 0.15, draws[3] < 0.3, draws[4] < 0.1
    department = town.code[:2]
    coined = [words[int(len(words) * draw**3)] for draw in draws[5:9]]
    title = _title(draws[9:13], coined, town)
    short = "".join(word[0] for word in title.split() if len(word) > 2) if draws[13] < 0.2 else ""
    return (
        f"W{department if department.isdigit() else '20'}{number % 10:01}{number // 10:06}"
        if not is_old
        else f"{number % 999:03}P{number}",
        f"{department}{number:08}" if draws[14] < 0.5 else "",
        with_luhn(with_luhn(f"{30_000_000 + number:08}") + "0001") if is_numbered else "",
        f"{department}1P", created, _date(draws[15], 1990, 2024),
        _date(draws[15], 1990, 2024), _date(draws[16], 2000, 2024) if is_gone else "0001-01-01",
        "D", "S", title, short, _purpose(draws[17:30], coined, version),
        f"{int(1000 + 46 * draws[30]) * 1:06}", "000000", "", str(1 + int(draws[31] * 120)),
        "", STREETS[int(len(STREETS) * draws[32])],
        f"{('DU', 'DE LA', 'DES')[int(3 * draws[33])]} {words[int(4000 * draws[34])].upper()}",
        "", town.code, town.postcode, town.name, "", town.postcode,
        f"http://www.{coined[0]}-{number}.example" if draws[35] < 0.06 else "",
        "", "D" if is_gone else "A", f"2024-0{1 + version % 9}-15 10:00:00",
    )  # fmt: skip


def _date(draw: float, start: int, end: int) -> str:
    days = int(draw * (end - start) * 336)
    return f"{start + days // 336}-{1 + days // 28 % 12:02}-{1 + days % 28:02}"


def _title(draws: list[float], coined: list[str], town: _Town) -> str:
    form, about = FORMS[int(len(FORMS) * draws[0])], ABOUT[int(len(ABOUT) * draws[1])].upper()
    name = " ".join(coined[: 1 + int(2 * draws[2])]).upper()
    if draws[3] < 0.35:
        return f"{form} {about} DE {town.name}"
    if draws[3] < 0.5:
        return f"{name} DE {town.name}"
    return f"{form} {about} {name}" if draws[3] < 0.9 else f'"{name}"'


def _purpose(draws: list[float], coined: list[str], version: int) -> str:
    parts = []
    for number in range(1 + int(3.9 * draws[0])):
        verb, matter, whom = (
            table[int(len(table) * draws[1 + 3 * number + place])]
            for place, table in enumerate((VERBS, MATTERS, FOR))
        )
        parts.append(f"{verb} {matter} {whom}")
    told = f" ; {' et '.join(coined[2:])}" + (f" (statuts modifiés, {version})" if version else "")
    return ", ".join(parts) + told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    print(write_register(options.into, options.rows, options.seed, options.first))


if __name__ == "__main__":
    main()
