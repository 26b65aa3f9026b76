"""The graph of one View as arrays: what every recommendation is computed on.

Entities are numbered by the order of their keys, concepts and places by that of their IRIs, so
the arrays do not depend on the adapter. Years are `int16`, 0 when unknown. Compressed sparse
rows (CSR) are a `start` array of n + 1 offsets and columns of equal length.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import PROPERTIES, is_kind_of
from tisserand.ontology.records import Visibility
from tisserand.recommend.strings import Strings

KINDS = tuple(CLASSES)
PREDICATES = tuple(sorted(p.name for p in PROPERTIES.values() if p.takes == "link"))
MARKS = ("hasSkill", "offersSkill", "requiresSkill", "theme")

Integers = NDArray[np.int32]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Incidence:
    """A weighted CSR: row r holds `member[start[r]:start[r + 1]]`, ascending."""

    start: Offsets
    member: Integers
    weight: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.start) - 1

    def spans(
        self, rows: NDArray[np.integer]
    ) -> tuple[Offsets, Offsets, Integers, NDArray[np.float64]]:
        """Where each of these rows begins and ends among members and weights, which follow."""
        return self.start[rows], self.start[rows + 1], self.member, self.weight

    def degrees(self, rows: NDArray[np.integer]) -> Offsets:
        """Number of members of each of these rows."""
        counts: Offsets = self.start[rows + 1] - self.start[rows]
        return counts

    def row(self, index: int) -> tuple[Integers, NDArray[np.float64]]:
        """Members of a row and their weights."""
        span = slice(int(self.start[index]), int(self.start[index + 1]))
        return self.member[span], self.weight[span]


class LinkRows(NamedTuple):
    """Some links, as columns. `owner`: which of the entities asked about each one is of."""

    owner: Offsets
    subject: NDArray[np.integer]
    predicate: NDArray[np.uint8]
    object: NDArray[np.integer]
    since: NDArray[np.int16]
    until: NDArray[np.int16]
    confidence: NDArray[np.float32]


class MarkRows(NamedTuple):
    """Some marks, as columns. `owner`: which of the things asked about bears each one."""

    owner: Offsets
    property: NDArray[np.uint8]
    concept: Integers
    confidence: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Links:
    """Links between entities, by (subject, predicate, object), each triple once."""

    start: Offsets
    subject: Integers
    predicate: NDArray[np.uint8]
    object: Integers
    since: NDArray[np.int16]
    until: NDArray[np.int16]
    confidence: NDArray[np.float32]
    in_start: Offsets
    in_link: Integers  # positions of links, by (object, predicate, subject)

    def said_by(self, *predicates: str) -> NDArray[np.int64]:
        """Positions of the links of these predicates."""
        codes = [PREDICATES.index(predicate) for predicate in predicates]
        return np.flatnonzero(np.isin(self.predicate, codes))

    def outward(self, numbers: NDArray[np.integer]) -> LinkRows:
        """The links that some entities are the subjects of, entity by entity."""
        at, owner = gather(self.start, numbers)
        return self._rows(at, owner)

    def inward(self, numbers: NDArray[np.integer]) -> LinkRows:
        """The links that some entities are the objects of, entity by entity."""
        at, owner = gather(self.in_start, numbers)
        return self._rows(self.in_link[at], owner)

    def pairs(self, *predicates: str) -> tuple[Integers, Integers]:
        """Subject and object of each link of these predicates."""
        at = self.said_by(*predicates)
        return self.subject[at], self.object[at]

    def _rows(self, at: NDArray[np.integer], owner: Offsets) -> LinkRows:
        return LinkRows(
            owner,
            self.subject[at],
            self.predicate[at],
            self.object[at],
            self.since[at],
            self.until[at],
            self.confidence[at],
        )


@dataclass(frozen=True, eq=False)
class Marks:
    """Skills and themes that records give to things, by (thing, property, concept)."""

    start: Offsets
    thing: Integers
    property: NDArray[np.uint8]
    concept: Integers
    confidence: NDArray[np.float32]

    def borne_by(self, things: NDArray[np.integer]) -> MarkRows:
        """The marks of some things, thing by thing."""
        at, owner = gather(self.start, things)
        return MarkRows(owner, self.property[at], self.concept[at], self.confidence[at])


@dataclass(frozen=True, eq=False, kw_only=True)
class Graph:
    """What a View holds, as scanned.

    Attributes:
        keys, names: of the entities; `keys` is sorted.
        kind: index into `KINDS`.
        place: index into `places`, -1 when unknown.
        latitude, longitude: WGS84 degrees, NaN when unknown.
        concepts, places: IRIs met, sorted.
    """

    keys: Strings
    names: Strings
    kind: NDArray[np.uint8]
    place: Integers
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    concepts: Strings
    places: Strings
    links: Links
    marks: Marks

    def __len__(self) -> int:
        return len(self.keys)

    def find(self, key: str) -> int:
        """Number of the entity of this key, or -1."""
        return self.keys.find(key)

    def kind_of(self, index: int) -> str:
        """Name of the class of an entity."""
        return KINDS[int(self.kind[index])]

    def place_of(self, index: int) -> str | None:
        """IRI of the place of an entity."""
        place = int(self.place[index])
        return self.places[place] if place >= 0 else None

    def is_actor(self, index: int) -> bool:
        """Whether an entity can act, help or be helped."""
        return bool(IS_ACTOR[self.kind[index]])

    def actors(self) -> Integers:
        """Numbers of the actors, ascending."""
        return np.flatnonzero(IS_ACTOR[self.kind]).astype(np.int32)


@dataclass(frozen=True, eq=False, kw_only=True)
class Projection(Graph):
    """One View at one sequence number, with what recommendations are computed on.

    Attributes:
        holders: concept × actor, how well records show that the actor masters it, in ]0, 1].
        masteries: the transpose of `holders`.
        funders: concept × actor that gives money for it.
        seekers: concept × actor that needs help with it.
        network: actor × actor, symmetric: how closely records tie them.
    """

    sequence: int
    role: Visibility
    holders: Incidence
    masteries: Incidence
    funders: Incidence
    seekers: Incidence
    network: Incidence


IS_ACTOR = np.array([is_kind_of(kind, "Actor") for kind in KINDS])


def rows_of(ordered: NDArray[np.integer], count: int) -> Offsets:
    """Offsets of the rows of a column of row numbers, all below `count`."""
    start = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(ordered, minlength=count), out=start[1:])
    return start


def gather(start: Offsets, rows: NDArray[np.integer]) -> tuple[Offsets, Offsets]:
    """Positions of the entries of several CSR rows, and for each the position of its row in `rows`.

    The vectorised form of `for r in rows: for p in range(start[r], start[r + 1])`.
    """
    return ranges(start[rows], start[rows + 1])


def ranges(first: Offsets, last: Offsets) -> tuple[Offsets, Offsets]:
    """Positions from each first to the last, excluded, and for each which range it is of."""
    lengths = last - first
    owner = np.repeat(np.arange(len(first)), lengths)
    ends = np.cumsum(lengths)
    positions = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(
        first - (ends - lengths), lengths
    )
    return positions, owner
