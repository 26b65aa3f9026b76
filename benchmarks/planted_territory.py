"""A seeded territory whose rare skills, gaps and complementary pairs are known, in a real store.

Six communes, one skill for each theme. In the first five a directory lists forty actors and every
skill has many holders, but for what is planted: skills that one or two master, themes that nobody
works on. In the last commune another list, which only speaks of a few themes, has looked. Needs are
planted too: each seeker needs what one actor of its commune alone masters.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from tisserand.ontology.namespaces import place_iri
from tisserand.ontology.records import Link, Locator, Record, Source, Value, Visibility
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import ChangeSet, GraphReader, View
from tisserand.store.sqlite import open_sqlite

BASE = "http://tisserand.test/"
COMMUNES = tuple(
    place_iri("commune", code) for code in ("49007", "49328", "44109", "53130", "72181", "85191")
)
DIRECTORY, LIST = "annuaire", "agenda"
ACTORS = 40
HOLDERS = 16
"""Actors of a commune who master a common skill."""
RARE, GAPS, PAIRS = 6, 6, 6
LISTED = 4
"""Themes that the list of the last commune speaks of."""


class PlantedTerritory(NamedTuple):
    """Records, and what was planted in them.

    Attributes:
        rare: (commune, skill) that one or two master.
        gaps: (commune, theme) that nobody works on, though it was looked for.
        unseen: (commune, theme) that nobody looked for.
        pairs: keys of a seeker and of who alone can help.
    """

    records: list[Record]
    rare: set[tuple[str, str]]
    gaps: set[tuple[str, str]]
    unseen: set[tuple[str, str]]
    pairs: set[frozenset[str]]


def plant_territory(seed: int, *, shuffled: bool = False) -> PlantedTerritory:
    """Draw a territory; `shuffled`: every actor of the directory gets the skills of another one."""
    random = np.random.default_rng(seed)
    skills = one_skill_per_theme()
    cells = [(place, skill) for place in COMMUNES[:-1] for skill in sorted(skills)]
    drawn = random.permutation(len(cells))
    rare = {cells[i] for i in drawn[:RARE]}
    empty = {cells[i] for i in drawn[RARE : RARE + GAPS]}
    held: dict[str, set[str]] = {}
    for at, cell in enumerate(cells):
        count = int(random.integers(1, 3)) if cell in rare else 0 if cell in empty else HOLDERS
        commune = at // len(skills)
        for who in random.choice(ACTORS, count, replace=False):
            held.setdefault(f"a{commune}x{who:02}", set()).add(cell[1])
    keys = [f"a{commune}x{who:02}" for commune in range(5) for who in range(ACTORS)]
    pairs, needs = _needs(random, rare, held)
    owners = dict(zip(keys, random.permutation(keys) if shuffled else keys, strict=True))
    told = {key: held.get(str(owners[key]), set()) for key in keys}
    listed = sorted(skills)[:LISTED]
    told |= {f"a5x{who:02}": {listed[who % LISTED]} for who in range(ACTORS)}
    unseen = {(COMMUNES[-1], skills[skill]) for skill in sorted(skills)[LISTED:]}
    gaps = {(place, skills[skill]) for place, skill in empty}
    return PlantedTerritory([*_actors(told), *needs], rare, gaps, unseen, pairs)


def one_skill_per_theme() -> dict[str, str]:
    """Skill without narrower ones → its one theme; the first of each theme, by IRI."""
    thesaurus = load_thesaurus()
    found: dict[str, str] = {}
    for concept in sorted(thesaurus.concepts(), key=lambda one: one.iri):
        alone = concept.kind == "Skill" and len(concept.themes) == 1
        if alone and not thesaurus.narrower(concept.iri) and not thesaurus.broader(concept.iri):
            found.setdefault(concept.themes[0], concept.iri)
    return {skill: theme for theme, skill in found.items()}


def _needs(
    random: np.random.Generator, rare: set[tuple[str, str]], held: dict[str, set[str]]
) -> tuple[set[frozenset[str]], list[Record]]:
    """Seekers of rare skills, each of the commune of the one who masters it best."""
    pairs, needs = set(), []
    for number, (place, skill) in enumerate(sorted(rare)[:PAIRS]):
        commune = COMMUNES.index(place)
        holders = sorted(k for k, s in held.items() if skill in s and k.startswith(f"a{commune}x"))
        others = [f"a{commune}x{who:02}" for who in range(ACTORS)]
        seeker = str(random.choice([one for one in others if one not in holders]))
        pairs |= {frozenset((seeker, holder)) for holder in holders}
        link = Link("neededBy", seeker, Visibility.PUBLIC)
        needs.append(_record(f"n{number}", "Need", [("requiresSkill", skill)], DIRECTORY, [link]))
    return pairs, needs


def _actors(told: dict[str, set[str]]) -> Iterator[Record]:
    for key in sorted(told):
        commune = int(key[1])
        facts = [("locatedIn", COMMUNES[commune]), *(("hasSkill", s) for s in sorted(told[key]))]
        yield _record(key, "Association", facts, LIST if commune == 5 else DIRECTORY, [])


def _record(
    key: str, kind: str, facts: list[tuple[str, str]], source: str, links: list[Link]
) -> Record:
    values = tuple(Value(name, value, Visibility.PUBLIC) for name, value in facts)
    locator = Locator(f"{source}.csv", row=2)
    return Record(
        key=key, source=source, kind=kind, name=f"Actrice {key}", locator=locator,
        values=values, links=tuple(links), visibility=Visibility.PUBLIC,
    )  # fmt: skip


@contextmanager
def woven(territory: PlantedTerritory) -> Iterator[GraphReader]:
    """The territory in a real SQLite store, read by an agent."""
    with TemporaryDirectory() as folder:
        store = open_sqlite(Path(folder) / "graph.sqlite", BASE)
        sources = [
            Source(id, id, f"{id}.csv", date="2024-01-01", checksum=id) for id in (DIRECTORY, LIST)
        ]
        keys = {one.key: one.key for one in territory.records}
        store.apply(ChangeSet(sources=sources, records=territory.records, assignments=keys))
        with store.read(View(Visibility.AGENT)) as reader:
            yield reader
        store.close()
