"""Seeded mentions of invented organisations, to measure resolution; their SIREN is true.

    python benchmarks/mentions.py --count 100000 --into mentions.csv [--seed 1] [--kind plain]

`--actors CSV` (columns name, place, postcode, siren) takes real names instead of invented ones:
only what sources do to them is then drawn.
"""

import argparse
import csv
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.invented_actors import (
    Actor,
    Town,
    draw_actors,
    draw_address,
    draw_neighbours,
    unlike,
)
from benchmarks.mention_noise import KINDS, write_name, write_place
from tisserand.reference.places import load_gazetteer

COLUMNS = ("source", "name", "place", "postcode", "address", "siren")
SIZES = {1: 30, 2: 20, 3: 15, 4: 12, 6: 10, 9: 8, 14: 5}
"""How many of a hundred actors are mentioned so many times: four and a bit on average."""
_EACH = 3.9
_TWINS = 0.1


def mentions(
    count: int, seed: int, kind: str, actors: Sequence[Actor] = (), within: str = ""
) -> Iterator[tuple[str, ...]]:
    """`count` rows of `COLUMNS`, in an order that tells nothing."""
    drawn = random.Random(f"{seed} {kind}")
    gazetteer = load_gazetteer()
    known = list(actors) or draw_actors(drawn, int(count / _EACH * 1.2), gazetteer, within)
    known = unlike(known, drawn, _TWINS)
    drawn.shuffle(known)
    rows: list[tuple[str, ...]] = []
    while len(rows) < count and known:
        actor = known.pop()
        (size,) = drawn.choices(list(SIZES), list(SIZES.values()))
        rows += [_mention(drawn, actor, kind) for _ in range(size)]
    rows = rows[:count]
    drawn.shuffle(rows)
    yield from rows


def _mention(drawn: random.Random, actor: Actor, kind: str) -> tuple[str, ...]:
    noise = KINDS[kind]
    place, postcode, address = write_place(drawn, actor, noise)
    source = f"source-{drawn.randint(0, 6)}"
    return source, write_name(drawn, actor, noise), place, postcode, address, actor.siren


def read_actors(path: Path, seed: int) -> list[Actor]:
    """The organisations of a CSV, each SIREN once, each with a drawn address."""
    drawn = random.Random(seed)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = {row["siren"]: row for row in csv.DictReader(stream)}
    return [
        Actor(row["name"], Town(row["place"], row["postcode"], ()), draw_address(drawn), siren)
        for siren, row in sorted(rows.items())
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(KINDS), default="plain")
    parser.add_argument("--actors", type=Path)
    parser.add_argument("--within", default="", help="code of the only département")
    parser.add_argument(
        "--one-letter-apart", action="store_true", help="coined names, neighbours in one commune"
    )
    given = parser.parse_args(arguments)
    actors = read_actors(given.actors, given.seed) if given.actors else []
    if given.one_letter_apart:
        drawn = random.Random(given.seed)
        actors = draw_neighbours(drawn, int(given.count / _EACH * 1.2), load_gazetteer())
    with given.into.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(mentions(given.count, given.seed, given.kind, actors, given.within))


if __name__ == "__main__":
    main()
