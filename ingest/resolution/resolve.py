"""Incremental resolution: what a change does to identity, equal to resolving from nothing.

Joining never crosses a connected component of « same » edges (matches, shared identifiers,
shared signatures, judgements). So the components that a change touches, as they were and as they
become, are clustered again, and nothing else.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

from tisserand.ingest.parts import in_parts
from tisserand.ingest.resolution.arrivals import (
    LOOKED_UP_TOGETHER,
    Arrival,
    Arrivals,
    Identities,
)
from tisserand.ingest.resolution.blocking import identity_blocks
from tisserand.ingest.resolution.bonds import bonds_between
from tisserand.ingest.resolution.clustering import Node, cluster
from tisserand.ingest.resolution.collector import collector_paused
from tisserand.ingest.resolution.features import parse_features
from tisserand.ingest.resolution.matching import match_new
from tisserand.ingest.resolution.model import load_model
from tisserand.ontology.records import Judgement, Match, Signature
from tisserand.store.port import Member, ResolutionReader

__all__ = ["Arrival", "Resolution", "resolve"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a change does to identity.

    Attributes:
        new: the signatures to be stored by digest, sorted.
        matches: to be stored, sorted.
        assignments: record key → entity key, for arrivals and for records whose entity changes.
        owners: record key → entity key, for every record of the components touched.
        before: record key → entity key as it was, for the stored records among them.
    """

    new: Mapping[str, Signature] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)
    assignments: dict[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)


def resolve(
    reader: ResolutionReader,
    arrivals: Iterable[Arrival] = (),
    departures: Collection[str] = (),
    judgements: Sequence[Judgement] = (),
    withdrawn: Collection[Pair] = (),
    kept: Mapping[str, Signature] = MappingProxyType({}),
) -> Resolution:
    """Resolve a change.

    Args:
        arrivals: records added; a record that changes or whose source changes rank is both
            among arrivals and departures.
        departures: keys of records removed.
        judgements: by people, added or replaced.
        withdrawn: pairs of record keys whose judgement goes.
        kept: signatures of arrivals by digest, where they can be read again: of these none is
            held in memory.
    """
    with collector_paused():
        coming = Arrivals(arrivals, kept)
        return _Change(reader, coming, departures, judgements, withdrawn).resolve()


class _Change:
    """One change, with what has been read of the store for it."""

    def __init__(
        self,
        reader: ResolutionReader,
        arrivals: Arrivals,
        departures: Collection[str],
        judgements: Sequence[Judgement],
        withdrawn: Collection[Pair],
    ) -> None:
        self.reader = reader
        self.departures = set(departures)
        self.arrivals = arrivals
        self.new = arrivals.unknown_to(reader)
        self.is_empty = next(iter(reader.signature_digests()), None) is None
        self.is_judged = next(iter(reader.judgements()), None) is not None
        self.identities = Identities()
        self.stored: dict[str, Signature] = {}
        self.said = {(judgement.a, judgement.b): judgement for judgement in judgements}
        self.withdrawn = set(withdrawn) | set(self.said)
        self.members: dict[str, list[Member]] = {}
        self.matches: dict[Pair, Match] = {}
        self.judgements: dict[Pair, Judgement] = {}

    def resolve(self) -> Resolution:
        new_matches = match_new(self.reader, self.new, self.identities.note)
        self.matches = {(match.a, match.b): match for match in new_matches}
        touched = self._components(self._touched())
        owners = self._owners(sorted(touched))
        before = {m.key: m.assigned for group in self.members.values() for m in group}
        home, unborne = self.arrivals.homes, self._unborne()
        return Resolution(
            new=self.new,
            matches=[one for one in new_matches if unborne.isdisjoint(one[:2])],
            assignments={
                key: owners[key]
                for key in sorted(owners)
                if key in home or before.get(key) != owners[key]
            },
            owners=owners,
            before=before,
        )

    def _unborne(self) -> set[str]:
        """The signatures read that nothing bears any more once the change is made."""
        return {digest for digest in self.members if not self._keys_and_ranks(digest)}

    def _touched(self) -> set[str]:
        """Signatures of what comes, goes, or is judged."""
        judged = {key for pair in self.withdrawn for key in pair}
        stored = self.reader.signatures_of(sorted(self.departures | judged))
        return set(self.arrivals) | set(stored.values())

    def _components(self, frontier: set[str]) -> set[str]:
        """Digests of the components that the frontier is in, old edges and new ones.

        Every arrival is in the frontier at once: only what is stored is to be reached.
        """
        found = frontier
        near_new = _neighbours(self.matches.values(), self.new)
        while frontier:
            reached: set[str] = set()
            for part in in_parts(sorted(frontier), LOOKED_UP_TOGETHER):
                old = [digest for digest in part if digest not in self.new]
                self._read(old)
                reached.update(other for digest in part for other in near_new.get(digest, ()))
                reached |= self._read_matches(old)
                reached |= self._read_identities(part)
                reached |= self._read_judgements(part)
            frontier = reached - found
            found |= frontier
        return found

    def _read(self, digests: list[str]) -> None:
        missing = [one for one in digests if one not in self.arrivals and one not in self.stored]
        self.stored.update(self.reader.signatures(missing))
        self.members.update(self.reader.members_of(digests))

    def _signature(self, digest: str) -> Signature:
        stored = self.stored.get(digest)
        return self.arrivals.signature(digest) if stored is None else stored

    def _read_matches(self, digests: list[str]) -> set[str]:
        same = load_model().same
        stored = self.reader.matches_of(digests)
        self.matches.update({(match.a, match.b): match for match in stored})
        return {digest for match in stored if match.probability >= same for digest in match[:2]}

    def _read_identities(self, digests: list[str]) -> set[str]:
        """Stored signatures that share an identity block with these."""
        if self.is_empty:
            return set()
        blocks = sorted({b for d in digests for b in identity_blocks(self._signature(d).blocks)})
        found = {one.digest: one for _, one in self.reader.signatures_in_blocks(blocks)}
        self.stored.update((d, one) for d, one in found.items() if d not in self.arrivals)
        return set(found)

    def _read_judgements(self, digests: list[str]) -> set[str]:
        """Signatures of the records that people said are the same as these."""
        if not self.said and not self.is_judged:
            return set()
        keys = {member.key for digest in digests for member in self.members.get(digest, ())}
        keys.update(key for digest in digests for key, _ in self.arrivals.bearers(digest))
        for judgement in self.reader.judgements_of(sorted(keys)):
            self.judgements[judgement.a, judgement.b] = judgement
        pairs = {pair for pair, said in self.judgements.items() if said.verdict == "same"}
        pairs |= {pair for pair, said in self.said.items() if said.verdict == "same"}
        others = {key for pair in pairs if keys & set(pair) for key in pair} - keys
        stored, home = self.reader.signatures_of(sorted(others)), self.arrivals.homes
        return set(stored.values()) | {home[key] for key in others if key in home}

    def _judgements(self) -> Collection[Judgement]:
        """Those stored, less those withdrawn, and those said now."""
        kept = {p: said for p, said in self.judgements.items() if p not in self.withdrawn}
        return {**kept, **self.said}.values()

    def _owners(self, digests: list[str]) -> dict[str, str]:
        """The entity of each record of these signatures; who has no bond is alone."""
        together = self._together(digests)
        keys = {d: tuple(sorted([key for key, _ in self._keys_and_ranks(d)])) for d in together}
        inside = [self._signature(digest) for digest in together]
        bonds, judged = list(bonds_between(inside, keys, self.matches)), self._judgements()
        bound = {key for bond in bonds for key in bond.keys}
        bound.update(key for one in judged for key in (one.a, one.b))
        nodes = self._nodes(digests if judged else together, bound)
        owners = {**cluster(nodes, bonds, judged)}
        stored = (member.key for group in self.members.values() for member in group)
        lasting = (key for key in stored if key not in self.departures)
        found = chain(self.arrivals.homes, lasting)
        owners.update((key, key) for key in found if key not in bound)
        return owners

    def _together(self, digests: list[str]) -> list[str]:
        """Those of these signatures that a bond may be about."""
        for digest in digests:
            if digest not in self.new:
                self.identities.note(self._signature(digest))
        found = self.identities.sharing()
        same = load_model().same
        found.update(d for m in self.matches.values() if m.probability >= same for d in m[:2])
        return [
            one
            for one in digests
            if (borne := self._count_bearers(one)) > 1 or (borne and one in found)
        ]

    def _nodes(self, digests: list[str], bound: Collection[str]) -> Iterator[Node]:
        """Those of the records of these signatures that may be joined or kept apart."""
        for digest in digests:
            met = [one for one in self._keys_and_ranks(digest) if one[0] in bound]
            if met:
                features = parse_features(self._signature(digest).features)
                yield from (Node(key, rank, features) for key, rank in met)

    def _count_bearers(self, digest: str) -> int:
        if digest in self.members:
            return len(self._keys_and_ranks(digest))
        return self.arrivals.count(digest)

    def _keys_and_ranks(self, digest: str) -> list[tuple[str, int]]:
        coming = self.arrivals.bearers(digest)
        if digest not in self.members:
            return coming
        members = self.members[digest]
        return [(m.key, m.rank) for m in members if m.key not in self.departures] + coming


def _neighbours(matches: Iterable[Match], new: Container[str]) -> dict[str, list[str]]:
    """Stored signatures that are the same as each new one."""
    same = load_model().same
    near: dict[str, list[str]] = {}
    for match in matches:
        if match.probability >= same:
            for one, other in ((match.a, match.b), (match.b, match.a)):
                if other not in new:
                    near.setdefault(one, []).append(other)
    return near
