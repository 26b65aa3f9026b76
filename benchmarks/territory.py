"""A seeded territory of any size: actors in communes, skills by Zipf, projects, memberships.

Nothing in it names anybody: keys are numbers, places are points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tisserand.store.batches import LinkBatch, NodeBatch, ReferenceBatch

SKILLS_BY_LEVEL = (12, 90, 800)
COMMUNES_BY_EPCI = 15
ACTORS_BY_COMMUNE = 130
SKILLS_BY_ACTOR = 4
GROUPS = 2
KINDS = (("Association", 0.45), ("Person", 0.3), ("Company", 0.2), ("ThirdPlace", 0.05))


class SkillTree:
    """Three levels of skills, each below one of the level above."""

    def __init__(self, random: np.random.Generator) -> None:
        self.iris: list[str] = []
        self.parent: dict[str, str] = {}
        self.children: dict[str, list[str]] = {}
        above: list[str] = []
        for level, count in enumerate(SKILLS_BY_LEVEL):
            names = [f"urn:skill:{level}-{number:04}" for number in range(count)]
            for name in names if above else ():
                parent = above[int(random.integers(len(above)))]
                self.parent[name] = parent
                self.children.setdefault(parent, []).append(name)
            self.iris += names
            above = names

    def narrower(self, iri: str) -> Sequence[str]:
        """Every skill below."""
        below: list[str] = []
        for child in self.children.get(iri, ()):
            below += [child, *self.narrower(child)]
        return below

    def broader(self, iri: str) -> Sequence[str]:
        """Every skill above, the closest first."""
        parent = self.parent.get(iri)
        return [parent, *self.broader(parent)] if parent else []


@dataclass(frozen=True, slots=True)
class GeneratedTerritory:
    """Columns that `recommend.scan` reads, as it reads those of a store.

    Attributes:
        actors: number of actors; they come before the projects.
        epci: EPCI of the commune of each entity.
    """

    actors: int
    skills: SkillTree
    nodes: NodeBatch
    links: LinkBatch
    references: ReferenceBatch
    epci: NDArray[np.int32]

    def scan_nodes(self) -> Iterator[NodeBatch]:
        yield self.nodes

    def scan_links(self) -> Iterator[LinkBatch]:
        yield self.links

    def scan_references(self) -> Iterator[ReferenceBatch]:
        yield self.references


def generate(actors: int, seed: int, groups: int = GROUPS) -> GeneratedTerritory:
    """A territory of so many actors and a sixth as many projects, the same for the same seed.

    Args:
        groups: organisations nearby that each actor is a member of.
    """
    random = np.random.default_rng([seed, actors])
    skills = SkillTree(random)
    size = actors + actors // 6
    communes = max(actors // ACTORS_BY_COMMUNE, 4)
    centres = np.column_stack([random.uniform(46, 49, communes), random.uniform(-2, 4, communes)])
    commune = random.choice(communes, size, p=random.dirichlet(np.full(communes, 0.7)))
    points = centres[commune] + random.normal(0, 0.01, (size, 2))
    names, shares = zip(*KINDS, strict=True)
    kinds = [names[i] for i in random.choice(len(names), actors, p=shares)]
    keys = [f"e{number:08}" for number in range(size)]
    nodes = NodeBatch(
        ids=np.arange(size, dtype=np.int64),
        keys=keys,
        kinds=kinds + ["Project"] * (size - actors),
        names=keys,
        places=[f"urn:commune:{number:05}" for number in commune],
        latitudes=points[:, 0],
        longitudes=points[:, 1],
    )
    epci = (np.argsort(np.lexsort(np.round(centres, 1).T)) // COMMUNES_BY_EPCI)[commune]
    links = _links(random, actors, size, commune, groups)
    references = _references(random, actors, size, skills)
    return GeneratedTerritory(actors, skills, nodes, links, references, epci.astype(np.int32))


def _references(
    random: np.random.Generator, actors: int, size: int, skills: SkillTree
) -> ReferenceBatch:
    """Skills drawn by Zipf's law: few are common, most are rare. Projects require some."""
    popularity = 1.0 / np.arange(1, len(skills.iris) + 1)
    order = random.permutation(len(skills.iris))
    drawn = random.poisson(SKILLS_BY_ACTOR - 1, actors) + 1
    owner = np.concatenate([np.repeat(np.arange(actors), drawn), np.arange(actors, size)])
    skill = order[random.choice(len(order), len(owner), p=popularity / popularity.sum())]
    return ReferenceBatch(
        subjects=owner,
        properties=["hasSkill" if one < actors else "requiresSkill" for one in owner],
        values=[skills.iris[one] for one in skill],
        confidences=np.round(random.uniform(0.6, 1.0, len(owner)), 2),
    )


def _links(
    random: np.random.Generator,
    actors: int,
    size: int,
    commune: NDArray[np.integer],
    groups: int,
) -> LinkBatch:
    """Each actor a member of organisations nearby; each project has 2 to 9 participants."""
    nearby = np.argsort(commune[:actors], kind="stable")
    rank = np.argsort(nearby)
    member = np.repeat(np.arange(actors), groups)
    hop = np.maximum(random.geometric(0.05, len(member)), 1)
    group = nearby[(rank[member] // 25 * 25 + hop % 25) % actors]
    kept = member != group
    member, group = member[kept], group[kept]
    counts = random.integers(2, 10, size - actors)
    project = np.repeat(np.arange(actors, size), counts)
    start = np.repeat(random.integers(0, actors, size - actors), counts)
    participant = nearby[(start + random.integers(0, 60, len(project))) % actors]
    subjects = np.concatenate([member, participant])
    return LinkBatch(
        subjects=subjects,
        properties=["memberOf"] * len(member) + ["takesPartIn"] * len(project),
        objects=np.concatenate([group, project]),
        confidences=np.ones(len(subjects)),
        since=[None] * len(subjects),
        until=[None] * len(subjects),
    )
