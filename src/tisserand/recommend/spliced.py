"""The columns of a graph of which a few rows changed: what is asked of a few is told at once.

A row that did not change is read where it was, under its new numbers; whole columns are made
when somebody asks for them, and then kept.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import (
    PREDICATES,
    Integers,
    LinkRows,
    Links,
    MarkRows,
    Marks,
    gather,
    ranges,
    rows_of,
)
from tisserand.recommend.splicing import GONE, Positions, Splice, splice_sorted

Numbers = NDArray[np.integer]


class Renumbering:
    """How the numbers of entities follow from those of before.

    Attributes:
        rows: those touched leave; those of them that are still there come, with the new ones.
    """

    def __init__(self, rows: Splice, became: Positions, was: Positions) -> None:
        """Takes the new number of each that left, and the old one of each that came."""
        self.rows, self._became, self._was = rows, became, was

    def now(self, old: Numbers) -> Positions:
        """New numbers; `GONE` for those that are no more."""
        return _told(self.rows.now(old), old, self.rows.left, self._became)

    def before(self, new: Numbers) -> Positions:
        """Old numbers; `GONE` for those that were not there."""
        return _told(self.rows.before(new), new, self.rows.placed, self._was)

    @cached_property
    def moved(self) -> Positions:
        """New number of each old entity; `GONE` for those that are no more."""
        moved = self.rows.moved.copy()
        moved[self.rows.left] = self._became
        return moved


def _told(found: Positions, asked: Numbers, known: Positions, told: Positions) -> Positions:
    missing = found == GONE
    found[missing] = told[np.searchsorted(known, asked[missing])]
    return found


class SplicedLinks(Links):
    """Links of which those of some subjects were said again.

    Args:
        fresh: those of the subjects that came, by (subject, predicate, object).
    """

    def __init__(self, old: Links, numbers: Renumbering, fresh: LinkRows) -> None:
        inward = np.lexsort((fresh.subject, fresh.predicate, fresh.object))
        self.__dict__.update(_old=old, _numbers=numbers, _fresh=fresh, _inward=inward)

    def __getattr__(self, name: str) -> Any:
        if name not in Links.__annotations__:
            raise AttributeError(name)
        self.__dict__.update(self._made())
        return self.__dict__[name]

    def outward(self, numbers: Numbers) -> LinkRows:
        """The links that some entities are the subjects of, entity by entity."""
        rows = self._numbers.rows
        old = rows.before(numbers)
        stays = np.flatnonzero(old != GONE)
        said = self._old.outward(old[stays])
        owner = stays[said.owner]
        said = said._replace(
            owner=owner, subject=numbers[owner], object=self._numbers.now(said.object)
        )
        return _in_order(said, _between(self._fresh, self._fresh.subject, numbers))

    def inward(self, numbers: Numbers) -> LinkRows:
        """The links that some entities are the objects of, entity by entity."""
        old = self._numbers.before(numbers)
        known = np.flatnonzero(old != GONE)
        said = self._old.inward(old[known])
        subject = self._numbers.rows.now(said.subject)
        owner = known[said.owner]
        said = said._replace(owner=owner, subject=subject, object=numbers[owner])
        said = _take(said, np.flatnonzero(subject != GONE))
        fresh = _take(self._fresh, self._inward)
        return _in_order(said, _between(fresh, fresh.object, numbers))

    def pairs(self, *predicates: str) -> tuple[Integers, Integers]:
        """Subject and object of each link of these predicates."""
        subject, object_ = self._old.pairs(*predicates)
        subject = self._numbers.rows.now(subject)
        stays = subject != GONE
        codes = [PREDICATES.index(predicate) for predicate in predicates]
        fresh = np.isin(self._fresh.predicate, codes)
        ends = self._numbers.now(object_[stays])
        return (
            np.concatenate([subject[stays], self._fresh.subject[fresh]]).astype(np.int32),
            np.concatenate([ends, self._fresh.object[fresh]]).astype(np.int32),
        )

    def _made(self) -> dict[str, NDArray[Any]]:
        old, fresh, moved = self._old, self._fresh, self._numbers.moved
        rows = self._numbers.rows
        order = _replaced(rows, old.start, fresh.subject)
        subject = order.column(rows.moved.astype(np.int32)[old.subject], fresh.subject)
        object_ = order.column(moved.astype(np.int32)[old.object], fresh.object)
        predicate = order.column(old.predicate, fresh.predicate)
        inward = (object_.astype(np.int64) * len(PREDICATES) + predicate) * rows.size + subject
        return {
            "start": rows_of(subject, rows.size),
            "subject": subject,
            "predicate": predicate,
            "object": object_,
            "since": order.column(old.since, fresh.since),
            "until": order.column(old.until, fresh.until),
            "confidence": order.column(old.confidence, fresh.confidence),
            "in_start": rows_of(object_, rows.size),
            "in_link": _merged_by(inward, old.in_link, order),
        }


def _merged_by(inward: Positions, old: Integers, order: Splice) -> Integers:
    """Positions of links by (object, predicate, subject), which `inward` holds as one number."""
    stay = order.moved[old]
    stay = stay[stay != GONE]
    come = order.placed[np.argsort(inward[order.placed])]
    merged = splice_sorted(inward[stay], np.zeros(0, np.int64), inward[come])
    return merged.column(stay.astype(np.int32), come)


def _replaced(rows: Splice, start: NDArray[np.int64], fresh: Numbers) -> Splice:
    """Entries of CSR rows of which some leave with all their entries, and others come with
    theirs, whose new rows are given."""
    left, _ = gather(start, rows.left)
    return Splice(int(start[-1]), left, start[rows.put_before[np.searchsorted(rows.placed, fresh)]])


def _take(rows: LinkRows, at: Numbers) -> LinkRows:
    return LinkRows._make(column[at] for column in rows)


def _between(fresh: LinkRows, keys: Numbers, numbers: Numbers) -> LinkRows:
    """The fresh links of some entities; `keys`, the entity of each, ascends."""
    at, owner = ranges(np.searchsorted(keys, numbers), np.searchsorted(keys, numbers, side="right"))
    return _take(fresh, at)._replace(owner=owner)


def _in_order(some: LinkRows, others: LinkRows) -> LinkRows:
    pairs: Iterator[Any] = zip(some, others, strict=True)
    every = LinkRows._make(np.concatenate(pair) for pair in pairs)
    ordered = np.lexsort((every.object, every.subject, every.predicate, every.owner))
    return _take(every, ordered)


class SplicedMarks(Marks):
    """Marks of which those of some things were said again.

    Args:
        fresh: those of the things that came, by (thing, property, concept), as `Marks`.
    """

    def __init__(self, old: Marks, rows: Splice, concepts: Splice, fresh: Marks) -> None:
        self.__dict__.update(_old=old, _rows=rows, _concepts=concepts, _fresh=fresh)

    def __getattr__(self, name: str) -> Any:
        if name not in Marks.__annotations__:
            raise AttributeError(name)
        self.__dict__.update(self._made())
        return self.__dict__[name]

    def borne_by(self, things: Numbers) -> MarkRows:
        """The marks of some things, thing by thing."""
        old = self._rows.before(things)
        stays = np.flatnonzero(old != GONE)
        said = self._old.borne_by(old[stays])
        concept = self._concepts.now(said.concept)
        thing = self._fresh.thing
        at, owner = ranges(
            np.searchsorted(thing, things), np.searchsorted(thing, things, side="right")
        )
        fresh = [column[at] for column in (self._fresh.property, self._fresh.concept)]
        said = said._replace(owner=stays[said.owner], concept=concept)
        pairs = zip(said, (owner, *fresh, self._fresh.confidence[at]), strict=True)
        every = MarkRows._make(map(np.concatenate, pairs))
        ordered = np.argsort(every.owner, kind="stable")
        return MarkRows._make(column[ordered] for column in every)

    def _made(self) -> dict[str, NDArray[Any]]:
        old, fresh, rows = self._old, self._fresh, self._rows
        order = _replaced(rows, old.start, fresh.thing)
        thing = order.column(rows.moved.astype(np.int32)[old.thing], fresh.thing)
        codes = self._concepts.moved.astype(np.int32)
        return {
            "start": rows_of(thing, rows.size),
            "thing": thing,
            "property": order.column(old.property, fresh.property),
            "concept": order.column(codes[old.concept], fresh.concept),
            "confidence": order.column(old.confidence, fresh.confidence),
        }
