"""What the ranker sees of a pair: how near two actors are, how active each is, what they share."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.links import indices
from tisserand.recommend.links.history import Numbers
from tisserand.recommend.links.indices import Score, scale, two_steps
from tisserand.recommend.links.snapshot import Floats, Snapshot

Table = NDArray[np.float32]

KEPT = 80
"""Candidates that each way of finding them brings for one actor."""
FINDERS = ("adamic_adar", "walk", "recent_paths", "position", "activity")
"""Ways of finding candidates; shared themes and profiles are others."""
RESTARTS = {"walk": indices.RESTART, "short_walk": 0.5}
"""Random walks, by the chance that each step starts again."""
DIMENSIONS = 32
PASSES = 6


class Candidates(NamedTuple):
    """Pairs worth scoring, by source: `source` and `other` are actors of the snapshot."""

    source: Numbers
    other: Numbers
    table: Table


class PairFeatures:
    """Features of the pairs of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.actors = actor_features(snapshot)
        self._scores = pair_scores(snapshot)
        self._walks = indices.walks(snapshot, indices.HALF_LIFE, tuple(RESTARTS.values()))
        self._finders = [*FINDERS, *(name for name in self._scores if name.startswith("of "))]

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
        own = [f"{side}.{name}" for side in ("source", "other") for name in self.actors]
        return [*RESTARTS, *self._scores, "jaccard", "cosine", *own]

    def candidates(self, sources: Numbers) -> Candidates:
        """Candidates of each source, never itself nor those it is tied to, with their features."""
        size = max(1, min(256, 3_000_000 // max(self.snapshot.size, 1)))
        parts = [self.block(sources[i : i + size])[1] for i in range(0, len(sources), size)]
        if not parts:
            nobody = np.zeros(0, np.int64)
            return Candidates(nobody, nobody, np.zeros((0, len(self.names)), np.float32))
        return Candidates(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def block(self, sources: Numbers) -> tuple[dict[str, Floats], Candidates]:
        """Scores by name, (sources, actors) each, and the candidates of a few sources."""
        scores = dict(zip(RESTARTS, self._walks(sources), strict=True))
        scores |= {name: score(sources) for name, score in self._scores.items()}
        allowed = eligible(self.snapshot, sources)
        chosen = np.zeros_like(allowed)
        for name in self._finders:
            keep_best(np.where(allowed, scores[name], 0.0), chosen)
        row, other = np.nonzero(chosen & allowed)
        columns = [score[row, other] for score in scores.values()]
        columns += _overlaps(self.snapshot, scores["common_neighbours"], sources, row, other)
        source = sources[row]
        columns += [column[side] for side in (source, other) for column in self.actors.values()]
        return scores, Candidates(source, other, np.column_stack(columns).astype(np.float32))


def eligible(snapshot: Snapshot, sources: Numbers) -> NDArray[np.bool_]:
    """(sources, actors): whether they are two actors not tied yet."""
    allowed: NDArray[np.bool_] = snapshot.ties[sources].toarray() == 0
    allowed[np.arange(len(sources)), sources] = False
    return allowed


def pair_scores(snapshot: Snapshot) -> dict[str, Score]:
    woven = snapshot.weigh(indices.HALF_LIFE)
    strength = np.asarray(woven.sum(axis=1), dtype=np.float64).ravel()
    rarity = 1.0 / np.log(np.maximum(snapshot.degree, 2.0))
    scores = {
        "common_neighbours": indices.common_neighbours(snapshot),
        "adamic_adar": indices.adamic_adar(snapshot),
        "resource_allocation": indices.resource_allocation(snapshot),
        "recent_paths": two_steps(scale(woven, 1.0 / np.log(2.0 + 5.0 * strength)), woven),
        "recent_first_step": two_steps(scale(woven, rarity), snapshot.ties),
        "position": _positions(woven, strength),
        "activity": indices.recent_activity(snapshot),
    }
    if snapshot.history.themes is not None:
        scores["of themes"] = _cosines(snapshot.faded(2.0) @ snapshot.history.themes)
    for name, profile in sorted(snapshot.history.profiles.items()):
        scores[f"of {name}"] = _cosines(profile[snapshot.known])
    return scores


def _positions(woven: sparse.csr_array, strength: Floats) -> Score:
    """Likeness in the leading eigenspace of the ties, by randomised subspace iteration.

    Halko, Martinsson, Tropp (2011).
    """
    size = woven.shape[0]
    width = min(DIMENSIONS + 8, size)
    root = 1.0 / np.sqrt(np.maximum(strength, 1e-9))
    balanced = sparse.csr_array(sparse.diags_array(root) @ woven @ sparse.diags_array(root))
    basis = np.random.default_rng(1).standard_normal((size, width))
    for _ in range(PASSES):
        basis, _ = np.linalg.qr(balanced @ (balanced @ basis) + balanced @ basis)
    values, vectors = np.linalg.eigh(basis.T @ (balanced @ basis))
    kept = slice(-min(DIMENSIONS, size), None)
    place = (basis @ vectors[:, kept]) * np.sqrt(np.maximum(values[kept], 0.0))
    return lambda actors: place[actors] @ place.T


def _cosines(profiles: sparse.csr_array) -> Score:
    """Cosine of what two actors have, what few have weighing more."""
    unit = unit_rows(scale(sparse.csr_array(profiles), rarity_of(profiles)))
    return two_steps(unit, sparse.csr_array(unit.T))


def rarity_of(profiles: sparse.csr_array) -> Floats:
    """What each column weighs: the more, the fewer have it."""
    held = np.bincount(profiles.indices, minlength=profiles.shape[1])
    rarity: Floats = np.log1p(profiles.shape[0] / np.maximum(held, 1))
    return rarity


def unit_rows(rows: sparse.csr_array) -> sparse.csr_array:
    """Rows of length 1; those that hold nothing stay as they are."""
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.csr_array(sparse.diags_array(1.0 / np.maximum(length, 1e-9)) @ rows)


def actor_features(snapshot: Snapshot) -> dict[str, Floats]:
    """Features of each actor alone."""
    members = snapshot.members
    count = np.diff(members.indptr).astype(np.float64)
    since_last = snapshot.year - np.maximum.reduceat(snapshot.last, members.indptr[:-1])
    since_first = snapshot.year - np.minimum.reduceat(snapshot.last, members.indptr[:-1])
    sizes = members @ snapshot.project_size
    return {
        "degree": snapshot.degree,
        "projects": count,
        "active_now": np.asarray(snapshot.faded(0.7).sum(axis=1)).ravel(),
        "active": np.asarray(snapshot.faded(3.0).sum(axis=1)).ravel(),
        "since_last": since_last.astype(np.float64),
        "since_first": since_first.astype(np.float64),
        "alone": (members @ (snapshot.project_size == 1).astype(np.float64)) / count,
        "project_size": sizes / count,
    }


def keep_best(scores: Floats, chosen: NDArray[np.bool_]) -> None:
    """Mark the `KEPT` best positive scores of each row."""
    rows, width = scores.shape
    kept = min(KEPT, width)
    best = np.argpartition(-scores, kept - 1, axis=1)[:, :kept]
    row = np.repeat(np.arange(rows), kept)
    chosen[row, best.ravel()] |= scores[row, best.ravel()] > 0


def _overlaps(
    snapshot: Snapshot, common: Floats, sources: Numbers, row: Numbers, other: Numbers
) -> list[Floats]:
    """Jaccard and cosine (Salton) of neighbourhoods."""
    both = common[row, other]
    one, two = snapshot.degree[sources[row]], snapshot.degree[other]
    return [
        both / np.maximum(one + two - both, 1.0),
        both / np.sqrt(np.maximum(one * two, 1.0)),
    ]
