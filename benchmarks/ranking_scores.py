"""How good rankings of offers are, against which offer answers which need and how well."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Rankings = Mapping[str, Sequence[str]]
Truth = Mapping[str, Mapping[str, float]]


def recall_at(ranked: Sequence[str], relevant: Mapping[str, float], k: int) -> float:
    """Share of the relevant offers among the first `k`, of as many as `k` can hold."""
    return len(set(ranked[:k]) & set(relevant)) / min(len(relevant), k)


def ndcg_at(ranked: Sequence[str], relevant: Mapping[str, float], k: int) -> float:
    """Discounted gain of `2^relevance - 1` (Burges, 2005) over that of the best ranking."""
    best = _gain(sorted(relevant.values(), reverse=True)[:k])
    return _gain([relevant.get(one, 0.0) for one in ranked[:k]]) / best


def _gain(relevances: Sequence[float]) -> float:
    return sum((2**value - 1) / math.log2(rank + 2) for rank, value in enumerate(relevances))


def score_rankings(needs: Sequence[str], rankings: Rankings, truth: Truth) -> dict[str, Any]:
    """Means over the needs that somebody can meet, with standard errors; shares of answers."""
    met = [need for need in needs if truth.get(need)]
    unmet = [need for need in needs if not truth.get(need)]

    def mean(measure: Callable[..., float], k: int) -> tuple[float, float]:
        values = [measure(rankings.get(need, ()), truth[need], k) for need in met]
        return _mean(values)

    recall_1, error_1 = mean(recall_at, 1)
    recall_5, error_5 = mean(recall_at, 5)
    ndcg, error = mean(ndcg_at, 10)
    return {
        "recall@1": recall_1,
        "recall@1_error": error_1,
        "recall@5": recall_5,
        "recall@5_error": error_5,
        "ndcg@10": ndcg,
        "ndcg@10_error": error,
        "unmeetable_answered": _mean([float(bool(rankings.get(need))) for need in unmet])[0],
        "meetable_unanswered": _mean([float(not rankings.get(need)) for need in met])[0],
    }


def _mean(values: Sequence[float]) -> tuple[float, float]:
    """Mean, and its standard error."""
    if not values:
        return math.nan, math.nan
    mean = sum(values) / len(values)
    variance = sum((value - mean) ** 2 for value in values) / max(1, len(values) - 1)
    return round(mean, 4), round(math.sqrt(variance / len(values)), 4)
