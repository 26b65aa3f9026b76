"""Cooperations that people refused: never proposed again until facts are new.

A refusal is a record of the application: an introduction in the state « declined ». It names the
records of both actors, so that it holds when they merge or are told anew, and prints of the facts
known then. It links nobody: who refused a link is not linked.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from tisserand.ontology.records import Entity
from tisserand.recommend.arrays import KINDS, Projection
from tisserand.recommend.cooperation_reasons import Facts, print_of
from tisserand.store.port import GraphReader

SOURCE = "cooperations-refusees"
"""Id of the source of refusals."""
FIRST, SECOND, FACT = "refusal-first:", "refusal-second:", "refusal-fact:"

Refusals = dict[tuple[int, int], frozenset[str]]
"""Pair of actors, lower number first → prints of the facts under which they were refused."""


class Refused(NamedTuple):
    """What a refusal records: values of its identifiers."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    facts: Facts

    @property
    def prints(self) -> frozenset[str]:
        """Prints of the facts."""
        return frozenset(map(print_of, self.facts))

    def identifiers(self) -> list[str]:
        """The values to store, in order."""
        return [
            *(FIRST + key for key in sorted(self.first)),
            *(SECOND + key for key in sorted(self.second)),
            *(FACT + one for one in sorted(self.prints)),
        ]


def read_refusals(reader: GraphReader, projection: Projection) -> Refusals:
    """The refusals of a View; of a pair refused twice, every fact known either time."""
    kind = KINDS.index("Introduction")
    keys = [projection.keys[int(at)] for at in np.flatnonzero(projection.kind == kind)]
    found: Refusals = {}
    for entity in reader.entities(keys).values():
        ends = _ends(reader, projection, entity)
        if ends is not None:
            found[ends] = found.get(ends, frozenset()) | frozenset(said(entity, FACT))
    return found


def _ends(reader: GraphReader, projection: Projection, entity: Entity) -> tuple[int, int] | None:
    """The two actors that a refusal is about; None when it is none, or one is not to be seen."""
    if not any(f.chosen and (f.property, f.value) == ("state", "declined") for f in entity.facts):
        return None
    sides = [said(entity, FIRST), said(entity, SECOND)]
    owners = reader.record_owners([key for side in sides for key in side])
    numbers = [_least(projection, (owners[key] for key in side if key in owners)) for side in sides]
    if min(numbers) < 0 or numbers[0] == numbers[1]:
        return None
    return min(numbers), max(numbers)


def _least(projection: Projection, keys: Iterable[str]) -> int:
    return min((projection.find(key) for key in keys), default=-1)


def said(entity: Entity, mark: str) -> Sequence[str]:
    """What the identifiers of an introduction say after a mark, in order."""
    values = (fact.value for fact in entity.facts if fact.property == "identifier")
    return sorted(value.removeprefix(mark) for value in values if value.startswith(mark))
