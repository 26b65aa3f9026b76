"""Learning to foresee ties from the past of one network, and knowing when not to.

The past is cut again and again: what was known at the end of a year, and the ties of the years
after. A ranker learns from the earlier cuts; on the last one it must do better than every plain
index, or the best index is used in its place. The last cuts also tell how sure to be, each with
what was learnt before it. Then the ranker learns once more, from every cut. Nothing dated after
`year` is ever read.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from tisserand.recommend.links import calibration
from tisserand.recommend.links.boosting import Trees, fit_trees
from tisserand.recommend.links.calibration import Calibration
from tisserand.recommend.links.evaluation import MEASURES, evaluate, sources_of
from tisserand.recommend.links.features import PairFeatures
from tisserand.recommend.links.foresight import RANKER, Choice, Foreseen, Foresight
from tisserand.recommend.links.history import (
    FEWEST_SOURCES,
    HORIZON,
    History,
    Ties,
    is_rich,
    tie_members,
)
from tisserand.recommend.links.indices import INDICES
from tisserand.recommend.links.snapshot import Snapshot, new_ties, take_snapshot
from tisserand.recommend.links.training import Examples, draw_examples, is_tied, join

CUTS = 4
"""How many cuts of the past the ranker learns from."""
ENOUGH_SOURCES = 150
"""Actors with a new tie that make a window of years long enough to learn from."""
LONGEST_WINDOW = 5
DEFAULT = "recent_walk"
MOST_CALIBRATED = 3000
"""Actors whose best candidates tell how sure to be."""


def learn(history: History, year: int, horizon: int = HORIZON) -> Foresight:
    """Learn from what is dated up to `year`; confidence is of a tie within `horizon` years."""
    past = _Past(history, tie_members(history), year)
    judged = year - horizon
    unknown = Foresight(year, horizon, DEFAULT, None, None, Choice(past.window, judged, {}))
    if not is_rich(history, past.ties, year, horizon):
        return unknown
    before, truth = past.cut(judged, year)
    trees = past.fit(judged)
    tried = {name: replace(unknown, method=name) for name in INDICES}
    if trees is not None:
        tried[RANKER] = replace(unknown, method=RANKER, trees=trees)
    measures = {
        name: evaluate(before, truth, Foreseen(one, before).score).mean(axis=0)
        for name, one in tried.items()
    }
    told = {
        name: dict(zip(MEASURES, map(float, found), strict=True))
        for name, found in measures.items()
    }
    method = best_of(told)
    return Foresight(
        year,
        horizon,
        method,
        past.fit(year) if method == RANKER else None,
        _calibrate(past, tried[method]),
        Choice(past.window, judged, told),
    )


@dataclass(frozen=True, eq=False)
class _Past:
    """The past of a network, up to a year."""

    history: History
    ties: Ties
    year: int
    _drawn: dict[int, Examples | None] = field(default_factory=dict)

    @cached_property
    def window(self) -> int:
        """The fewest years after which enough actors have a new tie."""
        for window in range(1, LONGEST_WINDOW):
            if len(sources_of(self.cut(self.year - window, self.year)[1])) >= ENOUGH_SOURCES:
                return window
        return LONGEST_WINDOW

    def cut(self, year: int, until: int) -> tuple[Snapshot, sparse.csr_array]:
        """What was known at the end of a year, and the ties of the years after."""
        snapshot = take_snapshot(self.history, self.ties, year)
        return snapshot, new_ties(snapshot, self.ties, until)

    def fit(self, year: int) -> Trees | None:
        """A ranker that reads nothing after `year`; None when there is too little to learn."""
        cuts = range(year - self.window, year - self.window - CUTS, -1)
        parts = [part for part in map(self._draw, cuts) if part is not None]
        if sum(int(part.happened.sum()) for part in parts) < FEWEST_SOURCES:
            return None
        return fit_trees(*join(parts))

    def _draw(self, cut: int) -> Examples | None:
        """Examples of one cut, drawn once; None when nobody had a new tie."""
        if cut not in self._drawn:
            snapshot, truth = self.cut(cut, cut + self.window)
            some = len(sources_of(truth)) > 0
            self._drawn[cut] = draw_examples(PairFeatures(snapshot), truth) if some else None
        return self._drawn[cut]


def best_of(measures: dict[str, dict[str, float]]) -> str:
    """The method of best Hits@10 and MAP@10, each relative to the best; the ranker when equal."""
    names = sorted(measures, key=lambda name: (name != RANKER, name))
    tops = {m: max(1e-9, *(measures[n][m] for n in names)) for m in ("hits@10", "map@10")}
    return max(names, key=lambda name: sum(measures[name][m] / top for m, top in tops.items()))


def _calibrate(past: _Past, last: Foresight) -> Calibration | None:
    """How often the best candidates of any actor were tied later, over the last cuts.

    Args:
        last: what was learnt by the last of them.
    """
    inputs, happened = [], []
    for year in range(last.choice.validated_on, last.choice.validated_on - calibration.CUTS, -1):
        trees = past.fit(year) if last.method == RANKER else None
        if last.method == RANKER and trees is None:
            break
        before, truth = past.cut(year, year + last.horizon)
        if not before.size:
            break
        foreseen = Foreseen(replace(last, trees=trees), before)
        draw = np.random.default_rng(1).permutation(before.size)
        found = foreseen.best(np.sort(draw[:MOST_CALIBRATED]))
        inputs.append(foreseen.inputs(found.source, found.score))
        happened.append(is_tied(truth, found.source, found.other))
    return calibration.calibrate(np.concatenate(inputs), np.concatenate(happened))
