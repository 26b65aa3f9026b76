"""The smallest team: exact minimum cover, by dynamic programming over what is covered."""

from collections.abc import Iterable
from typing import NamedTuple

MOST_WANTED = 12
"""Things to cover at once: the search takes 2^n steps for each kind of candidate."""


class Candidate(NamedTuple):
    """Who covers some of what is wanted.

    Attributes:
        covers: set of wanted things, as bits.
        worth: how well, in millionths: integers add up alike in any order.
    """

    key: str
    covers: int
    worth: int


class _Team(NamedTuple):
    """A team under construction; the least one is the best."""

    size: int
    cost: int
    keys: tuple[str, ...]


def smallest_team(candidates: Iterable[Candidate], wanted: int) -> tuple[str, ...] | None:
    """Keys, in order, of the fewest candidates that together cover `wanted`; None if none does.

    Of teams of equal size the one of greatest total worth, then of least keys. Of two candidates
    who cover the same only the best can be in that team, so the search is over kinds of
    candidates: O(2^n · kinds) for n things wanted. Set cover is NP-hard in n (Karp, 1972).
    """
    empty = _Team(0, 0, ())
    best = {0: empty}
    for candidate in sorted(_best_of_each_kind(candidates, wanted)):
        for covered, team in list(best.items()):
            reached = covered | candidate.covers
            if reached == covered:
                continue
            joined = _Team(team.size + 1, team.cost - candidate.worth, (*team.keys, candidate.key))
            known = best.get(reached)
            if known is None or joined < known:
                best[reached] = joined
    found = best.get(wanted)
    return None if found is None else found.keys


def _best_of_each_kind(candidates: Iterable[Candidate], wanted: int) -> Iterable[Candidate]:
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        useful = candidate._replace(covers=candidate.covers & wanted)
        known = best.get(useful.covers)
        if useful.covers and (known is None or _rank(useful) < _rank(known)):
            best[useful.covers] = useful
    return best.values()


def _rank(candidate: Candidate) -> tuple[int, str]:
    return -candidate.worth, candidate.key
