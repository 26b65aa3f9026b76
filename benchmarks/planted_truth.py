"""Planted truth: what was put in generated territories is found, and nothing where nothing was.

Rare skills, gaps and complementary pairs on `planted_territory`, their control being the same
territories with skills shuffled among actors. Communities on networks with planted ones, their
control being random networks of the same degrees, which must be said to have none. Cooperations on
a past that lives in circles, their control being a past whose partners are drawn at random, which
must be foreseen no better than chance. Weak signals as in `signals`: years shuffled.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import signals
from benchmarks.measure import cpu_time, versions, write_result
from benchmarks.planted import plant
from benchmarks.planted_territory import BASE, PlantedTerritory, plant_territory, woven
from tisserand.recommend.cooperations import rank_pairs
from tisserand.recommend.expertise import index_of
from tisserand.recommend.gaps import find_gaps
from tisserand.recommend.links.evaluation import evaluate
from tisserand.recommend.links.foresight import Foreseen
from tisserand.recommend.links.history import OPEN, History, tie_members
from tisserand.recommend.links.learning import learn
from tisserand.recommend.links.snapshot import new_ties, take_snapshot
from tisserand.recommend.partition import assess, partition
from tisserand.recommend.projection import build_projection
from tisserand.recommend.rarity import rare_skills
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus

NODES, MIXING = 600, 0.3
CHANCE_OF_CLEAR = 0.05
"""Share of random networks that may be said to have clear communities."""
UNTIL = 2016


def share(found: int, among: int) -> float:
    """A share, 0 of nothing."""
    return round(found / among, 4) if among else 0.0


def territories(runs: int) -> dict[str, Any]:
    """Rare skills, gaps and pairs, with the skills as planted and shuffled."""
    counts: dict[str, dict[str, int]] = {}
    for seed in range(runs):
        for name in ("planted", "shuffled"):
            seen = observe(plant_territory(seed, shuffled=name == "shuffled"))
            total = counts.setdefault(name, dict.fromkeys(seen, 0))
            for key, value in seen.items():
                total[key] += value
    return {name: _shares(total) for name, total in counts.items()}


def observe(territory: PlantedTerritory) -> dict[str, int]:
    """Counts of what is flagged, and of what was planted among it."""
    words = {"thesaurus": load_thesaurus(), "gazetteer": load_gazetteer(), "base_iri": BASE}
    with woven(territory) as reader:
        projection = build_projection(reader)
        rare = rare_skills(reader, projection, level="commune", **words)
        cells = find_gaps(reader, projection, level="commune", today="2024-06-01", **words)
        index = index_of(projection, words["thesaurus"], words["gazetteer"])
        pairs = rank_pairs(index)[: len(territory.pairs)]
    keys = [frozenset((projection.keys[one.a], projection.keys[one.b])) for one in pairs]
    flagged = {(one["area"]["iri"], one["skill"]["iri"]) for one in rare}
    status = {(one["area"]["iri"], one["theme"]["iri"]): one["status"] for one in cells}
    gaps = {cell for cell, said in status.items() if said == "gap"}
    return {
        "rare_planted": len(territory.rare),
        "rare_flagged": len(flagged),
        "rare_found": len(flagged & territory.rare),
        "gaps_planted": len(territory.gaps),
        "gaps_flagged": len(gaps),
        "gaps_found": len(gaps & territory.gaps),
        "unseen_planted": len(territory.unseen),
        "unseen_said": sum(status.get(cell) == "not_surveyed" for cell in territory.unseen),
        "cells": len(status),
        "pairs_planted": len(territory.pairs),
        "pairs_found": len(set(keys) & territory.pairs),
    }


def _shares(total: dict[str, int]) -> dict[str, float]:
    return {
        "rare_found": share(total["rare_found"], total["rare_planted"]),
        "rare_flagged_of_cells": share(total["rare_flagged"] - total["rare_found"], total["cells"]),
        "gaps_found": share(total["gaps_found"], total["gaps_planted"]),
        "gaps_flagged_of_cells": share(total["gaps_flagged"] - total["gaps_found"], total["cells"]),
        "unseen_said_not_surveyed": share(total["unseen_said"], total["unseen_planted"]),
        "pairs_found_first": share(total["pairs_found"], total["pairs_planted"]),
    }


def communities(runs: int) -> dict[str, Any]:
    """How often communities are said to be clear."""
    return {
        name: share(sum(is_clear(mixing, seed) for seed in range(runs)), runs)
        for name, mixing in (("planted_said_clear", MIXING), ("random_said_clear", 1.0))
    }


def is_clear(mixing: float, seed: int) -> bool:
    """Whether a network, all of whose ties are drawn at random when `mixing` is 1, has some."""
    ties = plant(NODES, mixing, seed).ties
    labels = partition(ties, "leiden", 1, 1.0)
    return assess(ties, labels, "leiden", 1, 1.0).is_clear


def past(seed: int, circle: int | None, actors: int = 200) -> History:
    """Projects of three, drawn within circles of so many actors, or among all."""
    random = np.random.default_rng([seed, circle or 0])
    rows = []
    for project in range(actors * 2):
        start = int(random.integers(0, actors // circle)) * circle if circle else 0
        members = start + random.choice(circle or actors, 3, replace=False)
        rows += [(int(actor), project, 2010 + project % 9) for actor in members]
    actor, of, year = np.array(rows, dtype=np.int64).T
    ever = np.full(len(year), OPEN)
    return History(actors, actors * 2, actor, of, year, ever, year)


def foreseen(seed: int, circle: int | None) -> tuple[float, float]:
    """Hits@10 of ties that come after `UNTIL`, and what ten others drawn at random would give."""
    history = past(seed, circle)
    ties = tie_members(history)
    snapshot = take_snapshot(history, ties, UNTIL)
    truth = new_ties(snapshot, ties, 2020)
    found = evaluate(snapshot, truth, Foreseen(learn(history, UNTIL), snapshot).score)[:, 0]
    later = np.diff(truth.indptr)
    others = snapshot.size - 1 - snapshot.degree
    asked = later > 0
    missed = (1.0 - later[asked] / others[asked]) ** 10
    return float(found.mean()), float((1.0 - missed).mean())


def cooperations(runs: int) -> dict[str, Any]:
    """Hits@10 beside chance, where there is something to foresee and where there is nothing.

    The standard error is that of the gain, between networks: within one, hits come together.
    """
    told = {}
    for name, circle in (("circles", 20), ("random", None)):
        hits, chance = np.array([foreseen(seed, circle) for seed in range(runs)]).T
        gain = hits - chance
        told[name] = {
            "hits@10": round(float(hits.mean()), 4),
            "chance": round(float(chance.mean()), 4),
            "gain": round(float(gain.mean()), 4),
            "se": round(float(gain.std(ddof=1) / runs**0.5), 4),
        }
    return told


def measure(runs: int) -> dict[str, Any]:
    """Everything, on so many generated territories or networks each."""
    return {
        "territories": territories(runs),
        "communities": communities(2 * runs) | {"stated_rate": CHANCE_OF_CLEAR},
        "cooperations": cooperations(max(runs, 3)),
        "signals": signals.measure(10 * runs, 1)["product"] | {"stated_rate": signals.FALSE_ALARMS},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    result, seconds = cpu_time(lambda: measure(options.runs))
    result |= {"runs": options.runs, "cpu_seconds": round(seconds, 1)}
    print(write_result("planted_truth", result | {"versions": versions("numpy", "scipy")}))


if __name__ == "__main__":
    main()
