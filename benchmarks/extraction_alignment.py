"""Which entity of an extraction is which of the gold."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from benchmarks.gold import Json, alike, overlap


class Alignment:
    """Entities found, each aligned with the gold entity whose mentions it overlaps most.

    Attributes:
        to_gold: entity found → gold entity; without those that overlap none.
    """

    def __init__(self, gold: Iterable[Json], found: Iterable[Json], text: str) -> None:
        gold, found = list(gold), list(found)
        self.pairs = _pairs(gold, found)
        shared: dict[str, Counter[str]] = defaultdict(Counter)
        for theirs, ours in self.pairs:
            shared[ours["entity"]][theirs["entity"]] += overlap(theirs, ours)
        self.to_gold = {ours: common.most_common(1)[0][0] for ours, common in shared.items()}
        self.gold_names = _names(gold, text)
        self.found_names = _names(found, text)

    def same(self, gold: str | None, found: str | None) -> bool:
        """Whether two subjects or objects are one: entities by mentions, literals by words."""
        if gold is None or found is None:
            return gold is found
        if gold in self.gold_names and found in self.to_gold:
            return self.to_gold[found] == gold
        return any(
            alike(theirs, ours)
            for theirs in self.gold_names.get(gold, {gold})
            for ours in self.found_names.get(found, {found})
        )

    def key(self, found: str | None) -> str | None:
        """One name for all that stands for one gold entity."""
        return None if found is None else self.to_gold.get(found, found)


def _pairs(gold: list[Json], found: list[Json]) -> list[tuple[Json, Json]]:
    """Each mention found, with the gold mention that it overlaps most, the exact one first."""
    pairs = []
    for ours in found:
        best = max(gold, key=lambda theirs: (overlap(theirs, ours), -_size(theirs)), default=None)
        if best is not None and overlap(best, ours):
            pairs.append((best, ours))
    return pairs


def _size(mention: Json) -> int:
    return int(mention["end"]) - int(mention["start"])


def _names(mentions: list[Json], text: str) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for one in mentions:
        names[one["entity"]].add(text[one["start"] : one["end"]])
    return dict(names)


def b_cubed(pairs: list[tuple[Json, Json]]) -> tuple[float, float, int]:
    """B³ sums of precision and recall over the aligned mentions, and how many they are.

    A. Bagga, B. Baldwin, Algorithms for scoring coreference chains, 1998.
    """
    once = {(theirs["start"], theirs["end"]): (theirs, ours) for theirs, ours in reversed(pairs)}
    aligned = [(theirs["entity"], ours["entity"]) for theirs, ours in once.values()]
    both, gold = Counter(aligned), Counter(one for one, _ in aligned)
    found = Counter(one for _, one in aligned)
    precision = sum(both[pair] / found[pair[1]] for pair in aligned)
    recall = sum(both[pair] / gold[pair[0]] for pair in aligned)
    return precision, recall, len(aligned)
