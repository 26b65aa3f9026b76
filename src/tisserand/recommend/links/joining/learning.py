"""Learning who joins a project from the projects of the past, and knowing when not to.

As for ties (`links.learning`): the past is cut again and again at the end of a year; the projects
of the years after are asked about, with those who carried them. On the last cut the ranker must do
better than every plain index. Nothing dated after `year` is ever read.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy import sparse

from tisserand.recommend.links import calibration
from tisserand.recommend.links.boosting import Trees, fit_trees
from tisserand.recommend.links.calibration import Calibration
from tisserand.recommend.links.evaluation import MEASURES, measure_rows, sources_of
from tisserand.recommend.links.foresight import RANKER, Choice
from tisserand.recommend.links.history import History, Ties, tie_members
from tisserand.recommend.links.joining.cases import Cases, cases_of
from tisserand.recommend.links.joining.features import JoinFeatures
from tisserand.recommend.links.joining.foresight import JoinForesight, JoinsForeseen
from tisserand.recommend.links.joining.indices import INDICES, Lifted
from tisserand.recommend.links.learning import CUTS, ENOUGH_SOURCES, LONGEST_WINDOW, best_of
from tisserand.recommend.links.snapshot import Floats, Snapshot, take_snapshot
from tisserand.recommend.links.training import MOST_SOURCES, SHARE, Examples, is_tied, join

FEWEST_JOINS = 40
"""Members to foresee under which neither learning nor choosing makes sense."""
DEFAULT = "recent_walk"
MOST_CALIBRATED = 3000


class Cut(NamedTuple):
    """What was known at the end of a year, the projects that came, and who joined them."""

    snapshot: Snapshot
    cases: Cases
    joined: sparse.csr_array


def learn_joins(history: History, year: int, window: int | None = None) -> JoinForesight:
    """Learn from the projects begun up to `year`."""
    past = _Past(history, tie_members(history), year)
    window = window or past.window
    judged = year - window
    unknown = JoinForesight(year, DEFAULT, None, None, Choice(window, judged, {}))
    last = past.cut(judged, year)
    if last.joined.nnz < FEWEST_JOINS:
        return unknown
    trees = past.fit(judged, window)
    tried = {name: replace(unknown, method=name) for name in INDICES}
    if trees is not None:
        tried[RANKER] = replace(unknown, method=RANKER, trees=trees)
    told = {name: _means(last, one) for name, one in tried.items()}
    method = best_of(told)
    return JoinForesight(
        year,
        method,
        past.fit(year, window) if method == RANKER else None,
        _calibrate(past, tried[method]),
        Choice(window, judged, told),
    )


def _means(cut: Cut, foresight: JoinForesight) -> dict[str, float]:
    means = measure_joins(cut, JoinsForeseen(foresight, cut.snapshot).score).mean(axis=0)
    return dict(zip(MEASURES, map(float, means), strict=True))


def measure_joins(cut: Cut, score: Lifted) -> Floats:
    """(projects that somebody joined, measures) of the ranks of those who joined."""
    return measure_rows(
        cut.joined,
        lambda rows: score(cut.cases, rows),
        cut.cases.allowed,
        sources_of(cut.joined),
    )


@dataclass(frozen=True, eq=False)
class _Past:
    """The past of a network, up to a year."""

    history: History
    ties: Ties
    year: int
    _drawn: dict[tuple[int, int], Examples | None] = field(default_factory=dict)

    @cached_property
    def window(self) -> int:
        """The fewest years after which enough projects were joined."""
        for window in range(1, LONGEST_WINDOW):
            joined = self.cut(self.year - window, self.year).joined
            if len(sources_of(joined)) >= ENOUGH_SOURCES:
                return window
        return LONGEST_WINDOW

    def cut(self, year: int, until: int) -> Cut:
        snapshot = take_snapshot(self.history, self.ties, year)
        return Cut(snapshot, *cases_of(self.history, snapshot, year, until))

    def fit(self, year: int, window: int) -> Trees | None:
        """A ranker that reads nothing after `year`; None when there is too little to learn."""
        cuts = range(year - window, year - window - CUTS, -1)
        parts = [part for part in (self._draw(at, window) for at in cuts) if part is not None]
        if sum(int(part.happened.sum()) for part in parts) < FEWEST_JOINS:
            return None
        return fit_trees(*join(parts))

    def _draw(self, year: int, window: int) -> Examples | None:
        """Examples of one cut, drawn once; None when nobody joined."""
        if (year, window) not in self._drawn:
            cut = self.cut(year, year + window)
            self._drawn[year, window] = _draw(cut) if cut.joined.nnz else None
        return self._drawn[year, window]


def _draw(cut: Cut, seed: int = 1) -> Examples:
    """Candidates of the projects of one cut and whether they joined."""
    random = np.random.default_rng([seed, cut.snapshot.year])
    asked = np.sort(random.permutation(sources_of(cut.joined))[:MOST_SOURCES])
    row, other, table = JoinFeatures(cut.snapshot).candidates(cut.cases, asked)
    happened = is_tied(cut.joined, row, other)
    kept = happened | (random.random(len(row)) < SHARE)
    return Examples(table[kept], happened[kept], np.where(happened, 1.0, 1.0 / SHARE)[kept])


def _calibrate(past: _Past, last: JoinForesight) -> Calibration | None:
    """How often the best candidates of any project that somebody known carries joined it.

    Args:
        last: what was learnt by the last of the cuts that are looked at.
    """
    window, judged = last.choice.window, last.choice.validated_on
    inputs, happened = [], []
    for year in range(judged, judged - calibration.CUTS, -1):
        trees = past.fit(year, window) if last.method == RANKER else None
        if last.method == RANKER and trees is None:
            break
        cut = past.cut(year, year + window)
        if not cut.snapshot.size:
            break
        carried = np.flatnonzero(np.diff(cut.cases.given.indptr))
        asked = np.sort(np.random.default_rng(1).permutation(carried)[:MOST_CALIBRATED])
        cases = Cases(cut.cases.project[asked], cut.cases.given[asked])
        foreseen = JoinsForeseen(replace(last, trees=trees), cut.snapshot)
        found = foreseen.best(cases)
        inputs.append(foreseen.inputs(cases, found.row, found.score))
        happened.append(is_tied(cut.joined, asked[found.row], found.other))
    return calibration.calibrate(np.concatenate(inputs), np.concatenate(happened))
