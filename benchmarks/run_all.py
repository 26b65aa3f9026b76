"""Run every benchmark with its default arguments: `make bench`.

    python benchmarks/run_all.py [--data FOLDER] [--memberships CSV --until YEAR]

Each runs in a process of its own, so that none measures what another loaded. Those that measure
real files run when these are given.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = Path(__file__).parent
ALONE = (
    "agent_waits",
    "communities",
    "communities_updates",
    "documents_speed",
    "drafts",
    "extraction",
    "feedback",
    "helpers",
    "helpers_abstention",
    "helpers_places",
    "needs_reading",
    "helpers_speed",
    "hostile",
    "incremental_update",
    "ingest_speed",
    "kills",
    "million_rows",
    "neo4j_load",
    "planted_truth",
    "signals",
)
ON_DRAWN_FILES = {
    "links_speed": ("--generated", "16000"),
    "resolution": ("--mentions", "{drawn}", "--name", "generated_10000"),
}
"""With what is drawn for them: `{drawn}` is a file of mentions."""
ON_REAL_FILES = {
    "real_directories": ("--data", "{data}"),
    "links": ("--memberships", "{memberships}", "--until", "{until}"),
    "joins": ("--memberships", "{memberships}", "--until", "{until}"),
}


def run(name: str, *arguments: str) -> bool:
    """Whether a command of this folder ended well."""
    print(f"== {name}", flush=True)
    command = [sys.executable, str(FOLDER / f"{name}.py"), *arguments]
    return subprocess.run(command, check=False).returncode == 0


def main() -> int:
    """1 when a benchmark failed; all the others ran nevertheless."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", help="folder of real directories")
    parser.add_argument("--memberships", help="a real network: actor, project, year")
    parser.add_argument("--until", help="the last year that links and joins read")
    given = vars(parser.parse_args())
    ended = {name: run(name) for name in ALONE}
    with TemporaryDirectory() as folder:
        given["drawn"] = f"{folder}/mentions.csv"
        run("mentions", "--into", given["drawn"])
        for name, arguments in (ON_DRAWN_FILES | ON_REAL_FILES).items():
            filled = [argument.format(**given) for argument in arguments]
            if "None" not in filled:
                ended[name] = run(name, *filled)
    failed = [name for name, is_well in ended.items() if not is_well]
    print("failed:", ", ".join(failed) or "none")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
