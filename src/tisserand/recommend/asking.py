"""What a helper is looked for, as reasons are told of it."""

from tisserand.recommend.expertise import FUNDERS, HelperIndex, expand
from tisserand.recommend.needs import Understood
from tisserand.recommend.ranking import RARITY_RADIUS_KM, masters_around
from tisserand.recommend.reasons import Asked
from tisserand.recommend.territory import Whereabouts

LEAST_TOLD = 0.1
"""How much a skill is asked, beside the one asked most, to be a reason; less is a long shot."""


def asked_for(
    index: HelperIndex, understood: Understood, where: Whereabouts | None, least: float = LEAST_TOLD
) -> Asked:
    """The skills that answer, and how many hold each one asked.

    Args:
        least: how much a skill is asked, beside the one asked most, to be told of.
    """
    related: dict[str, float] = {}
    weights = understood.weights
    most = max(weights.values(), default=0.0)
    for key in (key for key, weight in weights.items() if weight >= least * most):
        iri = key.removeprefix(f"{FUNDERS}:")
        for other, factor in expand(iri, index.hierarchy).items():
            related[other] = max(factor, related.get(other, 0.0))
    return Asked(
        skills=related,
        holders={
            iri: frozenset(
                index.projection.keys[int(one)] for one in masters_around(index, iri, where)
            )
            for iri in related
        },
        radius_km=RARITY_RADIUS_KM if where is not None and where.point is not None else None,
        kind=understood.kind,
        read=None if index.offered is None else index.offered.space.of_offer,
    )
