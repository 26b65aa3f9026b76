"""Loading Neo4j: this adapter against plain batched MERGE of the same nodes and relationships.

    python -m benchmarks.neo4j_load [--rows 20000] [--warm 4000]

Ours checks, keeps what readers see meanwhile, fuses entities and logs changes; the plain loader
merges, by UNWIND of 2,000 rows, the nodes and the relationships that ours left behind, into an
empty server with the same constraints and indexes. CPU of client and server together, each on a
server of its own, that has first loaded another register in the same manner and been emptied: a
server compiles what it runs often, and that is not the cost of loading.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from neo4j import Driver

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generated_associations import change_set, register
from benchmarks.measure import versions, write_result
from benchmarks.neo4j_process import SECOND, VERSION, server_cpu, started
from tisserand.reference.places import load_gazetteer
from tisserand.store.neo4j import open_neo4j
from tisserand.store.port import ChangeSet

BASE = "http://example.org/"
BATCH = 2_000
KEYS = {
    "Entity": "key", "Record": "key", "Source": "id", "Reference": "iri", "Signature": "digest",
    "Missing": "key", "Document": "entity",
}  # fmt: skip
"""What the plain loader merges nodes by."""

Row = dict[str, Any]


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def timed(pid: int, work: Callable[[], object]) -> dict[str, float]:
    """CPU seconds of this process and of the server while it works."""
    client, server = time.process_time(), server_cpu(pid)
    work()
    client, server = time.process_time() - client, server_cpu(pid) - server
    return {
        "client_s": round(client, 2),
        "server_s": round(server, 2),
        "cpu_s": round(client + server, 2),
    }


def address_of(driver: Driver) -> str:
    host, port = driver.get_server_info().address[:2]
    return f"neo4j://{host}:{port}"


def nodes_of(driver: Driver) -> dict[tuple[str, ...], list[Row]]:
    """Properties of the nodes that hold the graph, by labels, each with its id."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for record in driver.execute_query(
        f"MATCH (n:{'|'.join(KEYS)}) RETURN labels(n) AS labels, properties(n) AS properties,"
        " elementId(n) AS id"
    ).records:
        row = {"id": record["id"], "properties": record["properties"]}
        found.setdefault(tuple(sorted(record["labels"])), []).append(row)
    return found


def links_of(driver: Driver) -> dict[str, list[Row]]:
    """Relationships, by type, with the ids of their ends."""
    found: dict[str, list[Row]] = {}
    for record in driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN type(r) AS type, elementId(a) AS a, elementId(b) AS b,"
        " properties(r) AS properties"
    ).records:
        found.setdefault(record["type"], []).append(record.data())
    return found


def load_plainly(
    driver: Driver, nodes: dict[tuple[str, ...], list[Row]], links: dict[str, list[Row]]
) -> None:
    """MERGE every node by its key, then every relationship by its ends."""
    named: dict[str, tuple[str, str, object]] = {}
    for labels, rows in nodes.items():
        label = next(name for name in KEYS if name in labels)
        key = KEYS[label]
        for row in rows:
            row["key"] = row["properties"][key]
            named[row["id"]] = (label, key, row["key"])
        for batch in batches(rows):
            driver.execute_query(
                f"UNWIND $rows AS row MERGE (n:{label} {{{key}: row.key}})"
                f" SET n += row.properties, n:{':'.join(labels)}",
                rows=[{"key": row["key"], "properties": row["properties"]} for row in batch],
            )
    for name, rows in links.items():
        ends: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            (a, a_key, a_value), (b, b_key, b_value) = named[row["a"]], named[row["b"]]
            told = {"a": a_value, "b": b_value, "properties": row["properties"]}
            ends.setdefault((a, a_key, b, b_key), []).append(told)
        for (a, a_key, b, b_key), told in ends.items():
            for batch in batches(told):
                driver.execute_query(
                    f"UNWIND $rows AS row MATCH (a:{a} {{{a_key}: row.a}})"
                    f" MATCH (b:{b} {{{b_key}: row.b}})"
                    f" MERGE (a)-[r:`{name}`]->(b) SET r += row.properties",
                    rows=batch,
                )


def empty(driver: Driver) -> None:
    """Remove every node and relationship; constraints and indexes stay."""
    with driver.session() as session:
        statement = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"
        session.run(statement).consume()


def load_ours(driver: Driver, changes: ChangeSet) -> None:
    """What a user of this adapter does, in an empty server that is ready."""
    store = open_neo4j(address_of(driver), *SECOND, BASE)
    store.apply(changes)
    store.close()


def measure(changes: ChangeSet, others: ChangeSet) -> dict[str, Any]:
    """Each way of loading `changes`, on a server that has loaded `others` so."""
    with started() as (driver, pid):
        load_ours(driver, others)
        warm = nodes_of(driver), links_of(driver)
        empty(driver)
        open_neo4j(address_of(driver), *SECOND, BASE).close()
        ours = timed(pid, lambda: load_ours(driver, changes))
        nodes, links = nodes_of(driver), links_of(driver)
    with started() as (driver, pid):
        open_neo4j(address_of(driver), *SECOND, BASE).close()
        load_plainly(driver, *warm)
        empty(driver)
        plain = timed(pid, lambda: load_plainly(driver, nodes, links))
    return {
        "tisserand": ours,
        "plain_merge": plain,
        "nodes": sum(map(len, nodes.values())),
        "relationships": sum(map(len, links.values())),
        "times_faster": round(plain["cpu_s"] / ours["cpu_s"], 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--warm", type=int, default=4_000)
    options = parser.parse_args()
    gazetteer = load_gazetteer()
    changes = change_set(gazetteer, 0, options.rows, register("register"))
    others = change_set(gazetteer, 0, options.warm, register("other"), seed=2)
    result = measure(changes, others) | {"rows": options.rows, "warm": options.warm}
    result["rows_per_cpu_s"] = round(options.rows / result["tisserand"]["cpu_s"])
    result["versions"] = versions("neo4j") | {"neo4j_server": VERSION}
    print(write_result("neo4j_load", result))


if __name__ == "__main__":
    main()
