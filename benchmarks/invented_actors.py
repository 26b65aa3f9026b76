"""Invented organisations, drawn from a seed, in real communes: who the mentions are about.

Families are drawn as directories hold them: coined names, names that every commune has, clubs of
one commune told apart by one word or number, schools and what gathers around them, bodies named
after a person. Words are this file's own: the matcher shares none of these tables.
"""

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.generated_grants import with_luhn
from tisserand.ontology.namespaces import PLACES
from tisserand.reference.places import Gazetteer


class Town(NamedTuple):
    """A commune; `former`: names of communes that it took in."""

    name: str
    postcode: str
    former: tuple[str, ...]


class Actor(NamedTuple):
    """Who is mentioned."""

    name: str
    town: Town
    address: str
    siren: str


SYLLABLES = (
    "bre", "cal", "dor", "fen", "gui", "lau", "mer", "nol", "pri", "rou", "sil", "tan", "ver",
    "zel", "cho", "plu", "gar", "mi", "lo", "ta", "vi", "ne", "ban", "cré", "é", "jol", "ker",
    "quin", "sau", "tri", "ur", "vau", "yon", "ad", "berg", "cos", "dra", "flo", "gno", "hal",
)  # fmt: skip
FIRST_NAMES = (
    "Joseph", "Pierre", "Jean", "Marie", "Anne", "Michel", "Martin", "Louis", "Paul", "Hilaire",
    "Léger", "Clair", "Vincent", "Luc", "Agathe", "Élodie", "Firmin", "Gilles", "Odile", "Barbe",
)  # fmt: skip
LAST_NAMES = (
    "Ferrandec", "Brisepierre", "Lanvaux", "Corbineau", "Taillandet", "Le Guerzic", "Desvignes",
    "Maréchaux", "Rouxel", "Perdriau", "Vasseline", "Haudebert", "Moreau", "Garnier", "Lambert",
)  # fmt: skip
GREAT = (
    "Jules Ferry", "Jean Macé", "Jean Jaurès", "Louise Michel", "Jacques Prévert", "Paul Bert",
    "Marie Curie", "Victor Hugo", "Jean Moulin", "Simone Veil", "Pierre Mendès France", "Pasteur",
)  # fmt: skip
THEMES = (
    "patrimoine", "théâtre amateur", "jardin partagé", "lecture publique", "insertion", "cinéma",
    "chant choral", "musique ancienne", "solidarité internationale", "agriculture biologique",
    "danse contemporaine", "développement durable", "recherche historique", "accès au droit",
    "aide aux migrants", "économie circulaire", "soins palliatifs", "énergies renouvelables",
)  # fmt: skip
SPORTS = (
    "football", "handball", "judo", "tennis", "pétanque", "gymnastique", "natation", "cyclisme",
    "rugby", "basket-ball", "tir à l'arc", "karaté", "randonnée pédestre", "tennis de table",
)  # fmt: skip
NATURES = (
    "Association", "Comité", "Club", "Amicale", "Maison", "Atelier", "Compagnie", "Fédération",
    "Centre", "Union", "Collectif", "Coopérative", "Régie", "Foyer", "Théâtre", "Groupement",
    "Société", "Cercle", "Institut", "Réseau",
)  # fmt: skip
OF = (
    "sportive", "musicale", "des habitants", "de quartier", "des jeunes", "de culture",
    "d'entraide", "de pêche", "de randonnée", "du patrimoine", "de formation", "de lecture",
)  # fmt: skip
EVERYWHERE = (
    "Comité des fêtes", "Amicale laïque", "Amicale des sapeurs-pompiers", "Comité de jumelage",
    "Société de chasse", "Les Restos du cœur", "Club de l'Amitié", "Familles rurales",
    "Union nationale des combattants", "ADMR", "Bibliothèque pour tous", "Office de tourisme",
    "Donneurs de sang bénévoles", "Foyer des jeunes", "Secours populaire", "Chorale L'Espérance",
)  # fmt: skip
STREETS = ("rue des Prés", "avenue du Port", "place du Marché", "chemin Vert", "rue de la Gare",
           "boulevard de la Liberté", "impasse des Lilas", "rue Saint-Jean", "allée des Chênes",
           "route de Paris", "rue Victor-Hugo", "quai de la Fosse")  # fmt: skip
_DISTRICTS = ("Nord", "Sud", "Centre", "Les Coteaux", "Bellevue", "La Gare")

FAMILIES = {
    "coined": 30, "described": 14, "everywhere": 16, "sport": 10, "school": 10, "person": 5,
    "company": 7, "of_town": 5, "numbered": 3,
}  # fmt: skip
"""How many of a hundred actors are of each family."""


def draw_actors(
    drawn: random.Random, count: int, gazetteer: Gazetteer, within: str = ""
) -> list[Actor]:
    """`count` invented organisations, half of them in communes drawn by their population.

    Args:
        within: code of the only département, or nothing.
    """
    towns, weights = _towns(gazetteer, within)
    big = drawn.choices(towns, weights, k=count)
    names = drawn.choices(list(FAMILIES), list(FAMILIES.values()), k=count)
    actors = []
    for number in range(count):
        town = big[number] if drawn.random() < 0.5 else drawn.choice(towns)
        name = _NAMES[names[number]](drawn, town)
        actors.append(Actor(name, town, draw_address(drawn), with_luhn(f"{300_000 + number:08}")))
    return actors


def draw_neighbours(drawn: random.Random, count: int, gazetteer: Gazetteer) -> list[Actor]:
    """`count` invented organisations in families of one commune: each name is coined, and one
    letter off the one before. The hardest there is: a misspelling of one is another."""
    towns, _ = _towns(gazetteer, "")
    actors: list[Actor] = []
    while len(actors) < count:
        town, form, name = drawn.choice(towns), drawn.choice(_FORMS), coin(drawn)
        for _ in range(drawn.choice((1, 1, 2, 3, 4)) if len(name) > 5 else 0):
            siren = with_luhn(f"{300_000 + len(actors):08}")
            actors.append(Actor(form.format(name), town, draw_address(drawn), siren))
            name = _one_letter_off(drawn, name)
    return actors


_FORMS = ("{}", "Les {}s", "Association {}", "Atelier {}")


def _one_letter_off(drawn: random.Random, name: str) -> str:
    """A letter changed, lost or added, but for the first and the last."""
    place, letter = drawn.randrange(1, len(name) - 1), drawn.choice("abcdeilmnorstuv")
    before, after = name[:place], name[place + 1 :]
    return drawn.choice((before + letter + after, before + after, before + letter + name[place:]))


def draw_address(drawn: random.Random) -> str:
    """A number and a street."""
    return f"{drawn.randint(1, 120)} {drawn.choice(STREETS)}"


def _towns(gazetteer: Gazetteer, within: str) -> tuple[list[Town], list[int]]:
    former: dict[str, list[str]] = {}
    for kind in ("commune-deleguee", "commune-associee"):
        for place in gazetteer.places(kind):
            present = gazetteer.current(place.iri)
            if present and present.iri != place.iri and present.iri.startswith(PLACES):
                former.setdefault(present.code, []).append(place.name)
    communes = (place for place in gazetteer.places("commune") if place.postcodes)
    places = [place for place in communes if place.code.startswith(within)]
    towns = [Town(p.name, min(p.postcodes), tuple(sorted(former.get(p.code, ())))) for p in places]
    return towns, [place.population or 1 for place in places]


def coin(drawn: random.Random) -> str:
    """A word that is in no dictionary."""
    return "".join(drawn.choices(SYLLABLES, k=drawn.choice((2, 3, 3, 4)))).capitalize()


def _of(word: str) -> str:
    return f"d'{word}" if word[0] in "AEÉIOUHaeéiouh" else f"de {word}"


def _coined(drawn: random.Random, town: Town) -> str:
    name = coin(drawn)
    return drawn.choice(
        (
            f"{drawn.choice(NATURES)} {drawn.choice(OF)} {name}",
            f"Les {name}s",
            f"Association {name}",
            f"{drawn.choice(NATURES)} {name} {coin(drawn)}",
            name,
        )
    )


def _described(drawn: random.Random, town: Town) -> str:
    theme = drawn.choice(THEMES)
    return drawn.choice(
        (
            f"Association pour le {theme} en pays {_of(town.name)}",
            f"{drawn.choice(NATURES)} {theme} {drawn.choice(('Horizon', 'Avenir', 'Demain'))}",
            f"Collectif {theme} {coin(drawn)}",
            f"Réseau {theme} et {drawn.choice(THEMES)}",
        )
    )


def _everywhere(drawn: random.Random, town: Town) -> str:
    name = drawn.choice(EVERYWHERE)
    return drawn.choice((name, f"{name} {_of(town.name)}", f"{name} {drawn.choice(_DISTRICTS)}"))


def _sport(drawn: random.Random, town: Town) -> str:
    sport = drawn.choice(SPORTS)
    return drawn.choice(
        (
            f"Association sportive {_of(town.name)}",
            f"{sport.capitalize()} club {_of(town.name)}",
            f"{town.name} {sport}",
            f"Union sportive {_of(town.name)} section {sport}",
            f"Étoile sportive {coin(drawn)} {sport}",
        )
    )


def _school(drawn: random.Random, town: Town) -> str:
    called = drawn.choice((f"Saint-{drawn.choice(FIRST_NAMES)}", drawn.choice(GREAT)))
    body = drawn.choice(
        ("École", "Amicale laïque école", "Parents d'élèves de l'école", "Collège", "OGEC",
         "Association sportive du collège", "Coopérative scolaire école", "Maison de retraite")
    )  # fmt: skip
    return f"{body} {called}"


def _person(drawn: random.Random, town: Town) -> str:
    who = f"{drawn.choice(FIRST_NAMES)} {drawn.choice(LAST_NAMES)}"
    return f"{drawn.choice(('Les Amis de', 'Fondation', 'Compagnie', 'Cabinet'))} {who}"


def _company(drawn: random.Random, town: Town) -> str:
    form = drawn.choice(("SARL", "SAS", "SCOP", "Entreprise", "Établissements", "SCIC"))
    trade = drawn.choice(("menuiserie", "maraîchage", "conseil", "bâtiment", "traiteur", "garage"))
    return f"{form} {drawn.choice((f'{drawn.choice(LAST_NAMES)} et fils', coin(drawn)))} {trade}"


def _of_town(drawn: random.Random, town: Town) -> str:
    body = drawn.choice(("Commune", "Centre communal d'action sociale", "Mission locale",
                         "Hôpital local", "Caisse des écoles"))  # fmt: skip
    return f"{body} {_of(town.name)}"


def _numbered(drawn: random.Random, town: Town) -> str:
    body = drawn.choice(("École élémentaire n°", "Groupe scout", "Section UNC", "Crèche n°"))
    return f"{body} {drawn.randint(1, 9)} {_of(town.name)}"


_NAMES = {
    "coined": _coined, "described": _described, "everywhere": _everywhere, "sport": _sport,
    "school": _school, "person": _person, "company": _company, "of_town": _of_town,
    "numbered": _numbered,
}  # fmt: skip


def unlike(actors: Sequence[Actor], drawn: random.Random, share: float) -> list[Actor]:
    """All but a share of those that bear the name of another in their own commune: what nothing
    but a number tells apart cannot be told apart."""
    met: set[tuple[str, str]] = set()
    kept = []
    for actor in actors:
        name = re.sub(rf"( de| d')? ?{re.escape(actor.town.name)}$", "", actor.name)
        bearer = (name, actor.town.postcode)
        if bearer not in met or drawn.random() < share:
            kept.append(actor)
        met.add(bearer)
    return kept
