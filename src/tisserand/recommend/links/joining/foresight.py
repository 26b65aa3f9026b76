"""What was learnt of how projects are joined, and those whom it foresees."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tisserand.recommend.links.boosting import Trees, predict_odds
from tisserand.recommend.links.calibration import Calibration
from tisserand.recommend.links.foresight import RANKER, SLIGHT, Choice
from tisserand.recommend.links.history import Numbers
from tisserand.recommend.links.indices import recent_activity, recent_walk
from tisserand.recommend.links.joining.cases import Cases
from tisserand.recommend.links.joining.features import JoinFeatures
from tisserand.recommend.links.joining.indices import INDICES, lift
from tisserand.recommend.links.snapshot import Floats, Snapshot


@dataclass(frozen=True, eq=False)
class JoinForesight:
    """What was learnt from the projects begun up to `year`.

    Attributes:
        method: `RANKER`, or the name of the index that did better on the past.
        trees: of the ranker; None for an index.
        calibration: None when the past is too poor to say how sure to be.
    """

    year: int
    method: str
    trees: Trees | None
    calibration: Calibration | None
    choice: Choice


class Joiners(NamedTuple):
    """The best candidates of some cases, by case then rank; NaN confidence when none is told."""

    row: Numbers
    other: Numbers
    score: Floats
    confidence: Floats


class JoinsForeseen:
    """A snapshot seen with what was learnt; what cases share is computed once."""

    def __init__(
        self, foresight: JoinForesight, snapshot: Snapshot, features: JoinFeatures | None = None
    ) -> None:
        self.foresight = foresight
        self.snapshot = snapshot
        self._activity = recent_activity(snapshot)(np.zeros(1, np.int64))[0]
        self._features = None
        if foresight.trees is not None:
            self._features = features or JoinFeatures(snapshot)
            return
        self._index = INDICES[foresight.method](snapshot)
        self._walk = lift(recent_walk(snapshot))

    def score(self, cases: Cases, rows: Numbers) -> Floats:
        """Scores of every actor for each case: (rows, actors); all above zero.

        A candidate of the ranker has 1 + its chance, any other actor less than 1.
        """
        if self._features is None or self.foresight.trees is None:
            plain = self._walk(cases, rows) + SLIGHT * self._activity
            return np.asarray(self._index(cases, rows) + SLIGHT * plain, dtype=np.float64)
        scores, (row, other, table) = self._features.block(cases, rows)
        base: Floats = scores["walk"] + SLIGHT * self._activity
        base /= 1.0 + base.max(initial=0.0)
        odds = predict_odds(self.foresight.trees, table)
        base[np.searchsorted(rows, row), other] = 1.0 + 1.0 / (1.0 + np.exp(-odds))
        return base

    def best(self, cases: Cases, limit: int = 10) -> Joiners:
        """The best candidates of each case; ties end at the number."""
        rows = np.arange(cases.size)
        parts = [self._best(cases, rows[i : i + 64], limit) for i in range(0, len(rows), 64)]
        empty = np.zeros(0)
        parts = parts or [Joiners(np.zeros(0, np.int64), np.zeros(0, np.int64), empty, empty)]
        return Joiners(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _best(self, cases: Cases, rows: Numbers, limit: int) -> Joiners:
        score = np.where(cases.allowed(rows), self.score(cases, rows), -1.0)
        kept = min(limit, score.shape[1])
        other = np.argsort(-score, axis=1, kind="stable")[:, :kept].astype(np.int64)
        value = np.take_along_axis(score, other, axis=1).ravel()
        row = np.repeat(rows, kept)
        possible = value > 0
        row, other, value = row[possible], other.ravel()[possible], value[possible]
        calibration = self.foresight.calibration
        sure = np.full(len(row), np.nan)
        if calibration is not None:
            sure = calibration.confidence(self.inputs(cases, row, value))
        return Joiners(row, other, value, sure)

    def inputs(self, cases: Cases, row: Numbers, score: Floats) -> Floats:
        """What confidence rests on: the score on a log scale, and how much is known of those who
        carry the project."""
        if self.foresight.method == RANKER:
            chance = np.clip(score - 1.0, 1e-6, 1.0 - 1e-6)
            scale = np.log(chance / (1.0 - chance))
        else:
            scale = np.log(score + 1e-6)
        count = np.asarray(cases.given.sum(axis=1)).ravel()
        active = (cases.given @ self._activity) / np.maximum(count, 1.0)
        return np.column_stack([scale, count[row], np.log1p(active[row])])
