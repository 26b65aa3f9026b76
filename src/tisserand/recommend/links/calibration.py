"""Honest confidence: of the pairs said 30 %, three in ten are tied later.

A logistic regression on pairs of the past that the ranker had not learnt from (Platt, 1999), over
its log-odds and how active the source is: a ranker that only orders the candidates of an actor
says nothing of whether that actor will do anything.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.links.snapshot import Floats

STEPS = 25
PENALTY = 1.0
FEWEST = 10
"""Pairs tied later without which nothing is said."""
BOUNDS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)


class Calibration(NamedTuple):
    """Weights of standardised inputs; the last one is constant."""

    mean: Floats
    spread: Floats
    weight: Floats

    def confidence(self, inputs: Floats) -> Floats:
        """(rows, inputs) → probability of a tie."""
        odds = (inputs - self.mean) / self.spread @ self.weight[:-1] + self.weight[-1]
        chance: Floats = 1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))
        return chance


def calibrate(inputs: Floats, happened: NDArray[np.bool_]) -> Calibration | None:
    """Fit by Newton's method; None when too few pairs were tied, or all."""
    if min(happened.sum(), (~happened).sum()) < FEWEST:
        return None
    mean, spread = inputs.mean(axis=0), np.maximum(inputs.std(axis=0), 1e-9)
    rows = np.column_stack([(inputs - mean) / spread, np.ones(len(inputs))])
    penalty = np.full(rows.shape[1], PENALTY)
    penalty[-1] = 0.0
    share = happened.mean()
    weight = np.zeros(rows.shape[1])
    weight[-1] = np.log(share / (1 - share))
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(rows @ weight, -30, 30)))
        slope = rows.T @ (chance - happened) + penalty * weight
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty + 1e-9)
        weight = weight - np.linalg.solve(bend, slope)
    return Calibration(mean, spread, weight)


def reliability(confidence: Floats, happened: NDArray[np.bool_]) -> list[dict[str, float]]:
    """`[{from, to, pairs, said, happened}]`, by how sure it was said to be."""
    table = []
    for low, high in pairwise(BOUNDS):
        at = (confidence > low) & (confidence <= high) if low else confidence <= high
        if at.any():
            table.append(
                {
                    "from": low,
                    "to": high,
                    "pairs": int(at.sum()),
                    "said": round(float(confidence[at].mean()), 4),
                    "happened": round(float(happened[at].mean()), 4),
                }
            )
    return table


def calibration_error(table: list[dict[str, float]]) -> float:
    """Expected calibration error (Naeini et al., 2015): mean gap, by number of pairs."""
    pairs = sum(line["pairs"] for line in table)
    gap = sum(line["pairs"] * abs(line["said"] - line["happened"]) for line in table)
    return round(gap / pairs, 4) if pairs else 0.0
