"""Seeded mentions of invented actors, to measure resolution at size; the truth is their SIREN.

    python -m benchmarks.mentions --count 10000 --into mentions.csv [--seed 1]

An actor has a coined name, sometimes in a name shared by homonyms of other communes, an address
and a number. Each mention may shorten words, drop the legal form, give the acronym, misspell a
letter, or give another address. Words and abbreviations are this file's own: the matcher shares
none of these tables.
"""

import argparse
import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tisserand.reference.places import load_gazetteer

COLUMNS = ("source", "name", "place", "postcode", "address", "siren")
MENTIONS_EACH = 4
WHAT = (
    "Association", "Comité", "Club", "Amicale", "Maison", "Atelier", "Compagnie", "Fédération",
    "Centre", "Union", "Collectif", "Coopérative", "Régie", "École", "Foyer", "Théâtre",
)  # fmt: skip
OF = (
    "sportive", "musicale", "des habitants", "de quartier", "des jeunes", "de culture",
    "d'entraide", "de pêche", "de randonnée", "du patrimoine", "de formation", "de lecture",
)  # fmt: skip
SHARED = ("Saint-Joseph", "Saint-Pierre", "Jules Ferry", "Les Tilleuls", "L'Espérance", "L'Avenir")
SHORT = {"Association": "Asso", "Comité": "Cté", "Fédération": "Fédé", "Centre": "Ctre",
         "Compagnie": "Cie", "Saint": "St", "quartier": "quart.", "formation": "form."}  # fmt: skip
SYLLABLES = ("bre", "cal", "dor", "fen", "gui", "lau", "mer", "nol", "pri", "rou", "sil", "tan",
             "ver", "zel", "cho", "plu", "gar", "mi", "lo", "ta", "vi", "ne")  # fmt: skip
STREETS = ("rue des Prés", "avenue du Port", "place du Marché", "chemin Vert", "rue de la Gare")


class Actor(NamedTuple):
    """Who is mentioned."""

    words: tuple[str, ...]
    place: str
    postcode: str
    address: str
    siren: str


def mentions(count: int, seed: int) -> Iterator[tuple[str, ...]]:
    """Rows of `COLUMNS`, in an order that tells nothing."""
    drawn = random.Random(seed)
    gazetteer = load_gazetteer()
    towns = [
        (place.name, min(place.postcodes))
        for place in gazetteer.places("commune")
        if place.postcodes
    ]
    rows = []
    for number in range(count // MENTIONS_EACH):
        actor = _actor(drawn, towns, number)
        rows += [_mention(drawn, actor, source) for source in range(MENTIONS_EACH)]
    drawn.shuffle(rows)
    yield from rows


def _actor(drawn: random.Random, towns: Sequence[tuple[str, str]], number: int) -> Actor:
    place, postcode = drawn.choice(towns)
    is_homonym = drawn.random() < 0.25
    last = drawn.choice(SHARED) if is_homonym else _coined(drawn)
    words = (drawn.choice(WHAT), drawn.choice(OF), last)
    return Actor(words, place, postcode, _address(drawn), _siren(100_000 + number))


def _coined(drawn: random.Random) -> str:
    return "".join(drawn.choice(SYLLABLES) for _ in range(drawn.choice((2, 3, 3)))).capitalize()


def _address(drawn: random.Random) -> str:
    return f"{drawn.randint(1, 99)} {drawn.choice(STREETS)}"


def _siren(number: int) -> str:
    """Nine digits that end with their check digit (ISO/IEC 7812-1)."""
    digits = f"{number:08}"
    total = sum(
        sum(divmod(int(digit) * (2 if position % 2 == 0 else 1), 10))
        for position, digit in enumerate(reversed(digits))
    )
    return f"{digits}{-total % 10}"


def _mention(drawn: random.Random, actor: Actor, source: int) -> tuple[str, ...]:
    name = _written(drawn, actor.words)
    address = actor.address if drawn.random() < 0.8 else _address(drawn)
    place = actor.place if drawn.random() < 0.9 else ""
    shown = address if drawn.random() < 0.6 else ""
    return f"source-{source}", name, place, actor.postcode, shown, actor.siren


def _written(drawn: random.Random, words: Sequence[str]) -> str:
    """The name as one source writes it."""
    what, of, last = words
    if drawn.random() < 0.4:
        what = SHORT.get(what, what)
    name = " ".join((what, of, last))
    if drawn.random() < 0.15:
        initials = "".join(word[0] for word in (*of.split(), last) if word[0].isalpha())
        name = f"{name} ({what[0]}{initials.upper()})"
    if drawn.random() < 0.1 and len(last) > 5:
        place = drawn.randrange(1, len(last) - 1)
        name = name.replace(last, last[:place] + last[place + 1 :])
    for long, short in SHORT.items():
        if drawn.random() < 0.2:
            name = name.replace(long, short)
    return name.upper() if drawn.random() < 0.3 else name


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with given.into.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(mentions(given.count, given.seed))


if __name__ == "__main__":
    main()
