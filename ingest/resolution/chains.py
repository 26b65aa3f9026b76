"""Chains cut at their weakest link: what joins two groups, and nothing else confirms.

A B C D, where each is the same as the next only, is A B and C D when B C is the weakest link. A
link is confirmed when a third signature is near both its ends, or when one near the one end and
one near the other may be one themselves, be it unsure. Only links decide, in no order: what
arrives first changes nothing.
"""

from collections.abc import Iterable, Mapping

from tisserand.ontology.records import Match

Pair = tuple[str, str]
Near = dict[str, dict[str, float]]
"""Signature → those that are, or may be, the same → probability."""


def weakest_links(
    matches: Iterable[Match], same: float, identities: Mapping[str, frozenset[str]]
) -> set[Pair]:
    """The links to cut, of those at or above `same`.

    Args:
        matches: all between the signatures of some components, the unsure ones too.
        identities: identity blocks of the signatures that have some; sharing one is a link.
    """
    links = list(matches)
    near: Near = {}
    for a, b, probability, _ in links:
        near.setdefault(a, {})[b] = probability
        near.setdefault(b, {})[a] = probability
    return {
        (a, b)
        for a, b, probability, _ in links
        if probability >= same
        and near[a].keys().isdisjoint(near[b])
        and _is_alone(a, b, near, identities)
    }


def _is_alone(a: str, b: str, near: Near, identities: Mapping[str, frozenset[str]]) -> bool:
    """Whether each end is held by a link as strong, and none of these confirms this one."""
    probability = near[a][b]
    left = [one for one, other in near[a].items() if other >= probability and one != b]
    right = [one for one, other in near[b].items() if other >= probability and one != a]
    if not left or not right:
        return False
    if any(one in near[other] for one in left for other in right):
        return False
    nothing = frozenset[str]()
    some = nothing.union(*[identities.get(one, nothing) for one in (a, *left)])
    return some.isdisjoint(block for one in (b, *right) for block in identities.get(one, ()))
