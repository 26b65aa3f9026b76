"""How fast helpers are ranked, from skill IRIs to ranked ids, against plain networkx and Cypher.

    python -m benchmarks.helpers_speed [--actors 20000 200000] [--groups 2] [--queries 1000]
        [--plain 100] [--neo4j neo4j://localhost:7687 --neo4j-pid PID --neo4j-actors 20000
        --neo4j-needs 20]

Each size: a seeded territory; needs of one to three skills, drawn as often as actors have them,
asked by an actor from where it is. CPU time; the baseline ranks the first needs in the same run,
and its best ten must be ours. Ours are ranked in a process of their own, which reads the projection
from its cache, makes the index of all skills, and answers: its peak of memory is that of all this.
With `--groups 5`, a million actors have more than five million memberships.
"""

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.cypher_ranking import CypherRanking
from benchmarks.measure import cpu_time, percentiles, versions, write_result
from benchmarks.plain_ranking import as_networkx, rank_plainly
from benchmarks.territory import GROUPS, GeneratedTerritory, SkillTree, generate
from tisserand.ontology.records import Visibility
from tisserand.recommend.arrays import Projection
from tisserand.recommend.cache import Identity, read_cache, write_cache
from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.projection import project
from tisserand.recommend.ranking import rank_helpers
from tisserand.recommend.scan import scan
from tisserand.recommend.territory import Numbers, Territory, Whereabouts, on_sphere
from tisserand.reference.places import Place, load_gazetteer

SEED = 1
LIMIT = 10
MILLION = 1_000_000
"""From there on the results have a file of their own: it is run apart, on a machine with 16 GB."""
IDENTITY = Identity(int(Visibility.AGENT), "generated", "rules")


class Need(NamedTuple):
    """A question: skills with their weights, and who asks, from where it is."""

    skills: dict[str, float]
    asker: int
    latitude: float
    longitude: float
    epci: int

    def plainly(self) -> tuple[dict[str, float], tuple[float, float, int], int]:
        return self.skills, self[2:], self.asker

    def whereabouts(self) -> Whereabouts:
        point = on_sphere(self.latitude, self.longitude)
        place = Place("", "commune", "", "", None, (), self.latitude, self.longitude, False, None)
        return Whereabouts(place, point, self.epci)


class Drawn(Territory):
    """The territory of actors whose EPCI was drawn too."""

    def __init__(self, projection: Projection, epci: NDArray[np.int32]) -> None:
        super().__init__(projection, load_gazetteer())
        self._drawn = epci

    def epcis(self, numbers: Numbers) -> NDArray[np.int32]:
        return self._drawn[numbers]


def draw_needs(territory: GeneratedTerritory, count: int) -> list[Need]:
    """Needs for skills in proportion of how many have them."""
    random = np.random.default_rng([SEED, territory.actors, count])
    said = territory.references
    needs = []
    for asker in random.integers(0, territory.actors, count).tolist():
        skills = [
            said.values[i] for i in random.integers(0, len(said.values), random.integers(1, 4))
        ]
        weights = {skill: round(float(random.uniform(0.5, 1.0)), 2) for skill in skills}
        latitude = float(territory.nodes.latitudes[asker])
        longitude = float(territory.nodes.longitudes[asker])
        needs.append(Need(weights, asker, latitude, longitude, int(territory.epci[asker])))
    return needs


class Asked(NamedTuple):
    """What the process that answers is given, beside the projection."""

    skills: SkillTree
    epci: NDArray[np.int32]
    needs: list[Need]


def build_index(projection: Projection, asked: Asked) -> HelperIndex:
    """The index with all its rows made."""
    index = HelperIndex(projection, asked.skills, Drawn(projection, asked.epci))
    for skill in asked.skills.iris:
        index.points(skill)
    return index


def answer(folder: Path) -> dict[str, Any]:
    """Read the projection of a folder, rank its needs: answers and CPU seconds, memory in MB."""
    asked: Asked = pickle.loads((folder / "asked").read_bytes())  # written by the parent process
    projection, cache_seconds = cpu_time(lambda: read_cache(folder / "projection.npy", IDENTITY))
    assert projection is not None
    index, index_seconds = cpu_time(lambda: build_index(projection, asked))
    for need in asked.needs:  # compiles
        rank(index, need)
    ranked = [cpu_time(lambda need=need: rank(index, need)) for need in asked.needs]
    return {
        "ranked": ranked,
        "cache_s": round(cache_seconds, 4),
        "index_s": round(index_seconds, 2),
        "mb": _peak_megabytes(),
    }


def _peak_megabytes() -> int:
    """The most memory that this program took; `getrusage` would count its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) >> 10


def answer_apart(folder: Path) -> dict[str, Any]:
    """`answer`, in a process of its own."""
    command = [sys.executable, __file__, "--answer", str(folder)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def rank(index: HelperIndex, need: Need) -> list[int]:
    """Numbers of the best helpers."""
    ranking = rank_helpers(
        index, need.skills, near=need.whereabouts(), limit=LIMIT, asker=need.asker
    )
    return [helper.actor for helper in ranking.helpers]


def measure_ours(territory: GeneratedTerritory, needs: list[Need]) -> dict[str, Any]:
    """What `answer` tells, with what the projection takes from columns, and its file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = cpu_time(lambda: project(scan(territory), 1, Visibility.AGENT))
        write_cache(folder / "projection.npy", IDENTITY, built[0])
        given = Asked(territory.skills, territory.epci, needs)
        (folder / "asked").write_bytes(pickle.dumps(given))
        told = answer_apart(folder)
        told["projection"] = {
            "mb": (folder / "projection.npy").stat().st_size >> 20,
            "from_columns_s": round(built[1], 2),
            "from_cache_s": told["cache_s"],
            "times_faster": round(built[1] / told.pop("cache_s"), 1),
        }
    return told


def measure(
    actors: int,
    groups: int,
    queries: int,
    plain: int,
    neo4j: CypherRanking | None = None,
    asked: int = 20,
) -> dict[str, Any]:
    """One size: times of ours and of the baselines, and whether their answers are equal.

    `plain` and `asked` are the numbers of needs that networkx and Neo4j rank too.
    """
    territory = generate(actors, SEED, groups)
    needs = draw_needs(territory, queries)
    told = measure_ours(territory, needs)
    ours = [(ranked, seconds) for ranked, seconds in told.pop("ranked")]
    result: dict[str, Any] = told | {
        "actors": actors,
        "links": len(territory.links.subjects),
        "marks": len(territory.references.subjects),
        "needs": len(needs),
        "tisserand": percentiles(seconds for _, seconds in ours),
    }
    if plain:
        graph, load_seconds = cpu_time(lambda: as_networkx(territory))
        result["networkx_load_s"] = round(load_seconds, 2)
        theirs = [
            cpu_time(lambda need=need: rank_plainly(graph, *need.plainly(), LIMIT))
            for need in needs[:plain]
        ]
        result["networkx"] = compare(ours[:plain], theirs)
    if neo4j is not None:
        neo4j.load(territory)
        neo4j.rank(needs[0].skills, needs[0][2:], needs[0].asker, LIMIT)  # plans
        answers = [neo4j.rank(n.skills, n[2:], n.asker, LIMIT) for n in needs[:asked]]
        result["cypher"] = compare(ours[:asked], answers)
    return result


def compare(
    ours: list[tuple[list[int], float]], theirs: list[tuple[list[int], float]]
) -> dict[str, Any]:
    """Times of a baseline on the same needs, how many times slower, and equality of the answers."""
    mine = np.array([seconds for _, seconds in ours])
    baseline = np.array([seconds for _, seconds in theirs])
    return percentiles(baseline) | {
        "needs": len(theirs),
        "equal_top_10": sum(a == b for (a, _), (b, _) in zip(ours, theirs, strict=True)),
        "times_slower": {
            "p50": round(float(np.median(baseline) / np.median(mine))),
            "p99": round(float(np.percentile(baseline, 99) / np.percentile(mine, 99))),
            "total": round(float(baseline.sum() / mine.sum())),
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actors", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--groups", type=int, default=GROUPS, help="memberships of an actor")
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--plain", type=int, default=100, help="needs that baselines rank too")
    parser.add_argument("--neo4j", help="address of an empty Neo4j to load and ask as well")
    parser.add_argument("--neo4j-pid", type=int, help="its process, to measure CPU time")
    parser.add_argument("--neo4j-actors", type=int, default=20_000, help="largest size loaded")
    parser.add_argument("--neo4j-needs", type=int, default=20, help="needs that it ranks too")
    parser.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.answer:
        print(json.dumps(answer(options.answer)))
        return
    neo4j = CypherRanking(options.neo4j, options.neo4j_pid) if options.neo4j else None
    sizes = [
        measure(
            actors,
            options.groups,
            options.queries,
            options.plain,
            neo4j if actors <= options.neo4j_actors else None,
            options.neo4j_needs,
        )
        for actors in options.actors
    ]
    used = versions("numpy", "scipy", "numba", "networkx", *(["neo4j"] if neo4j else []))
    name = "helpers_speed_million" if max(options.actors) >= MILLION else "helpers_speed"
    print(write_result(name, {"seed": SEED, "sizes": sizes, "versions": used}))


if __name__ == "__main__":
    main()
