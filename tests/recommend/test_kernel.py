"""The loops of ranking say the same before they are compiled and after."""

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend import kernel


def scored(run: object) -> NDArray[np.float64]:
    """Scores of a thousand candidates, some near, some of unknown distance."""
    random = np.random.default_rng(3)
    match, strongest = random.random(1000), random.random(1000)
    squares = np.where(random.random(1000) < 0.2, np.nan, random.random(1000) * 1e-3)
    epcis = random.integers(0, 5, 1000).astype(np.int32)
    candidates = random.permutation(1000).astype(np.int32)
    reached = random.random(1000)
    given = (candidates, match, strongest, squares, reached, epcis, 0.3)
    found: NDArray[np.float64] = run(*given, np.inf, 1e-4, 0.1, 2, 1.2)  # type: ignore[operator]
    return found


def test_scores_are_the_same_once_compiled() -> None:
    plain = scored(kernel.score.__wrapped__)  # type: ignore[attr-defined]
    assert np.array_equal(plain, scored(kernel.compiled(kernel.score.__wrapped__)))  # type: ignore[attr-defined]
    assert (plain > 0).any()


def test_the_best_are_the_greatest_then_the_least_actor() -> None:
    scores = np.round(np.random.default_rng(4).random(500), 2)
    actors = np.random.default_rng(5).permutation(500).astype(np.int32)
    order = np.lexsort((actors, -scores))[:20]
    for run in (kernel.best, kernel.compiled(kernel.best.__wrapped__)):  # type: ignore[attr-defined]
        chosen, count = run(actors, scores, -1, 20)
        assert chosen[:count].tolist() == order.tolist()


def test_a_loop_is_compiled_once_it_is_long() -> None:

    @kernel.compiled_when_long
    def total(values: NDArray[np.float64]) -> float:
        summed = 0.0
        for i in range(len(values)):
            summed += values[i]
        return summed

    found = [int(total(np.ones(size))) for size in (10, kernel.INTERPRETED, 10)]
    assert found == [10, kernel.INTERPRETED, 10]
