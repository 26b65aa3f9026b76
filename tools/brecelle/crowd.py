"""Composes the actors of the territory: hand-written ones first, then the crowd round them."""

import random
from typing import Any

from brecelle.world import ASSOCIATION, Actor, Project, World, complete, load

NETWORKS = {
    "grain": "n-grain", "bati": "n-bati", "num": "n-num",
    "trans": "n-trans", "cult": "n-cult", "soli": "n-soli",
}  # fmt: skip
ROUNDS = 4
"""How many actors of the annuaire each pattern gives."""
DIGITAL_HEADS = (
    "Les Souris", "Le Club informatique", "Le Tiers-lieu", "L'Atelier vidéo", "Le Centre social",
    "La Boussole", "Alphabet", "Dépannage",
)  # fmt: skip
UNSAID = ["entregent", "bonne humeur", "tout-terrain", "divers travaux", "un peu de tout"]
"""What people write that no thesaurus holds."""


def _written(places: dict[str, Any]) -> list[Actor]:
    content = load("actors")
    actors = []
    for entry in content["networks"] + content["actors"]:
        entry = dict(entry)
        files = {"annuaire"} | set(entry.pop("files", []))
        if entry.get("grants"):
            files.add("subventions")
        actors.append(Actor(**entry, files=files))
    for name, place in places.items():
        actors.append(
            Actor(f"mairie:{name}", f"Mairie {_of(name)}", "Commune", name, "",
                  siren=place["siren"], files={"annuaire"}, skills=["salle des fêtes"],
                  themes=["vie démocratique"])
        )  # fmt: skip
    actors += [
        Actor(f"ccas:{name}", f"CCAS {_of(name)}", "CCAS", name, "soli", files={"annuaire"},
              skills=["accompagnement social"], themes=["entraide"])
        for name in ("Craon", "Candé", "Segré-en-Anjou Bleu")
    ]  # fmt: skip
    return actors


def _of(commune: str) -> str:
    if commune.startswith("Le "):
        return "du " + commune[3:]
    return ("d'" if commune[0] in "AEÉIOU" else "de ") + commune


def _homonyms(entries: list[dict[str, Any]]) -> list[Actor]:
    actors = []
    for rank, entry in enumerate(entries):
        for place_rank, commune in enumerate(entry["communes"]):
            actors.append(
                Actor(f"h-h-{rank}-{place_rank}", entry["name"], ASSOCIATION, commune,
                      entry["net"], skills=list(entry["skills"]), themes=["monde associatif"],
                      files={"annuaire", "subventions"}, objects=[entry["objects"]])
            )  # fmt: skip
    return actors


def _crowd(content: dict[str, Any], places: dict[str, Any]) -> list[Actor]:
    rng = random.Random("brecelle crowd")
    names, weights = list(places), [place["weight"] for place in places.values()]
    actors = []
    for rank, (net, form, name, skills, themes, objects) in enumerate(content["patterns"]):
        lieux = rng.sample(content["lieux"], ROUNDS + 1)
        for turn, lieu in enumerate(lieux):
            if turn == ROUNDS and (form != ASSOCIATION or not objects):
                continue
            actor = Actor(
                f"c-{rank}-{turn}", name.format(d=lieu), form, rng.choices(names, weights)[0],
                net, skills=skills.split("|"), themes=themes.split("|"), composed=True,
                objects=objects.split("|") if objects else [],
            )  # fmt: skip
            actor.files = _appearances(actor, turn, rng)
            _enrich(actor, content, rng)
            actors.append(actor)
    return actors


def _appearances(actor: Actor, turn: int, rng: random.Random) -> set[str]:
    if turn == ROUNDS:
        return {"subventions"}
    files = {"annuaire"}
    if actor.objects and rng.random() < 0.72:
        files.add("subventions")
    if actor.name.startswith(DIGITAL_HEADS) and rng.random() < 0.9:
        files.add("mednum")
    return files


def _enrich(actor: Actor, content: dict[str, Any], rng: random.Random) -> None:
    if rng.random() < 0.6:
        actor.member_of.append(NETWORKS[actor.net])
    if rng.random() < 0.05:
        actor.member_of.append(
            rng.choice([n for n in NETWORKS.values() if n != NETWORKS[actor.net]])
        )
    if rng.random() < 0.16:
        actor.skills.append(rng.choice(UNSAID))
    if rng.random() < 0.18:
        actor.seeks.append("Recherche " + rng.choice(content["needs"]))
    if rng.random() < 0.2:
        actor.offers.append(rng.choice(content["offers"]))
    if rng.random() < 0.55:
        contacts = content["contacts"]
        role = rng.choice(contacts["roles"])
        person = f"{rng.choice(contacts['given'])} {rng.choice(contacts['family'])}"
        actor.contact = f"{person}, {role}" if role else person
    if actor.name.startswith("Les ") and rng.random() < 0.5:
        words = actor.name.replace("-", " ").replace("'", " ").split()
        actor.sigle = "".join(word[0].upper() for word in words if word[0].isupper())


def _projects(actors: list[Actor]) -> list[Project]:
    rng = random.Random("brecelle projects")
    pools = {
        net: [a.id for a in actors if a.net == net and a.composed and "annuaire" in a.files]
        for net in NETWORKS
    }
    projects = []
    for row in load("projects"):
        key, net, name, leader, partners, commune, phase, start, end, themes, skills, budget = row
        used = rng.sample(pools[net], 6)
        drawn = iter(used)
        everyone = [next(drawn) if p == "?" else p for p in [leader, *partners.split("|")]]
        if rng.random() < 0.25:
            everyone.append(rng.choice(pools[rng.choice(list(NETWORKS))]))
        everyone = list(dict.fromkeys(everyone))
        projects.append(
            Project(key, name, net, everyone[0], everyone[1:], commune, phase, start, end or None,
                    themes.split("|"), skills.split("|"), budget)
        )  # fmt: skip
    return projects


def weave() -> World:
    """Compose the whole territory; the same at each call."""
    content = load("patterns")
    places = {place["name"]: place for place in load("places")}
    actors = _written(places) + _homonyms(content["homonyms"]) + _crowd(content, places)
    for number, actor in enumerate(actors, start=101):
        complete(actor, number, places[actor.commune], content["streets"])
        chosen = actor.net and not actor.composed and "h-h-" not in actor.id
        if chosen and actor.id != NETWORKS[actor.net]:
            actor.member_of.append(NETWORKS[actor.net])
    funding = {entry["id"]: entry for entry in load("funding")}
    projects = {project.id: project for project in _projects(actors)}
    world = World(places, {a.id: a for a in actors}, projects, funding, load("needs"))
    for project in world.projects.values():
        if world.actors[project.leader].form in (ASSOCIATION, "SCIC"):
            world.actors[project.leader].files.add("subventions")
    return world
