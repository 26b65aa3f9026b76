"""Resolution measured on mentions whose truth is known, with its baselines in the same run.

    python benchmarks/resolution.py --mentions CSV [--identified 0.09] [--name NAME] [--only 72 85]

The CSV has columns source, name, place, postcode, address, siren. The SIREN is the truth; it is
shown on a seeded share of the mentions only, to ours and to the baselines alike. A place is a
commune, or the code of a département. Mentions without a SIREN are resolved and not counted.

Pairwise figures count pairs of mentions. Cluster figures are B-cubed (Bagga & Baldwin, 1998): the
mean, over mentions, of the share of its cluster that is right, and of its actor that is found.
"""

import argparse
import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measure import RESULTS, cpu_time, versions, write_result
from benchmarks.strict_names import resolve_strictly
from tisserand.ingest.parts import in_parts
from tisserand.ingest.resolution.collector import collector_paused
from tisserand.ingest.resolution.features import features_of, sign
from tisserand.ingest.resolution.resolve import Arrival, resolve
from tisserand.ontology.namespaces import place_iri
from tisserand.ontology.records import Identifier, Locator, Record, Signature, Value
from tisserand.reference.places import Gazetteer, load_gazetteer
from tisserand.store.sqlite import open_sqlite

BASELINES = Path(__file__).parents[1] / ".venv-baselines" / "bin" / "python"
SEEN = ("name", "place", "postcode", "address", "shown")
Clusters = list[str]
"""The cluster of each mention, in the order of mentions."""


class Mention(NamedTuple):
    """A row of the CSV; `shown`: its SIREN if the matchers may see it, else empty."""

    source: str
    name: str
    place: str
    postcode: str
    address: str
    siren: str
    shown: str


def read_mentions(path: Path, identified: float, only: Sequence[str] = ()) -> list[Mention]:
    """The mentions of a CSV.

    Args:
        identified: share of the mentions whose SIREN is shown, chosen by a hash of their number.
        only: départements kept, when given: those that places or postcodes begin with.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = ("source", "name", "place", "postcode", "address", "siren")
    found = []
    for number, row in enumerate(rows):
        texts = [row[name].strip() for name in names]
        where = texts[3][:2] or texts[2]
        if only and where not in only:
            continue
        drawn = int.from_bytes(blake2b(str(number).encode(), digest_size=4).digest()) / 2**32
        found.append(Mention(*texts, texts[5] if drawn < identified else ""))
    return found


def sign_mentions(mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Signature]:
    """The signatures of the records that mentions make, some hundred together as `ingest` does."""
    signatures = []
    for part in in_parts(enumerate(mentions)):
        records = [_record(mention, number, gazetteer) for number, mention in part]
        signatures += sign([features_of(record, gazetteer) for record in records])
    return signatures


def _record(mention: Mention, number: int, gazetteer: Gazetteer) -> Record:
    values = []
    if len(mention.place) == 2:
        values.append(Value("locatedIn", place_iri("departement", mention.place)))
    elif mention.place:
        place = _find(gazetteer, mention.place, mention.postcode)
        values += [Value("locatedIn", place)] if place else []
    values += [Value("postcode", mention.postcode)] if mention.postcode else []
    values += [Value("address", mention.address)] if mention.address else []
    identifiers = (Identifier("siren", mention.shown),) if mention.shown else ()
    key, locator = f"k{number:08}", Locator("mentions.csv", row=number + 2)
    return Record(
        key, mention.source, "Organization", mention.name, locator, identifiers, tuple(values)
    )


@lru_cache(maxsize=50_000)
def _find(gazetteer: Gazetteer, name: str, postcode: str) -> str:
    """IRI of the place so written, or nothing."""
    place = gazetteer.find(name, postcode=postcode or None) or gazetteer.find(name)
    return place.iri if place else ""


def resolve_ours(
    mentions: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[Clusters, list[Signature]]:
    """Ours: signatures, candidates, comparison, clustering, on an empty store."""
    with collector_paused():
        signatures = sign_mentions(mentions, gazetteer)
        arrivals = [Arrival(f"k{number:08}", 2, one) for number, one in enumerate(signatures)]
    with TemporaryDirectory() as folder:
        store = open_sqlite(Path(folder) / "empty.sqlite", "https://benchmark.example/")
        with store.resolution() as reader:
            owners = resolve(reader, arrivals).assignments
        store.close()
    return [owners[arrival.key] for arrival in arrivals], signatures


def figures(mentions: Sequence[Mention], clusters: Clusters) -> dict[str, float]:
    """Precision, recall and F1, by pairs and B-cubed, of the mentions whose truth is known."""
    known = [(cluster, m.siren) for m, cluster in zip(mentions, clusters, strict=True) if m.siren]
    both = Counter(known)
    found, true = Counter(c for c, _ in known), Counter(s for _, s in known)
    right = _pairs(both.values())
    shares = ((size * size / found[c], size * size / true[s]) for (c, s), size in both.items())
    precisions, recalls = zip(*shares, strict=True)
    return {
        **_scores(
            "pairwise",
            right / max(_pairs(found.values()), 1),
            right / max(_pairs(true.values()), 1),
        ),
        **_scores("cluster", sum(precisions) / len(known), sum(recalls) / len(known)),
    }


def _pairs(sizes: Any) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _scores(name: str, precision: float, recall: float) -> dict[str, float]:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    values = {"precision": precision, "recall": recall, "f1": f1}
    return {f"{name}_{score}": round(value, 4) for score, value in values.items()}


def blocking_recall(mentions: Sequence[Mention], signatures: Sequence[Signature]) -> float:
    """Share of the true pairs that share a block, or a signature."""
    actors: dict[str, list[Signature]] = {}
    for mention, signature in zip(mentions, signatures, strict=True):
        if mention.siren:
            actors.setdefault(mention.siren, []).append(signature)
    met = total = 0
    for group in actors.values():
        blocks = [{*one.blocks, one.digest} for one in group]
        for position, one in enumerate(blocks):
            total += len(blocks) - position - 1
            met += sum(not one.isdisjoint(other) for other in blocks[position + 1 :])
    return round(met / max(total, 1), 4)


def measure(mentions: Sequence[Mention]) -> dict[str, Any]:
    """Figures of ours."""
    gazetteer = load_gazetteer()
    sign_mentions(mentions[:1], gazetteer)
    (clusters, signatures), seconds = cpu_time(lambda: resolve_ours(mentions, gazetteer))
    return {
        **figures(mentions, clusters),
        "blocking_recall": blocking_recall(mentions, signatures),
        "records_per_cpu_second": round(len(mentions) / seconds),
    }


def measure_strict(mentions: Sequence[Mention]) -> dict[str, Any]:
    """Figures of strict rapidfuzz."""
    clusters, seconds = cpu_time(lambda: resolve_strictly(mentions))
    return _baseline(mentions, clusters, seconds)


def measure_splink(mentions: Sequence[Mention], how: str) -> dict[str, Any]:
    """Figures of Splink in the baselines' environment; nothing when it is not there or fails."""
    rows = [
        {**{name: getattr(mention, name) for name in SEEN}, "unique_id": number}
        for number, mention in enumerate(mentions)
    ]
    with TemporaryDirectory() as folder:
        given, found = Path(folder) / "mentions.json", Path(folder) / "clusters.json"
        given.write_text(json.dumps(rows), encoding="utf-8")
        script = Path(__file__).with_name("splink_clusters.py")
        command = [str(BASELINES), str(script), str(given), str(found), how]
        if BASELINES.exists():
            subprocess.run(command, check=False, capture_output=True)
        if not found.exists():
            return {}
        said = json.loads(found.read_text(encoding="utf-8"))
    return _baseline(mentions, said["clusters"], said["seconds"])


def _baseline(mentions: Sequence[Mention], clusters: Clusters, seconds: float) -> dict[str, Any]:
    speed = {"records_per_cpu_second": round(len(mentions) / seconds)}
    return {**figures(mentions, clusters), **speed}


def main(arguments: Sequence[str] | None = None, show: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--mentions", type=Path, required=True)
    parser.add_argument("--identified", type=float, default=0.09)
    parser.add_argument("--name", help="keep the figures under this name in the result file")
    parser.add_argument("--only", nargs="*", default=[], help="départements")
    parser.add_argument("--without-splink", action="store_true")
    given = parser.parse_args(arguments)
    mentions = read_mentions(given.mentions, given.identified, given.only)
    result: dict[str, Any] = {"mentions": len(mentions), "identified": given.identified}
    measures: dict[str, Callable[[], dict[str, Any]]] = {
        "tisserand": lambda: measure(mentions),
        "rapidfuzz_strict": lambda: measure_strict(mentions),
    }
    if not given.without_splink:
        measures["splink_untuned"] = lambda: measure_splink(mentions, "untuned")
        measures["splink_tuned"] = lambda: measure_splink(mentions, "tuned")
    for name, measured in measures.items():
        result[name] = measured()
        show(f"{name}: {result[name] or 'did not run (make .venv-baselines?)'}")
    if given.name:
        _keep(given.name, result)


def _keep(name: str, result: dict[str, Any]) -> None:
    """Add a measure to the result file."""
    file = RESULTS / "resolution.json"
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    kept["versions"] = versions("rapidfuzz")
    write_result("resolution", {**kept, name: result})


if __name__ == "__main__":
    main()
