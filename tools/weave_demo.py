"""Write the demonstration territory: `python tools/weave_demo.py [--into FOLDER]`.

Everything is seeded: the same script writes the same files. What is written is committed, under
`src/tisserand/demo/data/`, with the planted answers in `tests/demo/`.
"""

import argparse
from pathlib import Path

from brecelle import annuaire, mediation, planted, reports, subventions
from brecelle.crowd import weave
from brecelle.ledger import Ledger

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write the directories, the reports and the planted answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, help="write everything in this folder instead")
    into = parser.parse_args().into
    data = into or ROOT / "src" / "tisserand" / "demo" / "data"
    answers = into or ROOT / "tests" / "demo"
    data.mkdir(parents=True, exist_ok=True)
    world, ledger = weave(), Ledger()
    annuaire.write(world, data, ledger)
    mediation.write(world, data, ledger)
    subventions.write(world, data, ledger)
    reports.write(data)
    planted.write(world, ledger, answers)


if __name__ == "__main__":
    main()
