"""Honest confidence: of the pairs said 30 %, three in ten are tied later.

A logistic regression on pairs of the past that the ranker had not learnt from (Platt, 1999), over
its log-odds and how active the source is: a ranker that only orders the candidates of an actor
says nothing of whether that actor will do anything. Then an isotonic regression of what happened
on what that says, by pooling adjacent violators (Ayer et al., 1955; Zadrozny, Elkan, 2002): the
logistic curve is too steep where pairs are few.
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
BLOCK = 100
"""Pairs that stand or fall together: those of one actor do, and three of three prove little."""
CAUTION = 10.0
"""Pairs at the base rate added to each level of the isotonic curve."""
CUTS = 3
"""Years of the past that are looked at: what one year tells of the surest pairs is chance."""
BOUNDS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)


class Calibration(NamedTuple):
    """A logistic regression, then a curve.

    Attributes:
        weight: of the standardised inputs; the last one is constant.
        said, happened: points of the curve, ascending.
    """

    mean: Floats
    spread: Floats
    weight: Floats
    said: Floats
    happened: Floats

    def confidence(self, inputs: Floats) -> Floats:
        """(rows, inputs) → probability of a tie."""
        rows = np.column_stack([(inputs - self.mean) / self.spread, np.ones(len(inputs))])
        return np.interp(_chance(rows, self.weight), self.said, self.happened)


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
        chance = _chance(rows, weight)
        slope = rows.T @ (chance - happened) + penalty * weight
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty + 1e-9)
        weight = weight - np.linalg.solve(bend, slope)
    return Calibration(mean, spread, weight, *_curve(_chance(rows, weight), happened))


def _chance(rows: Floats, weight: Floats) -> Floats:
    chance: Floats = 1.0 / (1.0 + np.exp(-np.clip(rows @ weight, -30, 30)))
    return chance


def _curve(said: Floats, happened: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Levels of the isotonic regression: the middle of each, and how often its pairs were tied."""
    levels: list[tuple[float, int, float, float]] = []  # tied, pairs, least and most said
    order = np.argsort(said, kind="stable")
    ends = np.arange(len(order), 0, -BLOCK)[::-1]  # the surest pairs make a whole block
    for block in np.split(order, ends[:-1]):
        tied, pairs, least = float(happened[block].sum()), len(block), float(said[block[0]])
        while levels and levels[-1][0] * pairs >= tied * levels[-1][1]:
            before = levels.pop()
            tied, pairs, least = tied + before[0], pairs + before[1], before[2]
        levels.append((tied, pairs, least, float(said[block[-1]])))
    tied, pairs, least, most = np.array(levels).T
    share = (tied + CAUTION * happened.mean()) / (pairs + CAUTION)
    return (least + most) / 2, np.maximum.accumulate(share)


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
