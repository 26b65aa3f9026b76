"""What says at once of two things that they cannot be one: where they are, and their numbers."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.ingest.resolution.masks import SCALE
from tisserand.ingest.resolution.weighing import Flags, Masks

Numbers = NDArray[np.int64]


class Meeting(NamedTuple):
    """What some features say of where and who they are, in columns.

    Attributes:
        columns: areas, communes, contacts, weights and SIREN.
        least: weight under which a name says nothing in another commune.
    """

    columns: Masks
    least: float

    def may_meet(self, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
        """The pairs that may be one: no other number nor département, nor a name too light for
        another commune."""
        areas, communes, reached, weights, sirens = self.columns
        kept = may_share(areas, left, right) | (reached[left] & reached[right] != 0)
        left, right = left[kept], right[kept]
        heavy = np.minimum(weights[left], weights[right]) >= self.least * SCALE
        kept = heavy | may_share(communes, left, right)
        kept |= reached[left] & reached[right] != 0
        kept &= _may_be_same(sirens, left, right)
        return left[kept], right[kept]


def may_share(masks: Masks, left: Numbers, right: Numbers) -> Flags:
    """One and the other have a bit in common, or one says nothing."""
    one, other = masks[left], masks[right]
    return np.asarray((one & other != 0) | (one == 0) | (other == 0))


def _may_be_same(numbers: Masks, left: Numbers, right: Numbers) -> Flags:
    one, other = numbers[left], numbers[right]
    return np.asarray((one == other) | (one == 0) | (other == 0))
