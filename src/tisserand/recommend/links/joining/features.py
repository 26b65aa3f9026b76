"""What the ranker sees of a project and an actor: how near those who carry it are, how active the
actor is, and whether what it does is what the project is about."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.links import indices
from tisserand.recommend.links.features import (
    Table,
    actor_features,
    keep_best,
    pair_scores,
    rarity_of,
    unit_rows,
)
from tisserand.recommend.links.history import Numbers
from tisserand.recommend.links.indices import Score, scale
from tisserand.recommend.links.joining.cases import Cases
from tisserand.recommend.links.joining.indices import Lifted, former_partners, lift
from tisserand.recommend.links.snapshot import Floats, Snapshot

FINDERS = ("partners", "walk", "adamic_adar", "recent_paths", "activity")
"""Ways of finding candidates; what the project is about is another, by name « is of … »."""
FRESH = 2.0
"""Half-life, in years, of what past projects say that an actor does."""
STEP = 64


class Candidates(NamedTuple):
    """Actors worth scoring, by case: `row` of the cases, `other` an actor of the snapshot."""

    row: Numbers
    other: Numbers
    table: Table


class JoinFeatures:
    """Features of the projects and actors of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._scores = _scores(snapshot)
        self._matter = _matter(snapshot)
        self._actors = actor_features(snapshot)

    def candidates(self, cases: Cases, rows: Numbers) -> Candidates:
        """Candidates of each case, never one that is given, with their features."""
        parts = [self.block(cases, rows[i : i + STEP])[1] for i in range(0, len(rows), STEP)]
        return Candidates(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def block(self, cases: Cases, rows: Numbers) -> tuple[dict[str, Floats], Candidates]:
        """Scores by name, (rows, actors) each, and the candidates of a few cases."""
        scores = {name: score(cases, rows) for name, score in self._scores.items()}
        for name, (own, wanted) in self._matter.items():
            scores[name] = (wanted[cases.project[rows]] @ own).toarray()
        allowed = cases.allowed(rows)
        chosen = np.zeros_like(allowed)
        for name, score in scores.items():
            if name in FINDERS or name.startswith("is of"):
                keep_best(np.where(allowed, score, 0.0), chosen)
        row, other = np.nonzero(chosen & allowed)
        columns = [score[row, other] for score in scores.values()]
        columns += [column[other] for column in self._actors.values()]
        columns += [column[row] for column in self._of_cases(cases.given[rows])]
        table = np.column_stack(columns).astype(np.float32)
        return scores, Candidates(rows[row], other, table)

    def _of_cases(self, given: sparse.csr_array) -> list[Floats]:
        """How many members are given, and how much they did."""
        count = np.asarray(given.sum(axis=1), dtype=np.float64).ravel()
        kept = (self._actors[name] for name in ("degree", "active"))
        return [count, *((given @ column) / np.maximum(count, 1.0) for column in kept)]


def _scores(snapshot: Snapshot) -> dict[str, Lifted]:
    """Nearness to the members that are given: to all of them, and to the nearest."""
    pairs: dict[str, Score] = dict(pair_scores(snapshot))
    activity = pairs.pop("activity")
    pairs["partners"] = former_partners(snapshot)
    pairs["times"] = _times(snapshot)
    walk = indices.recent_walk(snapshot)
    greatest = ("partners", "position")
    nearest = {f"nearest {name}": lift(pairs[name], np.maximum) for name in greatest}
    added = {name: lift(score) for name, score in {**pairs, "walk": walk}.items()}
    return {**added, **nearest, "activity": lambda cases, rows: _repeated(activity, len(rows))}


def _repeated(score: Score, rows: int) -> Floats:
    return np.repeat(score(np.zeros(1, np.int64)), rows, axis=0)


def _times(snapshot: Snapshot) -> Score:
    """Projects in which both took part."""
    return indices.two_steps(snapshot.members, sparse.csr_array(snapshot.members.T))


def _matter(snapshot: Snapshot) -> dict[str, tuple[sparse.csr_array, sparse.csr_array]]:
    """By name, (anything × actor, project × anything): what actors do, what projects are about."""
    history = snapshot.history
    found: dict[str, tuple[sparse.csr_array, sparse.csr_array]] = {}
    for name, about in (("themes", history.themes), ("words", history.words)):
        if about is not None:
            found[f"is of {name}"] = _meeting(snapshot.faded(FRESH) @ about, about)
    for name, about in sorted(history.of_projects.items()):
        if name in history.profiles:
            own = history.profiles[name][snapshot.known]
            found[f"is of {name}"] = _meeting(own, about)
    return found


def _meeting(
    own: sparse.csr_array, about: sparse.csr_array
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Both sides of a cosine in which what few have weighs more."""
    rarity: NDArray[np.float64] = rarity_of(own)
    one, two = (unit_rows(scale(sparse.csr_array(side), rarity)) for side in (own, about))
    return sparse.csr_array(one.T), two
