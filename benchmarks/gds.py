"""Neo4j Graph Data Science on a real server: Leiden and node similarity, warm, in CPU time.

GDS (GPL) runs in the server's process only. A network is loaded by UNWIND, projected once, then
asked `runs` times; what the server spends on the last of them is its warm CPU time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from neo4j import Driver
from numpy.typing import NDArray

from benchmarks.neo4j_process import server_cpu, started

LOCK = Path(__file__).with_name("gds_jars.lock")
PROCEDURES = (
    "org.neo4j.gds.catalog.GraphProjectProc",
    "org.neo4j.gds.leiden.LeidenStatsProc",
    "org.neo4j.gds.leiden.LeidenStreamProc",
    "org.neo4j.gds.similarity.nodesim.NodeSimilarityStatsProc",
)
BATCH = 20_000
INDEX = "CREATE CONSTRAINT FOR (n:Node) REQUIRE n.id IS UNIQUE"
NODES = "UNWIND range($first, $last - 1) AS id CREATE (:Node {id: id})"
TIES = """
UNWIND $rows AS row
MATCH (a:Node {id: row[0]}) MATCH (b:Node {id: row[1]})
CREATE (a)-[:TIE {weight: row[2]}]->(b)
"""
PROJECT = """
CALL gds.graph.project('network', 'Node',
    {TIE: {orientation: 'UNDIRECTED', properties: 'weight'}})
"""
IDENTIFIERS = """
MATCH (n:Node) RETURN collect([n.id, toInteger(split(elementId(n), ':')[2])]) AS found
"""
LEIDEN = """
CALL gds.leiden.stats('network', {relationshipWeightProperty: 'weight', randomSeed: $seed,
    concurrency: 1})
YIELD communityCount RETURN communityCount
"""
LABELS = """
CALL gds.leiden.stream('network', {relationshipWeightProperty: 'weight', randomSeed: $seed,
    concurrency: 1})
YIELD nodeId, communityId RETURN collect([nodeId, communityId]) AS found
"""
SIMILAR = """
CALL gds.nodeSimilarity.stats('network', {topK: $limit, concurrency: 1})
YIELD similarityPairs AS pairs RETURN pairs
"""


@dataclass(frozen=True)
class GraphDataScience:
    """A server that holds one network; `loading` is the CPU seconds it took the server."""

    driver: Driver
    pid: int
    nodes: int
    loading: float

    def leiden(self, seed: int, runs: int) -> tuple[NDArray[np.int64], float]:
        """A community for each node, and the server's CPU seconds for the last of the runs."""
        for _ in range(runs):
            before = server_cpu(self.pid)
            self.driver.execute_query(LEIDEN, seed=seed)
            spent = server_cpu(self.pid) - before
        labels = dict(self.driver.execute_query(LABELS, seed=seed).records[0]["found"])
        places = self.driver.execute_query(IDENTIFIERS).records[0]["found"]
        found = np.empty(self.nodes, dtype=np.int64)
        for node, identifier in places:
            found[node] = labels[identifier]
        return found, spent

    def similar(self, limit: int, runs: int) -> tuple[int, float]:
        """Pairs of node similarity (Jaccard), and the server's CPU seconds for the last run."""
        for _ in range(runs):
            before = server_cpu(self.pid)
            pairs = int(self.driver.execute_query(SIMILAR, limit=limit).records[0]["pairs"])
            spent = server_cpu(self.pid) - before
        return pairs, spent


@contextmanager
def loaded(
    nodes: int, ends: NDArray[np.int64], weight: NDArray[np.float64]
) -> Iterator[GraphDataScience]:
    """A server with GDS that holds a network: ends of shape (ties, 2), weights of shape (ties,)."""
    with started(LOCK, PROCEDURES) as (driver, pid):
        before = server_cpu(pid)
        driver.execute_query(INDEX)
        for first in range(0, nodes, BATCH):
            driver.execute_query(NODES, first=first, last=min(first + BATCH, nodes))
        rows = [[int(a), int(b), float(each)] for (a, b), each in zip(ends, weight, strict=True)]
        for first in range(0, len(rows), BATCH):
            driver.execute_query(TIES, rows=rows[first : first + BATCH])
        driver.execute_query(PROJECT)
        yield GraphDataScience(driver, pid, nodes, server_cpu(pid) - before)
