"""What was learnt of a network, and the ties it foresees."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tisserand.recommend.links.boosting import Trees, predict_odds
from tisserand.recommend.links.calibration import Calibration
from tisserand.recommend.links.features import PairFeatures, eligible
from tisserand.recommend.links.history import Numbers
from tisserand.recommend.links.indices import INDICES, Score, recent_activity, recent_walk
from tisserand.recommend.links.snapshot import Floats, Snapshot

RANKER = "ranker"
SLIGHT = 1e-9
"""What orders pairs that an index cannot tell apart: a walk, then activity."""


class Choice(NamedTuple):
    """How the method was chosen: means on the last cut of the past, by method."""

    window: int
    validated_on: int
    measures: dict[str, dict[str, float]]


@dataclass(frozen=True, eq=False)
class Foresight:
    """What was learnt from what is dated up to `year`.

    Attributes:
        method: `RANKER`, or the name of the index that did better on the past.
        horizon: years within which confidence says that a tie comes.
        trees: of the ranker; None for an index.
        calibration: None when the past is too poor to say how sure to be.
    """

    year: int
    horizon: int
    method: str
    trees: Trees | None
    calibration: Calibration | None
    choice: Choice


class Suggestions(NamedTuple):
    """The best candidates of some actors, by actor then rank; numbers of the snapshot.

    `confidence` is NaN where the past is too poor to tell.
    """

    source: Numbers
    other: Numbers
    score: Floats
    confidence: Floats


class Foreseen:
    """A snapshot seen with what was learnt; what pairs share is computed once."""

    def __init__(self, foresight: Foresight, snapshot: Snapshot) -> None:
        self.foresight = foresight
        self.snapshot = snapshot
        self._activity = recent_activity(snapshot)(np.zeros(1, np.int64))[0]
        self._walk = recent_walk(snapshot)
        self._features = PairFeatures(snapshot) if foresight.trees is not None else None
        index = None if self._features is not None else INDICES[foresight.method]
        self._index: Score | None = index(snapshot) if index else None

    def score(self, sources: Numbers) -> Floats:
        """Scores of every actor for each source: (sources, actors); all above zero.

        A candidate of the ranker has 1 + its chance, any other actor less than 1.
        """
        if self._features is None or self.foresight.trees is None:
            assert self._index is not None
            plain: Floats = self._walk(sources) + SLIGHT * self._activity
            return np.asarray(self._index(sources) + SLIGHT * plain, dtype=np.float64)
        scores, (source, other, table) = self._features.block(sources)
        base: Floats = scores["walk"] + SLIGHT * self._activity
        base /= 1.0 + base.max(initial=0.0)
        row = np.searchsorted(sources, source)
        odds = predict_odds(self.foresight.trees, table)
        base[row, other] = 1.0 + 1.0 / (1.0 + np.exp(-odds))
        return base

    def best(self, sources: Numbers, limit: int = 10) -> Suggestions:
        """The best candidates of each source, ascending numbers; ties end at the number."""
        parts = [self._best(sources[i : i + 128], limit) for i in range(0, len(sources), 128)]
        if not parts:
            empty = np.zeros(0)
            return Suggestions(np.zeros(0, np.int64), np.zeros(0, np.int64), empty, empty)
        return Suggestions(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _best(self, sources: Numbers, limit: int) -> Suggestions:
        score = np.where(eligible(self.snapshot, sources), self.score(sources), -1.0)
        kept = min(limit, score.shape[1])
        other = np.argsort(-score, axis=1, kind="stable")[:, :kept].astype(np.int64)
        value = np.take_along_axis(score, other, axis=1).ravel()
        source = np.repeat(sources, kept)
        possible = value > 0
        source, other, value = source[possible], other.ravel()[possible], value[possible]
        calibration = self.foresight.calibration
        sure = np.full(len(source), np.nan)
        if calibration is not None:
            sure = calibration.confidence(self.inputs(source, value))
        return Suggestions(source, other, value, sure)

    def inputs(self, source: Numbers, score: Floats) -> Floats:
        """What confidence rests on: the score on a log scale, and the activity of the source."""
        if self.foresight.method == RANKER:
            chance = np.clip(score - 1.0, 1e-6, 1.0 - 1e-6)
            scale = np.log(chance / (1.0 - chance))
        else:
            scale = np.log(score + 1e-6)
        return np.column_stack([scale, np.log1p(self._activity[source])])
