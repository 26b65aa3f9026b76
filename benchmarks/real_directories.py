"""What every real directory gives, each in a store of its own, all then in one.

    python benchmarks/real_directories.py --data FOLDER

The result holds figures only: rows, accepted, skipped and rejected by reason, records, things.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

if __package__ is None or __package__ == "":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measure import cpu_time, versions, write_result
from tisserand.errors import TisserandError
from tisserand.ingest.pipeline import ingest_file
from tisserand.ingest.report import IngestReport
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import GraphStore
from tisserand.store.sqlite import open_sqlite

FOLDERS = ("directories", "funding", "projects")
BASE = "https://example.org/"


def main() -> None:
    """Ingest each file of the folders and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the real files")
    data = parser.parse_args().data
    files = [file for folder in FOLDERS for file in sorted((data / folder).iterdir())]
    load_gazetteer()
    load_thesaurus()
    with tempfile.TemporaryDirectory() as folder:
        alone = {file.name: _alone(file, Path(folder)) for file in files}
        together = open_sqlite(Path(folder) / "together.sqlite", BASE)
        woven = {file.name: _figures(together, file) for file in files}
        together.close()
    result = {"alone": alone, "together": woven, "versions": versions("tisserand")}
    print(f"-> {write_result('real_directories', result)}")


def _alone(file: Path, folder: Path) -> dict[str, Any]:
    store = open_sqlite(folder / f"{file.name}.sqlite", BASE)
    try:
        return _figures(store, file)
    finally:
        store.close()


def _figures(store: GraphStore, file: Path) -> dict[str, Any]:
    try:
        report, seconds = cpu_time(lambda: ingest_file(store, file))
    except TisserandError as error:
        return {"refused": error.message}
    figures = _counted(report) | {"rows_per_cpu_s": round(report.rows / seconds)}
    print(file.name, figures, flush=True)
    return figures


def _counted(report: IngestReport) -> dict[str, Any]:
    reasons = Counter(rejection.said.message for rejection in report.rejected)
    return {
        "rows": report.rows,
        "accepted": report.accepted,
        "skipped": dict(sorted(report.skipped.items())),
        "rejected": dict(sorted(reasons.items())),
        "records": report.records,
        "entities_new": report.entities_new,
        "merged": report.merged,
        "unsure": report.unsure,
    }


if __name__ == "__main__":
    main()
