"""What is true in the demonstration territory, before any directory writes it down badly."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from brecelle import identity
from brecelle.spelling import slug

CONTENT = Path(__file__).parent / "content"
ASSOCIATION = "Association loi 1901"


def load(name: str) -> Any:
    """One file of hand-written content."""
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


@dataclass
class Actor:
    """An actor; `files`: where it appears; `objects`: what its grants are for."""

    id: str
    name: str
    form: str
    commune: str
    net: str
    sigle: str = ""
    siren: str = ""
    rna: str = ""
    skills: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    seeks: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    member_of: list[str] = field(default_factory=list)
    contact: str = ""
    telephone: int = 0
    email: str = ""
    site: str = ""
    address: tuple[int, str] = (0, "")
    latitude: float = 0.0
    longitude: float = 0.0
    files: set[str] = field(default_factory=set)
    objects: list[str] = field(default_factory=list)
    grants: list[str] = field(default_factory=list)
    composed: bool = False


@dataclass
class Project:
    """A project, its leader and partners by actor id."""

    id: str
    name: str
    net: str
    leader: str
    partners: list[str]
    commune: str
    phase: str
    start: int
    end: int | None
    themes: list[str]
    skills: list[str]
    budget: int


@dataclass
class World:
    """Everything, by id. `places` by commune name."""

    places: dict[str, dict[str, Any]]
    actors: dict[str, Actor]
    projects: dict[str, Project]
    funding: dict[str, dict[str, Any]]
    needs: list[dict[str, Any]]

    def in_file(self, name: str) -> Iterator[Actor]:
        """The actors that appear in a file, in the order they were made."""
        return (actor for actor in self.actors.values() if name in actor.files)

    def label(self, actor_id: str) -> str:
        """How another row names an actor: name, then commune in brackets."""
        actor = self.actors[actor_id]
        return f"{actor.name} ({self.commune(actor.commune)})"

    def commune(self, name: str, written: str = "") -> str:
        """How a cell without a postcode beside it writes a commune."""
        place = self.places[name]
        return f"{place['postcode']} {written or name}" if "ambiguous" in place else written or name


def complete(actor: Actor, number: int, place: dict[str, Any], streets: list[str]) -> Actor:
    """Give an actor its numbers, address, telephone, e-mail and position.

    Draws are seeded by the actor's id: adding an actor changes no other.
    """
    rng = random.Random(f"brecelle {actor.id}")
    if actor.form not in ("Commune", "CCAS", "Collectif"):
        actor.siren = identity.siren_of(number) if rng.random() < 0.82 else ""
    if actor.form == ASSOCIATION and (not actor.siren or rng.random() < 0.35):
        actor.rna = identity.rna_of(number)
    actor.telephone = number * 7 % 10000
    domain = rng.choice(("example.org", "example.fr"))
    name = slug(f"{actor.name} {actor.commune}" if "h-h-" in actor.id else actor.name)[:40]
    actor.email = f"contact@{name.strip('-')}.{domain}" if rng.random() < 0.7 else ""
    actor.site = f"https://{name.strip('-')}.{domain}/" if rng.random() < 0.4 else ""
    actor.address = (rng.randint(1, 60), rng.choice(streets))
    actor.latitude = round(place["lat"] + rng.uniform(-0.009, 0.009), 5)
    actor.longitude = round(place["lon"] + rng.uniform(-0.012, 0.012), 5)
    return actor
