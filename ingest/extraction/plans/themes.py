"""Which orientation an action belongs to, where the text gives both as lists and ties none.

« Ces 6 orientations sont déclinées en 10 actions »: each action belongs to one of them, and both
lists follow one order. Of all the ways of cutting the list of actions along that of orientations,
the one whose titles share most words is kept (dynamic programming); where no word tells, the cuts
closest to even ones.
"""

import math
from collections import Counter
from collections.abc import Sequence

from tisserand.reference.text import fold

_STEM = 6
_SHORTEST = 4
_EVEN = 0.05


def _stems(title: str) -> set[str]:
    """Its words but the verb that begins it, cut to their first letters."""
    words = fold(title).replace("'", " ").replace("’", " ").split()
    return {word[:_STEM] for word in words[1:] if len(word) >= _SHORTEST}


def attach(orientations: Sequence[str], actions: Sequence[str]) -> list[int]:
    """For each action, the place of its orientation; places never fall."""
    frequency = Counter(stem for title in (*orientations, *actions) for stem in _stems(title))
    shared = [
        [
            sum(1 / math.log2(1 + frequency[stem]) for stem in _stems(one) & _stems(other))
            - _EVEN * abs(place - order * len(orientations) / len(actions))
            for place, other in enumerate(orientations)
        ]
        for order, one in enumerate(actions)
    ]
    best = [0.0] * len(orientations)
    choices: list[list[int]] = []
    for scores in shared:
        reached, choice = [], []
        top = 0
        for place, score in enumerate(scores):
            top = place if best[place] > best[top] else top
            reached.append(best[top] + score)
            choice.append(top)
        best = reached
        choices.append(choice)
    places = [max(range(len(best)), key=lambda place: (best[place], -place))]
    for choice in reversed(choices[1:]):
        places.append(choice[places[-1]])
    return places[::-1]
