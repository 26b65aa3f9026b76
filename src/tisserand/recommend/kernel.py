"""The inner loops of ranking, compiled: a few nanoseconds a candidate.

They know plain arrays only; `ranking` gives them their meaning. numba keeps the compiled code on
disk, so only the first question of an installation waits for the compiler. Starting it takes half
a second of CPU all the same: a question that compares few actors does without.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int32]
Offsets = NDArray[np.int64]
Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """The same function in machine code; kept on disk where a folder can be written."""
    from numba import njit

    try:
        return cast(Function, njit(cache=True, nogil=True)(function))
    except RuntimeError:
        return cast(Function, njit(nogil=True)(function))


def inlined(function: Function) -> Function:
    """A step of compiled loops, copied where it is called: a call in the innermost loop costs."""
    from numba import njit

    return cast(Function, njit(inline="always")(function))


INTERPRETED = 20_000
"""Elements that a loop goes through before it is worth compiling: some 20 ms."""


def compiled_when_long(function: Function, each: int = 1) -> Function:
    """The same function, in machine code once it went through many elements: `each` for each one
    of its first array."""
    left = INTERPRETED
    fast: Callable[..., Any] | None = None

    @wraps(function)
    def run(*arguments: Any) -> Any:
        nonlocal left, fast
        if fast is None:
            left -= each * len(arguments[0])
            if left >= 0:
                return function(*arguments)
            fast = compiled(function)
        return fast(*arguments)

    return cast(Function, run)


@compiled_when_long
def meet(
    actors: Numbers,
    points: Floats,
    origin: Floats,
    radius: float,
    slots: Numbers,
    candidates: Numbers,
    squares: Floats,
    count: int,
) -> tuple[int, int]:
    """Give each actor of a row its slot among the candidates, and its squared distance.

    Args:
        points: (len(actors), 3) where each actor of the row is.
        origin: empty when no place is asked; distances are then unknown.
        slots: (n,) slot of each actor, -1 when it has none; written.
        count: slots already given.

    Returns:
        How many slots are given, and how many actors of this row are within `radius`.
    """
    around = 0
    for i in range(len(actors)):
        actor = actors[i]
        slot = slots[actor]
        if slot < 0:
            slot = count
            slots[actor] = slot
            candidates[slot] = actor
            squares[slot] = np.nan
            if len(origin):
                x = points[i, 0] - origin[0]
                y = points[i, 1] - origin[1]
                z = points[i, 2] - origin[2]
                squares[slot] = x * x + y * y + z * z
            count += 1
        if squares[slot] <= radius:
            around += 1
    return count, around


@compiled_when_long
def add_match(
    actors: Numbers,
    masteries: Floats,
    weight: float,
    asked: float,
    slots: Numbers,
    match: Floats,
    strongest: Floats,
) -> None:
    """Add one skill to the match of each actor, and keep its strongest proof."""
    for i in range(len(actors)):
        slot = slots[actors[i]]
        match[slot] += weight * masteries[i]
        strongest[slot] = max(strongest[slot], asked * masteries[i])


@compiled_when_long
def forget(candidates: Numbers, slots: Numbers) -> None:
    """Take the slots back, for the next question."""
    for i in range(len(candidates)):
        slots[candidates[i]] = -1


TIES_OF_A_THIRD = 20
"""As many as are gone through for each third party, about."""
_compiled_when_many = partial(compiled_when_long, each=TIES_OF_A_THIRD)


@_compiled_when_many
def spread(
    thirds: Numbers,
    ties: Floats,
    firsts: Offsets,
    lasts: Offsets,
    member: Numbers,
    tie: Floats,
    largest: int,
    reached: Floats,
) -> None:
    """Add to `reached` the ties of an actor: direct, and through each third party in proportion.

    Args:
        firsts, lasts: where the ties of each third party are in `member` and `tie`.
    """
    for i in range(len(thirds)):
        third = thirds[i]
        reached[third] += ties[i]
        first, last = firsts[i], lasts[i]
        if last - first > largest:
            continue
        total = tie[first:last].sum()
        for j in range(first, last):
            reached[member[j]] += ties[i] / total * tie[j]


@_compiled_when_many
def unspread(
    thirds: Numbers,
    firsts: Offsets,
    lasts: Offsets,
    member: Numbers,
    largest: int,
    reached: Floats,
) -> None:
    """Put `reached` back to zero, for the next question."""
    for i in range(len(thirds)):
        third = thirds[i]
        reached[third] = 0.0
        first, last = firsts[i], lasts[i]
        if last - first <= largest:
            for j in range(first, last):
                reached[member[j]] = 0.0


@compiled_when_long
def score(
    candidates: Numbers,
    match: Floats,
    strongest: Floats,
    squares: Floats,
    reached: Floats,
    epcis: Numbers,
    least: float,
    within: float,
    half: float,
    farthest: float,
    epci: int,
    same_epci: float,
) -> Floats:
    """Score of each candidate, rounded to 1e-9; zero for who is no answer.

    Args:
        reached: ties with the asker; empty when nobody is known to ask.
        epcis: of each candidate; empty when no place is asked.
        within: infinite without a limit; squared on the unit sphere, as `half` and `squares`.
        farthest: 1 when no place is asked: distance then counts for nothing.
    """
    scores = np.zeros(len(candidates))
    for i in range(len(candidates)):
        square = squares[i]
        if strongest[i] < least or (within < np.inf and not square <= within):
            continue
        actor = candidates[i]
        near = farthest
        if square >= 0.0:
            near += (1.0 - farthest) / (1.0 + square / half)
        if len(epcis) and epcis[i] == epci:
            near *= same_epci
        if len(reached):
            near *= 1.0 + min(reached[actor], 1.0)
        scores[i] = np.rint(match[i] * near * 1e9) / 1e9
    return scores


@compiled_when_long
def best(actors: Numbers, scores: Floats, asker: int, limit: int) -> tuple[NDArray[np.int64], int]:
    """Positions of the greatest scores above zero; equal ones by actor."""
    chosen = np.empty(limit, dtype=np.int64)
    count = 0
    for i in range(len(scores)):
        score = scores[i]
        if score <= 0.0 or actors[i] == asker:
            continue
        if count == limit:
            last = chosen[count - 1]
            if scores[last] > score or (scores[last] == score and actors[last] < actors[i]):
                continue
            count -= 1
        place = count
        while place > 0:
            last = chosen[place - 1]
            if scores[last] > score or (scores[last] == score and actors[last] < actors[i]):
                break
            chosen[place] = last
            place -= 1
        chosen[place] = i
        count += 1
    return chosen, count
