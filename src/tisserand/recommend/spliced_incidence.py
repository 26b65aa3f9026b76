"""Who holds what, who is tied to whom, when a few changed: a row asked for is told at once.

The whole is made when somebody asks for it, and then kept.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import Incidence, Integers, ranges, rows_of
from tisserand.recommend.splicing import GONE, Positions, Splice, is_among, splice_sorted

Numbers = NDArray[np.integer]


class Entries(NamedTuple):
    """The entries of an incidence, by row then member."""

    row: Positions
    member: Positions
    weight: NDArray[np.float64]

    def take(self, at: Numbers) -> "Entries":
        """Some of them, in this order."""
        return Entries(self.row[at], self.member[at], self.weight[at])


class Changed(NamedTuple):
    """What changed in an incidence.

    Attributes:
        rows: how its rows follow from those of before.
        now: new numbers of old members, `GONE` for those that are no more.
        is_anew: whether what the rows of these new numbers hold was found again, whole.
        members: new numbers, ascending, of the members that were found again, in every row.
        fresh: what was found.
    """

    rows: Splice
    now: Callable[[Numbers], Positions]
    anew: Positions
    members: Positions
    fresh: Entries


class SplicedIncidence(Incidence):
    """An incidence of which some rows, or what some members are in, were found again."""

    def __init__(self, old: Incidence, changed: Changed) -> None:
        self.__dict__.update(_old=old, _changed=changed)

    def __getattr__(self, name: str) -> Any:
        if name not in Incidence.__annotations__:
            raise AttributeError(name)
        self.__dict__.update(self._made())
        return self.__dict__[name]

    def __len__(self) -> int:
        return int(self._changed.rows.size)

    def row(self, index: int) -> tuple[Integers, NDArray[np.float64]]:
        """Members of a row and their weights."""
        _, _, member, weight = self.spans(np.array([index]))
        return member, weight

    def degrees(self, rows: Numbers) -> Positions:
        """Number of members of each of these rows."""
        first, last, _, _ = self.spans(rows)
        return last - first

    def spans(self, rows: Numbers) -> tuple[Positions, Positions, Integers, NDArray[np.float64]]:
        """Where each of these rows begins and ends among members and weights, which follow."""
        kept, fresh = self._kept(rows), self._fresh(rows)
        row, member, weight = (np.concatenate(pair) for pair in zip(kept, fresh, strict=True))
        order = np.lexsort((member, row))
        lengths = np.bincount(row, minlength=len(rows))
        last = np.cumsum(lengths)
        return last - lengths, last, member[order].astype(np.int32), weight[order]

    def _fresh(self, rows: Numbers) -> Entries:
        """What was found again in these rows, numbered by their positions."""
        found = self._changed.fresh
        at, owner = ranges(
            np.searchsorted(found.row, rows), np.searchsorted(found.row, rows, side="right")
        )
        return Entries(owner, found.member[at], found.weight[at])

    def _kept(self, rows: Numbers) -> Entries:
        """What these rows hold that was not found again, numbered by their positions."""
        changed = self._changed
        before = changed.rows.before(rows)
        stays = np.flatnonzero((before != GONE) & ~is_among(rows, changed.anew))
        first, last, member, weight = self._old.spans(before[stays])
        at, owner = ranges(first, last)
        now = changed.now(member[at])
        still = (now != GONE) & ~is_among(now, changed.members)
        return Entries(stays[owner[still]], now[still], weight[at[still]])

    def _made(self) -> dict[str, NDArray[Any]]:
        old, changed = self._old, self._changed
        rows = changed.rows.moved.copy()
        rows[is_among(rows, changed.anew)] = GONE
        members = changed.now(np.arange(int(old.member.max(initial=-1)) + 1))
        members[is_among(members, changed.members)] = GONE
        row, member = np.repeat(rows, np.diff(old.start)), members[old.member]
        stays = (row != GONE) & (member != GONE)
        row, member, weight = row[stays], member[stays], old.weight[stays]
        size = int(max(member.max(initial=0), changed.fresh.member.max(initial=0))) + 1
        order = splice_sorted(
            row * size + member,
            np.zeros(0, np.int64),
            changed.fresh.row * size + changed.fresh.member,
        )
        made = order.column(row, changed.fresh.row)
        return {
            "start": rows_of(made, changed.rows.size),
            "member": order.column(member.astype(np.int32), changed.fresh.member),
            "weight": order.column(weight, changed.fresh.weight),
        }
