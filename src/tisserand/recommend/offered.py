"""What offers are about: read in their names, by meaning.

A directory read by words finds in « repérage d'amiante » the name of another trade, as surely as in
« repérage de décors »: when a name is read, the skills that it was said to hold count no more.
A skill of an imported vocabulary (ESCO, ROME) that an actor masters is read as an offer is, so that
a need told in everyday words finds it.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import KINDS, MARKS, MarkRows, Projection
from tisserand.recommend.evidence import OFFERED, find_offered
from tisserand.recommend.offer_readings import LEAST_LIKELY, OfferReadings, read_offers
from tisserand.recommend.skill_space import SkillSpace

AS_OFFERED = 0.8
"""What an offer shows of a mastery, as in `evidence`."""


class Offered:
    """The offers of a projection, with their meaning and the actors who make them.

    Attributes:
        skills: skill → (actors, how surely each offers it), ascending.
        named: concept × actor, what records show of skills by the names of offers alone.
    """

    def __init__(self, projection: Projection, space: SkillSpace) -> None:
        self.space = space
        offers, makers = _offers(projection)
        names, named, masters = _imported(projection, space)
        self._actor = np.concatenate([makers, masters])
        distinct, numbers = np.unique(offers, return_inverse=True)
        self._offer = np.concatenate([numbers, len(distinct) + named])
        names = [*(projection.names[int(one)] for one in distinct), *names]
        folder = space.workspace_cache
        file = folder and folder / f"offers-{projection.role.name.lower()}.npz"
        read = read_offers(space, names, file)
        self._meanings = read.meanings
        self.skills = self._by_skill(read)
        self.named = find_offered(projection, distinct, self._named(projection, read, distinct))

    def _by_skill(
        self, read: OfferReadings
    ) -> dict[str, tuple[NDArray[np.int32], NDArray[np.float64]]]:
        """Each actor once under a skill, by the offer that is surest about it."""
        made = read.rows(self._offer)
        actors = np.repeat(self._actor, np.diff(made.starts))
        order = np.lexsort((-made.likely, actors, made.skills))
        order = order[made.likely[order] >= LEAST_LIKELY]
        pairs = np.stack([made.skills[order], actors[order]])
        is_first = np.ones(len(order), dtype=bool)
        is_first[1:] = (pairs[:, 1:] != pairs[:, :-1]).any(axis=0)
        skills, actors = pairs[:, is_first]
        likely = AS_OFFERED * made.likely[order][is_first]
        numbers, starts = np.unique(skills, return_index=True)
        spans = pairwise([*starts.tolist(), len(skills)])
        return {
            self.space.skills[number].iri: (actors[start:end], likely[start:end])
            for number, (start, end) in zip(numbers.tolist(), spans, strict=True)
        }

    def _named(
        self, projection: Projection, read: OfferReadings, offers: NDArray[np.integer]
    ) -> MarkRows:
        """Skills that offers are said to hold and that their words name, by offer.

        Args:
            offers: number of the offer of each of the first rows of `read`, ascending.
        """
        marks, count = projection.marks.borne_by(offers), len(self.space.skills)
        numbers = {skill.iri: number for number, skill in enumerate(self.space.skills)}
        skills = np.array([numbers.get(iri, -1) for iri in projection.concepts], dtype=np.int64)
        rows = np.repeat(np.arange(len(read.starts) - 1), np.diff(read.starts))
        named = (rows * count + read.skills)[read.named]
        skill = skills[marks.concept]
        offered = marks.property == MARKS.index(OFFERED.mark)
        chosen = offered & (skill >= 0) & np.isin(marks.owner * count + skill, named)
        return MarkRows(*(column[chosen] for column in marks))

    def closeness(self, text: str, actors: Iterable[int]) -> Mapping[int, float]:
        """Actor → cosine of its closest offer to a text, in [-1, 1]; those who offer nothing are
        left out."""
        made = np.flatnonzero(np.isin(self._actor, list(actors)))
        meanings = self._meanings[self._offer[made]].astype(np.float32)
        best: dict[int, float] = {}
        alike = meanings @ self.space.vector(text)
        for actor, cosine in zip(self._actor[made].tolist(), alike.tolist(), strict=True):
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


def _imported(
    projection: Projection, space: SkillSpace
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int32]]:
    """Names of the skills of imported vocabularies; the number of one and who masters it, each
    pair once."""
    names = space.names_of_imported(projection.concepts)
    rows = [projection.holders.row(projection.concepts.find(iri))[0] for iri in names]
    numbers = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    masters = np.concatenate([np.zeros(0, np.int32), *rows]).astype(np.int32)
    return list(names.values()), numbers, masters
