"""Who holds the network together: brokers, weak bridges, and silos that one tie would join."""

from typing import NamedTuple

import numpy as np
from scipy import sparse

from tisserand.messages import Language, text
from tisserand.recommend import community_brokerage as brokerage
from tisserand.recommend.arrays import Integers, Projection
from tisserand.recommend.communities import SEED, actor_ties, detect
from tisserand.recommend.community_kernel import Labels
from tisserand.recommend.community_silos import Silos, find_silos
from tisserand.recommend.community_updates import Network, network_of
from tisserand.recommend.kernel import Floats
from tisserand.recommend.naming import name_communities
from tisserand.recommend.network import tie_acquainted
from tisserand.recommend.records import Json, actor_card
from tisserand.recommend.ties import explain_tie, find_ties
from tisserand.recommend.wording import decimal
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

EXACT_UP_TO = 5000
PIVOTS = 500
LEAST_SEPARATED = 3
CONFIDENCE = 1.96


class Betweenness(NamedTuple):
    """Share of the shortest paths between others that pass through each node, in [0, 1].

    Attributes:
        error: half of the 95 % interval of each; zero when exact.
        sources: from how many nodes paths were followed.
    """

    share: Floats
    error: Floats
    sources: int


class Bridge(NamedTuple):
    """A tie at risk: how many actors its loss cuts off, or which communities only it joins."""

    a: int
    b: int
    separated: int
    communities: tuple[int, int] | None


class Found(NamedTuple):
    """Who has met whom, and who is where in it; nodes are positions in `actors`."""

    actors: Integers
    network: Network
    ties: sparse.csr_array
    community: Labels
    names: list[str]


def measure_betweenness(network: Network, seed: int = SEED) -> Betweenness:
    """Exact up to `EXACT_UP_TO` nodes; beyond, estimated from `PIVOTS` drawn without repetition.

    Brandes, Pich (2007). The error is that of a mean over pivots, by their variance.
    """
    size = len(network.start) - 1
    exact = size <= EXACT_UP_TO
    every = np.arange(size)
    random = np.random.default_rng(seed)
    sources = every if exact else np.sort(random.choice(size, PIVOTS, replace=False))
    sums, squares = brokerage.betweenness(network.start, network.member, sources)
    drawn, pairs = max(len(sources), 1), max((size - 1) * (size - 2), 1)
    mean = sums / drawn
    spread = np.sqrt(np.maximum(squares / drawn - mean**2, 0.0) / max(drawn - 1, 1))
    error = np.zeros(size) if exact else CONFIDENCE * spread * size / pairs
    return Betweenness(mean * size / pairs, error, len(sources))


def find_weak_bridges(network: Network, community: Labels) -> list[Bridge]:
    """Ties whose loss cuts off `LEAST_SEPARATED` actors or more, then only ties of communities.

    Args:
        community: rank of the community of each node, -1 for none.
    """
    a, b, alone, whole = brokerage.find_bridges(network.start, network.member)
    smaller = np.minimum(alone, whole - alone)
    order = np.lexsort((b, a, -smaller))
    found = [
        Bridge(int(a[i]), int(b[i]), int(smaller[i]), None)
        for i in order
        if smaller[i] >= LEAST_SEPARATED
    ]
    known = {frozenset(bridge[:2]) for bridge in found}
    rows = np.repeat(np.arange(len(community)), np.diff(network.start))
    left, right = community[rows], community[network.member]
    across = np.flatnonzero((left >= 0) & (left < right))
    pair = left[across] * (int(community.max(initial=0)) + 1) + right[across]
    _, first, count = np.unique(pair, return_index=True, return_counts=True)
    for at in across[first[count == 1]]:
        ends = int(rows[at]), int(network.member[at])
        if frozenset(ends) not in known:
            found.append(Bridge(*ends, 0, (int(left[at]), int(right[at]))))
    return found


def find_brokers(
    reader: GraphReader,
    projection: Projection,
    *,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    base_iri: str,
    limit: int = 10,
    seed: int = SEED,
    language: Language = "fr",
) -> Json:
    """`{brokers, bridges, silos, sampled}`, each at most `limit`.

    `brokers`: `{actor, betweenness, error, constraint, communities, reasons}`, the most
    in between first. `bridges`: `{a, b, separated, communities, text, reasons}`. `silos`: `{a, b,
    communities, ties, distance_before, distance_after, network_before, network_after, text,
    reasons}`. `sampled`: from how many actors paths were followed, null when from all.
    """
    found = _look(projection, gazetteer, thesaurus, seed, language)
    told = _Told(reader, projection, found, gazetteer, base_iri, language)
    between = measure_betweenness(found.network, seed)
    constraint = brokerage.constraint(*found.network)
    silos = find_silos(found.network, found.ties, found.community, limit, seed)
    ranked = np.lexsort((found.actors, -np.round(between.share, 12)))[:limit]
    return {
        "brokers": [
            told.broker(int(node), between, float(constraint[node]))
            for node in ranked
            if between.share[node] > 0
        ],
        "bridges": [
            told.bridge(bridge) for bridge in find_weak_bridges(found.network, found.community)
        ][:limit],
        "silos": [told.silos(pair) for pair in silos if not told.are_namesakes(pair)],
        "sampled": between.sources if between.sources < len(found.actors) else None,
    }


def _look(
    projection: Projection,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    seed: int,
    language: Language,
) -> Found:
    actors, ties = actor_ties(tie_acquainted(projection))
    detected = detect(projection, seed=seed)
    groups = [one.members for one in detected.found] if detected.quality.is_clear else []
    community = np.full(len(actors), -1, dtype=np.int64)
    for rank, members in enumerate(groups):
        met = np.intersect1d(members, actors)
        community[np.searchsorted(actors, met)] = rank
    names = name_communities(projection, groups, gazetteer, thesaurus, language)
    return Found(actors, network_of(ties), ties, community, names)


class _Told:
    """Says what was found, with the records that it rests on."""

    def __init__(
        self,
        reader: GraphReader,
        projection: Projection,
        found: Found,
        gazetteer: Gazetteer,
        base_iri: str,
        language: Language,
    ) -> None:
        self.reader, self.projection, self.found = reader, projection, found
        self.gazetteer, self.base_iri, self.language = gazetteer, base_iri, language

    def card(self, node: int) -> Json:
        actor = int(self.found.actors[node])
        return actor_card(self.projection, actor, self.gazetteer, self.base_iri)

    def are_namesakes(self, pair: Silos) -> bool:
        """Whether the two may well be one, which sources tell of apart."""
        names = (self.projection.names[int(self.found.actors[node])] for node in (pair.a, pair.b))
        return fold(next(names)) == fold(next(names))

    def names(self, ranks: tuple[int, ...]) -> list[str]:
        return [self.found.names[rank] for rank in ranks]

    def reasons(self, a: int, b: int) -> list[Json]:
        """What ties two actors, the first that visible records say."""
        ends = int(self.found.actors[a]), int(self.found.actors[b])
        for tie in find_ties(self.projection, *ends):
            said = explain_tie(self.reader, self.projection, tie, self.base_iri, self.language)
            if said:
                return [said]
        return []

    def broker(self, node: int, between: Betweenness, constraint: float) -> Json:
        best = self._best_by_community(node)
        return {
            "actor": self.card(node),
            "betweenness": round(float(between.share[node]), 6),
            "error": round(float(between.error[node]), 6),
            "constraint": round(constraint, 6),
            "communities": self.names(tuple(best)),
            "reasons": [reason for other in best.values() for reason in self.reasons(node, other)],
        }

    def _best_by_community(self, node: int) -> dict[int, int]:
        """The neighbour best tied to a node in each community, by rank."""
        network = self.found.network
        span = slice(int(network.start[node]), int(network.start[node + 1]))
        best: dict[int, tuple[float, int]] = {}
        for other, weight in zip(network.member[span], network.weight[span], strict=True):
            rank = int(self.found.community[other])
            if rank >= 0 and (-weight, int(other)) < best.get(rank, (0.0, 0)):
                best[rank] = (-float(weight), int(other))
        return {rank: best[rank][1] for rank in sorted(best)}

    def bridge(self, bridge: Bridge) -> Json:
        a, b = self.card(bridge.a), self.card(bridge.b)
        names = self.names(bridge.communities or ())
        kind = "joins" if names else "separates"
        details = {"count": bridge.separated, "first": names[0] if names else ""}
        details["second"] = names[1] if names else ""
        sentence = text(
            f"recommend.bridge_{kind}", self.language, a=a["name"], b=b["name"], **details
        )
        return {
            "a": a,
            "b": b,
            "separated": bridge.separated,
            "communities": names,
            "text": sentence,
            "reasons": self.reasons(bridge.a, bridge.b),
        }

    def silos(self, pair: Silos) -> Json:
        a, b = self.card(pair.a), self.card(pair.b)
        names = self.names(pair.communities)
        kind = "apart" if pair.before is None else "nearer"
        sentence = text(
            f"recommend.silos_{kind}",
            self.language,
            a=a["name"],
            b=b["name"],
            first=names[0],
            second=names[1],
            before=decimal(pair.before, self.language),
            after=decimal(pair.after, self.language),
        )
        anchors = [(pair.a, pair.near_a), (pair.b, pair.near_b)]
        return {
            "a": a,
            "b": b,
            "communities": names,
            "ties": pair.ties,
            "distance_before": pair.before,
            "distance_after": pair.after,
            "network_before": pair.network_before,
            "network_after": pair.network_after,
            "text": sentence,
            "reasons": [reason for ends in anchors for reason in self.reasons(*ends)],
        }
