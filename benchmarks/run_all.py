"""Run every benchmark with its default arguments: `make bench`.

Each runs in a process of its own, so that none measures what another loaded.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BENCHMARKS = (
    "ingest_speed",
    "helpers_speed",
    "communities",
    "extraction",
    "helpers",
    "helpers_abstention",
    "helpers_places",
    "feedback",
    "signals",
    "planted_truth",
)


def main() -> int:
    """Exit code of the first benchmark that fails; 0 when all ran."""
    for name in BENCHMARKS:
        print(f"== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
