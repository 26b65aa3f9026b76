"""What is learnt of a projection, kept for the next questions that are asked of it."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

from tisserand.recommend.arrays import Projection
from tisserand.store.port import GraphReader

KEPT = 4
"""Projections of which what was learnt is kept: those that came last."""

Learnt = TypeVar("Learnt")
Learn = Callable[[GraphReader, Projection], Learnt]


def kept_by_projection(learn: Learn[Learnt]) -> Learn[Learnt]:
    """Learn of each projection once; of many who ask at once, one learns and the others wait."""
    kept: OrderedDict[Projection, Learnt] = OrderedDict()
    learning = Lock()

    @wraps(learn)
    def keep(reader: GraphReader, projection: Projection) -> Learnt:
        with learning:
            if projection not in kept:
                kept[projection] = learn(reader, projection)
                while len(kept) > KEPT:
                    kept.popitem(last=False)
            return kept[projection]

    return keep
