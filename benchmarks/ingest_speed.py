"""Rows per CPU-second from file to store, against Cypher MERGE a row and against morph-kgc.

    python -m benchmarks.ingest_speed [--rows 20000] [--file FILE.csv] [--no-neo4j]

Ours reads, maps, normalises, resolves and writes to a new SQLite. The baselines read a copy in
UTF-8 with commas, so that they need not guess; they normalise and resolve nothing. CPU time of
all the processes that work, in the same run.
"""

import argparse
import csv
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generated_grants import COLUMNS, write_grants
from benchmarks.grant_baselines import map_with_morph, merge_rows
from benchmarks.measure import versions, write_result
from benchmarks.neo4j_process import VERSION, started
from tisserand.ingest.draft import AcceptedRow
from tisserand.ingest.mapping import load_mapping, map_file
from tisserand.ingest.pipeline import ingest_file
from tisserand.ingest.readers import read_table
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.sqlite import open_sqlite

SEED = 1
MAPPING = "subventions-scdl"
MORPH_VERSION = "2.10.0"


def cpu_seconds() -> float:
    """CPU time until now of this process and of its readers, which are processes too."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = cpu_seconds()
    result = work()
    return result, cpu_seconds() - start


def plain_copy(file: Path, folder: Path) -> Path:
    """The file as the baselines can read it: UTF-8, commas, every column that they name."""
    table = read_table(file)
    columns = list(dict.fromkeys((*table.columns, *COLUMNS)))
    copied = folder / "plain.csv"
    with copied.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(row.cells for row in table.all_rows())
    return copied


def measure(file: Path, folder: Path, with_neo4j: bool) -> dict[str, Any]:
    """Ours, then each baseline, on one file."""
    gazetteer, thesaurus = load_gazetteer(), load_thesaurus()
    mapping = load_mapping(MAPPING)

    def map_alone() -> tuple[int, int]:
        rows = list(map_file(mapping, file, gazetteer, thesaurus))
        return len(rows), sum(len(r.drafts) for r in rows if isinstance(r, AcceptedRow))

    (rows, drafts), mapping_seconds = timed(map_alone)
    store = open_sqlite(folder / "graph.sqlite", "http://example.org/")
    report, whole_seconds = timed(
        lambda: ingest_file(store, file, mapping=mapping, gazetteer=gazetteer, thesaurus=thesaurus)
    )
    store.close()
    result: dict[str, Any] = {
        "rows": rows,
        "records": report.records,
        "entities": report.entities_new,
        "tisserand": speed(rows, whole_seconds),
        "tisserand_mapping": speed(rows, mapping_seconds) | {"drafts": drafts},
    }
    plain = plain_copy(file, folder)
    morph_seconds, triples = map_with_morph(plain, folder)
    result["morph_kgc"] = speed(rows, morph_seconds) | {"triples": triples}
    result["mapping_times_faster"] = round(morph_seconds / mapping_seconds, 2)
    if with_neo4j:
        with started() as (driver, pid):
            client, server = merge_rows(plain, driver, pid)
        split = {"client_s": round(client, 2), "server_s": round(server, 2)}
        result["cypher_merge"] = speed(rows, client + server) | split
        result["times_faster_than_cypher"] = round((client + server) / whole_seconds, 2)
    return result


def speed(rows: int, seconds: float) -> dict[str, float]:
    return {"cpu_s": round(seconds, 2), "rows_per_cpu_s": round(rows / seconds)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--file", type=Path, help="a real directory of grants, in the SCDL schema")
    parser.add_argument("--no-neo4j", action="store_true")
    options = parser.parse_args()
    measured = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "generated")
        folder.mkdir()
        drawn = write_grants(folder / "grants.csv", options.rows, SEED, load_gazetteer())
        measured["generated"] = measure(drawn, folder, not options.no_neo4j)
        if options.file:
            real = Path(name, "real")
            real.mkdir()
            measured["real"] = measure(options.file, real, not options.no_neo4j)
    used = versions("neo4j") | {"neo4j_server": VERSION, "morph-kgc": MORPH_VERSION}
    print(write_result("ingest_speed", {"seed": SEED, "files": measured, "versions": used}))


if __name__ == "__main__":
    main()
