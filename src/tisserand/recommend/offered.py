"""What offers are about when no record says which skill: read in their names, by meaning."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import KINDS, Projection
from tisserand.recommend.skill_space import SkillSpace

LEAST_LIKELY = 0.005
"""Probability from which a skill is read in the name of an offer."""
AS_OFFERED = 0.8
"""What an offer shows of a mastery, as in `evidence`."""


class Offered:
    """The offers of a projection, with their meaning and the actors who make them.

    Attributes:
        skills: skill → (actors, how surely each offers it), ascending.
    """

    def __init__(self, projection: Projection, space: SkillSpace) -> None:
        self.space = space
        offer, actor = _offers(projection)
        distinct, self._offer = np.unique(offer, return_inverse=True)
        self._actor = actor
        names = [projection.names[int(one)] for one in distinct]
        self._meanings = np.array([space.vector(name) for name in names], dtype=np.float16)
        self.skills = self._read(names)

    def _read(self, names: list[str]) -> dict[str, tuple[NDArray[np.int32], NDArray[np.float64]]]:
        found: dict[str, dict[int, float]] = {}
        makers: dict[int, list[int]] = {}
        for offer, actor in zip(self._offer.tolist(), self._actor.tolist(), strict=True):
            makers.setdefault(offer, []).append(actor)
        for offer, name in enumerate(names):
            for skill, likely in self.space.of_offer(name).items():
                if likely < LEAST_LIKELY:
                    break
                known = found.setdefault(skill, {})
                for actor in makers[offer]:
                    known[actor] = max(known.get(actor, 0.0), AS_OFFERED * likely)
        return {
            skill: (
                np.array(sorted(known), dtype=np.int32),
                np.array([known[actor] for actor in sorted(known)]),
            )
            for skill, known in found.items()
        }

    def closeness(self, text: str) -> Mapping[int, float]:
        """Actor → cosine of its closest offer to a text, in [-1, 1]."""
        if not len(self._actor):
            return {}
        alike = (self._meanings.astype(np.float32) @ self.space.vector(text))[self._offer]
        best: dict[int, float] = {}
        for actor, cosine in zip(self._actor.tolist(), alike.tolist(), strict=True):
            best[actor] = max(cosine, best.get(actor, -1.0))
        return best


def _offers(projection: Projection) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Offers and who makes them, each pair once."""
    maker, offered = projection.links.pairs("offers")
    offering, offerer = projection.links.pairs("offeredBy")
    offer, actor = np.concatenate([offered, offering]), np.concatenate([maker, offerer])
    named = projection.kind[offer] == KINDS.index("Offer")
    pairs = np.unique(np.stack([offer[named], actor[named]], axis=1), axis=0)
    return pairs[:, 0], pairs[:, 1]
