"""Entities from records: a pure function of records, matches and judgements (DESIGN §3).

« Same » edges are taken a person's first, then by falling probability, then by key; each joins
two clusters unless a person's « different » or a guard forbids it. Records of one signature, or
of one identifier, are joined all at once, in key order, each to the first cluster it may join:
thousands of rows may name one funder, and their pairs are never written.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tisserand.ingest.resolution.comparison import are_guarded
from tisserand.ingest.resolution.shape import Features, Name
from tisserand.ontology.records import Judgement


class Node(NamedTuple):
    """A record to cluster, with its features."""

    key: str
    rank: int
    features: Features


class Bond(NamedTuple):
    """Records that are the same with this probability.

    `name` breaks ties. `by_name`: places that exclude each other forbid it, and rows that name
    one beside the other.
    """

    probability: float
    name: str
    by_name: bool
    keys: tuple[str, ...]


Codes = frozenset[str]
_NOBODY: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class _Cluster:
    """What guards look at in a cluster."""

    least: tuple[int, str]
    keys: list[str]
    families: Codes
    identifiers: frozenset[tuple[str, str]]
    communes: Codes
    areas: Codes
    names: frozenset[Name]
    beside: frozenset[Name]
    foes: Codes = _NOBODY

    def absorb(self, other: "_Cluster") -> None:
        self.least = min(self.least, other.least)
        self.keys += other.keys
        self.families |= other.families
        self.identifiers |= other.identifiers
        self.communes |= other.communes
        self.areas |= other.areas
        self.names |= other.names
        self.beside |= other.beside
        self.foes |= other.foes


Said = tuple[Codes, frozenset[tuple[str, str]], Codes, Codes, frozenset[Name], frozenset[Name]]


def _said(features: Features) -> Said:
    """Family, identifiers, communes, départements, names and those beside them."""
    communes = frozenset([code for code, _ in features.communes])
    # What surrounds a person in a report is not where the person is: see `comparison.nearness`.
    where = features.departements if features.family == "person" else features.areas
    areas = frozenset(where)
    family, identifiers = frozenset((features.family,)), frozenset(features.identifiers)
    names, beside = frozenset(features.names), frozenset(features.beside)
    return family, identifiers, communes, areas, names, beside


class Clustering:
    """Clusters in the making; the order of calls is the order of joining."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._clusters: dict[str, _Cluster] = {}
        last: Features | None = None
        for key, rank, features in nodes:
            if features is not last:
                said, last = _said(features), features
            self._clusters[key] = _Cluster((rank, key), [key], *said)

    def keep_apart(self, a: str, b: str) -> None:
        """A person's « different »: what says it first is heard first."""
        if a in self._clusters and b in self._clusters:
            self._clusters[a].foes |= {b}
            self._clusters[b].foes |= {a}

    def join_by_person(self, a: str, b: str) -> None:
        """A person's « same »: only a person's « different » forbids it."""
        if a not in self._clusters or b not in self._clusters:
            return
        left, right = self._clusters[a], self._clusters[b]
        if left is not right and not self._are_foes(left, right):
            self._merge(left, right)

    def join(self, bond: Bond) -> None:
        """Join the records of a bond in key order, each to the first cluster it may join."""
        given = dict.fromkeys([self._clusters[key] for key in sorted(bond.keys)])
        if len(given) == 1:
            return
        met: list[_Cluster] = []
        for cluster in given:
            host = next((one for one in met if self._may_join(one, cluster, bond.by_name)), None)
            if host is None:
                met.append(cluster)
            else:
                met[met.index(host)] = self._merge(host, cluster)

    def entities(self) -> dict[str, str]:
        """Record key → entity key: the least record by (register rank, key)."""
        return {key: cluster.least[1] for key, cluster in self._clusters.items()}

    def _are_foes(self, a: _Cluster, b: _Cluster) -> bool:
        fewer, other = (a, b) if len(a.foes) <= len(b.foes) else (b, a)
        return any(self._clusters[foe] is other for foe in fewer.foes)

    def _may_join(self, a: _Cluster, b: _Cluster, by_name: bool) -> bool:
        if a.families.isdisjoint(b.families) or self._are_foes(a, b):
            return False
        if a.identifiers and b.identifiers and are_guarded(a.identifiers, b.identifiers):
            return False
        if not by_name:
            return True
        if not (a.beside.isdisjoint(b.names) and b.beside.isdisjoint(a.names)):
            return False
        return not (_exclude(a.communes, b.communes) or _exclude(a.areas, b.areas))

    def _merge(self, a: _Cluster, b: _Cluster) -> _Cluster:
        """The greater takes in the smaller."""
        host, guest = (a, b) if len(a.keys) >= len(b.keys) else (b, a)
        for key in guest.keys:
            self._clusters[key] = host
        host.absorb(guest)
        return host


def _exclude(a: Codes, b: Codes) -> bool:
    return bool(a and b and a.isdisjoint(b))


def cluster(
    nodes: Iterable[Node], bonds: Iterable[Bond], judgements: Collection[Judgement]
) -> Mapping[str, str]:
    """Entity key of each record.

    Args:
        bonds: in any order; every record of theirs is a node.
        judgements: by people, in any order.
    """
    clustering = Clustering(nodes)
    said = sorted(judgements, key=lambda judgement: (judgement.a, judgement.b))
    for judgement in said:
        if judgement.verdict == "different":
            clustering.keep_apart(judgement.a, judgement.b)
    for judgement in said:
        if judgement.verdict == "same":
            clustering.join_by_person(judgement.a, judgement.b)
    for bond in sorted(bonds, key=lambda bond: (-bond.probability, bond.name)):
        clustering.join(bond)
    return clustering.entities()
