"""What scans of the store give, in batches of columns and as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class NodeBatch(NamedTuple):
    """Entities, as columns of equal length. `ids` join the batches of one reader, no more."""

    ids: NDArray[np.int64]
    keys: list[str]
    kinds: list[str]
    names: list[str]
    places: list[str | None]
    latitudes: NDArray[np.float64]  # degrees, NaN when unknown
    longitudes: NDArray[np.float64]


class LinkBatch(NamedTuple):
    """Links between entities, one for each record link that says so."""

    subjects: NDArray[np.int64]
    properties: list[str]
    objects: NDArray[np.int64]
    confidences: NDArray[np.float64]
    since: list[str | None]
    until: list[str | None]


class ReferenceBatch(NamedTuple):
    """Values that are IRIs of a reference vocabulary, one for each record that says so."""

    subjects: NDArray[np.int64]
    properties: list[str]
    values: list[str]
    confidences: NDArray[np.float64]


LinkRow = tuple[str, str, str, float, str | None, str | None]
"""Key of the subject, property, key of the object, confidence, since, until."""
ReferenceRow = tuple[str, str, str, float]
"""Key of the subject, property, value, confidence."""


class Part(NamedTuple):
    """What scans give of a few entities, with keys in the place of numbers.

    Attributes:
        nodes: those that exist, by key; their ids are positions.
        links: those of which they are the subjects, in the order of scans.
        references: theirs, in the order of scans.
    """

    nodes: NodeBatch
    links: list[LinkRow]
    references: list[ReferenceRow]
