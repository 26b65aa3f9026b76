"""Counts that add up over documents, and the figures they give."""

from collections import defaultdict


class Tally(defaultdict[str, float]):
    """Sums by name, such as `mentions.Person.right`, `.found` and `.gold`."""

    def __init__(self) -> None:
        super().__init__(int)

    def score(self, name: str, right: int, found: int, gold: int) -> None:
        """Add what was right among `found`, of `gold` to find."""
        self[f"{name}.right"] += right
        self[f"{name}.found"] += found
        self[f"{name}.gold"] += gold

    def names(self, prefix: str) -> list[str]:
        """What was scored under a prefix, in order."""
        scored = {key.rpartition(".")[0] for key in self if key.startswith(prefix + ".")}
        return sorted(name for name in scored if f"{name}.gold" in self)

    def figures(self, name: str) -> dict[str, float | None]:
        """Precision, recall, F1; None where nothing was there to score."""
        right, found, gold = (self[f"{name}.{part}"] for part in ("right", "found", "gold"))
        return {
            "precision": share(right, found),
            "recall": share(right, gold),
            "f1": share(2 * right, found + gold),
            "gold": gold,
        }


def share(part: float, whole: float) -> float | None:
    """A ratio at three decimals, None of nothing."""
    return round(part / whole, 3) if whole else None
