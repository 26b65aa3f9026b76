"""The same ranking as one Cypher query, on the same graph in Neo4j."""

import os
import time
from collections.abc import Iterable, Mapping
from typing import Any

import neo4j
import psutil

from benchmarks.plain_ranking import KNOWS, TOOK_PART, on_sphere
from benchmarks.territory import GeneratedTerritory
from tisserand.recommend.expertise import BROADER
from tisserand.recommend.network import LARGEST_GROUP
from tisserand.recommend.ranking import LARGEST_NEIGHBOURHOOD, LEAST_MASTERY, RARITY_RADIUS_KM
from tisserand.recommend.territory import FARTHEST, HALF_DISTANCE_KM, SAME_EPCI
from tisserand.reference.distance import EARTH_RADIUS_KM

BATCH = 20_000
CONSTANTS = {
    "knows": KNOWS,
    "took_part": TOOK_PART,
    "broader": BROADER,
    "largest_group": LARGEST_GROUP,
    "largest_neighbourhood": LARGEST_NEIGHBOURHOOD,
    "least": LEAST_MASTERY,
    "around": (RARITY_RADIUS_KM / EARTH_RADIUS_KM) ** 2,
    "half": (HALF_DISTANCE_KM / EARTH_RADIUS_KM) ** 2,
    "farthest": FARTHEST,
    "same_epci": SAME_EPCI,
}
LOAD = {
    "nodes": "UNWIND $rows AS row CREATE (n:Thing) SET n = row",
    "skills": "UNWIND $rows AS row CREATE (:Skill {iri: row})",
    "broader": "UNWIND $rows AS row MATCH (a:Skill {iri: row[0]}), (b:Skill {iri: row[1]}) "
    "CREATE (a)-[:BROADER]->(b)",
    "memberOf": "UNWIND $rows AS row MATCH (a:Thing {id: row[0]}), (b:Thing {id: row[1]}) "
    "MERGE (a)-[:MEMBER_OF]->(b)",
    "takesPartIn": "UNWIND $rows AS row MATCH (a:Thing {id: row[0]}), (b:Thing {id: row[1]}) "
    "MERGE (a)-[:TAKES_PART_IN]->(b)",
    "hasSkill": "UNWIND $rows AS row MATCH (a:Thing {id: row[0]}), (b:Skill {iri: row[1]}) "
    "MERGE (a)-[r:HAS_SKILL]->(b) "
    "SET r.confidence = CASE WHEN r.confidence > row[2] THEN r.confidence ELSE row[2] END",
    "requiresSkill": "UNWIND $rows AS row MATCH (a:Thing {id: row[0]}), (b:Skill {iri: row[1]}) "
    "MERGE (a)-[r:REQUIRES_SKILL]->(b) "
    "SET r.confidence = CASE WHEN r.confidence > row[2] THEN r.confidence ELSE row[2] END",
}
TIES = """
    CALL (one) {
        MATCH (one)-[:MEMBER_OF]-(other:Thing) RETURN other, 1.0 AS tie
        UNION ALL
        MATCH (one)-[:TAKES_PART_IN]->(project)
        WITH one, project, count { (project)<-[:TAKES_PART_IN]-() } AS members
        WHERE 1 < members <= $largest_group
        MATCH (project)<-[:TAKES_PART_IN]-(other) WHERE other <> one
        RETURN other, 1.0 / (members - 1) AS tie
    }
    WITH {carried}one, other, sum(tie) AS tie
"""
CLOSENESS = (
    """
    MATCH (one:Thing {id: $asker})
    """
    + TIES.replace("{carried}", "")
    + """
    WITH collect({third: other, tie: round(tie, 9)}) AS thirds
    WITH [t IN thirds | {id: t.third.id, reached: t.tie}] AS direct, thirds
    UNWIND thirds AS t
    WITH direct, t.third AS one, t.tie AS first
    """
    + TIES.replace("{carried}", "direct, first, ")
    + """
    WITH direct, first, one, collect({id: other.id, tie: round(tie, 9)}) AS onward
    WITH direct, first, onward, reduce(s = 0.0, o IN onward | s + o.tie) AS total
    WITH direct, collect(
        CASE WHEN size(onward) <= $largest_neighbourhood
        THEN [o IN onward | {id: o.id, reached: first / total * o.tie}] ELSE [] END) AS further
    UNWIND direct + reduce(all = [], f IN further | all + f) AS r
    RETURN r.id AS id, sum(r.reached) AS reached
    """
)
CANDIDATES = """
    UNWIND $skills AS need
    MATCH (asked:Skill {iri: need.iri})
    CALL (asked) {
        MATCH (asked)<-[:BROADER*0..]-(skill) RETURN skill, 1.0 AS factor
        UNION
        MATCH (asked)-[:BROADER]->(skill) RETURN skill, $broader AS factor
    }
    CALL (skill) {
        MATCH (skill)<-[r:HAS_SKILL]-(actor) RETURN actor, $knows * r.confidence AS proof
        UNION ALL
        MATCH (skill)<-[r:REQUIRES_SKILL]-()<-[:TAKES_PART_IN]-(actor)
        RETURN actor, $took_part * r.confidence AS proof
    }
    WITH need, factor, skill, actor, collect(proof) AS proofs
    WITH need, actor,
        max(factor * (1 - reduce(doubt = 1.0, p IN proofs | doubt * (1 - p)))) AS mastery
    WITH need, actor, mastery,
        (actor.x - $x)^2 + (actor.y - $y)^2 + (actor.z - $z)^2 AS square
    WITH need, collect({actor: actor, mastery: mastery, square: square}) AS found,
        sum(CASE WHEN square <= $around THEN 1 ELSE 0 END) AS holders
    WITH collect({asked: need.asked, found: found,
        weight: need.asked / (1 + log(CASE WHEN holders > 1 THEN holders ELSE 1 END) / log(2))
    }) AS needs
    WITH needs, reduce(s = 0.0, n IN needs | s + n.weight) AS total,
        reduce(m = 0.0, n IN needs | CASE WHEN n.asked > m THEN n.asked ELSE m END) AS most
    UNWIND needs AS need
    UNWIND need.found AS f
    WITH f.actor AS actor, f.square AS square, sum(need.weight * f.mastery / total) AS match,
        max(f.mastery * need.asked / most) AS strongest
    WHERE strongest >= $least AND actor.id <> $asker
    WITH actor, match * ($farthest + (1 - $farthest) / (1 + square / $half))
        * CASE WHEN actor.epci = $epci THEN $same_epci ELSE 1.0 END AS score
"""
QUERY = (
    "CALL () {" + CLOSENESS + "} WITH collect([id, reached]) AS pairs "
    "CALL (pairs) {" + CANDIDATES + "RETURN actor, score } "
    "WITH actor, score, [p IN pairs WHERE p[0] = actor.id | p[1]] AS reached "
    "WITH actor.id AS id, score * (1 + CASE WHEN size(reached) = 0 THEN 0.0 "
    "WHEN reached[0] > 1 THEN 1.0 ELSE reached[0] END) AS score "
    "RETURN id ORDER BY round(score, 9) DESC, id LIMIT $limit"
)


class CypherRanking:
    """A Neo4j that ranks. Time is its CPU time when its process is known, else wall-clock time."""

    def __init__(self, address: str, pid: int | None) -> None:
        user = os.environ.get("TISSERAND_NEO4J_USER", "neo4j")
        password = os.environ.get("TISSERAND_NEO4J_PASSWORD", "")
        self._driver = neo4j.GraphDatabase.driver(address, auth=(user, password))
        self._process = psutil.Process(pid) if pid else None

    def load(self, territory: GeneratedTerritory) -> None:
        """Put a territory in the database, emptied first."""
        self._run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")
        self._run("CREATE CONSTRAINT thing IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE")
        self._run("CREATE CONSTRAINT skill IF NOT EXISTS FOR (n:Skill) REQUIRE n.iri IS UNIQUE")
        self._load("nodes", _nodes(territory))
        self._load("skills", territory.skills.iris)
        self._load("broader", list(territory.skills.parent.items()))
        links = territory.links
        ends = list(zip(links.subjects.tolist(), links.objects.tolist(), strict=True))
        for name in ("memberOf", "takesPartIn"):
            self._load(name, [e for e, n in zip(ends, links.properties, strict=True) if n == name])
        said = territory.references
        marks = list(zip(said.subjects.tolist(), said.values, said.confidences, strict=True))
        for name in ("hasSkill", "requiresSkill"):
            self._load(name, [m for m, n in zip(marks, said.properties, strict=True) if n == name])

    def rank(
        self, skills: Mapping[str, float], near: tuple[float, float, int], asker: int, limit: int
    ) -> tuple[list[int], float]:
        """Numbers of the best actors, and the seconds it took."""
        x, y, z = on_sphere(near[0], near[1])
        needs = [{"iri": iri, "asked": asked} for iri, asked in skills.items()]
        start = self._clock()
        rows = self._run(
            QUERY, skills=needs, x=x, y=y, z=z, epci=near[2], asker=asker, limit=limit, **CONSTANTS
        )
        return [row["id"] for row in rows], self._clock() - start

    def _clock(self) -> float:
        if self._process is None:
            return time.perf_counter()
        times = self._process.cpu_times()
        return times.user + times.system

    def _run(self, query: str, **parameters: Any) -> list[neo4j.Record]:
        with self._driver.session() as session:
            return list(session.run(query, **parameters))

    def _load(self, name: str, rows: list[Any]) -> None:
        for start in range(0, len(rows), BATCH):
            self._run(LOAD[name], rows=rows[start : start + BATCH])


def _nodes(territory: GeneratedTerritory) -> list[dict[str, Any]]:
    nodes = territory.nodes
    points: Iterable[tuple[float, float, float]] = (
        on_sphere(float(a), float(b))
        for a, b in zip(nodes.latitudes, nodes.longitudes, strict=True)
    )
    return [
        {"id": i, "kind": nodes.kinds[i], "x": x, "y": y, "z": z, "epci": int(territory.epci[i])}
        for i, (x, y, z) in enumerate(points)
    ]
