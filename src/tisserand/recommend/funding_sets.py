"""Which sources of funding together cover a budget: exact search."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Source(NamedTuple):
    """What one source of funding can give a project, in whole euros.

    Attributes:
        is_public: it counts against the ceiling of public aid.
        excludes: keys of the sources that it cannot be added to; one side saying so is enough.
    """

    key: str
    amount: int
    is_public: bool
    excludes: frozenset[str] = frozenset()


class FundingSet(NamedTuple):
    """Sources to ask together, by key, and what they give once the ceiling is applied."""

    keys: tuple[str, ...]
    total: int


def choose_sources(sources: Iterable[Source], target: int, public_ceiling: int) -> FundingSet:
    """The fewest sources that give the target, or those that come closest to it.

    Of sets of equal size that reach the target the one that gives most, then of least keys; when
    none reaches it, the one that gives most, then the fewest. Depth first over sources by falling
    amount, leaving a branch whose remainder cannot do as well: exact.

    Args:
        public_ceiling: most that public sources give together.
    """
    ordered = sorted(sources, key=lambda source: (-source.amount, source.key))
    search = _Search(ordered, target, public_ceiling)
    search.extend((), 0, 0, 0)
    chosen, total = search.best
    return FundingSet(tuple(sorted(source.key for source in chosen)), total)


class _Search:
    """The best set met so far; `rest[i]` is what sources from the i-th on give at most."""

    def __init__(self, ordered: Sequence[Source], target: int, ceiling: int) -> None:
        self.ordered, self.target, self.ceiling = ordered, target, ceiling
        self.best: tuple[tuple[Source, ...], int] = ((), 0)
        self.rest = [0] * (len(ordered) + 1)
        for i in range(len(ordered) - 1, -1, -1):
            self.rest[i] = self.rest[i + 1] + ordered[i].amount

    def extend(self, chosen: tuple[Source, ...], start: int, public: int, private: int) -> None:
        """Try every set that begins with these sources."""
        total = min(public, self.ceiling) + private
        if self._rank(chosen, total) < self._rank(*self.best):
            self.best = (chosen, total)
        if total >= self.target:
            return  # any more would be one too many
        for i in range(start, len(self.ordered)):
            if self._is_hopeless(len(chosen), total + self.rest[i]):
                return
            source = self.ordered[i]
            if any(_exclude(source, other) for other in chosen):
                continue
            gained = (public + source.amount, private) if source.is_public else (
                public, private + source.amount)  # fmt: skip
            self.extend((*chosen, source), i + 1, *gained)

    def _is_hopeless(self, size: int, most: int) -> bool:
        chosen, total = self.best
        if total >= self.target:
            return most < self.target or size + 1 > len(chosen)
        return most < total

    def _rank(
        self, chosen: tuple[Source, ...], total: int
    ) -> tuple[bool, int, int, tuple[str, ...]]:
        keys = tuple(sorted(source.key for source in chosen))
        if total >= self.target:
            return False, len(chosen), -total, keys
        return True, -total, len(chosen), keys


def _exclude(a: Source, b: Source) -> bool:
    return a.key in b.excludes or b.key in a.excludes
