"""The first stage, against plain matrices."""

import numpy as np

from tisserand.recommend.links.first_stage import nearest
from tisserand.recommend.links.history import tie_members
from tisserand.recommend.links.indices import adamic_adar
from tisserand.recommend.links.snapshot import take_snapshot

from .planted import circles


def test_candidates_are_those_of_adamic_adar() -> None:
    history = circles()
    snapshot = take_snapshot(history, tie_members(history), 2014)
    found = nearest(snapshot.ties, 10)
    scores = adamic_adar(snapshot)(np.arange(snapshot.size))
    scores[snapshot.ties.toarray() > 0] = 0.0
    np.fill_diagonal(scores, 0.0)
    assert np.allclose(found.score, -np.sort(-scores, axis=1)[:, :10])
    actor, rank = np.nonzero(found.other >= 0)
    assert np.allclose(found.score[actor, rank], scores[actor, found.other[actor, rank]])


def test_actor_without_ties_has_no_candidate() -> None:
    found = nearest(take_snapshot(circles(), tie_members(circles()), 2009).ties)
    assert found.other.shape == (0, 10)
