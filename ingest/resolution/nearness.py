"""What two records' places say: what they share weighs, what they do not bounds."""

from functools import lru_cache
from typing import NamedTuple

from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features


class Nearness(NamedTuple):
    """What two records' places say.

    Attributes:
        bits: what the place they share weighs.
        shared: both are in it by their own word.
        bound: the most that a pair so placed may reach.
        nowhere: nothing says where one of them is.
    """

    bits: float
    shared: bool = False
    bound: float = 1.0
    nowhere: bool = False


def nearness(a: Features, b: Features) -> Nearness:
    """What their places say. A département is shared only when a commune is unknown."""
    are_placed = a.communes and b.communes
    if are_placed and (common := _common_weights(a, b)):
        return _together(max(common), bool(a.street) and a.street == b.street)
    some, others = a.areas, b.areas
    if not some or not others:
        return NOWHERE
    bits, bounds = load_model().bits, load_model().bounds
    if some != others and set(some).isdisjoint(others):
        if a.family == "person" and not (a.departements and b.departements):
            # Départements that a report names are around a person, not where the person lives.
            return NOWHERE
        return Nearness(0.0, bound=bounds["other_departement"])
    if are_placed:
        return Nearness(0.0, bound=bounds["other_commune"])
    if a.postcodes and not set(a.postcodes).isdisjoint(b.postcodes):
        weight = min((bits["postcode"], *_weights(a), *_weights(b)))
        return Nearness(max(bits["departement"], weight), shared=True)
    if a.departements and b.departements:
        return Nearness(bits["departement"], shared=True)
    return Nearness(bits["around"])


@lru_cache(maxsize=10_000)
def _together(weight: float, is_one_street: bool) -> Nearness:
    """In one commune, which weighs so much."""
    bits = load_model().bits
    street = bits["street"] if is_one_street else 0.0
    return Nearness(max(bits["departement"], weight) + street, shared=True)


NOWHERE = Nearness(0.0, nowhere=True)


def _common_weights(a: Features, b: Features) -> list[float]:
    """The weights of the communes that both are in, as the first says them."""
    if len(a.communes) == len(b.communes) == 1:
        (code, weight), (other, _) = a.communes[0], b.communes[0]
        return [weight] if code == other else []
    others = dict(b.communes)
    return [weight for code, weight in a.communes if code in others]


def _weights(features: Features) -> list[float]:
    return [weight for _, weight in features.communes]
